"""Two customers that turn out to be one: what is known is united, and more restriction wins."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from relcore.errors import FieldError
from relcore.model import ERASED, Block, Consent, Customer, Occasion, Person, erase
from relcore.portfolio import MergedCustomer, merge_customers, unmerge
from relcore.vocabulary import (
    Channel,
    ConsentBasis,
    ContactBlock,
    CustomerKind,
    Party,
    Purpose,
    RelationshipType,
    Wish,
)
from tests.properties.told import day

MANILA, BERLIN = ZoneInfo("Asia/Manila"), ZoneInfo("Europe/Berlin")


def person(id: str, **fields: Any) -> Customer:
    name = fields.pop("name", "Lourdes")
    return Customer(id=id, name=name, persons=(Person(id=id, name=name, **fields),))


def consent(**given: Any) -> Consent:
    known: dict[str, Any] = {
        "purpose": Purpose.MARKETING, "basis": ConsentBasis.CONSENT, "source": "form", "valid_from": day(1),
    }  # fmt: skip
    return Consent(**(known | given))


def merged(one: Customer, other: Customer, into: str = "c-1") -> MergedCustomer:
    found = merge_customers(one, other, into=into)
    assert found == merge_customers(other, one, into=into)
    assert unmerge(found) == (one, other)
    return found


def the_one(**fields: tuple[Any, Any]) -> Person:
    """What becomes of two records that differ in these fields."""
    first, second = ({name: both[side] for name, both in fields.items()} for side in (0, 1))
    (found,) = merged(person("c-1", **first), person("c-2", **second)).customer.persons
    return found


def conflicts(found: MergedCustomer) -> dict[str, tuple[dict[str, str], str | None]]:
    return {one.field: ({c.by: c.value for c in one.claims}, one.chosen) for one in found.conflicts}


# --- who it is


@pytest.mark.parametrize("into", ["c-1", "c-2", "m"])
def test_two_persons_become_one_person_of_the_id_that_survives(into: str) -> None:
    found = merged(person("c-1"), person("c-2"), into)
    assert found.customer == person(into)
    assert found.conflicts == ()


def test_the_name_of_the_id_that_survives_is_preferred_and_the_other_is_kept() -> None:
    found = merged(person("c-1", name="Lou", other_names=("Lulu",)), person("c-2"), "c-2")
    assert (found.customer.name, found.customer.persons[0].other_names) == ("Lourdes", ("Lulu", "Lou"))
    assert conflicts(found) == {
        "Customer.name": ({"c-1": "Lou", "c-2": "Lourdes"}, "Lourdes"),
        "persons['c-2'].name": ({"c-1": "Lou", "c-2": "Lourdes"}, "Lourdes"),
    }


def test_a_person_who_is_an_organisation_too_is_one_of_its_key_contacts() -> None:
    bakery = Customer(id="c-1", name="Cruz & Co.", kind=CustomerKind.ORGANISATION, business="bakery")
    found = merged(bakery, person("c-2"), "c-1").customer
    assert (found.kind, found.name, found.business) == (CustomerKind.ORGANISATION, "Cruz & Co.", "bakery")
    assert found.persons == person("c-2").persons


def test_the_people_of_two_organisations_are_united_by_their_ids() -> None:
    ana, bo = Person(id="p-1", name="Ana"), Person(id="p-2", name="Bo")
    one = Customer(id="c-1", name="x", kind=CustomerKind.ORGANISATION, persons=(bo, ana))
    other = evolve(one, id="c-2", persons=(evolve(ana, interests=("tea",)),))
    assert merged(one, other).customer.persons == (evolve(ana, interests=("tea",)), bo)


def test_it_is_known_and_a_key_customer_if_either_is() -> None:
    one, other = evolve(person("c-1"), identified=False), evolve(person("c-2"), is_key=True)
    found = merged(one, other)
    assert (found.customer.identified, found.customer.is_key) == (True, True)
    assert conflicts(found) == {
        "Customer.identified": ({"c-1": "False", "c-2": "True"}, "True"),
        "Customer.is_key": ({"c-1": "False", "c-2": "True"}, "True"),
    }


def test_of_two_lines_of_business_that_of_the_id_that_survives_is_chosen() -> None:
    one, other = evolve(person("c-1"), business="bakery"), evolve(person("c-2"), business="school")
    found = merged(one, other, "c-2")
    assert conflicts(found) == {"Customer.business": ({"c-1": "bakery", "c-2": "school"}, "school")}


def test_what_is_known_of_either_is_known() -> None:
    birthday = Occasion(kind="birthday", month=3, day=1)
    found = the_one(
        interests=(("tea",), ("roses", "tea")),
        needs=(("quiet",), ()),
        unwanted=((), ("calls",)),
        occasions=((birthday,), (evolve(birthday, year=1960), evolve(birthday, kind="wedding"))),
        channels=((Channel.SMS,), (Channel.EMAIL, Channel.SMS)),
        zone=(None, MANILA),
        country=(None, "PH"),
    )
    assert (found.interests, found.needs, found.unwanted) == (("tea", "roses"), ("quiet",), ("calls",))
    assert found.occasions == (evolve(birthday, year=1960), evolve(birthday, kind="wedding"))
    assert found.channels == (Channel.SMS, Channel.EMAIL)
    assert (found.zone, found.country) == (MANILA, "PH")


# --- what protects


@pytest.mark.parametrize(
    ("zones", "countries"), [((MANILA, BERLIN), ("PH", "PH")), ((MANILA, None), ("PH", "DE"))]
)
def test_of_two_places_neither_is_known(zones: Any, countries: Any) -> None:
    found = the_one(zone=zones, country=countries)
    assert (found.zone, found.country) == (None, None)


def test_two_places_are_a_conflict_that_somebody_has_to_decide() -> None:
    found = merged(person("c-1", zone=MANILA, country="PH"), person("c-2", zone=BERLIN, country="DE"))
    assert conflicts(found) == {
        "persons['c-1'].zone": ({"c-1": "Asia/Manila", "c-2": "Europe/Berlin"}, None),
        "persons['c-1'].country": ({"c-1": "PH", "c-2": "DE"}, None),
    }


@pytest.mark.parametrize(
    ("wishes", "stricter"),
    [((Wish.YES, Wish.NO), Wish.NO), ((Wish.YES, Wish.UNKNOWN), Wish.UNKNOWN), ((Wish.YES,) * 2, Wish.YES)],
)
def test_the_stricter_wish_holds(wishes: tuple[Wish, Wish], stricter: Wish) -> None:
    assert the_one(wish=wishes).wish is stricter


def test_the_lesser_type_that_is_wanted_holds() -> None:
    served, closest = RelationshipType.SELF_SERVICE, RelationshipType.DEDICATED_ASSISTANCE
    assert the_one(wanted_type=(closest, served)).wanted_type is served
    assert the_one(wanted_type=(closest, None)).wanted_type is closest


def test_every_block_holds() -> None:
    legal = Block(kind=ContactBlock.LEGAL, source="court order", since=day(1))
    fraud = evolve(legal, kind=ContactBlock.FRAUD)
    assert the_one(blocks=((legal,), (fraud, legal))).blocks == (legal, fraud)


def test_a_consent_in_one_record_is_a_conflict_and_no_consent() -> None:
    """Somebody can ask, or give it again for the one person."""
    found = merged(person("c-1", consents=(consent(),)), person("c-2"))
    assert found.customer.persons[0].consents == ()
    assert conflicts(found) == {"persons['c-1'].consents": ({"c-1": "marketing.any", "c-2": "none"}, "none")}


def test_a_consent_in_both_records_holds_while_both_do() -> None:
    first = consent(channel=Channel.EMAIL, valid_until=day(30), recorded_at=day(2), source="a call")
    second = consent(valid_from=day(5), given_by=Party.COMPANY)
    (found,) = the_one(consents=((first,), (second,))).consents
    assert the_one(consents=((second,), (first,))).consents == (found,)
    assert found == consent(
        channel=Channel.EMAIL,
        source="a call + form",
        valid_from=day(1),
        recorded_at=day(5),
        valid_until=day(30),
        given_by=Party.COMPANY,
    )


@pytest.mark.parametrize(
    "other",
    [
        consent(purpose=Purpose.SURVEY),
        consent(basis=ConsentBasis.CONTRACT),
        consent(jurisdiction="EU"),
        consent(channel=Channel.SMS),
        consent(valid_from=day(8)),
        consent(valid_from=day(3), recorded_at=day(8)),
    ],
)
def test_consents_to_different_things_or_times_are_none(other: Consent) -> None:
    one = consent(channel=Channel.EMAIL, valid_until=day(7))
    assert the_one(consents=((one,), (other,))).consents == ()


def test_what_the_company_withdrew_in_one_record_ends_there() -> None:
    ended = consent(withdrawn_at=day(9), withdrawn_by=Party.COMPANY)
    assert the_one(consents=((consent(),), (ended,))).consents == (evolve(ended, recorded_at=day(1)),)
    before = consent(withdrawn_at=day(1), withdrawn_by=Party.COMPANY)
    assert the_one(consents=((consent(),), (before,))).consents == ()


@pytest.mark.parametrize(("recorded", "known"), [(None, day(9)), (day(12), day(12))])
def test_every_objection_holds_and_permits_nothing_before_it(recorded: Any, known: Any) -> None:
    taken_back = consent(withdrawn_at=day(9), recorded_at=recorded)
    assert the_one(consents=((), (taken_back,))).consents == (evolve(taken_back, recorded_at=known),)


def test_equal_records_stay_as_they_are() -> None:
    known = (consent(), consent(withdrawn_at=day(9)))
    assert the_one(consents=(known, known), wish=(Wish.YES, Wish.NO)).consents == known
    assert the_one(consents=(known, known)).consents == known


# --- erased


def test_who_was_erased_and_is_known_again_is_known_and_not_approached() -> None:
    gone = erase(person("c-1"), day(9))
    found = merged(gone, person("c-2", wish=Wish.YES))
    assert (found.customer.name, found.customer.erased_at) == ("Lourdes", None)
    assert found.customer.persons[0].blocks == gone.persons[0].blocks
    assert found.customer.persons[0].wish is Wish.NO
    told = conflicts(found)
    assert told["Customer.erased_at"] == ({"c-1": day(9).isoformat(), "c-2": "no"}, None)
    assert "persons['c-1'].name" not in told


def test_two_who_were_erased_are_one_who_was() -> None:
    found = merged(erase(person("c-1"), day(9)), erase(person("c-2"), day(5)))
    assert (found.customer.name, found.customer.erased_at) == (ERASED, day(5))


# --- misuse


@pytest.mark.parametrize(
    ("second", "into", "message"),
    [
        ("c-2", "c-1", "second is 'c-2'; expected a Customer. Load the two customers."),
        (person("c-1"), "c-1", r"Customer.id is \['c-1', 'c-1'\]; expected different customers"),
        (person("c-2"), "", "into is ''"),
    ],
)
def test_bad_input_is_named(second: Any, into: str, message: str) -> None:
    with pytest.raises(FieldError, match=message):
        merge_customers(person("c-1"), second, into=into)


def test_what_was_merged_holds_customers() -> None:
    with pytest.raises(FieldError, match=r"MergedCustomer\.originals"):
        MergedCustomer(("c-1",), person("c-1"))  # type: ignore[arg-type]
    with pytest.raises(FieldError, match=r"MergedCustomer\.customer"):
        MergedCustomer((person("c-1"),), "c-1")  # type: ignore[arg-type]


def test_a_zone_and_a_country_of_different_records_are_not_put_together() -> None:
    """Whoever knew only one of them was careful about the other."""
    found = merged(person("c-1", zone=MANILA), person("c-2", country="US"))
    (one,) = found.customer.persons
    assert (one.zone, one.country) == (None, None)
    assert conflicts(found) == {"persons['c-1'].whereabouts": ({"c-1": str(MANILA), "c-2": "US"}, None)}
    (one,) = merged(person("c-1", zone=MANILA, country="PH"), person("c-2", country="PH")).customer.persons
    assert (one.zone, one.country) == (MANILA, "PH")
