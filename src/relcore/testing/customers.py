"""Customers as they come: a person or an organisation, with much unknown of them."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from relcore.model import Consent, Customer, Occasion, Person
from relcore.testing.values import instants, texts, zones
from relcore.vocabulary import Channel, ConsentBasis, CustomerKind, Purpose, RelationshipType, Wish

__all__ = ["customers", "persons"]


def _occasions() -> SearchStrategy[Occasion]:
    days = st.sampled_from(((3, 1), (2, 29), (12, 31), (1, 1)))
    years = st.none() | st.sampled_from((1960, 2000))
    return st.builds(
        lambda day, year: Occasion(kind="birthday", month=day[0], day=day[1], year=year), days, years
    )


@st.composite
def _consents(draw: DrawFn) -> Consent:
    given = draw(instants())
    return Consent(
        purpose=draw(st.sampled_from(Purpose)),
        basis=draw(st.sampled_from(ConsentBasis)),
        source="form",
        valid_from=given,
        channel=draw(st.none() | st.sampled_from(Channel)),
        valid_until=draw(st.none() | st.just(given + timedelta(days=365))),
        withdrawn_at=draw(st.none() | st.just(given + timedelta(days=30))),
    )


@st.composite
def persons(draw: DrawFn, id: str = "p-1") -> Person:
    """A person of an id, of whom little or much is known.

    Args:
        draw: given by hypothesis.
        id: the id.
    """
    return Person(
        id=id,
        name=draw(texts()),
        interests=draw(st.lists(texts(), max_size=2, unique=True).map(tuple)),
        unwanted=draw(st.lists(texts(), max_size=2, unique=True).map(tuple)),
        occasions=draw(st.lists(_occasions(), max_size=2).map(tuple)),
        zone=draw(st.none() | zones()),
        country=draw(st.none() | st.sampled_from(("IN", "PH", "DE"))),
        wish=draw(st.sampled_from(Wish)),
        wanted_type=draw(st.none() | st.sampled_from(RelationshipType)),
        channels=draw(st.lists(st.sampled_from(Channel), max_size=2, unique=True).map(tuple)),
        consents=draw(st.lists(_consents(), max_size=2).map(tuple)),
    )


@st.composite
def customers(draw: DrawFn, id: str = "c-1") -> Customer:
    """A customer of an id: a person, or an organisation with up to three key contacts.

    Args:
        draw: given by hypothesis.
        id: the id.
    """
    name = draw(texts())
    if draw(st.booleans()):
        contacts = tuple(draw(persons(f"{id}-p-{n}")) for n in range(draw(st.integers(0, 3))))
        return Customer(id=id, name=name, kind=CustomerKind.ORGANISATION, persons=contacts)
    return Customer(id=id, name=name, persons=(draw(persons(id)),))
