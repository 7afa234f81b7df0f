from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from dispatch.bootstrap import OpenDesk, init_home
from dispatch.devices.discovery import scale_protocol
from dispatch.devices.simulated_printer import Fault, SimulatedPrinter
from dispatch.devices.simulated_scale import SimulatedScale
from dispatch.domain.errors import InputError
from dispatch.domain.printers import PrinterCondition, PrintResult, PrintState
from dispatch.home import Home
from dispatch.services.commissioning import Commissioning
from dispatch.services.sheets import WITNESS
from dispatch.settings import Settings, set_value
from tests.labels.reading import picture_of_pdf, symbols, symbols_in

PRINTED = PrintResult(PrintState.PRINTED, PrinterCondition.READY)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home.at(tmp_path / "home", "fr")
    init_home(home, sample=True)
    return home


@contextmanager
def desk(home: Home) -> Iterator[OpenDesk]:
    """An open desk with its lanes at work."""
    opened = OpenDesk.of(home, None, lambda *_: None)
    assert opened is not None
    try:
        yield opened
    finally:
        opened.close()


def commissioning(opened: OpenDesk, scale: SimulatedScale | None = None) -> Commissioning:
    """That of an open desk, whose only serial port is a scale's."""
    known = opened.commissioning
    ports = scale.list_ports if scale is not None else list

    def protocol(port: str) -> str:
        return scale_protocol(port, list_ports=ports) or ""

    hardware = replace(known._hardware, found=list, scale_protocol=protocol)
    return Commissioning(known._file, known._settings, hardware, known._writer, known._sheets, known._messages)


# -- giving duties --------------------------------------------------------------------------------------------------


def test_each_device_gets_a_free_name_and_its_table_and_comments_stay(home: Home) -> None:
    before = home.settings.read_text(encoding="utf-8")
    with SimulatedScale("toledo-8217") as scale, desk(home) as opened:
        made = commissioning(opened, scale)
        assert made.declare("usb:0C2E:0901", "scanner") == "Douchette"
        assert made.declare("/dev/ttyACM7", "scanner") == "Douchette 2"
        assert made.declare("tcp://10.0.0.9", "labels") == "Étiquettes"
        assert made.declare("cups://Bureau", "documents") == "Papiers"
        assert made.declare("usb:FFFF:0002:SIM-1", "scale-cartons") == "Balance"
        assert made.declare("usb:FFFF:0002:SIM-1", "scale-pallets") == "Balance palettes"
    after = home.settings.read_text(encoding="utf-8")
    assert after.startswith(before.rstrip())
    now = Settings.load(home.settings)
    assert [(s.name, str(s.port)) for s in now.scanners] == [
        ("Douchette", "usb:0C2E:0901"),
        ("Douchette 2", "/dev/ttyACM7"),
    ]
    assert [(p.name, p.role, str(p.address)) for p in now.printers[2:]] == [
        ("Étiquettes", "labels", "tcp://10.0.0.9:9100"),
        ("Papiers", "documents", "cups://Bureau"),
    ]
    assert [(s.name, s.protocol, s.role) for s in now.scales] == [
        ("Balance", "toledo-8217", "cartons"),
        ("Balance palettes", "toledo-8217", "pallets"),
    ]


def test_what_cannot_be_declared_leaves_the_file_as_it_was(home: Home) -> None:
    before = home.settings.read_bytes()
    with desk(home) as opened:
        made = commissioning(opened)
        with pytest.raises(InputError, match="Aucune balance"):
            made.declare("usb:FFFF:0002", "scale-cartons")
        with pytest.raises(InputError):
            made.declare("LPT1", "scanner")
        with pytest.raises(InputError):
            made.declare("ipp://host/ipp/print", "labels")
    assert home.settings.read_bytes() == before


# -- test prints ----------------------------------------------------------------------------------------------------


