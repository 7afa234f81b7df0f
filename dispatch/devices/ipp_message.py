"""Messages of the Internet Printing Protocol, requests and answers alike, as values and as bytes (RFC 8010 §3)."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TypeAlias, assert_never

_DEEPEST = 8
"""Collections within collections; printers use two levels."""


class MalformedError(ValueError):
    """Bytes that are no whole IPP message."""


class Group(IntEnum):
    """What a group of attributes is about (RFC 8010 §3.5.1)."""

    OPERATION = 1
    JOB = 2
    PRINTER = 4
    UNSUPPORTED = 5


class Tag(IntEnum):
    """The kind of a value (RFC 8010 §3.5.2)."""

    UNSUPPORTED = 0x10
    UNKNOWN = 0x12
    NO_VALUE = 0x13
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    OCTETS = 0x30
    DATE_TIME = 0x31
    RESOLUTION = 0x32
    RANGE = 0x33
    COLLECTION = 0x34
    TEXT_WITH_LANGUAGE = 0x35
    NAME_WITH_LANGUAGE = 0x36
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    URI_SCHEME = 0x46
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME_TYPE = 0x49


_TAGS = {int(tag): tag for tag in Tag}
_END_OF_ATTRIBUTES = 3
_FIRST_VALUE_TAG = 0x10
_END_COLLECTION = 0x37
_MEMBER_NAME = 0x4A
_WHOLE = frozenset({Tag.INTEGER, Tag.ENUM})
_WITH_LANGUAGE = frozenset({Tag.TEXT_WITH_LANGUAGE, Tag.NAME_WITH_LANGUAGE})
_FIRST_STRING = 0x40


@dataclass(frozen=True, slots=True)
class Localised:
    """A text with the language it is in."""

    language: str
    text: str


Content: TypeAlias = "int | bool | str | Localised | bytes | tuple[int, ...] | Attributes | None"
"""A number, yes or no, text, octets, a range (two numbers) or a resolution (three), a collection, or nothing."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value; its tag is a `Tag`, or the number of a kind that is not known here (its content is bytes)."""

    tag: int
    content: Content

    @property
    def text(self) -> str | None:
        """The text of any kind of string, whatever its language; None for other kinds."""
        match self.content:
            case str(text) | Localised(text=text):
                return text
            case _:
                return None


Attributes: TypeAlias = Mapping[str, tuple[Value, ...]]
"""Attributes by name, in order; each has one value or several."""


@dataclass(frozen=True, slots=True)
class Message:
    """A request or an answer, without the document that may follow it."""

    code: int
    """The operation that is asked for, or the status of the answer."""
    request_id: int
    groups: Sequence[tuple[int, Attributes]] = field(default=())
    """In order; a kind may come several times, once for each job or printer."""
    version: tuple[int, int] = (1, 1)

    def all(self, group: Group) -> list[Attributes]:
        """The attributes of each group of a kind."""
        return [attributes for kind, attributes in self.groups if kind == group]

    def first(self, group: Group) -> Attributes:
        """The attributes of the first group of a kind, none where there is none."""
        return next(iter(self.all(group)), {})

    def encode(self) -> bytes:
        """The bytes of the message; a document may follow them."""
        parts = [struct.pack(">BBHI", *self.version, self.code, self.request_id)]
        for group, attributes in self.groups:
            parts.append(bytes([group]))
            parts += [_named(name.encode(), values) for name, values in attributes.items()]
        return b"".join([*parts, bytes([_END_OF_ATTRIBUTES])])

    @classmethod
    def decode(cls, data: bytes) -> tuple[Message, bytes]:
        """The message at the beginning of `data`, and the document after it; MalformedError where there is none."""
        reader = _Reader(data)
        major, minor, code, request_id = struct.unpack(">BBHI", reader.take(8))
        groups: list[tuple[int, Attributes]] = []
        while (tag := reader.take(1)[0]) != _END_OF_ATTRIBUTES:
            if tag >= _FIRST_VALUE_TAG:
                raise MalformedError("a value outside of a group")
            groups.append((tag, reader.attributes()))
        return cls(code, request_id, tuple(groups), (major, minor)), reader.rest


def whole(attributes: Attributes, name: str) -> int | None:
    """The first value of an attribute if that is a number."""
    content = _first(attributes, name)
    return content if isinstance(content, int) and not isinstance(content, bool) else None


def flag(attributes: Attributes, name: str) -> bool | None:
    """The first value of an attribute if that is yes or no."""
    content = _first(attributes, name)
    return content if isinstance(content, bool) else None


def texts(attributes: Attributes, name: str) -> tuple[str, ...]:
    """The values of an attribute that are text of any kind."""
    return tuple(value.text for value in attributes.get(name, ()) if value.text is not None)


