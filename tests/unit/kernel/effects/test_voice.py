"""What customers let us know: readings by known instruments, statements by topic, shares, and who brought them."""

from decimal import Decimal
from typing import Any

import pytest

from relcore.kernel import review
from relcore.model import (
    Introduction,
    Knowledge,
    KnownShare,
    OpenItem,
    Reading,
    Relationship,
    Said,
    SatisfactionReading,
    ShareOfWallet,
    Statement,
)
from relcore.policies import Instrument
from relcore.policy_set import STANDARD, Memory
from relcore.vocabulary import (
    Aspect,
    Direction,
    Party,
    Phase,
    RelationshipType,
    Role,
    Severity,
    Stage,
    StatementTopic,
)
from tests.unit.kernel.history import (
    HOUR,
    MOMENT,
    after,
    day,
    happened,
    items,
    note,
    opened,
    purchase,
    reading,
    refused,
    resolved,
    taken_back,
    then,
    told,
    under,
)

P1, P2 = purchase("p1", day(2)), purchase("p2", day(3))
GUESS = reading("g", day(4), 1, by=Party.COMPANY)


def measured(relationship: Relationship) -> list[str | None]:
    return [p.measured_by for p in relationship.recent_purchases]


def unmeasured(relationship: Relationship, at: Any) -> list[tuple[str, ...]]:
    findings = review(relationship, at=at).findings
    return [d.reasons[0].evidence for d in findings if d.policy == "unmeasured"]


@pytest.mark.concept("A2")
def test_a_reading_is_kept_with_its_instrument_score_and_phase() -> None:
    known = after(P1, reading("r", day(4), 4, about="p1")).knowledge
    assert known.readings == (
        Reading("r", day(4), "csat", 4, 75, Phase.AFTER_RECEIPT, low=False, about="p1"),
    )
    assert (known.proxies, after(P1).knowledge) == ((), Knowledge())


@pytest.mark.concept("A2")
def test_a_reading_after_receipt_measures_the_purchase_that_it_is_about() -> None:
    assert measured(after(P1, P2, reading("r", day(4), 4, about="p1"))) == ["r", None]


@pytest.mark.concept("A2")
def test_a_reading_about_nothing_measures_the_latest_purchase_that_stands() -> None:
    assert measured(after(P1, P2, reading("r", day(4), 4))) == [None, "r"]
    gone = taken_back("c", day(3.5), "p2", cancels=True)
    assert measured(after(P1, P2, gone, reading("r", day(4), 4))) == ["r", None]


@pytest.mark.concept("A2")
@pytest.mark.parametrize(
    "said",
    [
        reading("r", day(4), 4, phase=Phase.BEFORE_RECEIPT),
        reading("r", day(4), 4, phase=Phase.DURING_RECEIPT),
        reading("r", day(4), 4, by=Party.COMPANY),
        reading("r", day(4), 4, "unheard of"),
        reading("r", day(4), 9),
        reading("r", day(4), 4, about="a trial"),
        note("r", day(4)),
    ],
    ids=["before", "during", "a guess", "unknown", "off its scale", "about something else", "a note"],
)
def test_nothing_else_measures_a_purchase(said: Any) -> None:
    assert measured(after(P1, P2, said)) == [None, None]


@pytest.mark.concept("A2")
def test_a_purchase_is_measured_once() -> None:
    again = after(P1, reading("r", day(4), 4, about="p1"), reading("s", day(5), 2, about="p1"))
    assert measured(again) == ["r"]
    assert [r.id for r in again.knowledge.readings] == ["r", "s"]


@pytest.mark.concept("A2")
def test_a_purchase_that_nobody_measured_in_time_is_found_and_one_that_was_is_not() -> None:
    bought = after(P1, P2)
    midnight = day(33) - 9 * HOUR  # the thirtieth day after the purchase day is over
    assert unmeasured(bought, midnight - MOMENT) == []
    assert unmeasured(bought, midnight) == [("p1",)]
    assert unmeasured(bought, day(40)) == [("p1", "p2")]
    assert unmeasured(after(P1, P2, reading("r", day(4), 4, about="p1")), day(40)) == [("p2",)]
    assert unmeasured(after(P1, taken_back("c", day(3), "p1", cancels=True)), day(40)) == []


