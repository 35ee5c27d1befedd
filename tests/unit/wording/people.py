"""The people, the team and the shop of the mornings that are told in these tests."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from attrs import evolve

from relcore import (
    Agent,
    Channel,
    Company,
    Customer,
    Interaction,
    Money,
    Person,
    Relationship,
    RelationshipType,
)
from relcore.model import (
    Article,
    BusinessCalendar,
    Consent,
    Content,
    FrozenMap,
    GiftIdea,
    Occasion,
    Product,
)
from relcore.vocabulary import ConsentBasis, CustomerKind, Department, GiftTie, Purpose

__all__ = [
    "ACME",
    "ADA",
    "BEN",
    "CID",
    "LIN",
    "MANILA",
    "OFFICE",
    "SHOP",
    "agreeing",
    "day",
    "did",
    "known",
    "opened",
    "organisation",
    "team",
]

MANILA = ZoneInfo("Asia/Manila")
OFFICE = BusinessCalendar.weekdays(time(9), time(17), UTC)
LIN = Person(
    id="c-1",
    name="Lin",
    zone=MANILA,
    interests=("roasting",),
    occasions=(Occasion(kind="birthday", month=3, day=31, year=1986),),
)
ADA = Agent(id="ada", departments=(Department.SALES,))
BEN = Agent(id="ben", departments=(Department.CUSTOMER_SERVICE,), capabilities=("delivery",), load=1)
CID = Agent(id="cid", departments=(Department.CUSTOMER_SERVICE,), load=4)
SHOP = Company(
    agents=(ADA, BEN, CID),
    calendar=OFFICE,
    products=(
        Product(id="grinder", category="coffee grinders", meets=("quiet",), customised=True),
        Product(id="milk", category="oat milk", after=("coffee",)),
    ),
    articles=(Article(id="roast", topics=("roasting",)),),
    gifts=(
        GiftIdea(id="coffee_cup", tie=GiftTie.PURCHASE, cost=Money(12, "EUR"), about="coffee"),
        GiftIdea(id="apron", tie=GiftTie.BUSINESS, cost=Money(20, "EUR"), about="bakery"),
        GiftIdea(id="calendar", tie=GiftTie.COMPANY, cost=Money(5, "EUR")),
    ),
)


def day(number: float) -> datetime:
    """Nine o'clock in the morning, UTC, on a day of March 2026, which begins on a Sunday."""
    return datetime(2026, 3, 1, 9, tzinfo=UTC) + timedelta(number - 1)


def did(id: str, number: float, content: Content, **given: Any) -> Interaction[Any]:
    """Something that happened on a day of March 2026, on the web unless said otherwise."""
    fields: dict[str, Any] = {"relationship_id": "r-1", "channel": Channel.WEB}
    return Interaction(id=id, at=day(number), content=content, **(fields | given))


def opened(
    type: RelationshipType = RelationshipType.LONG_TERM, owner: str | None = "ada", **given: Any
) -> Relationship:
    """A relationship that begins on 1 March 2026."""
    return Relationship.open(id="r-1", customer_id="c-1", type=type, at=day(1), owner=owner, **given)


def agreeing(person: Person) -> Person:
    """Somebody who has agreed to whatever may be asked."""
    consents = tuple(
        Consent(purpose=one, basis=ConsentBasis.CONSENT, source="a form", valid_from=day(1))
        for one in Purpose
    )
    return evolve(person, consents=consents)


def known(person: Person = LIN, **given: Any) -> Customer:
    """A customer who is one person, and has agreed to whatever may be asked."""
    return Customer(id="c-1", name=person.name, persons=(agreeing(person),), **given)


def organisation(*persons: Person) -> Customer:
    """An organisation with those who speak for it."""
    return Customer(
        id="c-1", name="Acme", kind=CustomerKind.ORGANISATION, persons=tuple(agreeing(one) for one in persons)
    )


ACME = organisation(Person(id="p-1", name="Jo", zone=MANILA), Person(id="p-2", name="Max"))


def team(*agents: Agent, **known: Any) -> Company:
    """The shop with other people, and what is known of it besides."""
    return evolve(SHOP, agents=agents, **known)


def skilled(id: str, level: int, **known: Any) -> Agent:
    """An agent who is good at deliveries, at some level."""
    return Agent(id=id, skills=FrozenMap({"delivery": level}), **known)
