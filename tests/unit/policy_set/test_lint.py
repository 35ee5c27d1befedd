"""A policy set that says what can't be meant is told so before it goes live."""

import pytest

from relcore.policies import Cap, ContactRule, UnansweredPause, Wished
from relcore.policy_set import DWYER_SCHURR_OH, STANDARD, Memory, PolicySet, lint
from relcore.vocabulary import Verdict
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
