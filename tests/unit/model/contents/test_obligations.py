"""What one side owes the other, and what becomes of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest

from relcore.errors import FieldError, InstantError
from relcore.model import (
    Acknowledged,
    Answered,
    AwaitingCustomer,
    Content,
    Delivered,
    Escalated,
    Money,
    Opportunity,
    Pledge,
    Promise,
    Renegotiated,
    Reopened,
    Resolved,
    Withdrawn,
    WorkDone,
)
from relcore.vocabulary import Department, Party
from tests.unit.kernel.history import day


@pytest.mark.concept("F7")
def test_a_promise_for_a_day_is_good_until_that_day_ends_where_the_promisee_lives() -> None:
    wednesday = date(2026, 3, 4)
    in_manila = Promise.for_day("a grinder", wednesday, ZoneInfo("Asia/Manila"))
    in_new_york = Promise.for_day("a grinder", wednesday, ZoneInfo("America/New_York"), Party.CUSTOMER)
    assert in_manila.due == datetime(2026, 3, 4, 15, 59, 59, 999999, tzinfo=UTC)
    assert in_new_york.due - in_manila.due == timedelta(hours=13)
    assert (in_manila.by, in_new_york.by) == (Party.COMPANY, Party.CUSTOMER)


def test_due_instants_are_kept_in_utc() -> None:
    there = datetime(2026, 3, 1, 14, 30, tzinfo=ZoneInfo("Asia/Kolkata"))
    assert Promise("x", there).due == Renegotiated("p", there).due == day(1)
    assert Promise("x", there).due.tzinfo is Renegotiated("p", there).due.tzinfo is UTC


NAIVE = datetime(2026, 3, 1)  # noqa: DTZ001 (the misuse itself)


@pytest.mark.parametrize(
    ("make", "field"),
    [(lambda: Promise("x", NAIVE), "Promise.due"), (lambda: Renegotiated("p", NAIVE), "Renegotiated.due")],
)
def test_a_due_instant_is_aware(make: Callable[[], Content], field: str) -> None:
    with pytest.raises(InstantError, match=f"{field} is "):
        make()


def test_work_adapts_to_the_customer_only_where_it_is_said_to() -> None:
    assert WorkDone("shipped").adapts is False
    assert WorkDone("invoices on the 25th", adapts=True).adapts is True


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: Promise("", day(2)), "Promise.text"),
        (lambda: Promise("x", day(2), "company"), "Promise.by"),  # type: ignore[arg-type]
        (lambda: Promise("x", day(2), Party.NOBODY), "Promise.by"),
        (lambda: Promise.for_day("x", date(2026, 3, 1), "Asia/Manila"), "zone"),  # type: ignore[arg-type]
        (lambda: Pledge(""), "Pledge.text"),
        (lambda: Opportunity(""), "Opportunity.text"),
        (lambda: Opportunity("x", 5), "Opportunity.amount"),  # type: ignore[arg-type]
        (lambda: WorkDone(""), "WorkDone.text"),
        (lambda: WorkDone("x", adapts="no"), "WorkDone.adapts"),  # type: ignore[arg-type]
        (lambda: Delivered(""), "Delivered.item_id"),
        (lambda: Answered(""), "Answered.item_id"),
        (lambda: Acknowledged("", Department.SALES), "Acknowledged.item_id"),
        (lambda: Acknowledged("q", "sales"), "Acknowledged.acknowledging"),  # type: ignore[arg-type]
        (lambda: AwaitingCustomer(""), "AwaitingCustomer.item_id"),
        (lambda: Escalated("", "asha"), "Escalated.item_id"),
        (lambda: Escalated("q", ""), "Escalated.assignee"),
        (lambda: Resolved(""), "Resolved.item_id"),
        (lambda: Resolved("q", cause=""), "Resolved.cause"),
        (lambda: Resolved("q", fix=""), "Resolved.fix"),
        (lambda: Resolved("q", prevention=""), "Resolved.prevention"),
        (lambda: Reopened(""), "Reopened.item_id"),
        (lambda: Reopened("q", ""), "Reopened.why"),
        (lambda: Renegotiated("", day(2)), "Renegotiated.item_id"),
        (lambda: Withdrawn(""), "Withdrawn.item_id"),
        (lambda: Withdrawn("q", ""), "Withdrawn.reason"),
    ],
    ids=map(str, count()),
)
def test_a_field_that_cannot_hold_its_value_is_named(make: Callable[[], Content], field: str) -> None:
    with pytest.raises(FieldError, match=f"{field} is "):
        make()


def test_a_concern_is_reopened_for_a_reason_where_one_was_found() -> None:
    assert Reopened("q").why is None
    assert Reopened("q", "it leaks again").why == "it leaks again"


def test_an_opportunity_may_say_what_it_is_worth() -> None:
    assert Opportunity("an office machine", Money("1200", "EUR")).amount == Money("1200", "EUR")
