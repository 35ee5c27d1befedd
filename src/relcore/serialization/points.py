"""Whether a value holds a number that engines spell in ways of their own: a float that is very large or very small.

Only the fields that can hold a float are looked at; most classes have none.
"""

from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, Final, get_args, get_origin, get_type_hints

from relcore.model import FrozenMap, Interaction, UnknownContent
from relcore.serialization.containers import is_row, union_members
from relcore.serialization.records import field_names, is_record

__all__ = ["may_be_spelled_otherwise"]

_WITHOUT: Final = frozenset({str, int, bool, Decimal, datetime, date, time, tzinfo, type(None), ...})
_LEAST, _MOST = 1e-4, 1e16
"""In between, a float is written without an exponent, and by all engines alike."""


def may_be_spelled_otherwise(value: object) -> bool:
    """Whether such a float stands in the document of a value; True also where nobody knows."""
    # The most frequent: nothing beside its content can hold a number with a point.
    held: Any = value.content if isinstance(value, Interaction) else value
    cls: Any = type(held)
    names = _fields_with_floats(cls)
    if names == ():
        return False
    if cls is float:
        return held != 0 and not _LEAST <= abs(held) < _MOST
    if cls in (tuple, list):
        return any(map(may_be_spelled_otherwise, held))
    if cls in (FrozenMap, dict):
        return any(map(may_be_spelled_otherwise, held.values()))
    return names is None or any(may_be_spelled_otherwise(getattr(held, name)) for name in names)


@lru_cache(maxsize=512)
def _fields_with_floats(cls: Any) -> tuple[str, ...] | None:
    """The fields of a class that may hold a float; None where nobody knows."""
    if _is_free(cls):
        return ()
    if not is_record(cls) or cls is UnknownContent:
        return None if not issubclass(cls, (str, int, datetime, tzinfo)) else ()
    types = get_type_hints(cls)
    return tuple(name for name in field_names(cls) if not _is_free(types[name]))


def _is_free(cls: Any) -> bool:
    return all(one in _WITHOUT for one in _leaves(cls, set()))


def _leaves(cls: Any, seen: set[Any]) -> set[Any]:
    """The types that are found in a type when it is taken apart."""
    if cls in seen:
        return set()
    seen.add(cls)
    inner: tuple[Any, ...]
    if isinstance(cls, type) and issubclass(cls, Enum):
        inner = tuple(type(member.value) for member in cls)
    elif is_row(cls) or union_members(cls) or getattr(cls, "__origin__", None) is FrozenMap:
        inner = get_args(cls) or (Any,)
    elif is_record(cls) and cls is not UnknownContent:
        inner = tuple(get_type_hints(get_origin(cls) or cls).values())
    else:
        return {cls}
    return set().union(*(_leaves(one, seen) for one in inner))
