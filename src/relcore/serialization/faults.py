"""Every fault of a document has its path, from ``$`` down, and they all come at once.

cattrs collects what went wrong in nested groups whose notes carry the path; here they become one flat list.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from cattrs import (
    BaseValidationError,
    ForbiddenExtraKeysError,
    StructureHandlerNotFoundError,
)
from cattrs.errors import AttributeValidationNote, IterableValidationNote

from relcore.errors import DocumentFault, FieldError, RegistryError
from relcore.serialization.records import field_names
from relcore.serialization.spelling import nearest

__all__ = ["Unshown", "faults_of", "inside"]

_NAME = re.compile(r"[A-Za-z_]\w{0,59}", re.ASCII).fullmatch
_KEYED = re.compile(r"(\w+)\['(.*)'\]", re.ASCII).fullmatch
_LONGEST = 60
_NOWHERE = object()


class Unshown:
    """What stands in a fault for a value that is not there, or too much to be shown.

    >>> Unshown("missing")
    missing
    """

    def __init__(self, words: str) -> None:
        self.words = words

    def __repr__(self) -> str:
        return self.words


def inside(path: str, step: object) -> str:
    """The path one step further down: by index, or by key.

    >>> inside("$.content", "amount"), inside("$.changes", 3), inside("$.items", "i-1")
    ('$.content.amount', '$.changes[3]', '$.items["i-1"]')
    """
    if isinstance(step, int):
        return f"{path}[{step}]"
    name = step if isinstance(step, str) else repr(step)
    if _NAME(name):
        return f"{path}.{name}"
    short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 3]}..."
    return f"{path}[{json.dumps(short, ensure_ascii=False)}]"


def faults_of(error: Exception, document: object) -> list[DocumentFault]:
    """Every fault behind an error that reading a document raised.

    Args:
        error: what a converter with detailed validation raised.
        document: what it was reading.

    Raises:
        RegistryError: the fault is not the document's: no hook can read such a class.
    """
    return list(_faults(error, document, "$"))


def _faults(error: Exception, node: object, path: str) -> Iterator[DocumentFault]:
    match error:
        case BaseValidationError():
            for inner in error.exceptions:
                yield from _placed(inner, node, path)
        case ForbiddenExtraKeysError():
            yield from _unknown_keys(error, node, path)
        case RegistryError():
            raise error
        case StructureHandlerNotFoundError():
            remedy = "Use a class of the model, or register a hook for the type with the converter."
            raise RegistryError("cls", error.type_, "a type that documents can hold", remedy) from error
        case FieldError(field=field):
            _, dot, rest = field.partition(".")
            keyed = _KEYED(rest)  # as in FoldingRules.criteria['lapsed']
            below = inside(inside(path, keyed[1]), keyed[2]) if keyed else f"{path}{dot}{rest}"
            yield DocumentFault(below, error.value, error.expected, error.remedy)
        case RecursionError():
            deep = Unshown("nested too deeply")
            yield DocumentFault(path, deep, "a document of fewer levels", "Flatten it.")
        case _:
            remedy = f"Correct it: {error}." if str(error) else "Correct it."
            yield DocumentFault(path, node, "a value that the class accepts", remedy)


def _placed(error: Exception, node: object, path: str) -> Iterator[DocumentFault]:
    """The faults behind an error that may know its place in the node."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, (AttributeValidationNote, IterableValidationNote)):
            step = note.name if isinstance(note, AttributeValidationNote) else note.index
            break
    else:
        yield from _faults(error, node, path)
        return
    below = _at(node, step)
    if isinstance(error, KeyError) and below is _NOWHERE:
        remedy = "Add it; only fields with a default may be left out."
        yield DocumentFault(inside(path, step), Unshown("missing"), "a value", remedy)
    else:
        yield from _faults(error, below, inside(path, step))


def _at(node: object, step: Any) -> object:
    if isinstance(node, dict):
        return node.get(step, _NOWHERE)
    return node[step] if isinstance(node, list) else _NOWHERE


def _unknown_keys(error: ForbiddenExtraKeysError, node: Any, path: str) -> Iterator[DocumentFault]:
    known = field_names(error.cl)
    for name in node:
        if name in error.extra_fields:
            near = nearest(name, [one for one in known if one not in node]) or nearest(name, known)
            remedy = f"Did you mean {near!r}?" if near else "Remove it."
            expected = f"a key of {error.cl.__name__}: {', '.join(known) or 'none'}"
            yield DocumentFault(inside(path, name), node[name], expected, remedy)
