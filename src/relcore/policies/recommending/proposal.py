"""What every recommender of the library proposes has one form, and is proposed by the same rules.

Nothing is proposed that was carried out, that has expired, that does not fit what was agreed, or of which it is not
known whether it was carried out. What lies ahead is proposed as well, with the first instant at which it makes sense:
a review tells it as upcoming.
"""

from datetime import datetime

from attrs import frozen

from relcore.errors import PolicyError
from relcore.model.decision import Reason
from relcore.model.instants import LATEST
from relcore.model.money import Money
from relcore.model.recommendation import Recommendation
from relcore.model.relationship import Relationship
from relcore.model.validation import (
    check_flag,
    check_member,
    check_members,
    check_optional_text,
    check_text,
    check_texts,
)
from relcore.policies.situation import Situation
from relcore.vocabulary import Channel, CustomerKind, Priority, Purpose, RelationshipType, Stage, Technology

__all__ = ["LIVE", "Proposal", "addressee", "carried_out"]

LIVE = (Stage.EXPLORATION, Stage.AWARENESS, Stage.EXPANSION, Stage.COMMITMENT)
"""The stages of a relationship that has not ended."""

_WITHOUT_OUTREACH = (RelationshipType.TRANSACTIONAL, RelationshipType.SELF_SERVICE)
_DONE = "carried_out"
_MOST = 1_000


