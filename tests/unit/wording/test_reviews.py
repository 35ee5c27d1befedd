"""What a review says: how the relationship is doing and why, what falls short, what is proposed, and when to look."""

import re
from datetime import datetime

import pytest

from relcore import Relationship, explain, replay, review
from relcore.model import (
    Concern,
    Contribution,
    Decision,
    Ended,
    Health,
    Promise,
    Reason,
    Recommendation,
    SatisfactionReading,
    Score,
    ShareOfWallet,
)
from relcore.policies import InteractionDays, OfType
from relcore.policy_set import STANDARD
from relcore.vocabulary import (
    Channel,
    Comparison,
    EndReason,
    Party,
    Phase,
    Purpose,
    RelationshipType,
    Severity,
    Stage,
    Verdict,
)
from relcore.wording import describe
from tests.unit.wording import situations
from tests.unit.wording.histories import Step, at, bought, interactions, opened

REVIEWS = list(situations.reviews())


def lived(*steps: Step, type: RelationshipType = RelationshipType.LONG_TERM) -> Relationship:
    return replay(opened(type), interactions(list(steps))).relationship


def test_a_review_tells_everything_in_order_in_sentences_that_can_be_sent_on() -> None:
    relationship = lived(
        (1, bought("40.00")),
        (2, SatisfactionReading("csat", 2, Phase.AFTER_RECEIPT)),
        (3, Promise("mend it", at(5))),
        type=RelationshipType.COMMUNITY,
    )
    told = describe(review(relationship, at=at(5.5)))
    assert told.splitlines() == [
        "In awareness since 2 March 2026.",
        "By the passing of time: On 4 March 2026 an item went from open to overdue."
        " Its time limit ran until 4 March 2026, and it was not settled by then.",
        "By the passing of time: On 6 March 2026 an item went from open to broken."
        " Promised until 6 March 2026, and not delivered by then.",
        "Health stands at 51 of 100: to be watched.",
        "Trust stands at 33 of 100, which counts for 11 of 34 points.",
        "Satisfaction stands at 25 of 100, which counts for 7 of 28 points.",
        "0.13 usual gaps have passed since the last purchase, which counts for 28 points.",
        "1 concern or question is open beyond its time limit, which counts for 5 of 12 points.",
        "Not known: growth.",
        "Which way the relationship is going is not known yet.",
        "Trust stands at 33 of 100.",
        "Everybody starts from a baseline, which counts for 60 points.",
        "Reliability in keeping promises stands at 33 of 100, which takes 7 points away.",
        "The latest readings of satisfaction come to 25 of 100 on average, which takes 10 points away.",
        "1 concern is open, which takes 10 points away.",
        "1 concern or question is open beyond its time limit.",
        "To do, due by 6 March 2026: make good the broken promise."
        " It was promised until 6 March 2026, and was not kept by then.",
        "To do, due by 4 March 2026: resolve the concern. A moderate concern is open."
        " It was to be resolved by 4 March 2026.",
        "Held back: thank the customer for the purchase; how satisfied they are is known already."
        " May not be done by phone: it is not known who would be contacted.",
        "Next, from 30 August 2026: ask the customer how satisfied they are.",
        "If nothing happens, time may change something from 10 March 2026 on.",
    ]


def test_a_review_tells_what_fell_due_since_and_when_to_look_again_if_ever() -> None:
    lines = describe(review(opened(), at=at(0))).splitlines()
    assert lines[0] == "In exploration since 1 March 2026."
    assert lines[-1] == "If nothing happens, time may change something from 29 July 2026 on."
    lines = describe(review(opened(), at=at(365))).splitlines()
    assert lines[:2] == [
        "In dissolution since 29 July 2026.",
        "By the passing of time: On 29 July 2026 it moved from exploration to dissolution."
        " Silent for just over 150 days, the limit is 150 days.",
    ]
    assert "If nothing happens" not in lines[-1]


def test_a_review_tells_its_parts_as_they_are_told_alone() -> None:
    for told in REVIEWS:
        lines = describe(told).splitlines()
        assert all(line.endswith(".") for line in lines)
        text = "\n".join(lines)
        parts = [describe(told.health), describe(told.trust)]
        parts += map(describe, told.findings)
        parts += map(describe, told.actions)
        parts += map(describe, told.withheld)
        assert f"\n{chr(10).join(parts)}" in text


