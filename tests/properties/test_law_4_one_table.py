"""Law 4. One table: no edge exists outside it, and every (stage, content kind) cell is tested."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from relcore import STANDARD, Interaction, PolicySet, Relationship, Stage, record, replay
from relcore.lifecycle import AWARENESS_FIRST, EXPLORATION_FIRST, Edge, Lifecycle
from relcore.model import contents as c
from relcore.policies import Breaches, at_most
from relcore.policy_set import DWYER_SCHURR_OH
from relcore.testing import (
    RelationshipHistory,
    content_strategies,
    policy_sets,
    relationship_histories,
    unknown_contents,
)
from relcore.vocabulary import Aspect, EdgeKind, EndReason, Party, RelationshipType, Severity, TrialOutcome
from tests.properties.told import alike, bought, day, lived, opened, stages, told

KINDS: dict[str, type[c.Content]] = {str(cls.kind): cls for cls in c.BUILT_IN_CONTENTS.classes.values()}


@given(relationship_histories(min_size=1, max_size=30), policy_sets(any_criteria=True))
def test_every_stage_change_is_an_edge_of_the_table(
    history: RelationshipHistory, policies: PolicySet
) -> None:
    """Every stage change goes through the lifecycle table: no edge exists outside it."""
    table = {(edge.source, edge.target) for edge in policies.folding.lifecycle.edges}
    at = policies.folding.lifecycle.initial
    whole = replay(history.opened, history.interactions, policies)
    for change in whole.changes:
        if change.aspect is Aspect.STAGE:
            assert change.before == at
            assert (change.before, change.after) in table
            at = Stage(change.after or "")
    assert whole.relationship.stage is at


@given(relationship_histories(max_size=30), policy_sets(any_criteria=True))
def test_a_stage_is_visited_once_for_each_cause(history: RelationshipHistory, policies: PolicySet) -> None:
    """A stage is visited once per instant, so chains end; no self-loop (C0)."""
    chains: dict[tuple[object, object], list[str | None]] = defaultdict(list)
    for change in replay(history.opened, history.interactions, policies).changes:
        if change.aspect is Aspect.STAGE:
            chain = chains[change.at, change.cause]
            if not chain:
                chain.append(change.before)
            chain.append(change.after)
    for (_, cause), chain in chains.items():
        if cause is not None:  # of deadlines, several may fall on one instant
            assert len(chain) == len(set(chain))


def in_stage(stage: Stage) -> Relationship:
    """A relationship that came to a stage by what happened."""
    adapted = told(3, day(12), c.WorkDone("their order forms", adapts=True))
    pledged = told(4, day(13), c.Pledge("two years"))
    whole = [bought(1, day(1)), bought(2, day(11)), adapted, pledged]
    steps: dict[Stage, list[Interaction[Any]]] = {
        Stage.EXPLORATION: [],
        Stage.AWARENESS: whole[:1],
        Stage.EXPANSION: whole[:2],
        Stage.COMMITMENT: whole,
        Stage.DISSOLUTION: [*whole[:1], told(2, day(2), c.Ended(EndReason.NEEDS_CHANGED, Party.CUSTOMER))],
    }
    relationship, *_ = lived(opened(), *steps[stage])
    assert relationship.stage is stage
    return relationship


def cells() -> Iterator[Any]:
    for stage in Stage:
        for kind in (*KINDS, "acme.points"):
            yield pytest.param(stage, kind, id=f"{stage}-{kind}")


# What may happen in each cell beyond *stayed*: (stage, kind) to the stages that can be entered, first and last.
MOVES: dict[tuple[Stage, str], set[Stage]] = {
    (Stage.EXPLORATION, "purchase"): {Stage.AWARENESS, Stage.EXPANSION},
    (Stage.EXPLORATION, "statement"): {Stage.AWARENESS},
    (Stage.EXPLORATION, "trial"): {Stage.AWARENESS, Stage.DISSOLUTION},
    (Stage.EXPLORATION, "opening_balance"): {Stage.AWARENESS, Stage.EXPANSION},
    (Stage.AWARENESS, "purchase"): {Stage.EXPANSION},
    (Stage.AWARENESS, "opportunity"): {Stage.EXPANSION},
    (Stage.EXPANSION, "concern"): {Stage.AWARENESS},
    (Stage.COMMITMENT, "concern"): {Stage.EXPANSION, Stage.AWARENESS},
    (Stage.DISSOLUTION, "purchase"): {Stage.EXPLORATION, Stage.AWARENESS, Stage.EXPANSION},
    **{(stage, "ended"): {Stage.DISSOLUTION} for stage in Stage if stage is not Stage.DISSOLUTION},
    **{(stage, "stage_changed"): {*Stage} - {Stage.DISSOLUTION} for stage in Stage},
}


@pytest.mark.parametrize(("stage", "kind"), list(cells()))
@pytest.mark.concept("C0")
@settings(max_examples=max(5, settings().max_examples // 10))  # of each of some 150 cells
@given(data=st.data())
def test_every_cell_moves_stays_or_refuses(stage: Stage, kind: str, data: st.DataObject) -> None:
    """Every (stage, content kind) cell is tested: moved, stayed, or refused with its reason."""
    strategy = content_strategies()[KINDS[kind]] if kind in KINDS else unknown_contents()
    content = data.draw(strategy)
    if isinstance(content, c.StageChanged):
        content = evolve(content, until=day(40))
    relationship = in_stage(stage)
    out = record(relationship, told("j", day(14), content))
    entered = stages(list(out.changes))
    if entered:
        assert {*entered} <= MOVES.get((stage, kind), set())
    elif isinstance(content, c.Ended) and not out.refusals:
        known = (
            content.reason if stage is Stage.DISSOLUTION else "notice"
        )  # that it ended for good; or that it will
        assert [(change.aspect, change.after) for change in out.changes] == [(Aspect.ENDING, known)]
        assert (content.effective_at is None) is (stage is Stage.DISSOLUTION)
    elif kind in {"ended", "stage_changed"}:
        (refused,) = out.refusals
        assert refused.reasons
        assert all(reason.holds is False for reason in refused.reasons)
    else:
        assert out.relationship.stage is stage
        assert out.relationship.stage_since == relationship.stage_since


def tried_lazily_and_eagerly(history: RelationshipHistory, policies: PolicySet) -> tuple[object, object]:
    lazily = replay(history.opened, history.interactions, evolve(policies, folding=evolve(policies.folding)))
    keen = evolve(policies, folding=evolve(policies.folding))
    for plan in keen.folding.plan.stages.values():
        object.__setattr__(plan, "cells", dict.fromkeys(plan.cells, plan.by_state))
    return lazily, replay(history.opened, history.interactions, keen)


@given(relationship_histories(max_size=25), policy_sets())
def test_leaving_an_edge_untried_is_no_rule_of_its_own(
    history: RelationshipHistory, policies: PolicySet
) -> None:
    """An edge is left out only where nothing can have moved its criterion from false to true."""
    lazily, eagerly = tried_lazily_and_eagerly(history, policies)
    assert alike(lazily, eagerly)


def test_an_edge_that_is_open_from_the_start_is_taken() -> None:
    """Forward moves run to a fixed point, one decision each."""
    policies = STANDARD.with_criteria(value_understood=at_most(Breaches(), 0))
    relationship, changes, _ = lived(opened(), told(1, day(1), c.Note("a note")), policies=policies)
    assert relationship.stage is Stage.AWARENESS
    assert [change.at for change in changes if change.aspect is Aspect.STAGE] == [day(0)]


def with_edge(*edges: Edge) -> PolicySet:
    table = EXPLORATION_FIRST
    longer = Lifecycle(table.name, table.initial, table.order, (*table.edges, *edges))
    return evolve(STANDARD, folding=evolve(STANDARD.folding, lifecycle=longer))


def test_an_event_whose_edge_is_closed_still_lets_the_state_move() -> None:
    """A row with ``on`` answers its event; the others are tried whenever what they read may have changed."""
    leap = Edge(Stage.EXPLORATION, Stage.COMMITMENT, EdgeKind.MANUAL, rule="commitment", on="purchase")
    relationship, *_ = lived(opened(), bought(1, day(1)), policies=with_edge(leap))
    assert relationship.stage is Stage.AWARENESS


def test_a_failed_trial_after_the_end_does_not_end_the_next_episode() -> None:
    """Final for this episode (C5): what is recorded after the end is no part of the next one."""
    ended = told(2, day(2), c.Ended(EndReason.NEEDS_CHANGED, Party.CUSTOMER))
    failed = told(3, day(3), c.Trial(TrialOutcome.FAILED))
    for policies in (STANDARD, DWYER_SCHURR_OH):
        relationship, changes, _ = lived(
            opened(),
            bought(1, day(1)),
            ended,
            failed,
            bought(4, day(4)),
            told(5, day(60), c.Note("n")),
            policies=policies,
        )
        assert relationship.episode == 2
        assert stages(changes).count(Stage.DISSOLUTION) == 1


@pytest.mark.parametrize("table", [EXPLORATION_FIRST, AWARENESS_FIRST], ids=lambda table: table.name)
@pytest.mark.concept("C5")
def test_every_live_stage_can_end_and_what_has_ended_can_reopen(table: Lifecycle) -> None:
    """Dissolution from every stage, and reopening into the next episode, are edges like any other."""
    for stage in Stage:
        kinds = {edge.kind for edge in table.edges_from(stage)}
        assert (EdgeKind.REOPENING if stage is Stage.DISSOLUTION else EdgeKind.ENDING) in kinds


def test_grave_concerns_and_types_do_not_move_by_another_way() -> None:
    """No stage changes along any other row: a type agreed anew, or a minor concern, moves nothing."""
    relationship = in_stage(Stage.EXPANSION)
    for content in (c.Concern("slow", Severity.MINOR), c.TypeChanged(RelationshipType.AUTOMATED)):
        assert record(relationship, told("j", day(14), content)).relationship.stage is Stage.EXPANSION
