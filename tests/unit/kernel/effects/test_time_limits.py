"""The time limits of concerns and questions run in business hours, and stand still while the customer is awaited."""

from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from relcore.kernel import record, replay, review
from relcore.model import (
    Answered,
    AwaitingCustomer,
    BusinessCalendar,
    Conversation,
    Escalated,
    Message,
    Note,
    Purchase,
    Question,
)
from relcore.model.money import Money
from relcore.policies import ServiceLevel
from relcore.policy_set import STANDARD, PolicySet
from relcore.vocabulary import Aspect, Direction, Severity, Stage
from tests.unit.kernel.history import (
    HOUR,
    MOMENT,
    after,
    concern,
    day,
    happened,
    items,
    note,
    opened,
    purchase,
    question,
    refused,
    resolved,
    then,
    told,
    under,
)

FRIDAY, MONDAY, TUESDAY = day(6), day(9), day(10)  # each at 9:00, when the office opens; it closes at 17:00
ASKED = question("q", FRIDAY + 7 * HOUR)
WAITING = (ASKED, happened("r", FRIDAY + 7.5 * HOUR, AwaitingCustomer("q")))


def due(*history: Any, id: str, policies: PolicySet = STANDARD) -> Any:
    return after(*history, policies=policies).items[id].due


@pytest.mark.concept("E3")
@pytest.mark.parametrize(
    ("severity", "last_good"),
    [
        (Severity.GRAVE, MONDAY + 7 * HOUR),
        (Severity.MODERATE, TUESDAY + 7 * HOUR),
        (Severity.MINOR, day(13) + 7 * HOUR),
    ],
)
def test_the_limit_follows_severity_and_no_hour_of_a_weekend_counts(
    severity: Severity, last_good: Any
) -> None:
    assert due(concern("c", FRIDAY + 7 * HOUR, severity), id="c") == last_good


@pytest.mark.concept("E1b")
def test_a_question_has_a_limit_too() -> None:
    assert due(ASKED, id="q") == MONDAY + 7 * HOUR
    assert due(question("q", FRIDAY), id="q") == FRIDAY + 8 * HOUR
    assert due(question("q", FRIDAY + 30 * HOUR), id="q") == MONDAY + 8 * HOUR


@pytest.mark.concept("E3")
def test_the_calendar_and_the_limits_are_the_policy_sets_own() -> None:
    manila = ZoneInfo("Asia/Manila")
    shop = BusinessCalendar.weekdays(time(9), time(17), manila, holidays=(MONDAY.date(),))
    policies = under(service=ServiceLevel(calendar=shop, question_hours=2))
    assert due(ASKED, id="q", policies=policies) == day(10) - 6 * HOUR  # 11:00 of Tuesday in Manila
    always = under(service=ServiceLevel(calendar=BusinessCalendar.always(), grave_hours=48))
    assert due(concern("c", FRIDAY, Severity.GRAVE), id="c", policies=always) == day(8)


@pytest.mark.concept("E3")
@pytest.mark.parametrize(
    "item", [ASKED, concern("q", FRIDAY + 7 * HOUR, Severity.GRAVE)], ids=["a question", "a concern"]
)
def test_past_its_limit_it_is_overdue_at_its_own_instant_with_no_one_asking(item: Any) -> None:
    last_good = MONDAY + 7 * HOUR
    assert after(item, note("x", last_good)).items["q"].overdue_since is None
    late = then(note("x", last_good + MOMENT), item)
    (change,) = late.changes
    assert (change.subject, change.before, change.after) == ("q", "open", "overdue")
    assert (change.at, change.cause, change.decision.policy) == (last_good, None, "service_level")
    assert (change.reasons[0].required, change.reasons[0].evidence) == (last_good, ("q",))
    assert (late.relationship.items["q"].due, late.relationship.items["q"].overdue_since) == (None, last_good)
    much_later = told(item, note("x", day(90)))
    assert [c.at for c in much_later.changes if c.aspect is Aspect.ITEM] == [last_good]


@pytest.mark.concept("E3")
def test_a_review_tells_of_a_limit_that_has_passed_and_records_nothing() -> None:
    asked = after(ASKED)
    assert asked.next_due == MONDAY + 7 * HOUR

    def passed(at: Any) -> list[str]:
        return [d.policy for d in review(asked, at=at).findings if d.policy == "time_limit_passed"]

    assert passed(MONDAY + 7 * HOUR) == []
    assert passed(MONDAY + 7 * HOUR + MOMENT) == ["time_limit_passed"]
    assert asked == after(ASKED)


