"""Who does not answer is left in peace for a while; an answer ends the pause."""

from datetime import timedelta
from typing import Any

import pytest

from relcore import may_contact
from relcore.errors import FieldError, PolicyError
from relcore.model import Conversation, Ended, Withdrawn
from relcore.policies import UnansweredPause
from relcore.policy_set import Memory
from relcore.vocabulary import Channel, Direction, EndReason, Party, Purpose
from tests.unit.kernel.history import MOMENT, after, day, happened, opened, question, under
from tests.unit.policies.contact.contacts import (
    ALLOWED,
    DEFERRED,
    REFUSED,
    asked,
    of,
    person,
    planned,
    recommended,
    sent,
    told,
)

PAUSE = UnansweredPause()
THREE = tuple(sent(f"m{n}", day(n)) for n in (2, 3, 4))
P1, P2 = person("p-1"), person("p-2")


def to(name: str, *days: float, prefix: str = "m", **given: Any) -> tuple[Any, ...]:
    return tuple(sent(f"{prefix}{n}", day(n), to=name, **given) for n in days)


def organisation(*history: Any, rule: UnansweredPause = PAUSE, **given: Any) -> Any:
    """What comes of asking for marketing to p-1 on day 9."""
    what = recommended(person="p-1")
    return asked(rule, what=what, history=history, persons=(P1, P2), at=given.pop("at", day(9)), **given)


@pytest.mark.concept("G7")
def test_after_three_attempts_without_an_answer_comes_a_pause_from_the_last_one_on() -> None:
    decision = asked(PAUSE, history=THREE)
    assert told(decision) == (DEFERRED, "unanswered_pause", ("unanswered_contacts", 3, 3))
    assert decision.until == day(4) + timedelta(days=90)
    assert decision.reasons[0].evidence == ("m2", "m3", "m4")


@pytest.mark.concept("G7")
def test_after_two_or_once_there_is_an_answer_there_is_none() -> None:
    assert asked(PAUSE, history=THREE[:2]).verdict is ALLOWED
    assert asked(PAUSE, history=(*THREE, question("q", day(5)))).verdict is ALLOWED
    assert asked(PAUSE, history=(*THREE, question("q", day(4)))).verdict is ALLOWED  # after it, in the order


def test_when_the_pause_is_over_one_more_attempt_is_made_and_another_pause_follows() -> None:
    over = day(4) + timedelta(days=90)
    assert asked(PAUSE, history=THREE, at=over - MOMENT).verdict is DEFERRED
    assert asked(PAUSE, history=THREE, at=over).verdict is ALLOWED
    again = asked(PAUSE, history=(*THREE, sent("n", over)))
    assert (again.verdict, again.until) == (DEFERRED, over + timedelta(days=90))


def test_without_a_length_the_pause_lasts_until_there_is_an_answer() -> None:
    assert asked(UnansweredPause(pause_days=None), history=THREE, at=day(900)).verdict is REFUSED
    assert asked(UnansweredPause(pause_days=None), history=THREE[:2]).verdict is ALLOWED


def test_every_attempt_counts_and_a_reply_is_none() -> None:
    call = happened("c", day(3), Conversation(held=False), channel=Channel.PHONE, by="ben")
    mixed = (sent("m", day(2), Purpose.SERVICE, Channel.SMS, by="ana"), call, sent("z", day(4)))
    assert asked(PAUSE, history=mixed).verdict is DEFERRED
    answer = sent("z", day(4), Purpose.RELATIONSHIP, reply_to="q")
    assert asked(PAUSE, history=(*THREE[:2], answer)).verdict is ALLOWED


def test_a_call_that_was_held_answers_itself_and_what_came_before() -> None:
    held = happened("c", day(5), Conversation(), channel=Channel.PHONE)
    assert asked(PAUSE, history=(*THREE, held)).verdict is ALLOWED
    assert asked(UnansweredPause(most=1), history=(*THREE, held)).verdict is ALLOWED


def test_a_service_and_a_reply_are_not_held_back() -> None:
    assert asked(PAUSE, what=recommended(Purpose.SERVICE), history=THREE).verdict is ALLOWED
    answer = recommended(Purpose.RELATIONSHIP, reply_to="q")
    assert asked(PAUSE, what=answer, history=THREE).verdict is ALLOWED


def test_what_is_reserved_is_not_answered_yet() -> None:
    assert asked(PAUSE, history=THREE[:2], reserved=(planned("x", day(6)),)).until == day(96)
    of_others = (planned("x", day(6), person="p-9"),)
    assert asked(PAUSE, history=THREE[:2], reserved=of_others).verdict is ALLOWED


def test_an_attempt_at_the_opening_is_unanswered_too() -> None:
    assert asked(UnansweredPause(most=1), history=(sent("m", day(1)),)).verdict is DEFERRED


def test_of_those_who_speak_for_a_customer_each_is_protected_alone() -> None:
    assert organisation(*to("p-1", 2, 3, 4)).verdict is DEFERRED
    assert organisation(*to("p-2", 2, 3, 4)).verdict is ALLOWED
    assert organisation(*to("p-1", 2, 3), *to("p-2", 4, prefix="n")).verdict is ALLOWED


