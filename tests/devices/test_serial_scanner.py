"""A serial scanner read on a real pseudo terminal: whole codes, never halves, whatever happens to the cable."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from queue import SimpleQueue
from random import Random
from time import monotonic
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.devices.serial_scanner import (
    FORGOTTEN,
    LONGEST_CODE,
    LONGEST_PIECE,
    STALLED,
    Framer,
    Lost,
    ScannerTiming,
    SerialScanner,
)
from dispatch.devices.simulated_scanner import SimulatedScanner
from dispatch.domain.scanners import CUT, ReadFault, ScannerCondition, ScannerConfig, ScannerState
from dispatch.domain.serial_ports import PortPath, UsbIdentity

READY, SILENT, BUSY, ABSENT = ScannerCondition
SAMPLE = UsbIdentity(SimulatedScanner.VENDOR, SimulatedScanner.PRODUCT, "SIM-1")
ANY_SAMPLE = UsbIdentity(SimulatedScanner.VENDOR, SimulatedScanner.PRODUCT)
UNHURRIED = ScannerTiming(settle_s=0.01, retry_s=0.01, retry_limit_s=0.05)
"""Finds a port at once."""
PATIENT_MS = 1_000
"""No pause of a busy machine is taken for the end of a code."""
HOLDER = "import serial, sys; port = serial.Serial(sys.argv[1], exclusive=True); print('held', flush=True); input()"


def pieces(data: bytes, cuts: Iterable[int]) -> Iterator[bytes]:
    """The bytes, cut at these places."""
    places = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    return (data[start:end] for start, end in pairwise(places))


def bare(text: str) -> str:
    """The text without what frames a code."""
    return text.translate(dict.fromkeys(map(ord, "\r\n\x02\x03")))


CODES = st.text(st.characters(codec="utf-8"), min_size=1).map(bare).filter(bool)


class Desk:
    """One scanner at work: what it delivers, and what it says of itself."""

    def __init__(
        self,
        port: PortPath | UsbIdentity,
        timing: ScannerTiming = UNHURRIED,
        list_ports: Any = tuple,
        idle_ms: int = PATIENT_MS,
    ) -> None:
        self.codes: SimpleQueue[tuple[str, str, float]] = SimpleQueue()
        self.states: SimpleQueue[ScannerState] = SimpleQueue()
        self.scanner = SerialScanner(
            ScannerConfig("Quai", port, idle_ms=idle_ms),
            lambda *code: self.codes.put(code),
            lambda name, state: self.states.put(state),
            list_ports=list_ports,
            timing=timing,
        )

    def code(self) -> str:
        """The next code."""
        return self.codes.get(timeout=10)[0]

    def became(self, condition: ScannerCondition, fault: ReadFault | None = None) -> None:
        """The next thing that it says is this."""
        state = self.states.get(timeout=10)
        assert (state.condition, state.fault) == (condition, fault)


@contextmanager
def at_work(desk: Desk, *twins: SimulatedScanner) -> Iterator[Desk]:
    """The scanner runs, and at the end delivered nothing that no test asked for."""
    desk.scanner.start()
    try:
        yield desk
    finally:
        for twin in twins:
            twin.unplug()
        desk.scanner.close()
    assert [*drained(desk.codes)] == []


def drained(codes: SimpleQueue[tuple[str, str, float]]) -> Iterator[str]:
    while not codes.empty():
        yield codes.get()[0]


@pytest.fixture
def twin(tmp_path: Path) -> Iterator[SimulatedScanner]:
    with SimulatedScanner(link=tmp_path / "scanner") as twin:
        yield twin


@pytest.fixture
def by_name(tmp_path: Path) -> PortPath:
    return PortPath(str(tmp_path / "scanner"))


@pytest.fixture
def desk(twin: SimulatedScanner, by_name: PortPath) -> Iterator[Desk]:
    """A scanner that found its port."""
    with at_work(Desk(by_name), twin) as desk:
        desk.became(SILENT)
        yield desk


# -- frames ---------------------------------------------------------------------------------------------------------


@given(st.binary(), st.lists(st.integers(0, 100)))
def test_how_the_bytes_are_split_changes_nothing(data: bytes, cuts: list[int]) -> None:
    whole, split = Framer(), Framer()
    expected = [*whole.feed(data), *whole.cut()]
    assert [code for piece in pieces(data, cuts) for code in split.feed(piece)] + split.cut() == expected


@given(st.lists(st.tuples(CODES, st.sampled_from(["\r", "\n", "\r\n"]))))
def test_codes_come_out_as_they_went_in_whatever_ends_them(typed: list[tuple[str, str]]) -> None:
    data = "".join(code + terminator for code, terminator in typed).encode()
    assert Framer().feed(data) == [code.encode() for code, _ in typed]


@settings(max_examples=25)
@given(st.binary(max_size=3 * LONGEST_CODE))
def test_no_code_is_longer_than_any_symbol(data: bytes) -> None:
    framer = Framer()
    codes = [*framer.feed(data * 3), *framer.silence(1)]
    assert all(isinstance(code, Lost) or 0 < len(code) <= LONGEST_CODE for code in codes)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        (b"A\rB\nC\r\nD\n\rE\r\r\n\n", ["A", "B", "C", "D", "E"]),
        (b"\x02A\x03\r\x02B\x03\r\n\x02\x03\r", ["A", "B"]),
        (b"]C1010345312000001110LOT\x1d21S 1 \r", ["]C1010345312000001110LOT\x1d21S 1 "]),
        ("Été €\r".encode(), ["Été €"]),
        (b"\xc9t\xe9\r", ["Été"]),
        (b"A" * LONGEST_CODE + b"\r", ["A" * LONGEST_CODE]),
    ],
    ids=["terminators", "stx-etx", "group-separator", "utf-8", "latin-1", "longest"],
)
def test_a_code_is_delivered_as_it_was_sent(
    desk: Desk, twin: SimulatedScanner, typed: bytes, codes: Sequence[str]
) -> None:
    before = monotonic()
    twin.type(typed)
    delivered = [desk.codes.get(timeout=10) for _ in codes]
    assert [(code, name) for code, name, _ in delivered] == [(code, "Quai") for code in codes]
    assert before < delivered[0][2] <= monotonic()
    desk.became(READY)
    assert desk.scanner.state == ScannerState(READY, delivered[-1][2], port=twin.port)


def test_a_code_that_nothing_ends_is_ended_by_silence(twin: SimulatedScanner, by_name: PortPath) -> None:
    with at_work(Desk(by_name, idle_ms=10), twin) as desk:
        desk.became(SILENT)
        for code in ("S-000123", "S-000124"):
            twin.type(code.encode())
            assert desk.code() == code


def test_a_code_without_end_is_dropped_up_to_its_end_and_said(desk: Desk, twin: SimulatedScanner) -> None:
    twin.type(b"A" * 20_000, b"A" * 20_000 + b"\rNEXT\r")
    desk.became(SILENT, ReadFault.TOO_LONG)
    assert desk.code() == "A" * LONGEST_PIECE + CUT
    assert desk.code() == "NEXT"
    desk.became(READY)


def test_codes_arrive_whole_and_in_order_however_they_are_sent(desk: Desk, twin: SimulatedScanner) -> None:
    @settings(max_examples=25)
    @given(st.lists(CODES, min_size=1, max_size=5), st.builds(Random, st.integers()))
    def law(codes: list[str], splits: Random) -> None:
        for code in codes:
            twin.scan(code, splits=splits)
        assert [desk.code() for _ in codes] == codes

    law()


SILENCE = b""


@pytest.mark.parametrize(
    ("typed", "silences", "codes"),
    [
        pytest.param([b"S-1"], 1, [b"S-1"], id="no end"),
        pytest.param([b"S-1", SILENCE, b"S-2"], 1, [b"S-1", b"S-2"], id="never an end"),
        pytest.param([b"S-1\rS-", SILENCE, b"2\r"], 1, [b"S-1", b"S-2"], id="a pause within a code"),
        pytest.param([b"S-1\rS-"], STALLED, [b"S-1", Lost(ReadFault.INCOMPLETE, b"S-")], id="the rest is lost"),
        pytest.param(
            [b"S-1\rS-", SILENCE, b"2\rS-3\r"],
            STALLED,
            [b"S-1", Lost(ReadFault.INCOMPLETE, b"S-"), Lost(ReadFault.INCOMPLETE, b"2"), b"S-3"],
            id="the rest comes too late",
        ),
        pytest.param(
            [b"S-1\rS-", SILENCE, b"S-3\r"],
            FORGOTTEN,
            [b"S-1", Lost(ReadFault.INCOMPLETE, b"S-"), b"S-3"],
            id="the rest never comes",
        ),
        pytest.param(
            [b"S-1\rS-2", SILENCE, b"S-3", SILENCE],
            FORGOTTEN,
            [b"S-1", Lost(ReadFault.INCOMPLETE, b"S-2"), b"S-3"],
            id="it was told to send no end any more",
        ),
    ],
)
def test_a_silence_ends_the_codes_of_a_scanner_that_sends_no_end_and_spoils_those_of_others(
    typed: list[bytes], silences: int, codes: list[bytes | Lost]
) -> None:
    framer, framed = Framer(), []
    for data in [*typed, SILENCE]:
        if data:
            framed += framer.feed(data)
        else:
            framed += [code for count in range(1, silences + 1) for code in framer.silence(count)]
    assert framed == codes


def test_a_code_that_falls_silent_is_told_and_what_follows_is_whole(twin: SimulatedScanner, by_name: PortPath) -> None:
    with at_work(Desk(by_name, idle_ms=10), twin) as desk:
        desk.became(SILENT)
        twin.type(b"S-000123\rS-0001")
        assert [desk.code(), desk.code()] == ["S-000123", "S-0001" + CUT]
        desk.became(READY)
        desk.became(READY, ReadFault.INCOMPLETE)


# -- the cable ------------------------------------------------------------------------------------------------------


def test_the_half_of_a_code_that_was_cut_is_never_glued_to_what_follows(desk: Desk, twin: SimulatedScanner) -> None:
    twin.type(b"S-1\rS-00")
    assert desk.code() == "S-1"
    desk.became(READY)
    twin.unplug()
    desk.became(READY, ReadFault.INCOMPLETE)
    desk.became(ABSENT, ReadFault.INCOMPLETE)
    assert desk.scanner.state.port is None
    assert desk.code() == "S-00" + CUT
    twin.plug_in()
    desk.became(SILENT, ReadFault.INCOMPLETE)
    twin.scan("0123")
    assert desk.code() == "0123"
    desk.became(READY)


def test_what_is_under_way_when_the_port_is_opened_is_no_code(twin: SimulatedScanner, by_name: PortPath) -> None:
    with at_work(Desk(by_name), twin) as desk:
        while desk.states.empty():
            twin.type(b"0")
        desk.became(SILENT)
        twin.type(b"123\rS-000123\r")
        desk.became(SILENT, ReadFault.INCOMPLETE)
        rest = desk.code()
        assert rest.startswith("0") and rest.endswith(CUT)
        assert desk.code() == "S-000123"
        desk.became(READY)


def test_a_scanner_is_found_again_by_its_name(desk: Desk, twin: SimulatedScanner) -> None:
    for code in ("A", "B", "C"):
        twin.scan(code)
        assert desk.code() == code
        desk.became(READY)
        twin.unplug()
        desk.became(ABSENT)
        twin.plug_in()
        desk.became(SILENT)


@pytest.mark.parametrize("identity", [SAMPLE, ANY_SAMPLE])
def test_a_scanner_is_found_again_by_its_identity_under_another_port(
    twin: SimulatedScanner, identity: UsbIdentity
) -> None:
    other = SimulatedScanner(serial_number="SIM-2")
    with other, at_work(Desk(identity, list_ports=lambda: twin.list_ports() + other.list_ports()), twin, other) as desk:
        desk.became(SILENT)
        before = twin.port
        other.unplug()
        twin.unplug()
        desk.became(ABSENT)
        twin.plug_in()
        assert twin.port != before
        desk.became(SILENT)
        twin.scan("A")
        assert desk.code() == "A"


def test_two_scanners_that_nothing_tells_apart_are_both_read(twin: SimulatedScanner) -> None:
    with SimulatedScanner(serial_number="SIM-2") as other:

        def both() -> list[Any]:
            return twin.list_ports() + other.list_ports()

        left, right = Desk(ANY_SAMPLE, list_ports=both), Desk(ANY_SAMPLE, list_ports=both)
        with at_work(left, twin, other):
            left.became(SILENT)
            with at_work(right, twin, other):
                right.became(SILENT)
                twin.scan("A")
                other.scan("B")
                assert (left.code(), right.code()) == ("A", "B")


def test_a_port_that_another_program_holds_is_busy_until_it_lets_go(twin: SimulatedScanner, by_name: PortPath) -> None:
    command = [sys.executable, "-c", HOLDER, by_name.path]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with at_work(Desk(by_name), twin) as desk:
            desk.became(BUSY)
            holder.communicate("\n", timeout=10)
            desk.became(SILENT)
            twin.scan("A")
            assert desk.code() == "A"


def test_a_scanner_that_is_away_is_looked_for_ever_more_seldom() -> None:
    looked: SimpleQueue[float] = SimpleQueue()
    trouble = iter([TypeError("a device was unplugged while it was looked at")])

    def none_there() -> list[Any]:
        looked.put(monotonic())
        for error in trouble:
            raise error
        return []

    with at_work(Desk(SAMPLE, ScannerTiming(retry_s=0.02, retry_limit_s=0.08), none_there)) as desk:
        times = [looked.get(timeout=10) for _ in range(6)]
        assert desk.states.empty()
        assert desk.scanner.state == ScannerState(ABSENT)
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert all(gap > 0.9 * least for gap, least in zip(gaps, [0.02, 0.04, 0.08, 0.08, 0.08], strict=True))


# -- asked and closed -----------------------------------------------------------------------------------------------


def test_a_scanner_that_was_not_started_is_asked_once(twin: SimulatedScanner, by_name: PortPath) -> None:
    desk, second = Desk(by_name), Desk(by_name)
    assert desk.scanner.condition() is SILENT
    with at_work(desk, twin):
        desk.became(SILENT)
        assert second.scanner.condition() is BUSY
    assert second.scanner.condition() is ABSENT
    second.scanner.close()
    assert second.states.empty()


def test_a_closed_scanner_frees_its_port_and_delivers_nothing_more(twin: SimulatedScanner, by_name: PortPath) -> None:
    closed = Desk(by_name)
    with at_work(closed):
        closed.became(SILENT)
    with at_work(Desk(by_name), twin) as desk:
        desk.became(SILENT)
        twin.scan("A")
        assert desk.code() == "A"
    assert closed.codes.empty()
