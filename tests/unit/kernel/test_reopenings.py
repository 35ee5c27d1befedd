"""What may begin anew after an end, and what may not."""

from typing import Any

import pytest
from attrs import evolve

from relcore.model import Message
from relcore.policies import PurchaseDays, at_least
from relcore.policy_set import DWYER_SCHURR_OH, STANDARD, PolicySet
from relcore.vocabulary import Aspect, EndReason, Party, Stage, TrialOutcome
from tests.unit.kernel.history import (
    after,
    concern,
    day,
    ended,
    ending,
    happened,
    moved_by_hand,
    note,
    path,
    promise,
    purchase,
    reading,
    refused,
    resolved,
    then,
    trial,
)

BOUGHT = (purchase("p1", day(2)), purchase("p2", day(3)))
LEFT = ended("z", day(9), EndReason.DISSATISFIED, Party.CUSTOMER)
REOPENABLE = {
    EndReason.DISSATISFIED: Party.CUSTOMER,
    EndReason.BETTER_ELSEWHERE: Party.CUSTOMER,
    EndReason.NEEDS_CHANGED: Party.CUSTOMER,
    EndReason.NO_GROWTH: Party.COMPANY,
}
FINAL = {EndReason.FRAUD: Party.COMPANY, EndReason.LEGAL: Party.COMPANY, EndReason.CEASED: Party.NOBODY}


@pytest.mark.concept("C5")
@pytest.mark.parametrize("reason", REOPENABLE)
def test_a_win_back_opens_the_next_episode_of_the_same_relationship(reason: EndReason) -> None:
    left = after(*BOUGHT, ended("e", day(9), reason, REOPENABLE[reason]))
    for at, final_at in ((day(20), None), (day(40), day(23))):  # during the cooling-off, and after it
        back = then(purchase("p3", at), relationship=left).relationship
        assert (left.episode, back.episode, back.id) == (1, 2, left.id)
        assert (back.stage, back.stage_since, back.episode_since) == (Stage.AWARENESS, at, at)
        assert back.ending == evolve(ending(left), suspended=None, final_at=final_at)


@pytest.mark.concept("C5e")
@pytest.mark.parametrize("reason", FINAL)
def test_after_fraud_law_or_death_no_purchase_reopens(reason: EndReason) -> None:
    left = after(*BOUGHT, ended("e", day(9), reason, FINAL[reason]))
    tried = then(purchase("p3", day(20)), relationship=left).relationship
    assert (tried.stage, tried.episode) == (Stage.DISSOLUTION, 1)
    assert tried.purchases == 3
    assert after(note("n", day(900)), relationship=tried).stage is Stage.DISSOLUTION


BY_HAND = moved_by_hand("m", day(40), Stage.EXPLORATION, day(50))


@pytest.mark.concept("C5")
@pytest.mark.parametrize("reason", REOPENABLE)
def test_somebody_may_win_back_by_hand_once_the_cooling_off_is_over(reason: EndReason) -> None:
    won = then(BY_HAND, *BOUGHT, ended("e", day(9), reason, REOPENABLE[reason]))
    assert won.refusals == ()
    assert (won.relationship.stage, won.relationship.episode) == (Stage.EXPLORATION, 2)


@pytest.mark.concept("C5e", "C5h")
@pytest.mark.parametrize("reason", FINAL)
def test_nobody_wins_back_after_fraud_law_or_death(reason: EndReason) -> None:
    tried = then(BY_HAND, *BOUGHT, ended("e", day(9), reason, FINAL[reason]))
    assert refused(tried) == [("ended_for", 1, 0)]
    assert (tried.relationship.stage, tried.relationship.episode) == (Stage.DISSOLUTION, 1)


@pytest.mark.concept("C5")
@pytest.mark.parametrize(
    "grievance",
    [
        concern("c", day(4)),
        reading("c", day(4), 1),
        promise("c", day(4), day(5)),
        promise("c", day(4), day(30)),
    ],
    ids=["a concern", "a low reading", "a broken promise", "one that broke since"],
)
def test_a_dissatisfied_customer_is_won_back_only_once_the_cause_was_dealt_with(grievance: Any) -> None:
    left = (*BOUGHT, grievance, LEFT)
    tried = then(BY_HAND, *left)
    assert refused(tried) == [("unsettled_grievances", 1, 0)]
    assert tried.refusals[0].reasons[0].evidence == ("c",)
    assert tried.relationship.stage is Stage.DISSOLUTION
    assert then(BY_HAND, *left, resolved("zz", day(31), "c")).relationship.stage is Stage.EXPLORATION


