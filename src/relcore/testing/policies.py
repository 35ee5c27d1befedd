"""Policies to try: the default ones with other numbers, and criteria made of anything that may move a stage."""

from datetime import UTC
from functools import lru_cache
from typing import Final

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from relcore.kernel import replay
from relcore.lifecycle import AWARENESS_FIRST, EXPLORATION_FIRST
from relcore.policies import (
    AllOf,
    AnyOf,
    Breaches,
    Categories,
    Count,
    Criterion,
    Days,
    Elapsed,
    EndedFor,
    GraveConcerns,
    Metric,
    Not,
    Opportunities,
    Paces,
    PurchaseDays,
    Situation,
    Threshold,
    UsualGap,
    UsualGaps,
)
from relcore.policy_set import STANDARD, Memory, PolicySet
from relcore.testing.histories import relationship_histories
from relcore.vocabulary import Anchor, Comparison, EndReason

__all__ = ["criteria", "metrics", "policy_sets", "situations"]

_EVENTS: Final = (
    "purchase",
    "trial.failed",
    "statement.value",
    "note",
    "acme.points",
    "work_done.adapts",
)
_PACES: Final = (30.0, 0.5, 1.0, 7.0, 365.0)
_SIZES: Final = (8, 1, 2, 3)


def metrics() -> SearchStrategy[Metric]:
    """The metrics that may move a stage: those that are constant while nothing happens."""
    plain = st.sampled_from(
        (PurchaseDays(), Categories(), Breaches(), GraveConcerns(), Opportunities(), UsualGap())
    )
    counts = st.sampled_from(_EVENTS).map(Count)
    ended = st.sampled_from(((EndReason.LAPSED,), (EndReason.FRAUD, EndReason.CEASED))).map(EndedFor)
    return st.one_of(plain, counts, ended)


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
        st.builds(
            lambda purchases, contacts, evidence, categories, kinds: Memory(
                purchases=purchases, contacts=contacts, evidence=evidence, categories=categories, kinds=kinds
            ),
            sizes,
            sizes,
            sizes,
            sizes,
            st.sampled_from((96, 1, 2, 5)),
        ),
    )


@st.composite
def policy_sets(draw: DrawFn, *, any_criteria: bool = False) -> PolicySet:
    """Policy sets: the standard one with another table, pace, dwell and memories, down to memories of one.

    Args:
        draw: given by hypothesis.
        any_criteria: whether some of its criteria are replaced by anything at all.
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
    policies = evolve(STANDARD, name="generated", folding=folding)
    if any_criteria:
        names = st.sampled_from(sorted(folding.criteria))
        policies = policies.with_criteria(**draw(st.dictionaries(names, criteria(), max_size=4)))
    return policies


@st.composite
def situations(draw: DrawFn, *, policies: PolicySet = STANDARD, max_size: int = 12) -> Situation:
    """What a policy may be asked about: a relationship after a history, as of its last interaction.

    Args:
        draw: given by hypothesis.
        policies: the rules of the history.
        max_size: the most interactions of it.
    """
    lived = draw(relationship_histories(max_size=max_size))
    relationship = replay(lived.opened, lived.interactions, policies).relationship
    return Situation(relationship, relationship.last_at.astimezone(UTC), policies.folding.pace_days)
