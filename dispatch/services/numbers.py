"""SSCC blocks: each station draws from its own, reserved in the journal before anything is printed with it."""

from __future__ import annotations

from dispatch.domain.events import SsccBlockTaken
from dispatch.domain.identifiers import CompanyPrefix, Sscc
from dispatch.services.configuration import Configuration
from dispatch.services.ports import Header, Reads, Transaction


def next_sscc(configuration: Configuration, extension: int, transaction: Transaction, header: Header) -> str | None:
    """The station's next SSCC, taking a new block where the old one is used up; None where no number is left."""
    prefix = configuration.company_prefix
    if not prefix:
        return None
    block = transaction.reads.block(configuration.station, extension)
    if block is None or block.prefix != prefix or block.next > block.last:
        event = _new_block(configuration, extension, transaction.reads)
        if event is None:
            return None
        transaction.record((event,), header)
        return str(Sscc.build(extension, prefix, event.first))
    return str(Sscc.build(extension, prefix, block.next))


def _new_block(configuration: Configuration, extension: int, reads: Reads) -> SsccBlockTaken | None:
    prefix = CompanyPrefix.parse(configuration.company_prefix)
    first = _first_free(prefix, extension, reads)
    last = min(first + configuration.sscc_block, prefix.capacity) - 1
    block = SsccBlockTaken(configuration.station, extension, prefix.value, first, last)
    return block if last >= first else None


def _first_free(prefix: CompanyPrefix, extension: int, reads: Reads) -> int:
    """The first serial reference past every block ever taken.

    A prefix that begins like another one shares its SSCC: where a digit too few had been set, the same numbers must not
    be printed again.
    """
    start, free = int(prefix.value) * prefix.capacity, 0
    for value, following in reads.query("SELECT prefix, next FROM sscc_counter WHERE extension = ?", extension):
        begin = int(value) * CompanyPrefix.parse(value).capacity
        if begin < start + prefix.capacity and begin + following > start:
            free = max(free, min(begin + following - start, prefix.capacity))
    return free
