"""Every instant is a plain datetime in UTC; days are counted in a zone that is named."""

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest

from relcore.errors import InstantError
from relcore.model import end_of_day, local_day, to_instant

MOMENT = timedelta(microseconds=1)
MANILA, KOLKATA, NEW_YORK = ZoneInfo("Asia/Manila"), ZoneInfo("Asia/Kolkata"), ZoneInfo("America/New_York")


class NotATime(datetime):
    """What a data frame holds where a time is missing: a datetime that differs from itself."""

    def __eq__(self, other: object) -> bool:
        return False

    def __ne__(self, other: object) -> bool:
        return True

    __hash__ = datetime.__hash__


class Timestamp(datetime):
    """A data frame's instant: a datetime of another class."""


def test_an_instant_of_any_zone_is_kept_in_utc() -> None:
    there = to_instant(datetime(2026, 3, 1, 9, tzinfo=KOLKATA), "at")
    assert there == datetime(2026, 3, 1, 3, 30, tzinfo=UTC)
    assert there.tzinfo is UTC


def test_an_instant_in_utc_already_stays_the_object_that_it_is() -> None:
    here = datetime(2026, 3, 1, 9, tzinfo=UTC)
    assert to_instant(here, "at") is here


def test_utc_by_another_object_becomes_the_one_object() -> None:
    for zone in (ZoneInfo("UTC"), timezone(timedelta(0), "Zulu")):
        assert to_instant(datetime(2026, 3, 1, 9, 1, 2, 3, tzinfo=zone), "at").tzinfo is UTC


def test_a_timestamp_of_another_class_is_rebuilt_as_a_plain_one() -> None:
    rebuilt = to_instant(Timestamp(2026, 3, 1, 9, 8, 7, 6, tzinfo=UTC), "at")
    assert type(rebuilt) is datetime
    assert rebuilt == datetime(2026, 3, 1, 9, 8, 7, 6, tzinfo=UTC)


def test_a_not_a_time_is_refused_although_it_is_a_datetime() -> None:
    with pytest.raises(InstantError, match=r"at is NotATime.*expected an aware datetime. Drop or fill rows"):
        to_instant(NotATime(2026, 3, 1, tzinfo=UTC), "at")


def test_a_naive_datetime_is_refused_with_the_way_to_attach_a_zone() -> None:
    with pytest.raises(InstantError, match=r"Promise.due is .*value.replace\(tzinfo=zoneinfo.ZoneInfo"):
        to_instant(datetime(2026, 3, 1), "Promise.due")  # noqa: DTZ001 (the misuse itself)


@pytest.mark.parametrize("value", ["2026-03-01T09:00:00Z", 1772355600, None, date(2026, 3, 1), time(9)])
def test_what_is_no_datetime_is_refused_with_how_to_build_one(value: object) -> None:
    with pytest.raises(InstantError, match=r"expected an aware datetime. Build one"):
        to_instant(value, "at")


@pytest.mark.parametrize(
    "value",
    [
        datetime(999, 12, 31, tzinfo=UTC),
        datetime(9000, 1, 1, tzinfo=UTC),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=9))),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-9))),
    ],
)
def test_an_instant_outside_the_years_1000_to_8999_is_refused(value: datetime) -> None:
    with pytest.raises(InstantError, match=r"expected an instant in the years 1000 to 8999"):
        to_instant(value, "at")


def test_the_bounds_of_the_years_themselves_are_instants() -> None:
    first, last = datetime(1000, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC) - MOMENT
    assert (to_instant(first, "at"), to_instant(last, "at")) == (first, last)


def test_a_day_is_the_one_on_the_calendar_of_the_zone() -> None:
    late = datetime(2026, 3, 1, 20, tzinfo=UTC)
    assert local_day(late, UTC) == local_day(late, NEW_YORK) == date(2026, 3, 1)
    assert local_day(late, MANILA) == date(2026, 3, 2)


@pytest.mark.concept("F7")
@pytest.mark.parametrize(
    ("zone", "day", "end"),
    [
        (UTC, date(2026, 3, 4), datetime(2026, 3, 5, tzinfo=UTC)),
        (MANILA, date(2026, 3, 4), datetime(2026, 3, 4, 16, tzinfo=UTC)),
        (KOLKATA, date(2026, 3, 4), datetime(2026, 3, 4, 18, 30, tzinfo=UTC)),
        # a day of 23 hours, and one of 25
        (NEW_YORK, date(2026, 3, 8), datetime(2026, 3, 9, 4, tzinfo=UTC)),
        (NEW_YORK, date(2026, 11, 1), datetime(2026, 11, 2, 5, tzinfo=UTC)),
        # clocks set forward at midnight: 23 April begins at one o'clock
        (ZoneInfo("Africa/Cairo"), date(2026, 4, 23), datetime(2026, 4, 23, 22, tzinfo=UTC)),
        # clocks set back to midnight: the first hour of the next day comes twice, and belongs to that day
        (ZoneInfo("America/Havana"), date(2026, 10, 31), datetime(2026, 11, 1, 4, tzinfo=UTC)),
        (ZoneInfo("Atlantic/Azores"), date(2026, 10, 24), datetime(2026, 10, 25, 0, tzinfo=UTC)),
        # clocks set back from 00:01 to 23:01: the last hour of the day comes twice, and the second ends it
        (ZoneInfo("America/St_Johns"), date(2006, 10, 28), datetime(2006, 10, 29, 3, 30, tzinfo=UTC)),
    ],
)
def test_a_day_ends_one_moment_before_the_next_begins_in_its_zone(
    zone: tzinfo, day: date, end: datetime
) -> None:
    last = end_of_day(day, zone)
    assert last == end - MOMENT
    assert local_day(last, zone) == day
    assert local_day(last + MOMENT, zone) == day + timedelta(days=1)


@pytest.mark.parametrize("day", [date(999, 12, 31), date(9000, 1, 1), date.max, date.min])
def test_a_day_outside_the_years_1000_to_8999_has_no_end(day: date) -> None:
    with pytest.raises(InstantError, match=r"expected a day in the years 1000 to 8999"):
        end_of_day(day, UTC)


def test_the_end_of_a_day_asks_for_a_date_and_a_zone() -> None:
    with pytest.raises(InstantError, match=r"day is '2026-03-01'"):
        end_of_day("2026-03-01", UTC)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"zone is 'Asia/Manila'"):
        end_of_day(date(2026, 3, 1), "Asia/Manila")  # type: ignore[arg-type]


def test_a_day_that_a_zone_skipped_ends_where_the_day_before_it_does() -> None:
    apia = ZoneInfo("Pacific/Apia")  # there was no 30 December 2011
    assert end_of_day(date(2011, 12, 30), apia) == end_of_day(date(2011, 12, 29), apia)
