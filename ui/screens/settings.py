"""The settings of the station as a form; each is checked when it is left, and written to the file with its comments."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dispatch.domain.errors import KnownError
from ui.actions import Act, Offer
from ui.screens.screen import Heading, Screen
from ui.widgets.keys import Key, KeySpec

if TYPE_CHECKING:
    from dispatch.services.setting_rows import SettingRow
    from ui.desk import Desk
    from ui.look.look import Look


class SettingField(QWidget):
    """One setting: what it means, its value, and what is wrong with it."""

    def __init__(self, look: Look, row: SettingRow, save: Callable[[str, str], None], words: dict[str, str]) -> None:
        super().__init__()
        self.row = row
        self._save = partial(save, row.key)
        self._shown = row.value
        box = QVBoxLayout(self)
        box.setContentsMargins(0, look.px(8), 0, look.px(8))
        box.setSpacing(look.px(4))
        self.editor = self._editor(words)
        self.fault = QLabel()
        self.fault.setObjectName("fault")
        self.fault.setWordWrap(True)
        self.fault.hide()
        if not isinstance(self.editor, QCheckBox):
            label = QLabel(row.meaning, wordWrap=True)
            label.setFont(look.font("label"))
            label.setBuddy(self.editor)
            box.addWidget(label)
        box.addWidget(self.editor)
        box.addWidget(self.fault)

    def _editor(self, words: dict[str, str]) -> QWidget:
        row = self.row
        match row.kind:
            case "switch":
                switch = QCheckBox(row.meaning)
                switch.setChecked(row.value == "true")
                switch.toggled.connect(lambda on: self._save("true" if on else "false"))
                return switch
            case "choice":
                choice = QComboBox()
                for value in row.choices:
                    choice.addItem(words.get(value, value), value)
                choice.setCurrentIndex(max(0, choice.findData(row.value)))
                choice.activated.connect(lambda index: self._save(choice.itemData(index)))
                return choice
        line = QLineEdit(row.value)
        line.editingFinished.connect(lambda: self._changed(line.text()))
        return line

    def _changed(self, text: str) -> None:
        if text != self._shown:
            self._shown = text
            self._save(text)

    def show_fault(self, sentence: str) -> None:
        """What is wrong with the value; empty where it is right."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))


class SettingsScreen(Screen):
    """Sections at the left, the settings of one of them at the right."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, parent)
        self._section = desk.known.get("section", "")
        self._sections = QVBoxLayout()
        self._sections.setSpacing(look.px(4))
        self._heading = QLabel()
        self._heading.setFont(look.font("heading"))
        self._note = QLabel(wordWrap=True)
        self._note.setFont(look.font("label"))
        self._form = QScrollArea(widgetResizable=True)
        self._form.setFrameShape(QFrame.Shape.NoFrame)
        self._fields: dict[str, SettingField] = {}
        self._lay_out()

    def _lay_out(self) -> None:
        pad = self.look.px(20)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self.look.size("gutter"))
        left, right = QFrame(), QFrame()
        for card in (left, right):
            card.setObjectName("card")
        side = QVBoxLayout(left)
        side.setContentsMargins(pad, pad, pad, pad)
        side.addLayout(self._sections)
        side.addStretch(1)
        left.setFixedWidth(self.look.px(360 if self.look.compact else 460))
        form = QVBoxLayout(right)
        form.setContentsMargins(pad, pad, pad, pad)
        for widget in (self._heading, self._note):
            form.addWidget(widget)
        form.addWidget(self._form, 1)
        box.addWidget(left)
        box.addWidget(right, 1)

    # -- the frame

    def heading(self) -> Heading:
        return Heading("settings", self.tr("Réglages"))

    def offers(self) -> list[Offer]:
        offers = [Offer(Act.NEXT, self.tr("Redémarrer le poste"), "reload")] if self._stale() else []
        return [*offers, Offer(Act.BACK, self.tr("Retour"), quiet=True)]

    def _stale(self) -> bool:
        return bool(self.desk.known.get("settings-changed"))

    def enter(self) -> None:
        self.desk.ask("settings", lambda office: office.settings())
        self._show()

    def act(self, act: Act) -> bool:
        if act is not Act.NEXT or not self._stale():
            return False
        self.desk.known["settings-changed"] = False
        self.desk.bridge.restart()
        return True

    # -- the form

    def learn(self, name: str, answer: object) -> None:
        if name == "settings" and not isinstance(answer, KnownError):
            self._show()
        elif name.startswith("set:"):
            self._saved(name.removeprefix("set:"), answer)

    def _saved(self, key: str, answer: object) -> None:
        field = self._fields.get(key)
        if field is not None:
            field.show_fault(str(answer) if isinstance(answer, KnownError) else "")
        if answer is True:
            self.desk.known["settings-changed"] = True
            self._note.setText(self.tr("Enregistré. Redémarrez le poste pour l’appliquer."))
        elif answer is False:
            self._note.setText(self.tr("Enregistré."))
        self.changed.emit()

    def _rows(self) -> list[Any]:
        rows: list[Any] = self.desk.known.get("settings", [])
        return rows

    def _show(self) -> None:
        sections = list(dict.fromkeys(row.section for row in self._rows()))
        if not sections:
            return
        if self._section not in sections:
            self._section = sections[0]
        while (item := self._sections.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for section in sections:
            key = Key(self.look, KeySpec(section, "", "", "primary" if section == self._section else "quiet"))
            key.clicked.connect(partial(self.choose_section, section))
            self._sections.addWidget(key)
        self._show_section()

    def choose_section(self, section: str) -> None:
        """Show the settings of a section."""
        self._section = self.desk.known["section"] = section
        self._show()

    def _show_section(self) -> None:
        self._heading.setText(self._section)
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, self.look.px(12), 0)
        self._fields = {
            row.key: SettingField(self.look, row, self._save, self._words())
            for row in self._rows()
            if row.section == self._section
        }
        for field in self._fields.values():
            box.addWidget(field)
        box.addStretch(1)
        self._form.setWidget(page)

    def _words(self) -> dict[str, str]:
        return {
            "light": self.tr("Clair"),
            "dark": self.tr("Sombre"),
            "fr": self.tr("Français"),
            "en": self.tr("Anglais"),
            "labels": self.tr("Étiquettes"),
            "documents": self.tr("Papiers"),
        }

    def _save(self, key: str, value: str) -> None:
        self.desk.ask(f"set:{key}", lambda office: office.set_setting(key, value))
