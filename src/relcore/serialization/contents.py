"""A content carries its kind wherever it stands, and a kind that nobody registered keeps its document whole.

``{"kind": "purchase", ...}`` is read by the class that the registry names for the kind. Another kind is no
fault: it becomes an :class:`~relcore.model.UnknownContent`, which is written again as the very same object.
Direction and department are the interaction's, and always stand in its document, since an unknown kind has no
default for them; an unknown content that stands alone has those of its class.
"""

import json
from collections.abc import Iterator
from itertools import islice
from math import isfinite
from typing import Any, TypeVar, get_args, get_origin

from attrs import evolve
from cattrs import ClassValidationError, Converter
from cattrs.dispatch import StructureHook, UnstructureHook
from cattrs.gen import override

from relcore.errors import FieldError, RegistryError
from relcore.model import Content, ContentRegistry, Interaction, UnknownContent
from relcore.serialization.containers import union_members
from relcore.serialization.faults import Unshown
from relcore.serialization.generated import ready
from relcore.serialization.limits import FAULTS, overgrown
from relcore.serialization.records import is_record, reader_of_record, together, writer_of_record
from relcore.serialization.scalars import is_whole
from relcore.serialization.text import CANONICAL

__all__ = ["configure_contents"]

_LONGEST = 60
_KIND = 'the code of a content, such as "purchase"'


def configure_contents(converter: Converter, registry: ContentRegistry) -> None:
    """Teach a converter interactions, and the contents of a registry by their kinds."""
    classes = dict(registry.classes)
    known = frozenset(classes.values())

    readers: dict[
        str, StructureHook
    ] = {}  # of the kinds that were read, since a look into the converter costs more
    writers: dict[type, UnstructureHook] = {}

    def read_any(value: Any, cls: object) -> Any:
        kind = value.get("kind") if type(value) is dict else None
        read = readers.get(kind) if type(kind) is str else None
        return read(value, cls) if read else read_first(value)

    def read_first(value: Any) -> Any:
        kind = _kind_of(value)
        cls = classes.get(kind)
        if cls is None:
            return converter.structure(value, UnknownContent)
        read = readers[kind] = ready(converter.get_structure_hook(cls))
        return read(value, cls)

    def write_any(value: Any) -> Any:
        write = writers.get(type(value))
        if write is None:
            if type(value) not in known and type(value) is not UnknownContent:
                raise _unregistered(type(value))
            write = writers[type(value)] = ready(converter.get_unstructure_hook(type(value)))
        return write(value)

    def is_choice(cls: Any) -> bool:
        return bool(choice := _choice(cls)) and all(
            one in known or one is UnknownContent or one is Content for one in choice
        )

    def reader_of_choice(cls: Any) -> StructureHook:
        choice, optional = _choice(cls), type(None) in union_members(cls)
        expected = " or ".join(repr(one.kind) if one in known else "another kind" for one in choice)

        def read(value: Any, _: object) -> Any:
            if value is None and optional:
                return None
            content = read_any(value, Content)
            if type(content) not in choice and Content not in choice:
                raise FieldError("Content.kind", content.kind, expected, "Write one of these.")
            return content

        return read

    def reader_of_interaction(cls: Any) -> StructureHook:
        (asked,) = get_args(cls) or (Content,)
        is_open = asked in (Any, Content) or isinstance(asked, TypeVar)
        read_content = read_any if is_open else converter.get_structure_hook(asked)
        read = ready(
            reader_of_record(
                Interaction[Any],
                converter,
                amend=_with_sides,
                content=override(
                    struct_hook=read_any if is_open else lambda value, _: read_content(value, asked)
                ),
            )
        )
        if not converter.detailed_validation:
            at_once: StructureHook = read
            return at_once

        def explain_interaction(value: Any, _: object) -> Any:
            interaction = read(value, Interaction)
            unknown = type(interaction.content) is UnknownContent
            return _with_sides(interaction, value) if unknown else interaction

        return explain_interaction

    def writer_of_interaction(_: Any) -> UnstructureHook:
        return writer_of_record(Interaction, converter, content=override(unstruct_hook=write_any))

    def is_stranger(cls: Any) -> bool:
        stated = isinstance(cls, type) and isinstance(getattr(cls, "kind", None), str)
        return stated and cls not in known and hasattr(cls, "direction") and hasattr(cls, "department")

    def refuse(cls: Any) -> Any:
        raise _unregistered(cls)

    converter.register_structure_hook_factory(is_choice, reader_of_choice)
    converter.register_structure_hook_func(lambda cls: cls is Content, read_any)
    converter.register_unstructure_hook_func(lambda cls: cls is Content, write_any)
    converter.register_structure_hook_factory(is_stranger, refuse)
    converter.register_unstructure_hook_factory(is_stranger, refuse)
    converter.register_structure_hook_factory(lambda cls: cls in known, lambda cls: _reader(cls, converter))
    converter.register_unstructure_hook_factory(lambda cls: cls in known, lambda cls: _writer(cls, converter))
    converter.register_structure_hook_func(lambda cls: cls is UnknownContent, _read_unknown)
    converter.register_unstructure_hook_func(lambda cls: cls is UnknownContent, _write_unknown)
    converter.register_structure_hook_factory(_is_interaction, reader_of_interaction)
    converter.register_unstructure_hook_factory(_is_interaction, writer_of_interaction)


