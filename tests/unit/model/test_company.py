"""What the caller knows of its own side; what is left out is unknown, and never a default."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from relcore.errors import FieldError
from relcore.model import Agent, Company
from relcore.vocabulary import Channel

ASHA = Agent(id="asha", capabilities=("billing",), interests=("tea",))


def test_a_company_of_which_nothing_is_known_has_no_agents_nor_channels_nor_topics_known() -> None:
    unknown = Company()
    assert (unknown.agents, unknown.help_topics) == (None, None)
    assert (unknown.sales_channels, unknown.service_channels) == (None, None)


def test_none_at_all_is_something_else_than_unknown() -> None:
    nobody = Company(agents=(), help_topics=(), sales_channels=(), service_channels=())
    assert nobody != Company()
    assert (nobody.agents, nobody.sales_channels) == ((), ())


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
    ],
)
def test_an_agents_field_that_cannot_hold_its_value_is_named(field: str, value: Any) -> None:
    known: dict[str, Any] = {"id": "asha", field: value}
    with pytest.raises(FieldError, match=rf"Agent.{field}"):
        Agent(**known)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("agents", ("asha",)),
        ("agents", [ASHA]),
        ("help_topics", ("",)),
        ("help_topics", "billing"),
        ("sales_channels", ("phone",)),
        ("service_channels", [Channel.PHONE]),
    ],
)
def test_a_companys_field_that_cannot_hold_its_value_is_named(field: str, value: Any) -> None:
    known: dict[str, Any] = {field: value}
    with pytest.raises(FieldError, match=rf"Company.{field}"):
        Company(**known)


def test_two_agents_do_not_share_an_id() -> None:
    with pytest.raises(FieldError, match=r"Company.agents is .*agents with different ids. Merge the doubled"):
        Company(agents=(ASHA, Agent(id="asha")))
    assert len(Company(agents=(ASHA, Agent(id="ben"))).agents or ()) == 2


@pytest.mark.parametrize(
    ("field", "zones"),
    [
        (r"zones\['PH'\] is", {"PH": ()}),
        (r"zones\['PH'\] is", {"PH": [ZoneInfo("Asia/Manila")]}),
        (r"zones\['PH'\]\[0\] is", {"PH": ("Asia/Manila",)}),
        ("zones is 'ph'", {"ph": (ZoneInfo("Asia/Manila"),)}),
    ],
)
def test_the_zones_of_a_country_are_zones(field: str, zones: Any) -> None:
    with pytest.raises(FieldError, match=f"Company.{field}"):
        Company(zones=zones)


def test_countries_whose_zones_are_not_known_are_left_out() -> None:
    known = Company(zones={"PH": (ZoneInfo("Asia/Manila"),)})
    assert known.zones is not None
    assert list(known.zones) == ["PH"]
    assert Company().zones is None
