"""Consent is judged as of the instant, and a person's own withdrawal is undone by that person alone."""

from typing import Any

import pytest

from relcore.errors import FieldError, PolicyError
from relcore.policies import Consented, Scope
from relcore.vocabulary import Channel, ConsentBasis, Party, Purpose
from tests.unit.kernel.history import MOMENT, day
from tests.unit.policies.contact.contacts import (
    ALLOWED,
    DEFERRED,
    REFUSED,
    asked,
    consent,
    person,
    recommended,
    told,
)


def found(*consents: Any, at: float = 5, rule: Consented | None = None, **given: Any) -> Any:
    """What comes of asking for marketing by email on a day, with these records."""
    what = given.pop("what", None)
    persons = (person(consents=consents, **given),)
    return asked(Consented() if rule is None else rule, what=what, persons=persons, at=day(at))


def test_marketing_without_a_record_is_refused_and_other_purposes_are_not() -> None:
    assert told(found()) == (REFUSED, "consented", ("consent.marketing", "none", "given"))
    for purpose in (Purpose.SERVICE, Purpose.RELATIONSHIP, Purpose.SURVEY):
        assert found(what=recommended(purpose)).verdict is ALLOWED


def test_a_record_allows_its_purpose_and_its_channel_and_nothing_else() -> None:
    assert found(consent()).verdict is ALLOWED
    assert found(consent(channel=Channel.EMAIL)).verdict is ALLOWED
    assert found(consent(channel=Channel.SMS)).verdict is REFUSED
    assert found(consent(Purpose.SURVEY)).verdict is REFUSED


def test_what_mixes_service_with_promotion_counts_as_promotion() -> None:
    newsletter = recommended(Purpose.SERVICE, promotes=True)
    assert found(what=newsletter).verdict is REFUSED
    assert found(consent(), what=newsletter).verdict is ALLOWED


def test_promotion_does_not_lift_the_withdrawal_of_what_it_is_mixed_with() -> None:
    newsletter = recommended(Purpose.SERVICE, promotes=True)
    objection = consent(Purpose.SERVICE, withdrawn_at=day(4))
    decision = found(consent(), objection, what=newsletter)
    assert told(decision) == (REFUSED, "consented", ("consent.service", "withdrawn", "given"))


def test_a_record_holds_from_its_first_instant_to_its_last() -> None:
    record = consent(at=day(3), valid_until=day(7))
    assert found(record, at=7).verdict is ALLOWED
    after = asked(Consented(), persons=(person(consents=(record,)),), at=day(7) + MOMENT)
    assert told(after)[2][1] == "expired"
    assert found(record, at=3).verdict is ALLOWED


def test_one_that_begins_later_is_waited_for() -> None:
    decision = found(consent(at=day(9)), at=5)
    assert (decision.verdict, decision.until) == (DEFERRED, day(9))
    assert decision.reasons[0].measured == "not_yet"


def test_one_that_is_learnt_of_later_could_not_be_gone_by_before() -> None:
    decision = found(consent(recorded_at=day(8)), at=5)
    assert (decision.verdict, decision.until) == (DEFERRED, day(8))
    assert found(consent(recorded_at=day(4)), at=5).verdict is ALLOWED


def test_one_that_is_over_before_anybody_learns_of_it_is_not_waited_for() -> None:
    assert found(consent(recorded_at=day(8), valid_until=day(7)), at=5).verdict is REFUSED


def test_a_withdrawal_takes_effect_at_its_instant() -> None:
    record = consent(withdrawn_at=day(5))
    before = asked(Consented(), persons=(person(consents=(record,)),), at=day(5) - MOMENT)
    assert before.verdict is ALLOWED
    assert told(found(record, at=5)) == (REFUSED, "consented", ("consent.marketing", "withdrawn", "given"))


def test_a_withdrawal_takes_back_what_was_given_earlier_on_whatever_basis() -> None:
    taken_back = consent(channel=Channel.EMAIL, withdrawn_at=day(4))
    for basis in ConsentBasis:
        general = consent(at=day(2), basis=basis)
        accepting = Consented(bases=tuple(ConsentBasis))
        assert found(taken_back, general, rule=accepting).verdict is REFUSED
        assert found(general, rule=accepting).verdict is ALLOWED


def test_staff_cannot_overwrite_a_persons_own_withdrawal_and_the_person_can() -> None:
    taken_back = consent(withdrawn_at=day(4))
    entered = consent(at=day(5), given_by=Party.COMPANY, source="clerk")
    relied_on = consent(at=day(5), basis=ConsentBasis.LEGITIMATE_INTEREST)
    accepting = Consented(bases=tuple(ConsentBasis))
    assert found(taken_back, entered, relied_on, at=6, rule=accepting).verdict is REFUSED
    assert found(taken_back, consent(at=day(5)), at=6).verdict is ALLOWED
    assert found(taken_back, consent(at=day(4)), at=6).verdict is REFUSED  # given at the same instant


