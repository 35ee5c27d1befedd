"""Customers as they come: a person or an organisation, with much unknown of them."""

from datetime import timedelta
from functools import lru_cache
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from relcore.model import Block, Consent, Customer, Occasion, Person
from relcore.testing.values import (
    BUSINESSES,
    COUNTRIES,
    JURISDICTIONS,
    KINDS,
    instants,
    texts,
    weighed,
    zones,
)
from relcore.vocabulary import (
    Channel,
    ConsentBasis,
    ContactBlock,
    CustomerKind,
    Party,
    Purpose,
    RelationshipType,
    Wish,
)

__all__ = ["consents", "customers", "persons"]

_Value = TypeVar("_Value")


def _occasions() -> SearchStrategy[Occasion]:
    days = st.sampled_from(((3, 1), (2, 29), (12, 31), (1, 1)))
    years = st.none() | st.sampled_from((1960, 2000))
    return st.builds(
        lambda day, year: Occasion(kind="birthday", month=day[0], day=day[1], year=year), days, years
    )


@st.composite
def consents(draw: DrawFn) -> Consent:
    """Consents, given or entered by either side: with and without an end, withdrawn, and recorded later.

    Args:
        draw: given by hypothesis.
    """
    given = draw(instants())
    sides = st.sampled_from((Party.CUSTOMER, Party.COMPANY))
    return Consent(
        purpose=draw(st.sampled_from(Purpose)),
        basis=draw(st.sampled_from(ConsentBasis)),
        source="form",
        valid_from=given,
        channel=draw(st.none() | st.sampled_from(Channel)),
        valid_until=draw(st.none() | st.just(given + timedelta(days=365))),
        withdrawn_at=draw(st.none() | st.just(given + timedelta(days=30))),
        jurisdiction=draw(st.none() | st.sampled_from(JURISDICTIONS)),
        recorded_at=draw(st.none() | st.just(given + timedelta(days=2))),
        given_by=draw(sides),
        withdrawn_by=draw(sides),
    )


def _blocks() -> SearchStrategy[Block]:
    return st.builds(
        lambda kind, since: Block(kind=kind, source="list", since=since),
        st.sampled_from(ContactBlock),
        instants(),
    )


def _unwanted() -> SearchStrategy[tuple[str, ...]]:
    """Topics in the person's own words, and now and then a kind, a purpose or a channel."""
    words = st.sampled_from((*KINDS, "Follow up", *Purpose, *Channel)).map(str)
    return st.lists(weighed((2, texts()), (1, words)), max_size=2, unique=True).map(tuple)


def _some(strategy: SearchStrategy[_Value], at_most: int = 2) -> SearchStrategy[tuple[_Value, ...]]:
    return st.lists(strategy, max_size=at_most).map(tuple)


@lru_cache(maxsize=1)  # a strategy is checked once, however often it is drawn from
def _facts() -> SearchStrategy[dict[str, Any]]:
    topics = st.lists(texts(), max_size=2, unique=True).map(tuple)
    return st.fixed_dictionaries(
        {
            "name": texts(),
            "interests": topics,
            "needs": topics,
            "unwanted": _unwanted(),
            "occasions": _some(_occasions()),
            "zone": st.none() | zones(),
            "country": st.none() | st.sampled_from(COUNTRIES),
            "wish": st.sampled_from(Wish),
            "wanted_type": st.none() | st.sampled_from(RelationshipType),
            "channels": st.lists(st.sampled_from(Channel), max_size=2, unique=True).map(tuple),
            "consents": _some(consents(), 3),
            "blocks": weighed((4, st.just(())), (1, _some(_blocks()))),
        }
    )


@st.composite
def persons(draw: DrawFn, id: str = "p-1") -> Person:
    """A person of an id, of whom little or much is known.

    Args:
        draw: given by hypothesis.
        id: the id.
    """
    return Person(id=id, **draw(_facts()))


@st.composite
def customers(draw: DrawFn, id: str = "c-1") -> Customer:
    """A customer of an id: a person, or an organisation with up to three key contacts; known by name or not.

    Args:
        draw: given by hypothesis.
        id: the id.
    """
    kind = draw(st.sampled_from((CustomerKind.PERSON, CustomerKind.ORGANISATION)))
    alone = kind is CustomerKind.PERSON
    ids = [id] if alone else [f"{id}-p-{number}" for number in range(draw(st.integers(0, 3)))]
    return Customer(
        id=id,
        name=draw(texts()),
        kind=kind,
        persons=tuple(draw(persons(one)) for one in ids),
        identified=draw(st.sampled_from((True, False))),
        is_key=draw(st.booleans()),
        business=draw(st.sampled_from((None, *BUSINESSES))),
        erased_at=draw(weighed((4, st.none()), (1, instants()))),
    )
