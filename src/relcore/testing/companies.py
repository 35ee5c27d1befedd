"""The company's own side: its calendars, its agents and what it offers, with much unknown of them."""

from datetime import date, time, tzinfo
from functools import lru_cache
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from relcore.model import Agent, BusinessCalendar, Company, FrozenMap, Hours
from relcore.serialization.zones import read_zone
from relcore.testing.values import AGENTS, CATEGORIES, COUNTRIES, THEMES, texts, zones
from relcore.vocabulary import Channel

__all__ = ["calendars", "companies"]

_HALF_HOURS: Final = 48
_CLOCKS: Final = {
    "IN": ("Asia/Kolkata",),
    "PH": ("Asia/Manila",),
    "DE": ("Europe/Berlin",),
    "US": ("America/New_York", "America/Los_Angeles", "America/Adak"),
}
_HOLIDAYS: Final = (date(2026, 1, 1), date(2026, 3, 30), date(2011, 12, 30), date(2024, 2, 29))


def _clock(half_hours: int) -> time:
    """A time of the day; the midnight at which it ends is that at which it began."""
    return time(half_hours // 2 % 24, half_hours % 2 * 30)


@st.composite
def _odd_hours(draw: DrawFn) -> tuple[Hours, ...]:
    """Opening hours of several stretches, some of them to midnight, on two days of the week at least."""
    cuts = st.lists(st.integers(0, _HALF_HOURS), min_size=2, max_size=6, unique=True)
    days = draw(st.dictionaries(st.integers(0, 6), cuts, min_size=2, max_size=5))
    found: list[Hours] = []
    for weekday, unsorted in days.items():
        bounds = sorted(unsorted)
        stretches = zip(bounds[::2], bounds[1::2], strict=False)
        found += [Hours(weekday, _clock(opens), _clock(closes)) for opens, closes in stretches]
    return tuple(found)


@lru_cache(maxsize=1)  # a strategy is checked once, however often it is drawn from
def calendars() -> SearchStrategy[BusinessCalendar]:
    """Business calendars: office hours, round the clock, and odd hours; in any zone, with and without holidays."""
    holidays = st.lists(st.sampled_from(_HOLIDAYS), max_size=2, unique=True).map(tuple)
    office = st.builds(
        lambda zone, closed: BusinessCalendar.weekdays(time(9), time(17), zone, holidays=closed),
        zones(),
        holidays,
    )
    always = st.builds(lambda zone, closed: BusinessCalendar.always(zone, holidays=closed), zones(), holidays)
    odd = st.builds(BusinessCalendar, hours=_odd_hours(), zone=zones(), holidays=holidays)
    return st.one_of(office, always, odd)


def _some(values: tuple[str, ...]) -> SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=len(values), unique=True).map(tuple)


def _agents() -> SearchStrategy[tuple[Agent, ...]]:
    interests = st.lists(texts(), max_size=2, unique=True).map(tuple)
    agent = st.builds(
        Agent,
        id=st.sampled_from(AGENTS),
        capabilities=_some(CATEGORIES),
        interests=interests,
        active=st.booleans(),
    )
    return st.lists(agent, max_size=2, unique_by=lambda one: one.id).map(tuple)


def _countries() -> SearchStrategy[FrozenMap[str, tuple[tzinfo, ...]]]:
    """The zones of some countries."""
    known = {country: tuple(map(read_zone, _CLOCKS[country])) for country in COUNTRIES}
    chosen = st.lists(st.sampled_from(COUNTRIES), max_size=len(COUNTRIES), unique=True)
    return chosen.map(lambda some: FrozenMap({country: known[country] for country in some}))


@lru_cache(maxsize=1)
def companies() -> SearchStrategy[Company]:
    """Companies of which nothing or something is known.

    The ids of agents, the categories that they resolve and the topics of help are such as
    :func:`~relcore.testing.histories` names.
    """
    channels = st.lists(st.sampled_from(Channel), max_size=2, unique=True).map(tuple)
    return st.builds(
        Company,
        agents=st.none() | _agents(),
        help_topics=st.none() | _some(THEMES),
        sales_channels=st.none() | channels,
        service_channels=st.none() | channels,
        zones=st.none() | _countries(),
    )
