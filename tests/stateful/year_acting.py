"""What an application does about an action, and what the customer does about that.

Nothing here draws from a common stream of chance: what becomes of an action follows from the seed and its keys, so
that two runs which carry out the same do the same.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from attrs import frozen

from relcore.model import Interaction, Money, Relationship
from relcore.model import contents as c
from relcore.model.action import Action
from relcore.vocabulary import (
    Channel,
    Department,
    Direction,
    Phase,
    Purpose,
    RelationshipType,
)

LIVE = (Channel.PHONE, Channel.VIDEO, Channel.IN_PERSON)


@frozen
class Manners:
    """How things are done.

    Args:
        ignored: the share of actions that nobody carries out.
        missed: the share of calls and visits at which nobody was there.
        answered: the share of contacts that the customer answers.
    """

    ignored: float = 0.0
    missed: float = 0.15
    answered: float = 0.45


def id_of(action: Action) -> str:
    """The id of what carries out an action, whenever that is."""
    return "did-" + sha256("|".join(sorted(action.keys)).encode()).hexdigest()[:16]


def chance(seed: int, *about: str) -> Random:
    """The chance that goes with something."""
    return Random("/".join((str(seed), *about)))


def carry_out(
    action: Action, relationship: Relationship, at: datetime, seed: int, manners: Manners
) -> Iterator[Interaction[Any]]:
    """The interactions that carry out an action; the first of them settles its keys, unless nobody was there."""
    first = action.recommendation
    rnd = chance(seed, id_of(action), "does", str(at.date()))
    content: Any = None
    if action.is_internal:
        content = _task(action, relationship, rnd)
        channel = Channel.INTERNAL
    else:
        assert action.channel is not None
        channel = action.channel
        if first.reply_to is None and channel in LIVE:
            held = rnd.random() >= manners.missed
            content = c.Conversation(held=held, purpose=action.purpose, topic=first.topic)
        else:
            content = c.Message(action.purpose, first.topic, reply_to=first.reply_to)
    missed = isinstance(content, c.Conversation) and not content.held
    handed_on = isinstance(content, c.Escalated)
    id = id_of(action)
    if missed or handed_on:
        id += f"-{at:%Y%m%d%H}"
    yield Interaction(
        id=id,
        relationship_id=relationship.id,
        at=at,
        channel=channel,
        content=content,
        by=action.assignee,
        to=action.person,
        settles=() if missed or handed_on else action.keys,
    )
    if first.reply_to is not None and not action.is_internal:
        answered = c.Answered(first.reply_to)
        yield Interaction(
            id=f"{id}-a", relationship_id=relationship.id, at=at, channel=channel, content=answered
        )


def _task(action: Action, relationship: Relationship, rnd: Random) -> Any:
    """What a task within the company comes to."""
    one = action.recommendation
    item = one.settles[0] if one.settles else None
    match one.kind:
        case "write_note":
            return c.Note("They like it here", about=one.occasion)
        case "keep_promise" if item is not None:
            return c.Delivered(item)
        case "make_good" if item is not None:
            return c.Delivered(item) if rnd.random() < 0.5 else c.Resolved(item, fix="a refund")
        case "resolve_concern" if item is not None:
            if rnd.random() < 0.15 and relationship.items[item].assignee is None:
                return c.Escalated(item, "a-1")
            return c.Resolved(item, "worn", "replaced", "better parts")
        case "acknowledge_need" if item is not None and one.role is not None:
            return c.Acknowledged(item, Department(one.role))
        case "notice_change" if item is not None:
            return c.Acknowledged(item, Department.CUSTOMER_SERVICE)
        case "sales_alert" if item is not None:
            return c.Acknowledged(item, Department.SALES)
        case "assign_owner":
            return c.OwnerChanged(rnd.choice(("a-1", "a-3", "a-4")))
        case "change_type" if rnd.random() < 0.5:
            return c.TypeChanged(RelationshipType(one.occasion.rpartition(">")[2]))
    return c.Note(f"Seen to: {one.kind}", about=one.key)


def replies(action: Action, did: Interaction[Any], seed: int, manners: Manners) -> Iterator[Interaction[Any]]:
    """What the customer does about it, later on."""
    if action.is_internal or action.person is None:
        return
    rnd = chance(seed, did.id, "replies")
    if rnd.random() >= manners.answered:
        return
    at = did.at + timedelta(minutes=rnd.choice((7, 41, 190, 700, 1_600)), seconds=rnd.randrange(1, 60))
    content: Any = c.Message(Purpose.SERVICE)
    what = rnd.random()
    if action.purpose is Purpose.SURVEY or what < 0.15:
        content = c.SatisfactionReading("csat", rnd.choice((1, 4, 5)), Phase.AFTER_RECEIPT)
    elif what < 0.3:
        content = c.Question("And the other one?")
    elif what < 0.45:
        content = c.Purchase(Money(20, "EUR"), rnd.choice(("coffee", "tea")))
    yield Interaction(
        id=f"{did.id}-re",
        relationship_id=did.relationship_id,
        at=at,
        channel=Channel.EMAIL,
        content=content,
        direction=Direction.INBOUND,
        by=action.person,
    )
