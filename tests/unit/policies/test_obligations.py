"""What is open between the two sides, in numbers."""

from typing import Any

import pytest
from attrs import evolve

from relcore.model import (
    Acknowledged,
    Agent,
    Answered,
    AwaitingCustomer,
    Company,
    CustomerChanged,
    Escalated,
    FrozenMap,
    Interaction,
    Opportunity,
)
from relcore.policies import (
    AnswerHours,
    OpenConcerns,
    OpenNeeds,
    Opportunities,
    Overrun,
    UnacknowledgedChanges,
    UnalertedOpportunities,
    Unroutable,
    UnsettledGrievances,
)
from relcore.vocabulary import Department, EndReason, Party, Severity, StatementTopic
from tests.unit.kernel.history import MOMENT, day, delivered, ended, happened, promise
from tests.unit.policies.seen import (
    company,
    concern,
    customer,
    organisation,
    question,
    reading,
    resolved,
    seen,
    stated,
)

SALES, SUPPORT = Department.SALES, Department.TECHNICAL_SUPPORT


def found(metric: Any, *history: Interaction[Any], at: float = 20, **known: Any) -> tuple[str, ...] | None:
    """What a counting metric finds; that it counts and cites the same is checked on the way."""
    now = seen(*history, at=at, **known)
    ids: tuple[str, ...] | None = metric.found(now)
    assert metric.measure(now) == (None if ids is None else len(ids))
    assert metric.evidence(now) == (ids or ())[-8:]
    return ids


def noticed(id: str, at: Any, item: str, by: Department) -> Interaction[Any]:
    return happened(id, at, Acknowledged(item, by))


@pytest.mark.concept("E3")
def test_concerns_count_while_they_are_open_however_they_came_to_light() -> None:
    raised, low = concern("c", day(2)), reading("s", day(3), 1)
    assert found(OpenConcerns()) == ()
    assert found(OpenConcerns(), raised, low) == ("c", "s")
    assert found(OpenConcerns(), raised, low, resolved("r", day(4), "s")) == ("c",)
    assert found(OpenConcerns(), promise("o", day(2), day(3)), question("q", day(2))) == ()


@pytest.mark.concept("E1")
def test_a_low_reading_is_one_open_concern_and_a_better_one_is_none() -> None:
    assert found(OpenConcerns(), reading("s", day(3), 2)) == ("s",)
    assert found(OpenConcerns(), reading("s", day(3), 3)) == ()
    assert found(OpenConcerns(), reading("g", day(3), 1, given_by=Party.COMPANY)) == ()


MONDAY = 2.0  # nine in the morning, when business begins
LIMITS = [
    (concern("x", day(MONDAY), Severity.GRAVE), 8),
    (concern("x", day(MONDAY)), 24 + 8),
    (concern("x", day(MONDAY), Severity.MINOR), 4 * 24 + 8),
    (question("x", day(MONDAY)), 8),
]


@pytest.mark.parametrize(("opening", "hours"), LIMITS, ids=["grave", "moderate", "minor", "question"])
@pytest.mark.concept("E3", "E1b")
def test_an_item_overruns_when_its_business_hours_have_passed(opening: Interaction[Any], hours: int) -> None:
    limit = MONDAY + hours / 24
    assert found(Overrun(), opening, at=limit) == ()
    assert found(Overrun(), opening, at=limit + 1 / 24) == ("x",)


@pytest.mark.concept("E3", "E1b")
def test_what_is_settled_or_waits_for_the_customer_does_not_overrun() -> None:
    raised, asked = concern("c", day(2)), question("q", day(2))
    late = (happened("a", day(9), Answered("q")), resolved("r", day(9), "c"))
    assert found(Overrun(), raised, asked, at=9) == ("c", "q")
    assert found(Overrun(), raised, asked, *late) == ()
    waits = happened("w", day(2.1), AwaitingCustomer("c"))
    assert found(Overrun(), raised, waits, at=90) == ()
    assert found(Overrun(), raised, waits, question("z", day(30)), at=90) == ("c", "z")


def test_a_broken_promise_is_a_breach_and_no_overrun() -> None:
    assert found(Overrun(), promise("o", day(2), day(3))) == ()


