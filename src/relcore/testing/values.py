"""Small values that are awkward on purpose: days of 23 and 25 hours, year ends, neighbours of one microsecond.

Every strategy is explicit and shrinks towards its first and plainest value.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Final, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from relcore.model import Money
from relcore.model.instants import RESOLUTION
from relcore.serialization.zones import read_zone

__all__ = [
    "AGENTS",
    "BUSINESSES",
    "CATEGORIES",
    "COUNTRIES",
    "GATHERINGS",
    "JURISDICTIONS",
    "KINDS",
    "PEOPLE",
    "PRODUCTS",
    "SKILLS",
    "THEMES",
    "gaps",
    "ids",
    "instants",
    "money",
    "texts",
    "weighed",
    "zones",
]

_Value = TypeVar("_Value")

AGENTS: Final = ("ada", "grace")
"""The ids of agents."""
BUSINESSES: Final = ("bakery", "school")
"""The lines of business that customers are in."""
CATEGORIES: Final = ("delivery", "billing")
"""The categories of concerns: few, so that they recur."""
COUNTRIES: Final = ("IN", "PH", "DE", "US")
"""Where people live, by codes of ISO 3166-1 alpha-2: in one zone, or in several."""
GATHERINGS: Final = ("fair", "open day")
"""The events at which people meet."""
JURISDICTIONS: Final = ("EU", "PH")
"""The laws under which consents are given."""
KINDS: Final = ("follow_up", "thanks", "offer")
"""What is recommended."""
PEOPLE: Final = ("c-1-p-0", "c-1-p-1")
"""The ids of those who speak for an organisation, as :func:`~relcore.testing.customers` gives them."""
PRODUCTS: Final = ("coffee", "tea", "mugs")
"""The categories of what is bought."""
SKILLS: Final = ("presenting", "invoices", "billing")
"""What agents are good at, or better leave to others; some of it is also a theme, or the category of a concern."""
THEMES: Final = ("invoices", "a")
"""What statements are about in a word."""

_ZONES: Final = (
    "Europe/Berlin",
    "Asia/Kathmandu",  # 5 h 45 min ahead
    "America/St_Johns",  # half an hour off, and clocks once went back across midnight
    "Pacific/Apia",  # had no 30 December 2011
    "America/New_York",
)
_NOTABLE: Final = (
    datetime(2026, 1, 1, tzinfo=UTC),  # the year's end in UTC
    datetime(2025, 12, 31, 23, tzinfo=UTC),  # in Berlin
    datetime(2026, 3, 29, 1, tzinfo=UTC),  # Berlin loses an hour
    datetime(2026, 10, 25, 1, tzinfo=UTC),  # Berlin repeats one
    datetime(2026, 3, 8, 5, 30, tzinfo=UTC),  # St John's loses one
    datetime(2025, 12, 31, 18, 15, tzinfo=UTC),  # the year's end in Kathmandu
    datetime(2011, 12, 30, 10, tzinfo=UTC),  # Apia skips a day
    datetime(2006, 10, 29, 2, 31, tzinfo=UTC),  # St John's goes back from 00:01 to 23:01
    datetime(2024, 2, 29, tzinfo=UTC),
)
_GAPS: Final = (
    timedelta(days=1),
    timedelta(0),
    RESOLUTION,
    timedelta(hours=1),
    timedelta(days=7),
    timedelta(days=30),
    timedelta(days=90),
    timedelta(days=120),
    timedelta(days=365),
)
_NUDGES: Final = (timedelta(0), -RESOLUTION, RESOLUTION)


def weighed(*choices: tuple[int, SearchStrategy[_Value]]) -> SearchStrategy[_Value]:
    """One of several strategies, each as often as its weight says, shrinking towards the first.

    ``one_of`` by itself takes a strategy that stands in it twice for one.

    Args:
        choices: whole weights, each with its strategy.
    """
    copies = [strategy.map(_itself) for weight, strategy in choices for _ in range(weight)]
    return st.one_of(copies)


def _itself(value: _Value) -> _Value:
    return value


def ids() -> SearchStrategy[str]:
    """Ids as :func:`~relcore.testing.histories` gives them to interactions."""
    return st.integers(1, 30).map("i-{:04}".format)


@lru_cache(maxsize=1)
def texts() -> SearchStrategy[str]:
    """Short texts that are never empty, and not always ASCII."""
    return st.sampled_from(("a", "short", "naïve – “quoted”", "मेरा", "two\nlines"))


@lru_cache(maxsize=1)
def zones() -> SearchStrategy[tzinfo]:
    """Time zones: UTC first, then such as have odd offsets, odd days or a past."""
    fixed = timezone(timedelta(hours=5, minutes=45))
    return st.one_of(st.just(UTC), st.sampled_from(_ZONES).map(read_zone), st.just(fixed))


def money(currency: str = "EUR", *, at_most: int = 1_000) -> SearchStrategy[Money]:
    """Amounts in one currency, from nothing upwards, some of them of a fraction of a cent.

    Args:
        currency: the currency of all of them.
        at_most: the largest, in units.
    """
    cents = st.integers(0, at_most * 100).map(lambda n: Decimal(n).scaleb(-2))
    odd = st.sampled_from((Decimal(0), Decimal("0.01"), Decimal("0.000000001"), Decimal(at_most)))
    return st.one_of(cents, odd).map(lambda amount: Money(amount, currency))


def instants(first: date = date(2006, 1, 1), last: date = date(2029, 12, 31)) -> SearchStrategy[datetime]:
    """Aware instants: clock changes, ends of years, their neighbours of one microsecond, and any other.

    Args:
        first: the day from which on, in UTC.
        last: the last day, in UTC.
    """
    return _instants(first, last)


@lru_cache(maxsize=8)  # a strategy is checked once, however often it is drawn from
def _instants(first: date, last: date) -> SearchStrategy[datetime]:
    low, high = datetime.combine(first, time.min), datetime.combine(last, time.min)
    notable = tuple(at for at in _NOTABLE if low <= at.replace(tzinfo=None) <= high)
    anywhere = st.datetimes(low, high).map(lambda at: at.replace(tzinfo=UTC))
    if not notable:
        return anywhere
    near = st.tuples(st.sampled_from(notable), st.sampled_from(_NUDGES)).map(lambda pair: pair[0] + pair[1])
    return st.one_of(near, anywhere)


@lru_cache(maxsize=1)
def gaps() -> SearchStrategy[timedelta]:
    """How long nothing happens: nothing, one microsecond, hours, and what default deadlines are made of."""
    near = st.tuples(st.sampled_from(_GAPS), st.sampled_from(_NUDGES)).map(
        lambda pair: max(pair[0] + pair[1], timedelta(0))
    )
    return st.one_of(near, st.integers(0, 400 * 24).map(lambda hours: timedelta(hours=hours)))
