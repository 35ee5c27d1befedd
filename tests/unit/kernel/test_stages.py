"""From exploration to commitment: what each stage asks for, and what never suffices for it."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from attrs import evolve

from relcore.kernel import Opening, explain, record, replay
from relcore.model import (
    AbandonedCart,
    Concern,
    Conversation,
    Opportunity,
    Pledge,
    Question,
    Statement,
    Withdrawn,
    WorkDone,
)
from relcore.policy_set import DWYER_SCHURR_OH, STANDARD, PolicySet
from relcore.vocabulary import (
    Aspect,
    EdgeKind,
    EndReason,
    Party,
    RelationshipType,
    Role,
    Severity,
    Stage,
    StatementTopic,
    TrialOutcome,
)
from tests.unit.kernel.history import (
    MOMENT,
    adaptation,
    after,
    day,
    delivered,
    ended,
    happened,
    note,
    opened,
    path,
    promise,
    purchase,
    reading,
    resolved,
    taken_back,
    then,
    trial,
    withdrawn,
)

BOUGHT = (purchase("p1", day(2)),)
GROWN = (*BOUGHT, purchase("p2", day(3)))
ADAPTED = (*GROWN, adaptation("w", day(4)))
PLEDGE = happened("pl", day(5), Pledge("a year's subscription"))
GRAVE = happened("g", day(2.2), Concern("it burns", Severity.GRAVE))


@pytest.mark.concept("C1")
def test_a_relationship_begins_by_exploring() -> None:
    assert opened().stage is Stage.EXPLORATION
    assert after(note("n", day(2))).stage is Stage.EXPLORATION


@pytest.mark.concept("C1")
def test_a_first_contact_opens_an_exploration() -> None:
    called = record(
        Opening(type=RelationshipType.LONG_TERM), happened("n", day(2), Conversation())
    ).relationship
    assert (called.stage, called.stage_since, called.opened_at) == (Stage.EXPLORATION, day(2), day(2))


@pytest.mark.concept("C1", "C5f")
def test_a_failed_trial_ends_an_exploration() -> None:
    failed = after(trial("t", day(2), TrialOutcome.FAILED))
    assert failed.stage is Stage.DISSOLUTION
    assert failed.ending is not None
    assert (failed.ending.reason, failed.ending.by) == (EndReason.TRIAL_FAILED, Party.CUSTOMER)
    assert (failed.ending.cause, failed.ending.evidence) == ("t", ("t",))


@pytest.mark.concept("C1", "C5f")
@pytest.mark.parametrize("history", [BOUGHT, GROWN, (*ADAPTED, PLEDGE)], ids=["aware", "grown", "committed"])
def test_a_failed_trial_ends_nothing_but_an_exploration(history: tuple[Any, ...]) -> None:
    before = after(*history)
    assert then(trial("t", day(9), TrialOutcome.FAILED), *history).relationship.stage is before.stage


@pytest.mark.concept("C1")
def test_a_trial_that_was_only_started_changes_nothing() -> None:
    assert path(trial("t", day(2), TrialOutcome.STARTED)) == ()


@pytest.mark.concept("C2")
@pytest.mark.parametrize(
    ("evidence", "code"),
    [
        (purchase("x", day(2)), "purchase_days"),
        (trial("x", day(2), TrialOutcome.PASSED), "trial.passed"),
        (happened("x", day(2), Statement(StatementTopic.VALUE, "it wakes me")), "statement.value"),
    ],
    ids=["a purchase", "a passed trial", "a statement"],
)
def test_a_customer_is_aware_once_there_is_evidence_that_the_value_was_understood(
    evidence: Any, code: str
) -> None:
    moved = replay(opened(), [evidence]).changes[0]
    assert (moved.before, moved.after, moved.at, moved.cause) == ("exploration", "awareness", day(2), "x")
    assert [reason.code for reason in moved.reasons] == [code]
    assert moved.reasons[0].evidence == ("x",)


@pytest.mark.concept("C2")
def test_a_customer_is_not_aware_by_talk_alone() -> None:
    talk = (
        happened("a", day(2), Statement(StatementTopic.INTEREST, "tea")),
        happened("b", day(3), Question("is it fair trade?")),
        happened("c", day(4), Conversation()),
        happened("d", day(5), Opportunity("an office machine")),
        happened("e", day(6), Pledge("soon")),
    )
    assert path(*talk) == ()


@pytest.mark.concept("F4")
def test_an_abandoned_cart_is_never_evidence_for_advancing() -> None:
    carts = tuple(happened(f"a{n}", day(10 + n), AbandonedCart(category=f"tea {n}")) for n in range(12))
    assert path(*carts) == ()
    assert path(*BOUGHT, *carts) == ("awareness",)
    assert path(*ADAPTED, *carts) == path(*ADAPTED)


@pytest.mark.concept("C3")
@pytest.mark.parametrize(
    "growth",
    [
        (purchase("p2", day(3)),),
        (purchase("p2", day(2.1), category="tea"), purchase("p3", day(2.2), category="coffee")),
        (happened("o", day(3), Opportunity("an office machine")),),
    ],
    ids=["a repeat purchase", "a new category", "an opportunity"],
)
def test_with_trust_and_growth_a_relationship_expands(growth: tuple[Any, ...]) -> None:
    assert path(*BOUGHT, *growth) == ("awareness", "expansion")


@pytest.mark.concept("C3")
@pytest.mark.parametrize(
    "no_growth",
    [
        (note("n", day(9)),),
        (purchase("p2", day(2.1)),),
        (purchase("p2", day(2.1), category="tea"), purchase("p3", day(2.2), category="tea")),
    ],
    ids=["nothing", "the same day", "the same category"],
)
def test_without_growth_a_relationship_does_not_expand(no_growth: tuple[Any, ...]) -> None:
    assert path(*BOUGHT, *no_growth) == ("awareness",)


@pytest.mark.concept("C3")
def test_an_opportunity_that_was_let_go_before_is_no_growth() -> None:
    gone = (happened("o", day(1), Opportunity("more")), happened("w", day(1.5), Withdrawn("o")))
    assert path(*gone, *BOUGHT) == ("awareness",)


@pytest.mark.concept("C3")
def test_a_grave_concern_that_is_open_stands_in_the_way_of_trust() -> None:
    assert path(*BOUGHT, GRAVE, purchase("p2", day(3))) == ("awareness",)
    assert path(*BOUGHT, GRAVE, purchase("p2", day(3)), resolved("r", day(4), "g", lessons=True)) == (
        "awareness",
        "expansion",
    )


@pytest.mark.concept("C3")
@pytest.mark.parametrize("severity", [Severity.MINOR, Severity.MODERATE])
def test_a_lesser_concern_does_not_stand_in_the_way(severity: Severity) -> None:
    concern = happened("g", day(2.2), Concern("too dark", severity))
    assert path(*BOUGHT, concern, purchase("p2", day(3))) == ("awareness", "expansion")


@pytest.mark.concept("C3")
def test_a_breach_stands_in_the_way_of_trust_until_it_is_made_good() -> None:
    broken = (promise("b", day(2.2), day(2.5)), purchase("p2", day(3)))
    assert path(*BOUGHT, *broken) == ("awareness",)
    assert path(*BOUGHT, *broken, delivered("d", day(4), "b")) == ("awareness", "expansion")


@pytest.mark.concept("C3")
def test_the_customers_own_broken_promise_is_no_breach_of_trust() -> None:
    theirs = promise("b", day(2.2), day(2.5), Party.CUSTOMER)
    assert path(*BOUGHT, theirs, purchase("p2", day(3))) == ("awareness", "expansion")


@pytest.mark.concept("C4")
def test_with_an_adaptation_and_a_pledge_the_two_are_committed() -> None:
    assert path(*ADAPTED, PLEDGE) == ("awareness", "expansion", "commitment")
    assert (
        path(*GROWN, happened("pl", day(3.5), Pledge("a year")), adaptation("w", day(4)))[-1] == "commitment"
    )


@pytest.mark.concept("C4")
def test_without_an_adaptation_nobody_is_committed_and_explain_says_so() -> None:
    pledged = after(*GROWN, PLEDGE)
    assert pledged.stage is Stage.EXPANSION
    (way,) = (
        w
        for w in explain(pledged, day(6)).ways
        if w.target is Stage.COMMITMENT and w.kind is EdgeKind.FORWARD
    )
    assert way.open is False
    assert [(r.code, r.shortfall) for r in way.missing] == [("work_done.adapts", 1)]


@pytest.mark.concept("C4")
def test_work_that_adapts_to_nothing_is_no_adaptation() -> None:
    assert path(*GROWN, happened("w", day(4), WorkDone("shipped")), PLEDGE) == ("awareness", "expansion")


DURABLE = tuple(purchase(f"p{n}", day(number)) for n, number in enumerate((2, 100, 200, 300)))


@pytest.mark.concept("C4")
def test_a_year_and_four_purchase_days_commit_as_a_pledge_does() -> None:
    lasting = (*DURABLE, adaptation("w", day(301)))
    assert after(*lasting, note("n", day(366))).stage is Stage.EXPANSION
    committed = after(*lasting, note("n", day(366) + MOMENT))
    assert (committed.stage, committed.stage_since) == (Stage.COMMITMENT, day(366))


@pytest.mark.concept("C4")
@pytest.mark.parametrize(
    "lasting",
    [
        DURABLE,
        (*DURABLE[1:], adaptation("w", day(301))),
        (*DURABLE, taken_back("b", day(301), "p1", cancels=True), adaptation("w", day(302))),
        (*DURABLE, adaptation("w", day(301)), happened("g", day(302), Concern("it burns", Severity.GRAVE))),
    ],
    ids=["no adaptation", "three days", "one cancelled", "a grave concern"],
)
def test_a_year_alone_commits_nobody(lasting: tuple[Any, ...]) -> None:
    assert "commitment" not in path(*lasting, note("n", day(400)))


@pytest.mark.concept("C0")
def test_stages_follow_each_other_without_a_gap_and_without_a_loop() -> None:
    history = (
        *ADAPTED,
        PLEDGE,
        ended("e", day(9), EndReason.NEEDS_CHANGED, Party.CUSTOMER),
        purchase("p3", day(20)),
    )
    moves = [change for change in replay(opened(), history).changes if change.aspect is Aspect.STAGE]
    reached = [Stage.EXPLORATION, *(move.after for move in moves)]
    assert [move.before for move in moves] == reached[:-1]
    assert all(move.before != move.after for move in moves)
    assert [move.at for move in moves] == sorted(move.at for move in moves)
    assert all(move.reasons for move in moves)


@pytest.mark.concept("C0")
@pytest.mark.parametrize("policies", [STANDARD, DWYER_SCHURR_OH], ids=lambda policies: policies.name)
def test_the_times_in_the_stages_add_up_to_the_age(policies: PolicySet) -> None:
    history = (
        *ADAPTED,
        PLEDGE,
        happened("q", day(40), Concern("it burns", Severity.GRAVE)),
        resolved("r", day(50), "q", lessons=True),
        ended("s", day(60), EndReason.NEEDS_CHANGED, Party.CUSTOMER),
        withdrawn("t", day(61), "s"),
        note("u", day(400)),
        purchase("v", day(401)),
    )
    now = day(500)
    relationship = after(*history, policies=policies)
    seen = explain(relationship, now, policies)
    moves = [*replay(opened(), history, policies).changes, *seen.fell_due]
    since = [relationship.opened_at, *(move.at for move in moves if move.aspect is Aspect.STAGE), now]
    spent = [until - begin for begin, until in pairwise(since)]
    assert sum(spent, timedelta()) == now - relationship.opened_at
    assert all(time >= timedelta() for time in spent)
    assert (since[-2], len(spent) > 6) == (seen.since, True)


@pytest.mark.concept("C0")
def test_the_order_of_the_stages_is_data() -> None:
    assert path(*GROWN) == ("awareness", "expansion")
    assert path(*GROWN, policies=DWYER_SCHURR_OH) == ("exploration", "expansion")
    assert after(note("n", day(2)), policies=DWYER_SCHURR_OH).stage is Stage.AWARENESS


@pytest.mark.concept("C0")
def test_one_interaction_moves_as_far_as_its_evidence_reaches_one_decision_each() -> None:
    early = (
        happened("o", day(1), Opportunity("more")),
        adaptation("w", day(1.1)),
        happened("pl", day(1.5), Pledge("x")),
    )
    moved = then(purchase("p1", day(2)), *early)
    assert [c.after for c in moved.changes if c.aspect is Aspect.STAGE] == [
        "awareness",
        "expansion",
        "commitment",
    ]
    assert {(c.at, c.cause) for c in moved.changes} == {(day(2), "p1")}


@pytest.mark.concept("A6")
def test_the_first_purchase_makes_a_prospect_a_customer_and_id_and_history_stay() -> None:
    asked = after(happened("q", day(1), Question("is it fair trade?")))
    bought = then(purchase("p1", day(2)), relationship=asked)
    assert (asked.role, bought.relationship.role) == (Role.PROSPECT, Role.CUSTOMER)
    assert (bought.relationship.id, bought.relationship.opened_at) == (asked.id, asked.opened_at)
    assert bought.relationship.tallies["question"] == asked.tallies["question"]
    (change,) = (c for c in bought.changes if c.aspect is Aspect.ROLE)
    assert (change.before, change.after, change.cause) == ("prospect", "customer", "p1")


@pytest.mark.concept("A6")
def test_nothing_but_a_first_purchase_makes_a_customer() -> None:
    tried = (trial("t", day(2), TrialOutcome.PASSED), happened("pl", day(3), Pledge("soon")))
    assert after(*tried).role is Role.PROSPECT
    again = then(purchase("p2", day(3)), *BOUGHT)
    assert all(change.aspect is not Aspect.ROLE for change in again.changes)


@pytest.mark.concept("A6")
def test_who_bought_once_stays_a_customer_even_if_it_was_cancelled() -> None:
    assert after(*BOUGHT, taken_back("b", day(3), "p1", cancels=True)).role is Role.CUSTOMER


@pytest.mark.concept("F2")
@pytest.mark.parametrize("role", Role)
def test_the_same_history_takes_the_same_path_in_every_role(role: Role) -> None:
    grave = happened("g", day(6), Concern("it burns", Severity.GRAVE))
    history = (*ADAPTED, PLEDGE, grave, promise("o", day(6), day(7)), note("n", day(400)))
    assert path(*history, relationship=opened(role=role)) == path(*history)


@pytest.mark.concept("F2")
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PROSPECT])
def test_the_same_history_gives_the_same_state_in_every_role(role: Role) -> None:
    low = reading("q", day(6), 1)
    leaving = ended("s", day(8), EndReason.DISSATISFIED, Party.CUSTOMER)
    history = (*ADAPTED, PLEDGE, low, promise("r", day(7), day(9)), leaving, withdrawn("t", day(9), "s"))
    base = replay(opened(role=Role.CUSTOMER), (*history, note("u", day(60))))
    other = replay(opened(role=role), (*history, note("u", day(60))))
    assert evolve(other.relationship, role=Role.CUSTOMER) == base.relationship
    assert (other.changes, other.refusals) == (base.changes, base.refusals)


@pytest.mark.concept("F2", "A6")
def test_a_prospect_has_the_same_history_and_becomes_a_customer_besides() -> None:
    history = (*ADAPTED, PLEDGE)
    base, prospect = replay(opened(role=Role.CUSTOMER), history), replay(opened(), history)
    assert prospect.relationship == base.relationship
    assert [c for c in prospect.changes if c.aspect is not Aspect.ROLE] == list(base.changes)


@pytest.mark.concept("F2")
@pytest.mark.parametrize("role", [Role.CUSTOMER, Role.EMPLOYEE, Role.PARTNER, Role.SUPPLIER])
def test_every_role_but_the_prospects_stays_whatever_is_bought(role: Role) -> None:
    assert after(*GROWN, relationship=opened(role=role)).role is role
