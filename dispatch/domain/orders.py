"""Orders: what each lycée was granted, line by line."""

from __future__ import annotations

from dataclasses import dataclass


def order_number(uai: str, number: int) -> str:
    """The order's code as printed and scanned, e.g. `ORD-0750652B-1`."""
    return f"ORD-{uai}-{number}"


@dataclass(frozen=True, slots=True)
class Allocation:
    """One row of an allocations file: a quantity of one item for one public of one lycée."""

    uai: str
    reference: str
    quantity: int
    public: str = ""
    """`eleves`, `enseignants` or empty; publics of a line add up."""
    number: int = 1
    """`commande`: running number of the order of this lycée."""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """What is granted and what is packed of one item of one order; 0 <= packed <= granted (E-CMD-01)."""

    order: str
    reference: str
    granted: int
    packed: int = 0
    detail: str = ""
    """Canonical JSON of the quantities per public."""