@frozen(kw_only=True)
class Proposal:
    """What a recommender proposes, whenever it does.

    Args:
        kind: what to do, such as ``"follow_up"``.
        purpose: why, as consents name it.
        channels: the channels by which it may be done, the best first; none for an internal task.
        priority: what it comes before.
        weight: what it weighs beside others of its priority, in points from 0 to 1,000.
        parts: what it is made of, where only all of them together settle it.
        skill: the skill that it takes, where it takes one.
        role: what sort of agent is to do it, where it is not the representative's.
        technology: how much technology it takes.
        promotes: whether it promotes something besides.
        personal: whether it is due to the person, and not to one of the person's relationships.
        stages: the stages in which it is proposed.
        without: the types of relationship in which no contact is proposed, be it that the type was agreed, or that
            the person wants it. Internal tasks, and what answers a question, are proposed in every type.
    """

    kind: str
    purpose: Purpose = Purpose.RELATIONSHIP
    channels: tuple[Channel, ...] = ()
    priority: Priority = Priority.COURTESY
    weight: int = 10
    parts: tuple[str, ...] = ()
    skill: str | None = None
    role: str | None = None
    technology: Technology = Technology.LOW
    promotes: bool = False
    personal: bool = False
    stages: tuple[Stage, ...] = LIVE
    without: tuple[RelationshipType, ...] = _WITHOUT_OUTREACH

    def __attrs_post_init__(self) -> None:
        check_text(self.kind, "Proposal.kind")
        check_member(self.purpose, Purpose, "Proposal.purpose")
        check_members(self.channels, Channel, "Proposal.channels")
        check_member(self.priority, Priority, "Proposal.priority")
        if type(self.weight) is not int or not 0 <= self.weight <= _MOST:
            expected = f"whole points from 0 to {_MOST:,}"
            raise PolicyError("Proposal.weight", self.weight, expected, "Ten is usual.")
        check_texts(self.parts, "Proposal.parts")
        check_optional_text(self.skill, "Proposal.skill")
        check_optional_text(self.role, "Proposal.role")
        check_member(self.technology, Technology, "Proposal.technology")
        check_flag(self.promotes, "Proposal.promotes")
        check_flag(self.personal, "Proposal.personal")
        check_members(self.stages, Stage, "Proposal.stages")
        check_members(self.without, RelationshipType, "Proposal.without")

    def make(
        self,
        situation: Situation,
        occasion: str,
        *,
        since: datetime,
        reasons: tuple[Reason, ...],
        person: str | None = None,
        topic: str | None = None,
        promotes: bool = False,
        reply_to: str | None = None,
        not_before: datetime | None = None,
        due: datetime | None = None,
        expires: datetime | None = None,
        appointment: datetime | None = None,
        role: str | None = None,
        assignee: str | None = None,
        settles: tuple[str, ...] = (),
        skill: str | None = None,
        weight: int = 0,
        cost: Money | None = None,
        done: tuple[str, ...] = (),
    ) -> Recommendation | None:
        """The recommendation for an occasion, unless nothing is to be done about it any more, or that is not known.

        Args:
            situation: where it is proposed.
            occasion: what it is due to; with the kind, it is the key.
            since: from when on it can have been carried out: such as when what it is due to happened.
            reasons: why, with the evidence.
            person: whom to reach, if it is one of the customer's people; else, of an organisation, who was heard last.
            topic: what it is about, where known.
            promotes: whether it promotes something this time.
            reply_to: the id of what it answers: answers are given in every type of relationship.
            not_before: the first instant at which it makes sense.
            due: the last good instant to do it.
            expires: the last instant at which it still makes sense: after it nothing is proposed.
            appointment: the time that it announces.
            role: what sort of agent is to do it, where it is not the usual one.
            assignee: the agent who is to do it, where that is settled.
            settles: the ids of what it settles.
            skill: the skill that it takes, where it is not the usual one.
            weight: what it weighs more than usual.
            cost: what it costs.
            done: the parts that were plainly done.
        """
        relationship = situation.relationship
        if relationship.stage not in self.stages or (expires is not None and expires < situation.at):
            return None
        if any(one is not None and one >= LATEST for one in (not_before, due, expires, appointment)):
            return None  # there is no such time any more
        if not_before is not None and expires is not None and expires < not_before:
            return None  # nor any between the two
        whom = addressee(situation, person) if self.channels else None
        if self.channels and reply_to is None and not self._agreed(situation, whom):
            return None
        if carried_out(relationship, self.kind, occasion, since) is not False:
            return None
        parts: tuple[str, ...] = ()
        for part in self.parts:
            was_done = part in done or carried_out(relationship, f"{self.kind}.{part}", occasion, since)
            if was_done is None:
                return None
            parts += () if was_done else (part,)
        if self.parts and not parts:
            return None
        return Recommendation(
            kind=self.kind,
            relationship_id=relationship.id,
            occasion=occasion,
            purpose=self.purpose,
            channels=self.channels,
            person=whom,
            topic=topic,
            promotes=self.promotes or promotes,
            personal=self.personal,
            reply_to=reply_to,
            not_before=not_before,
            due=due,
            expires=expires,
            appointment=appointment,
            assignee=assignee,
            role=self.role if role is None else role,
            priority=self.priority,
            settles=settles,
            technology=self.technology,
            cost=cost,
            skill=self.skill if skill is None else skill,
            weight=self.weight + weight,
            parts=parts,
            reasons=reasons,
        )

    def _agreed(self, situation: Situation, person: str | None) -> bool:
        """Whether contact was agreed: of the type offered and the type wanted, the lesser one rules."""
        if situation.relationship.type in self.without:
            return False
        persons = () if situation.customer is None else situation.customer.persons
        wanted = {one.wanted_type for one in persons if person is None or one.id == person}
        return wanted.isdisjoint(self.without)


def carried_out(relationship: Relationship, kind: str, occasion: str, since: datetime) -> bool | None:
    """Whether a recommendation was carried out, at some time from an instant on; None where memory let go of it."""
    latest = relationship.carried_out.get(kind)
    if latest is None:
        return None if _DONE in relationship.forgotten and since < LATEST else False
    if any(one.occasion == occasion for one in latest):
        return True
    return None if f"{_DONE}.{kind}" in relationship.forgotten and latest[0].at >= since else False


def addressee(situation: Situation, person: str | None = None) -> str | None:
    """Whom to reach: somebody who is one of the customer's people; or else who was heard last, or stands first.

    Of a customer who is one person nobody has to be named. None also where nobody is known.
    """
    customer = situation.customer
    if customer is None or customer.kind is CustomerKind.PERSON:
        return None
    known = [one.id for one in customer.persons]
    if person in known:
        return person
    heard = [(heard.at, id) for id, heard in sorted(situation.relationship.heard_from.items()) if id in known]
    if heard:
        return max(heard)[1]
    return known[0] if known else None
