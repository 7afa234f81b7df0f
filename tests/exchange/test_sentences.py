"""Each problem that an import can have is told in both languages, and each sentence is of use."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

ROOT = Path(__file__).parents[2]
READERS = sorted(ROOT.glob("dispatch/exchange/*.py"))
PLANS = sorted(ROOT.glob("dispatch/services/*.py"))
SENTENCES = tomllib.loads((ROOT / "resources/messages/imports.toml").read_text(encoding="utf-8"))
CODE_PLACES = {"Fault": 0, "Oddity": 1, "UnreadableFile": 0, "Problem": 3, "Problems": 0, "identifier": 1}
"""Which argument of a call is the key of a sentence."""
WHERE = {"line", "column", "value"}


def calls(paths: list[Path]) -> Iterator[tuple[str, str, set[str]]]:
    """Function, key of the sentence and facts given with it, for each place where a problem is told."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CODE_PLACES:
                place = CODE_PLACES[node.func.id]
                if len(node.args) > place and isinstance(code := node.args[place], ast.Constant):
                    yield node.func.id, str(code.value), facts(node)


def facts(call: ast.Call) -> set[str]:
    """Names of the facts: keywords, or the keys of the mapping that is given as `args`."""
    names = {keyword.arg for keyword in call.keywords if keyword.arg} - {"args"}
    for keyword in call.keywords:
        if keyword.arg == "args" and isinstance(keyword.value, ast.Dict):
            names |= {str(ast.literal_eval(key)) for key in keyword.value.keys if key}
    return names


def told_by_readers() -> dict[str, set[str]]:
    """Facts that always come with each key of the readers."""
    told: dict[str, set[str]] = {}
    for function, code, names in calls(READERS):
        if function == "identifier":
            told |= {f"{code}-form": set(), f"{code}-check": {"expected", "found"}}
        elif function == "Problems":
            told[code] = {"count"}
        else:
            told[code] = names & told.get(code, names)
    return told


WITHOUT_CHECK = {"mac-check", "serial-check"}
"""Identifiers without a check character are never wrong in it."""


def test_every_problem_has_a_sentence_and_every_sentence_a_problem() -> None:
    planned = {code for _, code, _ in calls(PLANS)}
    assert (told_by_readers().keys() | planned) - WITHOUT_CHECK == SENTENCES.keys()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_sentence_is_short_and_short_of_no_fact(language: str) -> None:
    told = told_by_readers()
    for code, sentence in SENTENCES.items():
        text = sentence[language]
        assert 20 < len(text) <= 140, code
        placeholders = {name for _, name, _, _ in Formatter().parse(text) if name}
        assert code not in told or placeholders <= told[code] | WHERE, code
