"""Nobody is forgotten, and nobody is only written to: calls that come round, and live contact after many messages.

What comes round is told by its number since something that happened. What passed by is not asked for again, and the
next time is known as soon as the last one is over.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from attrs import frozen

from relcore.errors import PolicyError
from relcore.lifecycle import BEFORE_THE_LOG
from relcore.model.decision import Reason
from relcore.model.instants import LATEST, local_day
from relcore.model.memories import Contact
from relcore.model.recommendation import Recommendation
from relcore.model.relationship import Relationship
from relcore.model.validation import check_members, check_texts, check_value
from relcore.policies.advisory import EVIDENCE
from relcore.policies.recommending.days import business_calendar
from relcore.policies.recommending.periods import LONGEST_DAYS, Period, check_whole, first_made, periods
from relcore.policies.recommending.proposal import Proposal, addressee
from relcore.policies.situation import Situation
from relcore.vocabulary import Channel, Comparison, Purpose

__all__ = ["LiveContact", "SatisfactionCall"]

_IN_DAYS: Final = "Give it in days."
_DONE: Final = "carried_out"
_TALLIES: Final = "tallies"
_LAST_YEAR: Final = LATEST.year - 20  # an appointment is looked for in the years after
_MOST_LEAD_DAYS: Final = 20
_LAST_HOUR: Final = 23


@frozen
class _Known:
    """What is known of when the customer was last seen to be satisfied."""

    at: datetime
    id: str
    code: str
    evidence: tuple[str, ...]


@frozen(kw_only=True)
class SatisfactionCall:
    """Calls those who have bought, once in a while, to see that they are satisfied.

    It counts from whatever came last: the customer's own latest reading, the latest such call, or the latest of what
    checks it too; before any of these, from the day of the first purchase. The next call is announced at once, and one
    that was not made in its time is not made up for.

    Settled by the call, and as plainly by a reading of the customer's or by a check after a sale: from there it
    counts anew. A customer of whom it is forgotten whether it was called is not.

    Emits ``days_since_reading``, ``days_since_check`` or ``days_since_first_purchase``, as of when the call may begin.

    Args:
        every_days: how many days later it is time to call.
        due_days: within how many days from then on.
        expires_days: after how many days from then on it is too late; fewer than ``every_days``.
        checks: the kinds of recommendations that see to it as well once they are carried out.
        proposal: what is proposed.
    """

    code = "satisfaction_call"

    every_days: int = 180
    due_days: int = 14
    expires_days: int = 30
    checks: tuple[str, ...] = ("follow_up", "follow_up.check")
    proposal: Proposal = Proposal(
        kind="satisfaction_call", purpose=Purpose.SURVEY, channels=(Channel.PHONE, Channel.VIDEO)
    )

    def __attrs_post_init__(self) -> None:
        check_whole(self.every_days, "SatisfactionCall.every_days", 1, LONGEST_DAYS, _IN_DAYS)
        remedy = "End one time before the next begins."
        check_whole(self.expires_days, "SatisfactionCall.expires_days", 0, self.every_days - 1, remedy)
        remedy = "Make it due before it expires."
        check_whole(self.due_days, "SatisfactionCall.due_days", 0, self.expires_days, remedy)
        check_texts(self.checks, "SatisfactionCall.checks")
        check_value(self.proposal, Proposal, "SatisfactionCall.proposal")

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """The call that is or will be due; none for those who never bought."""
        relationship = situation.relationship
        if not relationship.purchases or relationship.stage not in self.proposal.stages:
            return ()
        known = self._known(relationship)
        if known is None:
            return ()
        ahead = periods(known.at, situation.at, every_days=self.every_days, open_days=self.expires_days)
        return first_made(self._made(situation, known, period) for period in ahead)

    def _made(self, situation: Situation, known: _Known, period: Period) -> Recommendation | None:
        days = period.number * self.every_days
        reason = Reason(known.code, True, days, Comparison.AT_LEAST, self.every_days, "days", known.evidence)
        return self.proposal.make(
            situation,
            f"{known.id}/{period.number}",
            since=period.begins,
            reasons=(reason,),
            not_before=period.begins,
            due=period.begins + timedelta(self.due_days),
            expires=period.ends,
        )

    def _known(self, relationship: Relationship) -> _Known | None:
        kinds = (self.proposal.kind, *self.checks)
        done = [relationship.carried_out[kind][-1] for kind in kinds if kind in relationship.carried_out]
        if _DONE in relationship.forgotten and len(done) < len(kinds):
            return None
        known = [_Known(one.at, one.id, "days_since_check", (one.id,)) for one in done]
        if relationship.knowledge.readings:
            latest = relationship.knowledge.readings[-1]
            known.append(_Known(latest.at, latest.id, "days_since_reading", (latest.id,)))
        if known:
            return max(known, key=lambda one: (one.at, one.id, one.code))
        return _bought(relationship)


def _bought(relationship: Relationship) -> _Known | None:
    """The first purchase day: the last one would move on and on for those who buy most."""
    day = relationship.first_purchase_on
    if day is None:
        return None
    before = relationship.tallies.get(BEFORE_THE_LOG)
    bought = () if before is None else before.evidence
    bought += tuple(one.id for one in relationship.recent_purchases if one.on == day and not one.cancelled)
    at = datetime.combine(day, time.min, tzinfo=relationship.zone).astimezone(UTC)
    return _Known(at, day.isoformat(), "days_since_first_purchase", bought[-EVIDENCE:])


@frozen(kw_only=True)
class LiveContact:
    """Calls or visits somebody who has only been written to, and says when.

    Due once so many attempts were made by impersonal channels since the last conversation that was held in this
    episode, whoever sought it, and since the last time that one was sought so; replies to what the customer asked are
    no attempts. A conversation ends it, and so does anything that the customer does, until the next attempt.

    It announces a time: on a business day of the company's, at an hour of the clocks where the person lives, so many
    business days after the attempt that made it due; and once that day has passed, after today. It is the same all
    day long.

    What is known: when the latest conversation was held, unless a missed one came after it; then it is taken to have
    been when the customer was last heard, which was no earlier. Attempts that memory let go of are not counted, so that
    it may come late and never early. What kinds of things happened being forgotten, nothing is proposed.

    Emits ``impersonal_contacts`` with these attempts.

    Args:
        after: after how many attempts.
        impersonal: the channels on which nobody hears a voice.
        lead_business_days: how many business days ahead the time is.
        at_hour: the hour of the day, from 0 to 23.
        proposal: what is proposed.
    """

    code = "live_contact"

    after: int = 3
    impersonal: tuple[Channel, ...] = (
        Channel.VOICEMAIL,
        Channel.EMAIL,
        Channel.SMS,
        Channel.SOCIAL,
        Channel.POST,
        Channel.CHAT,
        Channel.APP,
    )
    lead_business_days: int = 2
    at_hour: int = 10
    proposal: Proposal = Proposal(
        kind="live_contact", channels=(Channel.PHONE, Channel.IN_PERSON, Channel.VIDEO)
    )

    def __attrs_post_init__(self) -> None:
        check_whole(self.after, "LiveContact.after", 1, 1_000, "Three is usual.")
        check_members(self.impersonal, Channel, "LiveContact.impersonal")
        check_whole(
            self.lead_business_days, "LiveContact.lead_business_days", 1, _MOST_LEAD_DAYS, "Two is usual."
        )
        check_whole(self.at_hour, "LiveContact.at_hour", 0, _LAST_HOUR, "Ten is usual.")
        check_value(self.proposal, Proposal, "LiveContact.proposal")
        both = [channel for channel in self.proposal.channels if channel in self.impersonal]
        if both:
            remedy = "Leave them out of one of the two."
            expected = "none of the impersonal channels"
            raise PolicyError("LiveContact.proposal.channels", tuple(both), expected, remedy)

    @property
    def attempts_needed(self) -> int:
        """How many attempts must be remembered for it to count."""
        return self.after

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """The live contact, with its time; or none."""
        relationship = situation.relationship
        # nothing was attempted since the customer was last heard, as a rule
        contacts = relationship.recent_contacts
        if len(contacts) < self.after or contacts[-1].at <= relationship.engaged_at:
            return ()
        held = _held(relationship)
        if held is None:
            return ()
        times, last = held
        done = relationship.carried_out.get(self.proposal.kind, ())
        announced = done[-1] if done and done[-1].at > last else None
        last = last if announced is None else announced.at
        written = [one for one in contacts if one.at > last and one.channel in self.impersonal]
        made_due = next((c for c in written[self.after - 1 :] if c.at > relationship.engaged_at), None)
        if made_due is None:
            return ()
        occasion = f"episode-{relationship.episode}/conversation-{times + 1}"
        if announced is not None:
            occasion += f"/after-{announced.id}"
        return first_made((self._made(situation, occasion, written, made_due),))

    def _made(
        self, situation: Situation, occasion: str, written: list[Contact], made_due: Contact
    ) -> Recommendation | None:
        appointment = self._appointment(situation, made_due)
        if appointment is None:
            return None
        cited = tuple(contact.id for contact in written[-EVIDENCE:])
        reason = Reason(
            "impersonal_contacts", True, len(written), Comparison.AT_LEAST, self.after, "contacts", cited
        )
        return self.proposal.make(
            situation,
            occasion,
            since=made_due.at,
            reasons=(reason,),
            appointment=appointment,
        )

    def _appointment(self, situation: Situation, made_due: Contact) -> datetime | None:
        zone, calendar = _zone(situation), business_calendar(situation)
        today = local_day(situation.at, zone)
        if today.year > _LAST_YEAR:
            return None

        def after(day: date) -> date:
            return calendar.days_after(day, self.lead_business_days)

        day = after(local_day(made_due.at, zone))
        if day < today:
            day = after(today)
        return datetime.combine(day, time(self.at_hour), tzinfo=zone)


def _zone(situation: Situation) -> tzinfo:
    """Where the one who is to be reached lives; else where the relationship counts its days."""
    customer, whom = situation.customer, addressee(situation)
    for person in () if customer is None else customer.persons:
        if person.zone is not None and whom in {None, person.id}:
            return person.zone
    return situation.relationship.zone


def _held(relationship: Relationship) -> tuple[int, datetime] | None:
    """How many conversations were held in this episode, and when the last was, or else the episode began.

    None where it is forgotten.
    """
    every = relationship.tallies.get("conversation")
    missed = relationship.tallies.get("conversation.missed")
    if (every is None or missed is None) and _TALLIES in relationship.forgotten:
        return None
    if every is None or (missed is not None and missed.count == every.count):
        return 0, relationship.episode_since
    if missed is None:
        return every.count, every.last_at
    # after a held one that was followed by a missed one, the customer was not heard before it
    last = every.last_at if every.last_at > missed.last_at else relationship.engaged_at
    return every.count - missed.count, last
