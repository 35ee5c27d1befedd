"""Contents are an open set: third parties' come back, and unknown ones survive."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from attrs import evolve, field, frozen, make_class
from hypothesis import given

from relcore.errors import DocumentError, FieldError, RegistryError
from relcore.model import BUILT_IN_CONTENTS, Content, Interaction, Note, Purchase, UnknownContent
from relcore.serialization import Registry, dumps, from_document, loads, to_document
from relcore.vocabulary import Department, Direction
from tests.unit.serialization.content_examples import EUROS, UNKNOWN, Points, class_with, interaction_of
from tests.unit.serialization.exactness import assert_same
from tests.unit.serialization.examples import VALUES
from tests.unit.serialization.generated import interactions


def _positive(_: object, __: object, value: int) -> None:
    if value <= 0:
        refusal = ValueError("a visit has guests")
        refusal.add_note("a note of its own")
        raise refusal


@frozen
class Visit:
    """A third party's content with a check of its own."""

    kind: ClassVar[str] = "acme.visit"
    direction: ClassVar[Direction] = Direction.INBOUND
    department: ClassVar[Department] = Department.SALES

    guests: int = field(validator=_positive)


@dataclass(frozen=True)
class Call:
    """A third party's content that is a dataclass."""

    kind: ClassVar[str] = "acme.call"
    direction: ClassVar[Direction] = Direction.INBOUND
    department: ClassVar[Department] = Department.SALES

    minutes: int
    topics: tuple[str, ...] = ()


def test_a_third_partys_content_comes_back_under_its_registry() -> None:
    registry = Registry(
        contents=(
            Points,
            Visit,
            Call,
        )
    )
    for content in (Points(3), Visit(2), Call(5, ("price",))):
        text = dumps(interaction_of(content), registry=registry)
        assert f'"kind":"{content.kind}"' in text
        assert_same(loads(text, Interaction[Any], registry=registry), interaction_of(content))
        assert_same(
            loads(text, class_with(content), registry=registry),
            interaction_of(content),
        )


def test_the_built_in_contents_come_back_under_any_registry() -> None:
    registry = Registry(contents=(Visit,))
    text = dumps(VALUES["interaction_purchase"], registry=registry)
    assert text == dumps(VALUES["interaction_purchase"])
    assert_same(loads(text, Interaction[Any], registry=registry), VALUES["interaction_purchase"])


def test_two_claims_to_one_kind_are_an_error() -> None:
    @frozen
    class Other:
        kind: ClassVar[str] = "acme.visit"
        direction: ClassVar[Direction] = Direction.INBOUND
        department: ClassVar[Department] = Department.SALES

    with pytest.raises(RegistryError, match="a kind that Visit has not claimed"):
        BUILT_IN_CONTENTS.extended(Visit, Other)


@pytest.mark.parametrize(
    "attempt",
    [
        pytest.param(lambda: to_document(Visit(2)), id="written"),
        pytest.param(lambda: dumps(interaction_of(Visit(2))), id="written-in-an-interaction"),
        pytest.param(lambda: to_document([Visit(2)]), id="written-in-a-list"),
        pytest.param(lambda: from_document({"kind": "acme.visit", "guests": 2}, Visit), id="read"),
        pytest.param(
            lambda: from_document(to_document(VALUES["interaction_note"]), Interaction[Visit]), id="asked-for"
        ),
    ],
)
def test_a_class_that_no_registry_has_is_misuse(attempt: Callable[[], object]) -> None:
    with pytest.raises(RegistryError, match="Pass a registry that has it"):
        attempt()


def test_a_class_that_is_no_value_is_misuse() -> None:
    class Plain:
        kind = "acme.plain"
        direction = Direction.INBOUND
        department = Department.SALES

    registry = Registry(contents=(Plain,))
    with pytest.raises(RegistryError, match="an attrs class or a dataclass"):
        to_document(Plain(), registry=registry)
    with pytest.raises(RegistryError, match="an attrs class or a dataclass"):
        from_document({"kind": "acme.plain"}, Content, registry=registry)  # type: ignore[type-abstract]


