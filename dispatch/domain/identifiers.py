"""Identifiers of units, products, devices, sites and companies: values that cannot exist unless they are valid.

`parse()` is the door: it drops what people and spreadsheets add (spaces, hyphens where usual, lower case) and raises
`InvalidIdentifier` for the rest. Digits are the ten of ASCII; other scripts' digits and superscripts are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Self

from dispatch.domain.errors import InputError

UAI_KEYS = "ABCDEFGHJKLMNPRSTUVWXYZ"
"""Key letters of a UAI by remainder modulo 23: no I, O, Q."""
SSCC_MINIMUM = 1_000_000
"""Fewest SSCC per extension digit that a company prefix must leave."""

_SPACES = str.maketrans("", "", " \u00a0\u202f\x1d")
_LA_POSTE = "356000000"
_SERIAL = re.compile(r"[!-`{-~]{1,64}")
_UAI = re.compile(r"[0-9]{7}[A-Z]")
_UAI_WITHOUT_ZERO = re.compile(r"[0-9]{6}[A-Z]")
_MAC = re.compile(r"[0-9A-F]{12}|[0-9A-F]{2}(?:([:-])[0-9A-F]{2})(?:\1[0-9A-F]{2}){4}|(?:[0-9A-F]{4}\.){2}[0-9A-F]{4}")
_POSTAL_CODE = re.compile(r"(?:0[1-9]|[1-8][0-9]|9[0-8])[0-9]{3}")


class InvalidIdentifier(InputError):
    """A text that is no identifier of the kind `kind`: what was given, what was expected, what was found instead."""

    def __init__(self, kind: str, given: str, expected: str, found: str) -> None:
        super().__init__(kind, given, expected, found)
        self.kind = kind
        self.given = given
        self.expected = expected
        self.found = found

    def __str__(self) -> str:
        return f"{self.kind} «\u00a0{self.given[:64]}\u00a0»\u00a0: attendu {self.expected}, trouvé {self.found}."

    def about(self, text: str) -> Self:
        """The same refusal, told about `text` as it was given."""
        return type(self)(self.kind, text, self.expected, self.found)


class WrongCheck(InvalidIdentifier):
    """The shape is right but the check character is not: `expected` and `found` are that one character."""

    def __str__(self) -> str:
        given = self.given[:64]
        return f"{self.kind} «\u00a0{given}\u00a0»\u00a0: clé de contrôle {self.found}, attendue {self.expected}."


def is_digits(text: str) -> bool:
    """Is it one or more digits 0-9 of ASCII and nothing else?"""
    return text.isascii() and text.isdigit()


def gs1_check_digit(body: str) -> str:
    """Check digit of a GS1 key without its last digit: GTIN, SSCC, GLN, GSIN (GS1 General Specifications 7.9)."""
    if not is_digits(body):
        raise InvalidIdentifier("Clé GS1", body, "des chiffres", _length(body))
    codes = body.encode()
    thrice = codes[::-2]
    weighted = sum(codes) + 2 * sum(thrice) - ord("0") * (len(codes) + 2 * len(thrice))
    return str(-weighted % 10)


def luhn_ok(digits: str) -> bool:
    """Does the last digit check the others by ISO/IEC 7812-1 (Luhn)? False for anything but digits."""
    return is_digits(digits) and digits[-1] == _luhn_digit(digits[:-1])


def is_postal_code(text: str) -> bool:
    """Is it a French postal code: five digits, 01 to 98 first (domain rule 6.2)?"""
    return _POSTAL_CODE.fullmatch(text) is not None


def canonical_serial(text: str) -> str:
    """Trimmed, without spaces and group separators, in upper case; O and 0, I and 1 stay as read (domain rule 2.2)."""
    return _upper(_unspaced(text))


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """Base of all identifiers: one valid, canonical `value`."""

    value: str
    KIND: ClassVar[str]

    def __post_init__(self) -> None:
        self._check(self.value)

    def __str__(self) -> str:
        return self.value

    @classmethod
    def parse(cls, text: str) -> Self:
        """The identifier written as `text`; raises `InvalidIdentifier`."""
        try:
            return cls(cls._canonical(text))
        except InvalidIdentifier as error:
            raise error.about(text) from None

    @classmethod
    def try_parse(cls, text: str) -> Self | None:
        """The identifier written as `text`, or None."""
        try:
            return cls(cls._canonical(text))
        except InvalidIdentifier:
            return None

    @classmethod
    def _canonical(cls, text: str) -> str:
        return _unspaced(text)

    @classmethod
    def _check(cls, value: str) -> None:
        raise NotImplementedError

    @classmethod
    def _require_digits(cls, value: str, length: int) -> None:
        if len(value) != length or not is_digits(value):
            raise cls._refusal(value, f"{length} chiffres")

    @classmethod
    def _require_check(cls, value: str, expected: str) -> None:
        if value[-1] != expected:
            raise WrongCheck(cls.KIND, value, expected, value[-1])

    @classmethod
    def _refusal(cls, value: str, expected: str) -> InvalidIdentifier:
        return InvalidIdentifier(cls.KIND, value, expected, _length(value))


class CompanyPrefix(Identifier):
    """GS1 company prefix, 4 to 12 digits, that leaves at least a million SSCC per extension digit (contract 1)."""

    __slots__ = ()
    KIND = "Préfixe entreprise GS1"

    @property
    def capacity(self) -> int:
        """How many SSCC it leaves per extension digit, and how many GSIN."""
        return _capacity(self.value)

    def reference(self, serial: int, kind: str) -> str:
        """Prefix and serial reference of a key, as 16 digits; raises `InvalidIdentifier` of `kind` out of range."""
        if serial not in range(self.capacity):
            raise InvalidIdentifier(kind, str(serial), f"un numéro de 0 à {self.capacity - 1}", str(serial))
        return f"{self}{serial:0{16 - len(self.value)}d}"

    @classmethod
    def _check(cls, value: str) -> None:
        if not (4 <= len(value) <= 12 and is_digits(value)):
            raise cls._refusal(value, "4 à 12 chiffres")
        if _capacity(value) < SSCC_MINIMUM:
            raise InvalidIdentifier(cls.KIND, value, "un million de SSCC au moins", f"{_capacity(value)}")


class Sscc(Identifier):
    """Serial shipping container code, 18 digits; understood with `(00)` or `00` before it and in spaced groups."""

    __slots__ = ()
    KIND = "SSCC"

    @classmethod
    def build(cls, extension: int, company_prefix: str, serial: int) -> Sscc:
        """The SSCC number `serial` of an extension digit 0-9 and a company prefix; raises `InvalidIdentifier`."""
        prefix = CompanyPrefix.parse(company_prefix)
        if extension not in range(10):
            raise InvalidIdentifier(cls.KIND, str(extension), "une extension de 0 à 9", str(extension))
        body = f"{extension}{prefix.reference(serial, cls.KIND)}"
        return cls(body + gs1_check_digit(body))

    @property
    def extension_digit(self) -> int:
        """First digit: splits the counters, carries no meaning."""
        return int(self.value[0])

    def hri(self) -> str:
        """As printed under its bar code, e.g. `(00) 137012345000001236`."""
        return f"(00) {self.value}"

    def grouped(self, company_prefix: str) -> str:
        """In GS1's groups: extension, prefix, serial, check digit; the middle in one where the prefix is foreign."""
        prefix = company_prefix if self.value.startswith(company_prefix, 1) else ""
        groups = (self.value[0], prefix, self.value[1 + len(prefix) : -1], self.value[-1])
        return " ".join(filter(None, groups))

    @classmethod
    def _canonical(cls, text: str) -> str:
        value = _unspaced(text).removeprefix("(00)")
        return value[2:] if len(value) == 20 and value.startswith("00") else value

    @classmethod
    def _check(cls, value: str) -> None:
        cls._require_digits(value, 18)
        cls._require_check(value, gs1_check_digit(value[:-1]))


