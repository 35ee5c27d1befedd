"""Stages change here and nowhere else, along the rows of the table.

Moves run on until no row opens, one decision each. A stage is visited once for each instant, so chains end.
While a stage is pinned by hand, only what is recorded moves it.
"""

from datetime import datetime

from attrs import evolve

from relcore.kernel.fold import Fold, fact, mismatch
from relcore.model.contents import Content, Ended, StageChanged
from relcore.model.decision import Reason
from relcore.model.relationship import Ending
from relcore.policy_set import BoundEdge
from relcore.vocabulary import Aspect, Comparison, EdgeKind, EndReason, Party, Stage

__all__ = ["answer", "is_open", "reverses", "settle"]

_FORWARD, _BACKWARD = EdgeKind.FORWARD, EdgeKind.BACKWARD


def settle(
    fold: Fold,
    edges: tuple[BoundEdge, ...],
    stamp: datetime,
    cause: str | None,
    visited: frozenset[Stage] = frozenset(),
) -> None:
    """Move along the edges that the state opens, until none does.

    Args:
        fold: the fold; its situation's instant is the one at which edges are tried.
        edges: those to try first; of each stage entered, all are tried.
        stamp: the instant that the changes carry.
        cause: the interaction that caused them; None where a deadline did.
        visited: the stages that were left at this instant already.
    """
    draft = fold.draft
    if draft.pinned_until is not None:
        if fold.view.at <= draft.pinned_until:
            return
        draft.pinned_until = None
    while edges:
        for bound in edges:
            if bound.edge.target not in visited and is_open(fold, bound):
                break
        else:
            return
        visited |= {draft.stage}
        _move(fold, bound, stamp, cause, ())
        edges = fold.here.by_state


def is_open(fold: Fold, bound: BoundEdge) -> bool | None:
    """Whether an edge's criteria hold: unknown opens nothing."""
    criterion = bound.criterion
    holds = True if criterion is None else criterion.decide(fold.situation)
    if holds is False:
        return False
    if reverses(fold, bound):
        held = bound.reversal.decide(fold.situation)
        return False if held is False else None if holds is None or held is None else True
    return holds


def reverses(fold: Fold, bound: BoundEdge) -> bool:
    """Whether an edge undoes a move: it leads back in the order, or to the stage just left."""
    if bound.edge.kind is _FORWARD:
        return bound.edge.target is fold.draft.previous_stage
    return bound.edge.kind is _BACKWARD


def answer(fold: Fold, event: str, content: Content, stamp: datetime, cause: str) -> bool:
    """Move along the edge that an event opens, and on from there; say whether it moved.

    What somebody asks for and no edge gives is refused, with the reason.
    """
    draft = fold.draft
    reasons: tuple[Reason, ...] = (mismatch("no_edge", draft.stage, event, "event", cause),)
    if isinstance(content, StageChanged) and content.until < stamp:
        until = Reason("pinned_until", False, content.until, Comparison.AT_LEAST, stamp, "instant", (cause,))
        fold.refuse(fold.rules.lifecycle.name, until)
        return False
    for bound in fold.here.on.get(event, ()):
        if is_open(fold, bound):
            source = draft.stage
            cites = content.cites if isinstance(content, Ended) else ()
            evidence = (cause, *cites)[: fold.memory.evidence]
            _move(fold, bound, stamp, cause, (fact(content.kind, event, "event", *evidence),), content)
            settle(fold, fold.here.by_state, stamp, cause, frozenset({source}))
            return True
        if bound.criterion is not None:
            reasons = bound.criterion.because(fold.situation)
    if isinstance(content, Ended | StageChanged):
        fold.refuse(fold.rules.lifecycle.name, *reasons)
    return False


def _move(
    fold: Fold,
    bound: BoundEdge,
    stamp: datetime,
    cause: str | None,
    facts: tuple[Reason, ...],
    content: Content | None = None,
) -> None:
    draft, edge = fold.draft, bound.edge
    reasons = facts
    if bound.criterion is not None:
        reasons += bound.criterion.because(fold.situation)
    if reverses(fold, bound):
        reasons += bound.reversal.because(fold.situation)
    source, draft.stage, draft.stage_since = draft.stage, edge.target, stamp
    policy = edge.rule if edge.rule is not None else fold.rules.lifecycle.name
    draft.because = fold.change(
        Aspect.STAGE, source, edge.target, at=stamp, cause=cause, policy=policy, reasons=reasons
    )
    fold.here = fold.rules.plan.stages[edge.target]
    draft.previous_stage = source
    draft.pinned_until = content.until if isinstance(content, StageChanged) else None
    fold.deadlines_changed()
    if edge.kind is EdgeKind.ENDING:
        _end(fold, bound, stamp, cause, reasons, content)
    elif edge.kind is EdgeKind.REOPENING:
        draft.episode += 1
        draft.episode_since = draft.engaged_at = stamp
        draft.previous_stage = None
        draft.recent_purchases = tuple(
            evolve(p, episode=draft.episode) if p.id == cause else p for p in draft.recent_purchases
        )


def _end(
    fold: Fold,
    bound: BoundEdge,
    stamp: datetime,
    cause: str | None,
    reasons: tuple[Reason, ...],
    content: Content | None,
) -> None:
    draft = fold.draft
    evidence = dict.fromkeys(id for reason in reasons for id in reason.evidence)
    if isinstance(content, Ended):
        reason, by = content.reason, content.by
        if reason is EndReason.DISSATISFIED and not content.cites:
            evidence.update(dict.fromkeys(_grievances(fold)))
    else:
        reason, by = bound.edge.reason or EndReason.LAPSED, bound.edge.by or Party.NOBODY
    draft.ending = Ending(reason, by, stamp, cause, tuple(evidence)[: fold.memory.evidence])
    fold.end_tallies()
    draft.forgotten = tuple(name for name in draft.forgotten if name in {"past_counts", "purchase_days"})
    draft.previous_stage = None


def _grievances(fold: Fold) -> list[str]:
    return [
        item.id for item in fold.draft.items.values() if item.kind == "concern" or item.broken_at is not None
    ]
