"""Law 2. A fold: state is what is open plus a declared, bounded memory for each purpose."""

import pickle
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from relcore import (
    STANDARD,
    Channel,
    Interaction,
    Money,
    Opening,
    PolicySet,
    Relationship,
    RelationshipType,
    Status,
    record,
    replay,
    replay_many,
)
from relcore.model import Change, Content, Decision, Message, Purchase
from relcore.model.contents import RulesAdopted, UnknownContent
from relcore.policy_set import Memory
from relcore.testing import (
    RelationshipHistory,
    interleaved,
    policy_sets,
    relationship_histories,
    unknown_contents,
)
from tests.properties.told import OPENED, alike, day, told


def one_by_one(
    relationship: Relationship, interactions: tuple[Interaction[Any], ...], policies: PolicySet
) -> tuple[Relationship, tuple[Change, ...], tuple[Decision, ...]]:
    changes: tuple[Change, ...] = ()
    refusals: tuple[Decision, ...] = ()
    for interaction in interactions:
        out = record(relationship, interaction, policies)
        relationship, changes, refusals = out.relationship, changes + out.changes, refusals + out.refusals
    return relationship, changes, refusals


@given(relationship_histories(late=True, repeated=True), policy_sets(any_criteria=True))
def test_replay_equals_recording_one_by_one(lived: RelationshipHistory, policies: PolicySet) -> None:
    """``replay(r, h)`` equals recording ``h`` one by one."""
    whole = replay(lived.opened, lived.interactions, policies)
    expected = one_by_one(lived.opened, lived.interactions, policies)
    assert alike((whole.relationship, whole.changes, whole.refusals), expected)


@given(relationship_histories(late=True, repeated=True), policy_sets(any_criteria=True), st.data())
def test_a_history_may_be_split_anywhere(
    lived: RelationshipHistory, policies: PolicySet, data: st.DataObject
) -> None:
    """``replay(r, h)`` equals recording ``h`` one by one, split anywhere."""
    at = data.draw(st.integers(0, len(lived.interactions)))
    whole = replay(lived.opened, lived.interactions, policies)
    first = replay(lived.opened, lived.interactions[:at], policies)
    second = replay(first.relationship, lived.interactions[at:], policies)
    assert alike(second.relationship, whole.relationship)
    assert alike(first.changes + second.changes, whole.changes)
    assert alike(first.refusals + second.refusals, whole.refusals)
    assert (first.late + second.late, first.repeated + second.repeated) == (whole.late, whole.repeated)
    assert first.recorded + second.recorded == whole.recorded


@given(interleaved(), policy_sets())
def test_a_stream_of_many_is_each_alone(
    stream: tuple[tuple[RelationshipHistory, ...], tuple[Interaction[Any], ...]], policies: PolicySet
) -> None:
    """In any interleaving, nothing lost, nothing counted twice."""
    several, interactions = stream
    opened = [one.opened for one in several]
    expected = [replay(one.opened, one.interactions, policies) for one in several]
    assert alike(list(replay_many(interactions, relationships=opened, policies=policies)), expected)


@given(interleaved())
def test_a_stream_opens_what_is_new(
    stream: tuple[tuple[RelationshipHistory, ...], tuple[Interaction[Any], ...]],
) -> None:
    """The relationship begins at its first interaction."""
    _, interactions = stream
    opening = Opening(type=RelationshipType.LONG_TERM)
    own: dict[str, list[Interaction[Any]]] = {}
    for interaction in interactions:
        own.setdefault(interaction.relationship_id, []).append(interaction)
    expected = [replay(opening.relationship(history[0]), history) for history in own.values()]
    assert alike(list(replay_many(interactions, opening=opening)), expected)


