"""An open item bears the id of what opened it, and is settled by that id and by what fits it."""

from typing import Any

import pytest

from relcore.kernel import review
from relcore.model import (
    Acknowledged,
    Answered,
    AwaitingCustomer,
    Content,
    CustomerChanged,
    Delivered,
    Escalated,
    Message,
    Note,
    Opportunity,
    Renegotiated,
    Resolved,
    Statement,
    Withdrawn,
)
from relcore.vocabulary import Department, Party, Severity, StatementTopic, Verdict
from tests.unit.kernel.history import (
    HOUR,
    after,
    concern,
    day,
    happened,
    items,
    note,
    promise,
    question,
    refused,
    resolved,
    then,
    withdrawn,
)

MARKETING, SALES, SUPPORT, SERVICE = Department
CHANGED = happened("a", day(2), CustomerChanged(("address",)))
RAISED = concern("c", day(2), Severity.MODERATE)
NEEDED = happened(
    "n", day(2), Statement(StatementTopic.NEED, "an invoice each week", "billing", (SALES, SUPPORT))
)
HOPED = happened("o", day(2), Opportunity("an office machine"))
PROMISED = promise("p", day(2), day(5))
ASKED = question("q", day(2))
EVERY = (CHANGED, RAISED, NEEDED, HOPED, PROMISED, ASKED)


def seen(id: str, at: float, item: str, department: Department) -> Any:
    return happened(id, day(at), Acknowledged(item, department))


def test_an_item_bears_the_id_of_what_opened_it_and_the_side_that_raised_it() -> None:
    opened = after(*EVERY).items
    assert [(i.id, i.kind, i.by, i.due, i.severity) for i in opened.values()] == [
        ("a", "customer_changed", Party.COMPANY, None, None),
        ("c", "concern", Party.CUSTOMER, day(3) + 8 * HOUR, Severity.MODERATE),
        ("n", "need", Party.CUSTOMER, None, None),
        ("o", "opportunity", Party.COMPANY, None, None),
        ("p", "promise", Party.COMPANY, day(5), None),
        ("q", "question", Party.CUSTOMER, day(2) + 8 * HOUR, None),
    ]
    assert {item.opened_at for item in opened.values()} == {day(2)}
    assert {item.overdue_since for item in opened.values()} == {None}


@pytest.mark.parametrize(
    ("content", "found", "wanted"),
    [
        (Answered("p"), "promise", "question"),
        (Answered("o"), "opportunity", "question"),
        (Delivered("q"), "question", "promise"),
        (Renegotiated("q", day(9)), "question", "promise"),
        (AwaitingCustomer("p"), "promise", "concern"),
        (AwaitingCustomer("o"), "opportunity", "concern"),
    ],
    ids=lambda value: value.kind if hasattr(value, "kind") else value,
)
def test_each_item_is_settled_by_what_fits_it(content: Content, found: str, wanted: str) -> None:
    misfit = then(happened("x", day(2.1), content), *EVERY)
    assert refused(misfit) == [("item_kind", found, wanted)]
    assert misfit.changes == ()
    assert misfit.relationship.items == after(*EVERY).items


@pytest.mark.parametrize(
    "content",
    [
        Delivered("gone"),
        Answered("gone"),
        Resolved("gone"),
        Withdrawn("gone"),
        Renegotiated("gone", day(9)),
        Acknowledged("gone", SALES),
        Escalated("gone", "asha"),
        AwaitingCustomer("gone"),
    ],
    ids=lambda content: content.kind,
)
def test_what_is_not_open_is_neither_settled_nor_handed_on(content: Content) -> None:
    nothing = then(happened("x", day(3), content), PROMISED)
    assert refused(nothing) == [("item_open", None, "gone")]
    (decision,) = nothing.refusals
    assert (decision.verdict, decision.policy) == (Verdict.REFUSED, content.kind)
    assert decision.reasons[0].evidence == ("x",)


@pytest.mark.parametrize("item", EVERY, ids=lambda i: i.id)
def test_every_item_can_be_resolved_or_let_go(item: Any) -> None:
    assert items(then(resolved("x", day(2.1), item.id), item).changes) == [(item.id, "open", "resolved")]
    assert items(then(withdrawn("x", day(2.1), item.id), item).changes) == [(item.id, "open", "withdrawn")]


def test_what_is_settled_is_not_open_any_more() -> None:
    for item in EVERY:
        assert dict(after(item, resolved("x", day(2.1), item.id)).items) == {}
        assert refused(then(resolved("y", day(3), item.id), item, resolved("x", day(2.1), item.id))) == [
            ("item_open", None, item.id)
        ]


def test_the_decision_cites_the_item_and_what_settled_it() -> None:
    (change,) = then(happened("x", day(2.1), Answered("q")), ASKED).changes
    assert (change.decision.policy, change.reasons[0].evidence) == ("answered", ("x", "q"))
    assert (change.decision.verdict, change.at, change.cause) == (Verdict.CHANGED, day(2.1), "x")


