"""Pictures of the papers for the manual, all samples: `python -m tests.documents.gallery docs/manual/pictures`."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

from dispatch.documents.renderer import render
from dispatch.domain.papers import Extract, Paper, SerialSheet
from tests.documents import samples

PAPERS: dict[str, Paper | Extract] = {
    "papier-colisage": samples.packing_list(40),
    "papier-numeros-de-serie": SerialSheet.of(samples.packing_list(40)),
    "papier-colisage-exterieure": samples.outside_list(120),
    "papier-bon-de-livraison": samples.delivery_note(),
    "papier-lettre-de-voiture": samples.waybill(1),
    "papier-recapitulatif": samples.recap(3),
    "papier-chargement": samples.loading_list(4),
    "papier-remise": samples.handover(3),
    "papier-feuille-de-palette": samples.pallet_sheet(12),
    "papier-manifeste": samples.manifest(2),
}
WIDTH = 460


def draw(folder: Path) -> None:
    """The first page of each paper, small, in 32 greys."""
    for name, paper in PAPERS.items():
        with pypdfium2.PdfDocument(render(paper)) as document:
            page: Image.Image = document[0].render(scale=150 / 72).to_pil().convert("L")
        size = WIDTH, round(page.height * WIDTH / page.width)
        small = page.resize(size, Image.Resampling.LANCZOS).quantize(32)
        small.save(folder / f"{name}.png", optimize=True)


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
