"""The page for the lycée as it is: its own scripts run by Node, behind a stand-in for the elements that it fills."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

PAGE = Path(__file__).parents[2] / "resources" / "lycee" / "numeros-de-serie.html"
HTML = PAGE.read_text(encoding="utf-8")

_ELEMENTS = """
function element(id) {
  var listeners = {};
  return {
    id: id, value: "", textContent: "", className: "", hidden: false, children: [],
    appendChild: function (child) { this.children.push(child); },
    addEventListener: function (name, listener) { listeners[name] = listener; },
    fire: function (name) { listeners[name](); }, focus: function () {},
    click: function () { saved.name = this.download; }
  };
}
var saved = {}, elements = {}, navigator = { language: LANGUAGE };
var document = {
  documentElement: {}, createElement: element, querySelectorAll: function () { return []; },
  getElementById: function (id) { return elements[id] = elements[id] || element(id); }
};
var URL = { createObjectURL: function () { return "blob:"; }, revokeObjectURL: function () {} };
function Blob(parts) { saved.text = parts.join(""); }
function fill(id, text) { elements[id].value = text; elements[id].fire("input"); }
function press(id) { saved = {}; elements[id].fire("click"); return saved; }
function seen() {
  var told = {};
  Object.keys(elements).forEach(function (id) {
    var it = elements[id];
    var inner = it.children.map(function (child) { return child.textContent; });
    if (!it.hidden) told[id] = inner.length ? inner : it.textContent;
  });
  return told;
}
"""
_LOOP = """
require("readline").createInterface({ input: process.stdin }).on("line", function (line) {
  process.stdout.write(JSON.stringify(run(JSON.parse(line)) ?? null) + "\\n");
});
"""


def script(name: str) -> str:
    """One of the page's scripts."""
    found = re.search(rf'<script id="{name}">(.*?)</script>', HTML, re.DOTALL)
    assert found is not None, name
    return found[1]


class Page:
    """An open page; `ask` evaluates an expression of its scripts, where `given` is a value."""

    def __init__(self, language: str = "fr", *, window: bool = False) -> None:
        stage = f"var LANGUAGE = {json.dumps(language)};{_ELEMENTS}{script('window')}" if window else ""
        run = "function run(order) { var given = order.given; return eval(order.ask); }"
        source = f"{script('decoder')}\n{stage}\n{run}\n{_LOOP}"
        self._node = subprocess.Popen(
            ["node", "-e", source], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        assert self._node.stdin and self._node.stdout
        self._node.stdin.close()
        self._node.wait(20)
        self._node.stdout.close()

    def ask(self, expression: str, given: object = None) -> Any:
        """What an expression gives."""
        assert self._node.stdin and self._node.stdout
        self._node.stdin.write(json.dumps({"ask": expression, "given": given}) + "\n")
        self._node.stdin.flush()
        return json.loads(self._node.stdout.readline())

    def read(self, typed: str) -> Any:
        """What the decoder makes of everything that was typed."""
        return self.ask("SerialCodes.read(given)", typed)
