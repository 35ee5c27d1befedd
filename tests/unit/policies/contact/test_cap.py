"""A cap is a rolling window over everybody's attempts, in every relationship of the person."""

from datetime import timedelta
from typing import Any

import pytest

from relcore import may_contact
from relcore.errors import FieldError, PolicyError
from relcore.model import Conversation, Override, UnknownContent
from relcore.policies import Cap, Scope
from relcore.policy_set import Memory
from relcore.vocabulary import Channel, Direction, Purpose
from tests.unit.kernel.history import HOUR, MOMENT, after, day, happened, opened, under
from tests.unit.policies.contact.contacts import (
    ALLOWED,
    DEFERRED,
    asked,
    of,
    person,
    planned,
    recommended,
    sent,
    told,
)

TWO_A_WEEK = Cap("weekly", 2, 168.0)
WEEK = timedelta(days=7)
TWO = (sent("a", day(2)), sent("b", day(4)))


def test_at_the_cap_one_waits_until_the_earliest_is_a_window_old() -> None:
    decision = asked(TWO_A_WEEK, history=TWO)
    assert told(decision) == (DEFERRED, "cap.weekly", ("contacts_within", 2, 2), ("window", 168.0, 168.0))
    assert decision.until == day(9)
    assert decision.reasons[0].evidence == ("a", "b")


def test_below_the_cap_and_from_that_instant_on_it_may_be_done() -> None:
    assert asked(TWO_A_WEEK, history=TWO[:1]).verdict is ALLOWED
    assert asked(TWO_A_WEEK, history=TWO, at=day(9) - MOMENT).verdict is DEFERRED
    assert asked(TWO_A_WEEK, history=TWO, at=day(9)).verdict is ALLOWED


def test_midnight_means_nothing_to_it() -> None:
    daily = Cap("daily", 1, 24.0)
    at_ten_to_twelve = day(2) + 14 * HOUR + timedelta(minutes=50)
    history = (sent("a", at_ten_to_twelve),)
    decision = asked(daily, history=history, at=at_ten_to_twelve + timedelta(minutes=20))
    assert (decision.verdict, decision.until) == (DEFERRED, at_ten_to_twelve + 24 * HOUR)


def test_every_owners_attempts_count_missed_calls_among_them() -> None:
    missed = happened("b", day(4), Conversation(held=False), channel=Channel.PHONE, by="ben")
    assert asked(TWO_A_WEEK, history=(sent("a", day(2), by="ana"), missed)).verdict is DEFERRED


def test_what_promotes_is_an_attempt_whatever_it_answers() -> None:
    history = tuple(sent(f"m{n}", day(n), reply_to="q") for n in (2, 4))
    assert asked(TWO_A_WEEK, what=recommended(reply_to="q"), history=history).verdict is DEFERRED


def test_what_is_sent_to_the_organisation_may_have_reached_anybody() -> None:
    history = tuple(sent(f"m{n}", day(n), to="c-1") for n in (2, 4))
    given: dict[str, Any] = {"what": recommended(person="p-1"), "persons": (person("p-1"), person("p-2"))}
    assert asked(TWO_A_WEEK, history=history, **given).verdict is DEFERRED
    reserved = tuple(planned(f"m{n}", day(n), person="c-1") for n in (2, 4))
    assert asked(TWO_A_WEEK, reserved=reserved, at=day(5), **given).verdict is DEFERRED


def test_a_reply_is_no_attempt_and_is_not_held_back() -> None:
    answer = sent("b", day(4), Purpose.SERVICE, reply_to="q")
    assert asked(TWO_A_WEEK, history=(TWO[0], answer)).verdict is ALLOWED
    assert asked(TWO_A_WEEK, what=recommended(Purpose.SERVICE, reply_to="q"), history=TWO).verdict is ALLOWED


