"""The same hooks, in cattrs' own style, for those who use it themselves."""

from enum import Enum, IntEnum, StrEnum
from typing import Annotated, Any, NewType

import pytest
from attrs import frozen
from cattrs import BaseValidationError, Converter, transform_error

from relcore.errors import FieldError, RegistryError
from relcore.model import BUILT_IN_CONTENTS, Interaction, Money, Relationship
from relcore.serialization import (
    BUILT_IN,
    Registry,
    configure_converter,
    from_document,
    make_converter,
    to_document,
)
from relcore.serialization.faults import faults_of
from tests.unit.serialization.content_examples import EUROS, Points, interaction_of
from tests.unit.serialization.exactness import assert_same
from tests.unit.serialization.examples import RELATIONSHIP, VALUES


class Colour(Enum):
    RED = "red"


class Size(IntEnum):
    SMALL = 1


class Shape(StrEnum):
    ROUND = "round"


CustomerNumber = NewType("CustomerNumber", str)


@frozen
class Node:
    """An application's own class, which holds values of the model and of its own."""

    number: CustomerNumber
    label: Annotated[str, "shown"]
    amount: Annotated[int, "pieces"]
    colour: Colour
    size: Size
    shape: Shape
    tags: tuple[Annotated[str, "shown"], ...] = ()
    numbers: tuple[Annotated[int, "pieces"], ...] = ()
    relationship: Relationship | None = None
    below: tuple["Node", ...] = ()


NODE = Node(CustomerNumber("7"), "a", 2, Colour.RED, Size.SMALL, Shape.ROUND, ("new",), (1, 2), RELATIONSHIP)


def test_an_applications_own_class_holds_values_of_the_model() -> None:
    node = Node(CustomerNumber("8"), "b", 3, Colour.RED, Size.SMALL, Shape.ROUND, below=(NODE,))
    document = to_document(node)
    assert (document["colour"], document["size"], document["shape"]) == ("red", 1, "round")
    assert type(document["size"]) is int
    assert_same(from_document(document, Node), node)


@pytest.mark.parametrize("field", ["label", "amount", "colour", "size", "shape"])
def test_an_applications_own_class_is_as_strict(field: str) -> None:
    document = {**to_document(NODE), field: True}
    converter = make_converter()
    with pytest.raises(BaseValidationError) as caught:
        converter.structure(document, Node)
    assert [fault.field for fault in faults_of(caught.value, document)] == [f"$.{field}"]


@frozen
class Numbered:
    """A mapping whose keys are no text."""

    names: dict[int, str]


def test_a_key_that_is_no_text_is_not_written() -> None:
    assert to_document(Numbered({})) == {"names": {}}
    with pytest.raises(FieldError, match=r"^Numbered\.names is 1; expected text for a key"):
        to_document(Numbered({1: "one"}))


def test_a_type_that_its_module_does_not_know_is_misuse() -> None:
    class Hidden:
        """A type of this function alone."""

    @frozen
    class Lost:
        hidden: "Hidden"

    with pytest.raises(RegistryError, match="Lost is 'Hidden'; expected a type that its module knows"):
        to_document(Lost(Hidden()))


@pytest.mark.parametrize("detailed", [True, False])
def test_a_converter_of_ones_own_learns_every_value(detailed: bool) -> None:
    converter = Converter(detailed_validation=detailed)
    configure_converter(converter)
    for value in VALUES.values():
        assert_same(converter.structure(converter.unstructure(value), type(value)), value)
    registry = Registry(contents=(Points,))
    configure_converter(converter, registry)
    points = interaction_of(Points(3))
    assert_same(converter.structure(converter.unstructure(points), Interaction[Any]), points)


def test_hooks_that_are_registered_later_win() -> None:
    converter = make_converter()
    converter.register_unstructure_hook(Money, str)
    converter.register_structure_hook(Money, lambda text, _: Money(*text.split()))
    assert converter.unstructure(EUROS) == "25.00 EUR"
    assert converter.structure("25.00 EUR", Money) == EUROS


def test_cattrs_own_messages_work_too() -> None:
    with pytest.raises(BaseValidationError) as caught:
        make_converter().structure({"amount": "1.0"}, Money)
    assert transform_error(caught.value) == ["required field missing @ $.currency"]


def test_without_detailed_validation_the_first_fault_is_raised_as_it_is() -> None:
    converter = make_converter(detailed_validation=False)
    with pytest.raises(FieldError, match="expected a finite number as a string of digits"):
        converter.structure({"amount": 1.5, "currency": 3}, Money)


def test_a_type_without_a_hook_is_misuse_in_a_plain_converter_too() -> None:
    converter = Converter()
    configure_converter(converter)
    with pytest.raises(Exception) as caught:  # noqa: PT011 (cattrs' own)
        converter.structure(3, complex)
    with pytest.raises(RegistryError, match="a type that documents can hold"):
        faults_of(caught.value, 3)


def test_converters_are_made_once() -> None:
    from relcore.serialization.converters import converter_of, explaining_converter_of

    assert converter_of(BUILT_IN) is converter_of(BUILT_IN)
    first, second = Registry(contents=(Points,)), Registry(contents=(Points,))
    assert converter_of(first) is converter_of(second)
    assert explaining_converter_of(first) is explaining_converter_of(second)
    assert converter_of(first) is not converter_of(BUILT_IN)
    assert make_converter() is not make_converter()


@pytest.mark.parametrize("registry", [None, (), BUILT_IN_CONTENTS])
def test_a_registry_is_passed_as_one(registry: Any) -> None:
    with pytest.raises(FieldError, match=r"registry is .*; expected a Registry"):
        to_document(Money("1", "EUR"), registry=registry)
