"""Misuse raises one of relcore's own errors, which names the field, the value, what was expected and the remedy."""

import copy
import pickle
from collections.abc import Callable
from datetime import datetime

import pytest
from attrs import evolve

import relcore.errors
from relcore.errors import (
    CurrencyError,
    DocumentError,
    DocumentFault,
    FieldError,
    ForeignInteractionError,
    InstantError,
    LifecycleError,
    PolicyError,
    PolicyMismatchError,
    RegistryError,
    RelcoreError,
    UnknownRelationshipError,
    UnknownWayError,
)
from relcore.kernel import explain, record, replay_many
from relcore.lifecycle import EXPLORATION_FIRST
from relcore.model import BUILT_IN_CONTENTS, Interaction, Money, Note
from relcore.policies import Days
from relcore.policy_set import STANDARD
from relcore.serialization import loads
from relcore.vocabulary import Stage
from tests.unit.kernel.history import after, day, happened, note, opened, purchase

Misuse = Callable[[], object]

MISUSES: dict[type[FieldError], tuple[Misuse, type[Exception], str]] = {
    FieldError: (
        lambda: Money(25.0, "EUR"),  # type: ignore[arg-type]
        ValueError,
        "Money.amount is 25.0; expected a Decimal, a whole number or the digits as a string. "
        "Write the amount as it is printed, such as Money('25.00', 'EUR'); a float is not exact.",
    ),
    InstantError: (
        lambda: note("n", datetime(2026, 3, 1)),  # noqa: DTZ001 (the misuse itself)
        ValueError,
        "Interaction.at is datetime.datetime(2026, 3, 1, 0, 0); expected an aware datetime. Attach the zone in "
        "which it was noted, such as value.replace(tzinfo=zoneinfo.ZoneInfo('Asia/Kolkata')).",
    ),
    CurrencyError: (
        lambda: Money("25.00", "EURO"),
        ValueError,
        "Money.currency is 'EURO'; expected a currency code of ISO 4217. "
        "Write the alphabetic code, such as 'EUR' or 'PHP'.",
    ),
    ForeignInteractionError: (
        lambda: record(opened(), happened("n", day(1), Note("x"), relationship_id="r-2")),
        ValueError,
        "Interaction.relationship_id is 'r-2'; expected 'r-1', the relationship it is recorded in. "
        "Load the relationship that it names.",
    ),
    UnknownRelationshipError: (
        lambda: list(replay_many([note("n", day(1))])),
        LookupError,
        "Interaction.relationship_id is 'r-1'; expected a relationship among those given. "
        "Pass it in relationships=, or say how to open new ones: opening=Opening(type=...).",
    ),
    UnknownWayError: (
        lambda: explain(opened(id="r-2"), day(1)).way("commitment"),
        LookupError,
        "Explanation.way is 'commitment'; expected one of stage_changed.awareness, ",
    ),
    LifecycleError: (
        lambda: evolve(EXPLORATION_FIRST, initial=Stage.DISSOLUTION),
        ValueError,
        "Lifecycle.initial is <Stage.DISSOLUTION: 'dissolution'>; expected a stage to begin in. "
        "Choose a live stage.",
    ),
    PolicyError: (
        lambda: Days(-1),
        ValueError,
        "Days.days is -1; expected a number from 0 to 366,000. Give it in days.",
    ),
    PolicyMismatchError: (
        lambda: record(after(note("n", day(1))), note("m", day(2)), STANDARD.with_pace(7)),
        PolicyError,
        "Replay its history under this policy set; or record a RulesAdopted(policies.folding.digest) of this "
        "policy set under the one that it was folded under, and go on from there.",
    ),
    RegistryError: (
        lambda: BUILT_IN_CONTENTS.extended(type("Note", (), {"kind": "note"})),
        LookupError,
        "Note.kind is 'note'; expected a kind that Note has not claimed. "
        "Choose a kind in a namespace of your own, as in 'acme.points'.",
    ),
}


@pytest.mark.parametrize("kind", MISUSES, ids=lambda kind: kind.__name__)
def test_every_misuse_raises_relcores_own_error_which_is_also_the_builtin_one_expects(
    kind: type[FieldError],
) -> None:
    misuse, builtin, _ = MISUSES[kind]
    with pytest.raises(RelcoreError) as caught:
        misuse()
    assert type(caught.value) is kind
    assert isinstance(caught.value, builtin)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("kind", MISUSES, ids=lambda kind: kind.__name__)
def test_every_message_names_field_value_expectation_and_remedy(kind: type[FieldError]) -> None:
    misuse, _, message = MISUSES[kind]
    with pytest.raises(kind) as caught:
        misuse()
    error = caught.value
    assert message in str(error)
    assert str(error) == f"{error.field} is {error.value!r}; expected {error.expected}. {error.remedy}"


def test_no_error_class_is_without_a_misuse_that_raises_it() -> None:
    raised = {kind.__name__ for kind in MISUSES} | {"DocumentError", "DocumentFault", "RelcoreError"}
    assert raised == set(relcore.errors.__all__)


def test_a_long_value_is_cut_in_the_message_and_kept_in_the_error() -> None:
    text = "x" * 500
    error = FieldError("Note.text", text, "less", "Cut it.")
    assert error.value == text
    assert f"'{'x' * 196}...; expected less" in str(error)


def test_a_value_of_two_hundred_characters_is_shown_whole() -> None:
    assert f"'{'x' * 198}'; expected" in str(FieldError("Note.text", "x" * 198, "less", "Cut it."))
    assert "..." in str(FieldError("Note.text", "x" * 199, "less", "Cut it."))


def test_a_value_that_python_refuses_to_print_still_has_a_message() -> None:
    assert "Interaction.sequence" in str(FieldError("Interaction.sequence", 10**5000, "less", "Correct it."))


def test_errors_travel_between_processes() -> None:
    error = CurrencyError("Money.currency", "EURO", "a code", "Correct it.")
    for travelled in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(travelled) is CurrencyError
        assert str(travelled) == str(error)


def test_a_document_that_cannot_be_read_raises_one_group_with_a_path_for_every_fault() -> None:
    with pytest.raises(DocumentError) as caught:
        loads('{"id": 3}', Interaction[Note])
    assert isinstance(caught.value, ValueError)
    assert len(caught.value.faults) > 1
    assert all(fault.field.startswith("$") for fault in caught.value.faults)
    assert all(str(fault) in str(caught.value) for fault in caught.value.faults)


def test_the_parts_of_a_document_error_are_document_errors() -> None:
    amount = DocumentFault("$.amount", 1.5, "digits", "Write a string.")
    zone = DocumentFault("$.zone", "Mars", "a zone", "Correct it.")
    error = DocumentError("not read", [amount, zone])
    zones, others = error.split(lambda fault: isinstance(fault, DocumentFault) and fault.field == "$.zone")
    assert type(zones) is DocumentError
    assert type(others) is DocumentError
    assert (zones.faults, others.faults) == ((zone,), (amount,))
    assert str(zones) == f"not read\n  {zone}"


def test_a_call_that_raised_has_changed_nothing() -> None:
    before = after(purchase("p1", day(1)))
    copied = copy.deepcopy(before)
    with pytest.raises(CurrencyError):
        record(before, purchase("p2", day(2), currency="PHP"))
    assert before == copied
    assert record(before, purchase("p2", day(2))).relationship.purchases == 2
