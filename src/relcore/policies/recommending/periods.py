"""What comes round: from an anchor on, once in so many days, and open for some of them.

The anchor is something that happened, so a period is known by its number since then, and not by the clock.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from attrs import frozen

from relcore.errors import PolicyError
from relcore.model.instants import LATEST
from relcore.model.recommendation import Recommendation

__all__ = ["LONGEST_DAYS", "Period", "check_whole", "first_made", "periods"]

LONGEST_DAYS = 36_600


@frozen
class Period:
    """One of the periods since an anchor.

    Args:
        number: its number, from 1 for the first.
        begins: its first instant.
        ends: its last.
    """

    number: int
    begins: datetime
    ends: datetime


def periods(anchor: datetime, at: datetime, *, every_days: int, open_days: int) -> Iterator[Period]:
    """The period that is not over at an instant, and the one after it; none that ends beyond all instants."""
    every, stays_open = timedelta(every_days), timedelta(open_days)
    # rounded up: the first period of which the last instant has not passed
    first = max(1, -((anchor + stays_open - at) // every))
    for number in (first, first + 1):
        begins = anchor + number * every
        if begins + stays_open < LATEST:
            yield Period(number, begins, begins + stays_open)


def first_made(proposals: Iterable[Recommendation | None]) -> tuple[Recommendation, ...]:
    """The first of those that there is anything to do about; at most one."""
    return next(((made,) for made in proposals if made is not None), ())


def check_whole(value: object, field: str, least: int, most: int, remedy: str) -> None:
    """Refuse what is no whole number within bounds."""
    if type(value) is not int or not least <= value <= most:
        raise PolicyError(field, value, f"a whole number from {least:,} to {most:,}", remedy)
