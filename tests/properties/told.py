"""Short ways to write a history down by hand."""

from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import evolve

from relcore import STANDARD, Channel, Interaction, Money, PolicySet, Relationship, RelationshipType, record
from relcore.model import Change, Content, Decision, Purchase
from relcore.policy_set import Memory
from relcore.vocabulary import Aspect, Stage

__all__ = ["OPENED", "alike", "bought", "day", "lived", "opened", "remembering", "stages", "told"]

OPENED = datetime(2026, 3, 1, 9, tzinfo=UTC)


def day(n: float) -> datetime:
    """So many days after the opening."""
    return OPENED + timedelta(days=n)


def opened(**fields: Any) -> Relationship:
    """A long-term relationship in which nothing has happened yet."""
    given = {"id": "r-1", "customer_id": "c-1", "type": RelationshipType.LONG_TERM, "at": OPENED, **fields}
    return Relationship.open(**given)


def told(n: int | str, at: datetime, content: Content, **fields: Any) -> Interaction[Any]:
    """An interaction of that relationship, numbered so that ids and instants run alike."""
    id = n if isinstance(n, str) else f"i-{n:05}"
    return Interaction(id=id, relationship_id="r-1", at=at, channel=Channel.WEB, content=content, **fields)


def bought(
    n: int | str, at: datetime, amount: str = "10.00", category: str | None = None
) -> Interaction[Any]:
    """A purchase."""
    return told(n, at, Purchase(Money(amount, "EUR"), category))


def remembering(policies: PolicySet = STANDARD, **sizes: int) -> PolicySet:
    """The policies with other sizes of memory."""
    return evolve(policies, folding=evolve(policies.folding, memory=Memory(**sizes)))


def lived(
    relationship: Relationship, *interactions: Interaction[Any], policies: PolicySet = STANDARD
) -> tuple[Relationship, list[Change], list[Decision]]:
    """The relationship after these, each of them recorded, with every change and refusal."""
    changes: list[Change] = []
    refusals: list[Decision] = []
    for interaction in interactions:
        out = record(relationship, interaction, policies)
        assert out.status == "recorded"
        relationship = out.relationship
        changes += out.changes
        refusals += out.refusals
    return relationship, changes, refusals


def stages(changes: list[Change]) -> list[Stage]:
    """The stages entered, in order."""
    return [Stage(change.after or "") for change in changes if change.aspect is Aspect.STAGE]


def alike(one: object, other: object) -> bool:
    """Whether two answers are equal. Asked so, a failing example is not compared line by line while it shrinks."""
    return one == other
