"""Dates as the warehouse lives them: Europe/Paris, French public holidays, French notation. Never reads the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_PARIS = ZoneInfo("Europe/Paris")


def paris(moment: datetime) -> datetime:
    """The same instant on a clock in Paris; ValueError where `moment` does not say its offset."""
    if moment.utcoffset() is None:
        raise ValueError(f"an instant needs its offset: {moment!r}")
    return moment.astimezone(_PARIS)


def utc_offset_minutes(moment: datetime) -> int:
    """How far Paris is ahead of UTC at this instant: 60 in winter, 120 in summer (R-01)."""
    return (paris(moment).replace(tzinfo=UTC) - moment) // timedelta(minutes=1)


def holidays(year: int) -> frozenset[date]:
    """The public holidays of mainland France but Alsace and Moselle (Code du travail L3133-1), as they stand now."""
    easter = _easter(year)
    moving = {easter + timedelta(days=days) for days in (1, 39, 50)}
    fixed = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
    return frozenset(moving | {date(year, month, day) for month, day in fixed})


def french_date(day: date) -> str:
    """As written in France, e.g. `23/11/2026`; of a datetime, its own calendar day."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def french_datetime(moment: datetime) -> str:
    """The instant on a clock in Paris as written in France, e.g. `23/11/2026 14:05` (domain rule 6.6)."""
    local = paris(moment)
    return f"{french_date(local)} {local.hour:02}:{local.minute:02}"


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the method of Lilius and Clavius (Knuth, TAOCP 1.3.2, ex. 14)."""
    golden_number = year % 19 + 1
    century = year // 100 + 1
    dropped_leap_days = 3 * century // 4 - 12
    moon_drift = (8 * century + 5) // 25 - 5
    epact = (11 * golden_number + 20 + moon_drift - dropped_leap_days) % 30
    if epact == 24 or (epact == 25 and golden_number > 11):
        epact += 1
    full_moon = date(year, 3, 1) + timedelta(days=43 - epact if epact <= 23 else 73 - epact)
    return full_moon + timedelta(days=7 - full_moon.isoweekday() % 7)