def test_a_test_print_comes_out_once_past_the_queue_also_on_a_spare(home: Home) -> None:
    with SimulatedPrinter() as first, SimulatedPrinter(dpi=300) as spare:
        set_value(home.settings, "printers.labels.address", str(first.address))
        set_value(home.settings, "printers.secours.address", str(spare.address))
        set_value(home.settings, "printers.secours.dpi", "300")
        with desk(home) as opened:
            trials = [opened.commissioning.try_print(name) for name in ("labels", "secours", "labels")]
            assert opened.office.unknown_jobs() == []
        assert [trial.result for trial in trials] == [PRINTED] * 3
        assert [len(first.printed), len(spare.printed)] == [2, 1]
        for trial, zpl in zip(trials, (first.printed[0], spare.printed[0], first.printed[1]), strict=True):
            assert symbols_in(zpl.zpl) == [("]C1", b"91" + trial.proof.code.encode())]
        assert [trial.proof.dpi for trial in trials] == [203, 300, 203]


@pytest.mark.parametrize(
    ("fault", "condition"),
    [
        (Fault.PAPER_OUT, PrinterCondition.PAPER_OUT),
        (Fault.HEAD_OPEN, PrinterCondition.HEAD_OPEN),
        (Fault.WRONG_HEAD, PrinterCondition.WRONG_RESOLUTION),
        (Fault.REFUSE, PrinterCondition.UNREACHABLE),
    ],
)
def test_a_test_print_that_cannot_be_says_why(home: Home, fault: Fault, condition: PrinterCondition) -> None:
    with SimulatedPrinter() as printer:
        set_value(home.settings, "printers.labels.address", str(printer.address))
        printer.fail(fault)
        with desk(home) as opened:
            assert opened.commissioning.try_print("labels").result == PrintResult(PrintState.NOT_SENT, condition)
        printer.recover()
        assert printer.printed == ()


def test_a_printer_that_another_process_speaks_with_is_busy(home: Home) -> None:
    with home.lock("printer-labels") as mine, desk(home) as opened:
        assert mine
        result = opened.commissioning.try_print("labels").result
    assert result == PrintResult(PrintState.NOT_SENT, PrinterCondition.BUSY)


def test_a_document_printer_gets_a_page_and_a_sheet(home: Home) -> None:
    with desk(home) as opened:
        trial = opened.commissioning.try_print("documents")
        assert trial.result == opened.commissioning.print_sheet("setup") == PRINTED
        assert opened.commissioning.print_sheet("docks", ["07"]) == PRINTED
    folder = home.folder / "documents" / "print"
    (proof,) = folder.glob("proof-*.pdf")
    assert symbols(picture_of_pdf(proof.read_bytes(), 300)) == [("]C1", b"91" + trial.proof.code.encode())]
    read = symbols(picture_of_pdf((folder / "sheet-setup.pdf").read_bytes(), 300))
    assert sorted(read) == [("]C0", b"OPR-TEMOIN/AZM1\x1d-_"), ("]C0", b"PRN-DOCUMENTS"), ("]C0", b"PRN-LABELS")]
    assert WITNESS == "OPR-TEMOIN/AZM1\x1d-_"
    dock = (folder / "sheet-docks.pdf").read_bytes()
    assert symbols(picture_of_pdf(dock, 150)) == [("]C0", b"DOCK-07")]


def test_a_printer_that_is_not_at_work_yet_is_named(home: Home) -> None:
    with desk(home) as opened:
        opened.commissioning.declare("tcp://127.0.0.1:9", "labels")
        with pytest.raises(InputError, match="Étiquettes"):
            opened.commissioning.try_print("Étiquettes")


def test_without_a_document_printer_no_sheet_is_printed(home: Home) -> None:
    text = home.settings.read_text(encoding="utf-8")
    home.settings.write_text(text[: text.rindex("[[printers]]")], encoding="utf-8")
    with desk(home) as opened, pytest.raises(InputError, match="A4"):
        opened.commissioning.print_sheet("commands")
