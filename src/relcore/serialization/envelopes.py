"""A document of its own says what it is: ``{"schema": "relcore.customer/1.0", ...}``, beside the fields of the value.

What an earlier version wrote is brought up to date. What a newer minor version wrote is read, and its unknown
parts are kept and written again; a newer major version is refused.
"""

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache, reduce
from typing import Any, Final, Generic, TypeVar, get_origin, overload

from attrs import field, frozen

from relcore.errors import DocumentError, DocumentFault, FieldError
from relcore.model import Customer, Decision, FrozenMap, Interaction, Recorded, Relationship, Review
from relcore.policy_set import PolicySet
from relcore.serialization.converters import explaining_converter_of
from relcore.serialization.documents import encoded, from_document, parsed, to_document
from relcore.serialization.faults import inside, refused, unknown_keys
from relcore.serialization.limits import LIMITS, Limits
from relcore.serialization.policy_sets import policy_set_of
from relcore.serialization.registry import BUILT_IN, Registry
from relcore.serialization.spelling import nearest
from relcore.serialization.text import decode, encode
from relcore.serialization.versions import VERSION, Version, stated, upcast

__all__ = ["SCHEMAS", "Document", "Kept", "read_document", "write_document"]

ValueT = TypeVar("ValueT")

SCHEMAS: Final[FrozenMap[str, type]] = FrozenMap(
    {
        "relcore.customer": Customer,
        "relcore.relationship": Relationship,
        "relcore.interaction": Interaction,
        "relcore.recorded": Recorded,
        "relcore.review": Review,
        "relcore.decision": Decision,
        "relcore.policy_set": PolicySet,
    }
)
"""What stands in a document of its own, by the name of its schema."""

_NAMES: Final[dict[Any, str]] = {cls: name for name, cls in SCHEMAS.items()}
_SCHEMA: Final = "schema"
_ANY_LENGTH: Final = Limits(characters=10**15, depth=200)


@frozen
class Kept:
    """What only a newer version knows of one object of a document.

    Args:
        path: the keys and indices that lead to the object.
        parts: the keys that only the newer version knows, with what stands there, as JSON text.
        beside: what the object was by which it is known again: its kind; within a list, a digest of all else in it.
    """

    path: tuple[str | int, ...]
    parts: str
    beside: str


@frozen
class Document(Generic[ValueT]):
    """A value, as a document holds it.

    To change the value, use ``attrs.evolve(document, value=...)``: what a newer version had written beside it is
    then kept wherever its object is still there and of the same kind; within a list, wherever that object is
    where it was and as it was.

    Args:
        value: the value.
        version: the version in which it was written.
        kept: what only a newer version knows; it is written again.
    """

    value: ValueT
    version: Version = VERSION
    kept: tuple[Kept, ...] = field(default=(), repr=False)


def write_document(value: object, *, registry: Registry = BUILT_IN) -> str:
    """A customer, relationship, interaction, recorded, review, decision or policy set as JSON text of its own.

    Args:
        value: one of these, or a :class:`Document` of one.
        registry: the classes of third parties.

    Returns:
        JSON text, compact and with its keys in order, so that equal values give equal text.

    Raises:
        FieldError: it is nothing that stands in a document of its own, or a field holds what could not be read
            back.
        RegistryError: something in it is of a class that is not in the registry.

    >>> from relcore.model import Customer
    >>> write_document(Customer(id="c-1", name="Ana"))[-33:]
    ',"schema":"relcore.customer/1.0"}'
    """
    document = value if isinstance(value, Document) else Document(value)
    name = _NAMES.get(type(document.value))
    if name is None:
        known = ", ".join(cls.__name__ for cls in _NAMES)
        raise FieldError("value", document.value, f"one of {known}", "Write other values with dumps.")
    written = {**to_document(document.value, registry=registry), _SCHEMA: name}
    places = [_object_at(written, part.path) for part in document.kept]
    is_known = [
        isinstance(place, dict) and _mark(place, part.path) == part.beside
        for place, part in zip(places, document.kept, strict=True)
    ]
    for place, part, same in zip(places, document.kept, is_known, strict=True):
        if same:
            for key, one in decode(part.parts, _ANY_LENGTH)[0].items():
                place.setdefault(key, one)
    version = max(document.version, VERSION) if document.kept else VERSION
    written[_SCHEMA] = f"{name}/{version}"
    return encoded(written, document.value, even=not document.kept)


