"""Time is an event: what silence causes has a deadline that follows from the state.

A deadline is the last good instant and fires strictly after it, which is one resolution later. Deadlines fire
in order; each is consumed, because the horizon passes it; what it causes carries the deadline's own instant.
"""

from datetime import datetime

from attrs import evolve

from relcore.kernel.fold import Fold
from relcore.kernel.moves import settle
from relcore.model.decision import Reason
from relcore.model.instants import LATEST, RESOLUTION
from relcore.vocabulary import Aspect, Comparison

__all__ = ["advance", "next_due"]


def next_due(fold: Fold) -> datetime | None:
    """The earliest deadline at or after the horizon; none beyond the last instant that can be recorded."""
    if not fold.due_exact:
        earliest = _earliest(fold)
        fold.due = None if earliest is None or earliest >= LATEST else earliest
        fold.due_exact = fold.due_bounds = True
    return fold.due


def _earliest(fold: Fold) -> datetime | None:
    if not fold.standing_known:
        fold.standing_due = _standing(fold)
        fold.standing_known = True
    earliest, horizon, passed = fold.standing_due, fold.view.at, fold.draft.pinned_until is not None
    if fold.draft.pinned_until is None:
        for wait in fold.here.moving_waits:
            deadline = wait.deadline(fold.situation)
            if deadline is None or deadline < horizon:
                passed = True
            else:
                earliest = _earlier(earliest, deadline)
    fold.waits_passed = passed
    return earliest


def _standing(fold: Fold) -> datetime | None:
    """The earliest of the deadlines that stand until an item or the stage changes."""
    draft = fold.draft
    earliest: datetime | None = None
    for item in draft.items.values():
        if item.due is not None:
            earliest = _earlier(earliest, max(item.due, item.opened_at))
    if draft.pinned_until is not None:
        return _earlier(earliest, max(draft.pinned_until, draft.stage_since))
    plan, horizon = fold.here, fold.view.at
    for wait in plan.fixed_waits if draft.previous_stage is None else plan.reversal_waits:
        deadline = wait.anchor(fold.situation.relationship) + wait.limit
        if deadline >= horizon:
            earliest = _earlier(earliest, deadline)
    return earliest


def _earlier(earliest: datetime | None, deadline: datetime) -> datetime:
    return deadline if earliest is None or deadline < earliest else earliest


def advance(fold: Fold, until: datetime) -> None:
    """Apply everything that fell due before an instant."""
    if fold.draft.unsettled:
        fold.draft.unsettled = False
        fold.deadlines_changed()
        settle(fold, fold.here.by_state, fold.view.at, None)
    while (due := next_due(fold)) is not None and due < until:
        fold.view.at = due + RESOLUTION
        fold.deadlines_changed()
        _break_promises(fold, due)
        settle(fold, fold.here.by_state, due, None)
    fold.view.at = until


def _break_promises(fold: Fold, due: datetime) -> None:
    passed = [
        item
        for item in fold.draft.items.values()
        if item.due is not None and max(item.due, item.opened_at) <= due
    ]
    for item in sorted(passed, key=lambda item: item.id):
        fold.own_items()[item.id] = evolve(item, due=None, broken_at=due)
        late = Reason("promise_due", True, due, Comparison.AT_LEAST, item.due, "instant", (item.id,))
        fold.change(
            Aspect.ITEM,
            "open",
            "broken",
            at=due,
            cause=None,
            policy="promise_due",
            reasons=(late,),
            subject=item.id,
        )
