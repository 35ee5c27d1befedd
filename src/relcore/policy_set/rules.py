"""A policy set has two parts: what folds a history, and what advises about it.

A relationship carries the digest of the folding part, because its state would be another one under other
rules. The advising part may change from day to day.
"""

from collections.abc import Mapping
from datetime import timedelta
from difflib import get_close_matches
from functools import cached_property
from typing import Any, TypeVar, cast

from attrs import evolve, field, fields, frozen

from relcore.errors import PolicyError
from relcore.lifecycle import Lifecycle
from relcore.model.frozen_map import FrozenMap
from relcore.model.validation import check_value, check_values
from relcore.policies import (
    INSTRUMENTS,
    Criterion,
    Days,
    Delegation,
    HealthScore,
    Instrument,
    Metric,
    Paces,
    Planning,
    Recommender,
    ServiceLevel,
    Trust,
)
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
        contacts: how many of the company's latest attempts to reach each person.
        persons: how many people are told apart of those who speak for a customer: when they were last heard,
            and what was tried to reach them.
        evidence: how many ids of the latest events of each kind.
        categories: how many product categories in an episode.
        kinds: how many kinds of events.
        readings: how many of the customer's latest satisfaction readings.
        proxies: how many of the company's latest guesses of it.
        statements: how many of the latest statements of each topic.
        closed_concerns: how many of the latest closed concerns.
        durations: how long how many of the latest deliveries and answers took.
        unnoted: how many of the latest conversations without a note.
        events: how many of the latest events that want to be followed up.
        event_days: how many days such an event is kept.
        recommendations: how many kinds of recommendations that were carried out.
        carried_out: how many of the latest of each kind.
    """

    purchases: int = 12
    contacts: int = 8
    persons: int = 16
    evidence: int = 8
    categories: int = 32
    kinds: int = 96
    readings: int = 12
    proxies: int = 4
    statements: int = 8
    closed_concerns: int = 8
    durations: int = 8
    unnoted: int = 8
    events: int = 12
    event_days: int = 60
    recommendations: int = 64
    carried_out: int = 24

    def __attrs_post_init__(self) -> None:
        for attribute in fields(Memory):
            name, size = attribute.name, getattr(self, attribute.name)
            if type(size) is not int or not 1 <= size <= 10_000:
                remedy = "A memory is small: it is kept for every relationship."
                raise PolicyError(f"Memory.{name}", size, "a whole number from 1 to 10,000", remedy)


def _bound(criteria: "FrozenMap[str, Criterion] | dict[str, Criterion]") -> FrozenMap[str, BuiltInCriterion]:
    return FrozenMap({name: built_in(criterion) for name, criterion in criteria.items()})


def _instruments(instruments: Mapping[str, Instrument]) -> FrozenMap[str, Instrument]:
    return FrozenMap(instruments)


def _built_in(criterion: Criterion) -> BuiltInCriterion:
    return built_in(criterion)


@frozen(kw_only=True)
class FoldingRules:
    """What makes a state of a history: table, criteria, limits, instruments, pace and memory.

    Args:
        lifecycle: the table of stages and edges.
        criteria: the criterion behind each rule that the table names; further ones do no harm.
        reversal: what must hold besides, for a move back in the order or to the stage just left. It holds
            back reversals and never a first advance.
        pace_days: the pace of the business in days: the pooled mean gap between purchase days of its
            customers. Fit it once on history, and keep it.
        memory: how much is remembered.
        instruments: by which satisfaction is read, by name; readings by others are tallied and no more.
        service: the time limits of concerns and questions.
        window: how long the windows are over which growth is seen, one after another from the opening.
        cooling_off: how long an ending that somebody stated can be taken back. One for which the customer has
            ceased is final at once.

    Raises:
        PolicyError: a rule of the table is not bound, a criterion reads a metric that moves with the clock,
            or a parameter is out of bounds.
    """

    lifecycle: Lifecycle
    criteria: FrozenMap[str, BuiltInCriterion] = field(converter=_bound)
    reversal: BuiltInCriterion = field(converter=_built_in)
    pace_days: float
    memory: Memory = Memory()
    instruments: FrozenMap[str, Instrument] = field(default=INSTRUMENTS, converter=_instruments)
    service: ServiceLevel = ServiceLevel()
    window: Paces = Paces(6, at_least_days=90, at_most_days=365)
    cooling_off: Days = Days(14)

    def __attrs_post_init__(self) -> None:
        for name, instrument in self.instruments.items():
            check_value(instrument, Instrument, f"FoldingRules.instruments[{name!r}]")
        check_value(self.service, ServiceLevel, "FoldingRules.service")
        check_value(self.window, Paces, "FoldingRules.window")
        check_value(self.cooling_off, Days, "FoldingRules.cooling_off")
        if self.window.at_least_days < 1:
            remedy = "A window is long enough to buy in."
            raise PolicyError("FoldingRules.window", self.window.at_least_days, "a day at least", remedy)
        for index, edge in enumerate(self.lifecycle.edges):
            if (rule := edge.rule) is not None and rule not in self.criteria:
                near = get_close_matches(rule, self.criteria, n=1)
                meant = f" Or did you mean {near[0]!r}?" if near else ""
                remedy = f"edges[{index}] asks for it. Bind it: criteria={{{rule!r}: ...}}.{meant}"
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

    @cached_property
    def window_seconds(self) -> int:
        """How long a window is at the pace of the business."""
        return int(self.window.in_days(self.pace_days) * 86_400)

    @cached_property
    def window_width(self) -> timedelta:
        """The same as a length of time."""
        return timedelta(seconds=self.window_seconds)


_NO_FINDINGS: FrozenMap[str, BuiltInCriterion] = FrozenMap()


@frozen(kw_only=True)
class AdvisingRules:
    """What advises about a state and never changes it.

    Args:
        activity: the metric that ranks who will come back.
        trust: how far the customer can trust the company.
        health: how a relationship is doing.
        findings: what a review tells of where it holds, by name: practice falls short of what was agreed or owed.
        recommenders: what should be done next.
        planning: what comes first of it, and how much of it reaches a person.
        delegation: who does it.
        contact_rules: whether it may be done.
    """

    activity: Metric = ActivityScore()
    trust: Trust = Trust()
    health: HealthScore = HealthScore()
    findings: FrozenMap[str, BuiltInCriterion] = field(default=_NO_FINDINGS, converter=_bound)
    recommenders: tuple[Recommender, ...] = ()
    planning: Planning = Planning()
    delegation: Delegation = Delegation()
    contact_rules: tuple[ContactRule, ...] = ()

    def __attrs_post_init__(self) -> None:
        check_value(self.trust, Trust, "AdvisingRules.trust")
        check_value(self.health, HealthScore, "AdvisingRules.health")
        check_values(self.recommenders, Recommender, "AdvisingRules.recommenders")
        check_value(self.planning, Planning, "AdvisingRules.planning")
        check_value(self.delegation, Delegation, "AdvisingRules.delegation")
        check_values(self.contact_rules, ContactRule, "AdvisingRules.contact_rules")
        for name in ("recommenders", "contact_rules"):
            for policy in getattr(self, name):
                if isinstance(policy, type):
                    remedy = f"Make one: {policy.__name__}()."
                    raise PolicyError(f"AdvisingRules.{name}", policy, "a policy, and not its class", remedy)


_Part = TypeVar("_Part", FoldingRules, AdvisingRules)


def _with(part: _Part, changes: dict[str, Any]) -> _Part:
    known = [attribute.name for attribute in fields(type(part))]
    for name in changes:
        if name not in known:
            owner = type(part).__name__
            raise PolicyError(f"{owner}.{name}", name, f"one of {', '.join(known)}", "Correct the name.")
    return evolve(part, **changes)


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

    def with_folding(self, **changes: Any) -> "PolicySet":
        """The same policies with some fields of the folding part replaced, such as ``service`` or ``window``.

        Raises:
            PolicyError: there is no such field, or a value can't stand in it.
        """
        return evolve(self, folding=_with(self.folding, changes))

    def with_advising(self, **changes: Any) -> "PolicySet":
        """The same policies with some fields of the advising part replaced, such as ``health``.

        Raises:
            PolicyError: there is no such field, or a value can't stand in it.
        """
        return evolve(self, advising=_with(self.advising, changes))

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
