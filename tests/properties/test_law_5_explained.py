"""Law 5. Explained: every change and refusal is a decision with its reasons. Unknown is not zero."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from relcore import PolicySet, Verdict, explain, replay, review
from relcore.model import Decision, Reason
from relcore.model import contents as c
from relcore.model.instants import RESOLUTION
from relcore.policies import AllOf, AnyOf, Criterion, Elapsed, Finding, Foreign, Not, Situation, Threshold
from relcore.testing import (
    RelationshipHistory,
    companies,
    criteria,
    customers,
    gaps,
    policy_sets,
    relationship_histories,
    situations,
)
from relcore.vocabulary import Anchor, Aspect, Comparison, EndReason, Party, Severity
from tests.properties.told import OPENED, day, lived, opened, told

KLEENE = {True: 2, None: 1, False: 0}
TRUTH = {2: True, 1: None, 0: False}
HOLDS = {
    Comparison.AT_LEAST: lambda measured, required: measured >= required,
    Comparison.AT_MOST: lambda measured, required: measured <= required,
    Comparison.MORE_THAN: lambda measured, required: measured > required,
    Comparison.LESS_THAN: lambda measured, required: measured < required,
    Comparison.EQUAL_TO: lambda measured, required: measured == required,
}


def decisions(history: RelationshipHistory, policies: PolicySet) -> Iterator[Decision]:
    whole = replay(history.opened, history.interactions, policies)
    yield from (change.decision for change in whole.changes)
    yield from whole.refusals


@given(relationship_histories(max_size=30), policy_sets(any_criteria=True))
def test_every_change_and_refusal_says_why(history: RelationshipHistory, policies: PolicySet) -> None:
    """A ``Decision``: verdict, policy, reasons; each reason has a stable code; every decision carries the digest."""
    whole = replay(history.opened, history.interactions, policies)
    for change in whole.changes:
        expected = Verdict.MOVED if change.aspect is Aspect.STAGE else Verdict.CHANGED
        assert change.decision.verdict is expected
    assert all(refused.verdict is Verdict.REFUSED for refused in whole.refusals)
    for decision in decisions(history, policies):
        assert decision.rules == policies.folding.digest
        assert decision.policy
        assert decision.reasons
        assert all(reason.code and reason.unit is not None for reason in decision.reasons)


def consistent(reason: Reason) -> bool:
    """Whether a reason holds as its own figures say."""
    if reason.measured is None or reason.required is None:
        return reason.holds is not True
    return reason.holds is HOLDS[reason.comparison](reason.measured, reason.required)


@given(relationship_histories(max_size=30), policy_sets(any_criteria=True))
def test_a_reason_holds_as_its_figures_say(history: RelationshipHistory, policies: PolicySet) -> None:
    """What was measured, what was required: the verdict can be checked by hand."""
    assert all(consistent(reason) for decision in decisions(history, policies) for reason in decision.reasons)


@frozen
class Long:
    """A limit of a user's own."""

    days: float

    def measure(self, situation: Situation) -> float:
        """The days."""
        return self.days


@pytest.mark.parametrize("days", [7, 90.0, 1 / 3, 4385 / 3, 1e-12, 1e12])
def test_a_wait_is_told_as_its_deadline_counts_it(days: float) -> None:
    """What was measured, what was required: also at the last good instant, and right after it."""
    wait = Elapsed(Anchor.EPISODE, Long(days), "waited")
    relationship = opened()
    begun = Situation(relationship, OPENED, 30.0)
    instants = (
        [OPENED] if days > 1e9 else [OPENED, OPENED + timedelta(days), OPENED + timedelta(days) + RESOLUTION]
    )
    for at, holds in zip(instants, (False, False, True), strict=False):
        (reason,) = wait.judge(evolve(begun, at=at)).reasons
        assert reason.holds is holds
        assert consistent(reason)
        assert reason.required == pytest.approx(days, abs=1e-11)


@given(relationship_histories(max_size=20), policy_sets())
def test_what_explain_shows_can_be_checked_by_hand_on_the_deadline_too(
    history: RelationshipHistory, policies: PolicySet
) -> None:
    """Every way on from here, what holds, what is missing, and by how much."""
    relationship = replay(history.opened, history.interactions, policies).relationship
    for at in {relationship.last_at, relationship.next_due or relationship.last_at}:
        for way in explain(relationship, at=at, policies=policies).ways:
            assert all(consistent(reason) for reason in way.reasons)
            assert set(way.missing) <= set(way.reasons)
            assert (way.open is True) == (way.missing == ())


def named_in(history: RelationshipHistory) -> set[str]:
    """The interactions of a history, the promises in them, and what somebody named, shown as they named it."""
    known = {interaction.id for interaction in history.interactions}
    for interaction in history.interactions:
        named = interaction.content
        known |= {*getattr(named, "cites", ()), *filter(None, [getattr(named, "purchase_id", None)])}
        known |= {f"{interaction.id}#{n + 1}" for n in range(len(getattr(named, "promises", ())))}
    return known


