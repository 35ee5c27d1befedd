"""The laws of a policy, in one call: for those who write metrics, criteria and recommenders of their own.

A policy is asked about many generated relationships. What breaks a law is shown as the smallest history that
hypothesis finds.
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

from attrs import evolve, fields
from hypothesis import Phase, given, settings

from relcore.model import FrozenMap, Reason, Recommendation, Relationship
from relcore.policies import Criterion, Finding, Metric, Recommender, Situation
from relcore.policy_set import STANDARD, Memory, PolicySet
from relcore.testing.policies import situations

__all__ = ["check_criterion", "check_metric", "check_recommender"]

_LATER = (timedelta(microseconds=1), timedelta(days=1), timedelta(days=400))
_TICKS = (timedelta(microseconds=1), timedelta(seconds=1), timedelta(hours=1))


def _forgetful() -> PolicySet:
    small = Memory(**{field.name: 1 for field in fields(Memory)})
    return evolve(STANDARD, folding=evolve(STANDARD.folding, memory=small))


def _copy(situation: Situation) -> Situation:
    """An equal situation that shares no map with the first."""
    r = situation.relationship
    maps: dict[str, Any] = {
        field.name: FrozenMap(dict(held))
        for field in fields(Relationship)
        if isinstance(held := getattr(r, field.name), FrozenMap)
    }
    knowledge = evolve(r.knowledge, said=FrozenMap(dict(r.knowledge.said)))
    return evolve(situation, relationship=evolve(r, **maps, knowledge=knowledge))


def _require(holds: bool, law: str, policy: object, found: object) -> None:
    if not holds:
        raise AssertionError(f"{law}: {type(policy).__name__} answered {found!r}")


def _check_number(metric: Metric, number: object) -> None:
    is_number = isinstance(number, int | float) and not isinstance(number, bool)
    _require(number is None or is_number, "a metric is one number, or None for unknown", metric, number)
    _require(not isinstance(number, float) or number - number == 0, "a number is finite", metric, number)


def check_metric(metric: Metric, *, steady: bool = True, max_examples: int = 50) -> None:
    """Check the laws that every metric keeps.

    It answers with a finite number or with None, for a relationship in which nothing has happened and for one
    whose memories overflowed as for any other; the same to the same question; and, where it is steady, the
    same as long as nothing happens.

    Args:
        metric: the metric.
        steady: whether it claims to be constant while nothing happens, as it has to be to move a stage.
        max_examples: how many relationships to ask it about.

    Raises:
        AssertionError: it breaks a law; the message says which, and hypothesis shows the smallest history.

    >>> from relcore.policies import PurchaseDays
    >>> check_metric(PurchaseDays(), max_examples=5)
    """

    def check(situation: Situation) -> None:
        number = metric.measure(situation)
        _check_number(metric, number)
        again = metric.measure(_copy(situation))
        _require(number == again, "the same question has the same answer", metric, (number, again))
        for later in _LATER:
            then = metric.measure(evolve(situation, at=situation.at + later))
            _check_number(metric, then)
            same = not steady or then == number
            _require(same, "a steady metric is constant while nothing happens", metric, (number, then))

    _run(check, max_examples)


def _check_reason(criterion: Criterion, reason: object) -> None:
    _require(isinstance(reason, Reason), "a finding is made of reasons", criterion, reason)
    if isinstance(reason, Reason) and reason.measured is None:
        _require(reason.holds is not True, "unknown is not true", criterion, reason)


def check_criterion(criterion: Criterion, *, max_examples: int = 50) -> None:
    """Check the laws that every criterion keeps.

    It answers with a finding that is true, false or unknown and names its reasons; never true because of
    something unknown; the same to the same question.

    Args:
        criterion: the criterion.
        max_examples: how many relationships to ask it about.

    Raises:
        AssertionError: it breaks a law; the message says which, and hypothesis shows the smallest history.

    >>> from relcore.policies import PurchaseDays, at_least
    >>> check_criterion(at_least(PurchaseDays(), 2), max_examples=5)
    """

    def check(situation: Situation) -> None:
        found = criterion.judge(situation)
        _require(isinstance(found, Finding), "a criterion answers with a finding", criterion, found)
        in_three_values = found.holds is None or type(found.holds) is bool
        _require(in_three_values, "it holds, or not, or that is unknown", criterion, found.holds)
        _require(bool(found.reasons), "a finding says why", criterion, found)
        for reason in found.because:
            _check_reason(criterion, reason)
            _require(reason in found.reasons, "what made it so was looked at", criterion, reason)
        again = criterion.judge(_copy(situation))
        _require(found == again, "the same question has the same answer", criterion, (found, again))

    _run(check, max_examples)


def _check_proposal(recommender: Recommender, situation: Situation, proposal: Recommendation) -> None:
    is_one = isinstance(proposal, Recommendation)
    _require(is_one, "a recommender proposes recommendations", recommender, proposal)
    own = proposal.relationship_id == situation.relationship.id
    _require(own, "it proposes for the relationship that it was asked about", recommender, proposal)
    _require(bool(proposal.reasons), "a recommendation says why", recommender, proposal)


def _keys(recommender: Recommender, situation: Situation) -> dict[str, set[str]]:
    """The keys of what is proposed, by its kind."""
    keys: dict[str, set[str]] = {}
    for proposal in recommender.recommend(situation):
        keys.setdefault(proposal.kind, set()).add(proposal.key)
    return keys


def check_recommender(recommender: Recommender, *, max_examples: int = 50) -> None:
    """Check the laws that every recommender keeps.

    It proposes recommendations for the relationship that it was asked about, each with its reasons and with a key
    of its own; the same to the same question; and no key is made of the clock, so that what was proposed a
    moment ago is the same recommendation now.

    Args:
        recommender: the recommender.
        max_examples: how many relationships to ask it about.

    Raises:
        AssertionError: it breaks a law; the message says which, and hypothesis shows the smallest history.

    >>> from relcore.policies import EndProposal
    >>> check_recommender(EndProposal(), max_examples=5)
    """

    def check(situation: Situation) -> None:
        proposed = tuple(recommender.recommend(situation))
        for proposal in proposed:
            _check_proposal(recommender, situation, proposal)
        keys = [proposal.key for proposal in proposed]
        _require(len(set(keys)) == len(keys), "a key stands for one recommendation", recommender, keys)
        again = tuple(recommender.recommend(_copy(situation)))
        _require(proposed == again, "the same question has the same answer", recommender, (proposed, again))
        for tick in _TICKS:
            moments = [evolve(situation, at=situation.at + tick * n) for n in range(3)]
            by_kind = [_keys(recommender, moment) for moment in moments]
            for kind in set.intersection(*map(set, by_kind)):
                # A season may end between two moments, but not twice in a row.
                kept = any(one[kind] & other[kind] for one, other in pairwise(by_kind))
                _require(kept, "no key is made of the clock", recommender, [one[kind] for one in by_kind])

    _run(check, max_examples)


def _run(check: Callable[[Situation], None], max_examples: int) -> None:
    for policies in (STANDARD, _forgetful()):
        asked = given(situations(policies=policies))(check)
        settings(
            max_examples=max_examples,
            phases=(Phase.generate, Phase.shrink),
            deadline=None,
            database=None,
            derandomize=True,
        )(asked)()
