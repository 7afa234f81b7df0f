"""The office: the desk screens get plain values, and a sentence for everything a person did wrong."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from dispatch.bootstrap import System, found_home, opened
from dispatch.devices.simulated_printer import Fault, SimulatedPrinter
from dispatch.domain.errors import EnvironmentProblem, InputError
from dispatch.domain.printers import PrinterCondition
from dispatch.exchange.reader import guess_kind
from dispatch.home import Home
from dispatch.services import sample
from dispatch.services.apart import apart
from dispatch.services.device_states import UnknownJob
from dispatch.services.export import PAGE
from dispatch.services.find import LIMIT
from dispatch.services.imports import KINDS
from dispatch.services.messages import Messages
from dispatch.services.office import Office, Outside
from dispatch.services.setting_rows import CHOICES, setting_rows
from dispatch.settings import SETTINGS, Settings
from dispatch.settings.devices import DEVICE_KINDS
from dispatch.storage.verification import verify
from tests.services.desks import (
    ORDER_A,
    ORDER_B,
    announce,
    depart,
    desk,
    done,
    grant,
    issued,
    journal_length,
    load,
    pack,
    pack_devices,
    palletise,
    plan,
    receive,
    stocked_home,
)
from tests.support import campaign
from tests.support.campaign import ALLOCATIONS, ASN, A, B
from tests.support.homes import rows, town_home

JOBS = "SELECT kind, ref, version, copies, role, station, state FROM print_job ORDER BY id"
SITE_A, SITE_B = "Lycée d’essai A (Paris)", "Lycée d’essai B (Paris)"


def stocked(system: System) -> None:
    """Two orders, thirty received tablets, and a trip that stops at both lycées."""
    grant(system, (A, "TAB-A", 13, "eleves"), (B, "TAB-A", 10, "eleves"))
    announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 10, 10)
    plan(system, "T1", "2027-03-01", (A, ""), (B, ""))
    receive(system, "FAB-00000", "FAB-00001", "FAB-00002")


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    with desk(stocked_home(tmp_path)) as system:
        stocked(system)
        yield system


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A desk whose first truck has left with a pallet for each lycée; its tests only look."""
    with desk(stocked_home(tmp_path_factory.mktemp("shipped"))) as system:
        stocked(system)
        loose = pack_devices(system, ORDER_A, "S-000011", "S-000012", "S-000013")
        first = palletise(system, *pack(system, ORDER_A, "FAB-00000"), loose)
        depart(system, "T1", palletise(system, *pack(system, ORDER_B, "FAB-00002")), first)
        yield system


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    with opened(town_home(tmp_path_factory.mktemp("town"))) as system:
        yield system


# -- trips and papers -----------------------------------------------------------------------------------------------


def test_a_trip_counts_its_pallets_as_they_become_ready_and_are_loaded(system: System) -> None:
    office = system.office()

    def counted() -> tuple[str, int, int]:
        (trip,) = office.trips()
        assert trip.stops == (SITE_A, SITE_B)
        return trip.status, trip.loaded, trip.planned

    assert counted() == ("planned", 0, 0)
    first = palletise(system, *pack(system, ORDER_A, "FAB-00000"))
    second = palletise(system, *pack(system, ORDER_B, "FAB-00001"))
    assert counted() == ("planned", 0, 2)
    station = load(system, "T1", second)
    assert counted() == ("loading", 1, 2)
    done(station, f"]C100{first}", "CMD-CLOSE", "SC-1", "CMD-CLOSE")
    assert counted() == ("departed", 2, 2)


def test_a_stop_for_one_order_plans_the_pallets_of_that_order_only(system: System) -> None:
    plan(system, "T2", "2027-03-02", (A, 2))
    plan(system, "T3", "2027-03-02", (A, 1))
    palletise(system, *pack(system, ORDER_A, "FAB-00000"))
    assert {trip.number: trip.planned for trip in system.office().trips()} == {"T1": 1, "T2": 0, "T3": 1}


