"""The strategies that users get: whole, plausible, and each law checked by one call can be broken."""

from datetime import date

import pytest
from attrs import frozen
from hypothesis import Phase, find, given, settings

from relcore import Interaction, Relationship, Stage, replay
from relcore.errors import RegistryError
from relcore.model import Customer, Reason
from relcore.model import contents as c
from relcore.policies import (
    ActivityScore,
    Breaches,
    Categories,
    Count,
    Finding,
    Metric,
    PurchaseDays,
    Silence,
    Situation,
    UsualGap,
    at_least,
)
from relcore.testing import (
    RelationshipHistory,
    check_criterion,
    check_metric,
    content_strategies,
    contents,
    customers,
    instants,
    interactions,
    relationship_histories,
)
from relcore.vocabulary import Comparison


def test_every_built_in_content_has_a_strategy() -> None:
    assert set(content_strategies()) == set(c.BUILT_IN_CONTENTS.classes.values())


@pytest.mark.parametrize("cls", c.BUILT_IN_CONTENTS.classes.values(), ids=lambda cls: cls.__name__)
def test_a_strategy_makes_contents_of_its_class(cls: type[c.Content]) -> None:
    assert type(find(contents(classes=[cls]), lambda content: True)) is cls


def test_a_class_without_a_strategy_is_refused_by_name() -> None:
    with pytest.raises(RegistryError, match="Relationship"):
        contents(classes=[Relationship])  # type: ignore[list-item]


@given(relationship_histories())
def test_a_history_is_in_the_order_of_its_log(history: RelationshipHistory) -> None:
    orders = [interaction.order for interaction in history.interactions]
    assert orders == sorted(set(orders))
    out = replay(history.opened, history.interactions)
    assert (out.recorded, out.late, out.repeated) == (len(orders), (), ())


@given(interactions(), customers())
def test_single_values_are_made_whole(interaction: Interaction[c.Content], customer: Customer) -> None:
    assert interaction.content.kind
    assert customer.persons or customer.kind == "organisation"


@pytest.mark.parametrize("stage", Stage)
def test_histories_reach_every_stage(stage: Stage) -> None:
    def reached(history: RelationshipHistory) -> bool:
        return replay(history.opened, history.interactions).relationship.stage is stage

    effort = settings(
        max_examples=5_000, database=None, derandomize=True, deadline=None, phases=[Phase.generate]
    )
    found = find(relationship_histories(min_size=1, max_size=25), reached, settings=effort)
    assert reached(found)


def test_instants_outside_the_notable_ones_can_be_asked_for() -> None:
    at = find(instants(date(1990, 1, 1), date(1990, 1, 31)), lambda at: True)
    assert (at.year, at.month) == (1990, 1)


@frozen
class Forgetful:
    """Answers something else the second time."""

    asked: list[int]

    def measure(self, situation: Situation) -> int:
        self.asked.append(0)
        return len(self.asked)


@frozen
class Text:
    """Answers with no number."""

    def measure(self, situation: Situation) -> int:
        return "many"  # type: ignore[return-value]


@frozen
class FromUnknown:
    """Says yes where nothing was measured."""

    def judge(self, situation: Situation) -> Finding:
        return Finding.of(Reason("guess", True, None, Comparison.AT_LEAST, 1, "times"))


@frozen
class Mute:
    """Says no, and not why."""

    def judge(self, situation: Situation) -> Finding:
        return Finding(False, (), (), (), ())


@pytest.mark.parametrize(
    "metric", [PurchaseDays(), Categories(), Breaches(), Count("note"), UsualGap()], ids=repr
)
def test_built_in_metrics_keep_the_laws(metric: Metric) -> None:
    check_metric(metric, max_examples=5)


def test_a_lawful_policy_passes() -> None:
    check_metric(ActivityScore(), steady=False, max_examples=10)
    check_criterion(~at_least(PurchaseDays(), 2), max_examples=10)


@pytest.mark.parametrize(
    ("metric", "law"),
    [(Forgetful([]), "same question"), (Text(), "one number"), (Silence(), "constant while nothing happens")],
)
def test_a_metric_that_breaks_a_law_is_caught(metric: Silence, law: str) -> None:
    with pytest.raises(AssertionError, match=law):
        check_metric(metric, max_examples=10)


@pytest.mark.parametrize(("criterion", "law"), [(FromUnknown(), "unknown is not true"), (Mute(), "says why")])
def test_a_criterion_that_breaks_a_law_is_caught(criterion: Mute, law: str) -> None:
    with pytest.raises(AssertionError, match=law):
        check_criterion(criterion, max_examples=10)
