"""What is open between the two sides, in numbers: broken promises, concerns, questions, needs, opportunities."""

from collections.abc import Iterator
from datetime import timedelta

from attrs import frozen

from relcore.model.items import OpenItem
from relcore.policies.advisory import EVIDENCE, Advisory, Counted, Finder
from relcore.policies.durations import check_days
from relcore.policies.situation import Situation
from relcore.vocabulary import Department, EndReason, Party, Severity

__all__ = [
    "AnswerHours",
    "Breaches",
    "GraveConcerns",
    "OpenConcerns",
    "OpenNeeds",
    "Opportunities",
    "Overrun",
    "UnacknowledgedChanges",
    "UnalertedOpportunities",
    "Unroutable",
    "UnsettledGrievances",
]

_COMPANY, _GRAVE = Party.COMPANY, Severity.GRAVE
_SETTLING: frozenset[str] = frozenset({"delivered", "resolved", "withdrawn"})
_COMPLAINING: frozenset[str] = frozenset({"concern", "reopened", "satisfaction_reading"})
_OPPORTUNITY: frozenset[str] = frozenset({"opportunity"})
_BROKEN: frozenset[str] = frozenset({"broken"})
_RISES_UNSETTLED_GRIEVANCES: frozenset[str] = _COMPLAINING | {"broken", "ended"}
_FALLS_UNSETTLED_GRIEVANCES: frozenset[str] = _SETTLING | {"stage_changed"}
_OVERRUN: frozenset[str] = frozenset({"overrun"})
_FALLS_OVERRUN: frozenset[str] = _SETTLING | {"answered"}
_STATEMENT_NEED: frozenset[str] = frozenset({"statement.need"})
_FALLS_OPEN_NEEDS: frozenset[str] = frozenset({"acknowledged", "resolved", "withdrawn"})
_ANSWERED: frozenset[str] = frozenset({"answered"})


def _open(situation: Situation, kind: str) -> Iterator[OpenItem]:
    return (item for item in situation.relationship.items.values() if item.kind == kind)


class _CountedItems(Counted):
    """Cites what is open in the order in which it was opened, in whatever order it was stored and loaded."""

    __slots__ = ()

    def evidence(self: Finder, situation: Situation) -> tuple[str, ...]:
        """The ids of the latest of them."""
        items = situation.relationship.items
        found = sorted(self.found(situation) or (), key=lambda id: (items[id].opened_at, id))
        return tuple(found)[-EVIDENCE:]


@frozen
class Breaches(_CountedItems):
    """How many promises of the company are broken and not made good since."""

    code = "breaches"
    unit = "promises"
    steady = True
    rises_with = _BROKEN
    falls_with = _SETTLING

    def found(self, situation: Situation) -> tuple[str, ...]:
        """The ids of these promises."""
        items = situation.relationship.items.values()
        return tuple(
            [i.id for i in items if i.overdue_since is not None and i.kind == "promise" and i.by is _COMPANY]
        )


@frozen
class GraveConcerns(_CountedItems):
    """How many grave concerns are open."""

    code = "grave_concerns"
    unit = "concerns"
    steady = True
    rises_with = _COMPLAINING
    falls_with = _SETTLING

    def found(self, situation: Situation) -> tuple[str, ...]:
        """The ids of these concerns."""
        return tuple([i.id for i in situation.relationship.items.values() if i.severity is _GRAVE])


@frozen
class OpenConcerns(_CountedItems):
    """How many concerns are open."""

    code = "open_concerns"
    unit = "concerns"
    steady = True
    rises_with = _COMPLAINING
    falls_with = _SETTLING

    def found(self, situation: Situation) -> tuple[str, ...]:
        """The ids of these concerns."""
        return tuple(item.id for item in _open(situation, "concern"))


@frozen
class UnsettledGrievances(_CountedItems):
    """How many broken promises and open concerns are left of a relationship that a dissatisfied customer ended."""

    code = "unsettled_grievances"
    unit = "items"
    steady = True
    rises_with = _RISES_UNSETTLED_GRIEVANCES
    falls_with = _FALLS_UNSETTLED_GRIEVANCES

    def found(self, situation: Situation) -> tuple[str, ...]:
        """The ids of these; none where the latest episode ended for another reason, or has not ended."""
        ending = situation.relationship.ending
        if ending is None or ending.reason is not EndReason.DISSATISFIED:
            return ()
        return (*Breaches().found(situation), *OpenConcerns().found(situation))


