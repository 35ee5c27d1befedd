"""What is open says what it is, since when and by whom; everything else is unknown until it is said."""

import pytest
from attrs import fields

from relcore.model import ClosedConcern, OpenItem
from relcore.vocabulary import Party, Severity
from tests.unit.kernel.history import day

OPEN = OpenItem("c", "concern", day(2), Party.CUSTOMER)


def test_an_open_item_knows_nothing_but_what_it_is_unless_told() -> None:
    told = ("id", "kind", "opened_at", "by")
    unsaid = {a.name: getattr(OPEN, a.name) for a in fields(OpenItem) if a.name not in told}
    assert set(unsaid.values()) == {None, ()}
    assert {name for name, value in unsaid.items() if value == ()} == {
        "departments",
        "acknowledged",
        "cites",
    }


def test_items_are_values() -> None:
    again = OpenItem("c", "concern", day(2), Party.CUSTOMER)
    assert len({OPEN, again, OpenItem("d", "concern", day(2), Party.CUSTOMER)}) == 2
    closed = ClosedConcern("c", day(2), day(3), Severity.GRAVE, None, ())
    assert closed == ClosedConcern("c", day(2), day(3), Severity.GRAVE, None, ())
    with pytest.raises(AttributeError):
        OPEN.due = day(5)  # type: ignore[misc]
    with pytest.raises(AttributeError):
        closed.closed_at = day(5)  # type: ignore[misc]
