"""What a user's class states and inherits counts in its digest, and equal values count alike."""

import inspect
import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any, ClassVar, NamedTuple, Protocol
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve, frozen

from relcore.errors import PolicyError
from relcore.model import FrozenMap
from relcore.policies import Criterion, Days, Not, PurchaseDays, Silence, at_least
from relcore.policy_set import STANDARD, canonical, digest
from relcore.policy_set.rules import FoldingRules


class Colour(Enum):
    """A closed set that is no text."""

    RED = "red"
    BLUE = (1, 2)


class Pair(NamedTuple):
    """A named tuple."""

    low: int


class Limit:
    """A policy that is a plain class."""

    def __init__(self, days: int) -> None:
        self.days = days

    def measure(self, situation: object) -> int:
        return self.days


def stating(value: object, *bases: type) -> Any:
    """A policy of a class that states a value."""
    return type("Own", bases, {"limit": value})()


def form_of(policy: object) -> Any:
    return canonical(policy)["with"]  # type: ignore[index]


STATED: list[tuple[object, object]] = [
    (True, False),
    (3, 4),
    (0.5, 0.25),
    ("tea", "coffee"),
    ((1, 2), (2, 1)),
    ([1], [2]),
    ({1}, {2}),
    (frozenset({1}), frozenset({2})),
    ({"a": 1}, {"a": 2}),
    (FrozenMap({"a": 1}), FrozenMap({"b": 1})),
    (Decimal("1.5"), Decimal("1.6")),
    (date(2026, 3, 1), date(2026, 3, 2)),
    (timedelta(days=1), timedelta(days=2)),
    (UTC, ZoneInfo("Asia/Manila")),
    (Colour.RED, Colour.BLUE),
    (Days(7), Days(8)),
    (Pair(1), Pair(2)),
    (Limit(1), Limit(2)),
]


@pytest.mark.parametrize(("one", "other"), STATED, ids=repr)
def test_whatever_a_class_states_or_inherits_is_a_parameter(one: object, other: object) -> None:
    assert digest(stating(one)) != digest(stating(other))
    assert form_of(stating(one)) == {"limit": canonical(one)}
    heirs = [type("Heir", (type(stating(value)),), {})() for value in (one, other)]
    assert digest(heirs[0]) != digest(heirs[1])
    assert form_of(heirs[0]) == {"limit": canonical(one)}


def test_the_nearest_class_counts_as_it_does_for_python() -> None:
    base = type("Base", (), {"limit": 3, "other": 1})
    assert form_of(stating(4, base)) == {"limit": 4, "other": 1}
    assert form_of(stating(None, base)) == form_of(stating(lambda self: 3, base)) == {"other": 1}
    assert form_of(stating(4, type("Mixed", (), {"limit": 5}), base)) == {"limit": 4, "other": 1}


class Kind(Protocol):
    """A shape of a user's own."""

    steady: ClassVar[bool] = True


class Noted(Kind):
    """A class with everything that is no parameter."""

    _hidden = 3
    nothing = None
    log = logging.getLogger("acme")
    handlers = (len, print)
    kind = Days

    def method(self) -> int:
        return 3

    @property
    def shown(self) -> int:
        return 3

    @cached_property
    def kept(self) -> int:
        return 3

    @classmethod
    def made(cls) -> int:
        return 3

    @staticmethod
    def plain() -> int:
        return 3

    class Inner:
        """A class within."""


@frozen
class Fewer(Days):
    """An heir of what relcore brings."""

    code = "acme.fewer"


def test_what_is_no_parameter_or_is_relcores_does_not_count() -> None:
    assert form_of(Noted()) == {"steady": True}
    assert canonical(Fewer(3)) == {"is": "acme.fewer", "with": {"code": "acme.fewer", "days": 3}}
    assert form_of(Silence()) == {}


