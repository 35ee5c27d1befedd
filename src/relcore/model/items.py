"""What is open between the two sides, and the latest concerns that were closed."""

from datetime import datetime

from attrs import frozen

from relcore.vocabulary import Department, Party, Severity

__all__ = ["ClosedConcern", "OpenItem"]


@frozen(weakref_slot=False)
class OpenItem:
    """Something owed, asked, needed, complained of, hoped for or announced, and not settled yet.

    Args:
        id: the interaction that opened it; of one of several promises in it, with its number.
        kind: the kind of content that it is: ``"promise"``, ``"question"``, ``"concern"``, ``"opportunity"``,
            ``"need"``, ``"customer_changed"``; ``"delivery"`` for a purchase that has yet to be delivered, or
            ``"ended"`` for a notice of ending.
        opened_at: when.
        by: the side that gave it or raised it.
        due: the last good instant that has not passed yet; None without one, and while the customer is
            awaited.
        overdue_since: the last good instant, once it has passed: a promise is broken since, a concern or
            question overdue.
        original_due: of a promise that was renegotiated, what was promised first.
        severity: of a concern.
        category: of a concern, what it concerns; of a need, its theme; of a delivery, the
            product category; of a notice, the reason of the ending.
        departments: of a need, the departments that have not taken notice yet.
        acknowledged: the departments that have.
        assignee: who has it since it was escalated; None before.
        cites: the ids that it goes back to: of a concern, the earlier ones that it repeats; of a notice, what
            led to it.
        left_seconds: the business time that is left, while the customer is awaited.
    """

    id: str
    kind: str
    opened_at: datetime
    by: Party
    due: datetime | None = None
    overdue_since: datetime | None = None
    original_due: datetime | None = None
    severity: Severity | None = None
    category: str | None = None
    departments: tuple[Department, ...] = ()
    acknowledged: tuple[Department, ...] = ()
    assignee: str | None = None
    cites: tuple[str, ...] = ()
    left_seconds: int | None = None


@frozen(weakref_slot=False)
class ClosedConcern:
    """A concern that was closed, kept while it is among the latest: it can recur, and be reopened.

    Args:
        id: the concern.
        opened_at: when it was raised.
        closed_at: when it was closed.
        severity: how much it weighed.
        category: what it concerned, where known: a later one of the same category repeats it.
        cites: the ids of the earlier concerns that it repeated.
    """

    id: str
    opened_at: datetime
    closed_at: datetime
    severity: Severity
    category: str | None
    cites: tuple[str, ...]
