"""Papers on demand: drafts from the tables before departure, the stored bytes afterwards, new versions (E-CHG-12)."""

from __future__ import annotations

from dataclasses import replace

from dispatch.domain.errors import InputError
from dispatch.domain.events import DocumentIssued, DocumentRendered
from dispatch.domain.papers import Delivery, Paper, Party, from_json, to_json
from dispatch.scanning.scans import ReasonCode
from dispatch.services.configuration import Configuration
from dispatch.services.departure import drafts, local_time
from dispatch.services.paper_assembly import PaperAssembler
from dispatch.services.ports import Clock, DocumentRow, Header, PaperRenderer, Reads, Store

TRIP_KINDS = ("waybill", "recap", "loading-list")
NOTE_KINDS = ("packing-list", "delivery-note")
KINDS = (*NOTE_KINDS, *TRIP_KINDS)
DRAFT_MARK = "PROJET"


class Papers:
    """Renders papers, each issued one once: its bytes are kept and their SHA-256 is in the journal."""

    def __init__(self, store: Store, renderer: PaperRenderer, clock: Clock, configuration: Configuration) -> None:
        self._store = store
        self._renderer = renderer
        self._clock = clock
        self._configuration = configuration

    def document(self, kind: str, ref: str) -> bytes:
        """The PDF of a paper by trip, order, SSCC or number, with or without its prefix.

        Raises:
            InputError: unknown kind or reference, or an order with several delivery notes.
        """
        if kind not in KINDS:
            raise InputError(f"Document inconnu\u00a0: {kind} ({', '.join(KINDS)}).")
        with self._store.reading() as reads:
            row = self._issued(kind, ref, reads)
            if row is None:
                return self._renderer.render(self._draft(kind, ref, reads), DRAFT_MARK)
        return self.issued(row)

    def issued(self, row: DocumentRow) -> bytes:
        """The stored bytes of an issued paper; rendered and journalled the first time."""
        with self._store.reading() as reads:
            if row.rendered:
                return reads.blob(row.rendered)
            paper = from_json(reads.blob(row.sha256).decode())
        data = self._renderer.render(paper)
        with self._store.transaction() as transaction:
            current = [d for d in transaction.reads.documents("number", row.number) if _same(d, row)]
            if current and current[0].rendered is None:
                event = DocumentRendered(row.kind, row.number, row.version, transaction.put_blob(data))
                transaction.record((event,), self._header())
        return data

    def reissue(self, kind: str, ref: str, reason: str) -> DocumentRow:
        """Issue a new version of a paper with today's master data; its predecessor is void (E-CHG-12).

        Units, serials, seals and numbers stay what they were; names and addresses are read again.
        """
        code = _reason(reason)
        with self._store.transaction() as transaction:
            old = self._issued(kind, ref, transaction.reads)
            if old is None:
                raise InputError(f"Document non émis\u00a0: {kind} {ref}.")
            header = self._header()
            paper = self._refreshed(from_json(transaction.reads.blob(old.sha256).decode()), old, transaction.reads)
            version = old.version + 1
            paper = replace(paper, head=replace(paper.head, version=version, issued_at=local_time(header)))
            sha256 = transaction.put_blob(to_json(paper).encode())
            series, year, sequence = old.number.rsplit("-", 2)
            event = DocumentIssued(
                kind, old.number, version, series, int(year), int(sequence), old.trip, old.uai, sha256, code.value
            )
            transaction.record((event,), header)
            return old._replace(version=version, sha256=sha256, rendered=None, status="issued")

    def _refreshed(self, paper: Paper, old: DocumentRow, reads: Reads) -> Paper:
        row = reads.trip(old.trip)
        assert row is not None
        fresh = {(d.kind, d.uai): d.paper for d in drafts(reads, self._configuration, row)}[old.kind, old.uai]
        notes = {d.uai: d.number for d in reads.documents("trip", old.trip) if d.kind == "delivery-note"}
        values: dict[str, object] = {"head": paper.head}
        if hasattr(paper, "deliveries") and hasattr(fresh, "deliveries"):
            values["deliveries"] = tuple(replace(d, note=notes[d.consignee.uai]) for d in fresh.deliveries)
        if hasattr(paper, "delivery") and hasattr(fresh, "delivery"):
            values["delivery"] = replace(fresh.delivery, note=old.number)
        for name in ("recap", "waybill", "journal_head"):
            if hasattr(paper, name):
                values[name] = getattr(paper, name)
        return replace(fresh, **values)  # type: ignore[arg-type]

    def _header(self) -> Header:
        time, offset, _ = self._clock.now()
        return Header(time, offset, self._configuration.station, self._configuration.station)

    # -- finding

    def _issued(self, kind: str, ref: str, reads: Reads) -> DocumentRow | None:
        """The newest version of the issued paper that `ref` names, if it is issued."""
        if kind in TRIP_KINDS:
            found = reads.documents("trip", ref.removeprefix("TRP-"))
        else:
            found = reads.documents("number", ref if ref.startswith("DLN-") else f"DLN-{ref}")
            found = found or _notes_of(ref, reads)
        found = [d for d in found if d.kind == kind and d.status == "issued"]
        if len(found) > 1:
            raise InputError(f"{ref}\u00a0: plusieurs documents ({', '.join(d.number for d in found)}).")
        return found[0] if found else None

    def _draft(self, kind: str, ref: str, reads: Reads) -> Paper:
        if kind in TRIP_KINDS:
            row = reads.trip(ref.removeprefix("TRP-"))
            if row is None:
                raise InputError(f"Tournée inconnue\u00a0: {ref}.")
            return next(d.paper for d in drafts(reads, self._configuration, row) if d.kind == kind)
        assembler = PaperAssembler(reads, self._configuration)
        unit = reads.unit(sscc_of(ref))
        if unit is not None and unit.kind == "pallet":
            packing = assembler.packing_list(assembler.head(), unit.uai, (assembler.pallet(unit),))
        elif unit is not None:
            packing = assembler.packing_list(assembler.head(orders=(unit.code,)), unit.uai, assembler.loose([unit]))
        else:
            code = ref if ref.startswith("ORD-") else f"ORD-{ref}"
            uai, pallets = assembler.order_pallets(code)
            packing = assembler.packing_list(assembler.head(orders=(code,)), uai, pallets)
        if kind == "packing-list":
            return packing
        delivery = Delivery(packing.consignee, tuple(p.line for p in packing.pallets), orders=packing.head.orders)
        note = assembler.delivery_note(packing.head, delivery, packing, None)
        return replace(note, carrier=Party())