def test_before_departure_each_paper_is_a_draft_that_can_be_looked_at(system: System) -> None:
    office = system.office()
    pack(system, ORDER_A, "FAB-00000")
    (trip,) = office.trips()
    assert [(paper.kind, paper.ref, paper.status, paper.site) for paper in trip.papers] == [
        ("loading-list", "T1", "draft", ""),
        ("waybill", "T1", "draft", ""),
        ("recap", "T1", "draft", ""),
        ("delivery-note", ORDER_A, "draft", SITE_A),
        ("packing-list", ORDER_A, "draft", SITE_A),
    ]
    length = journal_length(system)
    assert all(office.paper(paper.kind, paper.ref).startswith(b"%PDF") for paper in trip.papers)
    assert journal_length(system) == length


def test_after_departure_each_paper_is_the_issued_one(shipped: System) -> None:
    office = shipped.office()
    (trip,) = office.trips()
    assert [(p.kind, p.number, p.version, p.status, p.uai, p.printing) for p in trip.papers] == [
        ("loading-list", "LDC-2027-000001", 1, "issued", "", "queued"),
        ("waybill", "LDV-2027-000001", 1, "issued", "", "queued"),
        ("recap", "REC-2027-000001", 1, "issued", "", "queued"),
        ("delivery-note", "DLN-2027-000001", 1, "issued", A, "queued"),
        ("delivery-note", "DLN-2027-000002", 1, "issued", B, "queued"),
        ("packing-list", "DLN-2027-000001", 1, "issued", A, "queued"),
        ("packing-list", "DLN-2027-000002", 1, "issued", B, "queued"),
    ]
    stored = {(row.kind, row.number): shipped.papers.issued(row) for row in issued(shipped, "T1")}
    assert {(p.kind, p.number): office.paper(p.kind, p.ref) for p in trip.papers} == stored


def test_an_unknown_paper_is_refused_with_a_sentence(shipped: System) -> None:
    with pytest.raises(InputError, match=r"^Code inconnu\u00a0: T9\.$"):
        shipped.office().paper("waybill", "T9")


# -- printing papers again ------------------------------------------------------------------------------------------


def printed(system: System) -> None:
    """Everything that waits comes out."""
    outbox, now = system.store.outbox, system.clock.now()[0]
    for job in outbox.jobs(("queued",)):
        assert outbox.claim(job.id, job.role, now)
        outbox.finish(job.id, "printed", "ready", now)


@pytest.fixture
def left(system: System) -> System:
    """A truck has left and its papers are printed."""
    depart(system, "T1", palletise(system, *pack(system, ORDER_A, "FAB-00000")))
    printed(system)
    return system


@pytest.mark.parametrize(
    ("kind", "ref", "number"),
    [
        ("waybill", "T1", "LDV-2027-000001"),
        ("waybill", "TRP-T1", "LDV-2027-000001"),
        ("waybill", "LDV-2027-000001", "LDV-2027-000001"),
        ("packing-list", "DLN-2027-000001", "DLN-2027-000001"),
        ("delivery-note", "T1", "DLN-2027-000001"),
    ],
)
def test_an_issued_paper_is_printed_once_more(left: System, kind: str, ref: str, number: str) -> None:
    before, length = rows(left.home.folder, JOBS), journal_length(left)
    left.office().print_paper(kind, ref, "RSN-AUTRE")
    job = (kind, number, 1, 1, "documents", "POSTE-1", "queued")
    assert rows(left.home.folder, JOBS) == [*before, job]
    assert journal_length(left) == length + 1
    (trip,) = left.office().trips()
    assert [p.kind for p in trip.papers if p.printing == "queued"] == [kind]


def test_the_key_pressed_twice_prints_once_while_the_first_still_waits(left: System) -> None:
    office, before = left.office(), len(rows(left.home.folder, JOBS))
    for _ in range(3):
        office.print_paper("recap", "T1", "AUTRE")
    assert len(rows(left.home.folder, JOBS)) == before + 1
    printed(left)
    office.print_paper("recap", "T1", "AUTRE")
    assert len(rows(left.home.folder, JOBS)) == before + 2


def test_the_newest_version_is_the_one_that_is_printed(left: System) -> None:
    left.papers.reissue("waybill", "T1", "AUTRE")
    left.office().print_paper("waybill", "T1")
    assert rows(left.home.folder, JOBS)[-1][:3] == ("waybill", "LDV-2027-000001", 2)