class Gsin(Identifier):
    """Global shipment identification number, 17 digits: one delivery to one consignee (AI 402)."""

    __slots__ = ()
    KIND = "GSIN"

    @classmethod
    def build(cls, company_prefix: str, reference: int) -> Gsin:
        """The GSIN number `reference` of a company prefix; raises `InvalidIdentifier`."""
        body = CompanyPrefix.parse(company_prefix).reference(reference, cls.KIND)
        return cls(body + gs1_check_digit(body))

    @classmethod
    def _canonical(cls, text: str) -> str:
        return _unspaced(text).removeprefix("(402)")

    @classmethod
    def _check(cls, value: str) -> None:
        cls._require_digits(value, 17)
        cls._require_check(value, gs1_check_digit(value[:-1]))


class Gtin(Identifier):
    """Global trade item number, held as 14 digits; understood as GTIN-8, -12, -13 and -14."""

    __slots__ = ()
    KIND = "GTIN"

    @classmethod
    def _canonical(cls, text: str) -> str:
        value = _unspaced(text).replace("-", "")
        return value.zfill(14) if len(value) in (8, 12, 13) else value

    @classmethod
    def _check(cls, value: str) -> None:
        if len(value) != 14 or not is_digits(value):
            raise cls._refusal(value, "8, 12, 13 ou 14 chiffres")
        cls._require_check(value, gs1_check_digit(value[:-1]))


