"""A lifecycle with its criteria bound, laid out so that the fold looks up instead of searching.

For each stage: the edges that an event opens, the edges that each kind of content may open because their
criteria read it, and every deadline that can pass there. Leaving an edge untried is no rule of its own: an
edge is left out only where nothing that it reads can have changed.
"""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from relcore.lifecycle import Edge, Lifecycle
from relcore.model.contents import BUILT_IN_CONTENTS
from relcore.policies.criteria import AllOf, AnyOf, BuiltInCriterion, Elapsed, Foreign, Not, Threshold
from relcore.vocabulary import EdgeKind, Stage

__all__ = ["BoundEdge", "Plan", "StagePlan", "leaves"]


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


def _reads(criterion: BuiltInCriterion, negated: bool = False) -> frozenset[str] | None:
    """The kinds of content whose recording can make a criterion true; None is every kind."""
    match criterion:
        case AllOf() | AnyOf():
            found: frozenset[str] = frozenset()
            for part in criterion.criteria:
                kinds = _reads(part, negated)
                if kinds is None:
                    return None
                found |= kinds
            return found
        case Not():
            return _reads(criterion.criterion, not negated)
        case Threshold():
            return criterion.metric.reads
        case Elapsed():
            return None if negated else criterion.limit.reads
        case Foreign():
            return None


def _waits(criteria: Iterable[BuiltInCriterion]) -> tuple[Elapsed, ...]:
    found = (leaf for criterion in criteria for leaf in leaves(criterion))
    return tuple(dict.fromkeys(leaf for leaf in found if isinstance(leaf, Elapsed)))


@frozen
class BoundEdge:
    """An edge with its criteria.

    Args:
        edge: the row of the table.
        criterion: what opens it; None where the recorded fact is enough.
        reversal: what must hold besides, when it leads back to the stage just left.
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
        cells: for each built-in kind of content, those of them that recording it may open.
        waits: every criterion by which time can open one of them.
        reversal_waits: those of the reversal, which matter only where there is a stage to go back to.
    """

    edges: tuple[BoundEdge, ...]
    on: Mapping[str, tuple[BoundEdge, ...]]
    by_state: tuple[BoundEdge, ...]
    cells: Mapping[str, tuple[BoundEdge, ...]]
    waits: tuple[Elapsed, ...]
    reversal_waits: tuple[Elapsed, ...]

    @classmethod
    def of(cls, edges: tuple[BoundEdge, ...], reversal: BuiltInCriterion) -> "StagePlan":
        """The plan of the edges that leave one stage."""
        on: dict[str, tuple[BoundEdge, ...]] = {}
        for bound in edges:
            if bound.edge.on is not None:
                on[bound.edge.on] = (*on.get(bound.edge.on, ()), bound)
        by_state = tuple(bound for bound in edges if bound.edge.on is None)
        criteria = [bound.criterion for bound in by_state if bound.criterion is not None]
        moves = any(bound.edge.kind in {EdgeKind.FORWARD, EdgeKind.BACKWARD} for bound in by_state)
        return cls(
            edges=edges,
            on=on,
            by_state=by_state,
            cells={kind: tuple(b for b in by_state if _may_open(b, kind)) for kind in BUILT_IN_CONTENTS.classes},
            waits=_waits(criteria),
            reversal_waits=_waits([reversal] if moves else []),
        )


def _may_open(bound: BoundEdge, kind: str) -> bool:
    for criterion in (bound.criterion, bound.reversal):
        kinds = frozenset() if criterion is None else _reads(criterion)
        if kinds is None or kind in kinds:
            return True
    return False


@frozen
class Plan:
    """What can happen in every stage.

    Args:
        stages: the plan of each.
    """

    stages: Mapping[Stage, StagePlan]

    @classmethod
    def of(
        cls, lifecycle: Lifecycle, criteria: Mapping[str, BuiltInCriterion], reversal: BuiltInCriterion
    ) -> "Plan":
        """The plan of a table whose rules are all bound."""
        stages = {}
        for stage in Stage:
            edges = tuple(
                BoundEdge(edge, None if edge.rule is None else criteria[edge.rule], reversal)
                for edge in lifecycle.edges_from(stage)
            )
            stages[stage] = StagePlan.of(edges, reversal)
        return cls(stages)
