"""Rows become histories, whatever they are made of; what can't be read is named, and nothing is lost."""

from collections import namedtuple
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcore import Channel, RelationshipType, Stage, replay
from relcore.errors import CurrencyError, FieldError
from relcore.portfolio import Orders, from_orders
from tests.unit.portfolio.rows import NAType, NotATime, Row, Scalar, fault, one
from tests.unit.portfolio.shop import noon, orders_of

Named = namedtuple("Named", ["customer_id", "date", "amount"])
Indexed = namedtuple("Indexed", ["Index", "customer_id", "date", "amount"])
Other = namedtuple("Other", ["customer_id", "day"])


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(("c-1", "2026-03-01", "25.00"), id="tuple"),
        pytest.param(["c-1", "2026-03-01", "25.00", "more"], id="list"),
        pytest.param({"customer_id": "c-1", "date": "2026-03-01", "amount": "25.00"}, id="mapping"),
        pytest.param(Named("c-1", "2026-03-01", "25.00"), id="named-tuple"),
        pytest.param(Indexed(0, "c-1", "2026-03-01", "25.00"), id="named-tuple-with-index"),
        pytest.param(Row(customer_id="c-1", date="2026-03-01", amount="25.00"), id="keys"),
    ],
)
def test_a_row_may_have_its_cells_by_position_or_by_name(row: object) -> None:
    order = one(row)
    assert (order.relationship_id, order.at, str(order.content.amount)) == (
        "c-1",
        noon("2026-03-01"),
        "25.00 EUR",
    )


def test_columns_can_be_chosen_by_position_and_by_name() -> None:
    assert one(("25.00", "x", "2026-03-01", "c-1"), customer=3, at=2, amount=0).relationship_id == "c-1"
    row = {"who": "c-1", "when": "2026-03-01", "paid": 3, "what": "tea", "order": 77}
    order = one(row, customer="who", at="when", amount="paid", category="what", id="order")
    assert (order.id, order.content.category) == ("77", "tea")
    assert one(Indexed("c-9", "c-1", "2026-03-01", 3), customer=0, at=2, amount=3).relationship_id == "c-9"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ((), "customer"),
        (("c-1",), "at"),
        (("c-1", "2026-03-01"), "amount"),
        ({"customer_id": "c-1", "date": "2026-03-01"}, "amount"),
        (Other("c-1", "2026-03-01"), "at"),
        (None, "customer"),
        (42, "customer"),
        ("c-1,2026-03-01,25.00", "customer"),
    ],
)
def test_a_row_without_a_cell_is_a_fault_that_shows_the_row(row: object, field: str) -> None:
    found = fault(row)
    assert (found.field, found.value) == (field, row)
    assert "a cell" in found.expected


def test_a_method_of_a_named_tuple_is_no_column() -> None:
    assert fault(Named("c-1", "2026-03-01", 1), amount="count").field == "amount"


@pytest.mark.parametrize(
    "cell", [None, "", " ", float("nan"), NAType(), NotATime(2026, 1, 1), Scalar(float("nan"))], ids=repr
)
def test_a_missing_category_is_unknown(cell: object) -> None:
    assert one(("c-1", "2026-03-01", 1, cell), category=3).content.category is None


def test_a_category_is_read_where_there_is_one() -> None:
    assert one(("c-1", "2026-03-01", 1, "tea"), category=3).content.category == "tea"
    assert one(("c-1", "2026-03-01", 1), category=3).content.category is None
    assert fault(("c-1", "2026-03-01", 1, ["tea"]), category=3).field == "category"


def test_a_second_row_with_the_same_order_id_is_refused() -> None:
    rows = [("c-1", "2026-03-01", 1, "o-1"), ("c-2", "2026-03-02", 1, "o-1"), ("c-2", "2026-03-02", 1, "o-2")]
    orders = from_orders(rows, type=RelationshipType.TRANSACTIONAL, currency="EUR", id=3)
    assert [(f.row, f.field, f.value) for f in orders.faults] == [(2, "id", "o-1")]
    assert [i.id for h in orders.histories for i in h.interactions] == ["o-1", "o-2"]


@pytest.mark.parametrize("cell", [None, "", float("nan")])
def test_an_order_without_the_id_it_should_have_is_refused(cell: object) -> None:
    assert fault(("c-1", "2026-03-01", 1, cell), id=3).field == "id"
    assert fault(("c-1", "2026-03-01", 1), id=3).field == "id"


def test_a_refused_row_does_not_use_up_its_order_id() -> None:
    rows = [("c-1", "2026-03-01", "?", "o-1"), ("c-1", "2026-03-01", 1, "o-1")]
    orders = from_orders(rows, type=RelationshipType.TRANSACTIONAL, currency="EUR", id=3)
    assert [f.row for f in orders.faults] == [1]


def test_a_history_is_in_the_order_of_instant_and_row() -> None:
    [history] = orders_of(("c", "2026-03-05", 1), ("c", "2026-03-01", 2), ("c", "2026-03-05", 3)).histories
    assert [(i.id, i.sequence) for i in history.interactions] == [("row-2", 2), ("row-1", 1), ("row-3", 3)]
    assert history.relationship.opened_at == noon("2026-03-01")
    found = replay(history.relationship, history.interactions)
    assert (found.recorded, found.late, found.repeated) == (3, (), ())
    assert found.relationship.stage is Stage.EXPANSION