@pytest.mark.parametrize(
    ("scope", "held_back"),
    [
        (Scope(), True),
        (Scope(channels=(Channel.EMAIL,)), True),
        (Scope(channels=(Channel.SMS,)), False),
        (Scope(purposes=(Purpose.MARKETING,)), True),
        (Scope(purposes=(Purpose.SURVEY,)), False),
        (Scope(countries=("PH",)), True),
    ],
)
def test_it_counts_and_holds_back_what_is_in_its_scope(scope: Scope, held_back: bool) -> None:
    decision = asked(Cap("some", 2, 168.0, scope), history=TWO)
    assert (decision.verdict is DEFERRED) is held_back


def test_what_is_out_of_scope_does_not_fill_it() -> None:
    texts = Cap("texts", 1, 24.0, Scope(channels=(Channel.SMS,)))
    text = recommended(channels=(Channel.SMS,))
    assert asked(texts, what=text, history=TWO).verdict is ALLOWED
    assert asked(texts, what=text, history=(sent("a", day(2), channel=Channel.SMS),)).verdict is DEFERRED


def test_it_does_not_hold_where_the_person_surely_lives_elsewhere() -> None:
    there = Cap("there", 2, 168.0, Scope(countries=("IN",)))
    assert asked(there, history=TWO, persons=(person(country="PH"),)).verdict is ALLOWED


def test_what_a_third_party_sends_counts_for_every_purpose() -> None:
    parcel = happened("b", day(4), UnknownContent("acme.ping", "{}"), direction=Direction.OUTBOUND)
    surveys = Cap("surveys", 1, 168.0, Scope(purposes=(Purpose.SURVEY,)))
    assert asked(surveys, what=recommended(Purpose.SURVEY), history=(parcel,)).verdict is DEFERRED
    inside = happened(
        "b", day(4), UnknownContent("acme.ping", "{}"), direction=Direction.OUTBOUND, channel=Channel.INTERNAL
    )
    assert asked(surveys, what=recommended(Purpose.SURVEY), history=(inside,)).verdict is ALLOWED


def test_what_is_reserved_counts_before_it_and_after_it() -> None:
    behind = (planned("x", day(3)),)
    assert asked(TWO_A_WEEK, history=TWO[:1], reserved=behind, at=day(4)).until == day(9)
    ahead = (planned("x", day(6)), planned("y", day(7)))
    assert asked(TWO_A_WEEK, reserved=ahead, at=day(5)).until == day(13)
    assert asked(TWO_A_WEEK, reserved=ahead, at=day(1)).until == day(13)
    far = (planned("x", day(20)), planned("y", day(21)))
    assert asked(TWO_A_WEEK, reserved=far, at=day(5)).verdict is ALLOWED


def test_no_window_becomes_too_full_by_one_that_goes_before() -> None:
    spread = (planned("x", day(9)), planned("y", day(12)))
    assert asked(TWO_A_WEEK, reserved=spread, at=day(5)).verdict is ALLOWED  # 5, 9 | 9, 12
    assert asked(TWO_A_WEEK, reserved=spread, at=day(6)).verdict is DEFERRED  # 6, 9, 12


def test_a_person_has_one_budget_in_all_relationships() -> None:
    def elsewhere(customer_id: str, name: str | None) -> tuple[Any, ...]:
        there = happened("b", day(4), TWO[1].content, relationship_id="r-2", to=name)
        return (after(there, relationship=opened(id="r-2", customer_id=customer_id)),)

    given: dict[str, Any] = {"history": TWO[:1], "at": day(5)}
    for customer_id, name in (("c-1", None), ("c-9", "c-1"), ("c-9", None)):
        assert asked(TWO_A_WEEK, others=elsewhere(customer_id, name), **given).verdict is DEFERRED
    assert asked(TWO_A_WEEK, others=elsewhere("c-9", "x"), **given).verdict is ALLOWED


def test_what_another_relationship_knows_of_later_counts_as_well() -> None:
    ahead = happened("b", day(6), TWO[1].content, relationship_id="r-2")
    others = (after(ahead, relationship=opened(id="r-2")),)
    assert asked(Cap("one", 1, 168.0), others=others, at=day(5)).until == day(13)


