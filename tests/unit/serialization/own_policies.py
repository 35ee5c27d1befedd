"""Policies of third parties, one of every shape, and a registry that has them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from attrs import field, frozen

from relcore.model import Decision, FrozenMap, Reason, Recommendation
from relcore.policies import ALLOWED, Criterion, Finding, Situation, at_least
from relcore.policies.criteria import BuiltInCriterion, built_in
from relcore.policies.foreign import BuiltInMetric, built_in_metric
from relcore.serialization import Registry
from relcore.vocabulary import Comparison


@frozen
class Loyalty:
    """A metric: purchases a month."""

    code = "acme.loyalty"
    unit = "purchases"

    months: float = 12.0
    least: float | None = None

    def measure(self, situation: Situation) -> float:
        return situation.relationship.purchases / self.months


@dataclass(frozen=True)
class Gap:
    """A limit in days, as a dataclass."""

    code: ClassVar[str] = "acme.gap"
    unit: ClassVar[str] = "days"

    days: float

    def measure(self, situation: Situation) -> float:
        return self.days


@frozen
class Liked:
    """A criterion."""

    code = "acme.liked"

    times: int = 1

    def judge(self, situation: Situation) -> Finding:
        count = situation.relationship.purchases
        return Finding.of(
            Reason("liked", count >= self.times, count, Comparison.AT_LEAST, self.times, "purchases")
        )


@frozen
class Both:
    """A criterion made of others, as the library composes them, and of what it was given as it was given."""

    code = "acme.both"

    first: BuiltInCriterion = field(converter=built_in)
    score: BuiltInMetric = field(converter=built_in_metric)
    plain: Criterion = at_least(Loyalty(), 1)

    def judge(self, situation: Situation) -> Finding:
        return self.first.judge(situation)


@frozen
class Visit:
    """A recommender that can stand several times, each with a name of its own."""

    code = "acme.visit"

    name: str
    every_days: int = 90
    levels: FrozenMap[str, int] = FrozenMap()
    after: str | None = None

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        return ()


@frozen
class Restful:
    """A contact rule."""

    code = "acme.restful"

    hours: float | None = 12.0

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        return ALLOWED


OWN = Registry(
    metrics=(Loyalty, Gap), criteria=(Liked, Both), recommenders=(Visit,), contact_rules=(Restful,)
)