@given(relationship_histories(), policy_sets(any_criteria=True), policy_sets(any_criteria=True), st.data())
def test_a_history_that_adopts_other_rules_still_folds(
    lived: RelationshipHistory, policies: PolicySet, others: PolicySet, data: st.DataObject
) -> None:
    """Adopting the new rules from now on is itself an interaction, so that history still folds."""
    at = data.draw(st.integers(0, len(lived.interactions)))
    before, after = lived.interactions[:at], lived.interactions[at:]
    when = before[-1].at if before else lived.opened.opened_at
    adoption = Interaction(
        id="i-0000-adopts" if not before else f"{before[-1].id}-adopts",
        relationship_id=lived.opened.id,
        at=when,
        channel=Channel.INTERNAL,
        content=RulesAdopted(others.folding.digest),
        sequence=before[-1].sequence if before else None,
    )
    whole = replay(lived.opened, (*before, adoption, *after), policies, adopted=[others])
    first, changes, refusals = one_by_one(lived.opened, (*before, adoption), policies)
    assert first.rules == others.folding.digest
    second, more, further = one_by_one(first, after, others)
    assert alike(whole.relationship, second)
    assert alike((whole.changes, whole.refusals), (changes + more, refusals + further))
    split = replay(first, after, others)
    assert alike(split.relationship, second)


@given(policy_sets(), st.lists(unknown_contents(), min_size=1, max_size=3))
def test_memories_stay_within_what_is_declared(policies: PolicySet, seeds: list[UnknownContent]) -> None:
    """Its size does not grow with the length of the history."""
    memory = policies.folding.memory
    relationship = Relationship.open(id="r-1", customer_id="c-1", type=RelationshipType.LONG_TERM, at=OPENED)
    contents: list[Content] = []
    for n in range(12):
        contents += [
            Message(),
            Purchase(Money(1, "EUR"), f"category-{n}"),
            UnknownContent(f"acme.{n}"),
            *seeds,
        ]
    history = [told(n, day(n), content) for n, content in enumerate(contents)]
    relationship = replay(relationship, history, policies).relationship
    assert len(relationship.recent_contacts) <= memory.contacts
    assert len(relationship.recent_purchases) <= memory.purchases
    assert len(relationship.tallies) <= memory.kinds
    assert len(relationship.categories) <= memory.categories
    assert all(len(tally.evidence) <= memory.evidence for tally in relationship.tallies.values())


@given(relationship_histories(max_size=40), policy_sets())
def test_no_history_overfills_a_memory(lived: RelationshipHistory, policies: PolicySet) -> None:
    """State is what is open plus a declared, bounded memory for each purpose."""
    memory = policies.folding.memory
    relationship = replay(lived.opened, lived.interactions, policies).relationship
    assert len(relationship.recent_contacts) <= memory.contacts
    assert len(relationship.recent_purchases) <= memory.purchases
    assert len(relationship.tallies) <= memory.kinds
    assert len(relationship.past_counts) <= memory.kinds
    assert len(relationship.categories) <= memory.categories


def busy(turns: int) -> Relationship:
    """A relationship after a history of some length, with nothing left open."""
    small = Memory(purchases=2, contacts=2, evidence=2, categories=2, kinds=96)
    policies = evolve(STANDARD, folding=evolve(STANDARD.folding, memory=small))
    relationship = Relationship.open(id="r-1", customer_id="c-1", type=RelationshipType.LONG_TERM, at=OPENED)
    for n in range(turns):
        out = record(relationship, told(2 * n, day(10 * n), Purchase(Money("10.00", "EUR"))), policies)
        out = record(out.relationship, told(2 * n + 1, day(10 * n + 5), Message()), policies)
        assert out.status is Status.RECORDED
        relationship = out.relationship
    return relationship


def test_a_snapshot_is_as_small_after_a_long_history_as_after_a_short_one() -> None:
    """State: its size does not grow with the length of the history."""
    short, long = len(pickle.dumps(busy(20))), len(pickle.dumps(busy(600)))
    assert long <= short + 32  # a few digits of the counts
