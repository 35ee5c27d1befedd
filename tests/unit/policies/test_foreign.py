"""What a user wrote is wrapped where it is composed: it sees a frozen snapshot, and fails closed."""

from typing import Any

import pytest

from relcore.errors import PolicyError
from relcore.kernel import record, replay
from relcore.model import Reason, Relationship
from relcore.policies import (
    AllOf,
    AnyOf,
    Elapsed,
    Finding,
    Foreign,
    Not,
    Situation,
    at_least,
)
from relcore.policy_set import STANDARD
from relcore.vocabulary import Anchor, Comparison, Stage
from tests.unit.kernel.history import day, note, opened, purchase
from tests.unit.policies.test_criteria import NEW, TRUE, both


class Watcher:
    """A user's own plain class, both metric and criterion, that remembers what it was shown."""

    def __init__(self, answer: Any = 1) -> None:
        self.answer = answer
        self.seen: list[Situation] = []

    def measure(self, situation: Situation) -> Any:
        self.seen.append(situation)
        return self.answer


class Judge(Watcher):
    """The same as a criterion."""

    def judge(self, situation: Situation) -> Any:
        self.seen.append(situation)
        return self.answer


class Furious:
    """A user's policy that raises whatever it is asked."""

    def measure(self, situation: Situation) -> float:
        raise ZeroDivisionError("furious")

    def judge(self, situation: Situation) -> Finding:
        raise ZeroDivisionError("furious")


def holding(holds: bool | None) -> Finding:
    return Finding.of(Reason("own", holds, 1, Comparison.AT_LEAST, 1, ""))


def test_a_users_own_plain_class_is_a_metric_named_after_its_class() -> None:
    (reason,) = at_least(Watcher(3), 2).judge(NEW).reasons
    assert (reason.code, reason.measured, reason.unit, reason.evidence) == ("Watcher", 3, "", ())


def test_a_users_own_metric_may_state_its_code_unit_and_evidence() -> None:
    class Points(Watcher):
        code = "acme.points"
        unit = "points"

        def evidence(self, situation: Situation) -> list[str]:
            return ["i-1"]

    (reason,) = at_least(Points(3), 2).judge(NEW).reasons
    assert (reason.code, reason.unit, reason.evidence) == ("acme.points", "points", ("i-1",))


@pytest.mark.parametrize("kind", [Watcher, Judge])
def test_a_users_own_policy_sees_a_frozen_snapshot_as_of_the_last_interaction(kind: type[Watcher]) -> None:
    watcher = kind(holding(True) if kind is Judge else 1)
    criterion: Any = watcher if kind is Judge else at_least(watcher, 1)
    policies = STANDARD.with_criteria(value_understood=criterion)
    moved = replay(opened(), [note("n1", day(2)), note("n2", day(3))], policies)
    assert moved.relationship.stage is Stage.AWARENESS
    assert watcher.seen
    for shown in watcher.seen:
        assert type(shown) is Situation
        assert type(shown.relationship) is Relationship
        assert shown.at == shown.relationship.last_at
        assert shown.pace_days == 30.0
        with pytest.raises(AttributeError):
            shown.relationship.stage = Stage.COMMITMENT  # type: ignore[misc]


def test_a_users_own_criterion_composes_with_the_built_in_ones() -> None:
    own = Judge(holding(True))
    assert own & TRUE == AllOf((Foreign(own), TRUE))
    assert own | TRUE == AnyOf((Foreign(own), TRUE))
    assert TRUE & own == AllOf((TRUE, Foreign(own)))
    assert TRUE | own == AnyOf((TRUE, Foreign(own)))
    assert both(Not(own)) is False


def test_a_users_policy_that_raises_fails_the_call_and_is_named() -> None:
    before = opened()
    for policies in (
        STANDARD.with_criteria(value_understood=Furious()),
        STANDARD.with_criteria(value_understood=at_least(Furious(), 1)),
    ):
        with pytest.raises(PolicyError, match=r"Furious is ZeroDivisionError.*Mend the") as caught:
            record(before, purchase("p1", day(2)), policies)
        assert isinstance(caught.value.__cause__, ZeroDivisionError)
    assert before == opened()


