"""Commerce: what was bought, given back, left in the cart or tried out."""

from decimal import Decimal

from attrs import frozen

from relcore.errors import FieldError
from relcore.model.money import Money
from relcore.model.validation import check_flag, check_member, check_optional_text, check_text
from relcore.vocabulary import Department, Direction, TrialOutcome

__all__ = ["AbandonedCart", "Purchase", "Return", "Trial"]


_NOTHING = Decimal(0)


def _check_amount(value: object, name: str) -> None:
    if type(value) is not Money:
        raise FieldError(name, value, "Money", "Write Money('25.00', 'EUR').")
    if value.amount < _NOTHING:
        raise FieldError(name, value, "an amount of zero or more", "Record what comes back as a Return.")


@frozen(weakref_slot=False)
class Purchase:
    """Something was sold. It is evidence that the value was understood.

    Args:
        amount: what was paid, zero or more.
        category: the product category, where known: a purchase in a new one counts as growth.
        motive: why the customer bought, in the customer's words. Unknown stays unknown.
        to_deliver: whether it is yet to be delivered. A :class:`Delivered` that names the purchase's interaction
            says that it was received, and it is followed up after that.
    """

    kind = "purchase"
    direction = Direction.INBOUND
    department = Department.SALES

    amount: Money
    category: str | None = None
    motive: str | None = None
    to_deliver: bool = False

    def __attrs_post_init__(self) -> None:
        if type(self.amount) is not Money or self.amount.amount < _NOTHING:
            _check_amount(self.amount, "Purchase.amount")
        if type(self.to_deliver) is not bool:
            check_flag(self.to_deliver, "Purchase.to_deliver")
        if self.category is not None:
            check_text(self.category, "Purchase.category")
        if self.motive is not None:
            check_text(self.motive, "Purchase.motive")


@frozen(weakref_slot=False)
class Return:
    """Something came back, or a purchase was cancelled.

    Args:
        purchase_id: the id of the interaction that recorded the purchase.
        amount: what was paid back; None with a cancellation pays back what is left of the purchase.
        cancels: whether the purchase is undone as a whole. Only then do counts go down, and only while the
            purchase is among those that the relationship remembers.
    """

    kind = "return"
    direction = Direction.INBOUND
    department = Department.CUSTOMER_SERVICE

    purchase_id: str
    amount: Money | None = None
    cancels: bool = False

    def __attrs_post_init__(self) -> None:
        check_text(self.purchase_id, "Return.purchase_id")
        check_flag(self.cancels, "Return.cancels")
        if self.amount is not None:
            _check_amount(self.amount, "Return.amount")
        elif not self.cancels:
            raise FieldError("Return.amount", None, "Money", "Say what was paid back, or set cancels=True.")


@frozen(weakref_slot=False)
class AbandonedCart:
    """A cart was filled and left: an interest, and never evidence for advancing.

    Args:
        amount: what the cart would have cost, where known.
        category: the product category, where known.
    """

    kind = "abandoned_cart"
    direction = Direction.INBOUND
    department = Department.SALES

    amount: Money | None = None
    category: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.amount is not None:
            _check_amount(self.amount, "AbandonedCart.amount")
        check_optional_text(self.category, "AbandonedCart.category")


@frozen(weakref_slot=False)
class Trial:
    """The customer tests the supplier, a product or a brand.

    Args:
        outcome: started, passed (evidence of understood value) or failed (may end an exploration).
        product: what was tested, where known.
    """

    kind = "trial"
    direction = Direction.INBOUND
    department = Department.SALES

    outcome: TrialOutcome
    product: str | None = None

    def __attrs_post_init__(self) -> None:
        check_member(self.outcome, TrialOutcome, "Trial.outcome")
        check_optional_text(self.product, "Trial.product")
