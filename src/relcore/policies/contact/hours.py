"""Nobody is disturbed at night, on a day of rest, or at any other hour that was ruled out.

Hours are read off the clocks where the person lives. The hour that clocks show twice is quiet both times, and
what they skip is never waited for.
"""

from datetime import date, datetime, time, timedelta
from typing import Final

from attrs import field, frozen

from relcore.errors import PolicyError
from relcore.model.calendar import Hours, check_holidays, check_hours, in_order
from relcore.model.decision import Decision, Reason
from relcore.model.recommendation import Recommendation
from relcore.model.validation import check_text, check_value, check_values
from relcore.policies.contact.local_time import ANYWHERE, OpenUntil, first_open, zones_of
from relcore.policies.contact.rule import ALLOWED, Named, deferred, refused
from relcore.policies.contact.scope import Scope
from relcore.policies.situation import Situation
from relcore.vocabulary import Comparison

__all__ = ["ContactHours", "QuietHours"]

_MIDNIGHT: Final = time(0)
_DAY: Final = timedelta(days=1)


@frozen
class QuietHours:
    """No contact from one time of the day until another, where the person lives.

    Reads the zone of the person, or else the zones of the person's country. Emits ``local_time``, and ``zone``
    where it is not known where the person lives: then only what all clocks of the world allow is allowed.

    Args:
        starts: the first quiet time of the day.
        ends: the first time that is quiet no more; before ``starts`` if the quiet runs past midnight.
        name: the name by which decisions name it: ``"night"`` is ``quiet_hours.night``.
        scope: the contacts that it is about.
    """

    code = "quiet_hours"
    hard = True
    asks_of_replies = False

    starts: time
    ends: time
    name: str = "night"
    scope: Scope = field(default=Scope())

    def __attrs_post_init__(self) -> None:
        _check_time(self.starts, "QuietHours.starts")
        _check_time(self.ends, "QuietHours.ends")
        if self.starts == self.ends:
            remedy = "A quiet time of a whole day leaves nothing: leave the rule out, or state other hours."
            raise PolicyError("QuietHours.ends", self.ends, "another time than it starts", remedy)
        check_text(self.name, "QuietHours.name")
        check_value(self.scope, Scope, "QuietHours.scope")

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        """Allowed, deferred until the quiet is over, or refused where it is never over."""
        if not self.scope.covers(recommendation, situation):
            return ALLOWED
        return _judged(self, situation, self._opening, f"{self.ends:%H:%M}")

    def _opening(self, shown: datetime) -> datetime | None:
        now = shown.time()
        if self.starts < self.ends:
            quiet, past_midnight = self.starts <= now < self.ends, False
        else:
            quiet, past_midnight = now >= self.starts or now < self.ends, now >= self.starts
        if not quiet:
            return None
        return datetime.combine(shown.date() + (_DAY if past_midnight else _DAY * 0), self.ends)


@frozen
class ContactHours:
    """Contact during some hours of the week only, where the person lives, and not on holidays.

    Reads the zone of the person, or else the zones of the person's country. Emits ``local_time``, and ``zone``
    where it is not known where the person lives: then only what all clocks of the world allow is allowed.

    Args:
        hours: these hours; ``closes=time(0)`` is the midnight at which the day ends. At least an
            hour a week, and at most 12 of a day.
        holidays: the days on which there is none, by the calendar where the person lives: at most 5,000.
        name: the name by which decisions name it: ``"office"`` is ``contact_hours.office``.
        scope: the contacts that it is about.
    """

    code = "contact_hours"
    hard = True
    asks_of_replies = False

    hours: tuple[Hours, ...]
    holidays: tuple[date, ...] = ()
    name: str = "week"
    scope: Scope = field(default=Scope())

    _week: tuple[tuple[Hours, ...], ...] = field(init=False, repr=False, eq=False)
    _closed: frozenset[date] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        check_values(self.hours, Hours, "ContactHours.hours")
        ordered = in_order(self.hours)
        check_hours(ordered, "ContactHours.hours")
        check_holidays(self.holidays, "ContactHours.holidays")
        check_text(self.name, "ContactHours.name")
        check_value(self.scope, Scope, "ContactHours.scope")
        week = tuple(tuple(one for one in ordered if one.weekday == day) for day in range(7))
        object.__setattr__(self, "_week", week)
        object.__setattr__(self, "_closed", frozenset(self.holidays))

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        """Allowed, deferred until the next hours begin, or refused where they never do."""
        if not self.scope.covers(recommendation, situation):
            return ALLOWED
        return _judged(self, situation, self._opening, None)

    def _opening(self, shown: datetime) -> datetime | None:
        today, now = shown.date(), shown.time()
        for hours in () if today in self._closed else self._week[today.weekday()]:
            if now < hours.opens:
                return datetime.combine(today, hours.opens)
            if now < hours.closes or hours.closes == _MIDNIGHT:
                return None
        return datetime.combine(today + _DAY, _MIDNIGHT)


def _judged(rule: Named, situation: Situation, opening: OpenUntil, required: str | None) -> Decision:
    zones = zones_of(situation)
    at = situation.at
    if zones is None:
        if all(opening(at.astimezone(zone).replace(tzinfo=None)) is None for zone in ANYWHERE):
            return ALLOWED
        return refused(rule, Reason("zone", None, None, Comparison.EQUAL_TO, "known", "zone"))
    opens = first_open(at, zones, opening)
    if opens == at:
        return ALLOWED
    clocks = [at.astimezone(zone).replace(tzinfo=None) for zone in zones]
    shown = next(there for there in clocks if opening(there) is not None)
    reason = Reason("local_time", False, f"{shown:%H:%M}", Comparison.AT_LEAST, required, "local_time")
    return refused(rule, reason) if opens is None else deferred(rule, opens, reason)


def _check_time(value: object, field: str) -> None:
    if type(value) is not time or value.tzinfo is not None or value.fold:
        expected = "a time of the day without a zone"
        raise PolicyError(field, value, expected, "Write datetime.time(21), and the person has the zone.")
