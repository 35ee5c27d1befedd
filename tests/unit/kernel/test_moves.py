"""Backwards and by hand: hysteresis, the minimum dwell, and the pin."""

from typing import Any

import pytest
from attrs import evolve

from relcore.kernel import explain, replay
from relcore.lifecycle import Edge
from relcore.model import AbandonedCart, Concern, Opportunity, Pledge, Withdrawn
from relcore.policies import Days, Elapsed, PurchaseDays, at_least
from relcore.policy_set import STANDARD, PolicySet
from relcore.vocabulary import Anchor, Aspect, EdgeKind, EndReason, Party, Severity, Stage
from tests.unit.kernel.history import (
    MOMENT,
    adaptation,
    after,
    day,
    ended,
    happened,
    moved_by_hand,
    note,
    opened,
    path,
    promise,
    purchase,
    resolved,
    stages,
    taken_back,
    then,
    told,
)

GROWN = (purchase("p1", day(2)), purchase("p2", day(3)))
NO_DWELL = evolve(
    STANDARD, folding=evolve(STANDARD.folding, reversal=Elapsed(Anchor.STAGE, Days(0), "dwell"))
)


def moves(*history: Any, policies: PolicySet = STANDARD) -> list[tuple[str | None, Any]]:
    found = told(*history, policies=policies).changes
    return [(change.after, change.at) for change in found if change.aspect is Aspect.STAGE]


@pytest.mark.concept("C3")
def test_one_breach_keeps_a_relationship_from_advancing_and_does_not_demote_it() -> None:
    broken = promise("b", day(4), day(40))
    assert path(*GROWN, broken, note("n", day(60))) == ("awareness", "expansion")
    pledged = (adaptation("w", day(61)), happened("o", day(62), Opportunity("more")))
    assert path(*GROWN, broken, *pledged, happened("pl", day(63), Pledge("x"))) == ("awareness", "expansion")


@pytest.mark.concept("C3")
def test_two_breaches_demote_with_the_promises_as_the_reason() -> None:
    broken = (promise("b1", day(4), day(40)), promise("b2", day(4), day(50)))
    changes = replay(opened(), (*GROWN, *broken, note("n", day(60)))).changes
    last = [change for change in changes if change.aspect is Aspect.STAGE][-1]
    assert (last.before, last.after, last.at, last.cause) == ("expansion", "awareness", day(50), None)
    assert [reason.code for reason in last.reasons] == ["breaches", "dwell"]
    assert last.reasons[0].evidence == ("b1", "b2")


@pytest.mark.concept("C4")
def test_commitment_is_lost_by_two_breaches_or_a_grave_concern_and_not_by_growth_alone() -> None:
    committed = (*GROWN, adaptation("w", day(4)), happened("pl", day(5), Pledge("a year")))
    grave = happened("g", day(60), Concern("it burns", Severity.GRAVE))
    assert path(*committed)[-1] == "commitment"
    assert path(*committed, grave)[3:] == ("expansion",)
    assert path(*committed, grave, note("n", day(91)))[3:] == ("expansion", "awareness")
    assert path(*committed, taken_back("b", day(60), "p2", cancels=True))[-1] == "commitment"


def test_a_reversal_waits_for_the_dwell_and_then_bears_the_instant_of_its_end() -> None:
    broken = (promise("b1", day(4), day(10)), promise("b2", day(4), day(11)))
    assert path(*GROWN, *broken, note("n", day(33))) == ("awareness", "expansion")
    assert moves(*GROWN, *broken, note("n", day(33) + MOMENT))[-1] == ("awareness", day(33))


def test_a_reversal_whose_reason_has_gone_by_the_end_of_the_dwell_does_not_happen() -> None:
    grave = (happened("g", day(4), Concern("x", Severity.GRAVE)), resolved("r", day(9), "g", lessons=True))
    assert path(*GROWN, *grave, note("n", day(60))) == ("awareness", "expansion")


def test_the_first_advance_does_not_wait() -> None:
    assert moves(*GROWN) == [("awareness", day(2)), ("expansion", day(3))]


def test_every_step_back_waits_for_a_dwell_of_its_own() -> None:
    value_gone = (
        *GROWN,
        taken_back("b1", day(40), "p1", cancels=True),
        taken_back("b2", day(41), "p2", cancels=True),
        note("n", day(80)),
    )
    assert moves(*value_gone)[2:] == [("awareness", day(40)), ("exploration", day(70))]


FLAPPING = tuple(
    event
    for n in range(20)
    for event in (
        happened(f"g{n}", day(4 + 2 * n), Concern("it burns", Severity.GRAVE)),
        resolved(f"r{n}", day(5 + 2 * n), f"g{n}", lessons=True),
    )
)


