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
        <translation>and {count} more</translation>
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
    <name>DeviceSetup</name>
    <message>
        <source>Mal réglée</source>
        <translation>Set wrong</translation>
    </message>
    <message>
        <source>Bien réglée</source>
        <translation>Set right</translation>
    </message>
    <message>
        <source>Entendue</source>
        <translation>Heard</translation>
    </message>
    <message>
        <source>À essayer</source>
        <translation>To try</translation>
    </message>
    <message>
        <source>Douchette</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Scale</translation>
    </message>
    <message>
        <source>Clavier USB</source>
        <translation>USB keyboard</translation>
    </message>
    <message>
        <source>Étiquettes</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Papiers A4</source>
        <translation>A4 papers</translation>
    </message>
    <message>
        <source>Prise ailleurs</source>
        <translation>Taken elsewhere</translation>
    </message>
    <message>
        <source>Débranchée</source>
        <translation>Unplugged</translation>
    </message>
    <message>
        <source>Un autre programme tient son port. Fermez-le.</source>
        <translation>Another program holds its port. Close it.</translation>
    </message>
    <message>
        <source>Rebranchez son câble. Elle est retrouvée seule.</source>
        <translation>Plug its cable in again. It is found by itself.</translation>
    </message>
    <message>
        <source>Relue</source>
        <translation>Read back</translation>
    </message>
    <message>
        <source>{0} kg</source>
        <translation>{0} kg</translation>
    </message>
    <message>
        <source>Sons</source>
        <translation>Sounds</translation>
    </message>
    <message>
        <source>Joués</source>
        <translation>Played</translation>
    </message>
    <message>
        <source>À déclarer</source>
        <translation>To add</translation>
    </message>
    <message>
        <source>Port série</source>
        <translation>Serial port</translation>
    </message>
    <message>
        <source>Imprimante USB</source>
        <translation>USB printer</translation>
    </message>
    <message>
        <source>Essai de l’appareil</source>
        <translation>Device test</translation>
    </message>
    <message>
        <source>Bipez le code témoin de la feuille</source>
        <translation>Scan the test code of the sheet</translation>
    </message>
    <message>
        <source>Imprimez la page d’essai, bipez son code</source>
        <translation>Print the test page, scan its code</translation>
    </message>
    <message>
        <source>Posez un poids connu sur la balance</source>
        <translation>Put a known weight on the scale</translation>
    </message>
    <message>
        <source>Dites à quoi sert cet appareil</source>
        <translation>Say what this device is for</translation>
    </message>
    <message>
        <source>Appareil branché, dans aucun réglage</source>
        <translation>Device plugged in, in no setting</translation>
    </message>
    <message>
        <source>Écoutez les cinq signaux</source>
        <translation>Listen to the five signals</translation>
    </message>
    <message>
        <source>Branché&#xa0;: {0}.</source>
        <translation>Plugged in: {0}.</translation>
    </message>
    <message>
        <source>Pas encore essayé.</source>
        <translation>Not tried yet.</translation>
    </message>
    <message>
        <source>Réglez la douchette en clavier américain (US), puis rebipez.</source>
        <translation>Set the scanner to a US keyboard, then scan again.</translation>
    </message>
    <message>
        <source>Verr. Maj est actif, ou la douchette change les lettres. Réglez, rebipez.</source>
        <translation>Caps Lock is on, or the scanner changes letters. Mend it, scan again.</translation>
    </message>
    <message>
        <source>Le caractère GS n’arrive pas. Réglez la douchette pour l’envoyer.</source>
        <translation>The GS character does not arrive. Set the scanner to send it.</translation>
    </message>
    <message>
        <source>Le code est arrivé coupé. Rebipez&#xa0;; vérifiez le câble.</source>
        <translation>The code arrived cut short. Scan again; check the cable.</translation>
    </message>
    <message>
        <source>Le code est erroné. Rebipez, ou prenez un autre code.</source>
        <translation>The code is wrong. Scan again, or take another code.</translation>
    </message>
    <message>
        <source>Tout le code est arrivé juste.</source>
        <translation>The whole code arrived right.</translation>
    </message>
    <message>
        <source>Lu</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>Son code se relit. Mesurez la règle&#xa0;: 80&#xa0;mm&#xa0;; le cadre est entier.</source>
        <translation>Its code reads back. Measure the ruler: 80&#xa0;mm; the frame is whole.</translation>
    </message>
    <message>
        <source>Imprimez la page d’essai&#xa0;: F7.</source>
        <translation>Print the test page: F7.</translation>
    </message>
    <message>
        <source>Page d’essai sortie&#xa0;: bipez son code, mesurez sa règle.</source>
        <translation>Test page out: scan its code, measure its ruler.</translation>
    </message>
    <message>
        <source>Imprimée</source>
        <translation>Printed</translation>
    </message>
    <message>
        <source>Rien ne prouve qu’elle est sortie&#xa0;: regardez, bipez son code.</source>
        <translation>Nothing proves that it came out: look, scan its code.</translation>
    </message>
    <message>
        <source>À vérifier</source>
        <translation>To check</translation>
    </message>
    <message>
        <source>Attendez qu’elle se stabilise.</source>
        <translation>Wait until it is stable.</translation>
    </message>
    <message>
        <source>Comparez avec votre poids connu.</source>
        <translation>Compare with your known weight.</translation>
    </message>
    <message>
        <source>Stable</source>
        <translation>Stable</translation>
    </message>
    <message>
        <source>kg</source>
        <translation>kg</translation>
    </message>
    <message>
        <source>Adresse</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Trame</source>
        <translation>Frame</translation>
    </message>
    <message>
        <source>Où il est</source>
        <translation>Where it is</translation>
    </message>
    <message>
        <source>Ce que la balance a envoyé</source>
        <translation>What the scale sent</translation>
    </message>
    <message>
        <source>Reçu</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Octets</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Symbologie</source>
        <translation>Symbology</translation>
    </message>
    <message>
        <source>Identifiant AIM non envoyé</source>
        <translation>AIM identifier not sent</translation>
    </message>
    <message>
        <source>Sens</source>
        <translation>Meaning</translation>
    </message>
    <message>
        <source>Rythme</source>
        <translation>Rhythm</translation>
    </message>
    <message>
        <source>{0} ms par touche</source>
        <translation>{0} ms per key</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Ce que la douchette a envoyé</source>
        <translation>What the scanner sent</translation>
    </message>
    <message>
        <source>Balance colis</source>
        <translation>Carton scale</translation>
    </message>
    <message>
        <source>Balance palettes</source>
        <translation>Pallet scale</translation>
    </message>
