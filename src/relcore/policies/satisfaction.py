"""Satisfaction is what the customer's own readings say, less and less of it the older they are.

A reading's weight falls to a half at its half-life, h / (h + age), by division alone, so that the same number
comes out everywhere. Without a reading satisfaction is unknown, and never taken to be neutral.
"""

from datetime import timedelta

from attrs import frozen

from relcore.errors import PolicyError
from relcore.model.instants import local_day
from relcore.model.knowledge import Reading
from relcore.model.validation import check_member, check_text, check_texts, check_value
from relcore.policies.advisory import EVIDENCE, Advisory, Counted
from relcore.policies.durations import check_days
from relcore.policies.instruments import Instrument
from relcore.policies.situation import Situation
from relcore.vocabulary import Phase

__all__ = ["LastingSatisfaction", "Satisfaction", "SurveyScore", "Unmeasured"]

_DAY = timedelta(days=1)
_READING: frozenset[str] = frozenset({"satisfaction_reading"})


def _readings(situation: Situation, instruments: tuple[str, ...]) -> list[Reading]:
    readings = situation.relationship.knowledge.readings
    return [r for r in readings if not instruments or r.instrument in instruments]


def _ids(readings: list[Reading]) -> tuple[str, ...]:
    return tuple(reading.id for reading in readings)[-EVIDENCE:]


@frozen
class Satisfaction(Advisory):
    """The mean of the latest readings in points from 0 to 100, the newer ones weighing more.

    Args:
        half_life_days: the age at which a reading weighs half.
        least_weight: what all of them have to weigh together; below it, what they say is too old to go by.
        instruments: only readings by these; by any, if none is named.
    """

    code = "satisfaction"
    unit = "points"

    half_life_days: float = 180.0
    least_weight: float = 0.25
    instruments: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        for name, most in (("half_life_days", 36_600.0), ("least_weight", 100.0)):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= most:
                remedy = "Choose how fast readings fade, and how much is enough."
                raise PolicyError(f"Satisfaction.{name}", value, f"a number above 0, to {most:,.0f}", remedy)
        check_texts(self.instruments, "Satisfaction.instruments")

    def measure(self, situation: Situation) -> int | None:
        """The points, half a point rounded up; unknown without readings that weigh enough."""
        half = self.half_life_days
        weighed = weight = 0.0
        for reading in _readings(situation, self.instruments):
            share = half / (half + (situation.at - reading.at) / _DAY)
            weight += share
            weighed += share * reading.points
        return int(weighed / weight + 0.5) if weight >= self.least_weight else None

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """The ids of the latest readings."""
        return _ids(_readings(situation, self.instruments))


@frozen
class LastingSatisfaction:
    """The plain mean of the latest readings in points from 0 to 100: constant between events.

    Args:
        instruments: only readings by these; by any, if none is named.
    """

    code = "lasting_satisfaction"
    unit = "points"
    steady = True
    rises_with = _READING
    falls_with = _READING

    instruments: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        check_texts(self.instruments, "LastingSatisfaction.instruments")

    def measure(self, situation: Situation) -> int | None:
        """The points, half a point rounded up; unknown without a reading."""
        points = [reading.points for reading in _readings(situation, self.instruments)]
        return (2 * sum(points) + len(points)) // (2 * len(points)) if points else None

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """The ids of the latest readings."""
        return _ids(_readings(situation, self.instruments))


@frozen
class SurveyScore:
    """The latest readings by one instrument, summed up by its own method, such as a net promoter score.

    Args:
        name: the instrument's name.
        instrument: its scale and method.
        phase: only readings of this phase; of any, if left out.
    """

    unit = "marks"
    steady = True
    rises_with = _READING
    falls_with = _READING

    name: str
    instrument: Instrument
    phase: Phase | None = None

    def __attrs_post_init__(self) -> None:
        check_text(self.name, "SurveyScore.name")
        check_value(self.instrument, Instrument, "SurveyScore.instrument")
        if self.phase is not None:
            check_member(self.phase, Phase, "SurveyScore.phase")

    @property
    def code(self) -> str:
        """The instrument that it reads."""
        return f"survey.{self.name}"

    def _read(self, situation: Situation) -> list[Reading]:
        readings = _readings(situation, (self.name,))
        return [r for r in readings if self.phase is None or r.phase is self.phase]

    def measure(self, situation: Situation) -> float | None:
        """In marks for a mean, else in percent; unknown without a reading by it."""
        summary = self.instrument.summary(reading.score for reading in self._read(situation))
        return None if summary is None else float(summary)

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """The ids of the latest readings by it."""
        return _ids(self._read(situation))


@frozen
class Unmeasured(Advisory, Counted):
    """How many of the remembered purchases no customer's reading after receipt has followed in time.

    Args:
        within_days: how many days a reading has to come, counted in the relationship's zone from the purchase day.
    """

    code = "unmeasured"
    unit = "purchases"

    within_days: float = 30.0

    def __attrs_post_init__(self) -> None:
        check_days(self.within_days, "Unmeasured.within_days")

    def found(self, situation: Situation) -> tuple[str, ...]:
        """The ids of these purchases."""
        relationship = situation.relationship
        before = local_day(situation.at - timedelta(self.within_days), relationship.zone)
        purchases = relationship.recent_purchases
        return tuple(p.id for p in purchases if p.measured_by is None and not p.cancelled and p.on < before)