@pytest.mark.concept("E3")
def test_a_limit_that_is_passed_moves_no_stage() -> None:
    bought = (purchase("p", day(2)), purchase("q", day(3)))
    late = told(*bought, concern("r", day(4), Severity.MODERATE), note("x", day(60)))
    assert late.relationship.stage is Stage.EXPANSION
    assert [c.after for c in late.changes if c.at > day(4)] == ["overdue"]


@pytest.mark.concept("E3")
def test_what_is_overdue_can_still_be_settled_and_is_overdue_once() -> None:
    late = then(happened("x", day(20), Answered("q")), ASKED, note("n", day(12)))
    assert items(late.changes) == [("q", "overdue", "answered")]
    assert items(told(ASKED, note("n", day(12)), note("o", day(50))).changes) == [("q", "open", "overdue")]


@pytest.mark.concept("E3")
def test_what_is_settled_in_time_never_runs_over() -> None:
    in_time = told(ASKED, happened("x", MONDAY + 7 * HOUR, Answered("q")), note("y", day(90)))
    assert items(in_time.changes) == [("q", "open", "answered")]


@pytest.mark.concept("E3")
def test_while_the_customer_is_awaited_the_clock_stands_still() -> None:
    paused = then(WAITING[-1], ASKED)
    assert items(paused.changes) == [("q", "open", "waiting")]
    item = paused.relationship.items["q"]
    assert (item.due, item.overdue_since, item.left_seconds) == (None, None, 7.5 * 3600)
    assert items(told(*WAITING, note("x", day(90))).changes) == [("q", "open", "waiting")]
    assert paused.relationship.next_due != MONDAY + 7 * HOUR


@pytest.mark.concept("E3")
@pytest.mark.parametrize(
    ("content", "direction"),
    [
        (Message(), Direction.INBOUND),
        (Question("still?"), Direction.INBOUND),
        (Note("told a member"), Direction.BETWEEN_CUSTOMERS),
        (Conversation(), Direction.OUTBOUND),
        (Purchase(Money(5, "EUR")), Direction.OUTBOUND),
    ],
    ids=["writes", "asks", "tells another", "talks", "buys"],
)
def test_whatever_the_customer_does_next_the_clock_goes_on_with_what_was_left(
    content: Any, direction: Direction
) -> None:
    sunday = FRIDAY + timedelta(days=2, hours=3)
    wrote = then(happened("s", sunday, content, direction=direction), *WAITING)
    (change,) = (change for change in wrote.changes if change.subject == "q")
    assert (change.before, change.after, change.cause) == ("waiting", "open", "s")
    assert [(r.code, r.evidence) for r in change.reasons] == [("customer_heard", ("s", "q"))]
    going_on = wrote.relationship
    item = going_on.items["q"]
    assert (item.due, item.left_seconds) == (MONDAY + 7.5 * HOUR, None)
    assert going_on.next_due is not None
    assert going_on.next_due <= MONDAY + 7.5 * HOUR


@pytest.mark.concept("E3")
@pytest.mark.parametrize(
    ("content", "direction"),
    [
        (Message(), Direction.OUTBOUND),
        (Conversation(held=False), Direction.OUTBOUND),
        (Note("still waiting"), Direction.INTERNAL),
        (Escalated("q", "asha"), Direction.INTERNAL),
    ],
    ids=["writes", "misses", "notes", "escalates"],
)
def test_what_the_company_does_does_not_start_it_again(content: Any, direction: Direction) -> None:
    wrote = then(happened("s", FRIDAY + 50 * HOUR, content, direction=direction), *WAITING)
    assert "open" not in [change.after for change in wrote.changes]
    still = wrote.relationship
    assert (still.items["q"].due, still.items["q"].left_seconds) == (None, 7.5 * 3600)


@pytest.mark.concept("E3")
@pytest.mark.parametrize(
    ("paused", "left"),
    [(MOMENT, 8 * 3600), (timedelta(seconds=1), 8 * 3600 - 1), (8 * HOUR - MOMENT, 1), (8 * HOUR, 0)],
    ids=["a moment", "a second", "all but a moment", "all of it"],
)
def test_a_pause_leaves_whole_seconds_and_never_less_than_was_left(paused: timedelta, left: int) -> None:
    stopped = (question("q", FRIDAY), happened("r", FRIDAY + paused, AwaitingCustomer("q")))
    assert after(*stopped).items["q"].left_seconds == left
    wrote = happened("s", MONDAY, Message(), direction=Direction.INBOUND)
    assert due(*stopped, wrote, id="q") == MONDAY + timedelta(seconds=left)


