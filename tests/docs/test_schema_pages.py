"""What is published of documents and policies is whole, holds, and can be followed by whoever has read nothing else."""

import json
import re
from typing import Any

import pytest
from attrs import fields, has

from docs.policy_page import MISTYPED, OVERLAY, inline, mistyped, policy_page, words
from docs.schemas_page import BEYOND, examples, schemas_page
from relcore import STANDARD
from relcore.policy_set import Memory
from relcore.serialization import BUILT_IN, read_document
from relcore.serialization.envelopes import SCHEMAS
from relcore.serialization.policies import shapes_of
from relcore.serialization.policy_sets import read_policy_set
from relcore.serialization.schemas import json_schema
from tests.architecture.tree import REPOSITORY
from tests.unit.serialization.schema_faults import accepts

PAGE = policy_page()
POLICIES = {code: cls for table in shapes_of(BUILT_IN).values() for code, cls in table.items()}
BLOCKS = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_schema_is_the_one_that_the_library_gives(name: str) -> None:
    path = REPOSITORY / "docs" / "reference" / "schemas" / f"{name.partition('.')[2]}.json"
    assert json.loads(path.read_text("utf-8")) == json_schema(name)
    assert f"schemas/{path.name}" in schemas_page()


@pytest.mark.parametrize("name", [name for name in SCHEMAS if name != "relcore.policy_set"])
def test_every_example_on_the_page_is_valid_and_is_read(name: str) -> None:
    text = examples()[name]
    assert accepts(json.loads(text), name)
    assert type(read_document(text).value) is SCHEMAS[name]
    assert all(line.strip() in schemas_page() for line in text.splitlines())


def test_the_overlay_on_the_page_of_schemas_is_read() -> None:
    assert read_policy_set(examples()["relcore.policy_set"]).folding == STANDARD.with_pace(7).folding


def test_everything_that_no_schema_can_say_is_told() -> None:
    assert all(text in schemas_page() for text in BEYOND.values())


@pytest.mark.parametrize("code", POLICIES)
def test_every_policy_is_told_with_every_parameter(code: str) -> None:
    assert f'"{code.replace("_", "-")}"' in PAGE or f"{{ #{code.replace('_', '-')} }}" in PAGE
    parameters = [field.name for field in fields(POLICIES[code]) if field.init]
    section = (
        PAGE.partition(f"{{ #{code.replace('_', '-')} }}")[2].partition("\n###")[0].partition("\n## ")[0]
    )
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == parameters


def test_every_link_within_the_page_leads_somewhere() -> None:
    targets = {*re.findall(r"\{ #([\w-]+) \}", PAGE), *re.findall(r'id="([\w-]+)"', PAGE)}
    targets |= {title.lower().replace(" ", "-") for title in re.findall(r"^## (.*)$", PAGE, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([\w-]+)\)", PAGE)) <= targets
    named = re.findall(r"\{ #([\w-]+) \}", PAGE)
    assert len(named) == len(set(named))


def test_the_standard_is_printed_whole() -> None:
    assert read_policy_set(BLOCKS[-1]) == STANDARD
    assert read_policy_set(BLOCKS[-1]).digest == STANDARD.digest


def test_the_overlay_on_the_page_does_what_it_says() -> None:
    policies = read_policy_set(BLOCKS[0])
    assert BLOCKS[0] == OVERLAY % STANDARD.digest
    assert (policies.name, policies.folding.pace_days, policies.advising.planning.contacts_a_day) == (
        "coffee",
        7,
        2,
    )
    caps = {getattr(rule, "name", None): rule for rule in policies.advising.contact_rules}
    assert "calls" not in caps
    assert getattr(caps["weekly"], "most", None) == 3
    assert len(policies.advising.contact_rules) == len(STANDARD.advising.contact_rules) - 1


def test_each_mistake_is_told_with_its_place_and_what_was_meant() -> None:
    told = mistyped()
    assert told in PAGE
    assert f"{len(MISTYPED)} faults" in told
    in_one_line = " ".join(told.split())
    for meant in ("'contacts_a_day'", "'at_least_paces' or 'at_least_days'", "'cap.calls'", "'activity'"):
        assert f"Did you mean {meant}?" in in_one_line


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"type": "integer"}, "a whole number"),
        ({"type": "integer", "minimum": 1, "maximum": 10_000}, "a whole number from 1 to 10,000"),
        ({"type": "integer", "minimum": 0}, "a whole number of 0 or more"),
        ({"type": "number", "exclusiveMinimum": 0}, "a number above 0"),
        ({"type": "number", "exclusiveMinimum": 0, "maximum": 5}, "a number above 0, to 5"),
        ({"type": ["string", "null"], "minLength": 1}, "text; or none"),
        (
            {"type": "array", "items": {"type": "boolean"}, "minItems": 1},
            "a list, at least one, each `true` or `false`",
        ),
        ({"anyOf": [{"$ref": "#/$defs/Metric"}, {"type": "null"}]}, "a [metric](#metrics); or none"),
        (
            {"$ref": "#/$defs/Comparison"},
            'one of `"at_least"`, `"at_most"`, `"more_than"`, `"less_than"`, `"equal_to"`',
        ),
        ({"$ref": "#/$defs/Channel"}, "one of the [codes of Channel](#codes-channel)"),
    ],
)
def test_what_may_stand_somewhere_is_said_in_words(schema: dict[str, Any], said: str) -> None:
    assert words(schema) == said


def test_a_default_is_shown_as_it_would_be_written() -> None:
    assert inline({"is": "days", "days": 14}) == '{ is = "days", days = 14 }'
    assert inline([True, "a"]) == '[true, "a"]'
    memory = {field.name: field.default for field in fields(Memory)}
    assert has(Memory)
    assert inline(memory, {"$ref": "#/$defs/Memory"}) == "{}"
    assert inline({**memory, "kinds": 5}, {"$ref": "#/$defs/Memory"}) == "{ kinds = 5 }"
