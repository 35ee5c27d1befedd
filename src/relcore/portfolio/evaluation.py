"""How well does a score rank who comes back? Ask history: score at a split, then look at what followed.

Nothing that was only known after the split may enter the score: not the purchases, and not the pace.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby
from math import isnan

from attrs import frozen

from relcore.errors import FieldError
from relcore.kernel import replay
from relcore.model import end_of_day
from relcore.policies import Situation
from relcore.policies.foreign import built_in_metric
from relcore.policy_set import STANDARD, PolicySet
from relcore.portfolio.histories import History, known_by
from relcore.portfolio.pace import pooled_pace

__all__ = ["Holdout", "Ranking", "auc", "holdout"]


def auc(scores: Sequence[float], labels: Sequence[bool]) -> float | None:
    """The chance that a score puts a true case above a false one, a tie counting one half.

    This is the area under the ROC curve, from the rank sum of H. B. Mann and D. R. Whitney, "On a Test of
    Whether One of Two Random Variables is Stochastically Larger than the Other", Annals of Mathematical
    Statistics 18 (1947), 50-60. It is exact: ranks are counted in halves, as whole numbers.

    Args:
        scores: one for each case, larger for what is held likelier.
        labels: whether the case turned out true.

    Returns:
        From 0 to 1; None where all cases are true, or all are false.

    Raises:
        FieldError: there are more of one than of the other, or a score is not a number.

    >>> auc([0.9, 0.4, 0.4, 0.1], [True, True, False, False])
    0.875
    """
    if len(scores) != len(labels):
        remedy = "Give one label for each score."
        raise FieldError("labels", len(labels), f"as many as there are scores, {len(scores)}", remedy)
    for score in scores:
        if isnan(score):
            raise FieldError("scores", score, "numbers", "Leave out cases without a score, and say how many.")
    positives, below, doubled = 0, 0, 0
    cases = sorted(zip(scores, map(bool, labels), strict=True))
    for _, tied in groupby(cases, key=_score):
        found = [label for _, label in tied]
        true = sum(found)
        doubled += true * (2 * below + len(found) - true)
        below += len(found) - true
        positives += true
    pairs = positives * below
    return doubled / (2 * pairs) if pairs else None


def _score(case: tuple[float, bool]) -> float:
    return case[0]


@frozen
class Ranking:
    """How well some customers were ranked.

    Args:
        auc: see :func:`auc`; None where all of them came back, or none.
        customers: how many were ranked.
        returned: how many of them came back.
    """

    auc: float | None
    customers: int
    returned: int


@frozen
class Holdout:
    """What the score at a split was worth for what followed.

    Args:
        split: the last day of the history.
        pace_days: the pace that was taken from the history up to the split.
        everyone: all customers who had bought by then.
        repeat: those who had bought on two days or more.
    """

    split: date
    pace_days: float
    everyone: Ranking
    repeat: Ranking


def holdout(
    histories: Iterable[History], split: date, *, until: date | None = None, policies: PolicySet = STANDARD
) -> Holdout:
    """Split histories at a day, rank by the activity score as of its end, and see who came back after it.

    The policies are given the pooled pace of the history up to the split; where nobody had bought twice by
    then, they keep their own.

    Args:
        histories: whole ones, of relationships as they were opened.
        split: the last day of the history, in each relationship's zone.
        until: the last day of the holdout; the end of the histories, if left out.
        policies: the rules to replay under; their metric of activity gives the score.

    Returns:
        The AUC for all, and for repeat buyers, each with its counts.

    Raises:
        FieldError: one of the two is no day, or ``until`` is not after ``split``.
        PolicyError: a policy raised.
    """
    for name, day in {"split": split, "until": until}.items():
        if isinstance(day, datetime) or not isinstance(day, date | None):
            raise FieldError(
                name, day, "a day: a date without a time", "Pass date(2026, 6, 30), or its .date()."
            )
    if until is not None and until <= split:
        raise FieldError("until", until, f"a day after the split, {split}", "Leave days for coming back.")
    pairs = [(past, whole) for whole in histories for past in _up_to(whole, split)]
    pace = pooled_pace(past for past, _ in pairs)
    rules = policies if pace is None else policies.with_pace(pace)
    metric = built_in_metric(rules.advising.activity)
    ranked: list[tuple[float, bool, bool]] = []
    for past, whole in pairs:
        state = replay(past.relationship, past.interactions, rules).relationship
        at = end_of_day(split, state.zone)
        score = metric.measure(Situation(state, at, rules.folding.pace_days))
        if score is not None:
            returned = any(split < day and (until is None or day <= until) for day in whole.purchase_days)
            ranked.append((score, returned, state.purchase_days > 1))
    return Holdout(
        split,
        rules.folding.pace_days,
        _ranking(ranked),
        _ranking([case for case in ranked if case[2]]),
    )


def _up_to(history: History, split: date) -> Iterable[History]:
    return known_by([history], end_of_day(split, history.relationship.zone))


def _ranking(ranked: list[tuple[float, bool, bool]]) -> Ranking:
    labels = [returned for _, returned, _ in ranked]
    return Ranking(auc([score for score, _, _ in ranked], labels), len(ranked), sum(labels))
