"""Synthetic histories of all contents, in the proportions of a business that talks with its customers."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from relcore import Channel, Interaction, Money
from relcore.model import (
    AbandonedCart,
    Acknowledged,
    Answered,
    Concern,
    Content,
    Conversation,
    CustomerChanged,
    Delivered,
    Ended,
    Escalated,
    Message,
    Note,
    Opportunity,
    OwnerChanged,
    Pledge,
    Promise,
    Purchase,
    Question,
    Renegotiated,
    Resolved,
    Return,
    SatisfactionReading,
    StageChanged,
    Statement,
    Trial,
    TypeChanged,
    Withdrawn,
    WorkDone,
)
from relcore.vocabulary import (
    Department,
    EndReason,
    Party,
    Phase,
    RelationshipType,
    Severity,
    Stage,
    StatementTopic,
    TrialOutcome,
)

START = datetime(2024, 1, 1, 9, tzinfo=UTC)

Make = Callable[[random.Random, datetime], Content]


def _topic(rng: random.Random) -> StatementTopic:
    return rng.choice(tuple(StatementTopic))


_MARKS = (1, 2, 3, 3, 3, *(4,) * 7, *(5,) * 8)  # most customers are content

# out of a hundred interactions; what settles an item follows what opened it
_OFTEN: tuple[tuple[int, Make], ...] = (
    (
        26,
        lambda rng, at: Purchase(
            Money(f"{rng.randint(5, 90)}.00", "EUR"), rng.choice(("coffee", "tea", None))
        ),
    ),
    (18, lambda rng, at: Message()),
    (14, lambda rng, at: Conversation(held=rng.random() < 0.7)),
    (10, lambda rng, at: Note("called back")),
    (5, lambda rng, at: AbandonedCart()),
    (4, lambda rng, at: Statement(_topic(rng), "said so")),
    (4, lambda rng, at: SatisfactionReading("csat", rng.choice(_MARKS), Phase.AFTER_RECEIPT)),
    (4, lambda rng, at: Question("when?")),
    (3, lambda rng, at: Promise("the invoice", at + timedelta(days=rng.randint(1, 9)))),
    (1, lambda rng, at: Concern("late again", rng.choice(tuple(Severity)))),
    (1, lambda rng, at: Opportunity("a second site")),
    (2, lambda rng, at: WorkDone("papers filed", adapts=rng.random() < 0.2)),
)
_SELDOM: tuple[Make, ...] = (
    lambda rng, at: Trial(rng.choice((TrialOutcome.STARTED, TrialOutcome.PASSED))),
    lambda rng, at: Pledge("a year"),
    lambda rng, at: OwnerChanged(rng.choice(("ana", "ravi", None))),
    lambda rng, at: TypeChanged(
        rng.choice((RelationshipType.LONG_TERM, RelationshipType.PERSONAL_ASSISTANCE))
    ),
    lambda rng, at: CustomerChanged(("name",)),
    lambda rng, at: StageChanged(Stage.EXPANSION, "agreed", at + timedelta(days=3)),
    lambda rng, at: Ended(EndReason.NEEDS_CHANGED, Party.CUSTOMER),
)


def _settling(rng: random.Random, at: datetime, kind: str, id: str) -> tuple[Content, bool]:
    """What follows an open item, and whether it settles it."""
    draw = rng.random()
    match kind:
        case "question":
            return Answered(id), True
        case "promise":
            return (Renegotiated(id, at + timedelta(days=3)), False) if draw < 0.1 else (Delivered(id), True)
        case "concern" if draw < 0.2:
            return Escalated(id, "kim"), False
        case "concern" if draw < 0.4:
            return Acknowledged(id, Department.SALES), False
        case "purchase":
            return Return(id, cancels=True), True
        case "opportunity":
            return Withdrawn(id), True
        case "customer_changed":
            return Acknowledged(id, Department.SALES), True
        case _:
            return Resolved(id, "a van broke down", "sent another", "a second van"), True


def history(length: int, *, relationship_id: str = "r", seed: int = 0) -> Iterator[Interaction[Any]]:
    """One relationship's history: about every other day something happens, and what is open is dealt with in hours."""
    rng = random.Random(f"{seed}/{relationship_id}")
    makes = [make for weight, make in _OFTEN for _ in range(weight)]
    waiting: list[tuple[str, str]] = []
    at = START
    for number in range(length):
        settles = bool(waiting) and rng.random() < 0.6
        at += timedelta(minutes=rng.randint(30, 600 if settles else 5000))
        if settles:
            kind, id = waiting.pop(0)
            content, settled = _settling(rng, at, kind, id)
            if not settled:
                waiting.append((kind, id))
        elif rng.random() < 0.02:
            content = rng.choice(_SELDOM)(rng, at)
        else:
            content = rng.choice(makes)(rng, at)
        low = isinstance(content, SatisfactionReading) and content.score <= 2
        opens = low or content.kind in {"question", "promise", "concern", "opportunity", "customer_changed"}
        if opens or (content.kind == "purchase" and rng.random() < 0.04):
            waiting.append((content.kind, f"i-{number}"))
        yield Interaction(
            id=f"i-{number}", relationship_id=relationship_id, at=at, channel=Channel.EMAIL, content=content
        )
