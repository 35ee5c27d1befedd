"""Days of the year that matter to people are kept with a card, and with a gift that has to do with the customer."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from attrs import frozen

from relcore.errors import PolicyError
from relcore.model.decision import Reason
from relcore.model.money import Money
from relcore.model.offerings import GiftIdea
from relcore.model.recommendation import Recommendation
from relcore.model.validation import check_member, check_texts, check_value, check_values
from relcore.policies.recommending.occurrences import occasions_of, occurrences
from relcore.policies.recommending.periods import check_whole, first_made
from relcore.policies.recommending.proposal import Proposal
from relcore.policies.situation import Situation
from relcore.vocabulary import Channel, Comparison, GiftTie, LeapDay, Stage

__all__ = ["Gifts", "Occasions"]

_MOST_LEAD_DAYS: Final = 180
_LEAD_REMEDY: Final = "Three is usual."


@frozen(kw_only=True)
class Occasions:
    """Sends a card on the days that matter to people in an established relationship, each once a year.

    It can be sent from some days before until the day is over where the person lives. A day that the clocks of a place
    skip is kept until its eve is over. Where it is not known which zone the person lives in, the zones of the country
    must agree on it; and where the country is not known either, all that there are. The next one is announced as soon
    as the last is over, or was kept.

    Settled by what names it. Emits ``occasion`` and ``falls_on``, and ``anniversary`` where the original year is known.

    Args:
        lead_days: how many days before the day it begins.
        leap_day: when 29 February is kept in years that have none.
        proposal: what is proposed; its stages are those that count as established.
    """

    code = "occasions"

    lead_days: int = 3
    leap_day: LeapDay = LeapDay.FEBRUARY_28
    proposal: Proposal = Proposal(
        kind="card",
        channels=(Channel.POST, Channel.EMAIL),
        personal=True,
        stages=(Stage.EXPANSION, Stage.COMMITMENT),
    )

    def __attrs_post_init__(self) -> None:
        check_whole(self.lead_days, "Occasions.lead_days", 0, _MOST_LEAD_DAYS, _LEAD_REMEDY)
        check_member(self.leap_day, LeapDay, "Occasions.leap_day")
        check_value(self.proposal, Proposal, "Occasions.proposal")

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """One card for each occasion, due or ahead."""
        if situation.relationship.stage not in self.proposal.stages:
            return ()
        return tuple(_kept(self, situation))


@frozen(kw_only=True)
class Gifts:
    """Gives something small on such a day that has to do with the customer, for each occasion once a year.

    The gift is tied to the latest purchase that was not cancelled, by its category; or else to the customer's business;
    or else to the company. Of those with the same tie it is one whose currency is capped first, then the cheapest, then
    the first by its id. What costs more than the cap of its currency, or has no cap, is not given.

    When it can be given is as for a card. Settled by what names it.

    Emits ``tie.purchase``, ``tie.business`` or ``tie.company``, ``gift_cost``, and what the occasion emits.

    Args:
        occasions: on which kinds of occasions.
        caps: the most that a gift may cost, once for each currency.
        lead_days: how many days before the day it begins.
        leap_day: when 29 February is kept in years that have none.
        proposal: what is proposed; its stages are those in which gifts are given.
    """

    code = "gifts"

    occasions: tuple[str, ...] = ("birthday",)
    caps: tuple[Money, ...] = (Money(25, "EUR"), Money(25, "USD"), Money(25, "GBP"))
    lead_days: int = 3
    leap_day: LeapDay = LeapDay.FEBRUARY_28
    proposal: Proposal = Proposal(
        kind="gift",
        channels=(Channel.POST, Channel.IN_PERSON),
        personal=True,
        stages=(Stage.COMMITMENT,),
    )

    def __attrs_post_init__(self) -> None:
        check_texts(self.occasions, "Gifts.occasions")
        check_values(self.caps, Money, "Gifts.caps")
        currencies = [cap.currency for cap in self.caps]
        if len(set(currencies)) != len(currencies):
            raise PolicyError("Gifts.caps", currencies, "one cap for each currency", "Leave one of them out.")
        check_whole(self.lead_days, "Gifts.lead_days", 0, _MOST_LEAD_DAYS, _LEAD_REMEDY)
        check_member(self.leap_day, LeapDay, "Gifts.leap_day")
        check_value(self.proposal, Proposal, "Gifts.proposal")

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """One gift for each of these occasions, due or ahead; none where nothing fits."""
        company = situation.company
        if company is None or not company.gifts or situation.relationship.stage not in self.proposal.stages:
            return ()
        for tie, about, tied in _ties(situation):
            affordable = [
                (rank, idea.cost.amount, idea.id, idea, cap)
                for rank, cap in enumerate(self.caps)
                for idea in company.gifts
                if idea.tie is tie and idea.about == about
                if idea.cost.currency == cap.currency and idea.cost.amount <= cap.amount
            ]
            if affordable:
                *_, idea, cap = min(affordable, key=lambda one: one[:3])
                within = Reason(
                    "gift_cost", True, idea.cost.amount, Comparison.AT_MOST, cap.amount, cap.currency
                )
                return tuple(_kept(self, situation, idea, (tied, within)))
        return ()


def _ties(situation: Situation) -> Iterator[tuple[GiftTie, str | None, Reason]]:
    """What a gift may have to do with, the closest first: by which tie, about what, and why."""
    bought = [one for one in situation.relationship.recent_purchases if not one.cancelled]
    if bought and bought[-1].category is not None:
        about, cited = bought[-1].category, (bought[-1].id,)
        reason = Reason("tie.purchase", True, about, Comparison.EQUAL_TO, about, "category", cited)
        yield GiftTie.PURCHASE, about, reason
    business = None if situation.customer is None else situation.customer.business
    if business is not None:
        reason = Reason("tie.business", True, business, Comparison.EQUAL_TO, business, "business")
        yield GiftTie.BUSINESS, business, reason
    own = GiftTie.COMPANY
    yield own, None, Reason("tie.company", True, own, Comparison.EQUAL_TO, own, "tie")


def _kept(
    rule: Occasions | Gifts,
    situation: Situation,
    idea: GiftIdea | None = None,
    because: tuple[Reason, ...] = (),
) -> Iterator[Recommendation]:
    """What is done on the occasions of the customer's people: this year, or else the year after."""
    customer = situation.customer
    for person in () if customer is None else customer.persons:
        for name, occasion in occasions_of(person):
            if isinstance(rule, Gifts) and occasion.kind not in rule.occasions:
                continue
            ahead = occurrences(
                situation, person, name, occasion, lead_days=rule.lead_days, leap_day=rule.leap_day
            )
            yield from first_made(
                rule.proposal.make(
                    situation,
                    one.key,
                    since=one.opens,
                    reasons=(*one.reasons, *because),
                    person=person.id,
                    topic=None if idea is None else idea.id,
                    cost=None if idea is None else idea.cost,
                    not_before=one.opens,
                    due=one.closes,
                    expires=one.closes,
                )
                for one in islice(ahead, 2)
            )
