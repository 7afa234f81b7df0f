"""Addresses and settings of printers: what is understood, what is refused and why."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.errors import InputError
from dispatch.domain.printers import (
    CupsAddress,
    FolderAddress,
    IppAddress,
    JobState,
    NetworkAddress,
    PrinterAddress,
    PrinterCondition,
    PrinterConfig,
    PrintResult,
    PrintState,
    SerialAddress,
    UsbAddress,
    WindowsAddress,
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
        ("usb:///dev/usb/lp0", UsbAddress("/dev/usb/lp0")),
        ("USB:///dev/usb/by-id/Zebra%20ZD421", UsbAddress("/dev/usb/by-id/Zebra ZD421")),
        ("serial:///dev/ttyUSB0?baud=115200", SerialAddress("/dev/ttyUSB0", 115200)),
        ("serial:///dev/serial/by-id/usb-FTDI-if00", SerialAddress("/dev/serial/by-id/usb-FTDI-if00", 9600)),
        ("serial://com3?baud=19200", SerialAddress("COM3", 19200)),
        ("cups://Laser_étage-2", CupsAddress("Laser_étage-2")),
        ("ipp://Laser.local", IppAddress("laser.local", 631, "/ipp/print")),
        ("ipp://192.0.2.7:8631/printers/A4%20bureau", IppAddress("192.0.2.7", 8631, "/printers/A4 bureau")),
        ("ipp://[fd00::7]/ipp/print", IppAddress("fd00::7")),
        ("windows://ZDesigner ZD421-203dpi ZPL", WindowsAddress("ZDesigner ZD421-203dpi ZPL")),
        ("windows://ZDesigner%20ZD421%20%2350%25", WindowsAddress("ZDesigner ZD421 #50%")),
        (r"windows://\\srv\Étiquettes", WindowsAddress(r"\\srv\Étiquettes")),
    ],
)
def test_an_address_says_where_the_printer_is(text: str, address: PrinterAddress) -> None:
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
        "usb://",
        "usb:///",
        "usb://dev/usb/lp0",
        "usb:///dev/usb/lp0?speed=2",
        "usb:///dev/usb/lp0%00",
        "serial://",
        "serial:///",
        "serial://ttyUSB0",
        "serial://COM0",
        "serial://COM3/x",
        "serial:///dev/ttyUSB0?baud",
        "serial:///dev/ttyUSB0?baud=",
        "serial:///dev/ttyUSB0?baud=9601",
        "serial:///dev/ttyUSB0?baud=09600",
        "serial:///dev/ttyUSB0?baud=9600&baud=9600",
        "serial:///dev/ttyUSB0?rtscts=1",
        "cups://",
        "cups://two words",
        "cups://host/queue",
        "cups://queue%00",
        "cups://queue%ff",
        "ipp://",
        "ipp://host:0/ipp/print",
        "ipp://user@host/ipp/print",
        "ipp://host/ipp/print?x",
        "ipp://host/ipp%00",
        "ipps://host/ipp/print",
        "windows://",
        "windows://%20",
        "windows://a%00",
        "windows://" + "a" * 221,
    ],
)
def test_anything_else_is_no_address(text: str) -> None:
    with pytest.raises(InputError, match="Adresse d’imprimante"):
        PrinterAddress.parse(text)


def test_a_refusal_names_every_form() -> None:
    with pytest.raises(InputError) as refused:
        PrinterAddress.parse("lpt1")
    assert str(refused.value) == (
        "Adresse d’imprimante «\u00a0lpt1\u00a0» refusée\u00a0: file:///dossier, tcp://hôte:9100, usb:///dev/usb/lp0, "
        "serial:///dev/ttyUSB0?baud=9600, cups://file, ipp://hôte:631/ipp/print ou "
        "windows://Nom de l’imprimante attendu."
    )


@given(st.text())
def test_any_text_is_an_address_or_a_known_error(text: str) -> None:
    for scheme in ("", "file://", "tcp://", "usb://", "serial:///", "cups://", "ipp://host", "windows://"):
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


def test_a_document_printer_is_told_copies_tray_and_duplex() -> None:
    table = {"name": "A4", "role": "documents", "address": "ipp://laser", "copies": 3, "tray": "tray-2", "duplex": True}
    config = PrinterConfig.parse(table)
    assert config == PrinterConfig("A4", "documents", IppAddress("laser"), copies=3, tray="tray-2", duplex=True)


@pytest.mark.parametrize("told", [{"copies": 2}, {"tray": "tray-2"}, {"duplex": True}])
def test_a_label_printer_is_told_none_of_them(told: dict[str, object]) -> None:
    table = {"name": "Zebra", "role": "labels", "address": "tcp://zebra"}
    with pytest.raises(InputError) as refused:
        PrinterConfig.parse(table | told)
    assert str(refused.value) == (
        "Imprimante «\u00a0Zebra\u00a0»\u00a0: copies, tray et duplex ne valent que pour des papiers."
    )


@pytest.mark.parametrize("address", ["tcp://laser", "windows://Laser"])
def test_what_carries_bytes_only_carries_no_copies(address: str) -> None:
    table = {"name": "A4", "role": "documents", "address": address, "copies": 2}
    with pytest.raises(InputError) as refused:
        PrinterConfig.parse(table)
    assert str(refused.value) == (
        "Imprimante «\u00a0A4\u00a0»\u00a0: copies, tray et duplex demandent cups:// ou ipp://."
    )
    assert PrinterConfig.parse(table | {"address": "file:///papers"}).copies == 2


MISFITS = {
    ("labels", "ipp"): "ipp:// imprime des papiers\u00a0; pour des étiquettes\u00a0: tcp://, usb:// ou cups://.",
    ("documents", "usb"): "usb:// imprime des étiquettes\u00a0; pour des papiers\u00a0: cups:// ou windows://.",
    ("documents", "serial"): "serial:// imprime des étiquettes\u00a0; pour des papiers\u00a0: cups:// ou ipp://.",
}


@pytest.mark.parametrize("role", ["labels", "documents"])
@pytest.mark.parametrize(
    "address",
    [
        "file:///x",
        "tcp://h",
        "usb:///dev/usb/lp0",
        "serial:///dev/ttyUSB0",
        "cups://q",
        "ipp://h",
        "windows://Zebra",
    ],
)
def test_an_address_that_cannot_have_a_role_is_refused_with_what_can(role: str, address: str) -> None:
    table = {"name": "P", "role": role, "address": address}
    misfit = MISFITS.get((role, address.partition(":")[0]))
    if misfit is None:
        assert PrinterConfig.parse(table).role == role
        return
    with pytest.raises(InputError) as refused:
        PrinterConfig.parse(table)
    assert str(refused.value) == f"Imprimante «\u00a0P\u00a0»\u00a0: {misfit}"


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
        {"media": "100x150"},
        {"media": None},
        {"colour": "red"},
        {"role": "documents", "address": "cups://A4", "copies": 0},
        {"role": "documents", "address": "cups://A4", "copies": 10},
        {"role": "documents", "address": "cups://A4", "copies": "2"},
        {"role": "documents", "address": "cups://A4", "tray": "a\nb"},
        {"role": "documents", "address": "cups://A4", "tray": " "},
        {"role": "documents", "address": "cups://A4", "tray": "a" * 65},
        {"role": "documents", "address": "cups://A4", "tray": 2},
        {"role": "documents", "address": "cups://A4", "duplex": "oui"},
        {"role": "documents", "address": "cups://A4", "duplex": 1},
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
