"""A history that was known by its totals only comes to what it would have come to, as far as totals can know."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from relcore import (
    Channel,
    Interaction,
    Money,
    PolicySet,
    Relationship,
    RelationshipType,
    Stage,
    replay,
    review,
)
from relcore.model import contents as c
from relcore.model.instants import local_day
from relcore.policies import (
    ActivityScore,
    InteractionDays,
    InteractionSpan,
    MeanBasket,
    Overdue,
    Situation,
    UsualGap,
)
from relcore.testing import histories, instants, zones
from tests.properties.told import alike, remembering

ALL_OF_IT = remembering(purchases=1_000, categories=100)
"""The default policies, with all purchases in memory: what the log knows, it knows for good."""
METRICS: tuple[Any, ...] = (
    ActivityScore(),
    InteractionDays(),
    InteractionSpan(),
    MeanBasket(),
    Overdue(),
    UsualGap(),
)
PRODUCTS = st.none() | st.sampled_from(("coffee", "tea"))
HOURS = st.sampled_from((24, 0, 1, 10, 24 * 7, 24 * 25))
YEARS = st.sampled_from((24, 24 * 200, 24 * 800))
WAITS = st.sampled_from((timedelta(0), timedelta(hours=9), timedelta(days=1), timedelta(days=20)))


class Both(NamedTuple):
    """A life of which everything was recorded; and the same with a balance in place of the purchases it began with."""

    known: Relationship
    bought: list[Interaction[Any]]
    opened: Relationship
    balance: Interaction[Any]
    later: list[Interaction[Any]]


def told(id: str, at: datetime, content: c.Content) -> Interaction[Any]:
    return Interaction(id=id, relationship_id="r-1", at=at, channel=Channel.WEB, content=content)


def opened(at: datetime, zone: Any) -> Relationship:
    return Relationship.open(id="r-1", customer_id="c-1", type=RelationshipType.LONG_TERM, at=at, zone=zone)


def totals(bought: list[Interaction[Any]], zone: Any) -> c.OpeningBalance:
    """What a table of customers says of these purchases."""
    days: list[date] = []
    for one in bought:
        day = local_day(one.at, zone)
        days.append(max([day, *days]))  # clocks that are set back at midnight repeat a part of the day before
    categories = (one.content.category for one in bought)
    return c.OpeningBalance(
        purchases=len(bought),
        purchase_days=len({*days}),
        first_on=days[0],
        last_on=days[-1],
        spent=Money(sum((one.content.amount.amount for one in bought), Decimal(0)), "EUR"),
        categories=tuple(dict.fromkeys(category for category in categories if category is not None)),
    )


@st.composite
def lives(draw: st.DrawFn, gaps: st.SearchStrategy[int]) -> Both:
    """Of what was given back, only what the log knows: what totals tell of can't be cancelled."""
    zone, at = draw(zones()), draw(instants())
    known = opened(at, zone)
    bought: list[Interaction[Any]] = []
    for n, gap in enumerate(draw(st.lists(gaps, min_size=1, max_size=20))):
        at += timedelta(hours=gap) if n else timedelta(0)
        amount = Money(Decimal(draw(st.integers(0, 9_999))).scaleb(-2), "EUR")
        bought.append(told(f"a-{n:04}", at, c.Purchase(amount, draw(PRODUCTS))))
    at += draw(WAITS)
    later: list[Interaction[Any]] = [
        one for one in draw(histories(opened(at, zone))) if not isinstance(one.content, c.OpeningBalance)
    ]
    ids = {one.id for one in later if isinstance(one.content, c.Purchase)}
    later = [one for one in later if not isinstance(one.content, c.Return) or one.content.purchase_id in ids]
    return Both(known, bought, opened(at, zone), told("b", at, totals(bought, zone)), later)


@given(lives(HOURS | YEARS))
def test_totals_come_to_what_the_purchases_themselves_come_to(both: Both) -> None:
    every = replay(both.known, [*both.bought, *both.later], ALL_OF_IT).relationship
    total = replay(both.opened, [both.balance, *both.later], ALL_OF_IT).relationship
    for name in ("purchases", "purchase_days", "first_purchase_on", "last_purchase_on", "spent", "role"):
        assert (name, getattr(total, name)) == (name, getattr(every, name))
    for name in ("interaction_days", "last_interaction_on", "currency"):
        assert (name, getattr(total, name)) == (name, getattr(every, name))
    seen = [Situation(one, total.last_at + timedelta(days=50), 30.0) for one in (every, total)]
    assert alike(*([metric.measure(one) for metric in METRICS] for one in seen))
    if "categories" not in total.forgotten and every.episode == total.episode == 1 and not every.ending:
        assert total.categories == every.categories


@given(lives(HOURS), st.integers(0, 100))
def test_without_a_long_silence_the_same_stage_is_reached_at_the_opening(both: Both, days: int) -> None:
    """What totals do not know is silence: whoever lapsed and came back stands elsewhere."""
    at = both.opened.opened_at
    every = replay(both.known, both.bought).relationship
    total = replay(both.opened, [both.balance])
    assert total.relationship.stage is review(every, at=at).stage
    assert total.refusals == ()
    assert all("b" in [id for reason in change.reasons for id in reason.evidence] for change in total.changes)
    assert review(total.relationship, at=at + timedelta(days=days)).stage is not Stage.DISSOLUTION


def test_who_lapsed_and_came_back_stands_elsewhere_by_totals() -> None:
    first = datetime.fromisoformat("2023-03-01T09:00Z")
    again = first + timedelta(days=1_000)
    euro = c.Purchase(Money("1.00", "EUR"))
    bought = [told("a-0", first, euro), told("a-1", again, euro)]
    every = replay(opened(first, first.tzinfo), bought).relationship
    total = replay(opened(again, first.tzinfo), [told("b", again, totals(bought, first.tzinfo))]).relationship
    assert (every.episode, every.stage) == (2, Stage.AWARENESS)
    assert (total.episode, total.stage) == (1, Stage.EXPANSION)


@given(
    lives(HOURS), st.sampled_from((ALL_OF_IT, remembering(purchases=1, kinds=3, evidence=1, categories=1)))
)
def test_a_balance_is_recorded_once_and_first(both: Both, policies: PolicySet) -> None:
    """What is recorded later as a balance is refused, and counts for nothing."""
    once = [both.balance, *both.later]
    again = evolve(both.balance, id="z", at=once[-1].at + timedelta(days=1))
    before, after = (replay(both.opened, history, policies) for history in (once, [*once, again]))
    assert [reason.code for reason in after.refusals[-1].reasons] == ["recorded_before"]
    assert after.relationship.purchases == before.relationship.purchases
    assert after.relationship.spent == before.relationship.spent
