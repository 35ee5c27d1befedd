"""Concerns and questions: who closes them, with what, and what a concern repeats."""

from datetime import timedelta
from typing import Any

import pytest

from relcore.model import (
    Answered,
    ClosedConcern,
    Escalated,
    Message,
    Note,
    OpenItem,
    Relationship,
    Reopened,
    Resolved,
)
from relcore.policies import ServiceLevel
from relcore.policy_set import Memory
from relcore.vocabulary import Aspect, Party, Severity
from tests.unit.kernel.history import (
    HOUR,
    MOMENT,
    after,
    concern,
    day,
    happened,
    items,
    note,
    question,
    reading,
    refused,
    resolved,
    then,
    under,
    withdrawn,
)

ASKED = question("q", day(2))
EASY = concern("c", day(2), Severity.MINOR, "taste")
GRAVE = concern("c", day(2), Severity.GRAVE, "taste")
ESCALATED = (EASY, happened("d", day(2.1), Escalated("c", "asha")))
CLOSED = (EASY, resolved("d", day(3), "c"))
RECURRING = (*CLOSED, concern("e", day(20), Severity.MINOR, "taste"))
LESSONS = ["cause_found", "fix_found", "prevention_found"]


def answered(id: str, at: Any, item: str) -> Any:
    return happened(id, at, Answered(item))


def reopened(id: str, at: Any, item: str) -> Any:
    return happened(id, at, Reopened(item))


def is_open(relationship: Relationship, id: str) -> bool:
    return id in relationship.items


@pytest.mark.concept("E1b")
def test_a_question_is_open_until_an_answer_is_linked_to_it() -> None:
    assert is_open(after(ASKED, note("s", day(30))), "q")
    done = then(answered("x", day(2.1), "q"), ASKED)
    assert items(done.changes) == [("q", "open", "answered")]
    assert not is_open(done.relationship, "q")


@pytest.mark.concept("E1b")
@pytest.mark.parametrize("content", [Message(), Message(reply_to="q"), Note("answered?", about="q")])
def test_to_write_back_is_not_to_answer(content: Any) -> None:
    assert is_open(after(ASKED, happened("x", day(2.1), content)), "q")


@pytest.mark.concept("E1b")
def test_an_answer_to_another_question_settles_nothing() -> None:
    assert list(after(ASKED, question("r", day(2.5)), answered("x", day(3), "r")).items) == ["q"]


@pytest.mark.concept("E1b")
def test_an_answer_to_nothing_that_is_open_is_refused_and_takes_no_time() -> None:
    assert refused(then(answered("x", day(3), "q"))) == [("item_open", None, "q")]
    twice = then(answered("x", day(3), "q"), ASKED, answered("a", day(2.5), "q"))
    assert refused(twice) == [("item_open", None, "q")]
    assert twice.relationship.conduct.answer_seconds == (12 * 3600,)


@pytest.mark.concept("E1b")
def test_how_long_the_latest_answers_took_is_remembered() -> None:
    asked = [
        event
        for n in range(1, 5)
        for event in (question(f"q{n}", day(10 * n)), answered(f"r{n}", day(10 * n) + n * HOUR, f"q{n}"))
    ]
    assert after(*asked).conduct.answer_seconds == (3600, 7200, 10_800, 14_400)
    assert after(*asked, policies=under(memory=Memory(durations=2))).conduct.answer_seconds == (
        10_800,
        14_400,
    )
    assert after(ASKED, withdrawn("x", day(3), "q")).conduct.answer_seconds == ()


@pytest.mark.concept("E1b", "E3")
@pytest.mark.parametrize("item", [ASKED, EASY, GRAVE], ids=["a question", "an easy concern", "a grave one"])
def test_who_raised_it_may_let_it_go_and_nobody_else(item: Any) -> None:
    assert items(then(withdrawn("x", day(2.1), item.id), item).changes) == [(item.id, "open", "withdrawn")]
    tried = then(withdrawn("x", day(2.1), item.id, Party.COMPANY), item)
    assert refused(tried) == [("withdrawn_by", "company", "customer")]
    assert tried.relationship.items == after(item).items


