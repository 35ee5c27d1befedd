"""Comments by theme, who brought prospects, and what campaigns did: gathered, with their sources."""

from typing import Any

import pytest
from attrs import evolve

from relcore.errors import FieldError
from relcore.model import (
    Conversation,
    Interaction,
    Introduction,
    Message,
    OpeningBalance,
    Relationship,
    Statement,
)
from relcore.portfolio import Campaign, Introducer, campaigns, introducers, themes
from relcore.vocabulary import Direction, Purpose, StatementTopic
from tests.unit.kernel.history import after, concern, day, happened, purchase

COMMENT = StatementTopic.COMMENT


def said(id: str, text: str, theme: str | None = None, by: str | None = None) -> Interaction[Any]:
    return happened(id, day(2), Statement(COMMENT, text, theme), by=by)


def of(id: str, *history: Interaction[Any]) -> Relationship:
    return evolve(after(*history), id=id)


def into(id: str, *history: Interaction[Any]) -> list[Interaction[Any]]:
    return [evolve(one, relationship_id=id) for one in history]


@pytest.mark.concept("E2d")
def test_comments_are_gathered_by_theme_with_their_sources_what_most_say_first() -> None:
    one = of(
        "r-1", said("a", "the lid sticks", "lid", "ana"), said("b", "lid again", "lid"), said("c", "nice")
    )
    two = of("r-2", said("d", "sells out early", "stock"), said("e", "lids", "lid"))
    three = of("r-3", said("f", "never there", "stock"))
    found = themes([three, one, two])
    assert [(theme.theme, theme.relationships) for theme in found] == [("lid", 2), ("stock", 2), (None, 1)]
    lid = found[0].comments
    assert [(comment.relationship_id, comment.id, comment.by) for comment in lid] == [
        ("r-1", "a", "ana"),
        ("r-1", "b", None),
        ("r-2", "e", None),
    ]
    assert lid[0].text == "the lid sticks"
    assert themes([one, two, three]) == found


@pytest.mark.concept("E2d")
def test_a_complaint_or_another_statement_is_no_comment() -> None:
    assert (
        themes([of("r-1", concern("c", day(2)), happened("s", day(3), Statement(StatementTopic.NEED, "x")))])
        == ()
    )


@pytest.mark.concept("E4d", "E4e")
def test_who_brought_prospects_is_told_with_those_who_bought() -> None:
    log = [
        *into("r-1", happened("a", day(2), Introduction("fair")), purchase("p", day(3))),
        *into("r-2", happened("b", day(2), Introduction("fair")), happened("c", day(4), Introduction("ana"))),
        *into("r-3", purchase("q", day(2)), happened("d", day(3), Introduction("ana"))),
        *into(
            "r-4", happened("e", day(2), Introduction("ana")), purchase("r", day(5)), purchase("s", day(6))
        ),
    ]
    assert introducers(log) == (
        Introducer("fair", ("r-1", "r-2"), ("r-1",)),
        Introducer("ana", ("r-4",), ("r-4",)),
    )
    assert introducers([]) == ()


@pytest.mark.concept("E4e")
def test_who_was_a_customer_before_the_log_began_is_brought_by_nobody() -> None:
    before = OpeningBalance(1, 1, day(1).date(), day(1).date())
    known = into("r-1", happened("a", day(2), before), happened("b", day(3), Introduction("fair")))
    assert introducers(known) == ()


@pytest.mark.concept("E4e")
def test_what_was_contributed_to_a_campaign_is_recorded_and_told_by_agent() -> None:
    spring = Message(Purpose.MARKETING, "spring")
    log = [
        *into("r-1", happened("a", day(2), spring, by="ana"), happened("b", day(3), spring, by="ana")),
        *into(
            "r-2", happened("c", day(2), Conversation(purpose=Purpose.MARKETING, topic="spring"), by="ben")
        ),
        *into("r-3", happened("d", day(2), spring), happened("e", day(1.5), Introduction("spring"))),
        *into("r-4", happened("f", day(2), Message(Purpose.MARKETING, "autumn"), by="ben")),
    ]
    assert campaigns(log) == (
        Campaign("autumn", 1, 1, (("ben", 1),), 0),
        Campaign("spring", 4, 3, (("ana", 2), (None, 1), ("ben", 1)), 1),
    )


@pytest.mark.concept("E4e")
def test_what_promotes_nothing_names_no_campaign_or_comes_from_a_customer_is_no_contribution() -> None:
    log = [
        happened("a", day(2), Message(Purpose.SERVICE, "spring")),
        happened("b", day(2), Message(Purpose.MARKETING)),
        happened("c", day(2), Message(Purpose.MARKETING, "spring"), direction=Direction.INBOUND),
        purchase("p", day(3)),
    ]
    assert campaigns(log) == ()


def test_what_is_no_relationship_or_interaction_is_named() -> None:
    wrong: Any = "r-1"
    with pytest.raises(FieldError, match="relationships"):
        themes([wrong])
    with pytest.raises(FieldError, match="interactions"):
        introducers([wrong])
    single: Any = purchase("p", day(2))
    with pytest.raises(FieldError, match="one after another"):
        campaigns(single)
