"""What a converter does when nobody stops it, and this one does not do."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import attrs
import pytest

from relcore.errors import DocumentError, FieldError, RegistryError
from relcore.model import (
    Customer,
    FrozenMap,
    Interaction,
    Money,
    Note,
    Purchase,
    Reason,
    Relationship,
    Return,
    SatisfactionReading,
    UnknownContent,
)
from relcore.serialization import Registry, dumps, from_document, loads, to_document
from relcore.vocabulary import Channel, Comparison, Phase
from tests.unit.serialization.content_examples import EUROS, Points
from tests.unit.serialization.exactness import assert_same
from tests.unit.serialization.examples import RELATIONSHIP, VALUES

REGISTRY = Registry(contents=(Points,))


def changed(example: str, /, **fields: Any) -> Any:
    return {**to_document(VALUES[example]), **fields}


@contextmanager
def refused(shown: str) -> Iterator[None]:
    """The whole text of the error, every fault included, shows this."""
    with pytest.raises(DocumentError) as caught:
        yield
    assert re.search(shown, str(caught.value)), str(caught.value)


def only_fault(document: Any, cls: Any) -> Any:
    with pytest.raises(DocumentError) as caught:
        from_document(document, cls)
    (fault,) = caught.value.faults
    return fault


@pytest.mark.parametrize("field", ["replaced", "either", "whatever"])
def test_an_optional_content_keeps_its_kind(field: str) -> None:
    content: dict[str, Any] = {field: Purchase(EUROS)}
    points = Points(3, **content)
    document = to_document(points, registry=REGISTRY)
    assert document[field]["kind"] == "purchase"
    assert_same(from_document(document, Points, registry=REGISTRY), points)
    assert_same(
        from_document(to_document(Points(3), registry=REGISTRY), Points, registry=REGISTRY), Points(3)
    )


def test_a_bare_content_keeps_its_kind() -> None:
    assert to_document(Points(3), registry=REGISTRY)["bare"] == {
        "kind": "note",
        "text": "none",
        "about": None,
        "promises": [],
    }
    assert to_document([Note("a"), Purchase(EUROS)])[0]["kind"] == "note"


def test_a_promise_in_a_note_keeps_its_kind() -> None:
    document = changed("interaction_note")
    (promise,) = document["content"]["promises"]
    assert promise["kind"] == "promise"
    document["content"]["promises"] = [promise, {**promise, "due": "soon"}, {**promise, "kind": "note"}]
    with pytest.raises(DocumentError) as caught:
        from_document(document, Interaction[Any])
    paths = [fault.field for fault in caught.value.faults]
    assert paths == ["$.content.promises[1].due", "$.content.promises[2].kind"]


def test_a_choice_of_contents_takes_no_other() -> None:
    document = to_document(Points(3), registry=REGISTRY)
    document["either"] = to_document(Return("i-1", EUROS))
    assert type(from_document(document, Points, registry=REGISTRY).either) is Return
    document["either"] = to_document(Note("a"))
    with refused(r"\$\.either\.kind is 'note'; expected 'purchase' or 'return'"):
        from_document(document, Points, registry=REGISTRY)


def test_an_unknown_kind_is_no_key_error_and_loses_nothing() -> None:
    document = changed("interaction_note", content={"kind": "acme.visit", "floor": 3})
    interaction = from_document(document, Interaction[Any])
    assert_same(interaction.content, UnknownContent("acme.visit", '{"floor":3}'))
    assert to_document(interaction) == document


def test_an_amount_is_a_string_and_keeps_its_digits() -> None:
    assert to_document(Money("1.10", "EUR")) == {"amount": "1.10", "currency": "EUR"}
    assert (
        from_document({"amount": "1.10", "currency": "EUR"}, Money).amount.as_tuple()
        == Decimal("1.10").as_tuple()
    )


@pytest.mark.parametrize(
    "amount",
    [
        1.1,
        1,
        "NaN",
        "Infinity",
        "-sNaN",
        " 1",
        "1_000",
        "١",
        "",
        "1e",
        "0x1",
        None,
        True,
        [],
        "1E+9999999999",
        "10E+999999999999999999",
    ],
    ids=repr,
)
def test_an_amount_is_nothing_else(amount: object) -> None:
    assert only_fault({"amount": amount, "currency": "EUR"}, Money).field == "$.amount"


@pytest.mark.parametrize(
    ("score", "written"),
    [
        (4, 4),
        (-1, -1),
        (10**30, 10**30),
        (Decimal("0.8"), "0.8"),
        (Decimal("4"), "4"),
        (Decimal("1E+2"), "1E+2"),
    ],
    ids=repr,
)
def test_a_mark_stays_whole_or_exact(score: int | Decimal, written: object) -> None:
    reading = SatisfactionReading("rating", score, Phase.AFTER_RECEIPT)
    document = to_document(reading)
    assert (type(document["score"]), document["score"]) == (type(written), written)
    assert_same(loads(dumps(reading), SatisfactionReading), reading)


@pytest.mark.parametrize(
    "score", [True, False, 0.8, 4.0, float("nan"), "NaN", "Infinity", "", " 4", "4_0", None, [], {}], ids=repr
)
def test_a_mark_is_nothing_else(score: object) -> None:
    document = changed("interaction_satisfaction_reading")
    document["content"]["score"] = score
    fault = only_fault(document, Interaction[Any])
    assert fault.field == "$.content.score"
    assert fault.expected.startswith("a whole number, or a finite one as a string of digits")


@pytest.mark.parametrize(
    "score", [True, 0.8, float("nan"), Decimal("NaN"), Decimal("-Infinity"), "4"], ids=repr
)
def test_a_mark_that_is_none_is_not_written(score: Any) -> None:
    with pytest.raises(FieldError, match=r"^Reading\.score is "):
        to_document(attrs.evolve(VALUES["reading"], score=score))


@pytest.mark.parametrize("value", [None, 3, True, 3.9, ["a"], {"a": 1}, Channel.WEB], ids=repr)
def test_text_is_never_made_of_something_else(value: object) -> None:
    assert only_fault(changed("customer", name=value), Customer).field == "$.name"


@pytest.mark.parametrize("value", [3.9, 3.0, "3", True, None, [3]], ids=repr)
def test_a_whole_number_is_never_made_of_something_else(value: object) -> None:
    assert only_fault(changed("relationship", revision=value), Relationship).field == "$.revision"


@pytest.mark.parametrize("value", ["false", "true", 0, 1, None, []], ids=repr)
def test_a_truth_is_never_made_of_something_else(value: object) -> None:
    document = changed("interaction_conversation")
    document["content"]["held"] = value
    assert only_fault(document, Interaction[Any]).field == "$.content.held"


@pytest.mark.parametrize("value", ["abc", {"a": 1}, None, 3], ids=repr)
def test_a_row_is_never_made_of_letters_or_keys(value: object) -> None:
    assert only_fault(changed("person", interests=value), type(VALUES["person"])).field == "$.interests"


@pytest.mark.parametrize("value", ["abc", ["a"], None, 3], ids=repr)
def test_an_object_is_never_made_of_something_else(value: object) -> None:
    assert only_fault(changed("relationship", tallies=value), Relationship).field == "$.tallies"
    assert only_fault(changed("relationship", past_counts=[["a", 1]]), Relationship).field == "$.past_counts"


@pytest.mark.parametrize("value", ["a", None, 3, [], [{}]], ids=repr)
def test_a_value_is_never_made_of_something_else(value: object) -> None:
    assert only_fault(value, Money).field == "$"
    assert only_fault(value, Note).field == "$"
    assert only_fault(changed("interaction_note", content=value), Interaction[Any]).field == "$.content"


@pytest.mark.parametrize("value", ["WEB", "Web", "webb", None, 0, [], {}], ids=repr)
def test_a_code_is_never_made_of_something_else(value: object) -> None:
    fault = only_fault(changed("interaction_note", channel=value), Interaction[Any])
    assert fault.field == "$.channel"
    assert "web" in fault.expected
    assert isinstance(value, str) == (fault.remedy == "Did you mean 'web'?")


@pytest.mark.parametrize(
    "value", [[], ["2026-03-01T09:00:00Z", 1], ["2026-03-01T09:00:00Z", 1, "i", 2], "abc", None], ids=repr
)
def test_a_place_in_the_order_has_three_parts(value: object) -> None:
    document = changed("relationship", last=value)
    if value is None:
        assert from_document(document, Relationship).last is None
    else:
        fault = only_fault(document, Relationship)
        assert (fault.field, fault.expected) == ("$.last", "a list of 3 items")


def test_a_part_of_a_place_in_the_order_is_named() -> None:
    document = changed("relationship", last=["2026-03-01", 1.5, "i"])
    with pytest.raises(DocumentError) as caught:
        from_document(document, Relationship)
    assert [fault.field for fault in caught.value.faults] == ["$.last[0]", "$.last[1]"]


def test_a_closed_set_as_a_key_reloads() -> None:
    points = Points(3, by_channel=FrozenMap({Channel.WEB: 2, Channel.SMS: 1}), notes={"a": ["b"]})
    text = dumps(points, registry=REGISTRY)
    assert '"by_channel":{"sms":1,"web":2}' in text
    assert_same(loads(text, Points, registry=REGISTRY), points)
    with refused(r"\$\.by_channel\.wbe is 'wbe'; .* Did you mean 'web'\?"):
        loads(text.replace('"web"', '"wbe"'), Points, registry=REGISTRY)


@pytest.mark.parametrize(
    "measured", [3, 3.0, -0.0, 1e22, "3", "", None, Decimal("1.10"), Decimal("1E+3")], ids=repr
)
def test_what_was_measured_keeps_its_type(measured: Any) -> None:
    reason = Reason("code", True, measured, Comparison.AT_LEAST, measured, "points")
    assert_same(loads(dumps(reason), Reason), reason)


def test_a_code_that_was_measured_is_plain_text_in_a_document() -> None:
    document = to_document(Reason("code", True, Channel.WEB, Comparison.EQUAL_TO, "web", "channel"))
    assert type(document["measured"]) is str
    assert document["measured"] == "web"


def test_a_float_of_another_library_becomes_a_plain_one() -> None:
    class Float64(float):
        pass

    document = to_document(Reason("code", True, Float64(1.5), Comparison.EQUAL_TO, 1, "points"))
    assert type(document["measured"]) is float


@pytest.mark.parametrize(
    "measured",
    [True, float("nan"), float("inf"), [], {}, {"decimal": 1}, {"instant": "2026-03-01"}, {"float": 1.0}],
    ids=repr,
)
def test_what_cannot_be_measured_is_refused_when_it_is_read(measured: object) -> None:
    assert only_fault(changed("reason", measured=measured), Reason).field == "$.measured"


@pytest.mark.parametrize("measured", [True, float("nan"), float("-inf"), Decimal("NaN"), b"a", 1j], ids=repr)
def test_what_cannot_be_measured_is_refused_when_it_is_written(measured: Any) -> None:
    with pytest.raises(FieldError, match=r"^Reason\.measured is "):
        to_document(Reason("code", True, measured, Comparison.AT_LEAST, 1, "points"))


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1e400", "-1e999"], ids=repr)
def test_no_number_is_infinite_or_none(text: str) -> None:
    written = dumps(VALUES["reason"]).replace('"measured":2', f'"measured":{text}')
    with refused(r"\$\.measured is (nan|-?inf); expected a finite number"):
        loads(written, Reason)


def test_a_whole_number_of_a_rate_is_read_where_it_is_exact() -> None:
    document = to_document(Points(3), registry=REGISTRY)
    assert_same(from_document({**document, "rate": 2}, Points, registry=REGISTRY).rate, 2.0)
    assert to_document(Points(3, rate=2), registry=REGISTRY)["rate"] == 2.0
    assert type(to_document(Points(3, rate=2), registry=REGISTRY)["rate"]) is float
    with refused(r"\$\.rate is"):
        from_document({**document, "rate": 2**53 + 1}, Points, registry=REGISTRY)
    with refused(r"\$\.rate is nan"):
        from_document({**document, "rate": float("nan")}, Points, registry=REGISTRY)
    with refused(r"\$\.rate is True"):
        from_document({**document, "rate": True}, Points, registry=REGISTRY)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", None),
        ("id", 3),
        ("revision", "3"),
        ("revision", True),
        ("stage", "awareness"),
        ("spent", 1.1),
        ("spent", Decimal("NaN")),
        ("facets", ["community"]),
        ("last", (RELATIONSHIP.opened_at, 1)),
        ("tallies", ()),
        ("past_counts", FrozenMap({3: 1})),
        ("past_counts", FrozenMap({"a": 1.5})),
        ("because", "because"),
        ("first_purchase_on", RELATIONSHIP.opened_at),
        ("stage_since", RELATIONSHIP.opened_at.replace(tzinfo=None)),
        ("zone", "UTC"),
    ],
)
def test_what_could_not_be_read_back_is_not_written(field: str, value: object) -> None:
    fields = {one.name: getattr(RELATIONSHIP, one.name) for one in attrs.fields(Relationship)}
    with pytest.raises(FieldError, match=rf"^Relationship\.{field} is "):
        to_document(Relationship(**{**fields, field: value}))


def test_a_truth_that_is_none_is_not_written() -> None:
    with pytest.raises(FieldError, match=r"^Points\.flags is 1; expected true or false"):
        to_document(Points(3, flags=(True, 1)), registry=REGISTRY)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [{1, 2}, frozenset(), b"a", object(), 1j], ids=repr)
def test_what_is_no_value_is_refused(value: object) -> None:
    with pytest.raises(RegistryError, match="a type that documents can hold"):
        to_document(value)


def test_a_bare_number_that_is_none_is_refused_by_its_type() -> None:
    with pytest.raises(FieldError, match=r"^float is nan; expected a finite number"):
        to_document(float("nan"))


def test_nothing_is_null_and_null_is_nothing() -> None:
    assert to_document(None) is None
    assert from_document(None, type(None)) is None
    with refused(r"\$ is 0; expected null"):
        from_document(0, type(None))
