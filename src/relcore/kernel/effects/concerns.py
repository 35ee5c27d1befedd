"""Concerns and questions stay open within time limits of business hours; a grave concern closes with its lessons.

A concern of the category of one that was closed not long ago repeats it, and cites it.
"""

from datetime import datetime, timedelta

from attrs import evolve

from relcore.kernel.counting import running_window
from relcore.kernel.effects.events import receive
from relcore.kernel.effects.items import change_item, find_item, settle_item, side_of
from relcore.kernel.effects.promises import count_delivery
from relcore.kernel.fold import Fold, mismatch
from relcore.kernel.making import make_conduct, make_item
from relcore.kernel.moves import resume
from relcore.model.contents import (
    Answered,
    AwaitingCustomer,
    Concern,
    Content,
    Question,
    Reopened,
    Resolved,
    Withdrawn,
)
from relcore.model.decision import Reason
from relcore.model.interaction import Interaction
from relcore.model.items import ClosedConcern, OpenItem
from relcore.vocabulary import Aspect, Comparison, Party, Severity, Stage

__all__ = [
    "answer_question",
    "await_customer",
    "keep_concern",
    "open_concern",
    "open_question",
    "reopen",
    "resolve",
    "withdraw",
]

_RECURRENCE = "recurrence"
_RAISED = ("concern", "question", "promise", "ended")


def open_question(fold: Fold, interaction: Interaction[Content], content: Question) -> None:
    """Keep a question, until it is answered."""
    due = _limit(fold, interaction.at, None)
    fold.own_items()[interaction.id] = make_item(
        interaction.id, content.kind, interaction.at, Party.CUSTOMER, due
    )
    fold.due_opened(due)


def open_concern(fold: Fold, interaction: Interaction[Content], content: Concern) -> None:
    """Keep a concern, until it is settled; say which it repeats."""
    keep_concern(fold, interaction, content.severity, content.category)


def keep_concern(
    fold: Fold,
    interaction: Interaction[Content],
    severity: Severity,
    category: str | None,
) -> None:
    """Open a concern, by whatever it came to light."""
    at = interaction.at
    since = at - timedelta(fold.rules.service.recurrence_days)
    closed = fold.draft.conduct.closed_concerns if category is not None else ()
    recurs = tuple(c.id for c in closed if c.category == category and c.closed_at >= since)
    _open(
        fold,
        interaction,
        make_item(
            id=interaction.id,
            kind="concern",
            opened_at=at,
            by=Party.CUSTOMER,
            due=_limit(fold, at, severity),
            severity=severity,
            category=category,
            cites=recurs[-fold.memory.evidence :],
        ),
    )


def _limit(fold: Fold, at: datetime, severity: Severity | None) -> datetime | None:
    return fold.rules.service.calendar.after(at, fold.rules.service.limit(severity))


def _open(fold: Fold, interaction: Interaction[Content], item: OpenItem) -> None:
    at = interaction.at
    fold.own_items()[item.id] = item
    fold.due_opened(item.due)
    running_window(fold, at).concerns += 1
    if item.cites:
        evidence = (item.id, *item.cites)[: fold.memory.evidence]
        times = len(item.cites)
        reason = Reason("recurrences", True, times, Comparison.AT_LEAST, 1, "concerns", evidence)
        fold.change(
            Aspect.ITEM,
            None,
            "recurring",
            at=at,
            cause=interaction.id,
            policy=_RECURRENCE,
            reasons=(reason,),
            subject=item.id,
        )


def answer_question(fold: Fold, interaction: Interaction[Content], content: Answered) -> None:
    """The question is settled, and how long that took is remembered; an easy concern closes with its answer too."""
    item = find_item(fold, interaction, content.item_id, "question", "concern")
    if item is None:
        return
    if item.kind == "concern":
        _close(fold, interaction, item, "answered")
        return
    known = fold.draft.conduct
    taken = (*known.answer_seconds, int((interaction.at - item.opened_at).total_seconds()))
    fold.draft.conduct = make_conduct(
        known.promises,
        known.customer_promises,
        known.closed_concerns,
        taken[-fold.memory.durations :],
        known.unnoted,
    )
    settle_item(fold, interaction, item, "answered")


def resolve(fold: Fold, interaction: Interaction[Content], content: Resolved) -> None:
    """The item is settled; a broken promise is remedied by it, and one that is not broken is delivered.

    A grave, escalated or recurring concern cannot close without cause, fix and prevention.
    """
    item = find_item(fold, interaction, content.item_id)
    if item is None:
        return
    if item.kind == "ended":
        fold.refuse("resolved", mismatch("item_kind", item.kind, "concern", "kind", interaction.id, item.id))
        return
    if item.kind == "concern":
        _close(fold, interaction, item, "resolved")
    elif item.kind == "delivery":
        receive(fold, interaction, item)
    elif item.kind != "promise":
        settle_item(fold, interaction, item, "resolved")
    elif item.overdue_since is not None:
        settle_item(fold, interaction, item, "remedied")
    else:
        _, delivered = count_delivery(fold, interaction, item)
        settle_item(fold, interaction, item, "resolved", delivered)


