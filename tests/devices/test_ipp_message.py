"""IPP messages: what is written is read back, and whatever arrives is a message or malformed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.devices.ipp_message import (
    Attributes,
    Content,
    Group,
    Localised,
    MalformedError,
    Message,
    Tag,
    Value,
    flag,
    texts,
    whole,
)

PRINT_JOB = bytes.fromhex(
    "0101 0002 00000001 01"
    "47 0012 617474726962757465732d63686172736574 0005 7574662d38"
    "48 001b 617474726962757465732d6e61747572616c2d6c616e6775616765 0005 656e2d7573"
    "45 000b 7072696e7465722d757269 0015 6970703a2f2f7072696e7465722e6578616d706c65"
    "02"
    "21 0006 636f70696573 0004 00000014"
    "44 0005 7369646573 0013 74776f2d73696465642d6c6f6e672d65646765"
    "03"
)
"""A request as RFC 8010 appendix A.1 lays one out."""

numbers = st.integers(-(2**31), 2**31 - 1)
words = st.text(max_size=12)
CONTENTS: dict[Tag, st.SearchStrategy[Content]] = {
    Tag.UNSUPPORTED: st.none(),
    Tag.UNKNOWN: st.none(),
    Tag.NO_VALUE: st.none(),
    Tag.INTEGER: numbers,
    Tag.BOOLEAN: st.booleans(),
    Tag.ENUM: numbers,
    Tag.OCTETS: st.binary(max_size=12),
    Tag.DATE_TIME: st.binary(min_size=11, max_size=11),
    Tag.RESOLUTION: st.tuples(numbers, numbers, st.integers(3, 4)),
    Tag.RANGE: st.tuples(numbers, numbers),
    Tag.TEXT_WITH_LANGUAGE: st.builds(Localised, words, words),
    Tag.NAME_WITH_LANGUAGE: st.builds(Localised, words, words),
}
tags = st.sampled_from([tag for tag in Tag if tag is not Tag.COLLECTION])
plain = tags.flatmap(lambda tag: st.builds(Value, st.just(tag), CONTENTS.get(tag, words)))
unknown_kind = st.builds(Value, st.just(0x7F), st.binary(max_size=12))


def attributes_of(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Attributes]:
    several = st.lists(values, min_size=1, max_size=3).map(tuple)
    return st.dictionaries(st.text(min_size=1, max_size=8), several, max_size=4)


values = st.recursive(
    plain | unknown_kind,
    lambda inner: st.builds(Value, st.just(Tag.COLLECTION), attributes_of(inner)),
    max_leaves=8,
)
messages = st.builds(
    Message,
    code=st.integers(0, 0xFFFF),
    request_id=st.integers(1, 2**31 - 1),
    groups=st.lists(st.tuples(st.sampled_from(Group), attributes_of(values)), max_size=3).map(tuple),
    version=st.sampled_from([(1, 1), (2, 0)]),
)


@given(messages, st.binary(max_size=20))
def test_what_is_written_is_read_back(message: Message, document: bytes) -> None:
    assert Message.decode(message.encode() + document) == (message, document)


@given(messages)
def test_a_message_cut_short_anywhere_is_malformed(message: Message) -> None:
    data = message.encode()
    for length in range(len(data)):
        with pytest.raises(MalformedError):
            Message.decode(data[:length])


@given(st.binary(max_size=200) | st.binary(max_size=80).map(lambda data: PRINT_JOB[:60] + data))
def test_whatever_arrives_is_a_message_or_malformed(data: bytes) -> None:
    try:
        message, _ = Message.decode(data)
    except MalformedError:
        return
    assert isinstance(message, Message)


def test_a_request_is_written_as_the_standard_says() -> None:
    request = Message(
        0x0002,
        1,
        (
            (
                Group.OPERATION,
                {
                    "attributes-charset": (Value(Tag.CHARSET, "utf-8"),),
                    "attributes-natural-language": (Value(Tag.LANGUAGE, "en-us"),),
                    "printer-uri": (Value(Tag.URI, "ipp://printer.example"),),
                },
            ),
            (
                Group.JOB,
                {
                    "copies": (Value(Tag.INTEGER, 20),),
                    "sides": (Value(Tag.KEYWORD, "two-sided-long-edge"),),
                },
            ),
        ),
    )
    assert request.encode() == PRINT_JOB


def test_collections_without_end_are_malformed() -> None:
    deep: Value = Value(Tag.INTEGER, 1)
    for _ in range(20):
        deep = Value(Tag.COLLECTION, {"a": (deep,)})
    with pytest.raises(MalformedError):
        Message.decode(Message(0, 1, ((Group.JOB, {"deep": (deep,)}),)).encode())


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("21 0000 0004 00000001 03", id="a further value of nothing"),
        pytest.param("21 0001 61 0003 000001 03", id="a number of three bytes"),
        pytest.param("34 0001 61 0000 21 0000 0004 00000001 37 0000 0000 03", id="a member without a name"),
    ],
)
def test_what_makes_no_sense_is_malformed(body: str) -> None:
    with pytest.raises(MalformedError):
        Message.decode(bytes.fromhex("0101 0000 00000001 02" + body))


def test_a_value_outside_of_a_group_is_malformed() -> None:
    with pytest.raises(MalformedError):
        Message.decode(bytes.fromhex("0101 0000 00000001 21 0001 61 0004 00000001 03"))


def test_attributes_are_read_by_their_kind() -> None:
    attributes: Attributes = {
        "number": (Value(Tag.INTEGER, 7),),
        "yes": (Value(Tag.BOOLEAN, True),),
        "names": (Value(Tag.NAME, "a"), Value(Tag.NAME_WITH_LANGUAGE, Localised("fr", "b")), Value(Tag.INTEGER, 1)),
    }
    assert [whole(attributes, name) for name in ("number", "yes", "names", "none")] == [7, None, None, None]
    assert [flag(attributes, name) for name in ("number", "yes", "names", "none")] == [None, True, None, None]
    assert [texts(attributes, name) for name in ("number", "names", "none")] == [(), ("a", "b"), ()]


def test_each_printer_of_an_answer_is_told_apart() -> None:
    queues: list[Attributes] = [{"printer-name": (Value(Tag.NAME, name),)} for name in ("A4", "ZEBRA")]
    message = Message(0, 1, ((Group.OPERATION, {}), *((Group.PRINTER, queue) for queue in queues)))
    assert message.all(Group.PRINTER) == queues
    assert message.first(Group.PRINTER) == queues[0]
    assert message.first(Group.JOB) == {}
