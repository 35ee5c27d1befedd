"""What a policy may be asked about: a relationship that has a history, and who and what belongs to it."""

from datetime import UTC, timedelta
from typing import Final

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from relcore.kernel import replay
from relcore.model import Customer, Person, Recommendation, Relationship
from relcore.policies import Situation
from relcore.policy_set import STANDARD, PolicySet
from relcore.testing.companies import companies
from relcore.testing.contacts import recommendations, reservations
from relcore.testing.customers import customers, persons
from relcore.testing.histories import relationship_histories
from relcore.testing.values import PEOPLE, gaps, weighed
from relcore.vocabulary import Channel

__all__ = ["asked_contacts", "situations"]

_SOON: Final = (timedelta(0), timedelta(hours=5), timedelta(hours=12), timedelta(days=1), timedelta(days=5))
_LATER: Final = weighed((2, st.sampled_from(_SOON)), (1, gaps()))


def _lived(draw: DrawFn, policies: PolicySet, id: str, max_size: int, customer_id: str) -> Relationship:
    lived = draw(relationship_histories(id, max_size=max_size))
    opened = evolve(lived.opened, customer_id=customer_id)
    return replay(opened, lived.interactions, policies).relationship


@st.composite
def situations(
    draw: DrawFn, *, policies: PolicySet = STANDARD, max_size: int = 12, addressed: bool = False
) -> Situation:
    """What a policy may be asked about: a relationship after a history, as of its last interaction.

    Customer and company are known or not.

    Args:
        draw: given by hypothesis.
        policies: the rules of the history.
        max_size: the most interactions of it.
        addressed: whether it is that of a contact: at that instant or later, with the person who would be
            contacted, another relationship of that person now and then, and attempts that are reserved.
    """
    relationship = _lived(draw, policies, "r-1", max_size, "c-1")
    at = relationship.last_at.astimezone(UTC)
    found = Situation(relationship, at, policies.folding.pace_days)
    if addressed:
        return _addressed(draw, found, policies, max_size)
    customer = draw(st.none() | customers(relationship.customer_id))
    return evolve(found, customer=customer, company=draw(st.none() | companies()))


def _addressed(draw: DrawFn, found: Situation, policies: PolicySet, max_size: int) -> Situation:
    at = found.at + draw(_LATER)
    customer = draw(customers(found.relationship.customer_id))
    if not customer.persons:
        customer = evolve(customer, persons=(draw(persons(PEOPLE[0])),))
    person = draw(st.sampled_from(customer.persons))
    others: tuple[Relationship, ...] = ()
    if draw(st.sampled_from((False, False, True))):
        whose = draw(st.sampled_from((customer.id, "c-2")))
        others = (_lived(draw, policies, "r-2", max_size // 2, whose),)
    return evolve(
        found,
        at=at,
        customer=customer,
        company=draw(st.none() | companies()),
        person=person,
        others=others,
        reserved=draw(reservations(persons=(person.id, *PEOPLE), at=at)),
    )


def _judged(recommendation: Recommendation, person: Person) -> Recommendation:
    """As a rule is shown it: for one person, by one channel."""
    channels = (Channel.EMAIL,) if recommendation.is_internal else recommendation.channels
    preferred = next((channel for channel in person.channels if channel in channels), channels[0])
    return evolve(recommendation, person=person.id, channels=(preferred,))


@st.composite
def asked_contacts(
    draw: DrawFn, *, policies: PolicySet = STANDARD, max_size: int = 12
) -> tuple[Recommendation, Situation]:
    """What a contact rule may be asked about: a recommendation for one person and by one channel, in its situation.

    Args:
        draw: given by hypothesis.
        policies: the rules of the histories.
        max_size: the most interactions of the relationship.
    """
    situation = draw(situations(policies=policies, max_size=max_size, addressed=True))
    person, customer = situation.person, situation.customer
    assert isinstance(person, Person)
    assert isinstance(customer, Customer)
    asked = draw(recommendations(situation.relationship.id, persons=(person.id,), at=situation.at))
    return _judged(asked, person), situation
