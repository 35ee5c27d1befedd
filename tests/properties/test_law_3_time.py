"""Law 3. Time is an event: what silence causes has a deadline that is a function of the state."""

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from relcore import Interaction, PolicySet, Relationship, Status, explain, record, replay, review
from relcore.model import Change, Message, Promise
from relcore.model.instants import RESOLUTION
from relcore.testing import RelationshipHistory, gaps, policy_sets, relationship_histories
from relcore.vocabulary import Direction
from tests.properties.told import alike, bought, day, lived, opened, stages, told

ANY_POLICIES = policy_sets(any_criteria=True)


def told_so_far(history: RelationshipHistory, policies: PolicySet) -> tuple[Relationship, Interaction[Any]]:
    """The relationship before the last interaction, and that interaction."""
    *before, last = history.interactions
    return replay(history.opened, before, policies).relationship, last


@given(relationship_histories(min_size=1), ANY_POLICIES, st.lists(gaps(), max_size=3))
def test_looking_never_changes_what_is_recorded(
    history: RelationshipHistory, policies: PolicySet, pauses: list[timedelta]
) -> None:
    """It never matters how often, or when, anyone looked, and looking never makes an interaction late."""
    relationship, last = told_so_far(history, policies)
    unseen = record(relationship, last, policies)
    for pause in pauses:
        review(relationship, at=relationship.last_at + pause, policies=policies)
        explain(relationship, at=relationship.last_at + pause, policies=policies)
    assert alike(record(relationship, last, policies), unseen)
    assert unseen.status is Status.RECORDED


@given(relationship_histories(min_size=1), ANY_POLICIES, st.data())
def test_what_a_review_shows_is_what_the_next_interaction_applies(
    history: RelationshipHistory, policies: PolicySet, data: st.DataObject
) -> None:
    """``record`` at t first applies what fell due before t; ``review`` applies the same to a private copy."""
    relationship, last = told_so_far(history, policies)
    span = (last.at - relationship.last_at) // RESOLUTION
    at = relationship.last_at + data.draw(st.integers(0, span)) * RESOLUTION
    shown = review(relationship, at=at, policies=policies).fell_due
    applied = record(relationship, last, policies).changes
    assert alike(applied[: len(shown)], shown)
    assert alike(explain(relationship, at=at, policies=policies).fell_due, shown)


@given(relationship_histories(min_size=1), ANY_POLICIES)
def test_what_fell_due_bears_its_own_instant(history: RelationshipHistory, policies: PolicySet) -> None:
    """Each stamped with its own due instant, which lies before the interaction: a deadline fires strictly after."""
    relationship = history.opened
    for interaction in history.interactions:
        out = record(relationship, interaction, policies)
        due = [change for change in out.changes if change.cause is None]
        caused = [change for change in out.changes if change.cause is not None]
        settled_at_once = relationship.unsettled
        assert all(change.at < interaction.at or settled_at_once for change in due)
        assert all(change.at >= relationship.last_at for change in due)
        assert all((change.at, change.cause) == (interaction.at, interaction.id) for change in caused)
        assert out.changes == (*due, *caused)
        relationship = out.relationship


@given(relationship_histories(late=True), ANY_POLICIES)
def test_the_instants_of_changes_never_decrease(history: RelationshipHistory, policies: PolicySet) -> None:
    """Due instant = the later of the computed one and the change that caused it."""
    instants = [change.at for change in replay(history.opened, history.interactions, policies).changes]
    assert instants == sorted(instants)


@given(relationship_histories(min_size=1), ANY_POLICIES)
def test_nothing_changes_at_the_next_deadline_or_before(
    history: RelationshipHistory, policies: PolicySet
) -> None:
    """A deadline is the last good instant."""
    relationship = replay(history.opened, history.interactions, policies).relationship
    due = relationship.next_due
    if due is None:
        due = relationship.last_at + timedelta(days=40_000)
    assert review(relationship, at=due, policies=policies).fell_due == ()


@given(relationship_histories(), policy_sets())
def test_time_alone_changes_a_stage_only_right_after_a_deadline(
    history: RelationshipHistory, policies: PolicySet
) -> None:
    """What fell due between two deadlines is nothing: walking from one to the next misses no change."""
    relationship = replay(history.opened, history.interactions, policies).relationship
    walked: list[Change] = []
    at, due = relationship.last_at, relationship.next_due
    end = relationship.last_at + timedelta(days=3_000)
    while due is not None and due < end:
        assert due >= at
        assert alike(review(relationship, at=due, policies=policies).fell_due, tuple(walked))
        at = due + RESOLUTION
        seen = review(relationship, at=at, policies=policies)
        walked = list(seen.fell_due)
        assert all(change.at <= due for change in walked)
        assert seen.next_due != due
        due = seen.next_due
    assert alike(review(relationship, at=end, policies=policies).fell_due, tuple(walked))


@given(relationship_histories(min_size=1), policy_sets())
def test_the_snapshot_and_the_review_agree_on_when_to_look_again(
    history: RelationshipHistory, policies: PolicySet
) -> None:
    """``next_due`` of the snapshot is what a review of the same instant says."""
    relationship = replay(history.opened, history.interactions, policies).relationship
    assert relationship.next_due == review(relationship, at=relationship.last_at, policies=policies).next_due


LAPSES = day(1) + timedelta(days=150)  # five gaps of thirty days after the only purchase


def test_silence_lapses_one_microsecond_after_its_deadline_and_not_at_it() -> None:
    """A deadline fires strictly after."""
    relationship, *_ = lived(opened(), bought(1, day(1)))
    assert review(relationship, at=LAPSES).fell_due == ()
    (lapsed,) = review(relationship, at=LAPSES + RESOLUTION).fell_due
    assert (lapsed.after, lapsed.at) == ("dissolution", LAPSES)


def test_a_purchase_on_the_deadline_finds_the_relationship_alive() -> None:
    """A deadline is the last good instant: what happens at it happens in time."""
    relationship, *_ = lived(opened(), bought(1, day(1)))
    in_time = record(relationship, bought(2, LAPSES))
    assert "dissolution" not in stages(list(in_time.changes))
    too_late = record(relationship, bought(2, LAPSES + RESOLUTION))
    assert stages(list(too_late.changes))[:2] == ["dissolution", "exploration"]


def test_a_message_of_the_company_does_not_end_a_silence() -> None:
    """Only what the customer does ends a silence."""
    relationship, *_ = lived(opened(), bought(1, day(1)), told(2, day(100), Message()))
    assert relationship.next_due == LAPSES
    replied, *_ = lived(relationship, told(3, day(101), Message(), direction=Direction.INBOUND))
    assert replied.next_due == day(101) + timedelta(days=150)


def test_a_promise_due_when_it_is_made_is_broken_right_after_and_never_before() -> None:
    """Due instant = the later of the computed one and the change that caused it."""
    relationship, *_ = lived(opened(), told(1, day(5), Promise("a call", day(2))))
    assert review(relationship, at=day(5)).fell_due == ()
    (broken,) = review(relationship, at=day(5) + RESOLUTION).fell_due
    assert (broken.after, broken.at, broken.subject) == ("broken", day(5), "i-00001")
