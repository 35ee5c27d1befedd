"""Law 8 and ruling 12. Open and closed sets: third parties add contents of their own, from outside."""

from typing import ClassVar

import pytest
from attrs import frozen
from hypothesis import given

from relcore import record, replay
from relcore.errors import RegistryError
from relcore.model import contents as c
from relcore.policies import Count, Situation
from relcore.testing import RelationshipHistory, relationship_histories, unknown_contents
from relcore.vocabulary import Department, Direction
from tests.properties.told import day, lived, opened, told


@frozen
class Points:
    """What a third party records."""

    kind: ClassVar[str] = "acme.points"
    direction: ClassVar[Direction] = Direction.INTERNAL
    department: ClassVar[Department] = Department.MARKETING

    points: int


@frozen
class PointsToo:
    """Another claim to the same kind."""

    kind: ClassVar[str] = "acme.points"
    direction: ClassVar[Direction] = Direction.INTERNAL
    department: ClassVar[Department] = Department.MARKETING


@frozen
class Computed:
    """A content whose kind is a property, as the protocol declares it."""

    program: str

    @property
    def kind(self) -> str:
        """Built anew each time."""
        return f"acme.{self.program}"

    @property
    def direction(self) -> Direction:
        """Of the company's own."""
        return Direction.INTERNAL

    @property
    def department(self) -> Department:
        """Marketing."""
        return Department.MARKETING


@given(relationship_histories(), unknown_contents())
def test_a_third_party_s_content_is_tallied_and_moves_nothing(
    history: RelationshipHistory, content: c.UnknownContent
) -> None:
    """Contents of third parties are tallied by kind, and have a default cell in the table: stay."""
    before = replay(history.opened, history.interactions).relationship
    after = record(before, told("j", before.last_at, content, sequence=10_000)).relationship
    assert (after.stage, after.stage_since, after.spent) == (before.stage, before.stage_since, before.spent)
    assert after.tallies[content.kind].last_at == before.last_at


def test_their_metrics_can_count_them() -> None:
    """Tallied by kind (count, first, last), so that their metrics can see them."""
    relationship, *_ = lived(opened(), told(1, day(1), Points(5)), told(2, day(3), Points(9)))
    tally = relationship.tallies["acme.points"]
    assert (tally.count, tally.first_at, tally.last_at) == (2, day(1), day(3))
    assert Count("acme.points").measure(Situation(relationship, day(4), 30.0)) == 2
    assert Count("acme.visit").measure(Situation(relationship, day(4), 30.0)) == 0


def test_one_event_counts_once_however_its_kind_is_stated() -> None:
    """Nothing counted twice."""
    relationship, *_ = lived(opened(), told(1, day(1), Computed("miles")))
    assert relationship.tallies["acme.miles"].count == 1


def test_two_claims_to_one_kind_clash() -> None:
    """In a registry value that they pass: no global registration."""
    registry = c.BUILT_IN_CONTENTS.extended(Points)
    assert registry.classes["acme.points"] is Points
    assert "acme.points" not in c.BUILT_IN_CONTENTS.classes
    with pytest.raises(RegistryError, match="PointsToo"):
        registry.extended(PointsToo)
