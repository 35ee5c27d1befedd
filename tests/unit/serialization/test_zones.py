"""A zone travels by its name, and only by a name."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from attrs import evolve

from relcore.errors import DocumentError, FieldError
from relcore.model import Person, Relationship
from relcore.serialization import dumps, from_document, loads, to_document
from tests.unit.serialization.examples import OPENED, VALUES


def named(zone: Any) -> Any:
    return {**to_document(VALUES["person"]), "zone": zone}


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        (UTC, "UTC"),
        (ZoneInfo("Asia/Manila"), "Asia/Manila"),
        (ZoneInfo("America/Argentina/Ushuaia"), "America/Argentina/Ushuaia"),
        (ZoneInfo("Etc/GMT+5"), "Etc/GMT+5"),
        (ZoneInfo("EST5EDT"), "EST5EDT"),
        (timezone(timedelta(hours=5, minutes=30)), "+05:30"),
        (timezone(timedelta(hours=-9, minutes=-30)), "-09:30"),
        (timezone(timedelta(seconds=-1)), "-00:00:01"),
        (timezone(timedelta(hours=23, minutes=59, seconds=59)), "+23:59:59"),
    ],
    ids=lambda value: str(value),
)
def test_a_zone_comes_back_by_its_name(zone: tzinfo, name: str) -> None:
    relationship = evolve(OPENED, zone=zone)
    assert to_document(relationship)["zone"] == name
    read = loads(dumps(relationship), Relationship)
    assert read == relationship
    assert type(read.zone) is type(zone)


@pytest.mark.parametrize("zone", [ZoneInfo("UTC"), timezone(timedelta(0), "Z")], ids=repr)
def test_there_is_one_utc(zone: tzinfo) -> None:
    assert loads(dumps(evolve(OPENED, zone=zone)), Relationship).zone is UTC


def test_every_zone_of_the_database_comes_back() -> None:
    keys = available_timezones() - {"UTC", "localtime", "Factory", "posixrules"}
    assert len(keys) > 400
    for key in keys:
        zone = from_document(named(key), Person).zone
        assert isinstance(zone, ZoneInfo)
        assert zone is ZoneInfo(key)


class _Nameless(tzinfo):
    """A zone of another library."""

    def utcoffset(self, _: datetime | None) -> timedelta:
        return timedelta(hours=1)

    def dst(self, _: datetime | None) -> None: ...

    def tzname(self, _: datetime | None) -> None: ...


class _KeyOnly(ZoneInfo):
    """A zone whose key leads nowhere."""

    @property
    def key(self) -> str:
        return "Nowhere/At_All"


@pytest.mark.parametrize(
    "zone", [_Nameless(), timezone(timedelta(microseconds=1)), _KeyOnly.no_cache("Asia/Manila")]
)
def test_a_zone_without_a_name_is_not_written(zone: tzinfo) -> None:
    with pytest.raises(FieldError, match=r"^Person\.zone is .*Use zoneinfo\.ZoneInfo\('Asia/Manila'\)"):
        to_document(Person(id="p", name="Ana", zone=zone))


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "../Asia/Manila",
        "/etc/localtime",
        "Asia/../../passwd",
        "Asia",
        "Asia/",
        "America/Argentina",
        "localtime",
        "posixrules",
        "posix/Asia/Manila",
        "right/Asia/Manila",
        "zone.tab",
        "tzdata.zi",
        "\x00",
        "Asia/Manila\x00",
        "\ud800",
        "Ásia/Manila",
        "",
        " ",
        "x" * 100_000,
        "a/" * 50_000,
        "+24:00",
        "+5:30",
        "+05:60",
        "05:30",
        "+05:30:00.5",
        "utc",
        "Asia/Manilla",
        3,
        None,
        True,
        [],
        {},
    ],
    ids=lambda name: ascii(name)[:24],
)
def test_an_absurd_zone_is_a_fault(name: object) -> None:
    if name is None:
        assert from_document(named(name), Person).zone is None
        return
    with pytest.raises(DocumentError) as caught:
        from_document({"id": "p", "name": "Ana", "zone": name}, Person)
    assert [fault.field for fault in caught.value.faults] == ["$.zone"]


@pytest.mark.parametrize(
    ("written", "meant"), [("Asia/Manilla", "Asia/Manila"), ("asia/kolkata", "Asia/Kolkata")]
)
def test_a_misspelt_zone_names_the_nearest(written: str, meant: str) -> None:
    with pytest.raises(DocumentError) as caught:
        from_document(named(written), Person)
    assert caught.value.faults[0].remedy == f"Did you mean '{meant}'?"


def test_only_keys_of_the_databases_own_shape_are_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[str] = []
    monkeypatch.setattr("relcore.serialization.zones.ZoneInfo", looked_up.append)
    strange = (
        "../../etc/passwd",
        "/etc/passwd",
        "Asia/../UTC",
        "zone.tab",
        "Asia\\Manila",
        "x" * 999,
        "a/b/c/d",
    )
    for name in strange:
        with pytest.raises(DocumentError):
            from_document({"id": "p", "name": "Ana", "zone": name}, Person)
    assert looked_up == []


def test_a_database_that_cannot_be_read_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(_: str) -> None:
        raise PermissionError

    monkeypatch.setattr("relcore.serialization.zones.ZoneInfo", unreadable)
    with pytest.raises(DocumentError) as caught:
        from_document({"id": "p", "name": "Ana", "zone": "Asia/Manila"}, Person)
    (fault,) = caught.value.faults
    assert (fault.field, fault.expected[:12]) == ("$.zone", "a time zone:")
