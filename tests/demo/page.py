"""The page of the day: one file without any outside reference, in the colours and fonts of the window.

French with English below it; dark where the reader's system is. A picture grows when it is touched, without a script.
"""

from __future__ import annotations

import base64
import io
import tomllib
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from PIL import Image

from tests.demo.day import Step
from tests.demo.harvest import Label, Paper
from tests.demo.summary import Summary
from ui.look.look import DARK, LIGHT
from ui.look.tokens import RESOURCES, tokens
from ui.widgets.chips import Device

HERE = Path(__file__).parent
WIDTH = 1600
"""Pixels of a picture of the window on the page."""
BESIDE = 2
"""Labels that have room beside a picture; more stand below it."""
FONTS = (
    ("Words", 400, "AtkinsonHyperlegibleNext-Regular.ttf"),
    ("Words", 700, "AtkinsonHyperlegibleNext-Bold.ttf"),
    ("Codes", 400, "AtkinsonHyperlegibleMono-Regular.ttf"),
)
_MARKS = {"ready": ("accepted", "accepted"), "fault": ("refused", "refused"), "attention": ("confirm", "confirm")}
KINDS = {
    "carton": ("Étiquette de colis", "Carton label"),
    "pallet": ("Étiquette de palette", "Pallet label"),
    "waybill": ("Lettre de voiture", "Waybill"),
    "recap": ("État récapitulatif", "Recap"),
    "delivery-note": ("Bon de livraison", "Delivery note"),
    "packing-list": ("Liste de colisage", "Packing list"),
    "loading-list": ("Bordereau de chargement", "Loading list"),
}


def page(
    steps: Sequence[Step], labels: Sequence[Label], papers: Sequence[Paper], pictures: Path, summary: Summary
) -> str:
    """The whole page as HTML."""
    words = tomllib.loads((HERE / "story.toml").read_text(encoding="utf-8"))
    body = [_board(summary), _nav(words["chapters"]), "<main>"]
    chapter = ""
    for number, step in enumerate(steps, 1):
        if step.chapter != chapter:
            chapter = step.chapter
            body.append(_heading(chapter, words["chapters"][chapter]))
        picture = pictures / f"{number:02}-{step.name}.png"
        body.append(_step(step, words["steps"][step.name], picture, [labels[n] for n in step.labels], papers))
    body.append(f"<footer>{_pair(*_foot(summary))}</footer></main>")
    head = (
        '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Une journée au poste d’expédition</title><style>{_style()}</style></head><body>"
    )
    return head + "\n".join(body) + "</body></html>\n"


def _style() -> str:
    faces = "".join(
        f"@font-face {{ font-family: {family}; font-weight: {weight}; "
        f"src: url({_data(RESOURCES / 'fonts' / file, 'font/ttf')}); }}\n"
        for family, weight, file in FONTS
    )
    dark = f"@media (prefers-color-scheme: dark) {{ {_colours(DARK)} }}\n"
    return faces + _colours(LIGHT) + dark + (HERE / "page.css").read_text(encoding="utf-8")


def _colours(theme: str) -> str:
    return ":root { " + " ".join(f"--{name}: {value};" for name, value in tokens()["colours"][theme].items()) + " }\n"


# -- the top


def _board(summary: Summary) -> str:
    tiles = "".join(
        f'<div class="tile"><b>{value}</b>{escape(fr)}<span class="en" lang="en">{escape(en)}</span></div>'
        for value, fr, en in summary.numbers()
    )
    proofs = "".join(
        f'<div class="proof {tone}">{_verdict(tone, 56)}<div><b>{escape(fr)}</b><span lang="en">{escape(en)}</span>'
        f"</div></div>"
        for tone, fr, en in summary.proofs()
    )
    return (
        '<header class="board"><div class="sign"><p>Démonstration <span class="tag">Échantillon</span></p>'
        "<h1>Une journée au poste d’expédition</h1>"
        '<p lang="en">A working day at the dispatch station, from the makers’ cartons to the departure of the truck</p>'
        f'</div><div class="tiles">{tiles}</div><div class="proofs">{proofs}</div></header>'
    )


def _nav(chapters: dict[str, dict[str, str]]) -> str:
    links = "".join(
        f'<a href="#{name}">{_icon(words["icon"], 26)}{escape(words["fr"])}</a>' for name, words in chapters.items()
    )
    return f"<nav><div>{links}</div></nav>"


def _heading(name: str, words: dict[str, str]) -> str:
    return (
        f'<h2 id="{name}">{_icon(words["icon"], 44)}<span>{escape(words["fr"])} '
        f'<span class="en" lang="en">{escape(words["en"])}</span></span></h2>'
    )


