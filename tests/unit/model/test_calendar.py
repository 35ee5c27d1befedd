"""Time limits run while the business is open, and stand still while it is closed."""

import pickle
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcore.errors import FieldError, InstantError
from relcore.model.calendar import BusinessCalendar, Hours
from relcore.model.instants import EARLIEST, LATEST, RESOLUTION

MANILA, BERLIN, NEW_YORK, LORD_HOWE, APIA, ST_JOHNS = map(
    ZoneInfo,
    "Asia/Manila Europe/Berlin America/New_York Australia/Lord_Howe Pacific/Apia America/St_Johns".split(),
)
MONDAY, TUESDAY, FRIDAY, SATURDAY, SUNDAY = 0, 1, 4, 5, 6
MIDNIGHT = time(0)
DAY, HOUR, MINUTE, ZERO = timedelta(1), timedelta(hours=1), timedelta(minutes=1), timedelta(0)
OFFICE = BusinessCalendar.weekdays(time(9), time(17), MANILA)
KATHMANDU = timezone(timedelta(hours=5, minutes=45))
_HALVES = ((time(9), time(12)), (time(13), time(18)))
LUNCH = BusinessCalendar(hours=tuple(Hours(day, *half) for day in range(5) for half in _HALVES), zone=MANILA)


def manila(day: int, hour: int, minute: int = 0) -> datetime:
    """A time of March 2026, whose 2nd is a Monday, on the clocks of Manila."""
    return datetime(2026, 3, day, hour, minute, tzinfo=MANILA)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


def open_at(zone: tzinfo, *hours: Hours) -> BusinessCalendar:
    return BusinessCalendar(hours=hours, zone=zone)


CLOSED = attrs.evolve(OFFICE, holidays=(date(2026, 3, 3), date(2026, 3, 4)))
NIGHT = open_at(MANILA, Hours(SATURDAY, MIDNIGHT, time(2)), Hours(FRIDAY, time(22), MIDNIGHT))
MEETING = open_at(MANILA, Hours(MONDAY, time(9), time(12)), Hours(MONDAY, time(12), time(15)))


@pytest.mark.parametrize(
    ("calendar", "at", "working", "there"),
    [
        pytest.param(OFFICE, manila(2, 10), 2 * HOUR, manila(2, 12), id="while-open"),
        pytest.param(OFFICE, manila(2, 16), 2 * HOUR, manila(3, 10), id="over-night"),
        pytest.param(OFFICE, manila(6, 16), 2 * HOUR, manila(9, 10), id="over-the-weekend"),
        pytest.param(OFFICE, manila(6, 20), HOUR, manila(9, 10), id="from-closed"),
        pytest.param(OFFICE, manila(7, 12), HOUR, manila(9, 10), id="from-a-day-that-is-closed"),
        pytest.param(OFFICE, manila(9, 7), HOUR, manila(9, 10), id="from-before-it-opens"),
        pytest.param(LUNCH, manila(2, 11), 2 * HOUR, manila(2, 14), id="over-a-break"),
        pytest.param(LUNCH, manila(2, 12, 30), HOUR, manila(2, 14), id="from-a-break"),
        pytest.param(LUNCH, manila(6, 8), 16 * HOUR, manila(9, 18), id="over-breaks-and-a-weekend"),
        pytest.param(CLOSED, manila(2, 16), 2 * HOUR, manila(5, 10), id="over-holidays"),
        pytest.param(CLOSED, manila(3, 12), HOUR, manila(5, 10), id="from-a-holiday"),
        pytest.param(NIGHT, manila(6, 23), 2 * HOUR, manila(7, 1), id="past-midnight"),
        pytest.param(MEETING, manila(2, 11), 2 * HOUR, manila(2, 13), id="where-two-hours-meet"),
    ],
)
def test_time_runs_while_it_is_open_and_stands_still_while_it_is_closed(
    calendar: BusinessCalendar, at: datetime, working: timedelta, there: datetime
) -> None:
    assert calendar.after(at, working) == there
    assert calendar.between(at, there) == working


