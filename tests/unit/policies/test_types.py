"""What was agreed, and what practice looks like: each asks one thing of a type."""

from typing import Any

import pytest
from attrs import evolve

from relcore.errors import FieldError
from relcore.model import (
    Agent,
    Company,
    Conversation,
    FrozenMap,
    Interaction,
    Message,
    OwnerChanged,
    TypeChanged,
)
from relcore.policies import (
    ActiveOwner,
    HumanChannels,
    InteractionDays,
    InteractionSpan,
    KeyCustomer,
    MemberInteractions,
    OfType,
    Outreach,
    Owned,
    UnsourcedStatements,
)
from relcore.policy_set import STANDARD, Memory
from relcore.vocabulary import Channel, Direction, EndReason, Party, Purpose, RelationshipType, StatementTopic
from tests.unit.kernel.history import day, ended, happened, note, opened, purchase
from tests.unit.policies.seen import call, company, customer, message, seen, stated

T = RelationshipType
BETWEEN = Direction.BETWEEN_CUSTOMERS


@pytest.mark.concept("A8")
def test_a_relationship_is_of_the_type_that_was_agreed_and_of_its_facets() -> None:
    shop = opened(type=T.SELF_SERVICE, facets=(T.COMMUNITY,))
    assert OfType((T.SELF_SERVICE,)).measure(seen(relationship=shop)) == 1
    assert OfType((T.COMMUNITY,)).measure(seen(relationship=shop)) == 1
    assert OfType((T.COMMUNITY,), facets=False).measure(seen(relationship=shop)) == 0
    assert OfType((T.LONG_TERM, T.AUTOMATED)).measure(seen(relationship=shop)) == 0
    assert OfType((T.LONG_TERM, T.SELF_SERVICE)).measure(seen(relationship=shop)) == 1
    assert OfType((T.SELF_SERVICE,)).evidence(seen(relationship=shop)) == ()


@pytest.mark.concept("A8")
def test_a_type_changes_only_when_another_is_agreed() -> None:
    agreed = happened("t", day(2), TypeChanged(T.PERSONAL_ASSISTANCE, (T.COMMUNITY,)))
    long_term = OfType((T.LONG_TERM,))
    assert long_term.measure(seen(purchase("p", day(2)))) == 1
    assert long_term.measure(seen(agreed)) == 0
    assert OfType((T.COMMUNITY,)).measure(seen(agreed)) == 1


@pytest.mark.parametrize("types", ["long_term", ["long_term"], ("long_term",), T.LONG_TERM], ids=repr)
def test_types_are_a_tuple_of_types(types: Any) -> None:
    with pytest.raises(FieldError, match=r"^OfType.types.* expected a .*RelationshipType"):
        OfType(types)


@pytest.mark.concept("B4")
def test_there_is_one_representative_or_none_and_never_two() -> None:
    given = happened("a", day(2), OwnerChanged("ada"))
    handed_over = happened("b", day(3), OwnerChanged("bo"))
    released = happened("c", day(4), OwnerChanged(None))
    assert [Owned().measure(seen(*h)) for h in ((), (given,), (given, handed_over))] == [0, 1, 1]
    assert seen(given, handed_over).relationship.owner == "bo"
    assert Owned().measure(seen(given, released)) == 0
    assert Owned().evidence(seen(given)) == ()


@pytest.mark.parametrize(
    ("owner", "own", "active"),
    [
        (None, None, 0),  # nobody owns it: that is known without the agents
        (None, company(Agent(id="ada")), 0),
        ("ada", None, None),
        ("ada", Company(), None),
        ("ada", company(), 0),
        ("ada", company(Agent(id="bo")), 0),
        ("ada", company(Agent(id="ada", active=False)), 0),
        ("ada", company(Agent(id="bo"), Agent(id="ada")), 1),
    ],
)
@pytest.mark.concept("B4")
def test_a_representative_is_there_and_still_works_for_the_company(
    owner: str | None, own: Company | None, active: int | None
) -> None:
    now = seen(relationship=opened(owner=owner), company=own)
    assert ActiveOwner().measure(now) == active
    assert ActiveOwner().evidence(now) == ()


@pytest.mark.concept("E2c")
def test_a_key_customer_is_one_where_somebody_says_so() -> None:
    assert KeyCustomer().measure(seen(customer=customer(is_key=True))) == 1
    assert KeyCustomer().measure(seen(customer=customer())) == 0
    assert KeyCustomer().measure(seen()) is None
    assert KeyCustomer().evidence(seen()) == ()


def practice(*history: Interaction[Any]) -> tuple[int, int]:
    now = seen(*history)
    assert InteractionDays().evidence(now) == InteractionSpan().evidence(now) == ()
    return InteractionDays().measure(now), InteractionSpan().measure(now)


@pytest.mark.concept("B2")
def test_days_on_which_something_passed_between_the_two_are_counted_with_their_span() -> None:
    asked, sent = message("m", day(5), direction=Direction.INBOUND), message("n", day(9))
    assert practice() == (0, 0)
    assert practice(asked) == (1, 4)  # it was opened on day 1
    assert practice(asked, message("x", day(5.2)), sent) == (2, 8)
    assert practice(asked, purchase("p", day(200))) == (2, 199)


