"""The settings of the station as a form; each is checked when it is left, and written to the file with its comments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dispatch.domain.errors import InputError, KnownError
from ui.actions import Act, Offer
from ui.desk import DEVICE_SETUP
from ui.screens.screen import Heading, Screen
from ui.screens.sheets_page import SheetsPage
from ui.widgets.fields import Choice, Switch
from ui.widgets.keys import Key, KeySpec

if TYPE_CHECKING:
    from dispatch.services.setting_rows import SettingRow
    from ui.desk import Desk
    from ui.look.look import Look


class SettingField(QWidget):
    """One setting: what it means, its value, and what is wrong with it."""

    def __init__(self, look: Look, row: SettingRow, save: Callable[[str, str], None], words: dict[str, str]) -> None:
        super().__init__()
        self.look = look
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
        if not isinstance(self.editor, Switch):
            label = QLabel(row.meaning, wordWrap=True)
            label.setObjectName("label")
            label.setBuddy(self.editor)
            box.addWidget(label)
        box.addWidget(self.editor)
        box.addWidget(self.fault)

    def _editor(self, words: dict[str, str]) -> QWidget:
        row = self.row
        match row.kind:
            case "switch":
                switch = Switch(self.look, row.meaning)
                switch.setChecked(row.value == "true")
                switch.toggled.connect(lambda on: self._save("true" if on else "false"))
                return switch
            case "choice":
                choice = Choice(self.look)
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

    @property
    def typed(self) -> str:
        """The value as it stands in the field."""
        return self.editor.text() if isinstance(self.editor, QLineEdit) else ""

    def put_back(self, typed: str, sentence: str) -> None:
        """Show a refused value again, and what is wrong with it."""
        if isinstance(self.editor, QLineEdit):
            self._shown = typed
            self.editor.setText(typed)
        self.show_fault(sentence)

    def show_fault(self, sentence: str) -> None:
        """What is wrong with the value; empty where it is right."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))