def test_a_holiday_is_a_day_of_the_calendars_own_zone() -> None:
    calendar = BusinessCalendar.always(MANILA, holidays=(date(2026, 3, 3),))
    assert calendar.after(utc(2026, 3, 2, 15), 2 * HOUR) == utc(2026, 3, 3, 17)
    assert calendar.between(utc(2026, 3, 2, 16), utc(2026, 3, 3, 16)) == ZERO


def test_a_limit_that_ends_with_the_day_ends_at_closing_time_not_at_the_next_opening() -> None:
    assert OFFICE.after(manila(6, 9), 8 * HOUR) == manila(6, 17)
    assert OFFICE.after(manila(6, 9), 8 * HOUR + RESOLUTION) == manila(9, 9) + RESOLUTION
    assert LUNCH.after(manila(6, 9), 3 * HOUR) == manila(6, 12)


def test_no_time_at_all_has_passed_at_once_even_while_it_is_closed() -> None:
    assert OFFICE.after(manila(7, 12), ZERO) == manila(7, 12)


def test_hours_may_last_until_the_midnight_that_ends_their_day() -> None:
    late = open_at(MANILA, Hours(MONDAY, time(20), MIDNIGHT))
    assert late.after(manila(2, 8), 4 * HOUR) == manila(3, 0)
    assert late.after(manila(2, 8), 4 * HOUR + RESOLUTION) == manila(9, 20) + RESOLUTION


@pytest.mark.parametrize("zone", [UTC, KATHMANDU, BERLIN, APIA])
def test_round_the_clock_all_time_counts(zone: tzinfo) -> None:
    always = BusinessCalendar.always(zone)
    start = utc(2025, 12, 24, 13, 7)
    assert always.after(start, 10_000 * HOUR) == start + 10_000 * HOUR
    assert always.between(start, start + 3_653 * DAY) == 3_653 * DAY


def test_nothing_passes_where_the_end_is_not_the_later() -> None:
    assert OFFICE.between(manila(2, 12), manila(2, 10)) == ZERO
    assert OFFICE.between(manila(2, 12), manila(2, 12)) == ZERO


def test_an_instant_of_any_zone_is_taken_and_one_in_utc_is_given() -> None:
    for working, there in ((HOUR, manila(2, 11)), (ZERO, manila(2, 10))):
        given_back = OFFICE.after(manila(2, 10).astimezone(NEW_YORK), working)
        assert given_back == there
        assert getattr(given_back, "tzinfo", None) is UTC


# Clocks that jump: the first instant at which they show a time or a later one


@pytest.mark.parametrize(
    ("zone", "day", "opens", "closes", "length"),
    [
        pytest.param(BERLIN, date(2026, 3, 29), time(1), time(4), 2 * HOUR, id="forward-while-open"),
        pytest.param(BERLIN, date(2026, 10, 25), time(1), time(4), 4 * HOUR, id="back-while-open"),
        pytest.param(BERLIN, date(2026, 3, 29), time(2), time(3), ZERO, id="swallowed"),
        pytest.param(BERLIN, date(2026, 3, 29), time(2, 30), time(3, 30), HOUR / 2, id="opens-when-skipped"),
        pytest.param(BERLIN, date(2026, 3, 29), time(1, 30), time(2, 30), HOUR / 2, id="closes-when-skipped"),
        pytest.param(BERLIN, date(2026, 10, 25), time(2), time(2, 30), HOUR / 2, id="shown-twice"),
        pytest.param(BERLIN, date(2026, 10, 25), time(2, 30), time(3, 30), 2 * HOUR, id="opens-at-the-first"),
        pytest.param(BERLIN, date(2026, 10, 25), time(1, 30), time(2, 30), HOUR, id="closes-at-the-first"),
        pytest.param(NEW_YORK, date(2026, 3, 8), MIDNIGHT, MIDNIGHT, 23 * HOUR, id="a-day-of-23-hours"),
        pytest.param(NEW_YORK, date(2026, 11, 1), MIDNIGHT, MIDNIGHT, 25 * HOUR, id="a-day-of-25-hours"),
        pytest.param(LORD_HOWE, date(2026, 10, 4), time(1), time(3), HOUR * 1.5, id="half-an-hour-forward"),
        pytest.param(LORD_HOWE, date(2026, 4, 5), time(1), time(3), HOUR * 2.5, id="half-an-hour-back"),
        pytest.param(APIA, date(2011, 12, 30), MIDNIGHT, MIDNIGHT, ZERO, id="a-day-that-never-was"),
        pytest.param(MANILA, date(2026, 3, 29), MIDNIGHT, MIDNIGHT, DAY, id="clocks-that-do-not-jump"),
        # from 00:01 on the 29th back to 23:01 on the 28th, which is shown twice: its end is the first midnight
        pytest.param(ST_JOHNS, date(2006, 10, 28), time(23), MIDNIGHT, HOUR, id="back-before-midnight"),
        pytest.param(ST_JOHNS, date(2006, 10, 29), MIDNIGHT, time(1), 2 * HOUR, id="back-over-midnight"),
    ],
)
def test_what_really_passes_counts_and_not_what_the_clocks_show(
    zone: tzinfo, day: date, opens: time, closes: time, length: timedelta
) -> None:
    elsewhen = Hours((day.weekday() + 3) % 7, time(9), time(17))
    calendar = open_at(zone, Hours(day.weekday(), opens, closes), elsewhen)
    noon = datetime.combine(day, time(12), tzinfo=UTC)
    assert calendar.between(noon - 2 * DAY, noon + 2 * DAY) == length


