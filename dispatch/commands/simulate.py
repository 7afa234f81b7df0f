"""The command `simulate`: a whole campaign through the real services, on a home that nobody works in yet."""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from tqdm import tqdm

from dispatch.bootstrap import System, opened
from dispatch.commands.actions import say
from dispatch.domain.errors import InputError
from dispatch.domain.printers import JobState
from dispatch.services.simulation import MOST_SITES, Campaign, Crew
from dispatch.settings import Settings, set_value, value_of
from dispatch.settings.editing import SAMPLE_VALUES


def simulate(options: argparse.Namespace) -> int:
    """Import a simulated campaign and play it; refuses a home that holds orders or operators.

    Settings without which nothing is labelled or departs take the openly marked sample values where they are empty.
    """
    with opened(options.home, language=options.lang) as system:
        _refuse(options, system)
        _complete(system.home.settings, system.settings)
    with opened(options.home, language=options.lang) as system:
        campaign = Campaign.of(options.sites, options.devices, options.seed)
        crew = play(system, campaign, options.stations)
        counts = {"sites": len(campaign.sites), "devices": campaign.devices, "trips": len(crew.departed)}
        say(system.messages.text("done.simulate", **counts))
    return 0


def _refuse(options: argparse.Namespace, system: System) -> None:
    """Refuse numbers that make no campaign, and a home that is in use."""
    if not (1 <= options.sites <= min(options.devices, MOST_SITES) and options.stations >= 1):
        given = f"--sites {options.sites} --devices {options.devices} --stations {options.stations}"
        raise InputError(system.messages.text("error.usage", detail=given))
    with system.store.reading() as reads:
        if reads.query("SELECT 1 FROM orders UNION ALL SELECT 1 FROM operator LIMIT 1"):
            raise InputError(system.messages.text("error.home-in-use", home=str(system.home.folder)))
    for role in ("labels", "documents"):
        if not any(printer.role == role for printer in system.settings.printers):
            raise InputError(system.messages.text("error.setting-missing", setting=f"[[printers]] role = {role}"))


def _complete(path: Path, settings: Settings) -> None:
    for key, value in SAMPLE_VALUES.items():
        if not value_of(settings, key):
            set_value(path, key, str(value))


def play(system: System, campaign: Campaign, stations: int) -> Crew:
    """Import the master data of a campaign and have a crew play it to the last departure, at desks without scales."""
    system.configuration = replace(system.configuration, scales={})
    with TemporaryDirectory() as folder:
        for kind, path in campaign.write(Path(folder), system.clock.now()[2]):
            report = system.importer.run(kind, path)
            if report.errors:
                raise RuntimeError(f"simulation {kind}: {report.errors}")
    names = [f"SIM-{n}" for n in range(1, stations + 1)]
    with ExitStack() as stack:
        for name in names:
            stack.enter_context(system.home.station(name))
        bar = stack.enter_context(tqdm(unit=" scans", disable=not sys.stderr.isatty()))
        crew = Crew(campaign, lambda name, task: system.station(task, name=name), names, tick=bar.update)
        crew.play()
    _print(system)
    return crew


def _print(system: System) -> None:
    """The printers are simulated, too: nothing that was queued comes out of a real one later."""
    outbox, now = system.store.outbox, system.clock.now()[0]
    for job in outbox.jobs(("queued",)):
        if outbox.claim(job.id, "SIMULATION", now):
            outbox.finish(job.id, JobState.PRINTED.value, "", now)
