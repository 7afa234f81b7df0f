"""Invariants of the domain as queries: each finds the rows that break it. `verify` asks them all."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from dispatch.domain.identifiers import Sscc


class Invariant(NamedTuple):
    """One invariant and whether it holds."""

    name: str
    ok: bool


INVARIANTS: Mapping[str, str] = {
    # E-SER-13: the one unit that a device names is a carton that is not void
    "device-in-one-unit": """
        SELECT d.id FROM device d LEFT JOIN unit u ON u.sscc = d.unit
        WHERE d.unit IS NOT NULL AND (u.sscc IS NULL OR u.kind <> 'carton' OR u.status = 'void')""",
    # E-SER-14: what is packed was received
    "packed-devices-received": """
        SELECT d.id FROM device d JOIN announced_carton c ON c.id = d.carton
        WHERE d.unit IS NOT NULL AND c.received = 0""",
    # a carton taken whole holds all of its devices, and only these
    "assigned-cartons-whole": """
        SELECT d.id FROM device d JOIN announced_carton c ON c.id = d.carton
        WHERE c.unit IS NOT NULL AND d.unit IS NOT c.unit""",
    # E-CMD-01
    "packed-within-granted": """
        SELECT code FROM order_line WHERE packed < 0 OR packed > granted""",
    "packed-equals-devices": """
        SELECT l.code FROM order_line l LEFT JOIN (
            SELECT u.code, d.reference, COUNT(*) AS devices FROM device d JOIN unit u ON u.sscc = d.unit
            GROUP BY u.code, d.reference) p ON p.code = l.code AND p.reference = l.reference
        WHERE l.packed <> COALESCE(p.devices, 0)""",
    "packed-in-an-order-line": """
        SELECT d.id FROM device d JOIN unit u ON u.sscc = d.unit
        LEFT JOIN order_line l ON l.code = u.code AND l.reference = d.reference WHERE l.code IS NULL""",
    # E-PAL-01, E-PAL-02, E-PAL-03
    "carton-on-one-pallet": """
        SELECT c.sscc FROM unit c LEFT JOIN unit p ON p.sscc = c.pallet
        WHERE c.pallet IS NOT NULL AND (c.kind <> 'carton' OR c.status <> 'closed' OR p.sscc IS NULL
            OR p.kind <> 'pallet' OR p.status = 'void' OR p.uai <> c.uai)""",
    # E-CHG-01, E-CHG-06
    "pallet-on-its-stop": """
        SELECT p.sscc FROM unit p LEFT JOIN trip_stop s ON s.trip = p.trip AND s.number = p.stop AND s.uai = p.uai
        WHERE p.trip IS NOT NULL AND (p.kind <> 'pallet' OR p.status <> 'closed' OR s.trip IS NULL)""",
    # E-CMD-03: what a stop receives is one shipment, its own
    "loaded-in-one-shipment": """
        SELECT p.sscc FROM unit p LEFT JOIN shipment s ON s.gsin = p.shipment AND s.trip = p.trip AND s.uai = p.uai
        WHERE p.trip IS NOT NULL AND p.shipment IS NOT NULL AND s.gsin IS NULL
        UNION ALL SELECT MIN(sscc) FROM unit WHERE trip IS NOT NULL
        GROUP BY trip, stop HAVING COUNT(DISTINCT shipment) > 1""",
    # E-CHG-08
    "departed-trips-sealed": """
        SELECT number FROM trip WHERE status = 'departed' AND number NOT IN (SELECT trip FROM seal)""",
    # GS1 General Specifications 7.9, and one line per SSCC for ever
    "sscc-check-digits": "SELECT sscc FROM unit WHERE NOT is_sscc(sscc)",
    "sscc-once": "SELECT sscc FROM unit NOT INDEXED GROUP BY sscc HAVING COUNT(*) > 1",
    "sscc-below-counter": """
        SELECT prefix FROM sscc_block b WHERE NOT EXISTS (
            SELECT 1 FROM sscc_counter c
            WHERE c.prefix = b.prefix AND c.extension = b.extension AND c.next > b.last)""",
    #
    "document-numbers-gap-free": """
        SELECT s.series FROM document_series s LEFT JOIN (
            SELECT substr(number, 1, instr(number, '-') + 4) AS head, COUNT(DISTINCT number) AS issued,
                MAX(CAST(substr(number, instr(number, '-') + 6) AS INTEGER)) AS last
            FROM document GROUP BY 1) d ON d.head = s.series || '-' || s.year
        WHERE s.last <> COALESCE(d.issued, 0) OR s.last <> COALESCE(d.last, 0)
        UNION ALL SELECT number FROM document WHERE substr(number, 1, instr(number, '-') + 4) NOT IN (
            SELECT series || '-' || year FROM document_series)""",
    "unit-counts": """
        SELECT u.sscc FROM unit u LEFT JOIN (SELECT unit, COUNT(*) AS devices FROM device GROUP BY unit) d
        ON d.unit = u.sscc WHERE u.kind = 'carton' AND u.status <> 'void' AND u.devices <> COALESCE(d.devices, 0)
        UNION ALL SELECT p.sscc FROM unit p LEFT JOIN (
            SELECT pallet, COUNT(*) AS cartons, SUM(devices) AS devices FROM unit GROUP BY pallet) c
        ON c.pallet = p.sscc
        WHERE p.kind = 'pallet' AND p.status <> 'void'
            AND (p.cartons <> COALESCE(c.cartons, 0) OR p.devices <> COALESCE(c.devices, 0))""",
    # E-COL-02
    "open-unit-at-one-station": """
        SELECT sscc FROM unit WHERE status = 'open' AND station = ''
        UNION ALL SELECT MIN(sscc) FROM unit NOT INDEXED WHERE status = 'open'
        GROUP BY station, kind HAVING COUNT(*) > 1""",
    "no-label-queued-for-void-units": """
        SELECT j.id FROM print_job j JOIN unit u ON u.sscc = j.ref
        WHERE j.state = 'queued' AND j.role = 'labels' AND u.status = 'void'""",
}
"""Rows that break each invariant; none where it holds."""


def check_invariants(connection: sqlite3.Connection) -> tuple[Invariant, ...]:
    """Ask every invariant; one that cannot even be asked does not hold."""
    connection.create_function("is_sscc", 1, _is_sscc, deterministic=True)
    return tuple(Invariant(name, _holds(connection, sql)) for name, sql in INVARIANTS.items())


def _is_sscc(value: object) -> bool:
    return isinstance(value, str) and len(value) == 18 and Sscc.try_parse(value) is not None


def _holds(connection: sqlite3.Connection, sql: str) -> bool:
    try:
        return connection.execute(sql).fetchone() is None
    except sqlite3.DatabaseError:
        return False
