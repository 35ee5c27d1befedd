"""Contact rules to try: every rule that relcore brings, with other parameters than the usual ones."""

from datetime import time
from functools import lru_cache
from typing import Final, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from relcore.policies import (
    AgreedType,
    Cap,
    Consented,
    ContactHours,
    ContactRule,
    NoOpenConcern,
    NotBlocked,
    NotUnwanted,
    QuietHours,
    Scope,
    UnansweredPause,
    Wished,
)
from relcore.testing.companies import calendars
from relcore.testing.values import COUNTRIES, JURISDICTIONS
from relcore.vocabulary import Channel, ConsentBasis, Purpose, RelationshipType

__all__ = ["contact_rules", "scopes"]

_Value = TypeVar("_Value")

_MINUTES: Final = 24 * 60
_WINDOWS: Final = (168.0, 24, 1, 720.0, 8_784)
_PAUSES: Final = (90.0, 1, 0.5, 30, None)


def _some(values: type[_Value] | tuple[_Value, ...]) -> SearchStrategy[tuple[_Value, ...]]:
    drawn: SearchStrategy[_Value] = st.sampled_from(values)  # type: ignore[arg-type]
    return st.lists(drawn, min_size=1, max_size=3, unique=True).map(tuple)


@lru_cache(maxsize=1)  # a strategy is checked once, however often it is drawn from
def scopes() -> SearchStrategy[Scope]:
    """Scopes of contacts: all of them, and those of some purposes, channels and countries."""
    return st.builds(
        Scope,
        purposes=st.none() | _some(Purpose),
        channels=st.none() | _some(Channel),
        countries=st.none() | _some(COUNTRIES),
    )


def _caps() -> SearchStrategy[Cap]:
    return st.builds(
        Cap,
        name=st.sampled_from(("weekly", "calls", "marketing")),
        most=st.integers(1, 4),
        within_hours=st.sampled_from(_WINDOWS),
        scope=scopes(),
        hard=st.booleans(),
    )


@st.composite
def _quiet_hours(draw: DrawFn) -> QuietHours:
    """Quiet by night or by day, on the hour and off it."""
    hours = st.integers(0, 23).map(lambda hour: hour * 60)
    starts = draw(hours | st.integers(0, _MINUTES - 1))
    lasts = draw(st.integers(1, 23).map(lambda hours: hours * 60) | st.integers(1, _MINUTES - 1))
    ends = (starts + lasts) % _MINUTES
    return QuietHours(
        time(starts // 60, starts % 60), time(ends // 60, ends % 60), draw(_names()), draw(scopes())
    )


@st.composite
def _contact_hours(draw: DrawFn) -> ContactHours:
    calendar = draw(calendars())
    return ContactHours(calendar.hours, calendar.holidays, draw(_names()), draw(scopes()))


def _names() -> SearchStrategy[str]:
    return st.sampled_from(("night", "by law"))


@lru_cache(maxsize=1)
def contact_rules() -> SearchStrategy[ContactRule]:
    """Contact rules of every sort that relcore brings: those that refuse, those that defer, and those that do both.

    >>> from hypothesis import find
    >>> from relcore.policies import Cap
    >>> find(contact_rules(), lambda rule: isinstance(rule, Cap)).most
    1
    """
    plain: tuple[ContactRule, ...] = (NotBlocked(), Wished(), NotUnwanted())
    types = st.lists(st.sampled_from(RelationshipType), max_size=3, unique=True).map(tuple)
    consented = st.builds(
        Consented,
        scope=scopes(),
        bases=_some(ConsentBasis),
        jurisdictions=st.none() | _some(JURISDICTIONS),
        absolute=st.booleans(),
    )
    paused = st.builds(
        UnansweredPause, most=st.integers(1, 4), pause_days=st.sampled_from(_PAUSES), scope=scopes()
    )
    agreed = st.builds(AgreedType, types, st.sampled_from((0, 30, 3_660)))
    unconcerned = st.builds(NoOpenConcern, scopes())
    return st.one_of(
        st.sampled_from(plain),
        agreed,
        consented,
        unconcerned,
        paused,
        _caps(),
        _quiet_hours(),
        _contact_hours(),
    )
