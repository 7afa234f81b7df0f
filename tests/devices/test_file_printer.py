"""A folder as a printer: one whole file per job, or the plain truth that there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatch.devices.printers import FilePrinter, open_printer
from dispatch.domain.errors import InputError
from dispatch.domain.printers import PrinterCondition, PrinterConfig, PrintResult, PrintState

PRINTED = PrintResult(PrintState.PRINTED, PrinterCondition.READY)
NOT_SENT = PrintResult(PrintState.NOT_SENT, PrinterCondition.UNREACHABLE)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_each_job_is_one_file_with_its_very_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "mes étiquettes" / "quai 1"
    config = PrinterConfig.parse({"name": "Dossier", "role": "labels", "address": folder.as_uri()})
    printer = open_printer(config)
    assert (printer.name, printer.role) == ("Dossier", "labels")
    assert printer.print_job("label-1", b"^XA^XZ", ".zpl") == PRINTED
    assert printer.print_job("packing-list-2", b"%PDF-1.7\n\x00\xff", ".pdf") == PRINTED
    assert files(folder) == {"label-1.zpl": b"^XA^XZ", "packing-list-2.pdf": b"%PDF-1.7\n\x00\xff"}


def test_a_job_printed_again_replaces_its_file(tmp_path: Path) -> None:
    printer = FilePrinter("Dossier", "labels", tmp_path)
    assert printer.print_job("label-1", b"first", ".zpl") == PRINTED
    assert printer.print_job("label-1", b"second", ".zpl") == PRINTED
    assert files(tmp_path) == {"label-1.zpl": b"second"}


def test_a_half_written_job_of_a_crash_is_no_job_and_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / ".label-1.zpl.part").write_bytes(b"^XA^FDha")
    assert FilePrinter("Dossier", "labels", tmp_path).print_job("label-1", b"^XA^XZ", ".zpl") == PRINTED
    assert files(tmp_path) == {"label-1.zpl": b"^XA^XZ"}


def test_nothing_is_sent_to_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    printer = FilePrinter("Dossier", "labels", tmp_path / "file" / "labels")
    assert printer.condition() is PrinterCondition.UNREACHABLE
    assert printer.print_job("label-1", b"^XA^XZ", ".zpl") == NOT_SENT
    assert files(tmp_path) == {"file": b""}


def test_nothing_is_left_behind_where_the_file_cannot_take_its_name(tmp_path: Path) -> None:
    (tmp_path / "label-1.zpl").mkdir()
    assert FilePrinter("Dossier", "labels", tmp_path).print_job("label-1", b"^XA^XZ", ".zpl") == NOT_SENT
    assert [path.name for path in tmp_path.iterdir()] == ["label-1.zpl"]


def test_asking_for_the_condition_leaves_no_file(tmp_path: Path) -> None:
    printer = FilePrinter("Dossier", "labels", tmp_path / "labels")
    assert printer.condition() is PrinterCondition.READY
    assert files(tmp_path / "labels") == {}


@pytest.mark.parametrize(("name", "suffix"), [("../label", ".zpl"), ("a/b", ".zpl"), ("", ".zpl"), ("label", "")])
def test_a_name_that_is_no_file_name_is_a_bug(tmp_path: Path, name: str, suffix: str) -> None:
    with pytest.raises(ValueError, match="no file name"):
        FilePrinter("Dossier", "labels", tmp_path).print_job(name, b"^XA^XZ", suffix)
    assert files(tmp_path) == {}


def test_a_folder_of_another_kind_of_machine_is_refused() -> None:
    config = PrinterConfig.parse({"name": "Dossier", "role": "labels", "address": "file:///?/x".replace("?/", "C:/")})
    with pytest.raises(InputError):
        open_printer(config)
