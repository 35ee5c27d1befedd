"""What happens is counted in the window of its own instant; of all windows the latest three at most are kept."""

from decimal import Decimal
from typing import Any

import pytest

from relcore.kernel import record, replay, review
from relcore.model import Windows
from relcore.policies import Paces
from relcore.vocabulary import Party
from tests.unit.kernel.history import (
    MOMENT,
    after,
    concern,
    day,
    note,
    opened,
    promise,
    purchase,
    reading,
    taken_back,
    under,
)

TEN_DAYS = under(window=Paces(1, at_least_days=10, at_most_days=10))


def windows(*history: Any) -> Windows:
    found = after(*history, policies=TEN_DAYS).windows
    assert found is not None
    return found


def spent(*history: Any) -> list[tuple[int, int]]:
    return [(window.index, int(window.spent)) for window in windows(*history).latest]


def test_before_anything_was_counted_there_are_no_windows() -> None:
    assert after(note("a", day(2)), policies=TEN_DAYS).windows is None


def test_a_window_ends_where_the_next_begins_and_they_are_counted_from_the_opening() -> None:
    first = (purchase("a", day(1)), purchase("b", day(11) - MOMENT))
    assert spent(*first) == [(0, 50)]
    assert spent(*first, purchase("c", day(11))) == [(0, 50), (1, 25)]
    assert (windows(*first).anchor, windows(*first).width_seconds) == (day(1), 10 * 86_400)
    assert [windows(*first).begins(index) for index in range(2)] == [day(1), day(11)]


def test_everything_is_counted_apart_and_money_exactly() -> None:
    (window,) = windows(
        purchase("a", day(2), "0.10"),
        promise("b", day(2), day(5)),
        reading("c", day(3), 4),
        reading("d", day(3), 1),
        concern("e", day(4)),
        purchase("f", day(5), "0.20"),
        taken_back("g", day(6), "a", "0.10"),
    ).latest
    assert window.spent == Decimal("0.20")
    assert (window.points, window.readings) == (75, 2)
    assert (window.breaches, window.concerns) == (1, 2)


def test_a_promise_breaks_in_the_window_of_its_due_instant_and_a_customers_in_none() -> None:
    due = promise("a", day(2), day(11) - MOMENT)
    found = windows(due, purchase("b", day(12)))
    assert [(w.index, w.breaches, int(w.spent)) for w in found.latest] == [(0, 1, 0), (1, 0, 25)]
    due = promise("a", day(2), day(11))
    assert [(w.index, w.breaches) for w in windows(due, note("b", day(40))).latest] == [(1, 1)]
    theirs = promise("a", day(2), day(5), Party.CUSTOMER)
    assert after(theirs, note("b", day(40)), policies=TEN_DAYS).windows is None


def test_of_all_windows_the_running_one_and_the_two_before_are_kept() -> None:
    each = [purchase(f"p{n}", day(1 + 10 * n)) for n in range(6)]
    assert spent(*each) == [(3, 25), (4, 25), (5, 25)]
    assert spent(*each, purchase("q", day(71))) == [(5, 25), (7, 25)]
    assert spent(*each, purchase("q", day(101))) == [(10, 25)]


@pytest.mark.parametrize("gap", [1, 9, 10, 11, 25, 60])
def test_the_windows_are_the_same_whether_recorded_one_by_one_or_at_once(gap: int) -> None:
    history = [purchase(f"p{n:02}", day(2 + n * gap / 2)) for n in range(12)]
    whole = replay(opened(), history, TEN_DAYS).relationship
    single = opened()
    for interaction in history:
        single = record(single, interaction, TEN_DAYS).relationship
    assert single.windows == whole.windows


def test_to_look_counts_what_fell_due_in_a_copy_and_not_in_the_state() -> None:
    promised = after(purchase("a", day(2)), promise("b", day(3), day(15)), policies=TEN_DAYS)
    counted = promised.windows
    seen = review(promised, at=day(32), policies=TEN_DAYS)
    assert [(p.code, p.measured) for p in seen.health.trend.contributions][2] == ("breaches_change", 1)
    assert promised.windows == counted