@pytest.mark.concept("E3b")
@pytest.mark.parametrize("severity", [Severity.MINOR, Severity.MODERATE])
@pytest.mark.parametrize("how", ["answered", "resolved"])
def test_an_easy_concern_closes_with_its_answer(how: str, severity: Severity) -> None:
    said = {"answered": answered, "resolved": resolved}[how]
    closed = then(said("x", day(2.1), "c"), concern("c", day(2), severity, "taste"))
    assert (items(closed.changes), refused(closed)) == ([("c", "open", how)], [])
    assert not is_open(closed.relationship, "c")
    assert [c.id for c in closed.relationship.conduct.closed_concerns] == ["c"]
    assert closed.relationship.conduct.answer_seconds == ()


@pytest.mark.concept("E3b")
@pytest.mark.parametrize(
    ("history", "id"),
    [((GRAVE,), "c"), (ESCALATED, "c"), (RECURRING, "e"), ((*CLOSED, reopened("e", day(9), "c")), "c")],
    ids=["grave", "escalated", "recurring", "reopened"],
)
def test_one_that_is_not_easy_closes_only_with_cause_fix_and_prevention(
    history: tuple[Any, ...], id: str
) -> None:
    for said in (resolved, answered):
        bare = then(said("x", day(20.1), id), *history)
        assert [code for code, *_ in refused(bare)] == LESSONS
        assert [d.policy for d in bare.refusals] == [said("x", day(20.1), id).content.kind]
        assert is_open(bare.relationship, id)
        assert [c for c in bare.changes if c.cause == "x"] == []
        assert all({"x", id} <= set(reason.evidence) for d in bare.refusals for reason in d.reasons)
    whole = then(resolved("x", day(20.1), id, lessons=True), *history)
    assert refused(whole) == []
    assert not is_open(whole.relationship, id)


@pytest.mark.concept("E3b")
@pytest.mark.parametrize("left_out", [0, 1, 2])
def test_each_of_the_three_is_asked_for_by_name(left_out: int) -> None:
    said: list[str | None] = ["a worn seal", "a new seal", "a check each spring"]
    said[left_out] = None
    bare = then(happened("x", day(3), Resolved("c", *said)), GRAVE)
    assert [code for code, *_ in refused(bare)] == [LESSONS[left_out]]
    assert is_open(bare.relationship, "c")


@pytest.mark.concept("E3b")
def test_a_recurrence_is_found_and_cited() -> None:
    again = then(RECURRING[-1], *CLOSED)
    assert items(again.changes) == [("e", None, "recurring")]
    (change,) = again.changes
    (reason,) = change.reasons
    assert (change.decision.policy, reason.measured, reason.evidence) == ("recurrence", 1, ("e", "c"))
    assert again.relationship.items["e"].cites == ("c",)


@pytest.mark.concept("E3b")
@pytest.mark.parametrize(
    "history",
    [
        (EASY,),
        (concern("c", day(2), Severity.MINOR, "delivery"), resolved("d", day(3), "c")),
        (concern("c", day(2)), resolved("d", day(3), "c")),
    ],
    ids=["still open", "of another category", "of none"],
)
def test_a_concern_that_repeats_no_closed_one_is_no_recurrence(history: tuple[Any, ...]) -> None:
    raised = then(RECURRING[-1], *history)
    assert items([c for c in raised.changes if c.cause == "e"]) == []  # type: ignore[arg-type]
    assert raised.relationship.items["e"].cites == ()


@pytest.mark.concept("E3b")
def test_two_concerns_without_a_category_do_not_repeat_each_other() -> None:
    assert (
        after(concern("c", day(2)), resolved("d", day(3), "c"), concern("e", day(4))).items["e"].cites == ()
    )


@pytest.mark.concept("E3b")
def test_a_recurrence_lies_within_its_days_and_not_beyond() -> None:
    limited = under(service=ServiceLevel(recurrence_days=10))
    for late, recurs in ((timedelta(0), ("c",)), (MOMENT, ())):
        again = concern("e", day(13) + late, Severity.MINOR, "taste")
        assert after(*CLOSED, again, policies=limited).items["e"].cites == recurs


@pytest.mark.concept("E3b")
@pytest.mark.parametrize("closing", [withdrawn("d", day(3), "c"), answered("d", day(3), "c")])
def test_a_concern_that_was_let_go_or_answered_recurs_like_one_that_was_resolved(closing: Any) -> None:
    assert after(EASY, closing, RECURRING[-1]).items["e"].cites == ("c",)


