"""A criterion is true, false or unknown, and says why."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from attrs import frozen

from relcore.errors import FieldError, PolicyError
from relcore.model import Reason, Relationship
from relcore.policies import (
    AllOf,
    AnyOf,
    Count,
    Criterion,
    Days,
    Elapsed,
    MeanBasket,
    Not,
    Overdue,
    PurchaseDays,
    Silence,
    Situation,
    Threshold,
    UsualGap,
    at_least,
    at_most,
)
from relcore.vocabulary import Anchor, Comparison, Stage
from tests.unit.kernel.history import MOMENT, after, day, note, opened, purchase

TRUE, FALSE = at_least(PurchaseDays(), 0, "true"), at_least(PurchaseDays(), 1, "false")
UNKNOWN = at_least(MeanBasket(), 0, "unknown")
NEW = Situation(opened(), day(1), 30.0)


def situation(relationship: Relationship, at: datetime) -> Situation:
    return Situation(relationship, at, 30.0)


def codes(reasons: tuple[Reason, ...]) -> list[str]:
    return [reason.code for reason in reasons]


def both(criterion: Criterion) -> bool | None:
    """The truth, which deciding and judging must agree about."""
    composed = AllOf((criterion,))
    decided = composed.decide(NEW)
    assert composed.judge(NEW).holds is decided
    return decided


def truths(holds: bool | None) -> Threshold:
    return {True: TRUE, False: FALSE, None: UNKNOWN}[holds]


@pytest.mark.parametrize(
    ("one", "other", "all_of", "any_of"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (True, None, None, True),
        (False, True, False, True),
        (False, False, False, False),
        (False, None, False, None),
        (None, True, None, True),
        (None, False, False, None),
        (None, None, None, None),
    ],
)
def test_unknown_is_a_third_truth_value(
    one: bool | None, other: bool | None, all_of: bool | None, any_of: bool | None
) -> None:
    assert both(AllOf((truths(one), truths(other)))) is all_of
    assert both(AnyOf((truths(one), truths(other)))) is any_of


@pytest.mark.parametrize(("holds", "negated"), [(True, False), (False, True), (None, None)])
def test_not_unknown_is_unknown(holds: bool | None, negated: bool | None) -> None:
    assert both(Not(truths(holds))) is negated


def test_the_operators_compose_flat_nodes() -> None:
    assert AllOf((TRUE, FALSE, UNKNOWN)) == TRUE & FALSE & UNKNOWN
    assert AllOf((TRUE, FALSE, UNKNOWN)) == TRUE & (FALSE & UNKNOWN)
    assert AnyOf((TRUE, FALSE, UNKNOWN)) == TRUE | FALSE | UNKNOWN
    assert Not(TRUE) == ~TRUE
    assert (TRUE & FALSE | UNKNOWN).criteria == (AllOf((TRUE, FALSE)), UNKNOWN)


def test_nodes_of_the_other_sort_are_not_flattened() -> None:
    assert AllOf((TRUE, AnyOf((FALSE, UNKNOWN)))).criteria == (TRUE, AnyOf((FALSE, UNKNOWN)))


@pytest.mark.parametrize("kind", [AllOf, AnyOf])
def test_a_composition_of_nothing_is_refused(kind: type[AllOf] | type[AnyOf]) -> None:
    with pytest.raises(
        PolicyError, match=rf"{kind.__name__}.criteria is \(\); expected at least one criterion"
    ):
        kind(())


@pytest.mark.parametrize(
    ("comparison", "below", "equal", "above"),
    [
        (Comparison.AT_LEAST, False, True, True),
        (Comparison.AT_MOST, True, True, False),
        (Comparison.MORE_THAN, False, False, True),
        (Comparison.LESS_THAN, True, False, False),
        (Comparison.EQUAL_TO, False, True, False),
    ],
)
def test_a_metric_is_held_against_a_number(
    comparison: Comparison, below: bool, equal: bool, above: bool
) -> None:
    bought_once = situation(after(purchase("p1", day(1))), day(1))
    found = [Threshold(PurchaseDays(), comparison, required) for required in (2, 1, 0)]
    assert [criterion.decide(bought_once) for criterion in found] == [below, equal, above]
    assert [criterion.judge(bought_once).holds for criterion in found] == [below, equal, above]


def test_a_reason_says_what_was_measured_required_and_its_evidence() -> None:
    bought = situation(after(purchase("p1", day(1)), purchase("p2", day(2))), day(2))
    (reason,) = at_least(PurchaseDays(), 4).judge(bought).reasons
    assert reason == Reason("purchase_days", False, 2, Comparison.AT_LEAST, 4, "days", ("p1", "p2"))
    assert reason.shortfall == 2


def test_a_reason_bears_the_metrics_code_unless_it_is_named() -> None:
    assert codes(at_most(PurchaseDays(), 1).judge(NEW).reasons) == ["purchase_days"]
    assert codes(at_most(PurchaseDays(), 1, "few").judge(NEW).reasons) == ["few"]


@pytest.mark.parametrize("required", [True, "1", None, float("nan")])
def test_what_a_metric_is_held_against_is_a_number(required: Any) -> None:
    with pytest.raises(PolicyError, match=r"Threshold.required is .*Give the number to compare with"):
        at_least(PurchaseDays(), required)


def test_a_comparison_is_one_of_the_closed_set() -> None:
    with pytest.raises(FieldError, match=r"Threshold.comparison is 'at_least'"):
        Threshold(PurchaseDays(), "at_least", 1)  # type: ignore[arg-type]


def test_what_made_it_so_is_told_apart_from_everything_that_was_looked_at() -> None:
    other = at_least(Count("trial"), 1, "also false")
    found = AllOf((TRUE, FALSE, UNKNOWN, other)).judge(NEW)
    assert codes(found.reasons) == ["true", "false", "unknown", "also false"]
    assert codes(found.because) == ["false", "also false"]
    assert codes(found.flip) == ["false", "unknown", "also false"]


def test_of_what_holds_altogether_everything_made_it_so_and_the_smallest_change_flips_it() -> None:
    found = AllOf(
        (AnyOf((TRUE, at_least(PurchaseDays(), 0, "twin"))), at_most(PurchaseDays(), 0, "few"))
    ).judge(NEW)
    assert codes(found.because) == ["true", "twin", "few"]
    assert codes(found.flip) == ["few"]


def test_of_what_is_unknown_the_unknown_made_it_so() -> None:
    assert codes(AllOf((TRUE, UNKNOWN)).judge(NEW).because) == ["unknown"]
    assert codes(AnyOf((FALSE, UNKNOWN)).judge(NEW).because) == ["unknown"]


def test_of_alternatives_those_that_hold_made_it_so_and_all_of_them_must_change() -> None:
    found = AnyOf((TRUE, FALSE, at_least(PurchaseDays(), 0, "twin"))).judge(NEW)
    assert codes(found.reasons) == ["true", "false", "twin"]
    assert codes(found.because) == codes(found.flip) == ["true", "twin"]


def test_where_no_alternative_holds_the_smallest_change_is_missing() -> None:
    found = AnyOf((AllOf((FALSE, at_least(Count("trial"), 1))), at_least(Count("pledge"), 1))).judge(NEW)
    assert codes(found.because) == ["false", "trial", "pledge"]
    assert codes(found.flip) == ["pledge"]


def test_the_reasons_of_a_negation_stand_as_they_were_found() -> None:
    found = Not(FALSE).judge(NEW)
    assert found.holds is True
    assert [reason.holds for reason in found.reasons] == [False]
    assert found.because == found.flip == found.reasons


def test_time_has_elapsed_strictly_after_the_deadline() -> None:
    waited = Elapsed(Anchor.STAGE, Days(7), "dwell")
    assert waited.deadline(NEW) == day(8)
    assert waited.decide(situation(opened(), day(8))) is False
    assert waited.decide(situation(opened(), day(8) + MOMENT)) is True
    assert waited.judge(situation(opened(), day(8) + MOMENT)).holds is True


def test_no_time_has_elapsed_at_the_anchor_itself() -> None:
    assert Elapsed(Anchor.STAGE, Days(0), "dwell").decide(NEW) is False
    assert Elapsed(Anchor.STAGE, Days(0), "dwell").decide(situation(opened(), day(1) + MOMENT)) is True


def test_the_reason_of_an_elapsed_time_is_in_days() -> None:
    (reason,) = Elapsed(Anchor.STAGE, Days(7), "dwell").judge(situation(opened(), day(4.5))).reasons
    assert reason == Reason("dwell", False, 3.5, Comparison.MORE_THAN, 7, "days")


def test_the_anchors_are_stage_episode_and_the_customers_last_act() -> None:
    history = (purchase("p1", day(2)), note("n", day(9)), purchase("p2", day(12)), note("m", day(14)))
    seen = situation(after(*history), day(14))
    assert [Elapsed(anchor, Days(1), "x").deadline(seen) for anchor in Anchor] == [day(13), day(2), day(13)]
    assert seen.relationship.stage is Stage.EXPANSION


def test_a_limit_that_is_unknown_has_no_deadline_and_an_unknown_truth() -> None:
    @frozen
    class Nobody:
        def measure(self, situation: Situation) -> float | None:
            return None

    waited = Elapsed(Anchor.STAGE, Nobody(), "dwell")
    later = situation(opened(), day(9))
    assert waited.deadline(later) is None
    assert waited.decide(later) is None
    assert waited.judge(later).holds is None


def test_a_limit_beyond_every_calendar_is_a_fault_of_the_policy() -> None:
    @frozen
    class Forever:
        def measure(self, situation: Situation) -> float:
            return 1e12

    with pytest.raises(PolicyError, match=r"dwell: Forever is 1000000000000.0.*Bound the limit"):
        Elapsed(Anchor.STAGE, Forever(), "dwell").deadline(NEW)


@pytest.mark.parametrize("metric", [Silence(), Overdue()])
def test_a_limit_that_moves_with_the_clock_is_refused(metric: Silence | Overdue) -> None:
    with pytest.raises(
        PolicyError, match=r"Elapsed.limit is .*expected a metric that is constant between events"
    ):
        Elapsed(Anchor.STAGE, metric, "dwell")
    assert Elapsed(Anchor.STAGE, UsualGap(), "dwell").deadline(NEW) == day(31)


def test_an_anchor_is_one_of_the_closed_set() -> None:
    with pytest.raises(FieldError, match=r"Elapsed.since is 'stage'"):
        Elapsed("stage", Days(1), "x")  # type: ignore[arg-type]


def test_criteria_are_values() -> None:
    assert at_least(PurchaseDays(), 1) == at_least(PurchaseDays(), 1)
    assert hash(AllOf((TRUE, FALSE))) == hash(AllOf((TRUE, FALSE)))
    assert at_least(PurchaseDays(), 1) != at_least(PurchaseDays(), 2)
    assert Elapsed(Anchor.STAGE, Days(7), "dwell") == Elapsed(Anchor.STAGE, Days(7), "dwell")
    assert "PurchaseDays()" in repr(TRUE)


def test_a_deadline_keeps_its_fraction_of_a_day() -> None:
    assert Elapsed(Anchor.STAGE, Days(0.5), "x").deadline(NEW) == day(1) + timedelta(hours=12)
