"""A notice of ending takes effect at its instant, unless whoever gave it takes it back before."""

from datetime import datetime
from typing import Any

import pytest
from attrs import evolve

from relcore.kernel import replay, review
from relcore.model import Change, Ended, Escalated, OpenItem, Pledge, Relationship
from relcore.policies import PurchaseDays, at_least
from relcore.policy_set import STANDARD
from relcore.vocabulary import Aspect, Direction, EndReason, Party, Severity, Stage, TrialOutcome
from tests.unit.kernel.history import (
    MOMENT,
    adaptation,
    after,
    concern,
    day,
    delivered,
    ended,
    ending,
    happened,
    items,
    moved_by_hand,
    note,
    opened,
    path,
    promise,
    purchase,
    reading,
    refused,
    resolved,
    then,
    told,
    trial,
    under,
    withdrawn,
)

BOUGHT = (purchase("p1", day(2)), purchase("p2", day(3)))
CUSTOMER, COMPANY, NOBODY = Party


def notice(
    id: str,
    at: datetime,
    effective: datetime,
    reason: EndReason = EndReason.NEEDS_CHANGED,
    by: Party = CUSTOMER,
    **given: Any,
) -> Any:
    return happened(id, at, Ended(reason, by, effective_at=effective, **given))


GIVEN = notice("z", day(4), day(20))


def of_endings(changes: tuple[Change, ...]) -> list[tuple[Any, ...]]:
    return [(c.before, c.after, c.at, c.cause, c.subject) for c in changes if c.aspect is Aspect.ENDING]


@pytest.mark.concept("C5")
def test_a_notice_that_was_given_is_open_until_it_takes_effect_and_the_stage_stays() -> None:
    given = then(GIVEN, *BOUGHT)
    assert given.relationship.stage is Stage.EXPANSION
    assert given.relationship.ending is None
    assert dict(given.relationship.items) == {
        "z": OpenItem("z", "ended", day(4), CUSTOMER, day(20), category=EndReason.NEEDS_CHANGED)
    }
    (change,) = given.changes
    assert (change.aspect, change.before, change.after, change.cause) == (Aspect.ENDING, None, "notice", "z")
    assert [(r.code, r.measured) for r in change.reasons] == [("effective_at", day(20))]
    assert given.relationship.next_due == day(20)


@pytest.mark.concept("C5")
def test_a_notice_takes_effect_strictly_after_its_instant_with_no_one_asking() -> None:
    assert after(*BOUGHT, GIVEN, note("zz", day(20))).stage is Stage.EXPANSION
    left = then(note("zz", day(20) + MOMENT), *BOUGHT, GIVEN)
    (change,) = left.changes
    assert (change.before, change.after, change.at, change.cause) == (
        "expansion",
        "dissolution",
        day(20),
        None,
    )
    assert change.reasons[0].evidence == ("z",)
    end = ending(left.relationship)
    assert (end.reason, end.by, end.at, end.cause, end.evidence) == (
        EndReason.NEEDS_CHANGED,
        CUSTOMER,
        day(20),
        "z",
        ("z",),
    )
    assert dict(left.relationship.items) == {}


def test_to_look_shows_that_it_took_effect_and_records_nothing() -> None:
    given = after(*BOUGHT, GIVEN)
    assert review(given, at=day(20)).stage is Stage.EXPANSION
    assert review(given, at=day(20) + MOMENT).stage is Stage.DISSOLUTION
    assert given == after(*BOUGHT, GIVEN)


def test_a_notice_that_takes_effect_now_still_lasts_for_the_instant() -> None:
    now = (*BOUGHT, notice("z", day(4), day(4)))
    assert after(*now).stage is Stage.EXPANSION
    assert after(*now, note("zz", day(4))).stage is Stage.EXPANSION
    assert after(*now, note("zz", day(4) + MOMENT)).stage is Stage.DISSOLUTION