@overload
def read_document(
    text: str | bytes,
    cls: None = None,
    *,
    bases: Iterable[PolicySet] = (),
    registry: Registry = BUILT_IN,
    limits: Limits = LIMITS,
) -> Document[Any]: ...
@overload
def read_document(
    text: str | bytes,
    cls: type[ValueT],
    *,
    bases: Iterable[PolicySet] = (),
    registry: Registry = BUILT_IN,
    limits: Limits = LIMITS,
) -> Document[ValueT]: ...
def read_document(
    text: str | bytes,
    cls: type[Any] | None = None,
    *,
    bases: Iterable[PolicySet] = (),
    registry: Registry = BUILT_IN,
    limits: Limits = LIMITS,
) -> Document[Any]:
    """What a JSON text of its own holds.

    Args:
        text: JSON, as text or as its UTF-8 bytes, with the key ``"schema"``.
        cls: the class that the value must have, such as ``Customer``; any, if left out.
        bases: for the overlay of a policy set, the sets that it may name as its base beside relcore's own.
        registry: the classes of third parties.
        limits: how much of a document is read; what is larger or deeper is refused.

    Returns:
        The value, the version in which it was written, and what only a newer version knows of it.

    Raises:
        DocumentError: the text is no JSON, states no schema or another one, is of a newer major version, or has
            faults; one group with the path of each.
        FieldError: no such class stands in a document of its own.

    >>> from relcore.model import Customer
    >>> read_document(write_document(Customer(id="c-1", name="Ana")), Customer).value.name
    'Ana'
    """
    wanted = None if cls is None else _wanted(cls)
    document, repeated = parsed(text, limits)
    try:
        read = _read(document, cls, wanted, bases, registry, limits)
    except DocumentError as error:
        told = {fault.field for fault in repeated}
        rest = [fault for fault in error.faults if fault.field not in told]
        raise refused([*repeated, *rest], cls) from None
    if repeated:
        raise refused(repeated, cls)
    return read


def _read(
    document: Any,
    cls: Any,
    wanted: str | None,
    bases: Iterable[PolicySet],
    registry: Registry,
    limits: Limits,
) -> Document[Any]:
    try:
        name, version = _schema_of(document, wanted)
        body = document.copy()
        del body[_SCHEMA]
        if version < VERSION or version.major > VERSION.major:
            body = upcast(body, name, version)
    except DocumentFault as fault:
        raise refused([fault], cls) from None
    if name == "relcore.policy_set":
        return Document(policy_set_of(body, bases, registry), version)
    asked: Any = SCHEMAS[name] if cls is None else cls
    if version <= VERSION:
        return Document(from_document(body, asked, registry=registry, limits=limits), version)
    removed = _without_unknown(body, asked, registry)
    value = from_document(body, asked, registry=registry, limits=limits)
    known = {**to_document(value, registry=registry), _SCHEMA: name}
    return Document(value, version, tuple(_kept(removed, known)))


def _wanted(cls: Any) -> str:
    try:
        return _name_of(cls)
    except TypeError:  # it has no hash
        raise _other_class(cls) from None


@lru_cache(maxsize=64)
def _name_of(cls: Any) -> str:
    """The name of the schema of a class, with or without type arguments."""
    name = _NAMES.get(get_origin(cls) or cls)
    if name is None:
        raise _other_class(cls)
    return name


def _other_class(cls: object) -> FieldError:
    known = ", ".join(one.__name__ for one in _NAMES)
    return FieldError("cls", cls, f"one of {known}", "Read other values with loads.")


def _schema_of(document: object, wanted: str | None) -> tuple[str, Version]:
    """The name and version that a document states; the name is the one that is wanted, if one is."""
    if not isinstance(document, dict):
        remedy = 'Write {"schema": ...} and the fields of the value.'
        raise DocumentFault("$", document, "an object with the key 'schema'", remedy)
    found = document.get(_SCHEMA)
    name_and_version = stated(found)
    if name_and_version is None:
        example = f'"schema": "{wanted or "relcore.customer"}/{VERSION}"'
        remedy = f"Write {example}; what was written by dumps, read with loads."
        raise DocumentFault("$.schema", found, "the name and version of a schema", remedy)
    name, _ = name_and_version
    if name not in SCHEMAS or wanted not in (None, name):
        near = None if name in SCHEMAS else nearest(name, SCHEMAS)
        remedy = f"Did you mean {near!r}?" if near else "Read it as what it is."
        raise DocumentFault("$.schema", found, wanted or ", ".join(SCHEMAS), remedy)
    return name_and_version


def _without_unknown(body: Any, cls: Any, registry: Registry) -> list[tuple[tuple[str | int, ...], Any]]:
    """Take from a document what its class does not know; what was taken, with the path to it."""
    removed: list[tuple[tuple[str | int, ...], Any]] = []
    for _ in range(20):  # of a great many, each look finds a part
        try:
            explaining_converter_of(registry).structure(body, cls)
        except Exception as error:  # whatever else is wrong with it is told when it is read
            paths = list(unknown_keys(error, body))
            removed += [(path, _object_at(body, path[:-1]).pop(path[-1])) for path in paths]
            if paths:
                continue
        break
    return removed


def _kept(removed: Iterable[tuple[tuple[str | int, ...], Any]], known: Any) -> Iterator[Kept]:
    objects: dict[tuple[str | int, ...], dict[Any, Any]] = {}
    for steps, value in removed:
        objects.setdefault(steps[:-1], {})[steps[-1]] = value
    for path, parts in objects.items():
        try:
            yield Kept(path, encode(parts), _mark(_object_at(known, path), path))
        except (ValueError, RecursionError):
            fault = DocumentFault(
                reduce(inside, path, "$"), parts, "values of JSON, and finite", "Write them as text."
            )
            raise refused([fault]) from None


def _mark(place: Any, path: tuple[str | int, ...]) -> str:
    """By what an object is known again."""
    if any(isinstance(step, int) for step in path):
        return hashlib.sha256(encode(place).encode()).hexdigest()
    return str(next((place[key] for key in (_SCHEMA, "kind", "is") if key in place), ""))


def _object_at(document: Any, path: tuple[str | int, ...]) -> Any:
    """What stands at a path; None where nothing does."""
    for step in path:
        try:
            document = document[step]
        except (LookupError, TypeError):
            return None
    return document