@pytest.mark.parametrize("held", [set[str], frozenset[str], bytes, complex], ids=str)
def test_a_field_that_no_document_can_hold_is_misuse(held: Any) -> None:
    stated = {"kind": "acme.odd", "direction": Direction.INBOUND, "department": Department.SALES}
    odd = make_class("Odd", {"held": field(type=held)}, class_body=stated, frozen=True)
    registry = Registry(contents=(odd,))
    with pytest.raises(RegistryError, match="a type that documents can hold"):
        to_document(odd(held()), registry=registry)
    with pytest.raises(RegistryError, match="a type that documents can hold"):
        from_document({"kind": "acme.odd", "held": ["a"]}, Content, registry=registry)  # type: ignore[type-abstract]


def test_a_third_partys_own_check_is_a_fault_with_its_path() -> None:
    registry = Registry(contents=(Visit,))
    document = to_document(interaction_of(Visit(2)), registry=registry)
    document["content"]["guests"] = -2
    with pytest.raises(DocumentError) as caught:
        from_document(document, Interaction[Any], registry=registry)
    (fault,) = caught.value.faults
    assert (fault.field, fault.remedy) == ("$.content", "Correct it: a visit has guests.")


def test_what_a_program_does_not_know_survives_it() -> None:
    newer = Registry(contents=(Points,))
    interaction = evolve(interaction_of(Points(3, replaced=Purchase(EUROS))), direction=Direction.OUTBOUND)
    text = dumps(interaction, registry=newer)
    older = loads(text, Interaction[Any])
    assert type(older.content) is UnknownContent
    assert older.content.kind == "acme.points"
    assert (older.content.direction, older.content.department) == (Direction.OUTBOUND, Department.MARKETING)
    assert dumps(older) == text
    assert_same(loads(dumps(older), Interaction[Any], registry=newer), interaction)


@given(interactions())
def test_every_content_survives_a_program_that_knows_none(interaction: Interaction[Any]) -> None:
    stranger = dumps(interaction).replace('"kind":"', '"kind":"newer.', 1)
    read = loads(stranger, Interaction[Any])
    assert type(read.content) is UnknownContent
    assert dumps(read) == stranger


def test_an_unknown_content_keeps_its_document_as_canonical_text() -> None:
    document = {"kind": "acme.x", "b": [1, 1.50, None, {"d": 1, "c": "ñ"}], "a": True}
    content = from_document(document, UnknownContent)
    assert content == UnknownContent("acme.x", '{"a":true,"b":[1,1.5,null,{"c":"ñ","d":1}]}')
    assert to_document(content) == document


@pytest.mark.parametrize("name", ["direction", "department"])
def test_an_unknown_content_needs_its_side_and_department(name: str) -> None:
    document = to_document(interaction_of(UNKNOWN))
    del document[name]
    with pytest.raises(DocumentError) as caught:
        from_document(document, Interaction[Any])
    (fault,) = caught.value.faults
    assert fault.field == f"$.{name}"
    assert "'acme.points'" in fault.remedy


@pytest.mark.parametrize("kind", [None, "", 3, ["purchase"], {}], ids=repr)
def test_a_content_has_a_kind(kind: object) -> None:
    document = to_document(VALUES["interaction_purchase"])
    document["content"]["kind"] = kind
    with pytest.raises(DocumentError) as caught:
        from_document(document, Interaction[Any])
    assert [fault.field for fault in caught.value.faults] == ["$.content.kind"]
    del document["content"]["kind"]
    for cls in (Interaction[Any], Interaction[Purchase], Interaction[UnknownContent]):
        with pytest.raises(DocumentError) as caught:
            from_document(document, cls)
        assert [fault.field for fault in caught.value.faults] == ["$.content.kind"]


