"""Plain rows as Qt's item views want them: one read-only model for every table of the desk screens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ROW = Qt.ItemDataRole.UserRole
"""The role under which each cell gives its whole `Row`."""


class Kind(Enum):
    """How the cells of a column are written."""

    TEXT = "text"
    NUMBER = "number"
    """Right, with figures of one width."""
    CODE = "code"
    """In the face for codes."""
    TAG = "tag"
    """Right, as a tag in the tone of its row."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `share` is its part of the width left over, 0 is as wide as its longest cell."""

    heading: str
    kind: Kind = Kind.TEXT
    share: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells as text, what it stands for, the tone of its tag, and whether it just came."""

    cells: tuple[str, ...]
    key: Any = None
    tone: str = ""
    """`accepted`, `refused`, `confirm`, `info`, or empty for a quiet tag."""
    new: bool = False


class TableModel(QAbstractTableModel):
    """Rows under headings; they change all at once."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows in place of the others; the same rows again change nothing."""
        if tuple(rows) == self.rows:
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.cells[index.column()]
            case Qt.ItemDataRole.TextAlignmentRole:
                return alignment(column)
            case _:
                return row if role == ROW else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.columns[section].heading
            case Qt.ItemDataRole.TextAlignmentRole:
                return alignment(self.columns[section])
            case _:
                return None


def alignment(column: Column) -> Qt.AlignmentFlag:
    """Numbers and tags stand right, the rest left."""
    side = Qt.AlignmentFlag.AlignRight if column.kind in {Kind.NUMBER, Kind.TAG} else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
