"""Ruling 14: what turns out to be one is merged in any order, taken back exactly, and never approached more."""

from datetime import UTC, datetime
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from relcore import Decision, Interaction, may_contact, replay
from relcore.model import (
    Block,
    Company,
    Consent,
    Customer,
    FrozenMap,
    Person,
    Recommendation,
    UnknownContent,
)
from relcore.portfolio import (
    History,
    MergedCustomer,
    MergedHistory,
    merge_customers,
    merge_histories,
    unmerge,
)
from relcore.portfolio.merging_names import names_of
from relcore.serialization import dumps, loads
from relcore.testing import customers, relationship_histories
from relcore.vocabulary import (
    Channel,
    ConsentBasis,
    ContactBlock,
    CustomerKind,
    Party,
    Purpose,
    RelationshipType,
    Verdict,
    Wish,
)
from tests.properties.told import day, opened

ZONES = ZoneInfo("Asia/Manila"), ZoneInfo("Europe/Berlin")
NEVER = datetime.max.replace(tzinfo=UTC)


@st.composite
def lived(draw: DrawFn, id: str, max_size: int = 6, late: bool = True) -> History:
    """Histories whose ids are those of others, or are not, and whose customers are one or several."""
    known = draw(relationship_histories(id, max_size=max_size, late=late, repeated=late))
    r = evolve(known.opened, customer_id=draw(st.sampled_from(("c-1", f"c-{id}"))))
    told = known.interactions
    if draw(st.booleans()):
        told = tuple(evolve(one, id=f"{id}.{one.id}") for one in told)
    return History(r, tuple(as_read(one) for one in told))


def as_read(interaction: Interaction[Any]) -> Interaction[Any]:
    """As a document gives it back: a content of an unknown kind has the sides of its interaction."""
    content = interaction.content
    if not isinstance(content, UnknownContent):
        return interaction
    direction, department = interaction.direction, interaction.department
    return evolve(interaction, content=evolve(content, direction=direction, department=department))


INTO = st.sampled_from(("r-1", "r-2", "m"))


@given(lived("r-1"), lived("r-2"), INTO)
def test_it_does_not_matter_which_history_comes_first(one: History, other: History, into: str) -> None:
    assert merge_histories(one, other, into=into) == merge_histories(other, one, into=into)


@given(lived("r-1", 4), lived("r-2", 4), lived("r-3", 4), INTO, INTO)
def test_three_that_turn_out_to_be_one_are_merged_in_any_order(
    a: History, b: History, c: History, into: str, between: str
) -> None:
    merged = merge_histories(merge_histories(a, b, into=between), c, into=into)
    assert merge_histories(a, merge_histories(c, b, into=between), into=into) == merged
    assert merge_histories(merge_histories(c, a, into=between), b, into=into) == merged


@given(lived("r-1"), lived("r-2"), INTO)
def test_unmerging_gives_back_the_histories_as_they_were(one: History, other: History, into: str) -> None:
    """Also after the merged value went through a document."""
    merged = merge_histories(one, other, into=into)
    again = loads(dumps(merged), MergedHistory)
    assert again == merged
    assert unmerge(again) == unmerge(merged) == (one, other)


@given(lived("r-1"), lived("r-2"), INTO)
def test_the_one_history_is_all_that_happened_in_the_total_order(
    one: History, other: History, into: str
) -> None:
    merged = merge_histories(one, other, into=into)
    history = merged.history
    assert list(history.interactions) == sorted(history.interactions, key=lambda i: i.order)
    assert len({i.id for i in history.interactions}) == len(history.interactions)
    assert {i.relationship_id for i in history.interactions} <= {into}
    alone = {i.id for i in one.interactions}, {i.id for i in other.interactions}
    together = len(alone[0] | alone[1])
    assert together <= len(history.interactions) <= len(alone[0]) + len(alone[1])
    assert merged.relationship == replay(history.relationship, history.interactions).relationship
    assert history.relationship.opened_at == min(h.relationship.opened_at for h in (one, other))


