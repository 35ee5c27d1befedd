"""Time in stage: those that still go on count for what they show, that they last."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcore import Stage
from relcore.errors import FieldError
from relcore.portfolio import StageTime, known_by, median_duration, survival, time_in_stage
from tests.unit.portfolio.shop import courses_of, histories_of, noon

# Freireich and others (Blood 21, 1963): weeks of remission of 21 patients under 6-mercaptopurine and of 21
# under placebo; + marks those still in remission. The table is computed by hand from 21 at risk.
TREATED = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"


def durations(text: str) -> list[tuple[float, bool]]:
    return [(float(word.rstrip("+")), not word.endswith("+")) for word in text.split()]


def test_the_curve_is_that_of_the_textbook() -> None:
    assert [(weeks, round(share, 4)) for weeks, share in survival(durations(TREATED))] == [
        (6, 0.8571),  # 18 of 21
        (7, 0.8067),  # 16 of 17
        (10, 0.7529),  # 14 of 15
        (13, 0.6902),  # 11 of 12
        (16, 0.6275),  # 10 of 11
        (22, 0.5378),  # 6 of 7
        (23, 0.4482),  # 5 of 6
    ]


def test_the_medians_are_those_of_the_textbook() -> None:
    assert median_duration(durations(TREATED)) == 23
    assert median_duration(durations(PLACEBO)) == 8


def test_what_still_goes_on_is_neither_left_out_nor_taken_as_ended() -> None:
    seen = durations("1 2 3 9+ 9+ 9+ 9+ 9+")
    assert median_duration(seen) is None
    assert median_duration([pair for pair in seen if pair[1]]) == 2
    assert median_duration([(days, True) for days, _ in seen]) == 9


def test_what_goes_on_at_the_very_duration_of_an_end_lasted_longer() -> None:
    assert survival(durations("5 5+")) == ((5, 0.5),)


@pytest.mark.parametrize("text", ["", "3+", "1+ 2+ 3+", "1 5+ 5+"])
def test_there_is_no_median_where_the_curve_never_falls_to_one_half(text: str) -> None:
    assert median_duration(durations(text)) is None


@given(st.integers(1, 400))
def test_without_anything_going_on_the_median_is_the_lower_middle_one(count: int) -> None:
    """Also where a product of fractions misses one half by a rounding."""
    assert median_duration([(float(n), True) for n in range(1, count + 1)]) == (count + 1) // 2


@given(st.lists(st.tuples(st.integers(0, 9).map(float), st.booleans())), st.randoms())
def test_a_curve_falls_and_does_not_depend_on_the_order(
    seen: list[tuple[float, bool]], random: object
) -> None:
    curve = survival(seen)
    shares = [1.0, *(share for _, share in curve)]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share < 1 for _, share in curve)
    assert survival(list(reversed(seen))) == curve


@pytest.mark.parametrize("duration", [-1.0, float("nan"), float("inf")])
def test_a_duration_is_a_number_of_zero_or_more(duration: float) -> None:
    with pytest.raises(FieldError, match="zero or more"):
        survival([(duration, True)])


def test_time_in_stage_counts_every_stay() -> None:
    histories = histories_of(
        ("a", "2026-01-01", 1),  # awareness until 5 January
        ("a", "2026-01-05", 1),  # expansion until the lapse 40 days later: (10 + 4) / 2 = 7, five times 35
        ("b", "2026-01-01", 1),  # awareness until the lapse 50 days later, on 20 February
        ("b", "2026-02-24", 1),  # back after four days: awareness, and still there
    )
    at = noon("2026-03-01")
    found = time_in_stage(courses_of(known_by(histories, at), at))
    assert list(found) == list(Stage)
    assert found[Stage.EXPLORATION] == StageTime(3, 3, 0.0)
    assert found[Stage.AWARENESS] == StageTime(3, 2, 50.0)
    assert found[Stage.EXPANSION] == StageTime(1, 1, 40.0)
    assert found[Stage.COMMITMENT] == StageTime(0, 0, None)
    assert found[Stage.DISSOLUTION] == StageTime(2, 1, 4.0)
    assert found[Stage.AWARENESS].lasting == 1


def test_a_stay_that_goes_on_is_as_long_as_it_has_been_seen() -> None:
    histories = histories_of(("a", "2026-01-01", 1), ("b", "2026-01-01", 1), ("b", "2026-01-31", 1))
    young = courses_of(known_by(histories, noon("2026-01-31")), noon("2026-01-31"))
    assert time_in_stage(young)[Stage.AWARENESS] == StageTime(2, 1, 30.0)
    before = noon("2026-01-31") - timedelta(days=1)
    assert time_in_stage(courses_of(known_by(histories, before), before))[Stage.AWARENESS].median_days is None