class Uai(Identifier):
    """Number of a French school: seven digits and a key letter (domain rule 6.1); E-CMD-06 when the key is wrong."""

    __slots__ = ()
    KIND = "UAI"

    @classmethod
    def restored(cls, text: str) -> Uai | None:
        """The UAI whose leading zero a spreadsheet dropped, or None where `text` is not seven characters that check."""
        value = cls._canonical(text)
        if not _UAI_WITHOUT_ZERO.fullmatch(value) or value[-1] != _uai_key(value[:-1]):
            return None
        return cls("0" + value)

    @classmethod
    def _canonical(cls, text: str) -> str:
        return _upper(_unspaced(text))

    @classmethod
    def _check(cls, value: str) -> None:
        if not _UAI.fullmatch(value):
            raise cls._refusal(value, "7 chiffres et une lettre")
        cls._require_check(value, _uai_key(value[:-1]))


class Imei(Identifier):
    """Identity of a cellular device, 15 digits with Luhn's check (3GPP TS 23.003)."""

    __slots__ = ()
    KIND = "IMEI"

    @classmethod
    def _canonical(cls, text: str) -> str:
        return _unspaced(text).replace("-", "")

    @classmethod
    def _check(cls, value: str) -> None:
        cls._require_digits(value, 15)
        cls._require_check(value, _luhn_digit(value[:-1]))


class Mac(Identifier):
    """Address of a network card, held as 12 hexadecimal digits; pairs by `:` or `-`, groups of four by `.` (EUI-48)."""

    __slots__ = ()
    KIND = "MAC"

    @classmethod
    def _canonical(cls, text: str) -> str:
        value = _upper(_unspaced(text))
        return re.sub(r"[:.-]", "", value) if _MAC.fullmatch(value) else value

    @classmethod
    def _check(cls, value: str) -> None:
        if len(value) != 12 or not _MAC.fullmatch(value) or value in ("0" * 12, "F" * 12):
            raise cls._refusal(value, "12 chiffres hexadécimaux, pas tous 0 ou F")


class Serial(Identifier):
    """Canonical serial number of a maker: 1 to 64 printable ASCII characters, see `canonical_serial`."""

    __slots__ = ()
    KIND = "N° de série"

    @classmethod
    def _canonical(cls, text: str) -> str:
        return canonical_serial(text)

    @classmethod
    def _check(cls, value: str) -> None:
        if not _SERIAL.fullmatch(value):
            raise cls._refusal(value, "1 à 64 caractères imprimables sans accent")


class Siren(Identifier):
    """Number of a French company: nine digits with Luhn's check."""

    __slots__ = ()
    KIND = "SIREN"

    @classmethod
    def _check(cls, value: str) -> None:
        cls._require_digits(value, 9)
        cls._require_check(value, _luhn_digit(value[:-1]))


class Siret(Identifier):
    """Number of a French company's place: 14 digits with Luhn's check, or La Poste's with a sum divisible by five."""

    __slots__ = ()
    KIND = "SIRET"

    @classmethod
    def _check(cls, value: str) -> None:
        cls._require_digits(value, 14)
        if not (value.startswith(_LA_POSTE) and sum(map(int, value)) % 5 == 0):
            cls._require_check(value, _luhn_digit(value[:-1]))


def _capacity(prefix: str) -> int:
    return int(10 ** (16 - len(prefix)))


def _luhn_digit(body: str) -> str:
    doubled = sum(int("0246813579"[int(digit)]) for digit in body[::-2])
    return str(-(doubled + sum(map(int, body[-2::-2]))) % 10)


def _uai_key(digits: str) -> str:
    return UAI_KEYS[int(digits) % len(UAI_KEYS)]


def _unspaced(text: str) -> str:
    return text.strip().translate(_SPACES)


def _upper(text: str) -> str:
    """Upper case of ASCII only: elsewhere it would turn a long s into S or a ligature into two letters."""
    return text.upper() if text.isascii() else text


def _length(text: str) -> str:
    if not text:
        return "rien"
    return f"{len(text)} chiffres" if is_digits(text) else f"{len(text)} caractères"
