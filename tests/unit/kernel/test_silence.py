"""What ends a silence, and from when it is counted."""

from datetime import timedelta
from typing import Any

from relcore.kernel import explain, replay, review
from relcore.model import Interaction, Money, Note, Purchase, Return
from relcore.vocabulary import Direction, EndReason, Party, Stage
from tests.unit.kernel.history import after, day, ended, happened, moved_by_hand, note, opened, purchase


def sold(id: str, number: int) -> Interaction[Any]:
    return happened(id, day(number), Purchase(Money("10.00", "EUR")), direction=Direction.OUTBOUND)


def test_a_purchase_ends_the_silence_whoever_entered_it() -> None:
    every_fortnight = [sold(f"p{n}", 14 * n) for n in range(1, 30)]
    relationship = replay(opened(), every_fortnight).relationship
    assert (relationship.episode, relationship.stage) == (1, Stage.EXPANSION)


def test_nothing_that_the_company_does_ends_it() -> None:
    assert after(note("n", day(151))).stage is Stage.EXPLORATION
    assert review(after(note("n", day(151))), at=day(160)).stage is Stage.DISSOLUTION


def test_a_customer_who_came_back_is_not_silent_since_before() -> None:
    back = replay(opened(), [sold("p", 200)]).relationship
    assert (back.stage, back.episode) == (Stage.AWARENESS, 2)
    assert explain(back, back.last_at).way("lapsed").open is False
    assert after(happened("n", day(201), Note("x")), relationship=back).stage is Stage.AWARENESS


def test_a_reopening_by_hand_begins_a_silence_of_its_own() -> None:
    won_back = (note("n", day(200)), moved_by_hand("m", day(300), Stage.EXPLORATION, day(310)))
    relationship = after(*won_back)
    assert (relationship.stage, relationship.episode) == (Stage.EXPLORATION, 2)
    assert review(relationship, at=day(311)).stage is Stage.EXPLORATION
    assert review(relationship, at=day(300) + timedelta(days=151)).stage is Stage.DISSOLUTION


def test_a_cancelled_return_to_the_company_counts_for_no_episode() -> None:
    gone = ended("e", day(10), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
    again = (purchase("p1", day(2)), gone, purchase("p2", day(20)))
    assert after(*again).episode_purchase_days == 1
    undone = happened("c", day(21), Return("p2", cancels=True))
    assert (after(*again, undone).episode_purchase_days, after(*again, undone).purchase_days) == (0, 1)