@pytest.mark.concept("C5")
def test_who_left_for_another_reason_is_won_back_whatever_is_open() -> None:
    left = (*BOUGHT, concern("c", day(4)), promise("d", day(4), day(5)))
    gone = ended("e", day(9), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
    assert then(BY_HAND, *left, gone).relationship.stage is Stage.EXPLORATION


@pytest.mark.concept("C5")
@pytest.mark.parametrize(
    "event",
    [note("x", day(20)), trial("x", day(20), TrialOutcome.PASSED), happened("x", day(20), Message())],
    ids=["a note", "a trial", "a message"],
)
def test_nothing_but_a_purchase_reopens_by_itself(event: Any) -> None:
    assert (
        path(*BOUGHT, ended("e", day(9), EndReason.NEEDS_CHANGED, Party.CUSTOMER), event)[-1] == "dissolution"
    )


@pytest.mark.concept("C5")
def test_each_episode_counts_its_own_and_the_relationship_remembers_them_all() -> None:
    left = after(*BOUGHT, ended("e", day(9), EndReason.NEEDS_CHANGED, Party.CUSTOMER))
    assert (left.episode_purchase_days, dict(left.tallies)) == (0, {})
    assert dict(left.past_counts) == {"purchase": 2, "ended": 1, "ended.needs_changed": 1}
    back = after(purchase("p3", day(20)), relationship=left)
    assert (back.purchases, back.purchase_days, back.episode_purchase_days) == (3, 3, 1)
    assert back.tallies["purchase"].count == 1
    assert path(purchase("p4", day(21)), relationship=back) == ("expansion",)


@pytest.mark.concept("C5")
def test_a_purchase_on_the_day_of_the_end_counts_for_the_next_episode() -> None:
    left = after(*BOUGHT, ended("e", day(3.1), EndReason.NEEDS_CHANGED, Party.CUSTOMER))
    back = after(purchase("p3", day(3.2)), relationship=left)
    assert (back.episode, back.purchase_days, back.episode_purchase_days) == (2, 2, 1)


@pytest.mark.concept("C5")
@pytest.mark.parametrize("policies", [STANDARD, DWYER_SCHURR_OH], ids=lambda policies: policies.name)
def test_a_trial_that_failed_in_dissolution_does_not_end_the_next_episode(policies: PolicySet) -> None:
    left = (*BOUGHT, ended("e", day(9), EndReason.NEEDS_CHANGED, Party.CUSTOMER))
    failed = trial("t", day(10), TrialOutcome.FAILED)
    back = (*left, failed, purchase("p3", day(20)), note("n", day(90)))
    assert "dissolution" not in path(*back, policies=policies)[len(path(*left, policies=policies)) :]
    assert "trial" not in after(*back, policies=policies).tallies


@pytest.mark.concept("C5")
def test_what_was_bought_in_vain_counts_for_no_episode() -> None:
    reluctant = STANDARD.with_criteria(returned=at_least(PurchaseDays(), 9))
    in_vain = (
        *BOUGHT,
        ended("e", day(9), EndReason.NEEDS_CHANGED, Party.CUSTOMER),
        purchase("p3", day(20)),
    )
    reopened = after(*in_vain, BY_HAND, policies=reluctant)
    assert (reopened.stage, reopened.episode_purchase_days, reopened.purchases) == (Stage.EXPLORATION, 0, 3)
    assert "purchase" not in reopened.tallies


@pytest.mark.concept("C5")
def test_categories_begin_anew_with_each_episode() -> None:
    tea = purchase("p1", day(2), category="tea")
    left = (tea, ended("q", day(9), EndReason.NEEDS_CHANGED, Party.CUSTOMER))
    assert (after(tea).categories, after(*left).categories) == (("tea",), ())
    assert after(*left, purchase("r", day(20), category="coffee")).categories == ("coffee",)


@pytest.mark.concept("C5g")
def test_a_purchase_after_lapsing_reopens() -> None:
    back = then(purchase("p3", day(400)), *BOUGHT)
    assert [(c.after, c.at, c.cause) for c in back.changes if c.aspect is Aspect.STAGE] == [
        ("dissolution", day(123), None),
        ("exploration", day(400), "p3"),
        ("awareness", day(400), "p3"),
    ]
    assert back.relationship.episode == 2
