"""The state is what is open plus a bounded memory for each purpose; what overflows is unknown."""

from datetime import datetime
from typing import Any, ClassVar

import pytest
from attrs import evolve, frozen

from relcore.model import Ended, Interaction, Pledge, Statement, Tally, Trial, UnknownContent
from relcore.policies import Count, at_least
from relcore.policy_set import STANDARD, Memory, PolicySet
from relcore.vocabulary import Department, Direction, EndReason, Party, StatementTopic, TrialOutcome
from tests.unit.kernel.history import after, day, happened, note, purchase


def remembering(**sizes: int) -> PolicySet:
    return evolve(STANDARD, folding=evolve(STANDARD.folding, memory=Memory(**sizes)))


def pledge(id: str, at: datetime) -> Interaction[Any]:
    return happened(id, at, Pledge("a year"))


def test_an_event_is_tallied_with_its_first_and_last_instant_and_its_evidence() -> None:
    assert after(pledge("n1", day(2)), pledge("n2", day(5))).tallies["pledge"] == Tally(
        2, day(2), day(5), ("n1", "n2")
    )


def test_an_event_that_no_criterion_counts_is_tallied_without_evidence() -> None:
    assert after(note("n1", day(2)), note("n2", day(5))).tallies["note"] == Tally(2, day(2), day(5), ())
    noted = STANDARD.with_criteria(value_understood=at_least(Count("note"), 3))
    assert after(note("n1", day(2)), policies=noted).tallies["note"].evidence == ("n1",)


def test_a_kind_and_what_it_says_are_tallied_apart() -> None:
    said = after(
        happened("s", day(2), Statement(StatementTopic.NEED, "x")),
        happened("t", day(3), Trial(TrialOutcome.STARTED)),
    )
    assert set(said.tallies) == {"statement", "statement.need", "trial", "trial.started"}


@frozen
class Built:
    """A third party's content whose kind is another string each time it is asked for."""

    direction: ClassVar[Direction] = Direction.INBOUND
    department: ClassVar[Department] = Department.SALES

    name: str

    @property
    def kind(self) -> str:
        """Its kind."""
        return f"acme.{self.name}"


def test_a_kind_that_says_nothing_more_is_tallied_once() -> None:
    seen = after(happened("s", day(2), Built("points")))
    assert seen.tallies["acme.points"].count == 1


@pytest.mark.parametrize("size", [1, 2, 8])
def test_the_evidence_of_a_tally_is_the_latest_of_it(size: int) -> None:
    pledges = tuple(pledge(f"n{n}", day(2 + n)) for n in range(9))
    assert after(*pledges, policies=remembering(evidence=size)).tallies["pledge"] == Tally(
        9, day(2), day(10), tuple(f"n{n}" for n in range(9))[-size:]
    )


def test_a_memory_of_kinds_that_overflows_says_so_and_keeps_counting_what_it_knows() -> None:
    kinds = tuple(happened(f"i{n}", day(2 + n), UnknownContent(f"acme.k{n}")) for n in range(3))
    small = after(*kinds, happened("i9", day(9), UnknownContent("acme.k0")), policies=remembering(kinds=2))
    assert {event: tally.count for event, tally in small.tallies.items()} == {"acme.k0": 2, "acme.k1": 1}
    assert small.forgotten == ("tallies",)
    assert after(*kinds, policies=remembering(kinds=3)).forgotten == ()


def test_what_is_forgotten_of_an_episode_is_known_again_in_the_next() -> None:
    kinds = tuple(happened(f"i{n}", day(2 + n), UnknownContent(f"acme.k{n}")) for n in range(3))
    left = happened("z", day(9), Ended(EndReason.NEEDS_CHANGED, Party.CUSTOMER))
    assert "tallies" in after(*kinds, policies=remembering(kinds=2)).forgotten
    back = after(*kinds, left, purchase("zz", day(10)), policies=remembering(kinds=2))
    assert "tallies" not in back.forgotten
    assert back.tallies["purchase"].count == 1


def test_the_counts_of_earlier_episodes_are_bounded_as_well() -> None:
    policies = remembering(kinds=2)
    relationship = after(note("n", day(1)), policies=policies)
    for n in range(5):
        relationship = after(
            happened(f"k{n}", day(2 + 10 * n), UnknownContent(f"acme.k{n}")),
            happened(f"l{n}", day(3 + 10 * n), Ended(EndReason.NEEDS_CHANGED, Party.CUSTOMER)),
            purchase(f"m{n}", day(4 + 10 * n)),
            relationship=relationship,
            policies=policies,
        )
    assert len(relationship.past_counts) <= 2
    assert "past_counts" in relationship.forgotten


def test_categories_are_remembered_up_to_a_bound_and_then_unknown() -> None:
    bought = tuple(purchase(f"p{n}", day(2 + n), category=f"tea {n}") for n in range(3))
    small = after(*bought, policies=remembering(categories=2))
    assert (small.categories, small.forgotten) == (("tea 0", "tea 1"), ("categories",))
    assert after(*bought, policies=remembering(categories=3)).forgotten == ()


def test_the_evidence_of_an_ending_is_bounded() -> None:
    cites = tuple(f"c{n}" for n in range(20))
    ending = after(happened("e", day(2), Ended(EndReason.DISSATISFIED, Party.CUSTOMER, cites=cites))).ending
    assert ending is not None
    assert ending.evidence == ("e", *cites[:7])


def test_the_state_does_not_grow_with_the_length_of_the_history() -> None:
    def size(length: int) -> int:
        history = []
        for n in range(length):
            history.append(purchase(f"p{n:05}", day(2 + n)))
            history.append(pledge(f"q{n:05}", day(2 + n)))
        relationship = after(*history)
        return sum(
            len(memory)
            for memory in (
                relationship.tallies,
                relationship.past_counts,
                relationship.recent_purchases,
                relationship.recent_contacts,
                relationship.items,
                relationship.tallies["pledge"].evidence,
            )
        )

    assert size(30) == size(300)
