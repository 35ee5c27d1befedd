"""What is said to somebody who edits rules in TOML: where it stands, what belongs there and what to write."""

import json
from enum import Flag
from typing import Any

import pytest
from attrs import frozen

from relcore.errors import DocumentError, FieldError, RegistryError
from relcore.model import Recommendation
from relcore.policies import Criterion, Not, PurchaseDays, Situation, at_least
from relcore.policy_set import STANDARD
from relcore.serialization import Registry, from_document, to_document
from relcore.serialization.policy_sets import read_policy_set, write_policy_set
from relcore.serialization.scalars import writer_of_codes
from tests.unit.serialization.exactness import assert_same
from tests.unit.serialization.test_overlays import HEAD
from tests.unit.serialization.test_policy_sets import fault_of, faults_of

HEADER = "Write one object and no list; in TOML, its header stands in single brackets, [...], not in [[...]]."
TABLE = "Write it as an object, which is a table in TOML, with its keys."
QUOTED = 'Where one is asked for, write it in quotes: "2026-01-01".'
SAID: dict[str, tuple[str, str, str]] = {
    "a number in quotes": ('folding.pace_days = "7"', "$.folding.pace_days", "Write it without quotes: 7."),
    "a fraction in quotes": (
        'folding.pace_days = "7.5"',
        "$.folding.pace_days",
        "Write it without quotes: 7.5.",
    ),
    "a whole number in quotes": (
        'folding.memory.kinds = "96"',
        "$.folding.memory.kinds",
        "Write it without quotes: 96.",
    ),
    "no number in quotes": (
        'folding.memory.kinds = "many"',
        "$.folding.memory.kinds",
        "Write digits without quotes, point or exponent.",
    ),
    "a date for a number": ("folding.pace_days = 2026-01-01", "$.folding.pace_days", QUOTED),
    "one unit of two": (
        "folding.criteria.lapsed.limit.at_least_weeks = 3",
        "$.folding.criteria.lapsed.limit.at_least_weeks",
        "Did you mean 'at_least_paces' or 'at_least_days'?",
    ),
    "one unit of two that is misspelt": (
        "folding.criteria.lapsed.limit.at_least_dayz = 3",
        "$.folding.criteria.lapsed.limit.at_least_dayz",
        "Did you mean 'at_least_days'?",
    ),
    "a key of a part": ("pace_days = 3", "$.pace_days", "Write it under 'folding', which has that key."),
    "rows for a table": ("[[folding]]\npace_days = 3", "$.folding", HEADER),
    "rows for a free table": ("[[folding.criteria]]\nlapsed = 3", "$.folding.criteria", HEADER),
    "a number for a table": ("folding.memory = 3", "$.folding.memory", TABLE),
    "a number for a policy": (
        "folding.reversal = 3",
        "$.folding.reversal",
        f"{TABLE} Its key 'is' says what it is.",
    ),
}


@pytest.mark.parametrize("what", SAID)
def test_a_remedy_says_what_to_write(what: str) -> None:
    text, path, remedy = SAID[what]
    fault = fault_of(HEAD + text)
    assert (fault.field, fault.remedy) == (path, remedy)


def test_rules_without_a_base_are_told_that_they_may_name_one() -> None:
    head = "\n".join(HEAD.splitlines()[:3])
    told = {fault.field: fault.remedy for fault in faults_of(f"{head}\n[folding]\npace_days = 3")}
    assert set(told) == {"$.folding.lifecycle", "$.folding.criteria", "$.folding.reversal"}
    remedy = "Add it; or name the set that this one changes: its name and digest, under the key 'base'."
    assert set(told.values()) == {remedy}
    told = {fault.field: fault.remedy for fault in faults_of(f"{head}\nfolding = 3".replace("name", "nam"))}
    assert told["$.name"] == "Add it; only fields with a default may be left out."


@frozen
class Odd:
    """A recommender whose number a document cannot hold."""

    code = "acme.odd"

    size: str | int

    def recommend(self, situation: Situation) -> tuple[Recommendation, ...]:
        return ()


@frozen
class Even:
    """A recommender with a number that may be missing."""

    code = "acme.even"

    size: int | float | None

    def recommend(self, situation: Situation) -> tuple[Recommendation, ...]:
        return ()


@pytest.mark.parametrize("size", [3, 3.0, 3.5, None])
def test_a_number_that_may_be_missing_keeps_its_type(size: float | None) -> None:
    registry = Registry(recommenders=(Even,))
    policies = STANDARD.with_advising(recommenders=(Even(size),))
    assert_same(read_policy_set(write_policy_set(policies, registry=registry), registry=registry), policies)


def test_a_union_that_could_not_be_read_is_not_written() -> None:
    policies = STANDARD.with_advising(recommenders=(Odd(3),))
    with pytest.raises(RegistryError, match="one type for a union"):
        write_policy_set(policies, registry=Registry(recommenders=(Odd,)))


