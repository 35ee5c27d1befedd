"""Every edge of a lifecycle is a row of its table; no stage changes along any other.

A row names the criterion that opens it, and the policy set binds that name: so the same table serves
businesses with different thresholds, and two tables can share their criteria. A row with ``on`` is tried only
when that event is recorded; the others are tried whenever something that their criterion reads may have
changed, in the order of the table.
"""

from enum import StrEnum
from typing import Final

from attrs import field, frozen

from relcore.errors import LifecycleError
from relcore.model.contents import BUILT_IN_CONTENTS, Content
from relcore.model.validation import check_member, check_value
from relcore.vocabulary import EdgeKind, EndReason, Party, Stage, StatementTopic, TrialOutcome

__all__ = ["BEFORE_THE_LOG", "Edge", "Lifecycle", "event", "events"]

BEFORE_THE_LOG: Final = "purchase.before"
"""What the purchases that an opening balance tells of are tallied as, beside the other purchases: it is no event."""

_MISSED: Final = "conversation.missed"
_SUBKINDS = {
    "ended": "reason",
    "stage_changed": "stage",
    "statement": "topic",
    "trial": "outcome",
    "work_done": "adapts",
}
_CLOSED_SETS: Final[dict[str, type[StrEnum]]] = {
    "ended": EndReason,
    "stage_changed": Stage,
    "statement": StatementTopic,
    "trial": TrialOutcome,
}


def event(content: Content) -> str:
    """The event that a content is to a table: its kind, and for some kinds what it says.

    >>> from relcore.model import Trial
    >>> from relcore.vocabulary import TrialOutcome
    >>> event(Trial(TrialOutcome.PASSED))
    'trial.passed'
    """
    kind = content.kind
    if kind == "conversation":
        return kind if getattr(content, "held", True) else _MISSED
    attribute = _SUBKINDS.get(kind)
    if attribute is None:
        return kind
    said = getattr(content, attribute, None)
    if said is True:
        return f"{kind}.{attribute}"
    return f"{kind}.{said}" if said else kind


def events(kind: str) -> tuple[str, ...]:
    """Every event that a kind of content can be to a table.

    >>> events("trial")
    ('trial.started', 'trial.passed', 'trial.failed')
    """
    if kind == "conversation":
        return (kind, _MISSED)
    if kind == "work_done":
        return (kind, f"{kind}.{_SUBKINDS[kind]}")
    closed = _CLOSED_SETS.get(kind)
    return (kind,) if closed is None else tuple(f"{kind}.{member}" for member in closed)


@frozen
class Edge:
    """One way from one stage to another.

    Args:
        source: the stage it leaves.
        target: the stage it enters.
        kind: what sort of move it is.
        rule: the name of the criterion that opens it; None where the recorded fact is enough.
        on: the event that it answers; None where the state opens it.
        reason: of an ending that nobody states, why it ended.
        by: of such an ending, who ended it.
    """

    source: Stage
    target: Stage
    kind: EdgeKind
    rule: str | None = None
    on: str | None = None
    reason: EndReason | None = None
    by: Party | None = None


@frozen
class Lifecycle:
    """A table of edges, checked to be whole.

    Args:
        name: the name of the table.
        initial: the stage in which every relationship begins.
        order: all stages, from the first to the last.
        edges: the rows, in the order in which they are tried.

    Raises:
        LifecycleError: the order leaves a stage out; an edge stays where it is, runs against its kind, has
            neither rule nor event, or stands twice; a stage cannot be reached, cannot end, or an ended
            relationship cannot reopen.
    """

    name: str
    initial: Stage
    order: tuple[Stage, ...]
    edges: tuple[Edge, ...] = field(repr=False)

    def __attrs_post_init__(self) -> None:
        if sorted(self.order) != sorted(Stage):
            raise LifecycleError("Lifecycle.order", self.order, "every stage once", "List all five stages.")
        if self.initial is Stage.DISSOLUTION:
            raise LifecycleError(
                "Lifecycle.initial", self.initial, "a stage to begin in", "Choose a live stage."
            )
        for index, edge in enumerate(self.edges):
            self._check_edge(edge, f"Lifecycle.edges[{index}]")
        keys = [(edge.source, edge.target, edge.rule, edge.on) for edge in self.edges]
        for index, key in enumerate(keys):
            if key in keys[:index]:
                where = f"Lifecycle.edges[{index}]"
                raise LifecycleError(where, key, "every row once", "Remove the doubled row.")
        self._check_reach()

    def _check_edge(self, edge: Edge, where: str) -> None:
        check_value(edge, Edge, where)
        check_member(edge.source, Stage, f"{where}.source")
        check_member(edge.target, Stage, f"{where}.target")
        check_member(edge.kind, EdgeKind, f"{where}.kind")
        if edge.on is not None and "." not in edge.on and edge.on not in BUILT_IN_CONTENTS.classes:
            remedy = "Write a kind of content, with its topic where it has one, as in 'trial.failed'."
            raise LifecycleError(f"{where}.on", edge.on, "an event", remedy)
        rank = {stage: index for index, stage in enumerate(self.order)}
        ends = edge.target is Stage.DISSOLUTION
        reopens = edge.source is Stage.DISSOLUTION
        fits = {
            EdgeKind.FORWARD: not ends and not reopens and rank[edge.source] < rank[edge.target],
            EdgeKind.BACKWARD: not ends and not reopens and rank[edge.source] > rank[edge.target],
            EdgeKind.ENDING: ends and not reopens,
            EdgeKind.REOPENING: reopens and edge.target is self.initial,
            EdgeKind.RESUMING: reopens and not ends and edge.on == "withdrawn" and edge.rule is None,
            EdgeKind.MANUAL: not ends
            and not reopens
            and edge.source is not edge.target
            and edge.on is not None,
        }
        if not fits[edge.kind]:
            remedy = "Give it the kind that it is, or another target."
            raise LifecycleError(where, edge, f"an edge that runs as {edge.kind} edges do", remedy)
        if edge.rule is None and edge.on is None:
            remedy = "Name the criterion that opens it."
            raise LifecycleError(where, edge, "an edge with a rule or an event", remedy)
        if edge.kind is EdgeKind.ENDING and edge.on is None and (edge.reason is None or edge.by is None):
            remedy = "Say why it ended and who ended it."
            raise LifecycleError(where, edge, "an ending with reason and by", remedy)

    def _check_reach(self) -> None:
        reached = {self.initial}
        while more := {e.target for e in self.edges if e.on is None and e.source in reached} - reached:
            reached |= more
        for stage in self.order:
            if stage not in reached:
                remedy = "Add an edge that leads to it on evidence, not by hand alone."
                raise LifecycleError(
                    "Lifecycle.edges", stage, "a table in which every stage is reached", remedy
                )
            kind = EdgeKind.REOPENING if stage is Stage.DISSOLUTION else EdgeKind.ENDING
            if not any(edge.kind is kind for edge in self.edges_from(stage)):
                remedy = "Add it: every stage can end, and what has ended can reopen."
                raise LifecycleError("Lifecycle.edges", stage, f"an edge of kind {kind} from it", remedy)

    def edges_from(self, stage: Stage) -> tuple[Edge, ...]:
        """The rows that leave a stage, in the order in which they are tried."""
        return tuple(edge for edge in self.edges if edge.source is stage)

    @property
    def rules(self) -> tuple[str, ...]:
        """The names of the criteria that a policy set has to bind, sorted."""
        return tuple(sorted({edge.rule for edge in self.edges if edge.rule is not None}))