@given(relationship_histories(max_size=30), policy_sets(any_criteria=True))
def test_evidence_is_at_most_eight_interactions_of_the_history(
    history: RelationshipHistory, policies: PolicySet
) -> None:
    """Evidence: at most 8 ids, of the interactions that are its evidence."""
    known = named_in(history)
    for decision in decisions(history, policies):
        for reason in decision.reasons:
            assert len(reason.evidence) <= 8
            assert {*reason.evidence} <= known


def test_citing_many_interactions_keeps_the_evidence_short() -> None:
    """Evidence: at most 8 ids, however many were named, or were there to be named."""
    cites = tuple(f"x-{n}" for n in range(20))
    ended = c.Ended(EndReason.DISSATISFIED, Party.CUSTOMER, cites=cites)
    fraud = c.Ended(EndReason.FRAUD, Party.COMPANY, cites=cites)
    notice = c.Ended(EndReason.DISSATISFIED, Party.CUSTOMER, cites=cites, effective_at=day(1.5))
    complained = [told(n, day(n / 100), c.Concern("late", Severity.GRAVE, "delivery")) for n in range(1, 21)]
    withdrawn = [told(n, day(n / 100), c.Withdrawn(f"i-{n - 20:05}")) for n in range(21, 41)]
    again = told(41, day(0.5), c.Concern("late", Severity.GRAVE, "delivery"))
    resolved = told(42, day(0.6), c.Resolved("i-00041"))
    left = told(43, day(1), c.Ended(EndReason.DISSATISFIED, Party.CUSTOMER))
    for history in (
        [told(1, day(1), ended)],
        [told(1, day(1), notice), told(2, day(2), c.Note("n"))],
        [told(1, day(1), c.Ended(EndReason.NEEDS_CHANGED, Party.CUSTOMER)), told(2, day(2), fraud)],
        [*complained, left],
        [*complained, *withdrawn, again, resolved],
    ):
        relationship, changes, refusals = lived(opened(), *history)
        decided = [*(change.decision for change in changes), *refusals]
        assert all(len(reason.evidence) <= 8 for decision in decided for reason in decision.reasons)
        assert relationship.ending is None or len(relationship.ending.evidence) <= 8
        assert all(len(item.cites) <= 8 for item in relationship.items.values())


@given(relationship_histories(max_size=25), policy_sets(any_criteria=True), st.data())
def test_every_finding_and_recommendation_says_why(
    history: RelationshipHistory, policies: PolicySet, data: st.DataObject
) -> None:
    """Every change, finding and recommendation has reasons, and their evidence is in the history."""
    relationship = replay(history.opened, history.interactions, policies).relationship
    found = review(
        relationship,
        data.draw(st.none() | customers(relationship.customer_id)),
        at=relationship.last_at + data.draw(gaps()),
        policies=policies,
        company=data.draw(st.none() | companies()),
    )
    known = named_in(history)
    findings = {finding.policy: finding for finding in found.findings}
    assert len(findings) == len(found.findings)
    assert findings.keys() <= policies.advising.findings.keys()
    assert all(finding.verdict is Verdict.FOUND for finding in found.findings)
    assert all(finding.rules == policies.folding.digest for finding in found.findings)
    keys = [recommendation.key for recommendation in found.recommendations]
    assert len(keys) == len(set(keys))
    decided = (*found.findings, *(change.decision for change in found.fell_due))
    for reasons in (*(one.reasons for one in decided), *(one.reasons for one in found.recommendations)):
        assert reasons
        for reason in reasons:
            assert reason.code
            assert consistent(reason)
            assert len(reason.evidence) <= 8
            assert {*reason.evidence} <= known
    for score in (found.trust, found.health.score, found.health.trend):
        shown = [part for part in score.contributions if part.points is not None]
        assert all(part.measured is not None for part in shown)
        if score.points is not None:
            assert score.points == sum(part.points or 0 for part in shown)
        for part in score.contributions:
            assert len(part.evidence) <= 8
            assert {*part.evidence} <= known


def asks_for_what_does_not_hold(policies: PolicySet) -> bool:
    """Whether a criterion of an edge that somebody can ask for is negated: what refuses by it is what holds."""

    def negates(criterion: object) -> bool:
        return isinstance(criterion, Not) or any(map(negates, getattr(criterion, "criteria", ())))

    edges = policies.folding.lifecycle.edges
    asked = {edge.rule for edge in edges if edge.on is not None and edge.rule is not None}
    return any(negates(policies.folding.criteria[rule]) for rule in asked)


