"""Trust is a baseline and what was done since: it is earned and lost, in whole points that add up.

Contributions are signed and never renormalised: what is not known counts nothing and shows as unknown, so a
kept promise can't lower it.
"""

from attrs import frozen

from relcore.errors import PolicyError
from relcore.model.score import Contribution, Score
from relcore.model.validation import check_value
from relcore.policies.obligations import OpenConcerns
from relcore.policies.promises import Reliability
from relcore.policies.satisfaction import LastingSatisfaction
from relcore.policies.situation import Situation
from relcore.vocabulary import Severity

__all__ = ["Trust"]

_WEIGHTS = {Severity.MINOR: 1, Severity.MODERATE: 2, Severity.GRAVE: 4}
_RISES_TRUST: frozenset[str] = frozenset({"delivered", "resolved", "satisfaction_reading", "withdrawn"})
_FALLS_TRUST: frozenset[str] = frozenset({"broken", "concern", "reopened", "satisfaction_reading"})


def _signed(points: int | None, most: int) -> int | None:
    """Points from 0 to 100 as a contribution from -most to most, 50 being none; half a point is rounded up."""
    return None if points is None else (2 * (points - 50) * most + 50) // 100


@frozen
class Trust:
    """How much the customer can trust the company, in points from 0 to 100.

    The baseline, plus up to ``promise_points`` either way for the reliability of the company's promises, plus
    up to ``satisfaction_points`` either way for what the customer's readings say, less up to
    ``concern_points`` for open concerns: a quarter of them for a minor one, half for a moderate one, all for
    a grave one.

    Args:
        baseline: where everybody starts.
        promise_points: how much promises can add or take.
        satisfaction_points: how much satisfaction can add or take.
        concern_points: how much open concerns can take.
        reliability: how the company's promises are judged.
    """

    code = "trust"
    unit = "points"
    steady = True
    rises_with = _RISES_TRUST
    falls_with = _FALLS_TRUST

    baseline: int = 60
    promise_points: int = 20
    satisfaction_points: int = 20
    concern_points: int = 20
    reliability: Reliability = Reliability()

    def __attrs_post_init__(self) -> None:
        parts = ("baseline", "promise_points", "satisfaction_points", "concern_points")
        for name in parts:
            value = getattr(self, name)
            if type(value) is not int or not 0 <= value <= 100:
                raise PolicyError(
                    f"Trust.{name}", value, "a whole number from 0 to 100", "Give whole points."
                )
        check_value(self.reliability, Reliability, "Trust.reliability")
        if 2 * self.reliability.prior_kept + 1 < self.reliability.prior_settled:
            expected = "a prior by which the first kept promise does not lower trust"
            raise PolicyError(
                "Trust.reliability", self.reliability, expected, "Start with half of them kept."
            )
        either_way = self.promise_points + self.satisfaction_points
        if not either_way + self.concern_points <= self.baseline <= 100 - either_way:
            remedy = "Lower the points of the parts, or move the baseline."
            expected = "a baseline from which the parts can't leave 0 to 100"
            raise PolicyError("Trust.baseline", self.baseline, expected, remedy)

    def score(self, situation: Situation) -> Score:
        """The points with everything that adds to them or takes from them."""
        concerns = OpenConcerns()
        reliability = self.reliability.measure(situation)
        satisfaction = LastingSatisfaction().measure(situation)
        items = situation.relationship.items.values()
        weight = sum(_WEIGHTS[item.severity] for item in items if item.severity is not None)
        taken = min(self.concern_points, -(-self.concern_points * weight // 4))
        return Score(
            self.code,
            (
                Contribution("baseline", self.baseline, self.baseline, self.baseline, "points"),
                Contribution(
                    "reliability",
                    _signed(reliability, self.promise_points),
                    self.promise_points,
                    reliability,
                    "points",
                    self.reliability.evidence(situation),
                ),
                Contribution(
                    "lasting_satisfaction",
                    _signed(satisfaction, self.satisfaction_points),
                    self.satisfaction_points,
                    satisfaction,
                    "points",
                    LastingSatisfaction().evidence(situation),
                ),
                Contribution(
                    concerns.code,
                    -taken,
                    0,
                    concerns.measure(situation),
                    concerns.unit,
                    concerns.evidence(situation),
                ),
            ),
        )

    def measure(self, situation: Situation) -> int | None:
        """The points alone."""
        return self.score(situation).points

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """The ids of what stands in its way: broken promises, then open concerns."""
        broken = self.reliability.evidence(situation)
        return tuple(dict.fromkeys((*broken, *OpenConcerns().evidence(situation))))[-8:]
