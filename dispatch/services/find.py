"""Finding by what people remember: a lycée's name or town, a part of an order, the start of a serial, an SSCC's end, a
paper's number, a day.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from dispatch.domain.calendar import paris
from dispatch.services.messages import Messages
from dispatch.services.ports import Reads
from dispatch.services.shipments import pallets_of

LIMIT = 50
"""Hits at most."""
SHORTEST = 2
"""Characters below which everything would be found."""
_SSCC_PART = re.compile(r"[0-9]{4,20}")
_GSIN = re.compile(r"(?:\]C1)?(?:402|\(402\))([0-9]{17})|([0-9]{17})$")
"""Alone, with its identifier, or at the head of a label's upper symbol."""
_LAST = "\U0010ffff"
"""Follows every text that begins alike."""

_SITES = "SELECT uai, name, postcode, city FROM site ORDER BY name, uai"
_ORDERS = """
SELECT o.code, s.name || ' (' || s.city || ')', SUM(l.packed), SUM(l.granted)
FROM orders o JOIN site s ON s.uai = o.uai JOIN order_line l ON l.code = o.code
GROUP BY o.code, s.name, s.city ORDER BY o.code
"""
_TRIPS = "SELECT number, date, carrier, plate FROM trip ORDER BY date, number"
_DOCUMENTS = """
SELECT MIN(d.kind), d.number, MIN(d.issued), COALESCE(s.name || ' (' || s.city || ')', 'TRP-' || d.trip)
FROM document d LEFT JOIN site s ON s.uai = d.uai
GROUP BY d.number, s.name, s.city, d.trip ORDER BY d.number
"""
_DATE = re.compile(
    r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})|(?P<D>[0-9]{1,2})[/.](?P<M>[0-9]{1,2})[/.](?P<Y>[0-9]{4})"
)
_UNITS = """
SELECT u.sscc, u.kind, u.number, s.name || ' (' || s.city || ')', u.code, u.cartons
FROM unit u JOIN site s ON s.uai = u.uai
WHERE u.status <> 'void' AND (u.sscc LIKE ? OR u.sscc LIKE ?) ORDER BY u.sscc LIMIT ?
"""
_CARTONS = """
SELECT c.code, c.asn, (SELECT i.designation FROM device d JOIN item i ON i.reference = d.reference
                       WHERE d.carton = c.id LIMIT 1)
FROM announced_carton c WHERE c.code >= ? AND c.code < ? ORDER BY c.code, c.asn LIMIT ?
"""
_DEVICES = """
SELECT d.serial, i.gtin, i.designation, COALESCE(d.unit, c.code)
FROM device d JOIN item i ON i.reference = d.reference JOIN announced_carton c ON c.id = d.carton
WHERE d.serial >= ? AND d.serial < ? ORDER BY d.serial, d.maker LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found."""

    code: str
    """What `Office.search` takes."""
    kind: str
    """site, order, trip, document, carton, pallet or device."""
    title: str
    detail: str


def find(text: str, reads: Reads, messages: Messages) -> list[Hit]:
    """What matches, lycées first, at most `LIMIT`; nothing for a text of one character.

    Every word must begin a word of a lycée's, order's or trip's line, whatever its case and accents; serials and
    cartons of the maker are found by their beginning, our own cartons and pallets by four digits or more at either
    end, pallets also by the GSIN of their shipment, papers by their lycée or trip, the beginning of their number or its
    last figure; trips and papers also by their day (`01/03/2027`).
    """
    words = folded(text).split()
    if len("".join(words)) < SHORTEST:
        return []
    return list(islice(_hits(words, text, reads, messages), LIMIT))


def folded(text: str) -> str:
    """Without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _hits(words: Sequence[str], text: str, reads: Reads, messages: Messages) -> Iterator[Hit]:
    say = messages.text
    for uai, name, postcode, city in reads.query(_SITES):
        if _matches(words, f"{uai} {name} {postcode} {city}"):
            yield Hit(uai, "site", name, f"{postcode} {city}")
    for code, site, packed, granted in reads.query(_ORDERS):
        if _matches(words, f"{code} {site}"):
            yield Hit(code, "order", site, say("office.hit-order", packed=packed, granted=granted))
    day = _day(text)
    for number, date, carrier, plate in reads.query(_TRIPS):
        if (day and date == day.date().isoformat()) or _matches(words, f"TRP-{number} {carrier} {plate}"):
            yield Hit(f"TRP-{number}", "trip", carrier, say("office.hit-trip", date=date, plate=plate))
    yield from _documents(words, text.strip().upper(), day, reads, messages)
    yield from _units("".join(text.split()), reads, say)
    yield from _by_start(text.strip().upper(), reads, say)


def _matches(words: Sequence[str], line: str) -> bool:
    place = folded(line)
    return all(re.search(rf"(?<!\w){re.escape(word)}", place) for word in words)


def _day(text: str) -> datetime | None:
    """The day that a text is, as people or computers write it."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day = (int(found[n] or found[other]) for n, other in (("y", "Y"), ("m", "M"), ("d", "D")))
    try:
        return datetime(year, month, day)  # noqa: DTZ001 - a day, not an instant
    except ValueError:
        return None


def _documents(
    words: Sequence[str], start: str, day: datetime | None, reads: Reads, messages: Messages
) -> Iterator[Hit]:
    """By lycée, by the beginning of a number or its running figure, or by the day of issue in Europe/Paris."""
    figure = f"-{start.zfill(6)}" if start.isdecimal() else None
    for kind, number, issued, place in reads.query(_DOCUMENTS):
        on = paris(datetime.fromisoformat(issued)).date()
        named = number.startswith(start) or (figure is not None and number.endswith(figure)) or _matches(words, place)
        if named or (day is not None and on == day.date()):
            detail = messages.text("office.hit-paper", date=on.isoformat(), place=place)
            yield Hit(number, "document", messages.paper(kind), detail)


def _units(text: str, reads: Reads, say: Callable[..., str]) -> Iterator[Hit]:
    """Cartons and pallets by an end of their SSCC, pallets by the GSIN of their shipment too."""
    digits = text.removeprefix("]C1").replace("(00)", "")
    digits = digits[2:] if len(digits) == 20 else digits
    found = reads.query(_UNITS, f"{digits}%", f"%{digits}", LIMIT) if _SSCC_PART.fullmatch(digits) else []
    gsin = _GSIN.match(text)
    for sscc in pallets_of(gsin[1] or gsin[2], reads) if gsin else ():
        found += reads.query(_UNITS, sscc, sscc, LIMIT)
    for sscc, kind, number, site, order, cartons in found:
        detail = say(f"office.hit-{kind}", number=number, order=order, cartons=cartons)
        yield Hit(sscc, kind, site, detail)


def _by_start(start: str, reads: Reads, say: Callable[..., str]) -> Iterator[Hit]:
    bounds = start, start + _LAST, LIMIT
    for code, asn, designation in reads.query(_CARTONS, *bounds):
        yield Hit(code, "carton", designation, say("office.hit-announced", asn=asn))
    devices = reads.query(_DEVICES, *bounds)
    makers = Counter(serial for serial, *_ in devices)
    for serial, gtin, designation, carton in devices:
        code = f"(01){gtin}(21){serial}" if gtin and makers[serial] > 1 else serial
        yield Hit(code, "device", designation, say("office.hit-device", carton=carton))
