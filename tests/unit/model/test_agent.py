"""What is known of an agent: strengths from 1 to 5, what is better left to others, hours and load."""

from typing import Any

import pytest

from relcore.errors import FieldError
from relcore.model import Agent, BusinessCalendar, FrozenMap
from relcore.vocabulary import Department


def test_an_agent_is_there_until_said_otherwise_and_can_resolve_nothing_by_default() -> None:
    assert (Agent(id="ben").active, Agent(id="ben").capabilities, Agent(id="ben").interests) == (True, (), ())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", ""),
        ("id", 7),
        ("capabilities", ["billing"]),
        ("capabilities", ("",)),
        ("capabilities", "billing"),
        ("interests", (7,)),
        ("active", 1),
        ("active", None),
        ("departments", ("sales",)),
        ("departments", [Department.SALES]),
        ("skills", {"": 3}),
        ("triggers", "invoices"),
        ("triggers", ("",)),
        ("hours", "weekdays"),
        ("load", -1),
        ("load", True),
        ("load", 1.0),
    ],
)
def test_an_agents_field_that_cannot_hold_its_value_is_named(field: str, value: Any) -> None:
    known: dict[str, Any] = {"id": "asha", field: value}
    with pytest.raises(FieldError, match=rf"Agent.{field}"):
        Agent(**known)


@pytest.mark.concept("F8")
def test_what_an_agent_has_never_shown_is_in_no_inventory() -> None:
    new = Agent(id="ben")
    assert (dict(new.skills), new.triggers, new.departments) == ({}, (), ())
    assert (new.hours, new.load) == (None, None)


@pytest.mark.concept("F8")
@pytest.mark.parametrize("level", [1, 3, 5])
def test_a_skill_has_a_level_from_one_to_five(level: int) -> None:
    assert Agent(id="asha", skills=FrozenMap({"invoices": level})).skills["invoices"] == level


@pytest.mark.concept("F8")
@pytest.mark.parametrize("level", [0, 6, -1, 2.0, True, "3", None])
def test_any_other_level_is_named_with_its_skill(level: Any) -> None:
    with pytest.raises(FieldError, match=r"Agent\.skills\['invoices'\] is .* from 1 to 5"):
        Agent(id="asha", skills={"tea": 2, "invoices": level})


def test_an_agent_is_a_value_whatever_mapping_the_skills_came_in() -> None:
    skills: Any = {"invoices": 2}
    one = Agent(id="asha", skills=skills)
    skills["invoices"] = 5
    assert one == Agent(id="asha", skills=FrozenMap({"invoices": 2}))
    assert len({one, Agent(id="asha", skills=FrozenMap({"invoices": 2}))}) == 1


def test_hours_and_load_are_kept() -> None:
    always = BusinessCalendar.always()
    busy = Agent(id="asha", hours=always, load=0, departments=(Department.SALES,), triggers=("invoices",))
    assert (busy.hours, busy.load) == (always, 0)
    assert (busy.departments, busy.triggers) == ((Department.SALES,), ("invoices",))


@pytest.mark.parametrize("skills", [None, "invoices", ("invoices",), 4])
def test_skills_are_a_mapping(skills: Any) -> None:
    with pytest.raises(FieldError, match=r"Agent\.skills"):
        Agent(id="ada", skills=skills)
