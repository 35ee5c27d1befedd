"""What was said between the two sides, and what was noted about it."""

from collections.abc import Callable
from itertools import count

import pytest

from relcore.errors import FieldError
from relcore.model import Content, Conversation, Message, Note, Promise
from relcore.vocabulary import Purpose
from tests.unit.kernel.history import day

PROMISE = Promise("a call back", day(2))


def test_a_message_serves_and_a_conversation_seeks_the_relationship_unless_said_otherwise() -> None:
    assert Message().purpose is Purpose.SERVICE
    assert Conversation().purpose is Purpose.RELATIONSHIP
    assert Conversation(held=False, purpose=Purpose.SURVEY, topic="taste", event="fair").held is False


def test_a_message_is_no_reply_unless_it_names_what_it_answers() -> None:
    assert Message().reply_to is None
    assert Message(reply_to="i-1").reply_to == "i-1"


@pytest.mark.concept("F7")
def test_what_was_promised_in_a_conversation_or_note_goes_with_it() -> None:
    assert Conversation().promises == Note("x").promises == ()
    assert Conversation(promises=(PROMISE, PROMISE)).promises == (PROMISE, PROMISE)
    assert Note("x", "i-1", (PROMISE,)).promises == (PROMISE,)


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: Message("marketing"), "Message.purpose"),  # type: ignore[arg-type]
        (lambda: Message(topic=""), "Message.topic"),
        (lambda: Message(text=""), "Message.text"),
        (lambda: Message(reply_to=""), "Message.reply_to"),
        (lambda: Conversation(held="no"), "Conversation.held"),  # type: ignore[arg-type]
        (lambda: Conversation(purpose=None), "Conversation.purpose"),  # type: ignore[arg-type]
        (lambda: Conversation(topic=""), "Conversation.topic"),
        (lambda: Conversation(event=""), "Conversation.event"),
        (lambda: Conversation(promises=[PROMISE]), "Conversation.promises"),  # type: ignore[arg-type]
        (lambda: Conversation(promises=PROMISE), "Conversation.promises"),  # type: ignore[arg-type]
        (lambda: Conversation(promises=(PROMISE, "x")), r"Conversation.promises\[1\]"),  # type: ignore[arg-type]
        (lambda: Conversation(held=False, promises=(PROMISE,)), "Conversation.promises"),
        (lambda: Note(""), "Note.text"),
        (lambda: Note("x", ""), "Note.about"),
        (lambda: Note("x", promises=(Note("y"),)), r"Note.promises\[0\]"),  # type: ignore[arg-type]
    ],
    ids=map(str, count()),
)
def test_a_field_that_cannot_hold_its_value_is_named(make: Callable[[], Content], field: str) -> None:
    with pytest.raises(FieldError, match=f"{field} is "):
        make()
