"""The sheet of QR symbols with the serial numbers of a delivery (docs/formats/lycee-qr.md)."""

from __future__ import annotations

from dataclasses import dataclass

from dispatch.documents.common import opened, trip_facts, whereabouts
from dispatch.documents.fonts import BODY, MONO, STRONG, Style
from dispatch.documents.pieces import facts, paragraph, separator
from dispatch.documents.sheet import LEFT, SPAN, Sheet
from dispatch.documents.symbols import MM, Qr
from dispatch.documents.words import words_of
from dispatch.domain.papers import Language, SerialSheet

ACROSS = 2
SIDE, SHORT_SIDE = 72 * MM, 40 * MM
"""93 modules at most: none is smaller than 0.7 mm, wide enough for any scanner and any printer."""
SHORT = 300
"""Characters below which a symbol has few modules, and is smaller."""
QUIET = 6 * MM
"""Above and below a symbol: more than four modules of any."""
CAPTION = Style(STRONG.font, 10, 13)
CHECKSUM = Style(MONO, 8, 11)


@dataclass(frozen=True, slots=True)
class SerialWords:
    """Captions of the sheet of serial numbers."""

    title: str
    sealed: str
    devices: str
    symbols: tuple[str, str]
    """Of one, and of several."""
    how: tuple[str, str]
    """With one code that holds the whole list, and with several."""
    only_checksum: str
    checksum: str
    code: str


FRENCH = SerialWords(
    title="Numéros de série",
    sealed="À glisser dans le pli scellé, avec la liste de colisage.",
    devices="Appareils",
    symbols=("Code", "Codes"),
    how=(
        (
            "Ouvrez la page «\u00a0numeros-de-serie.html\u00a0» dans un navigateur, sans réseau, et bipez-y le code, "
            "avec une douchette qui tape comme un clavier. La page vérifie la liste et l’enregistre pour un tableur."
        ),
        (
            "Ouvrez la page «\u00a0numeros-de-serie.html\u00a0» dans un navigateur, sans réseau, et bipez-y "
            "chaque code, dans n’importe quel ordre, avec une douchette qui tape comme un clavier. La page dit ce qui "
            "manque, vérifie la liste et l’enregistre pour un tableur."
        ),
    ),
    only_checksum=(
        "Cette livraison compte plus de 300 appareils\u00a0: le code n’en porte que l’empreinte et les quantités, sans "
        "les numéros de série. Ouvrez la page «\u00a0numeros-de-serie.html\u00a0» dans un navigateur, sans réseau, "
        "bipez-y le code avec une douchette qui tape comme un clavier, puis collez-y la liste reçue par "
        "ailleurs\u00a0: la page dit si c’est bien celle de la livraison."
    ),
    checksum="Empreinte SHA-256",
    code="Code",
)
ENGLISH = SerialWords(
    title="Serial numbers",
    sealed="To lie in the sealed envelope, with the packing list.",
    devices="Devices",
    symbols=("Code", "Codes"),
    how=(
        (
            "Open the page “numeros-de-serie.html” in a browser, without a network, and scan the code there, with a "
            "scanner that types like a keyboard. The page verifies the list and saves it for a spreadsheet."
        ),
        (
            "Open the page “numeros-de-serie.html” in a browser, without a network, and scan each code there, in any "
            "order, with a scanner that types like a keyboard. The page says what is missing, verifies the list and "
            "saves it for a spreadsheet."
        ),
    ),
    only_checksum=(
        "This delivery counts more than 300 devices: the code holds only their checksum and quantities, not the "
        "serial numbers. Open the page “numeros-de-serie.html” in a browser, without a network, scan the code there "
        "with a scanner that types like a keyboard, then paste the list received by other means: the page says "
        "whether it is the list of this delivery."
    ),
    checksum="SHA-256",
    code="Code",
)


def serial_words_of(language: Language) -> SerialWords:
    """The words of a language."""
    return ENGLISH if language == "en" else FRENCH


def draw(paper: SerialSheet, mark: str) -> bytes:
    """The sheet as PDF."""
    words, own, codes = words_of(paper.head.language), serial_words_of(paper.head.language), paper.codes
    sheet = opened(paper.head, own.title, (whereabouts(paper.consignee), own.sealed), mark, words)
    several = len(codes.texts) > 1
    counts = [(own.devices, words.figure(codes.devices)), (own.symbols[several], words.figure(len(codes.texts)))]
    facts(sheet, [(words.order, ", ".join(paper.head.orders)), *trip_facts(paper.head, words)[:1], *counts])
    separator(sheet)
    paragraph(sheet, BODY, own.how[several] if codes.whole else own.only_checksum)
    paragraph(sheet, CHECKSUM, f"{own.checksum}\u00a0: {codes.checksum}")
    sheet.y -= 3 * MM
    height = CAPTION.leading + _side(codes.texts[0]) + 2 * QUIET
    for start in range(0, len(codes.texts), ACROSS):
        sheet.need(height)
        for column, text in enumerate(codes.texts[start : start + ACROSS]):
            _code(sheet, column, text, f"{own.code} {start + column + 1}/{len(codes.texts)}")
        sheet.y -= height
    return sheet.pdf()


def _code(sheet: Sheet, column: int, text: str, caption: str) -> None:
    """A symbol in the middle of its column, its caption above; the quiet zone is white paper."""
    cell = SPAN / ACROSS
    side = _side(text)
    x = LEFT + column * cell + (cell - side) / 2
    sheet.write(x, sheet.y, CAPTION, caption)
    sheet.symbol(Qr(text, x, sheet.y - CAPTION.leading - QUIET - side, side))


def _side(text: str) -> float:
    return SIDE if len(text) >= SHORT else SHORT_SIDE