def test_a_flapping_history_moves_at_each_turn_without_a_dwell_and_once_a_dwell_with_it() -> None:
    flapped = (*GROWN, *FLAPPING, note("z", day(90)))
    assert len(moves(*flapped, policies=NO_DWELL)) == 2 + 2 * 20
    assert len(moves(*flapped)) == 2 + 2
    assert path(*GROWN, *FLAPPING, policies=NO_DWELL) == (
        "awareness",
        "expansion",
        *("awareness", "expansion") * 20,
    )
    assert moves(*GROWN, *FLAPPING)[2:] == [("awareness", day(34))]
    assert moves(*GROWN, *FLAPPING, note("n", day(90)))[3:] == [("expansion", day(64))]


@pytest.mark.parametrize(("pace", "dwell"), [(1, 7), (30, 30), (365, 90)])
def test_the_dwell_is_a_pace_within_bounds(pace: float, dwell: float) -> None:
    policies = STANDARD.with_pace(pace)
    grown = after(*GROWN, policies=policies)
    (back,) = (way for way in explain(grown, day(3), policies).ways if way.rule == "trust_or_growth_lost")
    assert back.waits_until == day(3 + dwell)


def test_growth_that_was_an_opportunity_let_go_is_growth_lost() -> None:
    chance = (purchase("p1", day(2)), happened("o", day(3), Opportunity("more")))
    gone = happened("w", day(40), Withdrawn("o"))
    assert moves(*chance, gone) == [("awareness", day(2)), ("expansion", day(3)), ("awareness", day(40))]


@pytest.mark.concept("C0")
def test_a_backward_move_carries_a_reason() -> None:
    broken = (promise("b1", day(4), day(40)), promise("b2", day(4), day(40)))
    seen = after(*GROWN, *broken, note("n", day(60)))
    assert seen.because is not None
    assert (seen.because.policy, seen.because.rules) == ("trust_or_growth_lost", STANDARD.folding.digest)
    assert all(reason.holds for reason in seen.because.reasons)


def test_a_move_by_hand_is_pinned_and_says_who_asked_for_it() -> None:
    moved = then(moved_by_hand("m", day(4), Stage.COMMITMENT, day(20)), *GROWN)
    (change,) = moved.changes
    assert (change.before, change.after, change.cause) == ("expansion", "commitment", "m")
    assert (change.decision.policy, change.reasons[0].evidence) == ("exploration_first", ("m",))
    assert moved.relationship.pinned_until == day(20)


def test_criteria_do_not_undo_a_move_by_hand_before_the_pin_ends() -> None:
    by_hand = moved_by_hand("m", day(4), Stage.EXPANSION, day(50))
    assert after(by_hand, note("n", day(50))).stage is Stage.EXPANSION
    undone = replay(opened(), (by_hand, note("n", day(50) + MOMENT)))
    assert stages(undone.changes) == ("expansion", "awareness")
    assert undone.changes[1].at == day(50)
    assert undone.relationship.pinned_until is None


def test_a_pinned_stage_does_not_lapse_before_the_pin_ends() -> None:
    by_hand = moved_by_hand("m", day(4), Stage.COMMITMENT, day(300))
    lapsed = moves(*GROWN, by_hand, note("n", day(310)))[-1]
    assert moves(*GROWN, by_hand, note("n", day(300)))[-1] == ("commitment", day(4))
    assert lapsed == ("dissolution", day(300))


