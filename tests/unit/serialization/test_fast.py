"""The fast way and the plain way agree: on the value, or on the refusal."""

import copy
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

import pytest
from attrs import field, frozen
from hypothesis import given
from hypothesis import strategies as st

from relcore.errors import DocumentError, FieldError
from relcore.model import BUILT_IN_CONTENTS, Interaction, Money, Purchase
from relcore.serialization import BUILT_IN, dumps, from_document, loads, make_converter, to_document
from relcore.serialization import generated as source
from relcore.serialization.converters import converter_of, explaining_converter_of
from relcore.serialization.generated import Field, Lazy, ready
from relcore.serialization.points import may_be_spelled_otherwise
from tests.unit.serialization import generated
from tests.unit.serialization.content_examples import CONTENTS, UNKNOWN, interaction_of
from tests.unit.serialization.exactness import assert_same
from tests.unit.serialization.examples import VALUES

INTERACTION: Any = Interaction[Any]
ODD: st.SearchStrategy[Any] = generated.json_values | st.sampled_from(
    ["", "a", "1e5", "1E5", "-0", "0.0000000001", "1" * 16, "NaN", " 1", "1_0", ".5", "EUR", "XXX", "web", -1, True,
     "2026-03-01T24:00:00Z", "2026-02-30T00:00:00Z", "0999-12-31T23:59:59Z", "2026-03-01T09:00:00.5Z", "\ud800",
     "2026-03-01T09:00:00+05:30", ["", "a"], [3], {"amount": "1", "currency": "EUR"}, {"kind": "note", "text": "a"}]
)  # fmt: skip


def both_ways(document: Any, cls: Any) -> None:
    """What stops at the first fault, and what explains, which makes its values by their constructors."""
    try:
        expected = explaining_converter_of(BUILT_IN).structure(copy.deepcopy(document), cls)
    except Exception:
        with pytest.raises(DocumentError):
            from_document(document, cls)
        with pytest.raises(Exception) as caught:  # noqa: PT011 (cattrs' own among them)
            converter_of(BUILT_IN).structure(document, cls)
        assert not isinstance(caught.value, (AttributeError, RecursionError))
    else:
        assert_same(converter_of(BUILT_IN).structure(document, cls), expected)


def paths(document: Any, cls: Any) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        from_document(document, cls)
    return [fault.field for fault in caught.value.faults]


def mutate(document: Any, data: st.DataObject) -> None:
    node = document
    while True:
        step = data.draw(st.sampled_from(list(node) if isinstance(node, dict) else range(len(node))))
        if not isinstance(node[step], (dict, list)) or not node[step] or data.draw(st.integers(0, 3)) == 0:
            break
        node = node[step]
    match data.draw(st.sampled_from(["replace", "replace", "remove", "add"])):
        case "remove":
            del node[step]
        case "add" if isinstance(node, dict):
            node[data.draw(st.sampled_from(["kind", "x", "by"]))] = data.draw(ODD)
        case _:
            node[step] = data.draw(ODD)


@given(generated.interactions(), st.data())
def test_both_ways_agree_on_interactions(interaction: Any, data: st.DataObject) -> None:
    document = to_document(interaction)
    both_ways(document, INTERACTION)
    mutate(document, data)
    both_ways(document, INTERACTION)


@given(st.sampled_from(sorted(VALUES)), st.data())
def test_both_ways_agree_on_every_value(name: str, data: st.DataObject) -> None:
    document = to_document(VALUES[name])
    mutate(document, data)
    both_ways(document, type(VALUES[name]))


@given(st.data())
def test_both_ways_agree_on_a_purchase(data: st.DataObject) -> None:
    """The one whose own checks are passed over where they find nothing."""
    document = to_document(interaction_of(Purchase(Money("25.00", "EUR"), "tea", "taste")))
    for _ in range(data.draw(st.integers(1, 3))):
        mutate(document, data)
        if not isinstance(document.get("content"), dict) or not document["content"]:
            break
    both_ways(document, INTERACTION)


@pytest.mark.parametrize("content", [*CONTENTS, UNKNOWN], ids=lambda content: content.kind)
def test_what_was_read_is_frozen_and_of_its_class(content: Any) -> None:
    read = loads(dumps(interaction_of(content)), INTERACTION)
    assert type(read) is Interaction
    assert type(read.content) is type(content)
    with pytest.raises(AttributeError):
        read.id = "other"  # type: ignore[misc]


def test_the_classes_whose_checks_may_be_passed_over_are_made_by_twins() -> None:
    """Otherwise their constructors would check all the same, and the conditions would be of no use."""
    import attrs

    for cls in source._QUICK:  # pyright: ignore[reportPrivateUsage]
        fields = [Field(one.name, one.alias, one.type, None) for one in attrs.fields(cls)]
        twin = source._twin(cls, fields)  # pyright: ignore[reportPrivateUsage]
        assert twin is not None
        assert twin is not cls


