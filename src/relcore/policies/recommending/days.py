"""From when until when: whole days where people live, and business days of the company."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from relcore.model.calendar import BusinessCalendar
from relcore.model.instants import EARLIEST, LATEST, RESOLUTION, end_of_day, local_day
from relcore.policies.situation import Situation

__all__ = ["OFFICE", "business_calendar", "day_of", "end", "start"]

OFFICE: Final = BusinessCalendar.weekdays(time(9), time(17), UTC)
"""Monday to Friday, where the company's own calendar is not known."""

_DAY = timedelta(days=1)
_LAST_DAY = LATEST.date() - _DAY


def business_calendar(situation: Situation) -> BusinessCalendar:
    """The company's calendar; weekdays where it is not known."""
    company = situation.company
    return OFFICE if company is None or company.calendar is None else company.calendar


def start(day: date, zone: tzinfo) -> datetime:
    """The first instant of a calendar day in a zone; there is none before the first."""
    if day <= EARLIEST.date():
        return EARLIEST
    return end(day - _DAY, zone) + RESOLUTION


def end(day: date, zone: tzinfo) -> datetime:
    """The last instant of a calendar day in a zone; of a day beyond the last that there is, of that one."""
    return end_of_day(min(day, _LAST_DAY), zone)


def day_of(at: datetime, situation: Situation) -> date:
    """The calendar day of an instant where the relationship counts its days."""
    return local_day(at, situation.relationship.zone)
