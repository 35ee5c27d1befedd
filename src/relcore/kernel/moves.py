"""Stages change here and nowhere else, along the rows of the table.

Moves run on until no row opens, one decision each. A stage is visited once for each instant, so chains end.
While a stage is pinned by hand, only what is recorded moves it. An ending that somebody stated can be taken back
while its cooling-off lasts: then its episode goes on as if it had not been.
"""

from datetime import datetime, timedelta

from attrs import evolve

from relcore.kernel.fold import Fold, fact, mismatch
from relcore.model.contents import Content, Ended, StageChanged
from relcore.model.decision import Reason
from relcore.model.ending import Ending, Suspended
from relcore.model.frozen_map import FrozenMap
from relcore.model.instants import LATEST, RESOLUTION
from relcore.model.items import OpenItem
from relcore.policy_set import BoundEdge
from relcore.vocabulary import Aspect, Comparison, EdgeKind, EndReason, Party, Stage

__all__ = ["answer", "end_by_notice", "finalise", "is_open", "resume", "reverses", "settle"]

_FORWARD, _BACKWARD, _RESUMING = EdgeKind.FORWARD, EdgeKind.BACKWARD, EdgeKind.RESUMING
_FOR_GOOD = frozenset({EndReason.CEASED, EndReason.FRAUD, EndReason.LEGAL})
_OF_AN_EPISODE = frozenset({"categories", "tallies"})


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
        fold.stage_changed()
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
    if isinstance(content, Ended) and _ends_for_good(fold, content):
        _amend(fold, content, stamp, cause)
        return False
    if isinstance(content, Ended) and content.effective_at is not None:
        _give_notice(fold, event, content, stamp, cause)
        return False
    for bound in fold.here.on.get(event, ()):
        if bound.edge.kind is _RESUMING:
            continue  # taking back the very ending has been answered already
        if is_open(fold, bound):
            cites = content.cites if isinstance(content, Ended) else ()
            _answer_with(fold, bound, event, stamp, cause, (cause, *cites), content)
            return True
        if bound.criterion is not None:
            reasons = bound.criterion.because(fold.situation)
    if isinstance(content, Ended | StageChanged):
        fold.refuse(fold.rules.lifecycle.name, *reasons)
    return False


def _answer_with(
    fold: Fold,
    bound: BoundEdge,
    event: str,
    stamp: datetime,
    cause: str | None,
    evidence: tuple[str, ...],
    content: Content,
) -> None:
    source = fold.draft.stage
    said = fact(content.kind, event, "event", *evidence[: fold.memory.evidence])
    _move(fold, bound, stamp, cause, (said,), content)
    settle(fold, fold.here.by_state, stamp, cause, frozenset({source}))


def _ends_for_good(fold: Fold, content: Ended) -> bool:
    """Whether it says of a relationship that has ended already why that is for good; death is not outdone."""
    ending = fold.draft.ending
    return (
        fold.draft.stage is Stage.DISSOLUTION
        and ending is not None
        and content.effective_at is None
        and content.reason in _FOR_GOOD
        and ending.reason not in {EndReason.CEASED, content.reason}
    )


def _amend(fold: Fold, content: Ended, stamp: datetime, cause: str) -> None:
    """What ends a relationship for good is known of one that has ended already: it is final, and for that."""
    draft = fold.draft
    before = None if draft.ending is None else draft.ending.reason
    evidence = (cause, *content.cites)[: fold.memory.evidence]
    said = fact(content.kind, f"{content.kind}.{content.reason}", "event", *evidence)
    draft.ending = Ending(content.reason, content.by, stamp, cause, evidence, final_at=stamp)
    fold.stage_changed()
    fold.change(
        Aspect.ENDING,
        before,
        content.reason,
        at=stamp,
        cause=cause,
        policy=content.kind,
        reasons=(said,),
    )


def _give_notice(fold: Fold, event: str, content: Ended, stamp: datetime, cause: str) -> None:
    """Keep a notice of ending until it takes effect; from where nothing can end so, it is refused."""
    effective = content.effective_at
    if effective is None or effective < stamp:
        ahead = Reason("effective_at", False, effective, Comparison.AT_LEAST, stamp, "instant", (cause,))
        fold.refuse(fold.rules.lifecycle.name, ahead)
        return
    if event not in fold.here.on:
        fold.refuse(fold.rules.lifecycle.name, mismatch("no_edge", fold.draft.stage, event, "event", cause))
        return
    cites = content.cites or _grievances(fold, content.reason)
    fold.own_items()[cause] = OpenItem(
        id=cause,
        kind=content.kind,
        opened_at=stamp,
        by=content.by,
        due=effective,
        category=content.reason,
        cites=cites[: fold.memory.evidence],
    )
    fold.due_opened(effective)
    reason = Reason("effective_at", True, effective, Comparison.AT_LEAST, stamp, "instant", (cause,))
    fold.change(
        Aspect.ENDING,
        None,
        "notice",
        at=stamp,
        cause=cause,
        policy=content.kind,
        reasons=(reason,),
        subject=cause,
    )


def end_by_notice(fold: Fold, notice: OpenItem, due: datetime) -> None:
    """A notice takes effect at its instant, along the edge of its reason."""
    del fold.own_items()[notice.id]
    content = Ended(EndReason(str(notice.category)), notice.by, cites=notice.cites)
    event = f"{content.kind}.{content.reason}"
    reasons: tuple[Reason, ...] = (mismatch("no_edge", fold.draft.stage, event, "event", notice.id),)
    for bound in fold.here.on.get(event, ()):
        if is_open(fold, bound):
            _answer_with(fold, bound, event, due, None, (notice.id, *notice.cites), content)
            return
        reasons = reasons if bound.criterion is None else bound.criterion.because(fold.situation)
    fold.refuse(fold.rules.lifecycle.name, *reasons)


