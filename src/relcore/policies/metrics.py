"""One number of a situation, or unknown: what criteria compare and rankings sort by.

Steady metrics change only when something happens. The others move with the clock, and no edge may read them.
"""

from datetime import timedelta

from attrs import frozen

from relcore.lifecycle import BEFORE_THE_LOG
from relcore.model.instants import local_day
from relcore.policies.situation import Situation
from relcore.vocabulary import EndReason

__all__ = [
    "ActivityScore",
    "Categories",
    "CoolingOff",
    "Count",
    "EndedFor",
    "HeldConversations",
    "MeanBasket",
    "Overdue",
    "PurchaseDays",
    "Silence",
    "UsualGap",
    "purchase_ids",
    "usual_gap_days",
]

_DAY = timedelta(days=1)
_EVIDENCE = 8
_NONE: frozenset[str] = frozenset()
_BOUGHT: frozenset[str] = frozenset({"opening_balance", "purchase"})
_RETURN: frozenset[str] = frozenset({"return"})
_TRADE: frozenset[str] = _BOUGHT | _RETURN
_COUNTED_BEFORE: frozenset[str] = frozenset({"purchase", BEFORE_THE_LOG})
_ENDED: frozenset[str] = frozenset({"ended"})
_CONVERSATION: frozenset[str] = frozenset({"conversation"})
_WITHDRAWN: frozenset[str] = frozenset({"withdrawn"})


def purchase_ids(situation: Situation) -> tuple[str, ...]:
    """The ids of the latest purchases that were not cancelled; that of an opening balance stands for those before."""
    relationship = situation.relationship
    ids = [p.id for p in relationship.recent_purchases if not p.cancelled]
    before = relationship.tallies.get(BEFORE_THE_LOG)
    return (tuple(ids) if before is None else (*before.evidence, *ids))[-_EVIDENCE:]


@frozen
class Count:
    """How often an event was recorded in this episode, such as ``Count("trial.passed")``.

    Args:
        event: a content kind, or kind and topic as in ``"statement.value"``.
    """

    steady = True
    unit = "times"

    event: str

    @property
    def code(self) -> str:
        """The event that it counts."""
        return self.event

    falls_with = _NONE

    @property
    def rises_with(self) -> frozenset[str]:
        """The event itself; with purchases, an opening balance that tells of some."""
        return _BOUGHT if self.event in _COUNTED_BEFORE else frozenset({self.event})

    def measure(self, situation: Situation) -> int | None:
        """The count; unknown where the memory of kinds overflowed before it was met."""
        tally = situation.relationship.tallies.get(self.event)
        if tally is not None:
            return tally.count
        return None if "tallies" in situation.relationship.forgotten else 0

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """The ids of the latest of them."""
        tally = situation.relationship.tallies.get(self.event)
        return () if tally is None else tally.evidence


@frozen
class HeldConversations:
    """How many conversations of this episode took place; one that was missed does not count."""

    code = "held_conversations"
    unit = "times"
    steady = True
    rises_with = _CONVERSATION
    falls_with = _NONE

    def measure(self, situation: Situation) -> int | None:
        """The count; unknown where the memory of kinds overflowed before one was met."""
        every = Count("conversation").measure(situation)
        missed = Count("conversation.missed").measure(situation)
        return None if every is None or missed is None else every - missed

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """None: only how often is counted."""
        return ()


@frozen
class PurchaseDays:
    """On how many days of this episode something was bought."""

    code = "purchase_days"
    unit = "days"
    steady = True
    rises_with = _BOUGHT
    falls_with = _RETURN

    def measure(self, situation: Situation) -> int | None:
        """Days in the zone, without cancelled purchases; unknown where those reached beyond memory."""
        relationship = situation.relationship
        if relationship.forgotten and "purchase_days" in relationship.forgotten:
            return None
        return relationship.episode_purchase_days

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """The ids of the latest purchases that were not cancelled."""
        return purchase_ids(situation)


@frozen
class Categories:
    """From how many product categories something was bought in this episode."""

    code = "categories"
    unit = "categories"
    steady = True
    rises_with = _BOUGHT
    falls_with = _RETURN

    def measure(self, situation: Situation) -> int | None:
        """The count; unknown where more were met than are remembered, or an opening balance names none."""
        if "categories" in situation.relationship.forgotten:
            return None
        return len(situation.relationship.categories)

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """The ids of the latest purchases that were not cancelled."""
        return purchase_ids(situation)


@frozen
class EndedFor:
    """Whether the latest episode ended for one of these reasons: 1 if so, else 0.

    Args:
        reasons: the reasons of ending.
    """

    code = "ended_for"
    unit = "endings"
    steady = True
    rises_with = _ENDED
    falls_with = _ENDED

    reasons: tuple[EndReason, ...]

    def measure(self, situation: Situation) -> int:
        """1 or 0; 0 also before any ending."""
        ending = situation.relationship.ending
        return int(ending is not None and ending.reason in self.reasons)

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """The id of the interaction that ended it, where one did."""
        ending = situation.relationship.ending
        return () if ending is None or ending.cause is None else (ending.cause,)


