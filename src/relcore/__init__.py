"""relcore keeps customer relationships as plain values: the protocol itself, with no I/O.

Three nouns (:class:`Customer`, :class:`Relationship`, :class:`Interaction`) and the verbs on them. What
happened and what time it is go in; the new state, why, and what to look at next come out.
"""

from relcore.errors import RelcoreError
from relcore.kernel import Opening, explain, may_contact, record, replay, replay_many, review
from relcore.model import (
    Action,
    Agent,
    Change,
    Company,
    Customer,
    Decision,
    Explanation,
    Interaction,
    Money,
    Override,
    Person,
    Reason,
    Recommendation,
    Recorded,
    Relationship,
    Replay,
    Review,
)
from relcore.policy_set import STANDARD, PolicySet
from relcore.portfolio.agenda import Case, agenda
from relcore.vocabulary import (
    Channel,
    Department,
    Direction,
    EndReason,
    Party,
    Purpose,
    RelationshipType,
    Role,
    Stage,
    Status,
    Verdict,
)

__all__ = [
    "STANDARD",
    "Action",
    "Agent",
    "Case",
    "Change",
    "Channel",
    "Company",
    "Customer",
    "Decision",
    "Department",
    "Direction",
    "EndReason",
    "Explanation",
    "Interaction",
    "Money",
    "Opening",
    "Override",
    "Party",
    "Person",
    "PolicySet",
    "Purpose",
    "Reason",
    "Recommendation",
    "Recorded",
    "Relationship",
    "RelationshipType",
    "RelcoreError",
    "Replay",
    "Review",
    "Role",
    "Stage",
    "Status",
    "Verdict",
    "agenda",
    "explain",
    "may_contact",
    "record",
    "replay",
    "replay_many",
    "review",
]
