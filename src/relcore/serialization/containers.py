"""Several values in a row are a list, several by name an object, and an optional one may be null.

A string is no list of letters, an object no list of its keys. A closed set that serves as a key stands as its
code.
"""

from collections.abc import Callable, Iterable, Mapping
from types import UnionType
from typing import Any, Union, get_args, get_origin

from cattrs import BaseValidationError, Converter, IterableValidationError
from cattrs.dispatch import StructureHook, UnstructureHook
from cattrs.errors import IterableValidationNote

from relcore.errors import FieldError
from relcore.model import FrozenMap
from relcore.serialization.generated import ready
from relcore.serialization.limits import COLLECTED
from relcore.serialization.spelling import as_object

__all__ = [
    "is_object",
    "is_optional",
    "is_row",
    "leaves",
    "reader_of_object",
    "reader_of_optional",
    "reader_of_row",
    "union_members",
    "writer_of_object",
    "writer_of_optional",
    "writer_of_row",
]

_LONGEST = 60
_ROWS = (tuple, list)
_OBJECTS: dict[Any, Callable[[dict[Any, Any]], Any]] = {
    FrozenMap: FrozenMap.owning,
    dict: dict,
    Mapping: FrozenMap.owning,
}


def union_members(cls: Any) -> tuple[Any, ...]:
    """The members of a union; nothing of any other type."""
    return get_args(cls) if get_origin(cls) in (Union, UnionType) else ()


def is_optional(cls: Any) -> bool:
    """Whether it is one type or None."""
    members = union_members(cls)
    return len(members) == 2 and type(None) in members


def is_row(cls: Any) -> bool:
    """Whether it is a tuple or list, with or without the type of its items."""
    return (get_origin(cls) or cls) in _ROWS


def is_object(cls: Any) -> bool:
    """Whether it is a mapping, with or without the types of its items."""
    return (get_origin(cls) or cls) in _OBJECTS


def _unwrapped(cls: Any) -> Any:
    (inner,) = (member for member in get_args(cls) if member is not type(None))
    return inner


def reader_of_optional(cls: Any, converter: Converter) -> StructureHook:
    """A hook that reads null as None and leaves the rest to the hook of the type itself."""
    inner = _unwrapped(cls)
    read = ready(converter.get_structure_hook(inner))
    return lambda value, _: None if value is None else read(value, inner)


def writer_of_optional(cls: Any, converter: Converter) -> UnstructureHook:
    """A hook that writes None as null and leaves the rest to the hook of the type itself."""
    write = ready(converter.get_unstructure_hook(_unwrapped(cls)))
    return lambda value: None if value is None else write(value)


def leaves(fault: Exception) -> int:
    """How many faults are told by one that may be a group of them."""
    return sum(map(leaves, fault.exceptions)) if isinstance(fault, BaseValidationError) else 1


def _shortened(place: object) -> object:
    return place[:_LONGEST] if isinstance(place, str) else place


def _collected(cls: Any, hooks: Iterable[tuple[Any, object, StructureHook, Any]]) -> list[Any]:
    """What every hook made of its value, or one group that says which failed, and where."""
    made: list[Any] = []
    faults: list[Exception] = []
    count = 0
    for place, value, read, inner in hooks:
        try:
            made.append(read(value, inner))
        except Exception as fault:
            fault.add_note(IterableValidationNote(f"at {_shortened(place)!r}", place, inner))
            faults.append(fault)
            count += leaves(fault)
            if count > COLLECTED:  # what is wrong beyond these is not told
                break
    if faults:
        raise IterableValidationError(f"faults in {cls!r}", faults, cls)  # pyright: ignore[reportCallIssue]
    return made


def _items(value: object) -> list[Any]:
    if isinstance(value, list):
        return value
    raise FieldError("", value, "a list", "Write [...], also for a single item.")


def _entries(value: object) -> dict[Any, Any]:
    if isinstance(value, dict):
        return value
    raise FieldError("", value, "an object", as_object(value))


def reader_of_row(cls: Any, converter: Converter) -> StructureHook:
    """A hook that reads a list as a tuple or list of items of one type, or of one type for each place."""
    make, inner = get_origin(cls) or cls, get_args(cls) or (Any, ...)
    if make is list or inner[-1] is ...:
        item = inner[0]
        read = ready(converter.get_structure_hook(item))

        def explain_row(value: object, _: object) -> Any:
            places = ((index, one, read, item) for index, one in enumerate(_items(value)))
            return make(_collected(cls, places))

        def read_row(value: object, _: object) -> Any:
            return make([read(one, item) for one in _items(value)])

        return explain_row if converter.detailed_validation else read_row

    hooks = [(ready(converter.get_structure_hook(one)), one) for one in inner]

    def read_places(value: object, _: object) -> Any:
        if not isinstance(value, list) or len(value) != len(hooks):
            raise FieldError("", value, f"a list of {len(hooks)} items", "Write one for each place.")
        places = zip(range(len(hooks)), value, hooks, strict=True)
        return make(_collected(cls, [(index, one, read, item) for index, one, (read, item) in places]))

    return read_places


def writer_of_row(cls: Any, converter: Converter) -> UnstructureHook:
    """A hook that writes a tuple or list as a list."""
    kind, inner = get_origin(cls) or cls, get_args(cls) or (Any, ...)
    if kind is list or inner[-1] is ...:
        write = ready(converter.get_unstructure_hook(inner[0]))

        def write_row(value: Any) -> list[Any]:
            if type(value) is not kind:
                raise FieldError("", value, f"a {kind.__name__}", f"Give a {kind.__name__}.")
            return [write(one) for one in value]

        return write_row

    hooks = [ready(converter.get_unstructure_hook(one)) for one in inner]

    def write_places(value: Any) -> list[Any]:
        if type(value) is not kind or len(value) != len(hooks):
            raise FieldError("", value, f"a {kind.__name__} of {len(hooks)} items", "Give them all.")
        return [write(one) for write, one in zip(hooks, value, strict=True)]

    return write_places


def reader_of_object(cls: Any, converter: Converter) -> StructureHook:
    """A hook that reads an object as a mapping of the class's own kind."""
    make = _OBJECTS[get_origin(cls) or cls]
    key, item = get_args(cls) or (str, Any)
    read_key, read = converter.get_structure_hook(key), ready(converter.get_structure_hook(item))

    def read_entry(entry: tuple[Any, Any], _: object) -> tuple[Any, Any]:
        return read_key(entry[0], key), read(entry[1], item)

    def explain_object(value: object, _: object) -> Any:
        entries = _entries(value).items()
        return make(dict(_collected(cls, ((entry[0], entry, read_entry, None) for entry in entries))))

    def read_object(value: object, _: object) -> Any:
        return make({read_key(name, key): read(one, item) for name, one in _entries(value).items()})

    return explain_object if converter.detailed_validation else read_object


def writer_of_object(cls: Any, converter: Converter) -> UnstructureHook:
    """A hook that writes a mapping as an object with text for keys."""
    key, item = get_args(cls) or (Any, Any)
    write_key, write = converter.get_unstructure_hook(key), ready(converter.get_unstructure_hook(item))

    def write_object(value: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise FieldError("", value, "a mapping", "Give a FrozenMap or a dict.")
        written = {write_key(name): write(one) for name, one in value.items()}
        for name in written:
            if type(name) is not str:
                raise FieldError("", name, "text for a key", "Give a str or a member of a closed set.")
        return written

    return write_object