def _first(attributes: Attributes, name: str) -> Content:
    values = attributes.get(name, ())
    return values[0].content if values else None


def _named(name: bytes, values: tuple[Value, ...]) -> bytes:
    """An attribute: its name comes with its first value, further values have none."""
    names = [name, *[b""] * (len(values) - 1)]
    return b"".join(_field(value.tag, own, _content(value)) for own, value in zip(names, values, strict=True))


def _field(tag: int, name: bytes, content: bytes) -> bytes:
    """A value as it stands on the wire; that of a collection is followed by its members and its end."""
    members = b""
    if tag == Tag.COLLECTION:
        content, members = b"", content
    return struct.pack(">BH", tag, len(name)) + name + struct.pack(">H", len(content)) + content + members


def _content(value: Value) -> bytes:
    match value.content:
        case None:
            return b""
        case bool(yes):
            return bytes([yes])
        case int(number):
            return struct.pack(">i", number)
        case str(text):
            return text.encode()
        case bytes(octets):
            return octets
        case Localised(language, text):
            return b"".join(struct.pack(">H", len(part)) + part for part in (language.encode(), text.encode()))
        case tuple(numbers):
            return struct.pack(">ii" if len(numbers) == 2 else ">iib", *numbers)
        case Mapping() as members:
            return b"".join([*map(_member, members.items()), _field(_END_COLLECTION, b"", b"")])
        case unreachable:
            assert_never(unreachable)


def _member(member: tuple[str, tuple[Value, ...]]) -> bytes:
    name, values = member
    return _field(_MEMBER_NAME, b"", name.encode()) + _named(b"", values)


class _Reader:
    """Takes a message apart from front to back."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def rest(self) -> bytes:
        return self._data[self._at :]

    def take(self, count: int) -> bytes:
        taken = self._data[self._at : self._at + count]
        if len(taken) < count:
            raise MalformedError("the message is cut short")
        self._at += count
        return taken

    def attributes(self) -> Attributes:
        """The attributes up to the next group or the end."""
        found: dict[str, tuple[Value, ...]] = {}
        name = ""
        while self._next_is_value():
            tag, own_name, content = self._field()
            name = own_name or name
            if not name:
                raise MalformedError("a further value of no attribute")
            found[name] = (*(() if own_name else found[name]), self._value(tag, content, _DEEPEST))
        return found

    def _next_is_value(self) -> bool:
        tag = self.take(1)[0]
        self._at -= 1
        return tag >= _FIRST_VALUE_TAG

    def _field(self) -> tuple[int, str, bytes]:
        tag = self.take(1)[0]
        name = self.take(self.length())
        return tag, name.decode(errors="replace"), self.take(self.length())

    def length(self) -> int:
        """The length of what comes next."""
        return int.from_bytes(self.take(2))

    def _value(self, tag: int, content: bytes, depth: int) -> Value:
        if tag == Tag.COLLECTION:
            return Value(Tag.COLLECTION, self._members(depth - 1))
        try:
            return Value(_TAGS.get(tag, tag), _meaning(tag, content))
        except struct.error as error:
            raise MalformedError(f"a value of kind {tag:#x} has {len(content)} bytes") from error

    def _members(self, depth: int) -> Attributes:
        if not depth:
            raise MalformedError("collections within collections without end")
        found: dict[str, tuple[Value, ...]] = {}
        name: str | None = None
        while True:
            tag, _, content = self._field()
            if tag == _END_COLLECTION:
                return found
            if tag == _MEMBER_NAME:
                name = content.decode(errors="replace")
                found[name] = ()
            elif name is None:
                raise MalformedError("a member without a name")
            else:
                found[name] = (*found[name], self._value(tag, content, depth))


def _meaning(tag: int, content: bytes) -> Content:
    """The content of a value of any kind but collections; struct.error where it has not the size of its kind."""
    if tag in _WHOLE:
        return int(struct.unpack(">i", content)[0])
    if tag == Tag.BOOLEAN:
        return bool(struct.unpack(">?", content)[0])
    if tag == Tag.RANGE:
        return tuple(struct.unpack(">ii", content))
    if tag == Tag.RESOLUTION:
        return tuple(struct.unpack(">iib", content))
    if tag in _WITH_LANGUAGE:
        return _localised(content)
    if tag < Tag.INTEGER:
        return None
    if tag in _TAGS and tag >= _FIRST_STRING:
        return content.decode(errors="replace")
    return content


def _localised(content: bytes) -> Localised:
    reader = _Reader(content)
    language, text = (reader.take(reader.length()).decode(errors="replace") for _ in range(2))
    return Localised(language, text)
