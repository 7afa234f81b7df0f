<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="fr">
<context>
    <name>Act</name>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>et {count} de plus</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CartonCard</name>
    <message>
        <source>Colis</source>
        <translation>Carton</translation>
    </message>
    <message>
        <source>Colis {number}</source>
        <translation>Carton {number}</translation>
    </message>
    <message>
        <source>Colis {number} sur {of}</source>
        <translation>Carton {number} of {of}</translation>
    </message>
</context>
<context>
    <name>CartonDrawing</name>
    <message>
        <source>Colis {number}</source>
        <translation>Carton {number}</translation>
    </message>
</context>
<context>
    <name>FailureScreen</name>
    <message>
        <source>Poste fermé</source>
        <translation>Station closed</translation>
    </message>
    <message>
        <source>Réessayer</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Quitter</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>Essayé à {0}.</source>
        <translation>Tried at {0}.</translation>
    </message>
    <message>
        <source>Ouverture du poste…</source>
        <translation>Opening the station…</translation>
    </message>
</context>
<context>
    <name>Frame</name>
    <message>
        <source>Chef d’équipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Douchette</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>Débranchée : {0}</source>
        <translation>Unplugged: {0}</translation>
    </message>
    <message>
        <source>Pas encore bipé</source>
        <translation>Nothing scanned yet</translation>
    </message>
    <message>
        <source>Entendue</source>
        <translation>Heard</translation>
    </message>
    <message>
        <source>Il y a {0} min</source>
        <translation>{0} min ago</translation>
    </message>
    <message>
        <source>Étiquettes</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Papier A4</source>
        <translation>A4 paper</translation>
    </message>
    <message>
        <source>À vérifier : {0}</source>
        <translation>To check: {0}</translation>
    </message>
    <message>
        <source>{0}, en attente : {1}</source>
        <translation>{0}, waiting: {1}</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>Database</translation>
    </message>
    <message>
        <source>Ouverture…</source>
        <translation>Opening…</translation>
    </message>
    <message>
        <source>Fermée</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>Non enregistré</source>
        <translation>Not saved</translation>
    </message>
    <message>
        <source>Enregistré</source>
        <translation>Saved</translation>
    </message>
</context>
<context>
    <name>HomeScreen</name>
    <message>
        <source>Réception</source>
        <translation>Receiving</translation>
    </message>
    <message>
        <source>Colisage</source>
        <translation>Packing</translation>
    </message>
    <message>
        <source>Palettisation</source>
        <translation>Palletising</translation>
    </message>
    <message>
        <source>Chargement</source>
        <translation>Loading</translation>
    </message>
    <message>
        <source>Chercher</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Importer</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Tournées et papiers</source>
        <translation>Trips and papers</translation>
    </message>
    <message>
        <source>Réglages</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Un appareil, un colis, un lycée</source>
        <translation>A device, a carton, a school</translation>
    </message>
    <message>
        <source>Lycées, dotations, avis, tournées</source>
        <translation>Schools, allocations, advices, trips</translation>
    </message>
    <message>
        <source>Bons, lettres de voiture, listes</source>
        <translation>Delivery notes, waybills, lists</translation>
    </message>
    <message>
        <source>Poste, imprimantes, affichage</source>
        <translation>Station, printers, display</translation>
    </message>
    <message>
        <source>Accueil</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>Scans en pause</source>
        <translation>Scanning paused</translation>
    </message>
    <message>
        <source>À biper</source>
        <translation>To scan</translation>
    </message>
    <message>
        <source>Affichage</source>
        <translation>Display</translation>
    </message>
    <message>
        <source>Sortir</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>avis à recevoir</source>
        <translation>advices to receive</translation>
    </message>
    <message>
        <source>commande à emballer</source>
        <translation>order to pack</translation>
    </message>
    <message>
        <source>commandes à emballer</source>
        <translation>orders to pack</translation>
    </message>
    <message>
        <source>colis à palettiser</source>
        <translation>cartons to palletise</translation>
    </message>
    <message>
        <source>tournée à charger</source>
        <translation>trip to load</translation>
    </message>
    <message>
        <source>tournées à charger</source>
        <translation>trips to load</translation>
    </message>