def test_what_rows_do_not_say_is_named_once() -> None:
    orders = from_orders(
        [("c-1", "2026-03-01", 1)],
        type=RelationshipType.SELF_SERVICE,
        currency="INR",
        zone=ZoneInfo("Asia/Kolkata"),
        channel=Channel.STORE,
    )
    [history] = orders.histories
    opened, [order] = history.relationship, history.interactions
    assert (opened.id, opened.customer_id, opened.type) == ("c-1", "c-1", RelationshipType.SELF_SERVICE)
    assert (opened.currency, opened.zone.tzname(None), order.channel) == ("INR", None, Channel.STORE)
    assert order.at == datetime(2026, 3, 1, 6, 30, tzinfo=UTC)


def test_customers_come_in_the_order_in_which_they_first_appear() -> None:
    orders = orders_of(("b", "2026-03-05", 1), ("a", "2026-03-01", 1), ("b", "2026-03-02", 1))
    assert [history.relationship.id for history in orders.histories] == ["b", "a"]


def test_rows_are_read_once_and_lazily() -> None:
    taken: list[int] = []

    def rows() -> Iterator[tuple[str, str, int]]:
        for number in range(3):
            taken.append(number)
            yield ("c", "2026-03-01", number)

    source = rows()
    orders = from_orders(source, type=RelationshipType.TRANSACTIONAL, currency="EUR")
    assert (orders.read, taken, list(source)) == (3, [0, 1, 2], [])


def test_no_rows_are_no_orders() -> None:
    assert orders_of() == Orders((), (), 0, 0)


def test_a_fault_says_where_what_and_what_was_expected() -> None:
    [found] = orders_of(("c", "2026-03-01", 1), ("c", "tomorrow", 1)).faults
    assert str(found) == (
        "row 2: at is 'tomorrow'; expected a date or time, or such a text as 2026-03-01, 20260301 or"
        " 2026-03-01T09:30+01:00"
    )
    assert len(str(fault(("c", "x" * 10_000, 1)))) < 250


class Sullen:
    """A cell that does not show itself."""

    def __repr__(self) -> str:
        raise RuntimeError("no")


@pytest.mark.parametrize(("cell", "kind"), [(10**5_000, "int"), (Sullen(), "Sullen")], ids=["int", "sullen"])
def test_a_fault_is_told_whatever_its_cell_holds(cell: object, kind: str) -> None:
    assert str(fault((cell, "2026-03-01", 1))) == (
        f"row 1: customer is a {kind} that cannot be shown; expected a text that is not empty, or a whole number"
    )


@pytest.mark.parametrize(
    ("named", "field"),
    [
        ({"type": "transactional"}, "type"),
        ({"zone": "Asia/Manila"}, "zone"),
        ({"channel": "web"}, "channel"),
    ],
)
def test_misuse_raises_before_any_row_is_read(named: Mapping[str, Any], field: str) -> None:
    def rows() -> Iterator[object]:
        raise AssertionError("a row was read")
        yield

    with pytest.raises(FieldError) as caught:
        from_orders(rows(), **{"type": RelationshipType.TRANSACTIONAL, "currency": "EUR", **named})
    assert caught.value.field == field
    with pytest.raises(CurrencyError):
        from_orders(rows(), type=RelationshipType.TRANSACTIONAL, currency="euro")


class Frame:
    """A data frame as such: iterated, it gives the names of its columns."""

    def itertuples(self) -> None: ...

    def __iter__(self) -> Iterator[str]:
        return iter(["customer_id", "date", "amount"])


@pytest.mark.parametrize("rows", ["orders.csv", b"orders.csv", Frame(), None, 7], ids=str)
def test_what_iterates_no_rows_is_misuse(rows: Any) -> None:
    with pytest.raises(FieldError, match="itertuples"):
        from_orders(rows, type=RelationshipType.TRANSACTIONAL, currency="EUR")


cells = st.one_of(
    st.none(),
    st.text(max_size=4),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.dates(),
    st.datetimes(),
    st.booleans(),
)
rows_of_cells = st.lists(
    st.one_of(
        st.lists(cells, max_size=4),
        st.tuples(st.sampled_from("abc"), st.dates(), st.decimals(0, 99, places=2)),
        st.dictionaries(st.sampled_from(["customer_id", "date", "amount"]), cells),
        cells,
    ),
    max_size=12,
)


@given(rows_of_cells)
def test_no_row_raises_none_is_lost_and_none_counts_twice(rows: list[object]) -> None:
    orders = orders_of(*rows)
    assert orders.read == len(rows)
    assert orders.accepted + orders.refused == orders.read
    sequences = [i.sequence for h in orders.histories for i in h.interactions]
    assert sorted([*filter(None, sequences), *(f.row for f in orders.faults)]) == list(
        range(1, len(rows) + 1)
    )
    for history in orders.histories:
        assert list(history.interactions) == sorted(history.interactions, key=lambda i: i.order)
        assert all(str(f) for f in orders.faults)
