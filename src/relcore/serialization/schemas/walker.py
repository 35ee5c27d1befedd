"""From the types of a class to its schema: one definition for each class, and for each sort of value one rule.

The rules are asked in the order in which the readers are, so that a schema describes what they take.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Annotated, Any, Final, TypeVar, get_args, get_origin

from attrs import NOTHING

from relcore.errors import RegistryError
from relcore.model import BUILT_IN_CONTENTS, Content, FrozenMap, Interaction, UnknownContent
from relcore.policies import ContactRule, Criterion, Foreign, Metric, Recommender
from relcore.policies.criteria import BuiltInCriterion
from relcore.policies.foreign import BuiltInMetric, ForeignMetric
from relcore.serialization.containers import is_object, is_optional, is_row, union_members
from relcore.serialization.converters import converter_of
from relcore.serialization.policies import shapes_of
from relcore.serialization.records import is_record
from relcore.serialization.registry import Registry
from relcore.serialization.scalars import is_closed_set
from relcore.serialization.schemas.bounds import bounds_of_list, bounds_of_number, bounds_of_text
from relcore.serialization.schemas.docstrings import described
from relcore.serialization.schemas.places import Ask, Place, asking, places_of
from relcore.serialization.schemas.scalars import NUMBER, SCALAR_OF, SCALARS, reference

__all__ = ["Schema", "Walker"]

Schema = dict[str, Any]

_UNKNOWN: Final = "UnknownContent"
_ANYTHING: Final = "Content"
_SHAPES: Final[Mapping[Any, tuple[str, Any]]] = {
    Metric: ("Metric", Metric),
    BuiltInMetric: ("Metric", Metric),
    ForeignMetric: ("Metric", Metric),
    Criterion: ("Criterion", Criterion),
    BuiltInCriterion: ("Criterion", Criterion),
    Foreign: ("Criterion", Criterion),
    Recommender: ("Recommender", Recommender),
    ContactRule: ("ContactRule", ContactRule),
}
"""What each type that asks for a policy is called, and the shape of it; what wraps a user's own is not written."""
_SAYS_WHAT_IT_IS: Final = "A policy, as an object of its parameters that says what it is."
_PLAIN: Final[Mapping[Any, Callable[[Ask], Schema]]] = {
    str: lambda ask: {"type": "string", **bounds_of_text(ask)},
    int: lambda ask: {"type": "integer", **bounds_of_number(ask, whole=True)},
    float: lambda ask: {"type": "number", **bounds_of_number(ask, whole=False)},
    NUMBER: lambda ask: {"type": "number", **bounds_of_number(ask, whole=False)},
    bool: lambda _: {"type": "boolean"},
    type(None): lambda _: {"type": "null"},
    Any: lambda _: {},
}


