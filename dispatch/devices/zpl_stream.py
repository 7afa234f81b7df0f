"""Cut the bytes that reach a ZPL printer into commands and whole formats, however they were split into packets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(rb'~HS|~HI|~JX|\^XA|\^XZ|! U1 getvar "[^"\r\n]+"\r\n', re.IGNORECASE)
_TOKEN_BEGUN = re.compile(rb'(?:[~^][A-Za-z]?|!(?: ?U?1? ?|(?: U1 g?e?t?v?a?r? ?"?[^"\r\n]*"?\r?)))\Z', re.IGNORECASE)
_QUANTITY = re.compile(rb"\^PQ([0-9]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Format:
    """One complete `^XA`...`^XZ`, as received, and the number of labels it asks for (`^PQ`, default 1)."""

    zpl: bytes
    copies: int

    @classmethod
    def parse(cls, zpl: bytes) -> Format:
        """Read the quantity of a complete format."""
        quantity = _QUANTITY.search(zpl)
        return cls(zpl, max(1, int(quantity[1])) if quantity else 1)


class ZplStream:
    """The receive side of a printer; a begun format survives the loss of its connection, as in the worst printer."""

    def __init__(self) -> None:
        self._begun = b""
        self._format: bytearray | None = None

    @property
    def partial(self) -> bool:
        """Whether a format was begun and not ended."""
        return self._format is not None

    def feed(self, data: bytes) -> Iterator[bytes | Format]:
        """What the bytes complete, in order: `~HS` and `~HI` (heard even inside a format), formats, and `! U1 getvar`.

        To be consumed whole: each is yielded when the bytes before it are taken in, and no others. `~JX` is acted on
        here: it drops the begun format.
        """
        data = self._begun + data
        start = 0
        for token in _TOKEN.finditer(data):
            self._keep(data[start : token.start()])
            yield from self._obey(token[0])
            start = token.end()
        begun = _TOKEN_BEGUN.search(data, start)
        end = begun.start() if begun else len(data)
        self._keep(data[start:end])
        self._begun = data[end:]

    def _obey(self, token: bytes) -> Iterator[bytes | Format]:
        match command := token.upper():
            case b"^XA":
                self._format = self._format or bytearray()
                self._keep(token)
            case b"^XZ" if self._format is not None:
                self._keep(token)
                complete = Format.parse(bytes(self._format))
                self._format = None
                yield complete
            case b"~JX":
                self._format = None
            case b"~HS" | b"~HI":
                yield command
            case _ if self._format is None and token.startswith(b"!"):
                yield token.rstrip().lower()
            case _:
                self._keep(token)

    def _keep(self, data: bytes) -> None:
        if self._format is not None:
            self._format += data


def labels_in(job: bytes) -> int:
    """How many labels a job of whole formats asks for."""
    return sum(found.copies for found in ZplStream().feed(job) if isinstance(found, Format))
