"""Pages of a PDF on the screen, as they will be printed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look.look import Look
from ui.widgets.painting import draw_text
from ui.widgets.shapes import draw_rounded

POINTS_PER_INCH = 72


def page_images(pdf: bytes, dpi: int = 110) -> list[QImage]:
    """Every page as a picture; slow, so it runs on a lane.

    Raises:
        pypdfium2.PdfiumError: the bytes are no PDF.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_image(page, dpi) for page in document]
    finally:
        document.close()


def _image(page: object, dpi: int) -> QImage:
    bitmap = page.render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True)  # type: ignore[attr-defined]
    form = QImage.Format.Format_RGBA8888 if bitmap.n_channels == 4 else QImage.Format.Format_RGB888
    if bitmap.n_channels == 1:
        form = QImage.Format.Format_Grayscale8
    return QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, form).copy()


class PageView(QWidget):
    """One page, whole, on the ground of the window; while there is none, a sentence."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._pages: list[QImage] = []
        self._number = 0
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    @property
    def number(self) -> int:
        """The page that is shown, from 1; 0 where there is none."""
        return self._number + 1 if self._pages else 0

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(420), self._look.px(594))

    def show_words(self, words: str) -> None:
        """A sentence in place of pages."""
        self._pages, self._number, self._words = [], 0, words
        self.update()

    def show_pages(self, pages: list[QImage]) -> None:
        """Show these pages from the first on."""
        self._pages, self._number = pages, 0
        self.update()

    def turn(self, by: int) -> None:
        """So many pages on; from the last to the first."""
        if self._pages:
            self._number = (self._number + by) % len(self._pages)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            draw_rounded(painter, QRectF(self.rect()), look.radius("card"), look.colour("surface2"))
            inner = QRectF(self.rect()).adjusted(*(look.px(12) * side for side in (1, 1, -1, -1)))
            if not self._pages:
                painter.setPen(look.colour("ink2"))
                draw_text(
                    painter, inner, self._words, font=look.font("body"), align=Qt.AlignmentFlag.AlignCenter, lines=6
                )
                return
            page = self._pages[self._number]
            size = QSize(page.width(), page.height()).scaled(inner.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(inner.center())
            painter.drawImage(place, page)
            painter.setPen(look.colour("line"))
            painter.drawRect(place)
