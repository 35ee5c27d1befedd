"""One value, one text: what is written reads back as the same value of the same type, or is refused.

Nothing is coerced. A whole number is no truth value, 3.9 is not 3, None is not ``"None"``, an amount is a
string of digits, and an instant has a zone. What a metric measured stands for itself where JSON has the type
(text, null, a number with a point for a float and without for a whole number); an exact decimal stands as
``{"decimal": "1.50"}`` and an instant as ``{"instant": "2026-03-01T09:00:00Z"}``. A mark on a survey is a whole
number or, where it is exact to a fraction, a string of digits.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import lru_cache
from math import isfinite
from typing import Any

from relcore.errors import FieldError
from relcore.model import Measured, to_instant
from relcore.serialization.spelling import nearest

__all__ = [
    "is_closed_set",
    "is_whole",
    "read_date",
    "read_decimal",
    "read_float",
    "read_instant",
    "read_int",
    "read_mark",
    "read_measured",
    "read_nothing",
    "read_text",
    "read_time",
    "read_truth",
    "reader_of_codes",
    "write_date",
    "write_decimal",
    "write_float",
    "write_instant",
    "write_int",
    "write_mark",
    "write_measured",
    "write_nothing",
    "write_text",
    "write_time",
    "write_truth",
    "writer_of_codes",
]

_INSTANT = re.compile(
    r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)", re.ASCII
).fullmatch
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII).fullmatch
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?", re.ASCII).fullmatch
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?(?:[Ee][+-]?\d{1,18})?", re.ASCII).fullmatch
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?", re.ASCII).fullmatch
_EARLIEST, _LATEST = "1000-01-01T00:00:00Z", "8999-12-31T23:59:59Z"
_NAIVE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?", re.ASCII).fullmatch

_TEXT = "text"
_WHOLE = "a whole number"
_TRUTH = "true or false"
_FINITE = "a finite number"
_EXACT = 'a finite number as a string of digits, such as "25.00"'
_MOST_DIGITS = 1_000
_SHORT = 30
_BOUNDED = f"a number that is written out with {_MOST_DIGITS:,} digits at most"
_MARK = 'a whole number, or a finite one as a string of digits, such as "0.8"'
_DAY = 'a date, such as "2026-03-01"'
_HOUR = 'a time of the day, such as "09:30"'
_MOMENT = 'an instant with its zone, such as "2026-03-01T09:00:00Z"'
_MEASURED = 'a finite number, text, null, {"decimal": "1.50"} or {"instant": "2026-03-01T09:00:00Z"}'


def is_closed_set(cls: Any) -> bool:
    """Whether it is an enumeration."""
    return isinstance(cls, type) and issubclass(cls, Enum)


def is_whole(text: str) -> bool:
    """Whether no character of a text is half of a surrogate pair, which no database and no file would take."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _half(text: str) -> FieldError:
    remedy = "Decode the text that it comes from as what it is, such as UTF-16."
    return FieldError("", text, "text without halves of surrogate pairs", remedy)


def read_text(value: object, cls: Any) -> Any:
    """The text itself; of a third party's closed set of texts, its member."""
    if type(value) is str and cls is str:
        if is_whole(value):
            return value
        raise _half(value)
    if is_closed_set(cls):
        return reader_of_codes(cls)(value, cls)
    raise FieldError("", value, _TEXT, "Write a string in quotes.")


def write_text(value: object) -> str:
    """The text as a plain ``str``, also of a member of a closed set."""
    if not isinstance(value, str):
        raise FieldError("", value, _TEXT, "Give a str.")
    text = value if type(value) is str else str.__str__(value)
    if is_whole(text):
        return text
    raise _half(text)


def read_int(value: object, cls: Any) -> Any:
    """The whole number itself; of a third party's closed set of numbers, its member."""
    if type(value) is int and cls is int:
        return value
    if is_closed_set(cls):
        return reader_of_codes(cls)(value, cls)
    remedy = _unquoted(value) or "Write digits without quotes, point or exponent."
    raise FieldError("", value, _WHOLE, remedy)


