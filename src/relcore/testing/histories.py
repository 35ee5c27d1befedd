"""Plausible histories: sorted, with items that are settled by their real ids, and deadlines that are met or missed.

A history is drawn as a list of independent steps and then told, so that a failing one shrinks by leaving steps out.
"""

from functools import lru_cache
from typing import Any

from attrs import frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from relcore.model import Interaction, Relationship
from relcore.model.contents import Content
from relcore.testing.contents import contents
from relcore.testing.steps import SETTLED, steps, tell
from relcore.testing.values import ids, instants, zones
from relcore.vocabulary import Channel, RelationshipType, Role

__all__ = [
    "RelationshipHistory",
    "histories",
    "interactions",
    "interleaved",
    "relationship_histories",
    "relationships",
]


@frozen
class RelationshipHistory:
    """A relationship as it was opened, and what happened in it.

    Args:
        opened: the relationship before anything happened.
        interactions: its interactions, in the order in which they are handed over.
    """

    opened: Relationship
    interactions: tuple[Interaction[Any], ...]


@st.composite
def relationships(draw: DrawFn, id: str = "r-1", currency: str | None = None) -> Relationship:
    """Relationships in which nothing has happened yet.

    Args:
        draw: given by hypothesis.
        id: the id.
        currency: the currency that is fixed at the opening, if one is.
    """
    return Relationship.open(
        id=id,
        customer_id="c-1",
        type=draw(st.sampled_from(RelationshipType)),
        at=draw(instants()),
        role=draw(st.sampled_from(Role)),
        zone=draw(zones()),
        currency=currency,
    )


@lru_cache(maxsize=8)  # a strategy is checked once, however often it is drawn from
def _settled(relationship_id: str) -> SearchStrategy[tuple[str, ...]]:
    """The keys of what is carried out: of nothing, or of up to two recommendations; not all of this relationship."""
    whose = st.sampled_from((relationship_id, relationship_id, "r-9"))
    key = st.builds("{}/{}/{}".format, whose, st.sampled_from(SETTLED), ids())
    return st.just(()) | st.lists(key, min_size=1, max_size=2).map(tuple)


@st.composite
def interactions(
    draw: DrawFn, relationship_id: str = "r-1", *, content: SearchStrategy[Content] | None = None
) -> Interaction[Any]:
    """Single interactions of a relationship, of any content and at any instant.

    Args:
        draw: given by hypothesis.
        relationship_id: the relationship.
        content: what it is about; anything, unless given.
    """
    number = draw(st.integers(1, 30))
    return Interaction(
        id=f"i-{number:04}",
        relationship_id=relationship_id,
        at=draw(instants()),
        channel=draw(st.sampled_from(Channel)),
        content=draw(contents() if content is None else content),
        sequence=draw(st.none() | st.just(number)),
        by=draw(st.none() | st.just("ada")),
        settles=draw(_settled(relationship_id)),
    )


def _disturbed(
    draw: DrawFn, told: list[Interaction[Any]], late: bool, repeated: bool
) -> tuple[Interaction[Any], ...]:
    """The history with some interactions handed over once more, at once or too late."""
    out: list[Interaction[Any]] = []
    for index, interaction in enumerate(told):
        out.append(interaction)
        if repeated and draw(st.booleans()):
            out.append(interaction)
        if late and index and draw(st.booleans()):
            out.append(told[draw(st.integers(0, index - 1))])
    return tuple(out)


@st.composite
def histories(
    draw: DrawFn,
    relationship: Relationship,
    *,
    min_size: int = 0,
    max_size: int = 20,
    late: bool = False,
    repeated: bool = False,
) -> tuple[Interaction[Any], ...]:
    """Histories of one relationship, in the order of its log.

    They have one currency. Items are opened and later settled, let go or reopened, promises and notices fall due
    around other events, purchases are rated, returned and cancelled; the relationship ends, its ending is taken
    back, and the customer comes back. What was recommended is carried out, and so is what was not.

    Args:
        draw: given by hypothesis.
        relationship: the relationship as it was opened.
        min_size: the fewest interactions, before any are handed over again.
        max_size: the most.
        late: whether some are handed over once more, after later ones.
        repeated: whether some are handed over twice in a row.

    >>> from datetime import datetime, timezone
    >>> from hypothesis import find
    >>> from relcore import Relationship, RelationshipType
    >>> r = Relationship.open(id="r-1", customer_id="c-1", type=RelationshipType.LONG_TERM,
    ...                       at=datetime(2026, 3, 1, 9, tzinfo=timezone.utc))
    >>> find(histories(r), lambda history: True)
    ()
    """
    currency = "EUR" if relationship.currency is None else relationship.currency
    drawn = draw(steps(currency, min_size, max_size))
    told = tell(drawn, relationship.id, relationship.opened_at, numbered=draw(st.booleans()))
    return _disturbed(draw, told, late, repeated)


@st.composite
def relationship_histories(
    draw: DrawFn,
    id: str = "r-1",
    *,
    min_size: int = 0,
    max_size: int = 20,
    late: bool = False,
    repeated: bool = False,
) -> RelationshipHistory:
    """Relationships with their histories: :func:`relationships` and :func:`histories` in one.

    Args:
        draw: given by hypothesis.
        id: the relationship's id.
        min_size: the fewest interactions.
        max_size: the most.
        late: whether some are handed over once more, after later ones.
        repeated: whether some are handed over twice in a row.
    """
    opened = draw(relationships(id))
    history = draw(histories(opened, min_size=min_size, max_size=max_size, late=late, repeated=repeated))
    return RelationshipHistory(opened, history)


@st.composite
def interleaved(
    draw: DrawFn, *, relationships: int = 3, max_size: int = 8
) -> tuple[tuple[RelationshipHistory, ...], tuple[Interaction[Any], ...]]:
    """Several relationships with their histories, and one stream of all their interactions in any interleaving.

    Args:
        draw: given by hypothesis.
        relationships: how many at most.
        max_size: the most interactions of each.
    """
    count = draw(st.integers(1, relationships))
    several = tuple(draw(relationship_histories(f"r-{n}", max_size=max_size)) for n in range(1, count + 1))
    turns = [n for n, one in enumerate(several) for _ in one.interactions]
    remaining = [iter(one.interactions) for one in several]
    stream = tuple(next(remaining[turn]) for turn in draw(st.permutations(turns)))
    return several, stream
