"""Frozen values are built by twins: a twin has the same slots and is not frozen, and then becomes the value.

Setting the slots of a frozen class one by one costs more than all else that a step does. Only values without
checks of their own are made so; what they are made of was checked where it came in.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar, cast

from attrs import field, fields, make_class

from relcore.model.conduct import Conduct, PromiseRecord, Unnoted
from relcore.model.decision import Change, Decision, Reason
from relcore.model.items import ClosedConcern, OpenItem
from relcore.model.knowledge import Knowledge, Reading, Said
from relcore.model.memories import CarriedOut, Contact, Happened, PurchaseMemory, Tally, Window, Windows
from relcore.model.results import Recorded
from relcore.vocabulary import Channel, CountedAs

__all__ = [
    "make_carried_out",
    "make_change",
    "make_conduct",
    "make_contact",
    "make_decision",
    "make_happened",
    "make_item",
    "make_knowledge",
    "make_promise_record",
    "make_purchase",
    "make_reading",
    "make_reason",
    "make_recorded",
    "make_said",
    "make_tally",
    "make_unnoted",
    "make_window",
    "make_windows",
]

_Value = TypeVar("_Value")


def _maker(cls: type[_Value]) -> type[_Value]:
    """What builds values of a class; it takes the arguments of the class itself."""

    def become(value: Any) -> None:
        value.__class__ = cls

    twin = make_class(
        cls.__name__,
        {attribute.name: field(default=attribute.default) for attribute in fields(cast(Any, cls))},
        class_body={"__attrs_post_init__": become},
        slots=True,
        weakref_slot=False,
        eq=False,
        repr=False,
    )
    return cast(type[_Value], twin)


make_carried_out: type[CarriedOut] = _maker(CarriedOut)
make_change: type[Change] = _maker(Change)
make_decision: type[Decision] = _maker(Decision)
make_item: type[OpenItem] = _maker(OpenItem)
make_knowledge: type[Knowledge] = _maker(Knowledge)
make_promise_record: type[PromiseRecord] = _maker(PromiseRecord)
make_reading: type[Reading] = _maker(Reading)
make_reason: type[Reason] = _maker(Reason)
make_recorded: type[Recorded] = _maker(Recorded)
make_said: type[Said] = _maker(Said)
make_window: type[Window] = _maker(Window)
make_windows: type[Windows] = _maker(Windows)
_conducts: Any = _maker(Conduct)
_contacts: Any = _maker(Contact)
_happenings: Any = _maker(Happened)
_purchases: Any = _maker(PurchaseMemory)
_tallies: Any = _maker(Tally)
_unnoted: Any = _maker(Unnoted)
_new = object.__new__


# What many interactions need is written out, because that costs least.


def make_tally(count: int, first_at: datetime, last_at: datetime, evidence: tuple[str, ...]) -> Tally:
    """What builds a tally."""
    value: Any = _new(_tallies)
    value.count = count
    value.first_at = first_at
    value.last_at = last_at
    value.evidence = evidence
    value.__class__ = Tally
    made: Tally = value
    return made


def make_contact(
    id: str, at: datetime, channel: Channel, purpose: str, person: str | None, by: str | None
) -> Contact:
    """What builds an attempt to reach somebody."""
    value: Any = _new(_contacts)
    value.id = id
    value.at = at
    value.channel = channel
    value.purpose = purpose
    value.person = person
    value.by = by
    value.__class__ = Contact
    made: Contact = value
    return made


def make_happened(id: str, event: str, at: datetime, person: str | None, about: str | None) -> Happened:
    """What builds an event that wants to be followed up."""
    value: Any = _new(_happenings)
    value.id = id
    value.event = event
    value.at = at
    value.person = person
    value.about = about
    value.__class__ = Happened
    made: Happened = value
    return made


def make_unnoted(id: str, at: datetime) -> Unnoted:
    """What builds a conversation without a note."""
    value: Any = _new(_unnoted)
    value.id = id
    value.at = at
    value.__class__ = Unnoted
    made: Unnoted = value
    return made


def make_conduct(
    promises: PromiseRecord,
    customer_promises: PromiseRecord,
    closed_concerns: tuple[ClosedConcern, ...],
    answer_seconds: tuple[int, ...],
    unnoted: tuple[Unnoted, ...],
) -> Conduct:
    """What builds the memory of how each side behaved."""
    value: Any = _new(_conducts)
    value.promises = promises
    value.customer_promises = customer_promises
    value.closed_concerns = closed_concerns
    value.answer_seconds = answer_seconds
    value.unnoted = unnoted
    value.__class__ = Conduct
    made: Conduct = value
    return made


def make_purchase(
    id: str,
    on: date,
    amount: Decimal,
    episode: int,
    category: str | None,
    motive: str | None,
    counted: CountedAs,
    measured_by: str | None = None,
) -> PurchaseMemory:
    """What builds a purchase that is remembered."""
    value: Any = _new(_purchases)
    value.id = id
    value.on = on
    value.amount = amount
    value.episode = episode
    value.category = category
    value.motive = motive
    value.counted = counted
    value.measured_by = measured_by
    value.__class__ = PurchaseMemory
    made: PurchaseMemory = value
    return made
