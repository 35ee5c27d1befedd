"""One interaction, one step: the same for ``record`` and ``replay``.

The order of a history is total: instant, sequence number, id. An equal key is a repeat and a lesser one is
late, so no growing set of ids is kept; both leave the state as it was.
"""

from datetime import UTC, date
from typing import Any

from relcore.errors import FieldError, ForeignInteractionError
from relcore.kernel.counting import keep_window
from relcore.kernel.deadlines import advance, next_due
from relcore.kernel.draft import Draft
from relcore.kernel.effects import (
    EFFECTS,
    become_customer,
    carry_out,
    concerned,
    engage,
    keep_event,
    reach_out,
)
from relcore.kernel.fold import Fold
from relcore.kernel.moves import answer, settle
from relcore.lifecycle import event
from relcore.model.contents import BUILT_IN_CONTENTS
from relcore.model.instants import local_day
from relcore.model.interaction import Interaction
from relcore.model.relationship import Relationship
from relcore.vocabulary import Channel, Direction, Role, Stage, Status

__all__ = ["finish", "step"]

_INBOUND, _OUTBOUND = Direction.INBOUND, Direction.OUTBOUND
_BETWEEN, _INTERNAL = Direction.BETWEEN_CUSTOMERS, Direction.INTERNAL
_NOWHERE = Channel.INTERNAL
_BUILT_IN = frozenset(BUILT_IN_CONTENTS.classes.values())
_PROSPECT = Role.PROSPECT
_DISSOLUTION = Stage.DISSOLUTION
_RECORDED = Status.RECORDED
_ASKING = frozenset({"ended", "stage_changed"})


def step(fold: Fold, interaction: Interaction[Any]) -> Status:
    """Record one interaction in a fold, unless it is late or repeated.

    Raises:
        FieldError: it is no interaction.
        ForeignInteractionError: it names another relationship.
        CurrencyError: its amount is in another currency than the relationship's.
        PolicyError: a policy raised.
    """
    draft = fold.draft
    if type(interaction) is not Interaction:
        raise FieldError("interaction", interaction, "an Interaction", "Build one: Interaction(id=..., ...).")
    if interaction.relationship_id != draft.id:
        raise ForeignInteractionError(
            "Interaction.relationship_id",
            interaction.relationship_id,
            f"{draft.id!r}, the relationship it is recorded in",
            "Load the relationship that it names.",
        )
    at, last = interaction.at, draft.last
    order = (at, -1 if interaction.sequence is None else interaction.sequence, interaction.id)
    if last is None:
        if at < draft.opened_at:
            return Status.LATE
    elif order <= last:
        return Status.REPEATED if order == last else Status.LATE
    if draft.unsettled or not fold.due_bounds or (fold.due is not None and fold.due < at):
        advance(fold, at)
    else:
        fold.view.at = at
    draft.last = order
    draft.revision += 1
    if draft.stage is _DISSOLUTION:
        fold.end_tallies()
    content = interaction.content
    kind, happened = content.kind, event(content)
    fold.tally(kind, at, interaction.id)
    if happened != kind:
        fold.tally(happened, at, interaction.id)
    direction = interaction.direction
    if direction is not _INTERNAL:
        day = at.date() if draft.zone is UTC else local_day(at, draft.zone)
        if day != draft.last_interaction_on:
            _meet(draft, day)
        if direction is _INBOUND:
            engage(fold, interaction, interaction.by)
        elif direction is _BETWEEN:
            engage(fold, interaction, interaction.by)
            fold.tally("between_customers", at, interaction.id)
    effect = EFFECTS.get(type(content))
    if effect is not None:
        effect(fold, interaction, content)
    elif type(content) not in _BUILT_IN:
        keep_event(fold, interaction, happened, person=concerned(interaction))
        if direction is _OUTBOUND and interaction.channel is not _NOWHERE:
            reach_out(fold, interaction)
    if interaction.settles:
        carry_out(fold, interaction)
    here = fold.here
    asks = happened in here.on or kind in _ASKING
    if not asks or not answer(fold, happened, content, at, interaction.id):
        edges = here.cells.get(happened, here.by_state)
        if edges:
            settle(fold, edges, at, interaction.id)
    if draft.role is _PROSPECT and draft.purchases:
        become_customer(fold, interaction)
    return _RECORDED


def _meet(draft: Draft, day: date) -> None:
    """Count a day on which something passed between the two sides, unless clocks were set back to it."""
    last = draft.last_interaction_on
    if last is None or day > last:
        draft.interaction_days += 1
        draft.last_interaction_on = day


def finish(fold: Fold) -> Relationship:
    """The frozen relationship after the last step, with its next deadline. The fold is over."""
    draft = fold.draft
    if fold.view.running is not None:
        keep_window(fold.view)
    draft.next_due = fold.view.at if draft.unsettled else next_due(fold)
    return draft.freeze()
