"""Weight first: at a desk with a scale a closed unit is weighed before its label is printed.

    [*] --> awaiting-weight : the unit is closed at a desk with a scale for its kind
    awaiting-weight --> [*] : a weight within the tolerance / weighed
    awaiting-weight --> [*] : CMD-CONFIRM after another weight, reason card, shift lead / weighed
    awaiting-weight --> [*] : CMD-NEXT / not-weighed

A carton of more than 25 kg and a pallet of more than its site takes are refused whatever was expected (E-COL-10,
E-PAL-04). A weight outside the tolerance is refused too (E-COL-09): weigh again, take back the closing, or have the
weight accepted; after one CMD-NEXT wants the same approval. A weight that nobody waits for changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dispatch.domain.events import UnitWeighed, WeighingAwaited, WeighingSkipped
from dispatch.domain.reasons import Reason
from dispatch.domain.scales import ScaleRole
from dispatch.scanning.scans import Command
from dispatch.workflows.decisions import Answers, Decision, Desk, Print, accept, approval, approver, refuse
from dispatch.workflows.packing_contents import TOO_HEAVY_G, heavy
from dispatch.workflows.subjects import CommandSubject, Judged, NextSubject, UnitSubject, WeightSubject


@dataclass(frozen=True, slots=True)
class Weighing:
    """The weight of one closed unit that is looked for."""

    sscc: str
    role: ScaleRole
    expected_g: int
    """Theoretical gross weight."""
    tolerance_g: int
    """How far the scale may differ from it."""
    most_g: int
    """More than this no unit of its kind may weigh."""
    label: Print
    """What is queued once it was weighed."""

    @classmethod
    def of_carton(cls, event: WeighingAwaited) -> Weighing:
        """Of a carton that was closed."""
        label = Print("carton-label", event.sscc)
        return cls(event.sscc, "cartons", event.expected_g, event.tolerance_g, TOO_HEAVY_G, label)

    @classmethod
    def of_pallet(cls, event: WeighingAwaited, most_g: int) -> Weighing:
        """Of a pallet that was closed, for a site that takes `most_g`."""
        label = Print("pallet-label", event.sscc, 2)
        return cls(event.sscc, "pallets", event.expected_g, event.tolerance_g, most_g, label)

    def is_within(self, grams: int) -> bool:
        """Is this the weight, as far as scales and devices are told apart?"""
        return abs(grams - self.expected_g) <= self.tolerance_g


def unasked(weight: WeightSubject, desk: Desk) -> Decision:
    """The verdict on a weight that nobody waits for; typed at a desk without a scale it is refused."""
    if weight.role is None and not desk.scales:
        return refuse(Reason.NO_SCALE)
    return refuse(Reason.WEIGHT_NOT_AWAITED, weight=kilograms(weight.grams))


def stray(weighing: Weighing | None, weight: WeightSubject, desk: Desk) -> Decision | None:
    """The verdict on a weight that is not the awaited one; None where it is."""
    if weighing is None or weight.role not in (None, weighing.role):
        return unasked(weight, desk)
    return refuse(Reason.NO_SCALE) if weight.role is None and weighing.role not in desk.scales else None


def judge_weighing(weighing: Weighing, subject: Judged | WeightSubject, desk: Desk, answers: Answers) -> Decision:
    """Judge one subject while the unit's weight is awaited."""
    match subject:
        case WeightSubject(grams):
            return stray(weighing, subject, desk) or _weigh(weighing, grams, desk, answers)
        case CommandSubject(command=Command.CONFIRM) if answers.off_g is not None:
            return _accept(weighing, answers.off_g, desk, answers)
        case NextSubject():
            return _skip(weighing, desk, answers)
        case UnitSubject(status="void"):
            return refuse(Reason.VOID_LABEL, sscc=subject.sscc)
        case _:
            return expected(weighing)


