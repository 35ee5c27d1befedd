"""An instant is written in UTC to the microsecond, and read only with its zone; a time of the day has none."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from relcore.errors import DocumentError, FieldError
from relcore.model import BusinessCalendar, Hours, Interaction, Relationship
from relcore.serialization import from_document, to_document
from tests.unit.serialization.examples import VALUES


def at(written: object) -> Any:
    return {**to_document(VALUES["interaction_note"]), "at": written}


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2026-03-01T09:00:00Z", datetime(2026, 3, 1, 9, tzinfo=UTC)),
        ("2026-03-01T09:00:00.000001Z", datetime(2026, 3, 1, 9, 0, 0, 1, tzinfo=UTC)),
        ("1000-01-01T00:00:00Z", datetime(1000, 1, 1, tzinfo=UTC)),
        ("8999-12-31T23:59:59.999999Z", datetime(8999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)),
    ],
)
def test_an_instant_is_written_as_it_is_read(written: str, instant: datetime) -> None:
    interaction = from_document(at(written), Interaction[Any])
    assert interaction.at == instant
    assert interaction.at.tzinfo is UTC
    assert to_document(interaction)["at"] == written


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-01T14:30:00+05:30",
        "2026-03-01T09:00:00.0Z",
        "2026-03-01T09:00:00-00:00",
        "2026-02-28T23:00:00-10:00",
    ],
)
def test_another_offset_is_the_same_instant(written: str) -> None:
    assert from_document(at(written), Interaction[Any]).at == datetime(2026, 3, 1, 9, tzinfo=UTC)


def test_an_instant_in_a_zone_is_written_in_utc() -> None:
    there = datetime(2026, 3, 1, 17, tzinfo=ZoneInfo("Asia/Manila"))
    assert to_document(there) == "2026-03-01T09:00:00Z"
    assert to_document(there.astimezone(UTC) + timedelta(microseconds=5)) == "2026-03-01T09:00:00.000005Z"


@pytest.mark.parametrize(
    "written", ["2026-03-01T09:00:00", "2026-03-01 09:00", "2026-03-01", "2026-03-01T09:00:00.5"]
)
def test_a_naive_instant_or_a_bare_date_is_refused_with_what_to_do(written: str) -> None:
    with pytest.raises(DocumentError) as caught:
        from_document(at(written), Interaction[Any])
    (fault,) = caught.value.faults
    assert fault.field == "$.at"
    assert fault.remedy.startswith("Say in which zone it was noted")


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-01T09:00:00.0000001Z",
        "20260301T090000Z",
        "2026-W10-1T09:00:00Z",
        "2026-03-01T09:00Z",
        "2026-03-01 09:00:00Z",
        "2026-03-01t09:00:00z",
        "2026-03-01T24:00:00Z",
        "2026-03-01T09:00:60Z",
        "2026-02-30T09:00:00Z",
        "2026-03-01T09:00:00+99:99",
        "0000-03-01T09:00:00Z",
        "0999-12-31T23:59:59Z",
        "9000-01-01T00:00:00Z",
        "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00:00+23:59",
        "٢٠٢٦-03-01T09:00:00Z",
        "now",
        "",
        1_772_355_600,
        1.5,
        None,
        True,
        datetime(2026, 3, 1, 9, tzinfo=UTC),
    ],
    ids=ascii,
)
def test_anything_else_is_no_instant(written: object) -> None:
    with pytest.raises(DocumentError) as caught:
        from_document(at(written), Interaction[Any])
    assert [fault.field for fault in caught.value.faults] == ["$.at"]


@pytest.mark.parametrize(
    "written",
    [
        "2026-02-30",
        "2026-3-1",
        "20260301",
        "2026-W10-1",
        "2026-03-01T00:00:00Z",
        "",
        3,
        True,
        date(2026, 3, 1),
    ],
    ids=ascii,
)
def test_a_day_is_a_day_of_the_calendar(written: object) -> None:
    document = {**to_document(VALUES["relationship"]), "first_purchase_on": written}
    with pytest.raises(DocumentError) as caught:
        from_document(document, Relationship)
    assert [fault.field for fault in caught.value.faults] == ["$.first_purchase_on"]


def opening(written: object) -> Any:
    return {"weekday": 0, "opens": written, "closes": "23:59"}


@pytest.mark.parametrize(
    ("written", "shown", "again"),
    [
        ("09:30:00", time(9, 30), "09:30:00"),
        ("09:30", time(9, 30), "09:30:00"),
        ("00:00", time(0), "00:00:00"),
        ("09:30:59.000001", time(9, 30, 59, 1), "09:30:59.000001"),
        ("09:30:00.5", time(9, 30, 0, 500_000), "09:30:00.500000"),
    ],
)
def test_a_time_of_the_day_is_what_a_clock_shows(written: str, shown: time, again: str) -> None:
    hours = from_document(opening(written), Hours)
    assert hours.opens == shown
    assert to_document(hours)["opens"] == again


@pytest.mark.parametrize(
    "written",
    [
        "9:30",
        "09",
        "0930",
        "24:00",
        "09:60",
        "09:30:60",
        "09:30:00.0000001",
        "09:30Z",
        "09:30+01:00",
        "T09:30",
        "2026-03-01T09:30:00Z",
        "٠٩:30",
        "",
        930,
        9.5,
        None,
        True,
        time(9, 30),
    ],
    ids=ascii,
)
def test_anything_else_is_no_time_of_the_day(written: object) -> None:
    with pytest.raises(DocumentError) as caught:
        from_document(opening(written), Hours)
    assert [fault.field for fault in caught.value.faults] == ["$.opens"]


@pytest.mark.parametrize("value", [time(9, tzinfo=UTC), time(9, fold=1)], ids=repr)
def test_a_time_that_would_lose_its_zone_is_not_written(value: time) -> None:
    with pytest.raises(FieldError, match="expected a time of the day"):
        to_document(value)


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"hours": []}, "$.hours"),
        ({"hours": [opening("09:30"), opening("10:00")]}, "$.hours"),
        ({"hours": [{"weekday": 7, "opens": "09:00", "closes": "10:00"}]}, "$.hours[0].weekday"),
        ({"hours": [{"weekday": 0, "opens": "09:00", "closes": "08:00"}]}, "$.hours[0].closes"),
        ({"holidays": ["2026-12-25", "0999-12-31"]}, "$.holidays[1]"),
        ({"zone": "Asia/Manilla"}, "$.zone"),
    ],
    ids=map(str, count()),
)
def test_a_calendar_that_makes_no_sense_is_a_fault_with_its_path(fields: Any, path: str) -> None:
    document = {**to_document(VALUES["calendar"]), **fields}
    with pytest.raises(DocumentError) as caught:
        from_document(document, BusinessCalendar)
    assert [fault.field for fault in caught.value.faults] == [path]
