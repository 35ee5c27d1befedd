"""The closed sets are closed, and their codes are stable: documents hold them."""

from enum import StrEnum

import pytest

from relcore import vocabulary
from relcore.vocabulary import Department, RelationshipType, Stage

CODES = {
    "CountedAs": "day episode_day further cancelled",
    "ContactBlock": "legal fraud ceased do_not_contact",
    "Priority": "promise concern courtesy commercial",
    "Technology": "low mid high",
    "Anchor": "stage episode engaged",
    "Aspect": "stage type role owner item ending rules",
    "Channel": "in_person phone video voicemail email sms chat social post web app store community internal",
    "Comparison": "at_least at_most more_than less_than equal_to",
    "ConsentBasis": "consent contract legitimate_interest legal_obligation",
    "CustomerKind": "person organisation",
    "Department": "marketing sales technical_support customer_service",
    "Direction": "inbound outbound internal between_customers",
    "EdgeKind": "forward backward ending reopening resuming manual",
    "EndReason": (
        "dissatisfied better_elsewhere needs_changed no_growth fraud legal trial_failed ceased lapsed"
    ),
    "GiftTie": "company business purchase",
    "LeapDay": "omit february_28 march_1",
    "Party": "customer company nobody",
    "Phase": "before_receipt during_receipt after_receipt",
    "Purpose": "service relationship survey marketing",
    "RelationshipType": (
        "transactional long_term personal_assistance dedicated_assistance self_service automated community"
    ),
    "Role": "prospect customer employee partner supplier",
    "Severity": "minor moderate grave",
    "Stage": "exploration awareness expansion commitment dissolution",
    "StatementTopic": "value motive need unwanted interest comment",
    "Status": "recorded late repeated",
    "SurveyMethod": "mean top_two_box net_promoter",
    "Trend": "rising steady falling",
    "TrialOutcome": "started passed failed",
    "Verdict": "moved stayed changed refused found allowed deferred assigned",
    "Wish": "unknown yes no",
}


def test_the_closed_sets_are_these_and_no_others() -> None:
    assert set(vocabulary.__all__) == set(CODES)


@pytest.mark.parametrize("name", sorted(CODES))
def test_codes_are_stable_because_documents_hold_them(name: str) -> None:
    closed: type[StrEnum] = getattr(vocabulary, name)
    assert [member.value for member in closed] == CODES[name].split()


@pytest.mark.parametrize("name", sorted(CODES))
def test_a_member_is_its_code_and_is_named_after_it(name: str) -> None:
    closed: type[StrEnum] = getattr(vocabulary, name)
    for member in closed:
        assert str(member) == member.value == member.name.lower()


@pytest.mark.concept("A1")
def test_a_company_deals_with_customers_in_four_departments() -> None:
    assert len(Department) == 4
    with pytest.raises(ValueError, match=r"accounting"):
        Department("accounting")


def test_there_are_seven_types_of_relationship_and_five_stages() -> None:
    assert (len(RelationshipType), len(Stage)) == (7, 5)
