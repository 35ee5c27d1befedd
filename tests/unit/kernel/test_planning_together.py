"""What goes into one message, and when a plan is to be looked at again."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from relcore import Agent, Company
from relcore.model import BusinessCalendar, Hours, Note
from relcore.policies import Cap, Consented, Planning, Scope, UnansweredPause
from relcore.vocabulary import Purpose
from tests.unit.kernel.history import after, day, happened
from tests.unit.kernel.planned import PHONE, POST, courtesy, done, held, planned
from tests.unit.policies.contact.contacts import consent, of, person, recommended, sent


def test_what_is_joined_keeps_the_caps_that_hold_beside_all_that_is_planned() -> None:
    """Joined into a service, it makes one contact more of it that counts."""
    weekly = Cap("weekly", 2, 168.0, Scope(purposes=(Purpose.RELATIONSHIP,)))
    first = courtesy("a", weight=90, channels=(POST,))
    service = recommended(Purpose.SERVICE, occasion="b", weight=80)
    more = courtesy("c", weight=70)
    rules: dict[str, Any] = {"contact_rules": (weekly,), "planning": Planning(contacts_a_day=3)}
    free = planned(first, service, more, **rules)
    assert done(free) == [("a",), ("b", "c")]
    full = planned(first, service, more, history=(sent("m", day(2), Purpose.RELATIONSHIP),), **rules)
    assert (done(full), held(full)) == ([("a",), ("b",)], {"c": "cap.weekly"})


@pytest.mark.concept("F8")
def test_nobody_gets_by_way_of_a_message_what_sets_them_off_or_what_is_for_another() -> None:
    ada, kay = Agent(id="ada", triggers=("billing",), load=0), Agent(id="kay", load=9)
    company = Company(agents=(ada, kay))
    service = courtesy("b", weight=80)
    about_bills = courtesy("c", topic="billing")
    seen = planned(service, about_bills, company=company)
    assert (done(seen), held(seen)) == ([("b",)], {"c": "contacts_a_day"})
    assert seen.actions[0].assignee == "ada"
    plain = planned(service, courtesy("c"), company=company)
    assert done(plain) == [("b", "c")]
    named = planned(service, courtesy("c", assignee="kay"), company=company)
    assert done(named) == [("b",)]


def test_three_in_one_message_announce_one_time_at_most() -> None:
    what = (
        courtesy("a", weight=9),
        courtesy("b", weight=5, appointment=day(6)),
        courtesy("c", appointment=day(7)),
    )
    assert done(planned(*what)) == [("a", "b")]


def test_what_only_waits_for_something_else_of_today_is_looked_at_again_tomorrow() -> None:
    pause = UnansweredPause(most=1, pause_days=90)
    what = (courtesy("a", weight=9), courtesy("b", channels=(PHONE,), expires=day(20)))
    seen = planned(*what, contact_rules=(pause,), planning=Planning(contacts_a_day=5))
    assert held(seen) == {"b": "expires"}
    assert seen.next_due == day(5).replace(hour=0)


def test_what_is_for_another_agent_only_today_is_looked_at_again_when_the_agents_day_is_over() -> None:
    manila = ZoneInfo("Asia/Manila")
    hours = BusinessCalendar(
        hours=(Hours(3, time(9), time(17)),), zone=manila
    )  # Thursdays alone; it is Wednesday
    company = Company(agents=(Agent(id="ada", load=0), Agent(id="kay", load=9, hours=hours)))
    what = (courtesy("b", weight=9), courtesy("c", assignee="kay"))
    seen = planned(*what, company=company)
    assert done(seen) == [("b", "c")]
    thursday = planned(*what, company=company, at=day(5))
    assert done(thursday) == [("b",)]
    assert thursday.next_due == datetime(2026, 3, 5, 16, tzinfo=UTC)


def test_two_services_in_one_message_are_a_service_still() -> None:
    one, other = (recommended(Purpose.SERVICE, occasion=name) for name in "ab")
    courteous = Cap("courteous", 1, 24.0, Scope(purposes=(Purpose.RELATIONSHIP,)))
    rules: dict[str, Any] = {"contact_rules": (courteous,), "planning": Planning(contacts_a_day=5)}
    seen = planned(one, other, courtesy("c", channels=(PHONE,)), **rules)
    assert done(seen) == [("c",), ("a", "b")] or done(seen) == [("a", "b"), ("c",)]
    assert {action.purpose for action in seen.actions} == {Purpose.SERVICE, Purpose.RELATIONSHIP}


def test_what_is_due_to_a_person_is_done_once_in_all_of_the_persons_relationships() -> None:
    card = courtesy("c-1/birthday/2026", personal=True)
    seen = planned(card)
    assert done(seen) == [("c-1/birthday/2026",)]
    greeted = after(happened("n", day(2), Note("sent"), settles=(card.key,)))
    elsewhere = evolve(greeted, id="r-2")
    assert done(planned(card, others=(elsewhere,))) == []
    assert done(planned(evolve(card, personal=False), others=(elsewhere,))) == [("c-1/birthday/2026",)]


def test_what_would_be_refused_tomorrow_is_refused_today() -> None:
    """The day after is no better: by then a promotion is not consented to any more."""
    ends = consent(valid_until=day(5).replace(hour=0) - timedelta(seconds=1))
    lin = of(person(zone=UTC, consents=(ends,)))
    offer = recommended(occasion="o")
    told = planned(courtesy("a", weight=9), offer, customer=lin, contact_rules=(Consented(),))
    assert held(told) == {"o": "consented"}
    assert told.withheld[0].decision.reasons[0].code == "contacts_today"
    assert done(planned(offer, customer=lin, contact_rules=(Consented(),))) == [("o",)]
