"""A newly opened relationship: nothing happened yet, and the type was a decision."""

from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from relcore.errors import CurrencyError, FieldError, InstantError
from relcore.model import Money, Relationship
from relcore.vocabulary import RelationshipType, Role, Stage
from tests.unit.kernel.history import after, day, note, opened, purchase


def test_a_new_relationship_is_with_a_prospect_in_its_first_episode() -> None:
    new = opened()
    assert (new.role, new.stage, new.episode, new.revision) == (Role.PROSPECT, Stage.EXPLORATION, 1, 0)
    assert new.opened_at == new.stage_since == new.episode_since == new.engaged_at == day(1)
    assert (new.rules, new.because, new.ending, new.previous_stage, new.last) == ("", None, None, None, None)


@pytest.mark.concept("A8")
def test_the_type_of_a_relationship_is_mandatory() -> None:
    with pytest.raises(TypeError, match=r"type"):
        Relationship.open(id="r-1", customer_id="c-1", at=day(1))  # type: ignore[call-arg]


@pytest.mark.concept("A8")
@pytest.mark.parametrize("value", [None, "long_term", "unknown"])
def test_no_type_is_assumed_where_it_is_unknown(value: object) -> None:
    with pytest.raises(FieldError, match=r"Relationship.type is .*expected a RelationshipType"):
        opened(type=value)


@pytest.mark.concept("A8")
@pytest.mark.parametrize("type_", RelationshipType)
def test_each_of_the_seven_types_can_be_agreed(type_: RelationshipType) -> None:
    assert opened(type=type_).type is type_


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", ""),
        ("customer_id", 7),
        ("role", "customer"),
        ("zone", "Asia/Manila"),
        ("owner", ""),
        ("facets", ("community",)),
        ("facets", [RelationshipType.COMMUNITY]),
    ],
)
def test_a_field_that_cannot_hold_its_value_is_named(field: str, value: object) -> None:
    with pytest.raises(FieldError, match=f"Relationship.{field}"):
        opened(**{field: value})


@pytest.mark.parametrize("currency", ["EURO", "", []])
def test_the_currency_is_a_code_of_money_in_use(currency: object) -> None:
    with pytest.raises(CurrencyError, match=r"Relationship.currency is .*or leave it to the first amount"):
        opened(currency=currency)


def test_the_opening_is_an_instant() -> None:
    with pytest.raises(InstantError, match=r"Relationship.opened_at is "):
        opened(at=datetime(2026, 3, 1))  # noqa: DTZ001 (the misuse itself)
    there = opened(at=datetime(2026, 3, 1, 17, tzinfo=ZoneInfo("Asia/Manila")))
    assert there.opened_at == day(1)
    assert there.opened_at.tzinfo is UTC


def test_everything_given_at_the_opening_is_kept() -> None:
    kept = opened(
        role=Role.PARTNER,
        zone=ZoneInfo("Asia/Kolkata"),
        currency="INR",
        owner="asha",
        facets=(RelationshipType.COMMUNITY,),
    )
    assert (kept.role, kept.currency, kept.owner) == (Role.PARTNER, "INR", "asha")
    assert (kept.zone, kept.facets) == (ZoneInfo("Asia/Kolkata"), (RelationshipType.COMMUNITY,))


def test_the_last_instant_is_the_opening_until_something_happened() -> None:
    assert opened().last_at == day(1)
    assert after(note("n", day(5))).last_at == day(5)


def test_what_was_spent_is_unknown_before_the_first_amount() -> None:
    assert opened().spend is None
    assert opened(currency="EUR").spend == Money(Decimal(0), "EUR")
    assert after(purchase("p1", day(1))).spend == Money("25.00", "EUR")


def test_a_relationship_is_a_value() -> None:
    one = after(purchase("p1", day(2)))
    assert one == after(purchase("p1", day(2)))
    assert hash(one) == hash(after(purchase("p1", day(2))))
    with pytest.raises(AttributeError):
        one.stage = Stage.COMMITMENT  # type: ignore[misc]


@pytest.mark.parametrize("value", [-1, 1.0, True, None])
@pytest.mark.parametrize(
    "field",
    ["revision", "purchases", "purchase_days", "episode_purchase_days", "unanswered", "interaction_days"],
)
def test_a_snapshot_whose_counts_are_none_is_refused(field: str, value: object) -> None:
    changed: dict[str, Any] = {field: value}
    with pytest.raises(
        FieldError, match=rf"Relationship.{field} is .*Load the snapshot that a verb gave back"
    ):
        evolve(opened(), **changed)


class Pytz(tzinfo):
    """A zone that must be asked to localize: by itself it gives its oldest offset."""

    def utcoffset(self, at: datetime | None) -> timedelta:
        return timedelta(minutes=53)

    def dst(self, at: datetime | None) -> None:
        return None

    def tzname(self, at: datetime | None) -> str:
        return "LMT"

    def localize(self, value: datetime) -> datetime:
        return value.replace(tzinfo=self)


def test_a_zone_that_does_not_know_its_own_offsets_is_refused() -> None:
    with pytest.raises(FieldError, match=r"Relationship.zone is .*with the same key instead"):
        opened(zone=Pytz())


def test_utc_is_one_zone_by_whichever_name() -> None:
    assert opened(zone=ZoneInfo("UTC")) == opened()
