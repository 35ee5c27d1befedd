"""Cards on the days that matter: to whom, on which day, by which clocks, and never twice a year."""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from relcore.errors import FieldError
from relcore.model import Company, Occasion, Relationship
from relcore.policies.recommending.occasions import Occasions
from relcore.policies.recommending.occurrences import falls_on
from relcore.policy_set import STANDARD, Memory
from relcore.testing.laws import check_recommender
from relcore.vocabulary import Channel, EndReason, LeapDay, Party, Priority, Purpose, RelationshipType, Stage
from tests.unit.kernel.history import MOMENT, after, day, ended, opened
from tests.unit.policies.recommending.rhythm_words import (
    firm,
    looked,
    one_person,
    pinned,
    proposed,
    somebody,
    the_one,
    told,
    why,
    wrote,
)

CARDS = Occasions()
BIRTHDAY = Occasion(kind="birthday", month=6, day=10)
LEAP = Occasion(kind="birthday", month=2, day=29, year=2000)


def established(*more: Any, at: datetime | None = None, **given: Any) -> Relationship:
    return after(pinned(at=at), *more, **given)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


def in_utc(*occasions: Occasion, **given: Any) -> Any:
    return one_person(*occasions, zone=UTC, **given)


def since(year: int) -> Relationship:
    """An established relationship as of some year."""
    at = utc(year, 1, 1)
    return established(relationship=opened(at=at), at=at)


@pytest.mark.concept("D5")
def test_a_card_is_sent_from_three_days_before_until_the_day_is_over() -> None:
    card = the_one(CARDS, established(), day(2), customer=in_utc(BIRTHDAY))
    assert card.key == "r-1/card/c-1/birthday/2026"
    assert (card.purpose, card.priority) == (Purpose.RELATIONSHIP, Priority.COURTESY)
    assert card.channels == (Channel.POST, Channel.EMAIL)
    assert card.not_before == utc(2026, 6, 7)
    assert card.due == card.expires == utc(2026, 6, 11) - MOMENT
    assert why(card) == [("occasion", "birthday", "birthday", ()), ("falls_on", "2026-06-10", "06-10", ())]


@pytest.mark.concept("D5")
def test_it_is_the_same_card_until_the_day_is_over_and_then_the_next_years() -> None:
    state, who = established(), in_utc(BIRTHDAY)
    first = the_one(CARDS, state, day(2), customer=who)
    for at in (utc(2026, 6, 7) - MOMENT, utc(2026, 6, 7), utc(2026, 6, 11) - MOMENT):
        assert the_one(CARDS, state, at, customer=who) == first
    following = the_one(CARDS, state, utc(2026, 6, 11), customer=who)
    assert (following.occasion, following.not_before) == ("c-1/birthday/2027", utc(2027, 6, 7))


@pytest.mark.concept("D5")
def test_a_card_that_was_sent_is_not_sent_again_that_year_and_the_next_one_is_announced() -> None:
    who = in_utc(BIRTHDAY)
    sent = wrote("k", utc(2026, 6, 8), settles=("r-1/card/c-1/birthday/2026",))
    for at in (utc(2026, 6, 8), utc(2026, 6, 10), utc(2026, 6, 11)):
        assert told(CARDS, established(sent), at, customer=who) == ["c-1/birthday/2027"]
    other = wrote("k", utc(2026, 6, 8))
    assert told(CARDS, established(other), utc(2026, 6, 8), customer=who) == ["c-1/birthday/2026"]


@pytest.mark.concept("D5")
def test_a_birthday_that_is_corrected_is_not_greeted_twice() -> None:
    sent = wrote("k", utc(2026, 6, 8), settles=("r-1/card/c-1/birthday/2026",))
    corrected = in_utc(evolve(BIRTHDAY, day=20))
    assert told(CARDS, established(sent), utc(2026, 6, 18), customer=corrected) == ["c-1/birthday/2027"]


@pytest.mark.concept("D5")
@pytest.mark.parametrize("stage", [Stage.EXPLORATION, Stage.AWARENESS])
def test_who_is_not_established_gets_none(stage: Stage) -> None:
    state = after(*([pinned(stage)] if stage is Stage.AWARENESS else []))
    assert told(CARDS, state, day(2), customer=in_utc(BIRTHDAY)) == []


