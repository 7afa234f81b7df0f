"""What the services know of the settings: one frozen value, made by `bootstrap` from the settings file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dispatch.domain.batteries import BatteryPolicy
from dispatch.domain.papers import Party
from dispatch.domain.printer_roster import PrinterRoster
from dispatch.domain.scales import ScaleRole


@dataclass(frozen=True, slots=True)
class Configuration:
    """Settings of one desk."""

    station: str
    batteries: BatteryPolicy
    """What is done about lithium batteries, by the rules of the date of carriage."""
    language: str = "fr"
    company_prefix: str = ""
    sscc_block: int = 5_000
    """Serial references reserved at once; what is left of a block is burnt."""
    verify_label: bool = True
    mix_models: bool = False
    show_content: bool = False
    block_after_error: bool = False
    label_printer: bool = True
    document_printer: bool = True
    names_shipments: bool = False
    """Has some label printer labels with room for a GSIN?"""
    printers: PrinterRoster = field(default_factory=PrinterRoster)
    scales: Mapping[str, ScaleRole] = field(default_factory=dict)
    """By the name of a scale: what is weighed on it."""
    shipper: Party = field(default_factory=Party)
    loading_address: tuple[str, ...] = ()
    repeat_s: Mapping[str, float] = field(default_factory=dict)
    """By the name of a serial scanner: how long the same code, read again, is the same pull of its trigger."""
    sample: bool = False
    """The home holds the sample campaign: labels say so."""
