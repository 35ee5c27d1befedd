"""What is proposed, and what becomes of it in a plan."""

from datetime import UTC, datetime
from typing import Any

from attrs import frozen

from relcore import review
from relcore.model import Recommendation, Review
from relcore.policy_set import STANDARD, PolicySet
from relcore.vocabulary import Channel, Purpose
from tests.unit.kernel.history import after
from tests.unit.policies.contact.contacts import of, person, recommended

__all__ = [
    "EMAIL",
    "LIN",
    "NOON",
    "PHONE",
    "POST",
    "Proposes",
    "courtesy",
    "done",
    "held",
    "plain",
    "planned",
    "task",
    "under",
]

EMAIL, PHONE, POST = Channel.EMAIL, Channel.PHONE, Channel.POST
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
LIN = of(person(zone=UTC))


@frozen
class Proposes:
    """A recommender that proposes what it is given."""

    what: tuple[Recommendation, ...]

    def recommend(self, situation: Any) -> Any:
        return self.what


def courtesy(occasion: str, **given: Any) -> Recommendation:
    return recommended(Purpose.RELATIONSHIP, **({"kind": "card", "occasion": occasion} | given))


def task(occasion: str, **given: Any) -> Recommendation:
    return courtesy(occasion, **({"kind": "task", "channels": ()} | given))


def under(*what: Recommendation, **parts: Any) -> PolicySet:
    known: dict[str, Any] = {"recommenders": tuple(Proposes((one,)) for one in what), "contact_rules": ()}
    return STANDARD.with_advising(**(known | parts))


def planned(
    *what: Recommendation, at: datetime = NOON, customer: Any = LIN, history: Any = (), **parts: Any
) -> Review:
    asked = {
        name: parts.pop(name) for name in ("company", "others", "reserved", "overrides") if name in parts
    }
    policies = under(*what, **parts)
    return review(after(*history, policies=policies), customer, at=at, policies=policies, **asked)


def done(seen: Review) -> list[tuple[str, ...]]:
    """The occasions of each action, those that go into one message together."""
    return [tuple(one.occasion for one in action.recommendations) for action in seen.actions]


def held(seen: Review) -> dict[str, str]:
    return {one.recommendation.occasion: one.decision.policy for one in seen.withheld}


def plain(*what: Recommendation) -> str:
    """All that a review says, but the digest of the policies."""
    return repr(planned(*what)).replace(under(*what).digest, "")
