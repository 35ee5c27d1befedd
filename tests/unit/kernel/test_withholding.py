"""What a review withholds: whatever its recommenders propose is judged as by ``may_contact``."""

from typing import Any

import pytest
from attrs import evolve, frozen

from relcore import review
from relcore.errors import PolicyError
from relcore.model import Override, Recommendation
from relcore.policies import Cap, Planning, Wished
from relcore.policy_set import STANDARD
from tests.unit.kernel.history import after, day, happened, opened
from tests.unit.policies.contact.contacts import of, person, planned, recommended, sent

ONE_A_DAY = Cap("daily", 1, 24.0)


def _elsewhere(*history: Any) -> Any:
    there = [happened(i.id, i.at, i.content, relationship_id="r-2") for i in history]
    return after(*there, relationship=opened(id="r-2"))


@frozen
class Proposes:
    """A recommender that proposes what it is given."""

    what: Recommendation

    def recommend(self, situation: Any) -> Any:
        return (self.what,)


def test_a_recommendation_for_another_relationship_is_not_reviewed_here() -> None:
    policies = STANDARD.with_advising(recommenders=(Proposes(evolve(recommended(), relationship_id="r-9")),))
    with pytest.raises(PolicyError, match="Proposes is 'r-9'; expected recommendations for 'r-1'"):
        review(opened(), of(person()), at=day(2), policies=policies)


@pytest.mark.parametrize("part", ["recommenders", "contact_rules"])
def test_a_class_is_no_policy(part: str) -> None:
    with pytest.raises(PolicyError, match=f"AdvisingRules.{part} is .*Make one: "):
        STANDARD.with_advising(**{part: (Wished if part == "contact_rules" else Proposes,)})


def test_a_review_withholds_what_may_not_be_done_now_and_says_from_when_on_it_may() -> None:
    policies = STANDARD.with_advising(
        recommenders=(Proposes(recommended()), Proposes(recommended(channels=(), occasion="task"))),
        contact_rules=(ONE_A_DAY,),
        planning=Planning(contacts_a_day=9),
    )
    state = after(sent("m", day(2)), policies=policies)
    found = review(state, of(person()), at=day(2.5), policies=policies)
    assert [one.occasion for one in found.recommendations] == ["task"]
    assert [(one.recommendation.occasion, one.decision.until) for one in found.withheld] == [
        ("spring", day(3))
    ]
    later = review(state, of(person()), at=day(3), policies=policies)
    assert [one.occasion for one in later.recommendations] == ["spring", "task"]
    reserved = review(state, of(person()), at=day(3), policies=policies, reserved=(planned("x", day(3)),))
    assert [one.recommendation.occasion for one in reserved.withheld] == ["spring"]
    elsewhere = _elsewhere(sent("n", day(2.9)))
    assert review(state, of(person()), at=day(3), policies=policies, others=(elsewhere,)).withheld
    lifted = Override(
        relationship_id="r-1", rule="cap.daily", by="ana", reason="recall", since=day(1), until=day(9)
    )
    assert not review(state, of(person()), at=day(2.5), policies=policies, overrides=(lifted,)).withheld


def test_a_review_without_a_customer_contacts_nobody() -> None:
    policies = STANDARD.with_advising(recommenders=(Proposes(recommended()),), contact_rules=())
    found = review(opened(), at=day(2), policies=policies)
    assert (found.recommendations, found.withheld[0].decision.policy) == ((), "addressee")
