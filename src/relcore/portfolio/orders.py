"""Rows of orders become histories in one call; a row that can't be read becomes a fault that names it.

No row is lost and none is guessed at: accepted and refused rows add up to those that were read. Currency,
type of relationship and zone are named once, because no row says them.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, tzinfo
from typing import Any, TypeVar

from attrs import frozen

from relcore.errors import FieldError
from relcore.model import Interaction, Money, Purchase, Relationship
from relcore.model.validation import check_member, check_zone
from relcore.portfolio.cells import Unreadable, read_amount, read_instant, read_optional_text, read_text
from relcore.portfolio.histories import History
from relcore.vocabulary import Channel, RelationshipType

__all__ = ["Orders", "RowFault", "from_orders"]

_Column = int | str | None
_Found = TypeVar("_Found")
_LONGEST = 80


@frozen
class RowFault:
    """Why a row was refused: the first of its cells that could not be read.

    Args:
        row: the number of the row; the first one given is 1.
        field: what the cell stands for: ``"customer"``, ``"at"``, ``"amount"``, ``"id"`` or ``"category"``.
        value: what was found; the whole row, where it has no such cell.
        expected: what would have been accepted.
    """

    row: int
    field: str
    value: object
    expected: str

    @property
    def reason(self) -> str:
        """What is wrong, without the row's number."""
        return f"{self.field} is {_shown(self.value)}; expected {self.expected}"

    def __str__(self) -> str:
        return f"row {self.row}: {self.reason}"


@frozen
class Orders:
    """What became of rows of orders.

    Args:
        histories: one for each customer, in the order in which customers first appear.
        faults: one for each row that was refused, in the order of the rows.
        read: how many rows there were.
        accepted: how many of them are in the histories.
    """

    histories: tuple[History, ...]
    faults: tuple[RowFault, ...]
    read: int
    accepted: int

    @property
    def refused(self) -> int:
        """How many rows were refused: read less accepted."""
        return len(self.faults)


@frozen
class _Columns:
    """Where the cells of a row are: by position in a plain row, by name in one that has names."""

    customer: int | str
    at: int | str
    amount: int | str
    id: _Column
    category: _Column


@frozen
class _Missing:
    """There is no such cell."""


_MISSING = _Missing()


def from_orders(
    rows: Iterable[object],
    *,
    type: RelationshipType,
    currency: str,
    zone: tzinfo = UTC,
    customer: _Column = None,
    at: _Column = None,
    amount: _Column = None,
    id: _Column = None,
    category: _Column = None,
    channel: Channel = Channel.WEB,
) -> Orders:
    """Histories of purchases from rows of orders.

    A row is a tuple or list, with its cells by position; or anything with names (a mapping, a named tuple,
    what a data frame's ``itertuples()`` or ``to_dict("records")`` gives), with its cells by name.

    - **Customer**: a text or a whole number. It names the customer and the relationship.
    - **Date or instant**: a date, a datetime, ISO 8601 text, or eight digits such as 19970101. What names
      no zone is read in ``zone``. A date without a time is taken as noon there: the middle of the day is
      farthest from both of its ends, so the day stays the same wherever it is counted within twelve hours
      of the zone. A datetime keeps its time, midnight too.
    - **Amount**: zero or more. Digits, ``Decimal`` and whole numbers are taken exactly. A float is what a
      data frame holds for want of a decimal number: it is rounded to the smallest unit of the currency,
      half up, as it prints (so 0.1 + 0.2 is 0.30, and 2.675 is 2.68).
    - **Missing values** (None, NaN, NaT, NA) are faults; a missing category is unknown.

    An order's interaction has the id in its id column, or ``"row-<number>"``, and the row's number as its
    sequence. A history is in the order of (instant, row), and its relationship opens with its first order.

    Args:
        rows: the rows, read once. A data frame itself iterates its column names: pass its rows.
        type: the type that was agreed with all of these customers.
        currency: the currency of all amounts, as a code of ISO 4217.
        zone: the zone in which days are counted, and of dates and times that name none.
        customer: the column of the customer; 0 or ``"customer_id"`` unless given.
        at: the column of the date or instant; 1 or ``"date"`` unless given.
        amount: the column of the amount; 2 or ``"amount"`` unless given.
        id: the column of the order's id; a second row with the same id is refused.
        category: the column of the product category.
        channel: the channel of all orders.

    Returns:
        The histories, with a fault for each row that was refused.

    Raises:
        CurrencyError: the currency is no code of ISO 4217.
        FieldError: another argument holds what it cannot hold. No row raises.

    >>> from relcore import RelationshipType
    >>> from relcore.portfolio import from_orders
    >>> rows = [("c-1", "2026-03-02", "25.00"), ("c-1", "1 March", "9.00"), ("c-1", "20260301", 4)]
    >>> orders = from_orders(rows, type=RelationshipType.TRANSACTIONAL, currency="EUR")
    >>> [str(order.content.amount) for order in orders.histories[0].interactions]
    ['4 EUR', '25.00 EUR']
    >>> orders.read, orders.accepted, orders.refused, orders.faults[0].row
    (3, 2, 1, 2)
    """
    _check(rows, type, currency, zone, channel)
    chosen = (customer, at, amount, id, category)
    by_position = _columns(chosen, (0, 1, 2, None, None))
    by_name = _columns(chosen, ("customer_id", "date", "amount", None, None))
    found: dict[str, list[Interaction[Purchase]]] = {}
    faults: list[RowFault] = []
    ids: set[str] = set()
    read = 0
    for read, row in enumerate(rows, 1):
        columns = by_name if hasattr(row, "keys") or hasattr(row, "_fields") else by_position
        made = _interaction(row, read, columns, currency, zone, channel, ids)
        if isinstance(made, RowFault):
            faults.append(made)
        else:
            found.setdefault(made.relationship_id, []).append(made)
    histories = tuple(_history(name, made, type, currency, zone) for name, made in found.items())
    return Orders(histories, tuple(faults), read, sum(len(history.interactions) for history in histories))