@pytest.mark.concept("A5")
def test_one_change_of_the_customers_facts_is_one_notice_to_the_owner() -> None:
    another = happened("b", day(3), CustomerChanged(("zone", "phone")))
    assert [(i.id, i.kind) for i in after(CHANGED, another).items.values()] == [
        ("a", "customer_changed"),
        ("b", "customer_changed"),
    ]


@pytest.mark.concept("A5")
@pytest.mark.parametrize("content", [Note("moved house"), Message()], ids=lambda content: content.kind)
def test_what_changes_no_facts_is_no_notice(content: Content) -> None:
    assert dict(after(happened("x", day(2), content)).items) == {}


@pytest.mark.concept("A5")
@pytest.mark.parametrize("department", Department)
def test_a_notice_is_closed_by_whoever_acknowledges_it_and_by_nothing_else(department: Department) -> None:
    closed = then(seen("x", 3, "a", department), CHANGED)
    assert items(closed.changes) == [("a", "open", "acknowledged")]
    assert dict(closed.relationship.items) == {}
    assert list(after(CHANGED, note("x", day(300))).items) == ["a"]


@pytest.mark.concept("A5")
def test_a_notice_that_nobody_acknowledges_ages_into_a_finding() -> None:
    def found(relationship: Any, at: float) -> list[tuple[str, ...]]:
        findings = review(relationship, at=day(at)).findings
        return [d.reasons[0].evidence for d in findings if d.policy == "change_unacknowledged"]

    assert found(after(CHANGED), 5) == []
    assert found(after(CHANGED), 5.1) == [("a",)]
    assert found(after(CHANGED, seen("x", 3, "a", SALES)), 50) == []


@pytest.mark.concept("E2")
def test_a_need_is_open_until_each_named_department_has_acknowledged_it() -> None:
    half = then(seen("x", 3, "n", SUPPORT), NEEDED)
    assert items(half.changes) == [("n", "open", "acknowledged")]
    assert (half.relationship.items["n"].departments, half.relationship.items["n"].acknowledged) == (
        (SALES,),
        (SUPPORT,),
    )
    whole = then(seen("y", 4, "n", SALES), relationship=half.relationship)
    assert items(whole.changes) == [("n", "open", "acknowledged")]
    assert dict(whole.relationship.items) == {}


@pytest.mark.concept("E2")
@pytest.mark.parametrize("department", [MARKETING, SERVICE])
def test_a_department_that_was_not_named_does_not_close_a_need(department: Department) -> None:
    asked = after(NEEDED, seen("x", 3, "n", department))
    assert (asked.items["n"].departments, asked.items["n"].acknowledged) == ((SALES, SUPPORT), (department,))


@pytest.mark.concept("E2")
def test_a_department_that_acknowledges_twice_has_acknowledged_once() -> None:
    twice = then(seen("y", 4, "n", SALES), NEEDED, seen("x", 3, "n", SALES))
    assert (twice.changes, twice.refusals) == ((), ())
    assert twice.relationship.items["n"].departments == (SUPPORT,)


@pytest.mark.concept("E2")
def test_a_need_is_not_met_by_time_and_is_no_item_where_no_department_was_named() -> None:
    assert after(NEEDED, note("x", day(100))).items["n"].departments == (SALES, SUPPORT)
    alone = happened("n", day(2), Statement(StatementTopic.NEED, "an invoice each week"))
    assert dict(after(alone).items) == {}


@pytest.mark.concept("E2")
def test_what_concerns_no_department_is_seen_and_stays_open() -> None:
    for item in (RAISED, HOPED, PROMISED, ASKED):
        looked = then(seen("x", 2.1, item.id, SALES), item)
        assert items(looked.changes) == [(item.id, "open", "acknowledged")]
        assert looked.relationship.items[item.id].acknowledged == (SALES,)
        assert looked.relationship.items[item.id].due == after(item).items[item.id].due


@pytest.mark.concept("E2b")
def test_an_item_that_is_escalated_is_with_its_assignee() -> None:
    handed = then(happened("x", day(2.1), Escalated("c", "asha")), RAISED)
    assert items(handed.changes) == [("c", "open", "escalated")]
    assert handed.relationship.items["c"].assignee == "asha"
    on = then(happened("y", day(2.2), Escalated("c", "ben")), relationship=handed.relationship)
    assert (items(on.changes), on.relationship.items["c"].assignee) == ([("c", "open", "escalated")], "ben")
    assert on.relationship.items["c"].due == after(RAISED).items["c"].due


@pytest.mark.concept("E2b")
def test_an_item_is_with_nobody_before_and_to_hand_it_to_the_same_again_changes_nothing() -> None:
    assert after(RAISED).items["c"].assignee is None
    first = happened("x", day(2.1), Escalated("c", "asha"))
    again = then(happened("y", day(2.2), Escalated("c", "asha")), RAISED, first)
    assert (again.changes, again.refusals) == ((), ())
    assert again.relationship.items["c"].assignee == "asha"
