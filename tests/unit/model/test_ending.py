"""An ending says why, by whom and on what evidence, and what its episode would go on with."""

from typing import Any

import pytest
from attrs import evolve

from relcore.model import Ending, FrozenMap, Suspended, Tally
from relcore.vocabulary import EndReason, Party, Stage
from tests.unit.kernel.history import after, day, ended, ending, purchase

LEFT = Suspended(
    final_at=day(23),
    stage=Stage.EXPANSION,
    previous_stage=Stage.AWARENESS,
    pinned_until=None,
    tallies=FrozenMap({"purchase": Tally(2, day(2), day(3), ())}),
    purchase_days=2,
    categories=("tea",),
    forgotten=(),
    ending=None,
)
END = Ending(EndReason.NEEDS_CHANGED, Party.CUSTOMER, day(9), "e", ("e",))


def test_an_ending_is_final_unless_it_says_what_its_episode_would_go_on_with() -> None:
    assert END.suspended is None
    assert evolve(END, suspended=LEFT) != END


def test_endings_are_values() -> None:
    suspended = evolve(END, suspended=LEFT)
    assert len({suspended, evolve(END, suspended=LEFT), END}) == 2
    changed: Any = LEFT
    with pytest.raises(AttributeError):
        changed.purchase_days = 3


@pytest.mark.concept("C5")
def test_what_an_episode_goes_on_with_does_not_nest_however_often_a_relationship_ends() -> None:
    history = []
    for n in range(5):
        history.append(purchase(f"p{n}", day(2 + 10 * n)))
        history.append(ended(f"q{n}", day(3 + 10 * n), EndReason.NEEDS_CHANGED, Party.CUSTOMER))
    latest = ending(after(*history))
    assert latest.suspended is not None
    assert latest.suspended.ending is not None
    assert (latest.cause, latest.suspended.ending.cause) == ("q4", "q3")
    assert latest.suspended.ending.suspended is None
