"""Nobody is disturbed at night or on a day of rest, by the clocks where the person lives."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from relcore.errors import FieldError, PolicyError
from relcore.model import Company, Hours
from relcore.policies import ContactHours, QuietHours, Scope
from relcore.vocabulary import Channel, Purpose
from tests.unit.kernel.history import MOMENT, opened
from tests.unit.policies.contact.contacts import (
    ALLOWED,
    DEFERRED,
    REFUSED,
    asked,
    person,
    recommended,
    told,
)

BERLIN, MANILA, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Manila"), ZoneInfo("America/New_York")
NIGHT = QuietHours(time(21), time(8))
OFFICE = ContactHours(tuple(Hours(day, time(9), time(17)) for day in range(5)), name="office")


def ask(rule: Any, at: datetime, zone: Any = UTC, **given: Any) -> Any:
    """What comes of asking at an instant for a person in a zone."""
    who = person(zone=zone, country=given.pop("country", None))
    return asked(rule, persons=(who,), at=at, **given)


def there(*when: int, zone: Any = MANILA, fold: int = 0) -> datetime:
    return datetime(*when, tzinfo=zone, fold=fold)  # type: ignore[misc,arg-type]


def test_at_night_one_waits_until_the_morning_where_the_person_lives() -> None:
    decision = ask(NIGHT, there(2026, 5, 4, 22, 30), MANILA)
    assert told(decision) == (DEFERRED, "quiet_hours.night", ("local_time", "22:30", "08:00"))
    assert decision.until == there(2026, 5, 5, 8)
    assert ask(NIGHT, there(2026, 5, 5, 3), MANILA).until == there(2026, 5, 5, 8)


@pytest.mark.parametrize(
    ("at", "verdict"),
    [
        (there(2026, 5, 4, 8), ALLOWED),
        (there(2026, 5, 4, 8) - MOMENT, DEFERRED),
        (there(2026, 5, 4, 21), DEFERRED),
        (there(2026, 5, 4, 21) - MOMENT, ALLOWED),
        (there(2026, 5, 4, 12, zone=UTC), ALLOWED),  # 20:00 in Manila
        (there(2026, 5, 4, 14, zone=UTC), DEFERRED),  # 22:00
    ],
)
def test_the_quiet_begins_at_its_first_time_and_ends_before_its_last(at: datetime, verdict: Any) -> None:
    assert ask(NIGHT, at, MANILA).verdict is verdict


def test_a_quiet_time_by_day_does_not_run_past_midnight() -> None:
    siesta = QuietHours(time(13), time(15, 30), "siesta")
    decision = ask(siesta, there(2026, 5, 4, 14), MANILA)
    assert (decision.policy, decision.until) == ("quiet_hours.siesta", there(2026, 5, 4, 15, 30))
    for hour in (0, 12, 16, 23):
        assert ask(siesta, there(2026, 5, 4, hour), MANILA).verdict is ALLOWED


def test_what_the_clocks_skip_is_never_waited_for() -> None:
    early = QuietHours(time(22), time(2, 30))  # on 29 March clocks go from 2:00 to 3:00
    decision = ask(early, there(2026, 3, 28, 23, zone=BERLIN), BERLIN)
    assert decision.until == datetime(2026, 3, 29, 1, tzinfo=UTC)
    night = ask(NIGHT, there(2026, 3, 28, 23, zone=BERLIN), BERLIN)
    assert night.until == there(2026, 3, 29, 8, zone=BERLIN)


def test_the_hour_that_clocks_show_twice_is_quiet_both_times() -> None:
    late = QuietHours(time(1), time(2, 30))  # on 25 October clocks go from 3:00 back to 2:00
    first = ask(late, there(2026, 10, 25, 1, zone=BERLIN), BERLIN)
    assert first.until == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    again = ask(late, there(2026, 10, 25, 2, 10, zone=BERLIN, fold=1), BERLIN)
    assert again.until == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert ask(late, there(2026, 10, 25, 2, 45, zone=BERLIN), BERLIN).verdict is ALLOWED


def test_where_the_clocks_go_back_out_of_the_quiet_it_ends_there_and_then() -> None:
    small = QuietHours(time(2, 30), time(9))  # from 3:00 back to 2:00
    decision = ask(small, there(2026, 10, 25, 2, 45, zone=BERLIN), BERLIN)
    assert decision.until == datetime(2026, 10, 25, 1, tzinfo=UTC)


def test_in_the_last_year_that_can_be_recorded_the_day_is_still_a_day() -> None:
    late: dict[str, Any] = {"relationship": opened(at=datetime(8999, 1, 1, tzinfo=UTC))}
    assert ask(NIGHT, datetime(8999, 12, 30, 12, tzinfo=UTC), **late).verdict is ALLOWED
    assert ask(NIGHT, datetime(8999, 12, 30, 22, tzinfo=UTC), **late).verdict is DEFERRED
    assert ask(NIGHT, datetime(8999, 12, 31, 22, tzinfo=UTC), **late).verdict is REFUSED


def test_a_day_that_a_zone_left_out_is_not_waited_for() -> None:
    apia = ZoneInfo("Pacific/Apia")  # there was no 30 December 2011
    long_ago: dict[str, Any] = {"relationship": opened(at=datetime(2011, 1, 1, tzinfo=UTC))}
    decision = ask(OFFICE, there(2011, 12, 29, 18, zone=apia), apia, **long_ago)
    assert decision.until == there(2012, 1, 2, 9, zone=apia)
    late = there(2011, 12, 29, 22, zone=apia)
    assert ask(NIGHT, late, apia, **long_ago).until == there(2011, 12, 31, 8, zone=apia)


def test_outside_the_hours_of_the_week_one_waits_for_the_next() -> None:
    friday = there(2026, 5, 8, 18)
    decision = ask(OFFICE, friday, MANILA)
    assert told(decision) == (DEFERRED, "contact_hours.office", ("local_time", "18:00", None))
    assert decision.until == there(2026, 5, 11, 9)
    assert ask(OFFICE, there(2026, 5, 8, 6), MANILA).until == there(2026, 5, 8, 9)
    assert ask(OFFICE, there(2026, 5, 8, 16, 59), MANILA).verdict is ALLOWED
    assert ask(OFFICE, there(2026, 5, 8, 17), MANILA).verdict is DEFERRED


def test_the_day_of_the_week_is_that_of_the_person() -> None:
    sunday_in_utc = datetime(2026, 5, 10, 23, tzinfo=UTC)  # Monday, 7:00 in Manila
    assert ask(OFFICE, sunday_in_utc, MANILA).until == there(2026, 5, 11, 9)
    assert ask(OFFICE, sunday_in_utc + timedelta(hours=2), MANILA).verdict is ALLOWED
    friday_in_utc = datetime(2026, 5, 8, 16, tzinfo=UTC)  # Saturday in Manila
    assert ask(OFFICE, friday_in_utc, MANILA).verdict is DEFERRED


def test_there_is_nothing_on_a_holiday() -> None:
    closed = ContactHours(OFFICE.hours, (date(2026, 5, 8), date(2026, 5, 11)))
    assert ask(closed, there(2026, 5, 8, 12), MANILA).until == there(2026, 5, 12, 9)
    assert ask(closed, there(2026, 5, 7, 12), MANILA).verdict is ALLOWED


def test_several_hours_of_a_day_and_hours_until_midnight_are_told_apart() -> None:
    split = ContactHours((Hours(0, time(9), time(12)), Hours(0, time(14), time(0))))
    assert ask(split, there(2026, 5, 4, 12, 30), MANILA).until == there(2026, 5, 4, 14)
    assert ask(split, there(2026, 5, 4, 23, 59), MANILA).verdict is ALLOWED
    assert ask(split, there(2026, 5, 5, 0), MANILA).until == there(2026, 5, 11, 9)


def test_of_a_person_whose_zone_is_not_known_all_zones_of_the_country_are_heeded() -> None:
    company = Company(zones={"US": (NEW_YORK, ZoneInfo("America/Los_Angeles"))})
    morning = there(2026, 5, 4, 9, zone=NEW_YORK)  # 6:00 in Los Angeles
    decision = ask(NIGHT, morning, None, country="US", company=company)
    assert told(decision)[2] == ("local_time", "06:00", "08:00")
    assert decision.until == there(2026, 5, 4, 11, zone=NEW_YORK)
    noon = morning + timedelta(hours=3)
    assert ask(NIGHT, noon, None, country="US", company=company).verdict is ALLOWED
    assert ask(NIGHT, morning, NEW_YORK, country="US", company=company).verdict is ALLOWED


def test_zones_that_never_agree_never_allow() -> None:
    apart = Company(zones={"XX": (timezone(timedelta(0)), timezone(timedelta(hours=12)))})
    at = datetime(2026, 5, 4, 9, tzinfo=UTC)
    half_a_day = QuietHours(time(20), time(8))
    assert ask(half_a_day, at, None, country="XX", company=apart).verdict is REFUSED
    assert ask(NIGHT, at, None, country="XX", company=apart).until == at + timedelta(hours=11)


@pytest.mark.parametrize("company", [None, Company(), Company(zones={"US": (NEW_YORK,)})])
@pytest.mark.parametrize("country", [None, "PH"])
def test_where_nothing_is_known_nothing_is_allowed_but_what_all_clocks_allow(
    company: Any, country: Any
) -> None:
    noon = datetime(2026, 5, 6, 12, tzinfo=UTC)
    decision = ask(NIGHT, noon, None, country=country, company=company)
    assert told(decision) == (REFUSED, "quiet_hours.night", ("zone", None, "known"))
    week = ContactHours(tuple(Hours(day, time(0), time(0)) for day in range(7)), (date(2026, 5, 20),))
    assert ask(week, noon, None, country=country, company=company).verdict is ALLOWED
    assert (
        ask(week, datetime(2026, 5, 21, 3, tzinfo=UTC), None, country=country, company=company).verdict
        is REFUSED
    )


def test_a_scope_says_whom_it_is_about() -> None:
    calls = QuietHours(time(21), time(9), "calls", Scope(channels=(Channel.PHONE,), countries=("PH",)))
    late = there(2026, 5, 4, 22)
    call = recommended(Purpose.SERVICE, channels=(Channel.PHONE,))
    assert ask(calls, late, MANILA, what=call, country="PH").verdict is DEFERRED
    assert ask(calls, late, MANILA, what=call).verdict is DEFERRED  # the country is not known
    assert ask(calls, late, MANILA, what=call, country="IN").verdict is ALLOWED
    assert ask(calls, late, MANILA, country="PH").verdict is ALLOWED
    office = ContactHours(OFFICE.hours, scope=Scope(channels=(Channel.PHONE,)))
    assert ask(office, late, MANILA).verdict is ALLOWED


def test_who_asked_at_night_is_answered_at_night() -> None:
    reply = recommended(Purpose.SERVICE, reply_to="q1")
    assert ask(NIGHT, there(2026, 5, 4, 23), MANILA, what=reply).verdict is ALLOWED


@pytest.mark.parametrize(
    ("error", "field", "given"),
    [
        (PolicyError, "starts", (time(21, tzinfo=UTC), time(8))),
        (PolicyError, "ends", (time(21), time(8, fold=1))),
        (PolicyError, "ends", (time(21), time(21))),
        (PolicyError, "starts", ("21:00", time(8))),
        (FieldError, "name", (time(21), time(8), "")),
        (FieldError, "scope", (time(21), time(8), "night", None)),
    ],
)
def test_a_quiet_time_that_cannot_be_meant_is_refused(error: Any, field: str, given: Any) -> None:
    with pytest.raises(error, match=f"QuietHours.{field}"):
        QuietHours(*given)


@pytest.mark.parametrize(
    ("error", "field", "given"),
    [
        (FieldError, "hours", ((),)),
        (FieldError, "hours", ((Hours(0, time(9), time(9, 30)),),)),
        (FieldError, "hours", ((Hours(0, time(9), time(12)), Hours(0, time(11), time(14))),)),
        (FieldError, "hours", (tuple(Hours(0, time(n), time(n, 30)) for n in range(13)),)),
        (FieldError, "holidays", (OFFICE.hours, [])),
        (FieldError, "hours", ([],)),
        (FieldError, "holidays", (OFFICE.hours, ("2026-12-25",))),
        (FieldError, "holidays", (OFFICE.hours, (datetime(2026, 12, 25, tzinfo=UTC),))),
        (FieldError, "name", (OFFICE.hours, (), "")),
        (FieldError, "scope", (OFFICE.hours, (), "week", None)),
    ],
)
def test_contact_hours_that_cannot_be_meant_are_refused(error: Any, field: str, given: Any) -> None:
    with pytest.raises(error, match=f"ContactHours.{field}"):
        ContactHours(*given)
