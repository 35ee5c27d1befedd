"""Kinds of content are an open set without a global: a registry is a value that the caller passes."""

from typing import Any, ClassVar

import pytest
from attrs import frozen

from relcore.errors import FieldError, RegistryError
from relcore.kernel import record
from relcore.model import BUILT_IN_CONTENTS, Content, ContentRegistry, Note, UnknownContent
from relcore.vocabulary import Department, Direction
from tests.unit.kernel.history import day, happened, opened


@frozen
class Points:
    """A third party's content."""

    kind: ClassVar[str] = "acme.points"
    direction: ClassVar[Direction] = Direction.INBOUND
    department: ClassVar[Department] = Department.MARKETING

    count: int


def test_a_registry_grows_by_a_value_and_the_built_in_one_stays_as_it_is() -> None:
    before = dict(BUILT_IN_CONTENTS.classes)
    grown = BUILT_IN_CONTENTS.extended(Points)
    assert grown.classes["acme.points"] is Points
    assert grown.classes["note"] is Note
    assert dict(BUILT_IN_CONTENTS.classes) == before


def test_registering_a_class_twice_changes_nothing() -> None:
    assert BUILT_IN_CONTENTS.extended(Points, Points, Note) == BUILT_IN_CONTENTS.extended(Points)


def test_two_classes_cannot_claim_one_kind() -> None:
    rival: Any = type("Rival", (), {"kind": "acme.points"})
    with pytest.raises(
        RegistryError, match=r"Rival.kind is 'acme.points'; expected a kind that Points has not"
    ):
        ContentRegistry((Points, rival))


@pytest.mark.parametrize("kind", ["", None, 3])
def test_a_class_states_its_kind(kind: object) -> None:
    nameless: Any = type("Nameless", (), {"kind": kind})
    with pytest.raises(RegistryError, match=r"Nameless.kind is .*State it as a class variable"):
        ContentRegistry((nameless,))


def test_a_third_partys_content_is_recorded_and_tallied_by_its_kind_without_any_registration() -> None:
    recorded = record(opened(), happened("i", day(2), Points(3))).relationship
    assert recorded.tallies["acme.points"].count == 1
    assert recorded.engaged_at == day(2)


def test_an_unknown_content_is_recorded_and_tallied_by_its_kind() -> None:
    unknown = UnknownContent("acme.visit", '{"guests": 2}')
    assert isinstance(unknown, Content)
    assert record(opened(), happened("i", day(2), unknown)).relationship.tallies["acme.visit"].count == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", ""),
        ("kind", "purchase"),
        ("kind", "trial"),
        ("document", 3),
        ("direction", "inbound"),
        ("department", "sales"),
    ],
)
def test_an_unknown_contents_field_that_cannot_hold_its_value_is_named(field: str, value: object) -> None:
    with pytest.raises(FieldError, match=f"UnknownContent.{field} is "):
        UnknownContent(**({"kind": "acme.visit"} | {field: value}))  # type: ignore[arg-type]
