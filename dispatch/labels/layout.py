"""The one layout of the logistic label, in millimetres; ZPL, PDF and PNG only draw it, so that they cannot differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from dispatch.domain.errors import InputError
from dispatch.domain.logistic_label import LogisticLabel
from dispatch.labels.elements import (
    CONTENT_AI,
    GROSS_WEIGHT_AIS,
    SHIPMENT_AI,
    Element,
    human_readable,
    modules_at_most,
    second_symbol,
)
from dispatch.labels.fitting import ASCENT, PITCH, Fitted, fit, printable, width_of
from dispatch.labels.frame import (
    BAR_HEIGHT,
    HRI_SIZE,
    MARGIN,
    RANK,
    SENDER,
    SHIP_TO,
    SITE,
    WEIGHT,
    Block,
    Box,
    Frame,
    Room,
    Text,
    frame,
)
from dispatch.labels.media import (
    CONTENT,
    COUNT,
    GROSS_WEIGHT,
    GSIN,
    ORDER,
    POST,
    ROUTE,
    SSCC,
    WIDEST_MODULE,
    Medium,
)

QUIET_MODULES = 10
"""Left and right of a symbol (domain rule 1.4)."""

_EDGE = 0.5
"""What may lie outside a quiet zone."""
_LEGIBLE = {"carton": 5.0, "pallet": 8.7}
"""Font size in mm of a site's name: of a carton at arm's length, of a pallet two metres away (capitals of 6 mm)."""

_SMALLEST_CITY = 2.5
"""Font size in mm below which a city is rather wrapped."""


class Symbol(NamedTuple):
    """A GS1-128 symbol; `x` is the left edge of its first bar, `y` its top."""

    x: float
    y: float
    height: float
    elements: tuple[Element, ...]


class Page(NamedTuple):
    """Everything on one label: blocks shared with others, its own texts, its symbols."""

    medium: Medium
    shared: tuple[Block, ...]
    texts: list[Text]
    symbols: list[Symbol]

    def boxes(self) -> Iterator[Box]:
        """Every black rectangle."""
        return chain.from_iterable(block.boxes for block in self.shared)

    def all_texts(self) -> Iterator[Text]:
        """Every text, shared or own."""
        return chain(*(block.texts for block in self.shared), self.texts)


def compose(label: LogisticLabel, medium: Medium, module: float) -> Page:
    """The page of a label; `module` is the X-dimension of its printing, in millimetres.

    The SSCC stands alone in the lowest symbol. A second one above it gives way where it would leave too little room
    for the texts: the site's name is to be read from afar. One that holds the content stays: the data with titles
    become smaller instead. Raises InputError for texts too long for any label.
    """
    sscc = (Element("00", label.sscc.value),)
    second = second_symbol(label, (medium.width - 2 * _EDGE) / WIDEST_MODULE - 2 * QUIET_MODULES)
    if second:
        stays = second[0].ai == CONTENT_AI
        for setting in (medium, medium.dense) if stays else (medium,):
            with suppress(InputError):
                shape, order, name_size = _shared(label, setting, second)
                if name_size >= _LEGIBLE[label.kind] or setting is not medium:
                    return _page(label, medium, module, shape, order, (sscc, second))
    shape, order, _ = _shared(label, medium, ())
    return _page(label, medium, module, shape, order, (sscc,))


def _shared(label: LogisticLabel, medium: Medium, second: tuple[Element, ...]) -> tuple[Frame, Block, float]:
    """Frame, block of the order, and font size of the site's name, where that symbol stands above the SSCC."""
    titled = _order_data(label, second)
    titles = [SSCC, *(title for title, _ in titled)]
    if any(element.ai in GROSS_WEIGHT_AIS for element in second):
        titles.append(GROSS_WEIGHT)
    shape = frame(medium, 2 if second else 1, tuple(titles), sample=label.sample)
    address = label.ship_to_name, label.address, f"{label.postcode} {label.city.upper()}"
    return shape, *_order_block(shape, label.ship_from, label.uai, address, titled)


