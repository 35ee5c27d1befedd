"""One text for one meaning: the canonical form behind a digest."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, timedelta
from decimal import Decimal
from itertools import count
from typing import ClassVar, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from attrs import field, frozen

from relcore.errors import PolicyError
from relcore.model import FrozenMap
from relcore.policies import Days, Silence
from relcore.policy_set import STANDARD, canonical, digest
from relcore.vocabulary import Stage
from tests.unit.kernel.history import day


@frozen
class Weight:
    """A user's own parameter, with a field that is no parameter."""

    b: int
    a: float
    cached: int = field(init=False, default=3)


class Plain:
    """A user's plain class."""

    def __init__(self, limit: int) -> None:
        self.limit = limit


@frozen
class Impostor:
    """A user's own class that bears the code of a built-in one."""

    code: ClassVar[str] = "days"
    days: float


class Bare:
    """A class that keeps its state where nobody sees it."""

    __slots__ = ("limit",)


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (None, None),
        (True, True),
        (3, 3),
        ("tea", "tea"),
        (Stage.AWARENESS, "awareness"),
        (0.1, {"float": "0x1.999999999999ap-4"}),
        (Decimal("1.10"), {"Decimal": "1.10"}),
        (date(2026, 3, 1), {"date": "2026-03-01"}),
        (day(1), {"datetime": "2026-03-01 09:00:00+00:00"}),
        (timedelta(days=1), {"timedelta": "1 day, 0:00:00"}),
        (ZoneInfo("Asia/Manila"), {"ZoneInfo": "Asia/Manila"}),
        (UTC, {"timezone": "UTC"}),
        ((1, "a"), [1, "a"]),
        ([1, "a"], [1, "a"]),
        (frozenset({"b", "a"}), ["a", "b"]),
        (FrozenMap({"b": 1, "a": 2}), {"items": [["a", 2], ["b", 1]]}),
        (Days(7), {"is": "days", "with": {"days": 7}}),
        (Silence(), {"is": "silence", "with": {}}),
        (
            Weight(1, 2.0),
            {"is": f"{__name__}.Weight", "with": {"a": 2, "b": 1}},
        ),
        (Plain(3), {"is": f"{__name__}.Plain", "with": {"limit": 3}}),
        (Impostor(7), {"is": f"{__name__}.Impostor", "with": {"code": "days", "days": 7}}),
    ],
    ids=map(str, count()),
)
def test_a_value_has_one_canonical_form(value: object, form: object) -> None:
    assert canonical(value) == form


def test_a_users_class_is_not_taken_for_the_built_in_one_whose_code_it_bears() -> None:
    assert digest(Impostor(7)) != digest(Days(7))


def test_a_number_and_the_text_of_it_differ() -> None:
    assert len({digest(value) for value in (1, "1", 1.5, True, Decimal(1), None, (1,))}) == 7


def test_equal_numbers_have_one_digest() -> None:
    assert digest(Days(7)) == digest(Days(7.0))
    assert STANDARD.with_pace(30) == STANDARD
    assert STANDARD.with_pace(30).folding.digest == STANDARD.folding.digest


class Few(NamedTuple):
    """A user's metric as a named tuple."""

    size: int


class Many(NamedTuple):
    """Another one of the same shape."""

    size: int


def test_two_classes_of_one_shape_are_two_policies() -> None:
    assert digest(Few(3)) != digest(Many(3))


def test_what_a_users_class_states_is_a_parameter_too() -> None:
    low, high = type("Limit", (), {"limit": 3}), type("Limit", (), {"limit": 4})
    assert digest(low()) != digest(high())


def test_a_digest_is_the_sha_256_of_the_canonical_form() -> None:
    assert digest(Days(7)) == hashlib.sha256(b'{"is":"days","with":{"days":7}}').hexdigest()


@pytest.mark.parametrize(
    "make",
    [lambda: len, lambda: lambda: 3, lambda: Days, Bare],
    ids=["builtin", "function", "class", "slots"],
)
def test_what_has_no_canonical_form_is_refused_with_its_path(make: Callable[[], object]) -> None:
    with pytest.raises(PolicyError, match=r"\$\.a\[1\]\['b'\] is .*Make the policy a frozen attrs class"):
        canonical(Weight(1, (0, {"b": make()})))  # type: ignore[arg-type]
