"""However much is sent, reading it ends soon, and says so."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from relcore.errors import DocumentError, FieldError
from relcore.model import Customer, FrozenMap, Interaction, Money, Reason
from relcore.serialization import (
    BUILT_IN,
    from_document,
    loads,
    read_document,
    read_lines,
    to_document,
    write_document,
)
from relcore.serialization.envelopes import SCHEMAS
from relcore.serialization.faults import faults_of
from relcore.serialization.limits import COLLECTED, FAULTS, LIMITS, Limits, overgrown
from relcore.serialization.policies import shapes_of
from relcore.serialization.records import field_names, is_record
from relcore.vocabulary import Comparison
from tests.unit.serialization.examples import VALUES


def refused(document: Any, cls: Any, **given: Any) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        from_document(document, cls, **given)
    return caught.value


@pytest.mark.parametrize("given", [{"characters": 0}, {"depth": -1}, {"depth": 201}, {"characters": 1.5}])
def test_a_limit_is_a_whole_number_within_bounds(given: Any) -> None:
    with pytest.raises(FieldError, match=r"^Limits\."):
        Limits(**given)


@pytest.mark.parametrize("limits", [None, 5, {"depth": 3}])
def test_limits_are_passed_as_such(limits: Any) -> None:
    document = to_document(VALUES["customer"])
    for read in (
        lambda: from_document(document, Customer, limits=limits),
        lambda: loads("{}", Customer, limits=limits),
        lambda: read_document("{}", Customer, limits=limits),
        lambda: list(read_lines(["{}"], limits=limits)),
    ):
        with pytest.raises(FieldError, match=r"^limits is .*; expected a Limits"):
            read()


def keys_of(cls: Any, seen: set[Any]) -> Iterator[Any]:
    """The types of the keys of every mapping that a document of a class can hold."""
    if cls in seen:
        return
    seen.add(cls)
    if get_origin(cls) in (FrozenMap, dict, Mapping):
        yield get_args(cls)[0]
    yield from (key for one in get_args(cls) for key in keys_of(one, seen))
    owner = get_origin(cls) or cls
    if is_record(owner):
        types = get_type_hints(owner)
        yield from (key for name in field_names(owner) for key in keys_of(types[name], seen))
    for known in shapes_of(BUILT_IN).get(owner, {}).values():
        yield from keys_of(known, seen)


def test_nobody_can_choose_keys_that_collide() -> None:
    """Python keys the hashes of text, of each process with a secret; numbers collide for whoever wants them to."""
    found = {key for cls in SCHEMAS.values() for key in keys_of(cls, set())}
    assert found
    assert all(issubclass(key, str) for key in found)
    assert list(keys_of(dict[int, str], set())) == [int]


def test_a_document_is_as_deep_as_the_limits_say() -> None:
    assert overgrown([[[]]], Limits(depth=3)) is None
    assert overgrown([[[[]]]], Limits(depth=3)) == ("nested too deeply", "at most 3 levels", "Flatten it.")
    customer = to_document(VALUES["customer"])
    assert from_document(customer, Customer, limits=Limits(depth=5)) == VALUES["customer"]
    (fault,) = refused(customer, Customer, limits=Limits(depth=3)).faults
    assert (fault.field, repr(fault.value)) == ("$", "nested too deeply")


def test_one_that_stands_in_itself_many_times_is_too_much() -> None:
    node: list[Any] = [1]
    for _ in range(50):
        node = [node, node]
    assert overgrown(node, Limits(characters=1_000)) == ("too much", "at most 1,000 values", "Split it.")
    assert str(refused({"amount": node, "currency": "EUR"}, Money, limits=Limits(characters=1_000)))
    interaction = to_document(VALUES["interaction_note"])
    shown = str(refused({**interaction, "by": node}, Interaction[Any]))
    assert "$.by is a list with a great deal in it" in shown


def test_an_unknown_content_is_no_deeper_than_other_documents() -> None:
    node: Any = 1
    for _ in range(LIMITS.depth - 1):
        node = [node]
    document = to_document(VALUES["interaction_note"])
    document["content"] = {"kind": "acme.deep", "y": node}
    interaction = from_document(document, Interaction[Any])
    assert to_document(interaction) == document
    document["content"]["y"] = [node]
    assert [fault.field for fault in refused(document, Interaction[Any]).faults] == ["$.content"]


def test_of_many_faults_the_first_are_told() -> None:
    error = refused([None] * (FAULTS + 1), tuple[Money, ...])
    assert len(error.faults) == FAULTS + 1
    assert str(error).splitlines()[0].endswith("has more than 100 faults:")
    assert str(error).splitlines()[-1].startswith("  $ is faulty elsewhere, too;")
    assert len(refused([None] * FAULTS, tuple[Money, ...]).faults) == FAULTS


def test_after_many_faults_no_more_are_looked_for() -> None:
    looked: list[int] = []

    class Counted(list[Any]):
        def __iter__(self) -> Any:
            for index, one in enumerate(super().__iter__()):
                looked.append(index)
                yield one

    refused(
        Counted([{"amount": 1, "currency": 2}] * 5_000), tuple[Money, ...], limits=Limits(characters=10**6)
    )
    assert max(looked) == 4_999  # its levels are measured
    assert looked[-1] <= COLLECTED


def test_keys_that_stand_twice_are_told_up_to_a_hundred() -> None:
    pairs = ",".join(f'"k{n % 500}":1' for n in range(1_000))
    with pytest.raises(DocumentError) as caught:
        loads(f"{{{pairs}}}", Money)
    assert len(caught.value.faults) == FAULTS + 1


@pytest.mark.parametrize("half", ["\ud800", "a\udfff"], ids=ascii)
def test_half_of_a_surrogate_pair_is_read_nowhere(half: str) -> None:
    document = to_document(VALUES["interaction_note"])
    for changed in (
        {**document, "by": half},
        {**document, "content": {**document["content"], "text": half}},
        {**document, "content": {"kind": "acme.x", "y": [half]}},
        {**document, "content": {"kind": "acme.x", half: 1}},
    ):
        assert "surrogate" in str(refused(changed, Interaction[Any]))
    reason = Reason("code", True, half, Comparison.EQUAL_TO, 1, "points")
    with pytest.raises(FieldError, match=r"^Reason\.measured is .*surrogate"):
        to_document(reason)
    assert "surrogate" in str(refused({**to_document(VALUES["reason"]), "measured": half}, Reason))


@pytest.mark.parametrize(
    ("digits", "is_read"),
    [("1e1000", True), ("1e1001", False), ("1e-1001", False), ("9" * 1_000, True), ("9" * 1_001, False)],
    ids=lambda one: str(one)[:8],
)
def test_an_exact_number_can_be_written_out(digits: str, is_read: bool) -> None:
    document = {**to_document(VALUES["reason"]), "measured": {"decimal": digits}}
    if is_read:
        reason = from_document(document, Reason)
        assert from_document(to_document(reason), Reason) == reason
    else:
        assert refused(document, Reason).faults[0].field == "$.measured"


def test_a_great_many_unknown_keys_of_a_newer_version_are_kept() -> None:
    """More than are looked for at once, and in objects within one another."""
    document = json.loads(write_document(VALUES["relationship"]).replace('/1.0"', '/1.9"'))
    (tally,) = document["tallies"].values()
    document["tallies"] = {f"k{n}": {**tally, "newer": n} for n in range(COLLECTED + 500)}
    assert json.loads(write_document(read_document(json.dumps(document)))) == document


def test_unknown_keys_within_one_another_are_put_back() -> None:
    document = json.loads(write_document(VALUES["customer"]).replace('/1.0"', '/1.9"'))
    person = document["persons"][0]
    person |= {"newer": 1, "newest": 2}
    person["consents"][0] |= {"newer": 3, "newest": 4}
    assert json.loads(write_document(read_document(json.dumps(document)))) == document


@pytest.mark.parametrize("value", ["NaN", "1e999"])
def test_what_json_cannot_hold_is_not_kept(value: str) -> None:
    written = write_document(VALUES["customer"]).replace('/1.0"', '/1.9"')
    text = f'{written[:-1]},"newer":{{"a":{value}}}}}'
    with pytest.raises(DocumentError) as caught:
        read_document(text)
    (fault,) = caught.value.faults
    assert (fault.field, fault.expected) == ("$", "values of JSON, and finite")


def test_an_exact_number_is_not_written_where_it_could_not_be_read_back() -> None:
    with pytest.raises(FieldError, match=r"^Reason\.measured is .*1,000 digits"):
        to_document(Reason("code", True, Decimal("1e1001"), Comparison.EQUAL_TO, 1, "points"))


def test_of_too_many_unknown_keys_the_rest_are_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relcore.serialization.containers.COLLECTED", 0)
    document = json.loads(write_document(VALUES["relationship"]).replace('/1.0"', '/1.9"'))
    (tally,) = document["tallies"].values()
    document["tallies"] = {f"k{n}": {**tally, "newer": n} for n in range(25)}
    with pytest.raises(DocumentError) as caught:
        read_document(json.dumps(document))
    assert [fault.field for fault in caught.value.faults] == ["$.tallies.k20.newer"]


def test_a_reader_that_ran_out_of_levels_says_so() -> None:
    (fault,) = faults_of(RecursionError(), {})
    assert (fault.field, repr(fault.value)) == ("$", "nested too deeply")
