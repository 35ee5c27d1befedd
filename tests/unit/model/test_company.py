"""What the caller knows of its own side; what is left out is unknown, and never a default."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from relcore.errors import FieldError
from relcore.model import Agent, Article, Company, GiftIdea, Money, Product
from relcore.vocabulary import Channel, GiftTie

ASHA = Agent(id="asha", capabilities=("billing",), interests=("tea",))


TIN = GiftIdea(id="tin", tie=GiftTie.COMPANY, cost=Money("5.00", "EUR"))


def test_a_company_of_which_nothing_is_known_has_no_agents_nor_channels_nor_topics_known() -> None:
    unknown = Company()
    assert (unknown.agents, unknown.help_topics) == (None, None)
    assert (unknown.sales_channels, unknown.service_channels) == (None, None)
    assert (unknown.calendar, unknown.products, unknown.articles, unknown.gifts) == (None, None, None, None)


def test_none_at_all_is_something_else_than_unknown() -> None:
    nobody = Company(agents=(), help_topics=(), sales_channels=(), service_channels=())
    assert nobody != Company()
    assert (nobody.agents, nobody.sales_channels) == ((), ())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("agents", ("asha",)),
        ("agents", [ASHA]),
        ("help_topics", ("",)),
        ("help_topics", "billing"),
        ("sales_channels", ("phone",)),
        ("service_channels", [Channel.PHONE]),
        ("calendar", "weekdays"),
        ("products", ("roast",)),
        ("articles", (ASHA,)),
        ("gifts", [TIN]),
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
    ("field", "value"),
    [
        ("products", (Product(id="x", category="tea"), Product(id="x", category="coffee"))),
        ("articles", (Article(id="x", topics=("tea",)), Article(id="x", topics=("coffee",)))),
        ("gifts", (TIN, TIN)),
    ],
)
def test_nor_do_two_of_anything_else_that_is_listed(field: str, value: Any) -> None:
    known: dict[str, Any] = {field: value}
    with pytest.raises(FieldError, match=rf"Company.{field} is .*{field} with different ids"):
        Company(**known)
    alone: dict[str, Any] = {field: value[:1]}
    assert getattr(Company(**alone), field) == value[:1]


def test_ids_are_told_apart_only_within_a_list() -> None:
    known = Company(agents=(Agent(id="tin"),), products=(Product(id="tin", category="tea"),), gifts=(TIN,))
    assert known.gifts == (TIN,)


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