</context>
<context>
    <name>DeviceSetupScreen</name>
    <message>
        <source>Appareil</source>
        <translation>Device</translation>
    </message>
    <message>
        <source>Mise en service</source>
        <translation>Setting up</translation>
    </message>
    <message>
        <source>Suivant</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>Imprimer la feuille</source>
        <translation>Print the sheet</translation>
    </message>
    <message>
        <source>Réglages</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Page d’essai</source>
        <translation>Test page</translation>
    </message>
    <message>
        <source>Écouter</source>
        <translation>Listen</translation>
    </message>
    <message>
        <source>La feuille s’imprime…</source>
        <translation>The sheet is printing…</translation>
    </message>
    <message>
        <source>La page d’essai s’imprime…</source>
        <translation>The test page is printing…</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>La feuille est sortie.</source>
        <translation>The sheet came out.</translation>
    </message>
    <message>
        <source>Déclaré&#xa0;: {0}.</source>
        <translation>Added: {0}.</translation>
    </message>
    <message>
        <source>Enregistré.</source>
        <translation>Saved.</translation>
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
        <translation>Shift lead</translation>
    </message>
    <message>
        <source>Douchette</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>Débranchée&#xa0;: {0}</source>
        <translation>Unplugged: {0}</translation>
    </message>
    <message>
        <source>Pas encore bipé</source>
        <translation>Nothing scanned yet</translation>
    </message>
    <message>
        <source>Branchée</source>
        <translation>Plugged in</translation>
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
        <source>Prise ailleurs&#xa0;: {0}</source>
        <translation>In use elsewhere: {0}</translation>
    </message>
    <message>
        <source>Code coupé, rebipez&#xa0;: {0}</source>
        <translation>Code cut off, scan again: {0}</translation>
    </message>
    <message>
        <source>Code trop long&#xa0;: {0}</source>
        <translation>Code too long: {0}</translation>
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
        <source>À vérifier&#xa0;: {0}</source>
        <translation>To check: {0}</translation>
    </message>
    <message>
        <source>{0}, en attente&#xa0;: {1}</source>
        <translation>{0}, waiting: {1}</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>Database</translation>
    </message>
    <message>
        <source>Aucune</source>
        <translation>None yet</translation>
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
    <message>
        <source>Balance</source>
        <translation>Scale</translation>
    </message>
    <message>
        <source>{0} kg</source>
        <translation>{0} kg</translation>
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
        <translation>A device, a carton, a lycée</translation>
    </message>
    <message>
        <source>Lycées, dotations, avis, tournées</source>
        <translation>Lycées, allocations, advices, trips</translation>
    </message>
    <message>
        <source>Bons, lettres de voiture, listes</source>
        <translation>Delivery notes, waybills, lists</translation>
    </message>
    <message>
        <source>Poste et imprimantes</source>
        <translation>Station and printers</translation>
    </message>
    <message>
        <source>commande prête</source>
        <translation>order ready</translation>
    </message>
    <message>
        <source>commandes prêtes</source>
        <translation>orders ready</translation>
    </message>
    <message>
        <source>colis en attente</source>
        <translation>cartons waiting</translation>
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
        <source>Reprendre</source>
        <translation>Resume</translation>
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
        <source>tournée à charger</source>
        <translation>trip to load</translation>
    </message>
    <message>
        <source>tournées à charger</source>
        <translation>trips to load</translation>
    </message>