def test_a_new_version_takes_the_number_over_and_names_who_asked_and_why(left: System) -> None:
    length = journal_length(left)
    row = left.office().reissue_paper("waybill", "T1", "RSN-AUTRE", "C1")
    assert (row.number, row.version, row.status) == ("LDV-2027-000001", 2, "issued")
    assert journal_length(left) == length + 1
    who = "SELECT operator, json_extract(payload, '$.reason') FROM journal ORDER BY seq DESC LIMIT 1"
    assert rows(left.home.folder, who) == [("C1", "AUTRE")]
    (trip,) = left.office().trips()
    versions = [(paper.version, paper.status) for paper in trip.papers if paper.kind == "waybill"]
    assert versions == [(2, "issued"), (1, "void")]
    for kind, ref, reason in (("waybill", "T1", ""), ("waybill", "T9", "AUTRE"), ("delivery-note", "T1", "AUTRE")):
        with pytest.raises(InputError):
            left.office().reissue_paper(kind, ref, reason)
    assert journal_length(left) == length + 1


@pytest.mark.parametrize(
    ("kind", "ref", "sentence"),
    [
        ("waybill", "T2", "T2\u00a0: ce papier n’est pas encore émis. Il l’est au départ du camion."),
        ("waybill", "T9", "Code inconnu\u00a0: T9."),
        ("recap", "DLN-2027-000001", "DLN-2027-000001\u00a0: ce papier n’est pas encore émis."),
    ],
)
def test_what_is_not_issued_is_not_printed(left: System, kind: str, ref: str, sentence: str) -> None:
    plan(left, "T2", "2027-03-02", (B, ""))
    before = rows(left.home.folder, JOBS)
    with pytest.raises(InputError) as refused:
        left.office().print_paper(kind, ref)
    assert str(refused.value).startswith(sentence)
    assert rows(left.home.folder, JOBS) == before


def test_of_several_papers_none_is_guessed(shipped: System) -> None:
    with pytest.raises(InputError, match="DLN-2027-000001, DLN-2027-000002"):
        shipped.office().print_paper("delivery-note", "T1")


# -- search ---------------------------------------------------------------------------------------------------------


def test_a_serial_tells_its_whole_way_with_the_papers_that_went_with_it(shipped: System) -> None:
    found = shipped.office().search("S-000012")
    assert (found.kind, found.status, found.title) == ("device", "departed", "Tablette d’essai")
    assert (found.uai, found.site, found.order, found.trip) == (A, SITE_A, ORDER_A, "T1")
    assert (found.carton[0], found.pallet[0]) == ("1", "3")
    assert [(paper.kind, paper.number) for paper in found.papers] == [
        ("delivery-note", "DLN-2027-000001"),
        ("packing-list", "DLN-2027-000001"),
    ]
    assert {line.time for line in found.lines} == {"2027-03-01T12:00:00+01:00"}
    assert {(line.station, line.operator) for line in found.lines} == {("POSTE-1", "POSTE-1")}
    assert [line.seq for line in found.lines] == sorted(line.seq for line in found.lines)
    assert any("S-000012" in line.text for line in found.lines)


@pytest.mark.parametrize(
    ("code", "kind", "title", "papers"),
    [
        ("T1", "trip", "Transports d’essai", 7),
        (A, "site", SITE_A, 2),
        (ORDER_B, "order", SITE_B, 2),
        ("LDV-2027-000001", "document", "", 3),
        ("DLN-2027-000002", "document", SITE_B, 2),
        ("FAB-00002", "carton", SITE_B, 2),
        ("(01)09521234500018(21)S-000012", "device", SITE_A, 2),
    ],
)
def test_every_kind_of_code_is_told(shipped: System, code: str, kind: str, title: str, papers: int) -> None:
    found = shipped.office().search(code)
    assert (found.kind, found.title, len(found.papers)) == (kind, title, papers)


