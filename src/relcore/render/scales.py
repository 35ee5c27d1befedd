"""Numbers to places: ticks that people would have chosen, shares, and labels that do not lie on each other."""

from collections.abc import Sequence
from datetime import date

__all__ = ["FEW_MONTHS", "MANY_MONTHS", "apart", "month_ticks", "percent", "round_ticks", "share"]

FEW_MONTHS = 6
"""So many have room for a label each."""
MANY_MONTHS = 36
"""Beyond so many only years are labelled, and columns stand side by side."""


def round_ticks(highest: int, wanted: int = 4) -> tuple[int, ...]:
    """Round whole numbers from zero to at least the highest, about as many steps as wanted.

    >>> round_ticks(23570)
    (0, 5000, 10000, 15000, 20000, 25000)
    >>> round_ticks(0)
    (0, 1)
    """
    rough = max(highest, 1) / wanted
    size = 1
    while size * 10 <= rough:
        size *= 10
    step = min((size * multiple for multiple in (1, 2, 5, 10)), key=lambda s: (abs(s - rough), s))
    steps = -(-max(highest, 1) // step)
    return tuple(step * n for n in range(steps + 1))


def share(part: int, whole: int) -> float | None:
    """A part of a whole; None of nothing."""
    return None if whole <= 0 else part / whole


def percent(part: int, whole: int) -> str:
    """A share in percent, to one decimal place; what is there is never shown as none.

    >>> percent(8035, 23570), percent(1, 23570), percent(0, 0)
    ('34.1%', '<0.1%', '–')
    """
    found = share(part, whole)
    if found is None:
        return "–"
    if 0 < found < 0.0005:
        return "<0.1%"
    if 0.9995 <= found < 1:
        return ">99.9%"
    return "0%" if part == 0 else "100%" if part == whole else f"{100 * found:.1f}%"


def month_ticks(months: Sequence[date]) -> tuple[int, ...]:
    """Which months bear a label: all of a few, else the first of quarters, half-years or years.

    >>> month_ticks([date(1997, month, 1) for month in range(1, 13)])
    (0, 3, 6, 9)
    """
    size = len(months)
    if size <= FEW_MONTHS:
        return tuple(range(size))
    starts = (1, 4, 7, 10) if size <= 18 else (1, 7) if size <= MANY_MONTHS else (1,)
    found = [index for index, month in enumerate(months) if month.month in starts]
    return tuple(found[:: -(-len(found) // 4)]) if size > MANY_MONTHS else tuple(found)


def apart(places: Sequence[float], gap: float, low: float, high: float) -> tuple[float, ...]:
    """Places in rising order, moved as little as keeps each so far from the next, within bounds.

    >>> apart([10, 11, 50], gap=10, low=0, high=100)
    (10, 20, 50)
    """
    found: list[float] = []
    for place in places:
        found.append(max(place, low if not found else found[-1] + gap))
    limit = high
    for index in range(len(found) - 1, -1, -1):
        found[index] = min(found[index], limit)
        limit = found[index] - gap
    return tuple(found)
