"""The operators file: who holds which badge, and what each may do."""

from __future__ import annotations

import re

from dispatch.domain.import_report import Parsed
from dispatch.domain.operators import Operator, Role
from dispatch.exchange.blocks import Table
from dispatch.exchange.cells import printable_code
from dispatch.exchange.faults import Fault
from dispatch.exchange.headings import OPERATORS
from dispatch.exchange.reading import Row, Uniques, parse_rows

BETWEEN = re.compile(r"[\s,;]+")
ROLES = {role.value: role for role in Role}


def parse_operators(table: Table) -> Parsed[Operator]:
    """Operators by their badge, each once."""
    given = Uniques()

    def operator_of(row: Row) -> Operator:
        badge = row.text("badge", printable_code)
        given.claim(row, "badge", badge)
        return Operator(badge, row.text("nom"), row.get("roles", roles, ()))

    return parse_rows(table, OPERATORS, operator_of)


def roles(text: str) -> tuple[Role, ...]:
    """Roles of the closed list (domain rule 8), each once, in the order of the file."""
    words = dict.fromkeys(word.upper() for word in BETWEEN.split(text) if word)
    if unknown := [word for word in words if word not in ROLES]:
        raise Fault("role", word=unknown[0])
    return tuple(ROLES[word] for word in words)
