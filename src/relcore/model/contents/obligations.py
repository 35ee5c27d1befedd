"""Obligations: what is owed or hoped for, and what becomes of an item that is open.

An item is named by the id of the interaction that opened it.
"""

from datetime import date, datetime, tzinfo

from attrs import frozen

from relcore.model.instants import end_of_day, to_instant
from relcore.model.money import Money
from relcore.model.validation import (
    check_flag,
    check_member,
    check_optional_text,
    check_side,
    check_text,
    check_value,
)
from relcore.vocabulary import Department, Direction, Party

__all__ = [
    "Acknowledged",
    "Answered",
    "AwaitingCustomer",
    "Delivered",
    "Escalated",
    "Opportunity",
    "Pledge",
    "Promise",
    "Renegotiated",
    "Reopened",
    "Resolved",
    "Withdrawn",
    "WorkDone",
]


@frozen(weakref_slot=False)
class Promise:
    """One side gave its word, until an instant. Delivered at that instant or before, it is kept.

    Args:
        text: what was promised.
        due: the last good instant. :meth:`for_day` resolves a calendar day in the promisee's zone.
        by: who promised. Only the company's broken promises are breaches of trust.
    """

    kind = "promise"
    department = Department.CUSTOMER_SERVICE

    text: str
    due: datetime
    by: Party = Party.COMPANY

    def __attrs_post_init__(self) -> None:
        check_text(self.text, "Promise.text")
        object.__setattr__(self, "due", to_instant(self.due, "Promise.due"))
        check_side(self.by, "Promise.by")

    @property
    def direction(self) -> Direction:
        """Outbound from the company, inbound from the customer."""
        return Direction.INBOUND if self.by is Party.CUSTOMER else Direction.OUTBOUND

    @classmethod
    def for_day(cls, text: str, day: date, zone: tzinfo, by: Party = Party.COMPANY) -> "Promise":
        """A promise for a calendar day: good until that day ends in the promisee's zone."""
        return cls(text, end_of_day(day, zone), by)


@frozen(weakref_slot=False)
class Pledge:
    """The customer's pledge to stay: a contract, a subscription, a word given.

    Args:
        text: what was pledged.
    """

    kind = "pledge"
    direction = Direction.INBOUND
    department = Department.SALES

    text: str

    def __attrs_post_init__(self) -> None:
        check_text(self.text, "Pledge.text")


@frozen(weakref_slot=False)
class Opportunity:
    """A chance of further business: open until resolved or withdrawn.

    Args:
        text: what the chance is.
        amount: what it may be worth, where known.
    """

    kind = "opportunity"
    direction = Direction.INTERNAL
    department = Department.SALES

    text: str
    amount: Money | None = None

    def __attrs_post_init__(self) -> None:
        check_text(self.text, "Opportunity.text")
        if self.amount is not None:
            check_value(self.amount, Money, "Opportunity.amount")


@frozen(weakref_slot=False)
class WorkDone:
    """Work done for the customer, of which the customer may not know yet.

    Args:
        text: what was done.
        adapts: whether the company changed its own ways to the customer's business rules by it. Without
            such an adaptation nobody is committed.
    """

    kind = "work_done"
    direction = Direction.INTERNAL
    department = Department.CUSTOMER_SERVICE

    text: str
    adapts: bool = False

    def __attrs_post_init__(self) -> None:
        check_text(self.text, "WorkDone.text")
        check_flag(self.adapts, "WorkDone.adapts")


@frozen(weakref_slot=False)
class Delivered:
    """A promise was delivered: in time it is kept, early on an earlier day; after it broke it is late.

    What was bought and had yet to be delivered was received.

    Args:
        item_id: the promise, or the purchase.
    """

    kind = "delivered"
    direction = Direction.OUTBOUND
    department = Department.CUSTOMER_SERVICE

    item_id: str

    def __attrs_post_init__(self) -> None:
        check_text(self.item_id, "Delivered.item_id")


@frozen(weakref_slot=False)
class Answered:
    """A question was answered.

    Args:
        item_id: the question.
    """

    kind = "answered"
    direction = Direction.OUTBOUND
    department = Department.CUSTOMER_SERVICE

    item_id: str

    def __attrs_post_init__(self) -> None:
        check_text(self.item_id, "Answered.item_id")


