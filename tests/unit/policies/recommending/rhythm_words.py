"""The words of these tests, such as ``proposed(SatisfactionCall(), state, day(200))``."""

from datetime import datetime
from typing import Any

from relcore.kernel.looking import look
from relcore.model import (
    Company,
    Conversation,
    Customer,
    Interaction,
    Message,
    Occasion,
    Person,
    Purchase,
    Recommendation,
    Relationship,
)
from relcore.model.money import Money
from relcore.policies import Recommender, Situation
from relcore.policy_set import STANDARD, PolicySet
from relcore.vocabulary import Channel, CustomerKind, Purpose, Stage
from tests.unit.kernel.history import day, happened, moved_by_hand

EVER = day(40_000)


def pinned(stage: Stage = Stage.COMMITMENT, at: datetime | None = None) -> Interaction[Any]:
    """Moved by hand on the first day, so that silence moves nothing."""
    return moved_by_hand("m", day(1) if at is None else at, stage, EVER)


def looked(
    relationship: Relationship,
    at: datetime,
    customer: Customer | None = None,
    company: Company | None = None,
    policies: PolicySet = STANDARD,
) -> Situation:
    """What a review sees at an instant: what fell due has been applied."""
    fold, instant = look(relationship, at, policies)
    return Situation(fold.draft.snapshot(), instant, policies.folding.pace_days, customer, company)


def proposed(
    recommender: Recommender,
    relationship: Relationship,
    at: datetime,
    customer: Customer | None = None,
    company: Company | None = None,
    policies: PolicySet = STANDARD,
) -> tuple[Recommendation, ...]:
    """All that is proposed at an instant, what lies ahead included."""
    return tuple(recommender.recommend(looked(relationship, at, customer, company, policies)))


def told(recommender: Recommender, relationship: Relationship, at: datetime, **given: Any) -> list[str]:
    """The occasions of what is proposed, what lies ahead included."""
    return [one.occasion for one in proposed(recommender, relationship, at, **given)]


def the_one(
    recommender: Recommender, relationship: Relationship, at: datetime, **given: Any
) -> Recommendation:
    """The one thing that is proposed."""
    (found,) = proposed(recommender, relationship, at, **given)
    return found


def why(recommendation: Recommendation) -> list[tuple[Any, ...]]:
    """The codes of the reasons, with what was measured, what was required, and the evidence."""
    return [(one.code, one.measured, one.required, one.evidence) for one in recommendation.reasons]


def wrote(
    id: str, at: datetime, channel: Channel = Channel.EMAIL, to: str | None = None, **given: Any
) -> Interaction[Any]:
    """A message that the company sent unasked."""
    return happened(id, at, Message(Purpose.RELATIONSHIP), channel=channel, to=to, **given)


def called(id: str, at: datetime, *, held: bool = True, **given: Any) -> Interaction[Any]:
    """A call of the company's that was held, or missed."""
    known: dict[str, Any] = {"channel": Channel.PHONE}
    return happened(id, at, Conversation(held=held), **(known | given))


def bought(
    id: str, at: datetime, category: str | None = None, *, settles: tuple[str, ...] = ()
) -> Interaction[Any]:
    """A purchase, in a category where one is given."""
    return happened(id, at, Purchase(Money(25, "EUR"), category), settles=settles)


def one_person(*occasions: Occasion, business: str | None = None, **given: Any) -> Customer:
    """A customer who is one person."""
    person = Person(id="c-1", name="Lin", occasions=occasions, **given)
    return Customer(id="c-1", name="Lin", persons=(person,), business=business)


def firm(*persons: Person) -> Customer:
    """An organisation that these people speak for."""
    return Customer(id="c-1", name="Orchard & Sons", kind=CustomerKind.ORGANISATION, persons=persons)


def somebody(id: str, **given: Any) -> Person:
    """Somebody who speaks for an organisation."""
    return Person(id=id, name=id.title(), **given)
