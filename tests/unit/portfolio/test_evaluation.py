"""A ranking is judged by what followed, and knows nothing of it."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from relcore import STANDARD
from relcore.errors import FieldError
from relcore.policies import Situation
from relcore.policy_set import AdvisingRules
from relcore.portfolio import Ranking, auc, holdout, pooled_pace
from tests.unit.portfolio.shop import histories_of


def by_pairs(scores: list[float], labels: list[bool]) -> float | None:
    """Every pair of a true and a false case, one by one."""
    true = [s for s, label in zip(scores, labels, strict=True) if label]
    false = [s for s, label in zip(scores, labels, strict=True) if not label]
    wins = sum((Fraction(t > f) + Fraction(t == f, 2) for t in true for f in false), Fraction(0))
    return float(wins / (len(true) * len(false))) if true and false else None


@given(
    st.lists(st.tuples(st.one_of(st.integers(0, 4).map(float), st.floats(allow_nan=False)), st.booleans()))
)
def test_the_area_is_the_share_of_pairs_that_are_ranked_right(cases: list[tuple[float, bool]]) -> None:
    scores, labels = [score for score, _ in cases], [label for _, label in cases]
    assert auc(scores, labels) == by_pairs(scores, labels)


@pytest.mark.parametrize(
    ("scores", "labels", "area"),
    [
        ([3, 2, 1], [True, False, False], 1.0),
        ([1, 2, 3], [True, False, False], 0.0),
        ([1, 1, 1], [True, False, False], 0.5),
        ([1, 2], [True, True], None),
        ([1, 2], [False, False], None),
        ([], [], None),
    ],
)
def test_the_area_is_one_for_a_right_order_and_unknown_without_both_kinds(
    scores: list[float], labels: list[bool], area: float | None
) -> None:
    assert auc(scores, labels) == area


def test_a_case_without_a_score_or_label_is_misuse() -> None:
    with pytest.raises(FieldError, match="labels"):
        auc([1, 2], [True])
    with pytest.raises(FieldError, match="scores"):
        auc([1, float("nan")], [True, False])


ROWS = [
    ("often", "2026-01-01", 1),
    ("often", "2026-01-11", 1),
    ("often", "2026-01-21", 1),
    ("often", "2026-03-05", 1),
    ("twice", "2026-01-01", 1),
    ("twice", "2026-01-06", 1),
    ("once", "2026-01-15", 1),
    ("lucky", "2026-01-02", 1),
    ("lucky", "2026-04-01", 1),
    ("new", "2026-02-20", 1),
    ("new", "2026-02-25", 1),
]
SPLIT = date(2026, 1, 31)


def test_who_came_back_is_counted_among_those_who_had_bought_by_then() -> None:
    found = holdout(histories_of(*ROWS), SPLIT)
    # scores fall from often to twice, once and lucky; often and lucky came back
    assert found.everyone == Ranking(auc=0.5, customers=4, returned=2)
    assert found.repeat == Ranking(auc=1.0, customers=2, returned=1)
    assert found.split == SPLIT


def test_the_pace_is_that_of_the_history_before_the_split() -> None:
    assert holdout(histories_of(*ROWS), SPLIT).pace_days == (20 + 5) / 3
    assert pooled_pace(histories_of(*ROWS)) != (20 + 5) / 3


def test_where_nobody_had_bought_twice_the_policies_keep_their_pace() -> None:
    histories = histories_of(("a", "2026-01-01", 1), ("b", "2026-01-02", 1), ("b", "2026-02-09", 1))
    assert holdout(histories, SPLIT).pace_days == STANDARD.folding.pace_days


def test_the_day_of_the_split_belongs_to_the_history() -> None:
    rows = [("a", "2026-01-01", 1), ("a", "2026-01-31", 1), ("b", "2026-01-01", 1), ("b", "2026-02-01", 1)]
    found = holdout(histories_of(*rows), SPLIT)
    assert (found.pace_days, found.everyone.returned, found.repeat.customers) == (30, 1, 1)


def test_a_holdout_may_end() -> None:
    histories = histories_of(*ROWS)
    assert holdout(histories, SPLIT, until=date(2026, 3, 5)).everyone.returned == 1
    assert holdout(histories, SPLIT, until=date(2026, 3, 4)).everyone == Ranking(None, 4, 0)
    with pytest.raises(FieldError, match="after the split"):
        holdout(histories, SPLIT, until=SPLIT)


@pytest.mark.parametrize("day", [datetime(2026, 3, 1, tzinfo=UTC), "2026-03-01"], ids=["datetime", "text"])
def test_a_split_and_its_end_are_days(day: Any) -> None:
    with pytest.raises(FieldError, match=r"expected a day") as caught:
        holdout([], day)
    assert caught.value.field == "split"
    with pytest.raises(FieldError, match=r"expected a day") as caught:
        holdout([], date(2026, 1, 1), until=day)
    assert caught.value.field == "until"
    assert holdout([], date(2026, 1, 1), until=date(2026, 1, 2)).split == date(2026, 1, 1)


def test_an_empty_history_ranks_nobody() -> None:
    assert holdout([], SPLIT).everyone == Ranking(None, 0, 0)
    assert holdout(histories_of(*ROWS), date(2025, 12, 31)).everyone == Ranking(None, 0, 0)


@frozen
class Watched:
    """A metric that remembers what it was shown."""

    seen: list[Situation]

    def measure(self, situation: Situation) -> float | None:
        self.seen.append(situation)
        return None if situation.relationship.id == "once" else 1.0


def test_the_score_is_shown_nothing_from_after_the_split_and_unknown_is_left_out() -> None:
    seen: list[Situation] = []
    policies = evolve(STANDARD, advising=AdvisingRules(activity=Watched(seen)))
    found = holdout(histories_of(*ROWS), SPLIT, policies=policies)
    assert {s.relationship.id for s in seen} == {"often", "twice", "once", "lucky"}
    assert all(s.relationship.last_at.date() <= SPLIT for s in seen)
    assert {s.at.date() for s in seen} == {SPLIT}
    assert found.everyone == Ranking(0.5, 3, 2)


@given(st.lists(st.tuples(st.sampled_from(["often", "twice", "once"]), st.integers(1, 90)), max_size=6))
def test_what_comes_after_the_split_changes_labels_only(later: list[tuple[str, int]]) -> None:
    past = [row for row in ROWS if row[1] <= SPLIT.isoformat()]
    more = [(who, (SPLIT + timedelta(days=days)).isoformat(), 1) for who, days in later]
    found = holdout(histories_of(*past, *more), SPLIT)
    assert (found.pace_days, found.everyone.customers, found.repeat.customers) == ((20 + 5) / 3, 4, 2)
    assert found.everyone.returned == len({who for who, _ in later})
