"""What a field may hold: one check for each sort of value, and one wording for each refusal.

Every check returns the value or raises a :class:`~relcore.errors.FieldError` that names the field.
"""

from collections.abc import Iterable
from datetime import tzinfo
from enum import StrEnum
from typing import TypeVar

from relcore.errors import FieldError

__all__ = ["check_member", "check_optional_text", "check_text", "check_texts", "check_zone"]

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


def check_member(value: object, kind: type[_Member], field: str) -> None:
    """Refuse what is not a member of a closed set, its code as a bare string included."""
    if type(value) is not kind:
        codes = ", ".join(kind)
        raise FieldError(
            field, value, f"a {kind.__name__}", f"Write {kind.__name__}.<NAME>; the codes are {codes}."
        )


def check_zone(value: object, field: str) -> None:
    """Refuse what is no time zone; a zone's name is resolved by the application."""
    if not isinstance(value, tzinfo):
        raise FieldError(
            field, value, "a time zone object", "Pass zoneinfo.ZoneInfo('Asia/Manila') or timezone.utc."
        )