@pytest.mark.parametrize("minute", range(0, 60, 7))
def test_hours_that_open_at_a_time_that_is_skipped_open_when_the_clocks_jump(minute: int) -> None:
    calendar = open_at(BERLIN, Hours(SUNDAY, time(2, minute, 1, minute), time(4)))
    jump = utc(2026, 3, 29, 1)
    assert calendar.after(jump - DAY, RESOLUTION) == jump + RESOLUTION


def test_a_limit_runs_on_over_hours_that_were_swallowed() -> None:
    calendar = open_at(NEW_YORK, Hours(SUNDAY, time(2), time(3)))
    assert calendar.after(utc(2026, 3, 7), HOUR) == datetime(2026, 3, 15, 3, tzinfo=NEW_YORK)


# The bounds of time


def test_there_is_no_instant_at_or_beyond_the_last() -> None:
    always = BusinessCalendar.always()  # in UTC, where no zone is named
    assert always.after(LATEST - HOUR, HOUR - RESOLUTION) == LATEST - RESOLUTION
    assert always.after(LATEST - HOUR, HOUR) is always.after(LATEST - HOUR, 10_000 * HOUR) is None
    assert OFFICE.after(LATEST - RESOLUTION, HOUR) is None
    assert OFFICE.after(LATEST - RESOLUTION, ZERO) == LATEST - RESOLUTION
    hours = (Hours(TUESDAY, time(20), time(21)), Hours(TUESDAY, time(22), MIDNIGHT))  # the last day is one
    ends_later = open_at(timezone(-HOUR), *hours)
    assert ends_later.after(LATEST - 4 * HOUR, 1.5 * HOUR) == LATEST - HOUR / 2
    assert ends_later.after(LATEST - 4 * HOUR, 2 * HOUR) is ends_later.after(LATEST - 4 * HOUR, DAY) is None
    assert ends_later.between(LATEST - 4 * HOUR, LATEST - RESOLUTION) == 2 * HOUR - RESOLUTION


@pytest.mark.parametrize("zone", [UTC, timezone(DAY - MINUTE), timezone(MINUTE - DAY), BERLIN, MANILA])
def test_time_is_counted_from_the_first_instant_to_the_last(zone: tzinfo) -> None:
    always = BusinessCalendar.always(zone)
    assert always.after(EARLIEST, HOUR) == EARLIEST + HOUR
    assert always.between(LATEST - DAY, LATEST - RESOLUTION) == DAY - RESOLUTION


def test_the_longest_limit_of_the_shortest_week_with_the_most_holidays_ends() -> None:
    mondays = [date(2026, 3, 2) + week * 7 * DAY for week in range(15_000)]
    once = open_at(MANILA, Hours(MONDAY, time(9), time(10)))
    calendar = attrs.evolve(once, holidays=tuple(mondays[:5_000]))
    last = datetime.combine(mondays[-1], time(10), tzinfo=MANILA)
    assert calendar.after(manila(1, 0), 10_000 * HOUR) == last


