"""The next type on a ladder: what the value entitles to, bounded by what the customer wants, one step at a time."""

from typing import Any

import pytest
from attrs import evolve

from relcore.errors import FieldError, PolicyError
from relcore.kernel import record, review
from relcore.model import Customer, Interaction, Recommendation, Relationship, TypeChanged
from relcore.policies import Entitlement, KeyCustomer, PurchaseDays, Situation, TypeProposal, at_least
from relcore.policy_set import STANDARD, Memory
from relcore.vocabulary import Comparison, EndReason, Party, Purpose, RelationshipType, Stage
from tests.unit.kernel.history import after, day, ended, happened, opened, purchase, taken_back
from tests.unit.policies.seen import customer, organisation, seen

T = RelationshipType
LADDER = (T.SELF_SERVICE, T.PERSONAL_ASSISTANCE, T.LONG_TERM, T.DEDICATED_ASSISTANCE)
PROPOSAL = TypeProposal(
    LADDER,
    (
        Entitlement(T.PERSONAL_ASSISTANCE, at_least(PurchaseDays(), 2)),
        Entitlement(T.LONG_TERM, at_least(PurchaseDays(), 3)),
        Entitlement(T.DEDICATED_ASSISTANCE, at_least(PurchaseDays(), 3) & at_least(KeyCustomer(), 1)),
    ),
    patience_days=30,
)


def bought(times: int) -> list[Interaction[Any]]:
    return [purchase(f"p{n}", day(2 + n)) for n in range(times)]


def proposed(
    type: RelationshipType,
    *history: Interaction[Any],
    who: Customer | None = None,
    at: float = 40,
) -> Recommendation | None:
    """The one proposal, if any."""
    now = seen(*history, at=at, relationship=opened(type=type), customer=who)
    found = list(PROPOSAL.recommend(now))
    assert len(found) <= 1
    return found[0] if found and (found[0].not_before is None or found[0].not_before <= day(at)) else None


def occasion(
    type: RelationshipType, *history: Interaction[Any], who: Customer | None = None, at: float = 40
) -> str | None:
    found = proposed(type, *history, who=who, at=at)
    return None if found is None else found.occasion


@pytest.mark.concept("B3", "B5")
def test_a_customer_whose_value_entitles_to_more_and_who_wants_it_is_offered_one_step() -> None:
    keen = customer(wanted=T.DEDICATED_ASSISTANCE, is_key=True)
    assert occasion(T.SELF_SERVICE, *bought(3), who=keen) == "self_service>personal_assistance"
    assert occasion(T.PERSONAL_ASSISTANCE, *bought(3), who=keen) == "personal_assistance>long_term"
    assert occasion(T.LONG_TERM, *bought(3), who=keen) == "long_term>dedicated_assistance"
    assert occasion(T.DEDICATED_ASSISTANCE, *bought(3), who=keen) is None


@pytest.mark.concept("B4")
def test_the_value_bounds_what_is_offered() -> None:
    keen = customer(wanted=T.DEDICATED_ASSISTANCE)
    assert occasion(T.SELF_SERVICE, *bought(1), who=keen) is None
    assert occasion(T.PERSONAL_ASSISTANCE, *bought(2), who=keen) is None
    assert occasion(T.LONG_TERM, *bought(9), who=keen) is None  # no key customer


@pytest.mark.concept("G7")
def test_the_wish_bounds_what_is_offered() -> None:
    modest = customer(wanted=T.SELF_SERVICE, is_key=True)
    assert occasion(T.SELF_SERVICE, *bought(9), who=modest) is None
    assert occasion(T.LONG_TERM, *bought(9), who=modest) == "long_term>personal_assistance"
    content = customer(wanted=T.LONG_TERM, is_key=True)
    assert occasion(T.LONG_TERM, *bought(9), who=content) is None


@pytest.mark.concept("G7")
def test_an_unknown_wish_never_steps_up() -> None:
    for who in (
        None,
        customer(is_key=True),
        organisation(None, None, is_key=True),
        organisation(is_key=True),
    ):
        assert occasion(T.SELF_SERVICE, *bought(9), who=who) is None
        assert occasion(T.LONG_TERM, *bought(9), who=who) is None


def test_a_wish_for_a_type_off_the_ladder_is_none_for_a_step_up() -> None:
    assert occasion(T.SELF_SERVICE, *bought(9), who=customer(wanted=T.COMMUNITY)) is None


