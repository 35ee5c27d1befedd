"""Windows of time let growth be seen over two adjacent full ones, without a history."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from relcore.model import Window, Windows
from tests.unit.kernel.history import MOMENT, day

TEN_DAYS = 10 * 86_400
EMPTY = Windows(day(1), TEN_DAYS)
FIRST, SECOND, THIRD = (Window(n, Decimal(2**n)) for n in range(3))
COUNTED = Windows(day(1), TEN_DAYS, (FIRST, SECOND, THIRD))


@pytest.mark.parametrize("at", [day(1), day(11), day(21) - MOMENT])
@pytest.mark.parametrize("windows", [EMPTY, COUNTED], ids=["nothing counted", "counted"])
def test_before_two_windows_are_full_there_are_none_to_compare(windows: Windows, at: datetime) -> None:
    assert windows.full(at) is None


@pytest.mark.parametrize(
    ("at", "full"),
    [
        (day(21), (FIRST, SECOND)),
        (day(31) - MOMENT, (FIRST, SECOND)),
        (day(31), (SECOND, THIRD)),
        (day(41), (THIRD, Window(3))),
        (day(500), (Window(47), Window(48))),
    ],
)
def test_the_two_latest_full_windows_are_those_before_the_running_one(
    at: datetime, full: tuple[Window, Window]
) -> None:
    assert COUNTED.full(at) == full


def test_a_window_in_which_nothing_was_counted_is_full_and_empty() -> None:
    assert EMPTY.full(day(21)) == (Window(0), Window(1))
    gap = Windows(day(1), TEN_DAYS, (FIRST, THIRD))
    assert gap.full(day(31)) == (Window(1), THIRD)


def test_windows_without_a_width_yet_compare_nothing() -> None:
    assert Windows(day(1), 0).full(day(5_000)) is None


def test_a_window_begins_where_the_one_before_gives_way() -> None:
    assert [COUNTED.begins(window.index) for window in COUNTED.latest] == [day(1), day(11), day(21)]
    for index in range(2, 9):
        full = COUNTED.full(COUNTED.begins(index))
        assert full is not None
        assert [window.index for window in full] == [index - 2, index - 1]


@pytest.mark.parametrize("days", [1, 10, 365])
def test_windows_are_counted_in_time_that_passed_and_not_in_days_of_a_calendar(days: int) -> None:
    windows = Windows(day(1), days * 86_400)
    both = windows.full(day(1) + timedelta(days=2 * days))
    assert both is not None
    assert [windows.begins(window.index + 1) for window in both] == [day(1 + days), day(1 + 2 * days)]
    assert windows.full(day(1) + timedelta(days=2 * days) - MOMENT) is None
