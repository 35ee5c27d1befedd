"""A policy set is a text: it reads back as the same set, and says where a user went wrong."""

import json
import re
from typing import Any

import attrs
import pytest
from hypothesis import given

from relcore.errors import DocumentError, DocumentFault, FieldError, PolicyError
from relcore.policy_set import DWYER_SCHURR_OH, STANDARD, PolicySet
from relcore.serialization import dumps, from_document, standards, to_document
from relcore.serialization.compact import compact
from relcore.serialization.policy_sets import policy_set_of, read_policy_set, write_policy_set
from relcore.serialization.registry import BUILT_IN
from relcore.serialization.standards import standard
from relcore.serialization.toml import read_toml, write_toml
from relcore.testing import policy_sets
from tests.unit.policy_set.test_rules import DIGESTS
from tests.unit.serialization.exactness import assert_same
from tests.unit.serialization.policy_examples import POLICIES

TEXT = write_policy_set(STANDARD)
OVERLAY = write_policy_set(STANDARD, base=STANDARD)


def faults_of(text: str | bytes, **given: Any) -> list[DocumentFault]:
    with pytest.raises(DocumentError) as caught:
        read_policy_set(text, **given)
    return list(caught.value.faults)


def fault_of(text: str | bytes, **given: Any) -> DocumentFault:
    (fault,) = faults_of(text, **given)
    return fault


def changed(old: str, new: str, text: str = TEXT) -> str:
    assert text.count(old) >= 1
    return text.replace(old, new, 1)


@pytest.mark.parametrize("written", [STANDARD, DWYER_SCHURR_OH], ids=lambda written: written.name)
def test_the_sets_that_are_shipped_come_back_with_their_digests(written: PolicySet) -> None:
    text = write_policy_set(written)
    found = read_policy_set(text)
    assert_same(found, written)
    assert (found.digest, found.folding.digest) == (written.digest, written.folding.digest)
    assert write_policy_set(found) == text
    assert text.startswith(f'schema = "relcore.policy_set/1.0"\nname = "{written.name}"\n')


@given(policy_sets(any_criteria=True))
def test_generated_sets_come_back_with_their_digests(written: PolicySet) -> None:
    text = write_policy_set(written)
    found = read_policy_set(text)
    assert_same(found, written)
    assert (found.digest, found.folding.digest) == (written.digest, written.folding.digest)
    assert write_policy_set(found) == text


@pytest.mark.parametrize("name", POLICIES)
def test_every_policy_comes_back_through_toml(name: str) -> None:
    value = POLICIES[name]
    found, faults = read_toml(write_toml({"value": compact(to_document(value), value)}))
    assert faults == []
    assert_same(from_document(found["value"], type(value)), value)


def test_the_standard_is_shorter_than_a_thousand_lines_of_which_each_edge_takes_one() -> None:
    lines = TEXT.splitlines()
    assert len(lines) < 1_000
    edges = [line for line in lines if line.startswith("  { source = ")]
    assert len(edges) == len(STANDARD.folding.lifecycle.edges)
    assert '[advising.findings.note_missing]\nis = "threshold"' in TEXT
    assert '{ is = "not", criterion = { is = "any_of", criteria = [\n    { is' in TEXT


def test_what_is_none_by_default_is_left_out_and_elsewhere_null_stands_for_it() -> None:
    pause = attrs.evolve(POLICIES["policy_unanswered_pause"], pause_days=None)
    text = write_policy_set(STANDARD.with_advising(contact_rules=(pause,)))
    assert "null" not in TEXT
    assert text.count("null") == 1
    assert "pause_days = { null = true }" in text
    assert read_policy_set(text).advising.contact_rules == (pause,)


def test_json_is_read_as_well() -> None:
    document = {"schema": "relcore.policy_set/1.0", **to_document(STANDARD)}
    for text in (json.dumps(document), "\n " + json.dumps(document), json.dumps(document).encode()):
        assert_same(read_policy_set(text), STANDARD)
    assert policy_set_of(to_document(STANDARD), (), BUILT_IN) == STANDARD
    repeated = json.dumps(document).replace('"version": "1"', '"version": "1", "version": "2"')
    assert fault_of(repeated).field == "$.version"
    assert fault_of('{"schema":').expected == "JSON text"


def test_the_mark_that_some_editors_begin_a_text_with_is_passed_over() -> None:
    assert read_policy_set("\ufeff" + TEXT) == STANDARD
    assert read_policy_set(("\ufeff" + TEXT).encode()) == STANDARD
    assert read_policy_set(TEXT.replace("\n", "\r\n")) == STANDARD


