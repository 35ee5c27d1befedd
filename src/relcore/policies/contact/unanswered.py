"""Who does not answer is left in peace for a while."""

from datetime import timedelta

from attrs import field, frozen

from relcore.errors import PolicyError
from relcore.model.decision import Decision, Reason
from relcore.model.recommendation import Recommendation
from relcore.model.validation import check_value
from relcore.policies.advisory import EVIDENCE
from relcore.policies.contact.attempts import unanswered
from relcore.policies.contact.rule import ALLOWED, deferred, refused
from relcore.policies.contact.scope import Scope
from relcore.policies.durations import check_days
from relcore.policies.situation import Situation
from relcore.vocabulary import Comparison, Purpose

__all__ = ["UnansweredPause"]

_COURTEOUS = (Purpose.RELATIONSHIP, Purpose.SURVEY, Purpose.MARKETING)


@frozen
class UnansweredPause:
    """After so many attempts without an answer no other is made, until there is one or the pause is over.

    Every attempt counts, of whatever purpose, in every relationship of the person; an answer to one of them
    answers all that were made before it in its relationship. An attempt that is reserved is not answered yet.

    Reads the latest attempts, and when the person was last heard. Emits ``unanswered_contacts``, with the attempts
    as its evidence; unknown where memory does not reach back far enough, and then what it let go of is taken to
    be unanswered and as late as it may have been.

    Args:
        most: so many attempts are followed by a pause.
        pause_days: how long it is, from the last attempt on; None until there is an answer.
        scope: the contacts that are held back.
    """

    code = "unanswered_pause"
    hard = False
    asks_of_replies = False

    most: int = 3
    pause_days: float | None = 90.0
    scope: Scope = field(default=Scope(purposes=_COURTEOUS))

    def __attrs_post_init__(self) -> None:
        if type(self.most) is not int or not 1 <= self.most <= 1_000:
            expected = "a whole number from 1 to 1,000"
            raise PolicyError("UnansweredPause.most", self.most, expected, "Three is usual.")
        if self.pause_days is not None:
            check_days(self.pause_days, "UnansweredPause.pause_days")
        check_value(self.scope, Scope, "UnansweredPause.scope")

    @property
    def attempts_needed(self) -> int:
        """How many attempts must be remembered for it to count."""
        return self.most

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        """Allowed, deferred until the pause is over, or refused."""
        if not self.scope.covers(recommendation, situation):
            return ALLOWED
        found = unanswered(situation)
        known = found.count >= self.most
        if found.complete and not known:
            return ALLOWED
        cited = tuple(contact.id for contact in found.contacts[-EVIDENCE:])
        reason = Reason(
            "unanswered_contacts",
            False if known else None,
            found.count if known else None,
            Comparison.LESS_THAN,
            self.most,
            "contacts",
            cited,
        )
        if self.pause_days is None or found.latest is None:
            return refused(self, reason)
        until = found.latest + timedelta(self.pause_days)
        return ALLOWED if until <= situation.at else deferred(self, until, reason)
