"""One thing that happened, once, in one relationship and one department."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest

from relcore.errors import FieldError, InstantError
from relcore.model import Interaction, Message, Note, Purchase
from relcore.model.money import Money
from relcore.vocabulary import Channel, Department, Direction
from tests.unit.kernel.history import day, happened
from tests.unit.model.test_instants import NotATime, Timestamp


def test_direction_and_department_are_those_of_the_content() -> None:
    bought = happened("i", day(1), Purchase(Money("1", "EUR")))
    assert (bought.direction, bought.department) == (Direction.INBOUND, Department.SALES)


def test_direction_and_department_may_be_stated_instead() -> None:
    sent = happened(
        "i", day(1), Message(), direction=Direction.INBOUND, department=Department.TECHNICAL_SUPPORT
    )
    assert (sent.direction, sent.department) == (Direction.INBOUND, Department.TECHNICAL_SUPPORT)


@pytest.mark.concept("A1")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("relationship_id", ""),
        ("relationship_id", None),
        ("relationship_id", ("r-1", "r-2")),
        ("department", None),
        ("department", "sales"),
        ("department", "accounting"),
    ],
)
def test_every_interaction_names_one_relationship_and_one_of_the_four_departments(
    field: str, value: object
) -> None:
    with pytest.raises(FieldError, match=f"Interaction.{field} is "):
        happened("i", day(1), Note("x"), **{field: value})


@pytest.mark.concept("A1")
@pytest.mark.parametrize("department", Department)
def test_each_of_the_four_departments_deals_with_customers(department: Department) -> None:
    assert happened("i", day(1), Note("x"), department=department).department is department


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", ""),
        ("channel", "web"),
        ("direction", "inbound"),
        ("by", ""),
        ("to", 7),
        ("settles", "r-1/follow_up/p1"),
        ("settles", ["r-1/follow_up/p1"]),
        ("settles", []),
        ("settles", None),
        ("sequence", -1),
        ("sequence", True),
        ("sequence", 1.0),
        ("content", None),
        ("content", "bought"),
        ("content", Note),
    ],
)
def test_a_field_that_cannot_hold_its_value_is_named(field: str, value: object) -> None:
    known: dict[str, Any] = {
        "id": "i",
        "relationship_id": "r-1",
        "at": day(1),
        "channel": Channel.WEB,
        "content": Note("x"),
    }
    with pytest.raises(FieldError, match=f"Interaction.{field} is "):
        Interaction(**(known | {field: value}))


@pytest.mark.parametrize("keys", [("",), ("r-1/card/x", ""), (7,)])
def test_what_it_settles_is_named_by_keys(keys: Any) -> None:
    with pytest.raises(FieldError, match=r"Interaction\.settles\[\d\] is "):
        happened("i", day(1), Note("x"), settles=keys)
    assert happened("i", day(1), Note("x")).settles == ()
    assert happened("i", day(1), Note("x"), settles=("a", "b")).settles == ("a", "b")


@pytest.mark.parametrize("field", ["at", "recorded_at"])
@pytest.mark.parametrize(
    "value",
    [
        datetime(2026, 3, 1),  # noqa: DTZ001 (the misuse itself)
        NotATime(2026, 3, 1, tzinfo=UTC),
        date(2026, 3, 1),
        "2026-03-01",
        datetime(9500, 1, 1, tzinfo=UTC),
        datetime(900, 1, 1, tzinfo=UTC),
    ],
)
def test_an_instant_that_is_none_is_named(field: str, value: object) -> None:
    known: dict[str, Any] = {"at": day(1), "content": Note("x"), field: value}
    with pytest.raises(InstantError, match=f"Interaction.{field} is "):
        happened("i", **known)


def test_instants_are_kept_as_plain_ones_in_utc() -> None:
    manila = ZoneInfo("Asia/Manila")
    seen = happened(
        "i",
        Timestamp(2026, 3, 1, 17, tzinfo=manila),
        Note("x"),
        recorded_at=Timestamp(2026, 3, 1, 18, tzinfo=manila),
    )
    assert (seen.at, seen.recorded_at) == (day(1), day(1) + timedelta(hours=1))
    assert type(seen.at) is type(seen.recorded_at) is datetime
    assert seen.at.tzinfo is UTC


def test_the_order_of_a_history_is_instant_then_number_then_id() -> None:
    early = happened("z", day(1), Note("x"), sequence=9)
    unnumbered, first = happened("y", day(2), Note("x")), happened("b", day(2), Note("x"), sequence=0)
    second, twin = happened("a", day(2), Note("x"), sequence=1), happened("b", day(2), Note("x"), sequence=1)
    history = [twin, second, first, unnumbered, early]
    assert sorted(history, key=lambda i: i.order) == [early, unnumbered, first, second, twin]


def test_an_interaction_is_a_value_that_nobody_changes() -> None:
    one = happened("i", day(1), Note("x"))
    assert one == happened("i", day(1).astimezone(ZoneInfo("Asia/Kolkata")), Note("x"))
    assert hash(one) == hash(happened("i", day(1), Note("x")))
    with pytest.raises(AttributeError):
        one.id = "j"  # type: ignore[misc]


class Rebate(Purchase):
    """A purchase of somebody's own, which the fold does not know."""


class Farewell:
    """A content of somebody's own that passes for an ending."""

    kind: ClassVar[str] = "ended.fraud"
    direction = Direction.INTERNAL
    department = Department.SALES


@pytest.mark.parametrize("content", [Rebate(Money("1.00", "EUR")), Farewell()])
def test_nothing_passes_for_a_built_in_content(content: Any) -> None:
    with pytest.raises(FieldError, match=r"Interaction.content is .* Choose a kind in a namespace"):
        happened("i", day(2), content)
