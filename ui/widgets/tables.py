"""Tables of the desk screens, and the timeline of a story: item views painted by the look, scrolled by a finger."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QListView,
    QScroller,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.look.look import Look
from ui.models.table import ROW, Column, Kind, Row, TableModel, alignment
from ui.widgets.painting import draw_text
from ui.widgets.shapes import draw_rounded
from ui.widgets.tiles import LEFT, MIDDLE, RIGHT, TOP, draw_tag, tag_width

Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def cell_font(look: Look, column: Column) -> QFont:
    """The font of a column's cells."""
    return look.font("table", code=column.kind is Kind.CODE)


def _dress(view: QAbstractItemView, look: Look) -> None:
    """What all views share: no frame of their own, smooth scrolling, bars that a gloved finger finds."""
    view.setFrameShape(QAbstractItemView.Shape.NoFrame)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.verticalScrollBar().setSingleStep(look.size("row"))
    QScroller.grabGesture(view.viewport(), QScroller.ScrollerGestureType.TouchGesture)
    view.setStyleSheet(
        f"QAbstractItemView {{ background: {look.colour('surface').name()}; border: none; }}"
        f"QHeaderView, QHeaderView::section {{ background: {look.colour('surface').name()};"
        f" color: {look.colour('ink3').name()}; border: none; }}"
        f"QHeaderView::section {{ border-bottom: {look.px(2)}px solid {look.colour('line').name()};"
        f" padding: 0 {look.px(12)}px; }}"
        f"QScrollBar:vertical {{ background: {look.colour('surface2').name()}; width: {look.px(20)}px; border: none; }}"
        f"QScrollBar::handle:vertical {{ background: {look.colour('lineStrong').name()};"
        f" border-radius: {look.px(6)}px; margin: {look.px(4)}px; min-height: {look.px(48)}px; }}"
        "QScrollBar::add-line, QScrollBar::sub-line { height: 0; }"
        "QScrollBar::add-page, QScrollBar::sub-page { background: none; }"
    )


class _CellDelegate(QStyledItemDelegate):
    """Paints one cell: its ground by the state of its row, its text by the kind of its column."""

    def __init__(self, look: Look, columns: Sequence[Column], parent: QTableView) -> None:
        super().__init__(parent)
        self._look = look
        self._columns = columns

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, row, column = self._look, index.data(ROW), self._columns[index.column()]
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        ground = "accentSoft" if chosen else "acceptedSoft" if row.new else "surface"
        painter.fillRect(rect, look.colour(ground))
        line = look.px(1)
        painter.fillRect(QRect(rect.x(), rect.bottom() + 1 - line, rect.width(), line), look.colour("line"))
        if chosen and index.column() == 0:
            painter.fillRect(QRect(rect.x(), rect.y(), look.px(6), rect.height()), look.colour("accent"))
        inner = rect.adjusted(look.px(16), 0, -look.px(16), -line)
        text = index.data()
        if column.kind is Kind.TAG and text:
            draw_tag(painter, look, inner, text, row.tone)
        else:
            painter.setPen(look.colour("ink"))
            font, smallest = cell_font(look, column), look.text_px("deviceDetail")
            draw_text(painter, inner, text, font=font, align=alignment(column), lines=3, smallest=smallest)
        painter.restore()


