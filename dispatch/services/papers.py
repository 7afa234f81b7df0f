"""Papers on demand: drafts from the tables before departure, the stored bytes afterwards, new versions (E-CHG-12)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dispatch.domain.errors import InputError
from dispatch.domain.events import DocumentIssued, DocumentRendered
from dispatch.domain.identifiers import Sscc
from dispatch.domain.papers import Delivery, DeliveryNote, Extract, PackingList, Paper, from_json, to_json
from dispatch.scanning.scans import ReasonCode
from dispatch.services.configuration import Configuration
from dispatch.services.departure import drafts, local_time
from dispatch.services.extracts import EXTRACT_KINDS, Extracts
from dispatch.services.messages import Messages
from dispatch.services.paper_assembly import PaperAssembler
from dispatch.services.ports import Clock, DocumentRow, Header, PaperRenderer, Reads, Store, UnitRow
from dispatch.services.shipments import shared_gsin

TRIP_KINDS = ("waybill", "recap", "loading-list")
NOTE_KINDS = ("packing-list", "delivery-note")
KINDS = (*NOTE_KINDS, *TRIP_KINDS)
DRAFT_MARK, VOID_MARK, DUPLICATE_MARK = "PROJET", "ANNULÉ", "DUPLICATA"
"""What is printed across a paper that is not issued yet, no longer valid (E-CHG-12), or printed again."""


class Papers:
    """Renders papers, each issued one once: its bytes are kept and their SHA-256 is in the journal."""

    def __init__(self, store: Store, renderer: PaperRenderer, clock: Clock, configuration: Configuration) -> None:
        self._store = store
        self._renderer = renderer
        self._clock = clock
        self._configuration = configuration
        self._say = Messages(configuration.language).text

    def document(self, kind: str, ref: str, version: int = 0) -> bytes:
        """The PDF of a paper of one of `KINDS` or `EXTRACT_KINDS`, by its reference, with or without its prefix.

        Without a `version` the valid one; an earlier one is marked ANNULÉ. Extracts have no versions.

        Raises:
            InputError: unknown reference or version, or an order with several delivery notes.
        """
        with self._store.reading() as reads:
            if kind in EXTRACT_KINDS:
                paper: Paper | Extract = self._extracts(reads).of(kind, ref)
                mark = ""
            else:
                row = self._issued(kind, ref, reads, version)
                if row is not None:
                    return self.printed(row)
                if version:
                    raise self._unknown(f"{ref} v{version}")
                paper, mark = self._draft(kind, ref, reads), DRAFT_MARK
        return self._renderer.render(paper, mark)

    def printed(self, row: DocumentRow, duplicate: int = 0) -> bytes:
        """An issued paper as it is shown and printed: its stored bytes, or its frozen data with a mark across.

        `duplicate` is the number of a further print; a void version is ANNULÉ, whichever print it is.
        """
        mark = VOID_MARK if row.status == "void" else f"{DUPLICATE_MARK} {duplicate}" if duplicate else ""
        if not mark:
            return self.issued(row)
        with self._store.reading() as reads:
            paper = _frozen(row, reads)
        return self._renderer.render(paper, mark)

    def _extracts(self, reads: Reads) -> Extracts:
        def known(kind: str, ref: str) -> Paper:
            row = self._issued(kind, ref, reads)
            return _frozen(row, reads) if row else self._draft(kind, ref, reads)

        return Extracts(PaperAssembler(reads, self._configuration), known, local_time(self._header()))

    def issued(self, row: DocumentRow) -> bytes:
        """The stored bytes of an issued paper; rendered and journalled the first time."""
        with self._store.reading() as reads:
            if row.rendered:
                return reads.blob(row.rendered)
            paper = from_json(reads.blob(row.sha256).decode())
        data = self._renderer.render(paper)
        with self._store.transaction() as transaction:
            rendered = _version(row, transaction.reads).rendered
            if rendered:
                return transaction.reads.blob(rendered)
            event = DocumentRendered(row.kind, row.number, row.version, transaction.put_blob(data))
            transaction.record((event,), self._header())
        return data

    def reissue(self, kind: str, ref: str, reason: str, operator: str = "") -> DocumentRow:
        """Issue a new version of a paper with today's names and addresses; its predecessor is void (E-CHG-12).

        Units, serials, seals and numbers stay what they were; prints of the predecessor that wait are cancelled.
        `reason` is a code of the closed list, with or without `RSN-`.

        Raises:
            InputError: not issued yet, unknown reference or reason, or an order with several delivery notes.
        """
        code = known_reason(reason, self._say)
        with self._store.transaction() as transaction:
            old = self._issued(kind, ref, transaction.reads)
            if old is None:
                raise InputError(self._say("error.not-issued", code=ref))
            header = self._header(operator)
            paper = PaperAssembler(transaction.reads, self._configuration).renewed(_frozen(old, transaction.reads))
            head = replace(paper.head, version=old.version + 1, issued_at=local_time(header), issued_by=header.operator)
            sha256 = transaction.put_blob(to_json(replace(paper, head=head)).encode())
            series, year, sequence = old.number.rsplit("-", 2)
            event = DocumentIssued(
                kind=kind,
                number=old.number,
                version=head.version,
                series=series,
                year=int(year),
                sequence=int(sequence),
                trip=old.trip,
                uai=old.uai,
                sha256=sha256,
                reason=code.value,
            )
            transaction.record((event,), header)
            transaction.cancel_paper(old.kind, old.number, old.version)
            return _version(old._replace(version=head.version), transaction.reads)

    def _header(self, operator: str = "") -> Header:
        time, offset, _ = self._clock.now()
        return Header(time, offset, self._configuration.station, operator or self._configuration.station)

    def _unknown(self, ref: str) -> InputError:
        return InputError(self._say("error.unknown-code", code=ref))

    # -- finding

    def _issued(self, kind: str, ref: str, reads: Reads, version: int = 0) -> DocumentRow | None:
        """The issued paper that `ref` names, if it is issued: the valid version, or the one that is asked for."""
        if kind in TRIP_KINDS:
            found = reads.documents("trip", _trip_of(ref, reads))
        else:
            found = reads.documents("number", _prefixed("DLN-", ref)) or notes_of(kind, ref, reads)
        found = [row for row in found if row.kind == kind]
        found = [row for row in found if (row.version == version if version else row.status == "issued")]
        if len(found) > 1:
            numbers = ", ".join(row.number for row in found)
            raise InputError(self._say("error.several-papers", code=ref, numbers=numbers))
        return found[0] if found else None

    def _draft(self, kind: str, ref: str, reads: Reads) -> Paper:
        if kind in TRIP_KINDS:
            row = reads.trip(ref.removeprefix("TRP-"))
            if row is None:
                raise self._unknown(ref)
            return next(draft.paper for draft in drafts(reads, self._configuration, row) if draft.kind == kind)
        assembler = PaperAssembler(reads, self._configuration)
        packing = self._packed(ref, assembler)
        if kind == "packing-list":
            return packing
        lines = tuple(pallet.line for pallet in packing.pallets)
        gsin = shared_gsin(reads.unit(line.sscc) if line.sscc else None for line in lines)
        delivery = Delivery(packing.consignee, lines, orders=packing.head.orders, shipment=gsin)
        return assembler.delivery_note(packing.head, delivery, packing, None)

    def _packed(self, ref: str, assembler: PaperAssembler) -> PackingList:
        """What is packed in a unit or for an order, awaiting a label or not."""
        unit = assembler.reads.unit(sscc_of(ref))
        if unit is None:
            order = assembler.reads.order(_prefixed("ORD-", ref))
            if order is None:
                raise self._unknown(ref)
            units = assembler.reads.units("code", order.code, "carton")
            packed = assembler.grouped([u for u in units if u.status not in ("open", "void")])
            return assembler.packing_list(assembler.head(orders=(order.code,)), order.uai, packed)
        if unit.status == "void":
            raise InputError(self._say("error.void-unit", sscc=unit.sscc))
        if unit.kind == "carton":
            return assembler.packing_list(assembler.head(orders=(unit.code,)), unit.uai, assembler.grouped([unit]))
        head = assembler.head(orders=assembler.orders([unit]))
        return assembler.packing_list(head, unit.uai, (assembler.pallet(unit),))


def known_reason(code: str, say: Callable[..., str]) -> ReasonCode:
    """A reason of the closed list by its code, with or without `RSN-`.

    Raises:
        InputError: it is none of them.
    """
    name = code.upper().removeprefix("RSN-").replace("-", "_")
    if name not in ReasonCode.__members__:
        raise InputError(say("error.unknown-reason", code=code, known=", ".join(ReasonCode)))
    return ReasonCode[name]


def sscc_of(ref: str) -> str:
    """The 18 digits of an SSCC written with or without its application identifier; anything else as it is."""
    sscc = Sscc.try_parse(ref.removeprefix("]C1"))
    return str(sscc) if sscc else ref


def _prefixed(prefix: str, ref: str) -> str:
    return prefix + ref.removeprefix(prefix)


def _trip_of(ref: str, reads: Reads) -> str:
    """The number of a trip by its own code, or by the number of a paper that is about the whole of it."""
    papers = [row for row in reads.documents("number", ref) if not row.uai]
    return papers[0].trip if papers else ref.removeprefix("TRP-")


def _version(row: DocumentRow, reads: Reads) -> DocumentRow:
    """The same version of the same paper as it is now."""
    key = row.kind, row.version
    return next(found for found in reads.documents("number", row.number) if (found.kind, found.version) == key)


def _frozen(row: DocumentRow, reads: Reads) -> Paper:
    return from_json(reads.blob(row.sha256).decode())


def notes_of(kind: str, ref: str, reads: Reads) -> list[DocumentRow]:
    """Papers of the deliveries that hold an order or a unit; two stops of a trip may be the same lycée's."""
    pallets = {unit.sscc: unit for unit in _pallets_of(ref, reads) if unit.trip is not None}
    trips = sorted({unit.trip or "" for unit in pallets.values()})
    rows = [row for trip in trips for row in reads.documents("trip", trip) if row.kind == kind]
    return [row for row in rows if pallets.keys() & _held(_frozen(row, reads))]


def _pallets_of(ref: str, reads: Reads) -> list[UnitRow]:
    unit = reads.unit(sscc_of(ref))
    if unit is not None and unit.kind == "pallet":
        return [unit]
    cartons = [unit] if unit is not None else reads.units("code", _prefixed("ORD-", ref), "carton")
    return [pallet for sscc in {carton.pallet for carton in cartons if carton.pallet} if (pallet := reads.unit(sscc))]


def _held(paper: Paper) -> set[str | None]:
    """SSCC of the pallets on a paper of one delivery."""
    match paper:
        case PackingList():
            return {pallet.sscc for pallet in paper.pallets}
        case DeliveryNote():
            return {pallet.sscc for pallet in paper.delivery.pallets}
    return set()
