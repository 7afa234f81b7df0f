"""The simulated printer as other programs meet it: raw bytes on a socket, and a command that runs one."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dispatch.devices.printers import open_printer
from dispatch.devices.simulated_printer import Fault, SimulatedPrinter
from dispatch.devices.zebra_status import ODOMETER, HostStatus, first_status
from dispatch.domain.printers import PrinterCondition, PrinterConfig, PrintResult, PrintState

ROOT = Path(__file__).parents[2]
LABEL = b"^XA^FDSAMPLE^FS^XZ"


def converse(printer: SimulatedPrinter, *packets: bytes) -> bytes:
    """Send the packets, say that nothing more comes, and read all answers."""
    with socket.create_connection((printer.address.host, printer.address.port), timeout=10) as connection:
        for packet in packets:
            connection.sendall(packet)
        connection.shutdown(socket.SHUT_WR)
        with connection.makefile("rb") as answers:
            return answers.read()


def test_it_says_what_it_is() -> None:
    with SimulatedPrinter() as printer:
        assert converse(printer, b"~HI") == b"\x02SIMULATED-203dpi,V1.0,8,8176KB\x03\r\n"


def test_it_counts_its_labels() -> None:
    with SimulatedPrinter() as printer:
        assert converse(printer, LABEL + b"^XA^PQ2^XZ" + ODOMETER) == b'"3"'
        assert converse(printer, b'! U1 getvar "device.friendly_name"\r\n') == b'"?"'
    with SimulatedPrinter(counts=False) as printer:
        assert converse(printer, ODOMETER) == b""


def test_a_question_in_the_packet_of_a_label_is_answered_after_it() -> None:
    with SimulatedPrinter() as printer:
        printer.fail(Fault.PAUSED)
        answer = first_status(converse(printer, LABEL[:5], LABEL[5:] + LABEL + b"~HS" + LABEL[:9]))
        assert answer == (HostStatus(paused=True, formats_in_buffer=1, labels_remaining=1), b"")
        later = first_status(converse(printer, b"~HS"))
        assert later == (HostStatus(paused=True, partial_format=True, formats_in_buffer=1, labels_remaining=1), b"")


def test_what_it_prints_lies_in_its_folder(tmp_path: Path) -> None:
    for _ in range(2):
        with SimulatedPrinter(folder=tmp_path / "out") as printer:
            assert first_status(converse(printer, LABEL + b"^XA^PQ2^XZ~HS")) == (HostStatus(), b"")
            assert [label.copies for label in printer.printed] == [1, 2]
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == {
        "label-00001.zpl": LABEL,
        "label-00002.zpl": b"^XA^PQ2^XZ",
        "label-00003.zpl": LABEL,
        "label-00004.zpl": b"^XA^PQ2^XZ",
    }


def test_closing_cuts_a_link_that_is_open() -> None:
    with SimulatedPrinter() as printer:
        connection = socket.create_connection((printer.address.host, printer.address.port), timeout=10)
        connection.sendall(b"~HS")
        connection.recv(1)
    with connection, connection.makefile("rb") as rest:
        assert first_status(b"\x02" + rest.read()) == (HostStatus(), b"")


def test_a_port_can_be_taken_once() -> None:
    with SimulatedPrinter() as printer, pytest.raises(OSError, match="in use"):
        SimulatedPrinter(printer.address.port)


@pytest.mark.parametrize("place", [["--port", "0"], ["--pty", "printer"]])
def test_a_command_runs_one(tmp_path: Path, place: list[str]) -> None:
    command = [sys.executable, "-m", "dispatch.devices.simulated_printer", *place, "--folder", "out", "--dpi", "300"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        config = PrinterConfig.parse({"name": "Zebra", "role": "labels", "address": address, "dpi": 300})
        result = open_printer(config).print_job("label-1", LABEL, ".zpl")
        process.terminate()
    assert result == PrintResult(PrintState.PRINTED, PrinterCondition.READY)
    assert [path.read_bytes() for path in (tmp_path / "out").iterdir()] == [LABEL]


def test_a_command_on_a_taken_port_says_so(tmp_path: Path) -> None:
    with SimulatedPrinter() as printer:
        command = [sys.executable, "-m", "dispatch.devices.simulated_printer"]
        options = ["--port", str(printer.address.port), "--folder", str(tmp_path)]
        run = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 4
    assert "in use" in run.stderr
    assert "Traceback" not in run.stderr