@pytest.mark.parametrize(
    ("history", "given", "reason"),
    [
        (BOUGHT, notice("z", day(4), day(4) - MOMENT), ("effective_at", day(4) - MOMENT, day(4))),
        (
            BOUGHT,
            notice("z", day(4), day(20), EndReason.TRIAL_FAILED),
            ("no_edge", "expansion", "ended.trial_failed"),
        ),
        (
            (*BOUGHT, ended("q", day(3.5), EndReason.NEEDS_CHANGED, CUSTOMER)),
            GIVEN,
            ("no_edge", "dissolution", "ended.needs_changed"),
        ),
    ],
    ids=["in the past", "along no edge", "after the end"],
)
def test_a_notice_of_what_cannot_end_so_is_refused(history: Any, given: Any, reason: Any) -> None:
    tried = then(given, *history)
    assert refused(tried) == [reason]
    assert (tried.changes, dict(tried.relationship.items)) == ((), {})
    assert tried.refusals[0].policy == STANDARD.folding.lifecycle.name


@pytest.mark.concept("C5")
@pytest.mark.parametrize(
    ("reason", "by", "other"),
    [
        (EndReason.NEEDS_CHANGED, CUSTOMER, COMPANY),
        (EndReason.NO_GROWTH, COMPANY, CUSTOMER),
        (EndReason.FRAUD, COMPANY, CUSTOMER),
    ],
)
def test_a_notice_is_taken_back_by_whoever_gave_it_and_by_nobody_else(
    reason: EndReason, by: Party, other: Party
) -> None:
    given = (*BOUGHT, notice("z", day(4), day(20), reason, by))
    back = told(*given, withdrawn("zz", day(20), "z", by), note("zzz", day(40)))
    assert (back.relationship.stage, dict(back.relationship.items)) == (Stage.EXPANSION, {})
    assert of_endings(back.changes)[1:] == [("notice", "withdrawn", day(20), "zz", "z")]
    assert items(back.changes) == []
    tried = then(withdrawn("zz", day(5), "z", other), *given)
    assert refused(tried) == [("withdrawn_by", other, by)]
    assert path(*given, withdrawn("zz", day(5), "z", other), note("zzz", day(40)))[-1] == "dissolution"


@pytest.mark.parametrize("by", [CUSTOMER, COMPANY])
def test_what_nobody_gave_notice_of_either_side_may_take_back(by: Party) -> None:
    given = (*BOUGHT, notice("z", day(4), day(20), EndReason.LEGAL, NOBODY))
    assert path(*given, withdrawn("zz", day(5), "z", by), note("zzz", day(40)))[-1] == "expansion"


@pytest.mark.parametrize(
    "tries",
    [resolved("zz", day(5), "z", lessons=True), happened("zz", day(5), Escalated("z", "asha"))],
    ids=["resolved", "escalated"],
)
def test_a_notice_is_neither_resolved_nor_escalated(tries: Any) -> None:
    tried = then(tries, *BOUGHT, GIVEN)
    assert refused(tried) == [("item_kind", "ended", "concern")]
    assert tried.changes == ()
    assert tried.relationship.items == after(*BOUGHT, GIVEN).items


@pytest.mark.concept("C5")
def test_a_notice_that_took_effect_is_an_end_with_a_cooling_off_of_its_own() -> None:
    left = (*BOUGHT, GIVEN, note("zz", day(21)))
    suspended = ending(after(*left)).suspended
    assert suspended is not None
    assert suspended.final_at == day(34)
    back = then(withdrawn("zzz", day(34), "z"), *left).relationship
    assert (back.stage, back.episode, back.ending) == (Stage.EXPANSION, 1, None)
    late = then(withdrawn("zzz", day(34) + MOMENT, "z"), *left)
    assert refused(late) == [("ending_standing", "final", "cooling_off")]


