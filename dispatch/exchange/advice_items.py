"""What a despatch advice says against the catalogue: which item each device is, and whether its serial may be one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dispatch.domain.catalogue import TradeItem
from dispatch.exchange import codes
from dispatch.exchange.cells import plain_text
from dispatch.exchange.columns import is_constant
from dispatch.exchange.faults import Fault
from dispatch.exchange.reading import Reading

MOST_LOST_ZEROS = 8


class ItemColumns(dict[tuple[str, str], str]):
    """The columns `reference` and `gtin` as one: the item's reference for each pair of cells, looked up once."""

    def __init__(self, reading: Reading, items: Mapping[str, TradeItem]) -> None:
        super().__init__()
        self._reading = reading
        self._items = items
        self._by_gtin = {item.gtin: item for item in items.values() if item.gtin}
        self._faults: dict[tuple[str, str], tuple[str, Fault]] = {}

    def read(self, lines: Sequence[int], references: Sequence[str], gtins: Sequence[str]) -> Sequence[str]:
        """The item of each row, empty where it was refused; each fault is told at each line where it stands."""
        if is_constant(references) and is_constant(gtins):
            values = [self[references[0], gtins[0]]] * len(lines)
        else:
            values = [*map(self.__getitem__, zip(references, gtins, strict=True))]
        if self._faults:
            for line, *cells in zip(lines, references, gtins, strict=True):
                if told := self._faults.get((cells[0], cells[1])):
                    column, fault = told
                    self._reading.tell(fault, line, column, cells[column == "gtin"])
        return values

    def __missing__(self, cells: tuple[str, str]) -> str:
        named, gtin = cells
        column = "gtin" if gtin.strip() and not named.strip() else "reference"
        self[cells] = ""
        try:
            item = self._with_gtin(gtin) if column == "gtin" else self._named(named)
            if not item.serialised:
                raise Fault("not-serialised")
            if column == "reference" and gtin.strip():
                column = "gtin"
                self._require_same(item, gtin)
            self[cells] = item.reference
        except Fault as fault:
            self._faults[cells] = column, fault
        return self[cells]

    def _named(self, cell: str) -> TradeItem:
        reference = plain_text(cell)
        if not reference:
            raise Fault("no-item")
        if reference not in self._items:
            raise Fault("unknown-item")
        return self._items[reference]

    def _with_gtin(self, cell: str) -> TradeItem:
        gtin = codes.gtin(plain_text(cell))
        if gtin not in self._by_gtin:
            raise Fault("unknown-gtin")
        return self._by_gtin[gtin]

    def _require_same(self, item: TradeItem, cell: str) -> None:
        gtin = codes.gtin(plain_text(cell))
        if gtin != item.gtin and (item.gtin or gtin in self._by_gtin):
            raise Fault("gtin-of-other-item", reference=item.reference)


class SerialRules:
    """Which serials the items allow: what their regular expression matches, or else what no spreadsheet damaged."""

    def __init__(self, reading: Reading, items: Mapping[str, TradeItem]) -> None:
        self._reading = reading
        self._patterns = {
            reference: re.compile(item.serial_pattern) for reference, item in items.items() if item.serial_pattern
        }
        self._allows = {
            reference: self._patterns.get(reference, codes.UNDAMAGED).fullmatch for reference in [*items, ""]
        }

    def check(
        self, lines: Sequence[int], cells: Sequence[str], serials: Sequence[str], references: Sequence[str]
    ) -> None:
        """Tells of each serial that its item cannot have; empty ones were told before."""
        if self._reading.table.has_numbers or not self._all_allowed(serials, references):
            for line, cell, serial, reference in zip(lines, cells, serials, references, strict=True):
                if serial and (fault := self._fault(cell, serial, self._patterns.get(reference))):
                    self._reading.tell(fault, line, "serie", cell)

    def _all_allowed(self, serials: Sequence[str], references: Sequence[str]) -> bool:
        if len(some := set(references)) == 1:
            return all(map(self._allows[some.pop()], serials))
        return all(self._allows[reference](serial) for reference, serial in zip(references, serials, strict=True))

    def _fault(self, cell: str, serial: str, pattern: re.Pattern[str] | None) -> Fault | None:
        if pattern and pattern.fullmatch(serial):
            return None
        if damage := codes.damage(cell) or codes.damage(serial):
            return damage
        if not pattern:
            return None
        for zeros in range(1, MOST_LOST_ZEROS + 1):
            if pattern.fullmatch(padded := "0" * zeros + serial):
                return Fault("lost-zero", codes.DAMAGE, expected=padded)
        return Fault("serial-pattern", pattern=pattern.pattern)
