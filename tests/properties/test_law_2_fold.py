"""Law 2. A fold: state is what is open plus a declared, bounded memory for each purpose."""

from datetime import datetime, timedelta
from typing import Any

from attrs import fields
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
    review,
)
from relcore.model import Change, Content, Decision
from relcore.model import contents as c
from relcore.model.contents import RulesAdopted, UnknownContent
from relcore.policy_set import Memory
from relcore.serialization import dumps, loads
from relcore.testing import (
    RelationshipHistory,
    gaps,
    interleaved,
    policy_sets,
    relationship_histories,
    unknown_contents,
)
from relcore.vocabulary import Department, EndReason, Party, Phase, Severity, StatementTopic, TrialOutcome
from tests.properties.told import alike, day, opened, remembering, told


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


@given(relationship_histories(max_size=25), policy_sets(any_criteria=True), st.data())
def test_a_history_may_be_split_by_storing_the_relationship(
    lived: RelationshipHistory, policies: PolicySet, data: st.DataObject
) -> None:
    """Split anywhere: what was stored and loaded goes on like what was not, to the last piece of evidence."""
    whole = replay(lived.opened, lived.interactions, policies)
    at = data.draw(st.integers(0, len(lived.interactions)))
    first = replay(lived.opened, lived.interactions[:at], policies)
    loaded = loads(dumps(first.relationship), Relationship)
    assert alike(loaded, first.relationship)
    second = replay(loaded, lived.interactions[at:], policies)
    assert alike(second.relationship, whole.relationship)
    assert alike(first.changes + second.changes, whole.changes)
    assert alike(first.refusals + second.refusals, whole.refusals)
    then = whole.relationship.last_at + data.draw(gaps())
    shown = review(second.relationship, at=then, policies=policies)
    assert alike(shown, review(whole.relationship, at=then, policies=policies))


def bounds_kept(r: Relationship, memory: Memory) -> bool:
    """Whether every memory is within what is declared for its purpose."""
    conduct, knowledge, items = r.conduct, r.knowledge, r.items.values()
    records = (conduct.promises, conduct.customer_promises)
    suspended = None if r.ending is None else r.ending.suspended
    tallies = [r.tallies, {} if suspended is None else suspended.tallies]
    cited = [tally.evidence for counted in tallies for tally in counted.values()]
    cited += [item.cites for item in items] + [item.cites for item in items]
    cited += [() if r.ending is None else r.ending.evidence]
    sizes: list[tuple[int, int]] = [
        (len(r.recent_contacts), memory.contacts),
        (len(r.recent_purchases), memory.purchases),
        (len(r.categories), memory.categories),
        (len(r.past_counts), memory.kinds),
        *((len(counted), memory.kinds) for counted in tallies),
        *((len(ids), memory.evidence) for ids in cited),
        (len(knowledge.readings), memory.readings),
        (len(knowledge.proxies), memory.proxies),
        (len(knowledge.said), len(StatementTopic)),
        *((len(said), memory.statements) for said in knowledge.said.values()),
        (len(conduct.closed_concerns), memory.closed_concerns),
        *((len(record.taken_seconds), memory.durations) for record in records),
        (len(conduct.answer_seconds), memory.durations),
        (len(conduct.unnoted), memory.unnoted),
        (0 if r.windows is None else len(r.windows.latest), 3),
        (0 if suspended is None or suspended.ending is None else suspended.ending.suspended is not None, 0),
    ]
    return all(size <= most for size, most in sizes)


@given(policy_sets(), st.lists(unknown_contents(), min_size=1, max_size=3))
def test_memories_stay_within_what_is_declared(policies: PolicySet, seeds: list[UnknownContent]) -> None:
    """Its size does not grow with the length of the history."""
    contents: list[Content] = []
    for n in range(14):
        contents += [
            c.Message(),
            c.Purchase(Money(1, "EUR"), f"category-{n}"),
            c.UnknownContent(f"acme.{n}"),
            *seeds,
            *everything(n, day(40 * n)),
        ]
    history = [told(n, day(n), content) for n, content in enumerate(contents)]
    assert bounds_kept(replay(opened(), history, policies).relationship, policies.folding.memory)


