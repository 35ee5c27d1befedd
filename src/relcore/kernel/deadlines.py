"""Time is an event: what silence causes has a deadline that follows from the state.

A deadline is the last good instant and fires strictly after it, which is one resolution later. Deadlines fire
in order; each is consumed, because the horizon passes it; what it causes carries the deadline's own instant.
"""

from datetime import datetime

from attrs import evolve

from relcore.kernel.fold import Fold
from relcore.kernel.moves import settle
from relcore.model.decision import Reason
from relcore.model.instants import RESOLUTION
from relcore.vocabulary import Aspect, Comparison

__all__ = ["advance", "next_due"]


def next_due(fold: Fold) -> datetime | None:
    """The earliest deadline at or after the horizon."""
    if not fold.due_known:
        fold.due = _earliest(fold)
        fold.due_known = True
    return fold.due


def _earliest(fold: Fold) -> datetime | None:
    draft, horizon = fold.draft, fold.horizon
    earliest = _items_due(fold)
    if draft.pinned_until is not None:
        pinned = max(draft.pinned_until, draft.stage_since)
        return pinned if earliest is None or pinned < earliest else earliest
    plan = fold.rules.plan.stages[draft.stage]
    waits = plan.waits if draft.previous_stage is None else plan.waits + plan.reversal_waits
    for wait in waits:
        deadline = wait.deadline(fold.situation)
        if deadline is not None and deadline >= horizon and (earliest is None or deadline < earliest):
            earliest = deadline
    return earliest


def _items_due(fold: Fold) -> datetime | None:
    if not fold.items_due_known:
        items = fold.draft.items.values()
        fold.items_due = min((max(i.due, i.opened_at) for i in items if i.due is not None), default=None)
        fold.items_due_known = True
    return fold.items_due


def advance(fold: Fold, until: datetime) -> None:
    """Apply everything that fell due before an instant."""
    if fold.fresh_rules:
        fold.fresh_rules = False
        fold.due_known = False
        settle(fold, fold.rules.plan.stages[fold.draft.stage].by_state, fold.horizon, None)
    while (due := next_due(fold)) is not None and due < until:
        fold.horizon = fold.view.at = due + RESOLUTION
        fold.due_known = False
        if (items_due := _items_due(fold)) is not None and items_due <= due:
            _break_promises(fold, due)
        settle(fold, fold.rules.plan.stages[fold.draft.stage].by_state, due, None)
    fold.horizon = fold.view.at = until


def _break_promises(fold: Fold, due: datetime) -> None:
    for item in sorted(fold.draft.items.values(), key=lambda item: item.id):
        if item.due is None or max(item.due, item.opened_at) > due:
            continue
        fold.draft.items[item.id] = evolve(item, due=None, broken_at=due)
        late = Reason("overdue", True, due, Comparison.MORE_THAN, item.due, "instant", (item.id,))
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
    fold.items_changed()
