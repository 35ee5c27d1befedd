"""A document that cannot be read raises one error with the path of every fault, and nothing else ever."""

import copy
import json
import traceback
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcore.errors import DocumentError, DocumentFault, FieldError, RelcoreError
from relcore.model import Customer, Interaction, Money, Person, Relationship
from relcore.serialization import dumps, from_document, loads, to_document
from tests.unit.serialization.examples import VALUES
from tests.unit.serialization.generated import json_values
from tests.unit.serialization.policy_examples import POLICIES


def faults(document: Any, cls: Any) -> dict[str, DocumentFault]:
    with pytest.raises(DocumentError) as caught:
        from_document(document, cls)
    found = {fault.field: fault for fault in caught.value.faults}
    assert len(found) == len(caught.value.faults)
    return found


def purchase() -> Any:
    return to_document(VALUES["interaction_purchase"])


def test_five_faults_give_five_paths_in_one_error() -> None:
    document = purchase()
    del document["id"]
    document["at"] = "2026-03-02T09:00:00"
    document["channel"] = "emial"
    document["content"]["amount"]["currency"] = "EURO"
    document["content"]["catgory"] = document["content"].pop("category")
    with pytest.raises(DocumentError) as caught:
        loads(json.dumps(document), Interaction[Any])
    error = caught.value
    assert [fault.field for fault in error.faults] == [
        "$.id",
        "$.at",
        "$.channel",
        "$.content.amount.currency",
        "$.content.catgory",
    ]
    lines = str(error).splitlines()
    assert lines[0] == "The document of Interaction has 5 faults:"
    assert len(lines) == 6
    assert (
        lines[1] == "  $.id is missing; expected a value. Add it; only fields with a default may be left out."
    )
    assert lines[3].endswith("Did you mean 'email'?")
    assert lines[4].startswith("  $.content.amount.currency is 'EURO'; expected a currency code of ISO 4217.")
    assert lines[5].endswith("Did you mean 'category'?")
    assert all(isinstance(fault, FieldError) for fault in error.exceptions)
    assert isinstance(error, RelcoreError)
    assert isinstance(error, ValueError)
    assert "$.channel" in "".join(traceback.format_exception(error))


def test_one_fault_is_counted_as_one() -> None:
    with pytest.raises(DocumentError) as caught:
        from_document({"amount": "1"}, Money)
    assert str(caught.value).splitlines()[0] == "The document of Money has 1 fault:"


def test_a_fault_of_the_model_has_its_path() -> None:
    person = to_document(VALUES["person"])
    person["occasions"][0] |= {"month": 2, "day": 30}
    person["consents"][0]["valid_until"] = "2026-02-01T00:00:00Z"
    found = faults({"id": "c-1", "name": "Ana", "persons": [person]}, Customer)
    assert set(found) == {"$.persons[0].occasions[0]", "$.persons[0].consents[0].valid_until"}


def test_a_part_of_a_field_that_the_model_refuses_has_its_path() -> None:
    assert set(faults({"id": "p", "name": "Ana", "needs": ["rest", ""]}, Person)) == {"$.needs[1]"}
    assert set(faults({"id": "p", "name": "Ana", "country": "ph"}, Person)) == {"$.country"}


def test_an_item_by_name_has_its_path() -> None:
    document = to_document(VALUES["relationship"])
    document["items"]["i-3"]["by"] = "me"
    document["items"]["i 4"]["opened_at"] = None
    document["items"]["x" * 100] = None
    document["tallies"]["purchase"]["evidence"] = ["i-1", 2]
    assert set(faults(document, Relationship)) == {
        '$.items["i-3"].by',
        '$.items["i 4"].opened_at',
        f'$.items["{"x" * 57}..."]',
        "$.tallies.purchase.evidence[1]",
    }


@pytest.mark.parametrize(
    ("written", "meant"), [("amuont", "amount"), ("Motive", "motive"), ("moti ve", "motive"), ("zzz", None)]
)
def test_an_unknown_key_names_the_nearest_known_one(written: str, meant: str | None) -> None:
    document = purchase()
    document["content"][written] = 1
    (fault,) = faults(document, Interaction[Any]).values()
    assert fault.value == 1
    assert fault.expected == "a key of Purchase: amount, category, motive, to_deliver"
    assert fault.remedy == (f"Did you mean {meant!r}?" if meant else "Write one of these, or remove it.")


def test_a_key_that_is_no_text_is_unknown() -> None:
    (fault,) = faults({"amount": "1", "currency": "EUR", None: 4}, Money).values()
    assert (fault.field, fault.remedy) == ("$.None", "Write the key in quotes.")


