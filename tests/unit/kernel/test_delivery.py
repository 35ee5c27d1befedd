"""What was bought and has yet to be delivered is open until it is received, called off or let go of."""

import pytest

from relcore.model import (
    Acknowledged,
    Answered,
    AwaitingCustomer,
    Content,
    Delivered,
    Escalated,
    Happened,
    Money,
    OpenItem,
    Purchase,
    Renegotiated,
    Reopened,
    Resolved,
    Return,
)
from relcore.policy_set import Memory
from relcore.vocabulary import Aspect, Department, Direction, EndReason, Party, Stage
from tests.unit.kernel.history import (
    after,
    day,
    delivered,
    ended,
    happened,
    items,
    note,
    promise,
    purchase,
    refused,
    taken_back,
    then,
    under,
    withdrawn,
)

CUSTOMER, COMPANY, _ = Party
EUROS = Money("25.00", "EUR")
ORDER = happened("p1", day(2), Purchase(EUROS, "mugs", to_deliver=True), by="p-1")
OPEN = OpenItem("p1", "delivery", day(2), COMPANY, category="mugs")


@pytest.mark.concept("D1")
def test_a_purchase_that_is_yet_to_be_delivered_is_open_under_its_own_id() -> None:
    ordered = then(ORDER)
    assert dict(ordered.relationship.items) == {"p1": OPEN}
    assert [change for change in ordered.changes if change.aspect is Aspect.ITEM] == []
    assert ordered.relationship.recent_events == ()
    unknown = after(happened("p1", day(2), Purchase(EUROS, to_deliver=True)))
    assert unknown.items["p1"].category is None


def test_any_other_purchase_is_not() -> None:
    assert dict(after(purchase("p1", day(2))).items) == {}


def test_it_is_due_at_no_instant() -> None:
    assert after(ORDER).items["p1"].due is None
    assert after(ORDER).next_due == after(purchase("p1", day(2), category="mugs")).next_due


@pytest.mark.concept("D1")
@pytest.mark.parametrize("content", [Delivered("p1"), Resolved("p1"), Resolved("p1", "a", "b", "c")])
def test_what_delivers_it_closes_it_and_is_an_event_of_that_purchase(content: Content) -> None:
    got = then(happened("d", day(5), content, to="p-1"), ORDER)
    assert dict(got.relationship.items) == {}
    assert items(got.changes) == [("p1", "open", "received")]
    assert got.relationship.recent_events == (Happened("d", "purchase.received", day(5), None, "p1"),)
    assert got.refusals == ()


def test_receiving_is_no_promise_kept_and_opens_nothing() -> None:
    got = after(ORDER, delivered("d", day(5), "p1"))
    assert got.conduct == after(ORDER, note("d", day(5))).conduct


@pytest.mark.parametrize("content", [Delivered("p1"), Resolved("p1"), Return("p1", cancels=True)])
def test_what_was_received_is_not_received_again(content: Content) -> None:
    again = then(happened("e", day(6), content), ORDER, delivered("d", day(5), "p1"))
    assert [event.id for event in again.relationship.recent_events] == ["d"]
    assert items(again.changes) == []


@pytest.mark.parametrize("id", ["p2", "p0", "p1#1", "nothing"])
def test_delivering_something_else_is_refused_and_leaves_it_open(id: str) -> None:
    wrong = then(delivered("d", day(5), id), ORDER, purchase("p2", day(3)))
    assert refused(wrong) == [("item_open", None, id)]
    assert (dict(wrong.relationship.items), wrong.relationship.recent_events) == ({"p1": OPEN}, ())


def test_delivering_one_of_several_leaves_the_others_open() -> None:
    second = happened("p2", day(3), Purchase(EUROS, to_deliver=True))
    got = after(ORDER, second, delivered("d", day(5), "p2"))
    assert (list(got.items), got.recent_events[0].about) == (["p1"], "p2")


def test_a_promise_and_a_delivery_do_not_settle_each_other() -> None:
    both = after(ORDER, promise("q", day(3), day(9)), delivered("d", day(5), "q"))
    assert (list(both.items), both.recent_events, both.conduct.promises.kept) == (["p1"], (), 1)


@pytest.mark.parametrize(
    "content",
    [
        Renegotiated("p1", day(9)),
        Answered("p1"),
        AwaitingCustomer("p1"),
        Escalated("p1", "ada"),
        Acknowledged("p1", Department.SALES),
    ],
)
def test_what_becomes_of_other_items_does_not_become_of_it(content: Content) -> None:
    odd = then(happened("x", day(5), content), ORDER)
    assert [code for code, *_ in refused(odd)] == ["item_kind"]
    assert dict(odd.relationship.items) == {"p1": OPEN}


