"""What may interest somebody is passed on: the best, once, and not too often."""

from typing import Any

import pytest
from attrs import evolve

from relcore import may_contact, review
from relcore.errors import FieldError, PolicyError
from relcore.model import Customer, Interaction, Review
from relcore.model.instants import LATEST
from relcore.policies import NotUnwanted, Situation
from relcore.policies.recommending import Proposal
from relcore.policies.recommending.matching import Information
from relcore.policy_set import Memory
from relcore.testing.laws import check_recommender
from relcore.vocabulary import Channel, EndReason, Party, Purpose, RelationshipType, Technology, Verdict
from tests.unit.kernel.history import MOMENT, after, day, ended, opened, under
from tests.unit.policies.contact.contacts import under_rules
from tests.unit.policies.recommending.matching_words import (
    InShop,
    article,
    asked,
    did,
    firm,
    likes,
    lin,
    mia,
    noor,
    refuses,
    shop,
)

INFORMATION = Information()
TEA = article("tea-101", "tea")
KEEN = lin(interests=("tea",))
MANY = shop(TEA, article("tea-102", "tea"), article("tea-103", "tea"))


def passed_on(*history: Interaction[Any], of: Any = None, who: Customer = KEEN, **given: Any) -> list[str]:
    """What is to be passed on: of an organisation, also to whom."""
    company = shop(TEA) if of is None else of
    found = asked(INFORMATION, *history, customer=who, company=company, **given)
    return [one.occasion.removesuffix("/c-1") for one in found]


@pytest.mark.concept("D6")
def test_an_article_is_passed_on_that_meets_an_interest_of_the_persons() -> None:
    (found,) = asked(INFORMATION, customer=KEEN, company=shop(TEA))
    assert (found.key, found.topic, found.promotes, found.not_before) == (
        "r-1/information/tea-101/c-1",
        "tea",
        False,
        None,
    )
    assert (found.purpose, found.channels) == (Purpose.RELATIONSHIP, (Channel.EMAIL, Channel.PHONE))
    assert found.technology is Technology.LOW
    (reason,) = found.reasons
    assert (reason.code, reason.holds, reason.measured, reason.evidence) == ("interest_met", True, "tea", ())
    assert passed_on(who=lin(interests=("teapots",))) == []
    assert passed_on(who=lin()) == []


@pytest.mark.concept("D6")
def test_an_interest_that_was_stated_counts_and_is_the_evidence() -> None:
    history = (likes("s1", 2, "Tea"), likes("s2", 3, "I drink gallons of it", theme="tea"))
    (found,) = asked(INFORMATION, *history, customer=lin(), company=shop(TEA))
    assert found.reasons[0].evidence == ("s1", "s2")
    assert passed_on(likes("s1", 2, "tea", theme="coffee"), who=lin()) == []


def test_of_many_statements_the_latest_are_cited() -> None:
    policies = under(memory=Memory(statements=12))
    history = [likes(f"s{n:02}", 2 + n, "tea") for n in range(12)]
    (found,) = asked(INFORMATION, *history, customer=lin(), company=shop(TEA), policies=policies)
    assert found.reasons[0].evidence == tuple(f"s{n:02}" for n in range(4, 12))


@pytest.mark.parametrize("interest", ["TEA", "tea", "Tea", "ＴＥＡ"])
def test_capital_letters_do_not_matter(interest: str) -> None:
    assert passed_on(who=lin(interests=(interest,))) == ["tea-101"]


@pytest.mark.parametrize(("interest", "topic"), [("चाय", "चय"), ("♥", "★"), ("te a", "tea")])
def test_words_that_only_look_alike_are_different_interests(interest: str, topic: str) -> None:
    assert passed_on(who=lin(interests=(interest,)), of=shop(article("a", topic))) == []


@pytest.mark.concept("D6")
def test_what_was_sent_before_is_not_sent_again() -> None:
    sent = did("x", day(3), "information/tea-101/c-1")
    assert passed_on(sent, at=400) == []
    assert passed_on(did("x", day(3), "information/tea-1/c-1"), at=400) == ["tea-101"]


@pytest.mark.concept("D6")
def test_what_memory_let_go_of_may_have_been_sent_unless_it_came_out_later() -> None:
    policies = under(memory=Memory(carried_out=2))
    sent = [did(f"x{n}", day(3 + n), f"information/old-{n}/c-1") for n in range(3)]
    assert passed_on(*sent, at=400, policies=policies) == []
    for out, found in ((4, []), (4.5, ["new"])):  # the earliest that is remembered was sent on day 4
        of = shop(article("new", "tea", out=out))
        assert passed_on(*sent, at=400, policies=policies, of=of) == found
    of = shop(TEA, article("new", "tea", out=5))
    assert passed_on(*sent, at=400, policies=policies, of=of) == ["new"]