def write_int(value: object) -> int:
    """The number as a plain ``int``."""
    if type(value) is int:
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    raise FieldError("", value, _WHOLE, "Give an int.")


def read_truth(value: object, _: object = bool) -> bool:
    """True or false, and nothing that is merely like it."""
    if type(value) is bool:
        return value
    raise FieldError("", value, _TRUTH, "Write true or false without quotes.")


def write_truth(value: object) -> bool:
    """True or false, and nothing that is merely like it."""
    if type(value) is bool:
        return value
    raise FieldError("", value, _TRUTH, "Give True or False.")


def read_nothing(value: object, _: object = None) -> None:
    """Null."""
    if value is not None:
        raise FieldError("", value, "null", "Write null.")


def write_nothing(value: object) -> None:
    """Null."""
    return read_nothing(value)


def read_float(value: object, _: object = float) -> float:
    """A finite number; a whole one where no digit is lost by it."""
    if type(value) is float and isfinite(value):
        return value
    if type(value) is int and abs(value) <= 2**53:
        return float(value)
    remedy = _unquoted(value) or "Leave out what is unknown; NaN and infinity are no numbers."
    raise FieldError("", value, _FINITE, remedy)


def _unquoted(value: object) -> str | None:
    """The remedy for a number in quotes."""
    return f"Write it without quotes: {value}." if type(value) is str and _NUMBER(value) else None


def write_float(value: object) -> float:
    """A finite number."""
    if isinstance(value, float) and isfinite(value):
        return float(value)
    if type(value) is int:
        return read_float(value)
    raise FieldError("", value, _FINITE, "Leave out what is unknown; NaN and infinity are no numbers.")


def _is_bounded(number: Decimal) -> bool:
    """Whether it can be written out: ``1e999999999`` is short, but formats to a gigabyte of zeros."""
    return -_MOST_DIGITS <= number.adjusted() <= _MOST_DIGITS


def read_decimal(value: object, _: object = Decimal) -> Decimal:
    """An exact number, with all the digits that were written."""
    if (  # the usual one
        type(value) is str
        and len(value) <= _SHORT
        and value.isascii()
        and value.replace(".", "", 1).isdigit()
        and value[0] != "." != value[-1]
    ):
        return Decimal(value)
    if type(value) is str and len(value) <= _MOST_DIGITS and _DECIMAL(value):
        try:
            number = Decimal(value)
        except InvalidOperation:
            pass
        else:
            if _is_bounded(number):
                return number
            raise FieldError("", value, _BOUNDED, "Write a number of a size that something can have.")
    raise FieldError("", value, _EXACT, "Write it in quotes, with a point; a bare number is not exact.")


def write_decimal(value: object) -> str:
    """The digits of an exact number, closing zeros included."""
    if type(value) is Decimal and value.is_finite():
        text = str(value)
        if len(text) <= _MOST_DIGITS and _is_bounded(value):
            return text
        raise FieldError("", value, _BOUNDED, "Give a number of a size that something can have.")
    raise FieldError("", value, _EXACT, "Give a finite Decimal, made from a string.")


def read_mark(value: object, _: object = None) -> int | Decimal:
    """A mark on a survey: a whole number as it is, or an exact one with all the digits that were written."""
    if type(value) is int:
        return value
    if type(value) is str:
        try:
            return read_decimal(value)
        except FieldError:
            pass
    raise FieldError("", value, _MARK, "Write a fraction in quotes, with a point; a bare one is not exact.")


def write_mark(value: object) -> int | str:
    """A whole number as it is, or the digits of an exact one."""
    if type(value) is int:
        return value
    if type(value) is Decimal and value.is_finite():
        return write_decimal(value)
    raise FieldError("", value, _MARK, "Give an int, or a finite Decimal made from a string.")