@pytest.mark.parametrize(("levels", "is_written"), [(50, True), (70, False)])
def test_a_criterion_that_is_nested_too_deeply_to_be_read_is_not_written(
    levels: int, is_written: bool
) -> None:
    criterion: Criterion = at_least(PurchaseDays(), 1)
    for _ in range(levels):
        criterion = Not(criterion)
    policies = STANDARD.with_criteria(lapsed=criterion)
    if is_written:
        assert read_policy_set(write_policy_set(policies)) == policies
        return
    for base in (None, STANDARD):
        with pytest.raises(FieldError, match="nested too deeply; expected at most 64 levels"):
            write_policy_set(policies, base=base)


def test_what_is_no_object_is_told_the_schema() -> None:
    with pytest.raises(DocumentError) as caught:
        read_policy_set("[]", bases=())
    assert caught.value.faults[0].field in ("$", "$.schema")


ROW = len(STANDARD.folding.lifecycle.edges) - 1


def with_row(**changes: str) -> str:
    document = json.loads(json.dumps(to_document(STANDARD)))
    document["folding"]["lifecycle"]["edges"][ROW] |= changes
    with pytest.raises(DocumentError) as caught:
        from_document(document, type(STANDARD))
    (fault,) = caught.value.faults
    return f"{fault.field}: {fault.remedy}"


def test_a_row_of_the_table_is_named_by_its_place() -> None:
    assert with_row(on="zzz").startswith(f"$.folding.lifecycle.edges[{ROW}].on: ")


def test_a_rule_that_is_not_bound_is_told_with_its_row_and_the_nearest_rule() -> None:
    assert with_row(rule="lapsd") == (
        f"$.folding.criteria: edges[{ROW}] asks for it. Bind it: criteria={{'lapsd': ...}}. "
        "Or did you mean 'lapsed'?"
    )
    assert with_row(rule="zzz").endswith("Bind it: criteria={'zzz': ...}.")


@pytest.mark.parametrize("name", ["lapsed", "it's", 'a"b', "a\nb", "a']", "tea.time", "\u00e9"])
def test_a_criterion_with_an_odd_name_has_its_path(name: str) -> None:
    document = to_document(
        STANDARD.with_folding(criteria={**STANDARD.folding.criteria, name: at_least(PurchaseDays(), 1)})
    )
    document["folding"]["criteria"][name]["metric"] = {"is": "silence"}
    with pytest.raises(DocumentError) as caught:
        from_document(document, type(STANDARD))
    (fault,) = caught.value.faults
    assert (
        fault.field
        == f"$.folding.criteria{'.lapsed' if name == 'lapsed' else f'[{json.dumps(name, ensure_ascii=False)}]'}"
    )


@pytest.mark.parametrize("bases", [STANDARD, ["standard"], "standard", 3, [STANDARD.folding]], ids=str)
def test_bases_are_policy_sets(bases: Any) -> None:
    with pytest.raises(FieldError, match="bases is"):
        read_policy_set(HEAD, bases=bases)


def test_what_is_written_is_a_policy_set_and_so_is_its_base() -> None:
    part: Any = STANDARD.folding
    name: Any = "standard"
    with pytest.raises(FieldError, match="expected a PolicySet"):
        write_policy_set(part)
    with pytest.raises(FieldError, match="expected a PolicySet"):
        write_policy_set(STANDARD, base=name)


@pytest.mark.parametrize("metrics", [(3,), ("acme.x",), Even, "acme.x", 3], ids=str)
def test_a_registry_takes_classes(metrics: Any) -> None:
    with pytest.raises(RegistryError, match=r"expected (a class|classes) of policies"):
        Registry(metrics=metrics)


@pytest.mark.parametrize(
    "code", ["acme.a b", "acme.\ud800", "relcore.x", "acme.\n", " acme.x", "acme..x"], ids=ascii
)
def test_a_code_is_dotted_words_in_a_namespace_of_ones_own(code: str) -> None:
    odd = frozen(type("Own", (), {"code": code, "recommend": lambda self, situation: ()}))
    with pytest.raises(RegistryError, match="expected a code in a namespace of your own"):
        Registry(recommenders=(odd,))
    good = frozen(type("Own", (), {"code": "acme-2.a_b.c", "recommend": lambda self, situation: ()}))
    assert Registry(recommenders=(good,)).recommenders["acme-2.a_b.c"] is good


def test_flags_that_are_joined_have_no_code() -> None:
    class Pair(Flag):
        ONE = 1
        TWO = 2

    write = writer_of_codes(Pair)
    assert write(Pair.ONE) == 1
    with pytest.raises(FieldError, match="expected a Pair"):
        write(Pair.ONE | Pair.TWO)