@pytest.mark.concept("A2")
def test_what_is_unmeasured_is_unknown_and_never_neutral() -> None:
    def satisfaction(relationship: Relationship) -> tuple[int | None, Any]:
        parts = review(relationship, at=day(40)).trust.contributions
        return next((p.points, p.measured) for p in parts if p.code == "lasting_satisfaction")

    assert satisfaction(after(P1)) == (None, None)
    assert satisfaction(after(P1, reading("r", day(4), 3))) == (0, 50)


@pytest.mark.concept("A7")
def test_only_the_customers_own_readings_are_readings_and_a_guess_is_kept_apart() -> None:
    guessed = then(GUESS, P1)
    known = guessed.relationship.knowledge
    assert ([r.id for r in known.readings], [r.id for r in known.proxies]) == ([], ["g"])
    assert known.proxies[0].low
    assert (guessed.changes, dict(guessed.relationship.items)) == ((), {})
    assert measured(guessed.relationship) == [None]


@pytest.mark.concept("A7")
def test_a_guess_moves_neither_trust_nor_health_nor_a_window() -> None:
    plain, guessed = review(after(P1), at=day(4)), review(after(P1, GUESS), at=day(4))
    assert (guessed.trust, guessed.health) == (plain.trust, plain.health)
    assert after(P1, GUESS).windows == after(P1).windows
    own = review(after(P1, reading("g", day(4), 1)), at=day(4))
    assert own.trust.points is not None
    assert plain.trust.points is not None
    assert own.trust.points < plain.trust.points


def test_readings_and_guesses_are_remembered_up_to_a_bound_each() -> None:
    many = [reading(f"r{n}", day(2 + n), 5) for n in range(4)]
    guesses = [reading(f"s{n}", day(10 + n), 5, by=Party.COMPANY) for n in range(4)]
    known = after(*many, *guesses, policies=under(memory=Memory(readings=2, proxies=1))).knowledge
    assert ([r.id for r in known.readings], [r.id for r in known.proxies]) == (["r2", "r3"], ["s3"])


def test_a_reading_counts_in_its_window_with_its_points() -> None:
    windows = after(reading("r", day(2), 5), reading("s", day(3), 2)).windows
    assert windows is not None
    assert [(w.readings, w.points, w.concerns) for w in windows.latest] == [(2, 125, 1)]


@pytest.mark.concept("E1")
def test_a_low_reading_opens_exactly_one_concern_that_is_linked_to_it() -> None:
    low = then(reading("r", day(2), 2, about="p1"))
    assert items(low.changes) == [("r", None, "open")]
    (change,) = low.changes
    (reason,) = change.reasons
    assert (change.decision.policy, change.cause, reason.evidence) == ("low_reading", "r", ("r",))
    assert (reason.code, reason.measured, reason.comparison, reason.required) == (
        "low_reading",
        2,
        "at_most",
        2,
    )
    assert dict(low.relationship.items) == {
        "r": OpenItem(
            id="r",
            kind="concern",
            opened_at=day(2),
            by=Party.CUSTOMER,
            due=day(3) + 8 * HOUR,
            severity=Severity.MODERATE,
        )
    }


# Of each instrument: the best mark that is low, the next better one, and how the two are compared.
DIRECTIONS = [
    ("csat", 2, 3, "at_most"),
    ("nps", 6, 7, "at_most"),
    ("ces", 3, 4, "at_most"),
    ("ces_2010", 4, 3, "at_least"),
    ("rating", Decimal("0.4"), Decimal("0.41"), "at_most"),
]


