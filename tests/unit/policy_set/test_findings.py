"""The findings of the standard policies: where each of them holds, and where it must not fire."""

from typing import Any

import pytest

from relcore.kernel import review
from relcore.model import (
    Acknowledged,
    Agent,
    Answered,
    Company,
    Customer,
    CustomerChanged,
    Decision,
    Interaction,
    Message,
    Note,
    Opportunity,
    Relationship,
)
from relcore.policy_set import STANDARD
from relcore.vocabulary import (
    Channel,
    Department,
    Direction,
    Purpose,
    RelationshipType,
    StatementTopic,
    Verdict,
)
from tests.unit.kernel.history import after, day, happened, opened, purchase
from tests.unit.policies.seen import (
    call,
    company,
    concern,
    customer,
    message,
    question,
    reading,
    resolved,
    stated,
)

T = RelationshipType
NEED, COMMENT = StatementTopic.NEED, StatementTopic.COMMENT
SALES = Department.SALES


def told(
    *history: Interaction[Any],
    at: float,
    type: RelationshipType = T.LONG_TERM,
    who: Customer | None = None,
    own: Company | None = None,
    **given: Any,
) -> dict[str, Decision]:
    """The findings of a review, by their names; looking changes nothing."""
    relationship: Relationship = after(*history, relationship=opened(type=type, **given))
    found = review(relationship, who, at=day(at), company=own).findings
    assert {decision.verdict for decision in found} <= {Verdict.FOUND}
    assert {decision.rules for decision in found} <= {STANDARD.folding.digest}
    assert all(reason.holds is not None for decision in found for reason in decision.reasons)
    return {decision.policy: decision for decision in found}


def evidence(found: dict[str, Decision], name: str) -> tuple[str, ...]:
    return tuple(id for reason in found[name].reasons for id in reason.evidence)


def test_nothing_is_found_of_a_new_relationship() -> None:
    for type in RelationshipType:
        found = told(at=1, type=type)
        assert set(found) <= {"no_active_representative"}
        assert ("no_active_representative" in found) is (type is T.DEDICATED_ASSISTANCE)


@pytest.mark.concept("A2")
def test_a_purchase_that_nobody_asked_about_is_found() -> None:
    bought = purchase("p", day(2))
    found = told(bought, at=33)
    assert evidence(found, "unmeasured") == ("p",)
    assert "unmeasured" not in told(bought, at=32)
    assert "unmeasured" not in told(bought, reading("s", day(9), 3), at=33)


@pytest.mark.concept("A5")
def test_a_change_that_nobody_acknowledged_ages_into_a_finding() -> None:
    changed = happened("m", day(2), CustomerChanged(("address",)))
    known = happened("a", day(3), Acknowledged("m", SALES))
    assert evidence(told(changed, at=5.1), "change_unacknowledged") == ("m",)
    assert "change_unacknowledged" not in told(changed, at=5)
    assert "change_unacknowledged" not in told(changed, known, at=9)


@pytest.mark.concept("B1")
def test_outreach_in_a_transactional_relationship_is_found() -> None:
    sent = message("m", day(2))
    assert evidence(told(sent, at=3, type=T.TRANSACTIONAL), "outreach_not_agreed") == ("m",)
    assert "outreach_not_agreed" in told(call("t", day(2)), at=3, type=T.TRANSACTIONAL)
    assert "outreach_not_agreed" not in told(sent, at=3, type=T.LONG_TERM)


@pytest.mark.concept("B1")
def test_replies_and_the_transaction_itself_are_no_outreach() -> None:
    asked = question("q", day(2))
    reply = happened("r", day(3), Message(Purpose.RELATIONSHIP, reply_to="q"))
    receipt = message("s", day(4), Purpose.SERVICE)
    found = told(asked, reply, happened("a", day(3.5), Answered("q")), receipt, at=5, type=T.TRANSACTIONAL)
    assert "outreach_not_agreed" not in found


@pytest.mark.concept("B1")
def test_a_representative_in_a_transactional_relationship_is_found() -> None:
    assert "owner_not_agreed" in told(at=2, type=T.TRANSACTIONAL, owner="ada")
    assert "owner_not_agreed" not in told(at=2, type=T.TRANSACTIONAL)
    assert "owner_not_agreed" not in told(at=2, type=T.LONG_TERM, owner="ada")


REGULAR = [message(f"m{n}", day(1 + 90 * n), direction=Direction.INBOUND) for n in range(3)]


@pytest.mark.concept("B2")
def test_a_long_term_relationship_that_is_none_in_practice_is_found() -> None:
    name = "not_long_term_in_practice"
    twice = REGULAR[:2]
    assert name in told(*twice, at=182)
    assert name not in told(*twice, at=181)  # it has had no time yet
    assert name not in told(*REGULAR, at=182)  # three days over 180
    assert name not in told(*twice, at=182, type=T.PERSONAL_ASSISTANCE)


