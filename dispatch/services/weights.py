"""Weights as they reach a desk: from which of its scales, or typed at a console."""

from __future__ import annotations

from dispatch.scanning.scans import WeightScan
from dispatch.services.configuration import Configuration
from dispatch.workflows.subjects import UnknownSubject, WeightSubject

CONSOLE = "console"
"""Name under which the lines of a console come."""


def weight_subject(
    weight: WeightScan, raw: str, scanner: str, configuration: Configuration
) -> WeightSubject | UnknownSubject:
    """What a weight is; from anything but a scale of the desk or its console it is a code of no use: none is faked."""
    role = configuration.scales.get(scanner)
    if role is None and scanner != CONSOLE:
        return UnknownSubject(raw, "other")
    return WeightSubject(weight.grams, role)