@pytest.mark.parametrize("working", [-RESOLUTION, 10_000 * HOUR + RESOLUTION, None, 16, True, "16h"])
def test_a_limit_is_a_length_from_nothing_to_ten_thousand_hours(working: Any) -> None:
    with pytest.raises(FieldError, match=r"working is .*expected a timedelta from 0 to 10,000 hours. Pass"):
        OFFICE.after(manila(2, 10), working)


def test_a_length_of_another_class_is_rebuilt_as_a_plain_one() -> None:
    class Timedelta(timedelta):
        """A data frame's length of time, which does sums of its own."""

        def __sub__(self, other: object) -> Any:
            return 2 * HOUR

    assert OFFICE.after(manila(2, 16), Timedelta(hours=4)) == manila(3, 12)


@pytest.mark.parametrize("value", [None, date(2026, 3, 1), "2026-03-01", datetime(2026, 3, 1)])  # noqa: DTZ001
def test_what_is_no_instant_is_refused_by_the_name_of_its_argument(value: Any) -> None:
    with pytest.raises(InstantError, match=r"^at is"):
        OFFICE.after(value, HOUR)
    with pytest.raises(InstantError, match=r"^start is"):
        OFFICE.between(value, manila(2, 10))
    with pytest.raises(InstantError, match=r"^end is"):
        OFFICE.between(manila(2, 10), value)


# What a calendar is made of


@pytest.mark.parametrize("weekday", [-1, 7, True, None, 1.0, "Monday"])
def test_a_day_of_the_week_is_a_number_from_monday(weekday: Any) -> None:
    with pytest.raises(FieldError, match=r"Hours.weekday is .*from 0 \(Monday\) to 6 \(Sunday\)"):
        Hours(weekday, time(9), time(17))


@pytest.mark.parametrize("wrong", [None, False, "9", ZERO, time(9, tzinfo=UTC), time(9, fold=1), EARLIEST])
def test_hours_open_and_close_at_a_time_without_a_zone(wrong: Any) -> None:
    expected = r"expected a time of the day without a zone. Write datetime.time\(9, 30\)"
    with pytest.raises(FieldError, match=rf"Hours.opens is .*{expected}"):
        Hours(MONDAY, wrong, time(17))
    with pytest.raises(FieldError, match=rf"Hours.closes is .*{expected}"):
        Hours(MONDAY, time(9), wrong)


@pytest.mark.parametrize("closes", [time(9), time(8, 59, 59, 999_999), time(0, 0, 0, 1)])
def test_hours_close_after_they_open(closes: time) -> None:
    with pytest.raises(FieldError, match=r"Hours.closes is .*a time after 09:00:00.*close at time\(0\)"):
        Hours(MONDAY, time(9), closes)


@pytest.mark.parametrize("hours", [None, [Hours(MONDAY, time(9), time(17))], ((0, 9, 17),), "9-17", (None,)])
def test_the_hours_of_a_calendar_are_a_tuple_of_hours(hours: Any) -> None:
    with pytest.raises(FieldError, match=r"BusinessCalendar.hours(\[0\])? is .*Hours"):
        BusinessCalendar(hours=hours, zone=UTC)


def test_a_calendar_without_an_hour_a_week_is_refused() -> None:
    short = (Hours(MONDAY, time(9), time(9, 30)), Hours(FRIDAY, time(9), time(9, 29, 59, 999_999)))
    for hours in ((), short):
        with pytest.raises(FieldError, match=r"BusinessCalendar.hours is .*at least one hour a week in all"):
            BusinessCalendar(hours=hours, zone=UTC)
    enough = (short[0], Hours(FRIDAY, time(9), time(9, 30)))
    assert BusinessCalendar(hours=enough, zone=UTC).after(utc(2026, 3, 2), HOUR) == utc(2026, 3, 6, 9, 30)