@pytest.mark.concept("B2")
def test_many_days_close_together_are_not_long_term_and_neither_are_two_far_apart() -> None:
    name = "not_long_term_in_practice"
    close = [message(f"m{n}", day(2 + n), direction=Direction.INBOUND) for n in range(9)]
    apart = [message(f"m{n}", day(1 + 180 * n), direction=Direction.INBOUND) for n in range(2)]
    assert name in told(*close, at=182)
    assert name in told(*apart, at=182)
    reasons = {reason.code: reason.measured for reason in told(*close[:2], at=182)[name].reasons}
    assert (reasons["interaction_days"], reasons["interaction_span"]) == (2, 2)


PEOPLE, MACHINES = (Channel.PHONE, Channel.WEB), (Channel.WEB,)


@pytest.mark.concept("B3")
def test_personal_assistance_without_a_person_in_one_of_the_phases_is_found() -> None:
    name = "no_human_channel"
    half = Company(sales_channels=PEOPLE, service_channels=MACHINES)
    assert name in told(at=2, type=T.PERSONAL_ASSISTANCE, own=half)
    both = Company(sales_channels=PEOPLE, service_channels=(Channel.EMAIL,))
    assert name not in told(at=2, type=T.PERSONAL_ASSISTANCE, own=both)
    assert name not in told(at=2, type=T.SELF_SERVICE, own=half)
    assert name not in told(at=2, type=T.PERSONAL_ASSISTANCE)  # the channels are not known
    assert name not in told(at=2, type=T.PERSONAL_ASSISTANCE, own=Company(sales_channels=MACHINES))


ADA = Agent(id="ada", capabilities=("billing",))


@pytest.mark.concept("B4")
def test_dedicated_assistance_without_an_active_representative_is_found() -> None:
    name, dedicated = "no_active_representative", T.DEDICATED_ASSISTANCE
    assert name in told(at=2, type=dedicated)
    assert name in told(at=2, type=dedicated, owner="ada", own=company(Agent(id="ada", active=False)))
    assert name in told(at=2, type=dedicated, owner="ada", own=company(Agent(id="bo")))
    assert name not in told(at=2, type=dedicated, owner="ada", own=company(ADA))
    assert name not in told(at=2, type=dedicated, owner="ada")  # who works there is not known
    assert name not in told(at=2, type=T.LONG_TERM)


@pytest.mark.concept("B5")
def test_a_person_who_reaches_out_in_self_service_is_found() -> None:
    name = "people_reached_out"
    written = message("m", day(2), by="ada")
    assert evidence(told(written, at=3, type=T.SELF_SERVICE), name) == ("m",)
    assert name not in told(message("m", day(2)), at=3, type=T.SELF_SERVICE)  # a machine did
    reply = happened("r", day(2), Message(Purpose.RELATIONSHIP, reply_to="q"), by="ada")
    assert name not in told(reply, at=3, type=T.SELF_SERVICE)
    assert name not in told(written, at=3, type=T.LONG_TERM)


@pytest.mark.concept("B5")
def test_a_need_in_self_service_that_no_help_resource_covers_is_found() -> None:
    name = "need_not_covered"
    need = stated("n", day(2), NEED, "decaf in the evening", "decaf")
    assert evidence(told(need, at=3, type=T.SELF_SERVICE, own=Company(help_topics=("returns",))), name) == (
        "n",
    )
    assert name not in told(need, at=3, type=T.SELF_SERVICE, own=Company(help_topics=("decaf",)))
    assert name not in told(need, at=3, type=T.SELF_SERVICE)
    assert name not in told(need, at=3, type=T.SELF_SERVICE, own=Company())
    assert name not in told(need, at=3, type=T.LONG_TERM, own=Company(help_topics=()))


@pytest.mark.concept("B6")
def test_anonymous_automation_is_found() -> None:
    name = "anonymous_automation"
    assert name in told(at=2, type=T.AUTOMATED, who=customer(identified=False))
    assert name not in told(at=2, type=T.AUTOMATED, who=customer())
    assert name not in told(at=2, type=T.AUTOMATED)
    assert name not in told(at=2, type=T.SELF_SERVICE, who=customer(identified=False))


AMONG = happened("b", day(2), Message(topic="grinding"), direction=Direction.BETWEEN_CUSTOMERS)


