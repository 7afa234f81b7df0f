"""What a journal holds can be read for ever: one golden line per event type and version, added to, never changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dispatch.domain.events import Event
from dispatch.storage.codec import TYPES, event_of, payload_of
from tests.storage.examples import EXAMPLES

GOLDEN = Path(__file__).parent / "golden" / "events_v1.jsonl"
LINES: list[dict[str, Any]] = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
EVENTS = {event.TYPE: event for event in EXAMPLES}


def test_every_type_and_version_has_one_golden_line() -> None:
    wanted = [(name, version) for name, cls in TYPES.items() for version in range(1, cls.VERSION + 1)]
    assert sorted((line["type"], line["version"]) for line in LINES) == sorted(wanted)
    assert sorted(EVENTS) == sorted(TYPES)


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['type']}-{line['version']}")
def test_a_golden_line_is_read_as_the_event_it_was(line: dict[str, Any]) -> None:
    assert event_of(line["type"], line["version"], line["payload"]) == EVENTS[line["type"]]


@pytest.mark.parametrize("event", EXAMPLES, ids=lambda event: event.TYPE)
def test_an_event_is_stored_as_its_golden_line(event: Event) -> None:
    (payload,) = [line["payload"] for line in LINES if (line["type"], line["version"]) == (event.TYPE, event.VERSION)]
    assert payload_of(event) == payload


def test_a_payload_is_canonical_json() -> None:
    payload = payload_of(EVENTS["asn-announced"])
    assert payload == (
        '{"asn":"AV-2027-é","cartons":12,"first_carton":1,"first_device":1,"replaced_cartons":0,"replaced_first":0,'
        '"rows":120,"sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}'
    )


@pytest.mark.parametrize(
    ("name", "payload", "error"),
    [
        ("nothing-known", "{}", KeyError),
        ("seal-recorded", '{"trip":"T1"}', TypeError),
        ("seal-recorded", '{"trip":"T1","seal":"S","colour":"red"}', TypeError),
        ("seal-recorded", "{trip", ValueError),
        ("scan-undone", '{"task":"pack"}', KeyError),
    ],
)
def test_what_is_no_payload_is_not_read(name: str, payload: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        event_of(name, 1, payload)
