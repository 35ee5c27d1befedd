"""A type is what was agreed. Whether practice bears it out is a finding; another type is a proposal.

What a customer's value entitles to and what the customer wants are kept apart, and the lesser one rules.
"""

from collections.abc import Iterable
from datetime import timedelta

from attrs import field, frozen

from relcore.errors import PolicyError
from relcore.model.decision import Reason
from relcore.model.instants import LATEST, local_day
from relcore.model.recommendation import Recommendation
from relcore.model.relationship import Relationship
from relcore.model.validation import check_flag, check_member, check_members, check_values
from relcore.policies.advisory import Advisory, Counted
from relcore.policies.criteria import BuiltInCriterion, built_in
from relcore.policies.durations import check_days
from relcore.policies.metrics import Count
from relcore.policies.protocols import Criterion
from relcore.policies.situation import Situation
from relcore.vocabulary import Channel, Comparison, Purpose, RelationshipType, Stage, StatementTopic

__all__ = [
    "ActiveOwner",
    "Entitlement",
    "HumanChannels",
    "InteractionDays",
    "InteractionSpan",
    "KeyCustomer",
    "MemberInteractions",
    "OfType",
    "Outreach",
    "Owned",
    "TypeProposal",
    "UnsourcedStatements",
]

_TYPES: frozenset[str] = frozenset({"type_changed"})
_CHANGED = "type_changed"
_OWNERS: frozenset[str] = frozenset({"owner_changed", "type_changed"})
_NONE: frozenset[str] = frozenset()
_HUMAN = frozenset(
    {Channel.IN_PERSON, Channel.PHONE, Channel.VIDEO, Channel.CHAT, Channel.EMAIL, Channel.STORE}
)


@frozen
class OfType:
    """Whether the relationship is of one of these types, by its primary type or by a facet: 1 if so, else 0.

    Args:
        types: the types.
        facets: whether facets count.
    """

    unit = "types"
    steady = True
    rises_with = _TYPES
    falls_with = _TYPES

    types: tuple[RelationshipType, ...]
    facets: bool = True

    @property
    def code(self) -> str:
        """The types that it asks for."""
        return f"of_type.{'+'.join(self.types)}"

    def __attrs_post_init__(self) -> None:
        check_members(self.types, RelationshipType, "OfType.types")
        check_flag(self.facets, "OfType.facets")

    def measure(self, situation: Situation) -> int:
        """1 or 0."""
        relationship = situation.relationship
        counting = (relationship.type, *relationship.facets) if self.facets else (relationship.type,)
        return int(any(type in self.types for type in counting))

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """None: it is what was agreed."""
        return ()


@frozen
class Owned:
    """Whether the relationship has a representative: 1 if so, else 0. It never has two."""

    code = "owned"
    unit = "owners"
    steady = True
    rises_with = _OWNERS
    falls_with = _OWNERS

    def measure(self, situation: Situation) -> int:
        """1 or 0."""
        return int(situation.relationship.owner is not None)

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """None: it is a fact of the relationship."""
        return ()


@frozen
class ActiveOwner(Advisory):
    """Whether its representative is there, and still works for the company: 1 if so, else 0."""

    code = "active_owner"
    unit = "owners"

    def measure(self, situation: Situation) -> int | None:
        """1 or 0; where nobody owns it 0, and else unknown where the agents are."""
        owner, company = situation.relationship.owner, situation.company
        if owner is None:
            return 0
        if company is None or company.agents is None:
            return None
        return int(any(agent.id == owner and agent.active for agent in company.agents))

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """None: it is a fact of the relationship."""
        return ()


@frozen
class KeyCustomer(Advisory):
    """Whether it is a key customer: 1 if so, else 0."""

    code = "key_customer"
    unit = "customers"

    def measure(self, situation: Situation) -> int | None:
        """1 or 0; unknown without a customer to look at."""
        return None if situation.customer is None else int(situation.customer.is_key)

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """None: it is a fact of the customer."""
        return ()