@pytest.mark.concept("G7")
def test_where_several_people_want_different_types_the_loosest_rules() -> None:
    both = organisation(T.DEDICATED_ASSISTANCE, None, T.PERSONAL_ASSISTANCE, is_key=True)
    assert occasion(T.SELF_SERVICE, *bought(9), who=both) == "self_service>personal_assistance"
    assert occasion(T.PERSONAL_ASSISTANCE, *bought(9), who=both) is None


def test_what_value_no_longer_entitles_to_steps_down_without_a_wish() -> None:
    assert occasion(T.LONG_TERM, *bought(2), who=customer()) == "long_term>personal_assistance"
    assert occasion(T.LONG_TERM, who=customer()) == "long_term>personal_assistance"


def test_what_value_does_not_entitle_to_yet_is_left_alone_for_a_while() -> None:
    assert occasion(T.LONG_TERM, who=customer(), at=1) is None
    assert occasion(T.LONG_TERM, *bought(2), who=customer(), at=30) is None
    assert occasion(T.LONG_TERM, *bought(2), who=customer(), at=31) == "long_term>personal_assistance"
    early = seen(*bought(2), at=20, relationship=opened(type=T.LONG_TERM), customer=customer())
    assert [one.not_before for one in PROPOSAL.recommend(early)] == [day(31)]  # announced
    # what the customer does not want is not kept up, however new it is
    assert occasion(T.LONG_TERM, *bought(3), who=customer(wanted=T.SELF_SERVICE), at=4) is not None
    assert occasion(T.SELF_SERVICE, *bought(3), who=customer(wanted=T.LONG_TERM), at=4) is not None


@pytest.mark.concept("A4")
def test_what_is_not_known_proposes_nothing_neither_up_nor_down() -> None:
    # without the customer nobody can say whether it is a key customer
    assert occasion(T.DEDICATED_ASSISTANCE, *bought(9)) is None
    # purchase days reach beyond memory
    small = evolve(STANDARD, folding=evolve(STANDARD.folding, memory=Memory(purchases=1)))
    forgotten = after(
        *bought(3),
        taken_back("b", day(9), "p2", cancels=True),
        relationship=opened(type=T.PERSONAL_ASSISTANCE),
        policies=small,
    )
    assert "purchase_days" in forgotten.forgotten
    now = seen(relationship=forgotten, at=40, customer=customer(), policies=small)
    assert list(PROPOSAL.recommend(now)) == []


def test_a_proposal_says_why() -> None:
    up = proposed(T.SELF_SERVICE, *bought(2), who=customer(wanted=T.LONG_TERM))
    assert up is not None
    assert (up.kind, up.purpose, up.key) == (
        "change_type",
        Purpose.RELATIONSHIP,
        "r-1/change_type/self_service>personal_assistance",
    )
    entitled, wish = up.reasons
    assert (entitled.code, entitled.measured, entitled.holds, entitled.evidence) == (
        "purchase_days",
        2,
        True,
        ("p0", "p1"),
    )
    assert (wish.code, wish.measured, wish.comparison) == ("wanted_type", "long_term", Comparison.EQUAL_TO)


def test_a_step_down_says_what_does_not_entitle_to_more() -> None:
    down = proposed(T.LONG_TERM, *bought(2), who=customer())
    assert down is not None
    (reason,) = down.reasons
    assert (reason.code, reason.holds, reason.measured, reason.required) == ("purchase_days", False, 2, 3)
    unwanted = proposed(T.LONG_TERM, *bought(9), who=customer(wanted=T.SELF_SERVICE))
    assert unwanted is not None
    assert unwanted.reasons[-1].measured == "self_service"


