"""From a paper to its PDF; reportlab is imported with the first paper."""

from __future__ import annotations

from typing import assert_never

from dispatch.domain.papers import (
    DeliveryNote,
    Extract,
    Handover,
    LoadingList,
    Manifest,
    OutsideList,
    PackingList,
    PalletSheet,
    Paper,
    Recap,
    SerialSheet,
    Waybill,
)


def render(paper: Paper | Extract, mark: str = "") -> bytes:
    """The paper as PDF, A4; the same paper and mark always give the same bytes.

    `mark` is printed large and pale across each page (`DUPLICATA 2`, `ANNULÉ`); a paper without a number is marked
    `PROJET`, a pallet sheet while its pallet is open.
    """
    from dispatch.documents import delivery_note, loading_list, packing_list, recap, waybill

    match paper:
        case PackingList():
            return packing_list.draw(paper, mark)
        case DeliveryNote():
            return delivery_note.draw(paper, mark)
        case Waybill():
            return waybill.draw(paper, mark)
        case Recap():
            return recap.draw(paper, mark)
        case LoadingList():
            return loading_list.draw(paper, mark)
        case _:
            return _extract(paper, mark)


def _extract(paper: Extract, mark: str) -> bytes:
    from dispatch.documents import handover, manifest, outside_list, pallet_sheet, serial_sheet

    match paper:
        case OutsideList():
            return outside_list.draw(paper, mark)
        case PalletSheet():
            return pallet_sheet.draw(paper, mark)
        case Handover():
            return handover.draw(paper, mark)
        case Manifest():
            return manifest.draw(paper, mark)
        case SerialSheet():
            return serial_sheet.draw(paper, mark)
        case _:
            assert_never(paper)


class PaperRenderer:
    """The port's renderer of papers."""

    def render(self, paper: Paper | Extract, mark: str = "") -> bytes:
        """See `render`."""
        return render(paper, mark)
