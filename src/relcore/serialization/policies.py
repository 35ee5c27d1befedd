"""A policy is an object of its parameters that says what it is: ``{"is": "days", "days": 365}``.

Only the policies that relcore brings can be written and read. A number keeps its type, a whole one whole and
one with a point a float, since a digest tells the two apart: what was read back has the digest that it had.
"""

from collections.abc import Mapping
from typing import Any, Final

from attrs import fields
from cattrs import Converter
from cattrs.dispatch import StructureHook, UnstructureHook
from cattrs.gen import override

from relcore.errors import FieldError, RegistryError
from relcore.policies import (
    ActiveOwner,
    ActivityScore,
    After,
    AgreedType,
    AllOf,
    AnswerHours,
    AnyOf,
    Breaches,
    Cap,
    Categories,
    ConcernsOpen,
    Consented,
    ContactHours,
    ContactRule,
    CoolingOff,
    Count,
    Criterion,
    Days,
    Dependence,
    Elapsed,
    EndedFor,
    EndProposal,
    Foreign,
    Gifts,
    GraveConcerns,
    Growth,
    HealthScore,
    HeldConversations,
    HumanChannels,
    Information,
    InteractionDays,
    InteractionSpan,
    KeyContact,
    KeyCustomer,
    Known,
    LastingSatisfaction,
    LiveContact,
    MeanBasket,
    MemberInteractions,
    Metric,
    MotiveCompleteness,
    NeedsOpen,
    NoOpenConcern,
    Not,
    NotBlocked,
    Notices,
    NotUnwanted,
    Occasions,
    Offers,
    OfType,
    OpenConcerns,
    OpenNeeds,
    Opportunities,
    Outreach,
    Overdue,
    Overrun,
    Owned,
    Paces,
    PromisesDue,
    PurchaseDays,
    QuestionsOpen,
    QuietHours,
    Recommender,
    Reliability,
    Satisfaction,
    SatisfactionCall,
    Silence,
    Succession,
    SurveyScore,
    Threshold,
    Trust,
    TypeProposal,
    UnacknowledgedChanges,
    UnalertedOpportunities,
    UnansweredPause,
    UncoveredNeeds,
    Unidentified,
    Unmeasured,
    Unnoted,
    Unroutable,
    UnsettledGrievances,
    UnsourcedStatements,
    UsualGap,
    UsualGaps,
    VolumeChange,
    WinBack,
    Wished,
)
from relcore.policies.criteria import BuiltInCriterion
from relcore.policies.foreign import BuiltInMetric, ForeignMetric
from relcore.policy_set import FoldingRules
from relcore.serialization.records import reader_of_record, writer_of_record
from relcore.serialization.registry import Registry
from relcore.serialization.scalars import read_float, write_float, write_int
from relcore.serialization.spelling import nearest

__all__ = ["configure_policies"]

_IS = "is"
_METRICS: Final[dict[str, type]] = {
    "count": Count,  # the code of these four says what they look at
    "known": Known,
    "of_type": OfType,
    "survey_score": SurveyScore,
    **{
        cls.code: cls
        for cls in (
            PurchaseDays,
            Categories,
            Breaches,
            GraveConcerns,
            OpenConcerns,
            Opportunities,
            OpenNeeds,
            Overrun,
            UnsettledGrievances,
            AnswerHours,
            EndedFor,
            HeldConversations,
            CoolingOff,
            UsualGap,
            MeanBasket,
            Dependence,
            Reliability,
            LastingSatisfaction,
            Trust,
            MotiveCompleteness,
            Owned,
            InteractionDays,
            InteractionSpan,
            MemberInteractions,
            Silence,
            Overdue,
            ActivityScore,
            Satisfaction,
            VolumeChange,
            Growth,
            HealthScore,
            Unmeasured,
            Unnoted,
            UnacknowledgedChanges,
            UnalertedOpportunities,
            Unroutable,
            UncoveredNeeds,
            Unidentified,
            UnsourcedStatements,
            KeyCustomer,
            ActiveOwner,
            Outreach,
            HumanChannels,
            Days,
            Paces,
            UsualGaps,
        )
    },
}
_CRITERIA: Final[dict[str, type]] = {cls.code: cls for cls in (Threshold, Elapsed, AllOf, AnyOf, Not)}
_RECOMMENDERS: Final[dict[str, type]] = {
    cls.code: cls
    for cls in (
        TypeProposal,
        EndProposal,
        After,
        ConcernsOpen,
        Gifts,
        Information,
        KeyContact,
        LiveContact,
        NeedsOpen,
        Notices,
        Occasions,
        Offers,
        PromisesDue,
        QuestionsOpen,
        SatisfactionCall,
        Succession,
        WinBack,
    )
}
_CONTACT_RULES: Final[dict[str, type]] = {
    cls.code: cls
    for cls in (
        NotBlocked,
        Wished,
        AgreedType,
        Consented,
        NotUnwanted,
        NoOpenConcern,
        UnansweredPause,
        Cap,
        QuietHours,
        ContactHours,
    )
}
_SHAPES: Final[dict[Any, Mapping[str, type]]] = {
    Metric: _METRICS,
    BuiltInMetric: _METRICS,
    Criterion: _CRITERIA,
    BuiltInCriterion: _CRITERIA,
    Recommender: _RECOMMENDERS,
    ContactRule: _CONTACT_RULES,
}
_TAGS: Final[dict[Any, str]] = {
    cls: tag for tag, cls in (_METRICS | _CRITERIA | _RECOMMENDERS | _CONTACT_RULES).items()
}
_NUMBER: Final = int | float