@pytest.mark.concept("E1")
@pytest.mark.parametrize(
    ("instrument", "low", "better", "comparison"), DIRECTIONS, ids=lambda value: str(value)
)
def test_each_instrument_says_itself_which_marks_are_low(
    instrument: str, low: Any, better: Any, comparison: str
) -> None:
    def said(score: Any) -> Any:
        return happened("r", day(2), SatisfactionReading(instrument, score, Phase.AFTER_RECEIPT))

    complained = then(said(low))
    assert items(complained.changes) == [("r", None, "open")]
    assert [reason.comparison for c in complained.changes for reason in c.reasons] == [comparison]
    assert (then(said(better)).changes, dict(after(said(better)).items)) == ((), {})
    assert set(STANDARD.folding.instruments) == {row[0] for row in DIRECTIONS}


@pytest.mark.concept("E1")
def test_every_low_reading_opens_a_concern_of_its_own_and_a_good_one_closes_none() -> None:
    bad_and_good = (reading("r", day(2), 1), reading("s", day(3), 2), reading("t", day(4), 5))
    assert list(after(*bad_and_good).items) == ["r", "s"]
    assert list(after(*bad_and_good, resolved("u", day(5), "r")).items) == ["s"]


@pytest.mark.concept("E1")
def test_how_much_the_concern_weighs_is_the_instruments_own() -> None:
    grave = Instrument(worst=1, best=5, low=1, severity=Severity.GRAVE)
    policies = under(instruments={"exit": grave})
    said = happened("r", day(2), SatisfactionReading("exit", 1, Phase.AFTER_RECEIPT))
    assert after(said, policies=policies).items["r"].severity is Severity.GRAVE
    grown = (P1, happened("r", day(2.5), said.content), P2)
    assert after(*grown, policies=policies).stage is Stage.AWARENESS
    assert after(*grown, resolved("s", day(4), "r", lessons=True), policies=policies).stage is Stage.EXPANSION


@pytest.mark.concept("A2", "E1")
@pytest.mark.parametrize(
    ("instrument", "score", "reason"),
    [
        ("mood", 1, ("instrument_known", "mood", "ces, ces_2010, csat, nps, rating")),
        ("csat", 0, ("score_on_scale", 0, 1)),
        ("csat", 6, ("score_on_scale", 6, 5)),
        ("ces_2010", 0, ("score_on_scale", 0, 1)),
        ("ces_2010", 6, ("score_on_scale", 6, 5)),
        ("csat", Decimal("1.5"), ("score_on_scale", Decimal("1.5"), 1)),
        ("rating", 2, ("score_on_scale", 2, 1)),
    ],
)
def test_what_no_known_instrument_measures_is_recorded_and_counts_for_nothing(
    instrument: str, score: Any, reason: Any
) -> None:
    odd = then(happened("r", day(4), SatisfactionReading(instrument, score, Phase.AFTER_RECEIPT)), P1)
    assert refused(odd) == [reason]
    assert (odd.changes, odd.relationship.knowledge, measured(odd.relationship)) == ((), Knowledge(), [None])
    assert odd.relationship.tallies["satisfaction_reading"].count == 1
    assert dict(odd.relationship.items) == {}


def test_where_no_instrument_is_known_the_refusal_says_so() -> None:
    none_known = then(reading("r", day(4), 1), policies=under(instruments={}))
    assert refused(none_known) == [("instrument_known", "csat", "none")]


@pytest.mark.concept("A4")
def test_why_customers_buy_is_kept_as_they_said_it_and_is_else_unknown() -> None:
    why = Statement(StatementTopic.MOTIVE, "it reminds me of home")
    assert after(P1, happened("s", day(4), why, by="asha")).knowledge.said["motive"] == (
        Said("s", "it reminds me of home", None, "asha"),
    )
    assert "motive" not in after(P1).knowledge.said
    assert after(P1).recent_purchases[0].motive is None


