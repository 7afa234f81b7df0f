"""Prompts: what to do next, as a key of the catalogue and the words its sentence needs."""

from __future__ import annotations

from dispatch.workflows import tasks
from dispatch.workflows.decisions import Args
from dispatch.workflows.dialogue import Dialogue
from dispatch.workflows.loading import Loading
from dispatch.workflows.packing import Packing
from dispatch.workflows.palletising import COPIES, Palletising
from dispatch.workflows.weighing import kilograms


def prompt_of(task: str, state: tasks.State, dialogue: Dialogue, asked: Args) -> tuple[str, Args]:
    """Key and words of what to do next; `asked` are the words of the open question."""
    if dialogue.blocked:
        return "question.blocked", {}
    question = dialogue.question
    if question is not None:
        return f"question.{question.need.value}.{question.reason.word}", asked
    step = "sealing" if dialogue.sealing else "weight-off" if dialogue.off_g is not None else tasks.step(state)
    return f"{task}.{step}", {**_prompt_args(state), **_weight(state)}


def _weight(state: tasks.State) -> Args:
    """What the unit at hand should weigh, where it is to be weighed."""
    weighing = tasks.weighing(state)
    return {} if weighing is None else {"weight": kilograms(weighing.expected_g)}


def _prompt_args(state: tasks.State) -> Args:
    match state:
        case Packing():
            args: dict[str, str | int] = {"order": state.order, "site": state.site, "sscc": state.awaiting or ""}
            wanted = next((line for line in state.lines if line.remaining), None)
            if wanted is not None:
                args |= {"model": wanted.item.designation, "remaining": wanted.remaining}
            return args
        case Palletising():
            copy = state.copies_verified + 1
            return {
                "site": state.site,
                "sscc": state.awaiting or "",
                "copy": copy,
                "copies": COPIES,
                "number": state.number,
            }
        case Loading():
            waiting = [stop for stop in state.stops if stop.ready]
            args = {"trip": state.trip.number if state.trip else ""}
            if waiting:
                args |= {"stop": waiting[-1].stop.number, "site": waiting[-1].site}
            return args
    return {}
