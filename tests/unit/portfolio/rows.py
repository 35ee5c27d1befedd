"""Rows of every make, and what becomes of a single one."""

from datetime import datetime
from typing import Any

from relcore import RelationshipType
from relcore.portfolio import RowFault, from_orders


class NotATime(datetime):
    """What a data frame holds where a time is missing."""

    def __eq__(self, other: object) -> bool:
        return False

    def __ne__(self, other: object) -> bool:
        return True

    __hash__ = datetime.__hash__


class Timestamp(datetime):
    """A datetime of a data frame, which carries more than it shows."""

    nanosecond = 7


class NAType:
    """Missing, and so is every answer about it."""

    def __eq__(self, other: object) -> bool:
        raise TypeError("boolean value of NA is ambiguous")

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "<NA>"


class Scalar:
    """A number of a data frame: no number of Python's own until it is unwrapped."""

    shape = ()

    def __init__(self, value: object) -> None:
        self.value = value

    def item(self) -> object:
        return self.value

    def __repr__(self) -> str:
        return f"Scalar({self.value!r})"


class datetime64:  # noqa: N801  the name is how it is known
    """A time of a data frame's own: it prints as one, and unwraps to a bare count."""

    shape = ()

    def __init__(self, text: str) -> None:
        self.text = text

    def item(self) -> int:
        return 20260301

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"datetime64({self.text})"


class Row:
    """A row of a database: it has keys, and is no mapping."""

    def __init__(self, **cells: object) -> None:
        self.cells = cells

    def keys(self) -> list[str]:
        return list(self.cells)

    def __getitem__(self, name: str) -> object:
        return self.cells[name]


def shown(cell: object) -> str:
    return "huge" if isinstance(cell, int) and cell > 2**64 else repr(cell)


def one(row: object, **named: Any) -> Any:
    """The only interaction that comes of a row."""
    orders = from_orders([row], **{"type": RelationshipType.TRANSACTIONAL, "currency": "EUR", **named})
    assert orders.faults == ()
    [history] = orders.histories
    [interaction] = history.interactions
    return interaction


def fault(row: object, **named: Any) -> RowFault:
    """The only fault that comes of a row."""
    orders = from_orders([row], **{"type": RelationshipType.TRANSACTIONAL, "currency": "EUR", **named})
    assert (orders.histories, orders.read, orders.accepted) == ((), 1, 0)
    [found] = orders.faults
    return found
