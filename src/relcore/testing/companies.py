"""The company's own side: its calendars, its agents and what it offers, with much unknown of them."""

from datetime import UTC, date, time, tzinfo
from functools import lru_cache
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from relcore.model import (
    Agent,
    Article,
    BusinessCalendar,
    Company,
    FrozenMap,
    GiftIdea,
    Hours,
    Product,
)
from relcore.serialization.zones import read_zone
from relcore.testing.values import (
    AGENTS,
    BUSINESSES,
    CATEGORIES,
    COUNTRIES,
    KINDS,
    PRODUCTS,
    SKILLS,
    THEMES,
    instants,
    money,
    texts,
    zones,
)
from relcore.vocabulary import Channel, Department, GiftTie

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


def _shifts() -> tuple[BusinessCalendar, ...]:
    """When agents work: always, in the mornings of some days, or far away."""
    berlin, kathmandu = read_zone("Europe/Berlin"), read_zone("Asia/Kathmandu")
    mornings = BusinessCalendar(
        hours=tuple(Hours(day, time(8), time(12)) for day in (0, 2, 4)), zone=berlin, holidays=_HOLIDAYS[:1]
    )
    return BusinessCalendar.always(UTC), mornings, BusinessCalendar.weekdays(time(9), time(17), kathmandu)


@lru_cache(maxsize=1)
def _agents() -> SearchStrategy[tuple[Agent, ...]]:
    interests = st.lists(texts(), max_size=2, unique=True).map(tuple)
    levels = st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 5), max_size=2)
    triggers = (*SKILLS, *CATEGORIES, *KINDS, "angry_customer")
    agent = st.builds(
        Agent,
        id=st.sampled_from(AGENTS),
        capabilities=_some(CATEGORIES),
        interests=interests,
        active=st.booleans(),
        departments=st.lists(st.sampled_from(Department), max_size=2, unique=True).map(tuple),
        skills=levels,
        triggers=st.lists(st.sampled_from(triggers), max_size=2, unique=True).map(tuple),
        hours=st.sampled_from((None, *_shifts())),
        load=st.sampled_from((None, 0, 3, 20)),
    )
    return st.lists(agent, max_size=2, unique_by=lambda one: one.id).map(tuple)


@lru_cache(maxsize=1)
def _products() -> SearchStrategy[tuple[Product, ...]]:
    """What is sold: of categories in which something is bought, for themes of which needs are."""
    product = st.builds(
        Product,
        id=st.sampled_from(("roast-7", "a tin")),
        category=st.sampled_from(PRODUCTS),
        meets=_some(THEMES),
        customised=st.booleans(),
        after=_some(PRODUCTS),
    )
    return st.lists(product, max_size=2, unique_by=lambda one: one.id).map(tuple)


@lru_cache(maxsize=1)
def _articles() -> SearchStrategy[tuple[Article, ...]]:
    """What could be passed on: about topics that people care for."""
    article = st.builds(
        Article,
        id=st.sampled_from(("a-1", "a-2")),
        topics=st.lists(texts(), min_size=1, max_size=2, unique=True).map(tuple),
        published_at=st.none() | instants(),
        promotes=st.booleans(),
    )
    return st.lists(article, max_size=2, unique_by=lambda one: one.id).map(tuple)


@lru_cache(maxsize=1)
def _gifts() -> SearchStrategy[tuple[GiftIdea, ...]]:
    """What could be given: tied to the company, to a line of business, or to something that was bought."""
    about = {
        GiftTie.COMPANY: st.none(),
        GiftTie.BUSINESS: st.sampled_from(BUSINESSES),
        GiftTie.PURCHASE: st.sampled_from(PRODUCTS),
    }
    ids, cost = st.sampled_from(("a calendar", "a card")), money(at_most=50)
    kinds = [
        st.builds(GiftIdea, id=ids, tie=st.just(tie), cost=cost, about=tied) for tie, tied in about.items()
    ]
    return st.lists(st.one_of(kinds), max_size=2, unique_by=lambda one: one.id).map(tuple)


def _countries() -> SearchStrategy[FrozenMap[str, tuple[tzinfo, ...]]]:
    """The zones of some countries."""
    known = {country: tuple(map(read_zone, _CLOCKS[country])) for country in COUNTRIES}
    chosen = st.lists(st.sampled_from(COUNTRIES), max_size=len(COUNTRIES), unique=True)
    return chosen.map(lambda some: FrozenMap({country: known[country] for country in some}))


@lru_cache(maxsize=1)
def companies() -> SearchStrategy[Company]:
    """Companies of which nothing or something is known.

    The ids of agents, the categories that they resolve, those of products and the topics of help are such as
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
        calendar=st.none() | calendars(),
        products=st.none() | _products(),
        articles=st.none() | _articles(),
        gifts=st.none() | _gifts(),
    )
