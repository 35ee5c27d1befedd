"""What is owed does not depend on how much somebody spends, and what is not known is not held against anybody."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from relcore import Customer, Interaction, Money, replay, review
from relcore.model import Company
from relcore.model import contents as c
from relcore.policies import TypeProposal
from relcore.policy_set import STANDARD
from relcore.testing import RelationshipHistory, companies, customers, relationship_histories
from relcore.vocabulary import RelationshipType, Verdict

LATER = st.integers(0, 400 * 24).map(lambda hours: timedelta(hours=hours))
TIMES = st.sampled_from((10, 2, 1_000))


def richer(interaction: Interaction[Any], times: int) -> Interaction[Any]:
    """The same, with every amount so many times as large."""
    content = interaction.content
    match content:
        case c.Purchase() | c.Return() | c.AbandonedCart() | c.Opportunity() if content.amount is not None:
            amount = Money(content.amount.amount * Decimal(times), content.amount.currency)
            return evolve(interaction, content=evolve(content, amount=amount))
        case _:
            return interaction


def found(
    history: RelationshipHistory,
    later: timedelta,
    customer: Customer | None = None,
    company: Company | None = None,
) -> dict[str, tuple[str, ...]]:
    """The findings of a review, with what they cite."""
    relationship = replay(history.opened, history.interactions).relationship
    at: datetime = relationship.last_at + later
    told = review(relationship, customer, at=at, company=company)
    assert all(decision.verdict is Verdict.FOUND for decision in told.findings)
    return {d.policy: tuple(id for r in d.reasons for id in r.evidence) for d in told.findings}


@given(
    relationship_histories(max_size=15),
    TIMES,
    LATER,
    st.none() | customers("c-1"),
    st.none() | companies(),
)
@pytest.mark.concept("A3")
def test_a_smaller_customer_is_owed_the_same(
    history: RelationshipHistory,
    times: int,
    later: timedelta,
    customer: Customer | None,
    company: Company | None,
) -> None:
    """Lowering a customer's value never removes a due follow-up, nor anything else that is owed."""
    large = evolve(history, interactions=tuple(richer(i, times) for i in history.interactions))
    assert found(history, later, customer, company) == found(large, later, customer, company)
    small = replay(history.opened, history.interactions).relationship
    assert small.items == replay(large.opened, large.interactions).relationship.items
    assert small.next_due == replay(large.opened, large.interactions).relationship.next_due


NEEDS_TO_KNOW = {
    "no_human_channel",
    "need_not_covered",
    "anonymous_automation",
    "unroutable",
    "sales_not_alerted",
}


@given(relationship_histories(max_size=15), LATER, customers("c-1"), companies())
@pytest.mark.concept("A4")
def test_what_is_not_known_is_not_found(
    history: RelationshipHistory, later: timedelta, customer: Customer, company: Company
) -> None:
    """Unknown fires nothing: what is found without customer and company is found with any of them."""
    blind = found(history, later)
    assert not NEEDS_TO_KNOW & set(blind)
    for seen in (
        found(history, later, customer),
        found(history, later, None, company),
        found(history, later, customer, company),
    ):
        assert blind.items() <= seen.items()
    assert found(history, later, None, Company()) == blind


@given(relationship_histories(max_size=15), LATER, customers("c-1"), companies())
@pytest.mark.concept("A8")
def test_a_proposed_type_is_one_step_up_only_for_who_wants_it(
    history: RelationshipHistory, later: timedelta, customer: Customer, company: Company
) -> None:
    """Entitled by value, bounded by the wish, one step a review; and nothing of it happens by itself."""
    relationship = replay(history.opened, history.interactions).relationship
    told = review(relationship, customer, at=relationship.last_at + later, company=company)
    [ladder] = [one.ladder for one in STANDARD.advising.recommenders if isinstance(one, TypeProposal)]
    for proposal in told.recommendations:
        if proposal.kind != "change_type":
            continue
        here, there = (ladder.index(RelationshipType(code)) for code in proposal.occasion.split(">"))
        assert abs(there - here) == 1
        wanted = [p.wanted_type for p in customer.persons if p.wanted_type in ladder]
        if there > here:
            assert wanted
            assert there <= min(ladder.index(type) for type in wanted)
        assert proposal.reasons
        assert all(reason.holds is not None for reason in proposal.reasons)


@given(relationship_histories(max_size=15), LATER, st.none() | customers("c-1"), st.none() | companies())
def test_a_review_says_the_same_to_the_same_question_and_changes_nothing(
    history: RelationshipHistory, later: timedelta, customer: Customer | None, company: Company | None
) -> None:
    """Looking changes nothing; a recommendation asked for twice is the same one."""
    relationship = replay(history.opened, history.interactions).relationship
    at = relationship.last_at + later
    first, second = (review(relationship, customer, at=at, company=company) for _ in range(2))
    assert first == second
    assert relationship == replay(history.opened, history.interactions).relationship
    keys = [proposal.key for proposal in first.recommendations]
    assert len(set(keys)) == len(keys)
