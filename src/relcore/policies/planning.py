"""What comes first, and what goes into one message: a plan is ranked by priority, then by score, then by key.

A score is made of what a recommendation weighs, of how soon it is due, and of how active the customer is; it adds
up to what it shows. It moves from one day to the next, and not within a day.
"""

from datetime import tzinfo
from typing import Final

from attrs import evolve, field, frozen

from relcore.errors import PolicyError
from relcore.model.instants import local_day
from relcore.model.recommendation import Recommendation
from relcore.model.score import Contribution, Score
from relcore.model.validation import check_value
from relcore.policies.health import Part
from relcore.policies.metrics import ActivityScore
from relcore.policies.situation import Situation
from relcore.vocabulary import Priority

__all__ = ["PRIORITIES", "Planning"]

PRIORITIES: Final = {priority: rank for rank, priority in enumerate(Priority)}
"""The rank of each priority, the first one first."""

_CODE: Final = "rank"
_MOST: Final = 1_000


@frozen(kw_only=True)
class Planning:
    """How what is proposed is ranked, and how much of it reaches a person in a day.

    Args:
        urgency_points: what it adds that something is due today, or overdue.
        urgency_days: from how many days before it is due on it adds anything, more with every day.
        activity: what the customer's activity adds; None for nothing.
        contacts_a_day: how many contacts a person gets on one day where they live. Answers to what was asked, and
            whatever has the priority promise or concern, are not counted among those held back. What would be one
            more goes into the same message where it can, and else waits for the next day. Every attempt counts, also
            those that are services. It is a soft rule, which an override of ``"contacts_a_day"`` lifts.
    """

    code = "planning"

    urgency_points: int = 40
    urgency_days: int = 7
    activity: Part | None = field(default=Part(ActivityScore(), 10, worst=0, best=0.1))
    contacts_a_day: int = 1

    def __attrs_post_init__(self) -> None:
        for name, least in (("urgency_points", 0), ("urgency_days", 1), ("contacts_a_day", 1)):
            value = getattr(self, name)
            if type(value) is not int or not least <= value <= _MOST:
                expected = f"a whole number from {least} to {_MOST:,}"
                raise PolicyError(f"Planning.{name}", value, expected, "Give it in the unit of its name.")
        if self.activity is not None:
            check_value(self.activity, Part, "Planning.activity")

    def score(self, recommendation: Recommendation, situation: Situation) -> Score:
        """What it weighs beside others of its priority, with all that this is made of."""
        weight = recommendation.weight
        parts = [Contribution("weight", weight, max(weight, 0), weight, "points")]
        if recommendation.due is not None:
            zone = self.zone(_addressed(recommendation, situation))
            left = (local_day(recommendation.due, zone) - local_day(situation.at, zone)).days
            most = self.urgency_points
            points = min(max(most - most * left // self.urgency_days, 0), most)
            parts.append(Contribution("days_left", points, most, left, "days"))
        if self.activity is not None:
            parts.append(self._activity(self.activity, situation))
        return Score(_CODE, tuple(parts))

    def _activity(self, part: Part, situation: Situation) -> Contribution:
        metric = part.metric
        measured = metric.measure(situation)
        points = None if measured is None else part.weight * part.points(measured) // 100
        cited = metric.evidence(situation)
        return Contribution(metric.code, points, part.weight, measured, metric.unit, cited)

    def zone(self, situation: Situation) -> tzinfo:
        """Where the days of a person are counted: where the person lives, or else where the relationship counts."""
        person = situation.person
        return situation.relationship.zone if person is None or person.zone is None else person.zone


def _addressed(recommendation: Recommendation, situation: Situation) -> Situation:
    """The situation of the person whom a contact would reach: by that person's days it is ranked."""
    if recommendation.is_internal or situation.customer is None:
        return situation
    persons, named = situation.customer.persons, recommendation.person
    reached = [one for one in persons if one.id == named or (named is None and len(persons) == 1)]
    return evolve(situation, person=reached[0]) if reached else situation
