"""What wants to be followed up is remembered while it is young; what was carried out, while it is among the latest."""

from datetime import timedelta
from typing import Any

from relcore.kernel.effects.items import settle_item
from relcore.kernel.fold import Fold, mismatch
from relcore.kernel.making import make_carried_out, make_happened
from relcore.model.contents import AbandonedCart, Content, WorkDone
from relcore.model.frozen_map import FrozenMap
from relcore.model.interaction import Interaction
from relcore.model.items import OpenItem
from relcore.vocabulary import Direction

__all__ = ["carry_out", "concerned", "do_work", "keep_event", "leave_cart", "receive"]

_EVENTS = "recent_events"
_DONE = "carried_out"
_THEIRS = frozenset({Direction.INBOUND, Direction.BETWEEN_CUSTOMERS})


def concerned(interaction: Interaction[Any]) -> str | None:
    """The person on the customer's side: who acted, of what the customer did, and else who was addressed."""
    return interaction.by if interaction.direction in _THEIRS else interaction.to


def keep_event(
    fold: Fold,
    interaction: Interaction[Any],
    event: str,
    *,
    person: str | None = None,
    about: str | None = None,
) -> None:
    """Remember an event, and let go of those that are too old to be followed up, or too many."""
    draft, memory = fold.draft, fold.memory
    young = interaction.at - timedelta(memory.event_days)
    kept = draft.recent_events
    if kept and kept[0].at < young:
        kept = tuple([one for one in kept if one.at >= young])
    if len(kept) >= memory.events:
        fold.forget(_EVENTS)
        kept = kept[1 - memory.events :] if memory.events > 1 else ()
    happened = make_happened(interaction.id, event, interaction.at, person, about)
    draft.recent_events = (*kept, happened)


def leave_cart(fold: Fold, interaction: Interaction[Content], content: AbandonedCart) -> None:
    """A cart that was left wants to be followed up."""
    keep_event(fold, interaction, content.kind, person=concerned(interaction), about=content.category)


def do_work(fold: Fold, interaction: Interaction[Content], content: WorkDone) -> None:
    """The customer may not know of it yet."""
    keep_event(fold, interaction, content.kind, person=concerned(interaction))


def receive(fold: Fold, interaction: Interaction[Content], item: OpenItem) -> None:
    """The customer has what was bought."""
    keep_event(fold, interaction, "purchase.received", about=item.id)
    settle_item(fold, interaction, item, "received")


def carry_out(fold: Fold, interaction: Interaction[Any]) -> None:
    """What an interaction says that it carries out was carried out."""
    draft, memory = fold.draft, fold.memory
    prefix = f"{draft.id}/"
    done = draft.carried_out.owned.copy()
    for key in interaction.settles:
        kind, _, occasion = key.removeprefix(prefix).partition("/")
        if not key.startswith(prefix) or not kind or not occasion:
            expected = f"{prefix}kind/occasion"
            fold.refuse("settles", mismatch("recommendation_key", key, expected, "key", interaction.id))
            continue
        if kind not in done and len(done) >= memory.recommendations:
            fold.forget(_DONE)
            continue
        latest = [one for one in done.get(kind, ()) if one.occasion != occasion]
        latest.append(make_carried_out(occasion, interaction.at, interaction.id))
        if len(latest) > memory.carried_out:
            fold.forget(f"{_DONE}.{kind}")
        done[kind] = tuple(latest[-memory.carried_out :])
    draft.carried_out = FrozenMap.owning(done)
