"""Nobody is offered anything while a complaint of theirs is open."""

from attrs import field, frozen

from relcore.model.decision import Decision, Reason
from relcore.model.recommendation import Recommendation
from relcore.model.validation import check_value
from relcore.policies.advisory import EVIDENCE
from relcore.policies.contact.rule import ALLOWED, refused
from relcore.policies.contact.scope import Scope
from relcore.policies.situation import Situation
from relcore.vocabulary import Comparison, Priority, Purpose

__all__ = ["NoOpenConcern"]


@frozen
class NoOpenConcern:
    """What is commercial is not said while a concern is open in any relationship of the person.

    Reads the open concerns. Emits ``open_concerns``, with the concerns as its evidence.

    Args:
        scope: what is commercial, besides everything of that priority.
    """

    code = "no_open_concern"
    hard = False
    asks_of_replies = False

    scope: Scope = field(default=Scope(purposes=(Purpose.MARKETING,)))

    def __attrs_post_init__(self) -> None:
        check_value(self.scope, Scope, "NoOpenConcern.scope")

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        """Allowed or refused."""
        commercial = recommendation.priority is Priority.COMMERCIAL
        if not commercial and not self.scope.covers(recommendation, situation):
            return ALLOWED
        found = tuple(
            item.id
            for relationship in (situation.relationship, *situation.others)
            for item in relationship.items.values()
            if item.kind == "concern"
        )
        if not found:
            return ALLOWED
        comparison = Comparison.AT_MOST
        return refused(
            self, Reason("open_concerns", False, len(found), comparison, 0, "concerns", found[-EVIDENCE:])
        )
