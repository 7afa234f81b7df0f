"""A printer that others have written, ippeveprinter: it understands us, and we understand it."""

from __future__ import annotations

import pytest

from dispatch.devices.ipp_printer import IppPrinter, IppTiming
from dispatch.domain.printers import IppAddress, PrinterCondition, PrinterConfig, PrintResult, PrintState
from tests.support.cups import eve_printer

PAPER = b"%PDF-1.4\n" + bytes(range(256)) * 400
TIMING = IppTiming(10.0, 10.0, poll_interval_s=0.02, trouble_limit_s=0.2, busy_limit_s=1.0, cancel_limit_s=0.2)
ASKED = {
    "IPP_COPIES": "2",
    "IPP_SIDES": "two-sided-long-edge",
    "IPP_MEDIA_COL": "{media-size={x-dimension=21000 y-dimension=29700} media-source=by-pass-tray}",
    "IPP_DOCUMENT_FORMAT_SUPPLIED": "application/pdf",
    "IPP_JOB_NAME": "000001-waybill-T1",
}


def printer_at(address: IppAddress) -> IppPrinter:
    config = PrinterConfig("Office", "documents", address, copies=2, tray="by-pass-tray", duplex=True)
    return IppPrinter(config, TIMING)


def test_a_paper_arrives_byte_for_byte_as_it_was_asked_for() -> None:
    with eve_printer("exit 0") as eve:
        office = printer_at(eve.address)
        assert office.condition() is PrinterCondition.READY
        result = office.print_job("000001-waybill-T1", PAPER, ".pdf")
        assert result == PrintResult(PrintState.PRINTED, PrinterCondition.READY)
        assert eve.documents() == [PAPER]
        (told,) = eve.environments()
        assert {name: told[name] for name in ASKED} == ASKED


@pytest.mark.parametrize(
    ("reason", "condition"), [("media-empty", PrinterCondition.PAPER_OUT), ("media-jam", PrinterCondition.JAMMED)]
)
def test_a_job_that_does_not_get_on_is_explained_by_what_the_printer_warns_of(
    reason: str, condition: PrinterCondition
) -> None:
    with eve_printer(f"echo 'STATE: +{reason}' >&2; exec sleep 600") as eve:
        result = printer_at(eve.address).print_job("000001-waybill-T1", PAPER, ".pdf")
        assert result == PrintResult(PrintState.UNKNOWN, condition)


def test_a_job_that_the_printer_gives_up_is_unknown() -> None:
    with eve_printer("exit 1") as eve:
        result = printer_at(eve.address).print_job("000001-waybill-T1", PAPER, ".pdf")
        assert result == PrintResult(PrintState.UNKNOWN, PrinterCondition.REJECTED)