def test_what_the_company_withdraws_ends_that_record_and_nothing_else() -> None:
    tidied = consent(withdrawn_at=day(4), withdrawn_by=Party.COMPANY)
    assert found(tidied).verdict is REFUSED
    assert found(tidied, consent(at=day(2), basis=ConsentBasis.CONSENT)).verdict is ALLOWED
    assert found(tidied, what=recommended(Purpose.SERVICE)).verdict is ALLOWED


@pytest.mark.parametrize("purpose", [Purpose.SERVICE, Purpose.RELATIONSHIP, Purpose.SURVEY])
def test_an_objection_is_heeded_whatever_the_purpose(purpose: Purpose) -> None:
    objection = consent(purpose, basis=ConsentBasis.LEGITIMATE_INTEREST, withdrawn_at=day(4))
    assert found(objection, what=recommended(purpose)).verdict is REFUSED
    assert found(objection, consent(purpose, at=day(5)), what=recommended(purpose), at=6).verdict is ALLOWED
    other = recommended(Purpose.SERVICE if purpose is not Purpose.SERVICE else Purpose.SURVEY)
    assert found(objection, what=other).verdict is ALLOWED


def test_a_reply_needs_no_consent() -> None:
    objection = consent(Purpose.SERVICE, withdrawn_at=day(4))
    assert found(objection, what=recommended(Purpose.SERVICE, reply_to="q")).verdict is ALLOWED


def test_a_withdrawal_by_one_channel_leaves_the_others_unless_it_is_absolute() -> None:
    by_text = consent(channel=Channel.SMS, withdrawn_at=day(4))
    general = consent(at=day(2))
    assert found(by_text, general).verdict is ALLOWED
    assert found(by_text, general, rule=Consented(absolute=True)).verdict is REFUSED
    elsewhere = Consented(Scope(purposes=(Purpose.MARKETING,), countries=("DE",)), absolute=True)
    assert found(by_text, general, rule=elsewhere, country="DE").verdict is REFUSED
    assert found(by_text, general, rule=elsewhere, country="PH").verdict is ALLOWED
    texts = Consented(Scope(purposes=(Purpose.MARKETING,), channels=(Channel.SMS,)), absolute=True)
    assert found(by_text, general, rule=texts).verdict is REFUSED  # by email, which needs no record there


def test_the_basis_must_be_one_that_is_accepted() -> None:
    relied_on = consent(basis=ConsentBasis.LEGITIMATE_INTEREST)
    assert found(relied_on).verdict is REFUSED
    accepting = Consented(bases=(ConsentBasis.CONSENT, ConsentBasis.LEGITIMATE_INTEREST))
    assert found(relied_on, rule=accepting).verdict is ALLOWED


def test_the_law_it_was_given_under_must_be_one_that_is_accepted() -> None:
    european = Consented(jurisdictions=("EU",))
    assert found(consent(jurisdiction="EU"), rule=european).verdict is ALLOWED
    assert found(consent(jurisdiction="IN"), rule=european).verdict is REFUSED
    assert found(consent(), rule=european).verdict is REFUSED


def test_what_is_demanded_in_some_countries_is_demanded_where_the_country_is_not_known() -> None:
    there = Consented(Scope(purposes=(Purpose.SURVEY,), countries=("DE", "FR")))
    survey = recommended(Purpose.SURVEY)
    assert found(what=survey, rule=there, country="DE").verdict is REFUSED
    assert found(what=survey, rule=there).verdict is REFUSED
    assert found(what=survey, rule=there, country="PH").verdict is ALLOWED


@pytest.mark.parametrize(
    ("error", "given"),
    [
        (FieldError, {"scope": None}),
        (FieldError, {"bases": ("consent",)}),
        (PolicyError, {"bases": ()}),
        (PolicyError, {"jurisdictions": ()}),
        (FieldError, {"jurisdictions": "EU"}),
        (FieldError, {"absolute": "yes"}),
    ],
)
def test_what_cannot_be_meant_is_refused(error: type[Exception], given: Any) -> None:
    with pytest.raises(error, match="Consented." + next(iter(given))):
        Consented(**given)


@pytest.mark.parametrize(
    "given",
    [
        {"purposes": ()},
        {"channels": ()},
        {"countries": ()},
        {"purposes": ("sms",)},
        {"countries": ("ph",)},
        {"countries": ("Philippines",)},
        {"countries": "PH"},
    ],
)
def test_a_scope_of_nothing_is_refused(given: Any) -> None:
    with pytest.raises(FieldError, match="Scope." + next(iter(given))):
        Scope(**given)
