"""The command `simulate`: a whole campaign through the real services, on a home that holds no orders."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tqdm import tqdm

from dispatch.bootstrap import System, opened
from dispatch.commands.actions import say
from dispatch.domain.errors import InputError
from dispatch.services.simulation import Campaign, Crew


def simulate(options: argparse.Namespace) -> int:
    """Import a simulated campaign and play it; refuses a home that holds orders."""
    with opened(options.home, language=options.lang) as system:
        with system.store.reading() as reads:
            if reads.query("SELECT 1 FROM orders LIMIT 1"):
                raise InputError(system.messages.text("error.home-in-use", home=str(system.home.folder)))
        campaign = Campaign.of(options.sites, options.devices, options.seed)
        crew = play(system, campaign, options.stations)
        counts = {"sites": len(campaign.sites), "devices": campaign.devices, "trips": len(crew.departed)}
        say(system.messages.text("done.simulate", **counts))
    return 0


def play(system: System, campaign: Campaign, stations: int) -> Crew:
    """Import the master data of a campaign and have a crew play it to the last departure."""
    with TemporaryDirectory() as folder:
        for kind, path in campaign.write(Path(folder), system.clock.now()[2]):
            report = system.importer.run(kind, path)
            if report.errors:
                raise RuntimeError(f"simulation {kind}: {report.errors}")
    names = [f"SIM-{n}" for n in range(1, stations + 1)]
    with tqdm(unit=" scans", disable=not sys.stderr.isatty()) as bar:
        crew = Crew(campaign, lambda name, task: system.station(task, name=name), names, tick=bar.update)
        crew.play()
    return crew