@given(relationship_histories(max_size=25), policy_sets(any_criteria=True))
def test_a_refusal_names_what_stands_in_the_way_and_an_item_its_id(
    history: RelationshipHistory, policies: PolicySet
) -> None:
    """What was asked for and not given is refused by what does not hold, or is not known to."""
    whole = replay(history.opened, history.interactions, policies)
    for refused in whole.refusals:
        named = any(reason.holds is not True for reason in refused.reasons)
        by_negation = refused.policy == policies.folding.lifecycle.name and asks_for_what_does_not_hold(
            policies
        )
        assert refused.reasons
        assert named or by_negation
    known = named_in(history)
    for change in whole.changes:
        assert change.subject is None or change.subject in known
        assert change.aspect is not Aspect.ITEM or change.subject is not None


@frozen
class Said:
    """A criterion whose answer is given."""

    answer: bool | None

    def judge(self, situation: Situation) -> Finding:
        measured = None if self.answer is None else int(self.answer)
        return Finding.of(Reason(f"said_{id(self)}", self.answer, measured, Comparison.EQUAL_TO, 1, "truth"))


NOWHERE = Situation(opened(), OPENED, 30.0)


def naively(criterion: Any, situation: Situation) -> bool | None:
    """Kleene's strong logic as minimum, maximum and complement."""
    match criterion:
        case AllOf():
            return TRUTH[min(KLEENE[naively(part, situation)] for part in criterion.criteria)]
        case AnyOf():
            return TRUTH[max(KLEENE[naively(part, situation)] for part in criterion.criteria)]
        case Not():
            return TRUTH[2 - KLEENE[naively(criterion.criterion, situation)]]
        case Threshold():
            measured = criterion.metric.measure(situation)
            return None if measured is None else HOLDS[criterion.comparison](measured, criterion.required)
        case Foreign():
            return criterion.criterion.judge(situation).holds
        case _:
            deadline = criterion.deadline(situation)
            return None if deadline is None else situation.at > deadline


TRUTHS = st.sampled_from((True, False, None))
SAID: st.SearchStrategy[Criterion] = st.recursive(
    TRUTHS.map(Said),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(("one", "other"), list(product((True, False, None), repeat=2)))
def test_the_truth_tables_are_those_of_kleene(one: bool | None, other: bool | None) -> None:
    """Unknown and false is false, unknown or true is true, not unknown is unknown."""
    pair = (Said(one), Said(other))
    assert AllOf(pair).decide(NOWHERE) is TRUTH[min(KLEENE[one], KLEENE[other])]
    assert AnyOf(pair).decide(NOWHERE) is TRUTH[max(KLEENE[one], KLEENE[other])]
    assert Not(pair[0]).decide(NOWHERE) is TRUTH[2 - KLEENE[one]]


@given(st.one_of(SAID, criteria()), situations())
def test_deciding_and_judging_agree(criterion: Criterion, situation: Situation) -> None:
    """Deciding stops at the first answer, explaining evaluates all, and both agree."""
    built = AllOf((criterion,))
    found = built.judge(situation)
    assert found.holds is built.decide(situation)
    assert found.holds is naively(built, situation)
    assert found.because == built.because(situation)
    assert set(found.because) <= set(found.reasons)
    assert set(found.flip) <= set(found.reasons)
    assert found.flip


@given(st.one_of(SAID, criteria()), situations())
def test_negation_flips_what_is_known_and_only_that(criterion: Criterion, situation: Situation) -> None:
    """``~unknown`` is unknown; each reason stays as it was found."""
    plain, negated = AllOf((criterion,)).judge(situation), Not(AllOf((criterion,))).judge(situation)
    assert negated.holds is (None if plain.holds is None else not plain.holds)
    assert negated.reasons == plain.reasons
    assert Not(Not(criterion)).judge(situation).holds is plain.holds


def turned(criterion: Any, codes: set[str], to: dict[str, bool]) -> Any:
    """The criterion with the answers of some of its leaves changed."""
    match criterion:
        case AllOf() | AnyOf():
            return type(criterion)(tuple(turned(part, codes, to) for part in criterion.criteria))
        case Not():
            return Not(turned(criterion.criterion, codes, to))
        case _:
            code = f"said_{id(criterion.criterion)}"
            return Said(to[code]) if code in codes else criterion


@given(SAID)
def test_changing_what_is_named_makes_it_hold_or_fail(criterion: Criterion) -> None:
    """From these follows the smallest change that would flip it: turned all at once, they do."""
    built = AllOf((criterion,))
    found = built.judge(NOWHERE)
    for named, wanted in ((found.to_hold, True), (found.to_fail, False)):
        codes = {reason.code for reason in named}
        assert (not codes) is (found.holds is wanted)
        answers = product((True, False), repeat=len(codes))
        ways = (dict(zip(sorted(codes), answer, strict=True)) for answer in answers)
        assert any(turned(built, codes, way).decide(NOWHERE) is wanted for way in ways)
