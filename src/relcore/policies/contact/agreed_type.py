"""What was agreed comes first: where no outreach was, none is made, and the lesser of two wishes rules."""

from datetime import timedelta

from attrs import frozen

from relcore.errors import PolicyError
from relcore.model.decision import Decision, Reason
from relcore.model.instants import local_day
from relcore.model.items import OpenItem
from relcore.model.recommendation import Recommendation
from relcore.model.validation import check_members
from relcore.policies.contact.rule import ALLOWED, refused
from relcore.policies.situation import Situation
from relcore.vocabulary import Comparison, Party, Purpose, RelationshipType

__all__ = ["AgreedType"]


@frozen
class AgreedType:
    """Types without outreach get replies and what the transaction itself takes, and nothing else.

    The type that was agreed and the one that the person wants are kept apart, and both are heeded; facets are
    not. What the transaction takes is a service that settles what the company owes, or a recent purchase.

    Reads the type, the type that the person wants, what is open and the latest purchases. Emits
    ``outreach_agreed`` and ``outreach_wanted``.

    Args:
        without_outreach: these types.
        transaction_days: for how many days after the purchase a transaction goes on.
    """

    code = "agreed_type"
    hard = False
    asks_of_replies = False

    without_outreach: tuple[RelationshipType, ...] = (
        RelationshipType.TRANSACTIONAL,
        RelationshipType.SELF_SERVICE,
    )
    transaction_days: int = 30

    def __attrs_post_init__(self) -> None:
        check_members(self.without_outreach, RelationshipType, "AgreedType.without_outreach")
        days = self.transaction_days
        if type(days) is not int or not 0 <= days <= 3_660:
            remedy = "A transaction is over when nothing of it is left to do."
            raise PolicyError("AgreedType.transaction_days", days, "a whole number from 0 to 3,660", remedy)

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
        if self._belongs(recommendation, situation):
            return ALLOWED
        return refused(self, Reason(code, False, type, Comparison.EQUAL_TO, None, "type"))

    def _belongs(self, recommendation: Recommendation, situation: Situation) -> bool:
        """Whether it is what the transaction takes."""
        if recommendation.counts_as is not Purpose.SERVICE:
            return False
        relationship = situation.relationship
        since = local_day(situation.at, relationship.zone) - timedelta(self.transaction_days)
        owed = {item.id for item in relationship.items.values() if _is_owed(item)}
        owed |= {p.id for p in relationship.recent_purchases if p.on >= since and not p.cancelled}
        return not owed.isdisjoint(recommendation.settles)


def _is_owed(item: OpenItem) -> bool:
    """Whether the company owes it: what the customer asked for or complained of, and what was promised."""
    return item.by is Party.CUSTOMER or item.kind == "promise"
