"""Time limits of concerns and questions run while the business is open, and stand still while it is closed.

Business time is time that really passes: where clocks jump while the business is open, what passes counts and
not what the clocks show. Opening hours are read off the clocks of one zone, and a single rule covers every
jump: business opens, and closes, at the first instant at which the clocks show that time or a later one. So a
time that the clocks skip is the instant of the jump, hours that lie wholly in what was skipped count nothing,
and of a time that the clocks show twice the first is meant.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from attrs import field, frozen

from relcore.errors import FieldError
from relcore.model.instants import EARLIEST, LATEST, RESOLUTION, local_day, to_instant
from relcore.model.validation import check_values, check_zone

__all__ = ["BusinessCalendar", "Hours", "check_holidays", "check_hours", "in_order"]

_MIDNIGHT = time(0)
_NOTHING = timedelta(0)
_DAY = timedelta(days=1)
_LEAST_A_WEEK = timedelta(hours=1)
_LAST_DAY = LATEST.date() + _DAY  # on which the last instant still lies, in any zone
_LONGEST_LIMIT = timedelta(hours=10_000)
_MOST_A_DAY = 12
_MOST_HOLIDAYS = 5_000
_MOST_DAYS = 1_000


@frozen
class Hours:
    """One stretch of a day of the week in which the business is open.

    Args:
        weekday: 0 is Monday, 6 is Sunday.
        opens: the local time at which it opens, without a zone: the calendar has it.
        closes: the local time at which it closes; ``time(0)`` is the midnight at which the day ends. Hours that
            run past midnight are two: until midnight, and from midnight of the next day.

    Raises:
        FieldError: one of them is not what it should be, or it closes before it opens.
    """

    weekday: int
    opens: time
    closes: time

    def __attrs_post_init__(self) -> None:
        if type(self.weekday) is not int or not 0 <= self.weekday <= 6:
            expected = "a whole number from 0 (Monday) to 6 (Sunday)"
            raise FieldError("Hours.weekday", self.weekday, expected, "Count from Monday, which is 0.")
        _check_time(self.opens, "Hours.opens")
        _check_time(self.closes, "Hours.closes")
        opens, closes = _bounds(self)
        if closes <= opens:
            expected = f"a time after {self.opens.isoformat()}, when it opens"
            remedy = "For hours past midnight, close at time(0) and open again at time(0) of the next day."
            raise FieldError("Hours.closes", self.closes, expected, remedy)


@frozen(kw_only=True)
class BusinessCalendar:
    """When a business is open: its hours of each day of the week, in one zone, without its holidays.

    Args:
        hours: when it is open, at least an hour a week in all; kept in the order of the week.
        zone: the time zone whose clocks the hours and the days are read off.
        holidays: the days on which it stays closed; kept in order and each once.

    Raises:
        FieldError: one of them is not what it should be, two hours overlap, there is less than an hour a week,
            more than 12 opening hours on a day of the week, or more than 5,000 holidays.

    >>> from zoneinfo import ZoneInfo
    >>> office = BusinessCalendar.weekdays(time(9), time(17), ZoneInfo("Asia/Manila"))
    >>> friday_at_four = datetime(2026, 3, 6, 16, tzinfo=office.zone)
    >>> office.after(friday_at_four, timedelta(hours=2)).astimezone(office.zone).isoformat()
    '2026-03-09T10:00:00+08:00'
    """

    hours: tuple[Hours, ...]
    zone: tzinfo
    holidays: tuple[date, ...] = ()
    _week: tuple[tuple[tuple[timedelta, timedelta], ...], ...] = field(init=False, repr=False, eq=False)
    _closed: frozenset[date] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        check_values(self.hours, Hours, "BusinessCalendar.hours")
        check_zone(self.zone, "BusinessCalendar.zone")
        check_holidays(self.holidays, "BusinessCalendar.holidays")
        object.__setattr__(self, "hours", in_order(self.hours))
        object.__setattr__(self, "_closed", frozenset(self.holidays))
        object.__setattr__(self, "holidays", tuple(sorted(self._closed)))
        check_hours(self.hours, "BusinessCalendar.hours")
        week = [[_bounds(hours) for hours in self.hours if hours.weekday == day] for day in range(7)]
        object.__setattr__(self, "_week", tuple(tuple(day) for day in week))

    @classmethod
    def weekdays(
        cls, opens: time, closes: time, zone: tzinfo, *, holidays: tuple[date, ...] = ()
    ) -> "BusinessCalendar":
        """The same hours from Monday to Friday.

        Args:
            opens: the local time at which it opens.
            closes: the local time at which it closes; ``time(0)`` is the midnight at which the day ends.
            zone: the time zone of both.
            holidays: the days on which it stays closed.

        Raises:
            FieldError: as for the calendar and its hours.
        """
        hours = tuple(Hours(day, opens, closes) for day in range(5))
        return cls(hours=hours, zone=zone, holidays=holidays)

    @classmethod
    def always(cls, zone: tzinfo = UTC, *, holidays: tuple[date, ...] = ()) -> "BusinessCalendar":
        """Round the clock, on every day of the week.

        Args:
            zone: the time zone in which holidays begin and end.
            holidays: the days on which it stays closed all the same.

        Raises:
            FieldError: as for the calendar.
        """
        hours = tuple(Hours(day, _MIDNIGHT, _MIDNIGHT) for day in range(7))
        return cls(hours=hours, zone=zone, holidays=holidays)

    def is_open_on(self, day: date) -> bool:
        """Whether business is done on a day at all."""
        return bool(self._week[day.weekday()]) and day not in self._closed

    def days_after(self, day: date, business_days: int) -> date:
        """The day that is so many business days after another; the day itself for 0, whether business is done or not.

        Args:
            day: a day in the calendar's zone, or wherever days are counted.
            business_days: 0 to 1,000.

        Raises:
            FieldError: it is no such number, or there are not that many before the year 8999.
        """
        if type(business_days) is not int or not 0 <= business_days <= _MOST_DAYS:
            expected = f"a whole number from 0 to {_MOST_DAYS:,}"
            raise FieldError("business_days", business_days, expected, "Count business days.")
        while business_days and day < _LAST_DAY:
            day += _DAY
            business_days -= self.is_open_on(day)
        if business_days:
            remedy = "Count from an earlier day."
            raise FieldError("day", day, "a day with business days after it", remedy)
        return day

    def after(self, at: datetime, working: timedelta) -> datetime | None:
        """The first instant at which so much business time has passed, such as the last good one of a limit.

        What ends with the business day ends when it closes, not when it opens next. No time at all has passed
        at once, even while it is closed.

        Args:
            at: when the time begins to run: aware, in any zone.
            working: the business time that is to pass: 0 to 10,000 hours.

        Returns:
            The instant in UTC; None where it lies beyond the year 8999.

        Raises:
            InstantError: ``at`` is no instant.
            FieldError: ``working`` is no length of time, negative, or more than 10,000 hours.
        """
        at = to_instant(at, "at")
        left = _to_limit(working, "working")
        if not left:
            return at
        for opens, closes in self._open_from(at):
            begins = max(opens, at)
            if closes - begins >= left:
                there = begins + left
                return there if there < LATEST else None
            if closes > begins:
                left -= closes - begins
        return None

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much business time passes from one instant to another; none where the second is not the later.

        Args:
            start: the first instant: aware, in any zone.
            end: the second instant: aware, in any zone.

        Raises:
            InstantError: one of the two is no instant.
        """
        start, end = to_instant(start, "start"), to_instant(end, "end")
        passed = _NOTHING
        for opens, closes in self._open_from(start):
            if opens >= end:
                break
            passed += max(min(closes, end) - max(opens, start), _NOTHING)
        return passed

    def _open_from(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """From when until when it is open, in UTC and in order, from the local day of an instant to the last day.

        No earlier day matters: the clocks have shown its last time already.
        """
        # Adding to a time of a zone moves the hands of its clock; how much time that is, only UTC tells.
        midnight = datetime.combine(local_day(at, self.zone), _MIDNIGHT, tzinfo=self.zone)
        while (day := midnight.date()) <= _LAST_DAY:
            hours = self._week[day.weekday()]
            if hours and day not in self._closed:
                for opens, closes in hours:
                    yield _first_showing(midnight + opens), _first_showing(midnight + closes)
            midnight += _DAY


def _first_showing(wall: datetime) -> datetime:
    """The first instant at which the clocks of a zone show a time or a later one."""
    zone = wall.tzinfo
    if zone is UTC:
        return wall
    there = wall.astimezone(UTC)
    # Two times of one zone object compare as their clocks show them: unequal only where the time was skipped.
    if there.astimezone(zone) == wall:
        return there
    # No clock is a day ahead of UTC or behind it, so the jump lies between; halve until it is found.
    before, since = wall.replace(tzinfo=UTC) - _DAY, wall.replace(tzinfo=UTC) + _DAY
    while since - before > RESOLUTION:
        middle = before + (since - before) // 2
        if middle.astimezone(zone) < wall:
            before = middle
        else:
            since = middle
    return since


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second, microseconds=at.microsecond)


