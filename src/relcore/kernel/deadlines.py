"""Time is an event: what silence causes has a deadline that follows from the state.

A deadline is the last good instant and fires strictly after it, which is one resolution later. Deadlines fire
in order; each is consumed, because the horizon passes it; what it causes carries the deadline's own instant.
"""

from datetime import datetime

from attrs import evolve

from relcore.kernel.effects.promises import break_promise
from relcore.kernel.fold import Fold
from relcore.kernel.making import make_reason
from relcore.kernel.moves import end_by_notice, finalise, settle
from relcore.model.instants import LATEST, RESOLUTION
from relcore.model.items import OpenItem
from relcore.vocabulary import Aspect, Comparison

__all__ = ["advance", "next_due"]

_RANKS = {"promise": 0, "concern": 1, "question": 1, "ended": 2}


def next_due(fold: Fold) -> datetime | None:
    """The earliest deadline at or after the horizon; none beyond the last instant that can be recorded."""
    if not fold.due_exact:
        earliest = _earliest(fold)
        fold.due = None if earliest is None or earliest >= LATEST else earliest
        fold.due_exact = fold.due_bounds = True
    return fold.due


def _earliest(fold: Fold) -> datetime | None:
    if not fold.items_known:
        fold.items_due = _of_items(fold)
        fold.items_known = True
    if not fold.fixed_known:
        fold.fixed_due = _fixed(fold)
        fold.fixed_known = True
    if fold.draft.pinned_until is not None:
        fold.waits_passed = True
        fold.moving_due = None
    elif not fold.moving_known:
        fold.moving_due = _moving(fold)
        fold.moving_known = True
    if fold.items_due is None and fold.fixed_due is None:
        return fold.moving_due
    return _earlier(_earlier(fold.items_due, fold.fixed_due), fold.moving_due)


def _of_items(fold: Fold) -> datetime | None:
    """The earliest last good instant of an open item."""
    earliest: datetime | None = None
    for item in fold.draft.items.values():
        if item.due is not None:
            due = item.due if item.due > item.opened_at else item.opened_at
            if earliest is None or due < earliest:
                earliest = due
    return earliest


def _fixed(fold: Fold) -> datetime | None:
    """The earliest of the deadlines that stand until the stage changes."""
    draft = fold.draft
    earliest: datetime | None = None
    if draft.ending is not None and draft.ending.suspended is not None:
        earliest = draft.ending.suspended.final_at
    if draft.pinned_until is not None:
        return _earlier(earliest, max(draft.pinned_until, draft.stage_since))
    plan, horizon = fold.here, fold.view.at
    for wait in plan.fixed_waits if draft.previous_stage is None else plan.reversal_waits:
        deadline = wait.anchor(fold.situation.relationship) + wait.limit
        if deadline >= horizon and (earliest is None or deadline < earliest):
            earliest = deadline
    return earliest


def _moving(fold: Fold) -> datetime | None:
    """The earliest deadline of a wait that what happens can move."""
    earliest: datetime | None = None
    fold.waits_passed = False
    for wait in fold.here.moving_waits:
        deadline = wait.deadline(fold.situation)
        if deadline is None or deadline < fold.view.at:
            fold.waits_passed = True
        elif earliest is None or deadline < earliest:
            earliest = deadline
    return earliest


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    if one is None or other is None:
        return other if one is None else one
    return other if other < one else one


def advance(fold: Fold, until: datetime) -> None:
    """Apply everything that fell due before an instant."""
    if fold.draft.unsettled:
        fold.draft.unsettled = False
        fold.items_known = False
        fold.stage_changed()
        settle(fold, fold.here.by_state, fold.view.at, None)
    while (due := next_due(fold)) is not None and due < until:
        _earliest(fold)  # which deadline it is follows from the state, not from what was looked up so far
        waited = due in {fold.fixed_due, fold.moving_due}
        fold.view.at = due + RESOLUTION
        fold.due_exact = fold.due_bounds = False
        if waited:
            fold.stage_changed()
        stage = fold.draft.stage
        passed = _fall_due(fold, due)
        left = frozenset() if fold.draft.stage is stage else frozenset({stage})
        one_sort = not waited and len(passed) == 1
        edges = fold.here.passing[passed.pop()] if one_sort else fold.here.by_state
        settle(fold, edges, due, None, left)
    fold.view.at = until


def _fall_due(fold: Fold, due: datetime) -> set[str]:
    """What passes with an instant: promises break, time limits run over, notices end, endings become final."""
    passed = [
        item
        for item in fold.draft.items.values()
        if item.due is not None and max(item.due, item.opened_at) <= due
    ]
    what = set()
    if passed:
        fold.items_known = False
        passed.sort(key=_rank)
    for item in passed:
        if item.kind != "ended":
            what.add(_run_over(fold, item, due))
        elif item.id in fold.draft.items:  # another notice may have ended it at the same instant
            end_by_notice(fold, item, due)
    finalise(fold, due)
    return what


def _rank(item: OpenItem) -> tuple[int, str]:
    return (_RANKS[item.kind], item.id)


def _run_over(fold: Fold, item: OpenItem, due: datetime) -> str:
    fold.own_items()[item.id] = evolve(item, due=None, overdue_since=due)
    after, policy, what = "overdue", "service_level", "overrun"
    if item.kind == "promise":
        after, policy, what = "broken", "promise_due", "broken"
        break_promise(fold, item, due)
    late = make_reason(policy, True, due, Comparison.AT_LEAST, item.due, "instant", (item.id,))
    fold.change(
        Aspect.ITEM,
        "open",
        after,
        at=due,
        cause=None,
        policy=policy,
        reasons=(late,),
        subject=item.id,
    )
    return what