def test_what_has_ended_or_is_not_on_the_ladder_is_left_alone() -> None:
    keen = customer(wanted=T.LONG_TERM)
    left = ended("z", day(30), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
    assert occasion(T.SELF_SERVICE, *bought(3), left, who=keen) is None
    assert occasion(T.LONG_TERM, *bought(3), left, who=customer()) is None
    assert occasion(T.COMMUNITY, *bought(3), who=keen) is None
    assert occasion(T.TRANSACTIONAL, *bought(3), who=keen) is None


BAD: list[tuple[tuple[Any, ...], str]] = [
    ((LADDER[:1], ()), r"TypeProposal.ladder is .*expected at least two different types"),
    ((LADDER, (), -1), r"TypeProposal.patience_days is -1; expected a number from 0"),
    ((LADDER, (), True), r"TypeProposal.patience_days is True; expected a number from 0"),
    (((), ()), r"TypeProposal.ladder is \(\)"),
    (((T.LONG_TERM, T.LONG_TERM), ()), r"TypeProposal.ladder is .*at least two different types"),
    (
        ((T.LONG_TERM, "automated"), ()),
        r"TypeProposal.ladder\[1\] is 'automated'; expected a RelationshipType",
    ),
    ((list(LADDER), ()), r"TypeProposal.ladder is .*expected a tuple of RelationshipType"),
    ((LADDER, (at_least(PurchaseDays(), 1),)), r"TypeProposal.entitlements\[0\] is .*expected a Entitlement"),
    (
        (LADDER, (Entitlement(T.COMMUNITY, at_least(PurchaseDays(), 1)),)),
        r"TypeProposal.entitlements is .*expected one of self_service, personal_assistance",
    ),
]


@pytest.mark.parametrize(("given", "message"), BAD, ids=map(str, range(len(BAD))))
def test_a_ladder_that_is_none_is_refused_and_named(given: tuple[Any, ...], message: str) -> None:
    with pytest.raises(FieldError, match=message):
        TypeProposal(*given)


def test_an_entitlement_needs_a_criterion() -> None:
    criterion: Any = 3
    with pytest.raises(PolicyError, match=r"criterion is 3; expected a criterion"):
        Entitlement(T.LONG_TERM, criterion)


def regular(type: RelationshipType) -> Relationship:
    """Somebody who buys every two months, for most of a year."""
    return after(*[purchase(f"p{n}", day(2 + 60 * n)) for n in range(5)], relationship=opened(type=type))


def change(relationship: Relationship, who: Customer | None) -> list[str]:
    found = review(relationship, who, at=day(245)).recommendations
    return [proposal.occasion for proposal in found if proposal.kind == "change_type"]


@pytest.mark.concept("B4")
def test_by_the_standard_policies_a_loyal_key_customer_who_wants_it_gets_a_representative() -> None:
    key = customer(wanted=T.DEDICATED_ASSISTANCE, is_key=True)
    assert change(regular(T.LONG_TERM), key) == ["long_term>dedicated_assistance"]
    assert change(regular(T.LONG_TERM), customer(wanted=T.DEDICATED_ASSISTANCE)) == []
    assert change(regular(T.LONG_TERM), customer(is_key=True)) == []
    assert change(regular(T.DEDICATED_ASSISTANCE), key) == []


@pytest.mark.concept("B1", "B6")
def test_by_the_standard_policies_a_ladder_is_climbed_step_by_step_and_by_agreement() -> None:
    keen, relationship = customer(wanted=T.LONG_TERM), regular(T.TRANSACTIONAL)
    steps = []
    for n in range(9):
        proposed = change(relationship, keen)
        if not proposed:
            break
        steps.append(proposed[0])
        agreed = TypeChanged(T(proposed[0].partition(">")[2]))
        relationship = record(relationship, happened(f"t{n}", day(243 + n / 10), agreed)).relationship
    assert steps == [
        "transactional>self_service",
        "1/self_service>automated",
        "2/automated>personal_assistance",
        "3/personal_assistance>long_term",
    ]
    assert (relationship.type, relationship.stage) == (T.LONG_TERM, Stage.EXPANSION)


def test_asked_twice_it_is_the_same_proposal_and_the_type_stays_as_agreed() -> None:
    relationship, keen = regular(T.AUTOMATED), customer(wanted=T.LONG_TERM)
    first, again = (review(relationship, keen, at=day(at)).recommendations for at in (245, 250))
    assert (
        [p.key for p in first] == [p.key for p in again] == ["r-1/change_type/automated>personal_assistance"]
    )
    assert relationship.type is T.AUTOMATED


def test_nothing_is_proposed_that_no_reason_stands_behind() -> None:
    bare = TypeProposal((RelationshipType.SELF_SERVICE, RelationshipType.COMMUNITY), ())
    opened = Relationship.open(id="r", customer_id="c", type=RelationshipType.COMMUNITY, at=day(1))
    assert bare.recommend(Situation(opened, day(4_000), 30.0)) == ()
