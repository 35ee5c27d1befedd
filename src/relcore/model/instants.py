"""Every instant is a plain ``datetime`` in UTC; days are counted in a zone that is named.

Comparing two instants is cheap only when they share the one ``timezone.utc`` object, so every instant is
normalised where it enters the model. Time has a resolution of one microsecond: *strictly after a deadline*
and *one resolution later* are the same thing.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from relcore.errors import InstantError
from relcore.model.validation import check_zone

__all__ = ["EARLIEST", "LATEST", "RESOLUTION", "end_of_day", "local_day", "to_instant"]

RESOLUTION = timedelta(microseconds=1)
EARLIEST = datetime(1000, 1, 1, tzinfo=UTC)
LATEST = datetime(9000, 1, 1, tzinfo=UTC)


def to_instant(value: object, field: str) -> datetime:
    """The same instant as a plain ``datetime`` in UTC.

    Args:
        value: an aware datetime in any zone. A subclass (such as a data frame's timestamp) is rebuilt as a
            plain one; what it holds below a microsecond is dropped.
        field: the name that an error gives.

    Raises:
        InstantError: the value is naive, not a time, no datetime at all, or outside the years 1000 to 8999.
    """
    if type(value) is datetime and value.tzinfo is UTC and EARLIEST <= value < LATEST:
        return value
    if not isinstance(value, datetime):
        raise InstantError(
            field,
            value,
            "an aware datetime",
            "Build one, such as datetime(2026, 3, 1, 9, tzinfo=timezone.utc).",
        )
    if value != value:  # noqa: PLR0124 (a data frame's not-a-time is a datetime that differs from itself)
        raise InstantError(field, value, "an aware datetime", "Drop or fill rows without a time first.")
    if value.utcoffset() is None:
        raise InstantError(
            field,
            value,
            "an aware datetime",
            "Attach the zone in which it was noted, such as value.replace(tzinfo=zoneinfo.ZoneInfo('Asia/Kolkata')).",
        )
    try:
        there = value.astimezone(UTC)
    except OverflowError:
        there = LATEST
    if not EARLIEST <= there < LATEST:
        raise InstantError(field, value, "an instant in the years 1000 to 8999", "Correct the year.")
    return datetime(
        there.year,
        there.month,
        there.day,
        there.hour,
        there.minute,
        there.second,
        there.microsecond,
        tzinfo=UTC,
    )


def local_day(at: datetime, zone: tzinfo) -> date:
    """The calendar day of an instant, as people in a zone would write it."""
    return at.date() if zone is UTC else at.astimezone(zone).date()


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """The last instant of a calendar day in a zone: the last at which a promise for that day is kept.

    Computed as one resolution before the last time that the day gives way to the next, so that days of 23 or 25
    hours, days that have no midnight and days that have two end when people in that zone say they do.

    Raises:
        InstantError: it is no day, or lies outside the years 1000 to 8999.
        FieldError: the zone is no time zone.
    """
    check_zone(zone, "zone")
    if not isinstance(day, date) or not EARLIEST.year <= day.year < LATEST.year:
        raise InstantError("day", day, "a day in the years 1000 to 8999", "Pass datetime.date(2026, 3, 31).")
    midnight = datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone)
    if zone is UTC:
        return midnight - RESOLUTION
    ends = [(midnight.replace(fold=fold).astimezone(UTC) - RESOLUTION) for fold in (0, 1)]
    return max([end for end in ends if local_day(end, zone) == day] or ends)
