"""Every value of the model comes back from its document: equal, and of the same types."""

import json
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcore import model
from relcore.model import BUILT_IN_CONTENTS, Content, ContentRegistry, Interaction, UnknownContent
from relcore.serialization import dumps, from_document, loads, to_document
from relcore.testing import calendars, companies
from tests.unit.serialization import generated
from tests.unit.serialization.content_examples import CONTENTS, UNKNOWN, class_with, interaction_of
from tests.unit.serialization.exactness import assert_plain, assert_same, never_filled
from tests.unit.serialization.examples import VALUES


def assert_round_trip(value: Any, cls: Any = None) -> None:
    cls = cls or type(value)
    document = to_document(value)
    assert_plain(document)
    assert_same(from_document(document, cls), value)
    text = dumps(value)
    assert_same(loads(text, cls), value)
    assert_same(loads(text.encode(), cls), value)
    assert dumps(loads(text, cls)) == text
    assert json.loads(text) == document


@pytest.mark.parametrize("name", VALUES)
def test_every_kind_of_value_comes_back(name: str) -> None:
    assert_round_trip(VALUES[name])


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: content.kind)
def test_every_content_comes_back_by_itself_and_by_its_kind(content: Any) -> None:
    assert_round_trip(content)
    assert_round_trip(content, Content)
    assert to_document(content)["kind"] == content.kind


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: content.kind)
def test_an_interaction_can_be_asked_for_with_one_content(content: Any) -> None:
    assert_round_trip(interaction_of(content), class_with(content))
    assert_round_trip(interaction_of(content), Interaction[Any])
    assert_round_trip(interaction_of(content), Interaction[Content])


def test_no_value_of_the_model_was_forgotten() -> None:
    classes = {
        value
        for name in model.__all__
        if isinstance(value := getattr(model, name), type)
        and attrs.has(value)
        and value is not ContentRegistry
    }
    shown = {type(value) for value in (*VALUES.values(), *CONTENTS, UNKNOWN)}
    assert classes == shown
    assert {type(content) for content in CONTENTS} == set(BUILT_IN_CONTENTS.classes.values())


def test_every_field_of_every_value_is_shown_with_something_in_it() -> None:
    assert never_filled((*VALUES.values(), *CONTENTS, UNKNOWN)) == set()


def test_several_values_travel_together() -> None:
    history = tuple(interaction_of(content) for content in CONTENTS)
    assert_round_trip(history, tuple[Interaction[Any], ...])
    assert_same(from_document(to_document(list(history)), list[Interaction[Any]]), list(history))


def test_every_field_is_written_whatever_its_default() -> None:
    note = to_document(model.Note("hello"))
    assert note == {"kind": "note", "text": "hello", "about": None, "promises": []}
    document = to_document(VALUES["interaction_note"])
    assert set(document) == {field.name for field in attrs.fields(Interaction)}
    assert (document["direction"], document["department"]) == ("internal", "customer_service")


def test_fields_with_a_default_may_be_left_out() -> None:
    document = {"id": "c-1", "name": "Ana"}
    assert from_document(document, model.Customer) == model.Customer(id="c-1", name="Ana")


def test_a_side_and_department_that_are_left_out_are_those_of_a_known_content() -> None:
    document = to_document(VALUES["interaction_purchase"])
    del document["direction"], document["department"]
    assert from_document(document, Interaction[Any]) == VALUES["interaction_purchase"]


def test_equal_values_give_equal_text() -> None:
    text = dumps(VALUES["customer"])
    assert text == json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert "Kumusta, नमस्ते" in dumps(VALUES["interaction_message"])


@given(generated.interactions())
def test_generated_interactions_come_back(interaction: Interaction[Any]) -> None:
    assert_round_trip(interaction)


@given(generated.contents | generated.unknown_contents.map(lambda c: UnknownContent(c.kind, c.document)))
def test_generated_contents_come_back(content: Any) -> None:
    assert_round_trip(content, Content)


def test_every_content_is_generated() -> None:
    assert set(generated.by_class) == set(BUILT_IN_CONTENTS.classes.values())


@given(calendars(), companies())
def test_generated_calendars_and_companies_come_back(
    calendar: model.BusinessCalendar, company: model.Company
) -> None:
    assert_round_trip(calendar)
    assert_round_trip(company)


@given(generated.customers)
def test_generated_customers_come_back(customer: model.Customer) -> None:
    assert_round_trip(customer)


@pytest.mark.parametrize(
    "cls",
    [model.Relationship, model.Recorded, model.Replay, model.Explanation, model.Review, model.Ending],
    ids=lambda cls: cls.__name__,
)
@given(st.data())
def test_generated_states_and_results_come_back(cls: Any, data: st.DataObject) -> None:
    assert_round_trip(data.draw(generated.anything(cls)))


@given(generated.anything(model.Withheld), generated.overrides)
def test_generated_contacts_that_are_withheld_or_answered_for_come_back(
    withheld: model.Withheld, override: model.Override
) -> None:
    assert_round_trip(withheld)
    assert_round_trip(override)


@given(generated.money)
def test_generated_amounts_come_back(money: model.Money) -> None:
    assert_round_trip(money)
