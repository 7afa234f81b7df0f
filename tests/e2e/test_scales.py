"""A scale at the desk, from its pseudo terminal to the label, and when its cable is pulled."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from time import monotonic

import pytest

from dispatch.bootstrap import OpenDesk
from dispatch.commands import main
from dispatch.devices.simulated_scale import SimulatedScale
from dispatch.domain.scales import ScaleCondition
from dispatch.home import Home
from dispatch.settings import set_value
from tests.services.desks import ORDER_A, announce, desk, grant, receive, stocked_home
from tests.support.campaign import A
from tests.support.homes import rows


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Two cartons of ten tablets in stock, twenty granted, and a scale that weighs cartons."""
    home = stocked_home(tmp_path)
    with desk(home) as system:
        grant(system, (A, "TAB-A", 20, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 10)
        receive(system, "FAB-00000", "FAB-00001")
    set_value(home / "settings.toml", "scales.Colis.port", str(tmp_path / "scale"))
    set_value(home / "settings.toml", "scales.Colis.protocol", "toledo-8217")
    return home


@pytest.fixture
def scale(tmp_path: Path) -> Iterator[SimulatedScale]:
    with SimulatedScale("toledo-8217", link=tmp_path / "scale") as scale:
        yield scale


def test_a_scale_is_listed_with_its_true_state(
    home: Path, scale: SimulatedScale, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = {"name": "Colis", "role": "cartons", "protocol": "toledo-8217", "port": str(tmp_path / "scale")}
    scale.moving = True
    assert main(["--home", str(home), "devices", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["scales"] == [
        {**listed, "state": "moving", "remedy": "Lâchez ce qui est dessus et attendez."}
    ]
    scale.unplug()
    assert main(["--home", str(home), "--lang", "en", "devices"]) == 0
    told = capsys.readouterr().out
    assert f"Colis  cartons  toledo-8217  {tmp_path / 'scale'}  absent  Plug its cable in again; without it" in told


class Packer:
    """A packing desk with the window's workplace: codes by hand, weights as the scale delivers them."""

    def __init__(self, home: Path) -> None:
        self._heard: SimpleQueue[tuple[str, str, float]] = SimpleQueue()
        opened = OpenDesk.of(Home.at(home), None, lambda *scan: self._heard.put(scan))
        assert opened is not None
        self.open = opened
        self.printed: list[str] = []
        opened.workplace.start()
        opened.workplace.select("pack")

    def scans(self, code: str, device: str = "Douchette") -> tuple[str, str]:
        """Reason of the verdict, and the step after it."""
        outcome = self.open.workplace.scan(code, device, monotonic()).outcome
        assert outcome is not None
        self.printed += [job.ref for job in outcome.prints]
        self.open.want_weight(outcome.state == "awaiting-weight")
        return outcome.reason.word, outcome.state

    def weighs(self) -> tuple[str, str]:
        """The same, of the next load that the scale delivers."""
        raw, name, _ = self._heard.get(timeout=10)
        return self.scans(raw, name)

    def sees_the_scale(self, condition: ScaleCondition) -> None:
        """The scale is, or soon becomes, like this."""
        deadline = monotonic() + 10
        while [state.condition for _, state in self.open.scales] != [condition]:
            assert monotonic() < deadline, self.open.scales


def test_a_carton_is_packed_weighed_and_labelled_and_a_pulled_cable_keeps_nobody(
    home: Path, scale: SimulatedScale
) -> None:
    packer = Packer(home)
    try:
        packer.scans(ORDER_A)
        assert packer.scans("FAB-00000") == ("carton-to-weigh", "awaiting-weight")
        scale.put(5_900)
        assert packer.weighs() == ("carton-weight-under", "awaiting-weight")
        scale.put(6_500)
        assert packer.weighs() == ("weighed", "awaiting-label")
        assert packer.scans(f"]C100{packer.printed[0]}") == ("label-verified", "ready")
        scale.unplug()
        packer.sees_the_scale(ScaleCondition.ABSENT)
        assert packer.scans("FAB-00001") == ("carton-to-weigh", "awaiting-weight")
        assert packer.scans("CMD-NEXT") == ("not-weighed", "awaiting-label")
    finally:
        packer.open.close()
    assert rows(home, "SELECT weight_g, expected_g FROM unit ORDER BY sscc") == [(6_500, 6_500), (6_500, None)]
    assert rows(home, "SELECT scanner, raw FROM scan_log WHERE reason = 'weighed'") == [
        ("Colis", "WGT-6500/<02>06.500")
    ]
