"""A promise is kept only in time; one day late is nearly as bad as never.

Reliability weighs what was kept against what was not, on top of a stated prior; a suggestion for the next due day
is never earlier than what deliveries usually took.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo

from attrs import frozen

from relcore.errors import FieldError, PolicyError
from relcore.model.conduct import PromiseRecord
from relcore.model.instants import end_of_day, local_day, to_instant
from relcore.model.relationship import Relationship
from relcore.model.validation import check_side, check_value, check_zone
from relcore.policies.situation import Situation
from relcore.vocabulary import Party

__all__ = ["Reliability", "suggest_due"]

_LONGEST = timedelta(days=36_600)
_DELIVERED_OR_BROKEN: frozenset[str] = frozenset({"delivered", "broken"})


def _record_of(situation: Situation, by: Party) -> PromiseRecord:
    """What became of the promises of one side."""
    conduct = situation.relationship.conduct
    return conduct.promises if by is Party.COMPANY else conduct.customer_promises


@frozen
class Reliability:
    """How far one side's word can be relied on, in points from 0 to 100.

    (prior_kept + kept + late (1 - late_cost)) / (prior_settled + kept + late + broken), with the late cost in
    tenths of never delivering at all.

    Args:
        by: whose promises.
        prior_kept: how many kept promises everybody starts with.
        prior_settled: how many promises everybody starts with.
        late_cost_tenths: what a late delivery costs, from 9 to 10 tenths of none.
    """

    code = "reliability"
    unit = "points"
    steady = True
    rises_with = _DELIVERED_OR_BROKEN
    falls_with = _DELIVERED_OR_BROKEN

    by: Party = Party.COMPANY
    prior_kept: int = 1
    prior_settled: int = 2
    late_cost_tenths: int = 9

    def __attrs_post_init__(self) -> None:
        check_side(self.by, "Reliability.by")
        bounds = {
            "prior_settled": (1, 1_000),
            "prior_kept": (0, self.prior_settled),
            "late_cost_tenths": (9, 10),
        }
        for name, (least, most) in bounds.items():
            value = getattr(self, name)
            if type(value) is not int or not least <= value <= most:
                expected = f"a whole number from {least} to {most}"
                remedy = "Late is nearly as bad as never; the prior's kept ones are among its settled ones."
                raise PolicyError(f"Reliability.{name}", value, expected, remedy)

    def measure(self, situation: Situation) -> int | None:
        """The points, half a point rounded up; unknown with no settled promise."""
        record = _record_of(situation, self.by)
        settled = record.kept + record.late + record.broken
        if not settled:
            return None
        credit = 10 * (self.prior_kept + record.kept) + (10 - self.late_cost_tenths) * record.late
        return (20 * credit + self.prior_settled + settled) // (2 * (self.prior_settled + settled))

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """The ids of the promises that are broken now."""
        items = situation.relationship.items.values()
        broken = [i for i in items if i.kind == "promise" and i.overdue_since and i.by is self.by]
        return tuple(i.id for i in sorted(broken, key=lambda item: (item.opened_at, item.id)))[-8:]


def suggest_due(
    relationship: Relationship,
    at: datetime,
    zone: tzinfo | None = None,
    estimates: Iterable[timedelta] = (),
    *,
    percentile: int = 80,
) -> datetime | None:
    """A last good instant that can be promised with a good conscience: never before the median.

    Args:
        relationship: what its latest deliveries took counts.
        at: when the promise is made: an aware datetime.
        zone: the promisee's zone, at the end of whose day it falls; the relationship's, if left out.
        estimates: further estimates of how long it takes.
        percentile: the share of all of these that it leaves time for, in percent, from 50 to 100.

    Returns:
        The end of the day on which that much time has passed; None where nothing is known to go by.

    Raises:
        InstantError: ``at`` is naive or no instant.
        FieldError: the percentile is out of bounds, an estimate is negative, or another argument is not what it
            should be.
    """
    if type(percentile) is not int or not 50 <= percentile <= 100:
        remedy = "Below 50 it would promise too much."
        raise FieldError("percentile", percentile, "a whole number from 50 to 100", remedy)
    check_value(relationship, Relationship, "relationship")
    there = relationship.zone if zone is None else zone
    check_zone(there, "zone")
    made = to_instant(at, "at")
    taken = [timedelta(seconds=s) for s in relationship.conduct.promises.taken_seconds]
    for estimate in estimates:
        if not isinstance(estimate, timedelta) or not timedelta(0) <= estimate <= _LONGEST:
            expected = "a timedelta from 0 to 36,600 days"
            raise FieldError("estimates", estimate, expected, "Estimate how long it takes.")
        taken.append(estimate)
    if not taken:
        return None
    taken.sort()
    nearest = -(-len(taken) * percentile // 100)  # the nearest rank, counted from 1
    rank = max(
        nearest, len(taken) // 2 + 1
    )  # the median of an even number lies before the upper of the middle two
    return end_of_day(local_day(to_instant(made + taken[rank - 1], "estimates"), there), there)
