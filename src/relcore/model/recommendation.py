"""What should be done next, as the value that recommenders make and contact rules judge."""

from datetime import datetime

from attrs import frozen

from relcore.errors import FieldError
from relcore.model.decision import Decision, Reason
from relcore.model.instants import to_instant
from relcore.model.money import Money
from relcore.model.validation import (
    check_flag,
    check_member,
    check_members,
    check_optional_text,
    check_text,
    check_texts,
    check_value,
    check_values,
)
from relcore.vocabulary import Channel, Priority, Purpose, Technology

__all__ = ["Recommendation", "Withheld"]

_TIMES = ("not_before", "due", "expires", "appointment")


@frozen(kw_only=True)
class Recommendation:
    """One thing to do for a customer.

    Args:
        kind: what to do, an open set such as ``"follow_up"``.
        relationship_id: for which relationship.
        occasion: what it is due to, such as the id of a purchase; never the clock.
        purpose: what a consent would have to be given for.
        channels: the channels by which it may be done, the best first; none for an internal task.
        person: the id of the person who would be contacted; of a customer who is one person, left out.
        topic: what it is about, such as a product category, where known.
        promotes: whether it promotes something besides: what mixes service with promotion is marketing.
        reply_to: the id of the customer's interaction that it answers; None where nobody asked.
        not_before: the first instant at which it makes sense; None at once.
        due: the last good instant to do it, where there is one.
        expires: the last instant at which it still makes sense; None without one.
        assignee: the agent who is to do it, where that is settled.
        role: what sort of agent is to do it, where nobody is named.
        priority: what it comes before.
        settles: the ids of what it settles, such as the promise that it keeps or the purchase that it confirms.
        technology: how much technology it takes.
        cost: what it costs, where known.
        skill: the skill that it takes, where it takes one.
        weight: what it weighs beside others of its priority, in points.
        parts: what it is made of and is still to be done, such as ``("thanks", "check")``; see :meth:`part`.
        appointment: the time that it announces to the customer, such as that of a call.
        personal: whether it is due to the person and not to this relationship, such as a birthday, and so is done once
            in all of the person's relationships. Its occasion names the person.
        reasons: why.

    Raises:
        InstantError: an instant is naive or no instant.
        FieldError: another field holds a value that it cannot hold, or expires before it begins.
    """

    kind: str
    relationship_id: str
    occasion: str
    purpose: Purpose
    channels: tuple[Channel, ...] = ()
    person: str | None = None
    topic: str | None = None
    promotes: bool = False
    reply_to: str | None = None
    not_before: datetime | None = None
    due: datetime | None = None
    expires: datetime | None = None
    assignee: str | None = None
    role: str | None = None
    priority: Priority = Priority.COURTESY
    settles: tuple[str, ...] = ()
    technology: Technology = Technology.LOW
    cost: Money | None = None
    skill: str | None = None
    weight: int = 0
    parts: tuple[str, ...] = ()
    appointment: datetime | None = None
    personal: bool = False
    reasons: tuple[Reason, ...] = ()

    def __attrs_post_init__(self) -> None:
        for name in ("kind", "relationship_id", "occasion"):
            check_text(getattr(self, name), f"Recommendation.{name}")
        if "/" in self.kind:
            remedy = "Write it as in 'acme.follow_up': a stroke parts the kind from the occasion in a key."
            raise FieldError("Recommendation.kind", self.kind, "a kind without a stroke", remedy)
        for name in ("person", "topic", "reply_to", "assignee", "role", "skill"):
            check_optional_text(getattr(self, name), f"Recommendation.{name}")
        check_member(self.purpose, Purpose, "Recommendation.purpose")
        check_members(self.channels, Channel, "Recommendation.channels")
        if len(set(self.channels)) != len(self.channels):
            remedy = "Name each once, the best first."
            raise FieldError("Recommendation.channels", self.channels, "different channels", remedy)
        if Channel.INTERNAL in self.channels and len(self.channels) > 1:
            remedy = "Make two recommendations of it."
            raise FieldError(
                "Recommendation.channels", self.channels, "an internal task, or a contact", remedy
            )
        check_flag(self.promotes, "Recommendation.promotes")
        check_flag(self.personal, "Recommendation.personal")
        for name in _TIMES:
            value = getattr(self, name)
            if value is not None:
                object.__setattr__(self, name, to_instant(value, f"Recommendation.{name}"))
        if self.not_before is not None and self.expires is not None and self.expires < self.not_before:
            remedy = "Swap or correct the two instants."
            expected = "an instant at or after not_before"
            raise FieldError("Recommendation.expires", self.expires, expected, remedy)
        check_member(self.priority, Priority, "Recommendation.priority")
        check_texts(self.settles, "Recommendation.settles")
        check_member(self.technology, Technology, "Recommendation.technology")
        if self.cost is not None:
            check_value(self.cost, Money, "Recommendation.cost")
        if type(self.weight) is not int:
            raise FieldError(
                "Recommendation.weight", self.weight, "whole points", "Give it as a whole number."
            )
        check_texts(self.parts, "Recommendation.parts")
        if any("/" in part for part in self.parts) or len(set(self.parts)) != len(self.parts):
            remedy = "Name each part once, in one word."
            raise FieldError("Recommendation.parts", self.parts, "different names without a stroke", remedy)
        check_values(self.reasons, Reason, "Recommendation.reasons")

    @property
    def key(self) -> str:
        """The same for the same thing to do, whenever it is asked for."""
        return f"{self.relationship_id}/{self.kind}/{self.occasion}"

    def part(self, name: str) -> str:
        """The key of one part of it: an interaction that settles it has done that part, and not the others.

        Raises:
            FieldError: it has no such part, or that was done.
        """
        if name not in self.parts:
            remedy = "Settle the key itself once all of it is done."
            raise FieldError(
                "Recommendation.parts", name, f"one of {', '.join(self.parts) or 'none'}", remedy
            )
        return f"{self.relationship_id}/{self.kind}.{name}/{self.occasion}"

    @property
    def is_internal(self) -> bool:
        """Whether it reaches no customer at all."""
        return not self.channels or self.channels[0] is Channel.INTERNAL

    @property
    def is_reply(self) -> bool:
        """Whether it answers what the customer asked, and does nothing else; that there was a question is believed."""
        return self.reply_to is not None and not self.promotes and self.purpose.can_reply

    @property
    def counts_as(self) -> Purpose:
        """The purpose that it is judged by: what promotes something is marketing, whatever else it does."""
        return Purpose.MARKETING if self.promotes else self.purpose


@frozen
class Withheld:
    """Something to do that may not be done now, or not at all.

    Args:
        recommendation: what it is.
        decision: why not, and from when on it may be done, if ever.
    """

    recommendation: Recommendation
    decision: Decision