def test_every_item_of_a_row_is_looked_at() -> None:
    documents = [purchase(), None, {**purchase(), "by": 3}, purchase()]
    found = faults(documents, tuple[Interaction[Any], ...])
    assert set(found) == {"$[1]", "$[2].by"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "{'a': 1}",
        '{"a": 1,}',
        "\ufeff{}",
        "[1, 2",
        "nul",
        '{"a": 1} x',
        b"\xff\xfe",
        b"{",
        "9" * 5000,
        "[" * 100_000,
    ],
    ids=lambda text: repr(text)[:12],
)
def test_what_is_no_json_is_one_fault_at_the_root(text: str | bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        loads(text, Money)
    (fault,) = caught.value.faults
    assert fault.field == "$"
    assert fault.expected == "JSON text"
    assert len(str(caught.value)) < 600


@pytest.mark.parametrize("text", [None, 3, {"amount": "1"}, bytearray(b"{}")], ids=repr)
def test_what_is_no_text_is_one_fault_at_the_root(text: Any) -> None:
    with pytest.raises(DocumentError) as caught:
        loads(text, Money)
    assert [fault.field for fault in caught.value.faults] == ["$"]


def test_a_key_stands_once_in_an_object() -> None:
    text = dumps(VALUES["interaction_purchase"])
    text = text.replace('"currency":"EUR"', '"currency":"EUR","currency":"PHP"').replace(
        '"by":', '"by":3,"by":'
    )
    text = text.replace('"channel":"email"', '"channel":"emial"')
    with pytest.raises(DocumentError) as caught:
        loads(text, Interaction[Any])
    assert {fault.field for fault in caught.value.faults} == {
        "$.by",
        "$.content.amount.currency",
        "$.channel",
    }
    with pytest.raises(DocumentError, match="1 fault"):
        loads('{"amount":"1","amount":"1","currency":"EUR"}', Money)
    with pytest.raises(DocumentError) as caught:
        loads('[{"amount":"1","amount":"1","currency":"EUR"}]', tuple[Money, ...])
    assert [fault.field for fault in caught.value.faults] == ["$[0].amount"]


def test_a_document_without_end_is_a_fault() -> None:
    endless: dict[str, Any] = {"kind": "acme.loop"}
    endless["again"] = endless
    found = faults({**purchase(), "content": endless}, Interaction[Any])
    assert set(found) == {"$.content"}
    assert repr(found["$.content"].value) == "nested too deeply"


def test_a_text_nested_without_end_is_a_fault() -> None:
    deep = "[" * 900 + "]" * 900
    text = f'{{"amount":{deep},"amount":{deep},"currency":"EUR"}}'
    with pytest.raises(DocumentError):
        loads(text, Money)


def test_reading_leaves_the_document_as_it_was() -> None:
    document = purchase()
    before = copy.deepcopy(document)
    from_document(document, Interaction[Any])
    document["content"]["oops"] = 1
    with pytest.raises(DocumentError):
        from_document(document, Interaction[Any])
    del document["content"]["oops"]
    assert document == before


def test_a_number_without_end_is_not_written() -> None:
    (item,) = (10**5000,)
    relationship = to_document(VALUES["relationship"])
    value = from_document({**relationship, "revision": item}, Relationship)
    with pytest.raises(FieldError, match=r"^Relationship is too much; expected a value that JSON can hold"):
        dumps(value)


@given(st.sampled_from(sorted(VALUES)) | st.sampled_from(sorted(POLICIES)), st.data())
def test_no_mutation_of_a_document_raises_anything_else(name: str, data: st.DataObject) -> None:
    """Replace, remove or add something anywhere: it reads, or raises one error whose paths all exist."""
    written = (VALUES | POLICIES)[name]
    document = to_document(written)
    node = document
    while True:
        step = data.draw(st.sampled_from(list(node) if isinstance(node, dict) else range(len(node))))
        if not isinstance(node[step], (dict, list)) or not node[step] or data.draw(st.booleans()):
            break
        node = node[step]
    match data.draw(st.sampled_from(["replace", "remove", "add"])):
        case "replace":
            node[step] = data.draw(json_values)
        case "remove":
            del node[step]
        case _ if isinstance(node, dict):
            node[data.draw(st.text(max_size=5))] = data.draw(json_values)
    try:
        value = loads(json.dumps(document), type(written))
    except DocumentError as error:
        paths, shown = [fault.field for fault in error.faults], str(error)
    else:
        paths, shown = ["$"], "read"
        assert loads(dumps(value), type(value)) == value
    assert paths
    assert shown
    assert all(path.startswith("$") for path in paths)


@given(st.text() | st.binary())
def test_no_text_raises_anything_else(text: str | bytes) -> None:
    with pytest.raises(DocumentError):
        loads(text, Money)
