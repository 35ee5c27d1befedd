"""What real data frames iterate is read like any other row."""

from datetime import date
from typing import Any

import pytest

from relcore import RelationshipType
from relcore.errors import FieldError
from relcore.portfolio import Orders, from_orders

pd: Any = pytest.importorskip("pandas")
np: Any = pytest.importorskip("numpy")


def read(rows: Any, **named: Any) -> Orders:
    return from_orders(rows, type=RelationshipType.TRANSACTIONAL, currency="USD", **named)


def frame() -> Any:
    return pd.DataFrame(
        {
            "customer_id": [1, 2, 2, 3],
            "date": pd.to_datetime(["1997-01-01", "1997-01-12", None, "1997-01-02"]),
            "amount": [11.77, np.nan, 12.0, 0.1 + 0.2],
        }
    )


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(lambda f: f.itertuples(), id="itertuples"),
        pytest.param(lambda f: f.itertuples(index=False), id="itertuples-without-index"),
        pytest.param(lambda f: f.itertuples(index=False, name=None), id="plain-tuples"),
        pytest.param(lambda f: f.to_dict("records"), id="records"),
        pytest.param(lambda f: (row for _, row in f.iterrows()), id="iterrows"),
        pytest.param(lambda f: f.values.tolist(), id="lists"),
        pytest.param(lambda f: (tuple(row) for row in f.to_records(index=False)), id="records-of-numpy"),
        pytest.param(lambda f: f.astype({"amount": "float32"}).itertuples(), id="single-precision"),
        pytest.param(lambda f: f.convert_dtypes().itertuples(), id="nullable-types"),
    ],
)
def test_every_way_to_iterate_a_frame_gives_the_same_orders(rows: Any) -> None:
    orders = read(rows(frame()))
    found = {
        h.relationship.id: (h.purchase_days, str(h.interactions[0].content.amount)) for h in orders.histories
    }
    assert found == {"1": ((date(1997, 1, 1),), "11.77 USD"), "3": ((date(1997, 1, 2),), "0.30 USD")}
    assert [(f.row, f.field) for f in orders.faults] == [(2, "amount"), (3, "at")]


def test_a_frame_itself_is_misuse() -> None:
    with pytest.raises(FieldError, match="itertuples"):
        read(frame())


def test_a_time_of_numpy_is_read_as_what_it_prints() -> None:
    moments = [
        np.datetime64("1997-01-01"),
        np.datetime64("1997-01-02T03:04:05", "ns"),
        np.datetime64("NaT", "s"),
    ]
    orders = read([(np.str_("c"), moment, np.int64(1)) for moment in moments])
    assert [i.at.isoformat() for i in orders.histories[0].interactions] == [
        "1997-01-01T12:00:00+00:00",
        "1997-01-02T03:04:05+00:00",
    ]
    assert [f.row for f in orders.faults] == [3]
    assert type(orders.histories[0].relationship.id) is str


def test_an_array_in_a_cell_is_a_fault() -> None:
    pair = np.array([1.0, 2.0])
    rows = [(pair, "1997-01-01", 1), ("c", pair, 1), ("c", "1997-01-01", pair), ("c", "1997-01-01", 1, pair)]
    assert [f.field for f in read(rows, category=3).faults] == ["customer", "at", "amount", "category"]
