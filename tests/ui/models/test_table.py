"""The table model keeps Qt's rules for models, and shows what it was given."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester

from ui.models.table import ROW, Column, Kind, Row, TableModel

COLUMNS = (Column("Colis", Kind.CODE), Column("Lycée", share=1), Column("Appareils", Kind.NUMBER), Column("", Kind.TAG))
ROWS = (
    Row(("…0041 0", "Exemple 12, Melun", "10", "Clos"), key="…410"),
    Row(("…0042 7", "Exemple 12, Melun", "10", "Nouveau"), key="…427", tone="accepted", new=True),
)


def shown(model: TableModel) -> list[list[str]]:
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


@pytest.mark.parametrize("rows", [(), ROWS])
def test_the_model_keeps_qt_s_rules(rows: tuple[Row, ...], qtmodeltester: ModelTester) -> None:
    model = TableModel(COLUMNS)
    model.show(rows)
    qtmodeltester.check(model, force_py=True)


def test_the_model_keeps_qt_s_rules_while_rows_come_and_go() -> None:
    model = TableModel(COLUMNS)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for rows in (ROWS, ROWS[:1], (), ROWS):
        model.show(rows)
    assert tester.model() is model
    assert shown(model) == [list(row.cells) for row in ROWS]


def test_cells_headings_and_rows_are_those_given() -> None:
    model = TableModel(COLUMNS)
    model.show(ROWS)
    assert shown(model) == [list(row.cells) for row in ROWS]
    assert [model.headerData(n, Qt.Orientation.Horizontal) for n in range(4)] == [c.heading for c in COLUMNS]
    assert model.index(1, 0).data(ROW) == ROWS[1]


def test_numbers_and_tags_stand_right_in_cells_and_headings() -> None:
    model = TableModel(COLUMNS)
    model.show(ROWS)
    role = Qt.ItemDataRole.TextAlignmentRole
    cells = [bool(model.index(0, n).data(role) & Qt.AlignmentFlag.AlignRight) for n in range(4)]
    heads = [bool(model.headerData(n, Qt.Orientation.Horizontal, role) & Qt.AlignmentFlag.AlignRight) for n in range(4)]
    assert cells == heads == [False, False, True, True]


def test_what_is_not_there_is_none() -> None:
    model = TableModel(COLUMNS)
    model.show(ROWS)
    assert model.data(QModelIndex()) is None
    assert model.data(model.index(0, 0), Qt.ItemDataRole.DecorationRole) is None
    assert model.headerData(9, Qt.Orientation.Horizontal) is None
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0


def test_the_same_rows_again_reset_nothing() -> None:
    model = TableModel(COLUMNS)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.show(ROWS)
    model.show(list(ROWS))
    assert resets == [1]
