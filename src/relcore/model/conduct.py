"""How the two sides kept their word, and how the company dealt with what customers asked and complained of."""

from datetime import datetime

from attrs import frozen

from relcore.model.items import ClosedConcern

__all__ = ["Conduct", "PromiseRecord", "Unnoted"]


@frozen(weakref_slot=False)
class PromiseRecord:
    """What became of the promises of one side, over all episodes.

    Args:
        kept: how many were delivered in time, the early ones among them.
        early: how many were delivered on an earlier day than the one that they were due.
        late: how many were delivered after they broke.
        broken: how many broke and were never delivered.
        taken_seconds: how long the latest deliveries took, from the promise on.
    """

    kept: int = 0
    early: int = 0
    late: int = 0
    broken: int = 0
    taken_seconds: tuple[int, ...] = ()


@frozen(weakref_slot=False)
class Unnoted:
    """A conversation that took place and about which nobody has written a note yet.

    Args:
        id: the interaction.
        at: when.
    """

    id: str
    at: datetime


_NO_PROMISES = PromiseRecord()


@frozen(weakref_slot=False)
class Conduct:
    """What is remembered of how each side behaved.

    Args:
        promises: of the company.
        customer_promises: of the customer.
        closed_concerns: the latest ones that were closed.
        answer_seconds: how long the latest answers took, from the question on.
        unnoted: the latest conversations without a note.
    """

    promises: PromiseRecord = _NO_PROMISES
    customer_promises: PromiseRecord = _NO_PROMISES
    closed_concerns: tuple[ClosedConcern, ...] = ()
    answer_seconds: tuple[int, ...] = ()
    unnoted: tuple[Unnoted, ...] = ()
