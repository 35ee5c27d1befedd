"""A document of its own says what it is, and what a newer minor version wrote beside it is kept."""

import json
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from relcore import STANDARD, Customer, Interaction, PolicySet, Relationship
from relcore.errors import DocumentError, FieldError, RegistryError
from relcore.model import Money, Note, Purchase
from relcore.policies import AllOf, AnyOf, PurchaseDays, at_least
from relcore.serialization import (
    Document,
    Limits,
    Registry,
    dumps,
    loads,
    read_document,
    to_document,
    write_document,
)
from relcore.serialization.envelopes import SCHEMAS, Kept
from relcore.serialization.versions import VERSION, Upcast, Version
from relcore.testing import customers, interactions
from tests.unit.serialization.content_examples import EUROS, Points
from tests.unit.serialization.exactness import assert_same
from tests.unit.serialization.examples import VALUES
from tests.unit.serialization.policy_examples import POLICIES

EXAMPLES = {
    name: next(value for value in (*VALUES.values(), *POLICIES.values()) if type(value) is cls)
    for name, cls in SCHEMAS.items()
}


def faults(text: str | bytes, cls: Any = None) -> dict[str, tuple[object, str]]:
    with pytest.raises(DocumentError) as caught:
        read_document(text, cls)
    return {fault.field: (fault.value, fault.remedy) for fault in caught.value.faults}


def newer(value: object, change: Any, version: str = "1.7") -> str:
    """What a newer version would have written for a value."""
    document = json.loads(write_document(value))
    document["schema"] = document["schema"].replace(str(VERSION), version)
    change(document)
    return json.dumps(document)


def conversation(text: str) -> Any:
    interaction: Any = VALUES["interaction_conversation"]
    return evolve(interaction, content=evolve(interaction.content, promises=interaction.content.promises * 2))


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_of_the_seven_states_its_schema_and_comes_back_the_same(name: str) -> None:
    text = write_document(EXAMPLES[name])
    assert json.loads(text)["schema"] == f"{name}/{VERSION}"
    for read in (read_document(text), read_document(text.encode(), SCHEMAS[name])):
        assert_same(read.value, EXAMPLES[name])
        assert (read.version, read.kept) == (VERSION, ())
        assert write_document(read) == text


@given(customers() | interactions())
def test_what_was_written_reads_back_equal(value: Any) -> None:
    assert_same(read_document(write_document(value)).value, value)


def test_beside_its_schema_a_document_is_what_dumps_writes() -> None:
    document = json.loads(write_document(EXAMPLES["relcore.customer"]))
    del document["schema"]
    assert_same(loads(json.dumps(document), Customer), EXAMPLES["relcore.customer"])


@pytest.mark.parametrize("value", [EUROS, Note("a"), None, {}, Document(EUROS)])
def test_nothing_else_stands_in_a_document_of_its_own(value: Any) -> None:
    with pytest.raises(FieldError, match=r"one of Customer, Relationship, Interaction, .* with dumps"):
        write_document(value)


@pytest.mark.parametrize("cls", [Money, Purchase, list, tuple[Customer, ...], []])
def test_no_other_class_is_asked_for(cls: Any) -> None:
    with pytest.raises(FieldError, match=r"one of Customer, Relationship, Interaction, .* with loads"):
        read_document("{}", cls)


@pytest.mark.parametrize("text", ["[]", "null", '"a"', "3"])
def test_what_is_no_object_states_nothing(text: str) -> None:
    assert set(faults(text)) == {"$"}


@pytest.mark.parametrize("stated", [None, 1, "customer", "relcore.customer/one"])
def test_a_document_that_states_no_schema_says_how(stated: Any) -> None:
    value, remedy = faults(json.dumps({"schema": stated}))["$.schema"]
    assert value == stated
    assert '"relcore.customer/1.0"' in remedy
    assert "loads" in remedy
    assert set(faults("{}")) == {"$.schema"}


def test_a_schema_that_is_not_known_names_the_nearest() -> None:
    assert faults('{"schema": "relcore.costumer/1.0"}')["$.schema"][1] == "Did you mean 'relcore.customer'?"
    assert faults('{"schema": "acme/1.0"}')["$.schema"][1] == "Read it as what it is."


def test_a_document_of_another_schema_than_asked_for_is_refused() -> None:
    text = write_document(EXAMPLES["relcore.customer"])
    assert faults(text, Relationship) == {"$.schema": ("relcore.customer/1.0", "Read it as what it is.")}
    with pytest.raises(DocumentError) as caught:
        read_document(text, Relationship)
    assert "expected relcore.relationship" in str(caught.value)


