"""A promise is kept at its due instant or before, late after it, and broken by its deadline with no one asking."""

from collections.abc import Iterable
from datetime import datetime

from attrs import evolve

from relcore.kernel.counting import running_window
from relcore.kernel.effects.events import receive
from relcore.kernel.effects.items import change_item, find_item, settle_item
from relcore.kernel.fold import Fold
from relcore.kernel.making import make_conduct, make_item, make_promise_record, make_reason
from relcore.model.conduct import PromiseRecord
from relcore.model.contents import Content, Delivered, Promise, Renegotiated
from relcore.model.decision import Reason
from relcore.model.instants import local_day
from relcore.model.interaction import Interaction
from relcore.model.items import OpenItem
from relcore.vocabulary import Comparison, Party

__all__ = ["break_promise", "count_delivery", "deliver", "keep_promise", "keep_promises", "renegotiate"]


def keep_promise(fold: Fold, interaction: Interaction[Content], content: Promise) -> None:
    """Keep what is owed, until it is delivered or let go."""
    _keep(fold, interaction.id, interaction.at, content)


def keep_promises(fold: Fold, interaction: Interaction[Content], promises: Iterable[Promise]) -> None:
    """Keep what was promised in a note or conversation: it counts like any other promise."""
    for number, promise in enumerate(promises, 1):
        _keep(fold, f"{interaction.id}#{number}", interaction.at, promise)


def _keep(fold: Fold, id: str, at: datetime, promise: Promise) -> None:
    fold.own_items()[id] = make_item(id=id, kind=promise.kind, opened_at=at, by=promise.by, due=promise.due)
    fold.due_opened(max(promise.due, at))


def _record(fold: Fold, by: Party) -> PromiseRecord:
    conduct = fold.draft.conduct
    return conduct.promises if by is Party.COMPANY else conduct.customer_promises


def _keep_record(fold: Fold, by: Party, record: PromiseRecord) -> None:
    known = fold.draft.conduct
    ours, theirs = (record, known.customer_promises) if by is Party.COMPANY else (known.promises, record)
    fold.draft.conduct = make_conduct(
        ours, theirs, known.closed_concerns, known.answer_seconds, known.unnoted
    )


def break_promise(fold: Fold, item: OpenItem, due: datetime) -> None:
    """Its last good instant has passed."""
    record = _record(fold, item.by)
    _keep_record(fold, item.by, evolve(record, broken=record.broken + 1))
    if item.by is Party.COMPANY:
        running_window(fold, due).breaches += 1


def deliver(fold: Fold, interaction: Interaction[Content], content: Delivered) -> None:
    """A promise is kept if delivered at its due instant or before, early on a day before; later it is late.

    What was bought and is delivered is received.
    """
    item = find_item(fold, interaction, content.item_id, "promise", "delivery")
    if item is not None and item.kind == "delivery":
        receive(fold, interaction, item)
    elif item is not None:
        after, reason = count_delivery(fold, interaction, item)
        settle_item(fold, interaction, item, after, reason)


def count_delivery(fold: Fold, interaction: Interaction[Content], item: OpenItem) -> tuple[str, Reason]:
    """Count a promise as kept, early or late; say which, and why."""
    due = item.overdue_since if item.due is None else item.due
    kept = item.due is not None and interaction.at <= item.due
    record = _record(fold, item.by)
    taken = (*record.taken_seconds, int((interaction.at - item.opened_at).total_seconds()))
    latest = taken[-fold.memory.durations :]
    if item.due is not None and kept:
        zone = fold.draft.zone
        early = local_day(interaction.at, zone) < local_day(item.due, zone)
        record = make_promise_record(
            record.kept + 1, record.early + early, record.late, record.broken, latest
        )
        after = "early" if early else "kept"
    else:
        broken = record.broken - (item.due is None)  # one that was late when it was given has not broken yet
        record = make_promise_record(record.kept, record.early, record.late + 1, broken, latest)
        after = "late"
    _keep_record(fold, item.by, record)
    evidence = (item.id, interaction.id)
    at_most = Comparison.AT_MOST
    return after, make_reason("delivered_by", kept, interaction.at, at_most, due, "instant", evidence)


def renegotiate(fold: Fold, interaction: Interaction[Content], content: Renegotiated) -> None:
    """A promise that has not passed its due instant gets another one; after it, that is refused."""
    item = find_item(fold, interaction, content.item_id, "promise")
    if item is None:
        return
    evidence = (item.id, interaction.id)
    due = item.overdue_since if item.due is None else item.due
    in_time = item.due is not None and interaction.at <= item.due
    ahead = content.due >= interaction.at
    reason = make_reason(
        "renegotiated_by", in_time, interaction.at, Comparison.AT_MOST, due, "instant", evidence
    )
    if not in_time or not ahead:
        past = make_reason(
            "new_due", ahead, content.due, Comparison.AT_LEAST, interaction.at, "instant", evidence
        )
        fold.refuse("renegotiated", *(r for r in (reason, past) if not r.holds))
        return
    original = item.due if item.original_due is None else item.original_due
    fold.own_items()[item.id] = evolve(item, due=content.due, original_due=original)
    fold.due_closed(item.due)
    fold.due_opened(content.due)
    change_item(fold, interaction, item, "renegotiated", reason)