@given(lived("r-1", 8), lived("r-2", 8), st.booleans())
def test_the_order_of_each_log_survives(one: History, other: History, at_once: bool) -> None:
    """Also where all of it happened at one instant."""
    if at_once:
        one, other = (
            evolve(h, interactions=tuple(evolve(i, at=day(90), recorded_at=None) for i in h.interactions))
            for h in (one, other)
        )
    merged = merge_histories(one, other, into="r-1")
    place = {i.id: n for n, i in enumerate(merged.interactions)}
    names = names_of(merged.originals, merged.opened)
    for history, name in zip((one, other), names, strict=True):
        log = sorted(history.interactions, key=lambda i: i.order)
        places = [place[name.ids.get(i.id, i.id)] for i in log]
        assert places == sorted(places)


@given(lived("r-1", 12, late=False))
def test_a_relationship_in_which_nothing_happened_adds_nothing(history: History) -> None:
    """Merged with it, a history comes to what it came to alone; it may have changed what both were opened with."""
    nothing = History(evolve(history.relationship, id="r-0"), ())
    merged = merge_histories(nothing, history, into=history.relationship.id)
    assert merged.interactions == history.interactions
    assert merged.relationship == replay(history.relationship, history.interactions).relationship


@given(lived("r-1", 12, late=False))
def test_the_same_log_under_two_relationships_is_one_log(history: History) -> None:
    """What is equal in all but the relationship happened once."""
    twin = evolve(
        history,
        relationship=evolve(history.relationship, id="r-2"),
        interactions=tuple(
            evolve(i, relationship_id="r-2", settles=tuple(key.replace("r-1/", "r-2/") for key in i.settles))
            for i in history.interactions
        ),
    )
    merged = merge_histories(history, twin, into="r-1")
    assert merged.conflicts == ()
    assert merged.relationship == replay(history.relationship, history.interactions).relationship


# --- customers


@given(customers("c-1"), customers("c-2"), st.sampled_from(("c-1", "c-2", "m")))
def test_it_does_not_matter_which_customer_comes_first(one: Customer, other: Customer, into: str) -> None:
    assert merge_customers(one, other, into=into) == merge_customers(other, one, into=into)


@given(customers("c-1"), customers("c-2"), customers("c-3"), st.sampled_from(("c-1", "c-3", "m")))
def test_three_customers_are_merged_in_any_order(a: Customer, b: Customer, c: Customer, into: str) -> None:
    merged = merge_customers(merge_customers(a, b, into="x"), c, into=into)
    assert merge_customers(a, merge_customers(c, b, into="c-2"), into=into) == merged
    assert merge_customers(merge_customers(c, a, into="c-1"), b, into=into) == merged


@given(customers("c-1"), customers("c-2"), st.sampled_from(("c-1", "m")))
def test_unmerging_gives_back_the_customers_as_they_were(one: Customer, other: Customer, into: str) -> None:
    merged = merge_customers(one, other, into=into)
    again = loads(dumps(merged), MergedCustomer)
    assert again == merged
    assert unmerge(again) == (one, other)


def earliest(decision: Decision, at: datetime) -> datetime:
    """From when on it may be done."""
    if decision.verdict is Verdict.ALLOWED:
        return at
    return NEVER if decision.until is None else decision.until


def known_alike(person: Person, merged: Person) -> Person:
    """The person, with what the other record knows of where the person lives."""
    zone = merged.zone if person.zone is None else person.zone
    return evolve(person, zone=zone, country=merged.country if person.country is None else person.country)


def agreed(rnd: Random) -> Consent:
    """Consents that begin, end and are taken back on the same few days, so that they meet."""
    begins, ends, back, known = (rnd.randrange(6) if rnd.random() < 0.4 else None for _ in range(4))
    sides = (Party.CUSTOMER, Party.CUSTOMER, Party.COMPANY)
    return Consent(
        purpose=rnd.choice((Purpose.MARKETING, Purpose.MARKETING, Purpose.SERVICE)),
        basis=rnd.choice((ConsentBasis.CONSENT, ConsentBasis.CONSENT, ConsentBasis.CONTRACT)),
        source="form",
        valid_from=day(begins or 0),
        channel=rnd.choice((None, None, Channel.EMAIL, Channel.SMS)),
        valid_until=None if ends is None else day((begins or 0) + ends),
        withdrawn_at=None if back is None else day(back),
        recorded_at=None if known is None else day(known),
        given_by=rnd.choice(sides),
        withdrawn_by=rnd.choice(sides),
    )


