"""Who has left is asked back: from when until when, how often, and after which endings never."""

from datetime import UTC, datetime
from typing import Any

import pytest
from attrs import evolve

from relcore.errors import FieldError
from relcore.model import Message, Relationship
from relcore.policies.recommending.win_back import WinBack
from relcore.policy_set import STANDARD, Memory
from relcore.testing.laws import check_recommender
from relcore.vocabulary import (
    Channel,
    Direction,
    EndReason,
    Party,
    Priority,
    Purpose,
    RelationshipType,
    Severity,
    Stage,
)
from tests.unit.kernel.history import (
    MOMENT,
    after,
    concern,
    day,
    ended,
    happened,
    opened,
    promise,
    resolved,
    withdrawn,
)
from tests.unit.policies.recommending.rhythm_words import (
    bought,
    called,
    firm,
    looked,
    pinned,
    proposed,
    somebody,
    the_one,
    told,
    why,
    wrote,
)

WIN_BACK = WinBack()
FIRST, SECOND = "r-1/win_back/episode-1/attempt-1", "r-1/win_back/episode-1/attempt-2"
FINAL = day(24)  # ended on day 10, cooled off for 14 days


def left(
    *more: Any, reason: EndReason = EndReason.NEEDS_CHANGED, by: Party = Party.CUSTOMER, **given: Any
) -> Relationship:
    """Somebody who left on day 10."""
    return after(pinned(), bought("p", day(2)), ended("z", day(10), reason, by), *more, **given)


@pytest.mark.concept("C5")
def test_who_has_left_is_asked_back_once_the_cooling_off_is_over() -> None:
    ask = the_one(WIN_BACK, left(), day(25))
    assert ask.key == FIRST
    assert (ask.purpose, ask.priority) == (Purpose.MARKETING, Priority.COMMERCIAL)
    assert ask.channels == (Channel.EMAIL, Channel.PHONE)
    assert ask.not_before == FINAL + MOMENT
    assert ask.expires == day(114)
    assert why(ask) == [
        ("ended", "needs_changed", "needs_changed", ("z",)),
        ("win_back_attempts", 0, 2, ()),
    ]


@pytest.mark.concept("C5")
def test_while_it_can_be_taken_back_it_is_announced_and_stays_the_same() -> None:
    state = left()
    ahead = the_one(WIN_BACK, state, day(10))
    assert looked(state, FINAL).relationship.ending is not None
    for at in (FINAL, FINAL + MOMENT, day(114)):
        assert the_one(WIN_BACK, state, at) == ahead
    assert told(WIN_BACK, state, day(114) + MOMENT) == []


@pytest.mark.concept("C5")
def test_a_lapse_is_final_at_once() -> None:
    lapsed = looked(after(bought("p", day(2))), day(2_000)).relationship
    assert lapsed.ending is not None
    assert (lapsed.stage, lapsed.ending.reason) == (Stage.DISSOLUTION, EndReason.LAPSED)
    ask = the_one(WIN_BACK, lapsed, lapsed.ending.at)
    assert ask.not_before == lapsed.ending.at + MOMENT
    assert why(ask)[0] == ("ended", "lapsed", "lapsed", ())


@pytest.mark.concept("C5")
def test_who_is_still_there_or_came_back_is_not_asked_back() -> None:
    assert told(WIN_BACK, after(pinned(), bought("p", day(2))), day(25)) == []
    assert told(WIN_BACK, left(withdrawn("w", day(12), "z")), day(25)) == []
    back = left(bought("p-2", day(30)))
    assert back.stage is not Stage.DISSOLUTION
    assert told(WIN_BACK, back, day(31)) == []


@pytest.mark.concept("C5", "C5h")
@pytest.mark.parametrize("reason", WIN_BACK.not_after)
def test_after_some_endings_nobody_is_asked_back(reason: EndReason) -> None:
    by = Party.NOBODY if reason is EndReason.CEASED else Party.COMPANY
    assert told(WIN_BACK, left(reason=reason, by=by), day(25)) == []


