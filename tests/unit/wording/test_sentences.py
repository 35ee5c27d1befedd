"""What a sentence says: the facts, rounded for people; what is required; and that something is not known."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcore import Relationship, explain, replay
from relcore.errors import FieldError
from relcore.model import Reason
from relcore.vocabulary import Comparison, EdgeKind, EndReason, Party, RelationshipType, Stage
from relcore.wording import describe, sentence, silent_for, term
from relcore.wording.figures import number
from tests.unit.wording.histories import told

T = datetime(2026, 3, 3, 17, 30, tzinfo=UTC)
AT_LEAST, AT_MOST, MORE_THAN, EQUAL_TO = (
    Comparison.AT_LEAST,
    Comparison.AT_MOST,
    Comparison.MORE_THAN,
    Comparison.EQUAL_TO,
)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Reason("silence", True, 74.3, MORE_THAN, 50.0, "days"), "Silent for 74 days, the limit is 50 days"),
        (Reason("silence", False, 1.0, MORE_THAN, 50.0, "days"), "Silent for 1 day, the limit is 50 days"),
        (
            Reason("purchase_days", False, 0, AT_LEAST, 1, "days"),
            "Nothing bought so far in this episode, at least 1 day needed",
        ),
        (Reason("breaches", True, 0, AT_MOST, 0, "promises"), "No promise of the company stands broken"),
        (
            Reason("breaches", False, 2, AT_MOST, 0, "promises"),
            "2 promises of the company are broken and not made good, none allowed",
        ),
        (
            Reason("pledge", False, 0, AT_LEAST, 1, "times"),
            "No pledge so far in this episode, at least 1 needed",
        ),
        (
            Reason("trial.passed", True, 2, AT_LEAST, 1, "times"),
            "2 passed trials in this episode, at least 1 needed",
        ),
        (
            Reason("overdue", True, 7.38, AT_LEAST, 2.0, "usual gaps"),
            "7.4 usual gaps have passed since the last purchase, the limit is 2 usual gaps",
        ),
        (
            Reason("usual_gap", True, 10.0, EQUAL_TO, 10.0, "days"),
            "The usual gap between purchases is 10 days",
        ),
        (
            Reason("usual_gap", None, None, EQUAL_TO, None, "days"),
            "The usual gap between purchases is not known",
        ),
        (
            Reason("silence", None, 74.0, MORE_THAN, None, "days"),
            "Silent for 74 days, what is needed is not known",
        ),
        (
            Reason("promise_due", True, T, AT_LEAST, T, "instant"),
            "Promised until 3 March 2026, and not delivered by then",
        ),
        (Reason("owner_changed", True, "Asha_R", EQUAL_TO, "Asha_R", "owner"), "Given to Asha_R"),
        (
            Reason("known.dependence", True, 0, AT_MOST, 0, "known"),
            "The company's share of the customer's spending is not known, and so not asked for",
        ),
        (
            Reason("known.dependence", False, 1, AT_MOST, 0, "known"),
            "The company's share of the customer's spending is known, and so it counts",
        ),
        (
            Reason("dependence", False, 10, AT_LEAST, 20, "percent"),
            "The company's share of the customer's spending is 10%, at least 20% needed",
        ),
        (Reason("of_type.long_term", True, 1, AT_LEAST, 1, "types"), "It is long-term"),
        (Reason("of_type.long_term", False, 0, AT_LEAST, 1, "types"), "It is not long-term"),
        (Reason("of_type.community", True, 0, AT_MOST, 0, "types"), "It is not a community"),
        (
            Reason("of_type.self_service+automated+acme_club", False, 1, AT_MOST, 0, "types"),
            "It is self-service, automated or acme club",
        ),
        (
            Reason("of_type.self_service+automated", None, None, AT_LEAST, 1, "types"),
            "It is not known whether it is self-service or automated",
        ),
        (
            Reason("known.of_type.long_term", True, 1, AT_LEAST, 1, "known"),
            "What is known: whether it is long-term",
        ),
        (
            Reason("interaction_span", False, 0, AT_LEAST, 180, "days"),
            "The two sides have not dealt with each other after the day of the opening, at least 180 days needed",
        ),
        (
            Reason("held_conversations", False, 1, AT_LEAST, 2, "times"),
            "1 conversation took place in this episode, at least 2 needed",
        ),
        (
            Reason("ended_before", True, EndReason.LAPSED, EQUAL_TO, EndReason.LAPSED, "reason"),
            "It had ended before that took effect: lapsed in silence",
        ),
        (
            Reason("unsettled_grievances", True, 0, AT_MOST, 0, "items"),
            "No grievance of a dissatisfied customer who left is unsettled",
        ),
        (
            Reason("unsettled_grievances", False, 2, AT_MOST, 0, "items"),
            "2 grievances of a dissatisfied customer who left are unsettled, none allowed",
        ),
        (Reason("message", True, "concern", EQUAL_TO, "concern", "kind"), "This was recorded: message"),
        (Reason("known.satisfaction", True, 1, AT_LEAST, 1, "known"), "What is known: satisfaction"),
        (Reason("known.acme.points", False, 0, AT_LEAST, 1, "known"), "What is not known: acme points"),
        (
            Reason("survey.nps", True, -12.5, AT_LEAST, -20, "marks"),
            "The latest readings by net promoter come to -12, at least -20 needed",
        ),
        (Reason("low_reading", True, 2, AT_MOST, 2, "marks"), "The reading was 2, and 2 or less is low"),
        (Reason("low_reading", True, 5, AT_LEAST, 4, "marks"), "The reading was 5, and 4 or more is low"),
        (
            Reason("score_on_scale", False, Decimal("3.5"), EQUAL_TO, 3, "marks"),
            "The mark 3.5 is not on the scale of the instrument, which has whole marks only",
        ),
        (
            Reason("volume_change", True, -20.0, AT_MOST, 0, "money"),
            "From one full period to the next, purchases changed by -20.00, and growth would be more than 0.00",
        ),
        (
            Reason("volume_change", True, 0.0, AT_MOST, 0, "money"),
            "In two full periods the customer bought for the same amount",
        ),
        (
            Reason("answer_hours", False, 7.0, AT_MOST, 4, "hours"),
            "Half of the latest answers took 7 hours or less, at most 4 hours allowed",
        ),
        (Reason("key_customer", False, 0, AT_LEAST, 1, "customers"), "It is no key customer"),
        (
            Reason("cooling_off", False, 1, AT_MOST, 0, "endings"),
            "The latest ending can still be taken back",
        ),
        (
            Reason("cooling_off", True, T, AT_LEAST, T, "instant"),
            "The ending could be taken back until 3 March 2026, and was not",
        ),
        (
            Reason("withdrawn", True, "promise", EQUAL_TO, "promise", "kind"),
            "The promise was withdrawn",
        ),
        (
            Reason("withdrawn", True, "ended", EQUAL_TO, "ended", "kind"),
            "The notice of an end was withdrawn",
        ),
        (
            Reason("withdrawn", True, "withdrawn", EQUAL_TO, "withdrawn", "event"),
            "The ending was taken back",
        ),
        (
            Reason("withdrawn_by", False, Party.COMPANY, EQUAL_TO, Party.CUSTOMER, "party"),
            "It is for the customer to let it go, and not for the company",
        ),
        (
            Reason("limit_running", False, "waiting", EQUAL_TO, "running", "limit"),
            "Its time limit stands still already",
        ),
        (
            Reason("limit_running", False, "acme", EQUAL_TO, "running", "limit"),
            "Its time limit is not running",
        ),
        (
            Reason("instrument_known", False, "acme_stars", EQUAL_TO, "csat, nps", "instrument"),
            "The instrument acme stars is none of those in use: customer satisfaction and net promoter",
        ),
        (
            Reason("type_changed", True, "long_term+community+self_service", EQUAL_TO, "", "type"),
            "Both sides agreed on another type: long-term with community and self-service",
        ),
        (
            Reason("common_interest", True, "U.S. post", EQUAL_TO, "U.S. post", "topic"),
            "Both care for this: U.S. post",
        ),
        (
            Reason("no_edge", False, Stage.DISSOLUTION, EQUAL_TO, "ended.fraud", "event"),
            "No way leads on from dissolution by this: end for fraud",
        ),
    ],
)
def test_a_reason_is_told_with_its_facts(reason: Reason, said: str) -> None:
    assert sentence(reason) == said


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Reason("acme.points", False, 3, AT_LEAST, 5, "points"), "acme points: 3, at least 5 needed"),
        (
            Reason("acme.points", None, None, AT_LEAST, 5, "points"),
            "acme points: not known, at least 5 needed",
        ),
        (
            Reason("acme.tier", False, "gold", EQUAL_TO, "black", "tier"),
            "acme tier: gold, exactly black needed",
        ),
        (Reason("acme.points", False, 3, AT_LEAST, "many", "points"), "acme points: 3, at least many needed"),
        (
            Reason("acme.left", None, T, AT_LEAST, None, "instant"),
            "acme left: 3 March 2026, what is needed is not known",
        ),
        (Reason("acme.joined", True, T, EQUAL_TO, T, "instant"), "acme joined: 3 March 2026"),
        (Reason("{measured.__class__}", True, 1, AT_LEAST, 1, ""), "{measured class }: 1, at least 1 needed"),
        (
            Reason("owner_changed", False, "{x}", EQUAL_TO, "{y}", "owner"),
            "owner changed: {x}, exactly {y} needed",
        ),
    ],
)
def test_a_code_of_a_third_party_is_made_readable(reason: Reason, said: str) -> None:
    assert sentence(reason) == said


def test_instants_are_days_in_the_zone_that_is_asked_for() -> None:
    late = Reason("promise_due", True, T, AT_LEAST, datetime(2026, 3, 4, 4, 59, tzinfo=UTC), "instant")
    assert "4 March 2026" in sentence(late)
    assert "3 March 2026" in sentence(late, zone=timezone(timedelta(hours=-5)))


def test_two_instants_of_one_day_are_told_apart_by_their_time() -> None:
    late = Reason("delivered_by", False, T + timedelta(minutes=30), AT_MOST, T, "instant")
    assert (
        sentence(late)
        == "Delivered on 3 March 2026 at 18:00, too late: it was promised until 3 March 2026 at 17:30"
    )


def test_what_just_passed_its_limit_is_said_to_be_just_over_it() -> None:
    at_once = Reason("silence", True, 50.00000000001, MORE_THAN, 50.0, "days")
    assert sentence(at_once) == "Silent for just over 50 days, the limit is 50 days"
    assert "just under 2 usual gaps" in sentence(
        Reason("overdue", False, 1.9999, AT_LEAST, 2.0, "usual gaps")
    )


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_numbers_that_differ_are_told_apart(measured: float, required: float) -> None:
    said = sentence(Reason("acme.x", measured >= required, measured, AT_LEAST, required, "days"))
    found, _, needed = said.removeprefix("acme x: ").partition(", at least ")
    if required:
        assert (found == needed.removesuffix(" needed")) is (measured == required)


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (15535, "", "15,535"),
        (74.5, "days", "74"),
        (9.96, "days", "10"),
        (7.38, "usual gaps", "7.4"),
        (0.0123, "score", "0.012"),
        (0.0, "days", "0"),
        (-3, "", "-3"),
        (Decimal("1250.5"), "EUR", "1,250.5"),
        (Decimal("25.00"), "EUR", "25.00"),
        (23.456, "money", "23.46"),
        (1e-300, "score", "0"),
        (float("inf"), "days", "inf"),
    ],
)
def test_numbers_are_rounded_for_people_and_money_is_not(
    value: float | Decimal, unit: str, shown: str
) -> None:
    assert number(value, unit) == shown


def test_silence_is_told_against_the_usual_gap() -> None:
    assert silent_for(74, 10) == "Silent for 74 days, 7.4 times the usual gap of 10 days"
    assert silent_for(9, 10) == "Silent for 9 days, within the usual gap of 10 days"
    assert silent_for(3, 0) == "Silent for 3 days, within the usual gap of 0 days"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (Stage.EXPANSION, "expansion"),
        (RelationshipType.DEDICATED_ASSISTANCE, "dedicated personal assistance"),
        (EndReason.NO_GROWTH, "no part in the growth of sales"),
        ("trial.passed", "passed trial"),
        ("trust_and_growth", "trust and growth"),
        ("won_back", "a win-back"),
        ("at_risk", "at risk"),
        (EdgeKind.RESUMING, "taking back"),
        ("acme.gold_member", "acme gold member"),
    ],
)
def test_a_code_has_a_term(code: str, said: str) -> None:
    assert term(code) == said


def test_a_language_without_words_is_refused_and_named() -> None:
    refused = r"language is 'xx'; expected one of en"
    with pytest.raises(FieldError, match=refused):
        sentence(Reason("silence", True, 2.0, MORE_THAN, 1.0, "days"), "xx")
    with pytest.raises(FieldError, match=refused):
        term("phone", "xx")
    with pytest.raises(FieldError, match=refused):
        silent_for(1, 1, "xx")


def test_a_change_is_one_line_and_an_explanation_a_line_for_each_thing() -> None:
    for said in told():
        lines = describe(said).splitlines()
        assert all(line.endswith(".") for line in lines)
        assert len(lines) == 1 or hasattr(said, "ways")


def test_what_cannot_be_described_is_refused_and_it_is_said_what_can() -> None:
    opened = Relationship.open(id="r-1", customer_id="c-1", type=RelationshipType.LONG_TERM, at=T)
    what = "a Change, Decision, Explanation, Review, Health, Score, Recommendation, Action or Withheld"
    for other in (opened, replay(opened, []), None, "stage"):
        with pytest.raises(FieldError, match=what) as caught:
            describe(other)  # type: ignore[arg-type]
        assert caught.value.field == "told"


def test_an_explanation_tells_stated_endings_in_one_line_and_other_ways_each_in_theirs() -> None:
    opened = Relationship.open(id="r-1", customer_id="c-1", type=RelationshipType.LONG_TERM, at=T)
    assert describe(explain(opened, at=T)).splitlines() == [
        "In exploration since 3 March 2026.",
        "What keeps it from dissolution (a failed trial): No failed trial so far in this episode, at least 1 needed.",
        "What keeps it from dissolution (silence): Silent for 0 days, the limit is 150 days.",
        "What keeps it from awareness (the value was understood): Nothing bought so far in this episode,"
        " at least 1 day needed.",
        "It ends when somebody records an end.",
        "If nothing happens, time may change something after 31 July 2026.",
    ]
