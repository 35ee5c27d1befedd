"""How an episode ended, and what it goes on with if the ending is taken back while it still can be."""

from datetime import datetime
from typing import Optional

from attrs import frozen

from relcore.model.frozen_map import FrozenMap
from relcore.model.memories import Tally
from relcore.vocabulary import EndReason, Party, Stage

__all__ = ["Ending", "Suspended"]


@frozen(weakref_slot=False)
class Suspended:
    """An episode that has ended and is not over yet: what it goes on with if the ending is taken back.

    Args:
        final_at: the last instant of the cooling-off.
        stage: where it stood.
        previous_stage: where it stood before.
        pinned_until: the last instant at which a manual move held back the criteria.
        tallies: what had happened in it.
        purchase_days: on how many days of it something had been bought.
        categories: what had been bought in it.
        forgotten: which of its memories had overflowed.
        ending: how the episode before it ended.
    """

    final_at: datetime
    stage: Stage
    previous_stage: Stage | None
    pinned_until: datetime | None
    tallies: FrozenMap[str, Tally]
    purchase_days: int
    categories: tuple[str, ...]
    forgotten: tuple[str, ...]
    ending: Optional["Ending"]


@frozen(weakref_slot=False)
class Ending:
    """How the latest episode ended.

    Args:
        reason: why.
        by: who ended it; nobody, where silence did.
        at: when.
        cause: the interaction that ended it, or gave notice of it; None where a deadline did.
        evidence: ids of the interactions that led to it.
        suspended: what it goes on with if it is taken back; None once it is final.
        final_at: the last instant at which it could be taken back, once that has passed; of one that could not be
            taken back at all, when it ended.
    """

    reason: EndReason
    by: Party
    at: datetime
    cause: str | None
    evidence: tuple[str, ...]
    suspended: Suspended | None = None
    final_at: datetime | None = None
