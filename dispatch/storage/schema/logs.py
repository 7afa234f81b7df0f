"""What happened at the desks: scans, print jobs and runs; and the printers, as chosen and as found."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text

from dispatch.storage.columns import index_where, maybe_number, number, table, text

# -- logs -----------------------------------------------------------------------------------------------------------

scan_log = table(
    "scan_log",
    "log",
    Column("id", Integer, primary_key=True),
    text("time"),
    text("request"),
    text("station"),
    text("operator"),
    text("scanner"),
    text("task"),
    text("raw"),
    text("reason"),
    text("args"),
    maybe_number("first_seq"),
    Index("scan_log_request", "request", unique=True),
)
"""Every scan, refused ones too. `request` is the caller's UUID: the same one is judged once (R-02)."""

print_job = table(
    "print_job",
    "log",
    Column("id", Integer, primary_key=True),
    number("seq"),
    text("role"),
    text("kind"),
    text("ref"),
    number("version"),
    number("copies"),
    text("station"),
    text("state"),
    text("printer"),
    text("changed"),
    text("detail"),
    number("duplicate"),
    maybe_number("run"),
    index_where("state <> 'printed'", "print_job_state", "state"),
    index_where("run IS NOT NULL", "print_job_run", "run"),
    index_where(
        "state <> 'cancelled' AND kind IN ('packing-list', 'delivery-note', 'waybill', 'recap', 'loading-list')",
        *("print_job_paper", "ref", "kind", "version", "duplicate"),
        unique=True,
    ),
    Index("print_job_ref", "ref"),
)
"""The outbox (R-03); `duplicate` is 0 for the original of an issued paper. Original and duplicates are sent once."""

print_run = table(
    "print_run",
    "log",
    Column("id", Integer, primary_key=True),
    text("time"),
    text("station"),
    text("operator"),
    text("what"),
    text("refs"),
    text("reason"),
    text("state"),
    CheckConstraint("state IN ('running', 'paused', 'cancelled')", name="print_run_state"),
)
"""Print jobs that were queued together, in order: what was chosen, for which reason. A paused one's jobs wait."""

print_attempt = table(
    "print_attempt",
    "log",
    Column("id", Integer, primary_key=True),
    number("job"),
    text("time"),
    text("state"),
    text("detail"),
)

# -- printers -------------------------------------------------------------------------------------------------------

printer_choice = table(
    "printer_choice", "configuration", Column("role", Text, primary_key=True), text("printer"), without_rowid=True
)
"""The printer that takes the jobs of a role, where a card chose one; else it is the first one of the settings."""

printer_status = table(
    "printer_status",
    "status",
    Column("printer", Text, primary_key=True),
    text("condition"),
    text("changed"),
    without_rowid=True,
)
"""The condition in which the process that speaks with a printer found it last, and since when."""