@pytest.mark.concept("C5")
def test_which_endings_is_a_parameter() -> None:
    asked = {reason for reason in EndReason if reason not in WIN_BACK.not_after}
    assert asked == {
        EndReason.DISSATISFIED,
        EndReason.BETTER_ELSEWHERE,
        EndReason.NEEDS_CHANGED,
        EndReason.TRIAL_FAILED,
        EndReason.LAPSED,
    }
    none = WinBack(not_after=(EndReason.NEEDS_CHANGED,))
    assert told(none, left(), day(25)) == []
    assert told(WIN_BACK, left(reason=EndReason.BETTER_ELSEWHERE), day(25)) == ["episode-1/attempt-1"]
    assert told(none, left(reason=EndReason.NO_GROWTH, by=Party.COMPANY), day(25)) == ["episode-1/attempt-1"]


@pytest.mark.concept("C5h")
def test_who_is_learnt_to_have_ceased_after_leaving_is_not_asked_back() -> None:
    known = left(ended("y", day(30), EndReason.CEASED, Party.NOBODY))
    assert told(WIN_BACK, known, day(31)) == []


@pytest.mark.concept("C5")
def test_while_grievances_are_left_a_dissatisfied_customer_is_not_asked_back() -> None:
    complaint = concern("x", day(3), Severity.GRAVE)
    upset = (
        pinned(),
        bought("p", day(2)),
        complaint,
        ended("z", day(10), EndReason.DISSATISFIED, Party.CUSTOMER),
    )
    assert told(WIN_BACK, after(*upset), day(25)) == []
    mended = after(*upset, resolved("y", day(26), "x", lessons=True))
    assert told(WIN_BACK, mended, day(26)) == ["episode-1/attempt-1"]
    broken = (
        pinned(),
        bought("p", day(2)),
        promise("x", day(3), day(5)),
        ended("z", day(10), EndReason.DISSATISFIED, Party.CUSTOMER),
    )
    assert told(WIN_BACK, after(*broken), day(25)) == []
    # who left for another reason left nothing behind that hinders
    other = after(pinned(), complaint, ended("z", day(10), EndReason.BETTER_ELSEWHERE, Party.CUSTOMER))
    assert told(WIN_BACK, other, day(25)) == ["episode-1/attempt-1"]


@pytest.mark.concept("C5")
def test_the_second_attempt_comes_a_month_after_the_first_and_there_is_no_third() -> None:
    state = left(wrote("w", day(26), settles=(FIRST,)))
    second = the_one(WIN_BACK, state, day(26))
    assert (second.key, second.not_before, second.expires) == (SECOND, day(56), day(114))
    assert why(second)[1] == ("win_back_attempts", 1, 2, ("w",))
    assert the_one(WIN_BACK, state, day(56) - MOMENT) == second == the_one(WIN_BACK, state, day(114))
    assert told(WIN_BACK, state, day(114) + MOMENT) == []
    both = left(wrote("w", day(26), settles=(FIRST,)), wrote("v", day(57), settles=(SECOND,)))
    assert told(WIN_BACK, both, day(90)) == []
    assert told(WinBack(attempts=1), state, day(60)) == []
    assert told(WinBack(attempts=3, apart_days=7), both, day(65)) == ["episode-1/attempt-3"]


@pytest.mark.concept("C5")
def test_a_second_attempt_that_would_come_too_late_is_not_made() -> None:
    on_the_last_day = left(wrote("w", day(84), settles=(FIRST,)))
    assert the_one(WIN_BACK, on_the_last_day, day(84)).not_before == day(114)
    too_late = left(wrote("w", day(84) + MOMENT, settles=(FIRST,)))
    assert told(WIN_BACK, too_late, day(85)) == []