def test_an_attempt_that_names_nobody_may_have_been_made_to_anybody_and_anybody_answers_it() -> None:
    unnamed = (sent("m2", day(2)), sent("m3", day(3)), sent("m4", day(4)))
    assert organisation(*unnamed).verdict is DEFERRED
    assert organisation(*unnamed, question("q", day(5))).verdict is ALLOWED


def test_only_the_person_answers_what_was_sent_to_that_person() -> None:
    asks = happened("q", day(5), question("q", day(5)).content, by="p-2")
    assert organisation(*to("p-1", 2, 3, 4), asks).verdict is DEFERRED
    asks = happened("q", day(5), question("q", day(5)).content, by="p-1")
    assert organisation(*to("p-1", 2, 3, 4), asks).verdict is ALLOWED
    called = happened("c", day(5), Conversation(), to="p-1")
    assert organisation(*to("p-1", 2, 3, 4), called, rule=UnansweredPause(most=1)).verdict is ALLOWED
    assert organisation(*to("p-1", 2, 3, 4), question("q", day(5))).verdict is DEFERRED


def test_attempts_in_every_relationship_of_the_person_count_and_each_has_its_answers() -> None:
    def elsewhere(*history: Any, customer_id: str) -> tuple[Any, ...]:
        there = [happened(i.id, i.at, i.content, relationship_id="r-2", to=i.to, by=i.by) for i in history]
        return (after(*there, relationship=opened(id="r-2", customer_id=customer_id)),)

    for customer_id, name in (("c-1", None), ("c-1", "x"), ("c-9", "c-1"), ("c-9", None)):
        others = elsewhere(sent("n", day(3), to=name), customer_id=customer_id)
        assert asked(PAUSE, history=THREE[:2], others=others).verdict is DEFERRED
    others = elsewhere(sent("n", day(3), to="x"), customer_id="c-9")
    assert asked(PAUSE, history=THREE[:2], others=others).verdict is ALLOWED
    answer = happened("q", day(4), question("q", day(4)).content, by="c-1")
    others = elsewhere(sent("n", day(3), to="c-1"), answer, customer_id="c-9")
    assert asked(PAUSE, history=THREE[:2], others=others, at=day(5)).verdict is ALLOWED


def test_what_memory_let_go_of_is_taken_to_be_unanswered_and_as_late_as_it_may_have_been() -> None:
    small = under(memory=Memory(contacts=1, persons=1))
    history = (*to("p-1", 2, 3), *to("p-2", 4, prefix="n"))
    relationship = after(*history, relationship=opened(), policies=small)
    assert relationship.forgotten == ("contacts", "contacts.p-1")
    rules = small.with_advising(contact_rules=(PAUSE,))
    what = recommended(person="p-1")
    decision = may_contact(what, relationship, of(P1, P2), at=day(9), policies=rules)
    assert told(decision) == (DEFERRED, "unanswered_pause", ("unanswered_contacts", None, 3))
    assert decision.reasons[0].holds is None
    assert decision.until == day(4) + timedelta(days=90)


def test_what_was_let_go_of_before_the_person_was_heard_does_not_matter() -> None:
    small = under(memory=Memory(contacts=1, persons=4))
    asks = happened("q", day(5), question("q", day(5)).content, by="p-1")
    relationship = after(*to("p-1", 2, 3, 4), asks, relationship=opened(), policies=small)
    rules = small.with_advising(contact_rules=(PAUSE,))
    what = recommended(person="p-1")
    assert may_contact(what, relationship, of(P1, P2), at=day(9), policies=rules).verdict is ALLOWED


def test_an_ending_that_the_company_takes_back_answers_nothing() -> None:
    small = under(memory=Memory(contacts=2, persons=4))
    rules = small.with_advising(contact_rules=(UnansweredPause(most=3),))
    ends = happened("e", day(8), Ended(EndReason.LEGAL, Party.COMPANY))
    back = happened("f", day(9), Withdrawn("e"), direction=Direction.OUTBOUND)
    unnamed = tuple(sent(f"m{n}", day(n)) for n in (2, 3, 4, 5))
    what = recommended(person="p-1")
    for history in (unnamed, (*unnamed, ends, back)):
        state = after(*history, policies=small)
        decision = may_contact(what, state, of(P1, P2), at=day(10), policies=rules)
        assert (decision.verdict, decision.until) == (DEFERRED, day(5) + timedelta(days=90))


@pytest.mark.parametrize(
    ("error", "given"),
    [
        (PolicyError, {"most": 0}),
        (PolicyError, {"most": True}),
        (PolicyError, {"pause_days": -1.0}),
        (FieldError, {"scope": None}),
    ],
)
def test_what_cannot_be_meant_is_refused(error: type[Exception], given: Any) -> None:
    with pytest.raises(error, match="UnansweredPause." + next(iter(given))):
        UnansweredPause(**given)


def test_an_inbound_message_of_somebody_else_is_no_attempt() -> None:
    inbound = tuple(sent(f"m{n}", day(n), direction=Direction.INBOUND) for n in (2, 3, 4))
    assert asked(PAUSE, history=inbound).verdict is ALLOWED