class Table(QTableView):
    """Rows to read and to choose from: by touch, or with the arrows and Enter once it has the focus."""

    chosen = Signal(object)
    """Key of the row."""

    def __init__(self, look: Look, columns: Sequence[Column], empty: str = "") -> None:
        super().__init__()
        self._look = look
        self._empty = empty
        self._model = TableModel(columns, self)
        self.setModel(self._model)
        _dress(self, look)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_CellDelegate(look, self._model.columns, self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look.size("row"))
        heads = self.horizontalHeader()
        heads.setFont(look.font("small"))
        heads.setFixedHeight(look.text_px("small") + look.px(24))
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._clicked)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What it shows."""
        return self._model.rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; none is chosen."""
        self._model.show(rows)
        self._share_width()
        self.viewport().update()

    def step(self, by: int) -> None:
        """Mark the row so many further down, or up."""
        if self.rows:
            at = self.currentIndex().row() + by
            self.selectRow(min(max(at, 0), len(self.rows) - 1))

    def choose(self) -> bool:
        """Choose the marked row; False where none is marked."""
        index = self.currentIndex()
        if index.isValid():
            self.chosen.emit(index.data(ROW).key)
        return index.isValid()

    def _clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(ROW).key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (event.key() in _ENTER and self.choose()):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        widths = [0 if column.share else self._natural(n) for n, column in enumerate(self._model.columns)]
        spare = max(0, self.viewport().width() - sum(widths))
        shares = sum(column.share for column in self._model.columns) or 1
        for n, column in enumerate(self._model.columns):
            self.setColumnWidth(n, spare * column.share // shares if column.share else widths[n])

    def _natural(self, number: int) -> int:
        look, column = self._look, self._model.columns[number]
        heading = QFontMetrics(look.font("small")).horizontalAdvance(column.heading)
        cells = {row.cells[number] for row in self.rows}
        if column.kind is Kind.TAG:
            widths = [tag_width(look, cell) for cell in cells]
        else:
            metrics = QFontMetrics(cell_font(look, column))
            widths = [metrics.horizontalAdvance(cell) for cell in cells]
        return max([heading, *widths]) + look.px(36)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._empty and not self.rows:
            painter = QPainter(self.viewport())
            painter.setPen(self._look.colour("ink2"))
            inset = self._look.px(12)
            place = self.viewport().rect().adjusted(inset, inset, -inset, -inset)
            draw_text(painter, place, self._empty, font=self._look.font("body"), align=LEFT | TOP, lines=6)
            painter.end()


class _MomentDelegate(QStyledItemDelegate):
    """Paints one moment: when, a disc with its icon on the line of time, what, and who."""

    def __init__(self, look: Look, parent: QListView) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._look.px(60 if self._look.compact else 72))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, row = self._look, index.data(ROW)
        rect: QRect = option.rect
        time, text, who = row.cells
        painter.save()
        codes = look.font("small", code=True, weight=400)
        left = rect.x() + QFontMetrics(codes).horizontalAdvance("00/00 00:00 ") + look.px(8)
        painter.setPen(look.colour("ink3"))
        draw_text(painter, QRect(rect.x(), rect.y(), left - rect.x(), rect.height()), time, font=codes)
        disc = look.px(40 if look.compact else 46)
        self._paint_disc(painter, QRect(left, rect.y(), disc, rect.height()), row, index)
        width = rect.width() // 6
        words = QRect(left + disc + look.px(20), rect.y(), 0, rect.height())
        words.setRight(rect.right() - width - look.px(16))
        smallest = look.text_px("deviceDetail")
        painter.setPen(look.colour("ink"))
        draw_text(painter, words, text, font=look.font("body"), lines=2, smallest=smallest)
        painter.setPen(look.colour("ink3"))
        person = QRect(rect.right() + 1 - width, rect.y(), width, rect.height())
        small = look.font("small", weight=400)
        draw_text(painter, person, who, font=small, align=RIGHT | MIDDLE, lines=2, smallest=smallest)
        painter.restore()

    def _paint_disc(self, painter: QPainter, place: QRect, row: Row, index: Index) -> None:
        look, size = self._look, place.width()
        middle = place.center()
        line = look.px(4)
        top = middle.y() if index.row() == 0 else place.y()
        end = middle.y() if index.row() == index.model().rowCount() - 1 else place.bottom() + 1
        painter.fillRect(QRect(middle.x() - line // 2, top, line, end - top), look.colour("line"))
        disc = QRectF(place.x(), middle.y() - size / 2, size, size)
        draw_rounded(painter, disc, size / 2, look.colour(row.tone or "sign"))
        mark = round(size * 0.56)
        colour = f"on{(row.tone or 'sign').capitalize()}"
        icon = look.icon(row.key, mark, colour, ratio=painter.device().devicePixelRatioF())
        painter.drawPixmap(disc.center().toPoint().x() - mark // 2, middle.y() - mark // 2, icon)


class Timeline(QListView):
    """What happened, oldest first: rows of (time, text, who), the icon as their key, a verdict's tone where it ends."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._model = TableModel((Column(""), Column("", share=1), Column("")), self)
        self.setModel(self._model)
        _dress(self, look)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_MomentDelegate(look, self))

    @property
    def rows(self) -> tuple[Row, ...]:
        """What it shows."""
        return self._model.rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Tell another story, from its beginning."""
        self._model.show(rows)
        self.scrollToTop()

    def step(self, by: int) -> None:
        """Scroll so many rows down, or up."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + by * bar.singleStep())