def configure_policies(converter: Converter, registry: Registry) -> None:
    """Teach a converter the policies that relcore brings, by what they are, and the sets of them."""
    converter.register_structure_hook_func(_is_number, _read_number)
    converter.register_unstructure_hook_func(_is_number, _write_number)
    converter.register_structure_hook_factory(_is_shape, lambda cls: _reader_of_shape(cls, converter))
    converter.register_unstructure_hook_factory(_is_shape, lambda cls: _writer_of_shape(cls, converter))
    converter.register_structure_hook_factory(_is_policy, lambda cls: _reader_of_policy(cls, converter))
    converter.register_unstructure_hook_factory(_is_policy, lambda cls: _writer_of_policy(cls, converter))
    converter.register_structure_hook_factory(_is_wrapper, _refuse)
    converter.register_unstructure_hook_func(_is_wrapper, _refuse_wrapped)
    converter.register_structure_hook_factory(
        _is_folding, lambda cls: reader_of_record(cls, converter, **_numbers(cls))
    )
    converter.register_unstructure_hook_factory(
        _is_folding, lambda cls: writer_of_record(cls, converter, **_numbers(cls))
    )


def _is_number(cls: Any) -> bool:
    return bool(cls == _NUMBER)


def _is_shape(cls: Any) -> bool:
    return cls in _SHAPES


def _is_policy(cls: Any) -> bool:
    return cls in _TAGS


def _is_wrapper(cls: Any) -> bool:
    return cls in (Foreign, ForeignMetric)


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
    found: dict[str, Any] = {field.name: exact for field in fields(cls) if field.type is float}
    found |= {field.name: perhaps for field in fields(cls) if field.type == float | None}
    return found


def _reader_of_shape(cls: Any, converter: Converter) -> StructureHook:
    """A hook that reads any policy of a shape as what it says it is."""
    known = _SHAPES[cls]
    return lambda value, _: converter.structure(value, known[_tag_of(value, known)])


def _writer_of_shape(cls: Any, converter: Converter) -> UnstructureHook:
    """A hook that writes any policy of a shape that relcore brings."""
    known = frozenset(_SHAPES[cls].values())

    def write_any(value: Any) -> Any:
        return converter.unstructure(value) if type(value) in known else _refuse_wrapped(value)

    return write_any


def _reader_of_policy(cls: Any, converter: Converter) -> StructureHook:
    """A hook for one class of policies, which takes objects that say they are one."""
    known = {_TAGS[cls]: cls}
    read = reader_of_record(cls, converter, **_numbers(cls))

    def read_policy(value: Any, _: object) -> Any:
        _tag_of(value, known)
        return read({name: one for name, one in value.items() if name != _IS}, cls)

    return read_policy


def _writer_of_policy(cls: Any, converter: Converter) -> UnstructureHook:
    tag = _TAGS[cls]
    write = writer_of_record(cls, converter, **_numbers(cls))
    return lambda value: {_IS: tag, **write(value)}


def _tag_of(value: Any, known: Mapping[str, type]) -> str:
    """What an object says it is, if that is one of the policies that can stand here."""
    expected = f"a policy of relcore: {', '.join(known)}"
    if not isinstance(value, dict):
        raise FieldError("", value, expected, 'Write it as an object that says what it is: {"is": ...}.')
    tag = value.get(_IS)
    if type(tag) is str and tag in known:
        return tag
    near = nearest(tag, known)
    remedy = f"Did you mean {near!r}?" if near else "Write one of these."
    raise FieldError("Policy.is", tag, expected, remedy)


def _refuse_wrapped(value: Any) -> Any:
    """Say of a user's own policy, or of what wraps it, that it cannot travel."""
    if isinstance(value, Foreign):
        value = value.criterion
    elif isinstance(value, ForeignMetric):
        value = value.metric
    _refuse(type(value))


def _refuse(cls: type) -> Any:
    remedy = "Registering policies of one's own is not possible yet: keep the set in code."
    raise RegistryError("policy", cls, "a policy that relcore brings", remedy)