def expected(weighing: Weighing) -> Decision:
    """Nothing else goes before the awaited weight."""
    return refuse(Reason.WEIGHT_EXPECTED, sscc=weighing.sscc)


def _weigh(weighing: Weighing, grams: int, desk: Desk, answers: Answers) -> Decision:
    if grams > weighing.most_g:
        return _too_heavy(weighing, grams)
    if not weighing.is_within(grams):
        return replace(_off(weighing, grams), off_g=grams)
    return _lifted(weighing, grams, answers) or _weighed(weighing, grams, desk)


def _too_heavy(weighing: Weighing, grams: int) -> Decision:
    if weighing.role == "cartons":
        return refuse(Reason.CARTON_TOO_HEAVY, weight=f"{grams / 1000:.1f}")
    return refuse(Reason.PALLET_TOO_HEAVY, weight=f"{grams / 1000:.0f}", limit=weighing.most_g // 1000)


def _off(weighing: Weighing, grams: int) -> Decision:
    over = grams > weighing.expected_g
    reason = (
        (Reason.CARTON_WEIGHT_OVER if over else Reason.CARTON_WEIGHT_UNDER)
        if weighing.role == "cartons"
        else (Reason.PALLET_WEIGHT_OVER if over else Reason.PALLET_WEIGHT_UNDER)
    )
    return refuse(reason, weight=kilograms(grams), theoretical=kilograms(weighing.expected_g))


def _lifted(weighing: Weighing, grams: int, answers: Answers) -> Decision | None:
    """E-COL-10: two people, asked once: where packing foresaw the weight it asked."""
    return heavy(weighing.expected_g, grams, answers) if weighing.role == "cartons" else None


def _accept(weighing: Weighing, grams: int, desk: Desk, answers: Answers) -> Decision:
    words = {"weight": kilograms(grams), "theoretical": kilograms(weighing.expected_g)}
    question = approval(Reason.ACCEPT_WEIGHT, answers, desk, words) or _lifted(weighing, grams, answers)
    return question or _weighed(weighing, grams, desk, answers)


def _weighed(weighing: Weighing, grams: int, desk: Desk, answers: Answers | None = None) -> Decision:
    """The change; `answers` of an approval where there was one."""
    reason = answers.reason.value if answers is not None and answers.reason is not None else ""
    event = UnitWeighed(
        weighing.sscc, weighing.expected_g, weighing.tolerance_g, grams, awaits_label(weighing, desk), reason
    )
    return accept(
        Reason.WEIGHED,
        event,
        prints=(weighing.label,),
        approver=approver(answers, desk) if answers is not None else "",
        sscc=weighing.sscc,
        weight=kilograms(grams),
        theoretical=kilograms(weighing.expected_g),
    )


def _skip(weighing: Weighing, desk: Desk, answers: Answers) -> Decision:
    """A scale that is away keeps nobody; one that said another weight is not passed over without a shift lead."""
    words = {"weight": kilograms(answers.off_g or 0), "theoretical": kilograms(weighing.expected_g)}
    question = None if answers.off_g is None else approval(Reason.SKIP_WEIGHING, answers, desk, words)
    if question is not None:
        return question
    reason = answers.reason.value if answers.reason is not None else ""
    event = WeighingSkipped(
        weighing.sscc, weighing.expected_g, weighing.tolerance_g, awaits_label(weighing, desk), reason
    )
    return accept(
        Reason.NOT_WEIGHED,
        event,
        prints=(weighing.label,),
        approver=approver(answers, desk),
        sscc=weighing.sscc,
        theoretical=kilograms(weighing.expected_g),
    )


def awaits_label(weighing: Weighing, desk: Desk) -> bool:
    """Is the label scanned before anything else? That of a pallet always is (E-PAL-07)."""
    return desk.verify_label or weighing.role == "pallets"


def kilograms(grams: int) -> str:
    """Two decimals and a point, for sentences."""
    return f"{grams / 1000:.2f}"
