"""Ticks are round and enclose what is drawn; shares are honest; labels keep their distance."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from relcore.render.scales import apart, percent, round_ticks


@given(st.integers(0, 10**12))
def test_ticks_are_round_evenly_spaced_and_reach_the_highest(highest: int) -> None:
    ticks = round_ticks(highest)
    step = ticks[1]
    assert ticks == tuple(range(0, ticks[-1] + 1, step))
    assert ticks[-1] >= highest > ticks[-2] or highest == 0
    assert str(step).rstrip("0") in {"1", "2", "5"}
    assert 2 <= len(ticks) <= 8


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_only_nothing_is_no_share_and_only_all_is_all(part: int, more: int) -> None:
    whole = part + more
    assert (percent(part, whole) == "0%") is (part == 0)
    assert percent(part, whole) != "100%"
    assert percent(part, whole) != "0.0%"
    assert percent(part, whole) != "100.0%"


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6).map(sorted))
def test_labels_keep_their_distance_within_bounds(places: list[float]) -> None:
    found = apart(places, gap=15, low=7.5, high=92.5)
    assert all(7.4 <= place <= 92.6 for place in found)
    assert all(b - a > 14.9 for a, b in pairwise(found))


def test_labels_that_are_apart_stay_where_they_are() -> None:
    assert apart([10, 50, 90], gap=15, low=0, high=100) == (10, 50, 90)


def test_nearly_all_is_not_all_and_nearly_none_is_not_none() -> None:
    assert percent(99_999, 100_000) == ">99.9%"
    assert percent(1, 100_000) == "<0.1%"