@pytest.mark.concept("E2d")
def test_a_comment_is_kept_by_its_theme_with_its_source_and_is_no_complaint() -> None:
    comment = Statement(StatementTopic.COMMENT, "the lid is stiff", "packaging")
    heard = then(happened("s", day(2), comment, by="asha"))
    assert heard.relationship.knowledge.said["comment"] == (
        Said("s", "the lid is stiff", "packaging", "asha"),
    )
    assert (heard.changes, dict(heard.relationship.items)) == ((), {})


def test_the_latest_statements_of_each_topic_are_remembered() -> None:
    said = [
        happened(f"s{n}{topic}", day(2 + n), Statement(topic, f"number {n}"))
        for n in range(3)
        for topic in (StatementTopic.INTEREST, StatementTopic.VALUE)
    ]
    known = after(*said, policies=under(memory=Memory(statements=2))).knowledge.said
    assert {topic: [one.text for one in latest] for topic, latest in known.items()} == {
        "interest": ["number 1", "number 2"],
        "value": ["number 1", "number 2"],
    }


@pytest.mark.concept("B7")
def test_what_members_tell_is_kept_with_its_source_and_without_one_it_is_found() -> None:
    community = opened(type=RelationshipType.COMMUNITY)
    tip = Statement(StatementTopic.INTEREST, "cold brew")
    told_by = happened("s", day(2), tip, by="ben", direction=Direction.BETWEEN_CUSTOMERS)
    told_by_nobody = happened("t", day(3), tip, direction=Direction.BETWEEN_CUSTOMERS)
    learnt = after(told_by, relationship=community)
    assert learnt.knowledge.said["interest"][0].by == "ben"
    assert [d.policy for d in review(learnt, at=day(4)).findings] == []
    both = review(after(told_by, told_by_nobody, relationship=community), at=day(4)).findings
    assert [(d.policy, d.reasons[-1].evidence) for d in both] == [("learnt_without_source", ("t",))]


@pytest.mark.concept("C3")
def test_a_share_that_is_known_to_be_small_stands_in_the_way_of_expansion_and_an_unknown_one_does_not() -> (
    None
):
    def share(percent: int) -> Any:
        return happened("s", day(2.5), ShareOfWallet(percent))

    assert after(P1, P2).stage is Stage.EXPANSION
    assert after(P1, share(19), P2).stage is Stage.AWARENESS
    assert after(P1, share(20), P2).stage is Stage.EXPANSION
    assert after(P1, share(19), P2, happened("t", day(4), ShareOfWallet(50))).stage is Stage.EXPANSION


def test_of_shares_the_latest_statement_counts() -> None:
    assert after(P1).knowledge.share is None
    twice = (happened("s", day(2), ShareOfWallet(10)), happened("t", day(3), ShareOfWallet(0)))
    assert after(*twice).knowledge.share == KnownShare("t", 0)


@pytest.mark.concept("E4d")
def test_the_introduction_that_brought_a_prospect_is_its_source_and_a_later_one_is_not() -> None:
    brought = happened("i", day(1), Introduction("ben"))
    again = happened("j", day(2), Introduction("a fair"))
    assert after(note("n", day(2))).knowledge.source is None
    assert after(brought, again).knowledge.source == "i"
    assert after(brought, P1, note("z", day(90))).knowledge.source == "i"


@pytest.mark.concept("E4d")
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PROSPECT])
def test_who_is_no_prospect_any_more_is_not_brought_by_anybody(role: Role) -> None:
    late = happened("i", day(3), Introduction("ben"))
    assert after(P1, late).knowledge.source is None
    assert after(late, relationship=opened(role=role)).knowledge.source is None


def test_what_is_learnt_moves_nothing_but_what_asks_for_it() -> None:
    learnt = told(
        happened("i", day(1), Introduction("ben")),
        happened("s", day(2), ShareOfWallet(100)),
        happened("t", day(3), Statement(StatementTopic.MOTIVE, "the smell")),
        reading("u", day(4), 5),
    )
    assert [c for c in learnt.changes if c.aspect is Aspect.STAGE] == []
    assert learnt.refusals == ()
