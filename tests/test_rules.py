"""The table of rules: every test that it names is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RULES = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", RULES)))


@cache
def functions_of(file: str) -> set[str]:
    """The functions of a file, at its top and in its classes."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("file", "function"), NAMED, ids=lambda part: part)
def test_every_test_that_holds_a_rule_is_there(file: str, function: str) -> None:
    assert function.startswith("test_")
    assert function in functions_of(file)


def test_every_rule_names_a_test() -> None:
    rows = [line for line in RULES.splitlines() if line.startswith("| ") and not line.startswith("| rule |")]
    assert [row for row in rows if not re.search(r"`tests/[\w/]+\.py::\w+`", row)] == []
    assert len(rows) > 30
