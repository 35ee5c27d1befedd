"""A value is an object of its fields: every one is written, none beyond them is read, and none is coerced.

Fields with a default may be left out of a document; all others are required. The hooks are generated: one straight
function for each class, by cattrs what explains, and by :mod:`relcore.serialization.generated` what is fast.
"""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any, get_origin, get_type_hints

from attrs import has, resolve_types
from cattrs import ClassValidationError, Converter
from cattrs.dispatch import StructureHook, UnstructureHook
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from relcore.errors import FieldError, RegistryError
from relcore.model import UnknownContent
from relcore.serialization.generated import Field, Lazy, generated_reader, generated_writer, is_plain
from relcore.serialization.limits import FAULTS
from relcore.serialization.spelling import as_object

__all__ = ["field_names", "fields_with", "is_record", "reader_of_record", "together", "writer_of_record"]


def field_names(cls: Any) -> list[str]:
    """The names of the fields of a class, in their order."""
    cls = get_origin(cls) or cls
    return [field.name for field in _known(cls) if field.init]


def fields_with(name: str, cls: Any) -> list[str]:
    """The fields of a class whose values have a field of some name."""
    cls = get_origin(cls) or cls
    return [
        one.name for one in _known(cls) if one.init and is_record(one.type) and name in field_names(one.type)
    ]


def _known(cls: Any) -> Sequence[Any]:
    return dataclasses.fields(cls) if dataclasses.is_dataclass(cls) else cls.__attrs_attrs__


def together(faults: Sequence[Exception], cls: type) -> ClassValidationError:
    """The group in which cattrs hands on everything that is wrong with one object."""
    message = f"faults in {cls.__name__}"
    return ClassValidationError(message, faults, cls)  # pyright: ignore[reportCallIssue]


def is_record(cls: Any) -> bool:
    """Whether it is an attrs class or a dataclass, with or without type arguments."""
    cls = get_origin(cls) or cls
    return isinstance(cls, type) and (hasattr(cls, "__attrs_attrs__") or hasattr(cls, "__dataclass_fields__"))


def reader_of_record(
    cls: Any,
    converter: Converter,
    *,
    tag: tuple[str, str] | None = None,
    amend: Callable[[Any, Any], Any] | None = None,
    **overrides: Any,
) -> StructureHook:
    """A hook that reads an object as an instance of a class.

    Args:
        cls: an attrs class or a dataclass.
        converter: it has the hooks of the fields.
        tag: the key, and what stands under it, by which the object says what it is; of a converter with detailed
            validation, it is looked at elsewhere.
        amend: what makes an interaction whole whose content is of an unknown kind, likewise.
        overrides: cattrs' ``override`` with a ``struct_hook``, by the names of fields.

    Raises:
        Exception: of a converter without detailed validation, whatever went wrong first; of one with it,
            cattrs' ``ClassValidationError`` with everything that went wrong.
    """
    _resolve(cls)
    names, owner = ", ".join(field_names(cls)), get_origin(cls) or cls

    def by_cattrs() -> Callable[..., Any]:
        return make_dict_structure_fn(
            cls,
            converter,
            _cattrs_forbid_extra_keys=True,
            _cattrs_use_linecache=False,
            _cattrs_prefer_attrib_converters=False,
            _cattrs_detailed_validation=converter.detailed_validation,
            _cattrs_use_alias=False,
            **overrides,
        )

    if not converter.detailed_validation:
        plain = Lazy(by_cattrs)

        def sparse(value: Any, _: object) -> Any:
            if not isinstance(value, dict):
                raise _no_object(value, names)
            if tag is None:
                made = plain(value, cls)
                return amend(made, value) if amend and type(made.content) is UnknownContent else made
            key, own = tag
            if value.get(key) != own:
                raise FieldError(f"{owner.__name__}.{key}", value.get(key), repr(own), f"Write {own!r}.")
            return plain({name: one for name, one in value.items() if name != key}, cls)

        def generated() -> Callable[..., Any]:
            hooks = {name: one.struct_hook for name, one in overrides.items()}
            fields = _fields(owner, hooks, converter.get_structure_hook)
            return (
                sparse if fields is None else generated_reader(owner, fields, converter, sparse, tag, amend)
            )

        return Lazy(generated)

    explained: Callable[..., Any] = by_cattrs()

    def explain(value: object, _: object) -> Any:
        if not isinstance(value, dict):
            raise _no_object(value, names)
        if strange := [name for name in value if type(name) is not str][:FAULTS]:
            raise together([_no_key(name, value[name], owner) for name in strange], owner)
        return explained(value, cls)

    return explain


