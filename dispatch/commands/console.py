"""The console: one raw scan per line in, exactly one JSON object per line out (contract 4)."""

from __future__ import annotations

import json
import time
from typing import BinaryIO

from dispatch.bootstrap import System
from dispatch.bugs import report_bug
from dispatch.services.outcome import Outcome
from dispatch.services.printing import LINGER_S, PrinterLane
from dispatch.services.station import Station


def run_console(system: System, task: str, operator: str, source: BinaryIO, sink: BinaryIO) -> None:
    """Answer each line of `source` on `sink` until its end, then wait a little for this desk's own print jobs."""
    station = system.station(task, operator)
    lanes = system.lanes(station.notify)
    for lane in lanes:
        lane.start()
    try:
        for line in source:
            outcome = _handled(system, station, _text(line))
            answer = json.dumps(outcome.answer(system.messages), ensure_ascii=False)
            sink.write(answer.encode("utf-8", "backslashreplace") + b"\n")
            sink.flush()
            if outcome.concerns_printers:
                for lane in lanes:
                    lane.wake()
        _linger(system, lanes)
    finally:
        for lane in lanes:
            lane.close()


def _handled(system: System, station: Station, raw: str) -> Outcome:
    """The outcome of one scan; a bug of ours costs that scan its record, never the desk its work."""
    try:
        return station.handle(raw)
    except Exception:  # noqa: BLE001 - logged, told, survived
        report_bug(system.home, system.language)
        return station.not_recorded(raw)


def _text(line: bytes) -> str:
    """One line as a scanner would send it: LF ends it, one CR before is dropped, all else is kept."""
    raw = line.removesuffix(b"\n").removesuffix(b"\r")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _linger(system: System, lanes: list[PrinterLane]) -> None:
    deadline = time.monotonic() + LINGER_S
    station = system.configuration.station
    while time.monotonic() < deadline:
        pending = [job for job in system.store.outbox.jobs(("queued", "sending")) if job.station == station]
        if not pending:
            return
        for lane in lanes:
            lane.wake()
        time.sleep(0.05)
