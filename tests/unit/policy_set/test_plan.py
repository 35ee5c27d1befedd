"""A lifecycle laid out for the fold: an edge is left out only where nothing can have moved its criterion."""

from datetime import timedelta
from itertools import count

import pytest

from relcore.lifecycle import events
from relcore.model import BUILT_IN_CONTENTS
from relcore.policies import (
    AllOf,
    AnswerHours,
    AnyOf,
    Breaches,
    CoolingOff,
    Count,
    Criterion,
    Days,
    Dependence,
    Elapsed,
    Finding,
    GraveConcerns,
    InteractionDays,
    InteractionSpan,
    Known,
    LastingSatisfaction,
    MotiveCompleteness,
    OfType,
    OpenConcerns,
    OpenNeeds,
    Overrun,
    Owned,
    Paces,
    PurchaseDays,
    Reliability,
    Situation,
    Threshold,
    UsualGap,
    at_least,
    at_most,
)
from relcore.policies.criteria import built_in
from relcore.policy_set import STANDARD, StagePlan, leaves
from relcore.vocabulary import Anchor, Comparison, RelationshipType, Stage

PLAN = STANDARD.folding.plan
ONE, TWO = at_least(PurchaseDays(), 1), at_most(Breaches(), 0)
EVENTS = {event for kind in BUILT_IN_CONTENTS.classes for event in events(kind)}


class Anything:
    """A user's own criterion: nobody knows what moves it."""

    def judge(self, situation: Situation) -> Finding:
        raise AssertionError("a plan asks no criterion")


class Number:
    """A user's own metric: nobody knows what moves it."""

    def measure(self, situation: Situation) -> float:
        raise AssertionError("a plan asks no metric")


def tried(criterion: Criterion) -> set[str]:
    """The events at which the way from exploration to awareness is tried, where this criterion opens it."""
    here = STANDARD.with_criteria(value_understood=criterion).folding.plan.stages[Stage.EXPLORATION]
    return {
        event
        for event, edges in here.cells.items()
        if any(bound.edge.rule == "value_understood" for bound in edges)
    }


def test_a_composed_criterion_is_made_of_its_leaves_from_left_to_right() -> None:
    waited = Elapsed(Anchor.STAGE, Days(7), "dwell")
    assert list(leaves(AllOf((ONE, AnyOf((TWO, ~waited)))))) == [ONE, TWO, waited]
    foreign = built_in(Anything())
    assert list(leaves(foreign)) == [foreign]


def test_every_stage_has_its_edges_in_the_order_of_the_table() -> None:
    for stage in Stage:
        here = PLAN.stages[stage]
        assert tuple(bound.edge for bound in here.edges) == STANDARD.folding.lifecycle.edges_from(stage)
        assert set(here.by_state) | {b for edges in here.on.values() for b in edges} == set(here.edges)
        assert set(here.cells) == EVENTS


@pytest.mark.parametrize(
    ("criterion", "events"),
    [
        (at_least(Count("trial.passed"), 1), {"trial.passed"}),
        (at_most(Count("trial.passed"), 1), set()),
        (~at_most(Count("trial.passed"), 1), {"trial.passed"}),
        (~at_least(Count("trial.passed"), 1), set()),
        (ONE, {"opening_balance", "purchase"}),
        (at_least(Count("purchase"), 1), {"opening_balance", "purchase"}),
        (~ONE, {"return"}),
        (ONE & TWO, {"opening_balance", "purchase", "delivered", "resolved", "withdrawn"}),
        (ONE | at_least(Count("note"), 1), {"opening_balance", "purchase", "note"}),
        (~(ONE | at_least(Count("note"), 1)), {"return"}),
        (Threshold(PurchaseDays(), Comparison.EQUAL_TO, 1), {"opening_balance", "purchase", "return"}),
        (Threshold(PurchaseDays(), Comparison.LESS_THAN, 1), {"return"}),
        (Threshold(PurchaseDays(), Comparison.MORE_THAN, 1), {"opening_balance", "purchase"}),
        (Elapsed(Anchor.STAGE, Days(7), "x"), set()),
        (Elapsed(Anchor.STAGE, UsualGap(), "x"), {"opening_balance", "purchase", "return"}),
        (~Elapsed(Anchor.STAGE, Days(7), "x"), EVENTS),
        (at_least(Count("trial"), 1), {"trial.started", "trial.passed", "trial.failed"}),
        (Anything(), EVENTS),
        (ONE & Anything(), EVENTS),
        (at_least(Number(), 1), EVENTS),
        (Threshold(Number(), Comparison.EQUAL_TO, 1), EVENTS),
        (at_least(GraveConcerns(), 1), {"concern", "reopened", "satisfaction_reading"}),
        (at_least(OpenConcerns(), 1), {"concern", "reopened", "satisfaction_reading"}),
        (at_most(Overrun(), 0), {"answered", "delivered", "resolved", "withdrawn"}),
        (at_least(OpenNeeds(), 1), {"statement.need"}),
        (at_most(OpenNeeds(), 0), {"acknowledged", "resolved", "withdrawn"}),
        (at_least(Dependence(), 20), {"share_of_wallet"}),
        (at_most(Known(Dependence()), 0), {"share_of_wallet"}),
        (at_most(Known(Count("note")), 0), EVENTS),  # memory can overflow with any kind
        (at_least(Reliability(), 50), {"delivered"}),
        (at_most(Reliability(), 50), {"delivered"}),  # it may become known
        (at_least(MotiveCompleteness(), 50), {"purchase", "return", "statement.motive"}),
        (at_least(LastingSatisfaction(), 50), {"satisfaction_reading"}),
        (at_least(AnswerHours(), 1), {"answered"}),
        (at_least(InteractionDays(), 3), EVENTS),
        (at_most(InteractionSpan(), 3), set()),
        (at_least(CoolingOff(), 1), set(events("ended"))),
        (at_most(CoolingOff(), 0), {"withdrawn"}),
        (at_least(OfType((RelationshipType.COMMUNITY,)), 1), {"type_changed"}),
        (at_most(Owned(), 0), {"owner_changed", "type_changed"}),
    ],
    ids=map(str, count()),
)
def test_an_edge_is_tried_at_whatever_can_make_its_criterion_hold(
    criterion: Criterion, events: set[str]
) -> None:
    assert tried(criterion) == events


def test_a_stage_waits_for_the_fixed_and_the_moving_deadlines_of_its_criteria() -> None:
    fixed, moving = Elapsed(Anchor.STAGE, Days(3), "x"), Elapsed(Anchor.ENGAGED, Paces(1, 0, 90), "y")
    plan = STANDARD.with_criteria(value_understood=fixed | ~moving).folding.plan.stages[Stage.EXPLORATION]
    assert [wait.limit for wait in plan.fixed_waits] == [timedelta(days=3)]
    assert [wait.limit for wait in plan.reversal_waits] == [timedelta(days=3), timedelta(days=30)]
    assert [wait.name for wait in plan.moving_waits] == ["silence", "y"]


def test_an_ended_relationship_waits_for_nothing() -> None:
    ended: StagePlan = PLAN.stages[Stage.DISSOLUTION]
    assert (ended.fixed_waits, ended.moving_waits, ended.reversal_waits) == ((), (), ())