@frozen(weakref_slot=False)
class Acknowledged:
    """Somebody, or a department, has taken notice of an open item.

    Args:
        item_id: the item.
        acknowledging: the department that acknowledges it.
    """

    kind = "acknowledged"
    direction = Direction.INTERNAL
    department = Department.CUSTOMER_SERVICE

    item_id: str
    acknowledging: Department

    def __attrs_post_init__(self) -> None:
        check_text(self.item_id, "Acknowledged.item_id")
        check_member(self.acknowledging, Department, "Acknowledged.acknowledging")


@frozen(weakref_slot=False)
class AwaitingCustomer:
    """An open concern or question waits for the customer: its time limit stands still meanwhile.

    The clock goes on when the customer next does something, whatever that is.

    Args:
        item_id: the concern or question.
    """

    kind = "awaiting_customer"
    direction = Direction.OUTBOUND
    department = Department.CUSTOMER_SERVICE

    item_id: str

    def __attrs_post_init__(self) -> None:
        check_text(self.item_id, "AwaitingCustomer.item_id")


@frozen(weakref_slot=False)
class Escalated:
    """An open item was handed to somebody who can resolve it.

    Args:
        item_id: the item.
        assignee: who has it now.
    """

    kind = "escalated"
    direction = Direction.INTERNAL
    department = Department.CUSTOMER_SERVICE

    item_id: str
    assignee: str

    def __attrs_post_init__(self) -> None:
        check_text(self.item_id, "Escalated.item_id")
        check_text(self.assignee, "Escalated.assignee")


@frozen(weakref_slot=False)
class Resolved:
    """An open item was settled: a concern put right, a broken promise made good, an opportunity closed.

    Args:
        item_id: the item.
        cause: what went wrong, where that was found.
        fix: what was done about it.
        prevention: what keeps it from happening again.
    """

    kind = "resolved"
    direction = Direction.OUTBOUND
    department = Department.CUSTOMER_SERVICE

    item_id: str
    cause: str | None = None
    fix: str | None = None
    prevention: str | None = None

    def __attrs_post_init__(self) -> None:
        check_text(self.item_id, "Resolved.item_id")
        check_optional_text(self.cause, "Resolved.cause")
        check_optional_text(self.fix, "Resolved.fix")
        check_optional_text(self.prevention, "Resolved.prevention")


@frozen(weakref_slot=False)
class Reopened:
    """A concern that was closed turned out not to be settled: it is open again, under its old id.

    Args:
        item_id: the concern; it can be reopened while it is among the latest closed ones.
        why: what was found, where it was said.
    """

    kind = "reopened"
    direction = Direction.INBOUND
    department = Department.CUSTOMER_SERVICE

    item_id: str
    why: str | None = None

    def __attrs_post_init__(self) -> None:
        check_text(self.item_id, "Reopened.item_id")
        check_optional_text(self.why, "Reopened.why")


@frozen(weakref_slot=False)
class Renegotiated:
    """A promise was given a new date. It works only before the old one has passed.

    Args:
        item_id: the promise.
        due: the new last good instant.
    """

    kind = "renegotiated"
    direction = Direction.OUTBOUND
    department = Department.CUSTOMER_SERVICE

    item_id: str
    due: datetime

    def __attrs_post_init__(self) -> None:
        check_text(self.item_id, "Renegotiated.item_id")
        object.__setattr__(self, "due", to_instant(self.due, "Renegotiated.due"))


@frozen(weakref_slot=False)
class Withdrawn:
    """The side to which an open item is owed, or that raised it, lets it go; or takes back an ending.

    Which side it is follows from the interaction's direction. A notice of ending, and an ending that is still
    in its cooling-off, are taken back by whoever gave it.

    Args:
        item_id: the item, or the interaction that gave notice or ended.
        reason: why, where it was said.
    """

    kind = "withdrawn"
    direction = Direction.INBOUND
    department = Department.CUSTOMER_SERVICE

    item_id: str
    reason: str | None = None

    def __attrs_post_init__(self) -> None:
        check_text(self.item_id, "Withdrawn.item_id")
        check_optional_text(self.reason, "Withdrawn.reason")
