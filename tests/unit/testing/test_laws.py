"""Each law of a policy is checked by one call, and can be broken."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from attrs import frozen

from relcore import STANDARD
from relcore.model import Reason, Recommendation
from relcore.policies import (
    ActivityScore,
    Finding,
    Metric,
    PurchaseDays,
    Recommender,
    Silence,
    Situation,
    at_least,
)
from relcore.testing import check_criterion, check_metric, check_recommender
from relcore.vocabulary import Comparison, Purpose
from tests.unit.serialization.policy_examples import POLICIES

METRICS = [value for value in POLICIES.values() if isinstance(value, Metric)]
FOUND = Reason("bought", True, 1, Comparison.AT_LEAST, 1, "times")


@frozen
class Forgetful:
    """Answers something else the second time."""

    asked: list[int]

    def measure(self, situation: Situation) -> int:
        self.asked.append(0)
        return len(self.asked)


@frozen
class Text:
    """Answers with no number."""

    def measure(self, situation: Situation) -> int:
        return "many"  # type: ignore[return-value]


@frozen
class FromUnknown:
    """Says yes where nothing was measured."""

    def judge(self, situation: Situation) -> Finding:
        return Finding.of(Reason("guess", True, None, Comparison.AT_LEAST, 1, "times"))


@frozen
class Mute:
    """Says no, and not why."""

    def judge(self, situation: Situation) -> Finding:
        return Finding(False, (), (), (), ())


@frozen
class Proposer:
    """Proposes what it was told to, for what its occasion makes of the situation."""

    occasion: Callable[[Situation], str]
    times: int = 1
    reasons: tuple[Reason, ...] = (FOUND,)
    relationship_id: str | None = None

    def recommend(self, situation: Situation) -> list[Recommendation]:
        one = Recommendation(
            kind="call",
            relationship_id=self.relationship_id or situation.relationship.id,
            occasion=self.occasion(situation),
            purpose=Purpose.SERVICE,
            reasons=self.reasons,
        )
        return [one] * self.times


@frozen
class Fickle:
    """Proposes something else the second time."""

    asked: list[int]

    def recommend(self, situation: Situation) -> list[Recommendation]:
        self.asked.append(0)
        return Proposer(lambda _: f"time {len(self.asked)}").recommend(situation)


@frozen
class Shouting:
    """Proposes words."""

    def recommend(self, situation: Situation) -> list[Recommendation]:
        return ["call"]  # type: ignore[list-item]


def since_opening(situation: Situation, span: timedelta) -> str:
    return str((situation.at - situation.relationship.opened_at) // span)


def once(situation: Situation) -> str:
    return "once"


def of_the_week(situation: Situation) -> str:
    return since_opening(situation, timedelta(days=7))


def of_the_hour(situation: Situation) -> str:
    return since_opening(situation, timedelta(hours=1))


def of_the_moment(situation: Situation) -> str:
    return situation.at.isoformat()


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: type(metric).__name__)
def test_built_in_metrics_keep_the_laws(metric: Any) -> None:
    check_metric(metric, steady=metric.steady, max_examples=5)


@pytest.mark.parametrize("name", STANDARD.advising.findings)
def test_the_standard_findings_keep_the_laws(name: str) -> None:
    check_criterion(STANDARD.advising.findings[name], max_examples=5)


@frozen
class Every:
    """All recommenders of a set as one: they are asked about the same relationships, and no key is anybody else's."""

    recommenders: tuple[Recommender, ...]

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        for recommender in self.recommenders:
            yield from recommender.recommend(situation)


def test_the_standard_recommenders_keep_the_laws() -> None:
    check_recommender(Every(STANDARD.advising.recommenders), max_examples=50)


def test_what_one_of_several_breaks_is_found() -> None:
    broken = Every((*STANDARD.advising.recommenders, Proposer(of_the_moment)))
    with pytest.raises(AssertionError, match="no key is made of the clock"):
        check_recommender(broken, max_examples=50)


def test_a_lawful_policy_passes() -> None:
    check_metric(ActivityScore(), steady=False, max_examples=10)
    check_criterion(~at_least(PurchaseDays(), 2), max_examples=10)
    check_recommender(Proposer(once), max_examples=10)
    check_recommender(Proposer(of_the_week), max_examples=10)
    check_recommender(Proposer(once, times=0), max_examples=10)


@pytest.mark.parametrize(
    ("metric", "law"),
    [(Forgetful([]), "same question"), (Text(), "one number"), (Silence(), "constant while nothing happens")],
)
def test_a_metric_that_breaks_a_law_is_caught(metric: Silence, law: str) -> None:
    with pytest.raises(AssertionError, match=law):
        check_metric(metric, max_examples=10)


@pytest.mark.parametrize(("criterion", "law"), [(FromUnknown(), "unknown is not true"), (Mute(), "says why")])
def test_a_criterion_that_breaks_a_law_is_caught(criterion: Mute, law: str) -> None:
    with pytest.raises(AssertionError, match=law):
        check_criterion(criterion, max_examples=10)


@pytest.mark.parametrize(
    ("recommender", "law"),
    [
        (Proposer(of_the_moment), "made of the clock"),
        (Proposer(of_the_hour), "made of the clock"),
        (Proposer(once, times=2), "stands for one recommendation"),
        (Proposer(once, reasons=()), "says why"),
        (Proposer(once, relationship_id="r-2"), "for the relationship that it was asked about"),
        (Shouting(), "proposes recommendations"),
        (Fickle([]), "same question"),
    ],
    ids=map(str, count()),
)
def test_a_recommender_that_breaks_a_law_is_caught(recommender: Recommender, law: str) -> None:
    with pytest.raises(AssertionError, match=law):
        check_recommender(recommender, max_examples=10)
