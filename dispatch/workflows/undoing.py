"""Undo: a scan is taken back by events that compensate it, last one first, and one that names what is undone.

    any state --> the state before : CMD-UNDO / undone, at once inside an open unit
    any state --> the state before : CMD-UNDO, the label to be destroyed scanned / undone, where one had been queued

A unit that is re-opened gets a new SSCC at once; the old one is void for ever and its label is destroyed. One that is
to be weighed again keeps its SSCC and loses its label.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dispatch.domain import events as e
from dispatch.domain.reasons import Need, Reason
from dispatch.workflows.decisions import (
    CARTON_EXTENSION,
    PALLET_EXTENSION,
    Answers,
    Decision,
    Desk,
    accept,
    ask,
    draw,
    refuse,
)
from dispatch.workflows.subjects import UndoSubject

UNDOABLE = (
    e.CartonReceived,
    e.CartonOpened,
    e.DevicePacked,
    e.CartonAssigned,
    e.CartonClosed,
    e.LabelVerified,
    e.LabelSetAside,
    e.PalletOpened,
    e.CartonPalletised,
    e.PalletClosed,
    e.PalletLoaded,
    e.SealRecorded,
    e.UnitWeighed,
    e.WeighingSkipped,
)
"""Events that can be taken back; a scan without any of them is no step of its own."""


def decide_undo(subject: UndoSubject, desk: Desk, answers: Answers) -> Decision:
    """Judge `CMD-UNDO`: at once inside an open unit, by scanning the label to be destroyed where one exists.

    Where that label is still in the queue, so that no paper exists, `CMD-CONFIRM` does.
    """
    if not subject.entries:
        return refuse(Reason.NOTHING_TO_UNDO)
    if subject.in_use:
        return refuse(Reason.UNDO_UNIT_IN_USE)
    label = labelled_unit(subject)
    successors = _successors(subject, desk)
    if isinstance(successors, Decision):
        return successors
    destroyed = answers.label == label or (subject.unprinted and Reason.DESTROY_LABEL in answers.confirmed)
    if label is not None and not destroyed:
        return ask(Reason.DESTROY_LABEL, Need.LABEL, sscc=label)
    undone = e.ScanUndone(subject.task, tuple(seq for seq, _ in subject.entries))
    compensations = _compensations(subject, dict(subject.renamed) | successors)
    decision = accept(Reason.UNDONE, undone, *compensations, count=len(subject.entries))
    return replace(decision, voids=(label,)) if label is not None else decision


def labelled_unit(subject: UndoSubject) -> str | None:
    """SSCC of the unit whose label this undo destroys, if any."""
    if subject.unlabelled:
        return None
    labelled = (e.CartonClosed, e.CartonAssigned, e.PalletClosed, e.UnitWeighed, e.WeighingSkipped)
    return next((event.sscc for _, event in subject.entries if isinstance(event, labelled)), None)


def _successors(subject: UndoSubject, desk: Desk) -> dict[str, str] | Decision:
    """The new SSCC of each unit that is re-opened, or the refusal where none is left."""
    successors: dict[str, str] = {}
    for _, event in subject.entries:
        if isinstance(event, e.CartonClosed | e.PalletClosed):
            sscc = draw(desk, CARTON_EXTENSION if isinstance(event, e.CartonClosed) else PALLET_EXTENSION)
            if isinstance(sscc, Decision):
                return sscc
            successors[event.sscc] = sscc
    return successors


def _compensations(subject: UndoSubject, now: Mapping[str, str]) -> list[e.Event]:
    """The compensating events, last one first."""
    compensations = (_compensation(event, now) for _, event in reversed(subject.entries))
    return [event for event in compensations if event is not None]


def _compensation(event: e.Event, now: Mapping[str, str]) -> e.Event | None:
    """The event that takes one back; `now` gives the SSCC that the contents of a re-opened unit have."""
    match event:
        case e.CartonReceived(carton, asn, code, devices):
            return e.CartonUnreceived(carton, asn, code, devices)
        case e.DevicePacked(device, serial, reference, order, sscc, weight_g):
            return e.DeviceUnpacked(device, serial, reference, order, now.get(sscc, sscc), weight_g)
        case e.CartonOpened(sscc, order):
            return e.CartonCancelled(now.get(sscc, sscc), order)
        case e.CartonAssigned(sscc, order, _, _, carton, _, contents):
            return e.CartonUnassigned(sscc, order, carton, contents)
        case e.CartonClosed(sscc, order, uai, number, devices, net_g):
            return e.CartonReopened(sscc, order, uai, number, devices, net_g, now[sscc])
        case e.LabelVerified(sscc, copy, copies):
            return e.LabelUnverified(sscc, copy, copies)
        case e.LabelSetAside(sscc):
            return e.LabelRecalled(sscc)
        case e.UnitWeighed(sscc, expected_g, tolerance_g) | e.WeighingSkipped(sscc, expected_g, tolerance_g):
            return e.WeighingUndone(sscc, expected_g, tolerance_g)
    return _pallet_compensation(event, now)


def _pallet_compensation(event: e.Event, now: Mapping[str, str]) -> e.Event | None:
    match event:
        case e.PalletOpened(sscc):
            return e.PalletCancelled(now.get(sscc, sscc))
        case e.CartonPalletised(sscc, pallet, weight_g, devices):
            return e.CartonDepalletised(sscc, now.get(pallet, pallet), weight_g, devices)
        case e.PalletClosed(sscc, uai, number, _, cartons, devices, net_g):
            return e.PalletReopened(sscc, uai, number, cartons, devices, net_g, now[sscc])
        case e.PalletLoaded(sscc, trip):
            return e.PalletUnloaded(sscc, trip)
        case e.SealRecorded(trip, seal):
            return e.SealRemoved(trip, seal)
    return None
