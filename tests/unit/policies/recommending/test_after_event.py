"""Each sale is followed up once: thanks and a check, on the next business days, and no longer than a week."""

from datetime import UTC, date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from relcore.kernel import record
from relcore.model import BusinessCalendar, Company, Hours, Recommendation
from relcore.policies import Situation
from relcore.policies.recommending.after_event_rules import FOLLOW_UP
from relcore.vocabulary import (
    Channel,
    Comparison,
    EndReason,
    Party,
    Phase,
    Priority,
    Purpose,
    RelationshipType,
)
from tests.unit.kernel.history import (
    after,
    day,
    delivered,
    ended,
    opened,
    purchase,
    reading,
    taken_back,
    withdrawn,
)
from tests.unit.policies.recommending.after_words import (
    MOMENT,
    dawn,
    dusk,
    forgetful,
    keys,
    only,
    ordered,
    proposed,
    settled,
)
from tests.unit.policies.seen import customer, organisation

MANILA = ZoneInfo("Asia/Manila")
THANKS, CHECK = "follow_up.thanks/p", "follow_up.check/p"


@pytest.mark.concept("D1")
def test_a_sale_is_followed_up_from_the_next_business_day_due_on_the_second_and_for_a_week() -> None:
    found = only(FOLLOW_UP, purchase("p", day(2), category="beans"), at=day(2))  # a Monday
    assert (found.kind, found.key, found.purpose) == ("follow_up", "r-1/follow_up/p", Purpose.SERVICE)
    assert found.channels == (Channel.PHONE, Channel.EMAIL, Channel.SMS)
    assert (found.not_before, found.due, found.expires) == (dawn(3), dusk(4), dusk(9))
    assert (found.parts, found.settles, found.topic) == (("thanks", "check"), ("p",), "beans")
    assert (found.priority, found.promotes) == (Priority.COURTESY, False)
    (why,) = found.reasons
    assert (why.code, why.holds, why.measured, why.comparison, why.required, why.unit, why.evidence) == (
        "bought_on",
        True,
        "2026-03-02",
        Comparison.EQUAL_TO,
        "2026-03-02",
        "day",
        ("p",),
    )


@pytest.mark.concept("D1")
def test_weekends_and_holidays_are_no_days_to_thank_on() -> None:
    friday = only(FOLLOW_UP, purchase("p", day(6)), at=6)
    assert (friday.not_before, friday.due, friday.expires) == (dawn(9), dusk(10), dusk(13))
    open_on_mondays = BusinessCalendar(
        hours=(Hours(0, time(9), time(17)),), zone=UTC, holidays=(date(2026, 3, 9),)
    )
    company = Company(calendar=open_on_mondays)
    rare = only(FOLLOW_UP, purchase("p", day(2)), at=2, company=company)
    # the second Monday that is no holiday is later than a week: it expires with that day, not before it is due
    assert (rare.not_before, rare.due, rare.expires) == (dawn(16), dusk(23), dusk(23))
    assert only(FOLLOW_UP, purchase("p", day(2)), at=dusk(23), company=company) == rare
    assert proposed(FOLLOW_UP, purchase("p", day(2)), at=dusk(23) + MOMENT, company=company) == []
    assert proposed(FOLLOW_UP, purchase("p", day(2)), at=26, company=company) == []
    # of a company that is not known, or does not tell its days, the days from Monday to Friday are meant
    assert only(FOLLOW_UP, purchase("p", day(6)), at=6, company=Company()) == friday


@pytest.mark.concept("D1")
def test_what_was_not_done_within_a_week_is_let_go_of() -> None:
    sale = purchase("p", day(2))
    first = only(FOLLOW_UP, sale, at=2)
    for at in (day(2) + MOMENT, dawn(3) - MOMENT, dawn(3), dusk(4), dusk(4) + MOMENT, dusk(9)):
        assert only(FOLLOW_UP, sale, at=at) == first
    for at in (dusk(9) + MOMENT, day(10), day(11), day(12), day(13), day(400)):
        assert proposed(FOLLOW_UP, sale, at=at) == []


