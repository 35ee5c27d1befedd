"""How long is long: a number of days, or a multiple of a pace, within bounds."""

from datetime import timedelta
from typing import Any

import pytest

from relcore.errors import PolicyError
from relcore.policies import Days, Paces, Situation, UsualGaps
from relcore.policies.durations import counted_days
from tests.unit.kernel.history import after, day, opened, purchase

BAD = [-1, 366_001, float("nan"), float("inf"), True, "7", None]


def at_pace(pace: float) -> Situation:
    return Situation(opened(), day(1), pace)


@pytest.mark.parametrize("days", [0, 0.5, 366_000])
def test_days_are_days_whatever_the_pace(days: float) -> None:
    assert Days(days).measure(at_pace(1)) == Days(days).measure(at_pace(365)) == days
    assert Days(days).in_days(30) == days
    assert Days(days).evidence(at_pace(1)) == ()


@pytest.mark.parametrize(("pace", "days"), [(1, 7), (7, 7), (20, 20), (90, 90), (365, 90)])
def test_paces_are_multiples_of_the_businesss_pace_within_bounds(pace: float, days: float) -> None:
    paces = Paces(1, at_least_days=7, at_most_days=90)
    assert paces.measure(at_pace(pace)) == paces.in_days(pace) == days
    assert paces.evidence(at_pace(pace)) == ()


LIMIT = UsualGaps(multiple=5, at_least_paces=4, at_most_paces=6, at_least_days=30, at_most_days=1_825)


@pytest.mark.parametrize(
    ("pace", "second", "days"),
    [
        (30, 21, 5 * 25.0),  # usual gap (30 + 20) / 2: in between
        (30, 2, 4 * 30),  # (30 + 1) / 2, five times 77.5 days: never below four paces
        (30, 101, 6 * 30),  # (30 + 100) / 2, five times 325 days: never above six
        (5, 6, 30),  # (5 + 5) / 2, five times 25 days: never below the days either
        (365, 366, 1_825),  # (365 + 365) / 2, five times exactly the most days
        (400, 900, 1_825),  # five times far more
    ],
)
def test_a_limit_in_usual_gaps_stays_within_its_bounds(pace: float, second: float, days: float) -> None:
    bought = after(purchase("p1", day(1)), purchase("p2", day(second)))
    assert LIMIT.measure(Situation(bought, day(second), pace)) == days


def test_a_limit_in_usual_gaps_cites_the_purchases_that_it_was_taken_from() -> None:
    bought = after(purchase("p1", day(1)), purchase("p2", day(21)))
    assert LIMIT.evidence(Situation(bought, day(21), 30)) == ("p1", "p2")


@pytest.mark.parametrize("value", BAD, ids=repr)
@pytest.mark.parametrize("field", ["multiple", "at_least_days", "at_most_days"])
def test_the_parameters_of_paces_are_numbers_of_days(field: str, value: Any) -> None:
    known: dict[str, Any] = {"multiple": 1, "at_least_days": 7, "at_most_days": 90}
    with pytest.raises(PolicyError, match=f"Paces.{field} is .*expected a number from 0 to 366,000"):
        Paces(**(known | {field: value}))


@pytest.mark.parametrize(
    "field", ["multiple", "at_least_paces", "at_most_paces", "at_least_days", "at_most_days"]
)
def test_the_parameters_of_usual_gaps_are_numbers_and_named_as_they_are(field: str) -> None:
    known: dict[str, Any] = {
        "multiple": 5,
        "at_least_paces": 4,
        "at_most_paces": 5,
        "at_least_days": 30,
        "at_most_days": 100,
    }
    with pytest.raises(PolicyError, match=f"UsualGaps.{field} is "):
        UsualGaps(**(known | {field: -1}))


@pytest.mark.parametrize("value", BAD, ids=repr)
def test_days_are_a_number_of_days(value: Any) -> None:
    with pytest.raises(PolicyError, match=r"Days.days is .*Give it in days"):
        Days(value)


def test_a_lower_bound_lies_below_the_upper_one() -> None:
    assert Paces(1, 7, 7).measure(at_pace(30)) == 7
    with pytest.raises(
        PolicyError, match=r"Paces.at_least_days is \(8, 7\); expected a lower bound below.*Swap"
    ):
        Paces(1, 8, 7)
    with pytest.raises(PolicyError, match=r"UsualGaps.at_least_days is \(8, 7\)"):
        UsualGaps(5, 4, 5, 8, 7)
    with pytest.raises(PolicyError, match=r"UsualGaps.at_least_paces is \(5, 4\)"):
        UsualGaps(5, 5, 4, 7, 8)


def test_days_are_told_to_the_microsecond_as_a_deadline_counts_them() -> None:
    told = counted_days(0.1234567890123)
    assert told == timedelta(0.1234567890123) / timedelta(days=1)
    assert told != 0.1234567890123
    assert (counted_days(30), counted_days(None)) == (30, None)
    assert type(counted_days(30)) is int


def test_more_days_than_a_calendar_holds_are_told_as_they_are() -> None:
    assert counted_days(1e12) == 1e12
