"""Attempts are remembered, and the customer's own acts end a silence."""

import pytest
from attrs import evolve

from relcore.model import Contact, Content, Conversation, Message, Note, Question
from relcore.policy_set import STANDARD, Memory
from relcore.vocabulary import Channel, Direction, Purpose
from tests.unit.kernel.history import after, day, happened, purchase

SENT = happened("m1", day(2), Message(Purpose.MARKETING), channel=Channel.EMAIL, to="asha")
MISSED = happened("m2", day(3), Conversation(held=False), channel=Channel.PHONE)


def test_an_attempt_is_remembered_with_when_how_why_and_whom() -> None:
    reached = after(SENT, MISSED)
    assert reached.recent_contacts == (
        Contact("m1", day(2), Channel.EMAIL, "marketing", "asha"),
        Contact("m2", day(3), Channel.PHONE, "relationship", None),
    )
    assert (reached.unanswered, reached.engaged_at) == (2, day(1))


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
