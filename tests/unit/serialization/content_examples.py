"""One content of every kind, with every field set where it can be."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from attrs import Factory, frozen

from relcore import model
from relcore.model import FrozenMap, Interaction, Money
from relcore.vocabulary import (
    Channel,
    Department,
    Direction,
    EndReason,
    Party,
    Phase,
    Purpose,
    RelationshipType,
    Severity,
    Stage,
    StatementTopic,
    TrialOutcome,
)

EUROS = Money("25.00", "EUR")


def at(day: int, microsecond: int = 0) -> datetime:
    """Nine o'clock on a day of March 2026, in UTC."""
    return datetime(2026, 3, day, 9, 0, 0, microsecond, tzinfo=UTC)


PROMISE = model.Promise("a new grinder", at(9), Party.COMPANY)
THEIRS = model.Promise("the old one back", at(9, 1), Party.CUSTOMER)
CONTENTS: tuple[Any, ...] = (
    model.Purchase(EUROS, "coffee", "taste", to_deliver=True),
    model.Return("i-1", Money("5.10", "EUR"), cancels=True),
    model.AbandonedCart(EUROS, "tea"),
    model.Trial(TrialOutcome.PASSED, "espresso machine"),
    model.Message(Purpose.MARKETING, "spring", "Kumusta, नमस्ते", "i-0"),
    model.Conversation(
        held=True,
        purpose=Purpose.SURVEY,
        topic="taste",
        event="fair",
        promises=(PROMISE, THEIRS),
        reply_to="i-0",
    ),
    model.Note("prefers mornings", "i-1", (PROMISE,)),
    model.Statement(
        StatementTopic.NEED, "an invoice a month", "billing", (Department.SALES, Department.MARKETING)
    ),
    model.SatisfactionReading("rating", Decimal("0.80"), Phase.AFTER_RECEIPT, Party.COMPANY, "i-1"),
    model.Question("is it fair trade?", "origin"),
    model.Concern("too bitter", Severity.GRAVE, "taste", "i-1"),
    model.ShareOfWallet(40),
    PROMISE,
    model.Pledge("a year's subscription"),
    model.Opportunity("an office machine", Money("1200", "EUR")),
    model.WorkDone("roasted darker", adapts=True),
    model.Delivered("i-2"),
    model.Answered("i-3"),
    model.Acknowledged("i-4", Department.TECHNICAL_SUPPORT),
    model.AwaitingCustomer("i-4"),
    model.Escalated("i-4", "agent-2"),
    model.Resolved("i-4", "old beans", "new beans", "dates on bags"),
    model.Reopened("i-4", "bitter again"),
    model.Renegotiated("i-2", at(12, 5)),
    model.Withdrawn("i-2", "no longer needed"),
    model.Introduction("the coffee fair"),
    model.OpeningBalance(
        7, 6, date(2023, 5, 2), date(2026, 2, 11), Money("310.40", "EUR"), ("coffee", "tea")
    ),
    model.OwnerChanged("agent-1"),
    model.TypeChanged(RelationshipType.COMMUNITY, (RelationshipType.SELF_SERVICE,)),
    model.StageChanged(Stage.EXPANSION, "signed today", at(20)),
    model.CustomerChanged(("name", "zone")),
    model.RulesAdopted("sha256:1"),
    model.Ended(EndReason.BETTER_ELSEWHERE, Party.CUSTOMER, "goodbye", ("i-4",), "acme", at(28)),
)
UNKNOWN = model.UnknownContent(
    "acme.points",
    '{"names":["a",null,{"b":[]}],"points":3,"rate":0.25}',
    Direction.INBOUND,
    Department.MARKETING,
)


def interaction_of(content: Any) -> Interaction[Any]:
    """An interaction with every field set, and direction and department from its content."""
    return Interaction(
        id="i-9",
        relationship_id="r-1",
        at=at(2, 1),
        channel=Channel.EMAIL,
        content=content,
        by="agent-1",
        to="p-1",
        recorded_at=at(3),
        sequence=7,
        settles=("r-1/follow_up.thanks/i-1", "r-1/card/p-1.birthday.2026"),
    )


def class_with(content: Any) -> Any:
    """``Interaction[Purchase]`` of a purchase."""
    generic: Any = Interaction
    return generic[type(content)]


@frozen
class Points:
    """A third party's content, with a field of every sort that a document can hold."""

    kind: ClassVar[str] = "acme.points"
    direction: ClassVar[Direction] = Direction.INTERNAL
    department: ClassVar[Department] = Department.MARKETING

    points: int
    rate: float = 1.0
    exact: Decimal = Decimal("1.10")
    by_channel: FrozenMap[Channel, int] = FrozenMap()
    notes: dict[str, list[str]] = Factory(dict)
    replaced: model.Purchase | None = None
    either: model.Purchase | model.Return | None = None
    whatever: model.Content | None = None
    bare: model.Note = model.Note("none")
    flags: tuple[bool, ...] = ()
    pair: tuple[int, str] = (0, "")
    day: date | None = None
