"""A hand that scans at random, not blindly: it follows the prompts often enough to get deep, and then does anything."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dispatch.scanning.scans import Command
from tests.support import campaign
from tests.support.homes import rows

Answer = Mapping[str, Any]
TASKS = ("receive", "pack", "palletise", "load")
SSCC = re.compile(r"\b[13][0-9]{17}\b")
KILOGRAMS = re.compile(r"\(([0-9]+[.,][0-9]{2})\skg\)")
COMMANDS = [f"CMD-{command}" for command in Command]
REASONS = ["RSN-AUTRE", "RSN-CASSE", "rsn-etiquette-abimee", "RSN-CAMION_PLEIN", "RSN-MANQUANT-STOCK"]
PRINTERS = ["PRN-LABELS", "PRN-DOCUMENTS", "PRN-NOBODY"]
BADGES = ["OPR-CHEF-1", "OPR-SUR-1", "OPR-PREP-1", "OPR-REC-1", "OPR-QUAI-1", "OPR-AUD-1", "OPR-NOBODY"]
FOREIGN: list[str | bytes] = [
    "4006381333931",
    "]E04006381333931",
    "4006381333932",
    "490154203237518",
    "02:AA:00:00:00:01",
    "356938035643809",
    "]C10106141411234567213456\x1d10LOT1",
    "]d201095212345000182199999",
    "https://id.gs1.org/01/09521234500018/21/S-TWIN",
    "ç&é'(-è_ç",
    "ORD_0750652B_1",
    "ORD-0750652A-1",
    "ORD-0750671X-1",
    f"ORD-{campaign.A}-9",
    "TRP-NONE",
    "DOCK-99",
    "LOC-A1",
    "DLN-2026-000001",
    "RMA-1",
    "CMD-DANCE",
    "CMD-TASK-DANCE",
    "RSN-BECAUSE",
    "00395212340000000008",
    "(00)106141411234567897",
    "00106141411234567897",
    "]C100106141411234567897",
    "]C1" + "0" * 20,
    "",
    " ",
    "\r",
    "\x00",
    "\x1d",
    "\t" * 9,
    "é" * 5000,
    b"\xff\xfe\xfa" * 7,
    "Lycée n° 3".encode("latin-1"),
    b"S-\xe9\xe8000001",
    "\u2028\u0085\ud7ff\U0001f4a5",
    "'; DROP TABLE device; --",
    '{"scan": "x"}',
    "]",
    "]C1",
    "]e0",
    "%s%n{x}",
]

NEXT = {"resume-first": "CMD-RESUME", "badge-required": "OPR-CHEF-1", "role-missing": "OPR-CHEF-1"}
BEFORE: Answer = {"needs": None, "state": "", "reason": "", "prompt": "", "message": ""}
"""What nobody was asked yet."""


def text_of(line: bytes) -> str:
    """What the console takes a line for."""
    line = line.removesuffix(b"\r")
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("latin-1")


class Walker:
    """Chooses the next scan from what was answered last and from what lies in the warehouse."""

    def __init__(self, home: Path, task: str, seed: str) -> None:
        self._random = random.Random(seed)
        self._task = task
        self._hand: list[str] = []
        self._last = "S-000001"
        self._seal = 0
        self._seed = re.sub("[^A-Z0-9]", "", seed.upper())
        self._near = 0
        self._expected_g = 0
        self._destroyed: list[str] = []
        self._cartons: list[tuple[str, list[str]]] = []
        self._received: list[str] = []
        self._orders = [code for (code,) in rows(home, "SELECT code FROM orders ORDER BY code")]
        self._trips = [number for (number,) in rows(home, "SELECT number FROM trip ORDER BY number")]
        self._labels = [sscc for (sscc,) in rows(home, "SELECT sscc FROM unit ORDER BY sscc")]
        for carton, code, received in rows(home, "SELECT id, code, received FROM announced_carton ORDER BY id"):
            serials = rows(home, "SELECT serial FROM device WHERE carton = ? ORDER BY id", carton)
            self._cartons.append((code, [serial for (serial,) in serials]))
            self._received += [code] * received

    def next(self, last: Answer | None) -> bytes:
        """One line without its end."""
        chosen = self._choose(last or {**BEFORE, "task": self._task})
        line = chosen.encode("utf-8", "surrogatepass") if isinstance(chosen, str) else chosen
        return self._spoilt(line).replace(b"\n", b"")

    def learn(self, answer: Answer) -> None:
        """Labels that come out of the printer lie on the desk from now on, and cartons put in stock within reach."""
        self._labels += [job["sscc"] for job in answer["printed"] if "sscc" in job]
        if answer["reason"] == "carton-received":
            self._received.append(answer["scan"].strip().upper())
        elif answer["reason"] == "destroy-label":
            self._destroyed += SSCC.findall(answer["message"])

    def _choose(self, last: Answer) -> str | bytes:
        chance = self._random.random()
        if chance < 0.04:
            return self._garbage()
        if chance < 0.08:
            return self._random.choice(FOREIGN)
        if chance < 0.16:
            return self._anything()
        if last["task"] != self._task and chance < 0.19:
            return f"CMD-TASK-{self._task.upper()}"
        if chance < 0.195:
            return f"CMD-TASK-{self._random.choice(TASKS)}"
        if last["needs"]:
            return self._reply(last)
        if last["reason"] in NEXT:
            return NEXT[last["reason"]]
        if last["reason"] == "task-selected" and chance < 0.5:
            return "CMD-UNDO"
        if last["state"] == "awaiting-weight":
            return self._on_the_scale(last)
        if last["state"] == "awaiting-label":
            return self._labelling(last)
        plausible: Mapping[str, Callable[[Answer], str]] = {
            "receive": self._receiving,
            "pack": self._packing,
            "palletise": self._palletising,
            "load": self._loading,
        }
        return plausible[last["task"]](last)

    def _weighted(self, choices: Sequence[tuple[float, Callable[[], str]]]) -> str:
        (chosen,) = self._random.choices([make for _, make in choices], [weight for weight, _ in choices])
        return chosen()

    def _pick(self, codes: Sequence[str]) -> Callable[[], str]:
        return lambda: self._random.choice(codes) if codes else "NOTHING-1"

    # -- what a person would do

    def _reply(self, last: Answer) -> str:
        replies: dict[str, Callable[[], str]] = {
            "confirm": lambda: "CMD-CONFIRM",
            "reason": self._pick(REASONS),
            "badge": self._pick(BADGES),
            "label": lambda: self._prompted(last),
        }
        return self._weighted([(8, replies[last["needs"]]), (1, lambda: "CMD-CANCEL"), (1, self._anything)])

    def _labelling(self, last: Answer) -> str:
        return self._weighted(
            [
                (14, lambda: f"]C100{self._prompted(last)}"),
                (2, lambda: "CMD-UNDO"),
                (1, lambda: "CMD-NEXT"),
                (1, lambda: "CMD-REPRINT"),
                (2, self._label),
            ]
        )

    def _on_the_scale(self, last: Answer) -> str:
        """The carton or pallet on the scale, mostly as heavy as it should be."""
        if expected := KILOGRAMS.search(last["prompt"]):
            self._expected_g = round(float(expected[1].replace(",", ".")) * 1000)
        return self._weighted(
            [
                (9, lambda: f"WGT-{self._expected_g}"),
                (3, lambda: f"WGT-{self._expected_g + self._random.choice([-600, 600, 5_000, 20_000])}"),
                (2, lambda: "CMD-CONFIRM"),
                (2, lambda: "CMD-UNDO"),
                (1, lambda: "CMD-NEXT"),
                (1, self._label),
            ]
        )

    def _prompted(self, last: Answer) -> str:
        found = SSCC.findall(last["prompt"]) or SSCC.findall(last["message"])
        return found[-1] if found else self._label()

    def _receiving(self, _: Answer) -> str:
        return self._weighted([(9, self._new_carton), (1, lambda: "CMD-UNDO"), (1, self._carton)])

    def _packing(self, last: Answer) -> str:
        if last["state"] in ("order-expected", "complete", ""):
            return self._weighted(
                [(4, self._pick(self._orders)), (2, lambda: "CMD-NEXT"), (1, self._label), (1, self._device)]
            )
        return self._weighted(
            [
                (20, self._device),
                (1, lambda: self._last),
                (2, self._carton),
                (1, self._new_carton),
                (3, lambda: "CMD-CLOSE"),
                (3, lambda: "CMD-UNDO"),
                (1, lambda: "CMD-NEXT"),
                (1, lambda: "CMD-REPRINT"),
                (1, self._pick(self._orders)),
                (2, self._label),
            ]
        )

    def _palletising(self, _: Answer) -> str:
        return self._weighted(
            [
                (12, lambda: self._label("1")),
                (2, lambda: self._label("3")),
                (4, lambda: "CMD-CLOSE"),
                (2, lambda: "CMD-UNDO"),
                (1, lambda: "CMD-NEXT"),
                (1, lambda: "CMD-REPRINT"),
            ]
        )

    def _loading(self, last: Answer) -> str:
        trips = [f"TRP-{trip}" for trip in self._trips] + [f"DOCK-{trip.removeprefix('T')}" for trip in self._trips]
        if last["state"] in ("trip-expected", "departed", ""):
            return self._weighted([(5, self._pick(trips)), (1, lambda: self._label("3"))])
        if last["reason"] == "seal-expected" or (last["state"] == "sealing" and self._random.random() < 0.4):
            return self._new_seal()
        return self._weighted(
            [
                (12, lambda: self._label("3")),
                (3, lambda: "CMD-CLOSE"),
                (2, lambda: "CMD-UNDO"),
                (1, self._pick(trips)),
                (1, lambda: self._label("1")),
            ]
        )

    # -- what lies about

    def _new_carton(self) -> str:
        return self._random.choice([code for code, _ in self._cartons if code not in self._received] or ["FAB-00000"])

    def _carton(self) -> str:
        received = self._received[-3:] if self._random.random() < 0.3 else self._received
        return self._random.choice(received or ["FAB-00000"])

    def _device(self) -> str:
        if not self._hand or self._random.random() < 0.02:
            self._hand = [*dict(self._cartons).get(self._carton(), ["S-000001"])]
        self._last = self._hand.pop(0)
        return self._last

    def _label(self, extension: str = "") -> str:
        """One of all labels, but rather one near the last: cartons of one lycée lie together."""
        labels = [sscc for sscc in self._labels if sscc.startswith(extension)]
        if not labels:
            return "NONE"
        near = self._random.random()
        if near < 0.6:
            self._near += self._random.choice([-1, 1, 1, 2])
        else:
            self._near = self._random.randrange(len(labels) if near > 0.8 else min(6, len(labels)))
            self._near = len(labels) - 1 - self._near
        return f"00{labels[self._near % len(labels)]}"

    def _new_seal(self) -> str:
        self._seal += self._random.random() < 0.9
        return f"SC-{self._seed}-{self._seal:04d}"

    def _anything(self) -> str:
        return self._weighted(
            [
                (4, self._pick(COMMANDS)),
                (2, self._pick(REASONS)),
                (2, self._pick(BADGES)),
                (1, self._pick(PRINTERS)),
                (3, self._label),
                (1, self._pick(self._destroyed)),
                (1, self._pick(self._orders)),
                (1, lambda: f"TRP-{self._random.choice(self._trips)}"),
                (2, lambda: self._random.choice(self._random.choice(self._cartons)[1])),
                (2, lambda: self._random.choice(self._cartons)[0]),
                (2, self._pick(["S-TWIN", "FAB-TWIN", "E-000001", "N-000001", "BIG-00000", "HUG-00000", "TW-2"])),
                (1, self._pick(["U-000001", "U-000002", "H-000001", "NON-00000", "]d2010952123450003221S-TWIN"])),
                (1, self._new_seal),
            ]
        )

    def _garbage(self) -> bytes:
        length = self._random.choice([1, 2, 3, 9, 20, 64, 65, 300, 10_000])
        if self._random.random() < 0.5:
            return self._random.randbytes(length)
        return "".join(self._random.choices("ABCéà0123456789]-/()%$^~ \t\x1d\x04&", k=length)).encode()

    def _spoilt(self, line: bytes) -> bytes:
        """Now and then a reading as no printer meant it."""
        chance = self._random.random()
        if chance < 0.02:
            return line + b"\r"
        if chance < 0.03:
            return line.lower()
        if chance < 0.04:
            return b" \t" + line + b"\x1d"
        if chance < 0.05:
            return line[:-1]
        return line
