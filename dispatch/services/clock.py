"""The desk's clock: the only place that asks the machine for the time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from dispatch.domain.calendar import paris


class SystemClock:
    """The machine's clock, in UTC with the offset of Europe/Paris (R-01)."""

    def now(self) -> tuple[str, int, str]:
        """UTC time as text, offset of Europe/Paris in minutes, date in Europe/Paris as ISO text."""
        return told(datetime.now(UTC))


def told(moment: datetime) -> tuple[str, int, str]:
    """An instant as the ports' clock tells it."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"
    local = paris(moment)
    return text, (local.utcoffset() or timedelta()) // timedelta(minutes=1), local.date().isoformat()
