"""A policy set has two parts: what folds a history, and what advises about it.

A relationship carries the digest of the folding part, because its state would be another one under other
rules. The advising part may change from day to day.
"""

from functools import cached_property
from typing import cast

from attrs import evolve, field, frozen

from relcore.errors import PolicyError
from relcore.lifecycle import Lifecycle
from relcore.model.frozen_map import FrozenMap
from relcore.policies import Criterion, Metric, Recommender
from relcore.policies.criteria import BuiltInCriterion, Threshold, built_in
from relcore.policies.metrics import ActivityScore
from relcore.policies.protocols import ContactRule
from relcore.policy_set.canonical import digest
from relcore.policy_set.plan import Plan, leaves

__all__ = ["AdvisingRules", "FoldingRules", "Memory", "PolicySet"]


@frozen(kw_only=True)
class Memory:
    """How much a relationship remembers of each sort.

    Args:
        purchases: how many of the latest purchases, for returns and cancellations.
        contacts: how many of the company's latest attempts to reach somebody.
        evidence: how many ids of the latest events of each kind.
        categories: how many product categories in an episode.
        kinds: how many kinds of events.
    """

    purchases: int = 12
    contacts: int = 8
    evidence: int = 8
    categories: int = 32
    kinds: int = 96

    def __attrs_post_init__(self) -> None:
        for name in ("purchases", "contacts", "evidence", "categories", "kinds"):
            size = getattr(self, name)
            if type(size) is not int or not 1 <= size <= 10_000:
                remedy = "A memory is small: it is kept for every relationship."
                raise PolicyError(f"Memory.{name}", size, "a whole number from 1 to 10,000", remedy)


def _bound(criteria: "FrozenMap[str, Criterion] | dict[str, Criterion]") -> FrozenMap[str, BuiltInCriterion]:
    return FrozenMap({name: built_in(criterion) for name, criterion in criteria.items()})


def _built_in(criterion: Criterion) -> BuiltInCriterion:
    return built_in(criterion)


@frozen(kw_only=True)
class FoldingRules:
    """What makes a state of a history: table, criteria, pace and memory.

    Args:
        lifecycle: the table of stages and edges.
        criteria: the criterion behind each rule that the table names; further ones do no harm.
        reversal: what must hold besides, for a move back in the order or to the stage just left. It holds
            back reversals and never a first advance.
        pace_days: the pace of the business in days: the pooled mean gap between purchase days of its
            customers. Fit it once on history, and keep it.
        memory: how much is remembered.

    Raises:
        PolicyError: a rule of the table is not bound, a criterion reads a metric that moves with the clock,
            or a parameter is out of bounds.
    """

    lifecycle: Lifecycle
    criteria: FrozenMap[str, BuiltInCriterion] = field(converter=_bound)
    reversal: BuiltInCriterion = field(converter=_built_in)
    pace_days: float
    memory: Memory = Memory()

    def __attrs_post_init__(self) -> None:
        for rule in self.lifecycle.rules:
            if rule not in self.criteria:
                remedy = f"Bind it: criteria={{{rule!r}: ...}}."
                raise PolicyError("FoldingRules.criteria", rule, "every rule of the table bound", remedy)
        bound = {f"criteria[{name!r}]": criterion for name, criterion in self.criteria.items()}
        for name, criterion in {**bound, "reversal": self.reversal}.items():
            for leaf in leaves(criterion):
                if isinstance(leaf, Threshold) and not leaf.metric.steady:
                    remedy = "Let time in by Elapsed, which yields a deadline."
                    expected = "a metric that is constant between events"
                    raise PolicyError(f"FoldingRules.{name}", leaf.metric.code, expected, remedy)
        pace = self.pace_days
        if isinstance(pace, bool) or not isinstance(pace, int | float) or not 0 < pace <= 36_600:
            remedy = "Fit it on history, or estimate it."
            raise PolicyError("FoldingRules.pace_days", pace, "a number of days above 0, to 36,600", remedy)

    @cached_property
    def digest(self) -> str:
        """The digest that a relationship carries and every decision cites."""
        return digest(self)

    @cached_property
    def plan(self) -> Plan:
        """The table with its criteria bound, laid out for the fold."""
        return Plan.of(self.lifecycle, self.criteria, self.reversal, self.pace_days)


@frozen(kw_only=True)
class AdvisingRules:
    """What advises about a state and never changes it.

    Args:
        activity: the metric that ranks who will come back.
        recommenders: what should be done next.
        contact_rules: whether it may be done.
    """

    activity: Metric = ActivityScore()
    recommenders: tuple[Recommender, ...] = ()
    contact_rules: tuple[ContactRule, ...] = ()


@frozen(kw_only=True)
class PolicySet:
    """Every policy, as data: named, versioned, and with a digest that changes when any of them does.

    Args:
        name: the name of the set.
        version: the version, as the team counts it.
        folding: what makes a state of a history.
        advising: what advises about a state.
    """

    name: str
    version: str
    folding: FoldingRules = field(repr=False)
    advising: AdvisingRules = field(default=AdvisingRules(), repr=False)

    @cached_property
    def digest(self) -> str:
        """The digest of all policies; name and version do not count."""
        return digest((self.folding, self.advising))

    def with_pace(self, pace_days: float) -> "PolicySet":
        """The same policies for a business of another pace.

        Raises:
            PolicyError: the pace is no number of days above zero.
        """
        return evolve(self, folding=evolve(self.folding, pace_days=pace_days))

    def with_criteria(self, **criteria: Criterion) -> "PolicySet":
        """The same policies with some criteria replaced, by the names of their rules.

        Raises:
            PolicyError: the table has no such rule, or a criterion can't stand in it.
        """
        known = self.folding.criteria
        for name in criteria:
            if name not in known:
                raise PolicyError("criteria", name, f"one of {', '.join(sorted(known))}", "Correct the name.")
        merged = cast("FrozenMap[str, BuiltInCriterion]", {**known, **criteria})
        return evolve(self, folding=evolve(self.folding, criteria=merged))
