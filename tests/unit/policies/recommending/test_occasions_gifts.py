"""Gifts on such days: tied to something, within the cap, and for those who are committed."""

from datetime import UTC
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from relcore.errors import FieldError
from relcore.model import Company, GiftIdea, Interaction, Money, Occasion, Recommendation
from relcore.policies.recommending.occasions import Gifts
from relcore.testing.laws import check_recommender
from relcore.vocabulary import Channel, EndReason, GiftTie, LeapDay, Party, Purpose, RelationshipType, Stage
from tests.unit.kernel.history import after, day, ended, opened, taken_back
from tests.unit.policies.recommending.rhythm_words import (
    bought,
    firm,
    one_person,
    pinned,
    proposed,
    somebody,
    told,
    why,
    wrote,
)

GIFTS = Gifts()
BIRTHDAY = Occasion(kind="birthday", month=6, day=10)
MUG = GiftIdea(id="mug", tie=GiftTie.COMPANY, cost=Money(8, "EUR"))
WHISK = GiftIdea(id="whisk", tie=GiftTie.BUSINESS, cost=Money(12, "EUR"), about="bakery")
FILTERS = GiftIdea(id="filters", tie=GiftTie.PURCHASE, cost=Money(15, "EUR"), about="coffee")
COFFEE = bought("p-1", day(2), "coffee")


def given_to(
    *ideas: GiftIdea,
    history: tuple[Interaction[Any], ...] = (COFFEE,),
    business: str | None = "bakery",
    rule: Gifts = GIFTS,
    stage: Stage = Stage.COMMITMENT,
) -> Recommendation | None:
    """The one gift, if any."""
    who = one_person(BIRTHDAY, zone=UTC, business=business)
    state = after(pinned(stage), *history)
    found = proposed(rule, state, state.last_at, who, Company(gifts=ideas))
    assert len(found) <= 1
    return found[0] if found else None


def idea(*ideas: GiftIdea, **given: Any) -> str | None:
    found = given_to(*ideas, **given)
    return None if found is None else found.topic


@pytest.mark.concept("D5b")
def test_a_gift_names_its_tie_and_what_it_costs() -> None:
    gift = given_to(FILTERS)
    assert gift is not None
    assert gift.key == "r-1/gift/c-1/birthday/2026"
    assert (gift.purpose, gift.channels) == (Purpose.RELATIONSHIP, (Channel.POST, Channel.IN_PERSON))
    assert (gift.topic, gift.cost) == ("filters", Money(15, "EUR"))
    assert why(gift) == [
        ("occasion", "birthday", "birthday", ()),
        ("falls_on", "2026-06-10", "06-10", ()),
        ("tie.purchase", "coffee", "coffee", ("p-1",)),
        ("gift_cost", Decimal(15), Decimal(25), ()),
    ]
    assert gift.reasons[-1].unit == "EUR"
    assert (gift.not_before, gift.expires) == (
        day(99).replace(hour=0),
        day(102).replace(hour=23, minute=59, second=59, microsecond=999999),
    )


@pytest.mark.concept("D5b")
def test_it_is_tied_to_the_latest_purchase_or_else_to_the_business_or_else_to_the_company() -> None:
    assert idea(MUG, WHISK, FILTERS) == "filters"
    assert idea(MUG, WHISK) == "whisk"
    assert idea(MUG) == "mug"
    assert idea() is None
    by_business, by_company = given_to(WHISK), given_to(MUG)
    assert by_business is not None
    assert by_company is not None
    assert why(by_business)[2] == ("tie.business", "bakery", "bakery", ())
    assert why(by_company)[2] == ("tie.company", "company", "company", ())


@pytest.mark.concept("D5b")
def test_the_latest_purchase_is_the_one_that_counts() -> None:
    tea = bought("p-2", day(3), "tea")
    assert idea(FILTERS, history=(COFFEE, tea)) is None
    assert idea(FILTERS, history=(COFFEE, tea, taken_back("b", day(4), "p-2", cancels=True))) == "filters"
    # of what is not known to be of a category, nothing is concluded
    assert idea(FILTERS, history=(COFFEE, bought("p-2", day(3)))) is None
    assert idea(FILTERS, history=()) is None
    assert idea(FILTERS, history=(COFFEE, taken_back("b", day(4), "p-1", cancels=True))) is None


@pytest.mark.concept("D5b")
def test_what_has_nothing_to_do_with_the_customer_is_not_given() -> None:
    assert idea(WHISK, business=None) is None
    assert idea(WHISK, business="florist") is None
    assert idea(evolve(WHISK, about="coffee")) is None
    assert idea(evolve(FILTERS, about="bakery")) is None


@pytest.mark.concept("D5b")
def test_it_costs_no_more_than_the_cap_of_its_currency() -> None:
    assert idea(evolve(MUG, cost=Money(25, "EUR"))) == "mug"
    assert idea(evolve(MUG, cost=Money("25.01", "EUR"))) is None
    assert idea(evolve(MUG, cost=Money(1, "PHP"))) is None
    pesos = Gifts(caps=(Money(500, "PHP"),))
    assert idea(evolve(MUG, cost=Money(500, "PHP")), rule=pesos) == "mug"
    assert idea(MUG, rule=pesos) is None
    assert idea(MUG, rule=Gifts(caps=())) is None
    # what fits better but costs too much gives way to what is affordable
    assert idea(evolve(FILTERS, cost=Money(26, "EUR")), WHISK) == "whisk"