def test_an_unknown_code_is_refused_with_a_sentence(shipped: System) -> None:
    with pytest.raises(InputError, match=r"^Code inconnu\u00a0: NOPE\.$"):
        shipped.office().search("NOPE")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lycee ESSAI b", [("site", B), ("order", ORDER_B), ("document", "DLN-2027-000002")]),
        ("75005", [("site", B)]),
        ("0750652", [("site", A), ("order", ORDER_A)]),
        ("ord-0750654d", [("order", ORDER_B)]),
        (
            "trp-t",
            [
                ("trip", "TRP-T1"),
                *(("document", f"{series}-2027-000001") for series in ("LDC", "LDV", "REC")),
            ],
        ),
        ("transports", [("trip", "TRP-T1")]),
        ("fab-00001", [("carton", "FAB-00001")]),
        (" s-00001 ", [("device", f"S-00001{digit}") for digit in range(10)]),
        ("s", []),
        ("", []),
        ("%_", []),
        ("nope", []),
    ],
)
def test_people_find_by_a_part_of_what_they_remember(
    shipped: System, text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(hit.kind, hit.code) for hit in shipped.office().find(text)] == expected


def test_our_own_cartons_and_pallets_are_found_by_either_end_of_their_number(shipped: System) -> None:
    office = shipped.office()
    carton = office.search("S-000012").carton
    for text in (carton, f"(00){carton}", f"00{carton}", f"]C100{carton}", f"{carton[:10]} {carton[10:]}", carton[-5:]):
        assert carton in [hit.code for hit in office.find(text)], text
    (hit,) = office.find(carton)
    assert (hit.kind, hit.title, hit.detail) == ("carton", SITE_A, f"Colis n°\u00a01, {ORDER_A}")


def test_there_is_an_end_to_what_is_found(town: System) -> None:
    assert len(town.office().find("S-0")) == LIMIT


@pytest.mark.parametrize("text", ["lyc", "075", "t1", "S-T", "tw-", "L-0", "HVY"])
def test_whatever_is_found_can_be_searched(town: System, text: str) -> None:
    office = town.office()
    hits = office.find(text)
    assert hits
    assert [office.search(hit.code).kind for hit in hits] == [hit.kind for hit in hits]
    assert all(hit.title and hit.detail for hit in hits)


# -- imports --------------------------------------------------------------------------------------------------------


