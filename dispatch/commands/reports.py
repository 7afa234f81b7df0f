"""Commands that answer questions: trace, progress, verify, devices, export."""

from __future__ import annotations

import argparse
import sys

from tqdm import tqdm

from dispatch.bootstrap import System, opened
from dispatch.commands.actions import say, show_json
from dispatch.domain.errors import VerificationFailed
from dispatch.domain.scales import ScaleCondition
from dispatch.services import progress_report
from dispatch.services.device_states import device_states
from dispatch.services.export import exported, write_whole
from dispatch.services.messages import Messages
from dispatch.services.progress_report import SiteProgress
from dispatch.services.story import Story
from dispatch.services.story import trace as story_of

Row = dict[str, str | int]
"""What is known of one device; its number is the length of its queue."""


def trace(options: argparse.Namespace) -> int:
    """The story of one code."""
    with opened(options.home, language=options.lang) as system, system.store.reading() as reads:
        story = story_of(options.code, reads, system.messages)
        if options.json:
            show_json(story.as_json(system.messages))
        else:
            _tell_story(story, system.messages)
    return 0


def _tell_story(story: Story, messages: Messages) -> None:
    shown = story.as_json(messages)
    say(f"{shown['code']}  {shown['kind']}  {shown['status']}")
    for name in ("site", "order", "carton", "pallet", "trip"):
        if shown[name]:
            say(f"  {name:8}{shown[name]}")
    for event in shown["events"]:
        say(f"  {event['seq']:>8}  {event['time']}  {event['station']:12}  {event['text']}")


def progress(options: argparse.Namespace) -> int:
    """How far every lycée is."""
    with opened(options.home, language=options.lang) as system, system.store.reading() as reads:
        sites = progress_report.progress(reads)
        if options.json:
            show_json(progress_report.as_json(sites))
        else:
            _show_progress(sites, system.messages)
    return 0


def _show_progress(sites: list[SiteProgress], messages: Messages) -> None:
    stages = list(progress_report.Counts().as_json())
    rows = [(site.uai, site.counts, site.name) for site in sites]
    rows.append((messages.text("heading.total"), progress_report.total(sites), ""))
    say(f"{'UAI':10}" + "".join(f"{stage:>11}" for stage in stages))
    for uai, counts, name in rows:
        say(f"{uai:10}" + "".join(f"{count:>11}" for count in counts.as_json().values()) + f"  {name}")


def verify(options: argparse.Namespace) -> int:
    """Replay the journal and compare."""
    with opened(options.home, language=options.lang) as system:
        with tqdm(unit=" entries", disable=not sys.stderr.isatty()) as bar:
            found = system.verify(bar.update)
        if options.json:
            show_json(found.as_json())
        for difference in () if options.json else found.differences:
            say(str(difference.as_json()), error=True)
        if not found.ok:
            broken = sum(not invariant.ok for invariant in found.invariants)
            raise VerificationFailed(system.messages.text("error.verification", differences=found.count + broken))
        if not options.json:
            say(system.messages.text("done.verified", entries=found.entries, head=found.head))
    return 0


def devices(options: argparse.Namespace) -> int:
    """Scanners and printers with their true state, asked now."""
    with opened(options.home, language=options.lang) as system:
        shown = {
            "scanners": _scanners(system),
            "printers": _printers(system),
            "scales": _scales(system),
            "found": _found(system),
        }
        if options.json:
            show_json(shown)
            return 0
        for heading, rows in shown.items():
            say(system.messages.text(f"heading.{heading}"))
            for row in rows:
                say("".join(f"  {told}" for told in map(_told, row.items()) if told))
            if not rows:
                say(f"  {system.messages.text('heading.none')}")
    return 0


def _told(fact: tuple[str, str | int]) -> str:
    """A number with its name, a flag as its name alone."""
    name, value = fact
    if isinstance(value, bool):
        return name if value else ""
    return f"{name} {value}" if isinstance(value, int) else value


def _scanners(system: System) -> list[Row]:
    """A scanner that a window is reading is `busy`."""
    return [
        {"name": scanner.config.name, "port": str(scanner.config.port), "state": scanner.condition().value}
        for scanner in system.scanners(lambda *_: None)
    ]


def _found(system: System) -> list[Row]:
    """What is plugged in and in no setting."""
    return [
        {"address": found.address, "description": found.description, "duties": ", ".join(found.duties)}
        for found in system.found_devices()
    ]


def _scales(system: System) -> list[Row]:
    """A scale that a window is asking is `busy`."""
    return [
        {
            "name": scale.config.name,
            "role": scale.config.role,
            "protocol": scale.config.protocol,
            "port": str(scale.config.port),
            "state": condition.value,
            "remedy": "" if condition is ScaleCondition.READY else system.messages.scale_remedy(condition),
        }
        for scale in system.scales(lambda *_: None)
        for condition in (scale.condition(),)
    ]


def _printers(system: System) -> list[Row]:
    """`queue` counts what waits for a printer, what is being sent to it, and what is unknown of it."""
    states = device_states(
        system.store.outbox, system.settings.printers, system.configuration.printers, system.conditions()
    )
    return [
        {
            "name": state.name,
            "role": state.role,
            "address": state.address,
            "card": state.card,
            "state": str(state.state),
            "queue": state.queued + state.sending + len(state.unknown),
            "unknown": len(state.unknown),
            "active": state.active,
            "remedy": system.messages.remedy(state.condition) if state.troubled else "",
        }
        for state in states
    ]


def export(options: argparse.Namespace) -> int:
    """The journal as JSON lines, or the page for lycées; written whole or not at all."""
    with opened(options.home, language=options.lang) as system, system.store.reading() as reads:
        write_whole(options.output, exported(options.kind, reads), system.messages)
        say(system.messages.text("done.written", file=str(options.output)))
    return 0
