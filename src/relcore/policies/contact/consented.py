"""Consent is judged as of the instant: what was given by then, holds still, and was not taken back.

A person's own withdrawal takes back whatever was given earlier for the same purpose and channel, and only what
the person gives afterwards counts again. What the company enters for the person does not.
"""

from datetime import datetime

from attrs import field, frozen

from relcore.errors import PolicyError
from relcore.model.consent import Consent
from relcore.model.decision import Decision, Reason
from relcore.model.recommendation import Recommendation
from relcore.model.validation import check_flag, check_members, check_texts, check_value
from relcore.policies.contact.rule import ALLOWED, deferred, refused
from relcore.policies.contact.scope import Scope
from relcore.policies.situation import Situation
from relcore.vocabulary import Channel, Comparison, ConsentBasis, Party, Purpose

__all__ = ["Consented"]


@frozen
class Consented:
    """Some contacts need a consent that holds; and no contact is made against a withdrawal, whatever its purpose.

    What promotes something besides its own purpose is held against the withdrawals for both.

    Reads the person's consents for the purpose and channel of the contact. Emits ``consent.marketing`` and so on
    by purpose, where what was found is ``none``, ``withdrawn``, ``expired`` or ``not_yet``.

    Args:
        scope: the contacts that need one.
        bases: on which bases.
        jurisdictions: under which laws it must have been given; None is any.
        absolute: whether for the purposes and countries of the scope a withdrawal by one channel takes back the
            purpose on every channel, as an objection to direct marketing does in the European Union.
    """

    code = "consented"
    hard = True
    asks_of_replies = False

    scope: Scope = field(default=Scope(purposes=(Purpose.MARKETING,)))
    bases: tuple[ConsentBasis, ...] = (ConsentBasis.CONSENT,)
    jurisdictions: tuple[str, ...] | None = None
    absolute: bool = False

    def __attrs_post_init__(self) -> None:
        check_value(self.scope, Scope, "Consented.scope")
        check_members(self.bases, ConsentBasis, "Consented.bases")
        check_flag(self.absolute, "Consented.absolute")
        if self.jurisdictions is not None:
            check_texts(self.jurisdictions, "Consented.jurisdictions")
        for name in ("bases", "jurisdictions"):
            if getattr(self, name) == ():
                raise PolicyError(f"Consented.{name}", (), "at least one", "Name those that are accepted.")

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        """Allowed, refused, or deferred until a consent begins."""
        for purpose in dict.fromkeys((recommendation.counts_as, recommendation.purpose)):
            needed = purpose is recommendation.counts_as and self.scope.covers(recommendation, situation)
            decision = self._judge(purpose, recommendation.channels[0], needed, situation)
            if decision is not ALLOWED:
                return decision
        return ALLOWED

    def _judge(self, purpose: Purpose, channel: Channel, needed: bool, situation: Situation) -> Decision:
        given = () if situation.person is None else situation.person.consents
        records = [record for record in given if record.purpose is purpose]
        covering = [record for record in records if record.channel is None or record.channel is channel]
        everywhere = self.absolute and self.scope.concerns(purpose, situation)
        objections = [record for record in (records if everywhere else covering) if _is_objection(record)]
        at = situation.at
        found = self._found(covering, objections, needed, at)
        if found is None:
            return ALLOWED
        reason = Reason(f"consent.{purpose}", False, found, Comparison.EQUAL_TO, "given", "consent")
        for begins in sorted({_known_from(record) for record in covering}):
            if begins > at and self._found(covering, objections, needed, begins) is None:
                return deferred(self, begins, reason)
        return refused(self, reason)

    def _found(
        self, covering: list[Consent], objections: list[Consent], needed: bool, at: datetime
    ) -> str | None:
        """What speaks against a contact at an instant; None where nothing does."""
        withdrawn = [record.withdrawn_at for record in objections if record.withdrawn_at is not None]
        last = max((instant for instant in withdrawn if instant <= at), default=None)
        if any(self._holds(record, needed, last, at) for record in covering):
            return None
        if last is not None:
            return "withdrawn"
        if not needed:
            return None
        if any(_known_from(record) > at for record in covering):
            return "not_yet"
        return "expired" if any(_over(record, at) for record in covering) else "none"

    def _holds(self, record: Consent, needed: bool, objected_at: datetime | None, at: datetime) -> bool:
        """Whether a record makes the contact lawful at an instant, after the last withdrawal by the person."""
        if at < _known_from(record) or _over(record, at):
            return False
        if objected_at is not None:
            own = record.basis is ConsentBasis.CONSENT and record.given_by is Party.CUSTOMER
            if not own or record.valid_from <= objected_at:
                return False
        if not needed:
            return True
        lawful = self.jurisdictions is None or record.jurisdiction in self.jurisdictions
        return lawful and record.basis in self.bases


def _is_objection(record: Consent) -> bool:
    """Whether the person took it back: the company's own withdrawal is none."""
    return record.withdrawn_at is not None and record.withdrawn_by is Party.CUSTOMER


def _known_from(record: Consent) -> datetime:
    """The first instant at which anybody can go by it."""
    return record.valid_from if record.recorded_at is None else max(record.valid_from, record.recorded_at)


def _over(record: Consent, at: datetime) -> bool:
    ended = record.valid_until is not None and at > record.valid_until
    return ended or (record.withdrawn_at is not None and at >= record.withdrawn_at)
