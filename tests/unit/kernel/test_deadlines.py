"""Time is an event: a deadline is the last good instant, and fires strictly after it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from relcore.kernel import explain, record, replay, review
from relcore.model import Change, Ended, Message, Promise, Relationship
from relcore.policies import Overrun, at_least
from relcore.policy_set import STANDARD
from relcore.vocabulary import Aspect, EndReason, Party, Stage
from tests.unit.kernel.history import (
    HOUR,
    MOMENT,
    after,
    day,
    delivered,
    ended,
    happened,
    note,
    opened,
    promise,
    purchase,
    question,
    then,
)

PROMISED = promise("p", day(2), day(5))


def items(changes: tuple[Change, ...]) -> list[tuple[str | None, str | None, str | None, object]]:
    return [(c.subject, c.before, c.after, c.at) for c in changes if c.aspect is Aspect.ITEM]


def broken(relationship: Relationship) -> dict[str, object]:
    open_ones = relationship.items.values()
    return {item.id: item.overdue_since for item in open_ones if item.overdue_since is not None}


@pytest.mark.concept("E3")
def test_a_limit_that_is_passed_moves_a_stage_where_the_rules_say_so_and_a_broken_promise_does_not() -> None:
    strict = STANDARD.with_criteria(trust_or_growth_lost=at_least(Overrun(), 1))
    grown = (purchase("a", day(2)), purchase("b", day(3)))
    asked = after(*grown, question("q", day(40)), policies=strict)
    last_good = asked.items["q"].due
    assert last_good is not None
    assert review(asked, at=last_good, policies=strict).stage is Stage.EXPANSION
    late = review(asked, at=last_good + MOMENT, policies=strict)
    assert [(c.after, c.at, c.cause) for c in late.fell_due] == [
        ("overdue", last_good, None),
        ("awareness", last_good, None),
    ]
    promised = after(*grown, promise("q", day(40), day(41)), policies=strict)
    assert [c.after for c in review(promised, at=day(42), policies=strict).fell_due] == ["broken"]


@pytest.mark.concept("F7")
def test_promises_that_break_move_a_stage_at_the_instant_of_the_last_one() -> None:
    grown = (purchase("a", day(2)), purchase("b", day(3)))
    one = (*grown, promise("q", day(40), day(41)))
    assert [c.after for c in review(after(*one), at=day(60)).fell_due] == ["broken"]
    two = review(after(*one, promise("r", day(40), day(50))), at=day(60))
    assert [(c.after, c.at) for c in two.fell_due] == [
        ("broken", day(41)),
        ("broken", day(50)),
        ("awareness", day(50)),
    ]


@pytest.mark.concept("F7")
def test_a_promise_delivered_at_its_due_instant_is_kept() -> None:
    kept = then(delivered("d", day(5), "p"), PROMISED)
    assert items(kept.changes) == [("p", "open", "kept", day(5))]
    assert dict(kept.relationship.items) == {}
    (reason,) = kept.changes[0].reasons
    assert (reason.code, reason.holds, reason.measured, reason.required) == (
        "delivered_by",
        True,
        day(5),
        day(5),
    )


@pytest.mark.concept("F7")
def test_a_promise_is_broken_one_microsecond_after_its_due_instant() -> None:
    assert broken(after(PROMISED, note("n", day(5)))) == {}
    late = then(note("n", day(5) + MOMENT), PROMISED)
    assert broken(late.relationship) == {"p": day(5)}
    assert items(late.changes) == [("p", "open", "broken", day(5))]
    assert (late.changes[0].cause, late.changes[0].decision.policy) == (None, "promise_due")


@pytest.mark.concept("F7")
def test_delivering_late_settles_a_broken_promise_and_does_not_keep_it() -> None:
    late = then(delivered("d", day(5) + MOMENT, "p"), PROMISED)
    assert [row[1:3] for row in items(late.changes)] == [("open", "broken"), ("broken", "late")]
    (reason,) = late.changes[1].reasons
    assert (reason.holds, reason.measured, reason.required) == (False, day(5) + MOMENT, day(5))


@pytest.mark.concept("F7")
@pytest.mark.parametrize(
    ("zone", "hours"), [("Asia/Manila", 16), ("Asia/Kolkata", 18.5), ("America/New_York", 29)]
)
def test_a_promise_for_a_day_is_kept_until_that_day_ends_where_the_promisee_lives(
    zone: str, hours: float
) -> None:
    thursday = day(5).date()
    end = day(5) - timedelta(hours=9) + timedelta(hours=hours)
    given = happened("p", day(2), Promise.for_day("a grinder", thursday, ZoneInfo(zone)))
    assert items(then(delivered("d", end - MOMENT, "p"), given).changes)[-1][2] == "kept"
    assert items(then(delivered("d", end, "p"), given).changes)[-1][2] == "late"


@pytest.mark.concept("F7")
def test_a_promise_for_wednesday_is_not_kept_on_thursday() -> None:
    wednesday = happened("p", day(2), Promise.for_day("a grinder", date(2026, 3, 4), ZoneInfo("Asia/Manila")))
    assert items(then(delivered("d", day(5), "p"), wednesday).changes)[-1][2] == "late"
    assert items(then(delivered("d", day(4), "p"), wednesday).changes)[-1][2] == "kept"


def test_a_customers_promise_is_kept_and_broken_like_the_companys() -> None:
    theirs = promise("p", day(2), day(5), Party.CUSTOMER)
    assert broken(after(theirs, note("n", day(6)))) == {"p": day(5)}
    assert after(theirs).items["p"].by is Party.CUSTOMER


def test_a_promise_whose_date_had_passed_is_broken_as_soon_as_it_is_given() -> None:
    past = promise("p", day(5), day(2))
    assert broken(after(past)) == {}
    assert broken(after(past, note("n", day(5) + MOMENT))) == {"p": day(5)}


def test_promises_that_fall_due_together_break_in_the_order_of_their_ids() -> None:
    three = (promise("b", day(2), day(9)), promise("c", day(2), day(5)), promise("d", day(3), day(5)))
    changes = then(note("n", day(10)), *three, promise("a", day(4), day(5))).changes
    assert [(row[0], row[3]) for row in items(changes)] == [
        ("a", day(5)),
        ("c", day(5)),
        ("d", day(5)),
        ("b", day(9)),
    ]


def test_what_falls_due_together_is_told_promises_first_then_limits_and_notices_last() -> None:
    five = day(2) + 8 * HOUR  # when the limit of the question ends
    leaving = Ended(EndReason.NEEDS_CHANGED, Party.CUSTOMER, effective_at=five)
    told_of = (happened("a", day(2), leaving), question("b", day(2)), promise("c", day(2), five))
    changes = then(note("n", day(3)), *told_of).changes
    assert [(c.subject, c.after, c.at) for c in changes] == [
        ("c", "broken", five),
        ("b", "overdue", five),
        (None, "dissolution", five),
    ]


def test_what_fell_due_comes_before_what_is_recorded_and_bears_its_own_instant() -> None:
    grown = (
        purchase("a", day(1)),
        promise("p", day(2), day(5)),
        promise("q", day(2), day(40)),
        purchase("z", day(3)),
    )
    changes = then(purchase("zz", day(60)), *grown).changes
    assert [(c.after, c.at, c.cause) for c in changes] == [
        ("broken", day(5), None),
        ("broken", day(40), None),
        ("awareness", day(40), None),
    ]


def test_the_lapsing_that_follows_does_not_predate_what_caused_it() -> None:
    history = (purchase("a", day(1)), note("n", day(400)))
    lapsed = after(*history)
    assert lapsed.ending is not None
    assert lapsed.ending.at == lapsed.stage_since == day(151)
    assert lapsed.last_at == day(400)


def test_the_next_deadline_is_the_earliest_of_the_state() -> None:
    assert after(note("n", day(1))).next_due == day(151)
    assert after(PROMISED).next_due == day(5)
    assert after(PROMISED, delivered("d", day(3), "p")).next_due == day(151)
    assert after(PROMISED, promise("q", day(3), day(4))).next_due == day(4)
    assert after(purchase("a", day(9))).next_due == day(9 + 30)  # the dwell
    assert after(question("q", day(2))).next_due == day(2) + 8 * HOUR
    left = ended("e", day(2), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
    assert after(left).next_due == day(16)
    assert after(left, note("n", day(16) + MOMENT)).next_due is None


def test_an_ended_relationship_has_no_deadline_but_its_promises() -> None:
    lapsed = after(purchase("a", day(1)), note("n", day(400)))
    assert lapsed.next_due is None
    assert after(promise("p", day(401), day(402)), relationship=lapsed).next_due == day(402)


def test_a_new_relationship_is_due_at_once_because_its_rules_were_not_asked_yet() -> None:
    assert opened().next_due == day(1)


@pytest.mark.parametrize("at", [day(5), day(5) + MOMENT, day(200)])
def test_looking_changes_nothing_and_never_makes_an_interaction_late(at: object) -> None:
    before = after(PROMISED)
    for _ in range(2):
        explain(before, at)  # type: ignore[arg-type]
        review(before, at=at)  # type: ignore[arg-type]
    assert before == after(PROMISED)
    kept = record(before, delivered("d", day(4), "p"))
    assert items(kept.changes)[-1][2] == "early"


def test_how_often_time_was_recorded_does_not_matter_to_the_stage() -> None:
    often = tuple(note(f"n{n:03}", day(3 + n)) for n in range(200))
    seldom = often[-1:]
    start = (purchase("a", day(1)), purchase("b", day(2)))
    stage_moves = [
        [c for c in replay(opened(), (*start, *notes)).changes if c.aspect is Aspect.STAGE]
        for notes in (often, seldom)
    ]
    assert stage_moves[0] == stage_moves[1]
    assert stage_moves[0][-1].after == Stage.DISSOLUTION


def test_an_attempt_to_reach_somebody_moves_no_deadline() -> None:
    assert after(PROMISED, happened("m", day(3), Message())).next_due == day(5)


def test_a_deadline_beyond_the_last_instant_is_none() -> None:
    late = opened(at=datetime(8999, 12, 1, tzinfo=UTC))
    seen = after(note("n", datetime(8999, 12, 31, tzinfo=UTC)), relationship=late)
    assert seen.next_due is None