@pytest.mark.concept("D5")
def test_expansion_is_established_as_well() -> None:
    state = after(pinned(Stage.EXPANSION))
    assert told(CARDS, state, day(2), customer=in_utc(BIRTHDAY)) == ["c-1/birthday/2026"]
    committed = Occasions(proposal=evolve(CARDS.proposal, stages=(Stage.COMMITMENT,)))
    assert told(committed, state, day(2), customer=in_utc(BIRTHDAY)) == []


@pytest.mark.concept("C5h")
def test_no_greeting_follows_an_end() -> None:
    for reason, by in ((EndReason.CEASED, Party.NOBODY), (EndReason.NEEDS_CHANGED, Party.CUSTOMER)):
        gone = established(ended("z", day(10), reason, by))
        assert told(CARDS, gone, utc(2026, 6, 10), customer=in_utc(BIRTHDAY)) == []


@pytest.mark.concept("B1", "B5")
@pytest.mark.parametrize("type", [RelationshipType.TRANSACTIONAL, RelationshipType.SELF_SERVICE])
def test_types_without_outreach_send_none(type: RelationshipType) -> None:
    state = established(relationship=opened(type=type))
    assert told(CARDS, state, day(2), customer=in_utc(BIRTHDAY)) == []
    wanted = in_utc(BIRTHDAY, wanted_type=type)
    assert told(CARDS, established(), day(2), customer=wanted) == []


def test_of_a_customer_of_whom_nothing_is_known_nothing_is_kept() -> None:
    assert told(CARDS, established(), day(2)) == []
    assert told(CARDS, established(), day(2), customer=one_person()) == []


def test_the_people_of_an_organisation_are_greeted_by_name() -> None:
    who = firm(
        somebody("ana", zone=UTC, occasions=(BIRTHDAY, Occasion(kind="jubilee", month=5, day=1))),
        somebody("bo", zone=UTC, occasions=(BIRTHDAY,)),
        somebody("cy", zone=UTC),
    )
    found = [(one.person, one.occasion) for one in proposed(CARDS, established(), day(2), customer=who)]
    assert found == [
        ("ana", "ana/birthday/2026"),
        ("ana", "ana/jubilee/2026"),
        ("bo", "bo/birthday/2026"),
    ]


def test_two_occasions_of_one_kind_are_two() -> None:
    who = in_utc(BIRTHDAY, evolve(BIRTHDAY, month=7), evolve(BIRTHDAY, year=1990), evolve(BIRTHDAY, day=2))
    assert told(CARDS, established(), day(2), customer=who) == [
        "c-1/birthday-06-10/2026",
        "c-1/birthday-07-10/2026",
        "c-1/birthday-06-02/2026",
    ]
    other_order = in_utc(*reversed(who.persons[0].occasions))
    assert sorted(told(CARDS, established(), day(2), customer=other_order)) == [
        "c-1/birthday-06-02/2026",
        "c-1/birthday-06-10/2026",
        "c-1/birthday-07-10/2026",
    ]


@pytest.mark.concept("D5")
def test_an_anniversary_says_how_many_years_and_there_is_none_before_the_first() -> None:
    who = in_utc(evolve(BIRTHDAY, kind="joined", year=2026))
    card = the_one(CARDS, established(), day(2), customer=who)
    assert card.occasion == "c-1/joined/2027"
    assert why(card)[1:] == [("falls_on", "2027-06-10", "2026-06-10", ()), ("anniversary", 1, 1, ())]
    earlier = in_utc(evolve(BIRTHDAY, kind="joined", year=2025))
    assert the_one(CARDS, established(), day(2), customer=earlier).occasion == "c-1/joined/2026"


@pytest.mark.concept("D5")
def test_the_first_of_january_begins_in_december_and_the_last_of_december_ends_in_january() -> None:
    new_year = in_utc(Occasion(kind="birthday", month=1, day=1))
    for at in (utc(2026, 12, 29) - MOMENT, utc(2026, 12, 29), utc(2027, 1, 2) - MOMENT):
        card = the_one(CARDS, established(), at, customer=new_year)
        assert (card.occasion, card.not_before) == ("c-1/birthday/2027", utc(2026, 12, 29))
    west = one_person(Occasion(kind="birthday", month=12, day=31), zone=timezone(timedelta(hours=-12)))
    card = the_one(CARDS, established(), utc(2027, 1, 1, 11), customer=west)
    assert (card.occasion, card.expires) == ("c-1/birthday/2026", utc(2027, 1, 1, 12) - MOMENT)
    after_it = the_one(CARDS, established(), utc(2027, 1, 1, 12), customer=west)
    assert after_it.occasion == "c-1/birthday/2027"


