"""How long concerns and questions may stay open, in hours of a business calendar, and when a concern recurs."""

from datetime import UTC, time, timedelta
from typing import Final

from attrs import frozen

from relcore.errors import PolicyError
from relcore.model.calendar import BusinessCalendar
from relcore.model.validation import check_value
from relcore.vocabulary import Severity

__all__ = ["ServiceLevel"]

_OFFICE: Final = BusinessCalendar.weekdays(time(9), time(17), UTC)
_LIMITS: Final = ("question_hours", "minor_hours", "moderate_hours", "grave_hours")
_HOURS_OF: Final = {
    Severity.MINOR: "minor_hours",
    Severity.MODERATE: "moderate_hours",
    Severity.GRAVE: "grave_hours",
}


@frozen(kw_only=True)
class ServiceLevel:
    """The time limits of open concerns and questions. The last good instant is that at which the limit ends.

    Args:
        calendar: when the company works; 9 to 17 UTC on weekdays by default.
        question_hours: business hours within which a question is answered.
        minor_hours: business hours within which a minor concern is resolved.
        moderate_hours: likewise a moderate one.
        grave_hours: likewise a grave one.
        recurrence_days: a concern of the category of one that was closed within these days repeats it.
    """

    calendar: BusinessCalendar = _OFFICE
    question_hours: int = 8
    minor_hours: int = 40
    moderate_hours: int = 16
    grave_hours: int = 8
    recurrence_days: int = 180

    def __attrs_post_init__(self) -> None:
        check_value(self.calendar, BusinessCalendar, "ServiceLevel.calendar")
        for name, most in (*((name, 10_000) for name in _LIMITS), ("recurrence_days", 36_600)):
            value = getattr(self, name)
            if type(value) is not int or not 0 <= value <= most:
                expected = f"a whole number from 0 to {most:,}"
                raise PolicyError(f"ServiceLevel.{name}", value, expected, "Give it in the unit of its name.")

    def limit(self, severity: Severity | None) -> timedelta:
        """The business time for a concern of a severity; for a question, without one."""
        return timedelta(hours=getattr(self, "question_hours" if severity is None else _HOURS_OF[severity]))