def test_health_that_too_little_is_known_of_is_said_to_be_unknown() -> None:
    assert describe(review(opened(), at=at(0)).health).splitlines() == [
        "It is not known how healthy the relationship is: 40% of what it is made of is known, at least 50% needed.",
        "Trust stands at 60 of 100, which counts for 45 of 75 points.",
        "No concern or question is open beyond its time limit, which counts for 25 points.",
        "Not known: satisfaction, whether a purchase is overdue and growth.",
        "Which way the relationship is going is not known yet.",
    ]


def points_told(score: Score) -> int:
    text = describe(score)
    adds = sum(int(points) for points in re.findall(r"which counts for (\d+)(?: of \d+)? points?\.", text))
    return adds - sum(int(points) for points in re.findall(r"which takes (\d+) points? away\.", text))


def test_the_points_that_are_told_add_up_to_the_score_that_is_told() -> None:
    scores = {score for told in REVIEWS for score in (told.trust, told.health.score)}
    assert len(scores) > 5
    for score in scores:
        if score.points is not None:
            assert re.search(r" stands at (\d+) of 100", describe(score)).group(1) == str(score.points)  # type: ignore[union-attr]
            assert points_told(score) == score.points


def test_points_are_told_of_all_that_there_could_be_and_one_point_is_one_point() -> None:
    parts = (
        Contribution("acme.a", 1, 1, 7, ""),
        Contribution("acme.b", -1, 0, 8, ""),
        Contribution("acme.c", 0, 0, 9, ""),
        Contribution("acme.d", 0, 1, 10, ""),
        Contribution("acme.e", 3, 20, 11, ""),
    )
    assert describe(Score("acme.score", parts)).splitlines() == [
        "acme score: 3.",
        "acme a: 7, which counts for 1 point.",
        "acme b: 8, which takes 1 point away.",
        "acme c: 9, which counts for nothing.",
        "acme d: 10, which counts for 0 of 1 point.",
        "acme e: 11, which counts for 3 of 20 points.",
    ]


def test_what_is_not_known_is_named_and_given_no_points() -> None:
    for told in REVIEWS:
        for score in (told.trust, told.health.score):
            unknown = [part.code for part in score.contributions if part.points is None]
            lines = describe(score).splitlines()
            assert len(lines) == 1 + len(score.contributions) - len(unknown) + bool(unknown)
            assert lines[-1].startswith("Not known: ") is bool(unknown)


def test_what_a_composed_code_measures_is_named_where_it_is_not_known() -> None:
    codes = ("of_type.self_service+automated", "survey.nps", "satisfaction")
    assert describe(Score("acme.score", tuple(Contribution(code, None, 9, None, "") for code in codes))) == (
        "acme score: 0.\n"
        "Not known: whether it is self-service or automated, readings by net promoter and satisfaction."
    )


def trend(**points: int | None) -> Score:
    return Score(
        "trend", tuple(Contribution(code, given, 1, given, "change") for code, given in points.items())
    )


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            trend(volume_change=1, satisfaction_change=1, breaches_change=0, concerns_change=-1),
            "The trend is rising: from one full period to the next, more was bought, satisfaction grew,"
            " as many promises were broken and more concerns came up.",
        ),
        (
            trend(volume_change=-1, satisfaction_change=None, breaches_change=-1),
            "The trend is falling: from one full period to the next, less was bought and more promises were broken.\n"
            "Not known: change in satisfaction.",
        ),
        (
            trend(volume_change=0),
            "The trend is steady: from one full period to the next, as much was bought.",
        ),
        (trend(volume_change=None), "Which way the relationship is going is not known yet."),
        (
            trend(**{"acme.points": 1}),
            "The trend is rising: from one full period to the next, acme points: rising.",
        ),
    ],
)
def test_a_trend_is_told_by_what_got_better_and_what_got_worse(told: Score, said: str) -> None:
    assert describe(told) == said


def test_the_trend_that_is_told_is_the_direction_of_health() -> None:
    directions = {told.health.direction: describe(told.health) for told in REVIEWS}
    assert len(directions) > 1
    for direction, text in directions.items():
        assert ("Which way the relationship is going is not known yet." in text) is (direction is None)
        assert direction is None or f"The trend is {direction}: " in text