def test_the_next_one_is_announced_for_thirty_days_after_the_last() -> None:
    (found,) = asked(
        INFORMATION, did("x", day(3), "information/tea-101/c-1"), customer=KEEN, company=MANY, at=4
    )
    assert (found.occasion, found.not_before) == ("tea-102/c-1", day(33))
    weekly = Information(cooldown_days=7)
    history = (did("x", day(3), "information/tea-101/c-1"), did("y", day(40), "information/tea-102/c-1"))
    (later,) = asked(weekly, *history, customer=KEEN, company=MANY)
    assert (later.occasion, later.not_before) == ("tea-103/c-1", day(47))


def test_once_the_distance_was_kept_when_something_else_happened_it_makes_sense_at_once() -> None:
    history = (did("x", day(3), "information/tea-101/c-1"), likes("s", 33, "milk"))
    (found,) = asked(INFORMATION, *history, customer=KEEN, company=MANY)
    assert (found.occasion, found.not_before) == ("tea-102/c-1", None)
    just_before = (history[0], evolve(history[1], at=day(33) - MOMENT))
    (waits,) = asked(INFORMATION, *just_before, customer=KEEN, company=MANY)
    assert waits.not_before == day(33)


def test_a_distance_that_no_calendar_holds_ends_with_the_calendar() -> None:
    late = opened(at=day(2_300_000))
    recommender = Information(cooldown_days=366_000)
    sent = did("x", day(2_300_001), "information/tea-101/c-1")
    (found,) = asked(recommender, sent, customer=KEEN, company=MANY, relationship=late)
    assert found.not_before == LATEST - MOMENT


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (article("z", "tea", "milk"), article("a", "tea", out=1)),
        (article("z", "tea", out=1), article("a", "tea", out=0)),
        (article("z", "tea", out=1), article("a", "tea")),
        (article("a", "tea"), article("z", "tea")),
        (article("z", "tea", "milk"), article("a", "tea", "TEA", "Tea")),
        (article("z", "tea"), article("a", "tea", "milk", promotes=True)),
    ],
    ids=["most topics", "newest", "known to be newer", "id", "each topic once", "what promotes last"],
)
def test_the_best_comes_first_whatever_the_order(better: Any, worse: Any) -> None:
    who = lin(interests=("milk", "tea"))
    assert passed_on(of=shop(better, worse), who=who) == [better.id]
    assert passed_on(of=shop(worse, better), who=who) == [better.id]
    done = did("x", day(2), f"information/{better.id}/c-1")
    assert passed_on(done, of=shop(better, worse), who=who) == [worse.id]


def test_every_topic_that_is_met_is_a_reason() -> None:
    who = lin(interests=("milk", "TEA"))
    (found,) = asked(INFORMATION, customer=who, company=shop(article("a", "Tea", "cups", "milk", "tea")))
    assert [reason.measured for reason in found.reasons] == ["Tea", "milk"]
    assert found.topic == "Tea"


def test_what_was_announced_stays_while_nothing_happens() -> None:
    of = shop(article("a", "tea", out=2), article("b", "tea", "milk", out=9))
    who = lin(interests=("tea", "milk"))
    history = (likes("s", 3, "cups"),)
    assert [passed_on(*history, of=of, who=who, at=at) for at in (3, 8, 9, 30, 900)] == [["a"]] * 5
    later = (*history, likes("t", 10, "cups"))
    assert passed_on(*later, of=of, who=who) == ["b"]
    sent_once = (did("x", day(3), "information/old/c-1"), likes("t", 60, "cups"))
    of = shop(article("a", "tea", out=2), article("b", "tea", "milk", out=50))
    assert passed_on(*sent_once, of=of, who=who) == ["b"]


def test_what_comes_out_later_is_announced_for_then() -> None:
    (found,) = asked(INFORMATION, customer=KEEN, company=shop(article("a", "tea", out=9)), at=2)
    assert found.not_before == day(9)


@pytest.mark.concept("D6")
def test_what_meets_only_what_is_not_wanted_is_not_chosen() -> None:
    torn = lin(interests=("green tea", "milk"), unwanted=("Green-Tea",))
    assert passed_on(who=torn, of=shop(article("a", "green tea"))) == []
    (found,) = asked(INFORMATION, customer=torn, company=shop(article("a", "green tea", "milk")))
    assert (found.topic, [reason.measured for reason in found.reasons]) == ("milk", ["milk"])
    assert passed_on(refuses("s", 2, "TEA")) == []
    assert passed_on(refuses("s", 2, "milk")) == ["tea-101"]


