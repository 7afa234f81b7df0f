"""Pictures of labels and sheets for the manual, all samples: `python -m tests.labels.gallery docs/manual/pictures`."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2
from PIL import Image

from dispatch.domain.badges import badge_code
from dispatch.domain.logistic_label import LogisticLabel
from dispatch.labels.writer import LabelWriter
from tests.labels.matrix import UNITS

MEDIA = {"carton": "102x152", "pallet": "148x210"}
BADGES = [(badge_code("0147"), "Camille Exemple"), (badge_code("0148"), "Dominique Exemple")]
ORDERS = [
    ("ORD-0750652B-1", "Lycée d’exemple Blaise Pascal (Paris)"),
    ("TRP-2041", "Tournée du 01/03/2027, Transports d’exemple"),
]


def draw(folder: Path) -> None:
    """Write every picture, in 256 colours."""
    writer = LabelWriter()
    for kind, name in (("carton", "colis"), ("pallet", "palette")):
        label = next(unit for unit in UNITS.values() if unit.kind == kind)
        label = replace(label, shipment=label.shipment if kind == "pallet" else None, sample=True)
        _keep(folder / f"etiquette-{name}.png", _label(writer, replace(label, content=None)))
        _keep(folder / f"etiquette-{name}-contenu.png", _label(writer, label))
    _keep(folder / "affiche-quai.png", _page(writer.posters([("DOCK-07", "Quai", "07")]), 700))
    _keep(folder / "affiche-emplacement.png", _page(writer.posters([("LOC-A-02-3", "Emplacement", "A-02-3")]), 700))
    _keep(folder / "badges.png", _page(writer.cards(BADGES), 900, share=0.25))
    _keep(folder / "cartes-commandes.png", _page(writer.cards(ORDERS), 900, share=0.25))


def _label(writer: LabelWriter, label: LogisticLabel) -> Image.Image:
    picture = Image.open(io.BytesIO(writer.png(label, 203, MEDIA[label.kind]))).convert("RGB")
    return picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.LANCZOS)


def _page(pdf: bytes, width: int, share: float = 1.0) -> Image.Image:
    """The upper share of a page."""
    with pypdfium2.PdfDocument(pdf) as document:
        drawn: Image.Image = document[0].render(scale=150 / 72).to_pil().convert("RGB")
    drawn = drawn.crop((0, 0, drawn.width, round(drawn.height * share)))
    return drawn.resize((width, round(drawn.height * width / drawn.width)), Image.Resampling.LANCZOS)


def _keep(path: Path, picture: Image.Image) -> None:
    picture.quantize(256, Image.Quantize.FASTOCTREE).save(path, optimize=True)


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
