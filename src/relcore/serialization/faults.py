"""Every fault of a document has its path, from ``$`` down, and they all come at once.

cattrs collects what went wrong in nested groups whose notes carry the path; here they become one flat list.
"""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from cattrs import (
    BaseValidationError,
    ForbiddenExtraKeysError,
    StructureHandlerNotFoundError,
)
from cattrs.errors import AttributeValidationNote, IterableValidationNote

from relcore.errors import DocumentError, DocumentFault, FieldError, RegistryError
from relcore.serialization.limits import FAULTS
from relcore.serialization.records import field_names, fields_with
from relcore.serialization.spelling import nearest, of_one_stem

__all__ = ["Unshown", "faults_of", "inside", "refused", "unknown_keys"]

_NAME = re.compile(r"[A-Za-z_]\w{0,59}", re.ASCII).fullmatch
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


def refused(faults: Sequence[DocumentFault], cls: object = None) -> DocumentError:
    """The one error for everything that is wrong with a document.

    Args:
        faults: at least one.
        cls: what it is a document of, where that is known.
    """
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    if len(faults) > FAULTS:
        count = f"more than {FAULTS} faults"
        rest = DocumentFault(
            "$", Unshown("faulty elsewhere, too"), "a document without faults", "Begin with these."
        )
        faults = [*faults[:FAULTS], rest]
    of = "" if cls is None else f" of {getattr(cls, '__name__', cls)}"
    return DocumentError(f"The document{of} has {count}:", faults)


def unknown_keys(error: Exception, node: object) -> Iterator[tuple[str | int, ...]]:
    """The path of every key that no class knows, among all that was wrong with a document.

    Args:
        error: what a converter with detailed validation raised.
        node: what it was reading.
    """
    if isinstance(error, ForbiddenExtraKeysError) and isinstance(node, dict):
        yield from ((name,) for name in node if name in error.extra_fields)
    elif isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            step = _step(inner)
            if step is None:
                yield from unknown_keys(inner, node)
            else:
                yield from ((step, *path) for path in unknown_keys(inner, _at(node, step)))


def faults_of(error: Exception, document: object) -> list[DocumentFault]:
    """Every fault behind an error that reading a document raised.

    Args:
        error: what a converter with detailed validation raised.
        document: what it was reading.

    Raises:
        RegistryError: the fault is not the document's: no hook can read such a class.
    """
    return list(islice(_faults(error, document, "$"), FAULTS + 1))


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
            below = _keyed(rest, node, path) or f"{path}{dot}{rest}"
            yield DocumentFault(below, error.value, error.expected, error.remedy)
        case RecursionError():
            deep = Unshown("nested too deeply")
            yield DocumentFault(path, deep, "a document of fewer levels", "Flatten it.")
        case _:
            remedy = f"Correct it: {error}." if str(error) else "Correct it."
            yield DocumentFault(path, node, "a value that the class accepts", remedy)


def _keyed(field: str, node: object, path: str) -> str | None:
    """The path of what a class names by a key of the user's, as in ``criteria['lapsed']``."""
    name, bracket, _ = field.partition("[")
    held = node.get(name) if bracket and isinstance(node, dict) else None
    for key in held if isinstance(held, dict) else ():
        named = f"{name}[{key!r}]"
        if field.startswith(named):
            return inside(inside(path, name), key) + field[len(named) :]
    return None


def _placed(error: Exception, node: object, path: str) -> Iterator[DocumentFault]:
    """The faults behind an error that may know its place in the node."""
    step = _step(error)
    if step is None:
        yield from _faults(error, node, path)
        return
    below = _at(node, step)
    if isinstance(error, KeyError) and below is _NOWHERE:
        remedy = "Add it; only fields with a default may be left out."
        yield DocumentFault(inside(path, step), Unshown("missing"), "a value", remedy)
    else:
        yield from _faults(error, below, inside(path, step))


def _step(error: Exception) -> str | int | None:
    """The key or index at which an error arose, if it knows it."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return note.name
        if isinstance(note, IterableValidationNote):
            return note.index
    return None


def _at(node: object, step: Any) -> object:
    if isinstance(node, dict):
        return node.get(step, _NOWHERE)
    return node[step] if isinstance(node, list) else _NOWHERE


def _unknown_keys(error: ForbiddenExtraKeysError, node: Any, path: str) -> Iterator[DocumentFault]:
    known = field_names(error.cl)
    for name in node:
        if name in error.extra_fields:
            remedy = _meant(name, known, node, error.cl)
            expected = f"a key of {error.cl.__name__}: {', '.join(known) or 'none'}"
            yield DocumentFault(inside(path, name), node[name], expected, remedy)


def _meant(name: str, known: Sequence[str], node: Any, cls: Any) -> str:
    """What to do about a key that a class does not know."""
    if owners := fields_with(name, cls):
        return f"Write it under {' or '.join(map(repr, owners))}, which has that key."
    absent = [one for one in known if one not in node]
    if len(alike := of_one_stem(name, absent) or of_one_stem(name, known)) > 1:
        return f"Did you mean {' or '.join(map(repr, alike))}?"
    near = nearest(name, absent) or nearest(name, known)
    return f"Did you mean {near!r}?" if near else "Write one of these, or remove it."