@pytest.mark.concept("C5a")
def test_what_a_dissatisfied_customer_left_behind_counts_until_it_is_settled() -> None:
    metric = UnsettledGrievances()
    wronged = (promise("o", day(2), day(3)), concern("c", day(4)), reading("s", day(5), 1))
    left = ended("z", day(6), EndReason.DISSATISFIED, Party.CUSTOMER)
    assert found(metric, *wronged, left) == ("o", "c", "s")
    some = (delivered("d", day(7), "o"), resolved("r", day(8), "c"))
    assert found(metric, *wronged, left, *some) == ("s",)
    assert found(metric, *wronged, left, *some, resolved("t", day(9), "s")) == ()


@pytest.mark.concept("C5a")
def test_where_nobody_left_dissatisfied_nothing_is_left_behind() -> None:
    wronged = (promise("o", day(2), day(3)), concern("c", day(4)))
    moved_on = ended("z", day(6), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
    assert found(UnsettledGrievances(), *wronged) == ()
    assert found(UnsettledGrievances(), *wronged, moved_on) == ()
    left = ended("z", day(6), EndReason.DISSATISFIED, Party.CUSTOMER)
    assert found(UnsettledGrievances(), question("q", day(2)), left) == ()


def test_evidence_is_in_the_order_in_which_it_was_opened_however_it_was_stored() -> None:
    now = seen(concern("z", day(2)), concern("a", day(3)), concern("m", day(4)))
    items = dict(sorted(now.relationship.items.items()))
    stored = evolve(now, relationship=evolve(now.relationship, items=FrozenMap(items)))
    assert OpenConcerns().evidence(stored) == OpenConcerns().evidence(now) == ("z", "a", "m")


@pytest.mark.concept("E2")
def test_a_need_is_open_until_each_department_that_was_named_has_taken_notice() -> None:
    need = stated("n", day(2), StatementTopic.NEED, "decaf", departments=(SALES, SUPPORT))
    first, other = noticed("a", day(3), "n", SALES), noticed("b", day(4), "n", SUPPORT)
    assert found(OpenNeeds(), need) == ("n",)
    assert found(OpenNeeds(), need, first) == ("n",)
    assert found(OpenNeeds(), need, first, noticed("c", day(4), "n", SALES)) == ("n",)
    assert found(OpenNeeds(), need, noticed("c", day(4), "n", Department.MARKETING)) == ("n",)
    assert found(OpenNeeds(), need, first, other) == ()


@pytest.mark.concept("E2")
def test_a_need_that_names_no_department_is_not_open() -> None:
    assert found(OpenNeeds(), stated("n", day(2), StatementTopic.NEED, "decaf")) == ()
    assert found(OpenNeeds(), stated("n", day(2), StatementTopic.INTEREST, "roasting")) == ()


@pytest.mark.concept("A5")
def test_a_change_that_nobody_acknowledges_ages_into_a_number() -> None:
    moved = happened("m", day(2), CustomerChanged(("address",)))
    limit = seen(moved, at=5)
    assert UnacknowledgedChanges().found(limit) == ()
    assert UnacknowledgedChanges().found(evolve(limit, at=limit.at + MOMENT)) == ("m",)
    assert found(UnacknowledgedChanges(days=0.5), moved, at=3) == ("m",)
    assert found(UnacknowledgedChanges(), moved, noticed("a", day(9), "m", SUPPORT)) == ()


CHANCE = happened("o", day(2), Opportunity("an office machine"))


@pytest.mark.concept("E2c")
def test_sales_is_to_be_alerted_of_opportunities_in_key_customers_only() -> None:
    metric = UnalertedOpportunities()
    assert found(metric, CHANCE, customer=customer(is_key=True)) == ("o",)
    assert found(metric, CHANCE, customer=organisation(is_key=True)) == ("o",)
    assert found(metric, CHANCE, customer=customer()) == ()
    assert found(metric, customer=customer(is_key=True)) == ()


@pytest.mark.concept("E2c")
def test_once_sales_has_taken_notice_it_is_alerted_no_more() -> None:
    metric, key = UnalertedOpportunities(), customer(is_key=True)
    assert found(metric, CHANCE, noticed("a", day(3), "o", SUPPORT), customer=key) == ("o",)
    alerted = (CHANCE, noticed("a", day(3), "o", SALES))
    assert found(metric, *alerted, customer=key, at=90) == ()
    assert found(Opportunities(), *alerted, customer=key) == ("o",)  # and it stays an opportunity
    another = happened("p", day(4), Opportunity("cups"))
    assert found(metric, *alerted, another, customer=key) == ("p",)


@pytest.mark.concept("E2c")
def test_without_the_customer_it_is_not_known_whether_sales_is_to_be_alerted() -> None:
    assert found(UnalertedOpportunities(), CHANCE) is None


ADA, BO = Agent(id="ada", capabilities=("billing",)), Agent(id="bo", capabilities=("billing", "roasting"))
BILLING = concern("c", day(2), category="billing")


@pytest.mark.parametrize(
    ("own", "ids"),
    [
        (company(), ("c",)),  # nobody is there
        (company(ADA), ()),
        (company(Agent(id="cy", capabilities=("roasting",))), ("c",)),
        (company(evolve(ADA, active=False)), ("c",)),
        (company(evolve(ADA, active=False), BO), ()),
    ],
    ids=["nobody", "one", "another", "one who left", "one who left and one who stays"],
)
@pytest.mark.concept("E2b")
def test_a_concern_is_unroutable_where_no_active_agent_covers_its_category(
    own: Company, ids: tuple[str, ...]
) -> None:
    assert found(Unroutable(), BILLING, company=own) == ids


@pytest.mark.concept("E2b")
def test_an_escalated_concern_needs_an_assignee_who_covers_it() -> None:
    roasting = concern("c", day(2), category="roasting")
    to_ada, to_bo = (happened("e", day(3), Escalated("c", id)) for id in ("ada", "bo"))
    both = company(ADA, BO)
    assert found(Unroutable(), roasting, company=both) == ()
    assert found(Unroutable(), roasting, to_ada, company=both) == ("c",)
    assert found(Unroutable(), roasting, to_bo, company=both) == ()
    assert found(Unroutable(), roasting, to_bo, company=company(ADA, evolve(BO, active=False))) == ("c",)
    unheard_of = happened("e", day(3), Escalated("c", "zoe"))
    assert found(Unroutable(), roasting, unheard_of, company=both) == ("c",)
    again = happened("f", day(4), Escalated("c", "bo"))
    assert found(Unroutable(), roasting, to_ada, again, company=both) == ()


@pytest.mark.concept("E2b")
def test_a_concern_without_a_category_fits_everybody_and_a_closed_one_needs_nobody() -> None:
    assert found(Unroutable(), concern("c", day(2)), company=company()) == ()
    assert found(Unroutable(), BILLING, resolved("r", day(3), "c"), company=company()) == ()
    assert found(Unroutable(), question("q", day(2)), company=company()) == ()


@pytest.mark.concept("E2b")
def test_without_the_agents_it_is_not_known_whether_a_concern_can_be_routed() -> None:
    assert found(Unroutable(), BILLING) is None
    assert found(Unroutable(), BILLING, company=Company(help_topics=())) is None


@pytest.mark.concept("E1b")
def test_the_time_to_answer_is_the_median_of_the_latest_and_unknown_before_the_first() -> None:
    metric = AnswerHours()
    asked = [question(f"q{n}", day(2 + n)) for n in range(4)]
    answers = [happened(f"x{n}", day(2 + n + h / 24), Answered(f"q{n}")) for n, h in enumerate((6, 1, 50, 2))]
    history = sorted((*asked, *answers), key=lambda i: i.order)
    assert metric.measure(seen(*asked)) is None
    assert metric.measure(seen(*history)) == 2  # the lower of the middle two: 1, 2, 6, 50
    three = [i for i in history if i.id not in {"q1", "x1"}]
    assert metric.measure(seen(*three)) == 6  # 2, 6, 50
    assert metric.evidence(seen(*history)) == ()


@pytest.mark.concept("E1b")
def test_an_answer_that_names_no_question_takes_no_time() -> None:
    stray = happened("x", day(3), Answered("c"))
    assert AnswerHours().measure(seen(concern("c", day(2)), stray)) is None
    twice = (
        question("q", day(2)),
        happened("x", day(3), Answered("q")),
        happened("y", day(9), Answered("q")),
    )
    assert AnswerHours().measure(seen(*twice)) == 24


def test_evidence_is_at_most_the_latest_eight() -> None:
    many = [concern(f"c{n}", day(2 + n), category="billing") for n in range(10)]
    for metric in (OpenConcerns(), Overrun(), Unroutable()):
        ids = found(metric, *many, at=60, company=company())
        assert ids is not None
        assert len(ids) == 10
