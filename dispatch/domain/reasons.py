"""Verdicts: the closed list of reasons, each with its tone and the domain rule behind it.

A reason is a word of the contract; its sentence lives in `resources/messages/verdicts.toml`, never here.
"""

from __future__ import annotations

from enum import Enum, StrEnum


class Tone(StrEnum):
    """What a verdict asks of the operator; decides colour, shape and sound."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    CONFIRM = "confirm"
    INFO = "info"


class Need(StrEnum):
    """What answers a question."""

    CONFIRM = "confirm"
    """`CMD-CONFIRM`."""
    REASON = "reason"
    """A reason card `RSN-...`."""
    BADGE = "badge"
    """The badge of somebody who may approve."""
    LABEL = "label"
    """A label or code to scan."""


_A, _R, _C, _I = Tone.ACCEPTED, Tone.REFUSED, Tone.CONFIRM, Tone.INFO


class Reason(Enum):
    """One verdict: (word, tone, rule id of the domain or None)."""

    # any task
    UNREADABLE = ("unreadable", _R, "E-SCAN-01")
    READ_INCOMPLETE = ("read-incomplete", _R, "E-SCAN-01")
    KEYBOARD_GARBLED = ("keyboard-garbled", _R, "E-SCAN-02")
    SCANNER_LAYOUT = ("scanner-layout", _R, "E-SCAN-02")
    CAPS_LOCK_ON = ("caps-lock-on", _R, "E-SCAN-02")
    UPPER_SYMBOL = ("upper-symbol", _R, "E-SCAN-03")
    UNKNOWN_CODE = ("unknown-code", _R, "E-SCAN-03")
    NOT_EXPECTED_HERE = ("not-expected-here", _R, "E-SCAN-03")
    PRODUCT_CODE = ("product-code", _R, "E-SER-03")
    UNKNOWN_SSCC = ("unknown-sscc", _R, "E-SCAN-03")
    VOID_LABEL = ("void-label", _R, "E-COL-12")
    NOT_RECORDED = ("not-recorded", _R, None)
    SIGNED_IN = ("signed-in", _I, None)
    UNKNOWN_BADGE = ("unknown-badge", _R, None)
    BADGE_REQUIRED = ("badge-required", _R, None)
    ROLE_MISSING = ("role-missing", _R, None)
    APPROVER_REFUSED = ("approver-refused", _R, None)
    NOTHING_TO_CONFIRM = ("nothing-to-confirm", _R, None)
    NOTHING_TO_CANCEL = ("nothing-to-cancel", _I, None)
    CANCELLED = ("cancelled", _I, None)
    NOTHING_TO_UNDO = ("nothing-to-undo", _R, None)
    UNDO_UNIT_IN_USE = ("undo-unit-in-use", _R, None)
    DESTROY_LABEL = ("destroy-label", _C, None)
    UNDONE = ("undone", _A, None)
    NOTHING_TO_RESUME = ("nothing-to-resume", _I, None)
    RESUME_FIRST = ("resume-first", _R, "E-SCAN-06")
    RESUME_SCANNING = ("resume-scanning", _I, None)
    RESUME_UNIT = ("resume-unit", _C, "R-04")
    UNIT_CONFIRMED = ("unit-confirmed", _I, "R-04")
    REASON_EXPECTED = ("reason-expected", _R, None)
    TASK_SELECTED = ("task-selected", _I, None)
    NO_PRINTER = ("no-printer", _R, "E-COL-13")
    PRINTER_AWAY = ("printer-away", _C, None)
    PRINTER_CHOSEN = ("printer-chosen", _I, None)
    PRINTER_IN_USE = ("printer-in-use", _I, None)
    UNKNOWN_PRINTER = ("unknown-printer", _R, None)
    NO_COMPANY_PREFIX = ("no-company-prefix", _R, None)
    SSCC_EXHAUSTED = ("sscc-exhausted", _R, None)
    REPRINT_REASON = ("reprint-reason", _C, "E-COL-14")
    REPRINTED = ("reprinted", _A, "E-COL-14")
    NOTHING_TO_REPRINT = ("nothing-to-reprint", _R, None)
    LABEL_NOT_VERIFIED = ("label-not-verified", _R, None)
    LABEL_VERIFIED = ("label-verified", _A, None)
    WRONG_LABEL = ("wrong-label", _R, "E-COL-15")
    SET_ASIDE = ("set-aside", _A, None)
    WEIGHED = ("weighed", _A, None)
    NOT_WEIGHED = ("not-weighed", _A, None)
    WEIGHT_EXPECTED = ("weight-expected", _R, None)
    WEIGHT_NOT_AWAITED = ("weight-not-awaited", _I, None)
    NO_SCALE = ("no-scale", _R, None)
    CARTON_WEIGHT_OVER = ("carton-weight-over", _R, "E-COL-09")
    CARTON_WEIGHT_UNDER = ("carton-weight-under", _R, "E-COL-09")
    PALLET_WEIGHT_OVER = ("pallet-weight-over", _R, None)
    PALLET_WEIGHT_UNDER = ("pallet-weight-under", _R, None)
    ACCEPT_WEIGHT = ("accept-weight", _C, "E-COL-09")
    SKIP_WEIGHING = ("skip-weighing", _C, "E-COL-09")
    CLOCK_WRONG = ("clock-wrong", _R, "R-01")
    # receiving
    CARTON_RECEIVED = ("carton-received", _A, None)
    CARTON_ALREADY_RECEIVED = ("carton-already-received", _I, None)
    CARTON_CODE_EXPECTED = ("carton-code-expected", _R, "E-SCAN-03")
    CARTON_AMBIGUOUS = ("carton-ambiguous", _C, None)
    # packing
    ORDER_EXPECTED = ("order-expected", _R, None)
    ORDER_OPENED = ("order-opened", _A, None)
    ORDER_ALREADY_OPEN = ("order-already-open", _I, None)
    ORDER_ALREADY_COMPLETE = ("order-already-complete", _I, None)
    UNKNOWN_ORDER = ("unknown-order", _R, "E-SCAN-03")
    UNKNOWN_SITE = ("unknown-site", _R, "E-CMD-06")
    INVALID_UAI = ("invalid-uai", _R, "E-CMD-06")
    NO_ORDER_LEFT = ("no-order-left", _I, None)
    SITE_BEYOND_ROAD = ("site-beyond-road", _R, None)
    CARTON_ASSIGNED = ("carton-assigned", _A, None)
    CARTON_ALREADY_OPENED = ("carton-already-opened", _R, None)
    CARTON_STILL_OPEN = ("carton-still-open", _R, "E-COL-02")
    OPEN_SEALED_CARTON = ("open-sealed-carton", _C, None)
    DEVICE_PACKED = ("device-packed", _A, None)
    CARTON_CLOSED = ("carton-closed", _A, None)
    CARTON_TO_WEIGH = ("carton-to-weigh", _A, None)
    ORDER_COMPLETE = ("order-complete", _A, None)
    UNKNOWN_SERIAL = ("unknown-serial", _R, "E-SER-01")
    SERIAL_AMBIGUOUS = ("serial-ambiguous", _C, None)
    NOT_RECEIVED = ("not-received", _R, "E-SER-14")
    ALREADY_PACKED = ("already-packed", _R, "E-SER-02")
    ALREADY_IN_CARTON = ("already-in-carton", _I, "E-SER-02b")
    ALREADY_SHIPPED = ("already-shipped", _R, "E-SER-08")
    WRONG_MODEL = ("wrong-model", _R, "E-SER-04")
    RESERVED_ELSEWHERE = ("reserved-elsewhere", _R, "E-SER-05")
    CARTON_ALREADY_CLOSED = ("carton-already-closed", _I, None)
    OTHER_CONSIGNEE = ("other-consignee", _R, "E-COL-01")
    CARTON_FULL = ("carton-full", _R, "E-COL-03")
    CARTON_EMPTY = ("carton-empty", _R, "E-COL-04")
    CARTON_UNDERFILLED = ("carton-underfilled", _C, "E-COL-05")
    QUANTITY_REACHED = ("quantity-reached", _R, "E-COL-07")
    MODELS_MIXED = ("models-mixed", _R, "E-COL-08")
    CARTON_HEAVY = ("carton-heavy", _C, "E-COL-10")
    CARTON_TOO_HEAVY = ("carton-too-heavy", _R, "E-COL-10")
    BATTERY_TOO_LARGE = ("battery-too-large", _R, "E-CHG-17")
    # palletising
    PALLET_OPENED = ("pallet-opened", _A, None)
    CARTON_PALLETISED = ("carton-palletised", _A, None)
    CARTON_OF_OTHER_SITE = ("carton-of-other-site", _R, "E-PAL-01")
    CARTON_NOT_CLOSED = ("carton-not-closed", _R, "E-PAL-02")
    CARTON_ON_OTHER_PALLET = ("carton-on-other-pallet", _R, "E-PAL-03")
    CARTON_ALREADY_HERE = ("carton-already-here", _I, "E-PAL-03")
    PALLET_TOO_HEAVY = ("pallet-too-heavy", _R, "E-PAL-04")
    PALLET_TOO_HIGH = ("pallet-too-high", _C, "E-PAL-04")
    PALLET_EMPTY = ("pallet-empty", _R, None)
    PALLET_STILL_OPEN = ("pallet-still-open", _R, None)
    CARTONS_MISSING = ("cartons-missing", _C, "E-PAL-10")
    FILM_AND_MARKS = ("film-and-marks", _C, "E-PAL-11")
    FILM = ("film", _C, "E-PAL-06")
    MARK_ON_CARTON = ("mark-on-carton", _C, "E-COL-16")
    MARKS_DUE = ("marks-due", _C, "E-PAL-11")
    MARKS_OUTDATED = ("marks-outdated", _R, "E-PAL-11")
    PALLET_CLOSED = ("pallet-closed", _A, None)
    PALLET_TO_WEIGH = ("pallet-to-weigh", _A, None)
    PALLET_READY = ("pallet-ready", _A, None)
    PALLET_ALREADY_READY = ("pallet-already-ready", _I, None)
    NEXT_SITE = ("next-site", _I, None)
    NOTHING_TO_PALLETISE = ("nothing-to-palletise", _I, None)
    # loading
    TRIP_EXPECTED = ("trip-expected", _R, None)
    TRIP_OPENED = ("trip-opened", _A, None)
    TRIP_ALREADY_OPEN = ("trip-already-open", _I, None)
    TRIP_ALREADY_DEPARTED = ("trip-already-departed", _I, None)
    UNKNOWN_TRIP = ("unknown-trip", _R, "E-SCAN-03")
    PALLET_LOADED = ("pallet-loaded", _A, None)
    PALLET_RELABELLED = ("pallet-relabelled", _A, "E-CMD-03")
    PALLET_ALREADY_LOADED = ("pallet-already-loaded", _I, "E-CHG-06")
    PALLET_LOADED_ELSEWHERE = ("pallet-loaded-elsewhere", _R, "E-CHG-06")
    PALLET_NOT_PLANNED = ("pallet-not-planned", _R, "E-CHG-01")
    PALLET_NOT_READY = ("pallet-not-ready", _R, "E-PAL-07")
    PALLET_DEPARTED = ("pallet-departed", _R, "E-CHG-15")
    CARTON_NOT_PALLET = ("carton-not-pallet", _R, "E-SCAN-03")
    TRUCK_FULL = ("truck-full", _R, "E-CHG-03")
    TRUCK_ONE_OVER = ("truck-one-over", _C, "E-CHG-03")
    LOADING_ORDER = ("loading-order", _C, "E-CHG-04")
    LOAD_SEALED = ("load-sealed", _R, None)
    NOTHING_LOADED = ("nothing-loaded", _R, None)
    SEAL_EXPECTED = ("seal-expected", _I, None)
    SEAL_RECORDED = ("seal-recorded", _A, None)
    SEAL_REFUSED = ("seal-refused", _R, "E-CHG-08")
    WAYBILL_INCOMPLETE = ("waybill-incomplete", _R, "E-CHG-09")
    DEPARTURE_SUMMARY = ("departure-summary", _C, None)
    PALLETS_MISSING = ("pallets-missing", _C, "E-CHG-07")
    DEPARTED = ("departed", _A, None)

    def __init__(self, word: str, tone: Tone, rule: str | None) -> None:
        self.word = word
        self.tone = tone
        self.rule = rule