</context>
<context>
    <name>ImportsScreen</name>
    <message>
        <source>Ligne</source>
        <translation>Line</translation>
    </message>
    <message>
        <source>Colonne</source>
        <translation>Column</translation>
    </message>
    <message>
        <source>Ce qui ne va pas</source>
        <translation>What is wrong</translation>
    </message>
    <message>
        <source>Choisissez ce que contient le fichier, puis le fichier. Rien n’est changé avant «&#xa0;Importer&#xa0;».</source>
        <translation>Choose what the file holds, then the file. Nothing is changed before “Import”.</translation>
    </message>
    <message>
        <source>Le fichier est lu…</source>
        <translation>Reading the file…</translation>
    </message>
    <message>
        <source>Que contient le fichier&#xa0;?</source>
        <translation>What does the file hold?</translation>
    </message>
    <message>
        <source>Lycées</source>
        <translation>Lycées</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Items</translation>
    </message>
    <message>
        <source>Dotations</source>
        <translation>Allocations</translation>
    </message>
    <message>
        <source>Avis d’expédition</source>
        <translation>Dispatch advices</translation>
    </message>
    <message>
        <source>Tournées</source>
        <translation>Trips</translation>
    </message>
    <message>
        <source>Opérateurs</source>
        <translation>Operators</translation>
    </message>
    <message>
        <source>Importer</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Choisir un fichier</source>
        <translation>Choose a file</translation>
    </message>
    <message>
        <source>Tableaux (*.csv *.txt *.xlsx)</source>
        <translation>Tables (*.csv *.txt *.xlsx)</translation>
    </message>
    <message>
        <source>Dossier&#xa0;:</source>
        <translation>Folder:</translation>
    </message>
    <message>
        <source>Fichier&#xa0;:</source>
        <translation>File:</translation>
    </message>
    <message>
        <source>Sorte&#xa0;:</source>
        <translation>Kind:</translation>
    </message>
    <message>
        <source>Choisir</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>Annuler</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Les en-têtes de ce fichier ne sont d’aucune sorte connue. Choisissez à gauche.</source>
        <translation>The headings of this file are of no known kind. Choose at the left.</translation>
    </message>
    <message>
        <source>Refusé</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>Erreur</source>
        <translation>Error</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Warning</translation>
    </message>
    <message>
        <source>Lignes&#xa0;: {0}. Nouvelles&#xa0;: {1}, changées&#xa0;: {2}, inchangées&#xa0;: {3}.</source>
        <translation>Rows: {0}. New: {1}, changed: {2}, unchanged: {3}.</translation>
    </message>
    <message>
        <source>Erreurs&#xa0;: {0}. Rien n’est changé. Corrigez le fichier, puis choisissez-le à nouveau.</source>
        <translation>Errors: {0}. Nothing is changed. Correct the file, then choose it again.</translation>
    </message>
    <message>
        <source>Importé</source>
        <translation>Imported</translation>
    </message>
    <message>
        <source>lignes</source>
        <translation>rows</translation>
    </message>
    <message>
        <source>Avertissements&#xa0;: {0}.</source>
        <translation>Warnings: {0}.</translation>
    </message>
    <message>
        <source>Prêt</source>
        <translation>Ready</translation>
    </message>