def test_what_is_recorded_moves_a_pinned_stage() -> None:
    by_hand = moved_by_hand("m", day(4), Stage.COMMITMENT, day(300))
    end = ended("e", day(5), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
    assert path(*GROWN, by_hand, end)[-1] == "dissolution"
    assert path(*GROWN, by_hand, moved_by_hand("m2", day(6), Stage.AWARENESS, day(9)))[-1] == "awareness"


def test_a_later_move_by_hand_sets_its_own_pin() -> None:
    twice = (
        moved_by_hand("m1", day(4), Stage.COMMITMENT, day(300)),
        moved_by_hand("m2", day(5), Stage.EXPANSION, day(9)),
    )
    assert after(*GROWN, *twice).pinned_until == day(9)


def test_an_evidence_that_comes_in_while_pinned_counts_when_the_pin_ends() -> None:
    by_hand = moved_by_hand("m", day(4), Stage.EXPLORATION, day(20))
    assert moves(*GROWN, by_hand, note("n", day(30)))[2:] == [
        ("exploration", day(4)),
        ("awareness", day(20)),
        ("expansion", day(20)),
    ]


@pytest.mark.parametrize("stage", [Stage.EXPANSION, Stage.DISSOLUTION])
def test_a_move_by_hand_along_no_edge_is_refused_with_its_reason(stage: Stage) -> None:
    refused = then(moved_by_hand("m", day(4), stage, day(20)), *GROWN)
    assert (refused.changes, refused.relationship.stage, refused.relationship.pinned_until) == (
        (),
        Stage.EXPANSION,
        None,
    )
    (refusal,) = refused.refusals
    assert refusal.policy == "exploration_first"
    (reason,) = refusal.reasons
    assert (reason.code, reason.measured, reason.required) == (
        "no_edge",
        "expansion",
        f"stage_changed.{stage}",
    )


def test_a_pin_that_ended_before_it_began_is_refused() -> None:
    refused = then(moved_by_hand("m", day(4), Stage.COMMITMENT, day(4) - MOMENT), *GROWN)
    assert refused.relationship.stage is Stage.EXPANSION
    assert [(r.code, r.measured, r.required) for d in refused.refusals for r in d.reasons] == [
        ("pinned_until", day(4) - MOMENT, day(4))
    ]
    assert then(moved_by_hand("m", day(4), Stage.COMMITMENT, day(4)), *GROWN).refusals == ()


def with_rows(*added: Edge, without: str | None = None) -> PolicySet:
    """The default policies on a table with further rows, or without those of a rule."""
    table = STANDARD.folding.lifecycle
    rows = (*added, *(edge for edge in table.edges if without is None or edge.rule != without))
    return evolve(STANDARD, folding=evolve(STANDARD.folding, lifecycle=evolve(table, edges=rows)))


def test_an_event_whose_own_edge_stays_closed_still_moves_along_the_edges_of_the_state() -> None:
    leap = Edge(Stage.EXPLORATION, Stage.COMMITMENT, EdgeKind.MANUAL, rule="commitment", on="purchase")
    assert path(purchase("p1", day(2)), policies=with_rows(leap)) == ("awareness",)
    ready = (adaptation("w", day(1)), happened("x", day(1.5), Pledge("a year")))
    assert path(*ready, purchase("y", day(2)), policies=with_rows(leap)) == ("commitment",)


def test_an_event_leads_back_to_the_stage_just_left_only_after_the_dwell() -> None:
    back = Edge(Stage.EXPANSION, Stage.AWARENESS, EdgeKind.BACKWARD, on="abandoned_cart")
    policies = with_rows(back)
    assert path(*GROWN, happened("q", day(9), AbandonedCart()), policies=policies) == (
        "awareness",
        "expansion",
    )
    assert path(*GROWN, happened("q", day(40), AbandonedCart()), policies=policies)[2:3] == ("awareness",)


def test_where_no_purchase_reopens_only_somebody_does() -> None:
    closed = with_rows(without="returned")
    left = ended("e", day(9), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
    assert path(*GROWN, left, purchase("p3", day(20)), policies=closed)[-1] == "dissolution"
    reopened = moved_by_hand("p4", day(24), Stage.EXPLORATION, day(25))
    assert path(*GROWN, left, purchase("p3", day(20)), reopened, policies=closed)[-1] == "exploration"


def test_a_way_forward_to_the_stage_just_left_opens_when_the_dwell_ends() -> None:
    lost = (purchase("p1", day(2)), taken_back("p2", day(40), "p1", cancels=True))
    again = (*lost, purchase("p3", day(45)))
    assert moves(*lost)[1:] == [("exploration", day(40))]
    assert moves(*again, note("p4", day(70)))[2:] == []
    assert moves(*again, note("p4", day(70) + MOMENT))[2:] == [("awareness", day(70))]


def test_nothing_moves_a_pinned_stage_up_to_the_last_instant_of_the_pin() -> None:
    by_hand = moved_by_hand("m", day(4), Stage.EXPLORATION, day(20))
    assert after(*GROWN, by_hand, purchase("n", day(20))).stage is Stage.EXPLORATION
    assert after(*GROWN, by_hand, purchase("n", day(20) + MOMENT)).stage is Stage.EXPANSION


ALWAYS = at_least(PurchaseDays(), 0)


def test_a_stage_is_visited_once_at_an_instant_so_chains_end() -> None:
    folding = evolve(STANDARD.folding, reversal=ALWAYS)
    turning = evolve(STANDARD, folding=folding).with_criteria(value_understood=ALWAYS, value_lost=ALWAYS)
    assert path(note("n", day(2)), policies=turning) == ("awareness",)


def test_what_was_left_at_an_instant_is_not_entered_again_at_it() -> None:
    restless = STANDARD.with_criteria(returned=ALWAYS)
    end = ended("e", day(2), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
    assert path(end, policies=restless) == ("dissolution",)
    assert path(*GROWN, ended("x", day(4), EndReason.NEEDS_CHANGED, Party.CUSTOMER), policies=restless)[
        2:
    ] == (
        "dissolution",
        "exploration",
    )
