"""Who: a person, or an organisation with the people who speak for it.

Everything beyond id and name is optional, and what is left out is unknown, never a default.
"""

from datetime import date, datetime, tzinfo

from attrs import frozen

from relcore.errors import FieldError
from relcore.model.consent import Block, Consent
from relcore.model.instants import to_instant
from relcore.model.validation import (
    check_country,
    check_flag,
    check_member,
    check_members,
    check_optional_text,
    check_text,
    check_texts,
    check_values,
    check_zone,
)
from relcore.vocabulary import Channel, CustomerKind, RelationshipType, Wish

__all__ = ["Customer", "Occasion", "Person"]

_LEAP_YEAR = 2000


@frozen(kw_only=True)
class Occasion:
    """A day of the year that matters to a person.

    Args:
        kind: what it is, such as ``"birthday"``.
        month: 1 to 12.
        day: of the month; 29 February is one.
        year: of the original day, where known.
    """

    kind: str
    month: int
    day: int
    year: int | None = None

    def __attrs_post_init__(self) -> None:
        check_text(self.kind, "Occasion.kind")
        if bool in {type(self.month), type(self.day), type(self.year)}:
            raise FieldError(
                "Occasion", (self.year, self.month, self.day), "numbers", "Correct year, month and day."
            )
        try:
            date(_LEAP_YEAR if self.year is None else self.year, self.month, self.day)
        except (OverflowError, TypeError, ValueError):
            value = (self.year, self.month, self.day)
            raise FieldError(
                "Occasion", value, "a day of the calendar", "Correct year, month and day."
            ) from None


@frozen(kw_only=True)
class Person:
    """One person, with what is known of them.

    Args:
        id: unique among the application's persons: the same person in several relationships has one id.
        name: the name by which the person is addressed.
        other_names: further names.
        interests: topics the person cares for.
        needs: what the person needs.
        unwanted: what the person does not want.
        occasions: days of the year that matter.
        zone: the time zone the person lives in; None is unknown.
        country: the ISO 3166-1 alpha-2 code of the country, where known.
        wish: whether the person wants to be approached.
        wanted_type: the type of relationship that the person wants, where known.
        channels: the channels the person prefers, best first.
        consents: what was consented to, and when it was withdrawn.
        blocks: why the person may not be contacted at all.
    """

    id: str
    name: str
    other_names: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    zone: tzinfo | None = None
    country: str | None = None
    wish: Wish = Wish.UNKNOWN
    wanted_type: RelationshipType | None = None
    channels: tuple[Channel, ...] = ()
    consents: tuple[Consent, ...] = ()
    blocks: tuple[Block, ...] = ()

    def __attrs_post_init__(self) -> None:
        check_text(self.id, "Person.id")
        check_text(self.name, "Person.name")
        check_texts(self.other_names, "Person.other_names")
        check_texts(self.interests, "Person.interests")
        check_texts(self.needs, "Person.needs")
        check_texts(self.unwanted, "Person.unwanted")
        if self.zone is not None:
            check_zone(self.zone, "Person.zone")
        if self.country is not None:
            check_country(self.country, "Person.country")
        check_member(self.wish, Wish, "Person.wish")
        if self.wanted_type is not None:
            check_member(self.wanted_type, RelationshipType, "Person.wanted_type")
        check_members(self.channels, Channel, "Person.channels")
        check_values(self.occasions, Occasion, "Person.occasions")
        check_values(self.consents, Consent, "Person.consents")
        check_values(self.blocks, Block, "Person.blocks")


@frozen(kw_only=True)
class Customer:
    """A person, or an organisation with its key contacts.

    Args:
        id: unique among the application's customers.
        name: the name of the person or the organisation.
        kind: which of the two it is.
        persons: of an organisation its key contacts; of a person that person alone, by the same id, made
            from id and name when left out.
        identified: whether it is known who it is. A visitor whom only a device or a card is known of is not.
        is_key: whether it is a key customer, of whose opportunities sales is alerted.
        business: what line of business the customer is in, where known, such as ``"bakery"``.
        erased_at: when all that is personal was erased (see :func:`~relcore.model.erase`); None while nothing was.
    """

    id: str
    name: str
    kind: CustomerKind = CustomerKind.PERSON
    persons: tuple[Person, ...] = ()
    identified: bool = True
    is_key: bool = False
    business: str | None = None
    erased_at: datetime | None = None

    def __attrs_post_init__(self) -> None:
        check_flag(self.identified, "Customer.identified")
        check_flag(self.is_key, "Customer.is_key")
        check_optional_text(self.business, "Customer.business")
        if self.erased_at is not None:
            object.__setattr__(self, "erased_at", to_instant(self.erased_at, "Customer.erased_at"))
        check_text(self.id, "Customer.id")
        check_text(self.name, "Customer.name")
        check_member(self.kind, CustomerKind, "Customer.kind")
        check_values(self.persons, Person, "Customer.persons")
        if self.kind is CustomerKind.PERSON and not self.persons:
            object.__setattr__(self, "persons", (Person(id=self.id, name=self.name),))
        if self.kind is CustomerKind.PERSON and len(self.persons) != 1:
            remedy = "Set kind=CustomerKind.ORGANISATION for several key contacts."
            raise FieldError(
                "Customer.persons", len(self.persons), "the one person that the customer is", remedy
            )
        if self.kind is CustomerKind.PERSON and self.persons[0].id != self.id:
            remedy = "Give the person the customer's id: by it the person is known in other relationships."
            raise FieldError(
                "Customer.persons[0].id", self.persons[0].id, f"{self.id!r}, the customer's", remedy
            )
        ids = [person.id for person in self.persons]
        if len(set(ids)) != len(ids):
            raise FieldError(
                "Customer.persons", ids, "persons with different ids", "Merge the doubled person."
            )