def test_a_kind_that_relcore_knows_is_not_unknown() -> None:
    with pytest.raises(DocumentError) as caught:
        from_document(to_document(VALUES["interaction_purchase"]), Interaction[UnknownContent])
    assert [fault.field for fault in caught.value.faults] == ["$.content.kind"]


def test_a_content_of_another_kind_than_was_asked_for_is_a_fault_beside_the_others() -> None:
    with pytest.raises(DocumentError) as caught:
        from_document({"kind": "note", "text": 3}, Purchase)
    assert [fault.field for fault in caught.value.faults] == ["$.kind", "$.amount", "$.text"]
    with pytest.raises(DocumentError) as caught:
        from_document(to_document(VALUES["interaction_purchase"]), Interaction[Note])
    assert {fault.field for fault in caught.value.faults} >= {"$.content.kind"}
    with pytest.raises(DocumentError) as caught:
        from_document({"kind": "pledge", "text": "a"}, Note)
    assert [fault.field for fault in caught.value.faults] == ["$.kind"]


def test_a_choice_may_include_what_is_unknown() -> None:
    @frozen
    class Either:
        kind: ClassVar[str] = "acme.either"
        direction: ClassVar[Direction] = Direction.INBOUND
        department: ClassVar[Department] = Department.SALES
        content: Note | UnknownContent
        other: Note | Content | None = None

    registry = Registry(contents=(Either,))
    for content in (Note("a"), UnknownContent("acme.z", '{"a":1}')):
        value = Either(content, content)
        assert_same(from_document(to_document(value, registry=registry), Either, registry=registry), value)
    document = to_document(Either(Note("a")), registry=registry)
    document["content"] = to_document(Purchase(EUROS))
    with pytest.raises(DocumentError) as caught:
        from_document(document, Either, registry=registry)
    assert [fault.field for fault in caught.value.faults] == ["$.content.kind"]
    document["content"] = None
    with pytest.raises(DocumentError) as caught:
        from_document(document, Either, registry=registry)
    assert [fault.field for fault in caught.value.faults] == ["$.content"]


@pytest.mark.parametrize(
    ("place", "value", "path"),
    [
        ("a", float("nan"), "$.content.a"),
        ("a", (1, 2), "$.content.a"),
        ("a", [1, {"b": b"x"}], "$.content.a[1].b"),
        ("a", {"b c": float("inf")}, "$.content.a.b c"),
        (3, 1, "$.content"),
    ],
    ids=repr,
)
def test_an_unknown_content_holds_nothing_but_json(place: Any, value: object, path: str) -> None:
    document = to_document(interaction_of(UNKNOWN))
    document["content"][place] = value
    with pytest.raises(DocumentError) as caught:
        from_document(document, Interaction[Any])
    assert [fault.field for fault in caught.value.faults] == [path]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "3", "{", '{"kind":"a"}', '{"a":NaN}', '{"a":1e999}', None, "[" * 100_000],
    ids=lambda t: repr(t)[:12],
)
def test_an_unknown_content_that_holds_no_object_is_not_written(text: Any) -> None:
    with pytest.raises(FieldError, match=r"^UnknownContent\.document is "):
        to_document(UnknownContent("acme.x", text))


def test_what_is_not_unknown_is_not_written_as_unknown() -> None:
    @frozen
    class Holder:
        kind: ClassVar[str] = "acme.holder"
        direction: ClassVar[Direction] = Direction.INBOUND
        department: ClassVar[Department] = Department.SALES
        content: UnknownContent

    registry = Registry(contents=(Holder,))
    with pytest.raises(FieldError, match=r"^Holder\.content is Note\(.*expected an UnknownContent"):
        to_document(Holder(Note("a")), registry=registry)  # type: ignore[arg-type]


def test_a_value_that_is_no_content_is_not_written_as_one() -> None:
    registry = Registry(contents=(Points,))
    birthday: Any = VALUES["occasion"]
    with pytest.raises(RegistryError, match="a content of a registered class"):
        to_document(Points(3, whatever=birthday), registry=registry)
