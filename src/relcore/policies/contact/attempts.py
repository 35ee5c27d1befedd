"""Every attempt to reach a person counts, whoever made it and in whichever relationship of that person.

An attempt that names nobody may have been made to anybody. What a memory let go of may have been an attempt as
late as the earliest that it still holds.
"""

from collections.abc import Iterator
from datetime import datetime

from attrs import frozen

from relcore.model.instants import LATEST
from relcore.model.memories import Contact
from relcore.model.relationship import Relationship
from relcore.policies.situation import Situation
from relcore.vocabulary import CustomerKind

__all__ = ["Unanswered", "attempts", "forgotten_until", "is_own", "unanswered"]

_ALL, _UNNAMED = "contacts", "contacts.unnamed"


def is_own(relationship: Relationship, situation: Situation) -> bool:
    """Whether the person is the customer of a relationship, and not one of those who speak for it."""
    person, customer = situation.person, situation.customer
    if person is not None and relationship.customer_id == person.id:
        return True
    return (
        customer is not None
        and customer.kind is CustomerKind.PERSON
        and relationship.customer_id == customer.id
    )


def attempts(situation: Situation) -> tuple[Contact, ...]:
    """Every attempt that is remembered, and every one that is reserved, in the order of time."""
    found = [contact for contact in situation.reserved if _may_be(contact, situation)]
    for relationship in (situation.relationship, *situation.others):
        found += _to(relationship, situation)
    return tuple(sorted(found, key=_when))


def forgotten_until(situation: Situation) -> datetime | None:
    """The instant up to which there may have been attempts that nothing remembers; None if there were none."""
    found = [
        until
        for relationship in (situation.relationship, *situation.others)
        for until in _forgotten(relationship, situation)
    ]
    return max(found, default=None)


@frozen
class Unanswered:
    """The attempts that a person has not answered.

    Args:
        count: how many there are for certain.
        latest: when the latest one was made, or at the latest may have been made; None if there is none.
        contacts: those that are remembered, in the order of time.
        complete: whether there are no others.
    """

    count: int
    latest: datetime | None
    contacts: tuple[Contact, ...]
    complete: bool


def unanswered(situation: Situation) -> Unanswered:
    """The attempts that the person has not answered, each by a sign in the relationship in which it was made."""
    contacts = [contact for contact in situation.reserved if _may_be(contact, situation)]
    count, instants = len(contacts), [contact.at for contact in contacts]
    complete = True
    for relationship in (situation.relationship, *situation.others):
        found = _open(relationship, situation)
        contacts += found
        instants += [contact.at for contact in found]
        if situation.person is None or is_own(relationship, situation):
            count += relationship.unanswered
            continue
        count += len(found)
        forgotten = [
            until
            for to, until in _forgotten_of(relationship, situation.person.id)
            if until >= _answered(relationship, to)
        ]
        instants += forgotten
        complete = complete and not forgotten
    return Unanswered(count, max(instants, default=None), tuple(sorted(contacts, key=_when)), complete)


def _open(relationship: Relationship, situation: Situation) -> list[Contact]:
    """The remembered attempts of a relationship that have no answer, the latest last."""
    latest = relationship.recent_contacts[-relationship.unanswered :] if relationship.unanswered else ()
    person = situation.person
    if person is None or is_own(relationship, situation):
        return list(latest)
    heard = relationship.heard_from.get(person.id)
    return [
        contact
        for contact in relationship.recent_contacts
        if (contact.person is None and contact in latest)
        or (
            contact.person == person.id
            and (heard is None or (contact.at >= heard.at and contact.id != heard.id))
        )
    ]


def _when(contact: Contact) -> tuple[datetime, str]:
    return contact.at, contact.id


def _may_be(contact: Contact, situation: Situation) -> bool:
    """Whether an attempt may have been made to the person."""
    person, customer_id = situation.person, situation.relationship.customer_id
    return person is None or contact.person in {None, person.id, customer_id}


def _to(relationship: Relationship, situation: Situation) -> list[Contact]:
    own = is_own(relationship, situation)
    return [contact for contact in relationship.recent_contacts if own or _may_be(contact, situation)]


def _forgotten(relationship: Relationship, situation: Situation) -> Iterator[datetime]:
    """Until when there may have been attempts to reach the person that the relationship has let go of."""
    if situation.person is not None and not is_own(relationship, situation):
        yield from (until for _, until in _forgotten_of(relationship, situation.person.id))
    elif any(name.partition(".")[0] == _ALL for name in relationship.forgotten):
        yield max(_earliest(relationship).values(), default=relationship.last_at)


def _forgotten_of(relationship: Relationship, person: str) -> Iterator[tuple[str | None, datetime]]:
    """The same of attempts to somebody who speaks for the customer, and of those that name nobody."""
    names, earliest = relationship.forgotten, _earliest(relationship)
    for name, to in ((f"{_ALL}.{person}", person), (_UNNAMED, None)):
        if name in names or _ALL in names:
            yield to, earliest.get(to, min(earliest.values(), default=relationship.last_at))


def _earliest(relationship: Relationship) -> dict[str | None, datetime]:
    """When the earliest attempt was made that is remembered, by whom it was to reach."""
    found: dict[str | None, datetime] = {}
    for contact in relationship.recent_contacts:
        found.setdefault(contact.person, contact.at)
    return found


def _answered(relationship: Relationship, person: str | None) -> datetime:
    """Before when every attempt to reach somebody is answered, or every one that names nobody."""
    if person is not None:
        heard = relationship.heard_from.get(person)
        return relationship.opened_at if heard is None else heard.at
    # The latest that are remembered reach at least as far back as the latest that were made.
    latest = relationship.recent_contacts[-relationship.unanswered :] if relationship.unanswered else ()
    return latest[0].at if latest else LATEST
