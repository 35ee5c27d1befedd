"""What is remembered of events and of what was carried out: each a look through the whole log, which keeps all."""

from datetime import timedelta
from typing import Any

from relcore.model import CarriedOut, FrozenMap, Happened, Interaction
from relcore.model import contents as c
from relcore.vocabulary import Direction
from tests.stateful.naive_history import NaiveHistory

_THEIRS = {Direction.INBOUND, Direction.BETWEEN_CUSTOMERS}


def settled(key: str) -> tuple[str, str] | None:
    """The kind and the occasion of what is carried out in this relationship; None of any other key."""
    whose, *rest = key.split("/", 2)
    return (rest[0], rest[1]) if whose == "r-1" and len(rest) == 2 and all(rest) else None


def _event(model: NaiveHistory, i: Interaction[Any]) -> Happened | None:
    """What there is to follow up of one interaction, if anything."""
    person = i.by if i.direction in _THEIRS else i.to
    match i.content:
        case c.AbandonedCart(category=category):
            return Happened(i.id, "abandoned_cart", i.at, person, category)
        case c.WorkDone():
            return Happened(i.id, "work_done", i.at, person, None)
        case c.Conversation(held=True, event=str(name)):
            return Happened(i.id, "conversation.met", i.at, person, name)
        case c.UnknownContent(kind=kind):
            return Happened(i.id, kind, i.at, person, None)
        case _ if i.id in model.receipts:
            return Happened(i.id, "purchase.received", i.at, None, model.receipts[i.id])
        case _:
            return None


def events(model: NaiveHistory) -> tuple[tuple[Happened, ...], list[str]]:
    """The latest events, as of the last one; and whether one was let go of that was young still."""
    sizes = model.rules.sizes
    lasts = timedelta(days=sizes.event_days)
    all_of_them = [event for i in model.interactions if (event := _event(model, i)) is not None]
    pushed_out = zip(all_of_them, all_of_them[sizes.events :], strict=False)
    overflowed = any(later.at - event.at <= lasts for event, later in pushed_out)
    latest = all_of_them[-sizes.events :]
    young = tuple(event for event in latest if latest[-1].at - event.at <= lasts)
    return young, ["recent_events"] * overflowed


def carried_out(model: NaiveHistory) -> tuple[FrozenMap[str, tuple[CarriedOut, ...]], list[str]]:
    """The latest occasions of each kind that came first; and what there was more of than is remembered."""
    sizes = model.rules.sizes
    done = [
        (*found, i.at, i.id)
        for i in model.interactions
        for key in i.settles
        if (found := settled(key)) is not None
    ]
    kinds = list(dict.fromkeys(kind for kind, *_ in done))
    kept, forgotten = {}, ["carried_out"] * (len(kinds) > sizes.recommendations)
    for kind in kinds[: sizes.recommendations]:
        latest = {}
        for other, occasion, at, id in reversed(done):
            if other == kind and occasion not in latest:
                latest[occasion] = CarriedOut(occasion, at, id)
        kept[kind] = tuple(list(latest.values())[: sizes.carried_out][::-1])
        forgotten += [f"carried_out.{kind}"] * (len(latest) > sizes.carried_out)
    return FrozenMap(kept), forgotten
