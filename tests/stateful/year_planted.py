"""Faults that the recount of a year must find: what a careless team might add to the default policies, or leave out."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from attrs import evolve, frozen

from relcore import STANDARD, PolicySet, Recommendation, Stage
from relcore.model.instants import local_day
from relcore.policies import Planning, Recommender, Situation
from relcore.vocabulary import Channel, Priority, Purpose

DAY = timedelta(days=1)
PURPOSES = (Purpose.RELATIONSHIP, Purpose.SURVEY, Purpose.MARKETING, Purpose.SERVICE)


@frozen
class Eager:
    """Proposes something all the time, by telephone and by email: what is held back is the rules' doing."""

    code = "eager"

    purposes: tuple[Purpose, ...] = PURPOSES

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """Two contacts for each purpose an hour, for each of the customer's people."""
        relationship, customer = situation.relationship, situation.customer
        if customer is None:
            return
        for person in customer.persons:
            for purpose in self.purposes:
                for channel in (Channel.PHONE, Channel.EMAIL):
                    yield Recommendation(
                        kind=f"eager_{purpose}_{channel}",
                        relationship_id=relationship.id,
                        occasion=f"{person.id}/{situation.at:%Y-%m-%d-%H}",
                        purpose=purpose,
                        channels=(channel,),
                        person=person.id,
                        priority=Priority.COMMERCIAL if purpose is Purpose.MARKETING else Priority.COURTESY,
                    )


@frozen
class TwoCards:
    """Sends every card once more, under a key of its own, on another day."""

    code = "two_cards"

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """The cards that are due or ahead, a second time."""
        cards = next(one for one in STANDARD.advising.recommenders if one.code == "occasions")  # type: ignore[attr-defined]
        for card in cards.recommend(situation):
            begins = None if card.not_before is None else card.not_before + DAY
            yield evolve(card, occasion=f"{card.occasion}/again", not_before=begins)


@frozen
class AlwaysCards:
    """Sends a card in the month of the birthday, and not only around the day."""

    code = "always_cards"

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """The card of a month."""
        customer = situation.customer
        for person in () if customer is None else customer.persons:
            today = local_day(situation.at, situation.relationship.zone)
            if any(one.month == today.month for one in person.occasions):
                yield Recommendation(
                    kind="card",
                    relationship_id=situation.relationship.id,
                    occasion=f"{person.id}/month/{today.year}",
                    purpose=Purpose.RELATIONSHIP,
                    channels=(Channel.POST,),
                    person=person.id,
                )


@frozen
class ByTheClock:
    """Follows sales up under a key that is made of the clock."""

    code = "by_the_clock"

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """The latest sale, whenever it was."""
        relationship = situation.relationship
        for bought in relationship.recent_purchases[-1:]:
            if relationship.stage is not Stage.DISSOLUTION and situation.customer is not None:
                yield Recommendation(
                    kind="follow_up",
                    relationship_id=relationship.id,
                    occasion=f"{bought.id}/{situation.at:%Y-%m-%d}",
                    purpose=Purpose.SERVICE,
                    channels=(Channel.EMAIL,),
                    person=situation.customer.persons[0].id if situation.customer.persons else None,
                    settles=(bought.id,),
                )


@frozen
class Surprising:
    """Proposes something once some days have passed, and does not say so before."""

    code = "surprising"

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """A task, from the tenth day after the last interaction on."""
        relationship = situation.relationship
        if situation.at - relationship.last_at >= 10 * DAY:
            yield Recommendation(
                kind="surprise",
                relationship_id=relationship.id,
                occasion=f"after-{relationship.revision}",
                purpose=Purpose.SERVICE,
            )


def with_more(*more: Recommender, **advising: Any) -> PolicySet:
    """The default policies, with something added to what they propose."""
    return STANDARD.with_advising(recommenders=(*STANDARD.advising.recommenders, *more), **advising)


def eager(without: str | None = None, purposes: tuple[Purpose, ...] = PURPOSES) -> PolicySet:
    """Policies that propose far too much and hold it back by rules, less the one that is named."""
    rules = [one for one in STANDARD.advising.contact_rules if _name(one) != without]
    assert len(rules) == len(STANDARD.advising.contact_rules) - (without is not None)
    # a budget a day that is wide open leaves it to the caps
    planning = Planning(contacts_a_day=8)
    return STANDARD.with_advising(
        recommenders=(Eager(purposes),), planning=planning, contact_rules=tuple(rules)
    )


def _name(rule: object) -> str:
    return str(getattr(rule, "name", None) or getattr(rule, "code", ""))
