"""Keys answer to a hand; what a keyboard scanner types passes by them, to the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.look.look import DARK, LIGHT, Look
from ui.widgets.keys import Key, KeySpec
from ui.widgets.painting import cut_texts

pytestmark = pytest.mark.usefixtures("fonts")

CLOSE = KeySpec("Clore le colis", "close", "F4")
TYPED = [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_C, Qt.Key.Key_1]


class Window(QWidget):
    """A window that keeps what its keys let pass."""

    def __init__(self, *keys: Key) -> None:
        super().__init__()
        self.heard: list[int] = []
        for number, key in enumerate(keys):
            key.setParent(self)
            key.setGeometry(0, number * 100, key.sizeHint().width(), key.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        self.heard.append(event.key())


def key_of(
    qtbot: QtBot, spec: KeySpec = CLOSE, look: Look | None = None, *, enter: bool = False, tone: str = ""
) -> Key:
    key = Key(look or Look(LIGHT), spec, enter=enter, tone=tone)
    qtbot.addWidget(key)
    key.resize(key.sizeHint())
    return key


def painted(key: Key) -> QImage:
    return key.grab().toImage()


@pytest.mark.parametrize("typed", TYPED)
def test_what_a_scanner_types_passes_by_a_focused_key(qtbot: QtBot, typed: Qt.Key) -> None:
    key = Key(Look(LIGHT), CLOSE)
    window = Window(key)
    qtbot.addWidget(window)
    key.setFocus()
    presses: list[bool] = []
    key.clicked.connect(lambda: presses.append(True))
    qtbot.keyClick(key, typed)
    assert (presses, window.heard) == ([], [typed])


@pytest.mark.parametrize("typed", TYPED[:3])
def test_on_a_desk_screen_enter_and_space_press_a_key(qtbot: QtBot, typed: Qt.Key) -> None:
    key = key_of(qtbot, enter=True)
    with qtbot.waitSignal(key.clicked):
        qtbot.keyClick(key, typed)


def test_a_mouse_presses_a_key_and_leaves_the_focus_where_it_was(qtbot: QtBot) -> None:
    key = key_of(qtbot)
    assert key.focusPolicy() == Qt.FocusPolicy.TabFocus
    with qtbot.waitSignal(key.clicked):
        qtbot.mouseClick(key, Qt.MouseButton.LeftButton)
    assert not key.hasFocus()


def test_a_disabled_key_says_that_it_was_touched_and_does_nothing(qtbot: QtBot) -> None:
    key = key_of(qtbot, KeySpec("Manquant", "short", "F6", enabled=False))
    presses: list[bool] = []
    key.clicked.connect(lambda: presses.append(True))
    with qtbot.waitSignal(key.declined):
        qtbot.mouseClick(key, Qt.MouseButton.LeftButton)
    assert presses == []


def test_a_key_is_named_by_verb_and_function_key(qtbot: QtBot) -> None:
    key = key_of(qtbot)
    assert key.accessibleName() == "Clore le colis, F4"
    key.show_spec(KeySpec("Rechercher", "search"))
    assert key.accessibleName() == "Rechercher"


@pytest.mark.parametrize(
    ("look", "visible"), [(Look(LIGHT), 64), (Look(LIGHT, 2.0), 128), (Look(LIGHT, compact=True), 72)]
)
def test_a_key_is_large_enough_for_a_gloved_finger(qtbot: QtBot, look: Look, visible: int) -> None:
    key = key_of(qtbot, look=look)
    assert (key.body().height(), key.reserve) == (visible, look.px(7))


def test_a_key_in_a_verdict_is_taller(qtbot: QtBot) -> None:
    assert key_of(qtbot, tone="confirm").body().height() == 72


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize(
    ("spec", "tone", "fill"),
    [
        (CLOSE, "", "surface"),
        (KeySpec("Suivant", "next", "F5", "primary"), "", "accent"),
        (KeySpec("Menu", "menu", "F1", "quiet"), "", "surface2"),
        (KeySpec("Suivant", "next", "F5", "primary", enabled=False), "", "surface"),
        (KeySpec("Reprendre", "play", "F2", "verdict"), "refused", "onRefused"),
        (KeySpec("Annuler", "cross", "Échap"), "confirm", "confirm"),
    ],
)
def test_each_kind_has_its_own_fill(qtbot: QtBot, theme: str, spec: KeySpec, tone: str, fill: str) -> None:
    look = Look(theme)
    key = key_of(qtbot, spec, look, tone=tone)
    image = painted(key)
    assert image.pixelColor(key.rect().center().x(), key.reserve + 6) == look.colour(fill)


@pytest.mark.parametrize("kind", ["normal", "primary", "quiet"])
def test_a_pressed_key_is_filled_darker_and_stays_where_it_is(qtbot: QtBot, kind: str) -> None:
    key = key_of(qtbot, KeySpec("Clore", "close", "F4", kind))  # type: ignore[arg-type]
    size, before = key.size(), painted(key).pixelColor(40, key.reserve + 6)
    key.setDown(True)
    assert painted(key).pixelColor(40, key.reserve + 6).lightness() < before.lightness()
    assert key.size() == size


def test_focus_is_a_ring_in_the_room_kept_for_it(qtbot: QtBot) -> None:
    look = Look(LIGHT)
    key = Key(look, CLOSE)
    window = Window(key, Key(look, CLOSE))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    key.setFocus(Qt.FocusReason.TabFocusReason)
    ringed = painted(key)
    assert {ringed.pixelColor(80, y).name() for y in range(1, look.stroke("focus") - 1)} == {
        look.colour("accent").name()
    }
    key.clearFocus()
    assert painted(key).pixelColor(80, 2) != look.colour("accent")


@pytest.mark.parametrize("look", [Look(LIGHT), Look(LIGHT, 2.0), Look(LIGHT, compact=True)])
def test_a_narrow_key_keeps_its_whole_verb(qtbot: QtBot, look: Look) -> None:
    cut_texts.clear()
    key = key_of(qtbot, KeySpec("Réimprimer l’étiquette de la palette", "printer", "F7"), look)
    key.resize(look.px(250), key.height())
    painted(key)
    assert cut_texts == []


def test_a_quiet_key_without_its_word_is_its_icon_alone(qtbot: QtBot) -> None:
    quiet, normal = key_of(qtbot, KeySpec("Menu", "menu", "F1", "quiet")), key_of(qtbot)
    widths = quiet.sizeHint().width(), normal.sizeHint().width()
    quiet.worded = normal.worded = False
    assert quiet.sizeHint().width() < normal.sizeHint().width() < widths[1]
    assert quiet.sizeHint().width() < widths[0]
