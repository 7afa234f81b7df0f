"""Operators and the roles that let them act (domain rule 8)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Closed list of roles; the French words are those of the operators file."""

    PACKER = "PREPARATEUR"
    FORKLIFT_DRIVER = "CARISTE"
    DOCK_AGENT = "AGENT_QUAI"
    RECEIVER = "RECEPTION"
    SHIFT_LEAD = "CHEF_EQUIPE"
    SECURITY = "RESP_SURETE"
    AFTER_SALES = "SAV"
    IT_ADMIN = "ADMIN_SI"
    AUDITOR = "AUDITEUR"
    CARRIER = "TRANSPORTEUR"


@dataclass(frozen=True, slots=True)
class Operator:
    """One person with a badge."""

    badge: str
    name: str
    roles: tuple[Role, ...]

    @property
    def leads(self) -> bool:
        """May this operator approve what needs a shift lead (severities L and D)?"""
        return Role.SHIFT_LEAD in self.roles or Role.SECURITY in self.roles
