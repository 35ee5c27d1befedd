"""One text for one meaning: the canonical form behind a digest."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as plain_field
from datetime import UTC, date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any, ClassVar, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from attrs import Factory, field, frozen, make_class

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
        (Decimal("1.10"), {"Decimal": "1.1"}),
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


SINCE = {"since": "1.1"}


def coded(name: str, **stated: object) -> Any:
    """A class of a user's own that states a code."""
    return frozen(type(name, (), {"__annotations__": {"limit": int}, "code": "acme.points", **stated}))


def test_a_code_in_a_namespace_names_a_users_policy_wherever_its_class_stands() -> None:
    points, moved = coded("Points"), coded("Tally", __module__="acme.elsewhere")
    assert canonical(points(3)) == {"is": "acme.points", "with": {"code": "acme.points", "limit": 3}}
    assert digest(points(3)) == digest(moved(3))
    assert digest(points(3)) != digest(points(4))


def test_a_bare_code_names_nothing_since_anybody_may_use_it() -> None:
    assert digest(coded("Points", code="points")(3)) != digest(coded("Tally", code="points")(3))


def test_what_the_class_of_a_code_states_besides_still_counts() -> None:
    assert digest(coded("Points", steady=True)(3)) != digest(coded("Points", steady=False)(3))
    assert digest(coded("Points", code="acme.other")(3)) != digest(coded("Points")(3))


def test_a_code_is_stated_by_the_class_itself_and_is_no_field() -> None:
    heir = type("Heir", (coded("Points"),), {"__slots__": ()})
    assert canonical(heir(3)) == {"is": f"{__name__}.Heir", "with": {"limit": 3}}

    @dataclass(frozen=True)
    class Told:
        code: str = "acme.points"

    assert canonical(Told()) == {"is": f"{__name__}.{Told.__qualname__}", "with": {"code": "acme.points"}}


def test_a_class_at_the_place_that_a_code_spells_is_another_one() -> None:
    at_place = frozen(type("points", (), {"__annotations__": {"limit": int}, "__module__": "acme"}))
    assert digest(at_place(3)) != digest(coded("Points")(3))


def grown(**later: Any) -> Any:
    """The class ``Wait`` as it was given fields later."""
    return make_class("Wait", {"days": field(), **later}, frozen=True)


@pytest.mark.parametrize(
    ("default", "other"),
    [(None, 3), (3, 4), (30, 30.5), (False, True), ("none", "some"), ((), (1,)), (Days(3), Days(4))],
    ids=repr,
)
def test_a_field_that_came_later_leaves_old_digests_as_they_were(default: object, other: object) -> None:
    old = grown()
    new = grown(grace=field(default=default, metadata=SINCE))
    assert canonical(new(3)) == canonical(old(3))
    assert digest((1, new(3))) == digest((1, old(3)))
    assert digest(new(3, other)) != digest(old(3))
    assert canonical(new(3, other))["with"]["grace"] == canonical(other)  # type: ignore[index]


def test_a_field_that_says_not_since_when_it_is_there_always_counts() -> None:
    assert digest(grown(grace=field(default=3))(3)) != digest(grown()(3))
    assert digest(grown(grace=field(default=3, metadata={"unit": "days"}))(3)) != digest(grown()(3))


def test_a_default_that_is_worked_out_is_left_out_as_well() -> None:
    old = digest(grown()(3))
    made = grown(grace=field(factory=dict, metadata=SINCE))
    assert digest(made(3)) == old != digest(made(3, {"a": 1}))
    own = grown(grace=field(default=Factory(lambda wait: wait.days, takes_self=True), metadata=SINCE))
    assert digest(own(3)) == digest(own(3, 3)) == old != digest(own(3, 4))
    converted = grown(grace=field(default="3", converter=int, metadata=SINCE))
    assert digest(converted(3)) == digest(converted(3, 3)) == old != digest(converted(3, 4))


def test_a_default_is_the_same_value_and_not_merely_one_that_is_equal_to_it() -> None:
    flag = grown(grace=field(default=True, metadata=SINCE))
    assert digest(flag(3, 1)) != digest(flag(3, True)) == digest(grown()(3))
    number = grown(grace=field(default=30, metadata=SINCE))
    assert digest(number(3, 30.0)) == digest(grown()(3))


def test_a_later_field_without_a_default_counts() -> None:
    bare = grown(grace=field(metadata=SINCE))
    assert canonical(bare(3, 4)) == {"is": f"{__name__}.Wait", "with": {"days": 3, "grace": 4}}


def test_the_same_holds_for_dataclasses() -> None:
    def wait(later: Any, slots: bool = False) -> Any:
        stated = {"__annotations__": {"days": int} | ({"grace": Any} if later is not None else {})}
        body = {**stated, "__qualname__": "Wait"} | ({"grace": later} if later is not None else {})
        return dataclass(frozen=True, slots=slots)(type("Wait", (), body))

    old = digest(wait(None)(3))
    for slots in (False, True):
        later = wait(plain_field(default=3, metadata=SINCE), slots)
        assert digest(later(3)) == digest(later(3, 3)) == old != digest(later(3, 4))
        made = wait(plain_field(default_factory=tuple, metadata=SINCE), slots)
        assert digest(made(3)) == old != digest(made(3, (1,)))
    bare = wait(plain_field(metadata=SINCE))
    assert digest(bare(3, 3)) != old


def test_what_a_dataclass_works_out_for_itself_is_no_parameter() -> None:
    @dataclass
    class Worked:
        days: int
        seconds: int = plain_field(init=False, default=0)

    worked, looked_at = Worked(3), Worked(3)
    looked_at.seconds = 9
    assert (
        canonical(worked)
        == canonical(looked_at)
        == {"is": f"{__name__}.{Worked.__qualname__}", "with": {"days": 3}}
    )