@pytest.mark.concept("B2")
def test_what_is_internal_is_no_interaction_with_the_customer() -> None:
    assert practice(note("n", day(3)), happened("o", day(4), OwnerChanged("ada"))) == (0, 0)


@pytest.mark.concept("B2")
def test_depth_outlasts_an_episode() -> None:
    left = ended("e", day(10), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
    assert practice(purchase("p", day(2)), left, purchase("q", day(40))) == (2, 39)


@pytest.mark.concept("B1", "B5")
def test_outreach_is_what_the_company_did_unasked() -> None:
    unasked, talked = message("m", day(2)), call("t", day(3), by="ada")
    metric = Outreach()
    assert metric.found(seen(unasked, talked)) == ("m", "t")
    assert (metric.measure(seen(unasked)), metric.evidence(seen(unasked))) == (1, ("m",))
    missed = call("t", day(3), held=False)
    assert metric.found(seen(missed)) == ("t",)


@pytest.mark.concept("B1", "B5")
def test_a_reply_a_service_message_and_the_customers_own_contact_are_no_outreach() -> None:
    reply = happened("r", day(2), Message(Purpose.RELATIONSHIP, reply_to="q"))
    service = message("s", day(3), Purpose.SERVICE)
    helped = happened("h", day(4), Conversation(purpose=Purpose.SERVICE), by="ada")
    asked = message("m", day(5), direction=Direction.INBOUND)
    assert Outreach().found(seen(reply, service, helped, asked)) == ()


@pytest.mark.concept("B5")
def test_what_a_machine_sends_is_no_persons_outreach() -> None:
    sent, written = message("m", day(2)), message("n", day(3), by="ada")
    assert Outreach(by_people=True).found(seen(sent, written)) == ("n",)
    assert Outreach().found(seen(sent, written)) == ("m", "n")


BOTH = (Channel.PHONE, Channel.WEB)


@pytest.mark.parametrize(
    ("own", "phases"),
    [
        (None, None),
        (Company(), None),
        (Company(sales_channels=BOTH), None),  # of one of the two nothing is known
        (Company(service_channels=BOTH), None),
        (Company(sales_channels=BOTH, service_channels=BOTH), 2),
        (Company(sales_channels=BOTH, service_channels=(Channel.WEB,)), 1),
        (Company(sales_channels=(), service_channels=(Channel.EMAIL,)), 1),
        (Company(sales_channels=(Channel.APP,), service_channels=(Channel.SMS, Channel.VOICEMAIL)), 0),
    ],
)
@pytest.mark.concept("B3")
def test_people_are_to_be_reached_during_the_sale_and_after_it(
    own: Company | None, phases: int | None
) -> None:
    assert HumanChannels().measure(seen(company=own)) == phases
    assert HumanChannels().evidence(seen(company=own)) == ()


def among_members(id: str, at: Any) -> Interaction[Any]:
    return happened(id, at, Message(topic="grinding"), direction=BETWEEN, channel=Channel.COMMUNITY)


@pytest.mark.concept("B7")
def test_what_members_do_with_each_other_is_counted() -> None:
    metric = MemberInteractions()
    asked = message("m", day(2), direction=Direction.INBOUND)
    assert metric.measure(seen(asked, purchase("p", day(3)))) == 0
    assert metric.measure(seen(among_members("a", day(2)), among_members("b", day(3)))) == 2
    assert metric.evidence(seen(among_members("a", day(2)))) == ()


@pytest.mark.concept("B7")
def test_where_the_memory_of_kinds_overflowed_it_is_not_known_how_often() -> None:
    small = evolve(STANDARD, folding=evolve(STANDARD.folding, memory=Memory(kinds=1)))
    overflowed = seen(note("n", day(2)), among_members("a", day(3)), policies=small)
    assert "tallies" in overflowed.relationship.forgotten
    assert MemberInteractions().measure(overflowed) is None
    assert MemberInteractions().measure(seen(note("n", day(2)), policies=small)) == 0


@pytest.mark.concept("B7")
def test_what_is_learnt_is_tagged_with_its_source() -> None:
    by_lin = stated("a", day(2), StatementTopic.COMMENT, "grind finer", by="lin")
    by_nobody = stated("b", day(3), StatementTopic.NEED, "a scale")
    metric = UnsourcedStatements()
    assert metric.found(seen(by_lin)) == ()
    assert metric.found(seen(by_lin, by_nobody)) == ("b",)
    assert (metric.measure(seen(by_lin, by_nobody)), metric.evidence(seen(by_nobody))) == (1, ("b",))
    assert metric.found(seen()) == ()


def test_statements_of_every_topic_are_looked_at() -> None:
    every = [stated(f"s{n}", day(2 + n), topic, "x") for n, topic in enumerate(StatementTopic)]
    assert len(UnsourcedStatements().found(seen(*every))) == len(StatementTopic)
    assert isinstance(seen(*every).relationship.knowledge.said, FrozenMap)
