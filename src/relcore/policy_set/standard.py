"""The default policies: what the five stages ask for, in numbers that a team can change.

Durations are multiples of the business's pace. The lapse limit was chosen on a real history of purchases
(CDNOW): five usual gaps of the customer, never less than four paces of the business.
"""

from typing import Final

from attrs import evolve

from relcore.lifecycle import AWARENESS_FIRST, EXPLORATION_FIRST
from relcore.model.frozen_map import FrozenMap
from relcore.policies import (
    AllOf,
    AnyOf,
    Breaches,
    Categories,
    CoolingOff,
    Count,
    Criterion,
    Dependence,
    Elapsed,
    EndedFor,
    GraveConcerns,
    Known,
    Opportunities,
    Paces,
    PurchaseDays,
    UnsettledGrievances,
    UsualGaps,
    at_least,
    at_most,
)
from relcore.policy_set.advice import ADVICE
from relcore.policy_set.rules import FoldingRules, PolicySet
from relcore.vocabulary import Anchor, EndReason

__all__ = ["DWYER_SCHURR_OH", "STANDARD"]

_FOR_GOOD = (EndReason.FRAUD, EndReason.LEGAL, EndReason.CEASED)

_value: Final = AnyOf(
    (
        at_least(PurchaseDays(), 1),
        at_least(Count("trial.passed"), 1),
        at_least(Count("statement.value"), 1),
    )
)
_testing: Final = AnyOf((at_least(PurchaseDays(), 1), at_least(Count("trial"), 1)))
_trust: Final = AllOf((at_most(Breaches(), 0), at_most(GraveConcerns(), 0)))
_LEAST_DEPENDENCE: Final = 20
_relies: Final = at_least(Dependence(), _LEAST_DEPENDENCE) | at_most(Known(Dependence()), 0)
_growth: Final = AnyOf((at_least(PurchaseDays(), 2), at_least(Categories(), 2), at_least(Opportunities(), 1)))
_trust_lost: Final = AnyOf((at_least(Breaches(), 2), at_least(GraveConcerns(), 1)))
_YEARLY: Final = Paces(12, at_least_days=365, at_most_days=1_825)
_durable: Final = AllOf((Elapsed(Anchor.EPISODE, _YEARLY, "episode_age"), at_least(PurchaseDays(), 4)))

_CRITERIA: Final[dict[str, Criterion]] = {
    "value_understood": _value,
    "value_lost": ~_value,
    "testing": _testing,
    "testing_ceased": ~_testing,
    "trust_and_growth": AllOf((_trust, _growth, _relies)),
    "trust_or_growth_lost": AnyOf((_trust_lost, ~_growth)),
    "commitment": AllOf(
        (at_least(Count("work_done.adapts"), 1), _trust, AnyOf((at_least(Count("pledge"), 1), _durable)))
    ),
    "commitment_lost": _trust_lost,
    "trial_failed": at_least(Count("trial.failed"), 1),
    "lapsed": Elapsed(
        Anchor.ENGAGED,
        UsualGaps(multiple=5, at_least_paces=4, at_most_paces=5, at_least_days=30, at_most_days=1_825),
        "silence",
    ),
    "returned": AllOf((at_least(PurchaseDays(), 1), at_most(EndedFor(_FOR_GOOD), 0))),
    "won_back": AllOf(
        (
            at_most(EndedFor(_FOR_GOOD), 0),
            at_most(CoolingOff(), 0),
            at_most(UnsettledGrievances(), 0),
        )
    ),
}
STANDARD: Final = PolicySet(
    name="standard",
    version="1",
    folding=FoldingRules(
        lifecycle=EXPLORATION_FIRST,
        criteria=FrozenMap(_CRITERIA),
        reversal=Elapsed(Anchor.STAGE, Paces(1, at_least_days=7, at_most_days=90), "dwell"),
        pace_days=30.0,
    ),
    advising=ADVICE,
)
"""The default policy set: exploration first, a pace of 30 days."""

DWYER_SCHURR_OH: Final = evolve(
    STANDARD, name="dwyer_schurr_oh", folding=evolve(STANDARD.folding, lifecycle=AWARENESS_FIRST)
)
"""The default policies on the table of Dwyer, Schurr and Oh (1987)."""