@frozen
class InteractionDays:
    """On how many days something passed between the two sides."""

    code = "interaction_days"
    unit = "days"
    steady = True
    rises_with = None
    falls_with = _NONE

    def measure(self, situation: Situation) -> int:
        """Days in the relationship's zone; what is internal counts for none."""
        return situation.relationship.interaction_days

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """None: only days are counted."""
        return ()


@frozen
class InteractionSpan:
    """The days from the opening to the last of these; from the first purchase, where the log began after it."""

    code = "interaction_span"
    unit = "days"
    steady = True
    rises_with = None
    falls_with = _NONE

    def measure(self, situation: Situation) -> int:
        """The days in the relationship's zone; 0 before anything passed."""
        relationship = situation.relationship
        last, bought = relationship.last_interaction_on, relationship.first_purchase_on
        if last is None:
            return 0
        began = local_day(relationship.opened_at, relationship.zone)
        return (last - (began if bought is None or bought > began else bought)).days

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """None: only days are counted."""
        return ()


@frozen
class Outreach(Advisory, Counted):
    """How many of the latest contacts the company made unasked: neither as a service nor as a reply.

    Args:
        by_people: only those that an agent made.
    """

    code = "outreach"
    unit = "contacts"

    by_people: bool = False

    def __attrs_post_init__(self) -> None:
        check_flag(self.by_people, "Outreach.by_people")

    def found(self, situation: Situation) -> tuple[str, ...]:
        """The ids of these contacts."""
        return tuple(
            contact.id
            for contact in situation.relationship.recent_contacts
            if contact.purpose != Purpose.SERVICE and (contact.by is not None or not self.by_people)
        )


@frozen
class HumanChannels(Advisory):
    """In how many of the two phases a human channel is open: during the sale, and after the purchase."""

    code = "human_channels"
    unit = "phases"

    def measure(self, situation: Situation) -> int | None:
        """0 to 2; unknown where the channels of a phase are."""
        company = situation.company
        if company is None or company.sales_channels is None or company.service_channels is None:
            return None
        return sum(not _HUMAN.isdisjoint(c) for c in (company.sales_channels, company.service_channels))

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """None: it is a fact of the company."""
        return ()


@frozen
class MemberInteractions:
    """How often members dealt with each other in this episode, as only a community lets them."""

    code = "member_interactions"
    unit = "times"
    steady = True
    rises_with = None
    falls_with = _NONE

    def measure(self, situation: Situation) -> int | None:
        """The count; unknown where the memory of kinds overflowed before there was one."""
        return Count("between_customers").measure(situation)

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """None: only how often is counted."""
        return ()


@frozen
class UnsourcedStatements(Advisory, Counted):
    """How many of the latest statements do not say who made them."""

    code = "unsourced_statements"
    unit = "statements"

    def found(self, situation: Situation) -> tuple[str, ...]:
        """The ids of these statements."""
        said = situation.relationship.knowledge.said
        topics = (said.get(topic, ()) for topic in StatementTopic)
        return tuple(one.id for statements in topics for one in statements if one.by is None)


def _criterion(criterion: Criterion) -> BuiltInCriterion:
    return built_in(criterion)


@frozen
class Entitlement:
    """What entitles to a type.

    Args:
        type: the type.
        criterion: when a customer's value entitles to it.
    """

    type: RelationshipType
    criterion: BuiltInCriterion = field(converter=_criterion)

    def __attrs_post_init__(self) -> None:
        check_member(self.type, RelationshipType, "Entitlement.type")


