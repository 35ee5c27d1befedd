"""Growth is seen over two adjacent full windows; what follows from a lack of it is proposed and never done."""

from typing import Any

import pytest
from attrs import evolve

from relcore.errors import PolicyError
from relcore.kernel import review
from relcore.model import Interaction, Recommendation, ShareOfWallet
from relcore.policies import Dependence, EndProposal, Growth, VolumeChange, at_most
from relcore.policy_set import STANDARD
from relcore.vocabulary import EndReason, Party, Purpose, Stage
from tests.unit.kernel.history import MOMENT, after, day, ended, happened, purchase, taken_back
from tests.unit.policies.seen import reading, seen

WIDTH = 180  # six paces of 30 days: the windows begin on days 1, 181, 361 and 541
SECOND, THIRD, FOURTH = 1 + WIDTH, 1 + 2 * WIDTH, 1 + 3 * WIDTH


def buying(*amounts: str, first: int = 1, every: int = 60) -> list[Interaction[Any]]:
    """Three purchases a window, so that nobody lapses."""
    return [purchase(f"p{n}", day(first + every * n), amount) for n, amount in enumerate(amounts)]


STEADY = buying("10", "10", "10", "10", "10", "10")
GROWING = buying("10", "10", "10", "10", "10", "10.01")
SHRINKING = buying("40", "30", "30", "20", "10", "10")


@pytest.mark.concept("C5d")
def test_growth_is_unknown_before_two_windows_are_full() -> None:
    before = evolve(seen(*GROWING, at=THIRD), at=day(THIRD) - MOMENT)
    for metric in (VolumeChange(), Growth()):
        assert metric.measure(before) is None
        assert metric.evidence(before) == ()
        assert metric.measure(seen(*GROWING, at=THIRD)) is not None


@pytest.mark.concept("C5d")
def test_the_later_full_window_is_held_against_the_earlier() -> None:
    now = seen(*SHRINKING, at=THIRD)
    assert (VolumeChange().measure(now), Growth().measure(now)) == (-60.0, -60.0)
    doubled = seen(*buying("10", "10", "10", "20", "20", "20"), at=THIRD)
    assert (VolumeChange().measure(doubled), Growth().measure(doubled)) == (30.0, 100.0)


@pytest.mark.concept("C5d")
def test_the_window_that_runs_does_not_count() -> None:
    bought = [*STEADY, purchase("q", day(THIRD), "1000")]
    assert VolumeChange().measure(seen(*bought, at=THIRD + 100)) == 0
    assert VolumeChange().measure(seen(*bought, at=FOURTH)) == 970


def test_a_purchase_at_the_edge_counts_in_the_window_that_begins() -> None:
    edge = [purchase("p", day(SECOND), "7"), purchase("q", day(THIRD), "9")]
    assert VolumeChange().measure(seen(*edge, at=THIRD)) == 7
    assert VolumeChange().measure(seen(*edge, at=FOURTH)) == 2


def test_a_window_in_which_nothing_happened_is_empty_and_not_unknown() -> None:
    once = purchase("p", day(1), "7")
    assert VolumeChange().measure(seen(once, at=THIRD)) == -7
    assert Growth().measure(seen(once, at=THIRD)) == -100
    assert VolumeChange().measure(seen(once, at=THIRD + 5 * WIDTH)) == 0


def test_growth_in_percent_is_unknown_where_there_is_nothing_to_compare_with() -> None:
    late = purchase("p", day(SECOND), "7")
    assert VolumeChange().measure(seen(late, at=THIRD)) == 7
    assert Growth().measure(seen(late, at=THIRD)) is None
    free = [purchase("p", day(1), "0"), purchase("q", day(SECOND), "7")]
    assert Growth().measure(seen(*free, at=THIRD)) is None


@pytest.mark.concept("C5d")
def test_where_nothing_was_ever_bought_growth_is_unknown() -> None:
    for history in ((), (reading("s", day(2), 4),)):
        now = seen(*history, at=THIRD)
        assert VolumeChange().measure(now) is None
        assert Growth().measure(now) is None
    undone = (purchase("p", day(2)), taken_back("b", day(3), "p", cancels=True))
    assert VolumeChange().measure(seen(*undone, at=THIRD)) is None


def test_what_is_paid_back_counts_in_the_window_in_which_it_came_back() -> None:
    back = [*STEADY, taken_back("b", day(SECOND + 130), "p0", "10.00")]
    assert VolumeChange().measure(seen(*back, at=THIRD)) == -10


@pytest.mark.concept("C5d")
def test_the_purchases_of_both_windows_are_the_evidence() -> None:
    history = [*STEADY, purchase("q", day(THIRD + 1), "5")]
    assert VolumeChange().evidence(seen(*history, at=THIRD + 2)) == tuple(f"p{n}" for n in range(6))
    assert Growth().evidence(seen(*history, at=FOURTH)) == ("p3", "p4", "p5", "q")
    undone = [*STEADY, taken_back("b", day(310), "p5", cancels=True)]
    assert VolumeChange().evidence(seen(*undone, at=THIRD)) == tuple(f"p{n}" for n in range(5))
    many = buying(*["1"] * 12, every=30)
    assert Growth().evidence(seen(*many, at=THIRD)) == tuple(f"p{n}" for n in range(4, 12))


