"""The look as Qt's own palette and style sheet, for the ordinary widgets: labels, fields, tables, scroll bars."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QPalette

from ui.look.look import Look

_SHEET = Template(
    """
* { font-family: "Atkinson Hyperlegible Next"; font-size: ${body}px; color: ${ink}; }
#window, #frame { background: ${bg}; }
QFrame#card { background: ${surface}; border: none; border-radius: ${card}px; }
QLabel { background: transparent; }
QLabel#quiet { color: ${ink2}; }
QLabel#small { color: ${ink3}; font-size: ${small}px; font-weight: 600; }
QLabel#heading { font-size: ${heading}px; font-weight: 700; }
QLabel#title { font-size: ${title}px; font-weight: 700; }
QLabel#subheading { font-size: ${subheading}px; font-weight: 700; }
QLabel#label { font-size: ${label}px; font-weight: 600; }
QLabel#fault { color: ${refusedInk}; font-size: ${label}px; font-weight: 600; }
QLineEdit, QPlainTextEdit, QComboBox, QSpinBox {
    background: ${surface}; border: ${stroke}px solid ${lineStrong}; border-radius: ${control}px;
    padding: 0 ${pad}px; min-height: ${field}px; selection-background-color: ${accent};
    selection-color: ${onAccent};
}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus { border: ${focus}px solid ${accent}; }
QComboBox QAbstractItemView { background: ${surface}; border: ${stroke}px solid ${lineStrong};
    selection-background-color: ${accentSoft}; selection-color: ${ink}; }
QTableView, QListView, QTreeView, QScrollArea, QScrollArea > QWidget > QWidget {
    background: ${surface}; border: none; gridline-color: ${line};
    selection-background-color: ${accentSoft}; selection-color: ${ink};
}
QTableView { font-size: ${table}px; alternate-background-color: ${surface}; }
QTableView::item { border-bottom: 1px solid ${line}; padding: 0 ${pad}px; }
QTableView::item:selected { background: ${accentSoft}; color: ${ink}; }
QHeaderView, QHeaderView::section { background: ${surface}; color: ${ink3}; font-size: ${small}px;
    font-weight: 600; border: none; border-bottom: ${stroke}px solid ${line}; padding: ${gap}px ${pad}px; }
QScrollBar:vertical { background: ${surface2}; width: ${bar}px; margin: 0; border: none; }
QScrollBar:horizontal { background: ${surface2}; height: ${bar}px; margin: 0; border: none; }
QScrollBar::handle { background: ${lineStrong}; border-radius: ${gap}px; min-height: ${field}px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QComboBox::drop-down { border: none; }
QDialog { background: ${bg}; }
QDialog QHeaderView::section { padding: 0 ${pad}px; min-height: ${field}px; }
QDialog QTreeView::item, QDialog QListView::item { min-height: ${field}px; }
QDialog QPushButton { background: ${surface}; border: ${stroke}px solid ${lineStrong}; border-radius: ${control}px;
    min-height: ${field}px; padding: 0 ${pad}px; font-weight: 600; }
QDialog QPushButton:default { background: ${accent}; border-color: ${accent}; color: ${onAccent}; }
QDialog QPushButton:disabled { background: ${surface2}; border-color: ${line}; color: ${ink3}; }
QDialog QPushButton:focus, QDialog QToolButton:focus { border: ${focus}px solid ${accent}; }
QDialog QToolButton { background: ${onSign}; border: ${stroke}px solid ${lineStrong}; border-radius: ${control}px;
    min-height: ${field}px; min-width: ${field}px; }
"""
)
_COLOURS = (
    *("bg", "surface", "surface2", "line", "lineStrong", "ink", "ink2", "ink3", "accent", "onAccent", "accentSoft"),
    *("refusedInk", "onSign"),
)


def style_sheet(look: Look) -> str:
    """The style sheet of a look."""
    values: dict[str, str | int] = {name: look.colour(name).name() for name in _COLOURS}
    values |= {
        role: look.text_px(role) for role in ("body", "small", "label", "subheading", "heading", "title", "table")
    }
    values |= {name: look.radius(name) for name in ("card", "control", "tag")}
    values |= {"stroke": look.px(2), "focus": look.px(4), "pad": look.px(12), "gap": look.px(8), "bar": look.px(20)}
    values["field"] = look.size("field") - 2 * look.px(4)
    return _SHEET.substitute(values)


def palette(look: Look) -> QPalette:
    """The palette of a look, for what the style paints itself."""
    role = QPalette.ColorRole
    colours = QPalette()
    for target, token in (
        (role.Window, "bg"),
        (role.Base, "surface"),
        (role.AlternateBase, "surface2"),
        (role.Button, "surface2"),
        (role.Text, "ink"),
        (role.WindowText, "ink"),
        (role.ButtonText, "ink"),
        (role.PlaceholderText, "ink3"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "onAccent"),
    ):
        colours.setColor(target, look.colour(token))
    return colours
