"""What a field may hold: one check for each sort of value, and one wording for each refusal.

Every check returns the value or raises a :class:`~relcore.errors.FieldError` that names the field.
"""

from collections.abc import Iterable
from datetime import tzinfo
from enum import StrEnum
from typing import TypeVar

from relcore.errors import CurrencyError, FieldError
from relcore.model.currencies import CURRENCIES
from relcore.vocabulary import Party

__all__ = [
    "check_country",
    "check_currency",
    "check_flag",
    "check_member",
    "check_members",
    "check_optional_text",
    "check_side",
    "check_text",
    "check_texts",
    "check_value",
    "check_values",
    "check_zone",
]

_Member = TypeVar("_Member", bound=StrEnum)


def check_text(value: object, field: str) -> None:
    """Refuse what is not a non-empty string."""
    if type(value) is not str or not value:
        raise FieldError(field, value, "a non-empty string", "Give the id or text as a str.")


def check_optional_text(value: object, field: str) -> None:
    """Refuse what is neither None nor a non-empty string."""
    if value is not None:
        check_text(value, field)


def check_texts(values: Iterable[object], field: str) -> None:
    """Refuse a string where a tuple of strings belongs, and every member that is no text."""
    if not isinstance(values, tuple):
        raise FieldError(field, values, "a tuple of strings", "Write ('a', 'b'), or () for none.")
    for index, value in enumerate(values):
        check_text(value, f"{field}[{index}]")


def check_flag(value: object, field: str) -> None:
    """Refuse what is neither True nor False, such as the words for them."""
    if type(value) is not bool:
        raise FieldError(field, value, "True or False", "Give it as a bool.")


def check_currency(value: object, field: str, or_else: str = "") -> None:
    """Refuse what is no code of ISO 4217."""
    if type(value) is not str or value not in CURRENCIES:
        remedy = f"Write the alphabetic code, such as 'EUR' or 'PHP'{or_else}."
        raise CurrencyError(field, value, "a currency code of ISO 4217", remedy)


def check_country(value: object, field: str) -> None:
    """Refuse what does not look like a code of ISO 3166-1 alpha-2."""
    if not (
        type(value) is str and len(value) == 2 and value.isascii() and value.isalpha() and value.isupper()
    ):
        remedy = "Write it as in 'PH' or 'IN'."
        raise FieldError(field, value, "a country code of two capital letters", remedy)


def check_value(value: object, kind: type, field: str) -> None:
    """Refuse what is not a value of a class."""
    if not isinstance(value, kind):
        raise FieldError(field, value, f"a {kind.__name__}", f"Build one: {kind.__name__}(...).")


def check_values(values: object, kind: type, field: str) -> None:
    """Refuse what is not a tuple, and every member of it that is not a value of a class."""
    if not isinstance(values, tuple):
        raise FieldError(field, values, f"a tuple of {kind.__name__}", "Write (a, b), or () for none.")
    for index, value in enumerate(values):
        check_value(value, kind, f"{field}[{index}]")


def check_member(value: object, kind: type[_Member], field: str) -> None:
    """Refuse what is not a member of a closed set, its code as a bare string included."""
    if type(value) is not kind:
        codes = ", ".join(kind)
        raise FieldError(
            field, value, f"a {kind.__name__}", f"Write {kind.__name__}.<NAME>; the codes are {codes}."
        )


def check_members(values: object, kind: type[_Member], field: str) -> None:
    """Refuse what is not a tuple, and every member of it that is not one of a closed set."""
    if not isinstance(values, tuple):
        raise FieldError(field, values, f"a tuple of {kind.__name__}", "Write (a, b), or () for none.")
    for index, value in enumerate(values):
        check_member(value, kind, f"{field}[{index}]")


def check_side(value: object, field: str) -> None:
    """Refuse what is neither the customer nor the company: nobody can't give a word or a mark."""
    check_member(value, Party, field)
    if value is Party.NOBODY:
        raise FieldError(field, value, "the customer or the company", "Say which of the two it was.")


def check_zone(value: object, field: str) -> None:
    """Refuse what is no time zone; a zone's name is resolved by the application."""
    if not isinstance(value, tzinfo):
        raise FieldError(
            field, value, "a time zone object", "Pass zoneinfo.ZoneInfo('Asia/Manila') or timezone.utc."
        )
    if hasattr(value, "localize"):
        expected = "a zone that knows its own offsets"
        raise FieldError(field, value, expected, "Pass zoneinfo.ZoneInfo(...) with the same key instead.")
