"""The laws of a contact rule: those that relcore brings keep them, and each law catches a rule that does not."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest
from attrs import evolve, field, frozen
from hypothesis import HealthCheck, Phase, given, settings

from relcore import STANDARD
from relcore.model import Decision, Reason, Recommendation
from relcore.policies import ALLOWED, ContactRule, Situation, deferred, refused
from relcore.policies.contact import name_of
from relcore.testing import check_contact_rule, contact_rules
from relcore.vocabulary import Comparison, Verdict
from tests.unit.serialization.policy_examples import POLICIES

BUILT_IN = [value for value in POLICIES.values() if hasattr(value, "asks_of_replies")]
TEXTS: Any = ["a list"]
AGAINST = Reason("rested", False, 1, Comparison.AT_LEAST, 2, "days")
FOR = Reason("rested", True, 2, Comparison.AT_LEAST, 2, "days")
DAY = timedelta(days=1)


def opens(situation: Situation) -> datetime:
    """When it is allowed: from an instant on that does not move with the clock."""
    return situation.relationship.last_at + 2 * DAY


@frozen
class Patient:
    """Waits from the last interaction on, two days unless told otherwise."""

    code = "patient"

    wait: timedelta = 2 * DAY

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        until = situation.relationship.last_at + self.wait
        return ALLOWED if situation.at >= until else deferred(self, until, AGAINST)


@frozen
class Late:
    """Waits a day longer than it has to."""

    code = "late"

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        until = opens(situation)
        return ALLOWED if situation.at >= until else deferred(self, until + DAY, AGAINST)


@frozen
class Tomorrow:
    """Says tomorrow, every day."""

    code = "tomorrow"

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        return deferred(self, situation.at + DAY, AGAINST)


@frozen
class Strict:
    """Refuses at the instant until which it said to wait."""

    code = "strict"

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        until = opens(situation)
        return refused(self, AGAINST) if situation.at >= until else deferred(self, until, AGAINST)


@frozen
class Until:
    """Defers until something that is no later instant."""

    ago: timedelta | None = timedelta(0)
    naive: bool = False
    code = "until"

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        until: Any = None if self.ago is None else situation.at - self.ago
        return deferred(self, until.replace(tzinfo=None) if self.naive else until, AGAINST)


@frozen
class Saying:
    """Answers the same whatever it is asked."""

    verdict: Any = Verdict.REFUSED
    reasons: Any = (AGAINST,)
    hard: Any = False
    asks_of_replies: Any = True
    code: Any = "saying"

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        return Decision(self.verdict, "saying", self.reasons, "")


@frozen
class Speechless:
    """Answers with no decision."""

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        return None  # type: ignore[return-value]


@frozen
class Fickle:
    """Allows every other time."""

    asked: list[int] = field(factory=list)
    code = "fickle"

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        self.asked.append(0)
        return refused(self, AGAINST) if len(self.asked) % 2 else ALLOWED


@frozen
class Counting:
    """Counts how often it is asked."""

    asked: list[int] = field(factory=list)

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        self.asked.append(0)
        return ALLOWED


@frozen
class Meddling:
    """Empties a field of what it is shown."""

    part: str
    name: str

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        shown = {"relationship": situation.relationship, "person": situation.person, "asked": recommendation}
        object.__setattr__(shown[self.part], self.name, ("meddled",))
        return ALLOWED


@frozen
class Fitted:
    """Is made of a function, of which no digest can tell."""

    fits: Callable[[Situation], bool]

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        return ALLOWED


@pytest.mark.parametrize("rule", BUILT_IN, ids=name_of)
def test_every_rule_of_the_library_keeps_the_laws(rule: ContactRule) -> None:
    check_contact_rule(rule, max_examples=5)


@pytest.mark.parametrize("rule", STANDARD.advising.contact_rules, ids=name_of)
def test_every_rule_of_the_standard_set_keeps_the_laws(rule: ContactRule) -> None:
    check_contact_rule(rule, max_examples=10)


@settings(
    suppress_health_check=(HealthCheck.nested_given, HealthCheck.too_slow), max_examples=15, deadline=None
)
@given(contact_rules())
def test_a_rule_of_the_library_keeps_the_laws_whatever_its_parameters(rule: ContactRule) -> None:
    check_contact_rule(rule, max_examples=3)


def test_a_lawful_rule_of_ones_own_passes() -> None:
    check_contact_rule(Patient(), max_examples=20)
    check_contact_rule(Patient(timedelta(microseconds=1)), max_examples=20)
    check_contact_rule(Saying(), max_examples=5)
    check_contact_rule(Saying(Verdict.ALLOWED, (FOR,)), max_examples=5)
    check_contact_rule(Saying(Verdict.REFUSED, (evolve(AGAINST, holds=None),)), max_examples=5)


@pytest.mark.parametrize(
    ("rule", "law"),
    [
        pytest.param(Speechless(), "allows, defers or refuses", id="no decision"),
        pytest.param(Saying(Verdict.MOVED), "allows, defers or refuses", id="another verdict"),
        pytest.param(Saying("refused"), "allows, defers or refuses", id="a word for a verdict"),
        pytest.param(Fickle(), "same question has the same answer", id="fickle"),
        pytest.param(Counting(), "changes nothing, itself included", id="changes itself"),
        pytest.param(Meddling("relationship", "forgotten"), "changes nothing", id="changes the relationship"),
        pytest.param(Meddling("person", "unwanted"), "changes nothing", id="changes the person"),
        pytest.param(Meddling("asked", "settles"), "changes nothing", id="changes the recommendation"),
        pytest.param(Until(), "after the instant that was asked about", id="until now"),
        pytest.param(Until(DAY), "after the instant that was asked about", id="until yesterday"),
        pytest.param(Until(None), "after the instant that was asked about", id="until no instant"),
        pytest.param(Until(-DAY, naive=True), "after the instant that was asked about", id="until no zone"),
        pytest.param(Tomorrow(), "until which it waits, it allows", id="always tomorrow"),
        pytest.param(Strict(), "until which it waits, it allows", id="waits to refuse"),
        pytest.param(Late(), "first instant at which it allows", id="waits too long"),
        pytest.param(Saying(reasons=()), "says what speaks against it", id="does not say why"),
        pytest.param(Saying(reasons=(FOR,)), "says what speaks against it", id="says what speaks for it"),
        pytest.param(Saying(reasons=[AGAINST]), "frozen values", id="a list of reasons"),
        pytest.param(Saying(reasons=("because",)), "frozen values", id="words for reasons"),
        pytest.param(
            Saying(reasons=(evolve(AGAINST, measured=TEXTS),)), "frozen values", id="measured a list"
        ),
        pytest.param(Saying(reasons=(evolve(AGAINST, evidence=TEXTS),)), "frozen values", id="a list of ids"),
        pytest.param(Saying(hard="yes"), "states as hard is true or false", id="hard by a word"),
        pytest.param(
            Saying(asks_of_replies=1), "states as asks_of_replies is true or false", id="replies by a number"
        ),
        pytest.param(Saying(code=3), "the code of a rule is text", id="code a number"),
        pytest.param(Fitted(lambda _: True), "has a digest", id="made of a function"),
    ],
)
def test_a_contact_rule_that_breaks_a_law_is_caught(
    rule: ContactRule, law: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("relcore.testing.laws._PHASES", (Phase.generate,))
    with pytest.raises(AssertionError, match=law):
        check_contact_rule(rule, max_examples=10)


@frozen
class Talkative:
    """Refuses after the first interaction, and does not say why."""

    _asked: ClassVar[list[int]] = []  # its name says that it is no parameter

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        self._asked.append(situation.relationship.revision)
        return refused(Patient()) if situation.relationship.revision > 1 else ALLOWED


def test_what_breaks_a_law_is_shown_by_the_smallest_history() -> None:
    with pytest.raises(AssertionError, match="says what speaks against it"):
        check_contact_rule(Talkative(), max_examples=20)
    assert Talkative._asked[-1] == 2
