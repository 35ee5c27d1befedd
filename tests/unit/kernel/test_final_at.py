"""Every ending says when it became final: it can be taken back until that instant, and not a moment longer."""

import pytest
from attrs import evolve

from relcore.model import Relationship
from relcore.policies import Days
from relcore.vocabulary import EndReason, Party, Stage, TrialOutcome
from tests.unit.kernel.history import (
    MOMENT,
    after,
    day,
    ended,
    ending,
    moved_by_hand,
    note,
    purchase,
    trial,
    under,
    withdrawn,
)

CUSTOMER, COMPANY, NOBODY = Party
BOUGHT = (purchase("p1", day(2)), purchase("p2", day(3)))
LEFT = (*BOUGHT, ended("x", day(9), EndReason.NEEDS_CHANGED, CUSTOMER))
OVER = day(9 + 14)
STATED = [
    (EndReason.NEEDS_CHANGED, CUSTOMER),
    (EndReason.DISSATISFIED, CUSTOMER),
    (EndReason.BETTER_ELSEWHERE, CUSTOMER),
    (EndReason.NO_GROWTH, COMPANY),
    (EndReason.FRAUD, COMPANY),
    (EndReason.LEGAL, NOBODY),
]


def standing(relationship: Relationship) -> tuple[bool, object]:
    """Whether the latest ending can be taken back, and since when it cannot."""
    end = ending(relationship)
    return end.suspended is not None, end.final_at


@pytest.mark.concept("C5")
@pytest.mark.parametrize(("reason", "by"), STATED)
def test_a_stated_ending_is_final_from_the_last_instant_of_its_cooling_off(
    reason: EndReason, by: Party
) -> None:
    left = (*BOUGHT, ended("x", day(9), reason, by))
    assert standing(after(*left)) == (True, None)
    assert standing(after(*left, note("z", OVER))) == (True, None)
    assert standing(after(*left, note("z", OVER + MOMENT))) == (False, OVER)
    assert standing(after(*left, note("z", day(400)))) == (False, OVER)


@pytest.mark.concept("C5")
def test_it_is_final_from_when_it_can_no_longer_be_taken_back() -> None:
    assert after(*LEFT, withdrawn("y", OVER, "x")).stage is Stage.EXPANSION
    late = after(*LEFT, withdrawn("y", OVER + MOMENT, "x"))
    assert (late.stage, standing(late)) == (Stage.DISSOLUTION, (False, OVER))


@pytest.mark.concept("C5")
def test_a_notice_becomes_an_ending_that_is_final_from_the_cooling_off_after_it() -> None:
    noticed = (*BOUGHT, ended("x", day(9), EndReason.NEEDS_CHANGED, CUSTOMER, effective_at=day(20)))
    assert after(*noticed).ending is None
    assert standing(after(*noticed, note("z", day(21)))) == (True, None)
    assert standing(after(*noticed, note("z", day(35)))) == (False, day(34))


@pytest.mark.concept("C5h")
def test_what_has_ceased_is_final_at_once() -> None:
    gone = after(*BOUGHT, ended("x", day(9), EndReason.CEASED, NOBODY))
    assert standing(gone) == (False, day(9))


@pytest.mark.concept("C5")
def test_without_a_cooling_off_every_ending_is_final_at_once() -> None:
    assert standing(after(*LEFT, policies=under(cooling_off=Days(0)))) == (False, day(9))


@pytest.mark.concept("C5f")
def test_an_ending_by_a_failed_trial_is_final_at_once() -> None:
    assert standing(after(trial("t", day(2), TrialOutcome.FAILED))) == (False, day(2))


@pytest.mark.concept("C5g")
def test_an_ending_by_silence_is_final_from_its_own_deadline() -> None:
    silent = after(*BOUGHT, note("z", day(400)))
    assert ending(silent).reason is EndReason.LAPSED
    assert standing(silent) == (False, ending(silent).at)
    assert ending(silent).at < day(400)


@pytest.mark.concept("C5")
@pytest.mark.parametrize(
    "before", [LEFT, (*LEFT, note("xx", day(100)))], ids=["in the cooling-off", "when it was final"]
)
def test_what_amends_an_ending_is_final_at_once(before: tuple[object, ...]) -> None:
    history = (*before, ended("y", day(101), EndReason.LEGAL, NOBODY))
    assert standing(after(*history)) == (False, day(101))  # type: ignore[arg-type]
    early = (*LEFT, ended("y", day(12), EndReason.CEASED, NOBODY))
    assert standing(after(*early)) == (False, day(12))


@pytest.mark.concept("C5")
def test_who_came_back_within_the_cooling_off_leaves_an_ending_that_never_became_final() -> None:
    back = after(*LEFT, purchase("p3", day(12)))
    assert (back.episode, standing(back)) == (2, (False, None))
    assert standing(after(note("z", day(60)), relationship=back)) == (False, None)


@pytest.mark.concept("C5")
def test_who_came_back_after_it_leaves_one_that_did() -> None:
    bought = after(*LEFT, purchase("p3", day(40)))
    won = after(*LEFT, moved_by_hand("h", day(40), Stage.EXPLORATION, day(60)))
    assert (bought.episode, standing(bought)) == (2, (False, OVER))
    assert (won.episode, standing(won)) == (2, (False, OVER))


@pytest.mark.concept("C5")
def test_an_ending_that_was_taken_back_gives_way_to_the_one_before_with_its_own_instant() -> None:
    again = (*LEFT, purchase("p3", day(40)), ended("xx", day(50), EndReason.NEEDS_CHANGED, CUSTOMER))
    both = ending(after(*again))
    assert both.suspended is not None
    assert both.suspended.ending is not None
    assert (both.final_at, both.suspended.ending.final_at) == (None, OVER)
    resumed = after(*again, withdrawn("y", day(51), "xx"))
    assert ending(resumed) == evolve(both.suspended.ending)
    assert after(*LEFT, withdrawn("y", day(12), "x")).ending is None
