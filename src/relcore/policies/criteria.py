"""A criterion is true, false or unknown, and says why.

Three truth values after Kleene: unknown and false is false, unknown or true is true, not unknown is unknown.
Deciding stops at the first answer; judging looks at everything; both agree.

What a user wrote is wrapped where it is composed: it sees a frozen snapshot.
"""

import operator
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from attrs import field, frozen

from relcore.errors import PolicyError, RelcoreError
from relcore.model.decision import Reason
from relcore.model.relationship import Relationship
from relcore.model.validation import check_member
from relcore.policies.durations import counted_days
from relcore.policies.foreign import BuiltInMetric, built_in_metric
from relcore.policies.protocols import Criterion, Finding, Metric
from relcore.policies.situation import Situation
from relcore.vocabulary import Anchor, Comparison

__all__ = [
    "AllOf",
    "AnyOf",
    "BuiltInCriterion",
    "Elapsed",
    "Foreign",
    "Not",
    "Threshold",
    "at_least",
    "at_most",
    "built_in",
]


class _Operators:
    """``&``, ``|`` and ``~`` for built-in criteria; composing flattens, so a & b & c is one node."""

    __slots__ = ()

    def __and__(self: Criterion, other: Criterion) -> "AllOf":
        return AllOf((self, other))

    def __rand__(self: Criterion, other: Criterion) -> "AllOf":
        return AllOf((other, self))

    def __or__(self: Criterion, other: Criterion) -> "AnyOf":
        return AnyOf((self, other))

    def __ror__(self: Criterion, other: Criterion) -> "AnyOf":
        return AnyOf((other, self))

    def __invert__(self: Criterion) -> "Not":
        return Not(self)


_OPERATORS: Final[dict[Comparison, Callable[[float, float], bool]]] = {
    Comparison.AT_LEAST: operator.ge,
    Comparison.AT_MOST: operator.le,
    Comparison.MORE_THAN: operator.gt,
    Comparison.LESS_THAN: operator.lt,
    Comparison.EQUAL_TO: operator.eq,
}
_ANCHORS: Final[dict[Anchor, Callable[[Relationship], datetime]]] = {
    Anchor.STAGE: operator.attrgetter("stage_since"),
    Anchor.EPISODE: operator.attrgetter("episode_since"),
    Anchor.ENGAGED: operator.attrgetter("engaged_at"),
}


@frozen
class Threshold(_Operators):
    """A metric held against a number.

    Args:
        metric: what is measured.
        comparison: how it is compared.
        required: the number.
        name: the code of its reason; the metric's own unless given.
    """

    code = "threshold"

    metric: BuiltInMetric = field(converter=built_in_metric)
    comparison: Comparison
    required: int | float
    name: str | None = None
    _holds: Callable[[float, float], bool] = field(init=False, repr=False, eq=False)
    _of_none: tuple[Reason, ...] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        check_member(self.comparison, Comparison, "Threshold.comparison")
        object.__setattr__(self, "_holds", _OPERATORS[self.comparison])
        required = self.required
        if isinstance(required, bool) or not isinstance(required, int | float) or required != required:  # noqa: PLR0124
            raise PolicyError("Threshold.required", required, "a number", "Give the number to compare with.")
        object.__setattr__(self, "_of_none", (self._reason(0, ()),))

    def decide(self, situation: Situation) -> bool | None:
        """The truth alone."""
        measured = self.metric.measure(situation)
        return None if measured is None else self._holds(measured, self.required)

    def because(self, situation: Situation) -> tuple[Reason, ...]:
        """Its one reason."""
        measured, evidence = self.metric.measure(situation), self.metric.evidence(situation)
        if type(measured) is int and not measured and not evidence:
            return self._of_none  # one value for all who have none of it
        return (self._reason(measured, evidence),)

    def _reason(self, measured: int | float | None, evidence: tuple[str, ...]) -> Reason:
        code = self.metric.code if self.name is None else self.name
        holds = None if measured is None else self._holds(measured, self.required)
        return Reason(code, holds, measured, self.comparison, self.required, self.metric.unit, evidence)

    def judge(self, situation: Situation) -> Finding:
        """The truth with its reason."""
        return Finding.of(*self.because(situation))


def at_least(metric: Metric, required: float, name: str | None = None) -> Threshold:
    """The metric is the number or more."""
    return Threshold(metric, Comparison.AT_LEAST, required, name)


