"""The people of a simulated year: where they live, what they want and do not want, and how that changes meanwhile.

Everything follows from the seed. What is known of somebody at an instant is what had happened by then.
"""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from attrs import evolve, frozen

from relcore.model import Block, Consent, Occasion, Person
from relcore.vocabulary import (
    Channel,
    ConsentBasis,
    ContactBlock,
    Purpose,
    RelationshipType,
    Wish,
)

DAY = timedelta(days=1)
ZONES = (
    "Pacific/Kiritimati",
    "Pacific/Apia",
    "America/Santiago",
    "Asia/Kathmandu",
    "Europe/Berlin",
    "Europe/Berlin",
    "Asia/Manila",
    "Pacific/Niue",
)
COUNTRIES = {
    "DE": ("Europe/Berlin",),
    "CL": ("America/Santiago", "America/Punta_Arenas", "Pacific/Easter"),
    "NP": ("Asia/Kathmandu",),
    "KI": ("Pacific/Tarawa", "Pacific/Enderbury", "Pacific/Kiritimati"),
}
TOPICS = ("coffee", "tea", "books", "tools")
THEMES = ("billing", "delivery", "training")
WANTED = (RelationshipType.TRANSACTIONAL, RelationshipType.LONG_TERM, RelationshipType.DEDICATED_ASSISTANCE)


@frozen
class Life:
    """A person through time: what is known from each instant on."""

    versions: tuple[tuple[datetime, Person], ...]
    died_at: datetime | None

    @property
    def id(self) -> str:
        """The person's id."""
        return self.versions[0][1].id

    def place(self, at: datetime) -> int:
        """The number of the version that holds at an instant."""
        return bisect_right([since for since, _ in self.versions], at) - 1

    def at(self, at: datetime) -> Person:
        """What is known of the person at an instant."""
        return self.versions[self.place(at)][1]


def birthday(rnd: Random, year: int) -> tuple[int, int, int | None]:
    """Month, day and perhaps the year of somebody's birth; the hard days are common here."""
    found = rnd.random()
    if found < 0.06:
        return 2, 29, rnd.choice((None, 1988, 2004))
    if found < 0.11:
        return 12, 31, None
    if found < 0.16:
        return 1, 1, None
    day = date(1990, 1, 1) + DAY * rnd.randrange(365)
    return day.month, day.day, rnd.choice((None, rnd.randrange(1950, year - 1)))


def _occasions(rnd: Random, year: int) -> tuple[Occasion, ...]:
    found = []
    if rnd.random() < 0.85:
        month, day, born = birthday(rnd, year)
        found.append(Occasion(kind="birthday", month=month, day=day, year=born))
    if rnd.random() < 0.15:
        found.append(Occasion(kind="anniversary", month=rnd.randrange(1, 13), day=rnd.randrange(1, 29)))
    return tuple(found)


def _consent(rnd: Random, purpose: Purpose, at: datetime) -> Consent:
    return Consent(
        purpose=purpose,
        channel=rnd.choice((None, None, Channel.EMAIL, Channel.PHONE)),
        basis=ConsentBasis.CONSENT,
        source="form",
        valid_from=at,
        valid_until=at + DAY * rnd.choice((300, 500, 900)) if rnd.random() < 0.2 else None,
    )


def _within(rnd: Random, begins: datetime) -> datetime:
    """Some instant of the year that begins then."""
    return begins + timedelta(minutes=rnd.randrange(5 * 1_440, 350 * 1_440), seconds=rnd.randrange(1, 60))


def _changed(rnd: Random, person: Person, at: datetime) -> Person:
    """The same person after one change of what is known."""
    what = rnd.choice(("withdraws", "withdraws", "consents", "blocked", "wish", "unwanted"))
    if what == "withdraws" and person.consents:
        last = evolve(person.consents[-1], withdrawn_at=at)
        return evolve(person, consents=(*person.consents[:-1], last))
    if what == "consents":
        return evolve(person, consents=(*person.consents, _consent(rnd, Purpose.MARKETING, at)))
    if what == "blocked":
        kind = rnd.choice((ContactBlock.DO_NOT_CONTACT, ContactBlock.LEGAL, ContactBlock.FRAUD))
        return evolve(person, blocks=(Block(kind=kind, source="list", since=at),))
    if what == "wish":
        return evolve(person, wish=rnd.choice((Wish.NO, Wish.YES)))
    return evolve(person, unwanted=(*person.unwanted, rnd.choice(("card", "information", "coffee"))))


def live(rnd: Random, id: str, begins: datetime) -> Life:
    """Somebody with all that is known of them in the year that begins then."""
    where = rnd.random()
    consents: tuple[Consent, ...] = ()
    if rnd.random() < 0.6:
        consents = (_consent(rnd, Purpose.MARKETING, begins - DAY * rnd.randrange(1, 400)),)
    if rnd.random() < 0.05:
        old = _consent(rnd, Purpose.RELATIONSHIP, begins - DAY * 500)
        consents = (evolve(old, withdrawn_at=begins - DAY * 100), *consents)
    person = Person(
        id=id,
        name=f"Lin of {id}",
        interests=tuple(rnd.sample(TOPICS, rnd.choice((0, 1, 2)))),
        needs=tuple(rnd.sample(THEMES, rnd.choice((0, 0, 1)))),
        unwanted=rnd.choice(((),) * 12 + (("card",), ("survey",), ("phone",), ("Follow-Up",), ("tea",))),
        occasions=_occasions(rnd, begins.year),
        zone=ZoneInfo(rnd.choice(ZONES)) if where < 0.8 else None,
        country=rnd.choice(tuple(COUNTRIES)) if 0.8 <= where < 0.92 else None,
        wish=rnd.choice((Wish.YES,) * 5 + (Wish.UNKNOWN,) * 4 + (Wish.NO,)),
        wanted_type=rnd.choice((None,) * 9 + WANTED),
        channels=rnd.choice(((), (), (Channel.EMAIL,), (Channel.PHONE, Channel.EMAIL), (Channel.POST,))),
        consents=consents,
    )
    versions = [(datetime(1990, 1, 1, tzinfo=UTC), person)]
    for at in sorted(_within(rnd, begins) for _ in range(rnd.choice((0, 0, 0, 1, 2)))):
        versions.append((at, _changed(rnd, versions[-1][1], at)))
    died_at = _within(rnd, begins) if rnd.random() < 0.03 else None
    if died_at is not None and rnd.random() < 0.5:
        versions = [(at, known) for at, known in versions if at < died_at]
        block = Block(kind=ContactBlock.CEASED, source="family", since=died_at)
        versions.append((died_at, evolve(versions[-1][1], blocks=(*versions[-1][1].blocks, block))))
    return Life(tuple(versions), died_at)


def at_peace(rnd: Random, id: str, begins: datetime) -> Life:
    """Somebody who stands in nobody's way: all is wanted, allowed, and answered."""
    month, day, born = birthday(rnd, begins.year)
    person = Person(
        id=id,
        name=f"Lin of {id}",
        interests=("coffee",),
        occasions=(Occasion(kind="birthday", month=month, day=day, year=born),),
        zone=ZoneInfo(rnd.choice(ZONES)),
        wish=Wish.YES,
        consents=(
            evolve(_consent(rnd, Purpose.MARKETING, begins - DAY * 100), channel=None, valid_until=None),
        ),
    )
    return Life(((datetime(1990, 1, 1, tzinfo=UTC), person),), None)
