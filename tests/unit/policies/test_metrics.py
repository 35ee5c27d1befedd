"""One number of a situation, or unknown: computed here by hand."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from relcore.model import (
    Concern,
    Conversation,
    Interaction,
    Note,
    Opportunity,
    Relationship,
    Resolved,
    Trial,
    Withdrawn,
)
from relcore.policies import (
    ActivityScore,
    Breaches,
    Categories,
    CoolingOff,
    Count,
    EndedFor,
    GraveConcerns,
    HeldConversations,
    MeanBasket,
    Metric,
    Opportunities,
    Overdue,
    PurchaseDays,
    Silence,
    Situation,
    UsualGap,
    UsualGaps,
)
from relcore.policy_set import STANDARD, Memory, PolicySet
from relcore.vocabulary import EndReason, Party, Severity, TrialOutcome
from tests.unit.kernel.history import (
    after,
    day,
    delivered,
    ended,
    happened,
    note,
    opened,
    promise,
    purchase,
    taken_back,
)


def measure(metric: Metric, *history: Interaction[Any], at: float = 400) -> int | float | None:
    return metric.measure(Situation(after(*history), day(at), 30.0))


def remembering(**sizes: int) -> PolicySet:
    return evolve(STANDARD, folding=evolve(STANDARD.folding, memory=Memory(**sizes)))


def cited(metric: Any, relationship: Relationship) -> tuple[str, ...]:
    found: tuple[str, ...] = metric.evidence(Situation(relationship, day(400), 30.0))
    return found


THREE = (purchase("p1", day(1)), purchase("p2", day(11)), purchase("p3", day(31)))


def test_purchases_are_counted_by_days_in_the_relationships_zone() -> None:
    manila = opened(zone=ZoneInfo("Asia/Manila"))
    twice = (
        purchase("p1", day(1.25)),
        purchase("p2", day(1.5)),
    )  # 15:00 and 21:00 UTC, 23:00 and 05:00 there
    assert after(*twice).purchase_days == 1
    assert after(*twice, relationship=manila).purchase_days == 2


def test_an_event_is_counted_by_kind_and_by_what_it_says() -> None:
    tested = after(
        happened("t1", day(2), Trial(TrialOutcome.STARTED)),
        happened("t2", day(3), Trial(TrialOutcome.PASSED)),
    )
    seen = Situation(tested, day(3), 30.0)
    assert (Count("trial").measure(seen), Count("trial.passed").measure(seen)) == (2, 1)
    assert Count("trial").evidence(seen) == ("t1", "t2")
    assert (Count("trial.failed").measure(seen), Count("trial.failed").evidence(seen)) == (0, ())
    assert Count("trial.passed").code == "trial.passed"


@pytest.mark.concept("E1c")
def test_only_meetings_that_were_held_count() -> None:
    held, missed = (happened(id, day(n), Conversation(held=id == "h")) for n, id in ((2, "h"), (3, "m")))
    assert measure(HeldConversations()) == 0
    assert measure(HeldConversations(), missed) == 0
    assert measure(HeldConversations(), held, missed) == 1
    assert cited(HeldConversations(), after(held)) == ()
    small = after(note("n", day(1)), held, policies=remembering(kinds=1))
    assert HeldConversations().measure(Situation(small, day(2), 30.0)) is None


def test_a_count_is_unknown_where_the_memory_of_kinds_overflowed_and_not_zero() -> None:
    folded = after(note("n", day(1)), THREE[1], policies=remembering(kinds=1))
    seen = Situation(folded, day(11), 30.0)
    assert (Count("note").measure(seen), Count("purchase").measure(seen)) == (1, None)


def test_purchase_days_begin_anew_with_each_episode() -> None:
    left = (*THREE, ended("e", day(40), EndReason.NEEDS_CHANGED, Party.CUSTOMER))
    assert measure(PurchaseDays(), *THREE) == 3
    assert measure(PurchaseDays(), *left) == 0
    assert measure(PurchaseDays(), *left, purchase("p4", day(50))) == 1


def test_categories_are_those_bought_in_this_episode() -> None:
    bought = (
        purchase("p1", day(1), category="tea"),
        purchase("p2", day(2), category="tea"),
        purchase("p3", day(3)),
    )
    assert measure(Categories(), *bought) == 1
    assert measure(Categories(), *bought, purchase("p4", day(4), category="coffee")) == 2
    assert cited(Categories(), after(*bought)) == ("p1", "p2", "p3")


def test_categories_are_unknown_where_more_were_met_than_are_remembered() -> None:
    bought = (purchase("p1", day(1), category="tea"), purchase("p2", day(2), category="coffee"))
    seen = after(*bought, policies=remembering(categories=1))
    assert Categories().measure(Situation(seen, day(2), 30.0)) is None


@pytest.mark.concept("F7")
def test_only_the_companys_broken_promises_are_breaches_until_made_good() -> None:
    ours, theirs = promise("o", day(2), day(3)), promise("t", day(2), day(3), Party.CUSTOMER)
    assert measure(Breaches(), ours, note("n", day(3))) == 0
    assert measure(Breaches(), ours, theirs, note("n", day(4))) == 1
    assert cited(Breaches(), after(ours, theirs, note("n", day(4)))) == ("o",)
    assert measure(Breaches(), ours, theirs, delivered("d", day(5), "o")) == 0


def test_only_grave_concerns_that_are_open_count() -> None:
    grave = happened("g", day(2), Concern("it burns", Severity.GRAVE))
    minor = happened("m", day(2), Concern("too dark", Severity.MINOR))
    assert measure(GraveConcerns(), minor) == 0
    assert measure(GraveConcerns(), grave, minor) == 1
    assert cited(GraveConcerns(), after(grave, minor)) == ("g",)
    learnt = Resolved("g", cause="a cracked lid", fix="a new one", prevention="a thicker lid")
    assert measure(GraveConcerns(), grave, happened("r", day(3), learnt)) == 0
    assert measure(GraveConcerns()) == 0


def test_opportunities_count_while_they_are_open() -> None:
    chance = happened("o", day(2), Opportunity("an office machine"))
    assert measure(Opportunities()) == 0
    assert measure(Opportunities(), chance) == 1
    assert cited(Opportunities(), after(chance)) == ("o",)
    assert measure(Opportunities(), chance, happened("w", day(3), Withdrawn("o"))) == 0


def test_evidence_is_at_most_the_latest_eight() -> None:
    many = tuple(happened(f"o{n}", day(2 + n), Opportunity("more")) for n in range(10))
    assert cited(Opportunities(), after(*many)) == tuple(f"o{n}" for n in range(2, 10))
    bought = tuple(purchase(f"p{n}", day(1 + n)) for n in range(10))
    assert cited(PurchaseDays(), after(*bought)) == tuple(f"p{n}" for n in range(2, 10))


def test_a_cancelled_purchase_is_no_evidence() -> None:
    assert cited(PurchaseDays(), after(*THREE, taken_back("b", day(32), "p2", cancels=True))) == ("p1", "p3")


def test_an_episode_ended_for_a_reason_or_did_not() -> None:
    fraud = EndedFor((EndReason.FRAUD, EndReason.LEGAL))
    assert measure(fraud) == 0
    left = after(ended("e", day(2), EndReason.FRAUD, Party.CUSTOMER))
    assert fraud.measure(Situation(left, day(2), 30.0)) == 1
    assert cited(fraud, left) == ("e",)
    changed = after(ended("e", day(2), EndReason.NEEDS_CHANGED, Party.CUSTOMER))
    assert fraud.measure(Situation(changed, day(2), 30.0)) == 0
    lapsed = after(purchase("p", day(1)), note("n", day(400)))
    assert cited(EndedFor((EndReason.LAPSED,)), lapsed) == cited(fraud, opened()) == ()
    assert EndedFor((EndReason.LAPSED,)).measure(Situation(lapsed, day(400), 30.0)) == 1


@pytest.mark.concept("C5")
def test_an_ending_can_be_taken_back_while_it_cools_off() -> None:
    left = after(ended("e", day(2), EndReason.NEEDS_CHANGED, Party.CUSTOMER))
    metric = CoolingOff()
    assert metric.measure(Situation(left, day(2), 30.0)) == 1
    assert cited(metric, left) == ("e",)
    final = after(note("n", day(16.1)), relationship=left)  # fourteen days later
    assert metric.measure(Situation(after(note("n", day(16)), relationship=left), day(16), 30.0)) == 1
    assert metric.measure(Situation(final, day(17), 30.0)) == 0
    back = after(happened("w", day(3), Withdrawn("e")), relationship=left)
    assert metric.measure(Situation(back, day(3), 30.0)) == 0


@pytest.mark.concept("C5", "C5h")
def test_where_nothing_ended_or_the_customer_has_ceased_nothing_cools_off() -> None:
    assert measure(CoolingOff()) == 0
    assert cited(CoolingOff(), opened()) == ()
    ceased = after(ended("e", day(2), EndReason.CEASED, Party.NOBODY))
    assert CoolingOff().measure(Situation(ceased, day(2), 30.0)) == 0
    lapsed = after(purchase("p", day(1)), note("n", day(400)))
    assert (CoolingOff().measure(Situation(lapsed, day(400), 30.0)), cited(CoolingOff(), lapsed)) == (0, ())


@pytest.mark.parametrize(
    ("history", "gap"),
    [
        ((), 30.0),  # the pace of the business
        (THREE[:1], 30.0),
        (THREE[:2], (30 + 10) / 2),
        (THREE, (30 + 30) / 3),
        ((*THREE, purchase("p4", day(31.1))), (30 + 30) / 3),  # the same day again
    ],
    ids=["none", "one", "two", "three", "twice a day"],
)
def test_the_usual_gap_shrinks_from_the_businesss_pace_to_the_customers_own(
    history: tuple[Interaction[Any], ...],
    gap: float,
) -> None:
    assert measure(UsualGap(), *history) == gap
    assert cited(UsualGap(), after(*history)) == tuple(i.id for i in history)


def test_what_reaches_beyond_memory_makes_the_usual_gap_unknown() -> None:
    history = (*THREE, taken_back("b", day(32), "p3", cancels=True))
    forgetful = after(*history, policies=remembering(purchases=1))
    seen = Situation(forgetful, day(32), 30.0)
    assert "purchase_days" in forgetful.forgotten
    assert UsualGap().measure(seen) is None
    assert PurchaseDays().measure(seen) is None
    assert Overdue().measure(seen) is None
    assert ActivityScore().measure(seen) is None
    assert UsualGaps(5, 4, 5, 30, 100).measure(seen) is None


def test_silence_is_counted_in_days_from_the_customers_last_act() -> None:
    assert measure(Silence(), THREE[0], note("n", day(3)), at=3.5) == 2.5
    assert Silence().evidence(Situation(opened(), day(9), 30.0)) == ()


def test_overdue_counts_usual_gaps_since_the_last_purchase_day() -> None:
    assert measure(Overdue()) is None
    assert measure(Overdue(), THREE[0], at=31) == 30 / 30
    assert measure(Overdue(), *THREE, at=41) == 10 / 20
    assert measure(Overdue(), *THREE, at=31) == 0
    assert cited(Overdue(), after(*THREE)) == ("p1", "p2", "p3")


def test_the_activity_score_is_the_rate_strained_by_being_overdue() -> None:
    # x = 2, T = 40, g = 30, overdue = 10 / 20
    assert measure(ActivityScore(), *THREE, at=41) == (2 + 0.25) / (40 + 30) / (1 + (0.5 / 3) * (0.5 / 3))
    # at three gaps overdue the rate counts half: x = 0, T = 90
    assert measure(ActivityScore(), THREE[0], at=91) == 0.25 / 120 / 2
    assert measure(ActivityScore(prior=1, patience=1), THREE[0], at=31) == 1 / 60 / 2
    assert measure(ActivityScore()) is None
    assert cited(ActivityScore(), after(*THREE)) == ("p1", "p2", "p3")


def test_the_activity_score_falls_with_silence_and_rises_with_a_purchase() -> None:
    early, late = measure(ActivityScore(), *THREE, at=41), measure(ActivityScore(), *THREE, at=80)
    assert early is not None
    assert late is not None
    assert early > late
    again = measure(ActivityScore(), *THREE, purchase("p4", day(80)), at=80)
    assert again is not None
    assert again > late


def test_the_mean_basket_is_net_of_returns_and_unknown_before_the_first_purchase() -> None:
    bought = (purchase("p1", day(1), "20.00"), purchase("p2", day(2), "40.00"))
    assert measure(MeanBasket()) is None
    assert measure(MeanBasket(), *bought) == 30.0
    assert measure(MeanBasket(), *bought, taken_back("b", day(3), "p2", "10.00")) == 25.0
    assert measure(MeanBasket(), *bought, taken_back("b", day(3), "p2", cancels=True)) == 20.0
    assert cited(MeanBasket(), after(*bought)) == ("p1", "p2")


STEADY = [
    Count("note"),
    PurchaseDays(),
    Categories(),
    Breaches(),
    GraveConcerns(),
    Opportunities(),
    EndedFor((EndReason.LAPSED,)),
    CoolingOff(),
    HeldConversations(),
    UsualGap(),
    MeanBasket(),
]


@pytest.mark.parametrize("metric", STEADY, ids=lambda metric: type(metric).__name__)
def test_a_steady_metric_does_not_move_with_the_clock(metric: Any) -> None:
    folded = after(*THREE, promise("o", day(32), day(40)), happened("x", day(33), Note("x")))
    assert metric.steady
    assert metric.measure(Situation(folded, day(33), 30.0)) == metric.measure(
        Situation(folded, day(99), 30.0)
    )


@pytest.mark.parametrize(
    "metric", [Silence(), Overdue(), ActivityScore()], ids=lambda metric: type(metric).__name__
)
def test_a_metric_that_moves_with_the_clock_says_so(metric: Any) -> None:
    folded = after(*THREE)
    assert not metric.steady
    assert metric.measure(Situation(folded, day(33), 30.0)) != metric.measure(
        Situation(folded, day(99), 30.0)
    )


def test_a_snapshot_whose_first_day_is_unknown_has_an_unknown_usual_gap() -> None:
    nobody_knows = evolve(after(*THREE), first_purchase_on=None)
    assert UsualGap().measure(Situation(nobody_knows, day(31), 30.0)) is None
