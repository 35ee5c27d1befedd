"""When clocks allow: hours of the day where a person lives, through every change of the clocks.

A person whose zone is not known is taken to live in all zones of the country at once, and where the country is
not known either, in every zone there is.
"""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Final

from relcore.model.instants import LATEST, RESOLUTION
from relcore.policies.situation import Situation

__all__ = ["ANYWHERE", "OpenUntil", "first_open", "zones_of"]

OpenUntil = Callable[[datetime], datetime | None]
"""Whether the clocks allow at what they show: None if so, else the next that they show at which it may be so."""

ANYWHERE: Final = tuple(timezone(timedelta(minutes=15 * quarter)) for quarter in range(-48, 57))
"""Every offset that clocks anywhere have from UTC, by the quarter of an hour."""

_DAY = timedelta(days=1)
_PATIENCE = timedelta(days=366)


def zones_of(situation: Situation) -> tuple[tzinfo, ...] | None:
    """Where a person may live; None where nothing at all is known of it."""
    person, company = situation.person, situation.company
    if person is None:
        return None
    if person.zone is not None:
        return (person.zone,)
    if person.country is None or company is None or company.zones is None:
        return None
    return company.zones.get(person.country)


def first_open(at: datetime, zones: tuple[tzinfo, ...], opening: OpenUntil) -> datetime | None:
    """The first instant from another on at which the clocks of all zones allow; None if there is none in a year."""
    there, last = at, min(at + _PATIENCE, LATEST - RESOLUTION)
    while there <= last:
        opens = max(_first_open(there, zone, opening, last) for zone in zones)
        if opens == there:
            return there
        there = opens
    return None


def _first_open(at: datetime, zone: tzinfo, opening: OpenUntil, last: datetime) -> datetime:
    """The first instant from another on at which the clocks of a zone allow, or one beyond the last."""
    while at <= last:
        shown = at.astimezone(zone).replace(tzinfo=None)
        opens = opening(shown)
        if opens is None:
            break
        there = at + min(opens - shown, _DAY)
        at = there if _offset(there, zone) == _offset(at, zone) else _jump(at, there, zone)
    return at


def _jump(before: datetime, since: datetime, zone: tzinfo) -> datetime:
    """The instant at which the clocks of a zone are changed, between two at which they differ."""
    offset = _offset(before, zone)
    while since - before > RESOLUTION:
        middle = before + (since - before) // 2
        if _offset(middle, zone) == offset:
            before = middle
        else:
            since = middle
    return since


def _offset(at: datetime, zone: tzinfo) -> timedelta | None:
    return at.astimezone(zone).utcoffset()