@pytest.mark.concept("C5")
def test_an_answer_ends_the_attempts() -> None:
    answer = happened("i", day(30), Message(), direction=Direction.INBOUND)
    assert told(WIN_BACK, left(wrote("w", day(26), settles=(FIRST,)), answer), day(60)) == []
    # what was heard before the attempt is no answer to it, and a call that was held is the attempt itself
    before = happened("i", day(25), Message(), direction=Direction.INBOUND)
    asked = left(before, called("w", day(26), settles=(FIRST,)))
    assert told(WIN_BACK, asked, day(60)) == ["episode-1/attempt-2"]


def test_each_episode_has_its_own_attempts() -> None:
    again = left(
        wrote("w", day(26), settles=(FIRST,)),
        bought("p-2", day(40)),
        ended("y", day(50), EndReason.NEEDS_CHANGED, Party.CUSTOMER),
    )
    assert again.episode == 2
    assert told(WIN_BACK, again, day(70)) == ["episode-2/attempt-1"]


@pytest.mark.concept("B1", "B5")
@pytest.mark.parametrize("type", [RelationshipType.TRANSACTIONAL, RelationshipType.SELF_SERVICE])
def test_types_without_outreach_let_go(type: RelationshipType) -> None:
    assert told(WIN_BACK, left(relationship=opened(type=type)), day(25)) == []


def test_of_an_organisation_somebody_is_asked() -> None:
    assert the_one(WIN_BACK, left(), day(25), customer=firm(somebody("ana"))).person == "ana"


def test_attempts_that_may_have_been_forgotten_are_taken_to_be_made() -> None:
    small = STANDARD.with_folding(memory=Memory(recommendations=1))
    filled = left(
        wrote("v", day(11), settles=("r-1/card/a",)), wrote("w", day(26), settles=(FIRST,)), policies=small
    )
    assert "carried_out" in filled.forgotten
    assert proposed(WIN_BACK, filled, day(60), policies=small) == ()
    short = STANDARD.with_folding(memory=Memory(carried_out=1))
    three = WinBack(attempts=3, apart_days=7)
    state = left(
        wrote("w", day(26), settles=(FIRST,)), wrote("x", day(40), settles=(SECOND,)), policies=short
    )
    assert [one.occasion for one in proposed(three, state, day(50), policies=short)] == [
        "episode-1/attempt-3"
    ]


def test_an_ending_that_does_not_say_when_it_is_final_is_left_alone() -> None:
    now = looked(left(), day(25))
    assert now.relationship.ending is not None
    unknown = evolve(now.relationship, ending=evolve(now.relationship.ending, final_at=None))
    assert list(WIN_BACK.recommend(evolve(now, relationship=unknown))) == []


def test_at_the_end_of_time_there_is_none() -> None:
    now = looked(left(), day(25))
    assert now.relationship.ending is not None
    late = evolve(now.relationship.ending, final_at=datetime(8999, 12, 1, tzinfo=UTC))
    assert list(WIN_BACK.recommend(evolve(now, relationship=evolve(now.relationship, ending=late)))) == []


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"within_days": 0}, r"WinBack.within_days is 0; expected a whole number from 1"),
        ({"attempts": 0}, r"WinBack.attempts is 0; expected a whole number from 1 to 1,000"),
        ({"apart_days": 0}, r"WinBack.apart_days is 0; expected a whole number from 1"),
        ({"not_after": ("fraud",)}, r"WinBack.not_after\[0\] is 'fraud'; expected a EndReason"),
        ({"proposal": 1}, r"WinBack.proposal is 1; expected a Proposal"),
    ],
)
def test_a_win_back_that_is_none_is_refused_and_named(given: dict[str, Any], message: str) -> None:
    with pytest.raises(FieldError, match=message):
        WinBack(**given)


def test_it_keeps_the_laws_of_a_recommender() -> None:
    check_recommender(WIN_BACK, max_examples=20)
