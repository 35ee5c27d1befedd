"""An episode that goes on keeps its pin, and takes from the counts of earlier ones no more than is there."""

from typing import Any

import pytest

from relcore.kernel import record, review
from relcore.model import RulesAdopted, UnknownContent
from relcore.policy_set import STANDARD, Memory
from relcore.vocabulary import EndReason, Party, Stage
from tests.unit.kernel.history import (
    MOMENT,
    after,
    day,
    ended,
    ending,
    happened,
    moved_by_hand,
    note,
    purchase,
    stages,
    under,
    withdrawn,
)

BOUGHT = (purchase("p1", day(2)), purchase("p2", day(3)))
LEFT = ended("x", day(9), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
BACK = withdrawn("y", day(12), "x")


def pinned(until: float) -> tuple[Any, ...]:
    """Moved back by hand, to a stage that the criteria would leave at once."""
    return (*BOUGHT, moved_by_hand("q", day(4), Stage.AWARENESS, day(until)))


@pytest.mark.concept("C5")
def test_a_pin_is_lifted_by_the_end_and_comes_back_when_that_is_taken_back() -> None:
    left = after(*pinned(60), LEFT)
    suspended = ending(left).suspended
    assert suspended is not None
    assert (left.pinned_until, suspended.pinned_until) == (None, day(60))
    back = after(*pinned(60), LEFT, BACK)
    assert (back.stage, back.pinned_until) == (Stage.AWARENESS, day(60))
    assert after(note("z", day(60)), relationship=back).stage is Stage.AWARENESS
    seen = review(back, at=day(60) + MOMENT)
    assert (seen.stage, stages(seen.fell_due)) == (Stage.EXPANSION, ("expansion",))


@pytest.mark.concept("C5")
def test_a_pin_that_ran_out_meanwhile_holds_nothing_back() -> None:
    back = after(*pinned(10), LEFT, BACK)
    assert back.pinned_until is None
    assert after(note("z", day(50)), relationship=back).stage is Stage.EXPANSION


def test_where_nothing_was_pinned_nothing_is_when_the_episode_goes_on() -> None:
    suspended = ending(after(*BOUGHT, LEFT)).suspended
    assert suspended is not None
    assert (suspended.pinned_until, after(*BOUGHT, LEFT, BACK).pinned_until) == (None, None)


def counted(id: str, at: float) -> Any:
    return happened(id, day(at), UnknownContent("acme.m"))


def test_counts_of_earlier_episodes_are_never_less_than_none() -> None:
    """What found no place when the episode ended is not taken from what was counted since, under other rules."""
    small = under(memory=Memory(kinds=2))
    first = (happened("a", day(1), UnknownContent("acme.k")),)
    gone = ended("b", day(1.5), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
    second = (purchase("c", day(2)), counted("d", 3), counted("e", 4))
    adopted = happened("xa", day(10), RulesAdopted(STANDARD.folding.digest))
    left = after(*first, gone, *second, LEFT, adopted, policies=small)
    assert dict(left.past_counts) == {"acme.k": 1, "ended": 1}
    since = record(left, counted("xb", 11)).relationship
    back = record(since, BACK).relationship
    assert back.tallies["acme.m"].count == 2
    assert dict(back.past_counts) == {"acme.k": 1, "ended": 1, "rules_adopted": 1}