def recorded_as(rnd: Random, id: str) -> Person:
    """A record of a person who may mostly be contacted, so that each restriction makes a difference."""

    def seldom() -> bool:
        return rnd.random() < 0.1

    block = Block(kind=rnd.choice(tuple(ContactBlock)), source="list", since=day(rnd.randrange(6)))
    return Person(
        id=id,
        name="Lourdes",
        unwanted=("offer",) if seldom() else (),
        zone=rnd.choice(ZONES) if seldom() else UTC,
        country="PH",
        wish=rnd.choice(tuple(Wish)) if seldom() else Wish.YES,
        wanted_type=RelationshipType.SELF_SERVICE if seldom() else None,
        consents=tuple(agreed(rnd) for _ in range(rnd.choice((1, 1, 2, 3)))),
        blocks=(block,) if seldom() else (),
    )


def two_records(rnd: Random) -> tuple[Person, Person]:
    """Two records of one person, often with the same consents: else hardly anything would be permitted by both."""
    one, other = recorded_as(rnd, "c-1"), recorded_as(rnd, "c-2")
    if rnd.random() < 0.5:
        other = evolve(other, consents=rnd.choice((one.consents, (*one.consents, *other.consents))))
    return one, other


SEEDS = st.integers(0, 2**32)
ASKED = Recommendation(
    kind="offer", relationship_id="r-1", occasion="o", purpose=Purpose.MARKETING, channels=(Channel.EMAIL,)
)
COMPANY = Company(zones=FrozenMap({"PH": (ZONES[0],), "DE": (ZONES[1],)}))


@given(SEEDS)
def test_what_may_not_be_done_for_one_record_may_not_be_done_for_what_they_become(seed: int) -> None:
    """More restriction wins: wish, blocks, objections, consents, zones, and the type that is wanted."""
    rnd = Random(seed)
    for _ in range(20):
        at = day(rnd.randrange(7 * 24) / 24)
        proposal = evolve(ASKED, purpose=rnd.choice((Purpose.MARKETING, Purpose.MARKETING, Purpose.SERVICE)))
        first, second = (Customer(id=one.id, name=one.name, persons=(one,)) for one in two_records(rnd))
        merged = merge_customers(first, second, into="c-1").customer
        found = earliest(may_contact(proposal, opened(), merged, at=at, company=COMPANY), at)
        for one in (first, second):
            known = known_alike(one.persons[0], merged.persons[0])
            customer, r = evolve(one, persons=(known,)), opened(customer_id=one.id)
            assert found >= earliest(may_contact(proposal, r, customer, at=at, company=COMPANY), at)


@given(SEEDS)
def test_two_records_that_say_the_same_are_that_record(seed: int) -> None:
    """Nothing is forbidden by merging them."""
    person = recorded_as(Random(seed), "c-1")
    first = Customer(id="c-1", name="Lourdes", persons=(person,))
    twin = Customer(id="c-2", name="Lourdes", persons=(evolve(person, id="c-2"),))
    assert merge_customers(first, twin, into="c-1").customer == first


@given(customers("c-1"), customers("c-2"))
def test_nobody_who_speaks_for_one_of_two_organisations_is_lost(one: Customer, other: Customer) -> None:
    assume(CustomerKind.ORGANISATION in {one.kind, other.kind})
    merged: Any = merge_customers(one, other, into="c-1").customer
    assert [p.id for p in merged.persons] == sorted({p.id for p in (*one.persons, *other.persons)})
    assert merged.kind is CustomerKind.ORGANISATION
