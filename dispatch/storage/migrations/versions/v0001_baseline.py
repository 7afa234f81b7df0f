"""The first released schema, as SQL of its own so that later changes of `schema/` do not change it."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table, index and guard, and the head of an empty journal."""
    script = Path(__file__).with_name("v0001_baseline.sql").read_text(encoding="utf-8")
    for statement in script.split(";\n\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
