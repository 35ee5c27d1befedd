"""Customers are called once in a while to see that they are satisfied: who, when, and what makes it needless."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from relcore.errors import FieldError
from relcore.model import Relationship
from relcore.policies.recommending.rhythm import SatisfactionCall
from relcore.policy_set import STANDARD, Memory
from relcore.testing.laws import check_recommender
from relcore.vocabulary import Channel, EndReason, Party, Priority, Purpose, RelationshipType, Stage
from tests.unit.kernel.history import MOMENT, after, day, ended, happened, note, opened, reading, taken_back
from tests.unit.policies.recommending.rhythm_words import (
    bought,
    called,
    looked,
    pinned,
    proposed,
    the_one,
    told,
    why,
)

CALL = SatisfactionCall()
FIRST = datetime(2026, 3, 2, tzinfo=UTC)  # the first purchase day, of customer()
TURN = timedelta(days=180)


def customer(*more: Any, **given: Any) -> Relationship:
    """Somebody who bought on day 2."""
    return after(pinned(), bought("p-1", day(2)), *more, **given)


@pytest.mark.concept("E4c")
def test_a_customer_is_called_half_a_year_after_the_first_purchase() -> None:
    call = the_one(CALL, customer(), day(3))
    assert call.key == "r-1/satisfaction_call/2026-03-02/1"
    assert (call.purpose, call.priority) == (Purpose.SURVEY, Priority.COURTESY)
    assert call.channels == (Channel.PHONE, Channel.VIDEO)
    assert call.not_before == FIRST + TURN
    assert call.due == FIRST + TURN + timedelta(days=14)
    assert call.expires == FIRST + TURN + timedelta(days=30)
    assert why(call) == [("days_since_first_purchase", 180, 180, ("p-1",))]


@pytest.mark.concept("E4c")
def test_who_never_bought_is_not_called() -> None:
    assert told(CALL, after(pinned()), day(200)) == []
    # nor who took back all that was bought
    undone = customer(taken_back("b", day(3), "p-1", cancels=True))
    assert told(CALL, undone, day(200)) == []
    # nor who said how satisfied they are without having bought
    assert told(CALL, after(pinned(), reading("s", day(3), 5)), day(200)) == []


@pytest.mark.concept("E4c")
def test_who_buys_every_month_is_called_all_the_same() -> None:
    regular = customer(*[bought(f"p-{n}", day(2 + 30 * n)) for n in range(2, 7)])
    assert told(CALL, regular, day(190)) == ["2026-03-02/1"]


@pytest.mark.concept("E4c")
def test_it_is_the_same_call_however_often_it_is_asked_for_until_it_expires() -> None:
    state, last = customer(), FIRST + TURN + timedelta(days=30)
    first = the_one(CALL, state, day(3))
    for at in (FIRST + TURN - MOMENT, FIRST + TURN, last - timedelta(days=9), last):
        assert the_one(CALL, state, at) == first
    # and then it is not made up for: the next one is another
    following = the_one(CALL, state, last + MOMENT)
    assert following.occasion == "2026-03-02/2"
    assert following.not_before == FIRST + 2 * TURN
    assert why(following) == [("days_since_first_purchase", 360, 180, ("p-1",))]


@pytest.mark.concept("E4c")
def test_a_reading_of_the_customers_says_it_already_and_the_time_runs_anew() -> None:
    read = reading("s", day(170), 5)
    call = the_one(CALL, customer(read), day(190))
    assert (call.occasion, call.not_before) == ("s/1", day(350))
    assert why(call) == [("days_since_reading", 180, 180, ("s",))]
    # what the company guesses says nothing
    guessed = reading("s", day(170), 5, by=Party.COMPANY)
    assert told(CALL, customer(guessed), day(190)) == ["2026-03-02/1"]


@pytest.mark.concept("E4c")
def test_the_call_settles_it_and_the_next_one_counts_from_there() -> None:
    state = customer()
    key = the_one(CALL, state, day(190)).key
    done = customer(called("k", day(190), settles=(key,)))
    following = the_one(CALL, done, day(190))
    assert (following.occasion, following.not_before) == ("k/1", day(370))
    assert why(following) == [("days_since_check", 180, 180, ("k",))]
    # a call about something else does not
    other = customer(called("k", day(190)))
    assert told(CALL, other, day(190)) == ["2026-03-02/1"]


@pytest.mark.concept("E4c")
@pytest.mark.parametrize("kind", ["follow_up", "follow_up.check"])
def test_a_check_after_a_sale_is_as_good(kind: str) -> None:
    checked = customer(called("k", day(100), settles=(f"r-1/{kind}/p-1",)))
    assert the_one(CALL, checked, day(101)).not_before == day(280)
    thanked = customer(called("k", day(100), settles=("r-1/follow_up.thanks/p-1",)))
    assert the_one(CALL, thanked, day(101)).not_before == FIRST + TURN
    strict = SatisfactionCall(checks=())
    assert the_one(strict, checked, day(101)).not_before == FIRST + TURN


def test_the_latest_of_all_counts() -> None:
    twice = customer(reading("s", day(50), 5), reading("t", day(60), 5))
    assert told(CALL, twice, day(70)) == ["t/1"]
    calls = [called(f"k-{n}", day(n), settles=(f"r-1/satisfaction_call/o/{n}",)) for n in (10, 20, 30)]
    assert told(CALL, customer(*calls), day(31)) == ["k-30/1"]
    both = customer(reading("s", day(50), 5), called("k", day(60), settles=("r-1/follow_up.check/p-1",)))
    assert told(CALL, both, day(70)) == ["k/1"]
    again = customer(called("k", day(50), settles=("r-1/follow_up.check/p-1",)), reading("s", day(60), 5))
    assert told(CALL, again, day(70)) == ["s/1"]


@pytest.mark.concept("B1", "B5")
@pytest.mark.parametrize("type", [RelationshipType.TRANSACTIONAL, RelationshipType.SELF_SERVICE])
def test_types_without_outreach_have_no_call(type: RelationshipType) -> None:
    assert told(CALL, customer(relationship=opened(type=type)), day(190)) == []


@pytest.mark.concept("C5h")
def test_who_has_left_is_not_called() -> None:
    for reason, by in ((EndReason.NEEDS_CHANGED, Party.CUSTOMER), (EndReason.CEASED, Party.NOBODY)):
        assert told(CALL, customer(ended("z", day(150), reason, by)), day(190)) == []


def test_the_day_of_the_first_purchase_is_counted_where_the_relationship_counts_its_days() -> None:
    there = customer(relationship=opened(zone=ZoneInfo("Pacific/Auckland")))
    call = the_one(CALL, there, day(3))
    assert call.occasion == "2026-03-02/1"
    assert call.not_before == datetime(2026, 3, 1, 11, tzinfo=UTC) + TURN


def test_what_memory_let_go_of_is_not_called_for() -> None:
    small = STANDARD.with_folding(memory=Memory(recommendations=1))
    # that it was called is not remembered, because one kind fills the memory
    others = (
        note("n", day(3)),
        happened("x", day(4), note("n", day(4)).content, settles=("r-1/card/a",)),
        called("k", day(100), settles=("r-1/satisfaction_call/2026-03-02/1",)),
    )
    state = customer(*others, policies=small)
    assert "carried_out" in state.forgotten
    assert proposed(CALL, state, day(190), policies=small) == ()
    # where all kinds are remembered that matter, another that is not does no harm
    state = customer(
        called("k", day(100), settles=("r-1/satisfaction_call/2026-03-02/1",)),
        happened("x", day(101), note("n", day(4)).content, settles=("r-1/card/a",)),
        policies=small,
    )
    assert "carried_out" in state.forgotten
    assert proposed(CALL, state, day(190), policies=small) == ()  # there may have been a check after a sale
    strict = SatisfactionCall(checks=())
    assert [one.occasion for one in proposed(strict, state, day(190), policies=small)] == ["k/1"]


def test_a_memory_of_one_call_is_enough() -> None:
    small = STANDARD.with_folding(memory=Memory(carried_out=1))
    calls = [called(f"k-{n}", day(n), settles=(f"r-1/satisfaction_call/o/{n}",)) for n in (10, 20, 30)]
    state = customer(*calls, policies=small)
    assert [one.occasion for one in proposed(CALL, state, day(31), policies=small)] == ["k-30/1"]


def test_a_first_purchase_day_that_is_not_known_is_none() -> None:
    now = looked(customer(), day(190))
    forgotten = evolve(now, relationship=evolve(now.relationship, first_purchase_on=None))
    assert list(CALL.recommend(forgotten)) == []


def test_what_was_taken_back_is_no_evidence() -> None:
    state = customer(bought("p-2", day(2)), taken_back("b", day(3), "p-1", cancels=True))
    call = the_one(CALL, state, day(4))
    assert why(call) == [("days_since_first_purchase", 180, 180, ("p-2",))]


def test_a_first_purchase_that_memory_let_go_of_is_no_evidence() -> None:
    small = STANDARD.with_folding(memory=Memory(purchases=1))
    state = customer(bought("p-2", day(9)), policies=small)
    (call,) = proposed(CALL, state, day(10), policies=small)
    assert why(call) == [("days_since_first_purchase", 180, 180, ())]


def test_at_the_end_of_time_nothing_is_ahead() -> None:
    now = looked(customer(), day(190))
    assert list(CALL.recommend(evolve(now, at=datetime(8999, 12, 30, tzinfo=UTC)))) == []


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"every_days": 0}, r"SatisfactionCall.every_days is 0; expected a whole number from 1 to 36,600"),
        ({"every_days": 1.5}, r"SatisfactionCall.every_days is 1.5"),
        ({"every_days": 30}, r"SatisfactionCall.expires_days is 30; expected a whole number from 0 to 29"),
        ({"expires_days": 13}, r"SatisfactionCall.due_days is 14; expected a whole number from 0 to 13"),
        ({"due_days": True}, r"SatisfactionCall.due_days is True"),
        ({"checks": ["follow_up"]}, r"SatisfactionCall.checks is .*tuple of strings"),
        ({"proposal": "call"}, r"SatisfactionCall.proposal is 'call'; expected a Proposal"),
    ],
)
def test_a_call_that_is_none_is_refused_and_named(given: dict[str, Any], message: str) -> None:
    with pytest.raises(FieldError, match=message):
        SatisfactionCall(**given)


def test_bounds_are_inclusive() -> None:
    daily = SatisfactionCall(every_days=1, expires_days=0, due_days=0)
    assert the_one(daily, customer(), FIRST + timedelta(days=7)).occasion == "2026-03-02/7"
    assert the_one(daily, customer(), FIRST + timedelta(days=7) + MOMENT).occasion == "2026-03-02/8"


def test_it_keeps_the_laws_of_a_recommender() -> None:
    check_recommender(CALL, max_examples=20)
    check_recommender(SatisfactionCall(every_days=2, expires_days=1, due_days=1), max_examples=20)


def test_stages_are_a_parameter() -> None:
    only = SatisfactionCall(proposal=evolve(CALL.proposal, stages=(Stage.COMMITMENT,)))
    assert told(only, customer(), day(3)) == ["2026-03-02/1"]
    assert told(only, after(pinned(Stage.AWARENESS), bought("p-1", day(2))), day(3)) == []