@pytest.mark.concept("D1")
def test_each_sale_has_exactly_one_follow_up() -> None:
    sales = [purchase("o", day(2)), purchase("p", day(2.1)), purchase("q", day(3))]
    assert keys(FOLLOW_UP, *sales, at=3) == ["follow_up/o", "follow_up/p", "follow_up/q"]
    assert keys(FOLLOW_UP, *sales, at=9.3) == ["follow_up/o", "follow_up/p", "follow_up/q"]
    assert keys(FOLLOW_UP, *sales, at=dusk(9) + MOMENT) == ["follow_up/q"]
    assert keys(FOLLOW_UP, *sales, settled("x", day(4), "follow_up/p"), at=4) == [
        "follow_up/o",
        "follow_up/q",
    ]
    assert proposed(FOLLOW_UP, at=3) == []


@pytest.mark.concept("D1")
def test_it_is_settled_only_once_both_the_thanks_and_the_check_are_done() -> None:
    sale = purchase("p", day(2))
    thanked = settled("x", day(3), THANKS)
    assert only(FOLLOW_UP, sale, thanked, at=3).parts == ("check",)
    assert only(FOLLOW_UP, sale, settled("x", day(3), CHECK), at=3).parts == ("thanks",)
    assert proposed(FOLLOW_UP, sale, thanked, settled("y", day(3.1), CHECK), at=4) == []
    assert proposed(FOLLOW_UP, sale, settled("x", day(3), "follow_up/p"), at=4) == []
    # what was done for another sale, or under another name, settles nothing
    other = settled("x", day(3), "follow_up/o", "tell_work/p", "follow_up.hug/p")
    assert only(FOLLOW_UP, sale, other, at=3).parts == ("thanks", "check")


@pytest.mark.concept("D1")
def test_a_reading_of_that_purchase_after_receipt_is_its_check() -> None:
    sale = purchase("p", day(2))
    told = reading("s", day(3), 5, about="p")
    assert only(FOLLOW_UP, sale, told, at=3).parts == ("thanks",)
    assert proposed(FOLLOW_UP, sale, told, settled("x", day(3.1), THANKS), at=4) == []
    both = [purchase("o", day(2)), purchase("p", day(2.1)), told]
    assert [one.parts for one in proposed(FOLLOW_UP, *both, at=3)] == [("thanks", "check"), ("thanks",)]
    for none in (
        reading("s", day(3), 5, about="p", phase=Phase.DURING_RECEIPT),
        reading("s", day(3), 5, about="p", by=Party.COMPANY),
        reading("s", day(3), 5, about="another"),
    ):
        assert only(FOLLOW_UP, sale, none, at=3).parts == ("thanks", "check")


@pytest.mark.concept("D1")
def test_what_has_yet_to_be_delivered_is_followed_up_after_it_was_received() -> None:
    order = ordered("p", day(2), category="beans")
    for at in (2, 4, 12):
        assert proposed(FOLLOW_UP, order, at=at) == []
    found = only(FOLLOW_UP, order, delivered("d", day(12), "p"), at=12)  # a Thursday
    assert (found.not_before, found.due, found.expires) == (dawn(13), dusk(16), dusk(19))
    assert (found.key, found.settles, found.topic) == ("r-1/follow_up/p", ("p",), "beans")
    (why,) = found.reasons
    assert (why.code, why.measured, why.evidence) == ("received_on", "2026-03-12", ("p", "d"))
    # one that was received late does not stand in the way of an earlier day, nor is it one that is over
    later = [order, purchase("q", day(8)), delivered("d", day(12), "p")]
    assert keys(FOLLOW_UP, *later, at=12) == ["follow_up/p", "follow_up/q"]
    assert keys(FOLLOW_UP, purchase("n", day(1)), *later, at=18) == ["follow_up/p"]


def test_where_memory_let_go_of_the_receipt_the_day_of_the_purchase_stands_in() -> None:
    orders = [ordered("o", day(2)), ordered("p", day(2.1))]
    received = [delivered("c", day(5), "o"), delivered("d", day(5.1), "p")]
    found = proposed(FOLLOW_UP, *orders, *received, at=6, policies=forgetful(events=1))
    assert [one.expires for one in found] == [dusk(9), dusk(12)]


@pytest.mark.concept("D1")
def test_a_sale_that_was_cancelled_is_not_followed_up() -> None:
    sale = purchase("p", day(2))
    assert proposed(FOLLOW_UP, sale, taken_back("b", day(2.5), "p", cancels=True), at=3) == []
    order = ordered("p", day(2))
    assert proposed(FOLLOW_UP, order, taken_back("b", day(2.5), "p", cancels=True), at=3) == []


