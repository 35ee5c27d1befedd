"""What opens an item, and what settles it."""

from typing import Any

import pytest

from relcore.model import (
    Acknowledged,
    Answered,
    Concern,
    Content,
    Delivered,
    Opportunity,
    Promise,
    Question,
    Renegotiated,
    Resolved,
    Withdrawn,
)
from relcore.vocabulary import Aspect, Department, Party, Severity, Verdict
from tests.unit.kernel.history import MOMENT, after, day, delivered, happened, note, promise, then

PROMISED = promise("p", day(2), day(5))
ASKED = happened("q", day(2), Question("is it fair trade?"))
RAISED = happened("c", day(2), Concern("too dark", Severity.MODERATE))
HOPED = happened("o", day(2), Opportunity("an office machine"))


def outcome(content: Content, *history: Any, at: float = 3) -> list[tuple[str | None, ...]]:
    changes = then(happened("x", day(at), content), *history).changes
    return [(c.subject, c.before, c.after) for c in changes if c.aspect is Aspect.ITEM]


def refusal(content: Content, *history: Any, at: float = 3) -> list[tuple[str, object, object]]:
    recorded = then(happened("x", day(at), content), *history)
    assert [c for c in recorded.changes if c.cause == "x"] == []
    assert all(d.verdict is Verdict.REFUSED and d.policy == content.kind for d in recorded.refusals)
    return [(r.code, r.measured, r.required) for d in recorded.refusals for r in d.reasons]


def test_an_item_bears_the_id_of_what_opened_it_and_the_side_that_raised_it() -> None:
    items = after(RAISED, HOPED, PROMISED, ASKED).items
    assert [(i.id, i.kind, i.by, i.due, i.severity) for i in items.values()] == [
        ("c", "concern", Party.CUSTOMER, None, Severity.MODERATE),
        ("o", "opportunity", Party.COMPANY, None, None),
        ("p", "promise", Party.COMPANY, day(5), None),
        ("q", "question", Party.CUSTOMER, None, None),
    ]
    assert {item.opened_at for item in items.values()} == {day(2)}


@pytest.mark.concept("E1b")
def test_a_question_is_open_until_an_answer_is_linked_to_it() -> None:
    assert "q" in after(ASKED, note("s", day(30))).items
    assert outcome(Answered("q"), ASKED) == [("q", "open", "answered")]
    assert "q" not in after(ASKED, happened("x", day(3), Answered("q"))).items


@pytest.mark.concept("E1b")
def test_an_answer_to_another_question_settles_nothing() -> None:
    other = happened("r", day(2.5), Question("is it organic?"))
    assert list(after(ASKED, other, happened("x", day(3), Answered("r"))).items) == ["q"]


@pytest.mark.concept("E1b")
def test_an_answer_to_nothing_that_is_open_is_refused() -> None:
    assert refusal(Answered("q")) == [("item_open", None, "q")]
    assert refusal(Answered("q"), ASKED, happened("a", day(2.5), Answered("q"))) == [("item_open", None, "q")]


@pytest.mark.parametrize(
    ("content", "found", "wanted"),
    [
        (Answered("p"), "promise", "question"),
        (Delivered("q"), "question", "promise"),
        (Renegotiated("q", day(9)), "question", "promise"),
    ],
    ids=["answered", "delivered", "renegotiated"],
)
def test_each_item_is_settled_by_what_fits_it(content: Content, found: str, wanted: str) -> None:
    assert refusal(content, PROMISED, ASKED) == [("item_kind", found, wanted)]
    assert set(after(PROMISED, ASKED, happened("x", day(3), content)).items) == {"p", "q"}


@pytest.mark.parametrize(
    "content", [Delivered("gone"), Resolved("gone"), Withdrawn("gone"), Renegotiated("gone", day(9))]
)
def test_what_is_not_open_cannot_be_settled(content: Content) -> None:
    assert refusal(content, PROMISED) == [("item_open", None, "gone")]


