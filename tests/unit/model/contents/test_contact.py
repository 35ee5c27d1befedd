"""What was said between the two sides, and what was noted about it."""

from collections.abc import Callable
from itertools import count

import pytest

from relcore.errors import FieldError
from relcore.model import Content, Conversation, Message, Note
from relcore.vocabulary import Purpose


def test_a_message_serves_and_a_conversation_seeks_the_relationship_unless_said_otherwise() -> None:
    assert Message().purpose is Purpose.SERVICE
    assert Conversation().purpose is Purpose.RELATIONSHIP
    assert Conversation(held=False, purpose=Purpose.SURVEY, topic="taste", event="fair").held is False


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: Message("marketing"), "Message.purpose"),  # type: ignore[arg-type]
        (lambda: Message(topic=""), "Message.topic"),
        (lambda: Message(text=""), "Message.text"),
        (lambda: Conversation(held="no"), "Conversation.held"),  # type: ignore[arg-type]
        (lambda: Conversation(purpose=None), "Conversation.purpose"),  # type: ignore[arg-type]
        (lambda: Conversation(topic=""), "Conversation.topic"),
        (lambda: Conversation(event=""), "Conversation.event"),
        (lambda: Note(""), "Note.text"),
        (lambda: Note("x", ""), "Note.about"),
    ],
    ids=map(str, count()),
)
def test_a_field_that_cannot_hold_its_value_is_named(make: Callable[[], Content], field: str) -> None:
    with pytest.raises(FieldError, match=f"{field} is "):
        make()