@pytest.mark.parametrize(
    ("opens", "closes"),
    [(16, time(18)), (8, time(9, 0, 0, 1)), (12, time(13)), (9, time(17)), (0, MIDNIGHT)],
)
def test_hours_of_one_day_do_not_overlap(opens: int, closes: time) -> None:
    one, other, tuesday = (
        Hours(MONDAY, time(9), time(17)),
        *(Hours(day, time(opens), closes) for day in (MONDAY, TUESDAY)),
    )
    for hours in ((one, other), (other, tuesday, one)):
        with pytest.raises(FieldError, match=r"BusinessCalendar.hours is .*hours that do not overlap"):
            open_at(UTC, *hours)
    assert open_at(UTC, tuesday, one).hours == (one, tuesday)


def test_a_day_of_the_week_opens_at_most_twelve_times() -> None:
    twelve = tuple(Hours(MONDAY, time(hour), time(hour, 30)) for hour in range(12))
    others = tuple(attrs.evolve(hours, weekday=FRIDAY) for hours in twelve)
    assert len(BusinessCalendar(hours=twelve + others, zone=UTC).hours) == 24
    with pytest.raises(FieldError, match=r"BusinessCalendar.hours is .*at most 12 opening hours on a day"):
        BusinessCalendar(hours=(*twelve, *others, Hours(MONDAY, time(12), time(13))), zone=UTC)


@pytest.mark.parametrize("zone", [None, "Asia/Manila", 8, ZERO, True])
def test_a_calendar_has_a_zone(zone: Any) -> None:
    with pytest.raises(FieldError, match=r"BusinessCalendar.zone is .*expected a time zone object"):
        BusinessCalendar.weekdays(time(9), time(17), zone)
    with pytest.raises(FieldError, match=r"BusinessCalendar.zone is .*expected a time zone object"):
        BusinessCalendar.always(zone)


@pytest.mark.parametrize("day", [None, True, "2026-12-25", EARLIEST, date(999, 12, 31), date.max, [date.min]])
def test_holidays_are_a_tuple_of_plain_dates(day: Any) -> None:
    with pytest.raises(FieldError, match=r"BusinessCalendar.holidays\[1\] is .*a date, and no datetime"):
        BusinessCalendar.always(holidays=(date(2026, 1, 1), day))
    with pytest.raises(FieldError, match=r"BusinessCalendar.holidays is .*expected a tuple of dates"):
        BusinessCalendar.weekdays(time(9), time(17), UTC, holidays=day)


def test_a_calendar_has_at_most_five_thousand_holidays() -> None:
    days = tuple(date(2026, 1, 1) + n * DAY for n in range(5_001))
    assert len(BusinessCalendar.always(holidays=days[1:] + days[1:]).holidays) == 5_000
    with pytest.raises(FieldError, match=r"BusinessCalendar.holidays is 5001; expected at most 5,000"):
        BusinessCalendar.always(holidays=days)


def test_calendars_are_equal_in_whatever_order_and_however_often_a_day_was_given() -> None:
    new_year, christmas = date(2026, 1, 1), date(2026, 12, 25)
    one = attrs.evolve(LUNCH, holidays=(new_year, christmas))
    other = attrs.evolve(LUNCH, hours=LUNCH.hours[::-1], holidays=(christmas, new_year, christmas))
    assert (other, hash(other), repr(other)) == (one, hash(one), repr(one))
    assert (other.hours, other.holidays) == (LUNCH.hours, (new_year, christmas))
    others = (attrs.evolve(one, zone=BERLIN), attrs.evolve(one, hours=OFFICE.hours))
    assert len({one, other, LUNCH, *others}) == 4


def test_a_calendar_comes_back_from_a_pickle_and_counts_on() -> None:
    one = attrs.evolve(LUNCH, holidays=(date(2026, 3, 3),))
    other = pickle.loads(pickle.dumps(one))
    assert other == one
    assert other.after(manila(2, 17), 2 * HOUR) == manila(4, 10)


# The laws

