"""An amount never travels without its currency, and never through a binary fraction.

Sums are exact: they are made in a context of their own, so that no setting of the process can round them.
"""

from decimal import Context, Decimal, Inexact, InvalidOperation

from attrs import field, frozen

from relcore.errors import FieldError
from relcore.model.currencies import CURRENCIES
from relcore.model.validation import check_currency

__all__ = ["EXACT", "Money"]

EXACT = Context(prec=60, traps=[InvalidOperation, Inexact])
"""The context in which amounts are added and subtracted."""

_LIMIT = Decimal(10) ** 15
_DECIMAL_PLACES = 9
_SHORT = len("0.123456789")  # has no more decimal places than that, and is far below the limit


def _to_decimal(value: Decimal | int | str) -> Decimal:
    if type(value) is Decimal:
        return value
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        try:
            return Decimal(value)
        except InvalidOperation:
            pass
    remedy = "Write the amount as it is printed, such as Money('25.00', 'EUR'); a float is not exact."
    raise FieldError("Money.amount", value, "a Decimal, a whole number or the digits as a string", remedy)


@frozen(order=False, weakref_slot=False)
class Money:
    """An exact amount in one currency.

    Args:
        amount: a ``Decimal``, a whole number, or the digits as a string; below 10**15 and with at most nine
            decimal places. A float is refused, because 1.1 is not a float.
        currency: the alphabetic code of ISO 4217, such as ``"EUR"``.

    Raises:
        FieldError: the amount is a float, not finite, or beyond the bounds.
        CurrencyError: the currency is no code of ISO 4217.

    >>> Money("25.00", "EUR")
    Money(amount=Decimal('25.00'), currency='EUR')
    """

    amount: Decimal = field(converter=_to_decimal)
    currency: str

    def __attrs_post_init__(self) -> None:
        amount = self.amount
        if type(self.currency) is str and self.currency in CURRENCIES and amount.is_finite():
            shown = str(amount)
            if len(shown) <= _SHORT and "E" not in shown:  # the usual amount: no need to take it apart
                return
        check_currency(self.currency, "Money.currency")
        if not amount.is_finite():
            raise FieldError(
                "Money.amount", amount, "a finite amount", "Leave the amount out if it is unknown."
            )
        exponent = amount.as_tuple().exponent
        if not -_LIMIT < amount < _LIMIT or (isinstance(exponent, int) and exponent < -_DECIMAL_PLACES):
            raise FieldError(
                "Money.amount",
                amount,
                f"an amount below {_LIMIT:,} with at most {_DECIMAL_PLACES} decimal places",
                "Round it to what was really paid.",
            )

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
