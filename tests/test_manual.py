"""The French manual: its links lead somewhere, its pictures are there, and what it names is what the program has."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from dispatch.scanning.scans import Command
from dispatch.workflows.tasks import TASKS
from ui.actions import Act

ROOT = Path(__file__).parents[1]
MANUAL = ROOT / "docs/manual"
PAGES = {page.name: page.read_text(encoding="utf-8") for page in sorted(MANUAL.glob("*.md"))}
LINK = re.compile(r"\]\(([^)]+)\)")
LARGEST_PICTURE = 120_000
NOT_YET = {Command.SHORT}
"""Cards that no step takes today."""


def links(text: str) -> Iterator[tuple[str, str]]:
    """File and heading of each link to a place of ours."""
    for target in LINK.findall(text):
        if "://" not in target:
            name, _, anchor = target.partition("#")
            yield unquote(name), unquote(anchor)


def anchors(text: str) -> set[str]:
    """The headings of a page, as links name them."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES)
def test_every_link_and_picture_of_the_manual_is_there(page: str) -> None:
    for name, anchor in links(PAGES[page]):
        assert (MANUAL / name).is_file() or not name, name
        assert not anchor or anchor in anchors(PAGES[name or page]), f"{name}#{anchor}"


@pytest.mark.parametrize("page", ["README.md", "docs/architecture.md"])
def test_every_link_of_the_first_pages_leads_somewhere(page: str) -> None:
    path = ROOT / page
    for name, _ in links(path.read_text(encoding="utf-8")):
        assert (path.parent / name).exists(), name


def test_every_page_and_picture_is_reached() -> None:
    named = {name for text in PAGES.values() for name, _ in links(text)}
    there = {str(path.relative_to(MANUAL)) for path in MANUAL.rglob("*") if path.suffix in {".md", ".png"}}
    assert there - {"index.md"} == named - {"index.md"}


def test_pictures_are_small() -> None:
    assert {path.name for path in MANUAL.glob("pictures/*.png") if path.stat().st_size > LARGEST_PICTURE} == set()


def test_the_four_jobs_have_a_page_that_names_their_card() -> None:
    jobs = dict(zip(TASKS, ("reception.md", "colisage.md", "palettisation.md", "chargement.md"), strict=True))
    for task, page in jobs.items():
        assert f"`CMD-TASK-{task.upper()}`" in PAGES[page]
        assert page in {name for name, _ in links(PAGES["index.md"])}


def test_every_function_key_and_card_is_explained() -> None:
    cards = PAGES["cartes.md"]
    assert {f"| {act.cap} |" for act in Act if act is not Act.BACK} <= set(re.findall(r"\| F\d+ \|", cards))
    assert "| Échap |" in cards
    explained = set(re.findall(r"^\| `CMD-([A-Z]+)`", cards, re.MULTILINE))
    assert explained == {command.value for command in Command} - NOT_YET
    for act in Act:
        if act.card:
            assert re.search(rf"^\| `{act.card}` \| (F\d+|Échap) \|", cards, re.MULTILINE), act.card


def test_every_refusal_that_is_explained_is_one_of_the_program() -> None:
    verdicts = tomllib.loads((ROOT / "resources/messages/verdicts.toml").read_text(encoding="utf-8"))
    said = {re.sub(r"\{\w+\}\.?", "…", sentence["fr"]).replace("\u00a0", " ") for sentence in verdicts.values()}
    page = PAGES["ecran-rouge.md"]
    tables = re.findall(r"\| l’écran dit \| faites \|\n\|---\|---\|\n((?:\|.*\n)+)", page)
    rows = [row.split(" | ")[0] for table in tables for row in table.splitlines()]
    assert len(rows) > 40
    assert {row.removeprefix("| ").replace("\u00a0", " ") for row in rows} <= said
