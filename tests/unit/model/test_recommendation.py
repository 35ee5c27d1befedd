"""A recommendation asked for twice is the same one: its key never holds the clock."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from relcore.errors import FieldError
from relcore.model import Money, Recommendation
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
        ("expires", datetime(2026, 3, 1)),  # noqa: DTZ001 (the misuse itself)
        ("channels", (Channel.EMAIL, Channel.EMAIL)),
        ("channels", (Channel.EMAIL, Channel.INTERNAL)),
        ("promotes", "no"),
        ("person", ""),
        ("reply_to", ""),
        ("priority", "promise"),
        ("technology", "low"),
        ("settles", "p1"),
        ("cost", "5 EUR"),
        ("kind", "follow_up/thanks"),
        ("skill", ""),
        ("weight", 1.5),
        ("weight", True),
        ("parts", "thanks"),
        ("parts", ("",)),
        ("parts", ("a/b",)),
        ("parts", ("thanks", "thanks")),
        ("appointment", datetime(2026, 3, 1)),  # noqa: DTZ001 (the misuse itself)
    ],
)
def test_a_field_that_cannot_hold_its_value_is_named(field: str, value: object) -> None:
    with pytest.raises(FieldError, match=f"Recommendation.{field}"):
        recommended(**{field: value})


def test_it_does_not_expire_before_it_begins() -> None:
    with pytest.raises(FieldError, match=r"Recommendation\.expires"):
        recommended(not_before=day(3), expires=day(2))
    assert recommended(not_before=day(3), expires=day(3)).expires == day(3)


def test_what_it_costs_is_an_amount_in_its_currency() -> None:
    assert recommended(cost=Money("5.00", "EUR")).cost == Money("5.00", "EUR")


@pytest.mark.concept("D1")
def test_each_part_has_a_key_of_its_own() -> None:
    both = recommended(parts=("thanks", "check"))
    assert (both.part("thanks"), both.part("check")) == (
        "r-1/follow_up.thanks/p1",
        "r-1/follow_up.check/p1",
    )
    assert both.key == "r-1/follow_up/p1"


@pytest.mark.concept("D1")
@pytest.mark.parametrize(("parts", "known"), [((), "one of none"), (("check",), "one of check")])
def test_what_is_no_part_of_it_or_was_done_has_no_key(parts: tuple[str, ...], known: str) -> None:
    with pytest.raises(FieldError, match=rf"Recommendation\.parts is 'thanks'.*{known}"):
        recommended(parts=parts).part("thanks")


def test_it_weighs_nothing_and_announces_nothing_unless_said() -> None:
    plain = recommended()
    assert (plain.weight, plain.skill, plain.parts, plain.appointment) == (0, None, (), None)
    assert recommended(weight=-5).weight == -5
    assert recommended(appointment=day(2).astimezone(ZoneInfo("Asia/Manila"))).appointment == day(2)


@pytest.mark.parametrize(
    ("given", "internal"),
    [({}, True), ({"channels": (Channel.INTERNAL,)}, True), ({"channels": (Channel.PHONE,)}, False)],
)
def test_what_names_no_channel_outwards_is_an_internal_task(given: Any, internal: bool) -> None:
    assert recommended(**given).is_internal is internal


@pytest.mark.parametrize("purpose", Purpose)
def test_what_promotes_counts_as_marketing_and_is_no_reply(purpose: Purpose) -> None:
    plain, mixed = recommended(purpose=purpose, reply_to="q"), recommended(promotes=True, reply_to="q")
    assert (plain.counts_as, mixed.counts_as) == (purpose, Purpose.MARKETING)
    assert plain.is_reply is (purpose in {Purpose.SERVICE, Purpose.RELATIONSHIP})
    assert not mixed.is_reply
    assert not recommended(purpose=purpose).is_reply


def test_what_has_no_last_good_instant_is_due_at_none() -> None:
    assert recommended().due is None
    assert recommended(due=day(2).astimezone(ZoneInfo("Asia/Manila"))).due == day(2)