def _bounds(hours: Hours) -> tuple[timedelta, timedelta]:
    """What the clocks have run since midnight when it opens, and when it closes."""
    return _since_midnight(hours.opens), _since_midnight(hours.closes) or _DAY


def in_order(hours: tuple[Hours, ...]) -> tuple[Hours, ...]:
    """Hours in the order of the week."""
    return tuple(sorted(hours, key=lambda one: (one.weekday, one.opens)))


def _to_limit(value: object, name: str) -> timedelta:
    """The same length as a plain ``timedelta``, such as a data frame does not have."""
    if not isinstance(value, timedelta) or not _NOTHING <= value <= _LONGEST_LIMIT:
        expected = "a timedelta from 0 to 10,000 hours"
        raise FieldError(name, value, expected, "Pass business hours, such as timedelta(hours=16).")
    return timedelta(value.days, value.seconds, value.microseconds)


def _check_time(value: object, name: str) -> None:
    if type(value) is not time or value.tzinfo is not None or value.fold:
        expected = "a time of the day without a zone"
        raise FieldError(name, value, expected, "Write datetime.time(9, 30), and give the calendar the zone.")


def check_holidays(values: object, name: str) -> None:
    """Refuse what is no tuple of days, and too many of them."""
    if not isinstance(values, tuple):
        raise FieldError(name, values, "a tuple of dates", "Write (a, b), or () for none.")
    for index, value in enumerate(values):
        if type(value) is not date or not EARLIEST.year <= value.year < LATEST.year:
            expected = "a date, and no datetime, in the years 1000 to 8999"
            raise FieldError(f"{name}[{index}]", value, expected, "Write datetime.date(2026, 12, 25).")
    if len(set(values)) > _MOST_HOLIDAYS:
        remedy = "Leave out the years that are not needed."
        raise FieldError(name, len(set(values)), f"at most {_MOST_HOLIDAYS:,} different days", remedy)


def check_hours(values: tuple[Hours, ...], name: str) -> None:
    """Refuse hours, in the order of the week, that overlap, are too many of a day or too few in all."""
    for one, other in pairwise(values):
        if one.weekday == other.weekday and _bounds(other)[0] < _bounds(one)[1]:
            expected = "hours that do not overlap"
            raise FieldError(name, (one, other), expected, "Make one of the two, or correct their times.")
    for one, other in zip(values, values[_MOST_A_DAY:], strict=False):
        if one.weekday == other.weekday:
            expected = f"at most {_MOST_A_DAY} opening hours on a day of the week"
            raise FieldError(name, values, expected, "Make one of those that follow each other closely.")
    if sum((closes - opens for opens, closes in map(_bounds, values)), _NOTHING) < _LEAST_A_WEEK:
        expected = "at least one hour a week in all"
        raise FieldError(
            name, values, expected, "Say when business is done, or use BusinessCalendar.always()."
        )
