"""On the home screen a code says which job it belongs to."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatch.scanning.interpret import interpret
from dispatch.services.job_choice import job_for, job_of
from dispatch.workflows.subjects import AmbiguousSubject, Content, SealSubject
from tests.services.desks import ORDER_A, announce, desk, grant, pack, palletise, plan, receive, stocked_home
from tests.support.builders import (
    a_carton,
    a_device,
    a_pallet,
    a_product,
    a_trip_subject,
    an_announced_carton,
    an_order,
    an_unknown,
    carton_sscc,
)
from tests.support.campaign import A

AWAITED = an_announced_carton(received=False)
SEALED = an_announced_carton()
IN_A_CARTON = a_carton(status="open")


@pytest.mark.parametrize(
    ("content", "job"),
    [
        pytest.param(an_order(), "pack", id="order"),
        pytest.param(a_trip_subject(), "load", id="trip"),
        pytest.param(a_trip_subject(status="departed"), "load", id="departed trip"),
        pytest.param(AWAITED, "receive", id="announced carton"),
        pytest.param(SEALED, "pack", id="received carton"),
        pytest.param(an_announced_carton(opened=True), "pack", id="opened carton"),
        pytest.param(an_announced_carton(unit=carton_sscc(1)), "pack", id="carton assigned whole"),
        pytest.param(a_device(carton=AWAITED), "receive", id="device not received"),
        pytest.param(a_device(carton=SEALED), "pack", id="device in a sealed carton"),
        pytest.param(a_device(), "pack", id="loose device"),
        pytest.param(a_device(unit=IN_A_CARTON), "pack", id="packed device"),
        pytest.param(IN_A_CARTON, "pack", id="open carton"),
        pytest.param(a_carton(status="awaiting-label"), "pack", id="carton without its label"),
        pytest.param(a_carton(), "palletise", id="closed carton"),
        pytest.param(a_carton(pallet=a_pallet().sscc), "palletise", id="carton on a pallet"),
        pytest.param(a_carton(status="void"), None, id="void carton"),
        pytest.param(a_pallet(status="open"), "palletise", id="open pallet"),
        pytest.param(a_pallet(status="awaiting-label"), "palletise", id="pallet without its labels"),
        pytest.param(a_pallet(), "load", id="ready pallet"),
        pytest.param(a_pallet(status="void"), None, id="void pallet"),
        pytest.param(a_product(), None, id="product code"),
        pytest.param(SealSubject("SC-1", "T1"), None, id="seal in use"),
        pytest.param(an_unknown(), None, id="unknown"),
        pytest.param(AmbiguousSubject("X", (a_device(1), a_device(2)), ()), "pack", id="serial of two makers"),
        pytest.param(AmbiguousSubject("X", (a_device(),), (SEALED,)), "pack", id="device or carton, one job"),
        pytest.param(AmbiguousSubject("X", (), (AWAITED, SEALED)), None, id="carton of two advices, two jobs"),
    ],
)
def test_each_thing_belongs_to_one_job(content: Content, job: str | None) -> None:
    assert job_of(content) == job


def test_codes_are_looked_up_as_everywhere(tmp_path: Path) -> None:
    with desk(stocked_home(tmp_path)) as system:
        grant(system, (A, "TAB-A", 20, ""))
        announce(system, "AV-1", "FAB-", "TAB-A", "S-", 10, 10, 10)
        plan(system, "T1", "2027-03-01", (A, ""))
        receive(system, "FAB-00000", "FAB-00001")
        made = pack(system, ORDER_A, "FAB-00000", "FAB-00001")
        pallet = palletise(system, made[0])
        jobs = {
            ORDER_A: "pack",
            ORDER_A.lower(): "pack",
            "TRP-T1": "load",
            "FAB-00002": "receive",
            "]C1010952123450001821S-000021": "receive",
            "S-000001": "pack",
            f"]C100{made[1]}": "palletise",
            f"00{pallet}": "load",
            f"ORD-{A}-9": None,
            "TRP-T9": None,
            "DOCK-9": None,
            "S-999999": None,
            "09521234500018": None,
            "CMD-UNDO": None,
            "CMD-TASK-PACK": None,
            "OPR-X": None,
            "RSN-AUTRE": None,
            "\x00": None,
            "": None,
        }
        with system.store.reading() as reads:
            assert {raw: job_for(interpret(raw), reads) for raw in jobs} == jobs
