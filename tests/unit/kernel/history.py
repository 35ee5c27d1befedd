"""The words in which these tests tell a history, such as ``after(purchase("p1", day(3)))``."""

from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import evolve

from relcore.kernel import record, replay
from relcore.model import (
    Change,
    Concern,
    Content,
    Decision,
    Delivered,
    Ended,
    Ending,
    Interaction,
    Measured,
    Money,
    Note,
    Promise,
    Purchase,
    Question,
    Recorded,
    Relationship,
    Replay,
    Resolved,
    Return,
    SatisfactionReading,
    StageChanged,
    Trial,
    Withdrawn,
    WorkDone,
)
from relcore.policy_set import STANDARD, PolicySet
from relcore.vocabulary import (
    Aspect,
    Channel,
    Direction,
    EndReason,
    Party,
    Phase,
    RelationshipType,
    Severity,
    Stage,
    Status,
    TrialOutcome,
)

MOMENT = timedelta(microseconds=1)
HOUR = timedelta(hours=1)


def day(number: float) -> datetime:
    """Nine o'clock in the morning, UTC, on a day counted from 1 March 2026, a Sunday, as day 1."""
    return datetime(2026, 3, 1, 9, tzinfo=UTC) + timedelta(days=number - 1)


def opened(**given: Any) -> Relationship:
    """A relationship that was opened on day 1, with what is given besides."""
    known: dict[str, Any] = {
        "id": "r-1",
        "customer_id": "c-1",
        "type": RelationshipType.LONG_TERM,
        "at": day(1),
    }
    return Relationship.open(**(known | given))


def happened(id: str, at: datetime, content: Content, **given: Any) -> Interaction[Any]:
    """Something that happened in ``r-1``, on the web unless said otherwise."""
    known: dict[str, Any] = {"relationship_id": "r-1", "channel": Channel.WEB}
    return Interaction(id=id, at=at, content=content, **(known | given))


def purchase(
    id: str, at: datetime, amount: str = "25.00", category: str | None = None, currency: str = "EUR"
) -> Interaction[Any]:
    """A purchase."""
    return happened(id, at, Purchase(Money(amount, currency), category))


def note(id: str, at: datetime) -> Interaction[Any]:
    """A note for the colleagues: it changes nothing by itself, but time comes with it."""
    return happened(id, at, Note("seen"))


def trial(id: str, at: datetime, outcome: TrialOutcome) -> Interaction[Any]:
    """A trial that has come so far."""
    return happened(id, at, Trial(outcome))


def promise(id: str, at: datetime, due: datetime, by: Party = Party.COMPANY) -> Interaction[Any]:
    """A promise until an instant, of the company unless said otherwise."""
    return happened(id, at, Promise("a call back", due, by))


def delivered(id: str, at: datetime, item: str) -> Interaction[Any]:
    """The delivery of a promise."""
    return happened(id, at, Delivered(item))


def question(id: str, at: datetime) -> Interaction[Any]:
    """A question."""
    return happened(id, at, Question("is it fair trade?"))


def concern(
    id: str, at: datetime, severity: Severity = Severity.MINOR, category: str | None = None
) -> Interaction[Any]:
    """A concern, a minor one unless said otherwise."""
    return happened(id, at, Concern("too dark", severity, category))


def reading(
    id: str,
    at: datetime,
    score: int,
    instrument: str = "csat",
    *,
    phase: Phase = Phase.AFTER_RECEIPT,
    by: Party = Party.CUSTOMER,
    about: str | None = None,
) -> Interaction[Any]:
    """A satisfaction reading of the customer's after receipt, unless said otherwise."""
    return happened(id, at, SatisfactionReading(instrument, score, phase, by, about))


def resolved(id: str, at: datetime, item: str, *, lessons: bool = False) -> Interaction[Any]:
    """The resolution of an item; with its lessons it says cause, fix and prevention."""
    said = ("a worn seal", "a new seal", "a check each spring") if lessons else ()
    return happened(id, at, Resolved(item, *said))


def withdrawn(id: str, at: datetime, item: str, by: Party = Party.CUSTOMER) -> Interaction[Any]:
    """What lets go of an item, or takes back an end: the customer does, unless said otherwise."""
    direction = Direction.INBOUND if by is Party.CUSTOMER else Direction.OUTBOUND
    return happened(id, at, Withdrawn(item), direction=direction)


def adaptation(id: str, at: datetime) -> Interaction[Any]:
    """Work by which the company adapted to the customer."""
    return happened(id, at, WorkDone("invoices on the 25th", adapts=True))


def ended(id: str, at: datetime, reason: EndReason, by: Party, **given: Any) -> Interaction[Any]:
    """An end, with its reason and who ended it."""
    return happened(id, at, Ended(reason, by, **given))


def moved_by_hand(id: str, at: datetime, stage: Stage, until: datetime) -> Interaction[Any]:
    """A move by hand, pinned until an instant."""
    return happened(id, at, StageChanged(stage, "agreed on the phone", until))


def taken_back(
    id: str, at: datetime, of: str, amount: str | None = None, *, cancels: bool = False
) -> Interaction[Any]:
    """A return or cancellation of a purchase."""
    return happened(id, at, Return(of, None if amount is None else Money(amount, "EUR"), cancels))


def under(**parts: Any) -> PolicySet:
    """The default policies with other parts of their folding rules."""
    return evolve(STANDARD, folding=evolve(STANDARD.folding, **parts))


def told(
    *history: Interaction[Any], relationship: Relationship | None = None, policies: PolicySet = STANDARD
) -> Replay:
    """The replay of a history that is told in its order."""
    replayed = replay(opened() if relationship is None else relationship, history, policies)
    assert not replayed.late, "tell the history in its order: instant, then id"
    assert not replayed.repeated
    return replayed


def after(
    *history: Interaction[Any], relationship: Relationship | None = None, policies: PolicySet = STANDARD
) -> Relationship:
    """The relationship after a history."""
    return told(*history, relationship=relationship, policies=policies).relationship


def then(
    interaction: Interaction[Any],
    *history: Interaction[Any],
    relationship: Relationship | None = None,
    policies: PolicySet = STANDARD,
) -> Recorded:
    """What recording an interaction comes to, after a history."""
    recorded = record(after(*history, relationship=relationship, policies=policies), interaction, policies)
    assert recorded.status is Status.RECORDED
    return recorded


def items(changes: tuple[Change, ...]) -> list[tuple[str | None, str | None, str | None]]:
    """What became of items: which, how it stood before, how it stands after."""
    return [(c.subject, c.before, c.after) for c in changes if c.aspect is Aspect.ITEM]


def refused(recorded: Recorded | Replay) -> list[tuple[str, Measured, Measured]]:
    """What was asked for and not given: what was looked at, what was found, and what is required."""
    decisions: tuple[Decision, ...] = recorded.refusals
    return [(reason.code, reason.measured, reason.required) for d in decisions for reason in d.reasons]


def ending(relationship: Relationship) -> Ending:
    """How the latest episode ended, as it surely has."""
    assert relationship.ending is not None
    return relationship.ending


def stages(changes: tuple[Change, ...]) -> tuple[str | None, ...]:
    """The stages that were entered, in order."""
    return tuple(change.after for change in changes if change.aspect is Aspect.STAGE)


def path(
    *history: Interaction[Any], relationship: Relationship | None = None, policies: PolicySet = STANDARD
) -> tuple[str | None, ...]:
    """The stages that a history leads through, from the first on."""
    return stages(told(*history, relationship=relationship, policies=policies).changes)
