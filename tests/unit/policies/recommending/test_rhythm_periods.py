"""The periods since an anchor: which one is not over yet, and which comes after it."""

from datetime import UTC, datetime, timedelta

import pytest

from relcore.policies.recommending.periods import Period, first_made, periods
from tests.unit.kernel.history import MOMENT, day


def numbers(at: datetime, *, open_days: int = 3) -> list[int]:
    return [one.number for one in periods(day(1), at, every_days=10, open_days=open_days)]


def test_a_period_is_known_by_its_number_until_its_last_instant_has_passed() -> None:
    assert numbers(day(1)) == [1, 2]
    assert numbers(day(11)) == numbers(day(14)) == [1, 2]
    assert numbers(day(14) + MOMENT) == numbers(day(24)) == [2, 3]
    assert numbers(day(24) + MOMENT) == [3, 4]
    assert numbers(day(11), open_days=0) == [1, 2]
    assert numbers(day(11) + MOMENT, open_days=0) == [2, 3]


def test_before_the_anchor_the_first_one_is_ahead() -> None:
    assert numbers(day(1) - timedelta(days=100)) == [1, 2]


def test_it_begins_so_many_days_after_the_anchor_and_stays_open() -> None:
    first, second = periods(day(1), day(1), every_days=10, open_days=3)
    assert first == Period(1, day(11), day(14))
    assert second == Period(2, day(21), day(24))


@pytest.mark.parametrize(("days_left", "found"), [(14, 2), (13, 2), (12, 1), (3, 1), (2, 0)])
def test_what_ends_beyond_all_instants_is_none(days_left: int, found: int) -> None:
    at = datetime(9000, 1, 1, tzinfo=UTC) - timedelta(days=days_left) - MOMENT
    assert len(list(periods(at - timedelta(days=10), at, every_days=10, open_days=3))) == found


def test_of_nothing_that_can_be_done_nothing_is_made() -> None:
    assert first_made([]) == first_made([None, None]) == ()