@pytest.mark.concept("E3")
def test_a_limit_that_went_on_runs_over_like_any_other() -> None:
    wrote = happened("s", MONDAY, Message(), direction=Direction.INBOUND)
    late = told(*WAITING, wrote, note("x", day(60)))
    assert [(c.after, c.at) for c in late.changes] == [
        ("waiting", FRIDAY + 7.5 * HOUR),
        ("open", MONDAY),
        ("overdue", MONDAY + 7.5 * HOUR),
    ]


@pytest.mark.concept("E3")
def test_the_clock_may_stand_still_more_than_once() -> None:
    wrote = happened("s", MONDAY, Message(), direction=Direction.INBOUND)
    again = happened("t", MONDAY + 2 * HOUR, AwaitingCustomer("q"))
    wrote_again = happened("u", TUESDAY, Message(), direction=Direction.INBOUND)
    assert after(*WAITING, wrote, again).items["q"].left_seconds == 5.5 * 3600
    assert due(*WAITING, wrote, again, wrote_again, id="q") == TUESDAY + 5.5 * HOUR


@pytest.mark.concept("E3")
def test_at_its_last_good_instant_a_limit_stands_still_with_nothing_left() -> None:
    paused = (ASKED, happened("r", MONDAY + 7 * HOUR, AwaitingCustomer("q")))
    assert after(*paused, note("s", day(60))).items["q"].left_seconds == 0
    wrote = happened("s", day(20), Message(), direction=Direction.INBOUND)
    assert after(*paused, wrote).items["q"].due == day(20)
    assert after(*paused, wrote, note("t", day(20) + MOMENT)).items["q"].overdue_since == day(20)


@pytest.mark.concept("E3")
@pytest.mark.parametrize(
    ("history", "at", "found"),
    [(WAITING, FRIDAY + 7.6 * HOUR, "waiting"), ((ASKED,), day(12), "overdue")],
    ids=["waiting already", "overdue"],
)
def test_a_limit_that_does_not_run_cannot_be_stopped(history: tuple[Any, ...], at: Any, found: str) -> None:
    tried = then(happened("x", at, AwaitingCustomer("q")), *history)
    assert refused(tried) == [("limit_running", found, "running")]
    assert tried.relationship.items["q"].overdue_since == (MONDAY + 7 * HOUR if found == "overdue" else None)


@pytest.mark.concept("E3b")
def test_what_waits_is_settled_like_what_is_open() -> None:
    assert items(then(happened("x", day(20), Answered("q")), *WAITING).changes) == [
        ("q", "waiting", "answered")
    ]
    raised = (concern("c", FRIDAY), happened("d", FRIDAY + HOUR, AwaitingCustomer("c")))
    assert items(then(resolved("x", day(20), "c"), *raised).changes) == [("c", "waiting", "resolved")]


@pytest.mark.concept("E3")
def test_two_limits_wait_and_go_on_together() -> None:
    both = (
        question("q1", FRIDAY),
        question("q2", FRIDAY + HOUR),
        happened("r1", FRIDAY + 2 * HOUR, AwaitingCustomer("q1")),
        happened("r2", FRIDAY + 3 * HOUR, AwaitingCustomer("q2")),
        happened("s", MONDAY, Message(), direction=Direction.INBOUND),
    )
    assert [i.due for i in after(*both).items.values()] == [MONDAY + 6 * HOUR, MONDAY + 6 * HOUR]


@pytest.mark.concept("E3")
def test_the_state_of_a_limit_is_the_same_however_the_history_is_split() -> None:
    history = (
        *WAITING,
        concern("rr", FRIDAY + 7.5 * HOUR, Severity.GRAVE),
        happened("s", MONDAY, Message(), direction=Direction.INBOUND),
        happened("t", MONDAY + HOUR, AwaitingCustomer("q")),
        note("u", day(40)),
        purchase("v", day(41)),
        note("w", day(60)),
    )
    whole = replay(opened(), history)
    assert items(whole.changes)[-1] == ("q", "open", "overdue")
    for cut in range(len(history) + 1):
        first = replay(opened(), history[:cut])
        second = replay(first.relationship, history[cut:])
        assert second.relationship == whole.relationship
        assert (*first.changes, *second.changes) == whole.changes


def test_a_limit_beyond_the_last_instant_is_none() -> None:
    last = day(1).replace(year=8999, month=12, day=31)
    end = record(opened(at=last), question("q", last + 14 * HOUR)).relationship
    assert (end.items["q"].due, end.next_due) == (None, None)
