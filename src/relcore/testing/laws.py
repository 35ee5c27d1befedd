"""The laws of a policy, in one call: for those who write metrics, criteria, recommenders and contact rules.

A policy is asked about many generated relationships. What breaks a law is shown as the smallest history that
hypothesis finds.
"""

from collections.abc import Callable
from copy import deepcopy
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Final, TypeVar

from attrs import evolve, fields
from hypothesis import Phase, given, settings
from hypothesis.strategies import SearchStrategy

from relcore.errors import PolicyError
from relcore.model import Decision, Reason, Recommendation
from relcore.model.instants import RESOLUTION
from relcore.policies import ContactRule, Criterion, Finding, Metric, Recommender, Situation
from relcore.policy_set import STANDARD, Memory, PolicySet, digest
from relcore.testing.situations import asked_contacts, situations
from relcore.vocabulary import Verdict

__all__ = ["check_contact_rule", "check_criterion", "check_metric", "check_recommender"]

_Asked = TypeVar("_Asked")

_PHASES: Final = (Phase.generate, Phase.shrink)
_LATER = (timedelta(microseconds=1), timedelta(days=1), timedelta(days=400))
_TICKS = (timedelta(microseconds=1), timedelta(seconds=1), timedelta(hours=1))


def _forgetful() -> PolicySet:
    small = Memory(**{field.name: 1 for field in fields(Memory)})
    return evolve(STANDARD, folding=evolve(STANDARD.folding, memory=small))


def _copy(situation: Situation) -> Situation:
    """An equal situation that shares nothing with the first."""
    return deepcopy(situation)


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

    _run(check, situations, max_examples)


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

    _run(check, situations, max_examples)


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

    _run(check, situations, max_examples)


def _digest(rule: ContactRule) -> str:
    try:
        return digest(rule)
    except PolicyError as error:
        raise AssertionError(f"what a rule is made of has a digest: {error}") from error


def _check_statement(rule: ContactRule) -> None:
    """What it states of itself, if it does."""
    code = getattr(rule, "code", "its class")
    _require(isinstance(code, str) and bool(code), "the code of a rule is text", rule, code)
    for name in ("hard", "asks_of_replies"):
        stated = getattr(rule, name, True)
        _require(type(stated) is bool, f"what it states as {name} is true or false", rule, stated)


def _check_told(rule: ContactRule, reason: object) -> None:
    """A reason is a value whose parts are values."""
    law = "a decision is told in reasons, which are frozen values"
    _require(type(reason) is Reason, law, rule, reason)
    assert isinstance(reason, Reason)
    for found in (reason.measured, reason.required):
        _require(
            found is None or isinstance(found, int | float | Decimal | str | datetime), law, rule, reason
        )
    cited = isinstance(reason.evidence, tuple) and all(isinstance(id, str) for id in reason.evidence)
    _require(cited, law, rule, reason)


def _check_decision(rule: ContactRule, situation: Situation, decision: object) -> None:
    law = "a contact rule allows, defers or refuses"
    _require(type(decision) is Decision, law, rule, decision)
    assert isinstance(decision, Decision)
    known = decision.verdict in {Verdict.ALLOWED, Verdict.DEFERRED, Verdict.REFUSED}
    _require(known and type(decision.verdict) is Verdict, law, rule, decision.verdict)
    told = isinstance(decision.reasons, tuple)
    _require(told, "a decision is told in reasons, which are frozen values", rule, decision.reasons)
    for reason in decision.reasons:
        _check_told(rule, reason)
    if decision.verdict is not Verdict.ALLOWED:
        against = any(reason.holds is not True for reason in decision.reasons)
        _require(against, "what does not allow says what speaks against it", rule, decision.reasons)
    if decision.verdict is Verdict.DEFERRED:
        until = decision.until
        later = isinstance(until, datetime) and until.tzinfo is not None and until > situation.at
        _require(later, "a deferral ends after the instant that was asked about", rule, until)


def check_contact_rule(rule: ContactRule, *, max_examples: int = 50) -> None:
    """Check the laws that every contact rule keeps.

    It allows, defers or refuses, the same to the same question, and changes nothing, itself included. What does not
    allow says what speaks against it. A deferral names the first instant at which it allows: it lies ahead, asked
    then the rule allows, and a microsecond before it does not.

    Args:
        rule: the contact rule.
        max_examples: how many contacts to ask it about.

    Raises:
        AssertionError: it breaks a law; the message says which, and hypothesis shows the smallest history.

    >>> from relcore.policies import Wished
    >>> check_contact_rule(Wished(), max_examples=5)
    """
    _check_statement(rule)

    def check(asked: tuple[Recommendation, Situation]) -> None:
        (recommendation, situation), made_of, kept = asked, _digest(rule), deepcopy(asked)
        decision = rule.judge(recommendation, situation)
        _check_decision(rule, situation, decision)
        _require(asked == kept, "a contact rule changes nothing", rule, decision)
        again = rule.judge(*kept)
        _require(decision == again, "the same question has the same answer", rule, (decision, again))
        _require(_digest(rule) == made_of, "a contact rule changes nothing, itself included", rule, decision)
        if decision.verdict is Verdict.DEFERRED:
            _check_wait(rule, recommendation, situation, decision)

    _run(check, asked_contacts, max_examples)


def _check_wait(
    rule: ContactRule, recommendation: Recommendation, situation: Situation, decision: Decision
) -> None:
    assert decision.until is not None
    then = rule.judge(recommendation, evolve(situation, at=decision.until))
    law = "asked at the instant until which it waits, it allows"
    _require(then.verdict is Verdict.ALLOWED, law, rule, (decision.until, then))
    for earlier in (decision.until - RESOLUTION, situation.at + (decision.until - situation.at) / 2):
        if situation.at < earlier < decision.until:
            before = rule.judge(recommendation, evolve(situation, at=earlier))
            waits = before.verdict is not Verdict.ALLOWED
            _require(
                waits, "it waits for the first instant at which it allows", rule, (decision.until, earlier)
            )


def _run(
    check: Callable[[_Asked], None], asked: Callable[..., SearchStrategy[_Asked]], max_examples: int
) -> None:
    for policies in (STANDARD, _forgetful()):
        checked = given(asked(policies=policies))(check)
        settings(
            max_examples=max_examples,
            phases=_PHASES,
            deadline=None,
            database=None,
            derandomize=True,
        )(checked)()