def at_most(metric: Metric, required: float, name: str | None = None) -> Threshold:
    """The metric is the number or less."""
    return Threshold(metric, Comparison.AT_MOST, required, name)


@frozen
class Elapsed(_Operators):
    """More time than a limit has passed since an anchor: the only way in which time moves a stage.

    Its deadline, the anchor plus the limit, is the last good instant: this holds strictly after.

    Args:
        since: the anchor.
        limit: a metric in days that is constant while nothing happens.
        name: the code of its reason.
    """

    code = "elapsed"

    since: Anchor
    limit: BuiltInMetric = field(converter=built_in_metric)
    name: str
    anchor: Callable[[Relationship], datetime] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        check_member(self.since, Anchor, "Elapsed.since")
        object.__setattr__(self, "anchor", _ANCHORS[self.since])
        if not self.limit.steady:
            expected = "a metric that is constant between events"
            raise PolicyError("Elapsed.limit", self.limit, expected, "Choose one that no clock moves.")

    def deadline(self, situation: Situation) -> datetime | None:
        """The last instant at which it does not hold yet; None where the limit is unknown."""
        days = self.limit.measure(situation)
        if days is None:
            return None
        if days < 0:
            raise PolicyError(
                f"{self.name}: {self.limit.code}", days, "days of zero or more", "Mend the limit."
            )
        try:
            return self.anchor(situation.relationship) + timedelta(days)
        except OverflowError:
            name = f"{self.name}: {self.limit.code}"
            raise PolicyError(
                name, days, "a number of days that a calendar holds", "Bound the limit."
            ) from None

    def decide(self, situation: Situation) -> bool | None:
        """The truth alone. Where no time has passed since the anchor, no limit can have."""
        if self.anchor(situation.relationship) >= situation.at:
            return False
        deadline = self.deadline(situation)
        return None if deadline is None else deadline < situation.at

    def because(self, situation: Situation) -> tuple[Reason, ...]:
        """Its one reason: the days that passed, and the days that may."""
        reason = Reason(
            code=self.name,
            holds=self.decide(situation),
            measured=(situation.at - self.anchor(situation.relationship)) / timedelta(days=1),
            comparison=Comparison.MORE_THAN,
            required=counted_days(self.limit.measure(situation)),
            unit="days",
        )
        return (reason,)

    def judge(self, situation: Situation) -> Finding:
        """The truth with its reason."""
        return Finding.of(*self.because(situation))


@frozen
class Foreign(_Operators):
    """A user's own criterion, as the library asks it.

    Args:
        criterion: a value with the method ``judge``.
    """

    code = "foreign"

    criterion: Criterion

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.criterion, Criterion):
            remedy = "Pass a value with the method judge(situation)."
            raise PolicyError("criterion", self.criterion, "a criterion", remedy)

    def decide(self, situation: Situation) -> bool | None:
        """The truth alone."""
        return self.judge(situation).holds

    def because(self, situation: Situation) -> tuple[Reason, ...]:
        """What made it so, as the user's criterion says."""
        return self.judge(situation).because

    def judge(self, situation: Situation) -> Finding:
        """What the user's criterion finds in a frozen snapshot.

        Raises:
            PolicyError: it raised, or returned something else than a finding.
        """
        name = type(self.criterion).__name__
        try:
            found = self.criterion.judge(situation.settled())
        except RelcoreError:
            raise
        except Exception as error:
            raise PolicyError(name, error, "a criterion that answers", "Mend the criterion.") from error
        if not isinstance(found, Finding) or type(found.holds) not in {bool, type(None)}:
            remedy = "Return Finding.of(Reason(...)) with holds True, False or None."
            raise PolicyError(name, found, "a Finding", remedy)
        return found


def built_in(criterion: Criterion) -> "BuiltInCriterion":
    """The criterion itself if it is built in, else the user's own as the library asks it."""
    return criterion if isinstance(criterion, BuiltInCriterion) else Foreign(criterion)


def _flat(criteria: Iterable[Criterion], kind: "type[AllOf | AnyOf]") -> "tuple[BuiltInCriterion, ...]":
    found: list[BuiltInCriterion] = []
    for criterion in criteria:
        if isinstance(criterion, kind):
            found.extend(criterion.criteria)
        else:
            found.append(built_in(criterion))
    if not found:
        remedy = "Name one, or leave it out."
        raise PolicyError(f"{kind.__name__}.criteria", (), "at least one criterion", remedy)
    return tuple(found)