@pytest.mark.concept("E3b")
def test_a_recurrence_is_found_among_the_latest_that_were_closed_and_cites_as_many_as_are_remembered() -> (
    None
):
    thrice = [
        event
        for n in range(1, 4)
        for event in (
            concern(f"c{n}", day(10 * n), Severity.MINOR, "taste"),
            resolved(f"d{n}", day(10 * n + 1), f"c{n}", lessons=True),
        )
    ]
    last = concern("e", day(50), Severity.MINOR, "taste")
    assert after(*thrice, last).items["e"].cites == ("c1", "c2", "c3")
    assert after(*thrice, last, policies=under(memory=Memory(evidence=2))).items["e"].cites == ("c2", "c3")
    small = after(*thrice, last, policies=under(memory=Memory(closed_concerns=1)))
    assert small.items["e"].cites == ("c3",)
    assert [c.id for c in small.conduct.closed_concerns] == ["c3"]


def test_a_closed_concern_is_remembered_as_it_was() -> None:
    assert after(*CLOSED).conduct.closed_concerns == (
        ClosedConcern("c", day(2), day(3), Severity.MINOR, "taste", ()),
    )
    assert after(EASY).conduct.closed_concerns == ()
    assert after(ASKED, resolved("x", day(3), "q")).conduct.closed_concerns == ()


@pytest.mark.concept("E3")
def test_a_reopened_concern_is_the_same_one_with_a_new_limit_and_repeats_itself() -> None:
    again = then(reopened("x", day(9), "c"), *CLOSED)
    assert items(again.changes) == [("c", None, "recurring")]
    assert again.changes[0].cause == "x"
    assert again.relationship.items["c"] == OpenItem(
        id="c",
        kind="concern",
        opened_at=day(2),
        by=Party.CUSTOMER,
        due=day(13) + 8 * HOUR,
        severity=Severity.MINOR,
        category="taste",
        cites=("c",),
    )
    assert again.relationship.conduct.closed_concerns == ()


@pytest.mark.concept("E3")
@pytest.mark.parametrize(
    "history",
    [(), (EASY,), (ASKED, answered("x", day(3), "q")), (*CLOSED, reopened("r", day(4), "c"))],
    ids=["unknown", "still open", "no concern", "reopened already"],
)
def test_what_is_not_a_closed_concern_is_not_reopened(history: tuple[Any, ...]) -> None:
    for id in ("c", "q"):
        tried = then(reopened("z", day(9), id), *history)
        assert refused(tried) == [("concern_closed", None, id)]
        assert tried.relationship.items == after(*history, note("z", day(9))).items


@pytest.mark.concept("E3")
def test_a_concern_that_is_remembered_no_more_is_not_reopened() -> None:
    small = under(memory=Memory(closed_concerns=1))
    another = (concern("k", day(4)), resolved("l", day(5), "k"))
    assert refused(then(reopened("z", day(9), "c"), *CLOSED, *another, policies=small)) == [
        ("concern_closed", None, "c")
    ]
    assert is_open(after(*CLOSED, *another, reopened("z", day(9), "c")), "c")


@pytest.mark.concept("E3b")
def test_a_reopened_concern_that_was_closed_again_is_remembered_once() -> None:
    again = (*CLOSED, reopened("x", day(9), "c"), resolved("y", day(9.1), "c", lessons=True))
    assert [(c.id, c.opened_at, c.closed_at) for c in after(*again).conduct.closed_concerns] == [
        ("c", day(2), day(9.1))
    ]
    twice = after(*again, reopened("z", day(9.2), "c"))
    assert (twice.items["c"].cites, twice.conduct.closed_concerns) == (("c",), ())


@pytest.mark.concept("E3b")
def test_a_recurring_concern_that_is_reopened_cites_each_that_it_goes_back_to_once() -> None:
    again = (*RECURRING, resolved("x", day(21), "e", lessons=True), reopened("y", day(22), "e"))
    assert after(*again).items["e"].cites == ("c", "e")


@pytest.mark.concept("E3")
def test_a_concern_of_a_low_reading_is_resolved_like_any_other() -> None:
    low = reading("r", day(2), 1, about="p")
    closed = after(low, resolved("x", day(3), "r"))
    assert closed.conduct.closed_concerns == (
        ClosedConcern("r", day(2), day(3), Severity.MODERATE, None, ()),
    )


@pytest.mark.concept("E3")
@pytest.mark.parametrize("severity", [Severity.MINOR, Severity.GRAVE])
def test_escalating_settles_nothing(severity: Severity) -> None:
    handed = then(happened("d", day(2.1), Escalated("c", "asha")), concern("c", day(2), severity))
    assert is_open(handed.relationship, "c")
    assert [(c.aspect, c.after) for c in handed.changes] == [(Aspect.ITEM, "escalated")]