@pytest.mark.concept("A3")
def test_a_follow_up_that_is_due_is_there_whatever_the_customer_is_worth() -> None:
    small, great = (only(FOLLOW_UP, purchase("p", day(2), amount), at=3) for amount in ("0.00", "99999.00"))
    assert small == great
    returned = taken_back("b", day(3), "p", "25.00")
    assert only(FOLLOW_UP, purchase("p", day(2)), returned, at=3) == small
    # nor does it come back, or last longer, for a customer who is worth more
    late = purchase("p", day(2), "99999.00")
    assert proposed(FOLLOW_UP, late, at=10, customer=customer(is_key=True)) == []


@pytest.mark.concept("B1", "B5", "D1")
def test_types_without_outreach_have_no_follow_up() -> None:
    for type in RelationshipType:
        found = proposed(FOLLOW_UP, purchase("p", day(2)), at=3, relationship=opened(type=type))
        without = type in {RelationshipType.TRANSACTIONAL, RelationshipType.SELF_SERVICE}
        assert bool(found) is not without, type


@pytest.mark.concept("G7")
def test_whoever_wants_no_such_relationship_has_none() -> None:
    sale = purchase("p", day(2))
    assert proposed(FOLLOW_UP, sale, at=3, customer=customer(RelationshipType.SELF_SERVICE)) == []
    assert len(proposed(FOLLOW_UP, sale, at=3, customer=customer(RelationshipType.COMMUNITY))) == 1


def test_what_has_ended_is_not_followed_up_until_it_goes_on() -> None:
    sale = purchase("p", day(2))
    end = ended("z", day(3), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
    assert proposed(FOLLOW_UP, sale, end, at=3) == []
    back = withdrawn("y", day(4), "z")
    assert keys(FOLLOW_UP, sale, end, back, at=4) == ["follow_up/p"]


def test_in_an_organisation_it_names_who_was_heard_last() -> None:
    sale = purchase("p", day(2))
    assert only(FOLLOW_UP, sale, at=3).person is None
    assert only(FOLLOW_UP, sale, at=3, customer=organisation(None, None)).person == "p-0"


def test_days_are_those_of_the_relationship() -> None:
    bought = purchase("p", day(2) + timedelta(hours=9))  # two in the morning of the third in Manila
    found = only(FOLLOW_UP, bought, at=3, relationship=opened(zone=MANILA))
    assert (found.not_before, found.due, found.expires) == (
        dawn(4, MANILA),
        dusk(5, MANILA),
        dusk(10, MANILA),
    )


def test_asked_before_and_after_anything_else_happened_it_is_the_same() -> None:
    relationship = after(purchase("p", day(2)))

    def follow_up(at: float) -> list[Recommendation]:
        return list(FOLLOW_UP.recommend(Situation(relationship, day(at), 30.0)))

    before = follow_up(3)
    relationship = record(relationship, settled("n", day(3), "card/2026")).relationship
    assert follow_up(3) == before


def test_what_memory_let_go_of_having_done_is_not_done_twice() -> None:
    sales = [purchase("o", day(2)), purchase("p", day(2.1))]
    done = [settled("x", day(3), "follow_up/o"), settled("y", day(3.1), "follow_up/n")]
    assert keys(FOLLOW_UP, *sales, *done, at=4) == ["follow_up/p"]
    assert keys(FOLLOW_UP, *sales, *done, at=4, policies=forgetful(carried_out=1)) == []
    # what was forgotten was done before the next sale, and so it was not that one
    again = purchase("q", day(4))
    assert keys(FOLLOW_UP, *sales, *done, again, at=4, policies=forgetful(carried_out=1)) == ["follow_up/q"]


def test_what_was_received_may_have_been_followed_up_before() -> None:
    order, received = ordered("p", day(2)), delivered("d", day(5), "p")
    done = [settled("x", day(3), "follow_up/p"), settled("y", day(3.1), "follow_up/n")]
    assert proposed(FOLLOW_UP, order, *done, received, at=5) == []
    assert proposed(FOLLOW_UP, order, *done, received, at=5, policies=forgetful(carried_out=1)) == []
    assert keys(FOLLOW_UP, order, done[1], received, at=5) == ["follow_up/p"]