def test_relcores_own_errors_pass_through_a_users_policy() -> None:
    class Careless:
        def measure(self, situation: Situation) -> float:
            raise PolicyError("Careless.limit", 0, "more", "Raise it.")

        def judge(self, situation: Situation) -> Finding:
            raise PolicyError("Careless.limit", 0, "more", "Raise it.")

    for criterion in (at_least(Careless(), 1), Foreign(Careless())):
        with pytest.raises(PolicyError, match=r"Careless.limit is 0; expected more. Raise it"):
            criterion.decide(NEW)


@pytest.mark.parametrize("answer", ["3", True, float("nan"), float("inf"), [1]])
def test_a_metric_that_answers_with_nonsense_is_a_fault_of_the_policy(answer: object) -> None:
    with pytest.raises(PolicyError, match=r"Watcher is .*expected a finite number, or None for unknown"):
        at_least(Watcher(answer), 1).decide(NEW)


@pytest.mark.parametrize("answer", [True, None, "yes"])
def test_a_criterion_that_answers_with_nonsense_is_a_fault_of_the_policy(answer: object) -> None:
    with pytest.raises(PolicyError, match=r"Judge is .*expected a Finding. Return Finding.of\(Reason"):
        Foreign(Judge(answer)).decide(NEW)


@pytest.mark.parametrize("holds", ["yes", 1])
def test_a_finding_is_true_false_or_unknown_and_nothing_else(holds: Any) -> None:
    with pytest.raises(PolicyError, match=r"Judge is "):
        Foreign(Judge(holding(holds))).decide(NEW)


def test_evidence_that_raises_is_a_fault_of_the_policy() -> None:
    class Sloppy(Watcher):
        def evidence(self, situation: Situation) -> tuple[str, ...]:
            raise KeyError("gone")

    with pytest.raises(PolicyError, match=r"Sloppy is "):
        at_least(Sloppy(), 1).judge(NEW)


@pytest.mark.parametrize("holds", [True, False, None])
def test_a_users_criterion_may_find_any_of_the_three(holds: bool | None) -> None:
    assert both(Foreign(Judge(holding(holds)))) is holds


def test_a_users_metric_may_be_unknown() -> None:
    assert both(at_least(Watcher(None), 1)) is None


def test_what_is_no_metric_is_refused() -> None:
    with pytest.raises(
        PolicyError, match=r"metric is 3; expected a metric. Pass a value with the method measure"
    ):
        at_least(3, 1)  # type: ignore[arg-type]


def test_what_is_no_criterion_is_refused() -> None:
    with pytest.raises(
        PolicyError, match=r"criterion is 3; expected a criterion. Pass a value with the method"
    ):
        TRUE & 3  # type: ignore[operator]


def test_a_users_metric_may_say_that_it_moves_with_the_clock_and_then_moves_no_stage() -> None:
    class Weather(Watcher):
        steady = False

    with pytest.raises(PolicyError, match=r"is 'Weather'; expected a metric that is constant between events"):
        STANDARD.with_criteria(value_understood=at_least(Weather(), 1))


def test_evidence_is_ids_and_relcores_own_errors_pass_through_it() -> None:
    class Careless(Watcher):
        def evidence(self, situation: Situation) -> tuple[int, ...]:
            if self.answer > 5:
                raise PolicyError("Careless.limit", 0, "more", "Raise it.")
            return (7,)

    with pytest.raises(PolicyError, match=r"Careless is \(7,\); expected ids of interactions"):
        at_least(Careless(), 1).judge(NEW)
    with pytest.raises(PolicyError, match=r"Careless.limit is 0"):
        at_least(Careless(9), 1).judge(NEW)


def test_the_evidence_of_a_users_metric_is_bounded_like_any_other() -> None:
    class Chatty(Watcher):
        def evidence(self, situation: Situation) -> list[str]:
            return [f"i{n}" for n in range(20)]

    (reason,) = at_least(Chatty(), 1).judge(NEW).reasons
    assert reason.evidence == tuple(f"i{n}" for n in range(12, 20))


def test_a_limit_of_fewer_than_no_days_is_a_fault_of_the_policy() -> None:
    waits = Elapsed(Anchor.STAGE, Watcher(-1), "waited")
    with pytest.raises(PolicyError, match=r"waited: Watcher is -1; expected days of zero or more"):
        waits.deadline(NEW)