def _with_sides(interaction: Interaction[Any], document: dict[str, Any]) -> Interaction[Any]:
    """An interaction with an unknown content, which is told the direction and department that it has no default for."""
    content = interaction.content
    if missing := [name for name in ("direction", "department") if name not in document]:
        raise together([_unstated(name, content) for name in missing], Interaction)
    sides = {"direction": interaction.direction, "department": interaction.department}
    return evolve(interaction, content=evolve(content, **sides))


def _is_interaction(cls: Any) -> bool:
    return (get_origin(cls) or cls) is Interaction


def _choice(cls: Any) -> tuple[Any, ...]:
    return tuple(one for one in union_members(cls) if one is not type(None))


def _unregistered(cls: type) -> RegistryError:
    remedy = "Pass a registry that has it, such as Registry(contents=(...,))."
    return RegistryError("content", cls, "a content of a registered class", remedy)


def _unstated(name: str, content: UnknownContent) -> FieldError:
    remedy = (
        f"Write it: a content of the kind {content.kind!r}, which is not known here, has no default for it."
    )
    return FieldError(f"Interaction.{name}", None, f"the {name} of the interaction", remedy)


def _kind_of(value: Any) -> str:
    if not isinstance(value, dict):
        raise FieldError("", value, 'an object with "kind"', 'Write {"kind": "purchase", ...}.')
    kind = value.get("kind")
    if type(kind) is not str or not kind:
        raise FieldError("Content.kind", kind, _KIND, "Say what kind of content it is.")
    return kind


def _reader(cls: Any, converter: Converter) -> StructureHook:
    """A hook for one class of contents, which takes objects of its own kind only."""
    _must_be_record(cls)
    own: str = cls.kind
    read = reader_of_record(cls, converter, tag=("kind", own))
    if not converter.detailed_validation:
        return read

    def explain_content(value: Any, _: object) -> Any:
        faults: list[Exception] = []
        content: Any = None
        try:
            if _kind_of(value) != own:
                raise FieldError("Content.kind", value["kind"], repr(own), f"Write {own!r}.")
        except FieldError as fault:
            if not fault.field:
                raise
            faults.append(fault)
        try:
            content = read({name: one for name, one in value.items() if name != "kind"}, cls)
        except ClassValidationError as group:
            faults.extend(group.exceptions)
        if faults:
            raise together(faults, cls)
        return content

    return explain_content


def _writer(cls: Any, converter: Converter) -> UnstructureHook:
    _must_be_record(cls)
    return writer_of_record(cls, converter, tag=("kind", cls.kind))


def _must_be_record(cls: type) -> None:
    if not is_record(cls):
        remedy = "Decorate it with attrs.frozen, or register hooks of your own for it with the converter."
        raise RegistryError("content", cls, "an attrs class or a dataclass", remedy)


def _read_unknown(value: Any, _: object) -> UnknownContent:
    kind = _kind_of(value)
    fields = {name: one for name, one in value.items() if name != "kind"}
    if faults := _faults(fields):
        raise together(faults, UnknownContent)
    return UnknownContent(kind, CANONICAL.encode(fields))


def _write_unknown(value: Any) -> dict[str, Any]:
    if type(value) is not UnknownContent:
        raise FieldError("", value, "an UnknownContent", "Give an UnknownContent.")
    try:
        fields = json.loads(value.document)
        if not isinstance(fields, dict) or "kind" in fields or _faults(fields):
            raise ValueError
    except (ValueError, TypeError, RecursionError):
        expected, remedy = "a JSON object as text, without the kind", "Write it as in '{\"points\":3}'."
        raise FieldError("UnknownContent.document", value.document, expected, remedy) from None
    return {"kind": value.kind, **fields}


def _faults(fields: dict[Any, Any]) -> list[FieldError]:
    """Whatever JSON has no exact text for, or the one fault of being too much."""
    if much := overgrown(fields):
        return [FieldError("", Unshown(much.found), much.expected, much.remedy)]
    return list(islice(_not_plain(fields, "Content"), FAULTS + 1))


def _not_plain(value: Any, path: str) -> Iterator[FieldError]:
    cls = type(value)
    if isinstance(value, dict):
        for name, one in value.items():
            if type(name) is not str:
                yield FieldError(path, name, "text for a key", "Write it in quotes.")
            elif not is_whole(name):
                yield FieldError(path, name, "text without halves of surrogate pairs", "Write another key.")
            else:
                yield from _not_plain(one, f"{path}.{name[:_LONGEST]}")
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from _not_plain(one, f"{path}[{index}]")
    elif cls is str:
        if not is_whole(value):
            yield FieldError(path, value, "text without halves of surrogate pairs", "Write it anew.")
    elif not (value is None or cls in (int, bool) or (cls is float and isfinite(value))):
        yield FieldError(path, value, "a value of JSON, and finite", "Write it as text.")