</context>
<context>
    <name>JobScreen</name>
    <message>
        <source>Derniers bips</source>
        <translation>Last scans</translation>
    </message>
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
    <message>
        <source>À peser</source>
        <translation>To weigh</translation>
    </message>
    <message>
        <source>Accepter l’écart</source>
        <translation>Accept it</translation>
    </message>
    <message>
        <source>Sans peser</source>
        <translation>Unweighed</translation>
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
        <source>Arrêts sans quai&#xa0;: {0}</source>
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
    <message>
        <source>Réimprimer</source>
        <translation>Reprint</translation>
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
        <source>Commande</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>Colis mis de côté, étiquette à biper&#xa0;: {0}</source>
        <translation>Cartons set aside, label to scan: {0}</translation>
    </message>
    <message>
        <source>Colis fournisseur entier</source>
        <translation>Whole maker’s carton</translation>
    </message>
    <message>
        <source>N°&#xa0;de série (S/N)</source>
        <translation>Serial number (S/N)</translation>
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
        <source>Site sans quai&#xa0;: palette non gerbable</source>
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
        <translation>Next lycée</translation>
    </message>
</context>
<context>
    <name>PrintRun</name>
    <message>
        <source>Imprimé</source>
        <translation>Printed</translation>
    </message>
    <message>
        <source>À vérifier</source>
        <translation>To check</translation>
    </message>
    <message>
        <source>En attente</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>Impression</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>Non envoyé</source>
        <translation>Not sent</translation>
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
    <name>RunPage</name>
    <message>
        <source>Tournée {0}</source>
        <translation>Trip {0}</translation>
    </message>
    <message>
        <source>Vague du {0}, {1}</source>
        <translation>Wave of {0}, {1}</translation>
    </message>
    <message>
        <source>sans heure</source>
        <translation>no hour</translation>
    </message>
    <message>
        <source>Journée du {0}</source>
        <translation>Day of {0}</translation>
    </message>
    <message>
        <source>Liste&#xa0;: {0}</source>
        <translation>List: {0}</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Choisir</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>Page suivante</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>Imprimer&#xa0;: {0}</source>
        <translation>Print: {0}</translation>
    </message>
    <message>
        <source>Reprendre</source>
        <translation>Resume</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Annuler le reste</source>
        <translation>Cancel the rest</translation>
    </message>
    <message>
        <source>Déjà imprimés&#xa0;: {0}. Bipez le motif des duplicatas.</source>
        <translation>Already printed: {0}. Scan the reason of the duplicates.</translation>
    </message>
    <message>
        <source>Pas encore parties, papiers non émis&#xa0;: {0}.</source>
        <translation>Not departed yet, papers not issued: {0}.</translation>
    </message>
    <message>
        <source>Tirage {0} en cours</source>
        <translation>Run {0} under way</translation>
    </message>
    <message>
        <source>Tirage {0} en pause</source>
        <translation>Run {0} paused</translation>
    </message>
    <message>
        <source>Tirage {0} annulé</source>
        <translation>Run {0} cancelled</translation>
    </message>
    <message>
        <source>Tirage {0} terminé</source>
        <translation>Run {0} finished</translation>
    </message>
    <message>
        <source>Sortis&#xa0;: {0}</source>
        <translation>Came out: {0}</translation>
    </message>
    <message>
        <source>À vérifier dans le bac&#xa0;: {0}</source>
        <translation>To check in the tray: {0}</translation>
    </message>
    <message>
        <source>En attente&#xa0;: {0}</source>
        <translation>Waiting: {0}</translation>
    </message>
    <message>
        <source>Non envoyés&#xa0;: {0}</source>
        <translation>Not sent: {0}</translation>
    </message>
