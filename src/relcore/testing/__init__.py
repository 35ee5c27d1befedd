"""What relcore tests itself with, for everyone: strategies for its values, and the laws of a policy.

Needs hypothesis: install ``relcore[testing]``. Nothing else of relcore imports this package.
"""

from relcore.testing.companies import calendars, companies
from relcore.testing.contact_rules import contact_rules, scopes
from relcore.testing.contacts import overrides, recommendations, reservations
from relcore.testing.contents import content_strategies, contents, unknown_contents
from relcore.testing.customers import consents, customers, persons
from relcore.testing.histories import (
    RelationshipHistory,
    histories,
    interactions,
    interleaved,
    relationship_histories,
    relationships,
)
from relcore.testing.laws import check_contact_rule, check_criterion, check_metric, check_recommender
from relcore.testing.policies import criteria, metrics, policy_sets
from relcore.testing.situations import asked_contacts, situations
from relcore.testing.values import gaps, ids, instants, money, texts, zones

__all__ = [
    "RelationshipHistory",
    "asked_contacts",
    "calendars",
    "check_contact_rule",
    "check_criterion",
    "check_metric",
    "check_recommender",
    "companies",
    "consents",
    "contact_rules",
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
    "overrides",
    "persons",
    "policy_sets",
    "recommendations",
    "relationship_histories",
    "relationships",
    "reservations",
    "scopes",
    "situations",
    "texts",
    "unknown_contents",
    "zones",
]
