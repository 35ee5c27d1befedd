"""Law 3. Time is an event: what silence causes has a deadline that is a function of the state."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcore import Interaction, PolicySet, Relationship, Status, explain, record, replay, review
from relcore.model import Change, Company, Customer, Message, Promise
from relcore.model import contents as c
from relcore.model.instants import RESOLUTION
from relcore.testing import (
    RelationshipHistory,
    companies,
    customers,
    gaps,
    policy_sets,
    relationship_histories,
)
from relcore.vocabulary import Direction, EndReason, Party, Phase, Severity, Stage
from tests.properties.told import alike, bought, day, lived, opened, stages, told

HOUR = timedelta(hours=1)
ANY_POLICIES = policy_sets(any_criteria=True)


def told_so_far(history: RelationshipHistory, policies: PolicySet) -> tuple[Relationship, Interaction[Any]]:
    """The relationship before the last interaction, and that interaction."""
    *before, last = history.interactions
    return replay(history.opened, before, policies).relationship, last


@given(
    relationship_histories(min_size=1),
    ANY_POLICIES,
    st.lists(gaps(), max_size=3),
    st.none() | customers(),
    st.none() | companies(),
)
def test_looking_never_changes_what_is_recorded(
    history: RelationshipHistory,
    policies: PolicySet,
    pauses: list[timedelta],
    customer: Customer | None,
    company: Company | None,
) -> None:
    """It never matters how often, or when, anyone looked, and looking never makes an interaction late."""
    relationship, last = told_so_far(history, policies)
    unseen = record(relationship, last, policies)
    for pause in pauses:
        at = relationship.last_at + pause
        seen = review(relationship, customer, at=at, policies=policies, company=company)
        explain(relationship, at=at, policies=policies)
        assert alike(review(relationship, customer, at=at, policies=policies, company=company), seen)
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
    silent = policies.with_advising(recommenders=())
    walked: list[Change] = []
    at = relationship.last_at
    again = review(relationship, at=at, policies=silent).next_due
    end = at + timedelta(days=3_000)
    while again is not None and again < end:
        assert again > at
        before = review(relationship, at=again - RESOLUTION, policies=silent)
        assert alike(before.fell_due, tuple(walked))
        at = again
        seen = review(relationship, at=at, policies=silent)
        walked = list(seen.fell_due)
        assert all(change.at < at for change in walked)
        again = seen.next_due
    assert alike(review(relationship, at=end, policies=silent).fell_due, tuple(walked))


@given(relationship_histories(min_size=1), policy_sets())
def test_the_snapshot_and_the_review_agree_on_when_to_look_again(
    history: RelationshipHistory, policies: PolicySet
) -> None:
    """``next_due`` of the snapshot is a deadline: a review says to look right after it; with recommenders no later."""
    relationship = replay(history.opened, history.interactions, policies).relationship
    silent = policies.with_advising(recommenders=())
    due, looks = (
        review(relationship, at=relationship.last_at, policies=one).next_due for one in (silent, policies)
    )
    deadline = relationship.next_due
    same = due == (None if deadline is None else deadline + RESOLUTION)
    no_later = due is None or (looks is not None and looks <= due)
    assert (same, no_later) == (True, True)


MONDAY = day(1)  # at nine, when the company opens
PINNED = c.StageChanged(Stage.EXPANSION, "as agreed", day(40))
SILENCES: dict[str, tuple[list[c.Content], datetime, str]] = {
    "a promise breaks": ([c.Promise("a call", day(3))], day(3), "broken"),
    "a promise in a conversation breaks": (
        [c.Conversation(promises=(c.Promise("a call", day(3)),))],
        day(3),
        "broken",
    ),
    "a promise in a note breaks": ([c.Note("n", promises=(c.Promise("a call", day(3)),))], day(3), "broken"),
    "a question is open too long": ([c.Question("where?")], MONDAY + timedelta(hours=8), "overdue"),
    "a grave concern is open too long": (
        [c.Concern("late", Severity.GRAVE)],
        MONDAY + timedelta(hours=8),
        "overdue",
    ),
    "a moderate one is": (
        [c.Concern("late", Severity.MODERATE)],
        MONDAY + timedelta(days=1, hours=8),
        "overdue",
    ),
    "a minor one is": ([c.Concern("late", Severity.MINOR)], MONDAY + timedelta(days=4, hours=8), "overdue"),
    "what a low reading opened is": (
        [c.SatisfactionReading("csat", 1, Phase.DURING_RECEIPT)],
        MONDAY + timedelta(days=1, hours=8),
        "overdue",
    ),
    "a notice takes effect": (
        [c.Ended(EndReason.NEEDS_CHANGED, Party.CUSTOMER, effective_at=day(9))],
        day(9),
        "dissolution",
    ),
    "a cooling-off is over": ([c.Ended(EndReason.NEEDS_CHANGED, Party.CUSTOMER)], day(15), "final"),
    "a pin ends": ([PINNED], day(40), "awareness"),
    "a relationship lapses": ([c.Note("n")], day(150), "dissolution"),
}


@pytest.mark.parametrize("what", SILENCES)
def test_all_that_silence_causes_bears_its_own_instant_whenever_it_is_seen(what: str) -> None:
    """Each stamped with its own due instant: not at it, right after it, and the same when it is seen much later."""
    contents, due, after = SILENCES[what]
    relationship, *_ = lived(opened(), *(told(n, MONDAY, content) for n, content in enumerate(contents, 1)))
    assert review(relationship, at=due).fell_due == ()
    (change,) = review(relationship, at=due + RESOLUTION).fell_due
    assert (change.after, change.at, change.cause) == (after, due, None)
    assert review(relationship, at=due + timedelta(days=2_000)).fell_due[0] == change
    assert record(relationship, told("j", due + timedelta(days=700), c.Note("n"))).changes[0] == change
    assert change not in record(relationship, told("j", due, c.Note("n"))).changes


def test_time_stands_still_while_the_customer_is_awaited_and_goes_on_with_whatever_it_does() -> None:
    """A time limit is a deadline of the state, also one that is paused: time alone never ends the pause."""
    asked = [told(1, MONDAY, c.Question("where?")), told(2, MONDAY + HOUR, c.AwaitingCustomer("i-00001"))]
    relationship, *_ = lived(opened(), *asked)
    assert [x.after for x in review(relationship, at=day(90)).fell_due] == []
    heard, *_ = lived(relationship, told(3, day(30) + HOUR, c.Message(), direction=Direction.INBOUND))
    due = day(30) + 8 * HOUR  # a Tuesday; seven of the eight hours were left
    assert review(heard, at=due).fell_due == ()
    (overdue,) = review(heard, at=due + RESOLUTION).fell_due
    assert (overdue.after, overdue.at) == ("overdue", due)


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