@frozen
class TypeProposal:
    """Proposes the next type on a ladder: what the value entitles to, bounded by what the customer wants.

    One step a review. A step up is proposed only where the customer's wish is known; a type that is not on the
    ladder is left alone, and so is a relationship that has ended.

    Args:
        ladder: the types from the loosest to the closest.
        entitlements: what entitles to them; the lowest needs nothing.
        patience_days: how old an episode is before a looser type is proposed for which nobody asked.
    """

    code = "type_proposal"

    ladder: tuple[RelationshipType, ...]
    entitlements: tuple[Entitlement, ...]
    patience_days: float = 180.0

    def __attrs_post_init__(self) -> None:
        check_days(self.patience_days, "TypeProposal.patience_days")
        check_members(self.ladder, RelationshipType, "TypeProposal.ladder")
        check_values(self.entitlements, Entitlement, "TypeProposal.entitlements")
        if len(self.ladder) < 2 or len(set(self.ladder)) != len(self.ladder):
            remedy = "List each type once, from the loosest to the closest."
            raise PolicyError("TypeProposal.ladder", self.ladder, "at least two different types", remedy)
        for entitlement in self.entitlements:
            if entitlement.type not in self.ladder:
                expected = f"one of {', '.join(self.ladder)}"
                remedy = "Put it on the ladder, or leave its entitlement out."
                raise PolicyError("TypeProposal.entitlements", entitlement.type, expected, remedy)

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """One step on the ladder, with its reasons; or none."""
        relationship, ladder = situation.relationship, self.ladder
        if relationship.stage is Stage.DISSOLUTION or relationship.type not in ladder:
            return ()
        here = ladder.index(relationship.type)
        wanted = self._wanted(situation)
        entitled = self._entitled(situation, here)
        there = entitled if wanted is None else min(entitled, ladder.index(wanted))
        if there == here or (there > here and wanted is None):
            return ()
        unasked = wanted is None or ladder.index(wanted) >= here
        patient_until = relationship.episode_since + timedelta(self.patience_days)
        waits = there < here and unasked and situation.at < patient_until
        if waits and patient_until >= LATEST:
            return ()
        step = ladder[here + 1] if there > here else ladder[here - 1]
        proposal = Recommendation(
            kind="change_type",
            relationship_id=relationship.id,
            occasion=_occasion(relationship, step),
            purpose=Purpose.RELATIONSHIP,
            not_before=patient_until if waits else None,
            reasons=(*self._reasons(situation, here, there), *_wish(wanted)),
        )
        return (proposal,) if proposal.reasons else ()

    def _entitled(self, situation: Situation, here: int) -> int:
        """The closest type that the value entitles to; not below the present one while that is unknown."""
        truths = [(self.ladder.index(e.type), e.criterion.decide(situation)) for e in self.entitlements]
        entitled = max((rank for rank, truth in truths if truth is True), default=0)
        unknown = any(truth is None for rank, truth in truths if rank >= here)
        return max(entitled, here) if unknown else entitled

    def _reasons(self, situation: Situation, here: int, there: int) -> tuple[Reason, ...]:
        """What entitles to as much or more on the way up; on the way down, what no longer entitles to it."""
        reasons: tuple[Reason, ...] = ()
        for entitlement in self.entitlements:
            rank, truth = self.ladder.index(entitlement.type), entitlement.criterion.decide(situation)
            if (
                (rank >= there and truth is True)
                if there > here
                else (there < rank <= here and truth is False)
            ):
                reasons += entitlement.criterion.because(situation)
        return tuple(dict.fromkeys(reasons))

    def _wanted(self, situation: Situation) -> RelationshipType | None:
        """The loosest of the types that the customer's people want, of those on the ladder."""
        if situation.customer is None:
            return None
        wanted = [p.wanted_type for p in situation.customer.persons if p.wanted_type in self.ladder]
        return min((w for w in wanted if w is not None), key=self.ladder.index, default=None)


def _occasion(relationship: Relationship, step: RelationshipType) -> str:
    """From which type to which, and after how many changes of type: what was turned down can be earned again."""
    tally = relationship.tallies.get(_CHANGED)
    changes = relationship.past_counts.get(_CHANGED, 0) + (0 if tally is None else tally.count)
    return (f"{changes}/" if changes else "") + f"{relationship.type}>{step}"


def _wish(wanted: RelationshipType | None) -> tuple[Reason, ...]:
    if wanted is None:
        return ()
    return (Reason("wanted_type", True, wanted, Comparison.EQUAL_TO, wanted, "type"),)
