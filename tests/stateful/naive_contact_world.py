"""A small world in which contacts are made: a person with two relationships, who also speaks for a firm with another.

Whatever chooses stands behind ``Random``: a seed in a long run, and Hypothesis in a test. All instants are whole
minutes, so that a scan by the minute misses nothing.
"""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from attrs import evolve, frozen

from relcore import Channel, Company, Customer, Interaction, Relationship, record
from relcore.model import Block, Consent, Contact, Money, Override, Person, Recommendation
from relcore.model import contents as c
from relcore.vocabulary import (
    ConsentBasis,
    ContactBlock,
    CustomerKind,
    Department,
    Direction,
    EndReason,
    Party,
    Priority,
    Purpose,
    RelationshipType,
    Severity,
    StatementTopic,
    Wish,
)
from tests.stateful import naive_contact_rules as naive
from tests.stateful.naive_contact_case import Case, policies_of
from tests.stateful.naive_contact_log import Log, Range

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TURNS = (
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("America/Sao_Paulo", date(2018, 11, 4)),
    ("America/Sao_Paulo", date(2019, 2, 17)),
    ("Africa/Casablanca", date(2026, 2, 15)),
    ("Africa/Casablanca", date(2026, 3, 22)),
    ("Asia/Manila", date(1978, 3, 22)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Asia/Pyongyang", date(2015, 8, 15)),
    ("Asia/Pyongyang", date(2018, 5, 5)),
)
CHANNELS = (Channel.EMAIL, Channel.PHONE, Channel.SMS, Channel.APP)
PURPOSES = tuple(Purpose)
COURTEOUS = (Purpose.RELATIONSHIP, Purpose.SURVEY, Purpose.MARKETING)
KINDS = ("offer", "follow_up", "greeting")
ROUND_THE_CLOCK = tuple((day, 0, 24 * 60) for day in range(5))
SOFT = ("agreed_type", "no_open_concern", "unanswered_pause")


@frozen
class Gift:
    """What a third party records; its purpose is not known."""

    kind: ClassVar[str] = "acme.gift"
    direction: ClassVar[Direction] = Direction.OUTBOUND
    department: ClassVar[Department] = Department.MARKETING


def _ranges(rnd: Random) -> Range:
    return Range(
        purposes=rnd.choice((None, None, COURTEOUS, (Purpose.MARKETING,), (Purpose.SURVEY,))),
        channels=rnd.choice((None, None, None, (Channel.PHONE, Channel.SMS), (Channel.EMAIL,))),
        countries=rnd.choice((None, None, None, ("AU",), ("DE", "BR"))),
    )


def practices(rnd: Random, day: date) -> tuple[naive.Practice, ...]:
    """Rules as a company may have them: most of them, with numbers of its own."""
    found: list[naive.Practice] = [naive.Blocked()]
    if rnd.random() < 0.8:
        found += [naive.Wishes(), naive.Dislikes()]
    if rnd.random() < 0.6:
        found.append(naive.Types())
    if rnd.random() < 0.6:
        bases = rnd.choice(((ConsentBasis.CONSENT,), (ConsentBasis.CONSENT, ConsentBasis.CONTRACT)))
        range = rnd.choice((Range(purposes=(Purpose.MARKETING,)), _ranges(rnd)))
        found.append(naive.Consents(range, bases, rnd.choice((None, None, ("EU",))), rnd.random() < 0.4))
    if rnd.random() < 0.6:
        found.append(naive.Complaints(rnd.choice((Range(purposes=(Purpose.MARKETING,)), _ranges(rnd)))))
    if rnd.random() < 0.6:
        range = rnd.choice((Range(purposes=COURTEOUS), _ranges(rnd)))
        found.append(naive.Silence(rnd.choice((1, 2, 3)), rnd.choice((None, 2, 2, 5, 5, 90)), range))
    hours = rnd.sample((1, 6, 24, 48, 168), 3)
    for title, long in zip(("overall", "purpose", "channel"), hours, strict=True):
        if rnd.random() < 0.6:
            most = rnd.choice((1, 2, 3, 4))
            found.append(naive.Limit(f"cap.{title}", most, long, _ranges(rnd), rnd.random() < 0.7))
    if rnd.random() < 0.55:
        starts, ends = rnd.choice(((21, 8), (20, 8), (22, 7), (2, 3), (0, 9), (12, 14), (23, 1), (13, 11)))
        late = rnd.choice((0, 0, 30))
        found.append(naive.Night(_ranges(rnd), starts * 60 + late, ends * 60))
    if rnd.random() < 0.4:
        office = tuple(
            (on, rnd.choice((8, 9, 10)) * 60, rnd.choice((17, 20, 24)) * 60) for on in range_of_days(rnd)
        )
        closed = tuple(day + DAY * off for off in (-1, 0, 1, 2) if rnd.random() < 0.2)
        found.append(naive.Week(_ranges(rnd), rnd.choice((office, ROUND_THE_CLOCK)), closed))
    rnd.shuffle(found)
    return tuple(found)


def range_of_days(rnd: Random) -> list[int]:
    """Some days of the week, and at least one."""
    return sorted(rnd.sample(range(7), rnd.choice((1, 4, 5, 6, 7))))


class World:
    """Everything that was made so far, and what may be asked of it."""

    def __init__(self, rnd: Random) -> None:
        self.rnd = rnd
        zone, day = rnd.choice(TURNS)
        self.turn = datetime(day.year, day.month, day.day, tzinfo=UTC)
        self.now = self.turn - DAY * rnd.choice((9, 5, 2))
        self.zone = zone
        self.rules = practices(rnd, day)
        small = rnd.random() < 0.25
        sizes = (
            tuple(rnd.choice((1, 2, 3)) for _ in range(3)) if small else rnd.choice(((8, 16, 8), (30, 16, 8)))
        )
        self.policies = policies_of(self.rules, *sizes)
        zones = (ZoneInfo(zone), ZoneInfo(rnd.choice(TURNS)[0]))
        self.company = rnd.choice((Company(zones={"AU": zones, "BR": zones[:1]}), None))
        self.ann, self.bob = self._person("ann"), self._person("bob")
        self.relationships = dict[str, Relationship]()
        self.logs = dict[str, Log]()
        self.customer_id = "ann"
        for id, customer_id in (("r-1", self.customer_id), ("r-2", self.customer_id), ("r-3", "firm")):
            type = rnd.choice((*RelationshipType, *[RelationshipType.LONG_TERM] * 14))
            self.relationships[id] = Relationship.open(id=id, customer_id=customer_id, type=type, at=self.now)
            self.logs[id] = Log(id, customer_id, type, ())
        self.count = 0

    def minutes(self, *upto: timedelta) -> timedelta:
        """Some whole minutes, up to one of these."""
        return MINUTE * self.rnd.randrange(0, self.rnd.choice(upto) // MINUTE)

    def around(self) -> datetime:
        """An instant some days before or after now."""
        return self.now + self.minutes(HOUR, DAY, 4 * DAY) * self.rnd.choice((-1, 1))

    def _person(self, id: str) -> Person:
        rnd = self.rnd
        return Person(
            id=id,
            name=id.title(),
            unwanted=rnd.choice(((), (), (), (), (), ("Follow Up",), ("SMS", "greeting"))),
            zone=None
            if rnd.random() < 0.2
            else ZoneInfo(rnd.choice((self.zone, self.zone, rnd.choice(TURNS)[0]))),
            country=rnd.choice((None, "AU", "AU", "BR", "DE")),
            wish=rnd.choice((Wish.NO, *[Wish.UNKNOWN, Wish.YES] * 12)),
            wanted_type=rnd.choice((None, None, None, None, None, None, RelationshipType.SELF_SERVICE)),
            channels=rnd.choice(((), (), (Channel.PHONE,), (Channel.SMS, Channel.EMAIL))),
            consents=tuple(self.consent() for _ in range(rnd.choice((0, 1, 3, 5)))),
            blocks=() if rnd.random() < 0.95 else (self.block(),),
        )

    def block(self) -> Block:
        """A block, that has begun or will."""
        return Block(kind=self.rnd.choice(tuple(ContactBlock)), source="a list", since=self.around())

    def consent(self) -> Consent:
        """A consent that may have ended, been withdrawn, or not begun."""
        rnd, begins = self.rnd, self.around()
        maybe = rnd.random
        return Consent(
            purpose=rnd.choice((*PURPOSES, Purpose.MARKETING, Purpose.MARKETING)),
            basis=rnd.choice((*ConsentBasis, *[ConsentBasis.CONSENT] * 4)),
            source="a form",
            valid_from=begins,
            channel=rnd.choice((None, None, *CHANNELS)),
            valid_until=begins + self.minutes(DAY, 20 * DAY) if maybe() < 0.2 else None,
            withdrawn_at=self.around() if maybe() < 0.25 else None,
            jurisdiction=rnd.choice((None, "EU", "EU", "IN")),
            recorded_at=begins + self.minutes(DAY, 6 * DAY) if maybe() < 0.2 else None,
            given_by=rnd.choice((Party.CUSTOMER, Party.CUSTOMER, Party.COMPANY)),
            withdrawn_by=rnd.choice((Party.CUSTOMER, Party.CUSTOMER, Party.COMPANY)),
        )

    def change_person(self) -> None:
        """Somebody's consents, wish or blocks become others."""
        rnd = self.rnd
        ann = rnd.random() < 0.7
        person = self.ann if ann else self.bob
        what = rnd.random()
        if what < 0.7:
            consents = [one for one in person.consents if rnd.random() < 0.8]
            if consents and rnd.random() < 0.5:
                consents[0] = evolve(consents[0], withdrawn_at=self.around())
            person = evolve(person, consents=(*consents, self.consent()))
        elif what < 0.8:
            person = evolve(person, wish=rnd.choice((Wish.YES, Wish.UNKNOWN, Wish.NO)))
        elif what < 0.9:
            person = evolve(person, blocks=(self.block(),) if rnd.random() < 0.4 else ())
        else:
            person = self._person(person.id)
        self.ann, self.bob = (person, self.bob) if ann else (self.ann, person)

    def happen(self, reaching_out: float = 0.6) -> None:
        """Something happens in one of the relationships, as often an attempt; nothing else in one that has ended."""
        rnd = self.rnd
        self.now += self.minutes(MINUTE, HOUR, 8 * HOUR, DAY, 2 * DAY)
        id = rnd.choice(("r-1", "r-1", "r-2", "r-3", "r-3"))
        over = any(isinstance(event.content, c.Ended) for event in self.logs[id].events)
        content, given = self._attempt() if over or rnd.random() < reaching_out else self._sign(id)
        self.count += 1
        known: dict[str, Any] = {"channel": rnd.choice(CHANNELS)}
        event: Interaction[Any] = Interaction(
            id=f"i-{self.count:03}",
            relationship_id=id,
            at=self.now,
            sequence=self.count,
            content=content,
            **(known | given),
        )
        recorded = record(self.relationships[id], event, self.policies)
        assert recorded.status == "recorded"
        self.relationships[id] = recorded.relationship
        self.logs[id] = evolve(self.logs[id], events=(*self.logs[id].events, event))

    def _attempt(self) -> tuple[Any, dict[str, Any]]:
        rnd = self.rnd
        purpose = rnd.choice(PURPOSES)
        given = {"to": rnd.choice(("ann", "ann", "bob", None)), "by": rnd.choice((None, "agent", "machine"))}
        what = rnd.random()
        if what < 0.6:
            return c.Message(purpose, reply_to="a question" if rnd.random() < 0.1 else None), given
        if what < 0.85:
            asked = "a question" if rnd.random() < 0.1 else None
            return c.Conversation(held=False, purpose=purpose, reply_to=asked), given
        return Gift(), given | ({"channel": Channel.INTERNAL} if rnd.random() < 0.2 else {})

    def _sign(self, id: str) -> tuple[Any, dict[str, Any]]:
        rnd, what = self.rnd, self.rnd.random()
        who = {"by": rnd.choice(("ann", "bob", None))}
        log = self.logs[id]
        concerns = sorted(log.open_concerns())
        if what < 0.2:
            return c.Question("when?"), who
        if what < 0.3:
            return c.Message(Purpose.SERVICE), who | {"direction": Direction.INBOUND}
        if what < 0.45:
            return c.Conversation(purpose=rnd.choice(PURPOSES)), {"to": rnd.choice(("ann", "bob", None))}
        if what < 0.55:
            return c.Purchase(Money(5, "EUR")), who
        if concerns and what < 0.85:
            return c.Resolved(rnd.choice(concerns), "wear", "a new part", "a yearly check"), {}
        if what < 0.7:
            return c.Concern("too late", rnd.choice(tuple(Severity))), who
        if what < 0.76:
            theme = rnd.choice((None, "Offer", "phone", "books", "price", "stock"))
            return c.Statement(
                StatementTopic.UNWANTED, rnd.choice(("greeting", "fax", "a visit")), theme
            ), who
        if what < 0.775:
            notice = None if rnd.random() < 0.5 else self.now + self.minutes(5 * DAY)
            reason = rnd.choice((EndReason.LEGAL, EndReason.FRAUD, EndReason.CEASED))
            by = Party.NOBODY if reason is EndReason.CEASED else Party.COMPANY
            return c.Ended(reason, by, effective_at=notice), {}
        return c.Note("seen"), {}

    def reserve(self) -> tuple[Contact, ...]:
        """Attempts that somebody has decided on."""
        rnd = self.rnd
        return tuple(
            Contact(
                f"w-{number}",
                self.around(),
                rnd.choice(CHANNELS),
                rnd.choice((*PURPOSES, "acme")),
                rnd.choice(("ann", "bob", None)),
                None,
            )
            for number in range(rnd.choice((0, 0, 0, 1, 2)))
        )

    def lift(self, id: str) -> tuple[Override, ...]:
        """Overrides of soft rules, one of each name at most."""
        rnd, found = self.rnd, list[Override]()
        for name in (*SOFT, "cap.overall", "cap.purpose", "consented", "wished"):
            if rnd.random() < 0.07:
                since = self.around()
                of = rnd.choice((id, id, id, "r-9"))
                until = since + self.minutes(HOUR, DAY, 9 * DAY)
                found.append(
                    Override(
                        relationship_id=of, rule=name, by="agent", reason="asked", since=since, until=until
                    )
                )
        return tuple(found)

    def ask(self) -> Case:
        """A question of what may be done, about anybody and anything."""
        rnd = self.rnd
        id = rnd.choice(("r-1", "r-1", "r-2", "r-3", "r-3"))
        log = self.logs[id]
        at = self._when(log)
        person = None if id != "r-3" or rnd.random() < 0.03 else rnd.choice(("ann", "ann", "bob"))
        maybe = rnd.random
        not_before = at + self.minutes(HOUR, 2 * DAY) if maybe() < 0.1 else None
        settles = sorted(log.owed())
        channels = (Channel.INTERNAL,) if maybe() < 0.02 else tuple(rnd.sample(CHANNELS, rnd.choice((1, 2))))
        action = Recommendation(
            kind=rnd.choice(KINDS),
            relationship_id=id,
            occasion="a day",
            purpose=rnd.choice(PURPOSES),
            channels=channels,
            person=person,
            topic=rnd.choice((None, "books", "garden tools")),
            promotes=maybe() < 0.1,
            reply_to="a question" if maybe() < 0.08 else None,
            not_before=not_before,
            expires=(not_before or at) + self.minutes(DAY, 9 * DAY) if maybe() < 0.2 else None,
            priority=rnd.choice((Priority.COURTESY, Priority.COURTESY, Priority.COMMERCIAL)),
            settles=(rnd.choice(settles),) if settles and maybe() < 0.5 else ("i-000",),
        )
        beside = () if person == "bob" else tuple(one for one in self.logs if one != id and maybe() < 0.85)
        customer = Customer(id=self.customer_id, name="Ann", persons=(self.ann,))
        if id == "r-3":
            persons = (self.ann, self.bob)
            customer = Customer(id="firm", name="Firm", kind=CustomerKind.ORGANISATION, persons=persons)
        if maybe() < 0.04:
            customer = evolve(customer, erased_at=at + rnd.choice((-1, 0, 1)) * self.minutes(HOUR, 2 * DAY))
        return Case(
            action=action,
            at=at,
            customer=customer,
            rules=self.rules,
            policies=self.policies,
            relationship=self.relationships[id],
            log=log,
            others=tuple((self.relationships[one], self.logs[one]) for one in beside),
            reserved=self.reserve(),
            overrides=self.lift(id),
            company=self.company,
        )

    def _when(self, log: Log) -> datetime:
        """Some time after the last event there, often on the minute at which a window or the clocks turn."""
        rnd = self.rnd
        last = log.events[-1].at if log.events else self.relationships[log.id].opened_at
        if log.events and rnd.random() < 0.25:
            turn = rnd.choice(log.events).at + HOUR * rnd.choice((0, 1, 6, 24, 48, 168))
            at = turn + MINUTE * rnd.choice((-1, 0, 0, 1))
        elif rnd.random() < 0.2:
            at = self.turn + self.minutes(DAY, 3 * DAY) - DAY
        else:
            at = rnd.choice((self.now, self.now, last)) + self.minutes(MINUTE, HOUR, DAY, 3 * DAY)
        return max(at, last)