@pytest.mark.parametrize("item", [PROMISED, ASKED, RAISED, HOPED], ids=lambda i: i.content.kind)
def test_every_item_can_be_resolved_or_let_go(item: Any) -> None:
    assert outcome(Resolved(item.id), item) == [(item.id, "open", "resolved")]
    assert outcome(Withdrawn(item.id, "never mind"), item) == [(item.id, "open", "withdrawn")]


def test_a_broken_promise_that_is_resolved_is_remedied() -> None:
    assert outcome(Resolved("p", cause="strike"), PROMISED, at=9) == [
        ("p", "open", "broken"),
        ("p", "broken", "remedied"),
    ]


def test_a_broken_promise_may_be_let_go() -> None:
    assert outcome(Withdrawn("p"), PROMISED, at=9)[-1] == ("p", "broken", "withdrawn")


@pytest.mark.concept("F7b")
@pytest.mark.parametrize("at", [day(3), day(5)])
def test_a_promise_is_renegotiated_until_its_due_instant_and_the_old_date_is_kept(at: Any) -> None:
    again = then(happened("x", at, Renegotiated("p", day(9))), PROMISED)
    (change,) = again.changes
    assert (change.before, change.after, change.subject) == ("open", "renegotiated", "p")
    assert (change.reasons[0].required, again.relationship.items["p"].due) == (day(5), day(9))


@pytest.mark.concept("F7b")
def test_after_the_due_instant_nothing_is_renegotiated() -> None:
    late = then(happened("x", day(5) + MOMENT, Renegotiated("p", day(9))), PROMISED)
    assert [(r.code, r.measured, r.required) for d in late.refusals for r in d.reasons] == [
        ("renegotiated_by", day(5) + MOMENT, day(5))
    ]
    assert late.relationship.items["p"].broken_at == day(5)


@pytest.mark.concept("F7b")
def test_a_new_date_that_has_passed_is_refused() -> None:
    assert refusal(Renegotiated("p", day(3) - MOMENT), PROMISED) == [("new_due", day(3) - MOMENT, day(3))]
    assert [code for code, *_ in refusal(Renegotiated("p", day(6)), PROMISED, at=9)] == [
        "renegotiated_by",
        "new_due",
    ]
    assert then(happened("x", day(3), Renegotiated("p", day(3))), PROMISED).refusals == ()


@pytest.mark.concept("F7b")
def test_a_renegotiated_promise_is_kept_or_broken_by_its_new_date() -> None:
    again = (PROMISED, happened("x", day(3), Renegotiated("p", day(9))))
    kept = then(delivered("z", day(9), "p"), *again)
    assert [c.after for c in kept.changes] == ["kept"]
    assert after(*again, note("z", day(9) + MOMENT)).items["p"].broken_at == day(9)


@pytest.mark.concept("F7b")
def test_a_promise_may_be_renegotiated_to_an_earlier_day() -> None:
    assert after(PROMISED, happened("x", day(3), Renegotiated("p", day(4))), note("z", day(4.5))).items[
        "p"
    ].broken_at == day(4)


def test_taking_notice_settles_nothing() -> None:
    seen = happened("x", day(3), Acknowledged("q", Department.SALES))
    assert after(ASKED, seen).items == after(ASKED).items


def test_the_decision_cites_the_item_and_what_settled_it() -> None:
    (change,) = then(happened("x", day(3), Answered("q")), ASKED).changes
    assert (change.decision.policy, change.reasons[0].evidence) == ("answered", ("x", "q"))
    assert change.decision.verdict is Verdict.CHANGED


def test_a_promise_that_was_late_when_it_was_given_is_not_kept() -> None:
    given = happened("p", day(10), Promise("the invoice", day(5)))
    made_good = then(happened("q", day(10), Delivered("p")), given)
    assert [(c.before, c.after) for c in made_good.changes] == [("open", "remedied")]
    assert made_good.changes[0].reasons[0].holds is False


def test_a_promise_that_was_late_when_it_was_given_cannot_be_renegotiated() -> None:
    given = happened("p", day(10), Promise("the invoice", day(5)))
    later = then(happened("q", day(10), Renegotiated("p", day(20))), given)
    assert [refusal.reasons[0].code for refusal in later.refusals] == ["renegotiated_by"]
