"""Every fault of a document has its path, from ``$`` down, and they all come at once.

cattrs collects what went wrong in nested groups whose notes carry the path; here they become one flat group of
relcore's own.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from cattrs import (
    BaseValidationError,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    StructureHandlerNotFoundError,
)

from relcore.errors import DocumentFault, FieldError, RegistryError
from relcore.serialization.records import field_names
from relcore.serialization.spelling import nearest

__all__ = ["faults_of", "inside"]

_NAME = re.compile(r"[A-Za-z_]\w{0,59}", re.ASCII).fullmatch
_LONGEST = 60
_NOWHERE = object()


class _Missing:
    """What stands where a required key does not."""

    def __repr__(self) -> str:
        return "missing"


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
    return f"{path}[{json.dumps(name if len(name) <= _LONGEST else f'{name[: _LONGEST - 3]}...', ensure_ascii=False)}]"


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
            placed, others = _parts(error)
            for inner, step in placed:
                below = _at(node, step)
                if isinstance(inner, KeyError) and below is _NOWHERE:
                    remedy = "Add it; only fields with a default may be left out."
                    yield DocumentFault(inside(path, step), _Missing(), "a value, since it is required", remedy)
                else:
                    yield from _faults(inner, below, inside(path, step))
            for inner in others:
                yield from _faults(inner, node, path)
        case ForbiddenExtraKeysError():
            yield from _unknown_keys(error, node, path)
        case RegistryError():
            raise error
        case StructureHandlerNotFoundError():
            remedy = "Use a class of the model, or register a hook for the type with the converter."
            raise RegistryError("cls", error.type_, "a type that documents can hold", remedy) from error
        case FieldError(field=field):
            _, dot, rest = field.partition(".")
            yield DocumentFault(f"{path}{dot}{rest}", error.value, error.expected, error.remedy)
        case RecursionError():
            yield DocumentFault(path, node, "a document that is not nested so deeply", "Flatten it.")
        case _:
            remedy = f"Correct it: {error}." if str(error) else "Correct it."
            yield DocumentFault(path, node, "a value that the class accepts", remedy)


def _parts(error: Any) -> tuple[list[tuple[Exception, object]], list[Exception]]:
    """The inner errors that know their place, and the others."""
    match error:
        case ClassValidationError():
            named, others = error.group_exceptions()
            return [(inner, note.name) for inner, note in named], others
        case IterableValidationError():
            indexed, others = error.group_exceptions()
            return [(inner, note.index) for inner, note in indexed], others
        case _:
            return [], list(error.exceptions)


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
