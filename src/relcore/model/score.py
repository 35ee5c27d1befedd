"""A score equals the sum of the contributions that it shows; what is unknown shows as unknown, not as zero."""

from attrs import frozen

from relcore.model.decision import Measured
from relcore.vocabulary import Trend

__all__ = ["Contribution", "Health", "Score"]


@frozen
class Contribution:
    """What one thing adds to a score, or takes from it.

    Args:
        code: the stable code of what was measured.
        points: whole points, signed; None where it was not known, and then it adds nothing.
        most: the most that it can add, in whole points.
        measured: what was found; None is unknown.
        unit: the unit of what was found.
        evidence: ids of the interactions behind it, the latest of them at most.
    """

    code: str
    points: int | None
    most: int
    measured: Measured
    unit: str
    evidence: tuple[str, ...] = ()


@frozen
class Score:
    """A number of whole points, and what it is made of.

    Args:
        code: the stable code of what it measures.
        contributions: everything that was looked at.
        coverage_percent: how much of what it is made of is known, by weight.
        required_percent: how much of it has to be known.
    """

    code: str
    contributions: tuple[Contribution, ...]
    coverage_percent: int = 100
    required_percent: int = 0

    @property
    def points(self) -> int | None:
        """The sum of the contributions; None is unknown, where too little of it is known."""
        if self.coverage_percent < self.required_percent:
            return None
        return sum(part.points for part in self.contributions if part.points is not None)


@frozen
class Health:
    """How a relationship is doing.

    Args:
        score: from 0 to 100, with its contributions.
        band: the name of the band that the score falls in; None where the score is unknown.
        trend: what got better and what got worse, from one full window to the next: one point each.
    """

    score: Score
    band: str | None
    trend: Score

    @property
    def direction(self) -> Trend | None:
        """Which way it is going; None where nothing can be compared yet."""
        points = self.trend.points
        if points is None:
            return None
        return Trend.RISING if points > 0 else Trend.FALLING if points < 0 else Trend.STEADY
