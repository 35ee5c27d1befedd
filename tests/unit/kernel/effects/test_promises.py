"""A promise is kept at its due instant or before; later it is late, and undelivered it is broken."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from relcore.kernel import replay
from relcore.model import Conversation, Note, Promise, PromiseRecord, Relationship, Renegotiated
from relcore.policy_set import Memory
from relcore.vocabulary import Channel, Direction, Party
from tests.unit.kernel.history import (
    HOUR,
    MOMENT,
    after,
    day,
    delivered,
    happened,
    items,
    note,
    opened,
    promise,
    refused,
    resolved,
    then,
    told,
    under,
    withdrawn,
)

PROMISED = promise("p", day(2), day(5))
THEIRS = promise("p", day(2), day(5), Party.CUSTOMER)
DAY = 24 * 3600


def new_date(id: str, at: Any, due: Any) -> Any:
    return happened(id, at, Renegotiated("p", due))


def counts(relationship: Relationship, by: Party = Party.COMPANY) -> tuple[int, int, int, int]:
    conduct = relationship.conduct
    record = conduct.promises if by is Party.COMPANY else conduct.customer_promises
    return (record.kept, record.early, record.late, record.broken)


@pytest.mark.concept("F7")
@pytest.mark.parametrize(
    ("at", "became", "record"),
    [
        (day(4), "early", (1, 1, 0, 0)),
        (day(5) - MOMENT, "kept", (1, 0, 0, 0)),
        (day(5), "kept", (1, 0, 0, 0)),
        (day(5) + MOMENT, "late", (0, 0, 1, 0)),
        (day(50), "late", (0, 0, 1, 0)),
    ],
    ids=["the day before", "a moment before", "at its due instant", "a moment after", "much later"],
)
def test_a_delivery_is_early_in_time_or_late(at: Any, became: str, record: Any) -> None:
    done = then(delivered("x", at, "p"), PROMISED)
    assert items(done.changes)[-1][2] == became
    assert counts(done.relationship) == record
    assert dict(done.relationship.items) == {}
    assert done.changes[-1].reasons[0].evidence == ("p", "x")


@pytest.mark.concept("F7c")
def test_early_is_an_earlier_day_where_days_are_counted_and_not_an_earlier_hour() -> None:
    there = opened(zone=ZoneInfo("Asia/Manila"))
    morning = (
        day(5) - 18 * HOUR
    )  # 15:00 UTC of the day before is 23:00 of that day in Manila, and due at 17:00
    assert items(then(delivered("x", morning, "p"), PROMISED, relationship=there).changes)[-1][2] == "early"
    midnight = day(5) - 17 * HOUR
    assert items(then(delivered("x", midnight, "p"), PROMISED, relationship=there).changes)[-1][2] == "kept"


@pytest.mark.concept("F7")
def test_what_is_broken_and_never_delivered_stays_broken_in_the_record() -> None:
    assert counts(after(PROMISED, note("x", day(5)))) == (0, 0, 0, 0)
    assert counts(after(PROMISED, note("x", day(5) + MOMENT))) == (0, 0, 0, 1)
    assert counts(after(PROMISED, resolved("x", day(9), "p"))) == (0, 0, 0, 1)
    assert counts(after(PROMISED, withdrawn("x", day(9), "p"))) == (0, 0, 0, 1)


@pytest.mark.concept("F7")
def test_a_promise_that_was_let_go_in_time_is_neither_kept_nor_broken() -> None:
    let_go = after(PROMISED, withdrawn("x", day(5), "p"), note("y", day(50)))
    assert (counts(let_go), dict(let_go.items)) == ((0, 0, 0, 0), {})


@pytest.mark.concept("F7")
def test_a_promise_that_was_late_when_it_was_given_is_late_and_was_never_broken() -> None:
    given = happened("p", day(10), Promise("the invoice", day(5)))
    made_good = then(delivered("q", day(10), "p"), given)
    assert items(made_good.changes) == [("p", "open", "late")]
    assert made_good.changes[0].reasons[0].holds is False
    assert counts(made_good.relationship) == (0, 0, 1, 0)


@pytest.mark.concept("F7")
def test_each_side_has_a_record_of_its_own() -> None:
    broken = after(THEIRS, note("x", day(6)))
    assert (counts(broken), counts(broken, Party.CUSTOMER)) == ((0, 0, 0, 0), (0, 0, 0, 1))
    kept = after(THEIRS, delivered("x", day(5), "p"))
    assert (counts(kept), counts(kept, Party.CUSTOMER)) == ((0, 0, 0, 0), (1, 0, 0, 0))


def test_a_delivery_of_nothing_is_refused_and_counts_for_nothing() -> None:
    twice = then(delivered("y", day(5), "p"), PROMISED, delivered("x", day(4), "p"))
    assert refused(twice) == [("item_open", None, "p")]
    assert counts(twice.relationship) == (1, 1, 0, 0)


def test_how_long_the_latest_deliveries_took_is_remembered() -> None:
    told_of = [
        event
        for n in range(1, 5)
        for event in (
            promise(f"p{n}", day(10 * n), day(10 * n + 5)),
            delivered(f"q{n}", day(11 * n), f"p{n}"),
        )
    ]
    taken = after(*told_of, policies=under(memory=Memory(durations=3))).conduct.promises.taken_seconds
    assert taken == (2 * DAY, 3 * DAY, 4 * DAY)
    assert after(*told_of).conduct.promises.taken_seconds == (DAY, 2 * DAY, 3 * DAY, 4 * DAY)


@pytest.mark.concept("F7")
@pytest.mark.parametrize(
    ("at", "record"), [(day(4), (1, 1, 0, 0)), (day(5), (1, 0, 0, 0))], ids=["early", "in time"]
)
@pytest.mark.parametrize("by", [Party.COMPANY, Party.CUSTOMER])
def test_a_promise_that_is_not_broken_and_resolved_counts_as_delivered(
    at: Any, record: Any, by: Party
) -> None:
    done = then(resolved("x", at, "p"), promise("p", day(2), day(5), by))
    assert items(done.changes) == [("p", "open", "resolved")]
    (reason,) = done.changes[0].reasons
    assert (reason.code, reason.holds, reason.measured, reason.required, reason.evidence) == (
        "delivered_by",
        True,
        at,
        day(5),
        ("p", "x"),
    )
    assert counts(done.relationship, by) == record
    conduct = done.relationship.conduct
    ours, theirs = conduct.promises, conduct.customer_promises
    delivered_one, other = (ours, theirs) if by is Party.COMPANY else (theirs, ours)
    assert (len(delivered_one.taken_seconds), other) == (1, PromiseRecord())


@pytest.mark.concept("F7")
def test_a_broken_promise_that_is_resolved_counts_as_no_delivery() -> None:
    remedied = after(PROMISED, resolved("x", day(5) + MOMENT, "p"))
    assert remedied.conduct.promises == PromiseRecord(broken=1)


@pytest.mark.concept("F7")
def test_a_promise_that_was_late_when_it_was_given_and_is_resolved_is_late() -> None:
    given = happened("p", day(10), Promise("the invoice", day(5)))
    made_good = then(resolved("q", day(10), "p"), given)
    assert items(made_good.changes) == [("p", "open", "resolved")]
    assert made_good.changes[0].reasons[0].holds is False
    assert counts(made_good.relationship) == (0, 0, 1, 0)


def test_a_broken_promise_that_is_resolved_is_remedied() -> None:
    assert items(then(resolved("x", day(9), "p"), PROMISED).changes) == [
        ("p", "open", "broken"),
        ("p", "broken", "remedied"),
    ]


def test_a_broken_promise_may_be_let_go() -> None:
    assert items(then(withdrawn("x", day(9), "p"), PROMISED).changes)[-1] == ("p", "broken", "withdrawn")


@pytest.mark.concept("F7b")
@pytest.mark.parametrize(
    ("given", "promisee", "promisor"),
    [(PROMISED, Party.CUSTOMER, Party.COMPANY), (THEIRS, Party.COMPANY, Party.CUSTOMER)],
    ids=["the company's", "the customer's"],
)
def test_only_the_side_that_is_owed_lets_a_promise_go(given: Any, promisee: Party, promisor: Party) -> None:
    assert dict(after(given, withdrawn("x", day(3), "p", promisee)).items) == {}
    tried = then(withdrawn("x", day(3), "p", promisor), given)
    assert refused(tried) == [("withdrawn_by", promisor, promisee)]
    assert (list(tried.relationship.items), tried.changes) == (["p"], ())
    assert counts(
        after(given, withdrawn("x", day(3), "p", promisor), note("y", day(6))), given.content.by
    ) == ((0, 0, 0, 1))


@pytest.mark.concept("F7b")
@pytest.mark.parametrize("at", [day(3), day(5)])
def test_a_promise_is_renegotiated_until_its_due_instant_and_the_old_date_is_kept(at: Any) -> None:
    again = then(new_date("x", at, day(9)), PROMISED)
    (change,) = again.changes
    assert (change.before, change.after, change.subject) == ("open", "renegotiated", "p")
    item = again.relationship.items["p"]
    assert (change.reasons[0].required, item.due, item.original_due) == (day(5), day(9), day(5))
    assert again.relationship.next_due == day(9)


@pytest.mark.concept("F7b")
def test_the_date_that_was_promised_first_is_kept_through_every_other() -> None:
    thrice = (new_date("x", day(3), day(9)), new_date("y", day(4), day(7)), new_date("z", day(7), day(12)))
    assert after(PROMISED).items["p"].original_due is None
    item = after(PROMISED, *thrice).items["p"]
    assert (item.due, item.original_due) == (day(12), day(5))


@pytest.mark.concept("F7b")
def test_after_the_due_instant_nothing_is_renegotiated() -> None:
    late = then(new_date("x", day(5) + MOMENT, day(9)), PROMISED)
    assert refused(late) == [("renegotiated_by", day(5) + MOMENT, day(5))]
    item = late.relationship.items["p"]
    assert (item.overdue_since, item.due, item.original_due) == (day(5), None, None)


@pytest.mark.concept("F7b")
def test_a_new_date_that_has_passed_is_refused() -> None:
    past = then(new_date("x", day(3), day(3) - MOMENT), PROMISED)
    assert refused(past) == [("new_due", day(3) - MOMENT, day(3))]
    assert past.relationship.items == after(PROMISED).items
    late = then(new_date("x", day(9), day(6)), PROMISED)
    assert [code for code, *_ in refused(late)] == ["renegotiated_by", "new_due"]
    assert refused(then(new_date("x", day(3), day(3)), PROMISED)) == []


@pytest.mark.concept("F7b")
def test_a_renegotiated_promise_is_kept_or_broken_by_its_new_date() -> None:
    again = (PROMISED, new_date("x", day(3), day(9)))
    assert items(then(delivered("z", day(9), "p"), *again).changes) == [("p", "open", "kept")]
    broken = after(*again, note("z", day(9) + MOMENT))
    assert (broken.items["p"].overdue_since, counts(broken)) == (day(9), (0, 0, 0, 1))


@pytest.mark.concept("F7b")
def test_a_promise_may_be_renegotiated_to_an_earlier_day() -> None:
    sooner = after(PROMISED, new_date("x", day(3), day(4)), note("z", day(4.5)))
    assert sooner.items["p"].overdue_since == day(4)


def test_a_promise_that_was_late_when_it_was_given_cannot_be_renegotiated() -> None:
    given = happened("p", day(10), Promise("the invoice", day(5)))
    assert refused(then(new_date("q", day(10), day(20)), given)) == [("renegotiated_by", day(10), day(5))]


WRITTEN = Note("met at the fair", promises=(Promise("a sample", day(9)), Promise("a quote", day(5))))


@pytest.mark.concept("D3")
def test_what_a_note_says_was_promised_is_a_promise_of_its_own_each() -> None:
    noted = after(happened("n", day(2), WRITTEN))
    assert [(i.id, i.kind, i.by, i.opened_at, i.due) for i in noted.items.values()] == [
        ("n#1", "promise", Party.COMPANY, day(2), day(9)),
        ("n#2", "promise", Party.COMPANY, day(2), day(5)),
    ]
    assert noted.next_due == day(5)


@pytest.mark.concept("D3", "F7")
def test_a_promise_in_a_note_is_kept_or_broken_like_any_other() -> None:
    whole = told(happened("n", day(2), WRITTEN), delivered("x", day(5), "n#2"), note("y", day(10)))
    assert items(whole.changes) == [("n#2", "open", "kept"), ("n#1", "open", "broken")]
    assert counts(whole.relationship) == (1, 0, 0, 1)


@pytest.mark.concept("D3")
def test_a_promise_in_a_conversation_is_a_promise_and_may_be_the_customers() -> None:
    said = Conversation(event="the fair", promises=(Promise("a visit", day(5), Party.CUSTOMER),))
    met = after(happened("k", day(2), said, channel=Channel.IN_PERSON), note("x", day(6)))
    assert (met.items["k#1"].by, met.items["k#1"].overdue_since) == (Party.CUSTOMER, day(5))
    assert met.conduct.customer_promises == PromiseRecord(broken=1)


@pytest.mark.concept("D3")
def test_a_note_and_a_conversation_that_promise_nothing_open_nothing() -> None:
    assert dict(after(happened("n", day(2), Note("we promised nothing")), note("x", day(3))).items) == {}
    assert dict(after(happened("n", day(2), Conversation(), direction=Direction.INBOUND)).items) == {}


@pytest.mark.concept("F7")
def test_what_broke_is_the_same_however_the_history_is_split() -> None:
    history = (PROMISED, promise("q", day(3), day(4)), delivered("r", day(8), "q"), note("s", day(9)))
    whole = replay(opened(), history)
    assert counts(whole.relationship) == (0, 0, 1, 1)
    for cut in range(len(history) + 1):
        first = replay(opened(), history[:cut])
        second = replay(first.relationship, history[cut:])
        assert second.relationship == whole.relationship
        assert (*first.changes, *second.changes) == whole.changes