def sscc_of(ref: str) -> str:
    """The 18 digits of an SSCC written with or without its application identifier."""
    digits = "".join(c for c in ref.removeprefix("]C1") if c.isascii() and c.isdigit())
    return digits[2:] if len(digits) == 20 and digits.startswith("00") else digits


def _reason(code: str) -> ReasonCode:
    name = code.upper().removeprefix("RSN-").replace("-", "_")
    if name not in ReasonCode.__members__:
        raise InputError(f"Motif inconnu\u00a0: {code} ({', '.join(ReasonCode)}).")
    return ReasonCode[name]


def _same(one: DocumentRow, other: DocumentRow) -> bool:
    return (one.kind, one.number, one.version) == (other.kind, other.number, other.version)


def _notes_of(ref: str, reads: Reads) -> list[DocumentRow]:
    """Papers of the delivery that holds an order or a unit."""
    unit = reads.unit(sscc_of(ref))
    if unit is not None:
        pallet = unit if unit.kind == "pallet" else reads.unit(unit.pallet or "")
        return _of_stop(pallet.trip, pallet.uai, reads) if pallet and pallet.trip else []
    code = ref if ref.startswith("ORD-") else f"ORD-{ref}"
    pallets = {c.pallet for c in reads.units("code", code, "carton") if c.pallet is not None}
    units = [u for u in map(reads.unit, sorted(pallets)) if u is not None and u.trip is not None]
    return [d for trip, uai in {(u.trip or "", u.uai) for u in units} for d in _of_stop(trip, uai, reads)]


def _of_stop(trip: str, uai: str, reads: Reads) -> list[DocumentRow]:
    return [d for d in reads.documents("trip", trip) if d.uai == uai]
