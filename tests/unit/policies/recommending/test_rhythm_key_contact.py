"""The people who speak for an organisation are kept in touch with: whom, when, and of whom it is not known."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from relcore.errors import FieldError
from relcore.model import Message
from relcore.policies.recommending.key_contact import KeyContact
from relcore.policy_set import STANDARD, Memory
from relcore.testing.laws import check_recommender
from relcore.vocabulary import Channel, Direction, EndReason, Party, Purpose, RelationshipType
from tests.unit.kernel.history import MOMENT, after, day, ended, happened, note, opened
from tests.unit.policies.recommending.rhythm_words import (
    called,
    firm,
    looked,
    one_person,
    pinned,
    proposed,
    somebody,
    the_one,
    told,
    why,
    wrote,
)

KEY = KeyContact()
ANA, BO = somebody("ana"), somebody("bo")


def heard(id: str, at: datetime, by: str) -> Any:
    return happened(id, at, Message(), direction=Direction.INBOUND, by=by)


@pytest.mark.concept("E4")
def test_a_key_contact_gone_stale_is_proposed_for_contact_by_name() -> None:
    state = after(pinned(), heard("i", day(10), "ana"))
    contact = the_one(KEY, state, day(11), customer=firm(ANA))
    assert contact.key == "r-1/key_contact/ana/i/1"
    assert (contact.person, contact.purpose) == ("ana", Purpose.RELATIONSHIP)
    assert contact.channels == (Channel.PHONE, Channel.EMAIL)
    assert contact.not_before == day(100)
    assert contact.due == day(114)
    assert contact.expires == day(130)
    assert why(contact) == [("days_since_contact", 90, 90, ("i",))]


@pytest.mark.concept("E4")
def test_it_is_the_same_until_it_expires_and_is_then_not_made_up_for() -> None:
    state = after(pinned(), heard("i", day(10), "ana"))
    first = the_one(KEY, state, day(11), customer=firm(ANA))
    for at in (day(100) - MOMENT, day(100), day(130)):
        assert the_one(KEY, state, at, customer=firm(ANA)) == first
    following = the_one(KEY, state, day(130) + MOMENT, customer=firm(ANA))
    assert (following.occasion, following.not_before) == ("ana/i/2", day(190))


@pytest.mark.concept("E4")
def test_each_person_is_looked_at_and_who_was_never_heard_counts_from_the_opening() -> None:
    state = after(pinned(), heard("i", day(10), "ana"))
    both = proposed(KEY, state, day(95), customer=firm(ANA, BO))
    assert [(one.occasion, one.not_before) for one in both] == [
        ("ana/i/1", day(100)),
        ("bo/never/1", day(91)),
    ]
    assert why(both[1]) == [("days_without_contact", 90, 90, ())]


@pytest.mark.concept("E4")
def test_a_conversation_an_answer_or_an_attempt_to_reach_that_person_starts_it_anew() -> None:
    for act in (
        called("k", day(50), to="ana"),
        called("k", day(50), held=False, to="ana"),
        wrote("k", day(50), to="ana"),
        heard("k", day(50), "ana"),
    ):
        contact = the_one(KEY, after(pinned(), heard("i", day(10), "ana"), act), day(51), customer=firm(ANA))
        assert (contact.occasion, contact.not_before) == ("ana/k/1", day(140))


@pytest.mark.concept("E4")
def test_what_reaches_another_or_names_nobody_does_not() -> None:
    for act in (
        wrote("k", day(50), to="bo"),
        heard("k", day(50), "bo"),
        wrote("k", day(50)),
        note("k", day(50)),
    ):
        state = after(pinned(), heard("i", day(10), "ana"), act)
        assert told(KEY, state, day(51), customer=firm(ANA)) == ["ana/i/1"]


def test_the_later_of_being_heard_and_being_written_to_counts() -> None:
    state = after(pinned(), wrote("w", day(20), to="ana"), heard("i", day(30), "ana"))
    assert told(KEY, state, day(31), customer=firm(ANA)) == ["ana/i/1"]


@pytest.mark.concept("E4")
def test_what_was_done_for_it_settles_it_and_the_next_time_is_announced() -> None:
    state = after(pinned(), heard("i", day(10), "ana"))
    key = the_one(KEY, state, day(100), customer=firm(ANA)).key
    done = after(pinned(), heard("i", day(10), "ana"), called("k", day(101), held=False, settles=(key,)))
    following = the_one(KEY, done, day(101), customer=firm(ANA))
    assert (following.occasion, following.not_before) == ("ana/i/2", day(190))


@pytest.mark.concept("E4")
def test_an_organisation_of_which_nobody_is_known_needs_a_key_contact() -> None:
    find = the_one(KEY, after(pinned()), day(1), customer=firm())
    assert (find.key, find.is_internal) == ("r-1/find_key_contact/nobody", True)
    assert why(find) == [("key_contacts", 0, 1, ())]
    found = after(pinned(), evolve(note("n", day(2)), settles=(find.key,)))
    assert told(KEY, found, day(3), customer=firm()) == []
    assert told(KEY, after(pinned()), day(1), customer=firm(ANA)) == ["ana/never/1"]


@pytest.mark.concept("E4")
def test_a_customer_who_is_a_person_or_not_known_has_no_key_contact() -> None:
    state = after(pinned())
    assert told(KEY, state, day(95), customer=one_person()) == []
    assert told(KEY, state, day(95)) == []


@pytest.mark.concept("B1", "B5")
@pytest.mark.parametrize("type", [RelationshipType.TRANSACTIONAL, RelationshipType.SELF_SERVICE])
def test_types_without_outreach_need_none(type: RelationshipType) -> None:
    state = after(pinned(), relationship=opened(type=type))
    assert told(KEY, state, day(95), customer=firm(ANA)) == []
    assert told(KEY, state, day(95), customer=firm()) == []


@pytest.mark.concept("C5h")
def test_an_organisation_that_has_left_or_ceased_is_left_alone() -> None:
    for reason, by in ((EndReason.CEASED, Party.NOBODY), (EndReason.NEEDS_CHANGED, Party.CUSTOMER)):
        state = after(pinned(), ended("z", day(50), reason, by))
        assert told(KEY, state, day(95), customer=firm(ANA)) == []
        assert told(KEY, state, day(95), customer=firm()) == []


def test_who_may_have_been_heard_and_forgotten_is_not_proposed() -> None:
    small = STANDARD.with_folding(memory=Memory(persons=2))
    state = after(
        pinned(),
        *[heard(f"i-{who}", day(n), who) for n, who in enumerate(("ana", "bo", "cy"), 2)],
        policies=small,
    )
    assert set(state.heard_from) == {"bo", "cy"}
    rule, all_three = KeyContact(persons=2), firm(ANA, BO, somebody("cy"))
    found = proposed(rule, state, day(95), customer=all_three, policies=small)
    assert [one.person for one in found] == ["bo", "cy"]
    # with room for one more, who is not there was never heard
    roomy = KeyContact(persons=3)
    assert told(roomy, state, day(95), customer=firm(ANA), policies=small) == ["ana/never/1"]


def test_who_may_have_been_written_to_and_forgotten_is_not_proposed() -> None:
    small = STANDARD.with_folding(memory=Memory(contacts=1, persons=2))
    history = [wrote(f"w-{who}", day(n), to=who) for n, who in enumerate(("ana", "bo", "cy"), 2)]
    state = after(pinned(), *history, policies=small)
    assert "contacts" in state.forgotten
    found = proposed(KEY, state, day(95), customer=firm(ANA, BO, somebody("cy")), policies=small)
    assert [one.occasion for one in found] == ["bo/w-bo/1", "cy/w-cy/1"]


def test_earlier_attempts_to_reach_the_same_person_may_be_forgotten() -> None:
    small = STANDARD.with_folding(memory=Memory(contacts=1))
    state = after(pinned(), wrote("w-2", day(2), to="ana"), wrote("w-3", day(3), to="ana"), policies=small)
    assert state.forgotten == ("contacts.ana",)
    found = proposed(KEY, state, day(95), customer=firm(ANA), policies=small)
    assert [one.occasion for one in found] == ["ana/w-3/1"]


def test_at_the_end_of_time_nothing_is_ahead() -> None:
    now = looked(after(pinned()), day(95), firm(ANA))
    assert list(KEY.recommend(evolve(now, at=datetime(8999, 12, 30, tzinfo=UTC)))) == []


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"stale_days": 0}, r"KeyContact.stale_days is 0; expected a whole number from 1"),
        ({"expires_days": 90}, r"KeyContact.expires_days is 90; expected a whole number from 0 to 89"),
        ({"due_days": 31}, r"KeyContact.due_days is 31; expected a whole number from 0 to 30"),
        ({"persons": 0}, r"KeyContact.persons is 0; expected a whole number from 1 to 10,000"),
        ({"proposal": 1}, r"KeyContact.proposal is 1; expected a Proposal"),
        ({"finding": 1}, r"KeyContact.finding is 1; expected a Proposal"),
    ],
)
def test_a_rule_that_is_none_is_refused_and_named(given: dict[str, Any], message: str) -> None:
    with pytest.raises(FieldError, match=message):
        KeyContact(**given)


def test_it_keeps_the_laws_of_a_recommender() -> None:
    check_recommender(KEY, max_examples=20)
    check_recommender(KeyContact(stale_days=2, expires_days=1, due_days=1), max_examples=20)


def test_how_long_is_a_parameter() -> None:
    state = after(pinned(), heard("i", day(10), "ana"))
    contact = the_one(
        KeyContact(stale_days=7, due_days=1, expires_days=6), state, day(11), customer=firm(ANA)
    )
    assert (contact.not_before, contact.due) == (day(17), day(18))
    assert contact.expires == day(17) + timedelta(days=6)
