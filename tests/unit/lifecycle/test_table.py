"""A table of edges is checked to be whole before anything moves along it."""

from typing import Any, ClassVar

import pytest
from attrs import evolve, frozen

from relcore.errors import FieldError, LifecycleError
from relcore.lifecycle import AWARENESS_FIRST, EXPLORATION_FIRST, Edge, Lifecycle, event, events
from relcore.model import BUILT_IN_CONTENTS, Content, Conversation, Note, Trial, WorkDone
from relcore.vocabulary import (
    Department,
    Direction,
    EdgeKind,
    EndReason,
    Party,
    Stage,
    TrialOutcome,
)
from tests.unit.model.contents.test_contents import DEFAULTS

EXPLORATION, AWARENESS, EXPANSION, COMMITMENT, DISSOLUTION = Stage
TABLES = (EXPLORATION_FIRST, AWARENESS_FIRST)


def without(table: Lifecycle, **sought: Any) -> tuple[Edge, ...]:
    """The rows of a table but those that have all of these fields."""
    return tuple(
        edge for edge in table.edges if any(getattr(edge, name) != value for name, value in sought.items())
    )


def with_row(*added: Edge) -> Lifecycle:
    return evolve(EXPLORATION_FIRST, edges=(*EXPLORATION_FIRST.edges, *added))


@pytest.mark.parametrize("order", [(EXPLORATION, AWARENESS), (*Stage, EXPLORATION), ()])
def test_the_order_names_every_stage_once(order: tuple[Stage, ...]) -> None:
    with pytest.raises(
        LifecycleError, match=r"Lifecycle.order is .*expected every stage once. List all five"
    ):
        evolve(EXPLORATION_FIRST, order=order)


def test_no_relationship_begins_at_its_end() -> None:
    with pytest.raises(LifecycleError, match=r"Lifecycle.initial is .*expected a stage to begin in"):
        evolve(EXPLORATION_FIRST, initial=DISSOLUTION)


FORWARD, BACKWARD, ENDING, REOPENING, RESUMING, MANUAL = EdgeKind


@pytest.mark.parametrize(
    "edge",
    [
        Edge(AWARENESS, AWARENESS, FORWARD, rule="x"),
        Edge(AWARENESS, EXPLORATION, FORWARD, rule="x"),
        Edge(AWARENESS, DISSOLUTION, FORWARD, rule="x"),
        Edge(DISSOLUTION, EXPLORATION, FORWARD, rule="x"),
        Edge(AWARENESS, AWARENESS, BACKWARD, rule="x"),
        Edge(EXPLORATION, AWARENESS, BACKWARD, rule="x"),
        Edge(DISSOLUTION, EXPLORATION, BACKWARD, rule="x"),
        Edge(AWARENESS, EXPANSION, ENDING, rule="x", reason=EndReason.LAPSED, by=Party.NOBODY),
        Edge(DISSOLUTION, DISSOLUTION, ENDING, rule="x", reason=EndReason.LAPSED, by=Party.NOBODY),
        Edge(DISSOLUTION, AWARENESS, REOPENING, rule="x"),
        Edge(AWARENESS, EXPLORATION, REOPENING, rule="x"),
        Edge(AWARENESS, AWARENESS, MANUAL, on="note"),
        Edge(AWARENESS, DISSOLUTION, MANUAL, on="note"),
        Edge(DISSOLUTION, EXPLORATION, MANUAL, on="note"),
        Edge(AWARENESS, EXPANSION, MANUAL, rule="x"),
        Edge(DISSOLUTION, AWARENESS, RESUMING, rule="x"),
        Edge(DISSOLUTION, AWARENESS, RESUMING, on="note"),
        Edge(DISSOLUTION, AWARENESS, RESUMING, rule="x", on="withdrawn"),
        Edge(DISSOLUTION, DISSOLUTION, RESUMING, on="withdrawn"),
        Edge(AWARENESS, EXPANSION, RESUMING, on="withdrawn"),
    ],
    ids=lambda edge: f"{edge.kind} {edge.source} to {edge.target} by {edge.rule} on {edge.on}",
)
def test_an_edge_runs_as_edges_of_its_kind_do(edge: Edge) -> None:
    with pytest.raises(LifecycleError, match=f"an edge that runs as {edge.kind} edges do. Give it the kind"):
        with_row(edge)


def test_an_edge_that_runs_as_it_says_is_taken_into_a_table() -> None:
    edge = Edge(EXPLORATION, COMMITMENT, FORWARD, rule="x")
    assert with_row(edge).edges[-1] == edge


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not DISSOLUTION])
def test_an_end_may_be_taken_back_to_any_live_stage_or_to_none(stage: Stage) -> None:
    edge = Edge(DISSOLUTION, stage, RESUMING, on="withdrawn")
    final = without(EXPLORATION_FIRST, kind=RESUMING)
    assert evolve(EXPLORATION_FIRST, edges=(*final, edge)).edges[-1] == edge
    assert evolve(EXPLORATION_FIRST, edges=final).edges == final


def test_an_edge_needs_a_criterion_or_an_event() -> None:
    with pytest.raises(LifecycleError, match=r"expected an edge with a rule or an event. Name the criterion"):
        with_row(Edge(EXPLORATION, COMMITMENT, FORWARD))


