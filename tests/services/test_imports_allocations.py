"""Allocations: publics add up, rows replace quantities, and nothing falls below what is packed."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispatch.services.messages import Messages
from tests.services.desks import (
    ORDER_A,
    ORDER_B,
    announce,
    codes,
    counts,
    desk,
    give,
    grant,
    journal_length,
    pack,
    receive,
    stocked_home,
)
from tests.support.campaign import ALLOCATIONS, A, B
from tests.support.homes import rows

Line = tuple[str, str, int, str]


def lines(home: Path) -> list[tuple[object, ...]]:
    """Every order line: order, item, granted, packed, publics."""
    return rows(home, "SELECT code, reference, granted, packed, detail FROM order_line ORDER BY code, reference")


def test_publics_add_up_to_one_line_and_are_kept_as_its_detail(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        report = grant(system, (A, "TAB-A", 20, "eleves"), (A, "TAB-A", 3, "enseignants"), (B, "LAP-B", 2, ""))
        assert counts(report) == (3, 3, 0, 0)
    assert lines(home) == [
        (ORDER_A, "TAB-A", 23, 0, '{"eleves":20,"enseignants":3}'),
        (ORDER_B, "LAP-B", 2, 0, '{"":2}'),
    ]
    assert rows(home, "SELECT code, uai, number, cartons FROM orders ORDER BY code") == [
        (ORDER_A, A, 1, 0),
        (ORDER_B, B, 1, 0),
    ]


def test_a_row_present_is_the_new_quantity_a_row_missing_stays_and_is_told(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        laptops = [(uai, "LAP-B", 2, "") for uai in (A, B)]
        grant(system, (A, "TAB-A", 20, "eleves"), (A, "TAB-A", 3, "enseignants"), *laptops)
        report = grant(system, (A, "TAB-A", 25, "eleves"))
        assert counts(report) == (1, 0, 1, 0)
        assert report.errors == ()
        assert [(w.line, w.column, w.code) for w in report.warnings] == [(0, "reference", "allocation-missing")] * 3
        said = [w["message"] for w in report.as_json(Messages("fr"))["warnings"]]
        assert said == [
            f"{order}\u00a0: {reference} n’est pas dans ce fichier, sa quantité reste. Vérifiez-la."
            for order, reference in ((ORDER_A, "TAB-A (enseignants)"), (ORDER_A, "LAP-B"), (ORDER_B, "LAP-B"))
        ]
    assert lines(home) == [
        (ORDER_A, "LAP-B", 2, 0, '{"":2}'),
        (ORDER_A, "TAB-A", 28, 0, '{"eleves":25,"enseignants":3}'),
        (ORDER_B, "LAP-B", 2, 0, '{"":2}'),
    ]


def test_a_row_without_public_speaks_for_the_whole_line_and_publics_replace_it(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        grant(system, (A, "TAB-A", 20, "eleves"), (A, "TAB-A", 3, "enseignants"))
        report = grant(system, (A, "TAB-A", 22, ""))
        assert (report.warnings, counts(report)) == ((), (1, 1, 0, 0))
        assert lines(home) == [(ORDER_A, "TAB-A", 22, 0, '{"":22}')]
        report = grant(system, (A, "TAB-A", 21, "eleves"))
        assert (report.warnings, counts(report)) == ((), (1, 1, 0, 0))
    assert lines(home) == [(ORDER_A, "TAB-A", 21, 0, '{"eleves":21}')]


def test_orders_of_one_lycee_are_told_apart_by_their_number(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    heading = "uai;reference;quantite;commande"
    with desk(home) as system:
        assert counts(give(system, "allocations", heading, (A, "TAB-A", 5, 1), (A, "TAB-A", 7, 2))) == (2, 2, 0, 0)
    assert [(row[0], row[2]) for row in lines(home)] == [(ORDER_A, 5), (f"ORD-{A}-2", 7)]


def test_e_cmd_01_a_line_never_falls_below_what_is_packed(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        grant(system, (A, "TAB-A", 12, "eleves"), (A, "TAB-A", 3, "enseignants"))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10)
        receive(system, "FAB-00000")
        pack(system, ORDER_A, "FAB-00000")
        before = lines(home)
        report = grant(system, (B, "TAB-A", 5, ""), (A, "TAB-A", 6, "eleves"))
        assert codes(report) == [(3, "quantite", "9", "quantity-below-packed", "E-CMD-01")]
        assert counts(report) == (2, 0, 0, 0)
        said = report.as_json(Messages("fr"))["errors"][0]["message"]
        assert said == f"{ORDER_A}, TAB-A\u00a0: 10 déjà colisés, 9 demandés. Décolisez d’abord, ou corrigez."
        assert lines(home) == before
        assert counts(grant(system, (A, "TAB-A", 7, "eleves"))) == (1, 0, 1, 0)
    assert lines(home) == [(ORDER_A, "TAB-A", 10, 10, '{"eleves":7,"enseignants":3}')]


def test_what_is_packed_and_the_numbers_of_cartons_survive_a_new_quantity(tmp_path: Path) -> None:
    home = stocked_home(tmp_path)
    with desk(home) as system:
        grant(system, (A, "TAB-A", 12, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10)
        receive(system, "FAB-00000")
        pack(system, ORDER_A, "FAB-00000")
        grant(system, (A, "TAB-A", 30, ""), (A, "LAP-B", 4, ""))
    assert [row[:4] for row in lines(home)] == [(ORDER_A, "LAP-B", 4, 0), (ORDER_A, "TAB-A", 30, 10)]
    assert rows(home, "SELECT cartons FROM orders") == [(1,)]


quantities = st.dictionaries(
    st.tuples(st.sampled_from([A, B]), st.sampled_from(["TAB-A", "LAP-B"]), st.sampled_from(["eleves", "enseignants"])),
    st.integers(1, 99),
    min_size=1,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(quantities, min_size=1, max_size=3))
def test_after_any_files_each_row_holds_its_last_quantity(
    tmp_path: Path, files: list[dict[tuple[str, str, str], int]]
) -> None:
    """Law: the granted total of a line is the sum of the last quantity given for each of its publics."""
    home = stocked_home(tmp_path / str(len(list(tmp_path.iterdir()))))
    expected: dict[tuple[str, str, str], int] = {}
    with desk(home) as system:
        for file in files:
            given_rows = [(uai, reference, n, public) for (uai, reference, public), n in file.items()]
            new = len(file.keys() - expected.keys())
            same = sum(expected.get(key) == n for key, n in file.items())
            report = grant(system, *given_rows)
            assert counts(report) == (len(file), new, len(file) - new - same, same)
            assert len(report.warnings) == len(expected.keys() - file.keys())
            expected |= file
            length = journal_length(system)
            assert counts(give(system, "allocations", ALLOCATIONS, *given_rows)) == (len(file), 0, 0, len(file))
            assert journal_length(system) == length
    totals: dict[tuple[str, str], int] = {}
    for (uai, reference, _), n in expected.items():
        key = f"ORD-{uai}-1", reference
        totals[key] = totals.get(key, 0) + n
    assert {(row[0], row[1]): row[2] for row in lines(home)} == totals
