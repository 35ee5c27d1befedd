"""Law 6. Refusals are values, misuse raises: nothing has changed in either case."""

from datetime import UTC, datetime
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from relcore import (
    STANDARD,
    Channel,
    Interaction,
    Money,
    RelcoreError,
    Status,
    explain,
    record,
    replay,
    review,
)
from relcore.errors import CurrencyError, ForeignInteractionError, InstantError, PolicyMismatchError
from relcore.model import Customer, Note, Purchase
from relcore.serialization.zones import read_zone
from relcore.testing import RelationshipHistory, relationship_histories
from tests.properties.told import OPENED, bought, day, lived, opened, told

NAIVE = datetime(2026, 3, 2, 9, tzinfo=UTC).replace(tzinfo=None)


@given(relationship_histories(min_size=1), st.data())
def test_late_and_repeated_come_back_with_the_very_object(
    history: RelationshipHistory, data: st.DataObject
) -> None:
    """It comes back with that status, state untouched."""
    relationship = replay(history.opened, history.interactions).relationship
    again = data.draw(st.sampled_from(history.interactions))
    out = record(relationship, again)
    assert out.status is (Status.REPEATED if again is history.interactions[-1] else Status.LATE)
    assert out.relationship is relationship
    assert (out.changes, out.refusals) == ((), ())


@given(relationship_histories(late=True, repeated=True))
def test_the_log_may_hand_over_anything_again(history: RelationshipHistory) -> None:
    """The caller, whose log knows its ids, drops it or replays: nothing is counted twice."""
    whole = replay(history.opened, history.interactions)
    once = list(dict.fromkeys(interaction.id for interaction in history.interactions))
    first = {interaction.id: interaction for interaction in reversed(history.interactions)}
    clean = replay(history.opened, [first[id] for id in once])
    assert whole.relationship == clean.relationship
    assert whole.changes == clean.changes
    assert whole.recorded + len(whole.late) + len(whole.repeated) == len(history.interactions)
    assert (clean.late, clean.repeated) == ((), ())


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        pytest.param((1, None, "b"), (2, None, "a"), Status.RECORDED, id="a later instant"),
        pytest.param((2, None, "a"), (1, None, "b"), Status.LATE, id="an earlier instant"),
        pytest.param(
            (1, 1, "b"), (1, 2, "a"), Status.RECORDED, id="the log's number decides within an instant"
        ),
        pytest.param((1, 2, "a"), (1, 1, "b"), Status.LATE, id="a lesser number"),
        pytest.param((1, None, "b"), (1, 0, "a"), Status.RECORDED, id="none is before number zero"),
        pytest.param((1, 0, "a"), (1, None, "b"), Status.LATE, id="none after a number"),
        pytest.param((1, None, "a"), (1, None, "b"), Status.RECORDED, id="then the id decides"),
        pytest.param((1, None, "b"), (1, None, "a"), Status.LATE, id="a lesser id"),
        pytest.param((1, 3, "a"), (1, 3, "a"), Status.REPEATED, id="an equal key"),
    ],
)
def test_the_order_is_total(first: Any, second: Any, status: Status) -> None:
    """(instant, sequence number of the caller's log if it has one, id)."""
    one, other = (told(id, day(n), Note("n"), sequence=sequence) for n, sequence, id in (first, second))
    relationship, *_ = lived(opened(), one)
    assert record(relationship, other).status is status


def test_what_happened_before_the_opening_is_late() -> None:
    """A lesser one is late."""
    assert record(opened(), told(1, day(-1), Note("n"))).status is Status.LATE
    assert record(opened(), told(1, day(0), Note("n"))).status is Status.RECORDED


def misuses() -> list[Any]:
    relationship, *_ = lived(opened(), bought(1, day(1)))
    stranger = Interaction(id="i-9", relationship_id="r-2", at=day(2), channel=Channel.WEB, content=Note("n"))
    dollars = told(2, day(2), Purchase(Money("1", "USD")))
    other = STANDARD.with_pace(3)
    return [
        pytest.param(lambda: told(2, NAIVE, Note("n")), InstantError, "at", id="a naive interaction"),
        pytest.param(lambda: explain(relationship, at=NAIVE), InstantError, "at", id="a naive look"),
        pytest.param(lambda: review(relationship, at=NAIVE), InstantError, "at", id="a naive review"),
        pytest.param(lambda: review(relationship, at=OPENED), InstantError, "at", id="a look into the past"),
        pytest.param(
            lambda: record(relationship, stranger), ForeignInteractionError, "relationship_id", id="foreign"
        ),
        pytest.param(
            lambda: review(relationship, Customer(id="c-2", name="x"), at=day(3)),
            ForeignInteractionError,
            "Customer.id",
            id="another customer",
        ),
        pytest.param(lambda: record(relationship, dollars), CurrencyError, "amount", id="another currency"),
        pytest.param(
            lambda: record(relationship, bought(2, day(2)), other), PolicyMismatchError, "rules", id="rules"
        ),
        pytest.param(
            lambda: explain(relationship, at=day(2), policies=other), PolicyMismatchError, "rules", id="look"
        ),
    ]


@pytest.mark.parametrize(("misuse", "error", "field"), misuses())
def test_misuse_raises_an_error_that_names_the_field(
    misuse: Any, error: type[RelcoreError], field: str
) -> None:
    """One of relcore's own errors, which names the field, the value and what to do."""
    with pytest.raises(error, match=field) as caught:
        misuse()
    assert isinstance(caught.value, ValueError)


def test_a_call_that_raises_has_changed_nothing() -> None:
    """Nothing has changed."""
    relationship, *_ = lived(opened(), bought(1, day(1)))
    before = repr(relationship)
    with pytest.raises(CurrencyError):
        record(relationship, told(2, day(400), Purchase(Money("1", "USD"))))
    assert repr(relationship) == before
    assert record(relationship, bought(2, day(2))).status is Status.RECORDED


def test_instants_of_any_zone_are_kept_in_utc() -> None:
    """Standard ``datetime``, normalised to UTC at the boundary."""
    there = datetime(2026, 3, 2, 9, tzinfo=read_zone("Asia/Kathmandu"))
    interaction = told(1, there, Note("n"))
    assert interaction.at == there
    assert interaction.at.tzinfo is UTC
    assert evolve(interaction, at=there).order == interaction.order