def _close(fold: Fold, interaction: Interaction[Content], item: OpenItem, after: str) -> None:
    """Close a concern, unless it takes more than what was said."""
    if missing := _missing(fold, interaction, item):
        fold.refuse(interaction.content.kind, *missing)
        return
    _remember(fold, interaction, item)
    settle_item(fold, interaction, item, after)


def _missing(fold: Fold, interaction: Interaction[Content], item: OpenItem) -> tuple[Reason, ...]:
    """What has to be known before a concern that is not easy can close; nothing for an easy one."""
    if item.severity is not Severity.GRAVE and item.assignee is None and not item.cites:
        return ()
    evidence = (interaction.id, item.id, *item.cites)[: fold.memory.evidence]
    return tuple(
        mismatch(f"{name}_found", None, "stated", name, *evidence)
        for name in ("cause", "fix", "prevention")
        if getattr(interaction.content, name, None) is None
    )


def _remember(fold: Fold, interaction: Interaction[Content], item: OpenItem) -> None:
    conduct = fold.draft.conduct
    closed = ClosedConcern(
        item.id,
        item.opened_at,
        interaction.at,
        item.severity or Severity.MODERATE,
        item.category,
        item.cites,
    )
    kept = (*(c for c in conduct.closed_concerns if c.id != item.id), closed)
    fold.draft.conduct = evolve(conduct, closed_concerns=kept[-fold.memory.closed_concerns :])


def reopen(fold: Fold, interaction: Interaction[Content], content: Reopened) -> None:
    """A closed concern is open again, and repeats itself."""
    conduct = fold.draft.conduct
    found = next((c for c in conduct.closed_concerns if c.id == content.item_id), None)
    if found is None:
        fold.refuse("reopened", mismatch("concern_closed", None, content.item_id, "concern", interaction.id))
        return
    left = tuple(c for c in conduct.closed_concerns if c.id != found.id)
    fold.draft.conduct = evolve(conduct, closed_concerns=left)
    _open(
        fold,
        interaction,
        make_item(
            id=found.id,
            kind="concern",
            opened_at=found.opened_at,
            by=Party.CUSTOMER,
            due=_limit(fold, interaction.at, found.severity),
            severity=found.severity,
            category=found.category,
            cites=tuple(dict.fromkeys((*found.cites, found.id)))[-fold.memory.evidence :],
        ),
    )


def await_customer(fold: Fold, interaction: Interaction[Content], content: AwaitingCustomer) -> None:
    """The time limit stands still, until the customer next does something."""
    item = find_item(fold, interaction, content.item_id, "concern", "question")
    if item is None:
        return
    if item.due is None:
        found = "waiting" if item.left_seconds is not None else "overdue"
        fold.refuse(
            "awaiting_customer", mismatch("limit_running", found, "running", "limit", interaction.id, item.id)
        )
        return
    left = -(-fold.rules.service.calendar.between(interaction.at, item.due) // timedelta(seconds=1))
    fold.own_items()[item.id] = evolve(item, due=None, left_seconds=left)
    fold.may_wait = True
    fold.due_closed(item.due)
    change_item(fold, interaction, item, "waiting")


def withdraw(fold: Fold, interaction: Interaction[Content], content: Withdrawn) -> None:
    """The item is let go by the side that may; or the latest ending is taken back by the side that gave it."""
    draft = fold.draft
    ending = draft.ending
    if draft.stage is Stage.DISSOLUTION and ending is not None and ending.cause == content.item_id:
        if ending.suspended is None:
            evidence = (interaction.id, content.item_id)
            fold.refuse(
                "withdrawn", mismatch("ending_standing", "final", "cooling_off", "standing", *evidence)
            )
        elif _may(fold, interaction, content.item_id, ending.by):
            resume(fold, ending, ending.suspended, interaction.at, interaction.id)
        return
    item = find_item(fold, interaction, content.item_id)
    if item is None:
        return
    if item.kind in _RAISED:
        promisee = Party.CUSTOMER if item.by is Party.COMPANY else Party.COMPANY
        if not _may(fold, interaction, item.id, promisee if item.kind == "promise" else item.by):
            return
    if item.kind == "concern":
        _remember(fold, interaction, item)
    settle_item(fold, interaction, item, "withdrawn")


def _may(fold: Fold, interaction: Interaction[Content], item_id: str, side: Party) -> bool:
    """Whether it is for the acting side to let an item go; if not, the refusal is noted."""
    acting = side_of(interaction)
    if side in {Party.NOBODY, acting}:
        return True
    fold.refuse("withdrawn", mismatch("withdrawn_by", acting, side, "party", interaction.id, item_id))
    return False
