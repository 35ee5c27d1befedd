"""The words in which these tests ask for a contact, such as ``asked(Wished(), person=person(wish=Wish.NO))``."""

from datetime import datetime
from typing import Any

from relcore import may_contact
from relcore.model import (
    Company,
    Consent,
    Contact,
    Customer,
    Decision,
    Interaction,
    Message,
    Override,
    Person,
    Recommendation,
    Relationship,
)
from relcore.policies import ContactRule
from relcore.policy_set import STANDARD, PolicySet
from relcore.vocabulary import Channel, ConsentBasis, CustomerKind, Purpose, Verdict
from tests.unit.kernel.history import after, day, happened

ALLOWED, DEFERRED, REFUSED = Verdict.ALLOWED, Verdict.DEFERRED, Verdict.REFUSED


def recommended(purpose: Purpose = Purpose.MARKETING, **given: Any) -> Recommendation:
    """Something to do for a customer: marketing by email, unless said otherwise."""
    known: dict[str, Any] = {"kind": "offer", "occasion": "spring", "channels": (Channel.EMAIL,)}
    return Recommendation(purpose=purpose, relationship_id="r-1", **(known | given))


def person(id: str = "c-1", **given: Any) -> Person:
    """Somebody of whom nothing is known but what is given."""
    return Person(id=id, name="Lin", **given)


def consent(purpose: Purpose = Purpose.MARKETING, at: datetime | None = None, **given: Any) -> Consent:
    """A consent that holds from day 1 on, unless said otherwise."""
    known: dict[str, Any] = {"basis": ConsentBasis.CONSENT, "source": "form"}
    return Consent(purpose=purpose, valid_from=day(1) if at is None else at, **(known | given))


def of(*persons: Person) -> Customer:
    """The customer: the one person, or an organisation that several speak for."""
    if len(persons) == 1 and persons[0].id == "c-1":
        return Customer(id="c-1", name="Lin", persons=persons)
    return Customer(id="c-1", name="Orchard & Sons", kind=CustomerKind.ORGANISATION, persons=persons)


def sent(
    id: str,
    at: datetime,
    purpose: Purpose = Purpose.MARKETING,
    channel: Channel = Channel.EMAIL,
    **given: Any,
) -> Interaction[Any]:
    """A message that the company sent unasked: marketing by email, unless said otherwise."""
    reply_to = given.pop("reply_to", None)
    return happened(id, at, Message(purpose, reply_to=reply_to), channel=channel, **given)


def planned(
    id: str,
    at: datetime,
    purpose: Purpose = Purpose.MARKETING,
    channel: Channel = Channel.EMAIL,
    person: str | None = None,
) -> Contact:
    """An attempt that is decided and not recorded yet."""
    return Contact(id, at, channel, purpose, person, None)


def under_rules(*rules: ContactRule) -> PolicySet:
    """The default policies with these contact rules and no others."""
    return STANDARD.with_advising(contact_rules=rules)


def asked(
    *rules: ContactRule,
    what: Recommendation | None = None,
    history: tuple[Interaction[Any], ...] = (),
    relationship: Relationship | None = None,
    persons: tuple[Person, ...] = (),
    at: datetime | None = None,
    company: Company | None = None,
    others: tuple[Relationship, ...] = (),
    reserved: tuple[Contact, ...] = (),
    overrides: tuple[Override, ...] = (),
) -> Decision:
    """What comes of asking for a contact under these rules, after a history; on its last instant unless said."""
    state = after(*history, relationship=relationship)
    return may_contact(
        recommended() if what is None else what,
        state,
        of(*(persons or (person(),))),
        at=state.last_at if at is None else at,
        policies=under_rules(*rules),
        company=company,
        others=others,
        reserved=reserved,
        overrides=overrides,
    )


def told(decision: Decision) -> tuple[Any, ...]:
    """The verdict, the rule, and what was found and required."""
    reasons = [(reason.code, reason.measured, reason.required) for reason in decision.reasons]
    return (decision.verdict, decision.policy, *reasons)
