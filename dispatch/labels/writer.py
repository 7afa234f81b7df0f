"""The label writer that the services know: one layout, three forms; test prints and cards."""

from __future__ import annotations

from collections.abc import Sequence

from dispatch.domain.logistic_label import LogisticLabel
from dispatch.domain.proofs import Proof


class LabelWriter:
    """Writes labels, test prints and cards; each form's libraries are loaded when it is first asked for.

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

    def proof(self, proof: Proof) -> bytes:
        """The test print of a label printer, as `zpl`."""
        from dispatch.labels.proofs import proof_zpl

        return proof_zpl(proof)

    def paper_proof(self, proof: Proof) -> bytes:
        """The test print of a document printer, as PDF."""
        from dispatch.labels.proofs import proof_pdf

        return proof_pdf(proof)

    def cards(self, cards: Sequence[tuple[str, str]], heading: str = "", steps: Sequence[str] = ()) -> bytes:
        """Cards to be scanned, (code, caption), as PDF pages; see `card_sheet`."""
        from dispatch.labels.sheets import card_sheet

        return card_sheet(cards, heading, steps)

    def posters(self, codes: Sequence[tuple[str, str, str]]) -> bytes:
        """Codes to be scanned from afar, (code, title, name), one PDF page each; see `posters.posters`."""
        from dispatch.labels.posters import posters

        return posters(codes)
