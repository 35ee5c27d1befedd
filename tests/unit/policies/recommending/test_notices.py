"""What somebody in the company has to know: departments, the owner, sales, and a supervisor where nobody owns it."""

from typing import Any

import pytest

from relcore.errors import FieldError
from relcore.model import Agent, Company, TypeChanged
from relcore.policies.recommending.notices import NeedsOpen, Notices, Succession
from relcore.testing.laws import check_recommender
from relcore.vocabulary import Department, EndReason, Party, Priority, RelationshipType
from tests.unit.kernel.history import day, ended, happened, opened, purchase, resolved, withdrawn
from tests.unit.policies.recommending.after_words import (
    acknowledged,
    changed,
    forgetful,
    given_to,
    hoped,
    keys,
    needed,
    only,
    proposed,
    settled,
)
from tests.unit.policies.seen import company, customer

NEEDS, NOTICES, SUCCESSION = NeedsOpen(), Notices(), Succession()
SALES, SUPPORT, SERVICE = Department.SALES, Department.TECHNICAL_SUPPORT, Department.CUSTOMER_SERVICE
DEDICATED = RelationshipType.DEDICATED_ASSISTANCE
KEY = customer(is_key=True)
LEFT = ended("z", day(9), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
ANN, ANN_LEFT, BOB = Agent(id="ann"), Agent(id="ann", active=False), Agent(id="bob")


# needs


@pytest.mark.concept("E2")
def test_each_department_that_a_need_names_has_to_take_notice() -> None:
    need = needed("n", day(2), SALES, SUPPORT)
    first, second = proposed(NEEDS, need, at=2)
    assert (first.key, first.role, first.is_internal) == ("r-1/acknowledge_need/n/sales", "sales", True)
    assert (second.key, second.role) == ("r-1/acknowledge_need/n/technical_support", "technical_support")
    assert (first.topic, first.settles) == ("noise", ("n",))
    (why,) = first.reasons
    assert (why.code, why.measured, why.unit, why.evidence) == (
        "need_unacknowledged",
        SALES,
        "department",
        ("n",),
    )
    assert proposed(NEEDS, need, at=90) == [first, second]


@pytest.mark.concept("E2")
def test_a_department_that_took_notice_has_not_to_do_so_again() -> None:
    need = needed("n", day(2), SALES, SUPPORT)
    sales = acknowledged("o", day(3), "n", SALES)
    assert keys(NEEDS, need, sales, at=3) == ["acknowledge_need/n/technical_support"]
    assert keys(NEEDS, need, acknowledged("o", day(3), "n", SERVICE), at=3) == [
        "acknowledge_need/n/sales",
        "acknowledge_need/n/technical_support",
    ]
    assert proposed(NEEDS, need, sales, acknowledged("p", day(4), "n", SUPPORT), at=4) == []
    assert proposed(NEEDS, need, resolved("o", day(3), "n"), at=3) == []
    assert keys(NEEDS, need, settled("o", day(3), "acknowledge_need/n/sales"), at=3) == [
        "acknowledge_need/n/technical_support"
    ]
    assert proposed(NEEDS, needed("n", day(2)), at=2) == []
    assert proposed(NEEDS, need, LEFT, at=9) == []
    assert len(proposed(NEEDS, needed("n", day(2), SALES, SALES), at=2)) == 1


# changes


@pytest.mark.concept("A5")
def test_one_change_is_one_notice_to_the_owner() -> None:
    first, second = proposed(NOTICES, changed("a", day(2)), changed("b", day(3)), at=3)
    assert (first.key, first.role, first.is_internal) == ("r-1/notice_change/a", "representative", True)
    assert (second.key, second.settles) == ("r-1/notice_change/b", ("b",))
    (why,) = first.reasons
    assert (why.code, why.measured, why.evidence) == ("customer_changed_on", day(2), ("a",))
    assert keys(NOTICES, changed("a", day(2)), LEFT, at=90) == ["notice_change/a"]


@pytest.mark.concept("A5")
def test_a_change_that_was_acknowledged_is_no_notice_any_more() -> None:
    both = [changed("a", day(2)), changed("b", day(3))]
    assert keys(NOTICES, *both, acknowledged("c", day(4), "a", SERVICE), at=4) == ["notice_change/b"]
    assert keys(NOTICES, *both, settled("c", day(4), "notice_change/b"), at=4) == ["notice_change/a"]
    assert proposed(NOTICES, needed("n", day(2), SALES), at=3) == []


# opportunities


@pytest.mark.concept("E2c")
def test_sales_is_alerted_once_to_each_opportunity_in_a_key_customer() -> None:
    found = only(NOTICES, hoped("o", day(2)), at=2, customer=KEY)
    assert (found.key, found.role, found.is_internal) == ("r-1/sales_alert/o", "sales", True)
    assert (found.priority, found.settles) == (Priority.COMMERCIAL, ("o",))
    opportunity, key = found.reasons
    assert (opportunity.code, opportunity.measured, opportunity.evidence) == (
        "opportunity_seen_on",
        day(2),
        ("o",),
    )
    assert (key.code, key.measured, key.required) == ("key_customer", 1, 1)
    two = [hoped("o", day(2)), hoped("p", day(3))]
    assert keys(NOTICES, *two, at=3, customer=KEY) == ["sales_alert/o", "sales_alert/p"]
    assert keys(NOTICES, *two, settled("q", day(4), "sales_alert/o"), at=4, customer=KEY) == ["sales_alert/p"]


@pytest.mark.concept("E2c")
def test_sales_is_not_alerted_to_what_it_knows_or_what_is_no_such_opportunity() -> None:
    chance = hoped("o", day(2))
    assert proposed(NOTICES, chance, at=2, customer=customer()) == []
    assert proposed(NOTICES, chance, at=2) == []
    assert proposed(NOTICES, chance, acknowledged("p", day(3), "o", SALES), at=3, customer=KEY) == []
    other = acknowledged("p", day(3), "o", SERVICE)
    assert keys(NOTICES, chance, other, at=3, customer=KEY) == ["sales_alert/o"]
    for end in (resolved("p", day(3), "o"), withdrawn("p", day(3), "o", by=Party.COMPANY)):
        assert proposed(NOTICES, chance, end, at=3, customer=KEY) == []
    assert proposed(NOTICES, chance, LEFT, at=9, customer=KEY) == []
    assert keys(NOTICES, changed("c", day(2)), at=2, customer=KEY) == ["notice_change/c"]


# owners


def owned(owner: str | None = "ann", type: RelationshipType = DEDICATED, **given: Any) -> Any:
    return opened(owner=owner, type=type, **given)


@pytest.mark.concept("B4")
def test_where_the_owner_has_left_another_is_to_be_found() -> None:
    for agents in ((ANN_LEFT, BOB), (BOB,), ()):
        for type in (DEDICATED, RelationshipType.LONG_TERM):
            given: dict[str, Any] = {"company": company(*agents), "relationship": owned(type=type)}
            found = only(SUCCESSION, at=2, **given)
            assert (found.key, found.role, found.assignee) == ("r-1/assign_owner/ann/0", "supervisor", None)
            (why,) = found.reasons
            assert (why.code, why.measured, why.unit) == ("owner_left", "ann", "agent")
            assert found.is_internal


@pytest.mark.concept("B4")
def test_where_the_owner_is_there_or_nobody_knows_nothing_is_to_be_found() -> None:
    for known in (None, company(ANN), company(ANN, BOB)):
        assert proposed(SUCCESSION, at=2, company=known, relationship=owned()) == []
    assert proposed(SUCCESSION, at=2, company=Company(), relationship=owned()) == []
    assert proposed(SUCCESSION, LEFT, at=9, company=company(BOB), relationship=owned()) == []
    moved = given_to("o", day(2), "bob")
    assert proposed(SUCCESSION, moved, at=2, company=company(BOB), relationship=owned()) == []


@pytest.mark.concept("B4")
def test_a_dedicated_representative_is_missed_where_there_is_none() -> None:
    found = only(SUCCESSION, at=2, relationship=owned(None))
    assert found.key == "r-1/assign_owner/nobody/0"
    (why,) = found.reasons
    assert (why.code, why.measured, why.unit) == ("owner_missing", DEDICATED, "type")
    facet = opened(type=RelationshipType.LONG_TERM, facets=(DEDICATED,))
    assert keys(SUCCESSION, at=2, relationship=facet) == ["assign_owner/nobody/0"]
    for type in RelationshipType:
        if type is not DEDICATED:
            assert proposed(SUCCESSION, at=2, relationship=owned(None, type)) == []
    assert proposed(SUCCESSION, LEFT, at=9, relationship=owned(None)) == []
    agreed = happened("t", day(2), TypeChanged(DEDICATED))
    assert keys(SUCCESSION, agreed, at=2) == ["assign_owner/nobody/0"]


@pytest.mark.concept("B4")
def test_an_owner_is_found_once_and_missed_again_whenever_somebody_leaves() -> None:
    given: dict[str, Any] = {"company": company(ANN_LEFT, BOB), "relationship": owned()}
    found = settled("a", day(2), "assign_owner/ann/0")
    assert proposed(SUCCESSION, found, at=2, **given) == []
    back = [found, given_to("b", day(3), "bob"), given_to("c", day(4), "ann")]
    assert keys(SUCCESSION, *back, at=4, **given) == ["assign_owner/ann/2"]
    released = [*back, given_to("d", day(5), None)]
    assert keys(SUCCESSION, *released, at=5, **given) == ["assign_owner/nobody/3"]
    # in the next episode they are counted on
    later = ended("e", day(6), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
    assert keys(SUCCESSION, *released, later, purchase("f", day(40)), at=40, **given) == [
        "assign_owner/nobody/3"
    ]


def test_memory_cannot_hide_who_is_missing() -> None:
    done = [settled(f"a{n}", day(2 + n), f"assign_owner/x/{n}") for n in range(3)]
    given: dict[str, Any] = {"relationship": owned(None), "policies": forgetful(carried_out=1)}
    assert keys(SUCCESSION, *done, at=9, **given) == ["assign_owner/nobody/0"]


# parameters and laws


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda none: NeedsOpen(proposal=none), "NeedsOpen.proposal"),
        (lambda none: Notices(change=none), "Notices.change"),
        (lambda none: Notices(alert=none), "Notices.alert"),
        (lambda none: Succession(proposal=none), "Succession.proposal"),
    ],
)
def test_what_is_no_proposal_is_refused_and_named(make: Any, field: str) -> None:
    with pytest.raises(FieldError) as refused:
        make("call")
    assert refused.value.field == field


@pytest.mark.parametrize("recommender", [NEEDS, NOTICES, SUCCESSION], ids=lambda one: one.code)
def test_each_keeps_the_laws_of_recommenders(recommender: Any) -> None:
    check_recommender(recommender, max_examples=20)
