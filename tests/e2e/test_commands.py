"""Exit codes, and what is printed where: each failure its number, one JSON document alone on standard output."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dispatch.bootstrap import opened
from dispatch.commands import main
from dispatch.devices.simulated_scanner import SimulatedScanner
from tests.support import campaign
from tests.support.console import MAIN, Console, answer, run
from tests.support.homes import new_home, rows, town_home

Code = Callable[..., int]
REPORT = ["kind", "file", "rows", "created", "updated", "unchanged", "errors", "warnings"]
PROBLEM = ["line", "column", "value", "rule", "message"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return town_home(tmp_path)


@pytest.fixture
def code_of(capsys: pytest.CaptureFixture[str]) -> Callable[..., int]:
    """The exit code of a command run in this process; whatever fails says so in words, and only on standard error."""

    def run_here(*arguments: str | Path) -> int:
        try:
            code = main([*map(str, arguments)])
        except SystemExit as end:  # from argparse
            code = int(str(end.code))
        shown = capsys.readouterr()
        if code:
            assert shown.out == ""
            assert len(shown.err.strip()) > 10
        return code

    return run_here


def test_a_second_init_is_refused_and_changes_nothing(tmp_path: Path, code_of: Code) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "notes.txt").write_text("mine")
    assert code_of("--home", home, "init") == 0
    assert (home / "notes.txt").read_text() == "mine"
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*") if path.is_file()}
    assert code_of("--home", home, "init") == 3
    assert code_of("--home", home, "init", "--sample") == 3
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*") if path.is_file()} == before


def test_a_new_home_has_its_two_folders_for_printers(tmp_path: Path, code_of: Code) -> None:
    assert code_of("--home", tmp_path / "home", "init") == 0
    printers = answer(tmp_path / "home", "devices")["printers"]
    assert [(printer["role"], printer["address"]) for printer in printers] == [
        ("labels", f"file://{tmp_path}/home/labels"),
        ("documents", f"file://{tmp_path}/home/documents/print"),
    ]


def test_a_scanner_is_listed_with_its_port_and_its_true_state(tmp_path: Path, code_of: Code) -> None:
    home, port = tmp_path / "home", tmp_path / "scanner"
    assert code_of("--home", home, "init") == 0
    assert answer(home, "devices")["scanners"] == []
    assert code_of("--home", home, "settings", "scanners.quai.port", port) == 0
    assert code_of("--home", home, "settings", "scanners.cage.port", "usb:ffff:0001:SIM-9") == 0
    with SimulatedScanner(link=port):
        assert answer(home, "devices")["scanners"] == [
            {"name": "quai", "port": str(port), "state": "silent"},
            {"name": "cage", "port": "usb:FFFF:0001:SIM-9", "state": "absent"},
        ]
    done = run(home, "devices")
    assert done.stdout.decode().splitlines()[:3] == [
        "Douchettes",
        f"  quai  {port}  absent",
        "  cage  usb:FFFF:0001:SIM-9  absent",
    ]


@pytest.mark.parametrize(
    "command",
    [
        ["import", "sites", "sites.csv"],
        ["console", "--task", "pack"],
        ["trace", "S-000001"],
        ["progress", "--json"],
        ["verify", "--json"],
        ["devices"],
        ["settings"],
        ["export", "journal", "-o", "journal.jsonl"],
        ["label", "395212340000000007"],
    ],
    ids=lambda command: command[0],
)
def test_a_home_without_init_is_refused_and_told_to_be_made(
    tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(tmp_path / "none"), *command]) == 3
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "init" in shown.err
    assert not (tmp_path / "none").exists()


def test_the_home_may_come_from_the_environment(home: Path, code_of: Code, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPATCH_HOME", str(home))
    assert code_of("progress") == 0
    monkeypatch.setenv("DISPATCH_HOME", str(home / "none"))
    assert code_of("progress") == 3


@pytest.mark.parametrize(
    "command",
    [
        ["dance"],
        ["import", "cats", "cats.csv"],
        ["import", "sites"],
        ["console"],
        ["console", "--task", "dance"],
        ["console", "--task", "pack", "--station", "../elsewhere"],
        ["console", "--task", "pack", "--station", ""],
        ["document", "dance", "T1", "-o", "x.pdf"],
        ["document", "waybill", "T1"],
        ["label", "1", "--format", "gif"],
        ["--lang", "xx", "progress"],
        ["progress", "--dance"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_code_two(home: Path, command: list[str], code_of: Code) -> None:
    assert code_of("--home", home, *command) == 2


@pytest.mark.parametrize(
    "command",
    [
        ["trace", "NOBODY-KNOWS"],
        ["trace", "NOBODY-KNOWS", "--json"],
        ["trace", os.fsdecode(b"\xe9")],
        ["label", "395212340000000007"],
        ["label", "12"],
        ["label", os.fsdecode(b"\xe9")],
        ["document", "waybill", "T99", "-o", "x.pdf"],
        ["document", "packing-list", "ORD-0750652B-7", "-o", "x.pdf"],
        ["document", "delivery-note", os.fsdecode(b"\xe9"), "-o", "x.pdf"],
        ["settings", "no.such", "value"],
        ["settings", "gs1.company_prefix", "12"],
        ["settings", "gs1.company_prefix", "9521234567890"],
    ],
    ids=lambda command: ascii(" ".join(command[:2])),
)
def test_an_unknown_code_or_a_wrong_value_is_code_three_and_changes_nothing(
    home: Path, tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch, code_of: Code
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = (home / "settings.toml").read_bytes()
    assert code_of("--home", home, *command) == 3
    assert not Path("x.pdf").exists()
    assert (home / "settings.toml").read_bytes() == settings


def test_an_output_that_cannot_be_written_is_code_four(home: Path, code_of: Code) -> None:
    assert code_of("--home", home, "export", "journal", "-o", home / "none" / "journal.jsonl") == 4
    assert code_of("--home", home, "document", "packing-list", f"ORD-{campaign.A}-1", "-o", home) == 4


def test_a_window_without_a_display_is_code_four(home: Path) -> None:
    bare = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run([*MAIN, "--home", str(home)], capture_output=True, check=False, env=bare)
    assert (done.returncode, done.stdout) == (4, b"")
    assert len(done.stderr.decode().strip().splitlines()) == 1


def test_an_import_with_errors_reports_them_and_imports_nothing(home: Path, tmp_path: Path) -> None:
    file = campaign.write(
        tmp_path / "bad.csv", campaign.ALLOCATIONS, [(campaign.A, "TAB-A", 50, ""), ("X", "NONE", 0, "")]
    )
    before = rows(home, "SELECT * FROM journal_head"), rows(home, "SELECT * FROM order_line")
    done = run(home, "import", "allocations", file, "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (3, b"")
    assert [*report] == REPORT
    assert (report["kind"], report["file"], report["rows"]) == ("allocations", "bad.csv", 2)
    assert (report["created"], report["updated"], report["unchanged"]) == (0, 0, 0)
    assert {(error["line"], error["column"]) for error in report["errors"]} >= {(3, "uai"), (3, "quantite")}
    assert all([*problem] == PROBLEM for problem in (*report["errors"], *report["warnings"]))
    assert (rows(home, "SELECT * FROM journal_head"), rows(home, "SELECT * FROM order_line")) == before


def test_a_dry_run_reports_the_same_and_changes_nothing(home: Path, tmp_path: Path) -> None:
    file = campaign.write(tmp_path / "more.csv", campaign.ALLOCATIONS, [(campaign.D, "LAP-B", 5, "")])
    before = rows(home, "SELECT * FROM journal_head")
    dry = answer(home, "import", "allocations", file, "--dry-run")
    assert rows(home, "SELECT * FROM journal_head") == before
    assert answer(home, "import", "allocations", file) == dry
    again = answer(home, "import", "allocations", file)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 1)


def test_a_file_whose_name_is_no_text_is_imported_all_the_same(home: Path, tmp_path: Path) -> None:
    file = campaign.write(tmp_path / os.fsdecode(b"\xe9.csv"), campaign.ALLOCATIONS, [(campaign.D, "LAP-B", 5, "")])
    assert answer(home, "import", "allocations", file)["created"] == 1


@pytest.mark.parametrize("command", ["progress", "verify", "devices", "reasons", "trace"])
def test_json_is_one_document_alone_on_standard_output(home: Path, command: str) -> None:
    code = ["S-000001"] if command == "trace" else []
    done = run(home, command, *code, "--json")
    json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    "locale",
    [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"}],
)
def test_output_is_utf8_whatever_the_locale(home: Path, locale: dict[str, str]) -> None:
    command = [*MAIN, "--home", str(home)]
    environment = os.environ | locale
    words = subprocess.run([*command, "progress"], capture_output=True, check=True, env=environment).stdout.decode(
        "utf-8"
    )
    assert "Lycée d’essai A" in words
    scans = "é\nS-1\n".encode() + b"\xe9\n"
    desk = [*command, "console", "--task", "pack"]
    answers = subprocess.run(desk, input=scans, capture_output=True, check=True, env=environment).stdout.decode("utf-8")
    assert [json.loads(line)["scan"] for line in answers.splitlines()] == ["é", "S-1", "é"]
    assert "Mettez l’appareil de côté." in answers


@pytest.mark.parametrize(
    ("given", "scans"),
    [
        (b"", []),
        (b"\n", [""]),
        (b"\n\r\n", ["", ""]),
        (b"A\r\r\nB\r\n C \nD", ["A\r", "B", " C ", "D"]),
        (b"]C1\x1d00\n\x00\n", ["]C1\x1d00", "\x00"]),
        ("\u2028\u0085\x0b\x0c\x1e\n".encode(), ["\u2028\u0085\x0b\x0c\x1e"]),
        (b"S\xe9rie\nS\xc3\xa9rie\n", ["Série", "Série"]),
        (b"X" * 100_000 + b"\n", ["X" * 100_000]),
        (b"A\nB", ["A", "B"]),
    ],
    ids=lambda value: "",
)
def test_each_line_has_one_answer_as_it_was_read(home: Path, given: bytes, scans: list[str]) -> None:
    done = run(home, "console", "--task", "receive", given=given)
    assert (done.returncode, done.stderr) == (0, b"")
    answers = [json.loads(line) for line in done.stdout.split(b"\n")[:-1]]
    assert [found["scan"] for found in answers] == scans
    assert done.stdout.endswith(b"\n") or not scans


def test_refused_scans_end_well_and_what_was_accepted_stays(home: Path) -> None:
    done = run(home, "console", "--task", "receive", given=b"FAB-00001\nNONSENSE\nFAB-00001\n")
    reasons = [json.loads(line)["reason"] for line in done.stdout.splitlines()]
    assert reasons == ["carton-received", "unknown-code", "carton-already-received"]
    assert done.returncode == 0


def test_a_reader_that_goes_away_is_no_bug(home: Path) -> None:
    with subprocess.Popen(
        [*MAIN, "--home", str(home), "reasons"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
    assert not (home / "logs" / "station.log").exists()


def test_ctrl_c_ends_a_desk_without_a_word(home: Path) -> None:
    """Ctrl-C counts for the desk even where the suite runs in the background, which a shell makes deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        desk = Console(home, "receive")
    finally:
        signal.signal(signal.SIGINT, before)
    assert desk.scans("FAB-00001") == [("accepted", "carton-received")]
    os.kill(desk.process.pid, signal.SIGINT)
    assert desk.process.wait(timeout=30) == 130
    assert desk.process.stderr is not None and desk.process.stderr.read() == b""
    desk.kill()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE device SET unit = NULL WHERE serial = 'S-000011'",
        "UPDATE order_line SET packed = packed + 1 WHERE code = 'ORD-0750652B-1'",
        "UPDATE site SET city = 'Lyon' WHERE uai = '0750652B'",
        "DELETE FROM announced_carton WHERE code = 'FAB-00001'",
        "UPDATE journal SET operator = 'somebody' WHERE seq = 7",
        "DELETE FROM journal WHERE seq = (SELECT MAX(seq) FROM journal)",
        "UPDATE blob SET data = substr(data, 1, 10)",
    ],
)
def test_whatever_is_altered_is_found(home: Path, damage: str) -> None:
    with opened(home) as system:
        assert system.station("receive").handle("FAB-00001").reason.word == "carton-received"
        pack = system.station("pack")
        reasons = [pack.handle(line).reason.word for line in (f"ORD-{campaign.B}-1", "S-000011", "CMD-CONFIRM")]
        assert reasons == ["order-opened", "open-sealed-carton", "device-packed"]
    alter(home, damage)
    done = run(home, "verify", "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["ok"]) == (5, False)
    assert found["differences"]


def alter(home: Path, damage: str) -> None:
    """What somebody with a database tool and no respect for our triggers can do."""
    with closing(sqlite3.connect(home / "station.db")) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        assert connection.execute(damage).rowcount > 0
        connection.commit()


def test_a_database_that_is_none_is_code_four_and_left_alone(tmp_path: Path, code_of: Code) -> None:
    home = new_home(tmp_path / "home", {})
    (home / "station.db").write_bytes(b"not a database" * 100)
    assert code_of("--home", home, "progress") == 4
    assert (home / "station.db").read_bytes() == b"not a database" * 100