@given(relationship_histories(max_size=40), policy_sets())
def test_no_history_overfills_a_memory(lived: RelationshipHistory, policies: PolicySet) -> None:
    """State is what is open plus a declared, bounded memory for each purpose."""
    relationship = lived.opened
    for interaction in lived.interactions:
        relationship = record(relationship, interaction, policies).relationship
        assert bounds_kept(relationship, policies.folding.memory)


def everything(n: int, at: datetime) -> list[Content]:
    """Everything that leaves a trace, with nothing left open at the end of it."""
    need = c.Statement(StatementTopic.NEED, "a key", departments=(Department.SALES,))
    lessons = {"cause": "a gap", "fix": "it is filled", "prevention": "a check"}
    return [
        c.Purchase(Money("10.00", "EUR"), "tea", "thirst"),
        c.Conversation(promises=(c.Promise("a call", at + timedelta(days=900)),)),
        c.Delivered(f"{n}-1#1"),
        c.Conversation(),
        c.Note("noted", f"{n}-3"),
        c.Promise("a map", at),
        c.Delivered(f"{n}-5"),
        c.Promise("to pay", at + timedelta(days=900), Party.CUSTOMER),
        c.Delivered(f"{n}-7"),
        c.Question("where?"),
        c.Answered(f"{n}-9"),
        c.Concern("late", Severity.GRAVE, "delivery"),
        c.AwaitingCustomer(f"{n}-11"),
        c.Escalated(f"{n}-11", "ada"),
        c.Resolved(f"{n}-11", **lessons),
        c.Reopened(f"{n}-11"),
        c.Resolved(f"{n}-11", **lessons),
        need,
        c.Acknowledged(f"{n}-17", Department.SALES),
        c.CustomerChanged(("name",)),
        c.Acknowledged(f"{n}-19", Department.SALES),
        c.Opportunity("a second shop"),
        c.Resolved(f"{n}-21"),
        c.SatisfactionReading("csat", 1, Phase.AFTER_RECEIPT),
        c.Resolved(f"{n}-23", **lessons),
        c.SatisfactionReading("csat", 4, Phase.AFTER_RECEIPT, Party.COMPANY),
        *(c.Statement(topic, "said") for topic in StatementTopic),
        c.ShareOfWallet(40),
        c.Trial(TrialOutcome.PASSED),
        c.Return(f"{n}-0", cancels=True),
        c.Ended(EndReason.LEGAL, Party.NOBODY, effective_at=at + timedelta(days=900)),
        c.Withdrawn(f"{n}-35"),
        c.Ended(EndReason.NEEDS_CHANGED, Party.CUSTOMER),
        c.Withdrawn(f"{n}-37") if n % 2 else c.Purchase(Money("1.00", "EUR")),
    ]


def busy(turns: int) -> Relationship:
    """A relationship after a history of some length, with nothing left open."""
    sizes = {field.name: 2 for field in fields(Memory)} | {"purchases": 4, "kinds": 96}
    policies = remembering(STANDARD, **sizes)
    relationship = opened()
    for n in range(turns):
        for number, content in enumerate(everything(n, day(100 * n))):
            interaction = told(f"{n}-{number}", day(100 * n) + number * timedelta(minutes=1), content)
            out = record(relationship, interaction, policies)
            assert out.status is Status.RECORDED
            assert out.refusals == ()
            relationship = out.relationship
    assert relationship.items == {}
    assert relationship.episode == 1 + (turns + 1) // 2
    return relationship


def test_a_snapshot_is_as_small_after_a_long_history_as_after_a_short_one() -> None:
    """State: its size does not grow with the length of the history."""
    short, long = (len(dumps(busy(turns))) for turns in (16, 160))
    assert long <= short + 128  # a digit more of each count and in each id