def _foot(summary: Summary) -> tuple[str, str]:
    return (
        f"Journal\u00a0: {summary.entries} écritures, empreinte {summary.head}. Données d’échantillon, fictives.",
        "The journal’s length and hash. Sample data, all of it fictitious.",
    )


# -- a step


def _step(step: Step, words: dict[str, str], picture: Path, labels: Sequence[Label], papers: Sequence[Paper]) -> str:
    prints = "".join(map(_label, labels))
    beside, below = ("", prints) if len(labels) > BESIDE else (prints, "")
    sheets = "".join(map(_paper, papers)) if step.papers else ""
    return (
        f'<article><div class="screen">{_zoom(_screen(picture), words["fr"])}</div><div>'
        f"<h3>{_verdict(step.tone, 34)}<span>{escape(words['fr'])}</span></h3>"
        f'<p class="en" lang="en">{escape(words["en"])}</p>'
        f"{_pair(words['text_fr'], words['text_en'])}"
        f'<ul class="devices">{"".join(map(_device, step.devices))}</ul>'
        f"{_prints(beside)}</div>{_prints(below, 'wide')}{_prints(sheets, 'wide papers')}</article>"
    )


def _prints(figures: str, kind: str = "") -> str:
    return f'<div class="prints {kind}">{figures}</div>' if figures else ""


def _device(device: Device) -> str:
    shape, colour = _MARKS.get(device.state, ("info", "lineStrong"))
    mark = f'<svg width="14" height="14" viewBox="0 0 100 100" fill="var(--{colour})">{_shape(shape)}</svg>'
    name = f"<span>{escape(device.name)}<small>{escape(device.detail)}</small></span>"
    return f'<li class="{device.state}">{_icon(device.icon, 20)}{name}{mark}</li>'


def _label(label: Label) -> str:
    fr, en = KINDS[label.kind]
    copies = f" × {label.copies}" if label.copies > 1 else ""
    about = f"<b>{fr}{copies}</b>{en}<br><code>{label.sscc}</code>{_read(label.read.items())}"
    return f"<figure>{_zoom(_inline(label.picture, 'image/png'), fr)}<figcaption>{about}</figcaption></figure>"


def _paper(paper: Paper) -> str:
    fr, en = KINDS[paper.kind]
    about = f"<b>{fr}</b>{en}<br><code>{paper.number}</code>{_read([('PDF', paper.ok)])}"
    sheets = "".join(_zoom(_inline(sheet, "image/png"), fr) for sheet in paper.pages)
    return f"<figure>{sheets}<figcaption>{about}</figcaption></figure>"


def _read(forms: Iterable[tuple[str, bool]]) -> str:
    marks = "".join(
        f"<i{'' if ok else ' class=no'}>{form.upper()} {'lu' if ok else 'non lu'}</i>" for form, ok in forms
    )
    return f'<span class="read">{marks}</span>'


# -- pieces


def _pair(fr: str, en: str) -> str:
    return f'<p>{escape(fr)}</p><p class="en" lang="en">{escape(en)}</p>'


def _zoom(source: str, name: str) -> str:
    return f'<label class="zoom"><input type="checkbox"><img src="{source}" alt="{escape(name)}"></label>'


def _icon(name: str, size: int) -> str:
    return (
        f'<svg width="{size}" height="{size}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
        f'stroke-linecap="round" stroke-linejoin="round"><path d="{tokens()["icons"][name]}"/></svg>'
    )


def _verdict(tone: str, size: int) -> str:
    """The symbol of a tone in its colours; on a panel of its tone the two are changed about."""
    if not tone:
        return ""
    symbol = tokens()["verdicts"][tone]
    ink = f"on{tone.capitalize()}"
    shape, glyph = (ink, tone) if size > 40 else (tone, ink)
    return (
        f'<svg width="{size}" height="{size}" viewBox="0 0 100 100"><g fill="var(--{shape})">{symbol["shape"]}</g>'
        f'<path d="{symbol["glyph"]}" fill="none" stroke="var(--{glyph})" stroke-width="11" stroke-linecap="round" '
        'stroke-linejoin="round"/></svg>'
    )


def _shape(tone: str) -> str:
    shape: str = tokens()["verdicts"][tone]["shape"]
    return shape


def _screen(picture: Path) -> str:
    """A picture of the window, small enough for a page of many."""
    image = Image.open(picture).convert("RGB")
    image.thumbnail((WIDTH, WIDTH))
    out = io.BytesIO()
    image.save(out, "WEBP", quality=88, method=4)
    return _inline(out.getvalue(), "image/webp")


def _inline(data: bytes, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _data(path: Path, kind: str) -> str:
    return _inline(path.read_bytes(), kind)
