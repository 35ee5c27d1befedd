"""Wherever people live and whatever day it is: each year once, in a stretch that ends with the day."""

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from relcore.model import Occasion, Person, Recommendation
from relcore.model.instants import local_day
from relcore.policies import Situation
from relcore.policies.recommending.occasions import Occasions
from relcore.vocabulary import LeapDay, Stage
from tests.unit.kernel.history import HOUR, MOMENT, after, day
from tests.unit.policies.recommending.rhythm_words import looked, one_person, pinned

DAY = timedelta(days=1)
ODD = (
    "Pacific/Kiritimati",
    "Pacific/Apia",
    "America/Santiago",
    "Asia/Beirut",
    "Africa/Cairo",
    "Asia/Kathmandu",
)
FIXED = tuple(timezone(timedelta(hours=hours)) for hours in (-12, 14))
ZONES: st.SearchStrategy[tzinfo] = st.one_of(
    st.sampled_from(FIXED),
    st.sampled_from(ODD).map(ZoneInfo),
    st.sampled_from(sorted(available_timezones())).map(ZoneInfo),
)
LEAP_DAY = (2, 29)


@st.composite
def days_of_the_year(draw: st.DrawFn) -> Occasion:
    odd = st.sampled_from([LEAP_DAY, (1, 1), (12, 31), (2, 28), (3, 1), (12, 30), (9, 6), (3, 29)])
    any_day = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda found: (found.month, found.day))
    month, of_month = draw(odd | any_day)
    return Occasion(kind="birthday", month=month, day=of_month)


@cache
def established() -> Situation:
    found = looked(after(pinned()), day(2))
    assert found.relationship.stage is Stage.COMMITMENT
    return found


def card(rule: Occasions, person: Person, at: datetime) -> Recommendation:
    """The one card of a person as of an instant."""
    customer = one_person(*person.occasions, zone=person.zone)
    (found,) = rule.recommend(evolve(established(), at=at, customer=customer))
    return found


def living(zone: tzinfo, occasion: Occasion) -> Person:
    return Person(id="c-1", name="Lin", zone=zone, occasions=(occasion,))


def kept_on(occasion: Occasion, year: int, leap_day: LeapDay) -> date | None:
    """The day, said in another way than the rule says it."""
    try:
        return date(year, occasion.month, occasion.day)
    except ValueError:
        omitted: dict[LeapDay, date | None] = {
            LeapDay.OMIT: None,
            LeapDay.FEBRUARY_28: date(year, 2, 28),
            LeapDay.MARCH_1: date(year, 3, 1),
        }
        return omitted[leap_day]


def skipped(day: date, zone: tzinfo) -> bool:
    """Whether clocks go from the day before to the day after."""
    noon = datetime.combine(day, time(12), tzinfo=zone)
    return local_day(noon.astimezone(UTC), zone) != day


@pytest.mark.concept("D5")
@given(ZONES, days_of_the_year(), st.integers(1972, 2037), st.sampled_from(LeapDay))
@example(ZoneInfo("Pacific/Apia"), Occasion(kind="birthday", month=12, day=30), 2011, LeapDay.OMIT)
@example(ZoneInfo("Pacific/Kwajalein"), Occasion(kind="birthday", month=8, day=21), 1990, LeapDay.OMIT)
def test_each_year_has_one_day_of_an_occasion_by_the_persons_own_clocks(
    zone: tzinfo, occasion: Occasion, first: int, leap_day: LeapDay
) -> None:
    rule, person, found = Occasions(leap_day=leap_day), living(zone, occasion), {}
    last = datetime(first + 9, 12, 31, 23, 59, tzinfo=zone)
    at = datetime(first, 1, 1, tzinfo=zone).astimezone(UTC)
    while at <= last:
        one = card(rule, person, at)
        assert one.expires is not None
        found[one.occasion] = one
        at = one.expires + MOMENT
    years = [(year, kept_on(occasion, year, leap_day)) for year in range(first, first + 10)]
    expected = {f"c-1/birthday/{year}": day for year, day in years if day is not None}
    assert set(expected) <= set(found)
    assert len(set(found) - set(expected)) <= 1  # the one after them all
    for key, kept in expected.items():
        opens, closes = found[key].not_before, found[key].expires
        assert opens is not None
        assert closes is not None
        last_shown = kept - DAY if skipped(kept, zone) else kept
        assert local_day(closes, zone) == last_shown
        assert local_day(closes + MOMENT, zone) > kept
        assert kept - 3 * DAY <= local_day(opens, zone) <= kept
        assert local_day(opens - MOMENT, zone) < kept - 2 * DAY


@pytest.mark.concept("D5")
@given(ZONES, days_of_the_year(), st.integers(2004, 2030), st.sampled_from((0, 1, 3)))
def test_hour_by_hour_through_a_year_a_card_is_open_in_one_stretch(
    zone: tzinfo, occasion: Occasion, year: int, lead_days: int
) -> None:
    rule, person = Occasions(lead_days=lead_days), living(zone, occasion)
    at, until = datetime(year, 1, 1, tzinfo=UTC) - 4 * DAY, datetime(year + 1, 1, 1, tzinfo=UTC) + 4 * DAY
    stretches: list[str] = []
    announced: set[tuple[object, ...]] = set()
    seen = card(rule, person, at)
    while at < until:
        if (
            seen.expires is not None and seen.expires < at
        ):  # it is the same until then: asked anew around its end
            assert card(rule, person, seen.expires) == seen
            seen = card(rule, person, seen.expires + MOMENT)
            assert card(rule, person, at) == seen
        announced.add((seen.key, seen.not_before, seen.expires))
        if seen.not_before is not None and seen.not_before <= at and stretches[-1:] != [seen.key]:
            stretches.append(seen.key)
            assert card(rule, person, at) == seen
        at += HOUR
    assert len(set(stretches)) == len(stretches)
    assert len(announced) == len({key for key, *_ in announced})


@pytest.mark.concept("D5")
@pytest.mark.parametrize("name", [*ODD[:4], "Etc/GMT+12"])
@pytest.mark.parametrize("of", [LEAP_DAY, (1, 1), (12, 30)])
def test_asked_anew_at_every_hour_of_a_year_each_key_comes_in_one_stretch(
    name: str, of: tuple[int, int]
) -> None:
    person = living(ZoneInfo(name), Occasion(kind="birthday", month=of[0], day=of[1]))
    at, rule = datetime(2011, 1, 1, tzinfo=UTC), Occasions()
    proposed: list[str] = []
    open_ones: list[str] = []
    for _ in range(370 * 24):
        one = card(rule, person, at)
        if proposed[-1:] != [one.key]:
            proposed.append(one.key)
        assert one.not_before is not None
        if one.not_before <= at and open_ones[-1:] != [one.key]:
            open_ones.append(one.key)
        at += HOUR
    assert len(set(proposed)) == len(proposed)
    assert len(set(open_ones)) == len(open_ones)
    assert "r-1/card/c-1/birthday/2011" in open_ones
