"""Addresses and settings of printers: what is understood, what is refused and why."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.errors import InputError
from dispatch.domain.printers import (
    FolderAddress,
    JobState,
    NetworkAddress,
    PrinterAddress,
    PrinterCondition,
    PrinterConfig,
    PrintResult,
    PrintState,
)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("file:///var/labels", FolderAddress("/var/labels")),
        ("FILE:////var/labels", FolderAddress("/var/labels")),
        ("file:///var/mes%20%C3%A9tiquettes%20%231", FolderAddress("/var/mes étiquettes #1")),
        ("file:///var/mes étiquettes", FolderAddress("/var/mes étiquettes")),
        ("file:///C:/labels", FolderAddress("C:/labels")),
        ("tcp://192.168.1.20", NetworkAddress("192.168.1.20", 9100)),
        ("tcp://192.168.1.20:9100/", NetworkAddress("192.168.1.20", 9100)),
        ("tcp://Zebra-Quai.local:6101", NetworkAddress("zebra-quai.local", 6101)),
        ("tcp://[fd00::20]:9101", NetworkAddress("fd00::20", 9101)),
    ],
)
def test_an_address_says_where_the_printer_is(text: str, address: FolderAddress | NetworkAddress) -> None:
    assert PrinterAddress.parse(text) == address
    assert PrinterAddress.parse(str(address)) == address


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_every_posix_folder_has_an_address(name: str) -> None:
    folder = PurePosixPath("/home", name.replace("\\", "_"))
    assert PrinterAddress.parse(folder.as_uri()) == FolderAddress(str(folder))
    assert PrinterAddress.parse(str(FolderAddress(str(folder)))) == FolderAddress(str(folder))


@pytest.mark.parametrize(
    "text",
    [
        "usb:///dev/usb/lp0",
        "serial:///dev/ttyUSB0?baud=9600",
        "cups://queue",
        "ipp://host:631/ipp/print",
        "windows://Printer name",
    ],
)
def test_an_address_of_a_later_kind_is_recognised_and_refused(text: str) -> None:
    scheme = text.partition(":")[0]
    with pytest.raises(InputError) as refused:
        PrinterAddress.parse(text)
    assert str(refused.value) == (
        f"Adresse d’imprimante «\u00a0{text}\u00a0» refusée\u00a0: {scheme}:// n’est pas encore pris en charge."
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tcp",
        "labels",
        "http://host",
        "file:labels",
        "file://",
        "file://server/share",
        "file:///labels#1",
        "file:///labels?x",
        "file:///labels%00",
        "file:///labels%ff",
        "file:///labels\n",
        "tcp://",
        "tcp://:9100",
        "tcp://host:0",
        "tcp://host:65536",
        "tcp://host:abc",
        "tcp://host/queue",
        "tcp://user@host",
        "tcp://two words",
        "tcp://a..b",
        "tcp://" + "a" * 64,
        "tcp://[fd00::20",
        "tcp://[zebra]",
        "tcp://[v1.x]",
        "tcp://[fd00:20]",
        "tcp://fd00::20",
    ],
)
def test_anything_else_is_no_address(text: str) -> None:
    with pytest.raises(InputError):
        PrinterAddress.parse(text)


@given(st.text())
def test_any_text_is_an_address_or_a_known_error(text: str) -> None:
    for scheme in ("", "file://", "tcp://"):
        try:
            address = PrinterAddress.parse(scheme + text)
        except InputError:
            continue
        assert PrinterAddress.parse(str(address)) == address


def test_a_settings_table_becomes_a_printer() -> None:
    table = {"name": "Zebra", "role": "labels", "address": "tcp://zebra", "dpi": 300, "media": "105x148"}
    config = PrinterConfig.parse(table)
    assert config == PrinterConfig("Zebra", "labels", NetworkAddress("zebra"), dpi=300, media="105x148")
    assert config.media_mm == (105, 148)


def test_resolution_and_medium_have_defaults() -> None:
    config = PrinterConfig.parse({"name": "A4", "role": "documents", "address": "file:///papers"})
    assert (config.dpi, config.media, config.media_mm) == (203, "102x152", (102, 152))


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"name": "a\nb"},
        {"name": 7},
        {"role": "label"},
        {"role": None},
        {"address": "zebra"},
        {"dpi": 204},
        {"dpi": "203"},
        {"dpi": 203.0},
        {"dpi": True},
        {"media": "102"},
        {"media": "102x0"},
        {"media": None},
        {"colour": "red"},
    ],
)
def test_a_wrong_value_in_the_settings_is_refused(wrong: dict[str, object]) -> None:
    table = {"name": "Zebra", "role": "labels", "address": "tcp://zebra"}
    PrinterConfig.parse(table)
    with pytest.raises(InputError):
        PrinterConfig.parse(table | wrong)


@pytest.mark.parametrize(
    ("proved", "job"),
    [
        (PrintState.PRINTED, JobState.PRINTED),
        (PrintState.NOT_SENT, JobState.QUEUED),
        (PrintState.UNKNOWN, JobState.UNKNOWN),
    ],
)
def test_only_a_job_that_was_not_sent_is_queued_again(proved: PrintState, job: JobState) -> None:
    assert PrintResult(proved, PrinterCondition.SILENT).job_state is job
