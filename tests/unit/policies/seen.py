"""What a policy is asked about in these tests, such as ``seen(reading("s", day(2), 1), at=9)``."""

from typing import Any

from relcore.kernel.looking import look
from relcore.model import (
    Agent,
    Company,
    Concern,
    Conversation,
    Customer,
    Interaction,
    Message,
    Person,
    Question,
    Relationship,
    Resolved,
    SatisfactionReading,
    Statement,
)
from relcore.policies import Situation
from relcore.policy_set import STANDARD, PolicySet
from relcore.vocabulary import (
    CustomerKind,
    Party,
    Phase,
    Purpose,
    RelationshipType,
    Severity,
    StatementTopic,
)
from tests.unit.kernel.history import after, day, happened


def seen(
    *history: Interaction[Any],
    at: float | None = None,
    relationship: Relationship | None = None,
    customer: Customer | None = None,
    company: Company | None = None,
    policies: PolicySet = STANDARD,
) -> Situation:
    """What a history comes to as of its last interaction, or when a day has come; what fell due has been applied."""
    folded = after(*history, relationship=relationship, policies=policies)
    fold, instant = look(folded, folded.last_at if at is None else day(at), policies)
    return Situation(fold.draft.snapshot(), instant, policies.folding.pace_days, customer, company)


def reading(
    id: str,
    at: Any,
    score: Any,
    instrument: str = "csat",
    phase: Phase = Phase.AFTER_RECEIPT,
    given_by: Party = Party.CUSTOMER,
    about: str | None = None,
) -> Interaction[Any]:
    """A mark that the customer gave after receipt, unless said otherwise."""
    return happened(id, at, SatisfactionReading(instrument, score, phase, given_by, about))


def concern(
    id: str, at: Any, severity: Severity = Severity.MODERATE, category: str | None = None
) -> Interaction[Any]:
    """A concern that the customer raised."""
    return happened(id, at, Concern("too dark", severity, category))


def question(id: str, at: Any) -> Interaction[Any]:
    """A question of the customer's."""
    return happened(id, at, Question("when does it ship?"))


def resolved(id: str, at: Any, item: str) -> Interaction[Any]:
    """A resolution with its lessons, so that it closes anything."""
    return happened(id, at, Resolved(item, "a lost crate", "sent again", "a second label"))


def stated(
    id: str,
    at: Any,
    topic: StatementTopic,
    text: str,
    theme: str | None = None,
    *,
    by: str | None = None,
    **given: Any,
) -> Interaction[Any]:
    """Something that the customer said."""
    return happened(id, at, Statement(topic, text, theme, **given), by=by)


def message(id: str, at: Any, purpose: Purpose = Purpose.MARKETING, **given: Any) -> Interaction[Any]:
    """A message of the company's that nobody asked for."""
    return happened(id, at, Message(purpose), **given)


def call(id: str, at: Any, **given: Any) -> Interaction[Any]:
    """A conversation that the company sought and that was held, unless said otherwise."""
    held = given.pop("held", True)
    return happened(id, at, Conversation(held=held), **given)


def customer(
    wanted: RelationshipType | None = None, *, is_key: bool = False, identified: bool = True
) -> Customer:
    """A person who wants a type of relationship."""
    person = Person(id="c-1", name="Lin", wanted_type=wanted)
    return Customer(id="c-1", name="Lin", persons=(person,), is_key=is_key, identified=identified)


def organisation(*wanted: RelationshipType | None, is_key: bool = False) -> Customer:
    """An organisation whose key contacts each want a type of relationship."""
    persons = tuple(
        Person(id=f"p-{n}", name=f"Person {n}", wanted_type=type) for n, type in enumerate(wanted)
    )
    kind = CustomerKind.ORGANISATION
    return Customer(id="c-1", name="Orchard & Sons", kind=kind, persons=persons, is_key=is_key)


def company(*agents: Agent, **given: Any) -> Company:
    """The own side, with its agents."""
    return Company(agents=agents, **given)
