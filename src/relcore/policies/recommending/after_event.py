"""This happened, that has not followed within so long: propose this, until then, by such channels, settled so.

One rule shape carries most courtesies. What a rule waits for is an event that is kept while it is young; what it
proposes has one key, made of that event, and is over when its days are.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from attrs import evolve, field, frozen

from relcore.errors import PolicyError
from relcore.model.decision import Reason
from relcore.model.frozen_map import FrozenMap
from relcore.model.instants import LATEST
from relcore.model.recommendation import Recommendation
from relcore.model.validation import check_flag, check_text, check_texts, check_value
from relcore.policies.contact.attempts import forgotten_until
from relcore.policies.durations import check_days
from relcore.policies.recommending.days import business_calendar, day_of, end, start
from relcore.policies.recommending.proposal import Proposal, addressee, carried_out
from relcore.policies.situation import Situation
from relcore.vocabulary import Comparison

__all__ = ["After"]

_PURCHASE, _CLOSED, _CONVERSATION = "purchase", "concern_closed", "conversation"
_CONTACT, _BOUGHT, _READ, _MEASURED = "contact", "purchase", "reading", "measured"
_SETTLING = frozenset({_PURCHASE, "purchase.received", "work_done"})
_MOST_DAYS = 1_000
_DAY_HOURS = 24
_SLACK = timedelta(days=2)  # clocks that jump while it waits make it later by no more than that
_NO_SIGNS: FrozenMap[str, str] = FrozenMap()


def _signs(signs: Mapping[str, str]) -> FrozenMap[str, str]:
    return FrozenMap(signs)


class _Cause(NamedTuple):
    """Something that happened: on which day, and when, where more than the day is known."""

    id: str
    event: str
    day: date
    at: datetime | None
    evidence: tuple[str, ...]
    person: str | None = None
    about: str | None = None
    bought_on: date | None = None
    measured: bool = False


@frozen(kw_only=True)
class After:
    """Proposes something after each event of a kind, unless something that followed makes it pointless.

    Events are ``"purchase"``, of each that is not cancelled, from the day on which it was received where it had yet to
    be delivered, and not before; ``"concern_closed"``; ``"conversation"``, of each that was held and has no note;
    ``"conversation.met"``, ``"abandoned_cart"``, ``"work_done"`` and the kinds of third parties.

    Days are those of the relationship's zone, and that of the event is day 0. The day that something is due is
    never before the day on which it begins, nor after the day on which it expires: where a long holiday moves the
    first two, the last moves as far.

    What makes it pointless, or does a part of it, is one of these signs, each read from what followed the event:
    ``"contact"``, an attempt with the same purpose to reach the same person, or to reach nobody who is named;
    ``"purchase"``, something was bought, be it at the same instant, or on the same day where no more is known;
    ``"reading"``, a reading of the customer's own, of anything; ``"measured"``, one of that purchase after receipt.
    A sign that memory may have let go of is unknown, and then nothing is proposed. Anything else settles it by its
    key alone: that a message was sent does not say that it gave thanks.

    Reads what was bought, what happened lately, closed concerns, conversations without a note, contacts, readings and
    what was carried out. Emits ``bought_on``, ``received_on``, ``met_on``, ``cart_left_on``, ``work_done_on``,
    ``concern_closed_on``, ``conversation_on`` and ``event_happened``.

    Args:
        proposal: what is proposed.
        event: after what.
        begins_days: on which day after the event it begins to make sense.
        due_days: on which day after the event it is due.
        expires_days: after which day it makes no sense any more: always counted in days of the calendar.
        business_days: whether it begins and is due on business days of the company's calendar.
        waits_hours: how many hours have to pass first, besides; of a purchase, from the beginning of its day.
        latest_only: whether only the latest of several such events wants it.
        undone_by: the signs that make it pointless.
        done_by: the parts of it that signs do, by part.
        at_most_each_days: how many days lie at least between two of its kind, and between two attempts with its
            purpose; only the latest event wants it then. None asks for no distance.
    """

    code = "after"

    proposal: Proposal
    event: str
    begins_days: int = 1
    due_days: int = 1
    expires_days: int = 7
    business_days: bool = False
    waits_hours: float = 0.0
    latest_only: bool = False
    undone_by: tuple[str, ...] = ()
    done_by: FrozenMap[str, str] = field(default=_NO_SIGNS, converter=_signs)
    at_most_each_days: float | None = None

    def __attrs_post_init__(self) -> None:
        check_value(self.proposal, Proposal, "After.proposal")
        check_text(self.event, "After.event")
        for name in ("begins_days", "due_days", "expires_days"):
            days = getattr(self, name)
            if type(days) is not int or not 0 <= days <= _MOST_DAYS:
                expected = f"a whole number of days from 0 to {_MOST_DAYS:,}"
                raise PolicyError(f"After.{name}", days, expected, "Count from the day of the event, day 0.")
        if not self.begins_days <= self.due_days <= self.expires_days:
            value = (self.begins_days, self.due_days, self.expires_days)
            remedy = "Put them in this order."
            raise PolicyError("After.due_days", value, "days that begin, are due and expire", remedy)
        check_flag(self.business_days, "After.business_days")
        hours, most = self.waits_hours, _DAY_HOURS * self.due_days
        if isinstance(hours, bool) or not isinstance(hours, int | float) or not 0 <= hours <= most:
            expected = f"a number of hours from 0 to {most:,}, the days until it is due"
            raise PolicyError("After.waits_hours", hours, expected, "Make it due later, or wait less.")
        check_flag(self.latest_only, "After.latest_only")
        check_texts(self.undone_by, "After.undone_by")
        for sign in self.undone_by:
            self._check_sign(sign, "After.undone_by")
        for part, sign in self.done_by.items():
            if part not in self.proposal.parts:
                expected = f"one of {', '.join(self.proposal.parts) or 'none'}"
                raise PolicyError("After.done_by", part, expected, "Name a part of what is proposed.")
            self._check_sign(sign, f"After.done_by[{part!r}]")
        if self.at_most_each_days is not None:
            check_days(self.at_most_each_days, "After.at_most_each_days")

    def _check_sign(self, sign: object, name: str) -> None:
        """Refuse what is no sign, and a sign that says nothing of such an event."""
        bought = self.event == _PURCHASE
        fitting = [one for one in _SIGNS if one != (_BOUGHT if bought else _MEASURED)]
        if sign not in fitting:
            remedy = "A purchase does not undo itself, and nothing else is measured."
            raise PolicyError(name, sign, f"one of {', '.join(fitting)}", remedy)

    @property
    def event_days_needed(self) -> int:
        """For how many days the events must be remembered that it follows up."""
        remembered_otherwise = self.event in (_PURCHASE, _CLOSED, _CONVERSATION)
        return 0 if remembered_otherwise else self.expires_days + _SLACK.days

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """One for each event that wants it, in the order of the events."""
        relationship, proposal = situation.relationship, self.proposal
        if relationship.stage not in proposal.stages:
            return ()
        if proposal.channels and relationship.type in proposal.without:
            return ()
        causes = self._causes(situation)
        if not causes:
            return ()
        if self.latest_only or self.at_most_each_days is not None:
            causes = sorted(causes, key=_day)[-1:]
        found = []
        for cause in causes:
            due = self._due_on(cause.day, situation)
            made = None if due is None else self._propose(cause, due, situation)
            if made is not None:
                found.append(made)
        return found

    def _due_on(self, day: date, situation: Situation) -> date | None:
        """On which day it is due after an event on a day; None where that was long ago."""
        due = self._on(day, self.due_days, situation)
        over = max(due, day + timedelta(self.expires_days)) + _SLACK < day_of(situation.at, situation)
        return None if over else due

    def _causes(self, situation: Situation) -> list[_Cause]:
        """What happened, in the order of time; purchases in that in which they were bought."""
        relationship, event = situation.relationship, self.event
        if event == _PURCHASE:
            return self._bought(situation)
        if event == _CLOSED:
            return [
                _Cause(c.id, event, day_of(c.closed_at, situation), c.closed_at, (c.id,), about=c.category)
                for c in relationship.conduct.closed_concerns
            ]
        if event == _CONVERSATION:
            return [
                _Cause(one.id, event, day_of(one.at, situation), one.at, (one.id,))
                for one in relationship.conduct.unnoted
            ]
        return [
            _Cause(one.id, event, day_of(one.at, situation), one.at, (one.id,), one.person, one.about)
            for one in relationship.recent_events
            if one.event == event
        ]

    def _bought(self, situation: Situation) -> list[_Cause]:
        """Each purchase that stands, was received, and not so long ago that its follow-up is over.

        Where memory let go of when it was received, the day on which it was bought stands in: it is over the sooner.
        """
        relationship, over = situation.relationship, date.min
        received = {one.about: one for one in relationship.recent_events if one.event == "purchase.received"}
        found = []
        for bought in reversed(relationship.recent_purchases):
            got = received.get(bought.id)
            day = bought.on if got is None else day_of(got.at, situation)
            if day <= over:
                continue  # what happened on a later day is over already
            if self._due_on(day, situation) is None:
                over = day
            elif not bought.cancelled and bought.id not in relationship.items.owned:
                cited = (bought.id,) if got is None else (bought.id, got.id)
                event, at = (_PURCHASE, None) if got is None else (got.event, got.at)
                measured = bought.measured_by is not None
                about = bought.category
                found.append(_Cause(bought.id, event, day, at, cited, None, about, bought.on, measured))
        return found[::-1]

    def _on(self, day: date, days: int, situation: Situation) -> date:
        """So many days after a day."""
        if self.business_days:
            return business_calendar(situation).days_after(day, days)
        return day + timedelta(days)

    def _propose(self, cause: _Cause, due_on: date, situation: Situation) -> Recommendation | None:
        relationship, proposal = situation.relationship, self.proposal
        if carried_out(relationship, proposal.kind, cause.id, LATEST):
            return None
        zone = relationship.zone
        happened = start(cause.day, zone) if cause.at is None else cause.at
        for sign in self.undone_by:
            if _SIGNS[sign](cause, happened, proposal, situation) is not False:
                return None
        done: tuple[str, ...] = ()
        for part, sign in self.done_by.items():
            told = _SIGNS[sign](cause, happened, proposal, situation)
            if told is None:
                return None
            done += (part,) if told else ()
        begins = start(self._on(cause.day, self.begins_days, situation), zone)
        begins = max(begins, happened + timedelta(hours=self.waits_hours))
        last = max(cause.day + timedelta(self.expires_days), due_on, day_of(begins, situation))
        expires = end(last, zone)
        if self.at_most_each_days is not None:
            begins = max([begins, *self._spaced(self.at_most_each_days, situation)])
            if begins > expires:
                return None
        due = end(max(due_on, day_of(begins, situation)), zone)
        since = happened
        if cause.bought_on is not None and cause.at is not None:
            since = start(cause.bought_on, zone)  # it may have been done before it was received
        return proposal.make(
            situation,
            cause.id,
            since=since,
            reasons=(_why(cause),),
            person=cause.person,
            topic=cause.about,
            not_before=begins,
            due=due,
            expires=expires,
            settles=(cause.id,) if cause.event in _SETTLING else (),
            done=done,
        )

    def _spaced(self, days: float, situation: Situation) -> list[datetime]:
        """From when on it may be done again: of all that was done, and of what may have been and nobody remembers."""
        relationship, proposal = situation.relationship, self.proposal
        done = [one.at for one in relationship.carried_out.get(proposal.kind, ())[-1:]]
        if proposal.channels:
            done += [c.at for c in relationship.recent_contacts if c.purpose == proposal.purpose]
            forgotten = forgotten_until(situation)
            done += [] if forgotten is None else [forgotten]
        return [at + timedelta(days) for at in done]


def _day(cause: _Cause) -> date:
    return cause.day


def _contacted(cause: _Cause, happened: datetime, proposal: Proposal, situation: Situation) -> bool | None:
    """Whether the same person, or somebody who is not named, was addressed since, for the same purpose."""
    relationship, customer = situation.relationship, situation.customer
    whom = addressee(situation, cause.person)
    for contact in reversed(relationship.recent_contacts):
        if contact.at <= happened:
            break
        anybody = whom is None or contact.person in {None, whom}
        if anybody and contact.purpose == proposal.purpose:
            return True
    if not relationship.forgotten:
        return False
    persons = () if customer is None else customer.persons
    person = next((one for one in persons if one.id == whom), None)
    forgotten = forgotten_until(evolve(situation, person=person))
    return None if forgotten is not None and forgotten > happened else False


def _bought_since(cause: _Cause, happened: datetime, proposal: Proposal, situation: Situation) -> bool | None:
    """Whether something was bought since: only the tally of this episode knows the instant, else the day decides."""
    relationship = situation.relationship
    tally, last = relationship.tallies.get("purchase"), relationship.last_purchase_on
    if tally is not None and tally.last_at >= happened:
        return True
    return last is not None and (last > cause.day or (last == cause.day and tally is None))


def _read_since(cause: _Cause, happened: datetime, proposal: Proposal, situation: Situation) -> bool | None:
    """Whether the customer gave a mark since."""
    readings = situation.relationship.knowledge.readings
    return bool(readings) and readings[-1].at >= happened


def _measured(cause: _Cause, happened: datetime, proposal: Proposal, situation: Situation) -> bool | None:
    """Whether the customer gave a mark for that purchase after receipt."""
    return cause.measured


_SIGNS: Final[dict[str, Callable[[_Cause, datetime, Proposal, Situation], bool | None]]] = {
    _CONTACT: _contacted,
    _BOUGHT: _bought_since,
    _READ: _read_since,
    _MEASURED: _measured,
}


def _why(cause: _Cause) -> Reason:
    event = cause.event
    if event == _PURCHASE:
        code = "bought_on"
    elif event == "purchase.received":
        code = "received_on"
    elif event == "conversation.met":
        code = "met_on"
    elif event == "abandoned_cart":
        code = "cart_left_on"
    elif event == "work_done":
        code = "work_done_on"
    elif event == _CLOSED:
        code = "concern_closed_on"
    elif event == _CONVERSATION:
        code = "conversation_on"
    else:
        return Reason("event_happened", True, event, Comparison.EQUAL_TO, event, "event", cause.evidence)
    on = (
        cause.day.isoformat()
    )  # of a purchase no more is known than the day, where the relationship counts its days
    return Reason(code, True, on, Comparison.EQUAL_TO, on, "day", cause.evidence)