def resume(fold: Fold, ending: Ending, left: Suspended, stamp: datetime, cause: str) -> None:
    """Take back the latest ending: its episode goes on where it stood, with all that had happened in it."""
    draft = fold.draft
    for bound in fold.here.edges:
        if bound.edge.kind is _RESUMING and bound.edge.target is left.stage:
            break
    else:
        fold.refuse("withdrawn", mismatch("no_edge", draft.stage, "withdrawn", "event", cause))
        return
    said = fact("withdrawn", "withdrawn", "event", cause, *(() if ending.cause is None else (ending.cause,)))
    _move(fold, bound, stamp, cause, (said,))
    draft.ending, draft.previous_stage = left.ending, left.previous_stage
    draft.pinned_until = left.pinned_until
    draft.engaged_at = stamp
    fold.resume_tallies(left)
    settle(fold, fold.here.by_state, stamp, cause, frozenset({Stage.DISSOLUTION}))


def finalise(fold: Fold, due: datetime) -> None:
    """The cooling-off is over: the ending can't be taken back any more."""
    ending = fold.draft.ending
    if ending is None or ending.suspended is None or ending.suspended.final_at > due:
        return
    limit = ending.suspended.final_at
    fold.draft.ending = evolve(ending, suspended=None, final_at=limit)
    evidence = () if ending.cause is None else (ending.cause,)
    over = Reason("cooling_off", True, due, Comparison.AT_LEAST, limit, "instant", evidence)
    fold.change(
        Aspect.ENDING, "cooling_off", "final", at=due, cause=None, policy="cooling_off", reasons=(over,)
    )


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
    left = (draft.stage, draft.previous_stage, draft.pinned_until)
    source, draft.stage, draft.stage_since = draft.stage, edge.target, stamp
    policy = edge.rule if edge.rule is not None else fold.rules.lifecycle.name
    draft.because = fold.change(
        Aspect.STAGE, source, edge.target, at=stamp, cause=cause, policy=policy, reasons=reasons
    )
    fold.here = fold.rules.plan.stages[edge.target]
    draft.previous_stage = source
    draft.pinned_until = content.until if isinstance(content, StageChanged) else None
    fold.stage_changed()
    if edge.kind is EdgeKind.ENDING:
        _end(fold, bound, stamp, cause, reasons, content, left)
    elif edge.kind is EdgeKind.REOPENING:
        if draft.ending is not None and draft.ending.suspended is not None:
            draft.ending = evolve(draft.ending, suspended=None)
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
    left: tuple[Stage, Stage | None, datetime | None],
) -> None:
    draft = fold.draft
    evidence = tuple(dict.fromkeys(id for reason in reasons for id in reason.evidence))
    suspended, told_by = None, cause
    if isinstance(content, Ended):
        reason, by, told_by = content.reason, content.by, evidence[0]
        if not content.cites:
            evidence = tuple(dict.fromkeys((*evidence, *_grievances(fold, reason))))
        suspended = _suspended(fold, reason, stamp, *left)
    else:
        reason, by = bound.edge.reason or EndReason.LAPSED, bound.edge.by or Party.NOBODY
    cited, final_at = evidence[: fold.memory.evidence], None if suspended else stamp
    draft.ending = Ending(reason, by, stamp, told_by, cited, suspended, final_at)
    fold.end_tallies()
    draft.forgotten = tuple(name for name in draft.forgotten if name not in _OF_AN_EPISODE)
    draft.previous_stage = None
    for notice in sorted((i for i in draft.items.values() if i.kind == "ended"), key=lambda i: i.id):
        del fold.own_items()[notice.id]
        fold.due_closed(notice.due)
        moot = fact("ended_before", reason, "reason", notice.id)
        fold.change(
            Aspect.ENDING,
            "notice",
            "moot",
            at=stamp,
            cause=cause,
            policy="ended",
            reasons=(moot,),
            subject=notice.id,
        )


def _suspended(
    fold: Fold,
    reason: EndReason,
    stamp: datetime,
    stage: Stage,
    previous: Stage | None,
    pinned_until: datetime | None,
) -> Suspended | None:
    """What the episode goes on with if its ending is taken back; None where it is final at once."""
    draft, days = fold.draft, fold.rules.cooling_off.days
    if reason is EndReason.CEASED or not days:
        return None
    return Suspended(
        final_at=min(stamp + timedelta(days), LATEST - RESOLUTION),
        stage=stage,
        previous_stage=previous,
        pinned_until=pinned_until,
        tallies=FrozenMap(draft.tallies),
        purchase_days=draft.episode_purchase_days,
        categories=draft.categories,
        forgotten=tuple(name for name in draft.forgotten if name in _OF_AN_EPISODE),
        ending=draft.ending,
    )


def _grievances(fold: Fold, reason: EndReason) -> tuple[str, ...]:
    """What a dissatisfied customer had to complain of: open concerns, broken promises, low readings."""
    if reason is not EndReason.DISSATISFIED:
        return ()
    items = sorted(fold.draft.items.values(), key=lambda item: (item.opened_at, item.id))
    open_ones = (item.id for item in items if item.kind == "concern" or _is_breach(item))
    low = (reading.id for reading in fold.draft.knowledge.readings if reading.low)
    return tuple(dict.fromkeys((*open_ones, *low)))


def _is_breach(item: OpenItem) -> bool:
    return item.kind == "promise" and item.overdue_since is not None and item.by is Party.COMPANY
