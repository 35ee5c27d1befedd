"""Satisfaction is what the customer's own readings say, less and less of it the older they are."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from relcore.errors import PolicyError
from relcore.model import Interaction
from relcore.policies import (
    INSTRUMENTS,
    LastingSatisfaction,
    Satisfaction,
    SurveyScore,
    Unmeasured,
    at_least,
    at_most,
)
from relcore.vocabulary import Party, Phase
from tests.unit.kernel.history import MOMENT, day, note, opened, purchase, taken_back
from tests.unit.policies.seen import reading, seen

BEFORE, DURING, AFTER = Phase


@pytest.mark.concept("A2")
def test_without_a_reading_satisfaction_is_unknown_and_not_neutral() -> None:
    bought = purchase("p", day(2))
    for metric in (Satisfaction(), LastingSatisfaction(), SurveyScore("csat", INSTRUMENTS["csat"])):
        assert metric.measure(seen(bought)) is None
        assert metric.evidence(seen(bought)) == ()
        assert metric.measure(seen(bought, reading("s", day(3), 3))) is not None
    for bound in (at_least(LastingSatisfaction(), 50), at_most(LastingSatisfaction(), 50)):
        assert bound.decide(seen(bought)) is None
        assert bound.decide(seen(bought, reading("s", day(3), 3))) is True


@pytest.mark.concept("A2")
def test_every_phase_of_the_buying_cycle_counts() -> None:
    cycle = [
        reading(f"s{n}", day(2 + n), mark, phase=phase)
        for n, (phase, mark) in enumerate(((BEFORE, 5), (DURING, 3), (AFTER, 4)))
    ]
    assert LastingSatisfaction().measure(seen(*cycle)) == 75
    score = SurveyScore("csat", INSTRUMENTS["csat"])
    assert score.measure(seen(*cycle)) == 66.67
    assert evolve(score, phase=AFTER).measure(seen(*cycle)) == 100
    assert evolve(score, phase=DURING).measure(seen(*cycle)) == 0
    assert evolve(score, phase=DURING).evidence(seen(*cycle)) == ("s1",)
    assert evolve(score, phase=BEFORE).measure(seen(cycle[1])) is None


@pytest.mark.concept("A7")
def test_only_the_customers_own_readings_count() -> None:
    guess = reading("g", day(3), 5, given_by=Party.COMPANY)
    own = reading("s", day(4), 1)
    for metric in (Satisfaction(), LastingSatisfaction(), SurveyScore("csat", INSTRUMENTS["csat"])):
        assert metric.measure(seen(guess)) is None
        assert metric.measure(seen(guess, own)) == metric.measure(seen(own)) == 0
        assert metric.evidence(seen(guess, own)) == ("s",)
    assert [proxy.id for proxy in seen(guess, own).relationship.knowledge.proxies] == ["g"]


@pytest.mark.parametrize(
    ("age", "points"),
    [
        (0, 50),  # both weigh alike where both are new: (0 + 100) / 2
        (180, 67),  # the older one weighs half: 100 / 1.5
        (360, 75),  # a third: 100 / (4 / 3)
        (540, 80),
    ],
)
def test_a_reading_weighs_half_at_its_half_life(age: int, points: int) -> None:
    bad, good = reading("s", day(2), 1), reading("t", day(2 + age), 5)
    assert Satisfaction().measure(seen(bad, good, at=2 + age)) == points
    slow = Satisfaction(half_life_days=age or 1)
    assert slow.measure(seen(bad, good, at=2 + age)) == (67 if age else 50)


def test_a_single_reading_says_the_same_as_long_as_it_weighs_enough() -> None:
    read = reading("s", day(2), 4)
    # 180 / (180 + age) is a quarter at 540 days
    assert Satisfaction().measure(seen(read, at=2 + 540)) == 75
    later = evolve(seen(read, at=2 + 540), at=day(2 + 540) + timedelta(days=1))
    assert Satisfaction().measure(later) is None
    assert Satisfaction().evidence(later) == ("s",)
    assert Satisfaction(least_weight=0.2).measure(later) == 75


@pytest.mark.concept("A2")
def test_readings_that_are_too_old_make_it_unknown_and_not_neutral() -> None:
    old = [reading(f"s{n}", day(2), 5) for n in range(3)]
    assert Satisfaction().measure(seen(*old, at=2 + 1_900)) == 100
    assert Satisfaction().measure(seen(*old, at=2 + 2_000)) is None  # 3 * 180 / 2180
    assert LastingSatisfaction().measure(seen(*old, at=2 + 2_000)) == 100


def test_half_a_point_is_rounded_up() -> None:
    halves = [reading("s", day(2), Decimal("0.5"), "rating"), reading("t", day(2), Decimal("0.51"), "rating")]
    assert LastingSatisfaction().measure(seen(*halves, at=2)) == 51
    assert Satisfaction().measure(seen(*halves, at=2)) == 51


@pytest.mark.concept("A2")
def test_instruments_stand_beside_each_other_in_points() -> None:
    both = [reading("s", day(2), 1, "ces_2010"), reading("t", day(2), 1, "ces")]  # little effort; and hard
    assert LastingSatisfaction().measure(seen(*both)) == 50
    assert LastingSatisfaction(("ces_2010",)).measure(seen(*both)) == 100
    assert LastingSatisfaction(("ces",)).measure(seen(*both)) == 0
    assert LastingSatisfaction(("nps",)).measure(seen(*both)) is None
    assert Satisfaction(instruments=("ces",)).measure(seen(*both, at=2)) == 0
    assert Satisfaction(instruments=("ces", "ces_2010")).evidence(seen(*both)) == ("s", "t")


@pytest.mark.concept("A2")
def test_the_two_efforts_are_summed_up_apart() -> None:
    both = [
        reading("s", day(2), 1, "ces_2010"),
        reading("t", day(2), 7, "ces"),
        reading("u", day(3), 5, "ces"),
    ]
    first, second = (SurveyScore(name, INSTRUMENTS[name]) for name in ("ces_2010", "ces"))
    assert (first.measure(seen(*both)), second.measure(seen(*both))) == (1.0, 6.0)
    assert (first.code, second.code) == ("survey.ces_2010", "survey.ces")
    assert second.evidence(seen(*both)) == ("t", "u")


def test_a_net_promoter_score_is_that_of_the_remembered_readings() -> None:
    marks = (10, 9, 9, 7, 3)
    read = [reading(f"s{n}", day(2 + n), mark, "nps") for n, mark in enumerate(marks)]
    assert SurveyScore("nps", INSTRUMENTS["nps"]).measure(seen(*read)) == 40.0


def test_a_reading_by_an_unknown_instrument_or_off_its_scale_measures_nothing() -> None:
    odd = [reading("s", day(2), 5, "stars"), reading("t", day(2), 11, "nps")]
    assert LastingSatisfaction().measure(seen(*odd)) is None
    assert Satisfaction(instruments=("stars",)).measure(seen(*odd, at=2)) is None


def test_evidence_is_at_most_the_latest_eight_readings() -> None:
    many = [reading(f"s{n}", day(2 + n), 4) for n in range(10)]
    assert LastingSatisfaction().evidence(seen(*many)) == tuple(f"s{n}" for n in range(2, 10))
    assert Satisfaction().evidence(seen(*many)) == tuple(f"s{n}" for n in range(2, 10))


@pytest.mark.parametrize("value", [0, -1, 36_600.1, float("nan"), float("inf"), True, "180", None], ids=repr)
def test_a_half_life_is_a_number_of_days_above_zero(value: Any) -> None:
    with pytest.raises(PolicyError, match=r"Satisfaction.half_life_days is .*a number above 0, to 36,600"):
        Satisfaction(half_life_days=value)


@pytest.mark.parametrize("value", [0, -0.1, 100.1, float("nan"), False, "1"], ids=repr)
def test_a_least_weight_is_a_number_above_zero(value: Any) -> None:
    with pytest.raises(PolicyError, match=r"Satisfaction.least_weight is .*a number above 0, to 100"):
        Satisfaction(least_weight=value)


def unmeasured(*history: Interaction[Any], at: float, within: float = 30.0) -> tuple[str, ...]:
    metric, now = Unmeasured(within), seen(*history, at=at)
    found = metric.found(now)
    assert (metric.measure(now), metric.evidence(now)) == (len(found), found)
    return found


BOUGHT = purchase("p", day(2))


@pytest.mark.concept("A2")
def test_a_purchase_without_a_reading_after_receipt_shows_as_unmeasured() -> None:
    assert unmeasured(BOUGHT, at=2 + 31) == ("p",)
    assert unmeasured(BOUGHT, reading("s", day(9), 3), at=2 + 31) == ()
    assert unmeasured(BOUGHT, reading("s", day(9), 3, phase=BEFORE), at=2 + 31) == ("p",)
    assert unmeasured(BOUGHT, reading("s", day(9), 3, phase=DURING), at=2 + 31) == ("p",)


@pytest.mark.concept("A2")
def test_a_purchase_is_unmeasured_only_after_the_time_that_a_reading_has() -> None:
    limit = seen(BOUGHT, at=2 + 30)
    midnight = limit.at.replace(hour=0) + timedelta(days=1)  # counted from the purchase day
    assert Unmeasured().measure(limit) == 0
    assert Unmeasured().measure(evolve(limit, at=midnight - MOMENT)) == 0
    assert Unmeasured().measure(evolve(limit, at=midnight)) == 1
    assert unmeasured(BOUGHT, at=2 + 8, within=7) == ("p",)
    assert unmeasured(BOUGHT, at=2 + 7, within=7) == ()


@pytest.mark.concept("A2")
def test_the_time_that_a_reading_has_is_counted_in_the_relationships_zone() -> None:
    manila = opened(zone=ZoneInfo("Asia/Manila"))
    late = purchase("p", day(2.3))  # after midnight there
    at = day(32).replace(hour=17)
    here, there = (evolve(seen(late, relationship=r), at=at) for r in (opened(), manila))
    assert Unmeasured().measure(here) == 0
    assert Unmeasured().measure(there) == 0
    assert Unmeasured().measure(evolve(here, at=at + timedelta(hours=7))) == 1
    assert Unmeasured().measure(evolve(there, at=at + timedelta(hours=7))) == 0


@pytest.mark.concept("A2")
def test_a_reading_measures_the_purchase_that_it_is_about_and_else_the_latest() -> None:
    two = (BOUGHT, purchase("q", day(3)))
    assert unmeasured(*two, reading("s", day(9), 3), at=90) == ("p",)
    assert unmeasured(*two, reading("s", day(9), 3, about="p"), at=90) == ("q",)
    assert unmeasured(*two, reading("s", day(9), 3, about="x"), at=90) == ("p", "q")
    gone = taken_back("b", day(4), "q", cancels=True)
    assert unmeasured(*two, gone, reading("s", day(9), 3), at=90) == ()


def test_the_latest_eight_of_many_unmeasured_purchases_are_cited() -> None:
    many = seen(*[purchase(f"p{n}", day(2 + n)) for n in range(10)], at=60)
    assert Unmeasured().measure(many) == 10
    assert Unmeasured().evidence(many) == tuple(f"p{n}" for n in range(2, 10))


@pytest.mark.concept("A7")
def test_a_guess_of_the_companys_measures_no_purchase() -> None:
    assert unmeasured(BOUGHT, reading("g", day(9), 5, given_by=Party.COMPANY), at=90) == ("p",)


def test_a_cancelled_purchase_needs_no_reading() -> None:
    assert unmeasured(BOUGHT, taken_back("b", day(4), "p", cancels=True), note("n", day(5)), at=90) == ()
