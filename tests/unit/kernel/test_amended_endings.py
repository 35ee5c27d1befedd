"""What ends a relationship for good amends an ending that stands: it is final then, and for that reason."""

from typing import Any

import pytest

from relcore.kernel import replay, review
from relcore.vocabulary import Aspect, EndReason, Party, Stage, TrialOutcome
from tests.unit.kernel.history import (
    after,
    day,
    ended,
    ending,
    moved_by_hand,
    note,
    opened,
    purchase,
    refused,
    stages,
    then,
    trial,
    withdrawn,
)

CUSTOMER, COMPANY, NOBODY = Party
BOUGHT = (purchase("p1", day(2)), purchase("p2", day(3)))
LEFT = (*BOUGHT, ended("x", day(9), EndReason.NEEDS_CHANGED, CUSTOMER))
LAPSED = (*BOUGHT, note("x", day(400)))
FOR_GOOD = [(EndReason.CEASED, NOBODY), (EndReason.FRAUD, COMPANY), (EndReason.LEGAL, COMPANY)]
CEASED = ended("y", day(12), EndReason.CEASED, NOBODY)


@pytest.mark.concept("C5")
@pytest.mark.parametrize(("reason", "by"), FOR_GOOD)
@pytest.mark.parametrize(
    ("history", "before"),
    [
        (LEFT, "needs_changed"),
        ((*LEFT, note("xx", day(100))), "needs_changed"),
        (LAPSED, "lapsed"),
        ((trial("x", day(2), TrialOutcome.FAILED),), "trial_failed"),
    ],
    ids=["in the cooling-off", "when it was final", "after lapsing", "after a trial"],
)
def test_an_ending_is_amended_by_what_ends_for_good(
    history: tuple[Any, ...], before: str, reason: EndReason, by: Party
) -> None:
    ended_before = after(*history)
    known = then(ended("y", day(401), reason, by, cites=("x",)), relationship=ended_before)
    (change,) = [c for c in known.changes if c.cause == "y"]
    assert (change.aspect, change.before, change.after) == (Aspect.ENDING, before, reason)
    assert (change.at, change.decision.policy, change.reasons[0].evidence) == (day(401), "ended", ("y", "x"))
    assert (known.refusals, stages(known.changes)) == ((), ())
    end = ending(known.relationship)
    assert (end.reason, end.by, end.at, end.cause) == (reason, by, day(401), "y")
    assert (end.evidence, end.suspended) == (("y", "x"), None)
    assert (known.relationship.stage, known.relationship.episode) == (Stage.DISSOLUTION, 1)
    assert known.relationship.stage_since == ended_before.stage_since


@pytest.mark.concept("C5")
@pytest.mark.parametrize(
    ("reason", "by"),
    [
        (EndReason.NO_GROWTH, COMPANY),
        (EndReason.NEEDS_CHANGED, CUSTOMER),
        (EndReason.BETTER_ELSEWHERE, CUSTOMER),
        (EndReason.DISSATISFIED, CUSTOMER),
        (EndReason.TRIAL_FAILED, CUSTOMER),
    ],
)
@pytest.mark.parametrize("history", [LEFT, LAPSED], ids=["stated", "lapsed"])
def test_an_ending_is_amended_for_no_other_reason(
    history: tuple[Any, ...], reason: EndReason, by: Party
) -> None:
    tried = then(ended("y", day(401), reason, by), *history)
    assert refused(tried) == [("no_edge", "dissolution", f"ended.{reason}")]
    assert [c for c in tried.changes if c.cause == "y"] == []
    assert ending(tried.relationship) == ending(after(*history, note("y", day(401))))


@pytest.mark.concept("C5")
@pytest.mark.parametrize(("reason", "by"), FOR_GOOD)
def test_an_amended_ending_is_not_taken_back_though_the_one_before_could_have_been(
    reason: EndReason, by: Party
) -> None:
    amended = (*LEFT, ended("y", day(12), reason, by))
    assert after(*LEFT, withdrawn("z", day(13), "x")).stage is Stage.EXPANSION
    assert refused(then(withdrawn("z", day(13), "x"), *amended)) == [("item_open", None, "x")]
    assert refused(then(withdrawn("z", day(13), "y", by), *amended)) == [
        ("ending_standing", "final", "cooling_off")
    ]
    assert review(after(*amended), at=day(900)).fell_due == ()


@pytest.mark.concept("C5e", "C5h")
@pytest.mark.parametrize(("reason", "by"), FOR_GOOD)
def test_after_an_amended_ending_neither_a_purchase_nor_a_hand_begins_again(
    reason: EndReason, by: Party
) -> None:
    amended = (*LEFT, ended("y", day(12), reason, by))
    assert after(*LEFT, purchase("z", day(30))).stage is Stage.AWARENESS
    assert after(*amended, purchase("z", day(30))).stage is Stage.DISSOLUTION
    by_hand = moved_by_hand("z", day(30), Stage.EXPLORATION, day(40))
    assert refused(then(by_hand, *amended)) == [("ended_for", 1, 0)]


@pytest.mark.concept("C5h")
def test_a_customer_who_ceased_after_the_end_is_left_alone() -> None:
    unmeasured = [d.policy for d in review(after(*LEFT), at=day(90)).findings]
    assert unmeasured == ["unmeasured"]
    seen = review(after(*LEFT, CEASED), at=day(90))
    assert (seen.findings, seen.recommendations) == ((), ())


@pytest.mark.concept("C5h")
@pytest.mark.parametrize(("reason", "by"), FOR_GOOD)
def test_that_the_customer_has_ceased_is_never_amended(reason: EndReason, by: Party) -> None:
    gone = (*BOUGHT, ended("x", day(9), EndReason.CEASED, NOBODY))
    tried = then(ended("y", day(12), reason, by), *gone)
    assert refused(tried) == [("no_edge", "dissolution", f"ended.{reason}")]
    assert (tried.changes, ending(tried.relationship)) == ((), ending(after(*gone)))


def test_a_history_with_an_amended_ending_is_the_same_however_it_is_split() -> None:
    history = (
        *LEFT,
        ended("y", day(12), EndReason.LEGAL, NOBODY),
        note("y1", day(30)),
        ended("y2", day(31), EndReason.CEASED, NOBODY),
        purchase("y3", day(40)),
    )
    whole = replay(opened(), history)
    assert [c.after for c in whole.changes if c.aspect is Aspect.ENDING] == ["legal", "ceased"]
    for cut in range(len(history) + 1):
        first = replay(opened(), history[:cut])
        second = replay(first.relationship, history[cut:])
        assert second.relationship == whole.relationship
        assert (*first.changes, *second.changes) == whole.changes
