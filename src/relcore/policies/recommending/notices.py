"""What somebody in the company has to know: departments of a need, sales of a chance, the owner of a change.

Each is proposed until it was taken notice of, and once for each of those who have to. Somebody has to find an owner
for a relationship that has none: that is a notice too, to a supervisor.
"""

from collections.abc import Iterable
from typing import Final

from attrs import frozen

from relcore.model.decision import Reason
from relcore.model.instants import LATEST
from relcore.model.recommendation import Recommendation
from relcore.policies.recommending.open_items import ALWAYS, check_proposals, of_item, open_items
from relcore.policies.recommending.proposal import Proposal
from relcore.policies.situation import Situation
from relcore.vocabulary import Comparison, Department, Priority, RelationshipType

__all__ = ["NeedsOpen", "Notices", "Succession"]

_DEDICATED: Final = RelationshipType.DEDICATED_ASSISTANCE
_EVIDENTLY_NOT: Final = LATEST  # who is missing still was not replaced by what memory let go of
_NOBODY: Final = "nobody"


@frozen(kw_only=True)
class NeedsOpen:
    """Proposes to each department that a need names, and that has not taken notice of it, to do so.

    It is settled for a department by its acknowledgement, and for all of them once the need is met or withdrawn.

    Reads the open needs. Emits ``need_unacknowledged``.

    Args:
        proposal: what is proposed; its role is the department.
    """

    code = "needs_open"

    proposal: Proposal = Proposal(kind="acknowledge_need")

    def __attrs_post_init__(self) -> None:
        check_proposals(self, "proposal")

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """One for each need and department, in the order in which the need names them."""
        found: list[Recommendation] = []
        for item in open_items(situation, "need"):
            for one in dict.fromkeys(item.departments):
                why = Reason(
                    "need_unacknowledged", True, one, Comparison.EQUAL_TO, one, "department", (item.id,)
                )
                occasion = f"{item.id}/{one}"
                found += of_item(
                    self.proposal, situation, item, occasion, why, role=str(one), topic=item.category
                )
        return found


@frozen(kw_only=True)
class Notices:
    """Proposes to tell the owner of a change in the customer, and sales of an opportunity in a key customer.

    One change is one notice, until somebody acknowledges it. An opportunity is one alert, until sales does, or until
    it is settled; where it is not known whether the customer is a key customer, there is none.

    Reads the open changes and opportunities, and whether it is a key customer. Emits ``customer_changed_on``,
    ``opportunity_seen_on`` and ``key_customer``.

    Args:
        change: what is proposed of a change.
        alert: what is proposed of an opportunity.
    """

    code = "notices"

    change: Proposal = Proposal(kind="notice_change", role="representative", stages=ALWAYS)
    alert: Proposal = Proposal(kind="sales_alert", priority=Priority.COMMERCIAL, weight=30, role="sales")

    def __attrs_post_init__(self) -> None:
        check_proposals(self, "change", "alert")

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """One for each change, and one for each opportunity that sales does not know of."""
        found: list[Recommendation] = []
        for item in open_items(situation, "customer_changed"):
            at = item.opened_at
            why = Reason("customer_changed_on", True, at, Comparison.EQUAL_TO, at, "instant", (item.id,))
            found += of_item(self.change, situation, item, item.id, why)
        if situation.customer is None or not situation.customer.is_key:
            return found
        for item in open_items(situation, "opportunity"):
            if Department.SALES in item.acknowledged:
                continue
            at = item.opened_at
            why = Reason("opportunity_seen_on", True, at, Comparison.EQUAL_TO, at, "instant", (item.id,))
            is_key = Reason("key_customer", True, 1, Comparison.AT_LEAST, 1, "customers")
            found += of_item(self.alert, situation, item, item.id, why, is_key)
        return found


@frozen(kw_only=True)
class Succession:
    """Proposes to find a new owner where the owner has left, and an owner where one was agreed and there is none.

    The owner has left who is none of the company's agents, or not active any more; where the agents are not known,
    nobody can say. A dedicated representative was agreed by the type or by a facet. Another owner settles it. Who
    comes back and leaves again is missed again: owners are told apart by how many changes of owner there were.

    Reads the owner, the type and the company's agents. Emits ``owner_left`` and ``owner_missing``.

    Args:
        proposal: what is proposed.
    """

    code = "succession"

    proposal: Proposal = Proposal(kind="assign_owner", weight=30, role="supervisor")

    def __attrs_post_init__(self) -> None:
        check_proposals(self, "proposal")

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """One at most."""
        relationship, company = situation.relationship, situation.company
        owner = relationship.owner
        if owner is None:
            if _DEDICATED not in (relationship.type, *relationship.facets):
                return ()
            why = Reason("owner_missing", True, _DEDICATED, Comparison.EQUAL_TO, _DEDICATED, "type")
        else:
            if company is None or company.agents is None:
                return ()
            if any(agent.id == owner and agent.active for agent in company.agents):
                return ()
            why = Reason("owner_left", True, owner, Comparison.EQUAL_TO, owner, "agent")
        tally = relationship.tallies.get("owner_changed")
        changes = relationship.past_counts.get("owner_changed", 0) + (0 if tally is None else tally.count)
        made = self.proposal.make(
            situation,
            f"{_NOBODY if owner is None else owner}/{changes}",
            since=_EVIDENTLY_NOT,
            reasons=(why,),
        )
        return () if made is None else (made,)
