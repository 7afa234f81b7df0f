"""Undo: a scan is taken back by events that compensate it and one that names what is undone.

A unit that is re-opened gets a new SSCC at once; the old one is void for ever and its label is destroyed.
"""

from __future__ import annotations

from collections.abc import Mapping

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
    label_supply,
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
)
"""Events that can be taken back; a scan without any of them is no step of its own."""


def decide_undo(subject: UndoSubject, desk: Desk, answers: Answers) -> Decision:
    """Judge `CMD-UNDO`: at once inside an open unit, by scanning the label to be destroyed where one exists."""
    if not subject.entries:
        return refuse(Reason.NOTHING_TO_UNDO)
    if subject.in_use:
        return refuse(Reason.UNDO_UNIT_IN_USE)
    label = labelled_unit(subject)
    if label is not None:
        destroyed = answers.label == label or (subject.unprinted and Reason.DESTROY_LABEL in answers.confirmed)
        if not destroyed:
            return ask(Reason.DESTROY_LABEL, Need.LABEL, sscc=label)
        lacking = _successor_lacking(subject, desk)
        if lacking is not None:
            return lacking
    undone = e.ScanUndone(subject.task, tuple(seq for seq, _ in subject.entries))
    decision = accept(Reason.UNDONE, undone, *_compensations(subject, desk.next_sscc), count=len(subject.entries))
    if label is None:
        return decision
    return Decision(decision.reason, decision.args, decision.events, voids=(label,))


def labelled_unit(subject: UndoSubject) -> str | None:
    """SSCC of the unit whose label this undo destroys, if any."""
    labelled = (e.CartonClosed, e.CartonAssigned, e.PalletClosed)
    return next((event.sscc for _, event in subject.entries if isinstance(event, labelled)), None)


def _successor_lacking(subject: UndoSubject, desk: Desk) -> Decision | None:
    for _, event in subject.entries:
        if isinstance(event, e.CartonClosed) and CARTON_EXTENSION not in desk.next_sscc:
            return label_supply(desk, CARTON_EXTENSION)
        if isinstance(event, e.PalletClosed) and PALLET_EXTENSION not in desk.next_sscc:
            return label_supply(desk, PALLET_EXTENSION)
    return None


def _compensations(subject: UndoSubject, next_sscc: Mapping[int, str]) -> list[e.Event]:
    """The compensating events, last one first."""
    now = dict(subject.renamed)
    events: list[e.Event] = []
    for _, event in reversed(subject.entries):
        match event:
            case e.CartonClosed():
                now[event.sscc] = next_sscc[CARTON_EXTENSION]
            case e.PalletClosed():
                now[event.sscc] = next_sscc[PALLET_EXTENSION]
        compensation = _compensation(event, now)
        if compensation is not None:
            events.append(compensation)
    return events


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
