"""Every policy as one value, its digest, and the default set."""

from relcore.policy_set.canonical import canonical, digest
from relcore.policy_set.lint import lint
from relcore.policy_set.plan import BoundEdge, Plan, StagePlan, leaves
from relcore.policy_set.rules import AdvisingRules, FoldingRules, Memory, PolicySet
from relcore.policy_set.standard import DWYER_SCHURR_OH, STANDARD

__all__ = [
    "DWYER_SCHURR_OH",
    "STANDARD",
    "AdvisingRules",
    "BoundEdge",
    "FoldingRules",
    "Memory",
    "Plan",
    "PolicySet",
    "StagePlan",
    "canonical",
    "digest",
    "leaves",
    "lint",
]
