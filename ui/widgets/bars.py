"""The top bar (job, place, people, time) and the bottom bar (keys and devices)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, QSizeF, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.chips import Device, DeviceChip, OperatorChip, StationChip
from ui.widgets.keys import Key, KeySpec
from ui.widgets.painting import block, draw_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.look.look import Look


class TopBar(QWidget):
    """Job and place at the left; station, operator, approver and clock at the right."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._icon, self._title = "home", ""
        self._place_icon = self._place = self._code = self._clock = ""
        self._ends = 0
        self.station = StationChip(look, self)
        self.operator = OperatorChip(look, self)
        self.approver = OperatorChip(look, self)
        self.setFixedHeight(look.size("top"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(900), self._look.size("top"))

    def show_job(self, icon: str, title: str, place: str = "", place_icon: str = "school", code: str = "") -> None:
        """The job, and the place it is for, with its code."""
        self._icon, self._title = icon, title
        self._place, self._place_icon, self._code = place, place_icon, code
        self.setAccessibleName(" ".join(filter(None, (title, place, code))))
        self.update()

    def show_station(self, name: str) -> None:
        """The name of this station."""
        self.station.show_station(name)
        self._arrange()

    def show_operator(self, name: str, role: str = "", *, lead: bool = False) -> None:
        """Who works here; nobody with an empty name."""
        self.operator.show_operator(name, role, lead=lead)
        self._arrange()

    def show_approver(self, name: str, role: str = "") -> None:
        """Who gave an approval that still holds; nobody with an empty name."""
        self.approver.show_operator(name, role, lead=True)
        self._arrange()

    def show_clock(self, time: str) -> None:
        """The time of day, as it is written here."""
        self._clock = time
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _clock_width(self) -> int:
        metrics = QFontMetricsF(self._look.font("heading"))
        return round(metrics.horizontalAdvance(self._clock)) + self._look.px(20) if self._clock else 0

    def _arrange(self) -> None:
        """Chips from the right; a small window names no station."""
        look = self._look
        right = self.width() - look.size("margin") - self._clock_width()
        self.station.setVisible(bool(self.station.accessibleName()) and not look.compact)
        for chip in (self.operator, self.approver, self.station):
            if not chip.isHidden():
                size = chip.sizeHint()
                chip.setGeometry(
                    right - size.width(), (self.height() - size.height()) // 2, size.width(), size.height()
                )
                right -= size.width() + look.px(16)
        self._ends = right
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, height = self._look, self.height()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), look.colour("surface"))
            line = look.stroke("control")
            painter.fillRect(QRectF(0, height - line, self.width(), line), look.colour("line"))
            x = self._draw_title(painter, line)
            if self._place:
                self._draw_place(painter, x)
            painter.setPen(look.colour("ink"))
            clock = self._clock_width()
            place = QRectF(self.width() - look.size("margin") - clock + look.px(20), 0, clock, height - line)
            draw_text(painter, place, self._clock, font=look.font("heading"))

    def _draw_title(self, painter: QPainter, line: int) -> float:
        """Icon and name of the job, and the rule after them; returns where the place begins."""
        look, side = self._look, self._look.px(34)
        icon = look.icon(self._icon, side, "ink", ratio=self.devicePixelRatioF())
        x = look.size("margin")
        painter.drawPixmap(x, (self.height() - side) // 2, icon)
        x += side + look.px(14)
        font = look.font("heading")
        width = min(QFontMetricsF(font).horizontalAdvance(self._title) + 2, self.width() * 0.3)
        painter.setPen(look.colour("ink"))
        words = QRectF(x, 0, width, self.height() - line)
        draw_text(painter, words, self._title, font=font, smallest=look.px(14))
        rule = words.right() + look.px(20 if look.compact else 28)
        painter.fillRect(QRectF(rule, 0, line, self.height() - line), look.colour("line"))
        return rule + look.px(16 if look.compact else 22)

    def _draw_place(self, painter: QPainter, x: float) -> None:
        """The place in full; its code after it where there is room."""
        look, side, height = self._look, self._look.px(32), self.height()
        if self._place_icon:
            icon = look.icon(self._place_icon, side, "ink", ratio=self.devicePixelRatioF())
            painter.drawPixmap(round(x), (height - side) // 2, icon)
            x += side + look.px(12)
        font, codes = look.font("subheading", weight=600), look.font("body", code=True)
        room = self._ends - x
        place, code = (
            QFontMetricsF(font).horizontalAdvance(self._place),
            QFontMetricsF(codes).horizontalAdvance(self._code),
        )
        painter.setPen(look.colour("ink"))
        box = QSizeF(room, height * 0.72)
        words = block(self._place, font, box, lines=2, readable=look.px(16), smallest=look.px(11))
        words.draw(painter, x, (height - words.height) / 2)
        if self._code and place + look.px(14) + code <= room:
            painter.setPen(look.colour("ink2"))
            draw_text(painter, QRectF(x + place + look.px(14), 0, code + 2, height), self._code, font=codes)


class BottomBar(QWidget):
    """Keys at the left, devices at the right.

    Where it is too narrow the quiet keys lose their words, then devices go, the last first, those that want attention
    after the healthy ones, one with a fault never; then keys lose their words from the right, and all is set closer.
    """

    chosen = Signal(object)
    """The `KeySpec` of a key that was pressed."""
    declined = Signal(object)
    """The `KeySpec` of a disabled key that was touched."""
    device_chosen = Signal(object)
    """The `Device` of a chip that was touched."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._keys: list[Key] = []
        self._chips: list[DeviceChip] = []
        self.setFixedHeight(look.size("bottom"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(900), self._look.size("bottom"))

    def show_keys(self, specs: Sequence[KeySpec]) -> None:
        """The keys from left to right; those that stand already say something else."""
        while len(self._keys) > len(specs):
            self._drop(self._keys.pop())
        for number, spec in enumerate(specs):
            if number == len(self._keys):
                self._keys.append(self._new_key(spec))
            elif self._keys[number].spec != spec:
                self._keys[number].show_spec(spec)
        self._arrange()

    def show_devices(self, devices: Sequence[Device]) -> None:
        """The devices from left to right, the last one the first to go."""
        while len(self._chips) > len(devices):
            self._drop(self._chips.pop())
        for number, device in enumerate(devices):
            if number == len(self._chips):
                chip = DeviceChip(self._look, device, self)
                chip.clicked.connect(self._device_pressed)
                self._chips.append(chip)
            elif self._chips[number].device != device:
                self._chips[number].show_device(device)
        self._arrange()

    def _drop(self, control: QWidget) -> None:
        control.hide()
        control.deleteLater()

    def _new_key(self, spec: KeySpec) -> Key:
        key = Key(self._look, spec, self)
        key.clicked.connect(self._pressed)
        key.declined.connect(self._declined)
        return key

    def _pressed(self) -> None:
        key = self.sender()
        if isinstance(key, Key):
            self.chosen.emit(key.spec)

    def _declined(self) -> None:
        key = self.sender()
        if isinstance(key, Key):
            self.declined.emit(key.spec)

    def _device_pressed(self) -> None:
        chip = self.sender()
        if isinstance(chip, DeviceChip):
            self.device_chosen.emit(chip.device)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # -- what finds room

    def _arrange(self) -> None:
        for key in self._keys:
            key.worded = True
        shown = list(self._chips)
        margin = self._look.size("margin") - (self._keys[0].reserve if self._keys else 0)
        room = self.width() - 2 * margin
        for key in (key for key in self._keys if key.spec.kind == "quiet"):
            key.worded = key.worded and self._wanted(shown) <= room
        for chip in self._least_wanted():
            if self._wanted(shown) > room:
                shown.remove(chip)
        for key in reversed(self._keys):
            key.worded = key.worded and (self._wanted(shown) <= room or key.spec.kind == "primary")
        squeeze = min(1.0, room / max(self._wanted(shown), 1))
        self._place(shown, margin, squeeze)

    def _least_wanted(self) -> list[DeviceChip]:
        """The chips that may go, in that order: the last first, those that want attention after all others."""
        healthy = [chip for chip in self._chips if chip.device.state in {"ready", "absent"}]
        attention = [chip for chip in self._chips if chip.device.state == "attention"]
        return [*reversed(healthy), *reversed(attention)]

    def _wanted(self, chips: list[DeviceChip]) -> int:
        return sum(control.sizeHint().width() for control in (*self._keys, *chips))

    def _place(self, chips: list[DeviceChip], margin: int, squeeze: float) -> None:
        x = margin
        for key in self._keys:
            x = self._put(key, x, squeeze)
        x = self.width() - margin - round(sum(chip.sizeHint().width() for chip in chips) * squeeze)
        for chip in self._chips:
            chip.setVisible(chip in chips)
        for chip in chips:
            x = self._put(chip, x, squeeze)

    def _put(self, control: Key | DeviceChip, x: int, squeeze: float) -> int:
        size = control.sizeHint()
        width = int(size.width() * squeeze)
        height = min(size.height(), self.height())
        control.setGeometry(x, (self.height() - height) // 2, width, height)
        control.show()
        control.update()
        return x + width

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._look.colour("surface"))
            line = self._look.stroke("control")
            painter.fillRect(QRectF(0, 0, self.width(), line), self._look.colour("line"))