# 29 February


@pytest.mark.concept("D5")
@pytest.mark.parametrize(
    ("leap_day", "days"),
    [
        (LeapDay.FEBRUARY_28, ["2027-02-28", "2028-02-29", "2029-02-28"]),
        (LeapDay.MARCH_1, ["2027-03-01", "2028-02-29", "2029-03-01"]),
        (LeapDay.OMIT, ["2028-02-29", "2032-02-29", "2036-02-29"]),
    ],
)
def test_the_leap_day_is_always_computed_from_the_original_day(leap_day: LeapDay, days: list[str]) -> None:
    rule, at, found = Occasions(leap_day=leap_day), utc(2026, 6, 1), []
    for _ in days:
        card = the_one(rule, established(), at, customer=in_utc(LEAP))
        found.append(str(why(card)[1][1]))
        assert why(card)[1][2] == "2000-02-29"
        assert card.expires is not None
        at = card.expires + MOMENT
    assert found == days


@pytest.mark.concept("D5")
def test_a_century_without_a_leap_day_is_no_exception() -> None:
    days = [
        falls_on(LEAP, 2100, leap_day) for leap_day in (LeapDay.FEBRUARY_28, LeapDay.MARCH_1, LeapDay.OMIT)
    ]
    assert days == [date(2100, 2, 28), date(2100, 3, 1), None]
    rule = Occasions(leap_day=LeapDay.OMIT)
    assert told(rule, since(2097), utc(2097, 1, 1), customer=in_utc(LEAP)) == ["c-1/birthday/2104"]
    sent = wrote("k", utc(2096, 2, 28), settles=("r-1/card/c-1/birthday/2096",))
    state = established(sent, relationship=opened(at=utc(2096, 1, 1)), at=utc(2096, 1, 1))
    assert told(rule, state, utc(2096, 2, 28), customer=in_utc(LEAP)) == ["c-1/birthday/2104"]


def test_the_last_of_february_is_not_the_leap_day() -> None:
    last = Occasion(kind="birthday", month=2, day=28)
    assert [falls_on(last, year, LeapDay.MARCH_1) for year in (2027, 2028)] == [
        date(2027, 2, 28),
        date(2028, 2, 28),
    ]


# clocks


@pytest.mark.concept("D5")
@pytest.mark.parametrize(
    ("zone", "occasion", "opens", "closes"),
    [
        # farthest ahead of UTC and farthest behind
        ("Pacific/Kiritimati", (6, 10), utc(2026, 6, 6, 10), utc(2026, 6, 10, 10)),
        ("Etc/GMT+12", (6, 10), utc(2026, 6, 7, 12), utc(2026, 6, 11, 12)),
        # clocks go forward at midnight, so that the day begins at one
        ("America/Santiago", (9, 6), utc(2026, 9, 3, 4), utc(2026, 9, 7, 3)),
        ("America/Santiago", (9, 9), utc(2026, 9, 6, 4), utc(2026, 9, 10, 3)),
        ("Asia/Beirut", (3, 29), utc(2026, 3, 25, 22), utc(2026, 3, 29, 21)),
        # and back at midnight, so that the day before has an hour more
        ("America/Santiago", (4, 4), utc(2026, 4, 1, 3), utc(2026, 4, 5, 4)),
    ],
)
def test_a_day_begins_and_ends_where_the_person_lives(
    zone: str, occasion: tuple[int, int], opens: datetime, closes: datetime
) -> None:
    month, of_month = occasion
    who = one_person(Occasion(kind="birthday", month=month, day=of_month), zone=ZoneInfo(zone))
    card = the_one(CARDS, established(), day(2), customer=who)
    assert (card.not_before, card.expires) == (opens, closes - MOMENT)


@pytest.mark.concept("D5")
@pytest.mark.parametrize("lead_days", [0, 1, 3])
def test_a_day_that_clocks_skip_is_kept_until_its_eve_is_over(lead_days: int) -> None:
    samoa = ZoneInfo("Pacific/Apia")  # went from 29 to 31 December 2011
    who = one_person(Occasion(kind="birthday", month=12, day=30), zone=samoa)
    card = the_one(Occasions(lead_days=lead_days), since(2011), utc(2011, 6, 1), customer=who)
    assert card.occasion == "c-1/birthday/2011"
    assert card.expires == datetime(2011, 12, 31, tzinfo=samoa).astimezone(UTC) - MOMENT
    first = min(29, 30 - lead_days)
    assert card.not_before == datetime(2011, 12, first, tzinfo=samoa)
    # the day after begins where it would without
    after_it = one_person(Occasion(kind="birthday", month=12, day=31), zone=samoa)
    card = the_one(Occasions(lead_days=1), since(2011), utc(2011, 6, 1), customer=after_it)
    assert card.not_before == datetime(2011, 12, 31, tzinfo=samoa)


