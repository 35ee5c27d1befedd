"""What concepts do not ask for: more for a big customer, or in personal assistance that the owner answers."""

import pytest

from relcore.kernel import review
from relcore.model import Answered
from relcore.vocabulary import RelationshipType
from tests.unit.kernel.history import day, happened, items, opened, purchase, question, reading, then, told


@pytest.mark.concept("A3")
@pytest.mark.parametrize("amount", ["0.01", "25.00", "90000.00"])
def test_what_was_done_is_not_owed_again_however_large_or_small_the_customer(amount: str) -> None:
    bought = purchase("p", day(2), amount)
    owed, done = told(bought).relationship, told(bought, reading("r", day(3), 4)).relationship
    assert [finding.policy for finding in review(owed, at=day(40)).findings] == ["unmeasured"]
    assert review(done, at=day(40)).findings == ()


@pytest.mark.concept("B3")
@pytest.mark.parametrize("agent", ["asha", "ben", None])
def test_personal_assistance_does_not_ask_for_the_owner_to_answer(agent: str | None) -> None:
    assisted = opened(type=RelationshipType.PERSONAL_ASSISTANCE, owner="asha")
    answered = happened("x", day(2.1), Answered("q"), by=agent)
    helped = then(answered, question("q", day(2)), relationship=assisted)
    assert (items(helped.changes), helped.refusals) == ([("q", "open", "answered")], ())
    assert helped.relationship.owner == "asha"
