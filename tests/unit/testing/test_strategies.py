"""The strategies that users get: whole and plausible, so that whatever can happen does."""

from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import Phase, find, given, seed, settings
from hypothesis import strategies as st

from relcore import STANDARD, Interaction, PolicySet, Relationship, Stage, replay, review
from relcore.errors import RegistryError
from relcore.model import BusinessCalendar, Change, Company, Customer, Decision
from relcore.model import contents as c
from relcore.policies import INSTRUMENTS
from relcore.testing import (
    RelationshipHistory,
    calendars,
    companies,
    content_strategies,
    contents,
    customers,
    instants,
    interactions,
    interleaved,
    policy_sets,
    relationship_histories,
)
from relcore.testing.steps import SETTLED
from relcore.testing.values import weighed
from relcore.vocabulary import Aspect

EFFORT = settings(max_examples=5_000, database=None, derandomize=True, deadline=None, phases=[Phase.generate])


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


@given(interactions(), customers(), companies())
def test_single_values_are_made_whole(
    interaction: Interaction[c.Content], customer: Customer, company: Company
) -> None:
    assert interaction.content.kind
    assert customer.persons or customer.kind == "organisation"
    assert company.agents is None or len({agent.id for agent in company.agents}) == len(company.agents)


@given(calendars(), instants(date(2020, 1, 1)))
def test_a_calendar_has_working_time_ahead(calendar: BusinessCalendar, at: Any) -> None:
    ends = calendar.after(at, timedelta(hours=1))
    assert ends is not None
    assert at + timedelta(hours=1) <= ends
    assert calendar.between(at, ends) == timedelta(hours=1)


@pytest.mark.parametrize(
    "wanted",
    [
        lambda customer: customer.is_key,
        lambda customer: not customer.identified,
        lambda customer: len(customer.persons) > 1,
        lambda customer: customer.business is not None,
        lambda customer: any(person.wanted_type is not None for person in customer.persons),
    ],
    ids=map(str, count()),
)
def test_customers_are_of_every_sort(wanted: Any) -> None:
    assert wanted(find(customers(), wanted, settings=EFFORT))


@pytest.mark.parametrize("instrument", [*INSTRUMENTS, "acme.smiles"])
def test_readings_are_by_every_instrument_and_off_its_scale_too(instrument: str) -> None:
    readings = contents(classes=[c.SatisfactionReading])
    known = INSTRUMENTS.get(instrument)
    for fits in (True, False) if known is not None else (False,):

        def wanted(reading: Any, fits: bool = fits) -> bool:
            fitting = known is not None and known.fits(reading.score)
            return bool(reading.instrument == instrument and fitting is fits)

        assert wanted(find(readings, wanted, settings=EFFORT))


def test_a_weight_says_how_often() -> None:
    drawn: list[str] = []

    @settings(max_examples=500, database=None, derandomize=True, phases=[Phase.generate])
    @given(st.lists(weighed((9, st.just("often")), (1, st.just("rarely"))), min_size=20, max_size=20))
    def draw(several: list[str]) -> None:
        drawn.extend(several)

    draw()
    assert 3 < drawn.count("often") / drawn.count("rarely") < 30
    assert find(weighed((1, st.just("first")), (9, st.just("then"))), lambda _: True) == "first"


@pytest.mark.parametrize("stage", Stage)
def test_histories_reach_every_stage(stage: Stage) -> None:
    def reached(history: RelationshipHistory) -> bool:
        return replay(history.opened, history.interactions).relationship.stage is stage

    found = find(relationship_histories(min_size=1, max_size=25), reached, settings=EFFORT)
    assert reached(found)


def _happening(change: Change | Decision) -> str:
    match change:
        case Change(aspect=Aspect.STAGE):
            resumed = change.reasons[0].code == "withdrawn"
            return "an ending is taken back" if resumed else f"{change.before}>{change.after}"
        case Change(subject=str(id), after="kept" | "early" | "late") if "#" in id:
            return "one of several promises is delivered"
        case Change():
            return f"{change.aspect} {change.before}>{change.after}"
        case _:
            return f"{change.policy} refused: {change.reasons[0].code}"


HAPPENINGS = {
    "an ending is taken back",
    "one of several promises is delivered",
    "dissolution>exploration",
    "item None>open",
    "item None>recurring",
    "item broken>late",
    "item broken>remedied",
    "item open>answered",
    "item open>cancelled",
    "item open>received",
    "item open>acknowledged",
    "item open>broken",
    "item open>early",
    "item open>escalated",
    "item open>kept",
    "item open>overdue",
    "item open>renegotiated",
    "item open>resolved",
    "item open>waiting",
    "item open>withdrawn",
    "item overdue>resolved",
    "ending None>notice",
    "ending cooling_off>final",
    "awaiting_customer refused: limit_running",
    "delivered refused: item_open",
    "exploration_first refused: effective_at",
    "renegotiated refused: renegotiated_by",
    "reopened refused: concern_closed",
    "resolved refused: cause_found",
    "return refused: purchase_known",
    "satisfaction_reading refused: instrument_known",
    "settles refused: recommendation_key",
    "satisfaction_reading refused: score_on_scale",
    "withdrawn refused: withdrawn_by",
}