def _page(
    label: LogisticLabel,
    medium: Medium,
    module: float,
    shape: Frame,
    order: Block,
    symbols: tuple[tuple[Element, ...], ...],
) -> Page:
    page = Page(medium, (shape.block, order), _own_texts(shape, label, symbols[-1]), [])
    for place, elements in zip(shape.places, symbols, strict=True):
        x = _left_edge(elements, medium, module)
        page.symbols.append(Symbol(x, place.top, BAR_HEIGHT, elements))
        page.texts.append(Text(x, place.baseline, HRI_SIZE, human_readable(elements)))
    return page


def _left_edge(elements: tuple[Element, ...], medium: Medium, module: float) -> float:
    """Symbols stand in one line on the left, as far as their width allows."""
    centred = (medium.width - modules_at_most(elements) * module) / 2
    return min(MARGIN + QUIET_MODULES * module, centred)


def _order_data(label: LogisticLabel, second: tuple[Element, ...]) -> tuple[tuple[str, str], ...]:
    """Titles and data that all units of an order have in common: what symbols hold is written with its title too."""
    data = [(POST, label.postcode)]
    if label.order_no:
        data.append((ORDER, label.order_no))
    if label.route:
        data.append((ROUTE, label.route))
    if label.content:
        data += [(CONTENT, label.content[0]), (COUNT, str(label.content[1]))]
    data += [(GSIN, element.value) for element in second if element.ai == SHIPMENT_AI]
    return tuple(data)


@lru_cache(maxsize=512)
def _order_block(
    shape: Frame,
    ship_from: tuple[str, ...],
    uai: str,
    address: tuple[str, tuple[str, ...], str],
    titled: tuple[tuple[str, str], ...],
) -> tuple[Block, float]:
    texts = _ship_to(shape.rooms[SHIP_TO], *address)
    name_size = texts[0].size if texts else 0.0
    for name, value in ((SENDER, ", ".join(ship_from)), (SITE, f"UAI {uai}"), *titled):
        texts += _in_room(shape.rooms[name], value)
    return Block((), tuple(texts)), name_size


def _own_texts(shape: Frame, label: LogisticLabel, second: Sequence[Element]) -> list[Text]:
    texts = _in_room(shape.rooms[RANK], label.rank) + _in_room(shape.rooms[SSCC], label.sscc.value)
    if label.gross_weight_g is None:
        return texts
    for element in second:
        if element.ai in GROSS_WEIGHT_AIS:
            places = int(element.ai[-1])
            return texts + _in_room(shape.rooms[GROSS_WEIGHT], _kilograms(label.gross_weight_g, places))
    return texts + _in_room(shape.rooms[WEIGHT], _kilograms(label.gross_weight_g, 1))


def _kilograms(grams: int, places: int) -> str:
    """Rounded half up, as written in French (domain rule 6.6)."""
    unit, decimals = 10 ** (3 - places), 10**places
    whole, part = divmod((grams + unit // 2) // unit, decimals)
    grouped = f"{whole:,}".replace(",", "\u202f")
    return f"{grouped},{part:0{places}}\u00a0kg"


def _ship_to(room: Room, name: str, address: tuple[str, ...], city: str) -> list[Text]:
    """City and address stand at the bottom of the block; the site's name takes all height that is left above them."""
    x, y, width, height, size = room
    city_lines = _one_line(city, width, 0.4 * size) or fit((city,), width, 0.3 * height, 0.4 * size)
    address_lines = fit(address, width, 0.34 * height, 0.28 * size)
    city_top = y + height - city_lines.height
    address_top = city_top - address_lines.height
    name_lines = fit((name,), width, address_top - y, size)
    return [*_lines(name_lines, x, y), *_lines(address_lines, x, address_top), *_lines(city_lines, x, city_top)]


def _one_line(text: str, width: float, size: float) -> Fitted | None:
    """Postcode and city, in capitals, are one line of a postal address (AFNOR XP Z10-011), if it can be read at all."""
    size = min(size, width / max(width_of(printable(text)), 1.0))
    return Fitted(size, (printable(text),)) if size >= _SMALLEST_CITY else None


def _in_room(room: Room, text: str) -> list[Text]:
    x, y, width, height, size = room
    return _lines(fit((text,), width, height, size), x, y)


def _lines(fitted: Fitted, x: float, top: float) -> list[Text]:
    size = fitted.size
    return [Text(x, top + size * (ASCENT + PITCH * number), size, line) for number, line in enumerate(fitted.lines)]
