"""The tables, in kinds marked in `Table.info["kind"]`.

`projection`: shadow of the journal, rebuilt and compared by `verify`. `log`: append-only, not replayed.
`head`: the journal itself and its head. `configuration`: what people chose at the desk, kept as it stands.
`status`: what was last measured; it could be measured again. Invariants of the domain stand here as constraints (marked
with their rule).
"""

from __future__ import annotations

from sqlalchemy import Table

from dispatch.storage.columns import metadata
from dispatch.storage.schema import logs, work

PROJECTIONS: tuple[Table, ...] = tuple(t for t in metadata.sorted_tables if t.info["kind"] == "projection")

__all__ = ["PROJECTIONS", "logs", "metadata", "work"]
