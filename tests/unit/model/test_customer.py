"""Who: a person, or an organisation with the people who speak for it; what is left out is unknown."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from relcore.errors import FieldError, InstantError
from relcore.model import Consent, Customer, Occasion, Person
from relcore.vocabulary import Channel, ConsentBasis, CustomerKind, Purpose, RelationshipType, Wish
from tests.unit.kernel.history import day


def consent(**given: Any) -> Consent:
    known: dict[str, Any] = {
        "purpose": Purpose.MARKETING,
        "basis": ConsentBasis.CONSENT,
        "source": "form",
        "valid_from": day(1),
    }
    return Consent(**(known | given))


def person(**given: Any) -> Person:
    return Person(**({"id": "c-1", "name": "Lourdes"} | given))


def test_a_customer_who_is_a_person_is_made_of_id_and_name() -> None:
    assert Customer(id="c-1", name="Lourdes").persons == (Person(id="c-1", name="Lourdes"),)


def test_a_customer_who_is_a_person_keeps_the_person_given() -> None:
    lourdes = person(zone=ZoneInfo("Asia/Manila"))
    assert Customer(id="c-1", name="Lourdes", persons=(lourdes,)).persons == (lourdes,)


def test_a_person_is_not_several() -> None:
    two = (person(id="a"), person(id="b"))
    with pytest.raises(FieldError, match=r"Customer.persons is 2.*Set kind=CustomerKind.ORGANISATION"):
        Customer(id="c-1", name="Lourdes", persons=two)


def test_an_organisation_has_any_number_of_key_contacts() -> None:
    assert Customer(id="c-1", name="Acme", kind=CustomerKind.ORGANISATION).persons == ()
    two = (person(id="a"), person(id="b"))
    assert Customer(id="c-1", name="Acme", kind=CustomerKind.ORGANISATION, persons=two).persons == two


def test_an_organisation_has_each_contact_once() -> None:
    twice = (person(id="a"), person(id="a", name="Lou"))
    with pytest.raises(FieldError, match=r"Customer.persons is \['a', 'a'\].*Merge the doubled person"):
        Customer(id="c-1", name="Acme", kind=CustomerKind.ORGANISATION, persons=twice)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", ""),
        ("name", None),
        ("kind", "person"),
        ("persons", ("Lourdes",)),
        ("persons", [person()]),
    ],
)
def test_a_customers_field_that_cannot_hold_its_value_is_named(field: str, value: object) -> None:
    with pytest.raises(FieldError, match=f"Customer.{field}"):
        Customer(**({"id": "c-1", "name": "Lourdes"} | {field: value}))  # type: ignore[arg-type]


@pytest.mark.concept("A4")
def test_what_is_left_out_of_a_person_is_unknown_and_never_a_default() -> None:
    unknown = person()
    assert (unknown.zone, unknown.country, unknown.wanted_type, unknown.wish) == (
        None,
        None,
        None,
        Wish.UNKNOWN,
    )
    assert (unknown.consents, unknown.channels, unknown.occasions) == ((), (), ())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", ""),
        ("name", 3),
        ("other_names", "Lou"),
        ("interests", ["tea"]),
        ("needs", ("",)),
        ("unwanted", (None,)),
        ("zone", "Asia/Manila"),
        ("country", "ph"),
        ("country", "PHL"),
        ("country", "P1"),
        ("country", 63),
        ("wish", True),
        ("wanted_type", "community"),
        ("channels", ("web",)),
        ("channels", [Channel.WEB]),
        ("consents", ("form",)),
        ("consents", [consent()]),
        ("occasions", ("birthday",)),
        ("occasions", [Occasion(kind="birthday", month=2, day=29)]),
    ],
)
def test_a_persons_field_that_cannot_hold_its_value_is_named(field: str, value: object) -> None:
    with pytest.raises(FieldError, match=f"Person.{field}"):
        person(**{field: value})


def test_a_person_holds_all_that_is_known() -> None:
    known = person(
        other_names=("Lou",),
        interests=("tea",),
        needs=("an invoice",),
        unwanted=("calls",),
        occasions=(Occasion(kind="birthday", month=2, day=29),),
        zone=UTC,
        country="PH",
        wish=Wish.YES,
        wanted_type=RelationshipType.COMMUNITY,
        channels=(Channel.SMS,),
        consents=(consent(),),
    )
    assert hash(known) == hash(known)
    assert known.country == "PH"


@pytest.mark.parametrize(
    ("year", "month", "day"), [(None, 2, 29), (2024, 2, 29), (1900, 2, 28), (None, 12, 31)]
)
def test_an_occasion_is_a_day_of_the_calendar(year: int | None, month: int, day: int) -> None:
    assert Occasion(kind="birthday", month=month, day=day, year=year).day == day


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        (1900, 2, 29),
        (2023, 2, 29),
        (None, 2, 30),
        (None, 13, 1),
        (None, 1, 0),
        (None, 10**20, 1),
        (None, "1", 1),
        (None, True, 1),
        (None, 1, True),
        (True, 1, 1),
    ],
)
def test_an_occasion_that_no_calendar_has_is_refused(year: int | None, month: int, day: int) -> None:
    with pytest.raises(FieldError, match=r"Occasion is .*Correct year, month and day"):
        Occasion(kind="birthday", month=month, day=day, year=year)


def test_an_occasion_says_what_it_is() -> None:
    with pytest.raises(FieldError, match=r"Occasion.kind is ''"):
        Occasion(kind="", month=1, day=1)


def test_the_instants_of_a_consent_are_kept_in_utc() -> None:
    manila = ZoneInfo("Asia/Manila")
    given = consent(
        valid_from=datetime(2026, 3, 1, 8, tzinfo=manila),
        valid_until=datetime(2026, 4, 1, 8, tzinfo=manila),
        withdrawn_at=datetime(2026, 3, 2, 8, tzinfo=manila),
        recorded_at=datetime(2026, 3, 3, 8, tzinfo=manila),
        channel=Channel.EMAIL,
        jurisdiction="PH",
    )
    assert given.valid_from == datetime(2026, 3, 1, tzinfo=UTC)
    for kept in (given.valid_from, given.valid_until, given.withdrawn_at, given.recorded_at):
        assert kept is not None
        assert kept.tzinfo is UTC


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("purpose", "marketing"),
        ("basis", "consent"),
        ("source", ""),
        ("channel", "web"),
        ("jurisdiction", ""),
        ("valid_from", None),
    ],
)
def test_a_consents_field_that_cannot_hold_its_value_is_named(field: str, value: object) -> None:
    with pytest.raises(FieldError, match=f"Consent.{field} is "):
        consent(**{field: value})


@pytest.mark.parametrize("field", ["valid_from", "valid_until", "withdrawn_at", "recorded_at"])
def test_a_consents_instants_are_aware(field: str) -> None:
    with pytest.raises(InstantError, match=f"Consent.{field} is "):
        consent(**{field: datetime(2026, 3, 1)})  # noqa: DTZ001 (the misuse itself)


def test_a_consent_does_not_end_before_it_begins() -> None:
    assert consent(valid_until=day(1)).valid_until == day(1)
    with pytest.raises(FieldError, match=r"Consent.valid_until is .*an instant after valid_from. Swap"):
        consent(valid_from=day(2), valid_until=day(1))


def test_a_person_who_is_the_customer_bears_the_customers_id() -> None:
    with pytest.raises(FieldError, match=r"Customer\.persons\[0\]\.id is 'p-1'; expected 'c-1'"):
        Customer(id="c-1", name="Ana", persons=(Person(id="p-1", name="Ana"),))
    key_contact = (Person(id="p-1", name="Ana"),)
    kind = CustomerKind.ORGANISATION
    assert Customer(id="c-1", name="Café Luna", kind=kind, persons=key_contact).persons == key_contact
