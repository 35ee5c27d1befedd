"""What every metric states of itself, and what no edge may read."""

from typing import Any

import pytest

import relcore.policies
from relcore.errors import PolicyError
from relcore.lifecycle import events
from relcore.model import BUILT_IN_CONTENTS, Opportunity
from relcore.policies import (
    INSTRUMENTS,
    Count,
    Dependence,
    Elapsed,
    EndedFor,
    Known,
    Metric,
    OfType,
    OpenConcerns,
    SurveyScore,
    UnalertedOpportunities,
    UncoveredNeeds,
    at_least,
)
from relcore.policies.durations import Days, Paces, UsualGaps
from relcore.policies.foreign import BuiltInMetric
from relcore.policy_set import STANDARD
from relcore.testing import check_metric
from relcore.vocabulary import Anchor, EndReason, RelationshipType
from tests.unit.kernel.history import day, happened
from tests.unit.policies.seen import concern, customer, seen

GIVEN: dict[str, BuiltInMetric] = {
    "Count": Count("note"),
    "Days": Days(3),
    "EndedFor": EndedFor((EndReason.LAPSED,)),
    "Known": Known(Dependence()),
    "OfType": OfType((RelationshipType.COMMUNITY,)),
    "Paces": Paces(1, 1, 90),
    "SurveyScore": SurveyScore("csat", INSTRUMENTS["csat"]),
    "UsualGaps": UsualGaps(5, 4, 5, 30, 1_825),
}
"""Those that can't be made of nothing."""


def every_metric() -> list[Any]:
    """One of each metric that the package offers."""
    found = []
    for name in relcore.policies.__all__:
        offered = getattr(relcore.policies, name)
        if isinstance(offered, type) and offered is not Metric and hasattr(offered, "measure"):
            found.append(GIVEN[name] if name in GIVEN else offered())
    return found


METRICS = every_metric()
ADVISORY = [metric for metric in METRICS if not metric.steady]
STEADY = [metric for metric in METRICS if metric.steady]
KINDS = {event for kind in BUILT_IN_CONTENTS.classes for event in (kind, *events(kind))}


def name_of(metric: Any) -> str:
    return type(metric).__name__


def test_every_metric_has_a_code_of_its_own() -> None:
    codes = [metric.code for metric in METRICS]
    assert len(METRICS) > 40
    assert len(set(codes)) == len(codes)
    assert all(metric.unit for metric in METRICS)


@pytest.mark.parametrize("metric", METRICS, ids=name_of)
def test_every_metric_keeps_the_laws_of_a_metric(metric: Any) -> None:
    check_metric(metric, steady=metric.steady, max_examples=3)


@pytest.mark.parametrize("metric", ADVISORY, ids=name_of)
def test_what_moves_with_the_clock_or_with_other_facts_opens_no_edge(metric: Any) -> None:
    with pytest.raises(PolicyError, match=r"FoldingRules.criteria\['lapsed'\] is .*constant between events"):
        STANDARD.with_criteria(lapsed=at_least(metric, 1))
    with pytest.raises(PolicyError, match=r"Elapsed.limit is .*constant between events"):
        Elapsed(Anchor.STAGE, metric, "x")
    assert (metric.rises_with, metric.falls_with) == (None, None)


@pytest.mark.parametrize("metric", STEADY, ids=name_of)
def test_what_is_constant_between_events_may_open_an_edge_and_says_what_moves_it(metric: Any) -> None:
    assert STANDARD.with_criteria(lapsed=at_least(metric, 1)) != STANDARD
    for kinds in (metric.rises_with, metric.falls_with):
        assert kinds is None or kinds <= KINDS | {"broken", "overrun"}


@pytest.mark.parametrize(
    "metric",
    [m for m in ADVISORY if type(m).__name__ in {"UncoveredNeeds", "Unroutable", "UnalertedOpportunities"}],
    ids=name_of,
)
def test_what_needs_the_customer_or_the_company_is_unknown_without_them(metric: Any) -> None:
    assert metric.found(seen()) is None
    assert metric.measure(seen()) is None
    assert metric.evidence(seen()) == ()


def test_what_is_counted_is_cited_by_its_latest_eight() -> None:
    chances = [happened(f"o{n}", day(2 + n), Opportunity("more")) for n in range(9)]
    now = seen(*chances, customer=customer(is_key=True))
    assert UnalertedOpportunities().measure(now) == 9
    assert UnalertedOpportunities().evidence(now) == tuple(f"o{n}" for n in range(1, 9))
    few = seen(concern("c", day(2)))
    assert (OpenConcerns().measure(few), OpenConcerns().evidence(few)) == (1, ("c",))
    assert UncoveredNeeds().evidence(few) == ()
