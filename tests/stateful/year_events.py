"""What happens in a relationship of itself, whatever the company does: bought, asked, complained of, ended.

Everything follows from the seed, and nothing from what is recommended. What happened before the year begins was seen
to already; what happens in it is left to whoever goes by the recommendations.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from attrs import frozen

from relcore.model import Interaction, Money
from relcore.model import contents as c
from relcore.vocabulary import (
    Channel,
    Department,
    Direction,
    EndReason,
    Party,
    Phase,
    Purpose,
    Severity,
    StatementTopic,
    TrialOutcome,
)
from tests.stateful.year_people import DAY, THEMES, TOPICS

HOUR = timedelta(hours=1)
SETTLED = DAY * 10
FOR_GOOD = (EndReason.FRAUD, EndReason.LEGAL, EndReason.CEASED)
_BY = {
    EndReason.DISSATISFIED: Party.CUSTOMER,
    EndReason.BETTER_ELSEWHERE: Party.CUSTOMER,
    EndReason.NEEDS_CHANGED: Party.CUSTOMER,
    EndReason.NO_GROWTH: Party.COMPANY,
    EndReason.FRAUD: Party.COMPANY,
    EndReason.LEGAL: Party.NOBODY,
}
_WEIGHTS = {
    "purchase": 40,
    "cart": 7,
    "question": 8,
    "concern": 5,
    "promise": 6,
    "reading": 6,
    "met": 6,
    "called": 4,
    "work": 8,
    "statement": 8,
    "opportunity": 3,
    "pledge": 2,
    "changed": 3,
    "wrote": 3,
    "sold": 4,
    "share": 1,
    "trial": 2,
    "talked_it_over": 2,
}
_PEACEFUL = {"purchase": 1}


@frozen
class Course:
    """How one relationship goes.

    Args:
        id: the relationship.
        people: the ids of those who speak for the customer; none where nobody is known.
        opened_at: when it was opened.
        begins: when the year begins, and ends.
        gap_days: how many days lie between two events, in the mean.
        died_at: when the customer ceased.
        peaceful: whether nothing happens but what is bought.
    """

    id: str
    people: tuple[str, ...]
    opened_at: datetime
    begins: datetime
    ends: datetime
    gap_days: float
    died_at: datetime | None
    peaceful: bool = False


@frozen
class _Event:
    at: datetime
    channel: Channel
    content: Any
    by: str | None = None
    to: str | None = None
    direction: Direction | None = None
    id: str | None = None


def events(course: Course, rnd: Random) -> list[Interaction[Any]]:
    """All of it, in order, each with its id."""
    found = sorted(_happening(course, rnd), key=lambda one: one.at)
    told = []
    for number, one in enumerate(found):
        given: dict[str, Any] = {} if one.direction is None else {"direction": one.direction}
        told.append(
            Interaction(
                id=one.id or f"{course.id}:{number}",
                relationship_id=course.id,
                at=one.at,
                channel=one.channel,
                content=one.content,
                by=one.by,
                to=one.to,
                **given,
            )
        )
    return told


def _happening(course: Course, rnd: Random) -> Iterator[_Event]:
    ending = None if course.peaceful else _ending(course, rnd)
    over = course.ends if ending is None else ending.at
    if course.died_at is not None:
        over = min(over, course.died_at)
        ending = _Event(over, Channel.INTERNAL, c.Ended(EndReason.CEASED, Party.NOBODY))
    yield from _going_on(course, rnd, course.opened_at, over, "a")
    if ending is None:
        return
    yield ending
    if ending.content.reason not in FOR_GOOD and rnd.random() < 0.5:
        yield from _going_on(course, rnd, over + DAY * rnd.randrange(2, 80), course.ends, "b")


def _ending(course: Course, rnd: Random) -> _Event | None:
    if rnd.random() > 0.15:
        return None
    at = max(course.opened_at, course.begins) + timedelta(minutes=rnd.randrange(60, 340 * 1_440), seconds=7)
    reason = rnd.choice(tuple(_BY))
    return _Event(at, Channel.INTERNAL, c.Ended(reason, _BY[reason])) if at < course.ends else None


def _going_on(course: Course, rnd: Random, since: datetime, until: datetime, part: str) -> Iterator[_Event]:
    weights = _PEACEFUL if course.peaceful else _WEIGHTS
    at, number = since, 0
    while True:
        mean = course.gap_days * 1_440
        wait = rnd.uniform(0.6, 1.4) * mean if course.peaceful else rnd.expovariate(1 / mean)
        at += timedelta(minutes=min(max(int(wait), 31), 140_000), seconds=rnd.randrange(1, 60))
        if at >= until:
            return
        number += 1
        what = rnd.choices(tuple(weights), tuple(weights.values()))[0]
        if number <= 2 and not course.peaceful and rnd.random() < 0.6:
            what = "purchase"
        id = f"{course.id}:{part}{number}"
        yield from (one for one in _one(course, rnd, what, id, at) if one.at < until)


def _one(course: Course, rnd: Random, what: str, id: str, at: datetime) -> Iterator[_Event]:
    who = rnd.choice(course.people) if course.people else None
    old = at < course.begins - SETTLED
    if what == "purchase":
        yield from _bought(course, rnd, id, at, who, old)
    elif what in {"question", "concern", "promise", "statement", "talked_it_over"}:
        yield from _owed(rnd, what, id, at, who, old)
    else:
        yield _said(rnd, what, id, at, who)


def _bought(
    course: Course, rnd: Random, id: str, at: datetime, who: str | None, old: bool
) -> Iterator[_Event]:
    to_deliver = rnd.random() < 0.25
    category = rnd.choice((*TOPICS, None)) if rnd.random() < 0.9 else None
    content = c.Purchase(Money(rnd.randrange(5, 300), "EUR"), category, to_deliver=to_deliver)
    yield _Event(at, Channel.WEB, content, by=who, id=id)
    if to_deliver and (old or rnd.random() < 0.9):
        later = at + timedelta(minutes=rnd.randrange(600, 12 * 1_440), seconds=3)
        yield _Event(later, Channel.POST, c.Delivered(id))
    back = at + timedelta(minutes=rnd.randrange(300, 12 * 1_440), seconds=5)
    if rnd.random() < 0.06:
        yield _Event(back, Channel.WEB, c.Return(id, cancels=True), by=who)
    elif rnd.random() < 0.06:
        yield _Event(back, Channel.WEB, c.Return(id, Money(1, "EUR")), by=who)
    elif rnd.random() < 0.15 and not course.peaceful:
        mark = c.SatisfactionReading("csat", rnd.choice((1, 3, 4, 5)), Phase.AFTER_RECEIPT, about=id)
        yield _Event(back, Channel.WEB, mark, by=who)


def _owed(rnd: Random, what: str, id: str, at: datetime, who: str | None, old: bool) -> Iterator[_Event]:
    later = at + timedelta(minutes=rnd.randrange(45, 600), seconds=11)
    email = Channel.EMAIL
    if what == "question":
        yield _Event(at, email, c.Question("When?", rnd.choice((None, *TOPICS))), by=who, id=id)
        if old:
            yield _Event(later, email, c.Answered(id), to=who)
    elif what == "concern":
        severity = rnd.choice(tuple(Severity))
        yield _Event(at, email, c.Concern("It broke", severity, rnd.choice((None, *THEMES))), by=who, id=id)
        if old:
            yield _Event(later, email, c.Resolved(id, "worn", "replaced", "better parts"))
    elif what == "promise":
        promise = c.Promise("We send it", at + DAY * rnd.randrange(1, 15))
        yield _Event(at, email, promise, to=who, id=id)
        if old:
            yield _Event(later, email, c.Delivered(id))
    elif what == "talked_it_over":
        promise = c.Promise("We look into it", at + DAY * rnd.randrange(2, 9))
        yield _Event(
            at, Channel.PHONE, c.Conversation(promises=(promise,)), by=who, direction=Direction.INBOUND, id=id
        )
        if old:
            yield _Event(later, email, c.Delivered(f"{id}#1"))
    else:
        yield from _stated(rnd, id, at, who, old, later)


def _stated(
    rnd: Random, id: str, at: datetime, who: str | None, old: bool, later: datetime
) -> Iterator[_Event]:
    topic = rnd.choice(("need", "need", "interest", "value", "comment", "unwanted"))
    if topic != "need":
        theme = rnd.choice(("training", "tools")) if topic == "unwanted" else rnd.choice(TOPICS)
        said = c.Statement(StatementTopic(topic), "so", theme)
        yield _Event(at, Channel.EMAIL, said, by=who, id=id)
        return
    departments = tuple(rnd.sample(tuple(Department), rnd.choice((0, 1, 2))))
    said = c.Statement(StatementTopic.NEED, "help", rnd.choice(THEMES), departments)
    yield _Event(at, Channel.PHONE, said, by=who, id=id)
    for number, one in enumerate(departments if old else ()):
        yield _Event(later + HOUR * number, Channel.INTERNAL, c.Acknowledged(id, one))


def _said(rnd: Random, what: str, id: str, at: datetime, who: str | None) -> _Event:
    inbound, email = Direction.INBOUND, Channel.EMAIL
    if what == "cart":
        return _Event(at, Channel.WEB, c.AbandonedCart(category=rnd.choice((None, *TOPICS))), by=who)
    if what == "reading":
        mark = c.SatisfactionReading("csat", rnd.choice((1, 3, 4, 5, 5)), rnd.choice(tuple(Phase)))
        return _Event(at, Channel.WEB, mark, by=who)
    if what == "met":
        met = c.Conversation(event=rnd.choice(("fair", "dinner")))
        if rnd.random() < 0.5:
            return _Event(at, Channel.IN_PERSON, met, by=who, direction=inbound)
        return _Event(at, Channel.IN_PERSON, met, to=who)
    if what == "called":
        return _Event(at, Channel.PHONE, c.Conversation(purpose=Purpose.SERVICE), by=who, direction=inbound)
    if what == "work":
        return _Event(at, Channel.INTERNAL, c.WorkDone("Filed it", adapts=rnd.random() < 0.4), to=who)
    if what == "opportunity":
        return _Event(at, Channel.INTERNAL, c.Opportunity("A second site"), id=id)
    if what == "pledge":
        return _Event(at, email, c.Pledge("We stay"), by=who)
    if what == "changed":
        return _Event(at, Channel.INTERNAL, c.CustomerChanged(("address",)), id=id)
    if what == "wrote":
        return _Event(at, email, c.Message(Purpose.SERVICE), by=who, direction=inbound)
    if what == "sold":
        purpose = rnd.choice((Purpose.SERVICE, Purpose.RELATIONSHIP))
        return _Event(at, email, c.Message(purpose), by="a-3", to=who)
    if what == "share":
        return _Event(at, email, c.ShareOfWallet(rnd.choice((10, 40, 80))), by=who)
    return _Event(at, Channel.STORE, c.Trial(rnd.choice((TrialOutcome.STARTED, TrialOutcome.PASSED))), by=who)