def test_whatever_can_happen_happens() -> None:
    missing = set(HAPPENINGS)

    @settings(EFFORT, max_examples=150, derandomize=False)
    @given(relationship_histories(min_size=12, max_size=25))
    def live(history: RelationshipHistory) -> None:
        out = replay(history.opened, history.interactions)
        missing.difference_update(map(_happening, out.changes), map(_happening, out.refusals))

    for number in range(40):
        seed(number)(live)()
        if not missing:
            break
    assert not missing


@pytest.mark.parametrize("event", ["abandoned_cart", "work_done", "conversation.met", "purchase.received"])
def test_histories_hold_every_event_that_wants_to_be_followed_up(event: str) -> None:
    def held(history: RelationshipHistory) -> bool:
        events = replay(history.opened, history.interactions).relationship.recent_events
        return any(one.event == event for one in events)

    assert held(find(relationship_histories(min_size=1, max_size=25), held, settings=EFFORT))


@pytest.mark.parametrize("kind", SETTLED)
def test_histories_carry_out_what_was_due_to_something_earlier(kind: str) -> None:
    def done(history: RelationshipHistory) -> bool:
        known = {interaction.id for interaction in history.interactions}
        relationship = replay(history.opened, history.interactions).relationship
        return any(one.occasion in known - {one.id} for one in relationship.carried_out.get(kind, ()))

    assert done(find(relationship_histories(min_size=2, max_size=25), done, settings=EFFORT))


def test_a_failing_history_shrinks_to_what_matters() -> None:
    def grew(history: RelationshipHistory) -> bool:
        grown = replay(history.opened, history.interactions).relationship
        by_purchases = len(grown.recent_purchases) == grown.purchases and grown.purchase_days > 1
        return grown.stage is Stage.EXPANSION and by_purchases  # and by no balance, nor an opportunity

    thorough = settings(EFFORT, phases=[Phase.generate, Phase.shrink])
    found = find(relationship_histories(), grew, settings=thorough).interactions
    assert len(found) <= 3
    assert sum(interaction.content.kind == "purchase" for interaction in found) == 2


@given(policy_sets(any_criteria=True), customers(), companies(), st.data())
def test_generated_policies_review_generated_histories(
    policies: PolicySet, customer: Customer, company: Company, data: st.DataObject
) -> None:
    history = data.draw(relationship_histories(max_size=8))
    relationship = replay(history.opened, history.interactions, policies).relationship
    at = relationship.last_at + timedelta(days=40)
    found = review(relationship, customer, at=at, policies=policies, company=company)
    assert found.relationship_id == relationship.id
    assert {decision.policy for decision in found.findings} <= set(policies.advising.findings)


def test_policy_sets_differ_in_everything_that_folds_and_advises() -> None:
    drawn: list[PolicySet] = []

    @settings(EFFORT, max_examples=300)
    @given(policy_sets(any_criteria=True))
    def draw(policies: PolicySet) -> None:
        drawn.append(policies)

    draw()
    for name in ("lifecycle", "criteria", "pace_days", "memory", "instruments", "service", "window"):
        assert any(getattr(one.folding, name) != getattr(STANDARD.folding, name) for one in drawn), name
    for name in ("trust", "health", "findings"):
        assert any(getattr(one.advising, name) != getattr(STANDARD.advising, name) for one in drawn), name
    assert any(one.folding.cooling_off != STANDARD.folding.cooling_off for one in drawn)


def test_instants_outside_the_notable_ones_can_be_asked_for() -> None:
    at = find(instants(date(1990, 1, 1), date(1990, 1, 31)), lambda at: True)
    assert (at.year, at.month) == (1990, 1)


def test_histories_hand_some_over_again_at_once_or_too_late() -> None:
    def has_both(history: RelationshipHistory) -> bool:
        out = replay(history.opened, history.interactions)
        return bool(out.late and out.repeated)

    assert has_both(
        find(relationship_histories(max_size=6, late=True, repeated=True), has_both, settings=EFFORT)
    )


@given(interleaved(relationships=3, max_size=4))
def test_interleaved_histories_are_those_of_each_in_their_own_order(
    drawn: tuple[tuple[RelationshipHistory, ...], tuple[Interaction[Any], ...]],
) -> None:
    several, stream = drawn
    for one in several:
        own = tuple(told for told in stream if told.relationship_id == one.opened.id)
        assert own == one.interactions
