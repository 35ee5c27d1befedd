"""An interaction is generic in its content: a checker knows what is in it, and accepts one where any will do.

``mypy --strict tests`` reads what is asserted of types here; pytest runs it and sees that the values agree.
"""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, assert_type

import pytest

from relcore import Channel, Interaction, Money, Relationship, RelationshipType, Replay, record, replay
from relcore.model import Change, Content, Message, Purchase, Recorded
from relcore.serialization import dumps, loads

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
OPENED = Relationship.open(id="r-1", customer_id="c-1", type=RelationshipType.LONG_TERM, at=START)
BOUGHT = Interaction(
    id="i-1",
    relationship_id="r-1",
    at=START,
    channel=Channel.WEB,
    content=Purchase(Money("25.00", "EUR")),
)


def kind(interaction: Interaction[Content]) -> str:
    return interaction.content.kind


def amounts(interactions: list[Interaction[Purchase]]) -> list[Decimal]:
    return [interaction.content.amount.amount for interaction in interactions]


def test_an_interaction_knows_its_content() -> None:
    assert_type(BOUGHT, Interaction[Purchase])
    assert_type(BOUGHT.content, Purchase)
    assert_type(BOUGHT.content.amount, Money)
    assert_type(BOUGHT.content.category, str | None)
    assert amounts([BOUGHT]) == [Decimal("25.00")]


def test_an_interaction_of_one_content_is_accepted_where_any_content_is_asked_for() -> None:
    assert kind(BOUGHT) == "purchase"
    every: list[Interaction[Content]] = [BOUGHT]
    assert_type(every[0].content, Content)
    assert [kind(one) for one in every] == ["purchase"]


def test_an_interaction_of_any_content_is_refused_where_one_is_asked_for() -> None:
    said: Interaction[Message] = Interaction(
        id="i-2", relationship_id="r-1", at=START, channel=Channel.EMAIL, content=Message()
    )
    with pytest.raises(AttributeError):
        amounts([said])  # type: ignore[list-item]


def test_the_verbs_answer_with_what_they_say() -> None:
    out = record(OPENED, BOUGHT)
    assert_type(out, Recorded)
    assert_type(out.relationship, Relationship)
    assert_type(out.changes, tuple[Change, ...])
    whole = replay(OPENED, [BOUGHT])
    assert_type(whole, Replay)
    assert whole.relationship == out.relationship


def test_a_document_is_read_as_the_type_that_is_asked_for() -> None:
    text = dumps(BOUGHT)
    found = loads(text, Interaction[Purchase])
    assert_type(found, Interaction[Purchase])
    assert_type(found.content.amount, Money)
    assert_type(loads(text, Interaction[Any]), Interaction[Any])
    assert_type(loads(dumps(OPENED), Relationship), Relationship)
    assert found == BOUGHT
