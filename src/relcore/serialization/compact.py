"""A document without what goes without saying, for formats that people write by hand.

A field that is None and would be None had it been left out is left out. What has names that a user gave, such as the
criteria of a set, is told apart from what has fields.
"""

import dataclasses
from collections.abc import Mapping
from typing import Any

from attrs import fields, has

from relcore.serialization.policies import unwrapped

__all__ = ["Table", "compact"]


class Table(dict[str, Any]):
    """An object whose keys are names that a user gave, in the user's order."""

    __slots__ = ()


def compact(document: Any, value: Any) -> Any:
    """The document of a value without the nulls that reading would put there.

    Args:
        document: as :func:`~relcore.serialization.to_document` made it of the value.
        value: the value.

    >>> from relcore.policies import Scope
    >>> from relcore.serialization import to_document
    >>> compact(to_document(Scope(countries=("PH",))), Scope(countries=("PH",)))
    {'countries': ['PH']}
    """
    value = unwrapped(value)
    if isinstance(document, list):
        return [compact(one, held) for one, held in zip(document, value, strict=True)]
    if not isinstance(document, dict):
        return document
    if isinstance(value, Mapping):
        pairs = zip(document.items(), value.values(), strict=True)
        return Table({name: compact(one, held) for (name, one), held in pairs})
    silent = _none_by_default(type(value))
    return {
        name: compact(one, getattr(value, name, None))
        for name, one in document.items()
        if one is not None or name not in silent
    }


def _none_by_default(cls: Any) -> frozenset[str]:
    """The fields that are None where nothing is said of them."""
    known: Any = fields(cls) if has(cls) else dataclasses.fields(cls) if dataclasses.is_dataclass(cls) else ()
    return frozenset(field.name for field in known if field.default is None)
