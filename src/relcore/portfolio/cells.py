"""A cell of a row is read in one way only, or it is said what would have been read.

Data frames hold their own scalars. They are known by what they can do, so that no data frame library has to
be there: a number unwraps itself by ``item()``, a time is a ``datetime``, and not-a-time differs from itself.
"""

import re
from datetime import UTC, date, datetime, time, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from math import isfinite

from attrs import frozen

from relcore.errors import FieldError
from relcore.model import Money, to_instant

__all__ = ["Unreadable", "read_amount", "read_instant", "read_optional_text", "read_text"]

_OWN = frozenset({str, int, float, bool, Decimal, date, datetime, type(None)})
_DIGITS = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?|[+-]?\.[0-9]+")
_EXACT_WHOLE = 2**53
_NOON = time(12)

_MINOR_UNITS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}
"""Decimal places of the currencies of ISO 4217 that do not have two."""

_A_TEXT = "a text that is not empty, or a whole number"
_A_TIME = "a date or time, or such a text as 2026-03-01, 20260301 or 2026-03-01T09:30+01:00"
_AN_AMOUNT = "an amount of zero or more in digits, such as 25.00; what comes back is a Return"


@frozen
class Unreadable:
    """What a cell would have to hold to be read.

    Args:
        expected: in words.
    """

    expected: str


def _own(value: object) -> object:
    """The value itself, or Python's own where a data frame's scalar stands for one."""
    if type(value) in _OWN:
        return value
    if isinstance(value, str):
        return str(value)
    if getattr(value, "shape", None) == ():
        if type(value).__name__ == "datetime64":  # its item() may be a bare count of nanoseconds
            return str(value)
        unwrap = getattr(value, "item", None)
        return value if unwrap is None else unwrap()
    return value


def _is_missing(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, float | datetime) and value != value)  # noqa: PLR0124


def read_text(value: object) -> str | Unreadable:
    """A text without the space around it; of a whole number, its digits."""
    own = _own(value)
    if isinstance(own, float) and own.is_integer() and abs(own) < _EXACT_WHOLE:
        own = int(own)  # a data frame turns a column of whole numbers into floats where one is missing
    if isinstance(own, int) and not isinstance(own, bool):
        return str(own)
    text = own.strip() if isinstance(own, str) else ""
    return text or Unreadable(_A_TEXT)


def read_optional_text(value: object) -> str | None | Unreadable:
    """A text, or None where the cell is empty: None, an empty text, not-a-number or not-a-time."""
    own = _own(value)
    if isinstance(own, str):
        own = own.strip()
    # pandas' NA answers no comparison; its name is all there is to know it by
    if type(value).__name__ == "NAType" or _is_missing(own):
        return None
    return read_text(own)


def read_instant(value: object, zone: tzinfo) -> datetime | Unreadable:
    """The instant of a date or time; what names no zone is read in the one given."""
    own = _own(value)
    if isinstance(own, float) and own.is_integer():
        own = int(own)
    if isinstance(own, int) and not isinstance(own, bool):
        own = str(own)
        if len(own) != 8:  # a count of seconds or days since when?
            return Unreadable(_A_TIME)
    if isinstance(own, str):
        own = _from_text(own.strip())
    if isinstance(own, datetime):
        if own != own:  # noqa: PLR0124 (not-a-time)
            return Unreadable(_A_TIME)
        if own.utcoffset() is None:
            own = _in_zone(own, zone)
    elif isinstance(own, date):
        own = datetime.combine(own, _NOON, tzinfo=zone)
    else:
        return Unreadable(_A_TIME)
    try:
        return to_instant(own, "at")
    except FieldError as error:
        return Unreadable(error.expected)


def _from_text(text: str) -> date | None:
    for form in (date, datetime):
        try:
            return form.fromisoformat(text)
        except ValueError:
            continue
    return None


def _in_zone(naive: datetime, zone: tzinfo) -> datetime:
    # rebuilt as a plain one: a data frame's own timestamp refuses times that a zone skips
    moment = time(naive.hour, naive.minute, naive.second, naive.microsecond, fold=naive.fold)
    return datetime.combine(date(naive.year, naive.month, naive.day), moment, tzinfo=zone)


def read_amount(value: object, currency: str) -> Money | Unreadable:
    """An exact amount of zero or more; a float is rounded to the smallest unit of the currency."""
    own = _own(value)
    amount: Decimal | int
    if isinstance(own, bool):
        return Unreadable(_AN_AMOUNT)
    if isinstance(own, str):
        if _DIGITS.fullmatch(own.strip()) is None:
            return Unreadable(_AN_AMOUNT)
        amount = Decimal(own.strip())
    elif isinstance(own, float):
        if not isfinite(own) or abs(own) >= _EXACT_WHOLE:
            return Unreadable(_AN_AMOUNT)
        unit = Decimal(1).scaleb(-_MINOR_UNITS.get(currency, 2))
        amount = Decimal(repr(own)).quantize(unit, ROUND_HALF_UP)
    elif isinstance(own, Decimal | int):
        amount = own
    else:
        return Unreadable(_AN_AMOUNT)
    try:
        money = Money(Decimal(amount), currency)
    except FieldError as error:
        return Unreadable(error.expected)
    return money if money.amount >= 0 else Unreadable(_AN_AMOUNT)