</context>
<context>
    <name>JobScreen</name>
    <message>
        <source>Réception</source>
        <translation>Receiving</translation>
    </message>
    <message>
        <source>Colisage</source>
        <translation>Packing</translation>
    </message>
    <message>
        <source>Palettisation</source>
        <translation>Palletising</translation>
    </message>
    <message>
        <source>Chargement</source>
        <translation>Loading</translation>
    </message>
    <message>
        <source>Scans en pause</source>
        <translation>Scanning paused</translation>
    </message>
    <message>
        <source>Question en attente</source>
        <translation>Question waiting</translation>
    </message>
    <message>
        <source>À biper</source>
        <translation>To scan</translation>
    </message>
    <message>
        <source>Travail repris</source>
        <translation>Work resumed</translation>
    </message>
    <message>
        <source>Reprendre</source>
        <translation>Resume</translation>
    </message>
    <message>
        <source>Annuler</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Annuler le dernier</source>
        <translation>Undo last</translation>
    </message>
</context>
<context>
    <name>LoadScreen</name>
    <message>
        <source>Tournée {0}</source>
        <translation>Trip {0}</translation>
    </message>
    <message>
        <source>sur {0}</source>
        <translation>of {0}</translation>
    </message>
    <message>
        <source>Arrêts, du fond vers les portes</source>
        <translation>Stops, from the front to the doors</translation>
    </message>
    <message>
        <source>Camion</source>
        <translation>Truck</translation>
    </message>
    <message>
        <source>Palettes</source>
        <translation>Pallets</translation>
    </message>
    <message>
        <source>Emplacements</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>{0} kg</source>
        <translation>{0} kg</translation>
    </message>
    <message>
        <source>Charge</source>
        <translation>Load</translation>
    </message>
    <message>
        <source>Scellés : {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrêts sans quai : {0}</source>
        <translation>Stops without a dock: {0}</translation>
    </message>
    <message>
        <source>Étiquette de palette</source>
        <translation>Pallet label</translation>
    </message>
    <message>
        <source>Scellé</source>
        <translation>Seal</translation>
    </message>
    <message>
        <source>Sceller</source>
        <translation>Seal</translation>
    </message>
    <message>
        <source>Faire partir</source>
        <translation>Depart</translation>
    </message>
    <message>
        <source>Papiers</source>
        <translation>Papers</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Poste d’expédition</source>
        <translation>Dispatch station</translation>
    </message>
</context>
<context>
    <name>PackScreen</name>
    <message>
        <source>sur {0}</source>
        <translation>of {0}</translation>
    </message>
    <message>
        <source>Colis mis de côté, étiquette à biper : {0}</source>
        <translation>Cartons set aside, label to scan: {0}</translation>
    </message>
    <message>
        <source>Commande</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>N° de série (S/N)</source>
        <translation>Serial number (S/N)</translation>
    </message>
    <message>
        <source>Colis fournisseur entier</source>
        <translation>Whole maker’s carton</translation>
    </message>
    <message>
        <source>Clore le colis</source>
        <translation>Close carton</translation>
    </message>
    <message>
        <source>Mettre de côté</source>
        <translation>Set aside</translation>
    </message>
    <message>
        <source>Réimprimer</source>
        <translation>Reprint</translation>
    </message>
    <message>
        <source>Commande suivante</source>
        <translation>Next order</translation>
    </message>
</context>
<context>
    <name>PalletDrawing</name>
    <message>
        <source>Palette</source>
        <translation>Pallet</translation>
    </message>
    <message>
        <source>Trop haut</source>
        <translation>Too high</translation>
    </message>
    <message>
        <source>Trop lourd</source>
        <translation>Too heavy</translation>
    </message>
    <message>
        <source>Palette {number}, vue de côté</source>
        <translation>Pallet {number}, side view</translation>
    </message>
    <message>
        <source>Couche {number}, complète</source>
        <translation>Layer {number}, complete</translation>
    </message>
    <message>
        <source>Couche {number}, vue de dessus</source>
        <translation>Layer {number}, from above</translation>
    </message>
    <message>
        <source>Bord de l’allée en bas</source>
        <translation>Aisle side at the bottom</translation>
    </message>
    <message>
        <source>Couche {number}</source>
        <translation>Layer {number}</translation>
    </message>
    <message>
        <source>Posez ici</source>
        <translation>Put here</translation>
    </message>
    <message>
        <source>Ici</source>
        <translation>Here</translation>
    </message>
    <message>
        <source>Palette {number}, colis posés</source>
        <translation>Pallet {number}, cartons on it</translation>
    </message>
    <message>
        <source>Taille des colis inconnue</source>
        <translation>Carton size unknown</translation>
    </message>
    <message>
        <source>Palette {number}, filmée</source>
        <translation>Pallet {number}, wrapped</translation>
    </message>
    <message>
        <source>Étiquettes bipées&#xa0;: {done} sur 2</source>
        <translation>Labels scanned: {done} of 2</translation>
    </message>
</context>
<context>
    <name>PalletiseScreen</name>
    <message>
        <source>sur {0}</source>
        <translation>of {0}</translation>
    </message>
    <message>
        <source>Palette</source>
        <translation>Pallet</translation>
    </message>
    <message>
        <source>Colis posés</source>
        <translation>Cartons on it</translation>
    </message>
    <message>
        <source>encore {0}</source>
        <translation>{0} to go</translation>
    </message>
    <message>
        <source>Poids</source>
        <translation>Weight</translation>
    </message>
    <message>
        <source>{0} kg</source>
        <translation>{0} kg</translation>
    </message>
    <message>
        <source>max {0}</source>
        <translation>max {0}</translation>
    </message>
    <message>
        <source>Hauteur</source>
        <translation>Height</translation>
    </message>
    <message>
        <source>{0} m</source>
        <translation>{0} m</translation>
    </message>
    <message>
        <source>inconnue</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>Site sans quai : palette non gerbable</source>
        <translation>Site without a dock: do not stack</translation>
    </message>
    <message>
        <source>Palette {0}</source>
        <translation>Pallet {0}</translation>
    </message>
    <message>
        <source>Étiquette du colis</source>
        <translation>Carton label</translation>
    </message>
    <message>
        <source>Clore la palette</source>
        <translation>Close pallet</translation>
    </message>
    <message>
        <source>Mettre de côté</source>
        <translation>Set aside</translation>
    </message>
    <message>
        <source>Réimprimer</source>
        <translation>Reprint</translation>
    </message>
    <message>
        <source>Lycée suivant</source>
        <translation>Next school</translation>
    </message>
</context>
<context>
    <name>PromptBoard</name>
    <message>
        <source>Mode essai</source>
        <translation>Test mode</translation>
    </message>
    <message>
        <source>Échantillon</source>
        <translation>Sample</translation>
    </message>
</context>
<context>
    <name>ReasonCards</name>
    <message>
        <source>Motif</source>
        <translation>Reason</translation>
    </message>
</context>
<context>
    <name>ReceiveScreen</name>
    <message>
        <source>Avis</source>
        <translation>Advice</translation>
    </message>
    <message>
        <source>sur {0}</source>
        <translation>of {0}</translation>
    </message>
    <message>
        <source>Avis d’expédition</source>
        <translation>Dispatch advice</translation>
    </message>
    <message>
        <source>Derniers colis</source>
        <translation>Latest cartons</translation>
    </message>
    <message>
        <source>Colis</source>
        <translation>Carton</translation>
    </message>
    <message>
        <source>Appareils</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>appareils</source>
        <translation>devices</translation>
    </message>
</context>
<context>
    <name>SearchScreen</name>
    <message>
        <source>N° de série, colis, palette, commande, tournée, lycée&#xa0;: bipez ou tapez</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quoi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Détail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bipez ou tapez un code&#xa0;: toute son histoire s’affiche ici.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sans code&#xa0;: un nom de lycée, une ville, le début d’un n° de série, la fin d’une étiquette.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code abîmé&#xa0;? Tapez-le, puis F10&#xa0;: il compte comme un bip dans le travail en cours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chercher</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Nouvelle recherche</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Utiliser comme un bip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pas de réponse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Introuvable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trouvés&#xa0;: {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StoryPage</name>
    <message>
        <source>Appareil</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colis</source>
        <translation>Carton</translation>
    </message>
    <message>
        <source>Palette</source>
        <translation>Pallet</translation>
    </message>
    <message>
        <source>Commande</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>Lycée</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tournée</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Annoncé</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>En stock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ouvert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>En colis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sur palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dans le camion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>En route</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>En cours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Étiquette à biper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prête à charger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Étiquette annulée</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Au complet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>En partie en route</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prévue</source>
        <translation>Planned</translation>
    </message>
    <message>
        <source>En chargement</source>
        <translation>Being loaded</translation>
    </message>
    <message>
        <source>Émis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Histoire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contenu dans</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Écritures au journal&#xa0;: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code UAI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bon de livraison</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TripsCard</name>
    <message>
        <source>Tournées</source>
        <translation>Trips</translation>
    </message>
    <message>
        <source>{0} appareil emballé aujourd’hui</source>
        <translation>{0} device packed today</translation>
    </message>
    <message>
        <source>{0} appareils emballés aujourd’hui</source>
        <translation>{0} devices packed today</translation>
    </message>
</context>
<context>
    <name>TruckDrawing</name>
    <message>
        <source>Fond&#xa0;: chargé en premier</source>
        <translation>Front: loaded first</translation>
    </message>
    <message>
        <source>Portes&#xa0;: chargé en dernier</source>
        <translation>Doors: loaded last</translation>
    </message>
    <message>
        <source>Ici</source>
        <translation>Here</translation>
    </message>
    <message>
        <source>Portes closes. Scellés&#xa0;: {seals}</source>
        <translation>Doors closed. Seals: {seals}</translation>
    </message>
    <message>
        <source>Portes closes. {count} scellés</source>
        <translation>Doors closed. {count} seals</translation>
    </message>
    <message>
        <source>Chiffre&#xa0;: n° d’arrêt. Plein&#xa0;: chargée. Pointillé&#xa0;: prévue.</source>
        <translation>Figure: stop no. Filled: loaded. Dashed: planned.</translation>
    </message>
</context>
<context>
    <name>WelcomeScreen</name>
    <message>
        <source>Essayer avec la campagne d’exemple</source>
        <translation>Try it with the sample campaign</translation>
    </message>
    <message>
        <source>Lycées, colis et tournées fictifs, marqués comme échantillon partout où ils s’impriment.</source>
        <translation>Invented schools, cartons and trips, marked as sample wherever they are printed.</translation>
    </message>
    <message>
        <source>Commencer avec mes données</source>
        <translation>Start with my data</translation>
    </message>
    <message>
        <source>Un poste vide. Vous importez vos lycées, articles, dotations, avis et tournées.</source>
        <translation>An empty station. You import your schools, items, allocations, advices and trips.</translation>
    </message>
    <message>
        <source>Ce poste reçoit les appareils, les met en colis et sur palettes, les charge dans le camion, et imprime étiquettes et papiers.</source>
        <translation>This station receives devices, packs them into cartons and onto pallets, loads the truck, and prints labels and papers.</translation>
    </message>
    <message>
        <source>Bienvenue</source>
        <translation>Welcome</translation>
    </message>
    <message>
        <source>Nouveau poste</source>
        <translation>New station</translation>
    </message>
    <message>
        <source>Choisissez : 1 ou 2.</source>
        <translation>Choose: 1 or 2.</translation>
    </message>
    <message>
        <source>La campagne d’exemple se prépare…</source>
        <translation>Preparing the sample campaign…</translation>
    </message>
    <message>
        <source>Le poste se prépare…</source>
        <translation>Preparing the station…</translation>
    </message>
</context>
<context>
    <name>WorkCard</name>
    <message>
        <source>Reprendre</source>
        <translation>Resume</translation>
    </message>
    <message>
        <source>Travail en cours</source>
        <translation>Work in progress</translation>
    </message>
</context>
<context>
    <name>_TripList</name>
    <message>
        <source>Aucune tournée aujourd’hui.</source>
        <translation>No trip today.</translation>
    </message>
    <message>
        <source>et {0} autre</source>
        <translation>and {0} other</translation>
    </message>
    <message>
        <source>et {0} autres</source>
        <translation>and {0} others</translation>
    </message>
    <message>
        <source>{0} sur {1}</source>
        <translation>{0} of {1}</translation>
    </message>
    <message>
        <source>Partie</source>
        <translation>Departed</translation>
    </message>
    <message>
        <source>En chargement</source>
        <translation>Being loaded</translation>
    </message>
    <message>
        <source>Prévue</source>
        <translation>Planned</translation>
    </message>
</context>
</TS>