def _check(
    rows: Iterable[object], type: RelationshipType, currency: str, zone: tzinfo, channel: Channel
) -> None:
    if isinstance(rows, str | bytes) or hasattr(rows, "itertuples") or not isinstance(rows, Iterable):
        remedy = "Pass frame.itertuples(index=False) or frame.to_dict('records'), or a list of tuples."
        raise FieldError("rows", rows, "an iterable of rows", remedy)
    check_member(type, RelationshipType, "type")
    check_zone(zone, "zone")
    check_member(channel, Channel, "channel")
    Money(0, currency)


def _columns(chosen: tuple[_Column, ...], usual: tuple[Any, ...]) -> _Columns:
    return _Columns(*(own if own is not None else other for own, other in zip(chosen, usual, strict=True)))


def _cell(row: Any, column: int | str) -> object:
    if isinstance(row, tuple | list):
        if isinstance(column, str):
            return getattr(row, column) if column in getattr(row, "_fields", ()) else _MISSING
        return row[column] if -len(row) <= column < len(row) else _MISSING
    if not hasattr(row, "keys"):
        return _MISSING
    try:
        return row[column]
    except (LookupError, TypeError):
        return _MISSING


def _read(
    row: object, number: int, field: str, column: int | str, read: Callable[[object], _Found | Unreadable]
) -> _Found | RowFault:
    cell = _cell(row, column)
    if isinstance(cell, _Missing):
        where = f"named {column!r}" if isinstance(column, str) else f"at position {column}, counted from 0"
        return RowFault(number, field, row, f"a cell {where}")
    found = read(cell)
    return RowFault(number, field, cell, found.expected) if isinstance(found, Unreadable) else found


def _interaction(
    row: object,
    number: int,
    columns: _Columns,
    currency: str,
    zone: tzinfo,
    channel: Channel,
    ids: set[str],
) -> Interaction[Purchase] | RowFault:
    customer = _read(row, number, "customer", columns.customer, read_text)
    if isinstance(customer, RowFault):
        return customer
    at = _read(row, number, "at", columns.at, lambda cell: read_instant(cell, zone))
    if isinstance(at, RowFault):
        return at
    amount = _read(row, number, "amount", columns.amount, lambda cell: read_amount(cell, currency))
    if isinstance(amount, RowFault):
        return amount
    category = _category(row, number, columns.category)
    if isinstance(category, RowFault):
        return category
    id = f"row-{number}" if columns.id is None else _read(row, number, "id", columns.id, read_text)
    if isinstance(id, RowFault):
        return id
    if columns.id is not None:
        if id in ids:
            expected = "an id that no earlier row has; sum the lines of an order first"
            return RowFault(number, "id", id, expected)
        ids.add(id)
    return Interaction(
        id=id,
        relationship_id=customer,
        at=at,
        channel=channel,
        content=Purchase(amount, category),
        sequence=number,
    )


def _category(row: object, number: int, column: _Column) -> str | RowFault | None:
    if column is None or isinstance(_cell(row, column), _Missing):
        return None
    return _read(row, number, "category", column, read_optional_text)


def _history(
    customer: str,
    interactions: list[Interaction[Purchase]],
    type: RelationshipType,
    currency: str,
    zone: tzinfo,
) -> History:
    interactions.sort(key=_order)
    opened = Relationship.open(
        id=customer,
        customer_id=customer,
        type=type,
        at=interactions[0].at,
        zone=zone,
        currency=currency,
    )
    return History(opened, tuple(interactions))


def _shown(value: object) -> str:
    try:
        text = repr(value)
    except Exception:  # a cell may be anything, even a number too long to be written
        return f"a {type(value).__name__} that cannot be shown"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def _order(interaction: Interaction[Purchase]) -> tuple[datetime, int, str]:
    return interaction.order
