"""A lifecycle with its criteria bound, laid out so that the fold looks up instead of searching.

For each stage: the edges that an event opens, the edges that each kind of content may open because it moves
what their criteria measure, and every deadline that can pass there. Leaving an edge untried is no rule of its
own: one is left out only where nothing can have moved its criterion from false to true.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import assert_never

from attrs import frozen

from relcore.lifecycle import Edge, Lifecycle, events
from relcore.model.contents import BUILT_IN_CONTENTS
from relcore.model.relationship import Relationship
from relcore.policies import Count, Days, Paces
from relcore.policies.criteria import AllOf, AnyOf, BuiltInCriterion, Elapsed, Foreign, Not, Threshold
from relcore.vocabulary import Anchor, Comparison, EdgeKind, Stage

__all__ = ["BoundEdge", "FixedWait", "Plan", "StagePlan", "leaves"]


def leaves(criterion: BuiltInCriterion) -> Iterator[Threshold | Elapsed | Foreign]:
    """The criteria that a composed criterion is made of, from left to right."""
    match criterion:
        case AllOf() | AnyOf():
            for part in criterion.criteria:
                yield from leaves(part)
        case Not():
            yield from leaves(criterion.criterion)
        case _:
            yield criterion


def _opened_by(criterion: BuiltInCriterion, negated: bool = False) -> frozenset[str] | None:
    """The kinds of content whose recording can make a criterion hold; None is every kind."""
    match criterion:
        case AllOf() | AnyOf():
            found: frozenset[str] = frozenset()
            for part in criterion.criteria:
                kinds = _opened_by(part, negated)
                if kinds is None:
                    return None
                found |= kinds
            return found
        case Not():
            return _opened_by(criterion.criterion, not negated)
        case Threshold():
            return _moved_by(criterion, negated)
        case Elapsed():
            return None if negated else criterion.limit.falls_with
        case Foreign():
            return None
        case _ as never:
            assert_never(never)


def _moved_by(threshold: Threshold, negated: bool) -> frozenset[str] | None:
    metric, comparison = threshold.metric, threshold.comparison
    if comparison is Comparison.EQUAL_TO:
        rises, falls = metric.rises_with, metric.falls_with
        return None if rises is None or falls is None else rises | falls
    upward = comparison in {Comparison.AT_LEAST, Comparison.MORE_THAN}
    return metric.rises_with if upward is not negated else metric.falls_with


def _waits(criteria: Iterable[BuiltInCriterion]) -> tuple[Elapsed, ...]:
    found = (leaf for criterion in criteria for leaf in leaves(criterion))
    return tuple(dict.fromkeys(leaf for leaf in found if isinstance(leaf, Elapsed)))


@frozen
class FixedWait:
    """A wait whose deadline is settled when its anchor is: an anchor and a length of time.

    Args:
        anchor: reads the anchor off a relationship.
        limit: the time after it.
    """

    anchor: Callable[[Relationship], datetime]
    limit: timedelta


def _fixed(waits: Iterable[Elapsed], pace_days: float) -> tuple[FixedWait, ...]:
    return tuple(
        FixedWait(wait.anchor, timedelta(wait.limit.in_days(pace_days)))
        for wait in waits
        if wait.since is not Anchor.ENGAGED and isinstance(wait.limit, Days | Paces)
    )


def _moving(waits: Iterable[Elapsed]) -> tuple[Elapsed, ...]:
    return tuple(w for w in waits if w.since is Anchor.ENGAGED or not isinstance(w.limit, Days | Paces))


@frozen
class BoundEdge:
    """An edge with its criteria.

    Args:
        edge: the row of the table.
        criterion: what opens it; None where the recorded fact is enough.
        reversal: what must hold besides, when it undoes a move: back in the order, or to the stage just left.
    """

    edge: Edge
    criterion: BuiltInCriterion | None
    reversal: BuiltInCriterion


@frozen
class StagePlan:
    """What can happen in one stage.

    Args:
        edges: every edge, in the order of the table.
        on: the edges that an event opens.
        by_state: the edges that the state opens, in the order of the table.
        cells: for each event of a built-in kind of content, those of them that recording it may open.
        passing: for a promise that is ``"broken"``, and for a time limit in ``"overrun"``, those that this may open.
        fixed_waits: the waits by which time can open one of them, where nothing but a move can change their
            deadline.
        moving_waits: those whose deadline moves with what happens.
        reversal_waits: the fixed waits where a stage was left that can be returned to: those of the reversal
            are among them.
    """

    edges: tuple[BoundEdge, ...]
    on: Mapping[str, tuple[BoundEdge, ...]]
    by_state: tuple[BoundEdge, ...]
    cells: Mapping[str, tuple[BoundEdge, ...]]
    passing: Mapping[str, tuple[BoundEdge, ...]]
    fixed_waits: tuple[FixedWait, ...]
    moving_waits: tuple[Elapsed, ...]
    reversal_waits: tuple[FixedWait, ...]

    @classmethod
    def of(cls, edges: tuple[BoundEdge, ...], reversal: BuiltInCriterion, pace_days: float) -> "StagePlan":
        """The plan of the edges that leave one stage."""
        on: dict[str, tuple[BoundEdge, ...]] = {}
        for bound in edges:
            if bound.edge.on is not None:
                on[bound.edge.on] = (*on.get(bound.edge.on, ()), bound)
        by_state = tuple(bound for bound in edges if bound.edge.on is None)
        criteria = [bound.criterion for bound in by_state if bound.criterion is not None]
        kinds = {bound.edge.kind for bound in by_state}
        waits = _waits([*criteria, *([reversal] if EdgeKind.BACKWARD in kinds else [])])
        all_waits = _waits(
            [*criteria, *([reversal] if kinds & {EdgeKind.FORWARD, EdgeKind.BACKWARD} else [])]
        )
        return cls(
            edges=edges,
            on=on,
            by_state=by_state,
            cells={
                event: tuple(bound for bound in by_state if _may_open(bound, event, kind))
                for kind in BUILT_IN_CONTENTS.classes
                for event in events(kind)
            },
            passing={
                what: tuple(bound for bound in by_state if _may_open(bound, what, what))
                for what in ("broken", "overrun")
            },
            fixed_waits=_fixed(waits, pace_days),
            moving_waits=_moving(all_waits),
            reversal_waits=_fixed(all_waits, pace_days),
        )


def _may_open(bound: BoundEdge, event: str, kind: str) -> bool:
    for criterion in (bound.criterion, bound.reversal):
        openers = frozenset() if criterion is None else _opened_by(criterion)
        if openers is None or event in openers or kind in openers:
            return True
    return False


@frozen
class Plan:
    """What can happen in every stage.

    Args:
        stages: the plan of each.
        counted: the events that a criterion counts: of these, evidence is kept.
    """

    stages: Mapping[Stage, StagePlan]
    counted: frozenset[str]

    @classmethod
    def of(
        cls,
        lifecycle: Lifecycle,
        criteria: Mapping[str, BuiltInCriterion],
        reversal: BuiltInCriterion,
        pace_days: float,
    ) -> "Plan":
        """The plan of a table whose rules are all bound."""
        stages = {}
        for stage in Stage:
            edges = tuple(
                BoundEdge(edge, None if edge.rule is None else criteria[edge.rule], reversal)
                for edge in lifecycle.edges_from(stage)
            )
            stages[stage] = StagePlan.of(edges, reversal, pace_days)
        return cls(stages, frozenset(_counted([*criteria.values(), reversal])))


def _counted(criteria: Iterable[BuiltInCriterion]) -> Iterator[str]:
    for criterion in criteria:
        for leaf in leaves(criterion):
            if isinstance(leaf, Threshold) and isinstance(leaf.metric, Count):
                yield leaf.metric.event
