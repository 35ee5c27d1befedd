"""A policy set that says what can't be meant is told so before it goes live."""

import pytest
from attrs import evolve

from relcore.policies import (
    FOLLOW_UP,
    TELL_WORK,
    Cap,
    ContactRule,
    KeyContact,
    LiveContact,
    Proposal,
    UnansweredPause,
    Wished,
)
from relcore.policy_set import DWYER_SCHURR_OH, STANDARD, Memory, PolicySet, lint
from relcore.vocabulary import Technology, Verdict
from tests.unit.kernel.history import under


@pytest.mark.parametrize("policies", [STANDARD, DWYER_SCHURR_OH], ids=lambda one: one.name)
def test_there_is_nothing_to_say_of_what_ships(policies: PolicySet) -> None:
    assert lint(policies) == ()


@pytest.mark.parametrize(
    ("rule", "name"),
    [(Cap("monthly", 9, 720.0), "cap.monthly"), (UnansweredPause(most=9), "unanswered_pause")],
    ids=["cap", "pause"],
)
def test_a_rule_that_counts_more_than_is_remembered_is_found(rule: ContactRule, name: str) -> None:
    policies = STANDARD.with_advising(contact_rules=(Wished(), rule))
    (found,) = lint(policies)
    assert (found.verdict, found.policy, found.rules) == (Verdict.FOUND, name, policies.digest)
    (reason,) = found.reasons
    assert (reason.code, reason.measured, reason.required) == ("attempts_remembered", 8, 9)
    enough = under(memory=Memory(contacts=9)).with_advising(contact_rules=(rule,))
    assert lint(enough) == ()


def test_a_recommender_that_counts_more_attempts_than_are_remembered_is_found() -> None:
    (found,) = lint(STANDARD.with_advising(recommenders=(LiveContact(after=9),)))
    assert (found.policy, found.reasons[0].required) == ("live_contact", 9)
    assert lint(STANDARD.with_advising(recommenders=(LiveContact(after=8),))) == ()


def test_a_recommender_that_takes_people_to_be_remembered_who_are_not_is_found() -> None:
    for persons in (15, 17):
        (found,) = lint(STANDARD.with_advising(recommenders=(KeyContact(persons=persons),)))
        (reason,) = found.reasons
        assert (reason.code, reason.measured, reason.required) == ("persons_remembered", 16, persons)


def test_a_recommender_that_looks_further_back_than_events_are_kept_is_found() -> None:
    late = evolve(TELL_WORK, expires_days=90)
    (found,) = lint(STANDARD.with_advising(recommenders=(late,)))
    (reason,) = found.reasons
    assert (found.policy, reason.code, reason.measured) == ("tell_work", "event_days_remembered", 60)
    assert reason.required == 92
    assert lint(STANDARD.with_advising(recommenders=(evolve(FOLLOW_UP, expires_days=90),))) == ()


@pytest.mark.concept("G6")
def test_what_begins_with_high_technology_and_nothing_low_is_found() -> None:
    def using(*technologies: Technology) -> PolicySet:
        rules = [
            evolve(TELL_WORK, proposal=Proposal(kind=f"kind_{one}", technology=one)) for one in technologies
        ]
        return STANDARD.with_advising(recommenders=tuple(rules))

    (found,) = lint(using(Technology.HIGH, Technology.MID))
    assert (found.policy, found.reasons[0].code, found.reasons[0].measured) == (
        "technology",
        "low_technology",
        0,
    )
    assert lint(using(Technology.HIGH, Technology.LOW)) == ()
    assert lint(using(Technology.MID)) == ()
    assert lint(using()) == ()


def test_a_recommender_of_ones_own_that_says_nothing_of_itself_is_left_alone() -> None:
    class Own:
        def recommend(self, situation: object) -> tuple[()]:
            return ()

    assert lint(STANDARD.with_advising(recommenders=(Own(),))) == ()
