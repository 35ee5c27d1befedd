"""What was bought, given back, left in the cart or tried out."""

from typing import Any

import pytest

from relcore.errors import FieldError
from relcore.model import AbandonedCart, Money, Purchase, Return, Trial
from relcore.vocabulary import TrialOutcome

EUROS = Money("25.00", "EUR")


@pytest.mark.parametrize("amount", [25, "25.00", None])
def test_a_purchase_has_money_for_its_amount(amount: object) -> None:
    with pytest.raises(
        FieldError, match=r"Purchase.amount is .*expected Money. Write Money\('25.00', 'EUR'\)"
    ):
        Purchase(amount)  # type: ignore[arg-type]


def test_a_purchase_may_be_free_but_not_negative() -> None:
    assert Purchase(Money(0, "EUR")).amount.amount == 0
    with pytest.raises(FieldError, match=r"Purchase.amount is .*Record what comes back as a Return"):
        Purchase(Money("-1", "EUR"))


@pytest.mark.concept("A4")
def test_why_a_customer_bought_stays_unknown_unless_it_was_said() -> None:
    assert Purchase(EUROS).motive is None
    assert Purchase(EUROS, "tea", "a gift").motive == "a gift"
    for field in ("category", "motive"):
        nothing: dict[str, Any] = {field: ""}
        with pytest.raises(FieldError, match=f"Purchase.{field} is ''"):
            Purchase(EUROS, **nothing)
    assert Purchase(EUROS).to_deliver is False
    odd: Any = "yes"
    with pytest.raises(FieldError, match=r"Purchase.to_deliver is 'yes'"):
        Purchase(EUROS, to_deliver=odd)


def test_a_return_says_what_was_paid_back_unless_it_cancels() -> None:
    assert Return("p1", EUROS).amount == EUROS
    assert Return("p1", cancels=True).amount is None
    with pytest.raises(FieldError, match=r"Return.amount is None.*or set cancels=True"):
        Return("p1")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("purchase_id", ""),
        ("amount", 5),
        ("amount", Money("-1", "EUR")),
        ("cancels", "no"),
    ],
)
def test_a_returns_field_that_cannot_hold_its_value_is_named(field: str, value: object) -> None:
    with pytest.raises(FieldError, match=f"Return.{field} is "):
        Return(**({"purchase_id": "p1", "amount": EUROS} | {field: value}))  # type: ignore[arg-type]


@pytest.mark.parametrize(("field", "value"), [("amount", 5), ("category", "")])
def test_an_abandoned_carts_field_that_cannot_hold_its_value_is_named(field: str, value: object) -> None:
    assert AbandonedCart(EUROS, "tea").amount == EUROS
    with pytest.raises(FieldError, match=f"AbandonedCart.{field} is "):
        AbandonedCart(**{field: value})  # type: ignore[arg-type]


@pytest.mark.parametrize(("field", "value"), [("outcome", "passed"), ("outcome", None), ("product", "")])
def test_a_trials_field_that_cannot_hold_its_value_is_named(field: str, value: object) -> None:
    with pytest.raises(FieldError, match=f"Trial.{field} is "):
        Trial(**({"outcome": TrialOutcome.PASSED} | {field: value}))  # type: ignore[arg-type]
