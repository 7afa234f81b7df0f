"""The diagrams and tables of docs/workflows.md are those of the code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from dispatch.domain.reasons import Reason
from dispatch.workflows import dialogue, labelling, loading, packing, palletising, receiving, tasks, undoing, weighing
from tests.workflows.tables import TAKEN_BACK
from tests.workflows.walks import NOT_ON_A_WALK, STARTS, Moment, walked

DOC = (Path(__file__).parents[2] / "docs/workflows.md").read_text(encoding="utf-8")
SECTIONS: dict[str, str] = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", DOC, re.MULTILINE | re.DOTALL))
ARROW = re.compile(r"(\S+) --> (\S+)(?: : (.+))?")
WORD = re.compile(r"`([a-z0-9-]+)`")
TASKS = {"receive": receiving, "pack": packing, "palletise": palletising, "load": loading}


@cache
def moments() -> list[Moment]:
    """Six hundred walks."""
    return [moment for seed in range(150) for start in STARTS for moment in walked(seed, start)]


def arrows(text: str) -> Iterator[tuple[str, ...]]:
    """From, to and label of each transition; states of a diagram are spelt with `_` for `-`."""
    for line in text.splitlines():
        if found := ARROW.fullmatch(line.strip()):
            yield found[1].replace("_", "-"), found[2].replace("_", "-"), found[3] or ""


def rows(section: str) -> dict[str, list[str]]:
    """Cells of each table row, by the word in its first cell."""
    cells = ([cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:1] == "|")
    return {row[0].strip("`"): row[1:] for row in cells}


def words(cells: list[str]) -> set[str]:
    """Reasons named in these cells."""
    return {word for cell in cells for word in WORD.findall(cell)}


EVERYWHERE = words([SECTIONS["The dialogue"].partition("in every state:")[2].partition("Where several")[0]])


@pytest.mark.parametrize(
    ("title", "module"),
    [*TASKS.items(), ("The dialogue", dialogue), ("The label step", labelling), ("The weight step", weighing)],
)
def test_each_diagram_is_that_of_its_module(title: str, module: ModuleType) -> None:
    assert list(arrows(SECTIONS[title])) == list(arrows(module.__doc__ or "")) != []


def test_every_step_a_desk_takes_is_an_arrow() -> None:
    for moment in filter(moves, moments()):
        task = tasks.task_of(moment.state)
        step = tasks.step(moment.state), tasks.step(moment.after)
        assert step in {arrow[:2] for arrow in arrows(SECTIONS[task])}, (task, moment.decision.reason)


def moves(moment: Moment) -> bool:
    """Does it lead to another state, at a desk where labels are verified?"""
    return tasks.step(moment.state) != tasks.step(moment.after) and moment.desk.verify_label


@pytest.mark.parametrize("task", TASKS)
def test_every_reason_stands_in_the_row_of_its_state_and_under_its_tone(task: str) -> None:
    columns = dict(zip(("accepted", "confirm", "refused", "info"), range(4), strict=True))
    table = rows(SECTIONS[task])
    for moment in moments():
        reason = moment.decision.reason
        if tasks.task_of(moment.state) == task and reason.word not in EVERYWHERE:
            cell = table[tasks.step(moment.state)][columns[reason.tone.value]]
            assert reason.word in words([cell]), (tasks.step(moment.state), reason)


def test_the_tables_name_every_reason_and_nothing_else() -> None:
    named = EVERYWHERE.union(*(words(cells) for task in TASKS for cells in rows(SECTIONS[task]).values()))
    known = {reason.word for reason in Reason}
    assert named - known == set()
    assert known - named <= {reason.word for reason in NOT_ON_A_WALK}


def test_the_table_of_undo_names_what_takes_back_what() -> None:
    table = rows(SECTIONS["Undo"])
    told = {taken: WORD.findall(cells[0])[0] for taken, cells in table.items() if words(cells)}
    assert told == {taken.TYPE: back.TYPE for taken, back in TAKEN_BACK.items()}
    assert set(TAKEN_BACK) == set(undoing.UNDOABLE)
