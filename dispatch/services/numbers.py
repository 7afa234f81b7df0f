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
    prefix = configuration.company_prefix
    first = reads.next_block_start(prefix, extension)
    last = min(first + configuration.sscc_block, CompanyPrefix.parse(prefix).capacity) - 1
    return SsccBlockTaken(configuration.station, extension, prefix, first, last) if last >= first else None