@pytest.mark.concept("D5b")
def test_of_those_with_the_same_tie_it_is_the_cheapest_then_the_first() -> None:
    pen = evolve(MUG, id="pen", cost=Money(5, "EUR"))
    quill = evolve(MUG, id="quill", cost=Money("5.00", "EUR"))
    assert idea(MUG, quill, pen) == idea(pen, MUG, quill) == "pen"
    # costs in different currencies are not compared: what is capped first comes first
    dollars = evolve(MUG, id="a", cost=Money(1, "USD"))
    assert idea(dollars, MUG) == "mug"
    first = Gifts(caps=(Money(25, "USD"), Money(25, "EUR")))
    assert idea(dollars, MUG, rule=first) == "a"


@pytest.mark.concept("D5b")
def test_only_who_is_committed_is_given_something() -> None:
    assert idea(MUG, stage=Stage.EXPANSION) is None
    wide = Gifts(proposal=evolve(GIFTS.proposal, stages=(Stage.EXPANSION,)))
    assert idea(MUG, stage=Stage.EXPANSION, rule=wide) == "mug"


@pytest.mark.concept("D5b")
def test_it_is_given_once_a_year() -> None:
    who, company = one_person(BIRTHDAY, zone=UTC), Company(gifts=(MUG,))
    gave = wrote("k", day(100), settles=("r-1/gift/c-1/birthday/2026",))
    assert told(GIFTS, after(pinned(), gave), day(101), customer=who, company=company) == [
        "c-1/birthday/2027"
    ]
    card = wrote("k", day(100), settles=("r-1/card/c-1/birthday/2026",))
    assert told(GIFTS, after(pinned(), card), day(101), customer=who, company=company) == [
        "c-1/birthday/2026"
    ]


@pytest.mark.concept("D5b")
def test_on_which_occasions_is_a_parameter() -> None:
    jubilee = evolve(BIRTHDAY, kind="jubilee")
    who = firm(somebody("ana", zone=UTC, occasions=(BIRTHDAY, jubilee)))
    company, state = Company(gifts=(MUG,)), after(pinned())
    assert told(GIFTS, state, day(2), customer=who, company=company) == ["ana/birthday/2026"]
    both = Gifts(occasions=("jubilee", "birthday"))
    found = proposed(both, state, day(2), who, company)
    assert [(one.person, one.occasion) for one in found] == [
        ("ana", "ana/birthday/2026"),
        ("ana", "ana/jubilee/2026"),
    ]
    assert told(Gifts(occasions=()), state, day(2), customer=who, company=company) == []


def test_what_the_company_has_to_give_or_who_the_customer_is_may_not_be_known() -> None:
    state, who = after(pinned()), one_person(BIRTHDAY, zone=UTC)
    assert told(GIFTS, state, day(2), customer=who) == []
    assert told(GIFTS, state, day(2), customer=who, company=Company()) == []
    assert told(GIFTS, state, day(2), company=Company(gifts=(MUG,))) == []


@pytest.mark.concept("B1", "B5", "C5h")
def test_types_without_outreach_and_those_who_have_ceased_get_none() -> None:
    who, company = one_person(BIRTHDAY, zone=UTC), Company(gifts=(MUG,))
    for type in (RelationshipType.TRANSACTIONAL, RelationshipType.SELF_SERVICE):
        state = after(pinned(), relationship=opened(type=type))
        assert told(GIFTS, state, day(2), customer=who, company=company) == []
    gone = after(pinned(), ended("z", day(3), EndReason.CEASED, Party.NOBODY))
    assert told(GIFTS, gone, day(4), customer=who, company=company) == []


@pytest.mark.concept("D5")
def test_a_leap_day_and_the_lead_are_parameters_as_of_a_card() -> None:
    rule = Gifts(leap_day=LeapDay.MARCH_1, lead_days=0)
    who = one_person(Occasion(kind="birthday", month=2, day=29), zone=UTC)
    (gift,) = proposed(rule, after(pinned()), day(2), who, Company(gifts=(MUG,)))
    assert gift.not_before == day(366).replace(hour=0)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"occasions": "birthday"}, r"Gifts.occasions is 'birthday'; expected a tuple of strings"),
        ({"caps": (25,)}, r"Gifts.caps\[0\] is 25; expected a Money"),
        (
            {"caps": (Money(25, "EUR"), Money(9, "EUR"))},
            r"Gifts.caps is \['EUR', 'EUR'\]; expected one cap for each currency",
        ),
        ({"lead_days": 181}, r"Gifts.lead_days is 181; expected a whole number from 0 to 180"),
        ({"leap_day": None}, r"Gifts.leap_day is None; expected a LeapDay"),
        ({"proposal": 1}, r"Gifts.proposal is 1; expected a Proposal"),
    ],
)
def test_a_rule_that_is_none_is_refused_and_named(given: dict[str, Any], message: str) -> None:
    with pytest.raises(FieldError, match=message):
        Gifts(**given)


def test_it_keeps_the_laws_of_a_recommender() -> None:
    check_recommender(GIFTS, max_examples=20)
