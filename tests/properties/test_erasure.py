"""The right to be forgotten: erasing commutes with the fold, leaves no text, and protects for good."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any

from attrs import evolve, fields
from hypothesis import given
from hypothesis import strategies as st

from relcore import Interaction, PolicySet, Relationship, may_contact, record, replay, review
from relcore.model import ERASED, Customer, FrozenMap, erase
from relcore.model.contents import Statement
from relcore.model.erasure import TEXTS
from relcore.serialization import dumps
from relcore.testing import (
    RelationshipHistory,
    companies,
    customers,
    instants,
    policy_sets,
    recommendations,
    relationship_histories,
)
from relcore.vocabulary import Channel, StatementTopic, Verdict
from tests.properties.told import day, opened, remembering

AT = datetime(2030, 1, 1, 9, tzinfo=UTC)
PLANTED = "quoth the raven"


def forgotten(history: tuple[Interaction[Any], ...]) -> list[Interaction[Any]]:
    return [erase(interaction, AT) for interaction in history]


def told(value: Any, numbers: Iterator[int]) -> Any:
    """The same with a text of its own in every place of which the table says that it goes."""
    if isinstance(value, tuple):
        return tuple(told(one, numbers) for one in value)
    if isinstance(value, FrozenMap):
        return FrozenMap({key: told(one, numbers) for key, one in value.items()})
    if type(value) not in TEXTS:
        return value
    changed: dict[str, Any] = {}
    for name in [attribute.name for attribute in fields(type(value))]:
        old = getattr(value, name)
        fate = TEXTS[type(value)].get(name, True)
        goes = not (fate(value) if callable(fate) else fate)
        if name == "document":
            changed[name] = f'{{"said":"{PLANTED} {next(numbers)}"}}'
        elif goes and isinstance(old, str):
            changed[name] = "PH" if name == "country" else f"{PLANTED} {next(numbers)}"
        elif goes and isinstance(old, tuple):
            changed[name] = tuple(f"{PLANTED} {next(numbers)}" for _ in old)
        elif name not in TEXTS[type(value)]:
            changed[name] = told(old, numbers)
    if isinstance(value, Interaction):
        day_of_a_life = f"{PLANTED} {next(numbers)}-02-14/2026"
        keys = f"{value.relationship_id}/card/c-1/{day_of_a_life}", f"r-9/card/c-1/{day_of_a_life}"
        changed["settles"] = (*value.settles, *keys)
    return evolve(value, **changed)


@given(relationship_histories(late=True, repeated=True))
def test_erasing_commutes_with_the_fold(lived: RelationshipHistory) -> None:
    """What is folded from an erased history is what was folded from the history, and then erased."""
    whole = replay(lived.opened, lived.interactions).relationship
    assert replay(lived.opened, forgotten(lived.interactions)).relationship == erase(whole, AT)


@given(relationship_histories(late=True), st.lists(st.integers(0, 3), min_size=1, max_size=9))
def test_erasing_commutes_where_days_of_a_life_were_kept(lived: RelationshipHistory, days: list[int]) -> None:
    """Several of one person and year, some of them more than once."""
    history = [
        evolve(one, settles=(*one.settles, f"r-1/card/c-1/{PLANTED}-{days[n % len(days)]}/2026"))
        for n, one in enumerate(lived.interactions)
    ]
    history = [evolve(one, settles=tuple(dict.fromkeys(one.settles))) for one in history]
    whole = replay(lived.opened, history).relationship
    after = erase(whole, AT)
    assert replay(lived.opened, forgotten(tuple(history))).relationship == after
    assert PLANTED not in dumps(after)


@given(relationship_histories(), policy_sets())
def test_erasing_commutes_with_the_fold_under_any_rules(
    lived: RelationshipHistory, policies: PolicySet
) -> None:
    """Whatever the stages go by, it is no text."""
    whole = replay(lived.opened, lived.interactions, policies).relationship
    assert replay(lived.opened, forgotten(lived.interactions), policies).relationship == erase(whole, AT)


@st.composite
def refusing(draw: st.DrawFn) -> tuple[Interaction[Any], ...]:
    """Histories of hardly anything but what is not wanted, some of it more than once."""
    topics = st.sampled_from((StatementTopic.UNWANTED, StatementTopic.UNWANTED, StatementTopic.COMMENT))
    said = st.builds(Statement, topics, st.sampled_from(("calls", "cards")), st.sampled_from((None, "cards")))
    return tuple(
        Interaction(
            id=f"i-{number}",
            relationship_id="r-1",
            at=day(number),
            channel=Channel.WEB,
            content=draw(said),
            by=draw(st.sampled_from((None, "p-1"))),
        )
        for number in range(1, draw(st.integers(0, 8)) + 1)
    )


@given(refusing(), st.integers(1, 3))
def test_erasing_commutes_where_statements_are_let_go_of(
    history: tuple[Interaction[Any], ...], statements: int
) -> None:
    """Whether something that is remembered meant the same as what is not, nobody can tell after an erasure."""
    policies = remembering(statements=statements)
    whole = replay(opened(), history, policies).relationship
    after = erase(whole, AT)
    assert replay(opened(), forgotten(history), policies).relationship == after
    assert set(whole.forgotten) <= set(after.forgotten)
    refused = sum(one.content.topic is StatementTopic.UNWANTED for one in history)
    assert ("unwanted" in after.forgotten) == (refused > statements)


@given(relationship_histories(), customers(), instants(), instants())
def test_erasing_twice_is_erasing_once(
    lived: RelationshipHistory, customer: Customer, first: datetime, then: datetime
) -> None:
    assert forgotten(tuple(forgotten(lived.interactions))) == forgotten(lived.interactions)
    r = replay(lived.opened, lived.interactions).relationship
    assert erase(erase(r, first), then) == erase(r, first)
    assert erase(erase(customer, first), then) == erase(customer, first)
    assert [erase(erase(one, first), then) for one in customer.persons] == [
        erase(one, first) for one in customer.persons
    ]


@given(relationship_histories(min_size=1))
def test_what_is_counted_is_counted_as_before(lived: RelationshipHistory) -> None:
    """Ids, instants, counts, amounts, codes and tallies stay."""
    before = replay(lived.opened, lived.interactions).relationship
    after = erase(before, AT)
    kept = {attribute.name for attribute in fields(Relationship)} - {
        "recent_purchases", "knowledge", "because", "forgotten",
    }  # fmt: skip
    assert all(getattr(after, name) == getattr(before, name) for name in kept)
    amounts = [(one.id, one.amount, one.counted) for one in before.recent_purchases]
    assert [(one.id, one.amount, one.counted) for one in after.recent_purchases] == amounts


@given(relationship_histories(min_size=1))
def test_no_text_of_an_interaction_is_left(lived: RelationshipHistory) -> None:
    """Nor in a relationship that remembers it, nor in what was decided on it."""
    history = [told(interaction, count()) for interaction in lived.interactions]
    assert PLANTED not in dumps(tuple(forgotten(tuple(history))))
    r = lived.opened
    for interaction in history:
        out = record(r, interaction)
        assert PLANTED not in dumps(erase(out, AT))
        r = out.relationship
    assert PLANTED not in dumps(erase(r, AT))


@given(customers())
def test_no_text_of_a_customer_is_left(customer: Customer) -> None:
    planted = told(customer, count())
    document = dumps(erase(planted, AT))
    assert PLANTED in dumps(planted)
    assert PLANTED not in document
    assert f'"erased_at":"{(customer.erased_at or AT):%Y-%m-%d}' in document


@given(customers(), relationship_histories(max_size=6), st.data())
def test_nobody_is_approached_after_an_erasure(
    customer: Customer, lived: RelationshipHistory, data: st.DataObject
) -> None:
    """Nothing proactive is ever permitted, by any channel, for any purpose, at any instant."""
    gone = erase(customer, data.draw(instants()))
    r = erase(replay(lived.opened, lived.interactions).relationship, AT)
    at = max(r.last_at, data.draw(instants()))
    proposal = data.draw(recommendations(persons=[one.id for one in customer.persons], at=at))
    if not proposal.is_internal and not proposal.is_reply:
        assert may_contact(proposal, r, gone, at=at).verdict is Verdict.REFUSED


@given(customers(), relationship_histories(min_size=1), companies(), st.data())
def test_a_review_of_what_was_erased_tells_no_text_and_reaches_nobody(
    customer: Customer, lived: RelationshipHistory, company: Any, data: st.DataObject
) -> None:
    """So what was derived before may be dropped: it is made anew."""
    gone = erase(told(customer, count()), AT)
    r = replay(lived.opened, forgotten(tuple(told(one, count()) for one in lived.interactions))).relationship
    found = review(r, gone, at=max(r.last_at, data.draw(instants())), company=company)
    assert PLANTED not in dumps(found)
    assert all(one.is_internal or one.is_reply for one in found.recommendations)


@given(relationship_histories())
def test_what_has_no_text_stays_the_very_same(lived: RelationshipHistory) -> None:
    for interaction in forgotten(lived.interactions):
        assert erase(interaction, AT) is interaction
    assert ERASED not in dumps(erase(lived.opened, AT))
    assert erase(lived.opened, AT) is lived.opened