def read_instant(value: object, _: object = datetime) -> datetime:
    """The instant in UTC, to the microsecond."""
    if type(value) is str and value[4::3] == "--T::Z" and len(value) == 20 and _EARLIEST <= value <= _LATEST:
        try:  # the usual one: as it is written here
            if value[11] != "2" or value[12] < "4":
                return datetime.fromisoformat(value)
        except ValueError:  # what is wrong is said below
            pass
    if type(value) is str and _INSTANT(value):
        try:
            return to_instant(datetime.fromisoformat(value), "")
        except ValueError:  # no such day, or a year beyond the model's bounds
            raise FieldError("", value, _MOMENT, "Correct the date; years go from 1000 to 8999.") from None
    remedy = 'Write it as in "2026-03-01T09:00:00Z", with at most six decimals of a second.'
    if type(value) is str and _NAIVE(value):
        remedy = 'Say in which zone it was noted: end it in "Z" for UTC, or in an offset such as "+05:30".'
    raise FieldError("", value, _MOMENT, remedy)


def write_instant(value: object) -> str:
    """The instant in UTC, to the microsecond, as in ``"2026-03-01T09:00:00Z"``."""
    if type(value) is not datetime or value.tzinfo is not UTC:
        value = to_instant(value, "")
    return f"{value.date().isoformat()}T{value.time().isoformat()}Z"  # twice as fast as all of it at once


def read_date(value: object, _: object = date) -> date:
    """The calendar day."""
    if type(value) is str and _DATE(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise FieldError("", value, _DAY, "Correct the date: there is no such day.") from None
    raise FieldError("", value, _DAY, "Write year, month and day, and no time.")


def write_date(value: object) -> str:
    """The calendar day, as in ``"2026-03-01"``."""
    if type(value) is date:
        return value.isoformat()
    raise FieldError("", value, _DAY, "Give a date, and no datetime.")


def read_time(value: object, _: object = time) -> time:
    """The time that a clock shows, without a zone."""
    if type(value) is str and _TIME(value):
        return time.fromisoformat(value)
    raise FieldError("", value, _HOUR, "Write hours and minutes, seconds if need be, and no zone.")


def write_time(value: object) -> str:
    """The time that a clock shows, as in ``"09:30:00"``."""
    if type(value) is time and value.tzinfo is None and not value.fold:
        return value.isoformat()
    raise FieldError("", value, _HOUR, "Give a time without a zone.")


def read_measured(value: object, _: object = None) -> Measured:
    """What a metric measured, in the type in which it measured it."""
    if value is None or type(value) is int:
        return value
    if type(value) is str:
        text: str = read_text(value, str)
        return text
    if type(value) is float and isfinite(value):
        return value
    if isinstance(value, dict) and len(value) == 1:
        if "decimal" in value:
            return read_decimal(value["decimal"])
        if "instant" in value:
            return read_instant(value["instant"])
    raise FieldError("", value, _MEASURED, "Write one of these.")


def write_measured(value: object) -> Any:
    """What a metric measured, so that its type can be read back."""
    if value is None or type(value) is int:
        return value
    if type(value) is Decimal:
        return {"decimal": write_decimal(value)}
    if isinstance(value, datetime):
        return {"instant": write_instant(value)}
    if isinstance(value, str):
        return write_text(value)
    if isinstance(value, float):
        return write_float(value)
    raise FieldError("", value, _MEASURED, "Let the metric measure a number, a code, an instant or None.")


@lru_cache(maxsize=256)
def reader_of_codes(cls: type[Enum]) -> Callable[[object, object], Enum]:
    """A hook that reads the members of a closed set from their codes."""
    members = {(type(member.value), member.value): member for member in cls}
    codes = [str(member.value) for member in cls]

    def read(value: object, _: object = cls) -> Enum:
        try:
            return members[type(value), value]
        except (KeyError, TypeError):
            near = nearest(value, codes)
            remedy = f"Did you mean {near!r}?" if near else "Write one of these codes."
            raise FieldError("", value, f"one of {', '.join(codes)}", remedy) from None

    return read


@lru_cache(maxsize=256)
def writer_of_codes(cls: type[Enum]) -> Callable[[object], Any]:
    """A hook that writes the members of a closed set as their codes."""
    codes = {member: member.value for member in cls}

    def write(value: object) -> Any:
        if type(value) is cls and value in codes:  # flags that are joined have no code
            return codes[value]
        raise FieldError("", value, f"a {cls.__name__}", f"Give a member of {cls.__name__}.")

    return write
