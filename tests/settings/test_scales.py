"""Scales in the settings: read, written, refused, described."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatch.domain.errors import InputError
from dispatch.domain.scales import ScaleConfig
from dispatch.domain.serial_ports import PortPath, UsbIdentity
from dispatch.settings import Settings, describe, initial, list_values, set_value, value_of

NB = "\u00a0"
TWO = """\
[[scales]]
name = "colis"
port = "/dev/ttyUSB0"
protocol = "toledo-8217"

[[scales]]
name = "palettes" # au quai
port = "usb:0403:6001:S1"
protocol = "cas"
role = "pallets"
baud = 19200
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A settings file with two scales."""
    path = tmp_path / "settings.toml"
    path.write_text(TWO, encoding="utf-8")
    return path


def test_scales_are_read_in_their_order(path: Path) -> None:
    assert Settings.load(path).scales == (
        ScaleConfig("colis", PortPath("/dev/ttyUSB0"), "toledo-8217"),
        ScaleConfig("palettes", UsbIdentity(0x0403, 0x6001, "S1"), "cas", "pallets", 19200),
    )


def test_a_new_home_has_no_scale(tmp_path: Path) -> None:
    for sample in (True, False):
        assert Settings.parse(initial(tmp_path, sample=sample)).scales == ()


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("scales = 'COM3'\n", 1, "les balances s’écrivent en sections [[scales]]."),
        (f"{TWO}parity = 'even'\n", 12, f"clé inconnue «{NB}scales.parity{NB}»."),
        (
            f"{TWO}\n[[scales]]\nname = 'colis'\nport = 'COM4'\nprotocol = 'cas'\n",
            13,
            f"deux balances se nomment «{NB}",
        ),
        (f"{TWO}\n[[scales]]\nname = 'x'\nport = 'COM4'\n", 13, f"Balance{NB}: «{NB}protocol{NB}» manque ou n’est pas"),
    ],
)
def test_what_is_wrong_with_a_scale_is_named_with_its_line(text: str, line: int, sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        Settings.parse(text)
    assert str(refused.value).startswith(f"settings.toml, ligne {line}{NB}: {sentence}")


def test_a_scale_is_added_by_its_port_and_then_told_the_rest(path: Path) -> None:
    assert set_value(path, "scales.neuve.port", "COM3").scales[2] == ScaleConfig("neuve", PortPath("COM3"), "mt-sics")
    settings = set_value(path, "scales.neuve.protocol", "toledo-8217")
    assert settings.scales[2] == ScaleConfig("neuve", PortPath("COM3"), "toledo-8217")
    added = '\n[[scales]]\nname = "neuve"\nprotocol = "toledo-8217"\nrole = "cartons"\nport = "COM3"\n'
    assert path.read_text(encoding="utf-8") == TWO + added


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("scales.colis.protocol", "sma"),
        ("scales.colis.role", "camions"),
        ("scales.colis.baud", "9601"),
        ("scales.colis.port", "lpt1"),
        ("scales.neuve.role", "cartons"),
    ],
)
def test_a_value_that_is_refused_changes_nothing(path: Path, key: str, text: str) -> None:
    with pytest.raises(InputError):
        set_value(path, key, text)
    assert path.read_text(encoding="utf-8") == TWO


def test_every_value_listed_can_be_set_again(path: Path) -> None:
    settings = Settings.load(path)
    assert list_values(settings)[-8:] == [
        ("scales.colis.port", "/dev/ttyUSB0"),
        ("scales.colis.protocol", "toledo-8217"),
        ("scales.colis.role", "cartons"),
        ("scales.colis.baud", "9600"),
        ("scales.palettes.port", "usb:0403:6001:S1"),
        ("scales.palettes.protocol", "cas"),
        ("scales.palettes.role", "pallets"),
        ("scales.palettes.baud", "19200"),
    ]
    for key, text in list_values(settings):
        assert set_value(path, key, text) == settings
        assert value_of(settings, key) == text


def test_the_settings_of_scales_are_described() -> None:
    row = "| `scales.*.protocol` | `mt-sics` | Language of the scale, as it is set there; it weighs in kg or g. | mt-"
    assert any(line.startswith(row) for line in describe("en").splitlines())
