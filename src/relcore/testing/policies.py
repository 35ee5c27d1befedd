"""Policies to try: the default ones with other numbers, and criteria made of anything that may move a stage."""

from functools import lru_cache
from typing import Any, Final

from attrs import evolve, fields
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from relcore.lifecycle import AWARENESS_FIRST, EXPLORATION_FIRST
from relcore.model import FrozenMap
from relcore.policies import (
    INSTRUMENTS,
    AllOf,
    AnswerHours,
    AnyOf,
    Band,
    Breaches,
    Categories,
    ContactRule,
    CoolingOff,
    Count,
    Criterion,
    Days,
    Dependence,
    Elapsed,
    EndedFor,
    GraveConcerns,
    HealthScore,
    HeldConversations,
    Instrument,
    InteractionDays,
    InteractionSpan,
    Known,
    LastingSatisfaction,
    MemberInteractions,
    Metric,
    MotiveCompleteness,
    Not,
    OfType,
    OpenConcerns,
    OpenNeeds,
    Opportunities,
    Overrun,
    Owned,
    Paces,
    Part,
    PurchaseDays,
    Reliability,
    ServiceLevel,
    Silence,
    SurveyScore,
    Threshold,
    Trust,
    UnsettledGrievances,
    UsualGap,
    UsualGaps,
)
from relcore.policies.contact import name_of
from relcore.policy_set import STANDARD, AdvisingRules, FoldingRules, Memory, PolicySet
from relcore.testing.companies import calendars
from relcore.testing.contact_rules import contact_rules
from relcore.testing.values import weighed
from relcore.vocabulary import Anchor, Comparison, EndReason, Party, RelationshipType, Severity

__all__ = ["criteria", "metrics", "policy_sets"]

_EVENTS: Final = (
    "purchase",
    "trial.failed",
    "statement.value",
    "note",
    "acme.points",
    "work_done.adapts",
)
_STEADY: Final[tuple[Metric, ...]] = (
    PurchaseDays(),
    Categories(),
    Breaches(),
    GraveConcerns(),
    Opportunities(),
    UsualGap(),
    OpenConcerns(),
    UnsettledGrievances(),
    OpenNeeds(),
    Overrun(),
    AnswerHours(),
    CoolingOff(),
    InteractionDays(),
    InteractionSpan(),
    MemberInteractions(),
    HeldConversations(),
    MotiveCompleteness(),
    OfType((RelationshipType.LONG_TERM, RelationshipType.COMMUNITY)),
    Owned(),
    Dependence(),
    Known(Dependence()),
    LastingSatisfaction(),
    SurveyScore("nps", INSTRUMENTS["nps"]),
    Reliability(),
    Reliability(Party.CUSTOMER, prior_kept=0, late_cost_tenths=10),
    Trust(),
)
_STRICT: Final = Instrument(worst=0, best=4, low=3, severity=Severity.GRAVE)
_PACES: Final = (30.0, 0.5, 1.0, 7.0, 365.0)
_SIZES: Final = (8, 1, 2, 3)


def metrics() -> SearchStrategy[Metric]:
    """The metrics that may move a stage: those that are constant while nothing happens."""
    plain: SearchStrategy[Metric] = st.sampled_from(_STEADY)
    counts: SearchStrategy[Metric] = st.sampled_from(_EVENTS).map(Count)
    ended = st.sampled_from(((EndReason.LAPSED,), (EndReason.FRAUD, EndReason.CEASED))).map(EndedFor)
    return weighed((3, plain), (1, counts), (1, ended))


def _limits() -> SearchStrategy[Metric]:
    fixed = st.sampled_from((7.0, 0.0, 1.0, 30.0, 1 / 3, 365.0)).map(Days)
    paces = st.sampled_from((1.0, 0.1, 3.0)).map(lambda multiple: Paces(multiple, 0, 500))
    return st.one_of(fixed, paces, st.just(UsualGaps(5, 4, 5, 30, 1_825)), st.just(UsualGap()))


@lru_cache(maxsize=1)
def criteria() -> SearchStrategy[Criterion]:
    """Criteria that may move a stage, composed by *all of*, *any of* and *not*, up to three deep."""
    thresholds = st.builds(Threshold, metrics(), st.sampled_from(Comparison), st.sampled_from((1, 0, 2, 3)))
    elapsed = st.builds(Elapsed, st.sampled_from(Anchor), _limits(), st.just("waited"))
    leaves: SearchStrategy[Criterion] = st.one_of(thresholds, elapsed)
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts))),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
            inner.map(Not),
        ),
        max_leaves=5,
    )


