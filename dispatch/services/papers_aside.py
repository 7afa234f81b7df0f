"""The papers of a desk, made in a process beside it from the reading of the tables to the PDF."""

from __future__ import annotations

from collections.abc import Callable

from dispatch.services.apart import Helper, Interrupted
from dispatch.services.configuration import Configuration
from dispatch.services.papers import Papers
from dispatch.services.ports import Clock, DocumentRow, PaperRenderer, Store

Beside = Callable[[], Papers]
"""Gives the papers of the same home in the process that it is called in; must pickle."""


class PapersAside(Papers):
    """Papers that a helper makes; one that it cannot, for it was killed, is made in this process."""

    def __init__(
        self,
        helper: Helper,
        beside: Beside,
        store: Store,
        renderer: PaperRenderer,
        clock: Clock,
        configuration: Configuration,
    ) -> None:
        super().__init__(store, renderer, clock, configuration)
        self._helper = helper
        self._beside = beside

    def document(self, kind: str, ref: str, version: int = 0) -> bytes:
        """See `Papers.document`."""
        try:
            return self._helper.ask(_document, self._beside, kind, ref, version)
        except Interrupted:
            return super().document(kind, ref, version)

    def printed(self, row: DocumentRow, duplicate: int = 0) -> bytes:
        """See `Papers.printed`."""
        try:
            return self._helper.ask(_printed, self._beside, row, duplicate)
        except Interrupted:
            return super().printed(row, duplicate)


def _document(beside: Beside, kind: str, ref: str, version: int) -> bytes:
    return beside().document(kind, ref, version)


def _printed(beside: Beside, row: DocumentRow, duplicate: int) -> bytes:
    return beside().printed(row, duplicate)