</context>
<context>
    <name>RunPapers</name>
    <message>
        <source>La liste se prépare…</source>
        <translation>Preparing the list…</translation>
    </message>
    <message>
        <source>Duplicata {0}</source>
        <translation>Duplicate {0}</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Le papier se prépare…</source>
        <translation>Preparing the paper…</translation>
    </message>
    <message>
        <source>page {0} sur {1}</source>
        <translation>page {0} of {1}</translation>
    </message>
    <message>
        <source>Papier {0} sur {1}</source>
        <translation>Paper {0} of {1}</translation>
    </message>
</context>
<context>
    <name>SearchScreen</name>
    <message>
        <source>Quoi</source>
        <translation>What</translation>
    </message>
    <message>
        <source>Nom</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Détail</source>
        <translation>Detail</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Bipez ou tapez un code&#xa0;: toute son histoire s’affiche ici.</source>
        <translation>Scan or type a code: its whole story shows here.</translation>
    </message>
    <message>
        <source>N°&#xa0;de série, colis, palette, commande, tournée, lycée&#xa0;: bipez ou tapez</source>
        <translation>Serial number, carton, pallet, order, trip, lycée: scan or type</translation>
    </message>
    <message>
        <source>Ou un nom de lycée, une ville, le début d’un n°&#xa0;de série, la fin d’une étiquette.</source>
        <translation>Or a lycée’s name, a town, the beginning of a serial number, the end of a label.</translation>
    </message>
    <message>
        <source>Code abîmé&#xa0;? Tapez-le, puis F10&#xa0;: il compte comme un bip.</source>
        <translation>Damaged code? Type it, then F10: it counts as a scan.</translation>
    </message>
    <message>
        <source>Chercher</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Nouvelle recherche</source>
        <translation>New search</translation>
    </message>
    <message>
        <source>Utiliser comme un bip</source>
        <translation>Use as a scan</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Pas de réponse</source>
        <translation>No answer</translation>
    </message>
    <message>
        <source>Vérifiez le code, ou utilisez-le comme un bip&#xa0;: F10.</source>
        <translation>Check the code, or use it as a scan: F10.</translation>
    </message>
    <message>
        <source>Introuvable</source>
        <translation>Not found</translation>
    </message>
    <message>
        <source>Trouvés&#xa0;: {0}</source>
        <translation>Found: {0}</translation>
    </message>
</context>
<context>
    <name>SettingsScreen</name>
    <message>
        <source>Planches à imprimer</source>
        <translation>Sheets to print</translation>
    </message>
    <message>
        <source>Réglages</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Redémarrer le poste</source>
        <translation>Restart the station</translation>
    </message>
    <message>
        <source>Imprimer la planche</source>
        <translation>Print the sheet</translation>
    </message>
    <message>
        <source>Enlever {0}</source>
        <translation>Take out {0}</translation>
    </message>
    <message>
        <source>Mise en service</source>
        <translation>Setting up</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Refusé. Attendu&#xa0;: {0}.</source>
        <translation>Refused. Expected: {0}.</translation>
    </message>
    <message>
        <source>Enregistré. Redémarrez le poste pour l’appliquer.</source>
        <translation>Saved. Restart the station to apply it.</translation>
    </message>
    <message>
        <source>Enregistré.</source>
        <translation>Saved.</translation>
    </message>
    <message>
        <source>Clair</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Sombre</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Français</source>
        <translation>French</translation>
    </message>
    <message>
        <source>Anglais</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Étiquettes</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Papiers</source>
        <translation>Papers</translation>
    </message>