@frozen
class CoolingOff:
    """Whether the latest ending can still be taken back: 1 if so, else 0."""

    code = "cooling_off"
    unit = "endings"
    steady = True
    rises_with = _ENDED
    falls_with = _WITHDRAWN

    def measure(self, situation: Situation) -> int:
        """1 or 0; 0 also before any ending."""
        ending = situation.relationship.ending
        return int(ending is not None and ending.suspended is not None)

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """The id of the interaction that ended it."""
        ending = situation.relationship.ending
        return () if ending is None or ending.cause is None else (ending.cause,)


def usual_gap_days(situation: Situation) -> float | None:
    """The usual gap between a customer's purchases in days: see :class:`UsualGap`."""
    relationship = situation.relationship
    if relationship.forgotten and "purchase_days" in relationship.forgotten:
        return None
    days = relationship.purchase_days
    if days <= 1:
        return situation.pace_days
    first, last = relationship.first_purchase_on, relationship.last_purchase_on
    if first is None or last is None:
        return None
    return (situation.pace_days + (last - first).days) / days


@frozen
class UsualGap:
    """The gap between purchases that is usual for this customer, in days: (g + t_x) / (1 + x).

    x are the purchase days but one, t_x the days from the first purchase day to the last, g the pace of the
    business. With one purchase or none it is the pace itself; the more purchases, the more it is the
    customer's own.
    """

    code = "usual_gap"
    unit = "days"
    steady = True
    rises_with = _TRADE
    falls_with = _TRADE

    def measure(self, situation: Situation) -> float | None:
        """Days; unknown where the first or last purchase was cancelled out of memory."""
        return usual_gap_days(situation)

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """The ids of the latest purchases that were not cancelled."""
        return purchase_ids(situation)


@frozen
class MeanBasket:
    """The mean amount of a purchase, less returns, in the relationship's currency."""

    code = "mean_basket"
    unit = "money"
    steady = True
    rises_with = _TRADE
    falls_with = _TRADE

    def measure(self, situation: Situation) -> float | None:
        """The amount; unknown before the first purchase, and where an opening balance does not say what was spent."""
        relationship = situation.relationship
        if "spent" in relationship.forgotten:
            return None
        return float(relationship.spent) / relationship.purchases if relationship.purchases else None

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """The ids of the latest purchases that were not cancelled."""
        return purchase_ids(situation)


@frozen
class Silence:
    """Days since the customer last did something, with fractions. It grows with the clock."""

    code = "silence"
    unit = "days"
    steady = False
    rises_with = None
    falls_with = None

    def measure(self, situation: Situation) -> float:
        """The days."""
        return (situation.at - situation.relationship.engaged_at) / _DAY

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """None: silence leaves no trace."""
        return ()


def _days_since_purchase(situation: Situation) -> int | None:
    relationship = situation.relationship
    last = relationship.last_purchase_on
    return None if last is None else (local_day(situation.at, relationship.zone) - last).days


@frozen
class Overdue:
    """How many of the customer's own usual gaps have passed since the last purchase day.

    (T - t_x)(1 + x) / (g + t_x), with x, t_x and g as in :class:`UsualGap` and T the days from the first
    purchase day to now. 1 is just on time.
    """

    code = "overdue"
    unit = "usual gaps"
    steady = False
    rises_with = None
    falls_with = None

    def measure(self, situation: Situation) -> float | None:
        """The number of gaps; unknown before the first purchase."""
        since = _days_since_purchase(situation)
        gap = usual_gap_days(situation)
        return None if since is None or gap is None else since / gap

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """The ids of the latest purchases that were not cancelled."""
        return purchase_ids(situation)


@frozen
class ActivityScore:
    """Ranks who will come back; it is neither a probability nor a forecast.

    rate / (1 + (overdue / patience)^2) with rate = (x + prior) / (T + g), x the purchase days but one, T
    the days from the first purchase day to now, g the pace of the business, and overdue as in
    :class:`Overdue`. Nothing is fitted but the pace.

    Args:
        prior: what is added to the repeat purchases.
        patience: the number of overdue gaps at which the rate counts half.
    """

    code = "activity"
    unit = "score"
    steady = False
    rises_with = None
    falls_with = None

    prior: float = 0.25
    patience: float = 3.0

    def measure(self, situation: Situation) -> float | None:
        """The score, larger for whoever is likelier to come back; unknown before the first purchase."""
        overdue = Overdue().measure(situation)
        first = situation.relationship.first_purchase_on
        if overdue is None or first is None:
            return None
        age = (local_day(situation.at, situation.relationship.zone) - first).days
        rate = (situation.relationship.purchase_days - 1 + self.prior) / (age + situation.pace_days)
        strain = overdue / self.patience
        return rate / (1 + strain * strain)

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """The ids of the latest purchases that were not cancelled."""
        return purchase_ids(situation)
