"""How long is long? A number of days, or a multiple of a pace, within bounds.

Selling coffee and selling cars differ by a factor of a hundred, so defaults are multiples: of the pace of
the business, or of the gap that is usual for the customer.
"""

from typing import ClassVar

from attrs import frozen

from relcore.errors import PolicyError
from relcore.policies.metrics import UsualGap, usual_gap_days
from relcore.policies.situation import Situation

__all__ = ["Days", "Paces", "UsualGaps"]

_LONGEST_DAYS = 366_000.0


def _check_days(value: float, name: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LONGEST_DAYS:
        raise PolicyError(name, value, f"a number from 0 to {_LONGEST_DAYS:,.0f}", "Give it in days.")


def _check_bounds(at_least_days: float, at_most_days: float, name: str) -> None:
    _check_days(at_least_days, f"{name}.at_least_days")
    _check_days(at_most_days, f"{name}.at_most_days")
    if at_least_days > at_most_days:
        value = (at_least_days, at_most_days)
        raise PolicyError(f"{name}.at_least_days", value, "a lower bound below the upper one", "Swap the two.")


@frozen
class Days:
    """A fixed number of days.

    Args:
        days: the number, fractions allowed.
    """

    code: ClassVar[str] = "days"
    unit: ClassVar[str] = "days"
    steady: ClassVar[bool] = True
    rises_with: ClassVar[frozenset[str]] = frozenset()
    falls_with: ClassVar[frozenset[str]] = frozenset()

    days: float

    def __attrs_post_init__(self) -> None:
        _check_days(self.days, "Days.days")

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

    code: ClassVar[str] = "paces"
    unit: ClassVar[str] = "days"
    steady: ClassVar[bool] = True
    rises_with: ClassVar[frozenset[str]] = frozenset()
    falls_with: ClassVar[frozenset[str]] = frozenset()

    multiple: float
    at_least_days: float
    at_most_days: float

    def __attrs_post_init__(self) -> None:
        _check_days(self.multiple, "Paces.multiple")
        _check_bounds(self.at_least_days, self.at_most_days, "Paces")

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

    code: ClassVar[str] = "usual_gaps"
    unit: ClassVar[str] = "days"
    steady: ClassVar[bool] = True
    rises_with: ClassVar[frozenset[str]] = UsualGap.rises_with
    falls_with: ClassVar[frozenset[str]] = UsualGap.falls_with

    multiple: float
    at_least_paces: float
    at_most_paces: float
    at_least_days: float
    at_most_days: float

    def __attrs_post_init__(self) -> None:
        _check_days(self.multiple, "UsualGaps.multiple")
        _check_bounds(self.at_least_paces, self.at_most_paces, "UsualGaps")
        _check_bounds(self.at_least_days, self.at_most_days, "UsualGaps")

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