@pytest.mark.concept("C5h")
def test_a_notice_that_the_customer_ceases_is_final_at_its_instant() -> None:
    closing = (*BOUGHT, notice("z", day(4), day(20), EndReason.CEASED, NOBODY), note("zz", day(21)))
    end = ending(after(*closing))
    assert (end.reason, end.at, end.suspended) == (EndReason.CEASED, day(20), None)
    assert review(after(*closing), at=day(21)).recommendations == ()


def test_of_several_notices_the_earliest_takes_effect_and_the_others_are_moot() -> None:
    three = (
        notice("z1", day(4), day(30), EndReason.NO_GROWTH, COMPANY),
        notice("z2", day(5), day(20)),
        notice("z3", day(6), day(25), EndReason.LEGAL, NOBODY),
    )
    assert list(after(*BOUGHT, *three).items) == ["z1", "z2", "z3"]
    left = told(*BOUGHT, *three, note("zz", day(90)))
    end = ending(left.relationship)
    assert (end.cause, end.reason, end.by, end.at) == ("z2", EndReason.NEEDS_CHANGED, CUSTOMER, day(20))
    assert dict(left.relationship.items) == {}
    assert [c.at for c in left.changes if c.after == "dissolution"] == [day(20)]
    moot = [c for c in left.changes if c.after == "moot"]
    assert [(c.before, c.at, c.cause, c.subject) for c in moot] == [
        ("notice", day(20), None, "z1"),
        ("notice", day(20), None, "z3"),
    ]
    assert [(r.code, r.measured, r.evidence) for c in moot for r in c.reasons] == [
        ("ended_before", "needs_changed", ("z1",)),
        ("ended_before", "needs_changed", ("z3",)),
    ]


def test_of_two_notices_for_one_instant_the_first_by_id_takes_effect() -> None:
    two = (
        notice("y", day(4), day(20), EndReason.LEGAL, NOBODY),
        notice("x", day(5), day(20), EndReason.FRAUD, COMPANY),
    )
    left = told(*BOUGHT, *two, note("z", day(21)))
    assert ending(left.relationship).cause == "x"
    assert [c.after for c in left.changes if c.at == day(20)] == ["dissolution", "moot"]


def test_a_notice_that_was_taken_back_leaves_the_others_in_force() -> None:
    two = (notice("z1", day(4), day(20)), notice("z2", day(5), day(25)))
    left = after(*BOUGHT, *two, withdrawn("z3", day(6), "z1"), note("z4", day(30)))
    assert (ending(left).cause, ending(left).at) == ("z2", day(25))


def test_a_notice_takes_effect_while_the_stage_is_pinned_by_hand() -> None:
    pinned = (*BOUGHT, moved_by_hand("q", day(3.5), Stage.COMMITMENT, day(90)), GIVEN)
    assert after(*pinned).next_due == day(20)
    left = after(*pinned, note("zz", day(21)))
    assert (left.stage, ending(left).at, left.pinned_until) == (Stage.DISSOLUTION, day(20), None)


def test_no_stage_is_visited_twice_at_the_instant_of_a_notice() -> None:
    always = at_least(PurchaseDays(), 0)
    eager = STANDARD.with_criteria(returned=always, value_understood=always, trust_and_growth=always)
    left = told(*BOUGHT, GIVEN, note("zz", day(21)), policies=eager)
    at_once = [c.after for c in left.changes if c.aspect is Aspect.STAGE and c.at == day(20)]
    assert at_once == ["dissolution", "exploration", "awareness"]
    early = told(notice("a", day(1), day(20)), policies=STANDARD.with_criteria(returned=always))
    seen = review(early.relationship, at=day(20) + MOMENT, policies=STANDARD.with_criteria(returned=always))
    assert [c.after for c in seen.fell_due if c.aspect is Aspect.STAGE] == ["dissolution"]


