"""The words in which these tests ask what is proposed, such as ``only(FOLLOW_UP, purchase("p", day(2)), at=3)``."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from attrs import evolve

from relcore.model import (
    AbandonedCart,
    Acknowledged,
    Answered,
    AwaitingCustomer,
    Conversation,
    CustomerChanged,
    Escalated,
    Interaction,
    Message,
    Money,
    Note,
    Opportunity,
    OwnerChanged,
    Purchase,
    Recommendation,
    Reopened,
    Statement,
    WorkDone,
)
from relcore.policies import Recommender
from relcore.policies.recommending.days import end, start
from relcore.policy_set import Memory, PolicySet
from relcore.vocabulary import Channel, Department, Direction, Purpose, StatementTopic
from tests.unit.kernel.history import day, happened, under
from tests.unit.policies.seen import seen

MOMENT = timedelta(microseconds=1)


def proposed(
    recommender: Recommender, *history: Interaction[Any], at: Any, **given: Any
) -> list[Recommendation]:
    """What is proposed after a history, when a day or an instant has come."""
    number = (at - day(1)) / timedelta(days=1) + 1 if isinstance(at, datetime) else at
    situation = seen(*history, at=number, **given)
    assert not isinstance(at, datetime) or situation.at == at, "floats tell the instants of this test apart"
    return list(recommender.recommend(situation))


def only(recommender: Recommender, *history: Interaction[Any], at: Any, **given: Any) -> Recommendation:
    """The one thing that is proposed."""
    (found,) = proposed(recommender, *history, at=at, **given)
    return found


def keys(recommender: Recommender, *history: Interaction[Any], at: Any, **given: Any) -> list[str]:
    """Kind and occasion of what is proposed."""
    return [one.key.removeprefix("r-1/") for one in proposed(recommender, *history, at=at, **given)]


def dawn(number: int, zone: tzinfo = UTC) -> datetime:
    """The first instant of a day, counted from 1 March 2026 as day 1."""
    return start(date(2026, 3, 1) + timedelta(number - 1), zone)


def dusk(number: int, zone: tzinfo = UTC) -> datetime:
    """The last instant of such a day."""
    return end(date(2026, 3, 1) + timedelta(number - 1), zone)


def forgetful(**sizes: int) -> PolicySet:
    """The default policies with a shorter memory."""
    return under(memory=Memory(**sizes))


def settled(id: str, at: datetime, *keys: str, **given: Any) -> Interaction[Any]:
    """A note that says what it carries out."""
    return happened(id, at, Note("done"), settles=tuple(f"r-1/{key}" for key in keys), **given)


def ordered(id: str, at: datetime, amount: str = "25.00", category: str | None = None) -> Interaction[Any]:
    """A purchase that has yet to be delivered."""
    return happened(id, at, Purchase(Money(amount, "EUR"), category, to_deliver=True))


def met(id: str, at: datetime, event: str = "spring fair", **given: Any) -> Interaction[Any]:
    """A conversation that was held at an event, unless said otherwise."""
    held = given.pop("held", True)
    return happened(id, at, Conversation(held=held, event=event), channel=Channel.IN_PERSON, **given)


def talked(id: str, at: datetime, **given: Any) -> Interaction[Any]:
    """A conversation, from the company and held unless said otherwise."""
    held = given.pop("held", True)
    return happened(id, at, Conversation(held=held), channel=Channel.PHONE, **given)


def noted(id: str, at: datetime, about: str | None = None) -> Interaction[Any]:
    """A note about a conversation."""
    return happened(id, at, Note("likes it strong", about))


def sent(id: str, at: datetime, purpose: Purpose, **given: Any) -> Interaction[Any]:
    """A message that nobody asked for."""
    return happened(id, at, Message(purpose), channel=Channel.EMAIL, **given)


def cart(id: str, at: datetime, category: str | None = None, **given: Any) -> Interaction[Any]:
    """A cart that was left."""
    return happened(id, at, AbandonedCart(category=category), **given)


def worked(id: str, at: datetime, **given: Any) -> Interaction[Any]:
    """Work that was done for the customer."""
    return happened(id, at, WorkDone("cleared the customs"), **given)


def asked_back(id: str, at: datetime, item: str) -> Interaction[Any]:
    """The company waits for the customer."""
    return happened(id, at, AwaitingCustomer(item))


def answered(id: str, at: datetime, item: str) -> Interaction[Any]:
    """An answer."""
    return happened(id, at, Answered(item))


def escalated(id: str, at: datetime, item: str, to: str) -> Interaction[Any]:
    """Somebody else has it."""
    return happened(id, at, Escalated(item, to))


def reopened(id: str, at: datetime, item: str) -> Interaction[Any]:
    """A concern was not settled after all."""
    return happened(id, at, Reopened(item))


def needed(id: str, at: datetime, *departments: Department) -> Interaction[Any]:
    """A need of which departments have to take notice."""
    return happened(id, at, Statement(StatementTopic.NEED, "a quieter mill", "noise", departments))


def acknowledged(id: str, at: datetime, item: str, by: Department) -> Interaction[Any]:
    """A department took notice."""
    return happened(id, at, Acknowledged(item, by))


def changed(id: str, at: datetime) -> Interaction[Any]:
    """The customer's facts changed."""
    return happened(id, at, CustomerChanged(("address",)))


def hoped(id: str, at: datetime) -> Interaction[Any]:
    """A chance of further business."""
    return happened(id, at, Opportunity("a second café"))


def given_to(id: str, at: datetime, owner: str | None) -> Interaction[Any]:
    """Another owner, or none."""
    return happened(id, at, OwnerChanged(owner))


def inbound(interaction: Interaction[Any]) -> Interaction[Any]:
    """The same from the customer."""
    return evolve(interaction, direction=Direction.INBOUND)
