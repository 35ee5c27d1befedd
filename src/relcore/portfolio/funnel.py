"""The funnel says how many stand in each stage, and the flow how that came about, month by month.

Every relationship that is open stands in exactly one stage, so the figures of a funnel add up; and what
stands in a stage at a month's end is what stood there before, plus what came, less what went.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, tzinfo
from itertools import accumulate

from attrs import frozen

from relcore.model import FrozenMap, end_of_day, local_day
from relcore.model.validation import check_value
from relcore.portfolio.courses import Course, Stay
from relcore.vocabulary import Stage

__all__ = ["Endings", "Flow", "Funnel", "funnel", "stage_flow"]

_DAY_ONE = 1
_DECEMBER = 12


@frozen
class Endings:
    """How often relationships ended, and how many of these were taken up again.

    Args:
        count: how often.
        reopened: how many of them were followed by another episode.
    """

    count: int
    reopened: int


@frozen
class Funnel:
    """How many relationships stand where, as of an instant.

    Args:
        standing: how many stand in each stage; every stage is there.
        lapsed: the endings by silence so far: those that a deadline brought.
        ended: the other endings so far.
    """

    standing: FrozenMap[Stage, int]
    lapsed: Endings
    ended: Endings

    @property
    def total(self) -> int:
        """How many relationships there are."""
        return sum(self.standing.values())

    def share(self, stage: Stage) -> float | None:
        """The share that stands in a stage, from 0 to 1; None where there is no relationship."""
        return self.standing[stage] / self.total if self.total else None


def funnel(courses: Iterable[Course]) -> Funnel:
    """How many relationships stand in each stage, and how many ended so far.

    Args:
        courses: as of one instant; see :func:`~relcore.portfolio.courses`.

    Raises:
        FieldError: something else is among them, such as a replay.

    >>> from datetime import datetime, timezone
    >>> from relcore import RelationshipType, replay
    >>> from relcore.portfolio import courses, from_orders, funnel
    >>> rows = [("a", "2026-03-01", 9), ("a", "2026-03-20", 9), ("b", "2026-03-02", 9)]
    >>> orders = from_orders(rows, type=RelationshipType.LONG_TERM, currency="EUR")
    >>> replays = [replay(h.relationship, h.interactions) for h in orders.histories]
    >>> found = funnel(courses(replays, at=datetime(2026, 4, 1, tzinfo=timezone.utc)))
    >>> {str(stage): count for stage, count in found.standing.items() if count}
    {'awareness': 1, 'expansion': 1}
    """
    standing = dict.fromkeys(Stage, 0)
    count: Counter[bool] = Counter()
    reopened: Counter[bool] = Counter()
    for course in courses:
        check_value(course, Course, "courses")
        standing[course.stage] += 1
        for stay in course.stays:
            if stay.stage is Stage.DISSOLUTION:
                count[stay.by_deadline] += 1
                reopened[stay.by_deadline] += stay.until is not None
    return Funnel(
        FrozenMap(standing), Endings(count[True], reopened[True]), Endings(count[False], reopened[False])
    )


@frozen
class Flow:
    """How many stood in each stage at the end of each month, and how many moved during it.

    Args:
        months: the last day of each month that is counted; the last one may be cut short.
        standing: for each stage, how many stood there at the end of each of these days.
        moves: for each (from, to), how many moved so in each month; from None is where a course began.
    """

    months: tuple[date, ...]
    standing: FrozenMap[Stage, tuple[int, ...]]
    moves: FrozenMap[tuple[Stage | None, Stage], tuple[int, ...]]


def stage_flow(courses: Iterable[Course], zone: tzinfo = UTC) -> Flow:
    """The funnel at the end of each month, from the first course's beginning to the last one's end.

    Args:
        courses: as of one instant.
        zone: the zone whose calendar is meant.

    Returns:
        One column a month; without courses, none.

    Raises:
        FieldError: something else is among them, such as a replay.
    """
    every = tuple(courses)
    for course in every:
        check_value(course, Course, "courses")
    if not every:
        return Flow((), FrozenMap(dict.fromkeys(Stage, ())), FrozenMap())
    until = max(course.at for course in every)
    months = tuple(_months(local_day(min(c.stays[0].since for c in every), zone), local_day(until, zone)))
    ends = [end_of_day(day, zone) for day in months]
    changed = {stage: [0] * (len(months) + 1) for stage in Stage}
    moves: dict[tuple[Stage | None, Stage], list[int]] = {}
    for course in every:
        for stay, following in zip(course.stays, [*course.stays[1:], None], strict=True):
            first = _month_of(stay, ends)
            after = len(months) if following is None else _month_of(following, ends)
            moves.setdefault((stay.came_from, stay.stage), [0] * len(months))[first] += 1
            changed[stay.stage][first] += 1
            changed[stay.stage][after] -= 1
    return Flow(
        months,
        FrozenMap({stage: tuple(accumulate(by[:-1])) for stage, by in changed.items()}),
        FrozenMap({move: tuple(counts) for move, counts in sorted(moves.items(), key=_by_name)}),
    )


def _by_name(item: tuple[tuple[Stage | None, Stage], list[int]]) -> tuple[str, str]:
    (before, after), _ = item
    return (before or "", after)


def _month_of(stay: Stay, ends: list[datetime]) -> int:
    """The first month at whose end a stay has begun."""
    return bisect_right(ends, stay.since) if stay.by_deadline else bisect_left(ends, stay.since)


def _months(first: date, last: date) -> Iterator[date]:
    year, month = first.year, first.month
    while True:
        year, month = (year + 1, 1) if month == _DECEMBER else (year, month + 1)
        end = date.fromordinal(date(year, month, _DAY_ONE).toordinal() - 1)
        if end >= last:
            yield last
            return
        yield end
