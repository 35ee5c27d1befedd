"""Documents as JSON text and back: strict, the same text whichever engine wrote it.

No key stands twice in an object, and NaN and infinity are no numbers.
"""

import json
from typing import Any

__all__ = ["CANONICAL", "Repeating", "decode"]

CANONICAL = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)
"""How documents are written: no spaces, keys in order, every character as itself."""


class _RepeatedKeyError(ValueError):
    """A key stands twice in one object."""


class Repeating(dict[str, Any]):
    """An object in which keys stood twice; it holds what stood last."""

    __slots__ = ("repeated",)
    repeated: tuple[str, ...]


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _RepeatedKeyError
    return made


def _marked_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = Repeating(pairs)
    names = [name for name, _ in pairs]
    made.repeated = tuple(name for name in made if names.count(name) > 1) if len(made) != len(names) else ()
    return made


_STRICT = json.JSONDecoder(object_pairs_hook=_object)
_MARKING = json.JSONDecoder(object_pairs_hook=_marked_object)


def decode(text: str) -> tuple[Any, bool]:
    """The document of a text, and whether a key stands twice somewhere in it.

    Raises:
        ValueError: the text is no JSON.
        RecursionError: it is nested too deeply.
    """
    try:
        return _STRICT.decode(text), False
    except _RepeatedKeyError:
        return _MARKING.decode(text), True