@pytest.mark.parametrize("text", [b"\xff", None, 3, ["schema"]], ids=repr)
def test_what_is_no_text_is_one_fault(text: Any) -> None:
    fault = fault_of(text)
    assert (fault.field, fault.expected) == ("$", "TOML or JSON text")


def test_what_is_no_toml_says_in_which_line() -> None:
    fault = fault_of(changed("pace_days = 30.0", "pace_days = 30,0"))
    assert re.fullmatch(r"Correct it: .* \(at line 6, column 15\)\.", fault.remedy)


@pytest.mark.parametrize(
    ("schema", "field", "remedy"),
    [
        ("", "$.schema", 'Write schema = "relcore.policy_set/1.0".'),
        ('schema = "relcore.policy_sets/1.0"\n', "$.schema", 'Write schema = "relcore.policy_set/1.0".'),
        ('schema = "relcore.customer/1.0"\n', "$.schema", 'Write schema = "relcore.policy_set/1.0".'),
        ('schema = "relcore.policy_set"\n', "$.schema", 'Write schema = "relcore.policy_set/1.0".'),
        ("schema = 1.0\n", "$.schema", 'Write schema = "relcore.policy_set/1.0".'),
        ('schema = "relcore.policy_set/2.0"\n', "$.schema", "Upgrade relcore: a newer one wrote it."),
        ('schema = "relcore.policy_set/0.9"\n', "$.schema", "No version of relcore ever wrote it."),
    ],
)
def test_a_set_states_its_schema(schema: str, field: str, remedy: str) -> None:
    fault = fault_of(changed('schema = "relcore.policy_set/1.0"\n', schema))
    assert (fault.field, fault.remedy) == (field, remedy)


def test_what_a_newer_minor_version_says_is_read_as_far_as_all_of_it_is_known() -> None:
    newer = changed("/1.0", "/1.7")
    assert read_policy_set(newer) == STANDARD
    fault = fault_of(changed("[folding]\n", "[folding]\npatience_days = 3\n", newer))
    assert (fault.field, fault.value) == ("$.folding.patience_days", 3)


@pytest.mark.parametrize("text", ["[]", "", "3"], ids=repr)
def test_what_is_no_object_states_no_schema(text: str) -> None:
    with pytest.raises(DocumentError):
        read_policy_set(text)
    with pytest.raises(DocumentError) as caught:
        standards.body_of(json.loads(text or "null"))
    assert caught.value.faults[0].expected == "a policy set"


LAPSED = "[folding.criteria.lapsed]"
FOLLOW_UP = "begins_days = 1\ndue_days = 2"
MISTYPED: dict[str, tuple[str, str, str, str]] = {
    "a key": ("pace_days = 30.0", "pace_day = 30.0", "$.folding.pace_day", "pace_days"),
    "a unit": (FOLLOW_UP, "begins_days = 1\ndue_day = 2", "$.advising.recommenders[6].due_day", "due_days"),
    "another unit": (
        "at_least_paces = 4, at_most_paces = 5",
        "at_least_pace = 4, at_most_paces = 5",
        "$.folding.criteria.lapsed.limit.at_least_pace",
        "at_least_paces",
    ),
    "weeks for days": (
        "at_least_days = 30,",
        "at_least_weeks = 30,",
        "$.folding.criteria.lapsed.limit.at_least_weeks",
        "at_least_days",
    ),
    "hours for days": (
        "recurrence_days = 180",
        "recurrence_hours = 180",
        "$.folding.service.recurrence_hours",
        "recurrence_days",
    ),
    "a metric": (
        'metric = { is = "purchase_days" }',
        'metric = { is = "purchase_day" }',
        "$.folding.criteria.value_understood.criteria[0].metric.is",
        "purchase_days",
    ),
    "a criterion": ('is = "any_of"', 'is = "anyof"', "$.folding.criteria.value_understood.is", "any_of"),
    "a stage": (
        'initial = "exploration"',
        'initial = "explorations"',
        "$.folding.lifecycle.initial",
        "exploration",
    ),
    "a stage of an edge": (
        'target = "expansion", kind = "forward"',
        'target = "expanion", kind = "forward"',
        "$.folding.lifecycle.edges[55].target",
        "expansion",
    ),
    "a recommender": ('is = "offers"', 'is = "ofers"', "$.advising.recommenders[19].is", "offers"),
    "a contact rule": ('is = "wished"', 'is = "wish"', "$.advising.contact_rules[1].is", "wished"),
    "a purpose": (
        'scope = { purposes = ["marketing"] }',
        'scope = { purposes = ["markting"] }',
        "$.advising.contact_rules[3].scope.purposes[0]",
        "marketing",
    ),
    "a part": ("[advising.trust]", "[advising.trusts]", "$.advising.trusts", "trust"),
}