</context>
<context>
    <name>SheetsPage</name>
    <message>
        <source>Mise en service</source>
        <translation>Setting up</translation>
    </message>
    <message>
        <source>Cartes de commande</source>
        <translation>Command cards</translation>
    </message>
    <message>
        <source>Cartes de motif</source>
        <translation>Reason cards</translation>
    </message>
    <message>
        <source>Badges</source>
        <translation>Badges</translation>
    </message>
    <message>
        <source>Imprimantes</source>
        <translation>Printers</translation>
    </message>
    <message>
        <source>Quais</source>
        <translation>Docks</translation>
    </message>
    <message>
        <source>Emplacements</source>
        <translation>Storage places</translation>
    </message>
    <message>
        <source>Commandes</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>Tournées</source>
        <translation>Trips</translation>
    </message>
    <message>
        <source>{0} n’est pas un code {1} Bipez celui d’un lieu de cette planche.</source>
        <translation>{0} is no code {1} Scan that of a place of this sheet.</translation>
    </message>
    <message>
        <source>Bipez ou tapez les codes des emplacements.</source>
        <translation>Scan or type the codes of the storage places.</translation>
    </message>
    <message>
        <source>La planche se prépare…</source>
        <translation>The sheet is being prepared…</translation>
    </message>
    <message>
        <source>La planche s’imprime…</source>
        <translation>The sheet is printing…</translation>
    </message>
    <message>
        <source>La planche est sortie.</source>
        <translation>The sheet came out.</translation>
    </message>
    <message>
        <source>Quais&#xa0;: bipez ou tapez leurs codes, sinon ceux des tournées</source>
        <translation>Docks: scan or type their codes, or else those of the trips</translation>
    </message>
    <message>
        <source>Emplacements&#xa0;: bipez ou tapez leurs codes</source>
        <translation>Storage places: scan or type their codes</translation>
    </message>
</context>
<context>
    <name>StoryPage</name>
    <message>
        <source>Appareil</source>
        <translation>Device</translation>
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
        <translation>Lycée</translation>
    </message>
    <message>
        <source>Tournée</source>
        <translation>Trip</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Document</translation>
    </message>
    <message>
        <source>Annoncé</source>
        <translation>Announced</translation>
    </message>
    <message>
        <source>En stock</source>
        <translation>In stock</translation>
    </message>
    <message>
        <source>Ouvert</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>En colis</source>
        <translation>In a carton</translation>
    </message>
    <message>
        <source>Sur palette</source>
        <translation>On a pallet</translation>
    </message>
    <message>
        <source>Dans le camion</source>
        <translation>In the truck</translation>
    </message>
    <message>
        <source>En route</source>
        <translation>On the road</translation>
    </message>
    <message>
        <source>En cours</source>
        <translation>In progress</translation>
    </message>
    <message>
        <source>Clos</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>Étiquette à biper</source>
        <translation>Label to scan</translation>
    </message>
    <message>
        <source>Prête à charger</source>
        <translation>Ready to load</translation>
    </message>
    <message>
        <source>Étiquette annulée</source>
        <translation>Label void</translation>
    </message>
    <message>
        <source>Au complet</source>
        <translation>Complete</translation>
    </message>
    <message>
        <source>En partie en route</source>
        <translation>Partly on the road</translation>
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
        <translation>Issued</translation>
    </message>
    <message>
        <source>Histoire</source>
        <translation>Story</translation>
    </message>
    <message>
        <source>Contenu dans</source>
        <translation>Held in</translation>
    </message>
    <message>
        <source>Écritures au journal&#xa0;: {0}</source>
        <translation>Journal entries: {0}</translation>
    </message>
    <message>
        <source>À conserver jusqu’au</source>
        <translation>Keep until</translation>
    </message>
    <message>
        <source>Papiers émis</source>
        <translation>Issued papers</translation>
    </message>
    <message>
        <source>Code UAI</source>
        <translation>UAI code</translation>
    </message>
    <message>
        <source>Bon de livraison</source>
        <translation>Delivery note</translation>
    </message>
    <message>
        <source>À peser</source>
        <translation>To be weighed</translation>
    </message>
