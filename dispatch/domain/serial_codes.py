"""The serial numbers of one delivery as texts for a numbered set of QR symbols; format: docs/formats/lycee-qr.md.

A page that needs no network puts them together again, from a scanner that types. So a text holds only letters that
stand in the same place on French, English and German keyboards, and no digit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Self
from zlib import crc32

VERSION = 1
MOST_DEVICES = 300
"""A delivery of more is told by its checksum and counts alone."""
LONGEST = 900
"""Characters of one text, one byte each."""
NIBBLES = "BCDEFGHJKLNPRSTU"
"""One letter for each half of a byte."""
START, END = "XV", "X"
"""Around each text; neither letter is among `NIBBLES`, so that texts are found however they are run together."""
_LIST, _DIGEST = 1, 2
_HEADER, _CHECK = 7, 4
_PAYLOAD = (LONGEST - len(START) - len(END)) // 2 - _HEADER - _CHECK
"""Bytes of the stream in one text."""
_MOST_BYTES = 255


@dataclass(frozen=True, slots=True)
class Listed:
    """One device: its model and serial."""

    reference: str
    serial: str


def canonical(devices: Sequence[Listed]) -> str:
    """The list that the checksum is of: `reference TAB serial LF`, in the order of code points, UTF-8."""
    return "".join(f"{line}\n" for line in _lines(devices))


@dataclass(frozen=True, slots=True)
class SerialCodes:
    """A set of texts, each for one symbol."""

    note: str
    """Number of the delivery note, or empty for a draft."""
    devices: int
    checksum: str
    """SHA-256 of the canonical list, 64 hexadecimal digits."""
    whole: bool
    """Do the texts carry the list? Else only checksum and counts."""
    texts: tuple[str, ...]

    @classmethod
    def of(cls, note: str, devices: Sequence[Listed]) -> Self:
        """The set of a delivery; the same devices in any order give the same set."""
        digest = sha256(canonical(devices).encode())
        # 255 symbols are the most that a set can count; only absurdly long serials reach them.
        stream = _stream(note, devices, digest.digest(), whole=True) if len(devices) <= MOST_DEVICES else b""
        whole = 0 < len(stream) <= _PAYLOAD * _MOST_BYTES
        stream = stream if whole else _stream(note, devices, digest.digest(), whole=False)
        size = -(-len(stream) // -(-len(stream) // _PAYLOAD))
        pieces = [stream[at : at + size] for at in range(0, len(stream), size)]
        texts = tuple(_text(n, len(pieces), digest.digest()[:4], piece) for n, piece in enumerate(pieces, 1))
        return cls(note, len(devices), digest.hexdigest(), whole, texts)


def _lines(devices: Sequence[Listed]) -> list[str]:
    return sorted(f"{device.reference}\t{device.serial}" for device in devices)


def _stream(note: str, devices: Sequence[Listed], digest: bytes, *, whole: bool) -> bytes:
    """Kind, checksum, number of devices, number of the note; then the list, or the counts of each model."""
    head = bytes([_LIST if whole else _DIGEST]) + digest + len(devices).to_bytes(4) + _short(note)
    return head + b"".join(_folded(devices) if whole else _counted(devices))


def _folded(devices: Sequence[Listed]) -> Iterator[bytes]:
    """Each line as what it shares with the line before it (a count of bytes), and the rest."""
    before = b""
    for line in _lines(devices):
        data = line.encode()
        shared = 0
        while shared < min(len(data), len(before), _MOST_BYTES) and data[shared] == before[shared]:
            shared += 1
        yield bytes([shared]) + _short_bytes(data[shared:])
        before = data


def _counted(devices: Sequence[Listed]) -> Iterator[bytes]:
    for reference, count in sorted(Counter(device.reference for device in devices).items()):
        yield _short(reference) + count.to_bytes(4)


def _short(text: str) -> bytes:
    return _short_bytes(text.encode())


def _short_bytes(data: bytes) -> bytes:
    """Length in two bytes, then the bytes."""
    return len(data).to_bytes(2) + data


def _text(number: int, count: int, identity: bytes, piece: bytes) -> str:
    """Version, number, count and identity of the set, piece, CRC-32 of all these; each byte two letters."""
    data = bytes([VERSION, number, count]) + identity + piece
    data += crc32(data).to_bytes(_CHECK)
    return START + "".join(NIBBLES[byte >> 4] + NIBBLES[byte & 15] for byte in data) + END