def _no_object(value: object, names: str) -> FieldError:
    return FieldError("", value, f"an object with {names or 'no fields'}", as_object(value))


def _fields(owner: Any, hooks: dict[str, Any], hook_of: Callable[[Any], Any]) -> list[Field] | None:
    """The fields of a class with their hooks; None where no source can be written for them."""
    types = get_type_hints(owner)
    fields = [
        Field(
            one.name,
            getattr(one, "alias", None) or one.name,
            Any if hooks.get(one.name) else types.get(one.name),
            hooks.get(one.name),
            one.default,
            getattr(one, "converter", None),
        )
        for one in _known(owner)
        if one.init
    ]
    if not is_plain(fields):
        return None
    return [field if field.hook else field._replace(hook=hook_of(field.type)) for field in fields]


def _no_key(name: object, value: object, cls: type) -> FieldError:
    return FieldError(f"{cls.__name__}.{name!r}", value, "text for a key", "Write the key in quotes.")


def writer_of_record(
    cls: Any, converter: Converter, *, tag: tuple[str, str] | None = None, **overrides: Any
) -> UnstructureHook:
    """A hook that writes an instance of a class as an object.

    Args:
        cls: an attrs class or a dataclass.
        converter: it has the hooks of the fields.
        tag: the key, and what stands under it, by which the object says what it is.
        overrides: cattrs' ``override`` with an ``unstruct_hook``, by the names of fields.

    Raises:
        FieldError: a field holds what cannot be read back; the class and the field are named.
    """
    _resolve(cls)
    owner = get_origin(cls) or cls

    def refuse(value: object, error: ValueError | None) -> Any:
        if error is None:
            raise FieldError("", value, f"a {owner.__name__}", f"Give a {owner.__name__}.")
        if not isinstance(error, FieldError) or error.field:
            raise error
        name = _first_misfit(value, owner, converter)
        raise type(error)(f"{owner.__name__}.{name}", error.value, error.expected, error.remedy) from None

    def by_cattrs() -> Callable[..., Any]:
        generated = make_dict_unstructure_fn(
            cls, converter, _cattrs_use_linecache=False, _cattrs_use_alias=False, **overrides
        )

        def write(value: Any) -> dict[str, Any]:
            if type(value) is not owner:
                refuse(value, None)
            try:
                document: dict[str, Any] = generated(value)
            except FieldError as error:
                document = refuse(value, error)
            return {**document, tag[0]: tag[1]} if tag else document

        return write

    def generated() -> Callable[..., Any]:
        hooks = {name: one.unstruct_hook for name, one in overrides.items()}
        fields = _fields(owner, hooks, lambda one: _writer_of(one, converter))
        return by_cattrs() if fields is None else generated_writer(owner, fields, converter, refuse, tag)

    return Lazy(generated)


def _writer_of(cls: Any, converter: Converter) -> Any:
    return converter.unstructure if cls is Any else converter.get_unstructure_hook(cls)


def _resolve(cls: Any) -> None:
    """Replace types that stand as text, also inside others, by what they name."""
    owner = get_origin(cls) or cls
    if has(owner):
        try:
            resolve_types(owner)
        except NameError as error:
            remedy = "Define the type at the top of its module."
            raise RegistryError(owner.__name__, error.name, "a type that its module knows", remedy) from None


def _first_misfit(value: Any, cls: type, converter: Converter) -> str:
    """The name of the first field whose value cannot be written by itself."""
    types = get_type_hints(cls)

    def fails(name: str) -> bool:
        try:
            converter.get_unstructure_hook(types[name])(getattr(value, name))
        except FieldError:
            return True
        return False

    return next(name for name in field_names(cls) if fails(name))
