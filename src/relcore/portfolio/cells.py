"""A cell of a row is read in one way only, or it is said what would have been read.

Data frames hold their own scalars. They are known by what they can do, so that no data frame library has to
be there: a number unwraps itself by ``item()``, a time is a ``datetime``, and not-a-time differs from itself.
"""

import re
from datetime import date, datetime, time, tzinfo
from decimal import ROUND_HALF_UP, Decimal

from attrs import frozen

from relcore.errors import FieldError
from relcore.model import Money, to_instant

__all__ = ["Unreadable", "read_amount", "read_instant", "read_optional_text", "read_text"]

_OWN = frozenset({str, int, float, bool, Decimal, date, datetime, type(None)})
_DIGITS = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?|[+-]?\.[0-9]+")
_EXACT_WHOLE = 2**53
_LONGEST_WHOLE = 10**30
_EIGHT_DIGITS = 10**7
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


def read_text(value: object) -> str | Unreadable:
    """A text without the space around it; of a whole number, its digits."""
    own = _own(value)
    if isinstance(own, float) and own.is_integer() and abs(own) < _EXACT_WHOLE:
        own = int(own)  # a data frame turns a column of whole numbers into floats where one is missing
    if isinstance(own, int) and not isinstance(own, bool) and abs(own) < _LONGEST_WHOLE:
        return str(own)
    text = own.strip() if isinstance(own, str) else ""
    return text or Unreadable(_A_TEXT)


def read_optional_text(value: object) -> str | Unreadable | None:
    """A text, or None where the cell is empty: None, an empty text, not-a-number or not-a-time."""
    own = _own(value)
    if isinstance(own, float | datetime):
        missing = own != own  # noqa: PLR0124 (not-a-number, not-a-time)
    elif isinstance(own, str):
        missing = not own.strip()
    else:  # pandas' NA answers no comparison; its name is all there is to know it by
        missing = own is None or type(own).__name__ == "NAType"
    return None if missing else read_text(own)


def read_instant(value: object, zone: tzinfo) -> datetime | Unreadable:
    """The instant of a date or time; what names no zone is read in the one given."""
    own = _own(value)
    if isinstance(own, float) and own.is_integer():
        own = int(own)
    if isinstance(own, int) and _EIGHT_DIGITS <= own < 10 * _EIGHT_DIGITS:
        own = str(own)  # any other number would be a count of days or seconds since nobody knows when
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
    if isinstance(own, str) and _DIGITS.fullmatch(own.strip()):
        amount = Decimal(own.strip())
    elif isinstance(own, Decimal) or (isinstance(own, int) and not isinstance(own, bool)):
        amount = Decimal(own)
    elif isinstance(own, float) and 0 <= own < _EXACT_WHOLE:
        unit = Decimal(1).scaleb(-_MINOR_UNITS.get(currency, 2))
        amount = Decimal(repr(own)).quantize(unit, ROUND_HALF_UP)
    else:
        return Unreadable(_AN_AMOUNT)
    if not amount.is_finite() or amount < 0:
        return Unreadable(_AN_AMOUNT)
    try:
        return Money(amount.copy_abs(), currency)  # there is no negative zero in money
    except FieldError as error:
        return Unreadable(error.expected)