</context>
<context>
    <name>TripPapers</name>
    <message>
        <source>Choisissez une tournée.</source>
        <translation>Choose a trip.</translation>
    </message>
    <message>
        <source>Papiers</source>
        <translation>Papers</translation>
    </message>
    <message>
        <source>Papiers de la tournée {0}</source>
        <translation>Papers of trip {0}</translation>
    </message>
    <message>
        <source>Réimpression&#xa0;: bipez le motif, ou choisissez-le.</source>
        <translation>Printing again: scan the reason, or choose it.</translation>
    </message>
    <message>
        <source>Nouvelle version, l’ancienne sera annulée&#xa0;: bipez le motif, ou choisissez-le.</source>
        <translation>New version, the old one will be void: scan the reason, or choose it.</translation>
    </message>
    <message>
        <source>Choisir</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Réimprimer</source>
        <translation>Reprint</translation>
    </message>
    <message>
        <source>Imprimer</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>Nouvelle version</source>
        <translation>New version</translation>
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
    <name>TripsScreen</name>
    <message>
        <source>Choisissez un papier.</source>
        <translation>Choose a paper.</translation>
    </message>
    <message>
        <source>Tournées</source>
        <translation>Trips</translation>
    </message>
    <message>
        <source>Tirage</source>
        <translation>Print run</translation>
    </message>
    <message>
        <source>Tournées et papiers</source>
        <translation>Trips and papers</translation>
    </message>
    <message>
        <source>Aucune tournée. Importez un fichier «&#xa0;tournées&#xa0;».</source>
        <translation>No trip. Import a “trips” file.</translation>
    </message>
    <message>
        <source>Tout imprimer</source>
        <translation>Print all</translation>
    </message>
    <message>
        <source>Tirage {0}</source>
        <translation>Run {0}</translation>
    </message>
    <message>
        <source>Page suivante</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>Page pour le lycée</source>
        <translation>Page for the lycée</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Envoyé à l’imprimante.</source>
        <translation>Sent to the printer.</translation>
    </message>
    <message>
        <source>Prévue</source>
        <translation>Planned</translation>
    </message>
    <message>
        <source>En chargement</source>
        <translation>Loading</translation>
    </message>
    <message>
        <source>Partie</source>
        <translation>Departed</translation>
    </message>
    <message>
        <source>{0} sur {1} palettes</source>
        <translation>{0} of {1} pallets</translation>
    </message>
    <message>
        <source>Remplacé</source>
        <translation>Replaced</translation>
    </message>
    <message>
        <source>Émis le {0}.</source>
        <translation>Issued on {0}.</translation>
    </message>
    <message>
        <source>À conserver jusqu’au {0}.</source>
        <translation>Keep until {0}.</translation>
    </message>
    <message>
        <source>Duplicatas&#xa0;: {0}.</source>
        <translation>Duplicates: {0}.</translation>
    </message>
    <message>
        <source>Déjà en attente d’impression.</source>
        <translation>Waiting to be printed already.</translation>
    </message>
    <message>
        <source>Duplicata {0} envoyé à l’imprimante.</source>
        <translation>Duplicate {0} sent to the printer.</translation>
    </message>
    <message>
        <source>{0} {1}, version {2}, émise. La version {3} est annulée. F9 l’imprime.</source>
        <translation>{0} {1}, version {2}, issued. Version {3} is void. F9 prints it.</translation>
    </message>
    <message>
        <source>Page enregistrée&#xa0;: {0}. Remettez-la au lycée, sur une clé ou par courriel.</source>
        <translation>Page saved: {0}. Give it to the lycée, on a stick or by mail.</translation>
    </message>
    <message>
        <source>Projet</source>
        <translation>Draft</translation>
    </message>
    <message>
        <source>Émis</source>
        <translation>Issued</translation>
    </message>
    <message>
        <source>Le papier se prépare…</source>
        <translation>Preparing the paper…</translation>
    </message>
    <message>
        <source>page {0} sur {1}</source>
        <translation>page {0} of {1}</translation>
    </message>
    <message>
        <source>et {0} autres</source>
        <translation>and {0} others</translation>
    </message>
    <message>
        <source>Sortie&#xa0;: bipez l’étiquette. Pas sortie&#xa0;: réimprimez.</source>
        <translation>Came out: scan the label. Did not: reprint.</translation>
    </message>
    <message>
        <source>Impressions à vérifier&#xa0;:</source>
        <translation>Prints to check:</translation>
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
        <source>Chiffre&#xa0;: n°&#xa0;d’arrêt. Plein&#xa0;: chargée. Pointillé&#xa0;: prévue.</source>
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
        <translation>Invented lycées, cartons and trips, marked as sample wherever they are printed.</translation>
    </message>
    <message>
        <source>Commencer avec mes données</source>
        <translation>Start with my data</translation>
    </message>
    <message>
        <source>Un poste vide. Vous importez vos lycées, articles, dotations, avis et tournées.</source>
        <translation>An empty station. You import your lycées, items, allocations, advices and trips.</translation>
    </message>
    <message>
        <source>Choisissez&#xa0;: 1 ou 2.</source>
        <translation>Choose: 1 or 2.</translation>
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