def test_a_band_of_a_users_own_is_made_readable() -> None:
    told = Health(Score("health", (Contribution("trust", 80, 100, 80, "points"),)), "quite_well", trend())
    assert describe(told).splitlines()[0] == "Health stands at 80 of 100: quite well."


FOUND = {
    "unmeasured": "1 of the latest purchases has no reading of satisfaction after receipt.",
    "change_unacknowledged": "1 change of the customer's facts was not acknowledged in time.",
    "outreach_not_agreed": "No outreach was agreed, and yet the company made 2 of the latest contacts unasked.",
    "owner_not_agreed": "No representative was agreed, and yet it has a representative.",
    "not_long_term_in_practice": "Long-term was agreed, and practice does not bear it out: this episode has lasted"
    " 202 days; the two sides have dealt with each other over 12 days since the opening, at least 180 days needed.",
    "no_human_channel": "Personal assistance was agreed, and yet a channel leads to a person in 1 phase only, during"
    " the sale or after the purchase.",
    "no_active_representative": "A dedicated representative was agreed, and yet no active representative looks after"
    " it.",
    "people_reached_out": "Self-service was agreed, and yet the company made 2 of the latest contacts unasked.",
    "need_not_covered": "Self-service was agreed, and yet no help resource covers 1 of the latest needs.",
    "anonymous_automation": "Automated service recognises the individual, and yet nobody knows who the customer is.",
    "members_without_community": "No community was agreed, and yet members have dealt with each other once in this"
    " episode.",
    "learnt_without_source": "What a community teaches bears its source, and yet 2 of the latest statements do not say"
    " who made them.",
    "need_not_acknowledged": "1 need waits for a department to take notice.",
    "unroutable": "1 open concern is with nobody who can resolve it.",
    "sales_not_alerted": "Sales has not taken notice of 1 opportunity in this key customer.",
    "time_limit_passed": "2 concerns or questions are open beyond their time limits.",
    "note_missing": "Nobody wrote a note in time about 1 of the latest conversations.",
}


@pytest.mark.parametrize("name", STANDARD.advising.findings)
def test_a_finding_is_one_sentence_with_its_figures(name: str) -> None:
    assert FOUND[name] in {
        describe(found) for told in REVIEWS for found in told.findings if found.policy == name
    }


def test_every_finding_is_one_sentence_and_begins_like_one() -> None:
    for found in {found for told in REVIEWS for found in told.findings}:
        text = describe(found)
        assert (text.count(". "), text.count("\n"), text[-1]) == (0, 0, ".")
        assert text[0] == text[0].upper()


def found(name: str, *reasons: Reason) -> Decision:
    return Decision(Verdict.FOUND, name, reasons, "")


BOUGHT = Reason("purchase_days", True, 1, Comparison.AT_LEAST, 1, "days")
OF_TYPE = Reason(OfType((RelationshipType.TRANSACTIONAL,)).code, True, 1, Comparison.AT_LEAST, 1, "types")


def test_a_finding_of_a_third_party_is_made_readable_and_keeps_its_reasons() -> None:
    assert (
        describe(found("acme.late_payer", BOUGHT))
        == "Found: acme late payer. Bought on 1 day, at least 1 day needed."
    )
    assert describe(found("owner_not_agreed", OF_TYPE)) == ("Found: owner not agreed. It is transactional.")


def test_what_a_finding_lacks_keeps_what_is_required_and_what_holds_does_not() -> None:
    short = Reason(InteractionDays.code, False, 2, Comparison.AT_LEAST, 3, "days")
    assert describe(found("note_missing", BOUGHT, short, short)) == (
        "Bought on 1 day; something passed between the two sides on 2 days, at least 3 days needed."
    )


def test_an_abbreviation_keeps_its_capitals_within_a_finding() -> None:
    coded = Reason("GDPR_requests", True, 2, Comparison.AT_LEAST, 1, "")
    assert (
        describe(found("no_human_channel", coded))
        == "Personal assistance was agreed, and yet GDPR requests: 2."
    )


