"""A recommendation asked for twice is the same one: its key never holds the clock."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from relcore.errors import FieldError
from relcore.model import Recommendation
from relcore.vocabulary import Channel, Purpose
from tests.unit.kernel.history import day


def recommended(**given: Any) -> Recommendation:
    known: dict[str, Any] = {
        "kind": "follow_up",
        "relationship_id": "r-1",
        "occasion": "p1",
        "purpose": Purpose.SERVICE,
    }
    return Recommendation(**(known | given))


def test_the_key_is_made_of_relationship_kind_and_occasion_and_never_of_the_clock() -> None:
    asked = recommended(due=day(2), channels=(Channel.PHONE,))
    assert asked.key == "r-1/follow_up/p1"
    assert evolve(asked, due=day(9)).key == asked.key
    assert evolve(asked, occasion="p2").key != asked.key


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", ""),
        ("relationship_id", None),
        ("occasion", ""),
        ("purpose", "service"),
        ("channels", ("web",)),
        ("channels", [Channel.WEB]),
        ("due", datetime(2026, 3, 1)),  # noqa: DTZ001 (the misuse itself)
    ],
)
def test_a_field_that_cannot_hold_its_value_is_named(field: str, value: object) -> None:
    with pytest.raises(FieldError, match=f"Recommendation.{field}"):
        recommended(**{field: value})


def test_what_has_no_last_good_instant_is_due_at_none() -> None:
    assert recommended().due is None
    assert recommended(due=day(2).astimezone(ZoneInfo("Asia/Manila"))).due == day(2)
