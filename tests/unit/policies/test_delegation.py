"""Who knows the customer does it, unless somebody else had better; nobody does what sets them off."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from relcore.model import (
    Agent,
    FrozenMap,
    Recommendation,
)
from relcore.policies.delegation import Delegation
from relcore.vocabulary import Department, Severity
from tests.unit.kernel.history import concern, day, reading, resolved
from tests.unit.policies.contact.contacts import sent
from tests.unit.policies.delegating import (
    DEDICATED,
    FREE,
    GERMAN,
    MONDAY,
    OFFICE,
    REFUSED,
    SUNDAY,
    agent,
    assigned,
    task,
    told,
    who,
)


@pytest.mark.concept("F8", "B4")
def test_the_owner_does_it_even_where_others_have_less_to_do_and_are_better() -> None:
    found = assigned(agent("ana", 3, load=40), agent("ben", 5, load=0), what=GERMAN)
    assert (found.agent, found.training, found.role) == ("ana", None, None)
    assert told(found) == [("owner", True, "ana", "ana"), ("skill", True, 3, 3)]


@pytest.mark.concept("F8")
def test_an_owner_below_the_level_leaves_it_to_somebody_better() -> None:
    found = assigned(agent("ana", 2), agent("ben", 3), agent("cem", 2), agent("dia"), what=GERMAN)
    assert found.agent == "ben"
    assert told(found) == [
        ("owner", False, "ana", "ana"),
        ("skill", False, 2, 3),
        ("delegate", True, "ben", "ben"),
        ("skill", True, 3, 3),
    ]
    assert who(agent("ana", 3), agent("ben", 5), what=GERMAN) == "ana"
    assert who(agent("ana"), agent("ben", 3), what=GERMAN) == "ben"
    assert who(agent("ana"), agent("ben", 5)) == "ana"


@pytest.mark.concept("F8")
def test_the_level_is_a_parameter_of_each_skill() -> None:
    some = (agent("ana", 3), agent("ben", 4))
    assert who(*some, what=GERMAN, by=Delegation(level=4)) == "ben"
    assert who(*some, what=GERMAN, by=Delegation(levels=FrozenMap({"german": 4}))) == "ben"
    assert who(*some, what=GERMAN, by=Delegation(level=5, levels=FrozenMap({"german": 3}))) == "ana"
    assert who(*some, what=GERMAN, by=Delegation(levels=FrozenMap({"french": 5}))) == "ana"


@pytest.mark.concept("E2b")
def test_a_complaint_goes_to_somebody_who_can_resolve_its_category() -> None:
    able = agent("ben", capabilities=("billing", "german"))
    billing = task("billing")
    found = assigned(agent("ana", capabilities=("delivery",)), able, what=billing, by=Delegation(level=5))
    assert (found.agent, told(found)[-1]) == ("ben", ("skill", True, 5, 5))
    unroutable = assigned(agent("ben", capabilities=("delivery",)), owner=None, what=billing)
    assert (unroutable.agent, unroutable.role, unroutable.decision.verdict) == (None, "supervisor", REFUSED)
    assert told(unroutable)[-1] == ("unassignable", False, 0, 1)


@pytest.mark.concept("F8")
@pytest.mark.parametrize(
    ("trigger", "what"),
    [
        ("follow_up", task()),
        ("german", GERMAN),
        ("invoices", task(topic="Invoices")),
        ("INVOICES", task(topic="invoices")),
    ],
    ids=["kind", "skill", "topic", "capitals"],
)
def test_what_sets_an_owner_off_is_left_to_somebody_else(trigger: str, what: Recommendation) -> None:
    touched = agent("ana", 5, triggers=("nothing", trigger))
    found = assigned(touched, agent("ben", 3), what=what)
    assert found.agent == "ben"
    assert told(found)[1] == ("trigger", False, trigger, None)
    assert who(agent("ana", 5, triggers=("nothing",)), agent("ben", 3), what=what) == "ana"


@pytest.mark.concept("F8")
def test_nobody_is_given_what_sets_them_off_though_nobody_else_is_there() -> None:
    touched = agent("ana", triggers=("follow_up",))
    for known in ({}, {"type": DEDICATED}, {"owner": None}, {"what": task(assignee="ana")}):
        found = assigned(touched, **known)
        assert (found.agent, found.role, found.training) == (None, "supervisor", None)
    both = agent("ana", 1, triggers=("follow_up",))
    assert who(both, what=GERMAN) is None


@pytest.mark.concept("F8")
def test_an_angry_customer_has_a_grave_open_concern_or_gave_a_low_mark_last() -> None:
    some = (agent("ana", triggers=("angry_customer",)), agent("ben"))
    grave, moderate = concern("k", day(2), Severity.GRAVE), concern("k", day(2), Severity.MODERATE)
    low, high = reading("s", day(3), 1), reading("t", day(4), 5)
    assert who(*some) == "ana"
    assert who(*some, history=(grave,), at=9) == "ben"
    assert who(*some, history=(moderate,), at=9) == "ana"
    assert who(*some, history=(grave, resolved("z", day(3), "k", lessons=True)), at=9) == "ana"
    assert who(*some, history=(low,), at=9) == "ben"
    settled = resolved("z", day(3.5), "s", lessons=True)
    assert who(*some, history=(low, settled), at=9) == "ben"
    assert who(*some, history=(low, settled, high), at=9) == "ana"
    evidence = assigned(*some, history=(grave, low), at=9).decision.reasons[1].evidence
    assert evidence == ("k", "s")


@pytest.mark.concept("F8")
def test_who_has_left_is_never_given_anything() -> None:
    for others in ((agent("ana", active=False),), ()):
        found = assigned(*others, agent("ben"))
        assert (found.agent, told(found)[1]) == ("ben", ("active", False, "left", "active"))
        assert who(*others, agent("ben"), type=DEDICATED) == "ben"
        assert who(*others, agent("ben", active=False)) is None
        assert who(*others, agent("ben"), what=task(assignee="ana"), owner=None) == "ben"
        assert who(*others) is None
    assert who(agent("ana", 1, active=False), what=GERMAN) is None


def test_who_is_not_at_work_on_that_day_where_they_live_does_nothing() -> None:
    some = (agent("ana", hours=OFFICE), agent("ben"))
    assert who(*some, at=SUNDAY) == "ben"
    assert who(*some, at=MONDAY) == "ana"
    away = evolve(OFFICE, holidays=(date(2026, 3, 2),))
    found = assigned(agent("ana", hours=away), agent("ben"), at=MONDAY)
    assert (found.agent, told(found)[1]) == ("ben", ("at_work", False, "2026-03-02", None))
    there = evolve(
        OFFICE, zone=ZoneInfo("Pacific/Kiritimati")
    )  # 14 hours ahead: Sunday at 9 is Sunday at 23 there
    assert who(agent("ana", hours=there), agent("ben"), at=SUNDAY) == "ben"
    assert who(agent("ana", hours=there), agent("ben"), at=SUNDAY + 1 / 24) == "ana"


def test_a_department_that_is_asked_for_does_it_and_who_is_known_to_be_of_none_does_not() -> None:
    sales = task(role="sales")
    ben, cem = agent("ben", departments=(Department.SALES,)), agent("cem")
    support = (Department.CUSTOMER_SERVICE, Department.TECHNICAL_SUPPORT)
    found = assigned(agent("ana", departments=support), ben, cem, what=sales)
    assert (found.agent, told(found)[1]) == (
        "ben",
        ("department", False, "customer_service+technical_support", "sales"),
    )
    assert who(agent("ana", departments=(*support, Department.SALES)), ben, what=sales) == "ana"
    assert who(agent("ana"), ben, what=sales) == "ana"
    assert who(ben, cem, what=sales, owner=None) == "ben"
    nobody = assigned(cem, what=sales, owner=None)
    assert (nobody.agent, nobody.role) == (None, "sales")
    assert who(agent("ana", departments=support), ben, what=task(role="sales", assignee="ana")) == "ana"


def test_a_representative_is_stood_in_for_and_another_role_is_nobodys_in_particular() -> None:
    some = (agent("ana", active=False), agent("ben"))
    assert who(*some, what=task(role="representative")) == "ben"
    assert who(agent("ana"), agent("ben"), what=task(role="representative")) == "ana"
    found = assigned(agent("ana"), agent("ben"), what=task(role="lawyer"))
    assert (found.agent, found.role, told(found)[1]) == (None, "lawyer", ("role", None, None, "lawyer"))
    assert who(agent("ana"), agent("ben"), what=task(role="lawyer", assignee="ben")) == "ben"


@pytest.mark.concept("F8")
def test_who_was_named_for_it_does_it_if_suited_and_else_the_owner() -> None:
    named = task("german", assignee="ben")
    found = assigned(agent("ana", 5), agent("ben", 3), what=named)
    assert (found.agent, told(found)[0]) == ("ben", ("assignee", True, "ben", "ben"))
    assert who(agent("ana", 3), agent("ben", 2), agent("cem", 5), what=named) == "ana"
    assert who(agent("ana", 2), agent("ben", 2), agent("cem", 5), what=named) == "cem"
    assert who(agent("ana", 1), agent("ben", 2), what=named) == "ben"
    assert who(agent("ana"), what=task(assignee="ana")) == "ana"


@pytest.mark.concept("F8")
@pytest.mark.parametrize(
    ("better", "worse", "why"),
    [
        (agent("z", 3, load=0), agent("a", 5, load=1), [("load", True, 0, 1)]),
        (agent("z", 3, load=90), agent("a", 5), [("load", True, 90, None)]),
        (agent("z", 4, load=1), agent("a", 3, load=1), [("load", True, 1, 1), ("strength", True, 4, 3)]),
        (agent("z", 4), agent("a", 3), [("load", None, None, None), ("strength", True, 4, 3)]),
        (agent("a", 3), agent("z", 3), [("load", None, None, None), ("strength", True, 3, 3)]),
    ],
    ids=["load", "unknown load", "strength", "strength, loads unknown", "id"],
)
def test_the_best_has_least_to_do_and_then_is_strongest(better: Agent, worse: Agent, why: list[Any]) -> None:
    found = assigned(better, worse, agent("m", 1, load=0), **FREE)
    assert (found.agent, told(found)[2:]) == (better.id, why)


@pytest.mark.concept("F8", "B4")
def test_among_equals_it_is_who_dealt_last_with_the_customer() -> None:
    z, a = agent("z"), agent("a")
    first, last = sent("m1", day(2), by="z"), sent("m2", day(3), by="a")
    found = assigned(z, a, owner=None, history=(first,), at=9)
    assert (found.agent, told(found)[1:]) == (
        "z",
        [("load", None, None, None), ("continuity", True, day(2), None)],
    )
    assert found.decision.reasons[-1].evidence == ("m1",)
    found = assigned(z, a, owner=None, history=(first, last), at=9)
    assert (found.agent, told(found)[-1]) == ("a", ("continuity", True, day(3), day(2)))
    assert who(z, a, owner=None, at=9) == "a"
    assert who(z, agent("a", load=0), owner=None, history=(first,), at=9) == "a"
    stronger = assigned(agent("z", 4), agent("a", 3), what=GERMAN, owner=None, history=(first,), at=9)
    assert (stronger.agent, told(stronger)[-1][0]) == ("z", "strength")
    again = (last, sent("m3", day(3), by="z"))
    assert who(z, a, owner=None, history=again, at=9) == "a"
