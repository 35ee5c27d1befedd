"""Bounded memories of what happened: how often, the latest of each sort, and sums over windows of time.

A memory that overflows is named in the relationship's ``forgotten``, and what is read from it is unknown.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from attrs import frozen

from relcore.vocabulary import Channel, CountedAs

__all__ = ["CarriedOut", "Contact", "Happened", "Heard", "PurchaseMemory", "Tally", "Window", "Windows"]


@frozen(weakref_slot=False)
class Tally:
    """How often something happened in this episode.

    Args:
        count: how often.
        first_at: when for the first time.
        last_at: when for the last time.
        evidence: the ids of the latest of them, for the events that a criterion counts; else none.
    """

    count: int
    first_at: datetime
    last_at: datetime
    evidence: tuple[str, ...]


@frozen(weakref_slot=False)
class PurchaseMemory:
    """A purchase that is still among the latest, so that a return can find it, and a reading.

    Args:
        id: the interaction that recorded it.
        on: the purchase day, in the relationship's zone.
        amount: what is left of it after returns, in the relationship's currency.
        episode: the episode that it belongs to.
        category: the product category, where known.
        motive: why the customer bought, where known.
        counted: what it counts as.
        measured_by: the customer's reading after receipt; None while its satisfaction is unmeasured.
    """

    id: str
    on: date
    amount: Decimal
    episode: int
    category: str | None
    motive: str | None
    counted: CountedAs
    measured_by: str | None = None

    @property
    def cancelled(self) -> bool:
        """Whether it was undone."""
        return self.counted is CountedAs.CANCELLED


@frozen(weakref_slot=False)
class Contact:
    """An attempt of the company to reach somebody unasked, kept while it is among the latest.

    Args:
        id: the interaction that recorded it.
        at: when.
        channel: how.
        purpose: why, as a code.
        person: who was addressed, where known.
        by: the agent who made it; None where nobody is named, as of what a machine sends.
    """

    id: str
    at: datetime
    channel: Channel
    purpose: str
    person: str | None
    by: str | None


@frozen(weakref_slot=False)
class Heard:
    """When somebody who speaks for a customer last did something.

    Args:
        id: the interaction.
        at: when.
    """

    id: str
    at: datetime


@frozen(weakref_slot=False)
class Happened:
    """Something that wants to be followed up, kept while it is young.

    Args:
        id: the interaction that recorded it.
        event: what it was: ``"abandoned_cart"``, ``"work_done"``, ``"conversation.met"`` at an event,
            ``"purchase.received"`` once it was delivered; or the kind of a third party's content.
        at: when.
        person: the person concerned, where known.
        about: what it was about: the category of a cart, the event at which the two sides met, the purchase that
            was received.
    """

    id: str
    event: str
    at: datetime
    person: str | None
    about: str | None


@frozen(weakref_slot=False)
class CarriedOut:
    """A recommendation that was carried out.

    Args:
        occasion: what it was due to.
        at: when it was carried out.
        id: the interaction that did it.
    """

    occasion: str
    at: datetime
    id: str


@frozen(weakref_slot=False)
class Window:
    """What happened in one window of time.

    Args:
        index: its number, from 0 at the anchor.
        spent: purchases less the returns that came in it, in the relationship's currency.
        points: the sum of the customer's readings, each from 0 to 100.
        readings: how many these are.
        breaches: how many promises of the company broke.
        concerns: how many concerns were opened.
    """

    index: int
    spent: Decimal = Decimal(0)
    points: int = 0
    readings: int = 0
    breaches: int = 0
    concerns: int = 0


@frozen(weakref_slot=False)
class Windows:
    """Windows of equal length, one after another, from an anchor on: the one that runs and the two before.

    They let growth be seen over two adjacent full windows without keeping a history.

    Args:
        anchor: where the first one begins: the opening, or the last adoption of other rules.
        width_seconds: how long each is; 0 until the adopted rules have said so.
        latest: those in which something was counted, the three latest at most, in order.
    """

    anchor: datetime
    width_seconds: int
    latest: tuple[Window, ...] = ()

    def full(self, at: datetime) -> tuple[Window, Window] | None:
        """The two latest windows that have passed in full by an instant; None before there are two."""
        if not self.width_seconds or (running := self.index(at)) < 2:
            return None
        found = {window.index: window for window in self.latest}
        earlier, later = running - 2, running - 1
        return found.get(earlier, Window(earlier)), found.get(later, Window(later))

    def begins(self, index: int) -> datetime:
        """The first instant of a window."""
        return self.anchor + index * timedelta(seconds=self.width_seconds)

    def index(self, at: datetime) -> int:
        """The number of the window that an instant lies in."""
        return (at - self.anchor) // timedelta(seconds=self.width_seconds)
