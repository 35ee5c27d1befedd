"""What many customers said, who brought them, and what campaigns did: gathered, each with its sources.

Read from what is recorded anyway: comments from the relationships, which remember the latest of them; introductions and
campaigns from the interactions of the log.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from attrs import frozen

from relcore.errors import FieldError
from relcore.model import (
    Conversation,
    Interaction,
    Introduction,
    Message,
    OpeningBalance,
    Purchase,
    Relationship,
)
from relcore.model.validation import check_value
from relcore.vocabulary import Direction, Purpose, StatementTopic

__all__ = ["Campaign", "Comment", "Introducer", "Theme", "campaigns", "introducers", "themes"]


@frozen
class Comment:
    """One comment, and where it comes from.

    Args:
        relationship_id: the relationship in which it was made.
        id: the interaction that recorded it.
        text: its words.
        by: who said it, where known.
    """

    relationship_id: str
    id: str
    text: str
    by: str | None


@frozen
class Theme:
    """What comments are about in a word.

    Args:
        theme: the theme; None for those that have none.
        comments: the comments, by relationship and id.
    """

    theme: str | None
    comments: tuple[Comment, ...]

    @property
    def relationships(self) -> int:
        """In how many relationships it was commented on."""
        return len({comment.relationship_id for comment in self.comments})


def themes(relationships: Iterable[Relationship]) -> tuple[Theme, ...]:
    """The comments of many customers by theme: what most of them commented on comes first.

    A comment is no complaint: it helps to build better products and services. Of each relationship those are
    gathered that it remembers, the latest ones.

    Args:
        relationships: any relationships.

    Raises:
        FieldError: something among them is no relationship.

    >>> themes([])
    ()
    """
    found: defaultdict[str | None, list[Comment]] = defaultdict(list)
    for relationship in relationships:
        check_value(relationship, Relationship, "relationships")
        for said in relationship.knowledge.said.get(StatementTopic.COMMENT, ()):
            found[said.theme].append(Comment(relationship.id, said.id, said.text, said.by))
    told = (
        Theme(theme, tuple(sorted(comments, key=lambda one: (one.relationship_id, one.id))))
        for theme, comments in found.items()
    )
    return tuple(
        sorted(
            told, key=lambda one: (-one.relationships, -len(one.comments), one.theme is None, one.theme or "")
        )
    )


@frozen
class Introducer:
    """Who, or what, brought prospects.

    Args:
        introducer: a customer, a colleague, an event, a campaign.
        brought: the ids of the relationships whose first introduction it made.
        bought: those of them in which something was bought since.
    """

    introducer: str
    brought: tuple[str, ...]
    bought: tuple[str, ...]


def introducers(interactions: Iterable[Interaction[Any]]) -> tuple[Introducer, ...]:
    """Who brought prospects, and how many of them bought: who brought most comes first.

    The first introduction of a relationship counts, and only while nothing was bought in it yet: who is a customer is
    brought by nobody any more.

    Args:
        interactions: of any relationships; of each in the order of its history.

    Raises:
        FieldError: something among them is no interaction.
    """
    source: dict[str, str] = {}
    bought: dict[str, bool] = {}
    for interaction in interactions:
        check_value(interaction, Interaction, "interactions")
        id, content = interaction.relationship_id, interaction.content
        if isinstance(content, Purchase | OpeningBalance):
            bought[id] = id in source
        elif isinstance(content, Introduction) and id not in source and id not in bought:
            source[id] = content.introducer
    found: defaultdict[str, list[str]] = defaultdict(list)
    for id, introducer in source.items():
        found[introducer].append(id)
    told = (
        Introducer(introducer, tuple(sorted(ids)), tuple(sorted(id for id in ids if bought.get(id))))
        for introducer, ids in found.items()
    )
    return tuple(sorted(told, key=lambda one: (-len(one.brought), -len(one.bought), one.introducer)))


@frozen
class Campaign:
    """What was contributed to a campaign.

    Args:
        name: the campaign: the topic of its messages and conversations.
        contacts: how many of them there were.
        relationships: in how many relationships.
        contributions: how many each agent made, by the agent's id; those that nobody is named for under None.
        brought: how many prospects it brought, by introductions that name it.
    """

    name: str
    contacts: int
    relationships: int
    contributions: tuple[tuple[str | None, int], ...]
    brought: int


def campaigns(interactions: Iterable[Interaction[Any]]) -> tuple[Campaign, ...]:
    """What was contributed to campaigns, by their names in order.

    A contribution is a message or a conversation of the company's with the purpose marketing that names the campaign as
    its topic; what the campaign brought is told by introductions.

    Args:
        interactions: of any relationships; of each in the order of its history.

    Raises:
        FieldError: something among them is no interaction.
    """
    if isinstance(interactions, Interaction):
        raise FieldError(
            "interactions", interactions, "interactions, one after another", "Pass a list of them."
        )
    log = list(interactions)
    brought = {one.introducer: len(one.brought) for one in introducers(log)}
    made: defaultdict[str, list[Interaction[Any]]] = defaultdict(list)
    for interaction in log:
        content = interaction.content
        promoting = isinstance(content, Message | Conversation) and content.purpose is Purpose.MARKETING
        if promoting and interaction.direction is Direction.OUTBOUND and content.topic is not None:
            made[content.topic].append(interaction)
    return tuple(
        Campaign(
            name,
            len(contacts),
            len({one.relationship_id for one in contacts}),
            tuple(
                sorted(Counter(one.by for one in contacts).items(), key=lambda one: (-one[1], one[0] or ""))
            ),
            brought.get(name, 0),
        )
        for name, contacts in sorted(made.items())
    )