_JUMPS = (
    (BERLIN, utc(2026, 3, 29, 1)),
    (BERLIN, utc(2026, 10, 25, 1)),
    (NEW_YORK, utc(2026, 3, 8, 7)),
    (NEW_YORK, utc(2026, 11, 1, 6)),
    (LORD_HOWE, utc(2026, 10, 3, 15, 30)),
    (LORD_HOWE, utc(2026, 4, 4, 15)),
    (APIA, utc(2011, 12, 30, 10)),  # there was no 30 December
    (ST_JOHNS, utc(2006, 10, 29, 2, 31)),  # from 00:01 back to 23:01
    (MANILA, utc(2026, 3, 1)),
    (KATHMANDU, EARLIEST + 4 * DAY),
    (UTC, LATEST - 7 * DAY),
)
Situation = tuple[BusinessCalendar, datetime, datetime]
lengths = st.sampled_from((ZERO, RESOLUTION, HOUR, 16 * HOUR)) | st.timedeltas(ZERO, 400 * HOUR)


@st.composite
def situations(draw: st.DrawFn, step: timedelta = RESOLUTION) -> Situation:
    """A calendar whose times are whole steps, and two instants in order, all about a jump of its clocks."""
    zone, jump = draw(st.sampled_from(_JUMPS))
    near = st.timedeltas(-4 * DAY, 4 * DAY).map(lambda away: jump + away)
    quarters = st.integers(0, 96).map(lambda n: n * 15 * MINUTE)
    edges = st.lists(quarters | st.integers(0, DAY // step).map(lambda n: n * step), max_size=6, unique=True)
    sure = draw(st.integers(0, 7 * 24 - 1))
    hours = [Hours(sure // 24, time(sure % 24), time((sure + 1) % 24))]
    for day in {*range(7)} - {sure // 24}:
        times = [(manila(1, 0) + edge).time() for edge in sorted(draw(edges))]
        hours += [Hours(day, *pair) for pair in zip(times[::2], times[1::2], strict=False)]
    holidays = tuple(draw(st.lists(near.map(datetime.date), max_size=3)))
    at, later = sorted((draw(near), draw(near)))
    return BusinessCalendar(hours=tuple(hours), zone=zone, holidays=holidays), at, later


@given(situations(), lengths)
def test_a_limit_ends_at_the_first_instant_between_which_and_its_beginning_it_lies(
    situation: Situation, working: timedelta
) -> None:
    calendar, at, _ = situation
    there = calendar.after(at, working)
    if there is None:
        assert calendar.between(at, LATEST - RESOLUTION) < working
    else:
        assert calendar.between(at, there) == working
        assert there == at or calendar.between(at, there - RESOLUTION) == working - RESOLUTION


@given(situations(), lengths, lengths)
def test_a_limit_may_run_in_two_parts_and_the_longer_ends_no_earlier(
    situation: Situation, one: timedelta, other: timedelta
) -> None:
    calendar, at, _ = situation
    half_way, whole = calendar.after(at, one), calendar.after(at, one + other)
    assert whole == (None if half_way is None else calendar.after(half_way, other))
    assert (half_way or LATEST) <= (whole or LATEST)


@given(situations(), lengths)
def test_what_begins_later_ends_no_earlier(situation: Situation, working: timedelta) -> None:
    calendar, at, later = situation
    assert (calendar.after(at, working) or LATEST) <= (calendar.after(later, working) or LATEST)


@given(situations(step=MINUTE))
def test_business_time_is_what_a_watch_of_the_clocks_counts(situation: Situation) -> None:
    """Minute by minute: open is where the latest time that the clocks have shown lies in the hours."""
    calendar, at, _ = situation
    start = at.replace(second=0, microsecond=0)
    shown, passed = datetime(1, 1, 1), ZERO  # noqa: DTZ001 (what clocks show)
    for minutes in range(-24 * 60, 48 * 60):
        shown = max(shown, (start + minutes * MINUTE).astimezone(calendar.zone).replace(tzinfo=None))
        if minutes >= 0 and shown.date() not in calendar.holidays:
            passed += MINUTE * any(
                hours.opens <= shown.time() and (shown.time() < hours.closes or hours.closes == MIDNIGHT)
                for hours in calendar.hours
                if hours.weekday == shown.weekday()
            )
    assert calendar.between(start, start + 48 * HOUR) == passed
