"""What opens an item, and what settles it. An item bears the id of the interaction that opened it."""

from typing import assert_never

from attrs import evolve

from relcore.kernel.fold import Fold, fact, mismatch
from relcore.model.contents import (
    Answered,
    Concern,
    Content,
    Delivered,
    Opportunity,
    Promise,
    Question,
    Renegotiated,
    Resolved,
    Withdrawn,
)
from relcore.model.decision import Reason
from relcore.model.interaction import Interaction
from relcore.model.relationship import OpenItem
from relcore.vocabulary import Aspect, Comparison, Party

__all__ = ["answer_question", "deliver", "open_item", "renegotiate", "resolve", "withdraw"]

_ITEM = Aspect.ITEM
_SETTLES = {"answered": ("question",), "delivered": ("promise",), "renegotiated": ("promise",)}


def open_item(
    fold: Fold, interaction: Interaction[Content], content: Promise | Question | Concern | Opportunity
) -> None:
    """Keep what is owed, asked, complained of or hoped for, until it is settled."""
    fold.own_items()[interaction.id] = OpenItem(
        id=interaction.id,
        kind=content.kind,
        opened_at=interaction.at,
        by=_raised_by(content),
        due=content.due if isinstance(content, Promise) else None,
        severity=content.severity if isinstance(content, Concern) else None,
    )
    if isinstance(content, Promise):
        fold.deadlines_changed()


def _raised_by(content: Promise | Question | Concern | Opportunity) -> Party:
    match content:
        case Promise():
            return content.by
        case Opportunity():
            return Party.COMPANY
        case Question() | Concern():
            return Party.CUSTOMER
        case _ as never:
            assert_never(never)


def _find(fold: Fold, interaction: Interaction[Content], item_id: str) -> OpenItem | None:
    item = fold.draft.items.get(item_id)
    kind = interaction.content.kind
    if item is None:
        fold.refuse(kind, mismatch("item_open", None, item_id, "item", interaction.id))
        return None
    fitting = _SETTLES.get(kind)
    if fitting is not None and item.kind not in fitting:
        fold.refuse(kind, mismatch("item_kind", item.kind, fitting[0], "kind", interaction.id, item_id))
        return None
    return item


def _settle(
    fold: Fold, interaction: Interaction[Content], item: OpenItem, after: str, *reasons: Reason
) -> None:
    del fold.own_items()[item.id]
    fold.deadlines_changed()
    fold.change(
        _ITEM,
        "open" if item.broken_at is None else "broken",
        after,
        at=interaction.at,
        cause=interaction.id,
        policy=interaction.content.kind,
        reasons=reasons or (fact(interaction.content.kind, item.kind, "kind", interaction.id, item.id),),
        subject=item.id,
    )


def deliver(fold: Fold, interaction: Interaction[Content], content: Delivered) -> None:
    """A promise is kept if delivered at its due instant or before; a broken one is remedied."""
    item = _find(fold, interaction, content.item_id)
    if item is None:
        return
    due = item.broken_at if item.due is None else item.due
    kept = item.due is not None and interaction.at <= item.due
    evidence = (item.id, interaction.id)
    reason = Reason("delivered_by", kept, interaction.at, Comparison.AT_MOST, due, "instant", evidence)
    _settle(fold, interaction, item, "kept" if kept else "remedied", reason)


def answer_question(fold: Fold, interaction: Interaction[Content], content: Answered) -> None:
    """The question is settled."""
    item = _find(fold, interaction, content.item_id)
    if item is not None:
        _settle(fold, interaction, item, "answered")


def resolve(fold: Fold, interaction: Interaction[Content], content: Resolved) -> None:
    """The item is settled; a broken promise is remedied by it."""
    item = _find(fold, interaction, content.item_id)
    if item is not None:
        _settle(fold, interaction, item, "resolved" if item.broken_at is None else "remedied")


def withdraw(fold: Fold, interaction: Interaction[Content], content: Withdrawn) -> None:
    """The item is let go."""
    item = _find(fold, interaction, content.item_id)
    if item is not None:
        _settle(fold, interaction, item, "withdrawn")


def renegotiate(fold: Fold, interaction: Interaction[Content], content: Renegotiated) -> None:
    """A promise that has not passed its due instant gets another one; after it, that is refused."""
    item = _find(fold, interaction, content.item_id)
    if item is None:
        return
    evidence = (item.id, interaction.id)
    due = item.broken_at if item.due is None else item.due
    in_time = item.due is not None and interaction.at <= item.due
    ahead = content.due >= interaction.at
    reason = Reason("renegotiated_by", in_time, interaction.at, Comparison.AT_MOST, due, "instant", evidence)
    if not in_time or not ahead:
        past = Reason("new_due", ahead, content.due, Comparison.AT_LEAST, interaction.at, "instant", evidence)
        fold.refuse("renegotiated", *(r for r in (reason, past) if not r.holds))
        return
    fold.own_items()[item.id] = evolve(item, due=content.due)
    fold.deadlines_changed()
    fold.change(
        _ITEM,
        "open",
        "renegotiated",
        at=interaction.at,
        cause=interaction.id,
        policy="renegotiated",
        reasons=(reason,),
        subject=item.id,
    )