def test_it_is_the_contact_rules_that_hold_back_what_a_person_does_not_want_to_get() -> None:
    who = lin(interests=("tea",), unwanted=("information",))
    (found,) = asked(INFORMATION, customer=who, company=shop(TEA))
    decision = may_contact(found, after(), who, at=day(2), policies=under_rules(NotUnwanted()))
    assert decision.verdict is Verdict.REFUSED


def test_what_promotes_something_says_so() -> None:
    (found,) = asked(INFORMATION, customer=KEEN, company=shop(article("a", "tea", promotes=True)))
    assert (found.promotes, found.counts_as) == (True, Purpose.MARKETING)


@pytest.mark.concept("D6")
def test_of_an_organisation_it_goes_to_the_person_who_cares_for_it() -> None:
    who = firm(mia(), noor(interests=("tea",)))
    (found,) = asked(INFORMATION, customer=who, company=shop(TEA))
    assert (found.occasion, found.person) == ("tea-101/noor", "noor")
    (stated,) = asked(
        INFORMATION, likes("s", 2, "tea", by="mia"), customer=firm(noor(), mia()), company=shop(TEA)
    )
    assert (stated.occasion, stated.person, stated.reasons[0].evidence) == ("tea-101/mia", "mia", ("s",))


def test_an_interest_of_which_nobody_knows_whose_it_is_counts_for_nobody_of_an_organisation() -> None:
    for by in (None, "somebody else"):
        assert passed_on(likes("s", 2, "tea", by=by), who=firm(mia(), noor())) == []
        assert passed_on(likes("s", 2, "tea", by=by), who=lin()) == ["tea-101"]


def test_what_one_of_them_got_the_other_one_gets_later() -> None:
    both = firm(noor(interests=("tea",)), mia(interests=("tea",)))
    assert passed_on(who=both) == ["tea-101/mia"]
    sent = did("x", day(3), "information/tea-101/mia")
    (found,) = asked(INFORMATION, sent, customer=both, company=shop(TEA))
    assert (found.occasion, found.person, found.not_before) == ("tea-101/noor", "noor", day(33))
    assert passed_on(sent, did("y", day(40), "information/tea-101/noor"), who=both) == []


def test_without_a_customer_or_anything_to_pass_on_nothing_is() -> None:
    assert asked(INFORMATION, likes("s", 2, "tea"), customer=None, company=shop(TEA)) == []
    assert asked(INFORMATION, customer=KEEN, company=None) == []
    assert passed_on(of=shop()) == []
    assert passed_on(of=evolve(shop(TEA), articles=None)) == []
    assert passed_on(who=firm()) == []


@pytest.mark.concept("B1", "B5")
def test_nothing_is_passed_on_where_no_outreach_was_agreed_nor_after_an_ending() -> None:
    for type in (RelationshipType.TRANSACTIONAL, RelationshipType.SELF_SERVICE):
        assert passed_on(relationship=opened(type=type)) == []
    assert passed_on(ended("z", day(3), EndReason.NEEDS_CHANGED, Party.CUSTOMER)) == []
    everywhere = Information(proposal=evolve(INFORMATION.proposal, without=()))
    transactional = Situation(opened(type=RelationshipType.TRANSACTIONAL), day(2), 30.0, KEEN, shop(TEA))
    assert len(list(everywhere.recommend(transactional))) == 1


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("cooldown_days", -1, PolicyError),
        ("cooldown_days", True, PolicyError),
        ("proposal", "information", FieldError),
        ("proposal", Proposal, FieldError),
    ],
)
def test_what_is_no_parameter_of_it_is_refused_and_named(field: str, value: Any, error: type) -> None:
    known: dict[str, Any] = {field: value}
    with pytest.raises(error, match=rf"Information\.{field} is"):
        Information(**known)


def test_it_keeps_the_laws_of_a_recommender() -> None:
    check_recommender(INFORMATION, max_examples=20)
    of = shop(
        TEA, article("a", "invoices", out=9), article("b", "tea", "a", promotes=True), article("c", "milk")
    )
    for who in (lin(interests=("tea",)), lin(), firm(mia(interests=("a",)), noor())):
        check_recommender(InShop(INFORMATION, who, of), max_examples=20)


@pytest.mark.concept("D6")
def test_who_got_an_article_in_one_relationship_is_not_sent_it_in_another() -> None:
    own = after(did("x", day(3), "information/tea-101/c-1"))
    elsewhere = evolve(after(), id="r-2")
    own_and_other, alone = (
        review(elsewhere, KEEN, at=day(4), company=shop(TEA), others=others) for others in ((own,), ())
    )

    def kinds(told: Review) -> set[str]:
        held = (one.recommendation for one in told.withheld)
        return {one.kind for one in (*told.recommendations, *told.upcoming, *held)}

    assert "information" in kinds(alone)
    assert "information" not in kinds(own_and_other)
