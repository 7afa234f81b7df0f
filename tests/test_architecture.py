"""The house stands as designed: who imports whom, and how long things may get."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter import configuration
from importlinter.application import use_cases

ROOT = Path(__file__).parents[1]
PRODUCT = [path for pattern in ("main.py", "dispatch/**/*.py", "ui/**/*.py") for path in ROOT.glob(pattern)]
TESTS = list(ROOT.glob("tests/**/*.py"))


def test_every_package_imports_only_what_the_contracts_allow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    configuration.configure()
    assert use_cases.lint_imports(config_filename="setup.cfg", cache_dir=None, no_logo=True)


@pytest.mark.parametrize(
    ("package", "allowed"),
    [("domain", set()), ("scanning", {"biip"}), ("workflows", set())],
)
def test_a_pure_package_needs_nothing_but_the_standard_library(package: str, allowed: set[str]) -> None:
    known = sys.stdlib_module_names | {"dispatch"} | allowed
    paths = ROOT.glob(f"dispatch/{package}/**/*.py")
    assert {(path.name, name) for path in paths for name in imported_roots(path) if name not in known} == set()


@pytest.mark.parametrize(
    ("paths", "limits"),
    [
        pytest.param(PRODUCT, {ast.Module: 400, ast.ClassDef: 250, ast.FunctionDef: 40}, id="product"),
        pytest.param(TESTS, {ast.Module: 600}, id="tests"),
    ],
)
def test_nothing_grows_too_long(paths: list[Path], limits: dict[type[ast.AST], int]) -> None:
    too_long = [
        f"{path.relative_to(ROOT)}: {name} has {lines} lines"
        for path in paths
        for kind, name, lines in lengths(path)
        if lines > limits.get(kind, lines)
    ]
    assert too_long == []


def imported_roots(path: Path) -> Iterator[str]:
    """Top-level names of the packages that a module imports, lazily or not."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def lengths(path: Path) -> Iterator[tuple[type[ast.AST], str, int]]:
    """Kind, name and lines of the module and of each class and function in it."""
    text = path.read_text(encoding="utf-8")
    yield ast.Module, "module", len(text.splitlines())
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef):
            yield ast.ClassDef, node.name, length(node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield ast.FunctionDef, node.name, length(node)


def length(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the header to the end, decorators not counted."""
    return (node.end_lineno or node.lineno) - node.lineno + 1
