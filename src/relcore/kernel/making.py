"""Frozen values are built by twins: a twin has the same slots and is not frozen, and then becomes the value.

Setting the slots of a frozen class one by one costs more than all else that a step does. Only values without
checks of their own are made so; what they are made of was checked where it came in.
"""

from datetime import datetime
from typing import Any, TypeVar, cast

from attrs import field, fields, make_class

from relcore.model.conduct import Conduct, PromiseRecord, Unnoted
from relcore.model.decision import Change, Decision, Reason
from relcore.model.items import OpenItem
from relcore.model.knowledge import Knowledge, Reading, Said
from relcore.model.memories import Contact, PurchaseMemory, Tally, Window, Windows
from relcore.model.results import Recorded

__all__ = [
    "make_change",
    "make_conduct",
    "make_contact",
    "make_decision",
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


make_change: type[Change] = _maker(Change)
make_conduct: type[Conduct] = _maker(Conduct)
make_contact: type[Contact] = _maker(Contact)
make_decision: type[Decision] = _maker(Decision)
make_item: type[OpenItem] = _maker(OpenItem)
make_knowledge: type[Knowledge] = _maker(Knowledge)
make_promise_record: type[PromiseRecord] = _maker(PromiseRecord)
make_purchase: type[PurchaseMemory] = _maker(PurchaseMemory)
make_reading: type[Reading] = _maker(Reading)
make_reason: type[Reason] = _maker(Reason)
make_recorded: type[Recorded] = _maker(Recorded)
make_said: type[Said] = _maker(Said)
make_unnoted: type[Unnoted] = _maker(Unnoted)
make_window: type[Window] = _maker(Window)
make_windows: type[Windows] = _maker(Windows)
_tallies: Any = _maker(Tally)
_new = object.__new__


def make_tally(count: int, first_at: datetime, last_at: datetime, evidence: tuple[str, ...]) -> Tally:
    """What builds a tally, of which every interaction needs one: written out, because that costs least."""
    value: Any = _new(_tallies)
    value.count = count
    value.first_at = first_at
    value.last_at = last_at
    value.evidence = evidence
    value.__class__ = Tally
    return cast(Tally, value)
