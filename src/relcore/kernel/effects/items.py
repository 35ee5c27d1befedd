"""An open item bears the id of the interaction that opened it; whatever settles it refers to it by that id."""

from datetime import timedelta

from attrs import evolve

from relcore.kernel.fold import Fold, fact, mismatch
from relcore.kernel.making import make_item
from relcore.model.contents import Acknowledged, Content, CustomerChanged, Escalated, Opportunity
from relcore.model.decision import Reason
from relcore.model.interaction import Interaction
from relcore.model.items import OpenItem
from relcore.vocabulary import Aspect, Direction, Party

__all__ = [
    "acknowledge",
    "change_item",
    "escalate",
    "find_item",
    "keep_change",
    "keep_opportunity",
    "resume_clocks",
    "settle_item",
    "side_of",
    "standing",
]

_ITEM = Aspect.ITEM
_ESCALATED = ("concern", "question", "promise", "opportunity", "need")


def side_of(interaction: Interaction[Content]) -> Party:
    """The side that did something: the customer, or else the company."""
    inbound = interaction.direction in {Direction.INBOUND, Direction.BETWEEN_CUSTOMERS}
    return Party.CUSTOMER if inbound else Party.COMPANY


def find_item(fold: Fold, interaction: Interaction[Content], item_id: str, *kinds: str) -> OpenItem | None:
    """The open item of one of these kinds, of any if none is named; else the refusal is noted."""
    item = fold.draft.items.get(item_id)
    kind = interaction.content.kind
    if item is None:
        fold.refuse(kind, mismatch("item_open", None, item_id, "item", interaction.id))
        return None
    if kinds and item.kind not in kinds:
        fold.refuse(kind, mismatch("item_kind", item.kind, kinds[0], "kind", interaction.id, item_id))
        return None
    return item


def standing(item: OpenItem) -> str:
    """How an item stands: open, broken or overdue, or waiting for the customer."""
    if item.kind == "ended":
        return "notice"
    if item.overdue_since is not None:
        return "broken" if item.kind == "promise" else "overdue"
    return "open" if item.left_seconds is None else "waiting"


def change_item(
    fold: Fold,
    interaction: Interaction[Content],
    item: OpenItem,
    after: str,
    *reasons: Reason,
) -> None:
    """Note what became of an item; that it was said is the reason, unless there are others."""
    kind = interaction.content.kind
    fold.change(
        _ITEM if item.kind != "ended" else Aspect.ENDING,
        standing(item),
        after,
        at=interaction.at,
        cause=interaction.id,
        policy=kind,
        reasons=reasons or (fact(kind, item.kind, "kind", interaction.id, item.id),),
        subject=item.id,
    )


def settle_item(
    fold: Fold, interaction: Interaction[Content], item: OpenItem, after: str, *reasons: Reason
) -> None:
    """The item is open no longer."""
    del fold.own_items()[item.id]
    fold.due_closed(item.due)
    change_item(fold, interaction, item, after, *reasons)


def keep_opportunity(fold: Fold, interaction: Interaction[Content], content: Opportunity) -> None:
    """Keep what is hoped for, until it is settled."""
    fold.own_items()[interaction.id] = make_item(
        id=interaction.id, kind=content.kind, opened_at=interaction.at, by=Party.COMPANY
    )


def keep_change(fold: Fold, interaction: Interaction[Content], content: CustomerChanged) -> None:
    """One change is one notice to the owner, open until it is acknowledged."""
    fold.own_items()[interaction.id] = make_item(
        id=interaction.id, kind=content.kind, opened_at=interaction.at, by=Party.COMPANY
    )


def acknowledge(fold: Fold, interaction: Interaction[Content], content: Acknowledged) -> None:
    """A department takes notice: of a change once and for all, of a need until each that was named has."""
    item = find_item(fold, interaction, content.item_id, *_ESCALATED, "customer_changed")
    if item is None or content.acknowledging in item.acknowledged:
        return
    left = tuple(d for d in item.departments if d is not content.acknowledging)
    if item.kind == "customer_changed" or (item.kind == "need" and not left):
        settle_item(fold, interaction, item, "acknowledged")
        return
    fold.own_items()[item.id] = evolve(
        item, departments=left, acknowledged=(*item.acknowledged, content.acknowledging)
    )
    change_item(fold, interaction, item, "acknowledged")


def escalate(fold: Fold, interaction: Interaction[Content], content: Escalated) -> None:
    """Somebody else has it now."""
    item = find_item(fold, interaction, content.item_id, *_ESCALATED)
    if item is not None and item.assignee != content.assignee:
        fold.own_items()[item.id] = evolve(item, assignee=content.assignee)
        change_item(fold, interaction, item, "escalated")


def resume_clocks(fold: Fold, interaction: Interaction[Content]) -> None:
    """The customer did something: the time limits that waited for it go on."""
    fold.may_wait = False
    waiting = [item for item in fold.draft.items.values() if item.left_seconds is not None]
    for item in sorted(waiting, key=lambda item: item.id):
        left = timedelta(seconds=item.left_seconds or 0)
        due = fold.rules.service.calendar.after(interaction.at, left)
        fold.own_items()[item.id] = evolve(item, due=due, left_seconds=None)
        fold.due_opened(due)
        heard = fact("customer_heard", item.kind, "kind", interaction.id, item.id)
        change_item(fold, interaction, item, "open", heard)
