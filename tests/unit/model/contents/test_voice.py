"""What customers state, ask, rate and complain of."""

from collections.abc import Callable
from itertools import count

import pytest

from relcore.errors import FieldError
from relcore.model import Concern, Content, Question, SatisfactionReading, Statement
from relcore.vocabulary import Party, Phase, Severity, StatementTopic

VALUE, AFTER = StatementTopic.VALUE, Phase.AFTER_RECEIPT


@pytest.mark.concept("A7")
def test_a_reading_is_the_customers_own_unless_said_otherwise() -> None:
    assert SatisfactionReading("csat", 4, AFTER).given_by is Party.CUSTOMER
    assert SatisfactionReading("csat", 4, AFTER, Party.COMPANY).given_by is Party.COMPANY


def test_what_is_left_out_stays_unknown() -> None:
    assert Question("is it fair trade?").topic is None
    assert (Concern("bitter", Severity.MINOR).category, Concern("bitter", Severity.MINOR).about) == (
        None,
        None,
    )


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: Statement("value", "x"), "Statement.topic"),  # type: ignore[arg-type]
        (lambda: Statement(VALUE, ""), "Statement.text"),
        (lambda: SatisfactionReading("", 4, AFTER), "SatisfactionReading.instrument"),
        (lambda: SatisfactionReading("csat", 4.5, AFTER), "SatisfactionReading.score"),  # type: ignore[arg-type]
        (lambda: SatisfactionReading("csat", True, AFTER), "SatisfactionReading.score"),
        (lambda: SatisfactionReading("csat", 4, "after_receipt"), "SatisfactionReading.phase"),  # type: ignore[arg-type]
        (lambda: SatisfactionReading("csat", 4, AFTER, "customer"), "SatisfactionReading.given_by"),  # type: ignore[arg-type]
        (lambda: SatisfactionReading("csat", 4, AFTER, about=""), "SatisfactionReading.about"),
        (lambda: Question(""), "Question.text"),
        (lambda: Question("x", ""), "Question.topic"),
        (lambda: Concern("", Severity.MINOR), "Concern.text"),
        (lambda: Concern("x", "grave"), "Concern.severity"),  # type: ignore[arg-type]
        (lambda: Concern("x", Severity.MINOR, ""), "Concern.category"),
        (lambda: Concern("x", Severity.MINOR, about=""), "Concern.about"),
    ],
    ids=map(str, count()),
)
def test_a_field_that_cannot_hold_its_value_is_named(make: Callable[[], Content], field: str) -> None:
    with pytest.raises(FieldError, match=f"{field} is "):
        make()