def proposal(
    kind: str,
    occasion: str,
    channels: tuple[Channel, ...] = (),
    due: datetime | None = None,
    reasons: tuple[Reason, ...] = (),
) -> Recommendation:
    return Recommendation(
        kind=kind,
        relationship_id="r-1",
        occasion=occasion,
        purpose=Purpose.RELATIONSHIP,
        channels=channels,
        due=due,
        reasons=reasons,
    )


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            proposal("change_type", "automated>dedicated_assistance", reasons=(BOUGHT,)),
            "Proposed: agree on dedicated personal assistance in place of automated service."
            " Bought on 1 day, at least 1 day needed.",
        ),
        (
            proposal("end_for_no_growth", "window-3"),
            "Proposed: consider an end for lack of growth, which only a person can decide.",
        ),
        (proposal("change_type", "a wish"), "Proposed: change type."),
        (proposal("acme.send_card", "i-7"), "Proposed: acme send card."),
        (proposal("call", "i-7", due=at(3)), "Proposed, due by 4 March 2026: call."),
        (
            proposal("call", "i-7", channels=(Channel.PHONE, Channel.VIDEO, Channel.IN_PERSON)),
            "Proposed by phone, by video call or in person: call.",
        ),
        (
            proposal("call", "i-7", channels=(Channel.PHONE,), due=at(3)),
            "Proposed by phone, due by 4 March 2026: call.",
        ),
    ],
)
def test_a_proposal_says_what_and_why_and_by_when(told: Recommendation, said: str) -> None:
    assert describe(told) == said


def test_an_ending_that_can_be_taken_back_says_where_it_goes_on_and_what_a_win_back_waits_for() -> None:
    concern = Concern("it broke", Severity.MODERATE)
    ended = lived((1, bought()), (2, concern), (3, Ended(EndReason.DISSATISFIED, Party.CUSTOMER)))
    lines = describe(explain(ended, at(4))).splitlines()
    assert "The ending can still be taken back, and then it goes on in awareness." in lines
    assert not [line for line in lines if "goes on in expansion" in line]
    (win_back,) = [line for line in lines if "a win-back" in line]
    assert win_back.startswith(
        "What keeps it from exploration (a win-back): The latest ending can still be taken back."
    )


def test_a_win_back_that_nothing_stands_in_the_way_of_takes_somebody_to_move_it() -> None:
    ended = lived((1, bought()), (3, Ended(EndReason.NEEDS_CHANGED, Party.CUSTOMER)))
    lines = describe(explain(ended, at(30))).splitlines()
    assert "Somebody can move it to exploration by hand (a win-back)." in lines
    assert not [line for line in lines if "taken back," in line]
    assert ended.stage is Stage.DISSOLUTION


def test_a_win_back_after_dissatisfaction_waits_for_what_is_unsettled() -> None:
    concern = Concern("it broke", Severity.MODERATE)
    ended = lived((1, concern), (2, concern), (3, Ended(EndReason.DISSATISFIED, Party.CUSTOMER)))
    (win_back,) = [line for line in describe(explain(ended, at(30))).splitlines() if "a win-back" in line]
    assert win_back == (
        "What keeps it from exploration (a win-back):"
        " 2 grievances of a dissatisfied customer who left are unsettled, none allowed."
    )


def test_a_share_of_spending_that_is_too_low_is_named_with_what_is_needed() -> None:
    low = lived((1, bought()), (1.5, ShareOfWallet(10)), (2, bought()))
    (way,) = [line for line in describe(explain(low, at(3))).splitlines() if "from expansion" in line]
    assert way == (
        "What keeps it from expansion (trust and growth):"
        " The company's share of the customer's spending is 10%, at least 20% needed."
    )


def test_a_share_of_spending_that_is_not_known_is_not_asked_for() -> None:
    grown = lived((1, bought()), (2, bought()))
    assert (
        describe(explain(grown, at(3)))
        .splitlines()[0]
        .endswith("The company's share of the customer's spending is not known, and so not asked for.")
    )
    known = lived((1, bought()), (1.5, ShareOfWallet(40)), (2, bought()))
    assert (
        describe(explain(known, at(3)))
        .splitlines()[0]
        .endswith("The company's share of the customer's spending is 40%, at least 20% needed.")
    )