def zones(*names: str) -> Company:
    found: tuple[tzinfo, ...] = tuple(ZoneInfo(name) for name in names)
    return Company(zones={"US": found})


@pytest.mark.concept("D5")
def test_where_the_zone_is_not_known_all_zones_of_the_country_must_agree() -> None:
    who = one_person(BIRTHDAY, country="US")
    card = the_one(
        CARDS, established(), day(2), customer=who, company=zones("America/New_York", "Pacific/Honolulu")
    )
    assert card.not_before == utc(2026, 6, 7, 10)  # when it has begun in Honolulu
    assert card.expires == utc(2026, 6, 11, 4) - MOMENT  # before it is over in New York
    own = evolve(who, persons=(evolve(who.persons[0], zone=UTC),))
    card = the_one(CARDS, established(), day(2), customer=own, company=zones("Pacific/Honolulu"))
    assert card.not_before == utc(2026, 6, 7)


@pytest.mark.concept("D5")
def test_where_nothing_is_known_all_clocks_there_are_must_agree() -> None:
    for who, company in (
        (one_person(BIRTHDAY), zones("America/New_York")),
        (one_person(BIRTHDAY, country="US"), None),
        (one_person(BIRTHDAY, country="US"), Company()),
        (one_person(BIRTHDAY, country="PH"), zones("America/New_York")),
    ):
        card = the_one(CARDS, established(), day(2), customer=who, company=company)
        assert card.not_before == utc(2026, 6, 7, 12)
        assert card.expires == utc(2026, 6, 10, 10) - MOMENT


@pytest.mark.concept("D5")
def test_where_they_never_agree_there_is_no_card() -> None:
    on_the_day = Occasions(lead_days=0)
    assert told(on_the_day, established(), day(2), customer=one_person(BIRTHDAY)) == []
    assert told(on_the_day, established(), day(2), customer=in_utc(BIRTHDAY)) == ["c-1/birthday/2026"]


def test_a_card_that_may_have_been_sent_and_forgotten_is_taken_to_be_sent() -> None:
    small = STANDARD.with_folding(memory=Memory(carried_out=1))
    sent = [
        wrote(f"k-{who}", utc(2026, 6, 8, hour), settles=(f"r-1/card/{who}/birthday/2026",))
        for hour, who in enumerate(("ana", "bo"))
    ]
    who = firm(*[somebody(id, zone=UTC, occasions=(BIRTHDAY,)) for id in ("ana", "bo")])
    found = proposed(CARDS, established(*sent, policies=small), utc(2026, 6, 9), who, policies=small)
    assert [one.occasion for one in found] == ["ana/birthday/2027", "bo/birthday/2027"]


def test_at_both_ends_of_time_there_is_none() -> None:
    now = looked(established(), day(2), in_utc(BIRTHDAY))
    assert list(CARDS.recommend(evolve(now, at=utc(8999, 12, 30)))) == []
    (first,) = CARDS.recommend(evolve(now, at=utc(1000, 1, 1)))
    assert first.occasion == "c-1/birthday/1001"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"lead_days": -1}, r"Occasions.lead_days is -1; expected a whole number from 0 to 180"),
        ({"lead_days": 181}, r"Occasions.lead_days is 181"),
        ({"leap_day": "omit"}, r"Occasions.leap_day is 'omit'; expected a LeapDay"),
        ({"proposal": 1}, r"Occasions.proposal is 1; expected a Proposal"),
    ],
)
def test_a_rule_that_is_none_is_refused_and_named(given: dict[str, Any], message: str) -> None:
    with pytest.raises(FieldError, match=message):
        Occasions(**given)


def test_it_keeps_the_laws_of_a_recommender() -> None:
    every = evolve(CARDS.proposal, stages=tuple(Stage))
    check_recommender(CARDS, max_examples=20)
    check_recommender(Occasions(proposal=every), max_examples=20)
    check_recommender(Occasions(lead_days=0, leap_day=LeapDay.OMIT, proposal=every), max_examples=20)
