"""Dissolution: why it ended and who ended it; what may begin anew, and what may not."""

from typing import Any

import pytest

from relcore.kernel import review
from relcore.model import Concern, Conversation, Message, SatisfactionReading, Statement
from relcore.policy_set import DWYER_SCHURR_OH, STANDARD, PolicySet
from relcore.vocabulary import Aspect, EndReason, Party, Phase, Severity, Stage, StatementTopic, TrialOutcome
from tests.unit.kernel.history import (
    MOMENT,
    after,
    day,
    ended,
    happened,
    moved_by_hand,
    note,
    path,
    promise,
    purchase,
    then,
    trial,
)

BOUGHT = (purchase("p1", day(2)), purchase("p2", day(3)))


@pytest.mark.concept("C5")
@pytest.mark.parametrize(
    ("reason", "by"),
    [
        (EndReason.DISSATISFIED, Party.CUSTOMER),
        (EndReason.BETTER_ELSEWHERE, Party.CUSTOMER),
        (EndReason.NEEDS_CHANGED, Party.CUSTOMER),
        (EndReason.NO_GROWTH, Party.COMPANY),
        (EndReason.FRAUD, Party.COMPANY),
        (EndReason.LEGAL, Party.NOBODY),
        (EndReason.CEASED, Party.NOBODY),
    ],
)
def test_an_end_keeps_its_reason_and_who_ended_it(reason: EndReason, by: Party) -> None:
    ending = after(*BOUGHT, ended("e", day(9), reason, by)).ending
    assert ending is not None
    assert (ending.reason, ending.by, ending.at, ending.cause) == (reason, by, day(9), "e")


@pytest.mark.concept("C5a")
def test_a_dissatisfied_customers_end_cites_what_the_customer_said_led_to_it() -> None:
    low = happened("low", day(4), SatisfactionReading("csat", 1, Phase.AFTER_RECEIPT))
    other = happened("other", day(5), Concern("too dark", Severity.MINOR))
    ending = after(
        *BOUGHT, low, other, ended("e", day(9), EndReason.DISSATISFIED, Party.CUSTOMER, cites=("low",))
    ).ending
    assert ending is not None
    assert ending.evidence == ("e", "low")


@pytest.mark.concept("C5a")
def test_where_nothing_is_cited_the_open_concerns_and_broken_promises_are() -> None:
    grievances = (
        happened("c", day(4), Concern("too dark", Severity.MINOR)),
        promise("d", day(4), day(5)),
        promise("still good", day(4), day(50)),
    )
    ending = after(*BOUGHT, *grievances, ended("e", day(9), EndReason.DISSATISFIED, Party.CUSTOMER)).ending
    assert ending is not None
    assert ending.evidence == ("e", "c", "d")


@pytest.mark.concept("C5a")
def test_an_end_cites_at_most_as_many_grievances_as_evidence_is_remembered() -> None:
    many = tuple(happened(f"q{n:02}", day(4), Concern("too dark", Severity.MINOR)) for n in range(12))
    ending = after(*BOUGHT, *many, ended("z", day(9), EndReason.DISSATISFIED, Party.CUSTOMER)).ending
    assert ending is not None
    assert ending.evidence == ("z", *(f"q{n:02}" for n in range(7)))


@pytest.mark.concept("C5a")
def test_an_end_for_another_reason_cites_no_grievance() -> None:
    concern = happened("c", day(4), Concern("too dark", Severity.MINOR))
    ending = after(*BOUGHT, concern, ended("e", day(9), EndReason.NEEDS_CHANGED, Party.CUSTOMER)).ending
    assert ending is not None
    assert ending.evidence == ("e",)


@pytest.mark.concept("C5c")
def test_changed_needs_are_stated_and_never_inferred() -> None:
    said = (
        happened("s1", day(4), Statement(StatementTopic.UNWANTED, "no more coffee")),
        happened("s2", day(5), Statement(StatementTopic.NEED, "a tea supplier")),
    )
    assert "dissolution" not in path(*BOUGHT, *said)


@pytest.mark.concept("C5d")
def test_a_customer_whose_purchases_shrink_is_not_ended_by_itself() -> None:
    shrinking = tuple(purchase(f"p{n}", day(2 + 30 * n), str(1000 - 100 * n)) for n in range(9))
    assert "dissolution" not in path(*shrinking)


@pytest.mark.concept("C5e")
def test_who_committed_a_fraud_is_never_inferred() -> None:
    for by in (Party.COMPANY, Party.CUSTOMER):
        ending = after(ended("e", day(2), EndReason.FRAUD, by)).ending
        assert ending is not None
        assert ending.by is by


@pytest.mark.concept("C5f")
def test_a_failed_trial_is_stated_as_an_end_from_exploration_only() -> None:
    failed = ended("e", day(9), EndReason.TRIAL_FAILED, Party.CUSTOMER)
    assert path(failed) == ("dissolution",)
    refused = then(failed, *BOUGHT)
    assert refused.relationship.stage is Stage.EXPANSION
    assert [r.code for d in refused.refusals for r in d.reasons] == ["no_edge"]


