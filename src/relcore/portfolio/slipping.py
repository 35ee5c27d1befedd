"""Who is slipping: not gone, not new, and silent for much longer than is usual for them.

Both halves matter. Someone who bought once has no gap that is usual, and someone who always comes twice a
year is not late after three months. What is most worth keeping comes first.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import ClassVar, Final

from attrs import frozen

from relcore.errors import CurrencyError
from relcore.model import Money, Reason, Relationship
from relcore.policies import (
    AllOf,
    Criterion,
    MeanBasket,
    Overdue,
    PurchaseDays,
    Silence,
    Situation,
    UsualGap,
    at_least,
)
from relcore.policies.foreign import BuiltInMetric, built_in_metric
from relcore.policy_set import STANDARD, PolicySet
from relcore.portfolio.courses import Course
from relcore.vocabulary import Stage

__all__ = ["SLIPPING", "PurchaseDaysInAll", "Slipping", "is_slipping", "slipping"]


@frozen
class PurchaseDaysInAll:
    """On how many days something was bought, in all episodes together.

    The usual gap is taken from the whole life of a relationship, so whoever lapsed, came back and falls
    silent again is measured by all of it.
    """

    code: ClassVar[str] = "purchase_days_in_all"
    unit: ClassVar[str] = "days"
    steady: ClassVar[bool] = True

    def measure(self, situation: Situation) -> int | None:
        """Days in the zone; unknown where purchases were cancelled beyond memory."""
        relationship = situation.relationship
        return None if "purchase_days" in relationship.forgotten else relationship.purchase_days

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """The ids of the latest purchases that were not cancelled."""
        return PurchaseDays().evidence(situation)


def is_slipping(*, overdue: float = 2.0, purchase_days: int = 2, silence_days: float = 14.0) -> AllOf:
    """The criterion of slipping; that the relationship has not ended goes without saying.

    Args:
        overdue: at least so many of the customer's own usual gaps since the last purchase.
        purchase_days: bought on at least so many days: two make a first gap.
        silence_days: nothing heard for at least so many days. A gap of two days, twice missed, is no news.

    >>> is_slipping(overdue=3) == is_slipping()
    False
    """
    return AllOf(
        (
            at_least(Overdue(), overdue),
            at_least(Silence(), silence_days),
            at_least(PurchaseDaysInAll(), purchase_days),
        )
    )


SLIPPING: Final = is_slipping()
"""Two usual gaps overdue, bought on two days, silent for two weeks."""


@frozen
class Slipping:
    """A relationship that is slipping, with what a person needs to see for deciding about it.

    Args:
        relationship: as of its last interaction.
        stage: where it stands.
        spend: what was paid in all, less returns.
        mean_basket: the mean amount of a purchase.
        usual_gap_days: the gap that is usual for the customer.
        silence_days: the days since the customer last did something.
        overdue: how many usual gaps have passed since the last purchase day.
        activity: the activity score, which ranks who will come back and means nothing by itself.
        reasons: what the criterion found.
    """

    relationship: Relationship
    stage: Stage
    spend: Money | None
    mean_basket: float | None
    usual_gap_days: float | None
    silence_days: float | None
    overdue: float | None
    activity: float | None
    reasons: tuple[Reason, ...]


def slipping(
    courses: Iterable[Course], *, policies: PolicySet = STANDARD, criterion: Criterion = SLIPPING
) -> tuple[Slipping, ...]:
    """The relationships that are slipping, the most valuable first.

    They are ordered by spend, then by mean basket, then by id; one whose value is unknown comes last.

    Args:
        courses: as of one instant; their instant is the one at which the criterion is asked.
        policies: the pace of the business, and the metric of activity.
        criterion: when a relationship that has not ended is slipping.

    Raises:
        CurrencyError: they are in several currencies, so that their spend can't be compared.
        PolicyError: the criterion or the metric of activity raised.
    """
    asked = AllOf((criterion,))
    activity = built_in_metric(policies.advising.activity)
    found = []
    for course in courses:
        situation = Situation(course.relationship, course.at, policies.folding.pace_days)
        if course.stage is not Stage.DISSOLUTION and asked.decide(situation) is True:
            found.append(_slipping(course, situation, asked, activity))
    currencies = sorted({slip.spend.currency for slip in found if slip.spend is not None})
    if len(currencies) > 1:
        remedy = "Rank the relationships of each currency by themselves, or convert before recording."
        raise CurrencyError("courses", currencies, "relationships in one currency", remedy)
    return tuple(sorted(found, key=_rank))


def _slipping(course: Course, situation: Situation, asked: AllOf, activity: BuiltInMetric) -> Slipping:
    return Slipping(
        relationship=course.relationship,
        stage=course.stage,
        spend=course.relationship.spend,
        mean_basket=MeanBasket().measure(situation),
        usual_gap_days=UsualGap().measure(situation),
        silence_days=Silence().measure(situation),
        overdue=Overdue().measure(situation),
        activity=activity.measure(situation),
        reasons=asked.judge(situation).reasons,
    )


def _rank(slip: Slipping) -> tuple[bool, Decimal, float, str]:
    spend = slip.relationship.spent
    return slip.spend is None, -spend, -(slip.mean_basket or 0.0), slip.relationship.id
