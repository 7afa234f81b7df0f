"""What all screens have in common: a heading, a prompt, the keys of the bottom bar, and news from the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from dispatch.services.scenes import Scene
    from ui.actions import Act, Offer
    from ui.desk import Desk
    from ui.look.look import Look
    from ui.widgets.board import Prompt


@dataclass(frozen=True, slots=True)
class Heading:
    """What the top bar says: the job, and the place it is for."""

    icon: str
    title: str
    place: str = ""
    place_icon: str = "school"
    code: str = ""


class Screen(QWidget):
    """The middle of the frame. Built for one look; thrown away when it changes: what must last lies in the desk.

    `act` answers whether the screen used the key; what it does not use, the frame handles (menu, search, display).
    """

    changed = Signal()
    """Heading, prompt or keys are others now."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.look = look

    def heading(self) -> Heading:
        """The words of the top bar."""
        raise NotImplementedError

    def prompt(self) -> Prompt | None:
        """What the board says; None where the screen has no board."""
        return None

    def offers(self) -> list[Offer]:
        """The keys of the bottom bar, left to right."""
        return []

    def enter(self) -> None:
        """The screen was just shown: ask for what it needs."""

    def show_scene(self, scene: Scene) -> None:
        """The desk spoke."""

    def learn(self, name: str, answer: object) -> None:
        """The office answered a question: a value or a KnownError."""

    def act(self, act: Act) -> bool:
        """A function key; False where the screen has no use for it."""
        return False

    def typed(self, key: str) -> None:
        """A single key typed by a person, slower than a scanner, while no field has the focus."""
