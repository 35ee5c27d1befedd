"""What customers state, ask, rate and complain of."""

from collections.abc import Callable
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from relcore.errors import FieldError
from relcore.model import Concern, Content, Question, SatisfactionReading, ShareOfWallet, Statement
from relcore.vocabulary import Department, Direction, Party, Phase, Severity, StatementTopic

VALUE, NEED, AFTER = StatementTopic.VALUE, StatementTopic.NEED, Phase.AFTER_RECEIPT
SALES = Department.SALES


@pytest.mark.concept("A7")
def test_a_reading_is_the_customers_own_unless_said_otherwise() -> None:
    assert SatisfactionReading("csat", 4, AFTER).given_by is Party.CUSTOMER
    assert SatisfactionReading("csat", 4, AFTER, Party.COMPANY).given_by is Party.COMPANY


@pytest.mark.concept("A7")
def test_only_the_customers_own_reading_comes_from_the_customer() -> None:
    assert SatisfactionReading("csat", 4, AFTER).direction is Direction.INBOUND
    assert SatisfactionReading("csat", 4, AFTER, Party.COMPANY).direction is Direction.INTERNAL


@pytest.mark.concept("A2")
@pytest.mark.parametrize("score", [4, 0, -3, Decimal("0.8"), Decimal("-1.50")], ids=repr)
def test_a_mark_is_kept_as_it_was_given(score: int | Decimal) -> None:
    kept = SatisfactionReading("rating", score, AFTER).score
    assert (type(kept), str(kept)) == (type(score), str(score))


@pytest.mark.concept("A2")
@pytest.mark.parametrize(
    "score",
    [0.8, True, "4", None, Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), float("nan")],
    ids=repr,
)
def test_a_mark_is_whole_or_exact(score: Any) -> None:
    with pytest.raises(FieldError, match=r"SatisfactionReading.score is .*a fraction as Decimal\('0.8'\)"):
        SatisfactionReading("rating", score, AFTER)


@pytest.mark.concept("E2")
def test_a_need_names_the_departments_that_have_to_take_notice_of_it() -> None:
    assert Statement(NEED, "an invoice a month").departments == ()
    assert Statement(NEED, "an invoice a month", "billing", (SALES,)).departments == (SALES,)


@pytest.mark.concept("E2")
@pytest.mark.parametrize("topic", [topic for topic in StatementTopic if topic is not NEED])
def test_nothing_but_a_need_is_for_departments(topic: StatementTopic) -> None:
    assert Statement(topic, "x", "billing").departments == ()
    with pytest.raises(FieldError, match=rf"Statement.departments is .*expected none for a {topic}"):
        Statement(topic, "x", departments=(SALES,))


@pytest.mark.concept("C3")
@pytest.mark.parametrize("percent", [0, 1, 100])
def test_a_share_is_a_whole_percentage(percent: int) -> None:
    assert ShareOfWallet(percent).percent == percent


@pytest.mark.concept("C3")
@pytest.mark.parametrize("percent", [-1, 101, 40.0, Decimal(40), True, "40", None], ids=repr)
def test_a_share_is_nothing_else(percent: Any) -> None:
    with pytest.raises(
        FieldError, match=r"ShareOfWallet.percent is .*Leave it unrecorded where it is not known"
    ):
        ShareOfWallet(percent)


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
        (lambda: Statement(VALUE, "x", ""), "Statement.theme"),
        (lambda: Statement(NEED, "x", departments=("sales",)), r"Statement.departments\[0\]"),  # type: ignore[arg-type]
        (lambda: Statement(NEED, "x", departments=[SALES]), "Statement.departments"),  # type: ignore[arg-type]
        (lambda: SatisfactionReading("", 4, AFTER), "SatisfactionReading.instrument"),
        (lambda: SatisfactionReading("csat", 4.5, AFTER), "SatisfactionReading.score"),  # type: ignore[arg-type]
        (lambda: SatisfactionReading("csat", True, AFTER), "SatisfactionReading.score"),
        (lambda: SatisfactionReading("csat", 4, "after_receipt"), "SatisfactionReading.phase"),  # type: ignore[arg-type]
        (lambda: SatisfactionReading("csat", 4, AFTER, "customer"), "SatisfactionReading.given_by"),  # type: ignore[arg-type]
        (lambda: SatisfactionReading("csat", 4, AFTER, Party.NOBODY), "SatisfactionReading.given_by"),
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