@pytest.mark.parametrize("what", MISTYPED)
def test_whoever_mistypes_something_is_told_where_and_what_was_meant(what: str) -> None:
    old, new, path, meant = MISTYPED[what]
    fault = next(fault for fault in faults_of(changed(old, new)) if fault.field == path)
    assert fault.remedy == f"Did you mean {meant!r}?"


def test_a_rule_of_the_table_that_is_misspelt_is_missed_by_name() -> None:
    fault = fault_of(changed(LAPSED, "[folding.criteria.lapsd]"))
    assert (fault.field, fault.value) == ("$.folding.criteria", "lapsed")


def test_dates_without_quotes_and_every_other_fault_are_told_at_once() -> None:
    text = changed("holidays = []", "holidays = [2026-12-25, 2026-02-30]")
    assert "at line" in fault_of(text).remedy
    text = changed("holidays = []", "holidays = [2026-12-25]")
    text = changed("pace_days = 30.0", "pace_days = nan", changed('"21:00:00"', "21:00:00", text))
    assert {fault.field: fault.remedy for fault in faults_of(text)} == {
        "$.folding.pace_days": "Leave out what is unknown; NaN and infinity are no numbers.",
        "$.folding.service.calendar.holidays[0]": 'Where one is asked for, write it in quotes: "2026-12-25".',
        "$.advising.contact_rules[10].starts": 'Where one is asked for, write it in quotes: "21:00:00".',
    }
    dated = fault_of(changed("pace_days = 30.0", "pace_days = 2026-12-25"))
    assert (dated.field, dated.remedy) == (
        "$.folding.pace_days",
        'Where one is asked for, write it in quotes: "2026-12-25".',
    )
    alone = fault_of(changed('"21:00:00"', "21:00:00"))
    assert alone.field == "$.advising.contact_rules[10].starts"


@pytest.mark.parametrize("number", ["inf", "-inf", "nan", "true", '"30"', "{ null = true }", "[30]"])
def test_what_is_no_number_is_not_taken_for_one(number: str) -> None:
    assert fault_of(changed("pace_days = 30.0", f"pace_days = {number}")).field == "$.folding.pace_days"


@pytest.mark.parametrize("number", [7, 7.0, 0.1 + 0.2, 1e-7, 30])
def test_a_whole_number_stays_whole_and_a_float_a_float(number: float) -> None:
    assert_same(read_policy_set(write_policy_set(STANDARD.with_pace(number))).folding.pace_days, number)


def test_what_could_not_be_read_back_is_not_written() -> None:
    with pytest.raises(FieldError):
        write_policy_set(attrs.evolve(STANDARD, name="\ud800"))


def test_the_standards_are_found_by_their_digests() -> None:
    assert standard(DIGESTS["standard"]) is STANDARD  # pinned there: a change needs an entry in the changelog
    assert standard(DIGESTS["dwyer_schurr_oh"]) is DWYER_SCHURR_OH
    assert standard(STANDARD.folding.digest) is STANDARD  # which is what a relationship carries
    with pytest.raises(PolicyError, match=rf"digest is 'beef'; .*{DIGESTS['standard']} \(standard\)"):
        standard("beef")


def test_an_earlier_standard_stays_where_its_digest_finds_it() -> None:
    old = attrs.evolve(STANDARD.with_pace(28), version="0")
    text = json.dumps({"schema": "relcore.policy_set/1.0", **json.loads(dumps(old))})
    found = standard(old.digest, earlier={old.digest: text})
    assert_same(found, old)
    assert_same(standard(old.folding.digest, earlier={old.digest: text}), old)
    assert [one.digest for one in standards.standards({old.digest: text})] == [
        STANDARD.digest,
        DWYER_SCHURR_OH.digest,
        old.digest,
    ]
    with pytest.raises(PolicyError, match=f"{old.digest} \\(standard\\)"):
        standard("beef", earlier={old.digest: text})


def test_every_earlier_standard_is_what_its_digest_says() -> None:
    for digest in standards.EARLIER:
        assert standard(digest).digest == digest
    assert {one.digest for one in standards.standards()} == {*DIGESTS.values(), *standards.EARLIER}
