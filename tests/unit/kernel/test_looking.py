"""To explain and to review is to look: where it stands and why, and every way on from there."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from relcore.errors import InstantError
from relcore.kernel import explain, review
from relcore.model import Relationship, Way
from relcore.policies import Count, at_least
from relcore.policy_set import DWYER_SCHURR_OH, STANDARD, Memory, PolicySet
from relcore.vocabulary import EdgeKind, EndReason, Party, Stage
from tests.unit.kernel.history import (
    MOMENT,
    adaptation,
    after,
    day,
    ended,
    moved_by_hand,
    note,
    opened,
    promise,
    purchase,
)

P1, P2 = purchase("p1", day(2)), purchase("p2", day(3))


def way(relationship: Relationship, rule: str, at: datetime, policies: PolicySet = STANDARD) -> Way:
    (found,) = (w for w in explain(relationship, at, policies).ways if w.rule == rule)
    return found


def test_the_ways_are_every_edge_from_the_stage_in_the_order_of_the_table() -> None:
    ways = explain(after(P1), day(2)).ways
    edges = STANDARD.folding.lifecycle.edges_from(Stage.AWARENESS)
    assert [(w.target, w.kind, w.rule) for w in ways] == [(e.target, e.kind, e.rule or e.on) for e in edges]


def test_in_the_first_stage_nothing_brought_it_there() -> None:
    new = explain(opened(), day(1))
    assert (new.stage, new.since, new.because, new.fell_due) == (Stage.EXPLORATION, day(1), None, ())
    assert new.relationship_id == "r-1"


def test_a_relationship_without_any_interaction_is_explained_under_the_rules_given() -> None:
    assert explain(opened(), day(1), DWYER_SCHURR_OH).stage is Stage.AWARENESS
    assert opened().rules == ""


def test_the_decision_that_brought_it_there_is_shown() -> None:
    seen = explain(after(P1), day(9))
    assert seen.because is not None
    assert (seen.because.policy, seen.since) == ("value_understood", day(2))
    assert [reason.evidence for reason in seen.because.reasons] == [("p1",)]


def test_what_is_missing_is_the_smallest_change_that_would_open_a_way() -> None:
    ahead = way(opened(), "value_understood", day(1))
    assert [r.code for r in ahead.reasons] == ["purchase_days", "trial.passed", "statement.value"]
    assert [r.code for r in ahead.missing] == ["purchase_days"]
    assert ahead.open is False


@pytest.mark.concept("C4")
def test_what_is_missing_for_commitment_says_by_how_much() -> None:
    far = way(after(P1, P2), "commitment", day(3))
    assert [(r.code, r.shortfall) for r in far.missing] == [("work_done.adapts", 1), ("pledge", 1)]
    near = way(after(P1, P2, adaptation("w", day(4))), "commitment", day(4))
    assert [(r.code, r.shortfall) for r in near.missing] == [("pledge", 1)]
    assert {r.code: r.shortfall for r in near.reasons}["purchase_days"] == 2


def test_of_a_way_that_is_open_nothing_is_missing() -> None:
    pinned = after(
        moved_by_hand("m", day(2), Stage.COMMITMENT, day(50)),
        promise("p", day(3), day(4)),
        promise("q", day(3), day(5)),
    )
    lost = way(pinned, "commitment_lost", day(40))
    assert (lost.open, lost.missing) == (True, ())


def test_a_way_that_answers_an_event_waits_for_that_event_to_be_recorded() -> None:
    end = way(after(P1), "ended.fraud", day(2))
    assert (end.open, end.kind, end.target) == (False, EdgeKind.ENDING, Stage.DISSOLUTION)
    assert [(r.code, r.required) for r in end.missing] == [("recorded", "ended.fraud")]


def test_a_way_that_answers_an_event_also_says_what_else_stands_in_its_way() -> None:
    ceased = after(ended("e", day(2), EndReason.CEASED, Party.NOBODY))
    changed = after(ended("e", day(2), EndReason.NEEDS_CHANGED, Party.CUSTOMER))
    assert [r.code for r in way(ceased, "won_back", day(2)).missing] == ["recorded", "ended_for"]
    assert [r.code for r in way(changed, "won_back", day(2)).missing] == ["recorded", "cooling_off"]
    assert [r.code for r in way(changed, "won_back", day(16) + MOMENT).missing] == ["recorded"]


def test_an_end_that_can_be_taken_back_shows_the_way_to_where_it_was_and_only_as_long_as_it_can() -> None:
    left = after(P1, P2, ended("q", day(4), EndReason.NEEDS_CHANGED, Party.CUSTOMER))

    def back(at: datetime) -> list[tuple[Stage, bool | None, list[str]]]:
        ways = explain(left, at).ways
        return [(w.target, w.open, [r.code for r in w.missing]) for w in ways if w.kind is EdgeKind.RESUMING]

    assert back(day(18)) == [(Stage.EXPANSION, False, ["recorded"])]
    assert back(day(18) + MOMENT) == []
    ceased = after(P1, ended("q", day(4), EndReason.CEASED, Party.NOBODY))
    assert {w.kind for w in explain(ceased, day(4)).ways} == {EdgeKind.REOPENING}


def test_a_way_that_time_alone_holds_back_says_until_when() -> None:
    lapsing = way(after(P1), "lapsed", day(100))
    assert (lapsing.open, lapsing.waits_until) == (False, day(152))
    assert [(r.code, r.measured, r.required) for r in lapsing.missing] == [("silence", 98.0, 150.0)]
    assert way(after(P1), "value_lost", day(2)).waits_until == day(32)
    assert way(after(P1), "trust_and_growth", day(2)).waits_until is None


def test_a_way_back_to_the_stage_just_left_shows_the_dwell() -> None:
    back = way(after(P1, P2), "trust_or_growth_lost", day(3))
    assert [r.code for r in back.missing][-1] == "dwell"
    assert way(after(P1, P2), "trust_or_growth_lost", day(33)).waits_until == day(33)
    assert way(after(P1, P2), "trust_or_growth_lost", day(33) + MOMENT).waits_until is None


def test_a_way_that_is_unknown_is_not_open() -> None:
    forgetful = evolve(STANDARD, folding=evolve(STANDARD.folding, memory=Memory(kinds=1)))
    policies = forgetful.with_criteria(value_understood=at_least(Count("pledge"), 1))
    unknown = way(after(note("a", day(1)), P1, policies=policies), "value_understood", day(2), policies)
    assert unknown.open is None
    assert [(r.code, r.holds, r.measured) for r in unknown.missing] == [("pledge", None, None)]


def test_what_fell_due_is_told_and_recorded_nowhere() -> None:
    promised = after(promise("p", day(2), day(5)))
    seen = explain(promised, day(6))
    assert [(c.subject, c.after, c.at) for c in seen.fell_due] == [("p", "broken", day(5))]
    assert explain(promised, day(5)).fell_due == ()
    assert promised.items["p"].overdue_since is None


def test_time_is_explained_as_if_it_had_passed() -> None:
    lapsed = explain(after(P1), day(200))
    assert (lapsed.stage, lapsed.since, lapsed.next_due) == (Stage.DISSOLUTION, day(152), None)
    assert {w.kind for w in lapsed.ways} == {EdgeKind.REOPENING}


def test_a_pin_is_shown_until_it_ends() -> None:
    pinned = after(P1, moved_by_hand("q", day(3), Stage.COMMITMENT, day(20)))
    assert explain(pinned, day(20)).pinned_until == day(20)
    assert explain(pinned, day(20)).next_due == day(20)
    assert explain(pinned, day(20) + MOMENT).pinned_until is None


def test_the_instant_may_be_of_any_zone_and_is_kept_in_utc() -> None:
    there = day(9).astimezone(ZoneInfo("Asia/Kolkata"))
    assert explain(after(P1), there) == explain(after(P1), day(9))
    assert review(after(P1), at=there) == review(after(P1), at=day(9))


@pytest.mark.parametrize("at", [day(2) - MOMENT, datetime(2026, 3, 9), "now", None])  # noqa: DTZ001 (the misuse)
def test_nobody_looks_at_what_is_no_instant_or_lies_before_the_last_interaction(at: object) -> None:
    seen = after(P1)
    with pytest.raises(InstantError, match=r"at is "):
        explain(seen, at)  # type: ignore[arg-type]
    with pytest.raises(InstantError, match=r"at is "):
        review(seen, at=at)  # type: ignore[arg-type]


def test_looking_back_says_which_instant_is_the_first_and_what_to_do() -> None:
    with pytest.raises(
        InstantError, match=r"expected an instant at or after 2026-03-02T09:00:00\+00:00.*Replay"
    ):
        explain(after(P1), day(1))
    with pytest.raises(InstantError):
        review(opened(), at=day(1) - MOMENT)
