"""An organisation is as close as the people who speak for it: each of them is kept in touch with."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from attrs import frozen

from relcore.model.customer import Person
from relcore.model.decision import Reason
from relcore.model.recommendation import Recommendation
from relcore.model.validation import check_value
from relcore.policies.recommending.periods import LONGEST_DAYS, Period, check_whole, first_made, periods
from relcore.policies.recommending.proposal import Proposal
from relcore.policies.situation import Situation
from relcore.vocabulary import Channel, Comparison, CustomerKind

__all__ = ["KeyContact"]

_CONTACTS: Final = "contacts"


@frozen
class _Touch:
    """The last that passed between the company and a person; no id where nothing ever did."""

    at: datetime
    id: str | None


@frozen(kw_only=True)
class KeyContact:
    """Gets in touch with each of the people who speak for an organisation once in so many days.

    It counts from when the person was last heard or written to, whichever was later, and of somebody with whom nothing
    passed yet from the opening of the relationship. The next time is announced at once, and one that was let pass is
    not made up for. Of an organisation of which no person is known, somebody is to be found.

    Settled by what names it, and as plainly by a conversation with that person, by an attempt to reach that very
    person, or by anything the person does: from there it counts anew.

    Reads when people were last heard and the latest attempts. Of whom memory may have let go nothing is proposed: of
    somebody never heard where so many others were, or never written to where attempts were forgotten.

    Emits ``days_since_contact``, or ``days_without_contact`` of whom nothing is known, as of when the contact may
    begin; and ``key_contacts`` where there is nobody.

    Args:
        stale_days: how many days without contact are too many.
        due_days: within how many days from then on.
        expires_days: after how many days from then on it is too late; fewer than ``stale_days``.
        persons: of how many people the rules remember when they were heard.
        proposal: what is proposed.
        finding: what is proposed where nobody is known.
    """

    code = "key_contact"

    stale_days: int = 90
    due_days: int = 14
    expires_days: int = 30
    persons: int = 16
    proposal: Proposal = Proposal(kind="key_contact", channels=(Channel.PHONE, Channel.EMAIL))
    finding: Proposal = Proposal(kind="find_key_contact")

    def __attrs_post_init__(self) -> None:
        check_whole(self.stale_days, "KeyContact.stale_days", 1, LONGEST_DAYS, "Give it in days.")
        remedy = "End one time before the next begins."
        check_whole(self.expires_days, "KeyContact.expires_days", 0, self.stale_days - 1, remedy)
        remedy = "Make it due before it expires."
        check_whole(self.due_days, "KeyContact.due_days", 0, self.expires_days, remedy)
        remedy = "Give it as the rules have it: Memory.persons."
        check_whole(self.persons, "KeyContact.persons", 1, 10_000, remedy)
        check_value(self.proposal, Proposal, "KeyContact.proposal")
        check_value(self.finding, Proposal, "KeyContact.finding")

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """One contact for each person, due or ahead; or somebody to find."""
        customer = situation.customer
        if customer is None or customer.kind is not CustomerKind.ORGANISATION:
            return ()
        if not customer.persons:
            return first_made((self._nobody(situation),))
        return tuple(self._proposed(situation))

    def _proposed(self, situation: Situation) -> Iterator[Recommendation]:
        relationship, customer = situation.relationship, situation.customer
        if customer is None or relationship.stage not in self.proposal.stages:
            return
        written = {one.person: _Touch(one.at, one.id) for one in relationship.recent_contacts}
        for person in customer.persons:
            touch = self._touch(situation, person, written)
            if touch is None:
                continue
            ahead = periods(touch.at, situation.at, every_days=self.stale_days, open_days=self.expires_days)
            yield from first_made(self._made(situation, person, touch, period) for period in ahead)

    def _touch(
        self, situation: Situation, person: Person, written: dict[str | None, _Touch]
    ) -> _Touch | None:
        """The last that passed; None where memory may have let go of it."""
        relationship = situation.relationship
        heard, wrote = relationship.heard_from.get(person.id), written.get(person.id)
        if heard is None and len(relationship.heard_from) >= self.persons:
            return None
        if wrote is None and _CONTACTS in relationship.forgotten:
            return None
        if heard is not None and (wrote is None or heard.at >= wrote.at):
            return _Touch(heard.at, heard.id)
        return _Touch(relationship.opened_at, None) if wrote is None else wrote

    def _made(
        self, situation: Situation, person: Person, touch: _Touch, period: Period
    ) -> Recommendation | None:
        days, least = period.number * self.stale_days, self.stale_days
        if touch.id is None:
            last = "never"
            reason = Reason("days_without_contact", True, days, Comparison.AT_LEAST, least, "days")
        else:
            last = touch.id
            cited = (touch.id,)
            reason = Reason("days_since_contact", True, days, Comparison.AT_LEAST, least, "days", cited)
        return self.proposal.make(
            situation,
            f"{person.id}/{last}/{period.number}",
            since=period.begins,
            reasons=(reason,),
            person=person.id,
            not_before=period.begins,
            due=period.begins + timedelta(self.due_days),
            expires=period.ends,
        )

    def _nobody(self, situation: Situation) -> Recommendation | None:
        """Somebody is to be found, unless no contact was agreed."""
        relationship = situation.relationship
        if relationship.type in self.proposal.without:
            return None
        reason = Reason("key_contacts", False, 0, Comparison.AT_LEAST, 1, "people")
        return self.finding.make(situation, "nobody", since=relationship.opened_at, reasons=(reason,))