@frozen
class Opportunities(_CountedItems):
    """How many opportunities of further business are open."""

    code = "opportunities"
    unit = "opportunities"
    steady = True
    rises_with = _OPPORTUNITY
    falls_with = _SETTLING

    def found(self, situation: Situation) -> tuple[str, ...]:
        """The ids of these opportunities."""
        return tuple(item.id for item in _open(situation, "opportunity"))


@frozen
class Overrun(_CountedItems):
    """How many concerns and questions are open beyond their time limit."""

    code = "overrun"
    unit = "items"
    steady = True
    rises_with = _OVERRUN
    falls_with = _FALLS_OVERRUN

    def found(self, situation: Situation) -> tuple[str, ...]:
        """The ids of these items."""
        return tuple(
            item.id
            for item in situation.relationship.items.values()
            if item.overdue_since is not None and item.kind != "promise"
        )


@frozen
class OpenNeeds(_CountedItems):
    """How many needs are open, because not every department that was named has taken notice."""

    code = "open_needs"
    unit = "needs"
    steady = True
    rises_with = _STATEMENT_NEED
    falls_with = _FALLS_OPEN_NEEDS

    def found(self, situation: Situation) -> tuple[str, ...]:
        """The ids of these needs."""
        return tuple(item.id for item in _open(situation, "need"))


@frozen
class UnacknowledgedChanges(Advisory, _CountedItems):
    """How many changes of the customer's facts nobody has acknowledged for some days.

    Args:
        days: how many days a notice may stay open.
    """

    code = "unacknowledged_changes"
    unit = "changes"

    days: float = 3.0

    def __attrs_post_init__(self) -> None:
        check_days(self.days, "UnacknowledgedChanges.days")

    def found(self, situation: Situation) -> tuple[str, ...]:
        """The ids of these changes."""
        opened_before = situation.at - timedelta(self.days)
        return tuple(i.id for i in _open(situation, "customer_changed") if i.opened_at < opened_before)


@frozen
class UnalertedOpportunities(Advisory, _CountedItems):
    """How many opportunities are open in a key customer of which sales has not taken notice."""

    code = "unalerted_opportunities"
    unit = "opportunities"

    def found(self, situation: Situation) -> tuple[str, ...] | None:
        """The ids of these opportunities; none where it is no key customer, unknown without one."""
        customer = situation.customer
        if customer is None:
            return None
        if not customer.is_key:
            return ()
        opportunities = _open(situation, "opportunity")
        return tuple(item.id for item in opportunities if Department.SALES not in item.acknowledged)


@frozen
class Unroutable(Advisory, _CountedItems):
    """How many concerns nobody who has them can resolve.

    A concern that was escalated needs an assignee, and any other one an active agent, whose capabilities
    cover its category. One without a category fits everybody.
    """

    code = "unroutable"
    unit = "concerns"

    def found(self, situation: Situation) -> tuple[str, ...] | None:
        """The ids of these concerns; unknown where the agents are."""
        company = situation.company
        if company is None or company.agents is None:
            return None
        active = [agent for agent in company.agents if agent.active]
        return tuple(
            item.id
            for item in _open(situation, "concern")
            if item.category is not None
            and not any(
                item.category in agent.capabilities and item.assignee in {None, agent.id} for agent in active
            )
        )


@frozen
class AnswerHours:
    """The median time that the latest answers took, in hours from question to answer, nights included."""

    code = "answer_hours"
    unit = "hours"
    steady = True
    rises_with = _ANSWERED
    falls_with = _ANSWERED

    def measure(self, situation: Situation) -> float | None:
        """The hours; unknown before the first answer. Of an even number, the lower of the middle two."""
        seconds = sorted(situation.relationship.conduct.answer_seconds)
        return seconds[(len(seconds) - 1) // 2] / 3600 if seconds else None

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """None: only how long they took is remembered."""
        return ()
