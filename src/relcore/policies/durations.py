"""How long is long? A number of days, or a multiple of a pace, within bounds.

Selling coffee and selling cars differ by a factor of a hundred, so defaults are multiples: of the pace of
the business, or of the gap that is usual for the customer.
"""

from datetime import timedelta

from attrs import frozen

from relcore.errors import PolicyError
from relcore.policies.metrics import UsualGap, usual_gap_days
from relcore.policies.situation import Situation

__all__ = ["Days", "Paces", "UsualGaps", "check_days", "counted_days"]

_LONGEST_DAYS = 366_000.0
_NONE: frozenset[str] = frozenset()
_TRADE: frozenset[str] = UsualGap.rises_with


def check_days(value: float, name: str) -> None:
    """Refuse what is no number of days that a calendar holds."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LONGEST_DAYS:
        raise PolicyError(name, value, f"a number from 0 to {_LONGEST_DAYS:,.0f}", "Give it in days.")


def counted_days(days: float | None) -> float | None:
    """Days to the microsecond, as a deadline counts them: so that figures say on which side of it time is."""
    try:
        counted = None if days is None else timedelta(days) / timedelta(days=1)
    except OverflowError:  # whoever asks for the deadline is told so
        return days
    return days if counted == days else counted


def _check_bounds(at_least: float, at_most: float, name: str, unit: str) -> None:
    field = f"{name}.at_least_{unit}"
    check_days(at_least, field)
    check_days(at_most, f"{name}.at_most_{unit}")
    if at_least > at_most:
        raise PolicyError(field, (at_least, at_most), "a lower bound below the upper one", "Swap the two.")


@frozen
class Days:
    """A fixed number of days.

    Args:
        days: the number, fractions allowed.
    """

    code = "days"
    unit = "days"
    steady = True
    rises_with = _NONE
    falls_with = _NONE

    days: float

    def __attrs_post_init__(self) -> None:
        check_days(self.days, "Days.days")

    def in_days(self, pace_days: float) -> float:
        """The days, whatever the pace."""
        return self.days

    def measure(self, situation: Situation) -> float:
        """The days."""
        return self.days

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """None: it is a parameter."""
        return ()


@frozen
class Paces:
    """A multiple of the pace of the business, within bounds.

    Args:
        multiple: how many paces.
        at_least_days: the lower bound.
        at_most_days: the upper bound.
    """

    code = "paces"
    unit = "days"
    steady = True
    rises_with = _NONE
    falls_with = _NONE

    multiple: float
    at_least_days: float
    at_most_days: float

    def __attrs_post_init__(self) -> None:
        check_days(self.multiple, "Paces.multiple")
        _check_bounds(self.at_least_days, self.at_most_days, "Paces", "days")

    def in_days(self, pace_days: float) -> float:
        """The days at a pace."""
        return min(max(self.multiple * pace_days, self.at_least_days), self.at_most_days)

    def measure(self, situation: Situation) -> float:
        """The days."""
        return self.in_days(situation.pace_days)

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """None: it is a parameter."""
        return ()


@frozen
class UsualGaps:
    """A multiple of the gap that is usual for the customer, within bounds in paces and in days.

    Args:
        multiple: how many usual gaps.
        at_least_paces: the lower bound, in paces of the business.
        at_most_paces: the upper bound, in paces of the business.
        at_least_days: the lower bound for any pace.
        at_most_days: the upper bound for any pace.
    """

    code = "usual_gaps"
    unit = "days"
    steady = True
    rises_with = _TRADE
    falls_with = _TRADE

    multiple: float
    at_least_paces: float
    at_most_paces: float
    at_least_days: float
    at_most_days: float

    def __attrs_post_init__(self) -> None:
        check_days(self.multiple, "UsualGaps.multiple")
        _check_bounds(self.at_least_paces, self.at_most_paces, "UsualGaps", "paces")
        _check_bounds(self.at_least_days, self.at_most_days, "UsualGaps", "days")

    def measure(self, situation: Situation) -> float | None:
        """The days; unknown where the usual gap is."""
        gap = usual_gap_days(situation)
        if gap is None:
            return None
        pace, days = situation.pace_days, self.multiple * gap
        if days < (least := self.at_least_paces * pace):
            days = least
        elif days > (most := self.at_most_paces * pace):
            days = most
        if days < self.at_least_days:
            return self.at_least_days
        return self.at_most_days if days > self.at_most_days else days

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """The ids of the purchases that the usual gap was taken from."""
        return UsualGap().evidence(situation)
