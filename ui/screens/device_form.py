"""The settings of one device as a form, or the keys that say what a found device is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.actions import Act
from ui.screens.settings import SettingField, setting_words
from ui.widgets.keys import Key, KeySpec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch.domain.found_devices import Duty
    from dispatch.services.setting_rows import SettingRow
    from ui.look.look import Look
    from ui.screens.desk_devices import DeskDevice

DUTY_ACTS = (Act.CONFIRM, Act.CLOSE, Act.UNDO)
"""Keys that give a found device its first, second and third possible duty."""
_ICONS = {"scanner": "scanner", "labels": "printer", "documents": "document"}
_OF_PAPERS = ("copies", "tray", "duplex")
"""Settings that label printers have no use for."""
_OF_WORK = ("scan.block_after_error",)
"""Settings of scanning that are no matter of the device."""
translate = QCoreApplication.translate


def duty_word(duty: Duty) -> str:
    """What a device is for."""
    words: dict[str, str] = {
        "scanner": translate("DeviceSetup", "Douchette"),
        "scale-cartons": translate("DeviceSetup", "Balance colis"),
        "scale-pallets": translate("DeviceSetup", "Balance palettes"),
        "labels": translate("DeviceSetup", "Étiquettes"),
        "documents": translate("DeviceSetup", "Papiers A4"),
    }
    return words[duty]


class DeviceForm(QFrame):
    """Name of the device, what was just said of it, and its settings."""

    changed = Signal(str, str)
    """Key and value of a setting that was left."""
    given = Signal(object)
    """The duty that was chosen."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._look = look
        self._shown: object = None
        self.fields: dict[str, SettingField] = {}
        """By key."""
        self.note = QLabel(wordWrap=True)
        self._heading = QLabel(wordWrap=True)
        self._page = QScrollArea(widgetResizable=True)
        self._page.setFrameShape(QFrame.Shape.NoFrame)
        self._heading.setObjectName("subheading")
        self.note.setObjectName("label")
        box = QVBoxLayout(self)
        pad = look.px(16)
        box.setContentsMargins(pad, pad, pad, pad)
        box.setSpacing(look.px(8))
        box.addWidget(self._heading)
        box.addWidget(self.note)
        box.addWidget(self._page, 1)

    def say(self, words: str) -> None:
        """What was just done with the device; empty for nothing."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def show_device(self, device: DeskDevice, settings: Sequence[SettingRow], duties: Sequence[Duty]) -> None:
        """Show a device; a form that shows these values already stays as it is."""
        self._heading.setText(device.name)
        rows = [row for row in settings if _belongs(row.key, device)]
        shown = device.key, [(row.key, row.value) for row in rows], tuple(duties)
        if shown == self._shown:
            return
        self._shown = shown
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, self._look.px(12), 0)
        self.fields = {row.key: SettingField(self._look, row, self.changed.emit, setting_words()) for row in rows}
        for field in self.fields.values():
            box.addWidget(field)
        for act, duty in zip(DUTY_ACTS, duties, strict=False):
            key = Key(self._look, KeySpec(duty_word(duty), _ICONS.get(duty, "scale"), act.cap))
            key.clicked.connect(lambda _=False, duty=duty: self.given.emit(duty))
            box.addWidget(key)
        box.addStretch(1)
        self._page.setWidget(page)


def _belongs(key: str, device: DeskDevice) -> bool:
    paper = device.kind == "labels" and key.rpartition(".")[2] in _OF_PAPERS
    return bool(device.settings) and key.startswith(device.settings) and key not in _OF_WORK and not paper
