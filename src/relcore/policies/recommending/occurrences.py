"""When a day of the year comes round: computed from the original day, and lying where the person lives.

A day begins and ends as the clocks there say. Where it is not known which clocks these are, it is kept only while all
that may be meant agree.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from attrs import frozen

from relcore.model.customer import Occasion, Person
from relcore.model.decision import Reason
from relcore.model.instants import EARLIEST, LATEST, local_day
from relcore.policies.contact.local_time import ANYWHERE
from relcore.policies.recommending.days import end, start
from relcore.policies.situation import Situation
from relcore.vocabulary import Comparison, LeapDay

__all__ = ["Occurrence", "falls_on", "occasions_of", "occurrences"]

_EXTREMES: Final = (ANYWHERE[0], ANYWHERE[-1])  # what these agree on, all offsets between them do
_DAY: Final = timedelta(days=1)
_FEBRUARY, _LEAP_DAY = 2, 29
_YEARS_AHEAD: Final = 20  # the next leap day but one is no further away, even where a century skips one


@frozen
class Occurrence:
    """One year's day of an occasion.

    Args:
        key: the person, the occasion and the year.
        occasion: the occasion.
        day: the day.
        opens: the first instant at which it can be kept.
        closes: the last instant of the day.
    """

    key: str
    occasion: Occasion
    day: date
    opens: datetime
    closes: datetime

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What day it is, what it goes back to, and for how many years where that is known."""
        occasion = self.occasion
        original = f"{occasion.month:02}-{occasion.day:02}"
        if occasion.year is not None:
            original = f"{occasion.year}-{original}"
        day = self.day.isoformat()
        found = (
            Reason("occasion", True, occasion.kind, Comparison.EQUAL_TO, occasion.kind, "occasion"),
            Reason("falls_on", True, day, Comparison.EQUAL_TO, original, "day"),
        )
        if occasion.year is None:
            return found
        years = self.day.year - occasion.year
        return (*found, Reason("anniversary", True, years, Comparison.AT_LEAST, 1, "years"))


def falls_on(occasion: Occasion, year: int, leap_day: LeapDay) -> date | None:
    """The day of an occasion in a year; None where that year has none."""
    if (occasion.month, occasion.day) != (_FEBRUARY, _LEAP_DAY):
        return date(year, occasion.month, occasion.day)
    eve = date(year, _FEBRUARY, _LEAP_DAY - 1)
    morrow = eve + _DAY
    if morrow.month == _FEBRUARY or leap_day is LeapDay.MARCH_1:
        return morrow
    return eve if leap_day is LeapDay.FEBRUARY_28 else None


def occasions_of(person: Person) -> Iterator[tuple[str, Occasion]]:
    """The occasions of a person, each day once, with what it is called in keys.

    That is its kind, so that a day that is corrected is not kept twice in a year; where there are several of a kind,
    each is told by its day as well, in whatever order they are listed.
    """
    days = dict.fromkeys((one.kind, one.month, one.day) for one in person.occasions)
    kinds = [kind for kind, _, _ in days]
    for occasion in person.occasions:
        kind, month, day = occasion.kind, occasion.month, occasion.day
        if (kind, month, day) in days:
            del days[kind, month, day]
            yield f"{kind}-{month:02}-{day:02}" if kinds.count(kind) > 1 else kind, occasion


def occurrences(
    situation: Situation, person: Person, name: str, occasion: Occasion, *, lead_days: int, leap_day: LeapDay
) -> Iterator[Occurrence]:
    """The days of an occasion that are not over yet, in order; none before the first anniversary.

    Args:
        situation: as of when.
        person: whose occasion it is.
        name: what it is called in keys.
        occasion: the occasion.
        lead_days: how many days before the day it can be kept already.
        leap_day: when 29 February is kept in years that have none.
    """
    at, zones = situation.at, _zones(situation, person)
    over = at.date() - 2 * _DAY  # such a day is over wherever the person lives
    first = max(at.year - 1, EARLIEST.year + 1, 0 if occasion.year is None else occasion.year + 1)
    for year in range(first, min(first + _YEARS_AHEAD, LATEST.year - 1)):
        day = falls_on(occasion, year, leap_day)
        if day is None or day < over:
            continue
        windows = [_window(day, lead_days, zone) for zone in zones]
        opens, closes = max(opens for opens, _ in windows), min(closes for _, closes in windows)
        if max(opens, at) <= closes:
            yield Occurrence(f"{person.id}/{name}/{year}", occasion, day, opens, closes)


def _window(day: date, lead_days: int, zone: tzinfo) -> tuple[datetime, datetime]:
    """From when until when a day can be kept, by the clocks of a zone."""
    opens, closes = start(day - lead_days * _DAY, zone), end(day, zone)
    if opens > closes:  # clocks skip the day, and its eve stands for it
        opens = start(local_day(closes, zone), zone)
    return opens, closes


def _zones(situation: Situation, person: Person) -> tuple[tzinfo, ...]:
    """Where a person may live."""
    company = situation.company
    if person.zone is not None:
        return (person.zone,)
    if person.country is None or company is None or company.zones is None:
        return _EXTREMES
    return company.zones.get(person.country, _EXTREMES)
