"""Scans: the closed list of what one reading can mean, before anything is looked up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dispatch.domain.identifiers import Gtin, Imei, Mac, Serial, Sscc, Uai


class Command(StrEnum):
    """Command cards `CMD-...` (contract 2)."""

    CLOSE = "CLOSE"
    CONFIRM = "CONFIRM"
    CANCEL = "CANCEL"
    UNDO = "UNDO"
    RESUME = "RESUME"
    REPRINT = "REPRINT"
    NEXT = "NEXT"
    SHORT = "SHORT"
    MENU = "MENU"


class ReasonCode(StrEnum):
    """Reason cards `RSN-...`, the closed list of domain rule 11.8."""

    MANQUANT_STOCK = "MANQUANT_STOCK"
    CASSE = "CASSE"
    RAPPEL = "RAPPEL"
    ERREUR_COMMANDE = "ERREUR_COMMANDE"
    ANNULATION_CLIENT = "ANNULATION_CLIENT"
    ETIQUETTE_ABIMEE = "ETIQUETTE_ABIMEE"
    ETIQUETTE_PERDUE = "ETIQUETTE_PERDUE"
    ERREUR_SCAN = "ERREUR_SCAN"
    ECART_POIDS = "ECART_POIDS"
    COLIS_OUVERT = "COLIS_OUVERT"
    PALETTE_INSTABLE = "PALETTE_INSTABLE"
    CAMION_PLEIN = "CAMION_PLEIN"
    CLIENT_FERME = "CLIENT_FERME"
    AUTRE = "AUTRE"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Nothing, control characters, a wrong check digit or a broken GS1 message (E-SCAN-01)."""

    raw: str


@dataclass(frozen=True, slots=True)
class Garbled:
    """A code that a wrong keyboard layout spoilt; never mended silently (E-SCAN-02)."""

    raw: str
    badge: bool = False
    """Is it a badge? Whose, nobody can say."""


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A code of which a part was lost between scanner and station: `raw` is what arrived, and `CUT` (E-SCAN-01)."""

    raw: str


@dataclass(frozen=True, slots=True)
class UnknownCode:
    """Read well, but no code of ours and nothing a serial could be (E-SCAN-03)."""

    raw: str


@dataclass(frozen=True, slots=True)
class LabelDataScan:
    """What a logistic label tells beside its SSCC, as the symbol above that one does: it names no unit."""

    raw: str


@dataclass(frozen=True, slots=True)
class SsccScan:
    """A logistic unit."""

    sscc: Sscc


@dataclass(frozen=True, slots=True)
class TradeItemScan:
    """A product code: an EAN or GTIN symbol, or GS1 data with (01) and no (21)."""

    gtin: Gtin


@dataclass(frozen=True, slots=True)
class SerialScan:
    """A device by product and serial: GS1 (01) and (21)."""

    gtin: Gtin
    serial: Serial


@dataclass(frozen=True, slots=True)
class CommandScan:
    """A command card."""

    command: Command


@dataclass(frozen=True, slots=True)
class TaskScan:
    """A card that changes the job: `CMD-TASK-PACK` is task `pack`; which tasks exist is not known here."""

    task: str


@dataclass(frozen=True, slots=True)
class ReasonScan:
    """A reason card."""

    code: ReasonCode


@dataclass(frozen=True, slots=True)
class BadgeScan:
    """A badge `OPR-<id>` or `OPR-<id>/<probe>`.

    The probe is the test string of `domain.badges`, kept exactly as read: it shows whether this scanner's keyboard
    layout and Caps Lock are right. Empty where the badge has none.
    """

    badge: str
    probe: str


@dataclass(frozen=True, slots=True)
class PrinterScan:
    """A printer's card `PRN-<code>`; the code without its prefix."""

    code: str


@dataclass(frozen=True, slots=True)
class WeightScan:
    """A weight `WGT-<grams>` or `WGT-<grams>/<what the scale said>`."""

    grams: int


@dataclass(frozen=True, slots=True)
class OrderScan:
    """An order `ORD-<uai>-<n>` whose UAI checks."""

    uai: Uai
    number: int


@dataclass(frozen=True, slots=True)
class InvalidOrder:
    """An order code whose UAI has the key letter wrong (E-CMD-06)."""

    raw: str
    uai_text: str
    expected_key: str


@dataclass(frozen=True, slots=True)
class TripScan:
    """A trip `TRP-<number>`; the number without its prefix."""

    number: str


@dataclass(frozen=True, slots=True)
class DockScan:
    """A dock `DOCK-<code>`; the code without its prefix."""

    code: str


@dataclass(frozen=True, slots=True)
class LocationScan:
    """A storage place `LOC-<code>`; the code without its prefix."""

    code: str


@dataclass(frozen=True, slots=True)
class DocumentScan:
    """A delivery note; its number with the prefix `DLN-`, as issued."""

    number: str


@dataclass(frozen=True, slots=True)
class ReturnScan:
    """A return; its number with the prefix `RMA-`, as issued."""

    number: str


@dataclass(frozen=True, slots=True)
class PlainScan:
    """Any other text: a maker's serial or carton number, a seal.

    `text` is canonical as a `Serial` is. An all-digit text that checks as a GTIN carries `gtin`; one that has the form
    of an IMEI or a MAC carries `imei` or `mac`. These are second readings: a maker's serial may look the same.
    """

    text: str
    raw: str
    gtin: Gtin | None = None
    imei: Imei | None = None
    mac: Mac | None = None


Scan = (
    Unreadable
    | Garbled
    | Incomplete
    | UnknownCode
    | LabelDataScan
    | SsccScan
    | TradeItemScan
    | SerialScan
    | CommandScan
    | TaskScan
    | ReasonScan
    | BadgeScan
    | PrinterScan
    | WeightScan
    | OrderScan
    | InvalidOrder
    | TripScan
    | DockScan
    | LocationScan
    | DocumentScan
    | ReturnScan
    | PlainScan
)