class SettingsScreen(Screen):
    """Sections at the left, the settings of one of them at the right."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, parent)
        self._section = desk.known.get("section", "")
        self._faults: dict[str, tuple[str, str]] = desk.known.setdefault("setting-faults", {})
        self._list = QScrollArea(widgetResizable=True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._heading = QLabel()
        self._heading.setObjectName("heading")
        self._note = QLabel(wordWrap=True)
        self._note.setObjectName("label")
        self._form = QScrollArea(widgetResizable=True)
        self._form.setFrameShape(QFrame.Shape.NoFrame)
        self.fields: dict[str, SettingField] = {}
        """Those of the section that is shown, by key."""
        self.sheets: SheetsPage | None = None
        """The sheets of cards, while they are shown."""
        self.sheets_section = self.tr("Planches à imprimer")
        """Title of their section."""
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
        side.setContentsMargins(pad // 2, pad // 2, pad // 2, pad // 2)
        side.addWidget(self._list)
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
        if self.sheets is not None:
            offers.append(Offer(Act.PAPERS, self.tr("Imprimer la planche"), "printer"))
            if self.sheets.codes:
                offers.append(Offer(Act.UNDO, self.tr("Enlever {0}").format(self.sheets.codes[-1])))
        setup = Offer(Act.SETUP, self.tr("Mise en service"))
        return [*offers, setup, Offer(Act.BACK, self.tr("Retour"), quiet=True)]

    def _stale(self) -> bool:
        return bool(self.desk.known.get("settings-changed"))

    def enter(self) -> None:
        self.desk.ask("settings", lambda office: office.settings())
        self._say(saved=False)
        self._show()

    def act(self, act: Act) -> bool:
        if act is Act.PAPERS and self.sheets is not None:
            self.sheets.print_it()
            return True
        if act is Act.UNDO and self.sheets is not None and self.sheets.codes:
            self.sheets.places.drop_last()
            return True
        if act is Act.SETUP:
            self.desk.go(DEVICE_SETUP)
            return True
        if act is not Act.NEXT or not self._stale():
            return False
        self.desk.known["settings-changed"] = False
        self.desk.bridge.restart()
        return True

    # -- the form

    def learn(self, name: str, answer: object) -> None:
        if name == "settings" and not isinstance(answer, KnownError):
            self._show()
        elif name in ("sheet", "sheet-pages") and self.sheets is not None:
            self.sheets.learn(name, answer)
        elif name.startswith("set:"):
            self._saved(name.removeprefix("set:"), answer)

    def _saved(self, key: str, answer: object) -> None:
        field = self.fields.get(key)
        self._faults.pop(key, None)
        fault = self._fault(key, answer) if isinstance(answer, KnownError) else ""
        if field is not None:
            field.show_fault(fault)
            if fault:
                self._faults[key] = field.typed, fault
        if isinstance(answer, tuple):
            value, later = answer
            rows = [replace(row, value=value) if row.key == key else row for row in self._rows()]
            self.desk.known["settings"] = rows
            self.desk.known["settings-changed"] = later or self._stale()
        self._say(saved=not isinstance(answer, KnownError))
        self.changed.emit()

    def _fault(self, key: str, error: KnownError) -> str:
        """What is wrong: for a value, what is expected."""
        allowed = next((row.allowed for row in self._rows() if row.key == key), "")
        if isinstance(error, InputError) and allowed:
            return self.tr("Refusé. Attendu\u00a0: {0}.").format(allowed)
        return str(error)

    def _say(self, *, saved: bool) -> None:
        """What was saved holds now, or from the next start on."""
        later = self.tr("Enregistré. Redémarrez le poste pour l’appliquer.") if self._stale() else ""
        self._note.setText(later or (self.tr("Enregistré.") if saved else ""))
        self._note.setVisible(bool(self._note.text()))

    def _rows(self) -> list[Any]:
        rows: list[Any] = self.desk.known.get("settings", [])
        return rows

    def _show(self) -> None:
        sections = list(dict.fromkeys(row.section for row in self._rows()))
        if not sections:
            return
        sections.append(self.sheets_section)
        if self._section not in sections:
            self._section = sections[0]
        names = QWidget()
        box = QVBoxLayout(names)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for section in sections:
            key = Key(self.look, KeySpec(section, "", "", "primary" if section == self._section else "quiet"))
            key.clicked.connect(partial(self.choose_section, section))
            box.addWidget(key)
        box.addStretch(1)
        self._list.setWidget(names)
        self._show_section()

    def choose_section(self, section: str) -> None:
        """Show the settings of a section."""
        self._section = self.desk.known["section"] = section
        self._show()

    def _show_section(self) -> None:
        self._heading.setText(self._section)
        self.sheets = SheetsPage(self.desk, self.look) if self._section == self.sheets_section else None
        self.desk.taker = self.sheets.take if self.sheets is not None else None
        self.changed.emit()
        if self.sheets is not None:
            self.sheets.changed.connect(self.changed)
            self.fields = {}
            self._form.setWidget(self.sheets)
            return
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, self.look.px(12), 0)
        self.fields = {
            row.key: SettingField(self.look, row, self._save, setting_words())
            for row in self._rows()
            if row.section == self._section
        }
        for key, field in self.fields.items():
            box.addWidget(field)
            if key in self._faults:
                field.put_back(*self._faults[key])
        box.addStretch(1)
        self._form.setWidget(page)

    def _save(self, key: str, value: str) -> None:
        self.desk.ask(f"set:{key}", lambda office: (value, office.set_setting(key, value)))


def setting_words() -> dict[str, str]:
    """Words for the values of settings that have a closed list of them."""
    return {
        "light": QCoreApplication.translate("SettingsScreen", "Clair"),
        "dark": QCoreApplication.translate("SettingsScreen", "Sombre"),
        "fr": QCoreApplication.translate("SettingsScreen", "Français"),
        "en": QCoreApplication.translate("SettingsScreen", "Anglais"),
        "labels": QCoreApplication.translate("SettingsScreen", "Étiquettes"),
        "documents": QCoreApplication.translate("SettingsScreen", "Papiers"),
    }
