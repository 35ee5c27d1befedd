"""The zones of a country are all that the time zone database lists, and a country is never half known."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from relcore import Customer, Recommendation, Relationship, RelationshipType, may_contact
from relcore.errors import FieldError
from relcore.model import Company, Person
from relcore.serialization import country_zones, dumps, loads
from relcore.serialization.countries import KEYS
from relcore.vocabulary import Channel, Purpose, Verdict

EVENING = datetime(2026, 3, 2, 2, tzinfo=UTC)  # 21:00 in New York, 18:00 in Los Angeles


@pytest.fixture
def cold() -> Iterator[None]:
    country_zones.cache_clear()
    yield
    country_zones.cache_clear()


def listed() -> dict[str, list[str]]:
    """What the installed ``zone.tab`` lists."""
    pytest.importorskip("tzdata")
    rows = files("tzdata.zoneinfo").joinpath("zone.tab").read_text("utf-8").splitlines()
    found: dict[str, list[str]] = {}
    for row in rows:
        if not row.startswith("#"):
            country, _, key, *_ = row.split("\t")
            found.setdefault(country, []).append(key)
    return found


def test_every_country_that_the_database_lists_has_all_of_its_zones() -> None:
    found = listed()
    if import_module("tzdata").IANA_VERSION == "2026f":
        assert {country: keys.split() for country, keys in KEYS.items()} == found
    assert found.keys() == KEYS.keys()


@pytest.mark.usefixtures("cold")
def test_every_key_of_the_table_is_a_zone() -> None:
    zones = country_zones()
    assert zones.keys() == KEYS.keys()
    for country, keys in KEYS.items():
        assert zones[country] == tuple(map(ZoneInfo, keys.split())) != ()


@pytest.mark.parametrize(
    ("country", "offsets"),
    [("PH", {8}), ("IN", {5.5}), ("DE", {1}), ("US", {-5, -6, -7, -8, -9, -10}), ("RU", set(range(2, 13)))],
)
def test_a_country_has_the_clocks_that_it_has(country: str, offsets: set[float]) -> None:
    hour = timedelta(hours=1)
    shown = {(zone.utcoffset(datetime(2026, 1, 15)) or hour * 0) / hour for zone in country_zones()[country]}  # noqa: DTZ001
    assert shown == offsets


def test_a_code_is_one_of_two_capital_letters_as_a_person_has_it() -> None:
    for country in KEYS:
        assert Person(id="p", name="Ana", country=country).country == country


def test_a_company_takes_them_and_they_travel_by_their_keys() -> None:
    company = Company(zones=country_zones())
    found = loads(dumps(company), Company)
    assert found == company
    assert found.zones is not None
    assert found.zones["PH"] == (ZoneInfo("Asia/Manila"),)


@pytest.mark.parametrize(
    ("country", "verdict"), [("US", Verdict.DEFERRED), ("CA", Verdict.DEFERRED), ("PH", Verdict.ALLOWED)]
)
def test_a_person_of_an_unknown_zone_is_left_alone_while_it_is_night_anywhere_in_the_country(
    country: str, verdict: Verdict
) -> None:
    ana = Customer(id="c-1", name="Ana")
    ana = evolve(ana, persons=(evolve(ana.persons[0], country=country),))
    opened = Relationship.open(
        id="r-1", customer_id="c-1", type=RelationshipType.LONG_TERM, at=EVENING - timedelta(days=9)
    )
    asked = Recommendation(
        kind="thanks",
        relationship_id="r-1",
        occasion="i-1",
        purpose=Purpose.RELATIONSHIP,
        channels=(Channel.PHONE,),
    )
    company = Company(zones=country_zones())
    assert may_contact(asked, opened, ana, at=EVENING, company=company).verdict is verdict


@pytest.mark.usefixtures("cold")
def test_a_database_that_lacks_one_zone_gives_no_country_half(monkeypatch: pytest.MonkeyPatch) -> None:
    def old(key: str) -> Any:
        if key == "Europe/Kyiv":
            raise LookupError
        return ZoneInfo(key)

    monkeypatch.setattr("relcore.serialization.zones.ZoneInfo", old)
    with pytest.raises(
        FieldError, match=r"^country_zones\['UA'\] is 'Europe/Kyiv'.*Install the package tzdata"
    ):
        country_zones()