def test_a_sparse_document_has_its_defaults_filled_in() -> None:
    document = {"amount": {"amount": "1.50", "currency": "EUR"}, "kind": "purchase"}
    assert from_document(document, Purchase) == Purchase(Money("1.50", "EUR"))
    assert paths({**document, "motiv": "a"}, Purchase) == ["$.motiv"]
    for missing in ("kind", "amount"):
        rest = {name: one for name, one in document.items() if name != missing}
        assert paths(rest, Purchase) == [f"$.{missing}"]


@pytest.mark.parametrize("document", [{"kind": "note", "text": "a"}, {"kind": "purchase"}, [], "a", None])
def test_what_stops_at_the_first_fault_says_what_it_is(document: Any) -> None:
    with pytest.raises((FieldError, KeyError)):
        make_converter(detailed_validation=False).structure(document, Purchase)


def _stripped(text: str) -> str:
    return text.strip()


@frozen
class Checked:
    """An application's own class, whose constructor does more than to set its fields."""

    name: str = field(converter=_stripped)
    count: int = field(default=3)
    hidden: str = "h"


@dataclass(frozen=True)
class Plain:
    """A dataclass with something that is no field."""

    kind: ClassVar[str] = "plain"
    name: str
    numbers: tuple[int, ...] = ()


@pytest.mark.parametrize("value", [Checked("ana", 4, "x"), Plain("a", (1, 2))], ids=repr)
def test_an_applications_own_class_is_made_by_its_constructor(value: Any) -> None:
    document = to_document(value)
    assert_same(from_document(document, type(value)), value)
    assert_same(from_document({"name": document["name"]}, type(value)), type(value)(document["name"]))
    with pytest.raises(DocumentError):
        from_document({**document, "kind": "plain"}, type(value))


def test_a_hook_that_is_asked_for_while_it_is_made_stands_for_itself() -> None:
    def make() -> Any:
        assert hook.ready() is hook
        return lambda value: value + 1

    hook = Lazy(make)
    assert hook(1) == 2
    assert ready(hook) is hook.ready()
    assert ready(len) is len


@pytest.mark.parametrize(
    ("value", "is_odd"),
    [
        (1.5, False), (0.0, False), (-1e-5, True), (1e16, True), ("a", False), ((1, 1e20), True), ([], False),
        ({"a": 1e20}, True), (interaction_of(CONTENTS[0]), False), (UNKNOWN, True), (interaction_of(UNKNOWN), True),
        (VALUES["relationship"], False), (VALUES["company"], False), (object(), True),
    ],
    ids=[str(number) for number in range(14)],
)  # fmt: skip
def test_a_float_that_could_be_spelled_otherwise_is_found(value: Any, is_odd: bool) -> None:
    assert may_be_spelled_otherwise(value) == is_odd


def test_no_content_of_relcores_own_holds_a_float() -> None:
    assert not any(map(may_be_spelled_otherwise, CONTENTS))
    assert {type(content) for content in CONTENTS} == set(BUILT_IN_CONTENTS.classes.values())


Label = TypeVar("Label")


@frozen
class Labelled(Generic[Label]):
    """A class of which source can't be written, since the type of a field is not known by itself."""

    label: Label
    count: int = 0


def test_a_class_with_type_arguments_is_read_and_written_by_cattrs() -> None:
    asked: Any = Labelled[str]
    value = Labelled("a", 2)
    converter = converter_of(BUILT_IN)
    assert converter.structure({"label": "a", "count": 2}, asked) == value
    assert converter.unstructure(value, unstructure_as=asked) == {"label": "a", "count": 2}
    with pytest.raises(FieldError, match=r"Labelled is 3"):
        dumps_as(3, asked)
    with pytest.raises(FieldError):
        dumps_as(Labelled("a", "b"), asked)  # type: ignore[arg-type]


def dumps_as(value: Any, cls: Any) -> Any:
    try:
        return converter_of(BUILT_IN).unstructure(value, unstructure_as=cls)
    except FieldError as error:
        raise type(error)(error.field or "Labelled", error.value, error.expected, error.remedy) from None


@frozen
class Several:
    """A class with interactions in it."""

    interactions: tuple[Interaction[Any], ...]


def test_interactions_within_other_values_are_looked_into_for_floats() -> None:
    assert not may_be_spelled_otherwise(Several((interaction_of(CONTENTS[0]),)))
    assert may_be_spelled_otherwise(Several((interaction_of(CONTENTS[0]), interaction_of(UNKNOWN))))
    several = Several((interaction_of(CONTENTS[0]),))
    assert loads(dumps(several), Several) == several
