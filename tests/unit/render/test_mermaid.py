"""The diagram shows the table: each way that it has, and none that it hasn't."""

import re

import pytest
from attrs import evolve

from relcore.lifecycle import AWARENESS_FIRST, EXPLORATION_FIRST, Edge, Lifecycle
from relcore.render import lifecycle_diagram
from relcore.vocabulary import EdgeKind, EndReason, Stage

TABLES = pytest.mark.parametrize(
    "lifecycle", [EXPLORATION_FIRST, AWARENESS_FIRST], ids=lambda table: table.name
)


def arrows(diagram: str) -> dict[tuple[str, str], str]:
    found = re.findall(r"^ {4}(\w+) --> (\w+): (.+)$", diagram, re.MULTILINE)
    assert len(found) == diagram.count("-->") - 1  # the first arrow leads to where it begins
    return {(source, target): label for source, target, label in found}


@TABLES
def test_each_way_that_the_state_opens_is_an_arrow_with_its_rule(lifecycle: Lifecycle) -> None:
    drawn = arrows(lifecycle_diagram(lifecycle))
    for edge in lifecycle.edges:
        if edge.on is None and edge.rule is not None:
            assert edge.rule.replace("_", " ") in drawn[edge.source, edge.target].split(", ")


@TABLES
def test_no_arrow_is_drawn_that_no_row_has(lifecycle: Lifecycle) -> None:
    rows = {(edge.source, edge.target) for edge in lifecycle.edges}
    assert arrows(lifecycle_diagram(lifecycle)).keys() <= rows


@TABLES
def test_what_every_stage_shares_is_told_once(lifecycle: Lifecycle) -> None:
    diagram = lifecycle_diagram(lifecycle)
    assert diagram.count("by hand: from each stage to each other one") == 1
    assert diagram.count("taken back: to the stage that it left") == diagram.count("taken back") == 1
    _, _, note = diagram.partition("note right of dissolution")
    for reason in EndReason:
        shared = reason not in {EndReason.LAPSED, EndReason.TRIAL_FAILED}
        assert (reason.replace("_", " ") in note) is shared
    assert diagram.count("better elsewhere") == 1
    assert all(
        "stated" in label for (_, target), label in arrows(diagram).items() if target == Stage.DISSOLUTION
    )


@TABLES
def test_a_diagram_begins_where_the_table_begins(lifecycle: Lifecycle) -> None:
    assert f"[*] --> {lifecycle.initial}\n" in lifecycle_diagram(lifecycle)


def without(on: str, *sources: Stage) -> Lifecycle:
    kept = tuple(e for e in EXPLORATION_FIRST.edges if not (e.on == on and e.source in sources))
    return evolve(EXPLORATION_FIRST, edges=kept)


def test_an_ending_that_one_stage_lacks_is_shown_where_it_is() -> None:
    drawn = arrows(lifecycle_diagram(without("ended.no_growth", Stage.AWARENESS)))
    assert "no growth" in drawn[Stage.EXPANSION, Stage.DISSOLUTION]
    assert "no growth" not in drawn[Stage.AWARENESS, Stage.DISSOLUTION]


def test_moves_by_hand_are_arrows_where_not_every_stage_has_them() -> None:
    diagram = lifecycle_diagram(without("stage_changed.commitment", Stage.EXPLORATION))
    assert "from each stage to each other one" not in diagram
    drawn = arrows(diagram)
    assert drawn[Stage.AWARENESS, Stage.COMMITMENT] == "by hand"
    assert (Stage.EXPLORATION, Stage.COMMITMENT) not in drawn


def test_an_ending_that_cannot_be_taken_back_to_every_stage_is_shown_where_it_can() -> None:
    kept = tuple(
        edge
        for edge in EXPLORATION_FIRST.edges
        if not (edge.kind is EdgeKind.RESUMING and edge.target in {Stage.AWARENESS, Stage.EXPLORATION})
    )
    diagram = lifecycle_diagram(evolve(EXPLORATION_FIRST, edges=kept))
    drawn = arrows(diagram)
    assert "taken back:" not in diagram
    assert (
        drawn[Stage.DISSOLUTION, Stage.EXPANSION]
        == drawn[Stage.DISSOLUTION, Stage.COMMITMENT]
        == "taken back"
    )
    assert (Stage.DISSOLUTION, Stage.AWARENESS) not in drawn
    assert "taken back" not in drawn[Stage.DISSOLUTION, Stage.EXPLORATION]


def test_a_way_that_asks_for_more_than_the_note_tells_is_an_arrow_of_its_own() -> None:
    edge = Edge(Stage.EXPLORATION, Stage.COMMITMENT, EdgeKind.MANUAL, "agreed", "stage_changed.commitment")
    diagram = lifecycle_diagram(evolve(EXPLORATION_FIRST, edges=(*EXPLORATION_FIRST.edges, edge)))
    assert arrows(diagram)[edge.source, edge.target] == "by hand if agreed"
    assert "taken back: to the stage that it left" in diagram
    assert "by hand: from each stage to each other one" in diagram


def test_a_rule_cannot_break_out_of_its_label() -> None:
    rule = "evil;\nexploration --> commitment: #quot"
    edge = Edge(Stage.EXPLORATION, Stage.EXPANSION, EdgeKind.FORWARD, rule=rule)
    table = evolve(EXPLORATION_FIRST, edges=(*EXPLORATION_FIRST.edges, edge))
    lines = lifecycle_diagram(table).splitlines()
    assert len(lines) == len(lifecycle_diagram(EXPLORATION_FIRST).splitlines()) + 1
    (line,) = [line for line in lines if "evil" in line]
    assert not set(";#\n") & set(line)
    assert line.count(":") == 1


def test_the_same_table_gives_the_same_diagram() -> None:
    assert lifecycle_diagram(EXPLORATION_FIRST) == lifecycle_diagram(evolve(EXPLORATION_FIRST))


def test_a_table_in_which_the_stages_share_nothing_has_no_note() -> None:
    some = {
        "stage_changed.commitment",
        *(e.on for e in EXPLORATION_FIRST.edges if e.kind is EdgeKind.ENDING and e.on),
    }
    lone = tuple(
        edge
        for edge in EXPLORATION_FIRST.edges
        if not (edge.on in some and edge.source is Stage.EXPLORATION)
        and not (edge.kind is EdgeKind.RESUMING and edge.target is Stage.EXPLORATION)
    )
    assert "note" not in lifecycle_diagram(evolve(EXPLORATION_FIRST, edges=lone))
