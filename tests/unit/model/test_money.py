"""An amount never travels without its currency, and never through a binary fraction."""

from decimal import ROUND_DOWN, Context, Decimal, localcontext

import pytest

from relcore.errors import CurrencyError, FieldError
from relcore.model import Money
from tests.unit.kernel.history import after, day, purchase, taken_back


@pytest.mark.parametrize("amount", ["25.00", Decimal("25.00"), 25])
def test_money_is_made_of_a_decimal_a_whole_number_or_digits(amount: str | Decimal | int) -> None:
    money = Money(amount, "EUR")
    assert type(money.amount) is Decimal
    assert money == Money("25.00", "EUR")


def test_money_prints_with_its_currency() -> None:
    assert str(Money("25.00", "EUR")) == "25.00 EUR"


@pytest.mark.parametrize("amount", [25.0, 0.1, True, None, "", "25,00", "a lot"])
def test_a_float_or_what_is_no_number_is_refused(amount: object) -> None:
    with pytest.raises(FieldError, match=r"Money.amount is .*a float is not exact"):
        Money(amount, "EUR")  # type: ignore[arg-type]


@pytest.mark.parametrize("amount", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_an_amount_is_finite(amount: str) -> None:
    with pytest.raises(FieldError, match=r"expected a finite amount. Leave the amount out if it is unknown"):
        Money(amount, "EUR")


@pytest.mark.parametrize("amount", ["1000000000000000", "-1e15", "0.0000000001", "1e999999"])
def test_an_amount_beyond_all_money_or_all_coins_is_refused(amount: str) -> None:
    with pytest.raises(FieldError, match=r"expected an amount below 1,000,000,000,000,000 with at most 9"):
        Money(amount, "EUR")


@pytest.mark.parametrize("amount", ["999999999999999.999999999", "0.000000001", "-25", "0"])
def test_the_largest_the_smallest_and_negative_amounts_are_money(amount: str) -> None:
    assert Money(amount, "EUR").amount == Decimal(amount)


@pytest.mark.parametrize("currency", ["EURO", "eur", "", None, "XXX", "XAU", ["EUR"]])
def test_a_currency_is_a_code_of_money_in_use(currency: object) -> None:
    with pytest.raises(CurrencyError, match=r"expected a currency code of ISO 4217"):
        Money("25.00", currency)  # type: ignore[arg-type]


def test_amounts_are_not_ordered_because_they_may_differ_in_currency() -> None:
    with pytest.raises(TypeError):
        assert Money("1", "EUR") < Money("2", "PHP")  # type: ignore[operator]


def test_sums_are_exact_whatever_the_decimal_context_of_the_thread() -> None:
    history = (
        purchase("p1", day(1), "123456789.01"),
        purchase("p2", day(2), "0.000000001"),
        taken_back("b1", day(3), "p1", "0.01"),
    )
    with localcontext(Context(prec=2, rounding=ROUND_DOWN)):
        folded = after(*history)
    assert folded == after(*history)
    assert folded.spend == Money("123456789.000000001", "EUR")


def test_the_bounds_are_judged_alike_whatever_the_decimal_context_of_the_thread() -> None:
    with localcontext(Context(prec=1)):
        assert Money("999999999999999.9", "EUR").amount == Decimal("999999999999999.9")
        with pytest.raises(FieldError):
            Money("1000000000000000.1", "EUR")