@pytest.mark.concept("B7")
def test_members_may_deal_with_each_other_in_a_community_only() -> None:
    name = "members_without_community"
    assert name in told(AMONG, at=3)
    assert name not in told(AMONG, at=3, type=T.COMMUNITY)
    assert name not in told(AMONG, at=3, type=T.SELF_SERVICE, facets=(T.COMMUNITY,))
    assert name not in told(message("m", day(2), direction=Direction.INBOUND), at=3)


@pytest.mark.concept("B7")
def test_what_a_community_learns_without_a_source_is_found() -> None:
    name = "learnt_without_source"
    said = stated("s", day(2), COMMENT, "grind finer")
    assert evidence(told(said, at=3, type=T.COMMUNITY), name) == ("s",)
    assert name not in told(stated("s", day(2), COMMENT, "grind finer", by="lin"), at=3, type=T.COMMUNITY)
    assert name not in told(said, at=3)


@pytest.mark.concept("E2")
def test_a_need_that_a_department_has_not_noticed_is_found() -> None:
    name = "need_not_acknowledged"
    need = stated("n", day(2), NEED, "decaf", departments=(SALES,))
    noticed = happened("a", day(3), Acknowledged("n", SALES))
    assert evidence(told(need, at=3), name) == ("n",)
    assert name not in told(need, noticed, at=4)
    assert name not in told(stated("n", day(2), NEED, "decaf"), at=3)


@pytest.mark.concept("E2b")
def test_a_concern_that_nobody_can_resolve_is_found() -> None:
    name = "unroutable"
    billing, roasting = (concern("c", day(2), category=category) for category in ("billing", "roasting"))
    assert evidence(told(roasting, at=3, own=company(ADA)), name) == ("c",)
    assert name not in told(billing, at=3, own=company(ADA))
    assert name not in told(roasting, at=3)
    assert name not in told(roasting, resolved("r", day(2.5), "c"), at=3, own=company(ADA))


@pytest.mark.concept("E2c")
def test_an_opportunity_in_a_key_customer_of_which_sales_does_not_know_is_found_once() -> None:
    name = "sales_not_alerted"
    chance = happened("o", day(2), Opportunity("an office machine"))
    alerted = happened("a", day(3), Acknowledged("o", SALES))
    assert evidence(told(chance, at=3, who=customer(is_key=True)), name) == ("o",)
    assert name not in told(chance, alerted, at=9, who=customer(is_key=True))
    assert name not in told(chance, at=3, who=customer())
    assert name not in told(chance, at=3)


@pytest.mark.concept("E1b", "E3")
def test_a_time_limit_that_has_passed_is_found() -> None:
    name = "time_limit_passed"
    asked, raised = question("q", day(2)), concern("c", day(2))
    assert evidence(told(raised, asked, at=9), name) == ("c", "q")
    assert name not in told(raised, asked, at=2.1)
    answered = happened("a", day(2.1), Answered("q"))
    assert name not in told(asked, answered, at=9)


@pytest.mark.concept("F6")
def test_a_conversation_that_nobody_noted_is_found() -> None:
    name = "note_missing"
    talked = call("t", day(2))
    assert evidence(told(talked, at=3.1), name) == ("t",)
    assert name not in told(talked, at=3)
    assert name not in told(talked, happened("n", day(2.1), Note("wants decaf", about="t")), at=9)


@pytest.mark.concept("E2d")
def test_a_comment_is_found_to_be_nothing() -> None:
    comment = stated("s", day(2), COMMENT, "a nicer bag", "packaging")
    assert told(comment, at=9, own=company(), who=customer(is_key=True)) == {}


def test_each_finding_is_shown_to_fire_somewhere() -> None:
    """Whoever adds a finding tells its story here too."""
    shown = {
        *told(purchase("p", day(1)), AMONG, concern("c", day(2)), call("t", day(3)), at=40),
        *told(happened("m", day(2), CustomerChanged(("name",))), REGULAR[1], at=190),
        *told(message("m", day(2)), at=3, type=T.TRANSACTIONAL, owner="ada"),
        *told(at=2, type=T.PERSONAL_ASSISTANCE, own=Company(sales_channels=(), service_channels=())),
        *told(at=2, type=T.DEDICATED_ASSISTANCE),
        *told(
            message("m", day(2), by="ada"),
            stated("n", day(3), NEED, "decaf", departments=(SALES,)),
            at=4,
            type=T.SELF_SERVICE,
            own=Company(help_topics=()),
        ),
        *told(at=2, type=T.AUTOMATED, who=customer(identified=False)),
        *told(stated("s", day(2), COMMENT, "finer"), at=3, type=T.COMMUNITY),
        *told(
            concern("c", day(2), category="billing"),
            happened("o", day(3), Opportunity("cups")),
            at=4,
            who=customer(is_key=True),
            own=company(),
        ),
    }
    assert shown == set(STANDARD.advising.findings)
