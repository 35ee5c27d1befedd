"""Who does not want to be approached is not approached; who asks is answered."""

from attrs import frozen

from relcore.model.decision import Decision, Reason
from relcore.model.recommendation import Recommendation
from relcore.policies.contact.rule import ALLOWED, refused
from relcore.policies.situation import Situation
from relcore.vocabulary import Comparison, Wish

__all__ = ["Wished"]


@frozen
class Wished:
    """A person who wishes no contact gets none that was not asked for. An unknown wish is left to the other rules.

    Reads the person's wish. Emits ``wish``.
    """

    code = "wished"
    hard = True
    asks_of_replies = False

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        """Allowed or refused."""
        if situation.person is None or situation.person.wish is not Wish.NO:
            return ALLOWED
        return refused(self, Reason("wish", False, Wish.NO, Comparison.EQUAL_TO, Wish.YES, "wish"))
