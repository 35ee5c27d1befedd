"""A cell is read in one way only: customers, dates and times, amounts."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from relcore import Channel, RelationshipType, replay
from relcore.portfolio import from_orders
from tests.unit.portfolio.rows import NAType, NotATime, Scalar, Timestamp, datetime64, fault, one, shown


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("c-1", "c-1"),
        (" 007 ", "007"),
        (7, "7"),
        (7.0, "7"),
        (Scalar(7), "7"),
        (Scalar("c-1"), "c-1"),
        (Channel.WEB, "web"),
    ],
    ids=repr,
)
def test_a_customer_is_a_text_or_a_whole_number(cell: object, text: str) -> None:
    found = one((cell, "2026-03-01", 1)).relationship_id
    assert (found, type(found)) == (text, str)


@pytest.mark.parametrize(
    "cell",
    ["", "  ", None, float("nan"), float("inf"), 7.5, True, 1e300, NAType(), b"c-1", ["c-1"]],
    ids=repr,
)
def test_what_names_no_customer_is_a_fault(cell: object) -> None:
    assert fault((cell, "2026-03-01", 1)).field == "customer"


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        (date(2026, 3, 1), "2026-03-01T12:00+00:00"),
        ("2026-03-01", "2026-03-01T12:00+00:00"),
        (" 20260301 ", "2026-03-01T12:00+00:00"),
        (20260301, "2026-03-01T12:00+00:00"),
        (20260301.0, "2026-03-01T12:00+00:00"),
        (Scalar(20260301), "2026-03-01T12:00+00:00"),
        (datetime64("2026-03-02"), "2026-03-02T12:00+00:00"),
        (datetime64("2026-03-02T09:30:00.000000000"), "2026-03-02T09:30+00:00"),
        (datetime.fromisoformat("2026-03-01T09:30"), "2026-03-01T09:30+00:00"),
        (datetime.fromisoformat("2026-03-01"), "2026-03-01T00:00+00:00"),
        (datetime(2026, 3, 1, 9, tzinfo=timezone(timedelta(hours=1))), "2026-03-01T08:00+00:00"),
        (Timestamp(2026, 3, 1, 9), "2026-03-01T09:00+00:00"),
        ("2026-03-01T09:30", "2026-03-01T09:30+00:00"),
        ("2026-03-01 09:30:15.250", "2026-03-01T09:30:15.250+00:00"),
        ("2026-03-01T09:30+01:00", "2026-03-01T08:30+00:00"),
        ("2026-03-01T09:30Z", "2026-03-01T09:30+00:00"),
    ],
    ids=repr,
)
def test_a_date_or_time_is_read_in_every_usual_form(cell: object, at: str) -> None:
    found = one(("c-1", cell, 1)).at
    assert found == datetime.fromisoformat(at)
    assert type(found) is datetime
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "1 March",
        "01/03/2026",
        "2026-02-30",
        "1997",
        1997,
        1740787200,
        20261301,
        2026.5,
        None,
        True,
        NotATime(2026, 3, 1),
        datetime64("NaT"),
        float("nan"),
        NAType(),
        "0999-12-31",
        datetime(9500, 1, 1, tzinfo=UTC),
        date(9999, 12, 31),
        10**5000,
    ],
    ids=shown,
)
def test_what_is_no_date_is_a_fault_and_not_a_guess(cell: object) -> None:
    found = fault(("c-1", cell, 1))
    assert found.field == "at"
    assert found.expected


@pytest.mark.parametrize(
    "name", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata", "America/Sao_Paulo", "UTC"]
)
@pytest.mark.parametrize(
    "cell",
    [date(2018, 11, 4), "2018-11-04", datetime.fromisoformat("2018-11-04"), Timestamp(2018, 11, 4)],
    ids=repr,
)
def test_a_day_stays_the_same_day_in_the_zone_that_is_named(name: str, cell: object) -> None:
    """Also where that day has no midnight, as 4 November 2018 in São Paulo."""
    zone = ZoneInfo(name)
    orders = from_orders([("c-1", cell, 1)], type=RelationshipType.TRANSACTIONAL, currency="EUR", zone=zone)
    [history] = orders.histories
    assert history.purchase_days == (date(2018, 11, 4),)
    assert history.relationship.zone is (UTC if name == "UTC" else zone)
    assert replay(history.relationship, history.interactions).relationship.last_purchase_on == date(
        2018, 11, 4
    )


def test_a_time_that_comes_twice_keeps_the_side_it_names() -> None:
    zone = ZoneInfo("Europe/Berlin")
    first, second = (
        one(("c", datetime.fromisoformat("2026-10-25T02:30").replace(fold=fold), 1), zone=zone).at
        for fold in (0, 1)
    )
    assert second - first == timedelta(hours=1)


@pytest.mark.parametrize(
    ("cell", "currency", "amount"),
    [
        ("25.00", "EUR", "25.00"),
        (" 25 ", "EUR", "25"),
        ("+.5", "EUR", "0.5"),
        ("25.337", "EUR", "25.337"),
        (Decimal("1.10"), "EUR", "1.10"),
        (25, "EUR", "25"),
        (0, "EUR", "0"),
        (Scalar(25), "EUR", "25"),
        (1.1, "EUR", "1.10"),
        (0.1 + 0.2, "EUR", "0.30"),
        (2.675, "EUR", "2.68"),
        (0.0, "EUR", "0.00"),
        (-0.0, "EUR", "0.00"),
        ("-0", "EUR", "0"),
        (11.770000457763672, "USD", "11.77"),
        (Scalar(29.330000000000002), "USD", "29.33"),
        (149.5, "JPY", "150"),
        (1.2345, "KWD", "1.235"),
    ],
    ids=repr,
)
def test_an_amount_is_exact_and_a_float_is_rounded_to_what_can_be_paid(
    cell: object, currency: str, amount: str
) -> None:
    found = one(("c-1", "2026-03-01", cell), currency=currency).content.amount
    assert (str(found.amount), found.currency) == (amount, currency)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "free",
        "1,234.50",
        "1_000",
        "25 EUR",
        "NaN",
        "Infinity",
        "1e5",
        "-1",
        -1,
        -0.01,
        -0.001,
        Decimal("sNaN"),
        "٣",
        None,
        True,
        NAType(),
        float("nan"),
        float("inf"),
        1e300,
        10**15,
        Decimal("NaN"),
        Decimal("-Infinity"),
        Decimal("0.0000000001"),
    ],
    ids=repr,
)
def test_what_is_no_amount_of_zero_or_more_is_a_fault(cell: object) -> None:
    assert fault(("c-1", "2026-03-01", cell)).field == "amount"
