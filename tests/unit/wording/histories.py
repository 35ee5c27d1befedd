"""Histories that make the library say everything it has to say."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from relcore import Channel, Interaction, Money, Relationship, RelationshipType, explain, replay, review
from relcore.model import (
    Answered,
    Change,
    Concern,
    Content,
    Decision,
    Delivered,
    Ended,
    Explanation,
    Message,
    Opportunity,
    OwnerChanged,
    Pledge,
    Promise,
    Purchase,
    Question,
    Reason,
    Renegotiated,
    Resolved,
    Return,
    RulesAdopted,
    StageChanged,
    Trial,
    TypeChanged,
    Withdrawn,
    WorkDone,
)
from relcore.policy_set import DWYER_SCHURR_OH, STANDARD, PolicySet
from relcore.vocabulary import EndReason, Party, Severity, Stage, TrialOutcome

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
POLICIES = (STANDARD, DWYER_SCHURR_OH)


def at(day: float) -> datetime:
    return START + timedelta(days=day)


def bought(amount: str = "25.00") -> Purchase:
    return Purchase(amount=Money(amount, "EUR"))


def _busy(stage: Stage) -> list[tuple[float, Content]]:
    return [
        (1, bought()),
        (2, Promise("call back", at(4))),
        (3, Renegotiated("i-1", at(6))),
        (5, Delivered("i-1")),
        (6, Promise("send it", at(8))),
        (7, Promise("mend it", at(20))),
        (8, Renegotiated("i-5", at(7.5))),
        (10, Renegotiated("i-4", at(30))),
        (11, Delivered("i-4")),
        (12, Question("how?")),
        (13, Delivered("i-9")),
        (14, Answered("i-9")),
        (15, Answered("i-9")),
        (16, Concern("it broke", severity=Severity.GRAVE)),
        (17, Resolved("i-13")),
        (18, Opportunity("more")),
        (19, Withdrawn("i-15")),
        (20, bought("30.00")),
        (21, Return("i-17", Money("99.00", "EUR"))),
        (22, Return("i-17", cancels=True)),
        (23, Return("i-17", cancels=True)),
        (24, Return("none", cancels=True)),
        (25, OwnerChanged("Asha")),
        (26, OwnerChanged(None)),
        (27, TypeChanged(RelationshipType.COMMUNITY)),
        (28, WorkDone("their forms", adapts=True)),
        (29, Pledge("a year")),
        (30, StageChanged(stage, "agreed", at(35))),
        (31, StageChanged(stage, "agreed", at(30.5))),
        (32, StageChanged(Stage.DISSOLUTION, "a mistake", at(40))),
        (33, Ended(EndReason.TRIAL_FAILED, Party.CUSTOMER)),
        (34, Message()),
    ]


def _many() -> list[tuple[float, Content]]:
    return [(day, bought("1.00")) for day in range(20)] + [(40, Return("i-0", cancels=True))]


def _ends() -> Iterator[list[tuple[float, Content]]]:
    for reason, by in (
        (EndReason.DISSATISFIED, Party.CUSTOMER),
        (EndReason.FRAUD, Party.COMPANY),
        (EndReason.CEASED, Party.NOBODY),
    ):
        again = StageChanged(Stage.EXPLORATION, "won back", at(9))
        more: list[tuple[float, Content]] = [
            (3, Ended(reason, by)),
            (4, Ended(reason, by)),
            (5, again),
            (6, bought()),
        ]
        yield [(1, bought()), *more]
    yield [(1, Trial(TrialOutcome.STARTED)), (2, Trial(TrialOutcome.FAILED))]
    yield [(1, bought()), (2, Promise("a", at(3))), (400, bought()), (401, bought())]


def histories() -> list[list[tuple[float, Content]]]:
    return [[], *(_busy(stage) for stage in Stage), _many(), *_ends()]


def interactions(history: list[tuple[float, Content]]) -> list[Interaction[Content]]:
    return [
        Interaction(id=f"i-{n}", relationship_id="r-1", at=at(day), channel=Channel.WEB, content=content)
        for n, (day, content) in enumerate(history)
    ]


def told() -> Iterator[Change | Decision | Explanation]:
    """Every change, refusal and explanation of all histories, under both default policy sets."""
    for policies in POLICIES:
        for history in histories():
            yield from _told(history, policies)
    yield from _adopting()


def _told(
    history: list[tuple[float, Content]], policies: PolicySet
) -> Iterator[Change | Decision | Explanation]:
    opened = Relationship.open(id="r-1", customer_id="c-1", type=RelationshipType.LONG_TERM, at=START)
    steps = interactions(history)
    out = replay(opened, steps, policies)
    yield from out.changes
    yield from out.refusals
    for length in range(len(steps) + 1):
        relationship = replay(opened, steps[:length], policies).relationship
        for days in (0, 20, 800):
            when = relationship.last_at + timedelta(days=days)
            yield from review(relationship, at=when, policies=policies).fell_due
            yield explain(relationship, at=when, policies=policies)


def _adopting() -> Iterator[Change]:
    opened = Relationship.open(id="r-1", customer_id="c-1", type=RelationshipType.LONG_TERM, at=START)
    steps = interactions([(1, bought()), (2, RulesAdopted(DWYER_SCHURR_OH.folding.digest)), (3, bought())])
    yield from replay(opened, steps, STANDARD, adopted=(DWYER_SCHURR_OH,)).changes


def reasons_of(said: Change | Decision | Explanation) -> Iterator[Reason]:
    match said:
        case Change() | Decision():
            yield from said.reasons
        case Explanation():
            yield from () if said.because is None else said.because.reasons
            for change in said.fell_due:
                yield from change.reasons
            for way in said.ways:
                yield from way.reasons
                yield from way.missing
