"""Simulated printers on every transport, and what printing on them gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dispatch.devices.printers import PrinterTiming, open_printer
from dispatch.devices.simulated_printer import SimulatedPrinter, SimulatedWiredPrinter, SimulatedZebra
from dispatch.devices.zebra_status import ODOMETER
from dispatch.domain.printers import AnyPrinterAddress, PrinterCondition, PrinterConfig, PrintResult, PrintState

TRANSPORTS = ("tcp", "serial", "usb")
JOB = b"^XA^CI28^FO10,10^FH\\^FDSAMPLE 1^FS^XZ"
GREETING = len(b"~HI~HS")
BEFORE_JOB = GREETING + len(b"~HS") + len(ODOMETER)
"""The bytes that reach a printer before those of a job."""
PATIENT = PrinterTiming(connect_s=10.0, status_s=10.0, poll_interval_s=0.01, confirm_limit_s=30.0)
HASTY = PrinterTiming(connect_s=0.1, status_s=0.1, poll_interval_s=0.01, confirm_limit_s=10.0)
PRINTED = PrintResult(PrintState.PRINTED, PrinterCondition.READY)


@contextmanager
def simulated(transport: str, folder: Path, **options: Any) -> Iterator[tuple[SimulatedZebra, AnyPrinterAddress]]:
    """A printer on real TCP or on a pseudo terminal, and where it is.

    No machine of ours has a USB bus: a pseudo terminal stands for the device node of the kernel's usblp. Both are
    character devices that are opened, polled, read and written the same way, and that hang up when they are unplugged;
    what usblp has besides (EBUSY for a second program, empty packets) the terminal lacks.
    """
    if transport == "tcp":
        with SimulatedPrinter(**options) as printer:
            yield printer, printer.address
    else:
        with SimulatedWiredPrinter(folder / "printer", **options) as wired:
            yield wired, wired.usb_address if transport == "usb" else wired.serial_address


def print_on(address: AnyPrinterAddress, data: bytes = JOB, timing: PrinterTiming = PATIENT) -> PrintResult:
    """One job on a label printer of 203 dpi that is met for the first time."""
    return open_printer(PrinterConfig("Zebra", "labels", address), timing).print_job("label-1", data, ".zpl")


def condition_of(address: AnyPrinterAddress, timing: PrinterTiming = PATIENT) -> PrinterCondition:
    """What a label printer of 203 dpi says."""
    return open_printer(PrinterConfig("Zebra", "labels", address), timing).condition()


def not_sent(condition: PrinterCondition) -> PrintResult:
    return PrintResult(PrintState.NOT_SENT, condition)


def unknown(condition: PrinterCondition) -> PrintResult:
    return PrintResult(PrintState.UNKNOWN, condition)