def test_a_notice_is_moot_by_the_end_that_is_stated_before_and_its_cause() -> None:
    before = then(ended("zz", day(5), EndReason.NO_GROWTH, COMPANY), *BOUGHT, GIVEN)
    assert of_endings(before.changes) == [("notice", "moot", day(5), "zz", "z")]
    failed = then(trial("b", day(2), TrialOutcome.FAILED), notice("a", day(1), day(20)))
    assert of_endings(failed.changes) == [("notice", "moot", day(2), "b", "a")]


def test_a_notice_that_was_moot_is_not_in_force_when_the_end_is_taken_back() -> None:
    moot = (*BOUGHT, GIVEN, ended("zz1", day(5), EndReason.NO_GROWTH, COMPANY))
    back = after(*moot, withdrawn("zz2", day(6), "zz1", COMPANY), note("zz3", day(40)))
    assert (back.stage, dict(back.items)) == (Stage.EXPANSION, {})


def test_a_move_by_hand_does_not_lift_a_notice() -> None:
    moved = (*BOUGHT, GIVEN, moved_by_hand("zz", day(5), Stage.COMMITMENT, day(6)))
    assert path(*moved, note("zzz", day(21)))[-1] == "dissolution"


@pytest.mark.concept("C5g")
def test_a_notice_is_moot_once_silence_has_lapsed_the_relationship_before() -> None:
    far = (*BOUGHT, notice("z", day(4), day(300)))
    lapsed = told(*far, note("zz", day(301)))
    end = ending(lapsed.relationship)
    assert (end.reason, end.by, end.at) == (EndReason.LAPSED, NOBODY, day(123))
    assert dict(lapsed.relationship.items) == {}
    assert [c.after for c in lapsed.changes if c.aspect is Aspect.STAGE] == [
        "awareness",
        "expansion",
        "dissolution",
    ]
    assert lapsed.relationship.next_due is None
    assert of_endings(lapsed.changes)[1:] == [("notice", "moot", day(123), None, "z")]


def test_a_notice_of_the_episode_before_does_not_end_the_next_one() -> None:
    moot = (*BOUGHT, notice("z1", day(4), day(60)), ended("z2", day(9), EndReason.NO_GROWTH, COMPANY))
    back = (*moot, purchase("z3", day(30)))
    assert path(*back, note("z4", day(70)))[-1] == "awareness"


def test_a_notice_whose_way_has_closed_ends_nothing_and_that_is_told() -> None:
    failing = notice("a", day(1), day(20), EndReason.TRIAL_FAILED)
    assert path(failing, note("b", day(21))) == ("dissolution",)
    closed = then(note("z", day(21)), failing, *BOUGHT)
    assert (closed.relationship.stage, dict(closed.relationship.items)) == (Stage.EXPANSION, {})
    assert refused(closed) == [("no_edge", "expansion", "ended.trial_failed")]
    assert closed.refusals[0].reasons[0].evidence == ("a",)


def test_a_notice_along_a_way_that_has_a_criterion_ends_only_where_it_holds() -> None:
    table = STANDARD.folding.lifecycle
    bare = next(e for e in table.edges_from(Stage.EXPANSION) if e.on == "ended.no_growth")
    rows = tuple(evolve(e, rule="trust_or_growth_lost") if e is bare else e for e in table.edges)
    guarded = under(lifecycle=evolve(table, edges=rows))
    given = notice("z", day(4), day(20), EndReason.NO_GROWTH, COMPANY)
    assert path(*BOUGHT, given, note("zz", day(21)), policies=guarded)[-1] == "expansion"
    grave = concern("q", day(3.5), Severity.GRAVE)
    assert path(*BOUGHT, grave, given, note("zz", day(21)), policies=guarded)[-1] == "dissolution"


