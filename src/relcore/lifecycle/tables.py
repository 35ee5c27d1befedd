"""Two tables are shipped, and they differ in what comes first.

In the project's sources a customer explores before becoming aware of the value. Dwyer, Schurr and Oh
("Developing Buyer-Seller Relationships", Journal of Marketing 51, 1987, 11-27) put awareness first.
"""

from relcore.lifecycle.table import Edge, Lifecycle
from relcore.vocabulary import EdgeKind, EndReason, Party, Stage

__all__ = ["AWARENESS_FIRST", "EXPLORATION_FIRST"]

_EXPLORATION, _AWARENESS, _EXPANSION, _COMMITMENT, _DISSOLUTION = Stage
_STATED = tuple(reason for reason in EndReason if reason not in {EndReason.LAPSED, EndReason.TRIAL_FAILED})


def _endings(stage: Stage) -> tuple[Edge, ...]:
    trial = (
        Edge(_EXPLORATION, _DISSOLUTION, EdgeKind.ENDING, on=f"ended.{EndReason.TRIAL_FAILED}"),
        Edge(
            _EXPLORATION,
            _DISSOLUTION,
            EdgeKind.ENDING,
            rule="trial_failed",
            reason=EndReason.TRIAL_FAILED,
            by=Party.CUSTOMER,
        ),
    )
    return (
        *(Edge(stage, _DISSOLUTION, EdgeKind.ENDING, on=f"ended.{reason}") for reason in _STATED),
        *(trial if stage is _EXPLORATION else ()),
        Edge(stage, _DISSOLUTION, EdgeKind.ENDING, rule="lapsed", reason=EndReason.LAPSED, by=Party.NOBODY),
    )


def _by_hand(order: tuple[Stage, ...]) -> tuple[Edge, ...]:
    live = tuple(stage for stage in order if stage is not _DISSOLUTION)
    return (
        *(
            Edge(source, target, EdgeKind.MANUAL, on=f"stage_changed.{target}")
            for source in live
            for target in live
            if source is not target
        ),
        *(Edge(_DISSOLUTION, stage, EdgeKind.RESUMING, on="withdrawn") for stage in live),
        Edge(_DISSOLUTION, order[0], EdgeKind.REOPENING, rule="won_back", on=f"stage_changed.{order[0]}"),
    )


def _table(name: str, order: tuple[Stage, ...], steps: tuple[Edge, ...]) -> Lifecycle:
    endings = tuple(edge for stage in order[:-1] for edge in _endings(stage))
    returned = Edge(_DISSOLUTION, order[0], EdgeKind.REOPENING, rule="returned")
    return Lifecycle(name, order[0], order, (*_by_hand(order), *endings, *steps, returned))


EXPLORATION_FIRST = _table(
    "exploration_first",
    (_EXPLORATION, _AWARENESS, _EXPANSION, _COMMITMENT, _DISSOLUTION),
    (
        Edge(_AWARENESS, _EXPLORATION, EdgeKind.BACKWARD, rule="value_lost"),
        Edge(_EXPANSION, _AWARENESS, EdgeKind.BACKWARD, rule="trust_or_growth_lost"),
        Edge(_COMMITMENT, _EXPANSION, EdgeKind.BACKWARD, rule="commitment_lost"),
        Edge(_EXPLORATION, _AWARENESS, EdgeKind.FORWARD, rule="value_understood"),
        Edge(_AWARENESS, _EXPANSION, EdgeKind.FORWARD, rule="trust_and_growth"),
        Edge(_EXPANSION, _COMMITMENT, EdgeKind.FORWARD, rule="commitment"),
    ),
)
"""The table of the project's sources, and the default."""

AWARENESS_FIRST = _table(
    "awareness_first",
    (_AWARENESS, _EXPLORATION, _EXPANSION, _COMMITMENT, _DISSOLUTION),
    (
        Edge(_EXPLORATION, _AWARENESS, EdgeKind.BACKWARD, rule="testing_ceased"),
        Edge(_EXPANSION, _EXPLORATION, EdgeKind.BACKWARD, rule="trust_or_growth_lost"),
        Edge(_COMMITMENT, _EXPANSION, EdgeKind.BACKWARD, rule="commitment_lost"),
        Edge(_AWARENESS, _EXPLORATION, EdgeKind.FORWARD, rule="testing"),
        Edge(_EXPLORATION, _EXPANSION, EdgeKind.FORWARD, rule="trust_and_growth"),
        Edge(_EXPANSION, _COMMITMENT, EdgeKind.FORWARD, rule="commitment"),
    ),
)
"""The table of Dwyer, Schurr and Oh (1987): awareness, exploration, expansion, commitment, dissolution."""
