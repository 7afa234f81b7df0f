"""Paris time over its two switches a year, public holidays, French notation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.calendar import french_date, french_datetime, holidays, paris, utc_offset_minutes

instants = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
SECOND = timedelta(seconds=1)


def last_sunday(year: int, month: int) -> date:
    """Of a month of 31 days."""
    end = date(year, month, 31)
    return end - timedelta(days=end.isoweekday() % 7)


def at_one_utc(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)


@pytest.mark.parametrize("year", range(2024, 2037))
def test_clocks_switch_at_one_utc_on_the_last_sundays_of_march_and_october(year: int) -> None:
    spring, autumn = at_one_utc(last_sunday(year, 3)), at_one_utc(last_sunday(year, 10))
    assert [utc_offset_minutes(moment) for moment in (spring - SECOND, spring, autumn - SECOND, autumn)] == [
        60,
        120,
        120,
        60,
    ]


def test_an_hour_is_left_out_in_spring_and_lived_twice_in_autumn() -> None:
    spring, autumn = datetime(2027, 3, 28, 0, 59, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert [french_datetime(spring), french_datetime(spring + timedelta(minutes=1))] == [
        "28/03/2027 01:59",
        "28/03/2027 03:00",
    ]
    assert [french_datetime(autumn), french_datetime(autumn + timedelta(hours=1))] == ["25/10/2026 02:30"] * 2


def test_the_day_in_paris_begins_before_the_day_in_utc() -> None:
    assert paris(datetime(2026, 12, 31, 23, 0, tzinfo=UTC)).date() == date(2027, 1, 1)
    assert paris(datetime(2026, 6, 30, 21, 59, tzinfo=UTC)).date() == date(2026, 6, 30)


@given(instants)
def test_paris_tells_the_same_instant(moment: datetime) -> None:
    local = paris(moment)
    assert local == moment
    assert local.replace(tzinfo=None) - moment.replace(tzinfo=None) == timedelta(minutes=utc_offset_minutes(moment))


@given(instants, st.integers(min_value=-12, max_value=14))
def test_it_does_not_matter_in_which_offset_an_instant_is_given(moment: datetime, hours: int) -> None:
    elsewhere = moment.astimezone(timezone(timedelta(hours=hours)))
    assert paris(elsewhere).isoformat() == paris(moment).isoformat()
    assert utc_offset_minutes(elsewhere) == utc_offset_minutes(moment)


@pytest.mark.parametrize("read", [paris, utc_offset_minutes, french_datetime])
def test_a_time_without_its_offset_is_a_bug(read: Callable[[datetime], object]) -> None:
    with pytest.raises(ValueError, match="needs its offset"):
        read(datetime(2026, 11, 23, 12))  # noqa: DTZ001


def test_the_holidays_of_a_year() -> None:
    assert sorted(french_date(day)[:5] for day in holidays(2027)) == sorted(
        ["01/01", "29/03", "01/05", "06/05", "08/05", "17/05", "14/07", "15/08", "01/11", "11/11", "25/12"]
    )


def test_two_holidays_may_fall_on_one_day() -> None:
    assert len(holidays(2008)) == 10
    assert date(2008, 5, 1) in holidays(2008)


@pytest.mark.parametrize(
    "easter_monday",
    [
        date(1818, 3, 23),
        date(1943, 4, 26),
        date(1954, 4, 19),
        date(1981, 4, 20),
        date(2000, 4, 24),
        date(2024, 4, 1),
        date(2025, 4, 21),
        date(2026, 4, 6),
        date(2038, 4, 26),
        date(2076, 4, 20),
    ],
)
def test_the_moving_holidays_follow_easter(easter_monday: date) -> None:
    moving = {easter_monday + timedelta(days=days) for days in (0, 38, 49)}
    assert moving <= holidays(easter_monday.year)
    assert len([day for day in holidays(easter_monday.year) if day.month == 3 or day == easter_monday]) == 1


@given(st.integers(min_value=1900, max_value=2199))
def test_holidays_stay_in_their_year_and_move_with_the_week(year: int) -> None:
    days = holidays(year)
    assert {day.year for day in days} == {year}
    assert 10 <= len(days) <= 11
    assert {day.isoweekday() for day in days if date(year, 3, 23) <= day <= date(year, 4, 26)} == {1}


@pytest.mark.parametrize(
    ("day", "written"),
    [(date(2026, 11, 23), "23/11/2026"), (date(2028, 2, 29), "29/02/2028"), (date(2027, 1, 2), "02/01/2027")],
)
def test_dates_are_written_as_in_france(day: date, written: str) -> None:
    assert french_date(day) == written


def test_an_instant_is_written_in_paris_time() -> None:
    assert french_datetime(datetime(2026, 7, 14, 22, 5, 59, tzinfo=UTC)) == "15/07/2026 00:05"
