"""What an episode counts: a look through what was told in it, and through what a balance told of before the log."""

from collections import defaultdict
from datetime import date, datetime

from relcore.model import Interaction, Tally
from relcore.model import contents as c
from relcore.model.frozen_map import FrozenMap
from tests.stateful.naive_history import DISSOLUTION, NO_EPISODE, NaiveHistory, Told
from tests.stateful.naive_rules import COUNTED, happenings

Once = tuple[datetime, str]
"""When something happened, and which interaction says so."""


def tallied(model: NaiveHistory, told: list[Told]) -> FrozenMap[str, Tally]:
    found: dict[str, list[Once]] = defaultdict(list)
    found |= {"purchase.before": _before(model)} if model.balance is not None else {}
    found |= {"purchase": _before(model)} if _balance_in(model, told) is not None else {}
    for one in told:
        for event in happenings(one.interaction):
            found[event] = [*found[event], (one.interaction.at, one.interaction.id)]
    size = model.rules.sizes.evidence
    return FrozenMap(
        {
            event: Tally(
                count=len(those),
                first_at=those[0][0],
                last_at=those[-1][0],
                evidence=tuple(dict.fromkeys(id for _, id in those[-size:]))
                if event in {*COUNTED, "purchase.before"}
                else (),
            )
            for event, those in found.items()
        }
    )


def _before(model: NaiveHistory) -> list[Once]:
    """Some purchases that the balance may tell of."""
    assert model.balance is not None
    content = model.balance.content
    first, last = (model.noon(day) for day in (content.first_on, content.last_on))
    return [(at, model.balance.id) for at in [first, *[last] * (content.purchases - 1)]]


def _balance_in(model: NaiveHistory, told: list[Told]) -> Interaction[c.OpeningBalance] | None:
    known = model.balance is not None and any(one.interaction is model.balance for one in told)
    return model.balance if known else None


def of_episode(model: NaiveHistory) -> list[Told]:
    """What counts now; after an ending that is only what was recorded last, which might open the next episode."""
    if model.stage is not DISSOLUTION:
        return [told for told in model.told if told.episode == model.episode]
    return [told for told in model.told[-1:] if told.episode == NO_EPISODE]


def past_counts(model: NaiveHistory) -> dict[str, int]:
    counting, counts = of_episode(model), defaultdict[str, int](int)
    for told in model.told:
        if told not in counting:
            for event in happenings(told.interaction):
                counts[event] += 1
    if model.balance is not None and _balance_in(model, counting) is None:
        counts["purchase"] += model.balance.content.purchases
    return dict(counts)


def _is_purchase(told: Told) -> bool:
    return isinstance(told.interaction.content, c.Purchase)


def _standing(model: NaiveHistory, told: list[Told]) -> list[Told]:
    return [one for one in model.bought() if one in told]


def days_of(model: NaiveHistory, told: list[Told]) -> set[date]:
    """On which days something was bought."""
    before = model.days_before if _balance_in(model, told) is not None else ()
    return {*before, *(one.day for one in _standing(model, told))}


def categories_of(model: NaiveHistory, told: list[Told]) -> tuple[str, ...]:
    """What was bought, in the order in which it first was.

    After a balance nobody knows whether what was cancelled had been bought before: it stays, and they are not sure.
    """
    balance = _balance_in(model, told)
    before = () if balance is None else balance.content.categories
    counted = _standing(model, told) if model.balance is None else told
    bought = (getattr(one.interaction.content, "category", None) for one in counted if _is_purchase(one))
    return tuple(dict.fromkeys([*before, *(category for category in bought if category)]))