def test_a_field_takes_the_place_of_what_was_stated() -> None:
    @dataclass
    class Told:
        limit: int = 3

    heir = type("Heir", (Told,), {})
    assert form_of(heir(4)) == {"limit": 4}


class Level:
    """A class that states values of its own."""

    NONE: ClassVar["Level"]
    ALL: ClassVar[tuple["Level", ...]]
    code = "acme.level"
    step = 1

    def __init__(self, size: int) -> None:
        self.size = size

    def measure(self, situation: object) -> int:
        return self.size


Level.NONE = Level(0)
Level.ALL = (Level(1), Level(2))


def test_a_class_that_states_values_of_its_own_states_them_once() -> None:
    none, one, two = ({"is": "acme.level", "with": {"code": "acme.level", "size": size}} for size in range(3))
    stated = {"ALL": [one, two], "NONE": none, "code": "acme.level", "step": 1}
    assert canonical(Level(7)) == {"is": "acme.level", "with": {**stated, "size": 7}}


NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ALIKE: list[tuple[object, object, object]] = [
    (NOON, NOON.astimezone(ZoneInfo("Asia/Manila")), NOON + timedelta(hours=1)),
    (NOON, NOON.astimezone(timezone(timedelta(hours=-3), "X")), NOON.replace(tzinfo=None)),
    (Decimal("1.50"), Decimal("1.5"), Decimal("1.05")),
    (Decimal("100"), Decimal("1E+2"), Decimal("10")),
    (Decimal("-0.00"), Decimal("0"), Decimal("0.1")),
    (Decimal("NaN"), Decimal("NaN"), Decimal("Infinity")),
    (Decimal("1." + "0" * 40 + "1"), Decimal("1." + "0" * 40 + "10"), Decimal("1")),
    (UTC, ZoneInfo("UTC"), ZoneInfo("Asia/Manila")),
    (UTC, timezone(timedelta(0), "GMT"), timezone(timedelta(hours=1))),
    (timezone(timedelta(hours=5)), timezone(timedelta(hours=5), "PKT"), timezone(timedelta(hours=6))),
]


@pytest.mark.parametrize(("one", "same", "other"), ALIKE, ids=repr)
def test_what_is_equal_has_one_digest(one: object, same: object, other: object) -> None:
    assert digest(one) == digest(same) != digest(other)


def test_the_ends_of_the_calendar_have_a_digest_too() -> None:
    last = datetime.max.replace(tzinfo=timezone(timedelta(hours=-3)))
    assert canonical(last) == {"datetime": "9999-12-31 23:59:59.999999-03:00"}


def test_a_member_of_a_closed_set_counts_by_its_value() -> None:
    assert canonical(Colour.BLUE) == {"is": f"{__name__}.Colour", "with": {"value": [1, 2]}}
    with pytest.raises(PolicyError, match=r"\$\.value"):
        canonical(Enum("Odd", {"ONE": object()}).ONE)  # type: ignore[attr-defined]


def nested(levels: int) -> Criterion:
    found: Criterion = at_least(PurchaseDays(), 1)
    for _ in range(levels):
        found = Not(found)
    return found


@pytest.mark.parametrize("ask", [digest, canonical], ids=["digest", "canonical"])
def test_what_is_nested_too_deeply_is_refused(ask: Callable[[object], object]) -> None:
    assert ask(nested(20))
    with pytest.raises(PolicyError, match="expected policies of fewer levels"):
        ask(nested(2_000))


def test_a_set_of_criteria_that_are_nested_too_deeply_has_no_digest() -> None:
    deep = STANDARD.with_criteria(lapsed=nested(400))
    folding: FoldingRules = deep.folding
    usual = sys.getrecursionlimit()
    for one in (deep, evolve(folding)):
        sys.setrecursionlimit(len(inspect.stack()) + 250)  # Pythons differ in how many frames a level takes
        try:
            with pytest.raises(PolicyError, match="expected policies of fewer levels"):
                _ = one.digest
        finally:
            sys.setrecursionlimit(usual)
