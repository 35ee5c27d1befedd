"""The laws of a policy, in one call: for those who write metrics and criteria of their own.

A policy is asked about many generated relationships. What breaks a law is shown as the smallest history that
hypothesis finds.
"""

from collections.abc import Callable
from datetime import timedelta

from attrs import evolve
from hypothesis import given, settings

from relcore.model import Reason
from relcore.model.frozen_map import FrozenMap
from relcore.policies import Criterion, Finding, Metric, Situation
from relcore.policy_set import STANDARD, Memory, PolicySet
from relcore.testing.policies import situations

__all__ = ["check_criterion", "check_metric"]

_LATER = (timedelta(microseconds=1), timedelta(days=1), timedelta(days=400))


def _forgetful() -> PolicySet:
    small = Memory(purchases=1, contacts=1, evidence=1, categories=1, kinds=1)
    return evolve(STANDARD, folding=evolve(STANDARD.folding, memory=small))


def _copy(situation: Situation) -> Situation:
    """An equal situation that shares no map with the first."""
    r = situation.relationship
    copied = evolve(
        r,
        tallies=FrozenMap(dict(r.tallies)),
        past_counts=FrozenMap(dict(r.past_counts)),
        items=FrozenMap(dict(r.items)),
    )
    return evolve(situation, relationship=copied)


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


def _run(check: Callable[[Situation], None], max_examples: int) -> None:
    for policies in (STANDARD, _forgetful()):
        asked = given(situations(policies=policies))(check)
        settings(max_examples=max_examples, deadline=None, database=None, derandomize=True)(asked)()
