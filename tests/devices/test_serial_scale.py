"""A scale asked on a real pseudo terminal: a load that stood still, once; every trouble said, whatever its language."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from time import monotonic
from typing import Any, get_args

import pytest
from serial.tools.list_ports import comports

from dispatch.devices.serial_scale import ScaleTiming, SerialScale
from dispatch.devices.simulated_scale import SimulatedScale
from dispatch.domain.scales import ScaleCondition, ScaleConfig, ScaleProtocol, ScaleState
from dispatch.domain.serial_ports import PortPath, UsbIdentity

READY, MOVING, OVERLOAD, UNDERLOAD, WRONG_UNIT, SILENT, BUSY, ABSENT = ScaleCondition
PROTOCOLS: tuple[ScaleProtocol, ...] = get_args(ScaleProtocol)
QUICK = ScaleTiming(ask_s=0.01, silent_s=0.3, retry_s=0.01, retry_limit_s=0.05)
SAMPLE = UsbIdentity(SimulatedScale.VENDOR, SimulatedScale.PRODUCT, "SIM-1")
HOLDER = "import serial, sys; port = serial.Serial(sys.argv[1], exclusive=True); print('held', flush=True); input()"
SAID = {
    "mt-sics": "S S      9.300 kg",
    "toledo-8217": "<02>09.300",
    "cas": "ST,GS,0<80>,   9.300 kg",
}


class Desk:
    """One scale at work: the loads it delivers, and what it says of itself."""

    def __init__(
        self, port: PortPath | UsbIdentity, protocol: ScaleProtocol, list_ports: Callable[[], Any] = tuple
    ) -> None:
        self.loads: SimpleQueue[tuple[str, str, float]] = SimpleQueue()
        self.states: SimpleQueue[ScaleState] = SimpleQueue()
        self.scale = SerialScale(
            ScaleConfig("Colis", port, protocol),
            lambda *load: self.loads.put(load),
            lambda _, state: self.states.put(state),
            list_ports=list_ports,
            timing=QUICK,
        )

    def load(self) -> str:
        """The next load, as its code."""
        return self.loads.get(timeout=10)[0]

    def sees(self, grams: int) -> None:
        """It has this on it by now."""
        deadline = monotonic() + 10
        while self.scale.state.grams != grams:
            assert monotonic() < deadline

    def becomes(self, condition: ScaleCondition) -> ScaleState:
        """What it says of itself once it is so; it may have moved, or been ready, before."""
        while (state := self.states.get(timeout=10)).condition is not condition:
            assert state.condition in (READY, MOVING, SILENT), (state, condition)
        return state


@contextmanager
def at_work(desk: Desk, *twins: SimulatedScale) -> Iterator[Desk]:
    """The scale is asked, and at the end delivered nothing that no test asked for."""
    desk.scale.want(True)
    desk.scale.start()
    try:
        yield desk
    finally:
        desk.scale.close()
        for twin in twins:
            twin.unplug()
    assert desk.loads.empty()


@pytest.fixture(params=PROTOCOLS)
def twin(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SimulatedScale]:
    with SimulatedScale(request.param, link=tmp_path / "scale") as twin:
        yield twin


@pytest.fixture
def desk(twin: SimulatedScale, tmp_path: Path) -> Iterator[Desk]:
    """A scale that found its port and said that nothing stands on it."""
    with at_work(Desk(PortPath(str(tmp_path / "scale")), twin.protocol), twin) as desk:
        desk.becomes(READY)
        yield desk


# -- loads ----------------------------------------------------------------------------------------------------------


def test_a_load_is_delivered_once_with_what_the_scale_said(desk: Desk, twin: SimulatedScale) -> None:
    before = monotonic()
    for _ in range(2):
        twin.put(9_300)
        raw, name, heard = desk.loads.get(timeout=10)
        assert (raw, name) == (f"WGT-9300/{SAID[twin.protocol]}", "Colis")
        assert before < heard <= monotonic()
        assert desk.scale.state.grams == 9_300
        lifted(desk, twin)


def lifted(desk: Desk, twin: SimulatedScale) -> None:
    """The platform is empty, and the scale has been heard to say so twice."""
    twin.put(0)
    until(desk, lambda state: state.grams == 0)
    heard = desk.scale.state.heard
    until(desk, lambda state: state.heard != heard)


def until(desk: Desk, so: Callable[[ScaleState], bool]) -> None:
    """The state is asked again and again, as a screen does."""
    deadline = monotonic() + 10
    while not so(desk.scale.state):
        assert monotonic() < deadline


def test_a_load_that_changes_is_weighed_again(desk: Desk, twin: SimulatedScale) -> None:
    for grams in (9_300, 8_700, 9_300):
        twin.put(grams)
        assert desk.load().startswith(f"WGT-{grams}/")


def test_nothing_is_weighed_while_it_moves(desk: Desk, twin: SimulatedScale) -> None:
    twin.moving = True
    desk.becomes(MOVING)
    twin.put(9_300)
    heard = desk.scale.state.heard
    until(desk, lambda state: state.heard != heard)
    assert desk.loads.empty()
    twin.moving = False
    assert desk.load().startswith("WGT-9300/")


# -- trouble --------------------------------------------------------------------------------------------------------


def test_too_much_and_less_than_nothing_are_no_weights(desk: Desk, twin: SimulatedScale) -> None:
    twin.put(80_000)
    assert desk.becomes(OVERLOAD).grams == 0
    twin.put(-500)
    desk.becomes(UNDERLOAD)
    twin.put(9_300)
    assert desk.load().startswith("WGT-9300/")


def test_a_scale_that_is_switched_off_falls_silent_and_comes_back(desk: Desk, twin: SimulatedScale) -> None:
    twin.silent = True
    desk.becomes(SILENT)
    twin.silent = False
    desk.becomes(READY)


def test_garbage_on_the_line_costs_nothing(desk: Desk, twin: SimulatedScale) -> None:
    for garbage in (b"\x00\xff" * 200, b"S S 1", b"\x02?", b"ST,GS,0"):
        twin.garbage(garbage)
    twin.put(9_300)
    assert desk.load().startswith("WGT-9300/")
    assert desk.scale.state.condition is READY


def test_a_cable_that_is_pulled_is_said_at_once_and_found_again(desk: Desk, twin: SimulatedScale) -> None:
    twin.put(9_300)
    assert desk.load().startswith("WGT-9300/")
    twin.unplug()
    assert desk.becomes(ABSENT).grams == 9_300
    twin.plug_in()
    desk.becomes(READY)
    twin.put(4_500)
    assert desk.load().startswith("WGT-4500/")


@pytest.mark.parametrize("protocol", ["mt-sics", "cas"])
def test_pounds_are_refused(protocol: ScaleProtocol, tmp_path: Path) -> None:
    with SimulatedScale(protocol, unit="lb", link=tmp_path / "scale") as twin:
        twin.put(9_300)
        with at_work(Desk(PortPath(str(tmp_path / "scale")), protocol), twin) as desk:
            desk.becomes(WRONG_UNIT)


@pytest.mark.parametrize("protocol", ["mt-sics", "cas"])
def test_grams_are_grams(protocol: ScaleProtocol, tmp_path: Path) -> None:
    with SimulatedScale(protocol, unit="g", link=tmp_path / "scale") as twin:
        twin.put(9_300)
        with at_work(Desk(PortPath(str(tmp_path / "scale")), protocol), twin) as desk:
            assert desk.load().startswith("WGT-9300/")


@pytest.mark.parametrize(("spoken", "heard"), [("mt-sics", "cas"), ("cas", "toledo-8217"), ("toledo-8217", "mt-sics")])
def test_a_scale_of_another_language_is_silent(spoken: ScaleProtocol, heard: ScaleProtocol, tmp_path: Path) -> None:
    with SimulatedScale(spoken, link=tmp_path / "scale") as twin:
        twin.put(9_300)
        assert Desk(PortPath(str(tmp_path / "scale")), heard).scale.condition() is SILENT


# -- the port -------------------------------------------------------------------------------------------------------


def test_a_scale_is_found_by_its_identity_under_another_port() -> None:
    with SimulatedScale("mt-sics") as twin, at_work(Desk(SAMPLE, "mt-sics", twin.list_ports), twin) as desk:
        desk.becomes(READY)
        before = twin.port
        twin.unplug()
        desk.becomes(ABSENT)
        twin.plug_in()
        assert twin.port != before
        desk.becomes(READY)


def test_a_port_that_another_program_holds_is_busy_until_it_lets_go(tmp_path: Path) -> None:
    with SimulatedScale("mt-sics", link=tmp_path / "scale") as twin:
        command = [sys.executable, "-c", HOLDER, str(tmp_path / "scale")]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "held\n"
            with at_work(Desk(PortPath(str(tmp_path / "scale")), "mt-sics"), twin) as desk:
                desk.becomes(BUSY)
                holder.communicate("\n", timeout=10)
                desk.becomes(READY)


def test_a_scale_that_was_not_started_is_asked_once(twin: SimulatedScale, tmp_path: Path) -> None:
    port = PortPath(str(tmp_path / "scale"))
    desk, second = Desk(port, twin.protocol), Desk(port, twin.protocol)
    assert desk.scale.condition() is READY
    with at_work(desk):
        desk.becomes(READY)
        assert second.scale.condition() is BUSY
    twin.silent = True
    assert second.scale.condition() is SILENT
    twin.unplug()
    assert second.scale.condition() is ABSENT
    second.scale.close()
    assert second.states.empty()


def test_a_scale_without_a_listener_is_read_all_the_same(tmp_path: Path) -> None:
    with SimulatedScale("mt-sics", link=tmp_path / "scale") as twin:
        config = ScaleConfig("Colis", PortPath(str(tmp_path / "scale")), "mt-sics")
        loads: SimpleQueue[str] = SimpleQueue()
        scale = SerialScale(config, lambda raw, *_: loads.put(raw), list_ports=comports, timing=QUICK)
        scale.want(True)
        scale.start()
        twin.put(9_300)
        assert loads.get(timeout=10) == "WGT-9300/S S      9.300 kg"
        scale.close()


def test_what_was_packed_on_the_scale_is_weighed_as_it_stands_once_a_weight_is_wanted(
    twin: SimulatedScale, desk: Desk
) -> None:
    twin.put(5_000)
    assert desk.load().startswith("WGT-5000")
    desk.scale.want(False)
    twin.put(9_300)
    desk.sees(9_300)
    assert desk.loads.empty()
    desk.scale.want(True)
    assert desk.load().startswith("WGT-9300")
    desk.scale.want(False)
    desk.scale.want(True)
    twin.put(8_700)
    assert desk.load().startswith("WGT-8700")


def test_a_stream_that_nobody_reads_stops_nothing() -> None:
    with SimulatedScale("cas") as twin:
        for _ in range(100):
            with suppress(BlockingIOError):
                twin.garbage(b"\x00" * 1_000)
    assert twin.port is None
