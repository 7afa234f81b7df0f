"""The words of the papers in French and English, and how figures, weights and times are written in each."""

from __future__ import annotations

from dataclasses import dataclass

from dispatch.domain.papers import Language

NARROW = "\u202f"
UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class Words:
    """Every caption of every paper; pairs are singular and plural."""

    packing_list: str
    delivery_note: str
    waybill: str
    recap: str
    loading_list: str
    page: str
    version: str
    issued: str
    by: str
    draft: str
    trip: str
    departure: str
    order: str
    plate: str
    driver: str
    seals: str
    dock: str
    stop: str
    hour: str
    shipment: str
    shipper: str
    carrier: str
    consignee: str
    consignees: str
    siren: str
    phone: str
    opening_hours: str
    instructions: str
    summary: str
    reference: str
    designation: str
    quantity: str
    total: str
    pallet: str
    pallets: str
    carton: str
    cartons: str
    devices: str
    weight: str
    gross_weight: str
    loose: str
    contents: str
    continued: str
    awaiting_label: str
    without_serial: str
    received: str
    """Of a pallet: the French word agrees with it."""
    carton_received: str
    loaded: str
    rank: str
    delivered_units: str
    sp188: str
    on_receipt: str
    pallets_received: str
    cartons_received: str
    pallets_returned: str
    pallet_voucher: str
    arrival: str
    leaving: str
    seals_intact: str
    yes: str
    no: str
    new_seal: str
    reservation: str
    reservations: str
    reservation_kinds: tuple[str, ...]
    reservations_hint: str
    loading_reservations: str
    name_capitals: str
    name: str
    quality: str
    date_time: str
    signature: str
    signature_stamp: str
    established_on: str
    taken_over_on: str
    loading_place: str
    unloading_place: str
    goods: str
    declared_value: str
    to_complete: str
    see_recap: str
    see_below: str
    recap_of: str
    delivery_note_short: str
    copies: str
    copy: str
    loader: str
    shift_lead: str
    loading_order: str
    floor: str
    cab: str
    doors: str
    journal_head: str
    witness: str
    singular: tuple[int, ...]
    """Counts that take the singular: also 0 in French."""
    many: dict[str, tuple[str, str]]
    colon: str
    """With the blank before it."""
    thousands: str
    decimal: str

    def count(self, number: int, noun: str) -> str:
        """`3 colis`, `1 palette`; nouns are keys of `many`."""
        one, more = self.many[noun]
        return f"{self.figure(number)}\u00a0{one if number in self.singular else more}"

    def figure(self, number: int) -> str:
        """A whole number with its thousands apart."""
        return f"{number:,}".replace(",", self.thousands)

    def kg(self, grams: int) -> str:
        """Kilograms to one place, halves up; a dash for an unknown weight."""
        if not grams:
            return UNKNOWN
        whole, tenth = divmod((grams + 50) // 100, 10)
        return f"{self.figure(whole)}{self.decimal}{tenth}\u00a0kg"

    def euros(self, cents: int) -> str:
        """Euros and cents."""
        return f"{self.figure(cents // 100)}{self.decimal}{cents % 100:02}\u00a0€"

    def moment(self, iso: str) -> str:
        """`14/09/2027` or `14/09/2027 16:41` of an ISO date or time (clock as written, offset left out)."""
        date, _, time = iso.partition("T")
        parts = date.split("-")
        day = "/".join(reversed(parts)) if len(parts) == 3 else date
        return f"{day}\u00a0{time[:5]}" if time else day


FRENCH = Words(
    packing_list="Liste de colisage",
    delivery_note="Bon de livraison",
    waybill="Lettre de voiture nationale",
    recap="État récapitulatif",
    loading_list="Bordereau de chargement",
    page="Page {page}/{pages}",
    version="Version",
    issued="Émis le",
    by="par",
    draft="Projet, non émis",
    trip="Tournée",
    departure="Départ",
    order="Commande",
    plate="Immatriculation",
    driver="Chauffeur",
    seals="Scellés",
    dock="Quai",
    stop="Arrêt",
    hour="Heure prévue",
    shipment="Envoi (GSIN)",
    shipper="Expéditeur",
    carrier="Transporteur",
    consignee="Destinataire",
    consignees="Destinataires et lieux de déchargement",
    siren="SIREN",
    phone="Tél.",
    opening_hours="Horaires",
    instructions="Consignes de livraison",
    summary="Récapitulatif",
    reference="Référence",
    designation="Désignation",
    quantity="Quantité",
    total="Total",
    pallet="Palette",
    pallets="Palettes",
    carton="Colis",
    cartons="Colis",
    devices="Appareils",
    weight="Poids",
    gross_weight="Poids brut",
    loose="Colis hors palette",
    contents="SSCC, modèles et numéros de série",
    continued="suite",
    awaiting_label="étiquette à biper",
    without_serial="sans numéro de série",
    received="Reçue",
    carton_received="Reçu",
    loaded="Chargée",
    rank="Rang",
    delivered_units="Unités livrées",
    sp188=(
        "Matériel informatique contenant des batteries lithium-ion — UN 3481, conforme à la disposition "
        "spéciale 188 de l’ADR, non soumis aux autres prescriptions."
    ),
    on_receipt="À la réception",
    pallets_received="Palettes reçues",
    cartons_received="Colis reçus",
    pallets_returned="Palettes rendues",
    pallet_voucher="Bon palettes n°",
    arrival="Heure d’arrivée",
    leaving="Heure de départ",
    seals_intact="Scellés intacts à l’arrivée",
    yes="oui",
    no="non",
    new_seal="Nouveau scellé n°",
    reservation="Réserves",
    reservations="Réserves du destinataire",
    reservation_kinds=("aucune", "manquant", "avarie", "scellé rompu", "emballage ouvert", "erreur"),
    reservations_hint=(
        "Précises et motivées\u00a0: nature du dommage ou du manquant, SSCC, quantité. "
        "«\u00a0Sous réserve de déballage\u00a0» est sans valeur. À confirmer au transporteur par lettre recommandée "
        "sous trois jours, jours fériés non compris (Code de commerce, L133-3)."
    ),
    loading_reservations="Réserves au chargement",
    name_capitals="Nom (capitales)",
    name="Nom",
    quality="Qualité",
    date_time="Date et heure",
    signature="Signature",
    signature_stamp="Signature et cachet",
    established_on="Date d’établissement",
    taken_over_on="Date de prise en charge",
    loading_place="Lieu de chargement",
    unloading_place="Lieu de déchargement",
    goods="Nature de la marchandise",
    declared_value="Valeur déclarée",
    to_complete="à compléter",
    see_recap="voir ci-dessous et l’état récapitulatif {recap}",
    see_below="voir ci-dessous et l’état récapitulatif joint",
    recap_of="Joint à la lettre de voiture",
    delivery_note_short="Bon de livraison et commandes",
    copies="Établie en 3 exemplaires\u00a0: expéditeur, transporteur, destinataire. À conserver deux ans.",
    copy="Exemplaire {copy}/{copies}\u00a0: {holder}",
    loader="Agent de quai",
    shift_lead="Chef d’équipe",
    loading_order="Ordre de chargement\u00a0: le dernier arrêt d’abord.",
    floor="Plan du camion\u00a0: numéro de l’arrêt, rang et fin du SSCC",
    cab="Cabine",
    doors="Portes",
    journal_head="Tête du journal",
    witness="Témoin de l’intégrité du journal\u00a0: à conserver avec les scellés.",
    singular=(0, 1),
    many={
        "pallet": ("palette", "palettes"),
        "carton": ("colis", "colis"),
        "device": ("appareil", "appareils"),
        "stop": ("arrêt", "arrêts"),
    },
    colon="\u00a0:",
    thousands=NARROW,
    decimal=",",
)

ENGLISH = Words(
    packing_list="Packing list",
    delivery_note="Delivery note",
    waybill="Domestic waybill",
    recap="List of consignees",
    loading_list="Loading list",
    page="Page {page}/{pages}",
    version="Version",
    issued="Issued",
    by="by",
    draft="Draft, not issued",
    trip="Trip",
    departure="Departure",
    order="Order",
    plate="Registration plate",
    driver="Driver",
    seals="Seals",
    dock="Dock",
    stop="Stop",
    hour="Planned time",
    shipment="Shipment (GSIN)",
    shipper="Shipper",
    carrier="Carrier",
    consignee="Consignee",
    consignees="Consignees and places of unloading",
    siren="SIREN",
    phone="Phone",
    opening_hours="Opening hours",
    instructions="Delivery instructions",
    summary="Summary",
    reference="Reference",
    designation="Description",
    quantity="Quantity",
    total="Total",
    pallet="Pallet",
    pallets="Pallets",
    carton="Carton",
    cartons="Cartons",
    devices="Devices",
    weight="Weight",
    gross_weight="Gross weight",
    loose="Cartons on no pallet",
    contents="SSCC, models and serial numbers",
    continued="continued",
    awaiting_label="label to be scanned",
    without_serial="without serial number",
    received="Received",
    carton_received="Received",
    loaded="Loaded",
    rank="Rank",
    delivered_units="Units delivered",
    sp188=(
        "Computer equipment containing lithium-ion batteries — UN 3481, in accordance with special provision 188 "
        "of ADR, not subject to its other provisions."
    ),
    on_receipt="On receipt",
    pallets_received="Pallets received",
    cartons_received="Cartons received",
    pallets_returned="Pallets returned",
    pallet_voucher="Pallet voucher no.",
    arrival="Time of arrival",
    leaving="Time of departure",
    seals_intact="Seals intact on arrival",
    yes="yes",
    no="no",
    new_seal="New seal no.",
    reservation="Reservations",
    reservations="Reservations of the consignee",
    reservation_kinds=("none", "missing", "damage", "broken seal", "opened package", "error"),
    reservations_hint=(
        "Precise and reasoned: kind of damage or shortage, SSCC, quantity. “Subject to unpacking” has no legal value. "
        "To be confirmed to the carrier by registered letter within three days, public holidays excluded "
        "(French Code de commerce, L133-3)."
    ),
    loading_reservations="Reservations on loading",
    name_capitals="Name (capitals)",
    name="Name",
    quality="Capacity",
    date_time="Date and time",
    signature="Signature",
    signature_stamp="Signature and stamp",
    established_on="Date of issue",
    taken_over_on="Date of taking over",
    loading_place="Place of loading",
    unloading_place="Place of unloading",
    goods="Nature of the goods",
    declared_value="Declared value",
    to_complete="to be completed",
    see_recap="see below and list of consignees {recap}",
    see_below="see below and the attached list of consignees",
    recap_of="Attached to waybill",
    delivery_note_short="Delivery note and orders",
    copies="Issued in 3 copies: shipper, carrier, consignee. To be kept for two years.",
    copy="Copy {copy}/{copies}: {holder}",
    loader="Dock agent",
    shift_lead="Shift lead",
    loading_order="Loading order: last stop first.",
    floor="Floor of the truck: number of the stop, rank and end of the SSCC",
    cab="Cab",
    doors="Doors",
    journal_head="Journal head",
    witness="Witness of the journal’s integrity: keep with the seals.",
    singular=(1,),
    many={
        "pallet": ("pallet", "pallets"),
        "carton": ("carton", "cartons"),
        "device": ("device", "devices"),
        "stop": ("stop", "stops"),
    },
    colon=":",
    thousands=",",
    decimal=".",
)


def words_of(language: Language) -> Words:
    """The words of a language."""
    return ENGLISH if language == "en" else FRENCH