def test_five_thousand_rows_are_imported_while_the_desk_goes_on_scanning(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with opened(home) as system, ThreadPoolExecutor(1) as lane:
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", *[1] * 600)
        file = campaign.write(tmp_path / "big.csv", ASN, campaign.cartons("AV-2", "BIG-", "TAB-A", "B-", [10] * 500))
        station = system.station("receive")
        importing = lane.submit(system.office().import_file, "asn", file)
        scans = 0
        while not importing.done() and scans < 600:
            assert station.handle(f"FAB-{scans:05d}").reason.word == "carton-received"
            scans += 1
        report = importing.result()
        assert (report.rows, report.created, report.errors) == (5_000, 5_000, ())
        assert station.handle("BIG-00000").reason.word == "carton-received"
    ((announced,),) = rows(home, "SELECT seq FROM journal WHERE subject = 'asn:AV-2'")
    ((before,),) = rows(home, "SELECT COUNT(*) FROM journal WHERE type = 'carton-received' AND seq < ?", announced)
    assert 0 < before <= scans
    assert rows(home, "SELECT COUNT(*) FROM announced_carton WHERE received = 1") == [(scans + 1,)]
    assert verify(home / "station.db").ok


def test_a_dry_run_and_a_file_with_errors_are_reported_and_change_nothing(system: System, tmp_path: Path) -> None:
    office, length = system.office(), journal_length(system)
    good = campaign.write(tmp_path / "good.csv", ALLOCATIONS, [(A, "TAB-A", 20, "eleves")])
    bad = campaign.write(tmp_path / "bad.csv", ALLOCATIONS, [(A, "TAB-A", -1, "eleves")])
    assert office.import_file("allocations", good, dry_run=True).updated == 1
    report = office.import_file("allocations", bad)
    assert [(p.line, p.column, p.value) for p in report.errors] == [(2, "quantite", "-1")]
    assert [p.code for p in office.import_file("sites", tmp_path / "none.csv").errors] == ["file-missing"]
    assert journal_length(system) == length
    assert office.import_file("allocations", good).updated == 1
    assert journal_length(system) == length + 1


def test_what_goes_wrong_in_the_other_process_comes_back_as_a_sentence(system: System, tmp_path: Path) -> None:
    system.home.settings.write_text("nonsense", encoding="utf-8")
    with pytest.raises(InputError, match="ce n’est pas du TOML"):
        system.office().import_file("sites", tmp_path / "sites.csv")


def killed(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_that_is_killed_is_told_and_the_next_import_works(system: System, tmp_path: Path) -> None:
    outside = Outside(system.home.settings, system.settings, tmp_path, system.printers, killed, killed)  # type: ignore[arg-type]
    office = Office(system.store, system.papers, system.clock, system.configuration, system.messages, outside)
    with pytest.raises(EnvironmentProblem, match="L’import s’est arrêté en route"):
        office.import_file("sites", tmp_path / "sites.csv")
    assert system.office().import_file("sites", tmp_path / "sites.csv").errors == ()


def test_a_bug_in_the_other_process_comes_back_with_its_trace() -> None:
    with pytest.raises(ValueError, match="invalid literal") as bug:
        apart(int, "x")
    assert "in _answer" in bug.value.__notes__[0]


def test_the_headings_of_a_file_tell_its_kind(shipped: System, tmp_path: Path) -> None:
    staff = campaign.operators(tmp_path / "staff.csv")
    assert {kind: guess_kind(sample.FOLDER / f"{kind}.csv") for kind in sample.KINDS} == {
        kind: kind for kind in sample.KINDS
    }
    assert {*sample.KINDS, "operators"} == set(KINDS)
    assert shipped.office().guess_kind(staff) == "operators"


@pytest.mark.parametrize("heading", ["colour;size", "uai;reference", ""])
def test_a_file_that_is_none_of_ours_is_not_guessed(tmp_path: Path, heading: str) -> None:
    assert guess_kind(campaign.write(tmp_path / "other.csv", heading, [])) is None
    assert guess_kind(tmp_path / "none.csv") is None


# -- files out ------------------------------------------------------------------------------------------------------


def test_the_page_for_lycees_is_saved_under_its_whole_path(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = system.home.folder
    monkeypatch.chdir(folder.parent)
    with opened(Path(folder.name)) as here:
        saved = here.office().save_lycee_page()
    assert (saved, saved.read_bytes()) == (folder / "documents" / PAGE.name, PAGE.read_bytes())


# -- settings -------------------------------------------------------------------------------------------------------


def test_every_setting_is_a_row_that_takes_its_own_value_again(system: System) -> None:
    office = system.office()
    before = system.home.settings.read_text(encoding="utf-8")
    listed = office.settings()
    assert [row.key for row in listed][:2] == ["language", "gs1.company_prefix"]
    assert not any(office.set_setting(row.key, row.value) for row in listed)
    assert office.settings() == listed
    assert [line for line in before.splitlines() if line.startswith("[[")] == ["[[printers]]"] * 2


@pytest.mark.parametrize(
    ("key", "section", "kind", "choices"),
    [
        ("language", "Général", "choice", ("fr", "en")),
        ("gs1.sscc_block", "Numéros GS1", "number", ()),
        ("station.name", "Ce poste", "text", ()),
        ("pack.mix_models", "Colisage", "switch", ()),
        ("window.theme", "Fenêtre", "choice", ("light", "dark")),
        ("printers.labels.role", "Imprimante labels", "choice", ("labels", "documents")),
        ("printers.labels.dpi", "Imprimante labels", "choice", ("203", "300", "600")),
        ("printers.labels.address", "Imprimante labels", "text", ()),
    ],
)
def test_a_setting_says_how_it_is_entered(
    system: System, key: str, section: str, kind: str, choices: tuple[str, ...]
) -> None:
    (row,) = [row for row in system.office().settings() if row.key == key]
    assert (row.section, row.kind, row.choices) == (section, kind, choices)
    assert row.meaning
    assert row.allowed


def test_every_closed_list_names_its_choices_and_nothing_else_does() -> None:
    declared = [*SETTINGS.values(), *(setting for kind in DEVICE_KINDS for setting in kind.settings.values())]
    closed = {key for key, setting in SETTINGS.items() if refuses(key, "") and refuses(key, "zz")}
    closed = {key for key in closed if isinstance(SETTINGS[key].default, str)}
    assert closed == {key for key in CHOICES if "*" not in key}
    assert set(CHOICES) <= {setting.key for setting in declared}
    assert not any(refuses(key, choice) for key in closed for choice in CHOICES[key])


def refuses(key: str, text: str) -> bool:
    try:
        SETTINGS[key].from_text(text)
    except InputError:
        return True
    return False


def test_a_serial_scanner_has_rows_of_its_own_in_both_languages() -> None:
    settings = Settings.parse('[[scanners]]\nname = "quai"\nport = "/dev/ttyACM0"\n')
    for language, section in (("fr", "Douchette quai"), ("en", "Scanner quai")):
        listed = setting_rows(settings, Messages(language))
        shown = {row.key: (row.section, row.kind) for row in listed if row.key.startswith("scanners.")}
        assert shown == {
            "scanners.quai.port": (section, "text"),
            "scanners.quai.baud": (section, "choice"),
            "scanners.quai.idle_ms": (section, "number"),
            "scanners.quai.repeat_ms": (section, "number"),
        }


def test_a_change_keeps_the_comments_and_waits_for_the_next_start(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    found_home(home, sample=True)
    with opened(home.folder) as system:
        office = system.office()
        comments = home.settings.read_text(encoding="utf-8").count("#")
        assert office.set_setting("pack.mix_models", "oui")
        assert office.set_setting("printers.autre.address", "tcp://imprimante:9100")
        assert {row.key: row.value for row in office.settings()}["pack.mix_models"] == "true"
        assert not office.set_setting("pack.mix_models", "non")
        assert home.settings.read_text(encoding="utf-8").count("#") == comments
        assert not system.configuration.mix_models


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("language", "de", "language"),
        ("gs1.sscc_block", "many", "gs1.sscc_block"),
        ("colour", "red", "Réglage inconnu"),
        ("printers.labels.dpi", "1200", "dpi"),
    ],
)
def test_a_value_that_is_not_allowed_is_refused_and_not_written(
    system: System, key: str, value: str, sentence: str
) -> None:
    before = system.home.settings.read_bytes()
    with pytest.raises(InputError, match=sentence):
        system.office().set_setting(key, value)
    assert system.home.settings.read_bytes() == before


# -- devices --------------------------------------------------------------------------------------------------------


def test_the_printers_say_how_they_are_and_what_waits_for_them(system: System) -> None:
    office, outbox, now = system.office(), system.store.outbox, system.clock.now()[0]
    pack(system, ORDER_A, "FAB-00000")
    pack(system, ORDER_B, "FAB-00001")
    labels, documents = office.devices()
    assert (labels.name, labels.role, labels.condition, labels.queued) == (
        "labels",
        "labels",
        PrinterCondition.READY,
        2,
    )
    assert (documents.role, documents.condition, documents.queued) == ("documents", PrinterCondition.READY, 0)
    first, second = outbox.jobs(("queued",))
    outbox.claim(first.id, "labels", now)
    outbox.finish(first.id, "unknown", "dropped", now)
    outbox.claim(second.id, "labels", now)
    lost = UnknownJob("carton-label", first.ref, "labels", "2027-03-01T12:00:00+01:00")
    assert office.devices() == [
        replace(labels, condition=None, sending=True, queued=0, unknown=(lost,)),
        documents,
    ]
    assert office.unknown_jobs() == [lost]


def test_a_printer_that_does_not_answer_keeps_nobody_else_waiting(tmp_path: Path) -> None:
    with SimulatedPrinter() as zebra, ThreadPoolExecutor(1) as lane:
        home = town_home(tmp_path, labels=f"tcp://{zebra.address.host}:{zebra.address.port}")
        with opened(home) as system:
            office = system.office()
            zebra.fail(Fault.SILENT)
            asking = lane.submit(office.devices)
            looked = office.overview()
            assert not asking.done()
            assert (looked.trips_to_load, len(office.trips())) == (3, 3)
            assert [state.condition for state in asking.result()] == [PrinterCondition.SILENT, PrinterCondition.READY]


# -- a new home -----------------------------------------------------------------------------------------------------


def test_a_home_is_founded_empty_or_with_the_sample(tmp_path: Path) -> None:
    for wanted, sites in ((False, 0), (True, 24)):
        home = Home(tmp_path / str(wanted))
        found_home(home, sample=wanted)
        assert rows(home.folder, "SELECT COUNT(*) FROM site") == [(sites,)]
        with pytest.raises(InputError, match="Il y a déjà un poste"):
            found_home(home, sample=wanted)
