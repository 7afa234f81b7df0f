"""The window: one frame for all screens, built anew when theme, language or scale changes; function keys; its place."""

from __future__ import annotations

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.actions import Act, act_of
from ui.desk import HOME, JOBS, OFFICE, SEARCH, TRIPS, Desk
from ui.frame import Frame
from ui.look.look import Look
from ui.look.sheet import palette, style_sheet

MINIMUM = (1024, 640)
"""Smallest window, device-independent pixels."""


class MainWindow(QWidget):
    """Holds one frame and the keys that mean the same everywhere."""

    painted = Signal()
    """The first paint is on the screen."""
    closed = Signal()

    def __init__(self, desk: Desk, theme: str, *, far: bool = False, state: QSettings | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.full_screen = False
        self.frame: Frame | None = None
        self._theme = theme
        self._far = far
        self._state = state
        self._painted = False
        self._language = desk.messages.language
        self.setObjectName("window")
        self.setWindowTitle(self.tr("Poste d’expédition"))
        self.setMinimumSize(*MINIMUM)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._rebuilding = QTimer(self, singleShot=True, interval=0)
        self._rebuilding.timeout.connect(self.rebuild)
        desk.moved.connect(self._moved)

    def present(self) -> None:
        """Show the window where it was last, else over the whole screen."""
        geometry = self._state.value("geometry") if self._state is not None else None
        full = self.full_screen or (self._state is not None and self._state.value("full_screen") == "true")
        if geometry is not None:
            self.restoreGeometry(geometry)
        else:
            self.resize(self.screen().availableSize())
        self.rebuild()
        if full:
            self.showFullScreen()
        elif geometry is not None:
            self.show()
        else:
            self.showMaximized()

    # -- the look

    def look(self) -> Look:
        """The look that fits the window now."""
        return Look.fitting(self.size(), self._theme, far=self._far)

    def dress(self, theme: str, *, far: bool) -> None:
        """Another theme or reading distance; the language is that of the desk's messages."""
        if (theme, far, self.desk.messages.language) != (self._theme, self._far, self._language):
            self._theme, self._far, self._language = theme, far, self.desk.messages.language
            self.rebuild()

    @property
    def theme(self) -> str:
        """`light` or `dark`."""
        return self._theme

    def rebuild(self) -> None:
        """A new frame for the look of now; what was shown is shown again."""
        self._rebuilding.stop()
        look = self.look()
        if self.frame is not None:
            self._box.removeWidget(self.frame)
            self.frame.hide()
            self.frame.deleteLater()
        self.setWindowTitle(self.tr("Poste d’expédition"))
        self.setPalette(palette(look))
        self.setStyleSheet(style_sheet(look))
        self.frame = Frame(self.desk, look)
        self.frame.pressed.connect(self.act)
        self._box.addWidget(self.frame)
        self.frame.show_screen(self.desk.screen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.frame is not None and self.look() != self.frame.look:
            self._rebuilding.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    # -- screens and keys

    def _moved(self, screen: str) -> None:
        if self.frame is not None:
            self.frame.show_screen(screen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = act_of(event.key())
        if act is None or event.isAutoRepeat():
            super().keyPressEvent(event)
        else:
            self.act(act)

    def act(self, act: Act) -> None:
        """A function key: the screen first, then what it means everywhere."""
        if self.frame is not None and self.frame.screen_widget.act(act):
            return
        match act:
            case Act.MENU:
                self.desk.go(HOME)
            case Act.SEARCH:
                self.desk.go(SEARCH)
            case Act.PAPERS:
                self.desk.go(TRIPS)
            case Act.LEAVE:
                self.desk.bridge.sign_out()
                self.desk.go(HOME)
            case Act.DISPLAY:
                self.toggle_full_screen()
            case Act.BACK if self.desk.screen in OFFICE:
                self.desk.go(self._job_at_hand())
            case Act.BACK if self.desk.screen in JOBS:
                self.desk.go(HOME)

    def _job_at_hand(self) -> str:
        scene = self.desk.scene
        return scene.standing.task if scene is not None and scene.standing.task else HOME

    def typed(self, key: str) -> None:
        """A single key typed by a person."""
        if self.frame is not None:
            self.frame.screen_widget.typed(key)

    def toggle_full_screen(self) -> None:
        """Between the whole screen and a window."""
        if self.isFullScreen():
            self.showMaximized()
        else:
            self.showFullScreen()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._state is not None and self._state.fileName() and self.desk.open is not None:
            self._state.setValue("geometry", self.saveGeometry())
            self._state.setValue("full_screen", "true" if self.isFullScreen() else "false")
            self._state.sync()
        super().closeEvent(event)
        self.closed.emit()
