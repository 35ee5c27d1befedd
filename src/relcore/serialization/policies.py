"""A policy is an object of its parameters that says what it is: ``{"is": "days", "days": 365}``.

The policies that relcore brings have bare names, those of third parties stand in a registry under names in a
namespace. What wraps a user's own policy is not written: reading wraps it again. A number keeps its type, a whole
one whole and one with a point a float: what was read back is what was written, to the digest.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, get_type_hints

from cattrs import Converter
from cattrs.dispatch import StructureHook, UnstructureHook
from cattrs.gen import override

from relcore.errors import FieldError, RegistryError
from relcore.policies import ContactRule, Criterion, Foreign, Metric, Recommender
from relcore.policies.criteria import BuiltInCriterion, built_in
from relcore.policies.foreign import BuiltInMetric, ForeignMetric, built_in_metric
from relcore.policy_set import FoldingRules
from relcore.serialization.records import field_names, reader_of_record, writer_of_record
from relcore.serialization.registry import Registry
from relcore.serialization.scalars import read_float, write_float, write_int
from relcore.serialization.shapes import CONTACT_RULES, CRITERIA, METRICS, RECOMMENDERS
from relcore.serialization.spelling import as_object, nearest

__all__ = ["configure_policies", "shapes_of", "unwrapped"]

_IS: Final = "is"
_NUMBER: Final = int | float


class _Shape(NamedTuple):
    """What can stand where a policy is asked for."""

    name: str
    brought: Mapping[str, type]
    wrap: Callable[[Any], Any] | None = None


_SHAPES: Final[dict[Any, _Shape]] = {
    Metric: _Shape("metrics", METRICS),
    BuiltInMetric: _Shape("metrics", METRICS, built_in_metric),
    Criterion: _Shape("criteria", CRITERIA),
    BuiltInCriterion: _Shape("criteria", CRITERIA, built_in),
    Recommender: _Shape("recommenders", RECOMMENDERS),
    ContactRule: _Shape("contact_rules", CONTACT_RULES),
}
_WRAPPERS: Final[dict[Any, Any]] = {Foreign: BuiltInCriterion, ForeignMetric: BuiltInMetric}


def configure_policies(converter: Converter, registry: Registry) -> None:
    """Teach a converter the policies of relcore and of a registry, by what they are, and the sets of them."""
    tables = shapes_of(registry)
    tags: dict[Any, str] = {cls: tag for table in tables.values() for tag, cls in table.items()}
    reads, writes = converter.register_structure_hook_factory, converter.register_unstructure_hook_factory
    converter.register_structure_hook_func(_is_number, _read_number)
    converter.register_unstructure_hook_func(_is_number, _write_number)
    converter.register_structure_hook_func(_is_number_or_none, _read_perhaps)
    converter.register_unstructure_hook_func(_is_number_or_none, _write_perhaps)
    reads(_is_shape, lambda cls: _reader_of_shape(_SHAPES[cls], tables[cls], converter))
    writes(_is_shape, lambda cls: _writer_of_shape(_SHAPES[cls], tables[cls], converter))
    reads(lambda cls: cls in tags, lambda cls: _reader_of_policy(cls, tags[cls], converter))
    writes(lambda cls: cls in tags, lambda cls: _writer_of_policy(cls, tags[cls], converter))
    reads(_is_wrapper, lambda cls: _reader_of_wrapper(cls, registry, converter))
    writes(_is_wrapper, lambda cls: converter.get_unstructure_hook(_WRAPPERS[cls]))
    reads(_is_folding, lambda cls: reader_of_record(cls, converter, **_numbers(cls)))
    writes(_is_folding, lambda cls: writer_of_record(cls, converter, **_numbers(cls)))


def shapes_of(registry: Registry) -> Mapping[Any, Mapping[str, type]]:
    """For every type that asks for a policy of some shape, the classes that can stand there, by what they say."""
    return {cls: {**shape.brought, **getattr(registry, shape.name)} for cls, shape in _SHAPES.items()}


def unwrapped(value: Any) -> Any:
    """A user's own policy without what wraps it; any other value as it is."""
    if type(value) is Foreign:
        return value.criterion
    return value.metric if type(value) is ForeignMetric else value


def _is_number(cls: Any) -> bool:
    return bool(cls == _NUMBER)


def _is_number_or_none(cls: Any) -> bool:
    return bool(cls == _NUMBER | None)


def _is_shape(cls: Any) -> bool:
    return cls in _SHAPES


