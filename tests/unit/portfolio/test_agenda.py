"""Many reviews as one work list: by day, by agent, the most important first; the same in whatever order."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice, permutations
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve, frozen

from relcore import Agent, Case, Company, Customer, Person, Relationship, RelationshipType, agenda, review
from relcore.errors import FieldError, ForeignInteractionError, InstantError
from relcore.model import Contact, Recommendation
from relcore.policies import Planning
from relcore.policy_set import STANDARD, PolicySet
from relcore.portfolio import Entry, merged
from relcore.vocabulary import Channel, CustomerKind, Priority, Purpose, Verdict

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
TODAY = date(2026, 3, 4)


@frozen
class Proposes:
    """A recommender that proposes, for each relationship, what it is given."""

    what: tuple[Recommendation, ...]

    def recommend(self, situation: Any) -> Any:
        return [one for one in self.what if one.relationship_id == situation.relationship.id]


def recommended(relationship_id: str, occasion: str, **given: Any) -> Recommendation:
    known: dict[str, Any] = {"kind": "task", "purpose": Purpose.RELATIONSHIP}
    return Recommendation(relationship_id=relationship_id, occasion=occasion, **(known | given))


def under(*what: Recommendation, **parts: Any) -> PolicySet:
    known: dict[str, Any] = {"recommenders": (Proposes(what),), "contact_rules": ()}
    return STANDARD.with_advising(**(known | parts))


def relationship(id: str, customer_id: str | None = None, **given: Any) -> Relationship:
    return Relationship.open(
        id=id,
        customer_id=id if customer_id is None else customer_id,
        type=RelationshipType.LONG_TERM,
        at=NOON - timedelta(days=9),
        **given,
    )


def case(id: str, *others: str, **given: Any) -> Case:
    """A customer with relationships of these ids."""
    customer = Customer(id=id, name=id, persons=(Person(id=id, name=id, zone=UTC),))
    return Case(
        customer=customer,
        relationships=tuple(relationship(one, id, **given) for one in (id, *others)),
    )


def lines(entries: Any) -> list[tuple[date, str | None, str]]:
    return [(entry.day, entry.assignee, entry.action.key) for entry in entries]


MANY = (
    recommended("a", "1", priority=Priority.COURTESY, assignee="bo"),
    recommended("b", "2", priority=Priority.PROMISE, assignee="bo"),
    recommended("b", "3", priority=Priority.COURTESY, weight=9, assignee="bo"),
    recommended("c", "4", priority=Priority.COMMERCIAL),
    recommended("c", "5", assignee="ada"),
)
COMPANY = Company(agents=(Agent(id="ada"), Agent(id="bo")))


def test_each_agent_gets_the_most_important_first_and_what_nobody_has_stands_before_all() -> None:
    found = agenda([case(one) for one in "abc"], at=NOON, policies=under(*MANY))
    assert lines(found) == [
        (TODAY, None, "c/task/4"),
        (TODAY, "ada", "c/task/5"),
        (TODAY, "bo", "b/task/2"),
        (TODAY, "bo", "b/task/3"),
        (TODAY, "bo", "a/task/1"),
    ]


def test_it_is_the_same_in_whatever_order_and_of_parts_that_are_merged() -> None:
    policies = under(*MANY)
    cases = [case(one) for one in "abc"]
    whole = list(agenda(cases, at=NOON, policies=policies, company=COMPANY))
    assert list(agenda(reversed(cases), at=NOON, policies=policies, company=COMPANY)) == whole
    parts = [agenda([one], at=NOON, policies=policies, company=COMPANY) for one in cases]
    assert list(merged(*parts)) == whole
    assert all(isinstance(entry, Entry) for entry in whole)


def test_an_action_is_the_one_of_the_review() -> None:
    policies = under(*MANY)
    b = case("b")
    seen = review(b.relationships[0], b.customer, at=NOON, policies=policies)
    assert tuple(entry.action for entry in agenda([b], at=NOON, policies=policies)) == seen.actions


def test_nothing_is_reviewed_before_the_first_line_is_asked_for_and_merging_reads_no_further() -> None:
    looked: list[str] = []

    def cases() -> Iterator[Case]:
        for one in "abc":
            looked.append(one)
            yield case(one)

    policies = under(*MANY)
    found = agenda(cases(), at=NOON, policies=policies)
    assert looked == []
    next(found)
    assert looked == ["a", "b", "c"]
    whole = list(agenda(cases(), at=NOON, policies=policies))
    one, other = iter(whole), iter(whole)
    assert len(list(islice(merged(one, other), 2))) == 2
    assert len(list(one)) + len(list(other)) > len(whole)


@pytest.mark.parametrize("most", [1, 2, 3])
def test_an_agent_gets_no_more_lines_than_asked_for_and_these_are_the_first(most: int) -> None:
    many = [recommended(f"r-{n}", str(n), weight=n * 7 % 40, assignee="bo") for n in range(40)]
    cases = [case(one.relationship_id) for one in many]
    policies = under(*many)
    whole = lines(agenda(cases, at=NOON, policies=policies))
    assert lines(agenda(cases, at=NOON, policies=policies, most=most)) == whole[:most]


def test_what_lies_ahead_is_pencilled_into_its_day_and_no_day_after_the_last() -> None:
    tomorrow, later = NOON + timedelta(days=1), NOON + timedelta(days=2)
    what = (
        recommended("a", "now", assignee="bo"),
        recommended("a", "tomorrow", not_before=tomorrow, assignee="bo"),
        recommended("a", "later", not_before=later),
        recommended("a", "one", channels=(Channel.EMAIL,), weight=9),
        recommended("a", "two", channels=(Channel.PHONE,)),
    )
    policies = under(*what)

    def days(number: int) -> list[tuple[date, str, bool]]:
        found = agenda([case("a")], at=NOON, policies=policies, company=COMPANY, days=number)
        return [(entry.day, entry.action.recommendation.occasion, entry.is_pencilled) for entry in found]

    assert days(1) == [(TODAY, "one", False), (TODAY, "now", False)]
    assert sorted(days(2)) == [
        (TODAY, "now", False),
        (TODAY, "one", False),
        (TODAY + timedelta(days=1), "tomorrow", True),
        (TODAY + timedelta(days=1), "two", True),
    ]
    assert len(days(3)) == 5
    [entry] = [
        one for one in agenda([case("a")], at=NOON, policies=policies, days=3) if "/later" in one.action.key
    ]
    decision = entry.action.decision
    assert (decision.verdict, decision.policy, decision.until) == (Verdict.DEFERRED, "not_before", later)


def test_what_may_not_be_done_at_all_is_no_line() -> None:
    what = recommended("a", "x", channels=(Channel.EMAIL,), person=None)
    anonymous = Case(customer=None, relationships=(relationship("a"),))
    assert list(agenda([anonymous], at=NOON, policies=under(what), days=9)) == []


def test_the_day_is_that_of_the_zone_of_the_list() -> None:
    late = datetime(2026, 3, 4, 23, tzinfo=UTC)
    policies = under(recommended("a", "x"))
    [entry] = agenda([case("a")], at=late, policies=policies, zone=ZoneInfo("Asia/Manila"))
    assert entry.day == date(2026, 3, 5)


def test_relationships_of_one_person_share_one_budget_and_of_two_people_none() -> None:
    what = [recommended(one, one, channels=(Channel.EMAIL,)) for one in "ab"]
    policies = under(*what)
    together = agenda([case("a", "b")], at=NOON, policies=policies)
    assert [entry.action.key for entry in together] == ["a/task/a"]
    apart = agenda([case("a"), case("b")], at=NOON, policies=policies)
    assert [entry.action.key for entry in apart] == ["a/task/a", "b/task/b"]
    generous = under(*what, planning=Planning(contacts_a_day=2))
    assert len(list(agenda([case("a", "b")], at=NOON, policies=generous))) == 2


def test_others_and_reservations_count() -> None:
    policies = under(recommended("a", "x", channels=(Channel.EMAIL,)))
    [entry] = agenda([case("a")], at=NOON, policies=policies)
    decision = entry.action.decision
    assert decision.channel is not None
    waiting = Contact("m", NOON, decision.channel, Purpose.RELATIONSHIP, "a", None)
    assert list(agenda([evolve(case("a"), reserved=(waiting,))], at=NOON, policies=policies)) == []


def test_who_stands_in_two_cases_is_contacted_in_one_of_them() -> None:
    lin = Person(id="lin", name="Lin", zone=UTC)
    two = [
        Case(
            customer=Customer(id=one, name=one, kind=CustomerKind.ORGANISATION, persons=(lin,)),
            relationships=(relationship(one),),
        )
        for one in "ab"
    ]
    what = [recommended(one, one, channels=(Channel.EMAIL,), person="lin") for one in "ab"]
    policies = under(*what)
    assert [entry.action.key for entry in agenda(two, at=NOON, policies=policies)] == ["a/task/a"]
    assert [entry.action.key for entry in agenda(reversed(two), at=NOON, policies=policies)] == ["a/task/a"]
    own = Case(customer=Customer(id="lin", name="Lin", persons=(lin,)), relationships=(relationship("lin"),))
    both = under(*what, recommended("lin", "own", channels=(Channel.EMAIL,)))
    for cases in ([*two, own], [own, *two]):
        assert [entry.action.key for entry in agenda(cases, at=NOON, policies=both)] == ["lin/task/own"]
    chain = [
        Case(
            customer=Customer(
                id=one,
                name=one,
                kind=CustomerKind.ORGANISATION,
                persons=tuple(Person(id=id, name=id, zone=UTC) for id in ids),
            ),
            relationships=(relationship(one),),
        )
        for one, ids in (("x", ("p", "q")), ("z", ("r", "s")), ("y", ("q", "r")))
    ]
    rules = under(
        *(
            recommended(one, person, channels=(Channel.EMAIL,), person=person, weight=weight)
            for one, person, weight in (
                ("x", "q", 1),
                ("y", "q", 9),
                ("y", "r", 1),
                ("z", "r", 5),
                ("z", "s", 2),
            )
        )
    )
    for order in permutations(chain):
        found = {entry.action.key for entry in agenda(order, at=NOON, policies=rules)}
        assert found == {"y/task/q", "z/task/r", "z/task/s"}
    answers = [evolve(one, purpose=Purpose.SERVICE, reply_to="q") for one in what]
    assert len(list(agenda(two, at=NOON, policies=under(*answers)))) == 2


def test_what_waits_for_later_today_is_pencilled_in_for_today() -> None:
    evening = NOON + timedelta(hours=8)
    policies = under(recommended("a", "x", not_before=evening))
    [entry] = agenda([case("a")], at=NOON, policies=policies)
    assert (entry.day, entry.is_pencilled) == (TODAY, True)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"days": 0}, "days"),
        ({"days": 367}, "days"),
        ({"days": True}, "days"),
        ({"most": 0}, "most"),
        ({"most": 1.5}, "most"),
        ({"zone": "UTC"}, "zone"),
    ],
)
def test_what_can_not_be_asked_for_is_named(given: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldError) as raised:
        next(agenda([], at=NOON, **given))
    assert raised.value.field == field


def test_misuse_is_named() -> None:
    with pytest.raises(InstantError, match="at is"):
        next(agenda([], at=datetime(2026, 3, 4)))  # noqa: DTZ001 (naive is what is tried)
    with pytest.raises(FieldError, match="Case"):
        list(agenda([relationship("a")], at=NOON))  # type: ignore[list-item]
    with pytest.raises(FieldError, match="at least one relationship"):
        Case(customer=None, relationships=())
    with pytest.raises(FieldError, match=r"Case\.customer"):
        Case(customer="a", relationships=(relationship("a"),))  # type: ignore[arg-type]
    foreign = Case(customer=Customer(id="z", name="z"), relationships=(relationship("a"),))
    with pytest.raises(ForeignInteractionError):
        list(agenda([foreign], at=NOON))


def test_what_is_due_to_a_person_is_one_line_though_two_relationships_propose_it() -> None:
    what = [recommended(one, "a/birthday", channels=(Channel.EMAIL,), personal=True) for one in "ab"]
    generous = Planning(contacts_a_day=5)
    assert len(list(agenda([case("a", "b")], at=NOON, policies=under(*what, planning=generous)))) == 1
    apart = [evolve(one, personal=False) for one in what]
    assert len(list(agenda([case("a", "b")], at=NOON, policies=under(*apart, planning=generous)))) == 2
