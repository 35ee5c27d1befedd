"""Business days are those of a calendar on which there are hours, holidays left out."""

from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcore.errors import FieldError
from relcore.model.calendar import BusinessCalendar, Hours
from relcore.model.instants import LATEST

MANILA = ZoneInfo("Asia/Manila")
DAY, MIDNIGHT = timedelta(1), time(0)
OFFICE = BusinessCalendar.weekdays(time(9), time(17), MANILA)
CLOSED = attrs.evolve(OFFICE, holidays=(date(2026, 3, 3), date(2026, 3, 4)))
NIGHT = BusinessCalendar(hours=(Hours(5, MIDNIGHT, time(2)), Hours(4, time(22), MIDNIGHT)), zone=MANILA)


@pytest.mark.parametrize(
    ("calendar", "day", "is_open"),
    [
        (OFFICE, date(2026, 3, 6), True),
        (OFFICE, date(2026, 3, 7), False),
        (OFFICE, date(2026, 3, 8), False),
        (CLOSED, date(2026, 3, 3), False),
        (CLOSED, date(2026, 3, 5), True),
        (NIGHT, date(2026, 3, 7), True),
        (NIGHT, date(2026, 3, 9), False),
        (BusinessCalendar.always(MANILA, holidays=(date(2026, 3, 8),)), date(2026, 3, 8), False),
    ],
)
def test_business_is_done_on_a_day_with_hours_that_is_no_holiday(
    calendar: BusinessCalendar, day: date, is_open: bool
) -> None:
    assert calendar.is_open_on(day) is is_open


@pytest.mark.concept("D1")
@pytest.mark.parametrize(
    ("calendar", "day", "count", "there"),
    [
        pytest.param(OFFICE, 2, 1, 3, id="the-next-day"),
        pytest.param(OFFICE, 2, 2, 4, id="two-days"),
        pytest.param(OFFICE, 6, 1, 9, id="from-a-friday"),
        pytest.param(OFFICE, 7, 1, 9, id="from-a-saturday"),
        pytest.param(OFFICE, 8, 2, 10, id="from-a-sunday"),
        pytest.param(OFFICE, 2, 5, 9, id="a-week"),
        pytest.param(CLOSED, 2, 1, 5, id="over-holidays"),
        pytest.param(CLOSED, 3, 1, 5, id="from-a-holiday"),
        pytest.param(OFFICE, 2, 0, 2, id="none"),
        pytest.param(OFFICE, 7, 0, 7, id="none-from-a-day-that-is-closed"),
    ],
)
def test_business_days_after_a_day_leave_out_those_that_are_closed(
    calendar: BusinessCalendar, day: int, count: int, there: int
) -> None:
    assert calendar.days_after(date(2026, 3, day), count) == date(2026, 3, there)


@pytest.mark.parametrize("count", [-1, 1_001, 1.0, True, "2", None])
def test_business_days_are_counted_in_whole_numbers_up_to_a_thousand(count: Any) -> None:
    with pytest.raises(FieldError, match=r"business_days is "):
        OFFICE.days_after(date(2026, 3, 2), count)
    assert OFFICE.days_after(date(2026, 3, 2), 1_000) > date(2029, 1, 1)


def test_a_day_after_which_business_ends_for_good_is_named() -> None:
    with pytest.raises(FieldError, match=r"day is .*Count from an earlier day"):
        OFFICE.days_after(LATEST.date(), 30)


@given(st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.integers(0, 30), st.integers(0, 30))
def test_business_days_may_be_counted_in_two_parts(day: date, one: int, other: int) -> None:
    there = CLOSED.days_after(day, one + other)
    assert CLOSED.days_after(CLOSED.days_after(day, one), other) == there
    between = [day + n * DAY for n in range(1, (there - day).days + 1)]
    assert sum(map(CLOSED.is_open_on, between)) == one + other
