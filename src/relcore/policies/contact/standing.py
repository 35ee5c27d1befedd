"""Nothing lifts a legal block while it is on record. Nobody greets who has ceased."""

from attrs import frozen

from relcore.model.decision import Decision, Reason
from relcore.model.recommendation import Recommendation
from relcore.model.relationship import Relationship
from relcore.policies.contact.attempts import is_own
from relcore.policies.contact.rule import ALLOWED, refused
from relcore.policies.situation import Situation
from relcore.vocabulary import Comparison, ContactBlock, EndReason, Stage

__all__ = ["NotBlocked"]

_ENDED = {
    EndReason.LEGAL: ContactBlock.LEGAL,
    EndReason.FRAUD: ContactBlock.FRAUD,
    EndReason.CEASED: ContactBlock.CEASED,
}


@frozen
class NotBlocked:
    """A person who is blocked is not contacted, and a reply is no exception but from the do-not-contact list.

    Reads the blocks of the person, whether a relationship of the person's own ended for law, fraud or because the
    customer has ceased, and whether the customer was erased, which is as good as the do-not-contact list.
    Emits ``contact_block``.
    """

    code = "not_blocked"
    hard = True
    asks_of_replies = True

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        """Allowed or refused."""
        for kind in self._kinds(situation):
            if kind is not ContactBlock.DO_NOT_CONTACT or not recommendation.is_reply:
                return refused(self, Reason("contact_block", False, kind, Comparison.EQUAL_TO, None, "block"))
        return ALLOWED

    def _kinds(self, situation: Situation) -> list[ContactBlock]:
        """All that holds, the gravest first."""
        person, at = situation.person, situation.at
        blocks = () if person is None else person.blocks
        found = {block.kind for block in blocks if block.since <= at}
        customer = situation.customer
        if customer is not None and customer.erased_at is not None and customer.erased_at <= at:
            found.add(ContactBlock.DO_NOT_CONTACT)  # whoever is named to speak for the customer since
        for relationship in (situation.relationship, *situation.others):
            if relationship is situation.relationship or is_own(relationship, situation):
                found |= _of(relationship)
        return [kind for kind in ContactBlock if kind in found]


def _of(relationship: Relationship) -> set[ContactBlock]:
    ending = relationship.ending
    if ending is None or relationship.stage is not Stage.DISSOLUTION or ending.reason not in _ENDED:
        return set()
    return {_ENDED[ending.reason]}
