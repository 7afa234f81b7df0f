"""The desk's clock: the only place that asks the machine for the time."""

from __future__ import annotations

from datetime import UTC, datetime

from dispatch.domain.calendar import paris, utc_offset_minutes


class SystemClock:
    """The machine's clock, in UTC with the offset of Europe/Paris (R-01)."""

    def now(self) -> tuple[str, int, str]:
        """UTC time as text, offset of Europe/Paris in minutes, date in Europe/Paris as ISO text."""
        moment = datetime.now(UTC)
        text = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return text, utc_offset_minutes(moment), paris(moment).date().isoformat()
