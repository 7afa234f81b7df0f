"""The label writer that the services know: one layout, three forms."""

from __future__ import annotations

from dispatch.domain.logistic_label import LogisticLabel


class LabelWriter:
    """Writes logistic labels; each form's libraries are loaded when it is first asked for.

    Unknown media or resolution, and texts too long to be read, raise InputError.
    """

    def zpl(self, label: LogisticLabel, dpi: int, media: str, copies: int) -> bytes:
        """UTF-8 text for a label printer."""
        from dispatch.labels.zpl import zpl

        return zpl(label, dpi, media, copies)

    def pdf(self, label: LogisticLabel, media: str) -> bytes:
        """One page, to be printed without scaling."""
        from dispatch.labels.pdf import pdf

        return pdf(label, media)

    def png(self, label: LogisticLabel, dpi: int, media: str) -> bytes:
        """One pixel per dot of the printer."""
        from dispatch.labels.png import png

        return png(label, dpi, media)