@pytest.mark.concept("C5")
def test_what_has_ended_cannot_end_again() -> None:
    first = ended("e1", day(9), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
    refused = then(ended("e2", day(10), EndReason.FRAUD, Party.COMPANY), *BOUGHT, first)
    assert refused.refusals
    assert refused.relationship.ending == after(*BOUGHT, first).ending


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
    back = then(purchase("p3", day(20)), relationship=left).relationship
    assert (left.episode, back.episode, back.id) == (1, 2, left.id)
    assert (back.stage, back.stage_since, back.episode_since) == (Stage.AWARENESS, day(20), day(20))
    assert back.ending == left.ending


@pytest.mark.concept("C5e")
@pytest.mark.parametrize("reason", FINAL)
def test_after_fraud_law_or_death_no_purchase_reopens(reason: EndReason) -> None:
    left = after(*BOUGHT, ended("e", day(9), reason, FINAL[reason]))
    tried = then(purchase("p3", day(20)), relationship=left).relationship
    assert (tried.stage, tried.episode) == (Stage.DISSOLUTION, 1)
    assert tried.purchases == 3
    assert after(note("n", day(900)), relationship=tried).stage is Stage.DISSOLUTION


@pytest.mark.concept("C5h")
def test_somebody_may_reopen_by_hand_whatever_ended_but_never_who_has_ceased() -> None:
    by_hand = moved_by_hand("m", day(20), Stage.EXPLORATION, day(30))
    for reason, by in (FINAL | REOPENABLE).items():
        tried = then(by_hand, *BOUGHT, ended("e", day(9), reason, by))
        ceased = reason is EndReason.CEASED
        assert tried.relationship.stage is (Stage.DISSOLUTION if ceased else Stage.EXPLORATION)
        assert [r.code for d in tried.refusals for r in d.reasons] == (["ended_for"] if ceased else [])


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
    in_vain = (*BOUGHT, ended("e", day(9), EndReason.FRAUD, Party.COMPANY), purchase("p3", day(20)))
    reopened = after(*in_vain, moved_by_hand("r", day(21), Stage.EXPLORATION, day(30)))
    assert (reopened.stage, reopened.episode_purchase_days, reopened.purchases) == (Stage.EXPLORATION, 0, 3)
    assert "purchase" not in reopened.tallies


@pytest.mark.concept("C5")
def test_categories_begin_anew_with_each_episode() -> None:
    tea = purchase("p1", day(2), category="tea")
    left = (tea, ended("q", day(9), EndReason.NEEDS_CHANGED, Party.CUSTOMER))
    assert (after(tea).categories, after(*left).categories) == (("tea",), ())
    assert after(*left, purchase("r", day(20), category="coffee")).categories == ("coffee",)


@pytest.mark.concept("C5g")
@pytest.mark.parametrize(
    ("history", "last_good"),
    [
        ((), day(1 + 150)),  # the pace of 30 days is the usual gap: five of them
        ((purchase("p1", day(2)),), day(2 + 150)),
        ((purchase("p1", day(2)), purchase("p2", day(3))), day(3 + 120)),  # never below four paces
        ((purchase("p1", day(2)), purchase("p2", day(26))), day(26 + 135)),  # (30 + 24) / 2, five times
        ((purchase("p1", day(2)), purchase("p2", day(102))), day(102 + 150)),  # never above five paces
    ],
    ids=["nothing", "one", "quick", "usual", "slow"],
)
def test_silence_lapses_strictly_after_its_deadline_and_nobody_ends_it(
    history: tuple[Any, ...], last_good: Any
) -> None:
    assert after(*history, note("n", last_good)).stage is not Stage.DISSOLUTION
    lapsed = after(*history, note("n", last_good + MOMENT))
    assert lapsed.stage is Stage.DISSOLUTION
    assert lapsed.ending is not None
    assert (lapsed.ending.reason, lapsed.ending.by) == (EndReason.LAPSED, Party.NOBODY)
    assert (lapsed.ending.at, lapsed.ending.cause) == (last_good, None)


@pytest.mark.concept("C5g")
def test_the_company_does_not_break_the_silence_by_writing() -> None:
    written = tuple(happened(f"m{n}", day(3.5 + 10 * n), Message()) for n in range(20))
    assert path(*BOUGHT, *written)[-1] == "dissolution"
    assert (
        review(after(*BOUGHT), at=day(4)).next_due == review(after(*BOUGHT, written[0]), at=day(4)).next_due
    )


@pytest.mark.concept("C5g")
def test_a_conversation_that_was_held_breaks_the_silence() -> None:
    held = happened("c", day(100), Conversation())
    missed = happened("c", day(100), Conversation(held=False))
    assert after(*BOUGHT, held, note("n", day(130))).stage is Stage.EXPANSION
    assert after(*BOUGHT, missed, note("n", day(130))).stage is Stage.DISSOLUTION


@pytest.mark.concept("C5g")
def test_a_purchase_after_lapsing_reopens() -> None:
    back = then(purchase("p3", day(400)), *BOUGHT)
    assert [(c.after, c.at, c.cause) for c in back.changes if c.aspect is Aspect.STAGE] == [
        ("dissolution", day(123), None),
        ("exploration", day(400), "p3"),
        ("awareness", day(400), "p3"),
    ]
    assert back.relationship.episode == 2
