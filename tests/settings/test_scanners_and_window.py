"""Serial scanners and the window in the settings: read, written, refused, described."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatch.domain.errors import InputError
from dispatch.domain.scanners import ScannerConfig
from dispatch.domain.serial_ports import PortPath, UsbIdentity
from dispatch.settings import Settings, describe, initial, list_values, set_value, value_of

NB = "\u00a0"
TWO = """\
[[scanners]]
name = "quai"
port = "COM3"

[[scanners]]
name = "cage 2" # sans fil
port = "usb:05f9:2206:S1"
baud = 115200
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A settings file with two scanners."""
    path = tmp_path / "settings.toml"
    path.write_text(TWO, encoding="utf-8")
    return path


def test_scanners_are_read_in_their_order(path: Path) -> None:
    assert Settings.load(path).scanners == (
        ScannerConfig("quai", PortPath("COM3")),
        ScannerConfig("cage 2", UsbIdentity(0x05F9, 0x2206, "S1"), 115200),
    )


def test_a_new_home_has_no_serial_scanner(tmp_path: Path) -> None:
    for sample in (True, False):
        assert Settings.parse(initial(tmp_path, sample=sample)).scanners == ()


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("scanners = 'COM3'\n", 1, "les douchettes s’écrivent en sections [[scanners]]."),
        ("[scanners]\nport = 'COM3'\n", 1, "les douchettes s’écrivent en sections [[scanners]]."),
        (f"{TWO}\n[[scanners]]\nport = 'COM4'\n", 10, f"Douchette{NB}: «{NB}name{NB}» manque ou n’est pas un texte."),
        (f"{TWO}\n[[scanners]]\nname = 'quai'\nport = 'COM4'\n", 10, f"deux douchettes se nomment «{NB}quai{NB}»."),
        (f"{TWO}parity = 'even'\n", 9, f"clé inconnue «{NB}scanners.parity{NB}»."),
        (
            "[[scanners]]\nname = 'a'\nport = 'lpt1'\n",
            1,
            f"Port série «{NB}lpt1{NB}» refusé{NB}: /dev/ttyACM0, COM3 ou usb:VID:PID[:SÉRIE] attendu.",
        ),
    ],
)
def test_what_is_wrong_with_a_scanner_is_named_with_its_line(text: str, line: int, sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        Settings.parse(text)
    assert str(refused.value) == f"settings.toml, ligne {line}{NB}: {sentence}"


def test_a_scanner_is_added_by_its_port_and_then_told_its_speed(path: Path) -> None:
    set_value(path, "scanners.quai 2.port", "/dev/ttyUSB0")
    settings = set_value(path, "scanners.quai 2.baud", "19200")
    assert settings.scanners[2] == ScannerConfig("quai 2", PortPath("/dev/ttyUSB0"), 19200)
    added = '\n[[scanners]]\nname = "quai 2"\nport = "/dev/ttyUSB0"\nbaud = 19200\n'
    assert path.read_text(encoding="utf-8") == TWO + added


def test_a_scanner_is_changed_by_its_name_and_every_comment_stays(path: Path) -> None:
    settings = set_value(path, "scanners.cage 2.port", "COM7")
    assert settings.scanners[1] == ScannerConfig("cage 2", PortPath("COM7"), 115200)
    assert path.read_text(encoding="utf-8") == TWO.replace("usb:05f9:2206:S1", "COM7")


def test_a_scanner_is_added_to_a_first_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    before = initial(tmp_path, sample=True)
    path.write_text(before, encoding="utf-8")
    settings = set_value(path, "scanners.quai.port", "COM3")
    assert settings.scanners == (ScannerConfig("quai", PortPath("COM3")),)
    assert settings.printers == Settings.parse(before).printers
    assert path.read_text(encoding="utf-8").startswith(before)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("scanners.quai.port", "lpt1"),
        ("scanners.quai.baud", "9601"),
        ("scanners.quai.baud", "vite"),
        ("scanners.quai.idle_ms", "9"),
        ("scanners.quai.repeat_ms", "10001"),
        ("scanners.quai.name", "cage"),
        ("scanners.neuve.baud", "9600"),
        ("scanners.neuve.port", ""),
        ("scanners.quai", "COM4"),
        ("window.theme", "pink"),
        ("window.far", "peut-être"),
    ],
)
def test_a_value_that_is_refused_changes_nothing(path: Path, key: str, text: str) -> None:
    with pytest.raises(InputError):
        set_value(path, key, text)
    assert path.read_text(encoding="utf-8") == TWO


def test_a_scanner_that_is_not_known_yet_asks_for_its_port_first(path: Path) -> None:
    with pytest.raises(InputError) as refused:
        set_value(path, "scanners.neuve.baud", "9600")
    assert str(refused.value) == f"Douchette «{NB}neuve{NB}» inconnue{NB}: donnez d’abord scanners.neuve.port."


def test_every_value_listed_can_be_set_again(path: Path) -> None:
    settings = Settings.load(path)
    assert [row for row in list_values(settings) if row[0].startswith("scanners.")] == [
        ("scanners.quai.port", "COM3"),
        ("scanners.quai.baud", "9600"),
        ("scanners.quai.idle_ms", "50"),
        ("scanners.quai.repeat_ms", "1500"),
        ("scanners.cage 2.port", "usb:05F9:2206:S1"),
        ("scanners.cage 2.baud", "115200"),
        ("scanners.cage 2.idle_ms", "50"),
        ("scanners.cage 2.repeat_ms", "1500"),
    ]
    for key, text in list_values(settings):
        assert set_value(path, key, text) == settings
        assert value_of(settings, key) == text


def test_the_window_is_set_like_everything_else(path: Path) -> None:
    before = Settings.load(path).window
    assert (before.theme, before.far, before.sound, before.full_screen) == ("light", False, True, False)
    for key, text in (("theme", "dark"), ("far", "oui"), ("sound", "non"), ("full_screen", "on")):
        set_value(path, f"window.{key}", text)
    window = Settings.load(path).window
    assert (window.theme, window.far, window.sound, window.full_screen) == ("dark", True, False, True)


@pytest.mark.parametrize(
    "row",
    [
        "| `window.theme` | `light` | Light or dark colours. | light or dark |",
        "| `scanners.*.port` | – | Serial port of the scanner; a keyboard scanner needs no setting. | /dev/ttyACM0, ",
        "| `scanners.*.baud` | `9600` | Speed in bits per second. | 1200, 2400, 4800, 9600, ",
    ],
)
def test_the_settings_of_scanners_and_window_are_described(row: str) -> None:
    assert any(line.startswith(row) for line in describe("en").splitlines())


def test_a_scanner_and_a_scale_are_told_apart_by_their_names() -> None:
    text = (
        '[[scanners]]\nname = "Quai"\nport = "/dev/ttyACM0"\n'
        '[[scales]]\nname = "Quai"\nport = "/dev/ttyUSB0"\nprotocol = "cas"\n'
    )
    with pytest.raises(InputError, match=r"ligne 4.*Quai"):
        Settings.parse(text)
