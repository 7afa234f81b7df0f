"""SSCC: blocks per station, persisted before anything prints, never a number twice."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispatch.bootstrap import System
from dispatch.domain.events import PalletCancelled, PalletOpened
from dispatch.domain.identifiers import Sscc
from dispatch.services.configuration import Configuration
from dispatch.services.numbers import next_sscc
from dispatch.services.ports import Header
from tests.services.desks import ORDER_A, announce, desk, done, grant, pack, palletise, receive, stocked_home
from tests.support.campaign import A
from tests.support.homes import rows

PREFIX = "9521234"
SHORTEST_LEFT = "9521234567"
"""A prefix that leaves a million numbers, the least that is allowed."""


def draw(system: System, configuration: Configuration, extension: int = 3) -> str | None:
    """A number drawn and used: a pallet is begun with it and given up."""
    header = Header("2027-03-01T11:00:00.000Z", 60, configuration.station, configuration.station)
    with system.store.transaction() as transaction:
        sscc = next_sscc(configuration, extension, transaction, header)
        if sscc is not None:
            transaction.record((PalletOpened(sscc, A, 1), PalletCancelled(sscc)), header)
    return sscc


def sscc(prefix: str, serial: int, extension: int = 3) -> str:
    return str(Sscc.build(extension, prefix, serial))


def blocks(home: Path) -> list[tuple[object, ...]]:
    """Every block ever taken, in order."""
    found = rows(home, "SELECT payload FROM journal WHERE type = 'sscc-block-taken' ORDER BY seq")
    payloads = [json.loads(row[0]) for row in found]
    return [(block["station"], block["prefix"], block["first"], block["last"]) for block in payloads]


def test_each_station_draws_from_its_own_block_and_goes_on_after_a_restart(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    drawn = []
    for station in ("POSTE-1", "POSTE-2", "POSTE-1", "POSTE-2"):
        with desk(home, station) as system:
            drawn += [draw(system, system.configuration) for _ in range(2)]
    assert drawn == [sscc(PREFIX, n) for n in (0, 1, 5000, 5001, 2, 3, 5002, 5003)]
    assert blocks(home) == [("POSTE-1", PREFIX, 0, 4999), ("POSTE-2", PREFIX, 5000, 9999)]


def test_a_block_is_in_the_journal_before_its_first_number_is_given(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        header = Header("2027-03-01T11:00:00.000Z", 60, "POSTE-1", "POSTE-1")
        with system.store.transaction() as transaction:
            assert next_sscc(system.configuration, 1, transaction, header) == sscc(PREFIX, 0, 1)
        assert blocks(home) == [("POSTE-1", PREFIX, 0, 4999)]
        with system.store.transaction() as transaction:
            assert next_sscc(system.configuration, 1, transaction, header) == sscc(PREFIX, 0, 1)
        assert len(blocks(home)) == 1


def test_cartons_and_pallets_count_apart(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        grant(system, (A, "TAB-A", 20, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 10)
        receive(system, "FAB-00000", "FAB-00001")
        cartons = pack(system, ORDER_A, "FAB-00000", "FAB-00001")
        pallet = palletise(system, *cartons)
    assert [*cartons, pallet] == [sscc(PREFIX, 0, 1), sscc(PREFIX, 1, 1), sscc(PREFIX, 0, 3)]


def test_a_used_up_block_is_followed_by_the_next_free_one(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        one, two = (replace(system.configuration, station=name, sscc_block=2) for name in ("POSTE-1", "POSTE-2"))
        drawn = [draw(system, station) for station in (one, two, one, one, two, two, one)]
    assert drawn == [sscc(PREFIX, n) for n in (0, 2, 1, 4, 3, 6, 5)]


def test_another_prefix_takes_a_new_block_and_the_first_one_goes_on_where_it_was(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        first, second = (replace(system.configuration, company_prefix=prefix) for prefix in (PREFIX, "9529999"))
        drawn = [draw(system, configuration) for configuration in (first, second, second, first)]
    assert drawn == [sscc(PREFIX, 0), sscc("9529999", 0), sscc("9529999", 1), sscc(PREFIX, 5000)]


@pytest.mark.parametrize(("wrong", "right"), [("9521234", "952123400"), ("952123400", "9521234")])
def test_a_prefix_mended_by_a_digit_never_prints_the_same_numbers_again(tmp_path: Path, wrong: str, right: str) -> None:
    """9521234 + 000000007 and 952123400 + 0000007 are the same SSCC."""
    home = stocked_home(tmp_path)
    with desk(home) as system:
        drawn = [
            draw(system, replace(system.configuration, company_prefix=prefix))
            for prefix in (wrong, wrong, right, right, wrong)
        ]
    assert len({*drawn}) == 5
    assert drawn[2] == sscc(right, 5000)


def test_a_station_is_told_when_no_number_is_left(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home, "POSTE-2") as system:
        grant(system, (A, "TAB-A", 20, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 10)
        receive(system, "FAB-00000", "FAB-00001")
        all_but_one = replace(system.configuration, company_prefix=SHORTEST_LEFT, sscc_block=999_999, station="POSTE-9")
        assert draw(system, all_but_one, 1) == sscc(SHORTEST_LEFT, 0, 1)
        system.configuration = replace(system.configuration, company_prefix=SHORTEST_LEFT)
        assert pack(system, ORDER_A, "FAB-00000") == [sscc(SHORTEST_LEFT, 999_999, 1)]
        station = system.station("pack")
        done(station, ORDER_A)
        outcome = station.handle("FAB-00001")
        assert (outcome.reason.word, outcome.args) == ("sscc-exhausted", {"prefix": SHORTEST_LEFT})
        assert draw(system, all_but_one, 1) == sscc(SHORTEST_LEFT, 1, 1)
    assert rows(home, "SELECT COUNT(*) FROM announced_carton WHERE unit IS NOT NULL") == [(1,)]


def test_without_a_prefix_there_is_no_number_and_the_setting_is_named(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        grant(system, (A, "TAB-A", 20, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10)
        receive(system, "FAB-00000")
        system.configuration = replace(system.configuration, company_prefix="")
        station = system.station("pack")
        answers = [station.handle(scan) for scan in (ORDER_A, "FAB-00000")]
        assert "no-company-prefix" in [answer.reason.word for answer in answers]
        assert "gs1.company_prefix" in " ".join(answer.sentence(system.messages) for answer in answers)
    assert blocks(home) == []


draws = st.tuples(
    st.sampled_from(["POSTE-1", "POSTE-2", "POSTE-3"]),
    st.sampled_from([PREFIX, "952123400", "9521234567", "9520000"]),
    st.integers(1, 4),
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(draws, max_size=12))
def test_no_number_is_drawn_twice_whatever_stations_prefixes_and_blocks(
    tmp_path: Path, wanted: list[tuple[str, str, int]]
) -> None:
    """Law: a number belongs to one drawing, over all stations, prefixes, sizes of block and restarts."""
    home = stocked_home(tmp_path / str(len(list(tmp_path.iterdir()))))
    drawn = []
    for half in (wanted[: len(wanted) // 2], wanted[len(wanted) // 2 :]):
        with desk(home) as system:
            for station, prefix, size in half:
                configuration = replace(system.configuration, station=station, company_prefix=prefix, sscc_block=size)
                drawn.append(draw(system, configuration))
    numbers = [number for number in drawn if number is not None]
    assert len({*numbers}) == len(numbers)
