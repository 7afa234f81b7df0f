"""The limit for a packing list: one hand-written loop on a reportlab canvas that knows this very paper.

It writes what the product writes: the same words, the same embedded faces, the same symbols, the same pages. It
measures no text, wraps nothing, keeps nothing together, and takes its places from constants.
`python -m tests.benchmarks.packing_list_baseline` prints medians of alternated runs.
"""

from __future__ import annotations

import statistics
import time
from io import BytesIO

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from dispatch.documents import fonts
from dispatch.documents.renderer import render
from dispatch.documents.symbols import Qr
from dispatch.domain.papers import PackedCarton, PackedPallet, PackingList
from tests.documents.samples import packing_list

LEFT, RIGHT, INDENT = 15 * mm, 195 * mm, 32 * mm
CARTON, PALLET = 57.0, 85.0
PAGES = 4
"""Known beforehand to the hand that wrote the loop, for 300 serials."""


class Columns:
    """One text object per style and page."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.rules: list[tuple[float, float, float, float]] = []
        self.sans = self._begin(fonts.REGULAR, 9)
        self.small = self._begin(fonts.REGULAR, 8)
        self.bold = self._begin(fonts.BOLD, 9.5)
        self.mono = self._begin(fonts.MONO, 8)

    def _begin(self, font: str, size: float) -> PDFTextObject:
        text = self.canvas.beginText()
        text.setFont(font, size, 10.5)
        return text

    def finish(self) -> None:
        self.canvas.lines(self.rules)
        for text in (self.sans, self.small, self.bold, self.mono):
            self.canvas.drawText(text)
        self.canvas.doForm("head")
        self.canvas.showPage()


def put(text: PDFTextObject, x: float, y: float, *lines: str) -> None:
    text.setTextOrigin(x, y)
    text.textLines(lines)


def baseline(paper: PackingList) -> bytes:
    """The packing list of the samples as PDF."""
    output = BytesIO()
    canvas = Canvas(output, pagesize=A4, invariant=1, initialFontName=fonts.REGULAR)
    number = paper.head.number or ""
    head_form(canvas, number)
    page = new_page(canvas, paper, 1)
    y = first_page(page, paper)
    count = 1
    for pallet in paper.pallets:
        if y < 51 * mm + 70:
            page.finish()
            count += 1
            page, y = new_page(canvas, paper, count), 740.0
        y = pallet_head(page, pallet, y)
        for carton in pallet.cartons:
            if y < 19 * mm + CARTON - 5:
                page.finish()
                count += 1
                page, y = new_page(canvas, paper, count), 740.0
                titles(page, y, f" (Palette\u00a0{pallet.sequence}/{pallet.sequence_of}, suite)")
                y -= 11
            carton_rows(page, carton, y)
            y -= CARTON
    page.finish()
    canvas.save()
    return output.getvalue()


def head_form(canvas: Canvas, number: str) -> None:
    canvas.beginForm("head")
    Code128(number, barWidth=0.33 * mm, barHeight=10 * mm, quiet=False).drawOn(canvas, 116 * mm, 274 * mm)
    Qr(number, 180 * mm, 269 * mm, 15 * mm).draw(canvas)
    canvas.endForm()


def new_page(canvas: Canvas, paper: PackingList, count: int) -> Columns:
    page, who, number = Columns(canvas), paper.consignee, paper.head.number or ""
    canvas.setFont(fonts.BOLD, 19)
    canvas.drawString(LEFT, 790, "Liste de colisage")
    put(page.mono, LEFT, 770, number)
    put(page.mono, 116 * mm, 766, number)
    put(page.sans, LEFT, 752, f"{who.uai} · {who.name}, {who.city}")
    page.rules += [(LEFT, 745, RIGHT, 745), (LEFT, 42, RIGHT, 42)]
    issued = f"Version\u00a0{paper.head.version} · Émis le 14/09/2027\u00a016:41 par {paper.head.issued_by}"
    put(page.small, LEFT, 30, f"Liste de colisage · {number} · {issued}")
    put(page.bold, 180 * mm, 30, f"Page {count}/{PAGES}")
    return page


def first_page(page: Columns, paper: PackingList) -> float:
    head, who, shipper = paper.head, paper.consignee, paper.shipper
    facts = (
        ("Commande", head.orders[0]),
        ("Tournée", head.trip),
        ("Départ", "14/09/2027"),
        ("Immatriculation", head.plate),
    )
    for column, (label, value) in enumerate(facts):
        put(page.small, LEFT + column * 132, 730, label)
        put(page.bold, LEFT + column * 132, 719, value)
    page.rules.append((LEFT, 708, RIGHT, 708))
    put(page.small, LEFT, 697, f"Destinataire · UAI\u00a0{who.uai}")
    put(page.bold, LEFT, 686, who.name)
    town, hours = f"{who.postcode} {who.city}", f"Horaires\u00a0: {who.opening_hours}"
    put(page.sans, LEFT, 674, *who.lines, town, who.contact, f"Tél. {who.phone}", hours)
    put(page.small, 105 * mm, 697, "Expéditeur")
    put(page.bold, 105 * mm, 686, shipper.name)
    put(page.sans, 105 * mm, 674, *shipper.lines, f"SIREN {shipper.siren}", f"Tél. {shipper.phone}")
    put(page.bold, LEFT, 605, "Récapitulatif")
    put(page.small, LEFT, 592, "Référence")
    put(page.small, 64 * mm, 592, "Désignation")
    put(page.small, 180 * mm, 592, "Appareils")
    y, devices, weight, cartons = 575.0, 0, 0, 0
    for model in paper.models:
        put(page.mono, LEFT, y, model.reference)
        put(page.sans, 64 * mm, y, model.designation)
        put(page.sans, 185 * mm, y, str(model.quantity))
        page.rules.append((LEFT, y - 7, RIGHT, y - 7))
        y -= 19.5
        devices += model.quantity
    for pallet in paper.pallets:
        weight += pallet.weight_g
        cartons += len(pallet.cartons)
    put(page.bold, LEFT, y, "Total")
    put(page.bold, 64 * mm, y, f"{len(paper.pallets)}\u00a0palettes · {cartons}\u00a0colis · {kilograms(weight)}")
    put(page.bold, 185 * mm, y, str(devices))
    page.rules.append((LEFT, y - 7, RIGHT, y - 7))
    return y - 13


def kilograms(grams: int) -> str:
    return f"{grams / 1000:.1f}\u00a0kg".replace(".", ",")


def pallet_head(page: Columns, pallet: PackedPallet, y: float) -> float:
    page.rules.append((LEFT, y - 4, RIGHT, y - 4))
    bars = Code128(f"\xf100{pallet.sscc}", barWidth=0.33 * mm, barHeight=11 * mm, quiet=False)
    bars.drawOn(page.canvas, 143 * mm, y - 42)
    put(page.mono, 148 * mm, y - 52, f"(00){pallet.sscc}")
    devices, models = 0, dict[str, int]()
    for carton in pallet.cartons:
        for content in carton.contents:
            devices += len(content.serials)
            models[content.reference] = models.get(content.reference, 0) + len(content.serials)
    put(page.bold, LEFT, y - 22, f"Palette\u00a0{pallet.sequence}/{pallet.sequence_of}")
    weight = kilograms(pallet.weight_g)
    put(page.sans, LEFT, y - 36, f"{len(pallet.cartons)}\u00a0colis · {devices}\u00a0appareils · {weight}")
    put(page.small, LEFT, y - 48, " · ".join(f"{reference} × {count}" for reference, count in models.items()))
    titles(page, y - 66, "")
    return y - PALLET + 7


def titles(page: Columns, y: float, aside: str) -> None:
    put(page.small, LEFT, y, "Colis")
    put(page.small, INDENT, y, f"SSCC, modèles et numéros de série{aside}")
    put(page.small, 162 * mm, y, "Appareils")
    put(page.small, 188 * mm, y, "Poids")
    page.rules.append((LEFT, y - 4, RIGHT, y - 4))


def carton_rows(page: Columns, carton: PackedCarton, y: float) -> None:
    content = carton.contents[0]
    put(page.bold, LEFT, y - 12, f"{carton.sequence}/{carton.sequence_of}")
    put(page.sans, 170 * mm, y - 12, str(len(content.serials)))
    put(page.sans, 186 * mm, y - 12, kilograms(carton.weight_g))
    put(page.small, INDENT, y - 24, f"{content.reference} · {content.designation}")
    serials = content.serials
    rows = ["".join(serial.ljust(19) for serial in serials[i : i + 5]).rstrip() for i in range(0, len(serials), 5)]
    put(page.mono, INDENT, y - 12, carton.sscc)
    put(page.mono, INDENT, y - 36, *rows)
    page.rules.append((LEFT, y - CARTON, RIGHT, y - CARTON))


def measure(serials: int = 300, runs: int = 25) -> tuple[float, float]:
    """Medians of ours and of the baseline in seconds, runs alternated."""
    paper = packing_list(serials)
    ours, limit = list[float](), list[float]()
    for _ in range(runs):
        for times, draw in ((ours, render), (limit, baseline)):
            start = time.perf_counter()
            draw(paper)
            times.append(time.perf_counter() - start)
    return statistics.median(ours[1:]), statistics.median(limit[1:])


if __name__ == "__main__":
    mine, least = measure()
    print(f"packing list, 300 serials: {mine * 1e3:.1f} ms, baseline {least * 1e3:.1f} ms, ratio {mine / least:.2f}")
