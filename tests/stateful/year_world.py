"""The world of a simulated year: customers, their relationships, the company, and everything that happens of itself.

People are in several relationships: a person in two of the person's own, in one of an organisation's besides, or two
organisations in the same person. Who shares people is a circle: its relationships are looked at together.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from attrs import evolve, field, frozen

from relcore import Channel, Company, Customer, Interaction, Relationship, RelationshipType
from relcore.model import Agent, BusinessCalendar, Money, Person
from relcore.model.offerings import Article, GiftIdea, Product
from relcore.vocabulary import CustomerKind, Department, GiftTie
from tests.stateful.year_events import Course, events
from tests.stateful.year_people import COUNTRIES, DAY, TOPICS, ZONES, Life, at_peace, live

_T = RelationshipType
_TYPES = (
    *(_T.LONG_TERM,) * 8,
    *(_T.PERSONAL_ASSISTANCE,) * 3,
    *(_T.DEDICATED_ASSISTANCE,) * 3,
    *(_T.AUTOMATED,) * 2,
    _T.COMMUNITY,
    _T.TRANSACTIONAL,
    _T.TRANSACTIONAL,
    _T.SELF_SERVICE,
)
_GAPS = (6.0, 12.0, 20.0, 35.0, 60.0, 150.0)


@frozen
class World:
    """Everything that is given; what is done about it comes of a run.

    Args:
        seed: what it was made of.
        begins: the first instant of the year.
        ends: the first instant after it.
        lives: every person by id.
        members: the ids of the people of each customer.
        named: what is known of each customer besides.
        relationships: each as it was opened, by id.
        happening: what happens of itself in each, in order.
        companies: the company, from each instant on.
    """

    seed: int
    begins: datetime
    ends: datetime
    lives: dict[str, Life]
    members: dict[str, tuple[str, ...]]
    named: dict[str, dict[str, Any]]
    relationships: dict[str, Relationship]
    happening: dict[str, list[Interaction[Any]]]
    companies: tuple[tuple[datetime, Company], ...]
    _known: dict[tuple[Any, ...], Customer] = field(factory=dict, init=False, repr=False)

    def customer(self, id: str, at: datetime) -> Customer:
        """What is known of a customer at an instant."""
        members = self.members[id]
        version = (id, *(self.lives[one].place(at) for one in members))
        if version not in self._known:
            persons = tuple(self.lives[one].at(at) for one in members)
            self._known[version] = Customer(id=id, persons=persons, **self.named[id])
        return self._known[version]

    def person(self, id: str, at: datetime) -> Person:
        """What is known of a person at an instant."""
        return self.lives[id].at(at)

    def company(self, at: datetime) -> Company:
        """The company at an instant."""
        return next(one for since, one in reversed(self.companies) if since <= at)

    @cached_property
    def of_customer(self) -> dict[str, tuple[str, ...]]:
        """The ids of the relationships of each customer."""
        found: dict[str, tuple[str, ...]] = {}
        for one in self.relationships.values():
            found[one.customer_id] = (*found.get(one.customer_id, ()), one.id)
        return found

    @cached_property
    def of_person(self) -> dict[str, tuple[str, ...]]:
        """The ids of the relationships that each person is in."""
        found: dict[str, tuple[str, ...]] = {}
        for customer_id, ids in self.of_customer.items():
            for member in self.members[customer_id]:
                found[member] = (*found.get(member, ()), *ids)
        return found

    @cached_property
    def circles(self) -> tuple[tuple[str, ...], ...]:
        """The ids of customers who share people."""
        circle = {customer: {customer} for customer in self.members}
        by_person: dict[str, list[str]] = {}
        for customer, members in self.members.items():
            for member in members:
                by_person.setdefault(member, []).append(customer)
        for customers in by_person.values():
            joined = set().union(*(circle[one] for one in customers))
            for one in joined:
                circle[one] = joined
        return tuple(sorted({tuple(sorted(one)) for one in circle.values()}))

    @cached_property
    def changes(self) -> dict[tuple[str, ...], list[datetime]]:
        """When something that is known of the people of a circle changes."""
        return {
            circle: sorted(
                since
                for customer in circle
                for member in self.members[customer]
                for since, _ in self.lives[member].versions
            )
            for circle in self.circles
        }


def _company(begins: datetime) -> Company:
    berlin = ZoneInfo("Europe/Berlin")
    year = begins.year
    holidays = (date(year, 1, 1), date(year, 5, 1), date(year, 12, 25), date(year, 12, 26))
    office = BusinessCalendar.weekdays(time(9), time(17), berlin, holidays=holidays)
    service, sales = Department.CUSTOMER_SERVICE, Department.SALES
    agents = (
        Agent(id="a-1", capabilities=("billing", "delivery"), departments=(service,), load=3),
        Agent(id="a-2", capabilities=("delivery",), skills={"billing": 2}, triggers=("angry_customer",)),
        Agent(id="a-3", departments=(sales,), hours=office, skills={"training": 4}),
        Agent(id="a-4", departments=(sales, service), triggers=("follow_up",), load=0),
        Agent(id="a-5", capabilities=("billing",), hours=office),
    )
    articles = tuple(
        Article(
            id=f"article-{number}",
            topics=(TOPICS[number % len(TOPICS)],),
            published_at=begins + DAY * 17 * number - DAY * 40 if number % 3 else None,
            promotes=number % 4 == 1,
        )
        for number in range(16)
    )
    return Company(
        agents=agents,
        help_topics=("billing",),
        sales_channels=(Channel.PHONE, Channel.STORE),
        service_channels=(Channel.PHONE, Channel.EMAIL),
        zones={country: tuple(map(ZoneInfo, zones)) for country, zones in COUNTRIES.items()},
        calendar=office,
        products=(
            Product(id="beans", category="coffee", after=("tea",)),
            Product(id="leaves", category="tea", meets=("delivery",), after=("coffee", "books")),
            Product(id="course", category="training", meets=("training",), customised=True),
            Product(id="bench", category="tools"),
        ),
        articles=articles,
        gifts=(
            GiftIdea(id="mug", tie=GiftTie.COMPANY, cost=Money(9, "EUR")),
            GiftIdea(id="spoon", tie=GiftTie.PURCHASE, cost=Money(12, "EUR"), about="coffee"),
            GiftIdea(id="apron", tie=GiftTie.BUSINESS, cost=Money(15, "EUR"), about="bakery"),
        ),
    )


def _leaving(company: Company, *ids: str) -> Company:
    """The company after some of its agents have left."""
    agents = company.agents or ()
    return evolve(company, agents=tuple(evolve(a, active=a.active and a.id not in ids) for a in agents))


@frozen
class _Drawn:
    """The customers while they are made."""

    lives: dict[str, Life] = field(factory=dict)
    members: dict[str, tuple[str, ...]] = field(factory=dict)
    named: dict[str, dict[str, Any]] = field(factory=dict)


def _draw(found: _Drawn, rnd: Random, number: int, begins: datetime, peaceful: bool) -> tuple[str, int]:
    """One customer more, and how many relationships it has."""
    make, kind = at_peace if peaceful else live, rnd.random()
    id = f"c-{number}"
    firm = kind >= 0.7 and not peaceful
    found.named[id] = {
        "name": f"Customer {number}",
        "kind": CustomerKind.ORGANISATION if firm else CustomerKind.PERSON,
        "is_key": rnd.random() < 0.3,
        "business": rnd.choice((None, "bakery")),
    }
    if not firm:
        found.lives[id], found.members[id] = make(rnd, id, begins), (id,)
        return id, 2 if kind < 0.15 and not peaceful else 1
    people = [f"{id}.{which}" for which in range(rnd.choice((0, 2, 2, 3)))]
    for one in people:
        found.lives[one] = make(rnd, one, begins)
    if people and rnd.random() < 0.5:
        people[-1] = rnd.choice(sorted(found.lives))
    found.members[id] = tuple(dict.fromkeys(people))
    return id, 1


def make(seed: int, relationships: int, year: int, *, peaceful: bool = False) -> World:
    """A world with so many relationships, in a year.

    Args:
        seed: what everything follows from.
        relationships: how many of them.
        year: the year.
        peaceful: whether nothing stands in the way of anything.
    """
    begins = datetime(year, 1, 1, tzinfo=UTC)
    ends = datetime(year + 1, 1, 1, tzinfo=UTC)
    found, opened, happening = _Drawn(), dict[str, Relationship](), dict[str, list[Interaction[Any]]]()
    number = 0
    while len(opened) < relationships:
        number += 1
        rnd = Random(f"{seed}/{number}")
        id, several = _draw(found, rnd, number, begins, peaceful)
        people = found.members[id]
        for _ in range(several):
            died_at = found.lives[id].died_at if people == (id,) else None
            one, course = _opening(rnd, f"r-{len(opened) + 1}", id, people, begins, ends, peaceful, died_at)
            opened[one.id], happening[one.id] = one, events(course, rnd)
    company = _company(begins)
    companies = (
        (datetime(1990, 1, 1, tzinfo=UTC), company),
        (begins + DAY * 100 + timedelta(hours=3), _leaving(company, "a-2")),
        (begins + DAY * 200 + timedelta(hours=3), _leaving(company, "a-2", "a-5")),
    )
    return World(seed, begins, ends, found.lives, found.members, found.named, opened, happening, companies)


def _opening(
    rnd: Random,
    id: str,
    customer_id: str,
    people: tuple[str, ...],
    begins: datetime,
    ends: datetime,
    peaceful: bool,
    died_at: datetime | None,
) -> tuple[Relationship, Course]:
    before = rnd.random() < 0.85 or peaceful or died_at is not None
    shift = rnd.randrange(120, 700) if before else -rnd.randrange(5, 300)
    at = begins - DAY * shift + timedelta(minutes=rnd.randrange(1_440), seconds=1)
    type = _T.LONG_TERM if peaceful else rnd.choice(_TYPES)
    one = Relationship.open(
        id=id,
        customer_id=customer_id,
        type=type,
        at=at,
        zone=ZoneInfo(rnd.choice(ZONES)),
        owner=None if type is _T.TRANSACTIONAL or rnd.random() < 0.4 else f"a-{rnd.randrange(1, 6)}",
    )
    gap = rnd.choice((18.0, 25.0)) if peaceful else rnd.choice(_GAPS)
    return one, Course(id, people, at, begins, ends, gap, died_at, peaceful)
