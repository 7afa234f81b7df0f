"""Ten thousand codes through one serial scanner: bursts in random pieces, a cable that is pulled at any moment."""

from __future__ import annotations

from queue import SimpleQueue
from random import Random

import pytest

from dispatch.devices.serial_scanner import ScannerTiming, SerialScanner
from dispatch.devices.simulated_scanner import SimulatedScanner
from dispatch.domain.scanners import CUT, ScannerCondition, ScannerConfig, ScannerState
from dispatch.domain.serial_ports import UsbIdentity

CODES = 10_000
QUICK = ScannerTiming(settle_s=0.002, retry_s=0.002, retry_limit_s=0.01)
SAMPLE = UsbIdentity(SimulatedScanner.VENDOR, SimulatedScanner.PRODUCT, "SIM-1")
PATIENCE_S = 20


def a_code(number: int, chance: Random) -> str:
    """A code that is unlike all others, of any kind that a desk reads."""
    return chance.choice(
        (
            f"]C100{number:018d}",
            f"S-{number:06d}",
            f"]d20109521234500018211{number:07d}\x1d10LOT-{chance.randrange(100)}/B",
            f"ORD-{number:07d}B-1",
            f"É{number:d}€",
        )
    )


class Desk:
    """Hears one scanner, wherever it is plugged in."""

    def __init__(self, twin: SimulatedScanner) -> None:
        self._heard: SimpleQueue[str] = SimpleQueue()
        self._states: SimpleQueue[ScannerState] = SimpleQueue()
        self.scanner = SerialScanner(
            ScannerConfig("Quai", SAMPLE, idle_ms=1_000),
            lambda raw, _name, _at: self._heard.put(raw),
            lambda _name, state: self._states.put(state),
            list_ports=twin.list_ports,
            timing=QUICK,
        )

    def wait_until(self, condition: ScannerCondition) -> None:
        """The scanner says so, after whatever it said before."""
        while self._states.get(timeout=PATIENCE_S).condition is not condition:
            pass

    def next(self, count: int) -> list[str]:
        """The next readings."""
        return [self._heard.get(timeout=PATIENCE_S) for _ in range(count)]

    def rest(self) -> list[str]:
        """What was heard up to the loss of the line."""
        self.wait_until(ScannerCondition.ABSENT)
        return self.next(self._heard.qsize())


@pytest.mark.parametrize("seed", [7, 31, 2027])
def test_every_code_that_was_read_arrives_once_in_order_and_no_half_passes_for_a_code(seed: int) -> None:
    chance, arrived, pulled = Random(seed), 0, 0
    with SimulatedScanner() as twin:
        desk = Desk(twin)
        desk.scanner.start()
        try:
            while arrived < CODES:
                desk.wait_until(ScannerCondition.SILENT)
                codes = [a_code(arrived + number, chance) for number in range(chance.randrange(2, 250))]
                for code in codes:
                    twin.scan(code, splits=chance)
                if pulled % 4:
                    arrived += all_arrive(desk, twin, codes, chance)
                else:
                    twin.unplug()
                    those_before_the_loss_arrive(desk.rest(), codes)
                pulled += 1
                twin.plug_in()
        finally:
            twin.unplug()
            desk.scanner.close()
    assert pulled > 50


def all_arrive(desk: Desk, twin: SimulatedScanner, codes: list[str], chance: Random) -> int:
    """The cable is pulled within a code of which the host read a piece: with the end of the code before, as here."""
    assert desk.next(len(codes)) == codes
    last, lost = codes[0], codes[1]
    piece = lost[: chance.randrange(1, len(lost))]
    twin.type(f"{last}\r{piece}".encode())
    assert desk.next(1) == [last]
    twin.unplug()
    assert desk.rest() == [piece + CUT]
    return len(codes) + 1


def those_before_the_loss_arrive(heard: list[str], codes: list[str]) -> None:
    """The cable is pulled while nobody knows how far the host has read."""
    whole = [raw for raw in heard if not raw.endswith(CUT)]
    assert whole == codes[: len(whole)]
    if len(heard) > len(whole):
        assert heard[:-1] == whole
        assert heard[-1].removesuffix(CUT) in beginnings(codes[len(whole)])


def beginnings(code: str) -> list[str]:
    """What a code looks like that was cut after any of its bytes; one cut within a letter is read as latin-1."""
    data = code.encode()
    return [as_text(data[:count]) for count in range(1, len(data) + 1)]


def as_text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")
