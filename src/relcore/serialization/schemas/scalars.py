"""How each sort of value that is no object is written, as the readers take it.

The patterns are those of the readers, in the dialect that all validators know; a test holds the two together.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from typing import Any, Final

from relcore.model import Measured

__all__ = ["NUMBER", "SCALARS", "SCALAR_OF", "reference"]

NUMBER: Final = int | float
_DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_HOURS: Final = "(?:[01][0-9]|2[0-3])"
_DIGITS: Final = r"-?[0-9]+(?:\.[0-9]+)?(?:[Ee][+-]?[0-9]{1,18})?"
_FRACTION: Final = r"(?:\.[0-9]{1,6})?"
_INSTANT: Final = f"{_DAY}T{_HOURS}:[0-5][0-9]:[0-5][0-9]{_FRACTION}(?:Z|[+-][0-9]{{2}}:[0-9]{{2}})"
_TIME: Final = f"{_HOURS}:[0-5][0-9](?::[0-5][0-9]{_FRACTION})?"
_KEY: Final = "[A-Za-z][A-Za-z0-9_+-]{0,31}(?:/[A-Za-z0-9_+-]{1,31}){0,2}"
_OFFSET: Final = f"[+-]{_HOURS}:[0-5][0-9](?::[0-5][0-9])?"


def reference(name: str) -> dict[str, Any]:
    """A reference to what a name stands for.

    >>> reference("Money")
    {'$ref': '#/$defs/Money'}
    """
    return {"$ref": f"#/$defs/{name}"}


def _text(pattern: str, description: str, **more: str) -> dict[str, Any]:
    return {"description": description, "type": "string", "pattern": f"^(?:{pattern})$", **more}


def _told(key: str, scalar: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {key: reference(scalar)},
        "required": [key],
        "additionalProperties": False,
    }


SCALARS: Final[Mapping[str, dict[str, Any]]] = {
    "Date": _text(_DAY, "A calendar day, such as 2026-03-01.", format="date"),
    "Decimal": _text(
        _DIGITS, "An exact number as a string of digits, with a point; a bare number is not exact."
    ),
    "Instant": _text(
        _INSTANT,
        "An instant with its zone, such as 2026-03-01T09:00:00Z, in the years from 1000 to 8999.",
        format="date-time",
    ),
    "Mark": {
        "description": "A mark on a survey: a whole number, or an exact one as a string of digits.",
        "anyOf": [{"type": "integer"}, reference("Decimal")],
    },
    "Measured": {
        "description": "What a metric measured, so that its type can be read back; null where it is unknown.",
        "anyOf": [
            {"type": ["number", "string", "null"]},
            _told("decimal", "Decimal"),
            _told("instant", "Instant"),
        ],
    },
    "Time": _text(_TIME, "A time of the day as a clock shows it, without a zone, such as 09:30."),
    "Zone": _text(
        f"{_KEY}|{_OFFSET}",
        "A time zone: UTC, a key of the IANA database such as Asia/Manila, or an offset such as +05:30.",
    ),
}
"""The schemas of these values, by their names."""

SCALAR_OF: Final[Mapping[Any, str]] = {
    date: "Date",
    datetime: "Instant",
    time: "Time",
    tzinfo: "Zone",
    Decimal: "Decimal",
    int | Decimal: "Mark",
    Measured: "Measured",
}
"""Their names, by their types."""
