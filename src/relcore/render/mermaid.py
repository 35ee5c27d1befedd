"""A lifecycle as a diagram, drawn from its table and from nothing else.

Edges that share source and target share an arrow. What the table has for every live stage alike (the endings
that somebody states, the taking back of an ending, the moves by hand) is written in a note, once, so that the
arrows stay readable.
"""

from collections.abc import Iterable, Iterator

from relcore.lifecycle import Edge, Lifecycle
from relcore.vocabulary import EdgeKind, Stage

__all__ = ["lifecycle_diagram"]

_STATED = "stated"
_BACK = "taken back"


def lifecycle_diagram(lifecycle: Lifecycle) -> str:
    """The table as a state diagram in mermaid's language.

    Args:
        lifecycle: the table.

    Returns:
        The text of a ``stateDiagram-v2``, the same for the same table.

    >>> from relcore.lifecycle import EXPLORATION_FIRST
    >>> print(lifecycle_diagram(EXPLORATION_FIRST).splitlines()[0])
    stateDiagram-v2
    """
    live = tuple(stage for stage in lifecycle.order if stage is not Stage.DISSOLUTION)
    shared = _stated_everywhere(lifecycle, live)
    by_hand, back = _reaches_all_by_hand(lifecycle, live), _goes_back_to_all(lifecycle, live)
    told = frozenset(kind for kind, noted in ((EdgeKind.MANUAL, by_hand), (EdgeKind.RESUMING, back)) if noted)
    lines = ["stateDiagram-v2", f"    [*] --> {lifecycle.initial}"]
    for source in lifecycle.order:
        for target in lifecycle.order:
            label = _label(_between(lifecycle, source, target), shared, told)
            if label:
                lines.append(f"    {source} --> {target}: {label}")
    notes = _rows(f"{_STATED}: ", [_said(on) for on in shared])
    if back:
        notes.append(f"{_BACK}: to the stage that it left")
    if by_hand:
        notes.append("by hand: from each stage to each other one")
    if notes:
        lines += ["    note right of dissolution", *(f"        {note}" for note in notes), "    end note"]
    return "\n".join(lines) + "\n"


def _rows(opening: str, said: list[str]) -> list[str]:
    rows = [", ".join(said[start : start + 4]) for start in range(0, len(said), 4)]
    return (opening + ",\n".join(rows)).split("\n") if rows else []


def _between(lifecycle: Lifecycle, source: Stage, target: Stage) -> Iterator[Edge]:
    return (edge for edge in lifecycle.edges if edge.source is source and edge.target is target)


def _stated_everywhere(lifecycle: Lifecycle, live: tuple[Stage, ...]) -> tuple[str, ...]:
    first, *others = (
        dict.fromkeys(
            edge.on for edge in _between(lifecycle, stage, Stage.DISSOLUTION) if edge.on and edge.rule is None
        )
        for stage in live
    )
    return tuple(on for on in first if all(on in held for held in others))


def _reaches_all_by_hand(lifecycle: Lifecycle, live: tuple[Stage, ...]) -> bool:
    manual = (edge for edge in lifecycle.edges if edge.kind is EdgeKind.MANUAL and edge.rule is None)
    return {(edge.source, edge.target) for edge in manual} >= {
        (a, b) for a in live for b in live if a is not b
    }


def _goes_back_to_all(lifecycle: Lifecycle, live: tuple[Stage, ...]) -> bool:
    return {edge.target for edge in lifecycle.edges if edge.kind is EdgeKind.RESUMING} >= set(live)


def _label(edges: Iterable[Edge], shared: tuple[str, ...], told: frozenset[EdgeKind]) -> str:
    by_state, on_event = [], []
    for edge in edges:
        if edge.on is None:
            by_state.append(_readable(edge.rule or ""))
        elif edge.on in shared:
            on_event.append(_STATED)
        elif edge.rule is not None or edge.kind not in told:
            what = _what(edge, edge.on)
            on_event.append(f"{what} if {_readable(edge.rule)}" if edge.rule else what)
    return ", ".join(dict.fromkeys(by_state + on_event))


def _what(edge: Edge, event: str) -> str:
    if edge.kind is EdgeKind.RESUMING:
        return _BACK
    return "by hand" if event.startswith("stage_changed.") else _said(event)


def _said(event: str) -> str:
    return _readable(event.partition(".")[2] or event)


def _readable(code: str) -> str:
    # mermaid ends a label at a semicolon, and reads a hash as the start of an entity
    return " ".join(code.translate(str.maketrans("_.;#\n:", "      ")).split())
