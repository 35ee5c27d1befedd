"""The two shipped tables, written out row by row."""

import pytest

from relcore.lifecycle import AWARENESS_FIRST, EXPLORATION_FIRST, Lifecycle
from relcore.vocabulary import EdgeKind, EndReason, Stage

LIVE = ("exploration", "awareness", "expansion", "commitment")
STATED = "dissatisfied better_elsewhere needs_changed no_growth fraud legal ceased".split()

# What the state opens: (from, to, kind, criterion, reason of an ending, by whom).
STEPS = {
    "exploration_first": {
        ("exploration", "awareness", "forward", "value_understood", None, None),
        ("awareness", "expansion", "forward", "trust_and_growth", None, None),
        ("expansion", "commitment", "forward", "commitment", None, None),
        ("awareness", "exploration", "backward", "value_lost", None, None),
        ("expansion", "awareness", "backward", "trust_or_growth_lost", None, None),
        ("commitment", "expansion", "backward", "commitment_lost", None, None),
        ("dissolution", "exploration", "reopening", "returned", None, None),
    },
    "awareness_first": {
        ("awareness", "exploration", "forward", "testing", None, None),
        ("exploration", "expansion", "forward", "trust_and_growth", None, None),
        ("expansion", "commitment", "forward", "commitment", None, None),
        ("exploration", "awareness", "backward", "testing_ceased", None, None),
        ("expansion", "exploration", "backward", "trust_or_growth_lost", None, None),
        ("commitment", "expansion", "backward", "commitment_lost", None, None),
        ("dissolution", "awareness", "reopening", "returned", None, None),
    },
}
TABLES = {table.name: table for table in (EXPLORATION_FIRST, AWARENESS_FIRST)}


@pytest.mark.parametrize("name", TABLES)
def test_these_are_the_edges_that_the_state_opens_and_there_are_no_others(name: str) -> None:
    expected = STEPS[name] | {
        (stage, "dissolution", "ending", "lapsed", "lapsed", "nobody") for stage in LIVE
    }
    expected |= {("exploration", "dissolution", "ending", "trial_failed", "trial_failed", "customer")}
    found = {
        (e.source.value, e.target.value, e.kind.value, e.rule, e.reason, e.by)
        for e in TABLES[name].edges
        if e.on is None
    }
    assert found == expected


@pytest.mark.parametrize("name", TABLES)
def test_these_are_the_edges_that_an_event_opens_and_there_are_no_others(name: str) -> None:
    first = TABLES[name].initial
    expected: set[tuple[str, ...]] = {
        (stage, "dissolution", "ending", "", f"ended.{reason}") for stage in LIVE for reason in STATED
    }
    expected |= {("exploration", "dissolution", "ending", "", "ended.trial_failed")}
    expected |= {
        (source, target, "manual", "", f"stage_changed.{target}")
        for source in LIVE
        for target in LIVE
        if source != target
    }
    expected |= {("dissolution", first.value, "reopening", "won_back", f"stage_changed.{first}")}
    expected |= {("dissolution", stage, "resuming", "", "withdrawn") for stage in LIVE}
    found = {
        (e.source.value, e.target.value, e.kind.value, e.rule or "", e.on)
        for e in TABLES[name].edges
        if e.on is not None
    }
    assert found == expected


@pytest.mark.concept("C5")
@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_what_has_ended_goes_on_only_by_reopening_or_by_being_taken_back(table: Lifecycle) -> None:
    kinds = {edge.kind for edge in table.edges_from(Stage.DISSOLUTION)}
    assert kinds == {EdgeKind.REOPENING, EdgeKind.RESUMING}
    assert all(edge.kind not in kinds for edge in table.edges if edge.source is not Stage.DISSOLUTION)


@pytest.mark.concept("C0")
@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_no_edge_leads_from_a_stage_to_itself(table: Lifecycle) -> None:
    assert all(edge.source is not edge.target for edge in table.edges)


@pytest.mark.concept("C0")
def test_exploration_comes_before_awareness_unless_dwyer_schurr_and_oh_are_followed() -> None:
    assert [stage.value for stage in EXPLORATION_FIRST.order] == [*LIVE, "dissolution"]
    assert AWARENESS_FIRST.order[:2] == (Stage.AWARENESS, Stage.EXPLORATION)
    assert AWARENESS_FIRST.order[2:] == EXPLORATION_FIRST.order[2:]
    assert (EXPLORATION_FIRST.initial, AWARENESS_FIRST.initial) == (Stage.EXPLORATION, Stage.AWARENESS)


@pytest.mark.concept("C5f")
@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_a_failed_trial_ends_an_exploration_and_nothing_else(table: Lifecycle) -> None:
    failed = {
        edge.source
        for edge in table.edges
        if edge.reason is EndReason.TRIAL_FAILED or edge.on == "ended.trial_failed"
    }
    assert failed == {Stage.EXPLORATION}


@pytest.mark.concept("C5d")
@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_lack_of_growth_ends_nothing_by_itself(table: Lifecycle) -> None:
    assert all(edge.reason is not EndReason.NO_GROWTH for edge in table.edges)
    assert any(edge.on == "ended.no_growth" for edge in table.edges)
