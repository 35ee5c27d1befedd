"""To look is to let time pass on a private copy, and to hand nothing on; ``explain`` says where things stand.

It never matters how often, or when, anyone looked.
"""

from datetime import datetime

from relcore.errors import InstantError
from relcore.kernel.counting import keep_window
from relcore.kernel.deadlines import advance, next_due
from relcore.kernel.fold import Fold, folding
from relcore.kernel.moves import is_open, reverses
from relcore.model.decision import Reason
from relcore.model.instants import to_instant
from relcore.model.relationship import Relationship
from relcore.model.results import Explanation, Way
from relcore.model.validation import check_value
from relcore.policies.criteria import Elapsed
from relcore.policy_set import STANDARD, BoundEdge, PolicySet, leaves
from relcore.vocabulary import Comparison, EdgeKind

__all__ = ["explain", "look"]


def look(relationship: Relationship, at: datetime, policies: PolicySet) -> tuple[Fold, datetime]:
    """A private copy of a relationship on which everything has been applied that fell due before an instant."""
    check_value(relationship, Relationship, "relationship")
    instant = to_instant(at, "at")
    if instant < relationship.last_at:
        raise InstantError(
            "at",
            at,
            f"an instant at or after {relationship.last_at.isoformat()}, the last recorded interaction",
            "Replay the history up to that instant, and look at what comes of it.",
        )
    fold = Fold(relationship, folding(policies))
    advance(fold, instant)
    keep_window(fold.view)
    return fold, instant


def explain(relationship: Relationship, at: datetime, policies: PolicySet = STANDARD) -> Explanation:
    """Where a relationship stands and why, where it can go from here, and what is missing for it.

    Args:
        relationship: the relationship.
        at: as of when: an aware datetime, not before the last recorded interaction.
        policies: the rules it was folded under.

    Returns:
        The stage with the decision behind it, what fell due since, and every way on.

    Raises:
        InstantError: ``at`` is naive, no instant, or lies before the last recorded interaction.
        PolicyMismatchError: the relationship was folded under other rules.
        PolicyError: a policy raised, or answered with nonsense.
    """
    fold, instant = look(relationship, at, policies)
    draft = fold.draft
    return Explanation(
        relationship_id=draft.id,
        at=instant,
        stage=draft.stage,
        since=draft.stage_since,
        because=draft.because,
        fell_due=tuple(fold.changes),
        ways=tuple(_way(fold, bound) for bound in fold.here.edges if _leads_on(fold, bound)),
        pinned_until=draft.pinned_until,
        next_due=next_due(fold),
    )


def _leads_on(fold: Fold, bound: BoundEdge) -> bool:
    """Whether an edge can be taken at all: to take an ending back leads only to where it was, while it can be."""
    if bound.edge.kind is not EdgeKind.RESUMING:
        return True
    ending = fold.draft.ending
    return ending is not None and ending.suspended is not None and ending.suspended.stage is bound.edge.target


def _way(fold: Fold, bound: BoundEdge) -> Way:
    edge = bound.edge
    reasons: tuple[Reason, ...] = ()
    missing: tuple[Reason, ...] = ()
    criteria = [] if bound.criterion is None else [bound.criterion]
    if reverses(fold, bound):
        criteria.append(bound.reversal)
    for criterion in criteria:
        found = criterion.judge(fold.situation)
        reasons += found.reasons
        if found.holds is not True:
            missing += found.to_hold
    opens = is_open(fold, bound)
    if edge.on is not None:
        event = Reason("recorded", False, None, Comparison.EQUAL_TO, edge.on, "event")
        reasons, missing = (event, *reasons), (event, *missing)
        opens = False
    waits = [leaf for criterion in criteria for leaf in leaves(criterion) if isinstance(leaf, Elapsed)]
    deadlines = [wait.deadline(fold.situation) for wait in waits]
    ahead = [deadline for deadline in deadlines if deadline is not None and deadline >= fold.view.at]
    return Way(
        target=edge.target,
        kind=edge.kind,
        rule=edge.rule or edge.on or "",
        open=opens,
        reasons=reasons,
        missing=missing,
        waits_until=max(ahead, default=None),
    )