@pytest.mark.concept("C5")
@pytest.mark.parametrize(("reason", "by"), [(None, None), (EndReason.LAPSED, None), (None, Party.NOBODY)])
def test_an_ending_that_nobody_states_says_why_and_by_whom(
    reason: EndReason | None, by: Party | None
) -> None:
    with pytest.raises(LifecycleError, match=r"expected an ending with reason and by. Say why it ended"):
        with_row(Edge(EXPLORATION, DISSOLUTION, ENDING, rule="x", reason=reason, by=by))


def test_every_row_stands_once() -> None:
    with pytest.raises(LifecycleError, match=r"expected every row once. Remove the doubled row"):
        with_row(EXPLORATION_FIRST.edges[0])


def test_every_stage_is_reached_on_evidence_and_not_by_hand_alone() -> None:
    with pytest.raises(LifecycleError, match=r"commitment.*expected a table in which every stage is reached"):
        evolve(EXPLORATION_FIRST, edges=without(EXPLORATION_FIRST, rule="commitment"))


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not DISSOLUTION])
def test_every_stage_can_end(stage: Stage) -> None:
    edges = without(EXPLORATION_FIRST, source=stage, target=DISSOLUTION)
    with pytest.raises(LifecycleError, match=f"{stage}.*expected an edge of kind ending from it"):
        evolve(EXPLORATION_FIRST, edges=edges)


@pytest.mark.concept("C5")
def test_what_has_ended_can_reopen() -> None:
    with pytest.raises(LifecycleError, match=r"dissolution.*expected an edge of kind reopening from it"):
        evolve(EXPLORATION_FIRST, edges=without(EXPLORATION_FIRST, kind=REOPENING))


def test_a_table_that_begins_elsewhere_reopens_there() -> None:
    with pytest.raises(LifecycleError, match=r"an edge that runs as reopening edges do"):
        evolve(EXPLORATION_FIRST, initial=AWARENESS)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_rows_from_a_stage_keep_the_order_of_the_table(table: Lifecycle) -> None:
    assert [e for s in Stage for e in table.edges_from(s)] == sorted(
        table.edges, key=lambda edge: list(Stage).index(edge.source)
    )


def test_a_table_names_its_rules_once_and_sorted() -> None:
    assert EXPLORATION_FIRST.rules == (
        "commitment",
        "commitment_lost",
        "lapsed",
        "returned",
        "trial_failed",
        "trust_and_growth",
        "trust_or_growth_lost",
        "value_lost",
        "value_understood",
        "won_back",
    )


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (Note("x"), "note"),
        (Trial(TrialOutcome.FAILED), "trial.failed"),
        (WorkDone("x"), "work_done"),
        (WorkDone("x", adapts=True), "work_done.adapts"),
        (Conversation(), "conversation"),
        (Conversation(held=False), "conversation.missed"),
    ],
    ids=["a kind", "what it says", "not said", "said", "held", "missed"],
)
def test_an_event_is_a_kind_and_for_some_kinds_what_it_says(content: Content, name: str) -> None:
    assert event(content) == name


def test_a_content_of_another_class_that_says_nothing_is_an_event_of_its_kind() -> None:
    @frozen
    class Trial2:
        kind: ClassVar[str] = "trial"
        direction: ClassVar[Direction] = Direction.INBOUND
        department: ClassVar[Department] = Department.SALES

    assert event(Trial2()) == "trial"


@pytest.mark.parametrize("content", [row[0] for row in DEFAULTS], ids=[str(n) for n in range(len(DEFAULTS))])
def test_every_event_of_a_content_is_among_the_events_of_its_kind(content: Content) -> None:
    assert event(content) in events(content.kind)


def test_every_event_of_a_kind_begins_with_the_kind() -> None:
    for kind in BUILT_IN_CONTENTS.classes:
        assert all(name == kind or name.startswith(f"{kind}.") for name in events(kind))
    assert events("statement")[:2] == ("statement.value", "statement.motive")
    assert events("work_done") == ("work_done", "work_done.adapts")
    assert events("conversation") == ("conversation", "conversation.missed")
    assert events("note") == ("note",)


def test_an_edge_names_members_and_an_event_that_can_happen() -> None:
    typo = Edge(Stage.EXPLORATION, Stage.EXPANSION, EdgeKind.MANUAL, on="purchas")
    word: Any = "exploration"
    bare = Edge(word, Stage.EXPANSION, EdgeKind.FORWARD, rule="commitment")
    rows = EXPLORATION_FIRST.edges
    for planted, field in ((typo, "on"), (bare, "source")):
        with pytest.raises(FieldError) as caught:
            evolve(EXPLORATION_FIRST, edges=(*rows, planted))
        assert caught.value.field == f"Lifecycle.edges[{len(rows)}].{field}"


@pytest.mark.parametrize(
    "edge",
    [
        Edge(AWARENESS, AWARENESS, FORWARD, rule="x"),
        Edge(EXPLORATION, COMMITMENT, FORWARD),
        Edge(EXPLORATION, DISSOLUTION, ENDING, rule="x"),
        EXPLORATION_FIRST.edges[0],
        "lapsed",
    ],
    ids=str,
)
def test_a_row_that_is_refused_is_named_by_its_place(edge: Any) -> None:
    with pytest.raises(FieldError) as caught:
        with_row(edge)
    assert caught.value.field == f"Lifecycle.edges[{len(EXPLORATION_FIRST.edges)}]"