def test_an_interaction_may_be_asked_for_with_its_content() -> None:
    text = write_document(VALUES["interaction_purchase"])
    assert_same(read_document(text, Interaction[Purchase]).value, VALUES["interaction_purchase"])
    assert faults(text, Interaction[Note])["$.content.kind"][0] == "purchase"


def test_every_fault_of_the_value_is_told() -> None:
    document = json.loads(write_document(VALUES["interaction_purchase"]))
    document |= {"chanel": document.pop("channel"), "at": "2026-03-01"}
    assert set(faults(json.dumps(document))) == {"$.at", "$.channel", "$.chanel"}


def test_a_key_that_stands_twice_is_a_fault() -> None:
    found = faults('{"schema": "relcore.customer/1.0", "id": "a", "id": "b", "name": "Ana"}')
    assert found["$.id"] == ("b", "Keep one of them.")


def test_what_is_no_json_is_one_fault() -> None:
    assert set(faults("{")) == {"$"}
    assert set(faults(b"\xff")) == {"$"}


def test_contents_of_third_parties_travel_by_their_registry() -> None:
    interaction = evolve(VALUES["interaction_note"], content=Points(3))
    registry = Registry(contents=(Points,))
    text = write_document(interaction, registry=registry)
    assert_same(read_document(text, registry=registry).value, interaction)
    with pytest.raises(RegistryError):
        write_document(interaction)


def test_a_newer_major_version_is_refused() -> None:
    value, remedy = faults(newer(EXAMPLES["relcore.customer"], lambda document: None, "2.0"))["$.schema"]
    assert (value, remedy) == ("relcore.customer/2.0", "Upgrade relcore: a newer one wrote it.")


def test_an_earlier_version_is_brought_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    step = Upcast("relcore.customer", Version(0, 9), VERSION, lambda old: {"id": old["key"], "name": "Ana"})
    monkeypatch.setattr("relcore.serialization.versions.upcast.__defaults__", ((step,), VERSION))
    read = read_document('{"schema": "relcore.customer/0.9", "key": "c-1"}', Customer)
    assert_same(read.value, Customer(id="c-1", name="Ana"))
    assert read.version == Version(0, 9)
    assert write_document(read) == write_document(read.value)


def grown(document: Any) -> None:
    """A newer version's document: it says more in four places."""
    document["mood"] = "sunny"
    document["content"]["tone"] = {"warm": [1, 2.5, None]}
    document["content"]["promises"][0]["weight"] = 3
    document["content"]["promises"][1]["sort"] = []


def test_the_unknown_parts_of_a_newer_minor_version_are_kept() -> None:
    value = conversation("a")
    text = newer(value, grown)
    read = read_document(text, Interaction[Any])
    assert_same(read.value, value)
    assert read.version == Version(1, 7)
    assert {part.path: json.loads(part.parts) for part in read.kept} == {
        (): {"mood": "sunny"},
        ("content",): {"tone": {"warm": [1, 2.5, None]}},
        ("content", "promises", 0): {"weight": 3},
        ("content", "promises", 1): {"sort": []},
    }
    assert json.loads(write_document(read)) == json.loads(text)
    assert_same(read_document(write_document(read)).value, value)


def test_beside_a_changed_value_they_stay_where_their_object_still_is() -> None:
    read = read_document(newer(conversation("a"), grown), Interaction[Any])
    content = read.value.content
    changed = evolve(read.value, by="somebody", content=evolve(content, promises=content.promises[1:]))
    written = json.loads(write_document(evolve(read, value=changed)))
    assert (written["mood"], written["content"]["tone"], written["by"]) == (
        "sunny",
        {"warm": [1, 2.5, None]},
        "somebody",
    )
    assert written["schema"] == "relcore.interaction/1.7"


def test_in_a_list_they_never_come_to_stand_in_another_object() -> None:
    read = read_document(newer(conversation("a"), grown), Interaction[Any])
    content = read.value.content
    other = evolve(content.promises[0], text="another")
    changed = evolve(read.value, content=evolve(content, promises=(other, content.promises[1])))
    first, second = json.loads(write_document(evolve(read, value=changed)))["content"]["promises"]
    assert "weight" not in first
    assert second["sort"] == []


def test_where_their_object_is_gone_they_go_with_it() -> None:
    read = read_document(newer(conversation("a"), grown), Interaction[Any])
    note = evolve(read.value, content=Note("short"))
    written = json.loads(write_document(evolve(read, value=note)))
    assert written["mood"] == "sunny"
    assert written["content"] == to_document(note)["content"]
    gone: Any = evolve(read, value=VALUES["customer"])
    assert json.loads(write_document(gone)).keys() == json.loads(write_document(VALUES["customer"])).keys()


def test_they_never_stand_in_for_what_is_known() -> None:
    customer: Any = EXAMPLES["relcore.customer"]
    kept = Kept((), '{"name": "Eve", "mood": 1}', "relcore.customer")
    written = json.loads(write_document(Document(customer, Version(1, 7), (kept,))))
    assert (written["name"], written["mood"]) == (customer.name, 1)


