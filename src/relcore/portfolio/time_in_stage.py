"""How long a stay in a stage lasts, with those that still go on counted for what they show: that they last.

Leaving them out would count only the short ones, and taking them as ended now would call every young stay
short. The product-limit estimator does neither: E. L. Kaplan and P. Meier, "Nonparametric Estimation from
Incomplete Observations", Journal of the American Statistical Association 53 (1958), 457-481.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from math import isclose, isfinite

from attrs import frozen

from relcore.errors import FieldError
from relcore.model import FrozenMap
from relcore.portfolio.courses import Course
from relcore.vocabulary import Stage

__all__ = ["StageTime", "median_duration", "survival", "time_in_stage"]

_DAY = timedelta(days=1)


@frozen
class StageTime:
    """How long stays in one stage last.

    Args:
        stays: how many began.
        ended: how many of them ended.
        median_days: the days after which half of them have ended; None if fewer than half are known to.
    """

    stays: int
    ended: int
    median_days: float | None

    @property
    def lasting(self) -> int:
        """How many still go on."""
        return self.stays - self.ended


def survival(durations: Iterable[tuple[float, bool]]) -> tuple[tuple[float, float], ...]:
    """The product-limit curve: the share that lasts longer than each duration at which something ended.

    Where something ends at the very duration at which another one was last seen to go on, the latter counts
    as having lasted longer (Kaplan and Meier's convention).

    Args:
        durations: how long each lasted so far, zero or more in any unit, and whether it ended then.

    Returns:
        (duration, share) for each duration at which at least one ended, ascending.

    Raises:
        FieldError: a duration is negative or no finite number.

    >>> survival([(1, True), (2, False), (3, True), (3, True)])
    ((1, 0.75), (3, 0.0))
    """
    ended: Counter[float] = Counter()
    seen: Counter[float] = Counter()
    for duration, has_ended in durations:
        if not isfinite(duration) or duration < 0:
            remedy = "Measure from the beginning of the stay."
            raise FieldError("durations", duration, "a finite number of zero or more", remedy)
        seen[duration] += 1
        ended[duration] += bool(has_ended)
    at_risk, share, curve = seen.total(), 1.0, []
    for duration in sorted(seen):
        if ended[duration]:
            share = share * (at_risk - ended[duration]) / at_risk
            curve.append((duration, share))
        at_risk -= seen[duration]
    return tuple(curve)


def median_duration(durations: Iterable[tuple[float, bool]]) -> float | None:
    """The first duration by which half have ended, or None where the curve never falls to one half.

    Args:
        durations: as for :func:`survival`.

    Raises:
        FieldError: a duration is negative or no finite number.

    >>> median_duration([(1, True), (2, False), (3, True), (3, True)])
    3
    >>> median_duration([(1, True), (9, False), (9, False)]) is None
    True
    """
    for duration, share in survival(durations):
        # a product of fractions may miss one half by a rounding
        if share < 0.5 or isclose(share, 0.5):
            return duration
    return None


def time_in_stage(courses: Iterable[Course]) -> FrozenMap[Stage, StageTime]:
    """How long stays in each stage last, in days of 24 hours.

    A relationship that stood in a stage twice counts twice.

    Args:
        courses: as of one instant; of whole histories, because a stay whose beginning is not known is left
            out, and those that are known of a stored state alone are the long ones.

    Returns:
        The time of every stage, in the order of :class:`~relcore.vocabulary.Stage`.
    """
    durations: dict[Stage, list[tuple[float, bool]]] = {stage: [] for stage in Stage}
    for course in courses:
        for stay in course.stays:
            until = course.at if stay.until is None else stay.until
            durations[stay.stage].append(((until - stay.since) / _DAY, stay.until is not None))
    return FrozenMap(
        {
            stage: StageTime(len(found), sum(ended for _, ended in found), median_duration(found))
            for stage, found in durations.items()
        }
    )
