"""A whole run of relcore, whose every answer comes back as text: the purity tests watch it.

Run inside a watched interpreter. It only calls what users call, and reads nothing itself.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from relcore import (
    Channel,
    Interaction,
    Money,
    Relationship,
    RelationshipType,
    explain,
    record,
    replay,
    review,
)
from relcore.model import Customer, Note, Purchase

OPENED = datetime(2026, 3, 1, 9, tzinfo=UTC)


def history(relationship_id: str) -> Iterator[Interaction[Any]]:
    """A purchase every nine days, a note between: long enough to move, then silence."""
    for n in range(1, 13):
        content = Purchase(amount=Money(f"{20 + n}.50", "EUR")) if n % 2 else Note(text=f"note {n}")
        at = OPENED + timedelta(days=9 * n, minutes=n)
        yield Interaction(
            id=f"i-{n}", relationship_id=relationship_id, at=at, channel=Channel.WEB, content=content
        )


def run() -> list[str]:
    """Every verb, at the end of the history and long after it."""
    opened = Relationship.open(id="r-1", customer_id="c-1", type=RelationshipType.LONG_TERM, at=OPENED)
    relationship, said = opened, []
    for interaction in history("r-1"):
        out = record(relationship, interaction)
        relationship = out.relationship
        said.append(repr(out))
    said.append(repr(replay(opened, history("r-1"))))
    customer = Customer(id="c-1", name="Asha Rao")
    for days in (200, 2_000):
        at = OPENED + timedelta(days=days)
        said.append(repr(explain(relationship, at=at)))
        said.append(repr(review(relationship, customer, at=at)))
    return said