@lru_cache(maxsize=1)
def _memories() -> SearchStrategy[Memory]:
    sizes = st.sampled_from(_SIZES)
    return st.one_of(
        st.just(Memory()),
        st.fixed_dictionaries(
            {field.name: sizes for field in fields(Memory) if field.name != "kinds"},
            optional={"kinds": st.sampled_from((1, 2, 5))},
        ).map(lambda drawn: Memory(**drawn)),
    )


@lru_cache(maxsize=1)
def _service_levels() -> SearchStrategy[ServiceLevel]:
    hours = st.sampled_from((8, 0, 1, 100))
    return st.builds(
        ServiceLevel,
        calendar=calendars(),
        question_hours=hours,
        minor_hours=hours,
        moderate_hours=hours,
        grave_hours=hours,
        recurrence_days=st.sampled_from((180, 0, 30)),
    )


@st.composite
def _limited(draw: DrawFn, folding: FoldingRules) -> FoldingRules:
    """The rules with other instruments, time limits, windows and cooling-off."""
    return evolve(
        folding,
        instruments=draw(
            st.sampled_from((INSTRUMENTS, FrozenMap({"csat": _STRICT}), FrozenMap[str, Instrument]()))
        ),
        service=draw(_service_levels()),
        window=draw(st.sampled_from((folding.window, Paces(1, 1, 30), Paces(1, 365, 365)))),
        cooling_off=draw(st.sampled_from((folding.cooling_off, Days(0), Days(1), Days(366)))),
    )


@lru_cache(maxsize=2)
def _advising(any_criteria: bool) -> SearchStrategy[AdvisingRules]:
    """The standard advice, or with other numbers; and with any findings at all, if asked for."""
    standard = STANDARD.advising
    found: SearchStrategy[Any] = st.just(standard.findings)
    if any_criteria:
        found |= st.dictionaries(st.sampled_from(("odd", "even")), criteria(), max_size=2)
    wary = Trust(baseline=40, promise_points=20, satisfaction_points=10, concern_points=10)
    parts = (Part(wary, 2, worst=0, best=100), Part(Silence(), 1, worst=365.0, best=0))
    strict = HealthScore(parts, coverage_percent=100, bands=(Band("poor", 0), Band("good", 90)))
    return st.builds(
        lambda trust, health, findings, contact_rules: evolve(
            standard, trust=trust, health=health, findings=findings, contact_rules=contact_rules
        ),
        st.sampled_from((standard.trust, wary)),
        st.sampled_from((standard.health, strict)),
        found,
        st.just(standard.contact_rules) | _contact_rules(),
    )


def _contact_rules() -> SearchStrategy[tuple[ContactRule, ...]]:
    """Some rules of any sort, each with a name of its own."""
    return st.lists(contact_rules(), max_size=6, unique_by=name_of).map(tuple)


@st.composite
def policy_sets(draw: DrawFn, *, any_criteria: bool = False) -> PolicySet:
    """Policy sets: the standard one with another table, pace, dwell, limits, memories and contact rules.

    Memories go down to memories of one.

    Args:
        draw: given by hypothesis.
        any_criteria: whether some of its criteria and findings are replaced by anything at all.
    """
    folding = STANDARD.folding
    dwell = draw(st.none() | _limits())
    folding = evolve(
        folding,
        lifecycle=draw(st.sampled_from((EXPLORATION_FIRST, AWARENESS_FIRST))),
        pace_days=draw(st.sampled_from(_PACES)),
        memory=draw(_memories()),
        reversal=folding.reversal if dwell is None else Elapsed(Anchor.STAGE, dwell, "dwell"),
    )
    if draw(st.booleans()):
        folding = draw(_limited(folding))
    policies = evolve(STANDARD, name="generated", folding=folding, advising=draw(_advising(any_criteria)))
    if any_criteria:
        names = st.sampled_from(sorted(folding.criteria))
        policies = policies.with_criteria(**draw(st.dictionaries(names, criteria(), max_size=4)))
    return policies