class Walker:
    """Makes the schema of a class, and gathers the definitions that it refers to.

    Args:
        registry: the classes of third parties.
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._contents: dict[Any, str] = {cls: kind for kind, cls in registry.contents.classes.items()}
        self._shapes = shapes_of(registry)
        self._policies: dict[Any, str] = {
            cls: code for classes in self._shapes.values() for code, cls in classes.items()
        }
        self._made: dict[str, Schema] = {}
        self._names: dict[Any, str] = {}

    @property
    def definitions(self) -> Schema:
        """Every definition so far, in the order of their names."""
        return dict(sorted(self._made.items()))

    def record(self, cls: type) -> Schema:
        """The schema of a class, as an object of its fields."""
        properties: Schema = {}
        required: list[str] = []
        for key, tags in (("is", self._policies), ("kind", self._contents)):
            if cls in tags:
                properties[key] = {"const": tags[cls]}
                required.append(key)
        told = described(cls).fields
        for place in places_of(cls):
            properties[place.name] = self._property(cls, place, told.get(place.name))
            if place.is_required:
                required.append(place.name)
        text = described(cls).text
        return {
            "title": cls.__name__,
            **({"description": text} if text else {}),
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
            **(self._stated() if cls is Interaction else {}),
        }

    def _property(self, cls: type, place: Place, told: str | None) -> Schema:
        ask = asking(cls, place.name)
        schema = dict(self.of(place.type, ask, f"{cls.__name__}.{place.name}"))
        if told:
            schema["description"] = told
        if place.default is not NOTHING:
            schema["default"] = converter_of(self._registry).unstructure(place.default)
        return schema

    def of(self, cls: Any, ask: Ask, where: str) -> Schema:
        """The schema of a type.

        Args:
            cls: the type.
            ask: what is taken where it stands.
            where: the field.

        Raises:
            RegistryError: there is no schema for such a type.
        """
        for applies, make in self._rules():
            if applies(cls):
                return make(cls, ask, where)
        remedy = "Use a type of the model's own, or register the class."
        raise RegistryError(where, cls, "a type for which there is a JSON Schema", remedy)

    def _rules(self) -> tuple[tuple[Callable[[Any], Any], Callable[[Any, Ask, str], Schema]], ...]:
        return (
            (_unwrapped, lambda cls, ask, where: self.of(_unwrapped(cls), ask, where)),
            (lambda cls: cls is Content or isinstance(cls, TypeVar), lambda *_: self._any_content()),
            (self._is_choice, self._choice),
            (lambda cls: cls is UnknownContent, lambda *_: self._unknown_content()),
            (lambda cls: cls in _SHAPES, lambda cls, *_: self._shape(*_SHAPES[cls])),
            (lambda cls: cls in _PLAIN, lambda cls, ask, _: _PLAIN[cls](ask)),
            (lambda cls: cls in SCALAR_OF, lambda cls, *_: self._scalar(SCALAR_OF[cls])),
            (is_optional, self._optional),
            (is_object, self._object),
            (is_row, self._row),
            (is_closed_set, lambda cls, *_: self._codes(cls)),
            (self._is_known_record, lambda cls, *_: self._reference(get_origin(cls) or cls)),
        )

    def _is_known_record(self, cls: Any) -> bool:
        """Whether it is a class that documents can hold, and not a content that is not registered."""
        cls = get_origin(cls) or cls
        if not is_record(cls):
            return False
        is_content = isinstance(getattr(cls, "kind", None), str) and hasattr(cls, "department")
        return cls in self._contents or not (is_content and hasattr(cls, "direction"))

    def _is_choice(self, cls: Any) -> bool:
        members = [one for one in union_members(cls) if one is not type(None)]
        known = (*self._contents, UnknownContent, Content)
        return bool(members) and all(one in known for one in members)

    def _choice(self, cls: Any, ask: Ask, where: str) -> Schema:
        return {"anyOf": [self.of(one, ask, where) for one in union_members(cls)]}

    def _any_content(self) -> Schema:
        if _ANYTHING not in self._made:
            self._made[_ANYTHING] = {}  # contents may hold contents
            choice = [self._reference(cls) for cls in self._contents]
            told = "What an interaction was about, by its kind."
            self._made[_ANYTHING] = {"description": told, "oneOf": [*choice, self._unknown_content()]}
        return reference(_ANYTHING)

    def _unknown_content(self) -> Schema:
        """Any object of a kind that is neither registered nor in a namespace that is relcore's own."""
        from_here = sorted(BUILT_IN_CONTENTS.classes)
        beyond = sorted(kind for kind in self._contents.values() if "." in kind)
        own = {"pattern": f"^(?:{'|'.join(from_here)})(?:\\.|$)"}
        others = [{"enum": beyond}] if beyond else []
        self._made[_UNKNOWN] = {
            "title": _UNKNOWN,
            "description": described(UnknownContent).text or "A content of a kind that is not known here.",
            "type": "object",
            "properties": {"kind": {"type": "string", "minLength": 1, "not": {"anyOf": [own, *others]}}},
            "required": ["kind"],
        }
        return reference(_UNKNOWN)

    def _stated(self) -> Schema:
        """A content of an unknown kind has no direction and department of its own."""
        unknown = {"required": ["content"], "properties": {"content": self._unknown_content()}}
        return {"if": unknown, "then": {"required": ["direction", "department"]}}

    def _shape(self, name: str, shape: Any) -> Schema:
        if name not in self._made:
            self._made[name] = {}  # policies hold policies
            choice = [self._reference(cls) for cls in self._shapes[shape].values()]
            self._made[name] = {"description": _SAYS_WHAT_IT_IS, "oneOf": choice}
        return reference(name)

    def _scalar(self, name: str) -> Schema:
        self._made[name] = SCALARS[name]
        for inner in ("Decimal", "Instant") if "anyOf" in SCALARS[name] else ():
            self._made[inner] = SCALARS[inner]
        return reference(name)

    def _optional(self, cls: Any, ask: Ask, where: str) -> Schema:
        (inner,) = (one for one in union_members(cls) if one is not type(None))
        schema = self.of(inner, ask, where)
        if isinstance(schema.get("type"), str) and "enum" not in schema:
            return {**schema, "type": [schema["type"], "null"]}
        return {"anyOf": [schema, {"type": "null"}]}

    def _object(self, cls: Any, ask: Ask, where: str) -> Schema:
        key: Any
        key, inner = get_args(cls) or (str, Any)
        item = self.of(inner, lambda value: ask(FrozenMap({"x": value})), f"{where}[...]")
        if key is str:
            return {"type": "object", "additionalProperties": item}
        if not is_closed_set(key):
            remedy = "Use text, or a closed set, for its keys."
            raise RegistryError(where, cls, "a mapping with text for keys", remedy)
        return {"type": "object", "propertyNames": self._codes(key), "additionalProperties": item}

    def _row(self, cls: Any, ask: Ask, where: str) -> Schema:
        inner = get_args(cls) or (Any, ...)
        if (get_origin(cls) or cls) is list or inner[-1] is ...:
            item = self.of(inner[0], lambda value: ask((value,)), f"{where}[...]")
            return {"type": "array", "items": item, **bounds_of_list(ask)}
        places = [self.of(one, _unasked, f"{where}[{index}]") for index, one in enumerate(inner)]
        return {"type": "array", "prefixItems": places, "minItems": len(places), "items": False}

    def _codes(self, cls: type[Enum]) -> Schema:
        name = self._named(cls)
        if name not in self._made:
            told = described(cls).text
            self._made[name] = {
                "title": cls.__name__,
                **({"description": told} if told else {}),
                "enum": [member.value for member in cls],
            }
        return reference(name)

    def _reference(self, cls: type) -> Schema:
        name = self._named(cls)
        if name not in self._made:
            self._made[name] = {}  # it may hold itself
            self._made[name] = self.record(cls)
        return reference(name)

    def _named(self, cls: type) -> str:
        """The name of a class's definition: that of the class, unless another has it."""
        if cls not in self._names:
            tag = self._contents.get(cls) or self._policies.get(cls) or f"{cls.__module__}.{cls.__qualname__}"
            taken = {
                *self._names.values(),
                *SCALARS,
                _UNKNOWN,
                _ANYTHING,
                *(one for one, _ in _SHAPES.values()),
            }
            self._names[cls] = next(name for name in (cls.__name__, tag) if name not in taken)
        return self._names[cls]


def _unasked(_: object) -> None:
    """Of what stands within a place of a list, nothing is asked."""


def _unwrapped(cls: Any) -> Any:
    """What a new type or an annotated one is made of; None of any other."""
    return get_args(cls)[0] if get_origin(cls) is Annotated else getattr(cls, "__supertype__", None)
