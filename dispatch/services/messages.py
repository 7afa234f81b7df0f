"""Sentences for people: one catalogue of French and English, used by the window, the console and the command line.

The files lie in `resources/messages`; each is read when first needed. A missing fact leaves a dash, never an error.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dispatch.domain.reasons import Reason

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "messages"
DASH = "–"
NO_BREAK_SPACE = "\u00a0"
"""Also between thousands: the fonts of the screen lack the narrow one."""
LONGEST_FACT = 64
"""A longer text inside a verdict, prompt or notice is cut; all codes of the contract are shorter."""

_DATES = frozenset({"date", "today", "planned"})
_WEIGHTS = frozenset({"weight", "theoretical"})
_CODED = frozenset({"role", "task", "kind", "field", "condition", "remedy", "status", "keyboard"})
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")

Args = Mapping[str, str | int]
Sentence = Mapping[str, str]
"""One sentence by language."""


class Messages:
    """The sentences in one language, `fr` or `en`.

    SSCC and other codes are shown as given; whole numbers, weights and ISO dates as the language writes them. A word
    that no file has is a KeyError: a bug of ours.
    """

    def __init__(self, language: str) -> None:
        self.language = "en" if language == "en" else "fr"

    def verdict(self, reason: Reason, args: Args) -> str:
        """What a verdict says: what happened or what is wrong, then what to do."""
        return self._say(catalogue("verdicts")[reason.word], args, LONGEST_FACT)

    def headline(self, reason: Reason) -> str:
        """The one word of a verdict: what was done with the thing, else that of the tone."""
        words = catalogue("headlines")
        return (words.get(reason.word) or words[f"tone.{reason.tone}"])[self.language]

    def prompt(self, key: str, args: Args) -> str:
        """What to do next, by `task.step` or `question.need.reason`.

        Where the key itself has no sentence, `any` and its last word have, or the key without its last word.
        """
        prompts = catalogue("prompts")
        start, _, last = key.rpartition(".")
        found = next(name for name in (key, f"any.{last}", start) if name in prompts)
        return self._say(prompts[found], args, LONGEST_FACT)

    def notice(self, word: str, args: Args) -> str:
        """Something worth knowing beside a verdict."""
        return self._say(catalogue("notices")[word], args, LONGEST_FACT)

    def event(self, type_name: str, args: Args) -> str:
        """One journal entry in a story."""
        return self._say(catalogue("events")[type_name], args)

    def problem(self, code: str, line: int, column: str, value: str, args: Args) -> str:
        """One error or warning of an import; `imports.toml` may name `{line}`, `{column}`, `{value}` and the args."""
        return self._say(catalogue("imports")[code], {**args, "line": line, "column": column, "value": value})

    def act(self, reason: Reason) -> str:
        """The verb of the key that says yes to a question."""
        acts = catalogue("acts")
        return acts[reason.word if reason.word in acts else "any"][self.language]

    def condition(self, code: str | None) -> str:
        """The state of a printer in words; None is one that prints now."""
        return catalogue("words")[f"condition.{code or 'printing'}"][self.language]

    def remedy(self, code: str | None) -> str:
        """What to do about a printer in that state; None is one that prints now."""
        return catalogue("words")[f"remedy.{code or 'printing'}"][self.language]

    def scale(self, code: str) -> str:
        """The state of a scale in words."""
        return catalogue("words")[f"scale.{code}"][self.language]

    def scale_remedy(self, code: str) -> str:
        """What to do about a scale in that state."""
        return catalogue("words")[f"scale-remedy.{code}"][self.language]

    def paper(self, kind: str) -> str:
        """A kind of print, as a heading."""
        word = catalogue("words")[f"kind.{kind}"][self.language]
        return word[0].upper() + word[1:]

    def card(self, code: str) -> str:
        """A reason card in words."""
        return catalogue("words")[f"card.{code}"][self.language]

    def task(self, task: str) -> str:
        """A task, as a heading."""
        return catalogue("words")[f"task.{task}"][self.language]

    def meaning(self, code: str) -> str:
        """What a code is taken for."""
        return catalogue("words")[f"meaning.{code}"][self.language]

    def setup(self, key: str, **args: str | int) -> str:
        """A sentence of the set-up sheet, or the caption of a card, by dotted key."""
        return self._say(catalogue("setup")[key], args)

    def text(self, key: str, **args: str | int) -> str:
        """A sentence of the command line, by dotted key."""
        return self._say(catalogue("cli")[key], args)

    def _say(self, sentence: Sentence, args: Args, longest: int | None = None) -> str:
        return sentence[self.language].format_map(_Facts(args, self.language, longest))


def reason_rows() -> list[dict[str, str | None]]:
    """Every reason with tone, rule and sentences, as the command `reasons` prints them (contract 6)."""
    verdicts = catalogue("verdicts")
    return [
        {"reason": reason.word, "tone": reason.tone.value, "rule": reason.rule, **verdicts[reason.word]}
        for reason in Reason
    ]


@cache
def catalogue(name: str) -> Mapping[str, Sentence]:
    """The sentences of one file by dotted key."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return dict(_sentences(tomllib.load(file), ""))


def _sentences(table: Mapping[str, Any], path: str) -> Iterator[tuple[str, Sentence]]:
    if "fr" in table:
        yield path, {"fr": table["fr"], "en": table["en"]}
    for key, inner in table.items():
        if isinstance(inner, dict):
            yield from _sentences(inner, f"{path}.{key}" if path else key)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What `format_map` finds for a placeholder: the fact as the language writes it, or a dash."""

    args: Args
    language: str
    longest: int | None

    def __getitem__(self, name: str) -> str:
        fact = self.args.get(name, "")
        if isinstance(fact, int):
            return f"{fact:,}".replace(",", NO_BREAK_SPACE if self.language == "fr" else ",")
        fact = "".join(c if c.isprintable() or c == NO_BREAK_SPACE else "·" for c in fact)
        if name in _DATES:
            return _ISO_DATE.sub(r"\3/\2/\1", fact) or DASH
        if name in _CODED:
            return self._word(name, fact)
        if name in _WEIGHTS and self.language == "fr":
            return fact.replace(".", ",") or DASH
        return self._cut(fact) or DASH

    def _cut(self, fact: str) -> str:
        return fact if self.longest is None or len(fact) <= self.longest else fact[: self.longest - 1] + "…"

    def _word(self, name: str, code: str) -> str:
        """The word for a code; `code:3` belongs to stop 3."""
        code, _, stop = code.partition(":")
        words = catalogue("words")
        word = words[f"{name}.{code}"][self.language] if f"{name}.{code}" in words else code or DASH
        return f"{word} ({words['stop'][self.language]} {stop})" if stop else word
