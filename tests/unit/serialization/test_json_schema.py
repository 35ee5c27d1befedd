"""Every document that relcore writes is valid by its schema, as a validator that is not ours judges it."""

import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from relcore import model
from relcore.errors import FieldError
from relcore.model import BUILT_IN_CONTENTS
from relcore.policy_set import DWYER_SCHURR_OH, STANDARD, PolicySet
from relcore.serialization import to_document, write_document
from relcore.serialization.envelopes import SCHEMAS
from relcore.serialization.schemas import json_schema
from relcore.serialization.shapes import CONTACT_RULES, CRITERIA, METRICS, RECOMMENDERS
from relcore.testing import customers, interactions, policy_sets
from tests.unit.serialization import generated
from tests.unit.serialization.examples import VALUES
from tests.unit.serialization.policy_examples import POLICIES
from tests.unit.serialization.schema_faults import NAMES, accepts, enveloped, paths

EXAMPLES = VALUES | POLICIES
SCHEMA_OF = {name: json_schema(name) for name in SCHEMAS}
ELSEWHERE = (  # what stands in no document of its own
    model.Agent,
    model.Article,
    model.Company,
    model.Explanation,
    model.GiftIdea,
    model.Override,
    model.Product,
    model.Replay,
    model.Way,
)
ALONE = {name: value for name, value in EXAMPLES.items() if type(value) in NAMES}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_valid_by_the_rules_for_schemas(name: str) -> None:
    schema = SCHEMA_OF[name]
    Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema
    assert schema["$id"] == f"urn:relcore:schema:{name.partition('.')[2]}:1.0"


@pytest.mark.parametrize("name", ALONE)
def test_every_example_is_valid(name: str) -> None:
    value = ALONE[name]
    assert paths(enveloped(value), NAMES[type(value)]) == set()
    assert paths(json.loads(write_document(value)), NAMES[type(value)]) == set()


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_value_is_valid_by_the_definition_of_its_class(name: str) -> None:
    value, document = EXAMPLES[name], to_document(EXAMPLES[name])
    definitions = [
        {"$ref": f"#/$defs/{type(value).__name__}", "$defs": schema["$defs"]}
        for schema in SCHEMA_OF.values()
        if (found := schema["$defs"].get(type(value).__name__)) is not None
        and ("is" in found["properties"]) == ("is" in document)  # two classes are called Unnoted
    ]
    if type(value) is PolicySet:
        document["schema"] = "relcore.policy_set/1.0"
    assert all(Draft202012Validator(definition).is_valid(document) for definition in definitions)
    assert definitions or type(value) in NAMES or type(value) in ELSEWHERE


def test_every_content_and_every_policy_has_a_definition() -> None:
    contents = SCHEMA_OF["relcore.interaction"]["$defs"]
    assert {cls.__name__ for cls in BUILT_IN_CONTENTS.classes.values()} < set(contents)
    kinds = [
        contents[cls.__name__]["properties"]["kind"]["const"] for cls in BUILT_IN_CONTENTS.classes.values()
    ]
    assert kinds == list(BUILT_IN_CONTENTS.classes)
    policies = SCHEMA_OF["relcore.policy_set"]["$defs"]
    for shape, table in (
        ("Metric", METRICS),
        ("Criterion", CRITERIA),
        ("Recommender", RECOMMENDERS),
        ("ContactRule", CONTACT_RULES),
    ):
        references = [one["$ref"].rpartition("/")[2] for one in policies[shape]["oneOf"]]
        assert [policies[name]["properties"]["is"]["const"] for name in references] == list(table)


@given(generated.interactions() | interactions())
def test_generated_interactions_are_valid(interaction: model.Interaction[Any]) -> None:
    assert paths(enveloped(interaction), "relcore.interaction") == set()


@given(generated.customers | customers())
def test_generated_customers_are_valid(customer: model.Customer) -> None:
    assert paths(enveloped(customer), "relcore.customer") == set()


@pytest.mark.parametrize(
    "cls", [model.Relationship, model.Recorded, model.Review, model.Decision], ids=lambda cls: cls.__name__
)
@given(st.data())
def test_generated_states_and_results_are_valid(cls: Any, data: st.DataObject) -> None:
    assert paths(enveloped(data.draw(generated.anything(cls))), NAMES[cls]) == set()


@given(policy_sets())
def test_generated_policy_sets_are_valid(policies: PolicySet) -> None:
    assert paths(enveloped(policies), "relcore.policy_set") == set()


@pytest.mark.parametrize("policies", [STANDARD, DWYER_SCHURR_OH], ids=lambda policies: policies.name)
def test_the_sets_that_are_shipped_are_valid(policies: PolicySet) -> None:
    assert paths(enveloped(policies), "relcore.policy_set") == set()


def test_what_has_a_default_may_be_left_out_and_the_default_is_told() -> None:
    assert accepts({"schema": "relcore.customer/1.0", "id": "c-1", "name": "Ana"}, "relcore.customer")
    schema = json_schema("relcore.customer")
    assert schema["required"] == ["schema", "id", "name"]
    assert schema["properties"]["kind"]["default"] == "person"
    assert "default" not in schema["properties"]["id"]
    direction = json_schema("relcore.interaction")["properties"]["direction"]
    assert "default" not in direction, "it depends on the content"


def test_a_newer_minor_version_may_be_stated_and_no_other() -> None:
    document = {"schema": "relcore.customer/1.7", "id": "c-1", "name": "Ana"}
    assert accepts(document, "relcore.customer")
    for stated in (
        "relcore.customer/2.0",
        "relcore.customer/1",
        "relcore_customer/1.0",
        "relcore.review/1.0",
        1,
    ):
        assert paths({**document, "schema": stated}, "relcore.customer") == {"$.schema"}
    del document["schema"]
    assert paths(document, "relcore.customer") == {"$.schema"}


def test_what_the_docstrings_say_is_told() -> None:
    schema = json_schema("relcore.interaction")
    assert schema["title"] == "Interaction"
    assert schema["description"] == "One thing that happened, as the caller's log knows it."
    assert schema["properties"]["channel"]["description"] == "the way it came about."
    purchase = schema["$defs"]["Purchase"]
    assert all("description" in one for name, one in purchase["properties"].items() if name != "kind")


def test_every_field_of_every_document_is_described() -> None:
    silent = {
        f"{name}.{key}"
        for schema in SCHEMA_OF.values()
        for name, record in schema["$defs"].items()
        for key, one in record.get("properties", {}).items()
        if "description" not in one and key not in ("kind", "is") and record.get("title") == name
    }
    assert silent == set()


def test_without_docstrings_there_is_a_schema_without_descriptions() -> None:
    program = (
        "from relcore.serialization.schemas import json_schema\n"
        "schema = json_schema('relcore.interaction')\n"
        "print(schema['required'], schema['properties']['id'], 'description' in schema)"
    )
    ran = subprocess.run([sys.executable, "-OO", "-c", program], capture_output=True, text=True, check=True)
    required = ["schema", "id", "relationship_id", "at", "channel", "content"]
    assert ran.stdout.strip() == f"{required} {{'type': 'string', 'minLength': 1}} False"


def test_an_unknown_name_is_told_the_nearest() -> None:
    with pytest.raises(FieldError, match=r"Did you mean 'relcore\.customer'"):
        json_schema("relcore.custommer")
    with pytest.raises(FieldError, match=r"Ask for one of these\.$"):
        json_schema(7)  # type: ignore[arg-type]
