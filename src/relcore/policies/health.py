"""Health is a weighted mean of what is known, in whole points that add up to it; too little known is unknown.

Each part turns a metric into points from 0 to 100. The weights of what is not known are left out of the mean, so
that what nobody measured is taken neither for good nor for bad, and its coverage says how much was known.
"""

from typing import Final

from attrs import field, frozen

from relcore.errors import PolicyError
from relcore.model.memories import Window
from relcore.model.score import Contribution, Health, Score
from relcore.model.validation import check_text, check_values
from relcore.policies.foreign import BuiltInMetric, built_in_metric
from relcore.policies.growth import Growth, full_windows
from relcore.policies.metrics import Overdue
from relcore.policies.obligations import Overrun
from relcore.policies.satisfaction import Satisfaction
from relcore.policies.situation import Situation
from relcore.policies.trust import Trust

__all__ = ["Band", "HealthScore", "Part"]


@frozen
class Part:
    """One metric as a part of a whole.

    Args:
        metric: what is measured.
        weight: how much it weighs, in whole numbers from 1 to 1,000.
        worst: the value that gets 0 points; values beyond it get no fewer.
        best: the value that gets 100 points; values beyond it get no more.
    """

    metric: BuiltInMetric = field(converter=built_in_metric)
    weight: int
    worst: int | float
    best: int | float

    def __attrs_post_init__(self) -> None:
        if type(self.weight) is not int or not 1 <= self.weight <= 1_000:
            raise PolicyError("Part.weight", self.weight, "a whole number from 1 to 1,000", "Correct it.")
        for name in ("worst", "best"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= 1e12:
                raise PolicyError(f"Part.{name}", value, "a finite number", "Give the end of the scale.")
        if self.worst == self.best:
            raise PolicyError("Part.best", self.best, "another value than the worst", "Name both ends.")

    def points(self, measured: float) -> int:
        """A value as whole points from 0 to 100, half a point rounded up."""
        share = (measured - self.worst) / (self.best - self.worst)
        return int(100 * min(max(share, 0.0), 1.0) + 0.5)


@frozen
class Band:
    """A range of scores with a name.

    Args:
        name: the name, an open set such as ``"at_risk"``.
        from_points: its lowest score.
    """

    name: str
    from_points: int

    def __attrs_post_init__(self) -> None:
        check_text(self.name, "Band.name")
        if type(self.from_points) is not int or not 0 <= self.from_points <= 100:
            remedy = "Give the lowest score of the band."
            raise PolicyError("Band.from_points", self.from_points, "a whole number from 0 to 100", remedy)


_PARTS: Final = (
    Part(Trust(), 30, worst=0, best=100),
    Part(Satisfaction(), 25, worst=0, best=100),
    Part(Overdue(), 25, worst=4, best=1),
    Part(Overrun(), 10, worst=2, best=0),
    Part(Growth(), 10, worst=-50, best=50),
)
_BANDS: Final = (Band("at_risk", 0), Band("watch", 40), Band("healthy", 70))


@frozen
class HealthScore:
    """How a relationship is doing, from 0 to 100.

    Args:
        parts: what it is made of.
        coverage_percent: how much of the weights has to be known, else the whole is unknown.
        bands: the ranges of scores, the lowest first, from 0 on.
    """

    code = "health"
    unit = "points"
    steady = False
    rises_with = None
    falls_with = None

    parts: tuple[Part, ...] = _PARTS
    coverage_percent: int = 50
    bands: tuple[Band, ...] = _BANDS

    def __attrs_post_init__(self) -> None:
        check_values(self.parts, Part, "HealthScore.parts")
        check_values(self.bands, Band, "HealthScore.bands")
        if not self.parts:
            raise PolicyError("HealthScore.parts", (), "at least one part", "Name one.")
        if type(self.coverage_percent) is not int or not 1 <= self.coverage_percent <= 100:
            expected, remedy = "a whole number from 1 to 100", "Nothing can be said of what is not known."
            raise PolicyError("HealthScore.coverage_percent", self.coverage_percent, expected, remedy)
        starts = [band.from_points for band in self.bands]
        if starts[:1] != [0] or starts != sorted(set(starts)):
            remedy = "Let the first begin at 0, and each further one above the one before."
            raise PolicyError("HealthScore.bands", starts, "ascending bands from 0 on", remedy)

    def score(self, situation: Situation) -> Score:
        """The points with everything that they are made of."""
        measured = [part.metric.measure(situation) for part in self.parts]
        known = [
            (part.weight * part.points(value), part.weight)
            for part, value in zip(self.parts, measured, strict=True)
            if value is not None
        ]
        weight, total = sum(weight for _, weight in known), sum(part.weight for part in self.parts)
        shares = iter(_whole_shares([weighed for weighed, _ in known], weight))
        return Score(
            self.code,
            tuple(
                Contribution(
                    part.metric.code,
                    None if value is None else next(shares),
                    -(-100 * part.weight // (weight if value is not None else total)),
                    value,
                    part.metric.unit,
                    part.metric.evidence(situation),
                )
                for part, value in zip(self.parts, measured, strict=True)
            ),
            coverage_percent=100 * weight // total,
            required_percent=self.coverage_percent,
        )

    def measure(self, situation: Situation) -> int | None:
        """The points alone; unknown where too little is known."""
        return self.score(situation).points

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """The ids behind its parts."""
        cited = (id for part in self.parts for id in part.metric.evidence(situation))
        return tuple(dict.fromkeys(cited))[-8:]

    def assess(self, situation: Situation) -> Health:
        """The score, the band that it falls in, and where it is going."""
        score = self.score(situation)
        points = score.points
        within = [band.name for band in self.bands if points is not None and band.from_points <= points]
        return Health(score, within[-1] if within else None, _trend(situation))


def _whole_shares(weighed: list[int], weight: int) -> list[int]:
    """What each adds to the rounded mean, in whole points: those that lose most by rounding down get the rest."""
    if not weighed:
        return []
    mean = (2 * sum(weighed) + weight) // (2 * weight)
    shares = [one // weight for one in weighed]
    order = sorted(range(len(weighed)), key=lambda index: -(weighed[index] % weight))
    for index in order[: mean - sum(shares)]:
        shares[index] += 1
    return shares


def _trend(situation: Situation) -> Score:
    """From one full window to the next: a point for each thing that got better, less one for each that got worse."""
    full = full_windows(situation)
    if full is None:
        return Score("trend", (), coverage_percent=0, required_percent=1)
    earlier, later = full
    changes: dict[str, int | float | None] = {
        "volume_change": float(later.spent) - float(earlier.spent),
        "satisfaction_change": _mean_change(earlier, later),
        "breaches_change": earlier.breaches - later.breaches,
        "concerns_change": earlier.concerns - later.concerns,
    }
    return Score(
        "trend",
        tuple(
            Contribution(code, None if change is None else (change > 0) - (change < 0), 1, change, "change")
            for code, change in changes.items()
        ),
    )


def _mean_change(earlier: Window, later: Window) -> float | None:
    if not earlier.readings or not later.readings:
        return None
    return later.points / later.readings - earlier.points / earlier.readings
