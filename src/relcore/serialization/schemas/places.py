"""The places of a class: every field that stands in its documents, with its type and what it has without being given.

A place can be asked what it takes: a value is put there, and the class itself says whether it is refused, and
what was expected. So no bound is written down twice.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from itertools import chain
from typing import Any, ClassVar, Final, TypeVar, get_args, get_origin, get_type_hints

from attrs import NOTHING, Factory, fields, frozen, has, resolve_types

from relcore.errors import FieldError, RegistryError
from relcore.model import Content, FrozenMap, Note
from relcore.policies import Criterion, Days, Metric, Threshold
from relcore.policies.criteria import BuiltInCriterion
from relcore.policies.foreign import BuiltInMetric
from relcore.policy_set import STANDARD
from relcore.serialization.containers import is_object, is_row, union_members
from relcore.serialization.records import is_record
from relcore.vocabulary import Comparison

__all__ = ["UNFIT", "Ask", "Place", "asking", "places_of"]

Ask = Callable[[object], str | None]
"""Puts a value somewhere; what was expected there, where it is refused, and else None."""

UNFIT: Final = object()
"""What no field takes that checks what it is given."""

_FACTORY: Final[Any] = Factory
_MEASURE: Final = Days(1)
_JUDGED: Final = Threshold(_MEASURE, Comparison.AT_LEAST, 1)
_FOLDING: Final = STANDARD.folding
_MADE: Final[dict[type, Any]] = {
    type(made): made
    for made in (
        *STANDARD.advising.recommenders,
        STANDARD,
        _FOLDING,
        _FOLDING.lifecycle,
        _FOLDING.lifecycle.edges[0],
    )
}
"""What holds together by rules that no single field can be asked about."""
_VALUES: Final[dict[Any, tuple[Any, ...]]] = {
    str: ("x", "EUR", "PH"),
    int: (1, 2, 0),
    float: (1.0, 2.0, 0.5),
    bool: (False, True),
    Decimal: (Decimal(1), Decimal(2)),
    datetime: (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)),
    date: (date(2026, 1, 1),),
    time: (time(9), time(17)),
    tzinfo: (UTC,),
    Content: (Note("x"),),
    Metric: (_MEASURE,),
    BuiltInMetric: (_MEASURE,),
    Criterion: (_JUDGED,),
    BuiltInCriterion: (_JUDGED,),
}


@frozen
class Place:
    """A field of a class that stands in its documents.

    Args:
        name: the name of the field.
        alias: its name where the class is called.
        type: its type, with no name left to be resolved.
        is_required: whether a document must have it.
        default: what it has otherwise, where that does not depend on the other fields, and else ``NOTHING``.
    """

    name: str
    alias: str
    type: Any
    is_required: bool
    default: Any


@lru_cache(maxsize=512)
def places_of(cls: type) -> tuple[Place, ...]:
    """Every field of an attrs class or a dataclass that its documents have, in order.

    Raises:
        RegistryError: a type is a name that its module does not know.
    """
    try:
        if has(cls):
            resolve_types(cls)
            return tuple(_place(one) for one in fields(cls) if one.init)
        hints = get_type_hints(cls, include_extras=True)
    except NameError as error:
        remedy = "Define the type at the top of its module."
        raise RegistryError(cls.__name__, error.name, "a type that its module knows", remedy) from None
    members = (one for one in _dataclass_fields(cls) if one.init and not _is_of_class(hints[one.name]))
    return tuple(_place_of_dataclass(one, hints[one.name]) for one in members)


def _place(attribute: Any) -> Place:
    default = attribute.default
    if isinstance(default, _FACTORY):
        default = NOTHING if default.takes_self else default.factory()
    return Place(attribute.name, attribute.alias, attribute.type, attribute.default is NOTHING, default)


def _is_of_class(hint: Any) -> bool:
    return hint is ClassVar or get_origin(hint) is ClassVar


def _dataclass_fields(cls: Any) -> list[Any]:
    return list(cls.__dataclass_fields__.values())


def _place_of_dataclass(member: Any, type: Any) -> Place:
    if member.default is member.default_factory:  # both are missing
        return Place(member.name, member.name, type, True, NOTHING)
    default = member.default_factory() if callable(member.default_factory) else member.default
    return Place(member.name, member.name, type, False, default)


def asking(cls: type, name: str) -> Ask:
    """Asks a class about one of its fields, all the others being as they should.

    A refusal counts only if it names the field; and none does where another number in another field would change
    what is refused, or how.
    """
    places = {place.name: place for place in places_of(cls)}
    path, alias, sample = f"{cls.__name__}.{name}", places[name].alias, _sample(cls)
    if sample is None:
        return _silent

    def refused(value: object, sample: Mapping[str, Any]) -> str | None:
        try:
            cls(**{**sample, alias: value})
        except FieldError as error:
            return error.expected if error.field.partition("[")[0] == path else None
        except Exception:  # a third party's: it says nothing of the field
            return None
        return None

    if refused(UNFIT, sample) is None:
        return _silent
    others = (place for place in places.values() if place.name != name)
    for number, other in (varied for place in others for varied in _varied(cls, place, sample)):
        near = (UNFIT, number - 1, number, number + 1, number + 2)
        if any(refused(value, sample) != refused(value, other) for value in near):
            return _silent
    return lambda value: refused(value, sample)


def _silent(_: object) -> None:
    """Of what nobody can be asked about, nothing is expected."""


def _varied(
    cls: type, place: Place, sample: Mapping[str, Any]
) -> Iterator[tuple[int | float, Mapping[str, Any]]]:
    """The same values with another number in one of the fields, where there is one; and the number before."""
    number = sample.get(place.alias, place.default)
    for other in (number + 1, number - 1) if type(number) in (int, float) else ():
        varied = {**sample, place.alias: other}
        try:
            cls(**varied)
        except Exception:
            continue
        yield number, varied
        return


@lru_cache(maxsize=512)
def _sample(cls: type) -> Mapping[str, Any] | None:
    """Values for the fields of a class with which it can be made; None where none were found."""
    if made := _MADE.get(cls):
        return {place.alias: getattr(made, place.name) for place in places_of(cls)}
    places = {place.name: place for place in places_of(cls)}
    left = {name: _candidates(place.type) for name, place in places.items()}
    sample = {place.alias: next(left[name], None) for name, place in places.items() if place.is_required}
    while True:
        try:
            cls(**sample)
        except FieldError as error:  # it names the field that wants another value
            name = error.field.removeprefix(f"{cls.__name__}.").partition("[")[0]
            if name not in left or (value := next(left[name], NOTHING)) is NOTHING:
                return None
            sample[places[name].alias] = value
        except Exception:  # a third party's
            return None
        else:
            return sample


def _candidates(cls: Any) -> Iterator[Any]:
    """A few values of a type, the likeliest first."""
    if isinstance(cls, TypeVar):
        cls = Content  # it is the content of an interaction
    if cls in _VALUES:
        yield from _VALUES[cls]
    elif members := union_members(cls):
        if type(None) in members:
            yield None
        yield from chain.from_iterable(map(_candidates, members))
    elif is_row(cls):
        inner = get_args(cls)
        if inner[-1:] == (...,):
            yield ()
            yield from ((value,) for value in _candidates(inner[0]))
        else:
            yield tuple(next(_candidates(one), None) for one in inner)
    elif is_object(cls):
        yield FrozenMap()
    elif isinstance(cls, type) and issubclass(cls, Enum):
        yield from cls
    elif is_record(cls):
        sample = _sample(cls)
        if sample is not None:
            yield cls(**sample)
