"""Attempts are remembered, and the customer's own acts end a silence."""

import pytest
from attrs import evolve

from relcore.kernel import review
from relcore.model import Contact, Content, Conversation, Message, Note, Question, Relationship, Unnoted
from relcore.policy_set import STANDARD, Memory
from relcore.vocabulary import Channel, Direction, Purpose
from tests.unit.kernel.history import MOMENT, after, day, happened, note, purchase, under

SENT = happened("m1", day(2), Message(Purpose.MARKETING), channel=Channel.EMAIL, to="asha")
MISSED = happened("m2", day(3), Conversation(held=False), channel=Channel.PHONE, by="ben")
MET = happened("k", day(4), Conversation(), channel=Channel.IN_PERSON)


def test_an_attempt_is_remembered_with_when_how_why_and_whom() -> None:
    reached = after(SENT, MISSED)
    assert reached.recent_contacts == (
        Contact("m1", day(2), Channel.EMAIL, "marketing", person="asha", by=None, reply=False),
        Contact("m2", day(3), Channel.PHONE, "relationship", person=None, by="ben", reply=False),
    )
    assert (reached.unanswered, reached.engaged_at) == (2, day(1))


def test_a_message_that_answers_something_is_remembered_as_a_reply() -> None:
    answer = happened("x", day(3), Message(reply_to="q"), channel=Channel.EMAIL)
    assert [contact.reply for contact in after(SENT, answer).recent_contacts] == [False, True]


@pytest.mark.parametrize(
    "content", [Question("when?"), Message(), Conversation(), Note("x")], ids=lambda content: content.kind
)
@pytest.mark.parametrize("direction", [Direction.INBOUND, Direction.BETWEEN_CUSTOMERS])
def test_whatever_the_customer_does_ends_the_silence(content: Content, direction: Direction) -> None:
    heard = after(SENT, MISSED, happened("x", day(4), content, direction=direction))
    assert (heard.unanswered, heard.engaged_at) == (0, day(4))
    assert len(heard.recent_contacts) == 2


@pytest.mark.parametrize("content", [Note("x"), Message(), Conversation()], ids=lambda content: content.kind)
def test_what_stays_inside_the_company_is_no_contact(content: Content) -> None:
    assert (
        after(SENT, happened("x", day(4), content, direction=Direction.INTERNAL)).recent_contacts
        == after(SENT).recent_contacts
    )
    assert after(SENT, happened("x", day(4), content, direction=Direction.INTERNAL)).unanswered == 1


def test_a_conversation_that_was_held_is_a_contact_and_an_answer() -> None:
    held = after(SENT, happened("x", day(4), Conversation()))
    assert (held.unanswered, held.engaged_at, held.recent_contacts[-1].id) == (0, day(4), "x")


def test_a_purchase_answers() -> None:
    assert after(SENT, purchase("p", day(4))).unanswered == 0


@pytest.mark.parametrize("size", [1, 2, 8])
def test_only_the_latest_attempts_are_remembered(size: int) -> None:
    policies = evolve(STANDARD, folding=evolve(STANDARD.folding, memory=Memory(contacts=size)))
    sent = tuple(happened(f"m{n}", day(2 + n), Message()) for n in range(9))
    kept = after(*sent, policies=policies)
    assert [contact.id for contact in kept.recent_contacts] == [f"m{n}" for n in range(9)][-size:]
    assert kept.unanswered == 9


@pytest.mark.concept("E1c")
def test_a_meeting_that_was_held_is_counted_as_such() -> None:
    met = after(MISSED, MET, happened("l", day(5), Conversation(), direction=Direction.INBOUND))
    assert (met.tallies["conversation"].count, met.tallies["conversation.held"].count) == (3, 2)


@pytest.mark.concept("E1c")
def test_a_meeting_that_was_missed_is_an_attempt_and_nothing_else() -> None:
    missed = after(MISSED)
    assert "conversation.held" not in missed.tallies
    assert (missed.conduct.unnoted, missed.engaged_at, missed.unanswered) == ((), day(1), 1)


def unnoted(relationship: Relationship) -> list[str]:
    return [one.id for one in relationship.conduct.unnoted]


@pytest.mark.concept("F6")
@pytest.mark.parametrize("direction", [Direction.OUTBOUND, Direction.INBOUND])
def test_a_conversation_wants_a_note_until_one_is_about_it(direction: Direction) -> None:
    talked = happened("k", day(4), Conversation(), direction=direction)
    assert after(talked).conduct.unnoted == (Unnoted("k", day(4)),)
    assert unnoted(after(talked, happened("n", day(5), Note("likes oolong", about="k")))) == []


@pytest.mark.concept("F6")
@pytest.mark.parametrize(
    "content",
    [Note("likes oolong"), Note("likes oolong", about="another"), Message(reply_to="k")],
    ids=["a note about nothing", "a note about something else", "a message"],
)
def test_nothing_else_is_the_note_that_it_wants(content: Content) -> None:
    assert unnoted(after(MET, happened("n", day(5), content))) == ["k"]


@pytest.mark.concept("F6")
def test_each_conversation_wants_a_note_of_its_own() -> None:
    twice = (MET, happened("l", day(5), Conversation()))
    assert unnoted(after(*twice, happened("n", day(6), Note("likes oolong", about="k")))) == ["l"]


@pytest.mark.concept("F6")
def test_a_conversation_without_a_note_is_found_after_a_day_and_not_before() -> None:
    def found(relationship: Relationship, at: object) -> list[tuple[str, ...]]:
        findings = review(relationship, at=at).findings  # type: ignore[arg-type]
        return [d.reasons[0].evidence for d in findings if d.policy == "note_missing"]

    assert found(after(MET), day(5)) == []
    assert found(after(MET), day(5) + MOMENT) == [("k",)]
    assert found(after(MET, happened("n", day(5), Note("likes oolong", about="k"))), day(9)) == []
    assert found(after(MISSED, note("n", day(4))), day(9)) == []


@pytest.mark.concept("F6")
def test_the_latest_conversations_without_a_note_are_remembered() -> None:
    many = [happened(f"k{n}", day(2 + n), Conversation()) for n in range(4)]
    assert unnoted(after(*many, policies=under(memory=Memory(unnoted=2)))) == ["k2", "k3"]
