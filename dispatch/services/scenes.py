"""Scenes: everything the window shows after one scan, or before the first; it asks nothing afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatch.domain.reasons import Need
from dispatch.workflows.decisions import Args
from dispatch.workflows.progress import Progress

if TYPE_CHECKING:
    from dispatch.services.outcome import Outcome
    from dispatch.services.pictures import Picture


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the desk stands: its step, what to do next and how far the work is."""

    task: str
    """Empty on the home screen."""
    state: str
    """The one word that names the step (contract 4)."""
    prompt_key: str
    prompt_args: Args
    progress: Progress
    need: Need | None = None

    @property
    def awaits_weight(self) -> bool:
        """Is a unit to be weighed now?"""
        return self.state == "awaiting-weight"


@dataclass(frozen=True, slots=True)
class OperatorPicture:
    """Who is signed in."""

    badge: str
    name: str
    lead: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """One desk after one scan."""

    standing: Standing
    picture: Picture | None
    outcome: Outcome | None = None
    """The verdict; None before the first scan, and for a repeated read that was not judged."""
    repeated: bool = False
    """An identical second read by the same trigger pull: ticked, not judged (contract 4)."""
    resumed: bool = False
    """The desk came back to work that was left open."""
    operator: OperatorPicture | None = None
