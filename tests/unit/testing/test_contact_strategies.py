"""The strategies of contacts that users get: whatever a contact rule can be asked about, and whatever it can say."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import Phase, find, given, seed, settings
from hypothesis import strategies as st

from relcore import STANDARD, Customer, PolicySet, Recommendation, may_contact, replay
from relcore.model import Company, Consent, Contact, Override, Person
from relcore.policies import ContactRule, Scope, Situation
from relcore.policies.contact import name_of
from relcore.testing import (
    asked_contacts,
    companies,
    consents,
    contact_rules,
    customers,
    overrides,
    persons,
    policy_sets,
    recommendations,
    relationship_histories,
    reservations,
    scopes,
    situations,
)
from relcore.vocabulary import ContactBlock, CustomerKind, GiftTie, Party, Purpose, Verdict
from tests.unit.serialization.policy_examples import POLICIES

EFFORT = settings(max_examples=3_000, database=None, derandomize=True, deadline=None, phases=[Phase.generate])
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
SAYINGS = {
    "consented": (Verdict.REFUSED, Verdict.DEFERRED),
    "unanswered_pause": (Verdict.DEFERRED,),
    "cap": (Verdict.DEFERRED,),
    "quiet_hours": (Verdict.REFUSED, Verdict.DEFERRED),
}
RULES = {name_of(value): type(value) for value in POLICIES.values() if hasattr(value, "asks_of_replies")}


def drawn(strategy: st.SearchStrategy[Any], examples: int) -> list[Any]:
    found: list[Any] = []

    @settings(EFFORT, max_examples=examples)
    @given(strategy)
    def draw(value: Any) -> None:
        found.append(value)

    draw()
    return found


def assert_each_is_drawn(found: list[Any], wanted: list[Callable[[Any], bool]]) -> None:
    for number, wish in enumerate(wanted):
        assert any(map(wish, found)), number


def test_consents_are_of_every_sort() -> None:
    wanted: list[Callable[[Consent], bool]] = [
        lambda one: one.given_by is Party.COMPANY,
        lambda one: one.given_by is Party.CUSTOMER,
        lambda one: one.withdrawn_at is not None and one.withdrawn_by is Party.COMPANY,
        lambda one: one.withdrawn_at is not None and one.withdrawn_by is Party.CUSTOMER,
        lambda one: one.recorded_at is not None and one.recorded_at > one.valid_from,
        lambda one: one.channel is None,
        lambda one: one.channel is not None,
        lambda one: one.valid_until is not None,
        lambda one: one.jurisdiction is not None,
    ]
    assert_each_is_drawn(drawn(consents(), 300), wanted)


def test_persons_may_be_blocked_for_any_reason_and_not_want_a_channel() -> None:
    found: list[Person] = drawn(persons(), 1_000)
    assert {block.kind for person in found for block in person.blocks} == set(ContactBlock)
    assert any("phone" in person.unwanted or "sms" in person.unwanted for person in found)
    assert any(len({one.purpose for one in person.consents}) < len(person.consents) for person in found)


def test_companies_know_the_zones_of_some_countries() -> None:
    found: list[Company] = drawn(companies(), 100)
    known = [company.zones for company in found if company.zones is not None]
    assert len(known) < len(found)
    assert any(len(zones) == 0 for zones in known)
    assert any(len(zones["US"]) > 1 for zones in known if "US" in zones)


def test_companies_have_agents_and_something_to_give_or_it_is_not_known() -> None:
    wanted: list[Callable[[Company], bool]] = [
        lambda one: one.agents is None,
        lambda one: any(agent.skills and agent.triggers for agent in one.agents or ()),
        lambda one: any(agent.hours is not None and agent.load == 0 for agent in one.agents or ()),
        lambda one: any(agent.departments for agent in one.agents or ()),
        lambda one: one.calendar is not None,
        lambda one: any(product.customised and product.meets for product in one.products or ()),
        lambda one: any(product.after for product in one.products or ()),
        lambda one: any(article.published_at is None for article in one.articles or ()),
        lambda one: one.articles == (),
        *(lambda one, tie=tie: any(gift.tie is tie for gift in one.gifts or ()) for tie in GiftTie),
    ]
    assert_each_is_drawn(drawn(companies(), 300), wanted)


def test_recommendations_are_of_every_sort() -> None:
    wanted: list[Callable[[Recommendation], bool]] = [
        lambda one: one.is_internal,
        lambda one: one.is_reply,
        lambda one: one.reply_to is not None and not one.is_reply,
        lambda one: one.promotes and one.purpose is Purpose.SERVICE,
        lambda one: len(one.channels) > 1,
        lambda one: one.person is None,
        lambda one: one.person == "p-2",
        lambda one: one.expires is not None and one.expires < AT,
        lambda one: one.expires is not None and one.expires == one.not_before,
        lambda one: one.not_before is not None and one.not_before > AT,
        lambda one: bool(one.settles),
        lambda one: len(one.parts) == 2,
        lambda one: one.personal,
        lambda one: one.skill is not None,
        lambda one: one.weight > 0,
        lambda one: one.appointment is not None and one.appointment > AT,
    ]
    assert_each_is_drawn(drawn(recommendations("r-7", persons=("p-1", "p-2"), at=AT), 2_000), wanted)


@given(recommendations("r-7"), overrides("r-7"), reservations())
def test_whoever_names_no_person_and_no_instant_gets_any(
    recommendation: Recommendation, override: Override, reserved: tuple[Contact, ...]
) -> None:
    assert {recommendation.relationship_id, override.relationship_id} == {"r-7"}
    assert recommendation.person is None
    assert all(contact.person is None for contact in reserved)
    assert len({contact.id for contact in reserved}) == len(reserved)


def test_overrides_hold_before_at_and_after_an_instant() -> None:
    found: list[Override] = drawn(overrides(at=AT), 300)
    assert any(override.since <= AT <= override.until for override in found)
    assert any(override.until < AT for override in found)
    assert any(override.since > AT for override in found)


def test_reservations_are_for_those_who_were_named_or_nobody() -> None:
    found = [one for several in drawn(reservations(persons=("p-1",), at=AT), 100) for one in several]
    assert {one.person for one in found} == {None, "p-1"}
    assert {one.purpose for one in found} == {*Purpose, "unknown"}
    assert any(one.at > AT for one in found)
    assert any(one.at < AT for one in found)


def test_scopes_leave_out_what_they_are_not_about() -> None:
    found: list[Scope] = drawn(scopes(), 100)
    assert Scope() in found
    assert any(one.countries is not None and one.purposes is None for one in found)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_contact_rule_of_the_library_is_drawn(rule: type[ContactRule]) -> None:
    assert type(find(contact_rules(), lambda one: type(one) is rule, settings=EFFORT)) is rule


def test_contact_rules_differ_in_every_parameter() -> None:
    found = drawn(contact_rules(), 1_000)
    for rule in RULES.values():
        for field in getattr(rule, "__attrs_attrs__", ()):
            values = {getattr(one, field.name) for one in found if type(one) is rule}
            assert len(values) > 1, (rule, field.name)


def test_the_contact_rules_of_policy_sets_vary_and_have_names_of_their_own() -> None:
    found: list[PolicySet] = drawn(policy_sets(), 100)
    several = [one.advising.contact_rules for one in found]
    assert STANDARD.advising.contact_rules in several
    assert () in several
    for rules in several:
        names = [name_of(rule) for rule in rules]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "wanted",
    [
        lambda asked: asked[1].others and asked[1].others[0].customer_id == asked[1].relationship.customer_id,
        lambda asked: asked[1].others and asked[1].others[0].customer_id != asked[1].relationship.customer_id,
        lambda asked: asked[1].others and asked[1].others[0].recent_contacts,
        lambda asked: asked[1].relationship.heard_from,
        lambda asked: any(one.person == asked[1].person.id for one in asked[1].relationship.recent_contacts),
        lambda asked: len(asked[1].reserved) > 4,
        lambda asked: (
            asked[1].customer.kind is CustomerKind.ORGANISATION and len(asked[1].customer.persons) > 1
        ),
        lambda asked: asked[1].at == asked[1].relationship.last_at,
        lambda asked: asked[0].is_reply,
    ],
    ids=map(str, count()),
)
def test_a_rule_is_asked_about_contacts_of_every_sort(wanted: Any) -> None:
    assert wanted(find(asked_contacts(), wanted, settings=EFFORT))


@given(asked_contacts())
def test_a_rule_is_asked_about_one_person_and_one_channel(asked: tuple[Recommendation, Situation]) -> None:
    recommendation, situation = asked
    assert situation.person is not None
    assert situation.customer is not None
    assert situation.person in situation.customer.persons
    assert (recommendation.person, len(recommendation.channels)) == (situation.person.id, 1)
    assert recommendation.relationship_id == situation.relationship.id
    assert not recommendation.is_internal
    assert situation.at >= situation.relationship.last_at


@given(situations())
def test_a_situation_that_is_not_of_a_contact_has_no_person(situation: Situation) -> None:
    assert (situation.person, situation.others, situation.reserved) == (None, (), ())


def test_the_standard_rules_say_everything_that_they_can_say() -> None:
    rules = STANDARD.advising.contact_rules
    missing = {
        (name_of(rule), verdict)
        for rule in rules
        for verdict in (Verdict.ALLOWED, *SAYINGS.get(name_of(rule).partition(".")[0], (Verdict.REFUSED,)))
    }

    @settings(EFFORT, max_examples=100, derandomize=False)
    @given(asked_contacts())
    def ask(asked: tuple[Recommendation, Situation]) -> None:
        missing.difference_update([(name_of(rule), rule.judge(*asked).verdict) for rule in rules])

    for number in range(40):
        seed(number)(ask)()
        if not missing:
            break
    assert missing == set()


@given(policy_sets(), st.data())
def test_whatever_is_drawn_can_be_decided(policies: PolicySet, data: st.DataObject) -> None:
    lived = data.draw(relationship_histories(max_size=8))
    relationship = replay(lived.opened, lived.interactions, policies).relationship
    customer: Customer = data.draw(customers(relationship.customer_id))
    at = relationship.last_at + timedelta(days=1)
    ids = [person.id for person in customer.persons]
    decision = may_contact(
        data.draw(recommendations(relationship.id, persons=ids, at=at)),
        relationship,
        customer,
        at=at,
        policies=policies,
        company=data.draw(st.none() | companies()),
        reserved=data.draw(reservations(persons=ids, at=at)),
        overrides=data.draw(st.lists(overrides(relationship.id, at=at), max_size=3)),
    )
    assert decision.verdict in {Verdict.ALLOWED, Verdict.DEFERRED, Verdict.REFUSED}