@pytest.mark.concept("C3")
def test_dependence_is_what_was_last_stated_and_unknown_before() -> None:
    metric = Dependence()
    shares = [happened(f"w{n}", day(2 + n), ShareOfWallet(percent)) for n, percent in enumerate((80, 0, 15))]
    assert (metric.measure(seen()), metric.evidence(seen())) == (None, ())
    for told, percent in ((1, 80), (2, 0), (3, 15)):
        now = seen(*shares[:told])
        assert (metric.measure(now), metric.evidence(now)) == (percent, (f"w{told - 1}",))


def proposals(history: list[Interaction[Any]], at: float) -> list[Recommendation]:
    """What a review proposes by the standard set."""
    found = review(after(*history), at=day(at)).recommendations
    return [proposal for proposal in found if proposal.kind == "end_for_no_growth"]


@pytest.mark.parametrize("history", [STEADY, SHRINKING], ids=["steady", "shrinking"])
@pytest.mark.concept("C5d")
def test_where_the_later_window_is_not_above_the_earlier_an_end_is_proposed_to_a_person(
    history: list[Interaction[Any]],
) -> None:
    (proposal,) = proposals(history, THIRD)
    assert proposal.key == "r-1/end_for_no_growth/window-1"
    assert (proposal.purpose, proposal.channels) == (Purpose.RELATIONSHIP, ())
    (reason,) = proposal.reasons
    assert (reason.code, reason.holds, reason.required) == ("volume_change", True, 0)
    assert reason.evidence == tuple(f"p{n}" for n in range(6))


@pytest.mark.concept("C5d")
def test_the_end_is_proposed_and_never_done_by_itself() -> None:
    relationship = after(*STEADY)
    told = review(relationship, at=day(THIRD))
    assert [proposal.kind for proposal in told.recommendations][-1] == "end_for_no_growth"
    assert told.stage is relationship.stage is Stage.EXPANSION
    assert relationship == after(*STEADY)
    bought_on = after(*STEADY, purchase("q", day(THIRD)))
    assert bought_on.stage is Stage.EXPANSION
    assert bought_on.ending is None


@pytest.mark.concept("C5d")
def test_no_end_is_proposed_for_a_customer_who_grows() -> None:
    assert proposals(GROWING, THIRD) == []


@pytest.mark.concept("C5d")
def test_no_end_is_proposed_before_two_windows_are_full() -> None:
    assert proposals(SHRINKING, THIRD - 1) == []
    assert len(proposals(SHRINKING, THIRD)) == 1


@pytest.mark.concept("C5d")
def test_no_end_is_proposed_of_what_has_ended() -> None:
    left = [*STEADY, ended("e", day(THIRD - 1), EndReason.NEEDS_CHANGED, Party.CUSTOMER)]
    assert proposals(left, THIRD) == []
    lapsed = proposals(STEADY, THIRD + 150)
    assert lapsed == []


@pytest.mark.concept("C5d")
def test_asked_twice_it_is_the_same_proposal_and_the_next_window_has_its_own() -> None:
    history = [*STEADY, *[purchase(f"q{n}", day(THIRD + 60 * n), "10") for n in range(3)]]
    keys = [[p.key for p in proposals(history, THIRD + at)] for at in (130, 150, WIDTH)]
    assert keys == [
        ["r-1/end_for_no_growth/window-1"],
        ["r-1/end_for_no_growth/window-1"],
        ["r-1/end_for_no_growth/window-2"],
    ]


@pytest.mark.concept("C5d")
def test_when_an_end_is_proposed_is_a_parameter_and_unknown_proposes_nothing() -> None:
    strict = EndProposal(at_most(Growth(), -50))

    def now(*history: Interaction[Any]) -> list[Recommendation]:
        return [one for one in strict.recommend(seen(*history, at=THIRD)) if one.not_before is None]

    assert now(*STEADY) == []
    assert len(now(*SHRINKING)) == 1
    new = buying("10", "10", first=SECOND)  # nothing to compare with
    assert now(*new) == []
    nothing_at_all = EndProposal(at_most(VolumeChange(), 1_000))
    assert list(nothing_at_all.recommend(seen(at=THIRD))) == []


@pytest.mark.concept("C5d")
def test_an_end_is_announced_for_the_turn_of_the_window_if_nothing_more_is_bought() -> None:
    [announced] = EndProposal().recommend(seen(*STEADY, at=THIRD - 1))
    assert (announced.occasion, announced.not_before) == ("window-1", day(THIRD))
    upcoming = review(after(*STEADY), at=day(THIRD - 1)).upcoming
    assert [one.occasion for one in upcoming if one.kind == announced.kind] == ["window-1"]
    assert list(EndProposal().recommend(seen(*GROWING, at=THIRD - 1))) == []


def test_a_proposal_needs_a_criterion() -> None:
    criterion: Any = "no growth"
    with pytest.raises(PolicyError, match=r"criterion is 'no growth'; expected a criterion"):
        EndProposal(criterion)


def test_windows_follow_the_pace_of_the_business_within_bounds() -> None:
    quick = STANDARD.with_pace(1)  # 90 days at least
    bought = [purchase("p", day(1), "9"), purchase("q", day(100), "4")]
    assert VolumeChange().measure(seen(*bought, at=181, policies=quick)) == -5
    assert VolumeChange().measure(seen(*bought, at=180, policies=quick)) is None
