"""The outcome of one scan: everything a console line or a screen shows; neither asks anything afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dispatch.domain.reasons import Need, Reason
from dispatch.services.messages import Messages
from dispatch.workflows.decisions import Args, Notice, Print
from dispatch.workflows.progress import Progress


@dataclass(frozen=True, slots=True)
class Outcome:
    """Verdict, next prompt, progress, queued prints and notices of one scan."""

    scan: str
    reason: Reason
    rule: str | None
    args: Args
    need: Need | None
    task: str
    state: str
    prompt_key: str
    prompt_args: Args
    progress: Progress
    prints: tuple[Print, ...]
    notices: tuple[Notice, ...]

    @property
    def concerns_printers(self) -> bool:
        """Is there something new for the printer lanes?"""
        return bool(self.prints) or self.reason is Reason.PRINTER_CHOSEN

    def answer(self, messages: Messages) -> dict[str, Any]:
        """The console's JSON object (contract 4)."""
        return {
            "scan": self.scan,
            "tone": self.reason.tone.value,
            "reason": self.reason.word,
            "rule": self.rule,
            "message": self.sentence(messages),
            "prompt": messages.prompt(self.prompt_key, self.prompt_args),
            "needs": self.need.value if self.need else None,
            "task": self.task,
            "state": self.state,
            "progress": {
                "devices": list(self.progress.devices),
                "cartons": list(self.progress.cartons),
                "pallets": list(self.progress.pallets),
            },
            "printed": [printed(job) for job in self.prints],
            "notices": [notice.word for notice in self.notices],
        }

    def sentence(self, messages: Messages) -> str:
        """The verdict's sentence, followed by those of its notices."""
        sentences = [messages.verdict(self.reason, self.args)]
        sentences += [messages.notice(notice.word, notice.args) for notice in self.notices]
        return " ".join(sentences)


def printed(job: Print) -> Mapping[str, str | int]:
    """One queued job as the contract shows it: labels by SSCC, papers by number."""
    key = "sscc" if job.role == "labels" else "number"
    return {"kind": job.kind, key: job.ref, "copies": job.copies}