def test_in_an_organisation_the_person_addressed_is_protected() -> None:
    def sent_to(*names: str | None) -> tuple[Any, ...]:
        return tuple(sent(f"m{n}", day(2 + n), to=name) for n, name in enumerate(names))

    given: dict[str, Any] = {
        "what": recommended(person="p-1"),
        "persons": (person("p-1"), person("p-2")),
        "at": day(5),
    }
    assert asked(TWO_A_WEEK, history=sent_to("p-1", "p-1"), **given).verdict is DEFERRED
    assert asked(TWO_A_WEEK, history=sent_to("p-1", None), **given).verdict is DEFERRED
    assert asked(TWO_A_WEEK, history=sent_to("p-1", "p-2"), **given).verdict is ALLOWED
    assert asked(TWO_A_WEEK, history=sent_to("p-2", "p-2"), **given).verdict is ALLOWED


def test_a_window_that_reaches_beyond_memory_is_taken_to_be_full() -> None:
    small = under(memory=Memory(contacts=2))
    rules = small.with_advising(contact_rules=(Cap("monthly", 3, 720.0),))
    state = after(*(sent(f"m{n}", day(n)) for n in (2, 3, 4)), policies=small)
    decision = may_contact(recommended(), state, of(person()), at=day(5), policies=rules)
    assert told(decision) == (
        DEFERRED,
        "cap.monthly",
        ("contacts_within", None, 3),
        ("window", 720.0, 720.0),
    )
    assert decision.until == day(3) + timedelta(days=30)
    assert may_contact(recommended(), state, of(person()), at=day(33), policies=rules).verdict is ALLOWED


def test_what_one_person_was_sent_pushes_nobody_elses_out_of_memory() -> None:
    small = under(memory=Memory(contacts=2, persons=4))
    history = (sent("a", day(2), to="p-1"), *(sent(f"m{n}", day(n), to="p-2") for n in (3, 4, 5)))
    state = after(*history, policies=small)
    assert [contact.id for contact in state.recent_contacts] == ["a", "m4", "m5"]
    assert state.forgotten == ("contacts.p-2",)
    rules = small.with_advising(contact_rules=(Cap("monthly", 2, 720.0),))
    both = of(person("p-1"), person("p-2"))

    def ask(name: str) -> Any:
        what = recommended(person=name)
        return may_contact(what, state, both, at=day(6), policies=rules).verdict

    assert (ask("p-1"), ask("p-2")) == (ALLOWED, DEFERRED)


def test_somebody_may_answer_for_one_more_unless_a_law_sets_the_cap() -> None:
    lifted = Override(
        relationship_id="r-1", rule="cap.weekly", by="ana", reason="recall", since=day(1), until=day(9)
    )
    assert asked(TWO_A_WEEK, history=TWO, overrides=(lifted,)).verdict is ALLOWED
    assert asked(Cap("weekly", 2, 168.0, hard=True), history=TWO, overrides=(lifted,)).verdict is DEFERRED
    assert asked(Cap("other", 2, 168.0), history=TWO, overrides=(lifted,)).verdict is DEFERRED


@pytest.mark.parametrize(
    ("error", "field", "given"),
    [
        (FieldError, "name", ("", 1, 24.0)),
        (PolicyError, "most", ("a", 0, 24.0)),
        (PolicyError, "most", ("a", 1.0, 24.0)),
        (PolicyError, "within_hours", ("a", 1, 0.5)),
        (PolicyError, "within_hours", ("a", 1, True)),
        (PolicyError, "within_hours", ("a", 1, float("nan"))),
        (PolicyError, "within_hours", ("a", 1, "24")),
        (FieldError, "scope", ("a", 1, 24.0, None)),
        (FieldError, "hard", ("a", 1, 24.0, Scope(), 1)),
    ],
)
def test_what_cannot_be_meant_is_refused(error: type[Exception], field: str, given: Any) -> None:
    with pytest.raises(error, match=f"Cap.{field}"):
        Cap(*given)