def test_it_is_no_closed_concern_that_could_be_reopened() -> None:
    odd = then(happened("x", day(6), Reopened("p1")), ORDER, delivered("d", day(5), "p1"))
    assert [code for code, *_ in refused(odd)] == ["concern_closed"]


@pytest.mark.parametrize("by", [CUSTOMER, COMPANY])
def test_either_side_may_let_go_of_it_and_then_nothing_is_received(by: Party) -> None:
    gone = then(withdrawn("w", day(5), "p1", by), ORDER)
    assert dict(gone.relationship.items) == {}
    assert items(gone.changes) == [("p1", "open", "withdrawn")]
    assert gone.relationship.recent_events == ()
    assert gone.relationship.purchases == 1


@pytest.mark.parametrize("amount", [None, "25.00", "5.00"])
def test_a_cancellation_calls_it_off(amount: str | None) -> None:
    off = then(taken_back("t", day(5), "p1", amount, cancels=True), ORDER)
    assert dict(off.relationship.items) == {}
    assert items(off.changes) == [("p1", "open", "cancelled")]
    assert off.relationship.recent_events == ()


def test_what_was_cancelled_is_delivered_no_more() -> None:
    late = then(delivered("d", day(6), "p1"), ORDER, taken_back("t", day(5), "p1", cancels=True))
    assert refused(late) == [("item_open", None, "p1")]
    assert late.relationship.recent_events == ()


def test_a_cancellation_that_is_refused_leaves_it_open() -> None:
    odd = then(taken_back("t", day(5), "p1", "99.00", cancels=True), ORDER)
    assert [code for code, *_ in refused(odd)] == ["return_amount"]
    assert dict(odd.relationship.items) == {"p1": OPEN}


def test_giving_back_a_part_or_another_purchase_leaves_it_open() -> None:
    assert dict(after(ORDER, taken_back("t", day(5), "p1", "25.00")).items) == {"p1": OPEN}
    other = after(ORDER, purchase("p2", day(3)), taken_back("t", day(5), "p2", cancels=True))
    assert dict(other.items) == {"p1": OPEN}


def test_a_cancellation_with_its_amount_calls_off_also_what_is_no_longer_remembered() -> None:
    one = under(memory=Memory(purchases=1))
    off = then(
        taken_back("t", day(5), "p1", "25.00", cancels=True), ORDER, purchase("p2", day(3)), policies=one
    )
    assert dict(off.relationship.items) == {}
    assert items(off.changes) == [("p1", "open", "cancelled")]
    kept = then(taken_back("t", day(5), "p1", "25.00"), ORDER, purchase("p2", day(3)), policies=one)
    assert dict(kept.relationship.items) == {"p1": OPEN}
    unknown = then(taken_back("t", day(5), "p1", cancels=True), ORDER, purchase("p2", day(3)), policies=one)
    assert dict(unknown.relationship.items) == {"p1": OPEN}
    assert [code for code, *_ in refused(unknown)] == ["purchase_known"]


def test_cancelling_by_the_id_of_something_else_that_is_open_closes_nothing() -> None:
    one = under(memory=Memory(purchases=1))
    history = (purchase("p0", day(2)), promise("q", day(3), day(9)), purchase("p2", day(4)))
    odd = then(taken_back("t", day(5), "q", "5.00", cancels=True), *history, policies=one)
    assert list(odd.relationship.items) == ["q"]


def test_it_stays_open_through_an_ending_and_a_new_episode() -> None:
    left = ended("x", day(4), EndReason.NEEDS_CHANGED, CUSTOMER)
    over = after(ORDER, left)
    assert (over.stage, dict(over.items)) == (Stage.DISSOLUTION, {"p1": OPEN})
    assert dict(after(ORDER, left, withdrawn("y", day(5), "x")).items) == {"p1": OPEN}
    assert list(after(ORDER, left, purchase("p2", day(6))).items) == ["p1"]
    got = after(ORDER, left, delivered("d", day(5), "p1"))
    assert (dict(got.items), [event.about for event in got.recent_events]) == ({}, ["p1"])


def test_who_hands_over_what_was_bought_has_not_heard_from_the_customer() -> None:
    handed = happened("d", day(5), Delivered("p1"), direction=Direction.OUTBOUND, to="p-1")
    assert after(ORDER, handed).engaged_at == day(2)