def _is_wrapper(cls: Any) -> bool:
    return cls in _WRAPPERS


def _is_folding(cls: Any) -> bool:
    return cls is FoldingRules


def _read_number(value: Any, _: object) -> int | float:
    return value if type(value) is int else read_float(value)


def _write_number(value: Any) -> int | float:
    return write_int(value) if isinstance(value, int) else write_float(value)


def _read_perhaps(value: Any, cls: object) -> int | float | None:
    return None if value is None else _read_number(value, cls)


def _write_perhaps(value: Any) -> int | float | None:
    return None if value is None else _write_number(value)


def _numbers(cls: Any) -> dict[str, Any]:
    """What keeps the type of every number among the fields of a class."""
    exact = override(struct_hook=_read_number, unstruct_hook=_write_number)
    perhaps = override(struct_hook=_read_perhaps, unstruct_hook=_write_perhaps)
    try:
        types = get_type_hints(cls)
    except NameError as error:
        remedy = "Define the type at the top of its module."
        raise RegistryError(cls.__name__, error.name, "a type that its module knows", remedy) from None
    found: dict[str, Any] = {name: exact for name in field_names(cls) if types[name] is float}
    return found | {name: perhaps for name in field_names(cls) if types[name] == float | None}


def _reader_of_shape(shape: _Shape, known: Mapping[str, type], converter: Converter) -> StructureHook:
    """A hook that reads any policy of a shape as what it says it is."""
    wrap = shape.wrap

    def read_any(value: Any, _: object) -> Any:
        found: Any = converter.structure(value, known[_tag_of(value, known, shape.name)])
        return found if wrap is None else wrap(found)

    return read_any


def _writer_of_shape(shape: _Shape, known: Mapping[str, type], converter: Converter) -> UnstructureHook:
    """A hook that writes any policy of a shape that is known, if reading would give it back."""
    classes, brought = frozenset(known.values()), frozenset(shape.brought.values())

    def write_any(value: Any) -> Any:
        own = unwrapped(value)
        if type(own) not in classes:
            raise _unregistered(type(own), shape.name)
        is_wrapped = own is not value
        if is_wrapped is not (shape.wrap is not None and type(own) not in brought):
            remedy = "Give the policy itself: it is wrapped where it is composed."
            raise FieldError("", value, "a policy as the library composes it", remedy)
        return converter.unstructure(own)

    return write_any


def _reader_of_policy(cls: Any, tag: str, converter: Converter) -> StructureHook:
    """A hook for one class of policies, which takes objects that say they are one."""
    known = {tag: cls}
    read = reader_of_record(cls, converter, **_numbers(cls))

    def read_policy(value: Any, _: object) -> Any:
        _tag_of(value, known, None)
        return read({name: one for name, one in value.items() if name != _IS}, cls)

    return read_policy


def _writer_of_policy(cls: Any, tag: str, converter: Converter) -> UnstructureHook:
    write = writer_of_record(cls, converter, **_numbers(cls))
    return lambda value: {_IS: tag, **write(value)}


def _reader_of_wrapper(cls: Any, registry: Registry, converter: Converter) -> StructureHook:
    """A hook that reads a user's own policy, and wraps it."""
    shape = _SHAPES[_WRAPPERS[cls]]
    return _reader_of_shape(shape._replace(brought={}), getattr(registry, shape.name), converter)


def _tag_of(value: Any, known: Mapping[str, type], shape: str | None) -> str:
    """What an object says it is, if that is one of the policies that can stand here."""
    expected = f"a policy: {', '.join(known) or 'one of a registry'}"
    if not isinstance(value, dict):
        raise FieldError("", value, expected, f"{as_object(value)} Its key 'is' says what it is.")
    tag = value.get(_IS)
    if type(tag) is str and tag in known:
        return tag
    near = nearest(tag, known)
    remedy = f"Did you mean {near!r}?" if near else "Write one of these."
    if shape and type(tag) is str and "." in tag:
        register = f"pass a registry that has it: Registry({shape}=(...,))."
        remedy = f"{remedy} Or {register}" if near else f"{register[0].upper()}{register[1:]}"
    raise FieldError("Policy.is", tag, expected, remedy)


def _unregistered(cls: type, shape: str) -> RegistryError:
    remedy = f"Give it a code in a namespace of your own, and pass Registry({shape}=({cls.__name__},))."
    return RegistryError("policy", cls, "a policy of a registered class", remedy)