@pytest.mark.concept("C5a")
def test_a_dissatisfied_customers_notice_cites_what_led_to_it_when_it_was_given() -> None:
    bad = (concern("q", day(3.5)), promise("r", day(3.5), day(3.6)), reading("s", day(3.7), 1))
    given = (*BOUGHT, *bad, notice("z", day(4), day(20), EndReason.DISSATISFIED))
    assert after(*given).items["z"].cites == ("q", "r", "s")
    settled = (resolved("zz1", day(5), "q"), delivered("zz2", day(6), "r"), resolved("zz3", day(7), "s"))
    assert ending(after(*given, *settled, note("zz4", day(21)))).evidence == ("z", "q", "r", "s")


@pytest.mark.concept("C5a")
def test_what_the_customer_cited_with_a_notice_is_what_is_cited() -> None:
    given = notice("z", day(4), day(20), EndReason.DISSATISFIED, cites=("s",))
    bad = (concern("q", day(3.5)), reading("s", day(3.7), 1))
    assert ending(after(*BOUGHT, *bad, given, note("zz", day(21)))).evidence == ("z", "s")


@pytest.mark.concept("C5a")
def test_a_notice_for_another_reason_cites_no_grievance() -> None:
    assert after(*BOUGHT, concern("q", day(3.5)), GIVEN).items["z"].cites == ()


def test_what_happens_meanwhile_counts_as_ever() -> None:
    meanwhile = (adaptation("zz1", day(5)), happened("zz2", day(6), Pledge("a year")))
    assert path(*BOUGHT, GIVEN, *meanwhile)[-1] == "commitment"
    assert path(*BOUGHT, GIVEN, *meanwhile, note("zz3", day(21)))[-2:] == ("commitment", "dissolution")


def test_every_notice_is_told_once_and_the_finality_of_what_it_led_to() -> None:
    assert of_endings(told(*BOUGHT, GIVEN, note("zz", day(90))).changes) == [
        (None, "notice", day(4), "z", "z"),
        ("cooling_off", "final", day(34), None, None),
    ]


def test_a_history_with_notices_is_the_same_however_it_is_split() -> None:
    history = (
        *BOUGHT,
        GIVEN,
        notice("z1", day(5), day(40), EndReason.NO_GROWTH, COMPANY),
        withdrawn("z2", day(6), "z"),
        happened("z3", day(7), Ended(EndReason.NEEDS_CHANGED, CUSTOMER), direction=Direction.INBOUND),
        note("z4", day(50)),
        purchase("z5", day(51)),
    )
    whole = replay(opened(), history)
    for cut in range(len(history) + 1):
        first = replay(opened(), history[:cut])
        second = replay(first.relationship, history[cut:])
        final: Relationship = second.relationship
        assert final == whole.relationship
        assert (*first.changes, *second.changes) == whole.changes


def test_a_notice_along_a_guarded_way_ends_nothing_while_the_guard_holds_it_back_and_says_so() -> None:
    lifecycle = STANDARD.folding.lifecycle
    on = f"ended.{EndReason.NEEDS_CHANGED}"
    edges = tuple(evolve(edge, rule="guard") if edge.on == on else edge for edge in lifecycle.edges)
    guarded = STANDARD.with_folding(
        lifecycle=evolve(lifecycle, edges=edges),
        criteria={**STANDARD.folding.criteria, "guard": at_least(PurchaseDays(), 2)},
    )
    given = happened("e", day(2), Ended(EndReason.NEEDS_CHANGED, Party.CUSTOMER, effective_at=day(5)))
    held = replay(opened(), (given, note("n", day(6))), guarded)
    assert held.relationship.stage is Stage.EXPLORATION
    assert held.relationship.items == {}
    assert [reason.code for refusal in held.refusals for reason in refusal.reasons] == ["purchase_days"]
    bought = (purchase("p", day(3)), purchase("q", day(4)))
    ended_so = replay(opened(), (given, *bought, note("n", day(6))), guarded)
    assert ended_so.relationship.stage is Stage.DISSOLUTION
    assert ended_so.refusals == ()
