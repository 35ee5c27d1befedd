"""What relcore tests itself with, for everyone: strategies for its values, and the laws of a policy.

Needs hypothesis: install ``relcore[testing]``. Nothing else of relcore imports this package.
"""

from relcore.testing.companies import calendars, companies
from relcore.testing.contents import content_strategies, contents, unknown_contents
from relcore.testing.customers import customers, persons
from relcore.testing.histories import (
    RelationshipHistory,
    histories,
    interactions,
    interleaved,
    relationship_histories,
    relationships,
)
from relcore.testing.laws import check_criterion, check_metric, check_recommender
from relcore.testing.policies import criteria, metrics, policy_sets, situations
from relcore.testing.values import gaps, ids, instants, money, texts, zones

__all__ = [
    "RelationshipHistory",
    "calendars",
    "check_criterion",
    "check_metric",
    "check_recommender",
    "companies",
    "content_strategies",
    "contents",
    "criteria",
    "customers",
    "gaps",
    "histories",
    "ids",
    "instants",
    "interactions",
    "interleaved",
    "metrics",
    "money",
    "persons",
    "policy_sets",
    "relationship_histories",
    "relationships",
    "situations",
    "texts",
    "unknown_contents",
    "zones",
]
