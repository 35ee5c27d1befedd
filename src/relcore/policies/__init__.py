"""Four shapes of policy, how they compose, and the policies that relcore brings."""

from relcore.policies.criteria import AllOf, AnyOf, Elapsed, Foreign, Not, Threshold, at_least, at_most
from relcore.policies.durations import Days, Paces, UsualGaps
from relcore.policies.metrics import (
    ActivityScore,
    Breaches,
    Categories,
    Count,
    EndedFor,
    GraveConcerns,
    MeanBasket,
    Opportunities,
    Overdue,
    PurchaseDays,
    Silence,
    UsualGap,
)
from relcore.policies.protocols import ContactRule, Criterion, Finding, Metric, Recommender
from relcore.policies.situation import Situation

__all__ = [
    "ActivityScore",
    "AllOf",
    "AnyOf",
    "Breaches",
    "Categories",
    "ContactRule",
    "Count",
    "Criterion",
    "Days",
    "Elapsed",
    "EndedFor",
    "Finding",
    "Foreign",
    "GraveConcerns",
    "MeanBasket",
    "Metric",
    "Not",
    "Opportunities",
    "Overdue",
    "Paces",
    "PurchaseDays",
    "Recommender",
    "Silence",
    "Situation",
    "Threshold",
    "UsualGap",
    "UsualGaps",
    "at_least",
    "at_most",
]
