"""A history is a relationship as it was opened and what happened in it since, in order.

Nothing here folds: a history is what goes into ``replay``.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from attrs import evolve, frozen

from relcore.model import Interaction, OpeningBalance, Purchase, Relationship, Return, local_day, to_instant

__all__ = ["History", "known_by"]


@frozen
class History:
    """One relationship and its interactions.

    Args:
        relationship: as it was before the first of them.
        interactions: in the order of the history.
    """

    relationship: Relationship
    interactions: tuple[Interaction[Any], ...]

    @property
    def opening_balance(self) -> OpeningBalance | None:
        """What had been bought before the first of its interactions, if that says so.

        One that tells of a day to come counts for nothing, and is none.
        """
        first = self.interactions[0] if self.interactions else None
        if first is None or not isinstance(first.content, OpeningBalance):
            return None
        today = local_day(first.at, self.relationship.zone)
        return first.content if first.content.last_on <= today else None

    @property
    def purchase_days(self) -> tuple[date, ...]:
        """The days with a purchase, in the relationship's zone, each once; without cancelled purchases.

        Those that an opening balance tells of are not among them: it knows how many they were, and not which.
        """
        cancelled = {
            interaction.content.purchase_id
            for interaction in self.interactions
            if isinstance(interaction.content, Return) and interaction.content.cancels
        }
        zone = self.relationship.zone
        days = {
            local_day(interaction.at, zone)
            for interaction in self.interactions
            if isinstance(interaction.content, Purchase) and interaction.id not in cancelled
        }
        return tuple(sorted(days))


def known_by(histories: Iterable[History], at: datetime) -> Iterator[History]:
    """The histories as they were known at an instant.

    An interaction counts if it had happened by then and, where it says when it was recorded, had been
    recorded by then. A relationship that was not open yet is left out.

    Args:
        histories: any histories.
        at: the instant, which itself still counts: an aware datetime.

    Yields:
        The histories, each cut at the instant.

    Raises:
        InstantError: ``at`` is naive or no instant.

    >>> from datetime import datetime, timezone
    >>> from relcore import RelationshipType
    >>> from relcore.portfolio import from_orders, known_by
    >>> rows = [("c-1", "2026-03-01", 10), ("c-1", "2026-03-09", 10), ("c-2", "2026-03-09", 10)]
    >>> orders = from_orders(rows, type=RelationshipType.TRANSACTIONAL, currency="EUR")
    >>> [len(h.interactions) for h in known_by(orders.histories, datetime(2026, 3, 5, tzinfo=timezone.utc))]
    [1]
    """
    instant = to_instant(at, "at")
    for history in histories:
        if history.relationship.opened_at <= instant:
            known = tuple(i for i in history.interactions if _known(i, instant))
            yield history if len(known) == len(history.interactions) else evolve(history, interactions=known)


def _known(interaction: Interaction[Any], at: datetime) -> bool:
    return interaction.at <= at and (interaction.recorded_at is None or interaction.recorded_at <= at)