def _flat_all(criteria: Iterable[Criterion]) -> "tuple[BuiltInCriterion, ...]":
    return _flat(criteria, AllOf)


def _flat_any(criteria: Iterable[Criterion]) -> "tuple[BuiltInCriterion, ...]":
    return _flat(criteria, AnyOf)


def _concat(parts: Iterable[tuple[Reason, ...]]) -> tuple[Reason, ...]:
    return tuple(reason for part in parts for reason in part)


def _because(
    parts: "tuple[BuiltInCriterion, ...]", situation: Situation, decisive: bool
) -> tuple[Reason, ...]:
    truths = [part.decide(situation) for part in parts]
    wanted = decisive if decisive in truths else None if None in truths else not decisive
    return _concat(p.because(situation) for p, truth in zip(parts, truths, strict=True) if truth is wanted)


def _smallest(parts: Iterable[tuple[Reason, ...]]) -> tuple[Reason, ...]:
    return min(parts, key=len)


@frozen
class AllOf(_Operators):
    """All of several criteria hold.

    Args:
        criteria: at least one; nested ones of the same sort are flattened.
    """

    code = "all_of"

    criteria: "tuple[BuiltInCriterion, ...]" = field(converter=_flat_all)

    def decide(self, situation: Situation) -> bool | None:
        """The truth alone: false at the first that is false."""
        truth: bool | None = True
        for criterion in self.criteria:
            found = criterion.decide(situation)
            if found is False:
                return False
            if found is None:
                truth = None
        return truth

    def because(self, situation: Situation) -> tuple[Reason, ...]:
        """What made it so, and nothing else: what failed, or else is unknown, or else all of it."""
        return _because(self.criteria, situation, decisive=False)

    def judge(self, situation: Situation) -> Finding:
        """The truth with every reason."""
        parts = [criterion.judge(situation) for criterion in self.criteria]
        failed = [part for part in parts if part.holds is False]
        short = failed or [part for part in parts if part.holds is None]
        return Finding(
            holds=False if failed else None if short else True,
            reasons=_concat(part.reasons for part in parts),
            because=_concat(part.because for part in short or parts),
            to_hold=_concat(part.to_hold for part in parts),
            to_fail=_smallest(part.to_fail for part in parts),
        )


@frozen
class AnyOf(_Operators):
    """At least one of several criteria holds.

    Args:
        criteria: at least one; nested ones of the same sort are flattened.
    """

    code = "any_of"

    criteria: "tuple[BuiltInCriterion, ...]" = field(converter=_flat_any)

    def decide(self, situation: Situation) -> bool | None:
        """The truth alone: true at the first that is true."""
        truth: bool | None = False
        for criterion in self.criteria:
            found = criterion.decide(situation)
            if found is True:
                return True
            if found is None:
                truth = None
        return truth

    def because(self, situation: Situation) -> tuple[Reason, ...]:
        """What made it so, and nothing else: what holds, or else is unknown, or else all of it."""
        return _because(self.criteria, situation, decisive=True)

    def judge(self, situation: Situation) -> Finding:
        """The truth with every reason."""
        parts = [criterion.judge(situation) for criterion in self.criteria]
        held = [part for part in parts if part.holds is True]
        hopeful = held or [part for part in parts if part.holds is None]
        return Finding(
            holds=True if held else None if hopeful else False,
            reasons=_concat(part.reasons for part in parts),
            because=_concat(part.because for part in hopeful or parts),
            to_hold=_smallest(part.to_hold for part in parts),
            to_fail=_concat(part.to_fail for part in parts),
        )


@frozen
class Not(_Operators):
    """A criterion does not hold; of an unknown one that is unknown.

    Args:
        criterion: the criterion.
    """

    code = "not"

    criterion: "BuiltInCriterion" = field(converter=built_in)

    def decide(self, situation: Situation) -> bool | None:
        """The truth alone."""
        found = self.criterion.decide(situation)
        return None if found is None else not found

    def because(self, situation: Situation) -> tuple[Reason, ...]:
        """What made it so, each as it was found."""
        return self.criterion.because(situation)

    def judge(self, situation: Situation) -> Finding:
        """The truth with every reason, each as it was found."""
        found = self.criterion.judge(situation)
        holds = None if found.holds is None else not found.holds
        return Finding(holds, found.reasons, found.because, found.to_fail, found.to_hold)


BuiltInCriterion: TypeAlias = Threshold | Elapsed | Foreign | AllOf | AnyOf | Not
"""What every criterion is once it is composed."""