def test_what_is_kept_of_a_great_many_parts_is_no_more_than_they_are() -> None:
    person = to_document(VALUES["person"]) | {f"u{number}": number for number in range(900)}
    person["interests"] = ["x" * 100_000]
    text = newer(
        Customer(id=person["id"], name="Ana"),
        lambda document: document.update(persons=[person], kind="person"),
    )
    read = read_document(text, Customer)
    assert sum(len(part.parts) + len(part.beside) for part in read.kept) < 20_000
    assert json.loads(write_document(read))["persons"][0] == json.loads(text)["persons"][0]


def test_larger_documents_are_written_again_as_they_were_read() -> None:
    text = newer(
        EXAMPLES["relcore.customer"], lambda document: document.update(deep=json.loads("[" * 100 + "]" * 100))
    )
    assert "$" in faults(text)
    read = read_document(text, Customer, limits=Limits(depth=150))
    with pytest.raises(FieldError, match="at most 64 levels"):  # what others could not read is not written
        write_document(read)


def test_every_fault_is_told_beside_a_key_that_stands_twice() -> None:
    found = faults('{"schema": "relcore.customer/1.0", "id": 1, "id": 2, "name": 3}')
    assert found == {"$.id": (2, "Keep one of them."), "$.name": (3, "Write a string in quotes.")}


@pytest.mark.parametrize("sign", [1, -1])
def test_a_number_of_thousands_of_digits_is_not_written(sign: int) -> None:
    unknown = evolve(VALUES["decision"], reasons=(evolve(VALUES["reason"], measured=sign * 10**5_000),))
    with pytest.raises(FieldError):
        write_document(unknown)


def nested(levels: int) -> PolicySet:
    criterion: Any = at_least(PurchaseDays(), 1)
    for level in range(levels):
        node = AnyOf if level % 2 else AllOf
        criterion = node((criterion, at_least(PurchaseDays(), level)))
    return STANDARD.with_criteria(trial_failed=criterion)


@pytest.mark.parametrize("levels", [40, 160])
def test_what_is_nested_too_deeply_to_be_read_is_not_written(levels: int) -> None:
    with pytest.raises(FieldError, match="too much"):
        write_document(nested(levels))
    assert read_document(write_document(nested(10)), PolicySet).value == nested(10)


def test_a_newer_minor_version_may_be_wrong_as_well() -> None:
    def change(document: Any) -> None:
        document["mood"] = "sunny"
        document["at"] = "today"

    assert set(faults(newer(VALUES["interaction_note"], change))) == {"$.at"}


def test_without_unknown_parts_a_newer_minor_version_is_as_any() -> None:
    read = read_document(newer(EXAMPLES["relcore.customer"], lambda document: None))
    assert (read.version, read.kept) == (Version(1, 7), ())
    assert write_document(read) == write_document(read.value)


def test_in_the_version_of_today_an_unknown_key_is_a_fault() -> None:
    assert set(faults(newer(VALUES["interaction_note"], lambda d: d.update(mood=1), "1.0"))) == {"$.mood"}


@given(st.dictionaries(st.text(max_size=4), st.integers(), max_size=4))
def test_whatever_a_newer_version_adds_comes_back(added: dict[str, int]) -> None:
    value = EXAMPLES["relcore.customer"]
    text = newer(value, lambda document: document.update({f"x {name}": one for name, one in added.items()}))
    read = read_document(text, Customer)
    assert_same(read.value, value)
    if added:
        assert json.loads(write_document(read)) == json.loads(text)


def test_a_policy_set_may_be_an_overlay() -> None:
    text = json.dumps(
        {
            "schema": "relcore.policy_set/1.0",
            "name": "acme",
            "version": "1",
            "base": {"name": "standard", "digest": STANDARD.digest},
            "folding": {"pace_days": 7},
        }
    )
    read = read_document(text, PolicySet).value
    assert read.folding == STANDARD.with_pace(7).folding
    assert read.name == "acme"


def test_a_base_of_ones_own_is_passed() -> None:
    own = evolve(STANDARD.with_pace(9), name="own")
    document = {
        "schema": "relcore.policy_set/1.0",
        "name": "acme",
        "version": "1",
        "base": {"name": "own", "digest": own.digest},
    }
    assert read_document(json.dumps(document), PolicySet, bases=(own,)).value.digest == own.digest
    assert "$.base.name" in faults(json.dumps(document))


def test_a_value_written_bare_is_read_by_loads_alone() -> None:
    text = dumps(EXAMPLES["relcore.customer"])
    assert set(faults(text, Customer)) == {"$.schema"}
