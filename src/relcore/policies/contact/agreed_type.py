"""What was agreed comes first: where no outreach was, none is made, and the lesser of two wishes rules."""

from attrs import frozen

from relcore.model.decision import Decision, Reason
from relcore.model.recommendation import Recommendation
from relcore.model.validation import check_members
from relcore.policies.contact.rule import ALLOWED, refused
from relcore.policies.situation import Situation
from relcore.vocabulary import Comparison, Purpose, RelationshipType

__all__ = ["AgreedType"]


@frozen
class AgreedType:
    """Types without outreach get replies and what the transaction itself takes, and nothing else.

    The type that was agreed and the one that the person wants are kept apart, and both are heeded. What the
    transaction takes is a service that settles something open, or a purchase that is remembered.

    Reads the type, the type that the person wants, what is open and the latest purchases. Emits
    ``outreach_agreed`` and ``outreach_wanted``.

    Args:
        without_outreach: these types.
    """

    code = "agreed_type"
    hard = False
    asks_of_replies = False

    without_outreach: tuple[RelationshipType, ...] = (
        RelationshipType.TRANSACTIONAL,
        RelationshipType.SELF_SERVICE,
    )

    def __attrs_post_init__(self) -> None:
        check_members(self.without_outreach, RelationshipType, "AgreedType.without_outreach")

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        """Allowed or refused."""
        agreed = situation.relationship.type
        wanted = None if situation.person is None else situation.person.wanted_type
        if agreed in self.without_outreach:
            code, type = "outreach_agreed", agreed
        elif wanted in self.without_outreach:
            code, type = "outreach_wanted", wanted
        else:
            return ALLOWED
        if _is_owed(recommendation, situation):
            return ALLOWED
        return refused(self, Reason(code, False, type, Comparison.EQUAL_TO, None, "type"))


def _is_owed(recommendation: Recommendation, situation: Situation) -> bool:
    if recommendation.counts_as is not Purpose.SERVICE:
        return False
    relationship = situation.relationship
    bought = {p.id for p in relationship.recent_purchases if not p.cancelled}
    return any(id in relationship.items or id in bought for id in recommendation.settles)
