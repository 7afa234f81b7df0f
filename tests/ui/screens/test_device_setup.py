"""Setting up the devices: a new desk is set up with a scanner and a few keys, and every state is the true one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from dispatch.devices.discovery import found_devices
from dispatch.devices.serial_scanner import SerialScanner
from dispatch.devices.simulated_printer import Fault, SimulatedPrinter
from dispatch.devices.simulated_scale import SimulatedScale
from dispatch.devices.simulated_scanner import SimulatedScanner
from dispatch.services.sheets import WITNESS
from dispatch.settings import Settings
from tests.support import campaign
from tests.support.homes import new_home
from tests.support.windows import OFFSCREEN, SIZES, desk_at, shown
from ui.actions import Act
from ui.desk import DEVICE_SETUP, KEYBOARD, SETTINGS, Desk
from ui.screens.device_setup import DeviceSetupScreen
from ui.widgets.keys import Key
from ui.widgets.painting import cut_texts

pytestmark = [pytest.mark.usefixtures("fonts"), OFFSCREEN]
SCANNER = "usb:FFFF:0001:SIM-1"


@pytest.fixture
def printer() -> Iterator[SimulatedPrinter]:
    with SimulatedPrinter() as printer:
        yield printer


@pytest.fixture
def twin(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[SimulatedScanner]:
    """The only serial port of this machine; nobody answers where CUPS would."""
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "nobody.sock"))
    with SimulatedScanner() as twin:
        for place in (found_devices, SerialScanner.__init__):
            assert place.__kwdefaults__ is not None
            monkeypatch.setitem(place.__kwdefaults__, "list_ports", twin.list_ports)
        yield twin


@pytest.fixture
def home(tmp_path: Path, printer: SimulatedPrinter, twin: SimulatedScanner) -> Path:
    (tmp_path / "files").mkdir()
    return new_home(tmp_path / "home", campaign.day(tmp_path / "files"), labels=str(printer.address))


@pytest.fixture
def desk(home: Path, qtbot: QtBot) -> Iterator[Desk]:
    with desk_at(home, qtbot) as desk:
        yield desk


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> DeviceSetupScreen:
    return at_setup(desk, qtbot)


def at_setup(desk: Desk, qtbot: QtBot, size: tuple[int, int] = (1280, 720)) -> DeviceSetupScreen:
    """The set-up screen, once it has looked around."""
    desk.go(DEVICE_SETUP)
    screen = shown(DeviceSetupScreen, desk, qtbot, size)
    qtbot.waitUntil(lambda: "listen" in desk.known and "devices" in desk.known and "settings" in desk.known)
    return screen


def states(screen: DeviceSetupScreen) -> list[tuple[str, str, str]]:
    """Kind, tone and words of every device."""
    return [(device.kind, device.tone, device.state) for device in screen._devices()]


def said(screen: DeviceSetupScreen) -> tuple[str, str]:
    """Tone and word of the verdict."""
    return screen.verdict.verdict.tone, screen.verdict.verdict.word


# -- scanners -------------------------------------------------------------------------------------------------------


def test_a_scanner_that_was_never_set_up_is_declared_by_scanning(
    screen: DeviceSetupScreen, twin: SimulatedScanner, home: Path, qtbot: QtBot
) -> None:
    assert states(screen)[-1] == ("found", "confirm", "À déclarer")
    qtbot.waitUntil(lambda: [s.state.condition for s in screen.desk.open._listened] == ["silent"])  # type: ignore[union-attr]
    twin.scan(WITNESS)
    qtbot.waitUntil(lambda: said(screen) == ("accepted", "Bien réglée"))
    assert screen.device.key == ("found", SCANNER)
    with qtbot.waitSignal(screen.desk.bridge.opened, timeout=20_000):
        screen.act(Act.CONFIRM)
    assert [(s.name, str(s.port)) for s in Settings.load(home / "settings.toml").scanners] == [("Douchette", SCANNER)]
    qtbot.waitUntil(lambda: ("scanner", "", "À essayer") in states(screen))
    assert screen.device.key == ("scanner", "Douchette")
    qtbot.waitUntil(lambda: [state.condition for _, state in screen.desk.open.scanners] == ["silent"])  # type: ignore[union-attr]
    twin.scan(WITNESS)
    qtbot.waitUntil(lambda: said(screen) == ("accepted", "Bien réglée"))
    twin.unplug()
    qtbot.waitUntil(lambda: said(screen) == ("refused", "Débranchée"))


@pytest.mark.parametrize(
    ("raw", "tone", "word", "fault"),
    [
        (f"]C0{WITNESS}", "accepted", "Bien réglée", ""),
        ("OPR)TE?OIN!QWM&-_", "refused", "Mal réglée", "layout"),
        (WITNESS.replace("\x1d", ""), "refused", "Mal réglée", "separator"),
        (WITNESS.swapcase(), "refused", "Mal réglée", "caps-lock"),
        ("CMD-CLOSE", "info", "Lu", ""),
        ("]C100195200010000000017", "info", "Lu", ""),
    ],
)
def test_a_reading_is_tried_never_carried_out(
    screen: DeviceSetupScreen, raw: str, tone: str, word: str, fault: str
) -> None:
    screen.desk.paces[KEYBOARD] = 4.8
    screen.desk.hear(raw, KEYBOARD, 1.0)
    assert said(screen) == (tone, word)
    assert (screen.device.key, list(screen.desk.history)) == (("keyboard", ""), [])
    shown_facts = {fact.name: fact.value for fact in screen.facts.facts}
    assert shown_facts["Octets"].startswith(raw.encode().hex(" ").upper()[:40])
    assert shown_facts["Rythme"] == "4,80 ms par touche"


def test_the_menu_card_leaves_and_codes_count_again(screen: DeviceSetupScreen, qtbot: QtBot) -> None:
    screen.desk.hear("CMD-MENU", KEYBOARD, 1.0)
    assert (screen.desk.screen, screen.desk.trier) == ("home", None)
    with qtbot.waitSignal(screen.desk.bridge.scene):
        screen.desk.hear("FAB-00017", KEYBOARD, 5.0)


# -- printers -------------------------------------------------------------------------------------------------------


def test_a_test_page_is_printed_and_read_back(
    screen: DeviceSetupScreen, printer: SimulatedPrinter, qtbot: QtBot
) -> None:
    screen.choose(("labels", "labels"))
    assert Act.REPRINT in [offer.act for offer in screen.offers()]
    with qtbot.waitSignal(screen.desk.learned, check_params_cb=lambda name, _: name == "trial"):
        screen.act(Act.REPRINT)
    assert said(screen) == ("confirm", "Imprimée")
    code = screen.desk.known["trials"].prints["labels"].proof.code
    screen.choose(("keyboard", ""))
    screen.desk.hear(f"]C191{code}", KEYBOARD, 1.0)
    assert (screen.device.key, said(screen)) == (("labels", "labels"), ("accepted", "Relue"))
    assert len(printer.printed) == 1
    printer.fail(Fault.PAPER_OUT)
    screen.desk.ask_devices()
    qtbot.waitUntil(lambda: said(screen) == ("refused", "Plus de papier"), timeout=20_000)
    with qtbot.waitSignal(screen.desk.learned, check_params_cb=lambda name, _: name == "trial"):
        screen.act(Act.REPRINT)
    printer.recover()
    assert len(printer.printed) == 1


def test_the_sheet_of_steps_comes_out(screen: DeviceSetupScreen, home: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.desk.learned, check_params_cb=lambda name, _: name == "sheet"):
        screen.act(Act.PAPERS)
    assert screen.form.note.text() == "La feuille est sortie."
    assert (home / "documents" / "print" / "sheet-setup.pdf").read_bytes().startswith(b"%PDF")


# -- scales and settings --------------------------------------------------------------------------------------------


def test_what_is_no_scale_is_refused_in_words(screen: DeviceSetupScreen, home: Path, qtbot: QtBot) -> None:
    before = (home / "settings.toml").read_bytes()
    screen.choose(("found", SCANNER))
    duties = [key.spec.text for key in screen.form.findChildren(Key)]
    assert duties == ["Douchette", "Balance colis", "Balance palettes"]
    with qtbot.waitSignal(screen.desk.learned, check_params_cb=lambda name, _: name == "declared", timeout=30_000):
        screen.act(Act.CLOSE)
    assert screen.form.note.text().startswith("Aucune balance ne répond")
    assert (home / "settings.toml").read_bytes() == before


def test_a_scale_shows_what_stands_on_it(tmp_path: Path, home: Path, qtbot: QtBot) -> None:
    with SimulatedScale("cas", link=tmp_path / "scale") as scale:
        with (home / "settings.toml").open("a", encoding="utf-8") as file:
            file.write(f'[[scales]]\nname = "Colis"\nport = "{tmp_path / "scale"}"\nprotocol = "cas"\n')
        with desk_at(home, qtbot) as desk:
            screen = at_setup(desk, qtbot)
            screen.choose(("scale", "Colis"))
            scale.put(9_300)
            qtbot.waitUntil(lambda: screen.verdict.verdict.count == "9,30")
            assert said(screen) == ("accepted", "Stable")
            scale.unplug()
            qtbot.waitUntil(lambda: said(screen) == ("refused", "Débranchée"))


def test_a_setting_of_a_device_is_written_and_at_work_at_once(
    screen: DeviceSetupScreen, home: Path, qtbot: QtBot
) -> None:
    screen.choose(("labels", "labels"))
    assert [key.rpartition(".")[2] for key in screen.form.fields] == ["role", "address", "dpi", "media"]
    editor = screen.form.fields["printers.labels.media"].editor
    assert isinstance(editor, QLineEdit)
    editor.setText("105x148")
    with qtbot.waitSignal(screen.desk.bridge.opened):
        editor.editingFinished.emit()
    assert Settings.load(home / "settings.toml").printers[0].media == "105x148"
    editor = screen.form.fields["printers.labels.media"].editor
    assert isinstance(editor, QLineEdit)
    editor.setText("klein")
    with qtbot.waitSignal(screen.desk.learned, check_params_cb=lambda name, _: name.startswith("set:")):
        editor.editingFinished.emit()
    assert "klein" not in (home / "settings.toml").read_text(encoding="utf-8")


# -- hands ----------------------------------------------------------------------------------------------------------


def test_devices_are_chosen_by_key_and_by_number(screen: DeviceSetupScreen) -> None:
    keys = [device.key for device in screen._devices()]
    assert [key[0] for key in keys] == ["keyboard", "labels", "documents", "sound", "found"]
    for key in [*keys[1:], keys[0]]:
        screen.act(Act.NEXT)
        assert screen.device.key == key
    screen.typed("3")
    assert screen.device.key == keys[2]
    screen.typed("9")
    assert screen.device.key == keys[2]
    screen.choose(("sound", ""))
    screen.act(Act.REPRINT)
    assert ("sound", "info", "Joués") in states(screen)
    screen.act(Act.BACK)
    assert screen.desk.screen == SETTINGS


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_word_is_cut(home: Path, qtbot: QtBot, size: tuple[int, int], language: str) -> None:
    with desk_at(home, qtbot, language) as desk:
        screen = at_setup(desk, qtbot, size)
        cut_texts.clear()
        for raw in ("OPR)TE?OIN!QWM&-_", WITNESS, "X" * 90):
            desk.hear(raw, KEYBOARD, 1.0)
            screen.grab()
        for device in screen._devices():
            screen.choose(device.key)
            screen.grab()
        assert cut_texts == []
