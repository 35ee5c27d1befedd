"""What is owed is to be done, as long as it is open: promises, questions, concerns."""

from typing import Any

import pytest
from attrs import evolve

from relcore.errors import FieldError
from relcore.model import Agent, FrozenMap, Interaction, Recommendation, Renegotiated
from relcore.policies import Situation
from relcore.policies.recommending.open_items import ConcernsOpen, PromisesDue, QuestionsOpen
from relcore.policies.recommending.proposal import Proposal
from relcore.testing.laws import check_recommender
from relcore.vocabulary import (
    Channel,
    Comparison,
    EndReason,
    Party,
    Priority,
    Purpose,
    RelationshipType,
    Severity,
)
from tests.unit.kernel.history import (
    concern,
    day,
    delivered,
    ended,
    happened,
    note,
    opened,
    promise,
    question,
    resolved,
    withdrawn,
)
from tests.unit.policies.recommending.after_words import (
    MOMENT,
    answered,
    asked_back,
    escalated,
    forgetful,
    keys,
    only,
    proposed,
    reopened,
    settled,
)
from tests.unit.policies.seen import company, customer, organisation, seen

DUE, ASKED, RAISED = PromisesDue(), QuestionsOpen(), ConcernsOpen()
LEFT = ended("z", day(3), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
ABLE = Agent(id="ann", capabilities=("mills",))
OTHER = Agent(id="bob", capabilities=("beans",))
GONE = Agent(id="cat", capabilities=("mills",), active=False)


def codes(found: Recommendation) -> list[str]:
    return [reason.code for reason in found.reasons]


# promises


@pytest.mark.concept("F7")
def test_a_promise_is_to_be_kept_from_two_days_before_it_is_due() -> None:
    found = only(DUE, promise("p", day(2), due=day(9)), at=2)
    assert (found.key, found.priority, found.is_internal) == ("r-1/keep_promise/p", Priority.PROMISE, True)
    assert (found.not_before, found.due, found.expires, found.settles) == (day(7), day(9), None, ("p",))
    (why,) = found.reasons
    assert (why.code, why.holds, why.measured, why.comparison, why.required, why.evidence) == (
        "promised_on",
        True,
        day(2),
        Comparison.AT_MOST,
        day(9),
        ("p",),
    )
    assert only(DUE, promise("p", day(2), due=day(9)), at=9) == found
    assert only(PromisesDue(ahead_days=0.5), promise("p", day(2), due=day(9)), at=2).not_before == day(8.5)


@pytest.mark.concept("F7")
def test_a_promise_that_was_kept_or_let_go_of_is_not_to_be_kept() -> None:
    given = promise("p", day(2), due=day(9))
    for end in (delivered("q", day(3), "p"), resolved("q", day(3), "p"), withdrawn("q", day(3), "p")):
        assert proposed(DUE, given, end, at=3) == []
    assert proposed(DUE, given, settled("q", day(3), "keep_promise/p"), at=3) == []
    assert proposed(DUE, at=3) == []
    # what the customer promised is the customer's to keep, and a question is no promise
    assert (
        proposed(DUE, promise("p", day(2), due=day(9), by=Party.CUSTOMER), question("q", day(3)), at=3) == []
    )


@pytest.mark.concept("F7")
def test_it_is_in_danger_once_less_time_is_left_than_deliveries_usually_take() -> None:
    def kept(*days: float) -> list[Interaction[Any]]:
        given = [promise(f"a{number}", day(2), due=day(30)) for number in range(len(days))]
        return given + [delivered(f"b{n}", day(2 + took), f"a{n}") for n, took in enumerate(sorted(days))]

    given = promise("p", day(10), due=day(20))
    found = only(DUE, *kept(1, 4, 5), given, at=10)
    assert found.not_before == day(16)
    assert codes(found) == ["promised_on", "deliveries_take"]
    assert (found.reasons[1].measured, found.reasons[1].required, found.reasons[1].unit) == (4, 2.0, "days")
    # of an even number the longer of the middle two
    assert only(DUE, *kept(1, 3, 4, 5), given, at=10).not_before == day(16)
    # what takes no longer than the time that is planned for it anyway does not matter
    quick = only(DUE, *kept(1, 2, 5), given, at=10)
    assert (quick.not_before, codes(quick)) == (day(18), ["promised_on"])
    # nothing begins before it was promised
    slow = promise("p", day(10), due=day(13))
    assert only(DUE, *kept(4), slow, at=10).not_before == day(10)


@pytest.mark.concept("F7b")
def test_a_promise_with_another_date_is_the_same_one() -> None:
    given = promise("p", day(2), due=day(9))
    moved = happened("q", day(3), Renegotiated("p", day(20)))
    found = only(DUE, given, moved, at=3)
    assert (found.key, found.not_before, found.due) == ("r-1/keep_promise/p", day(18), day(20))


@pytest.mark.concept("F7")
def test_a_promise_that_is_broken_is_to_be_made_good() -> None:
    given = promise("p", day(2), due=day(9))
    assert keys(DUE, given, at=day(9)) == ["keep_promise/p"]
    found = only(DUE, given, at=day(9) + MOMENT)
    assert (found.key, found.due, found.settles) == ("r-1/make_good/p", day(9), ("p",))
    assert (found.priority, found.not_before, found.expires) == (Priority.PROMISE, None, None)
    (why,) = found.reasons
    assert (why.code, why.measured, why.evidence) == ("promise_broken_on", day(9), ("p",))
    assert found.weight > only(DUE, given, at=9).weight
    for end in (delivered("q", day(10), "p"), resolved("q", day(10), "p")):
        assert proposed(DUE, given, end, at=10) == []


def test_a_promise_that_was_late_when_it_was_given_is_to_be_kept_for_that_instant() -> None:
    found = only(DUE, promise("p", day(3), due=day(2)), at=3)
    assert (found.key, found.not_before, found.due) == ("r-1/keep_promise/p", day(3), day(2))
    assert found.reasons[0].holds is False


def test_what_was_promised_is_owed_after_an_ending_too() -> None:
    assert keys(DUE, promise("p", day(2), due=day(9)), LEFT, at=4) == ["keep_promise/p"]
    assert keys(ASKED, question("q", day(2)), LEFT, at=4) == ["answer/q"]
    assert keys(RAISED, concern("c", day(2)), LEFT, at=4) == ["resolve_concern/c"]


def test_items_come_in_the_order_in_which_they_were_opened() -> None:
    given = [
        promise("z", day(2), due=day(9)),
        promise("a", day(3), due=day(8)),
        promise("b", day(3), due=day(7)),
    ]
    now = seen(*given, at=3)
    items = now.relationship.items
    stored = evolve(now.relationship, items=FrozenMap({id: items[id] for id in ("b", "a", "z")}))
    for relationship in (now.relationship, stored):
        found = DUE.recommend(Situation(relationship, day(3), 30.0))
        assert [one.occasion for one in found] == ["z", "a", "b"]


def test_memory_cannot_hide_what_is_open() -> None:
    done = [
        settled(f"d{n}", day(3 + n), f"{kind}/x{n}") for n, kind in enumerate(("keep_promise", "answer") * 3)
    ]
    owed = [promise("p", day(2), due=day(30)), question("q", day(2.1))]
    small = forgetful(carried_out=1)
    for recommender, key in ((DUE, "keep_promise/p"), (ASKED, "answer/q")):
        assert keys(recommender, *owed, *done, at=9, policies=small) == [key]


# questions


@pytest.mark.concept("E1b")
def test_a_question_is_to_be_answered_within_its_limit() -> None:
    found = only(ASKED, question("q", day(2)), at=2)
    assert (found.key, found.purpose, found.priority) == ("r-1/answer/q", Purpose.SERVICE, Priority.CONCERN)
    assert found.channels == (Channel.PHONE, Channel.EMAIL, Channel.CHAT)
    assert (found.reply_to, found.is_reply, found.settles) == ("q", True, ("q",))
    limit = seen(question("q", day(2)), at=2).relationship.items["q"].due
    assert limit is not None
    assert (found.due, found.not_before, found.expires) == (limit, None, None)
    (why,) = found.reasons
    assert (why.code, why.measured, why.evidence) == ("asked_on", day(2), ("q",))
    assert only(ASKED, question("q", day(2)), at=limit) == found
    late = only(ASKED, question("q", day(2)), at=limit + MOMENT)
    assert (late.key, late.due, late.weight) == (found.key, limit, found.weight + 20)
    assert codes(late) == ["asked_on", "answer_overdue_since"]
    assert late.reasons[1].measured == limit


@pytest.mark.concept("E1b")
def test_a_question_is_open_until_it_is_answered_and_while_the_customer_is_not_awaited() -> None:
    asked = question("q", day(2))
    for end in (answered("r", day(2.1), "q"), resolved("r", day(2.1), "q"), withdrawn("r", day(2.1), "q")):
        assert proposed(ASKED, asked, end, at=3) == []
    assert keys(ASKED, asked, question("s", day(2.1)), answered("t", day(2.2), "q"), at=3) == ["answer/s"]
    waiting = asked_back("r", day(2) + MOMENT, "q")
    assert proposed(ASKED, asked, waiting, at=40) == []
    assert keys(ASKED, asked, waiting, question("s", day(3)), at=3) == ["answer/q", "answer/s"]
    assert proposed(ASKED, concern("c", day(2)), at=3) == []


@pytest.mark.concept("B1", "B5", "E1b")
def test_questions_are_answered_in_every_type_and_whatever_was_wanted() -> None:
    for type in RelationshipType:
        given: dict[str, Any] = {"relationship": opened(type=type), "customer": customer(type)}
        assert keys(ASKED, question("q", day(2)), at=2, **given) == ["answer/q"]
        assert proposed(ASKED, promise("p", day(2), due=day(9)), at=2, **given) == []


def test_in_an_organisation_an_answer_names_a_person() -> None:
    assert only(ASKED, question("q", day(2)), at=2, customer=organisation(None)).person == "p-0"


# concerns


@pytest.mark.concept("E3")
def test_a_concern_is_to_be_resolved_the_sooner_the_graver_it_is() -> None:
    weights = []
    for severity in Severity:
        found = only(RAISED, concern("c", day(2), severity, "mills"), at=2)
        assert (found.key, found.priority, found.is_internal) == (
            "r-1/resolve_concern/c",
            Priority.CONCERN,
            True,
        )
        limit = seen(concern("c", day(2), severity), at=2).relationship.items["c"].due
        assert limit is not None
        assert (found.due, found.skill, found.topic, found.settles) == (limit, "mills", "mills", ("c",))
        (why,) = found.reasons
        assert (why.code, why.measured, why.unit, why.evidence) == (
            "concern_raised",
            severity,
            "severity",
            ("c",),
        )
        late = only(RAISED, concern("c", day(2), severity, "mills"), at=limit + MOMENT)
        assert (late.key, late.due, late.weight - found.weight) == (found.key, limit, 20)
        assert codes(late) == ["concern_raised", "concern_overdue_since"]
        weights.append(found.weight)
    assert weights == [10, 20, 40]


@pytest.mark.concept("E3")
def test_a_concern_is_open_until_it_is_resolved_and_while_the_customer_is_not_awaited() -> None:
    raised = concern("c", day(2))
    for end in (resolved("r", day(2.1), "c"), answered("r", day(2.1), "c"), withdrawn("r", day(2.1), "c")):
        assert proposed(RAISED, raised, end, at=3) == []
    waiting = asked_back("r", day(2) + MOMENT, "c")
    assert proposed(RAISED, raised, waiting, at=40) == []
    assert keys(RAISED, raised, waiting, question("s", day(3)), at=3) == ["resolve_concern/c"]
    assert proposed(RAISED, question("q", day(2)), at=3) == []
    # a grave one is not closed without its lessons, and so is open
    grave = concern("c", day(2), Severity.GRAVE)
    assert keys(RAISED, grave, resolved("r", day(2.1), "c"), at=3) == ["resolve_concern/c"]
    assert proposed(RAISED, grave, resolved("r", day(2.1), "c", lessons=True), at=3) == []


@pytest.mark.concept("E3b")
def test_a_concern_that_comes_again_says_so() -> None:
    again = [
        concern("c", day(2), category="mills"),
        resolved("r", day(3), "c"),
        concern("d", day(4), category="mills"),
    ]
    found = only(RAISED, *again, at=4)
    assert codes(found) == ["concern_raised", "recurrences"]
    assert (found.reasons[1].measured, found.reasons[1].evidence) == (1, ("d", "c"))


@pytest.mark.concept("E3")
def test_a_concern_that_is_opened_again_is_to_be_resolved_again() -> None:
    first = [concern("c", day(2)), settled("x", day(3), "resolve_concern/c"), resolved("y", day(3.1), "c")]
    once = only(RAISED, *first, reopened("z", day(4), "c"), at=4)
    assert once.occasion.startswith("c/")
    assert only(RAISED, *first, reopened("z", day(4), "c"), note("zz", day(4.1)), at=60).key == once.key
    second = [
        settled("za", day(5), once.key.removeprefix("r-1/")),
        resolved("zb", day(5.1), "c", lessons=True),
        reopened("zc", day(6), "c"),
    ]
    twice = only(RAISED, *first, reopened("z", day(4), "c"), *second, at=6)
    assert twice.key != once.key
    assert proposed(RAISED, *first, at=4) == []


@pytest.mark.concept("E2b")
def test_a_complaint_is_for_whom_it_was_escalated_to_if_that_agent_can_resolve_it() -> None:
    raised = concern("c", day(2), category="mills")

    def assignee(to: str, *agents: Agent, known: bool = True) -> str | None:
        given = {"company": company(*agents)} if known else {}
        return only(RAISED, raised, escalated("e", day(2.1), "c", to), at=3, **given).assignee

    assert assignee("ann", ABLE, OTHER) == "ann"
    assert assignee("bob", ABLE, OTHER) is None
    assert assignee("cat", ABLE, GONE) is None
    assert assignee("dan", ABLE) is None
    assert assignee("dan", known=False) == "dan"
    assert only(RAISED, raised, at=3, company=company(ABLE)).assignee is None
    plain = concern("c", day(2))
    assert (
        only(RAISED, plain, escalated("e", day(2.1), "c", "bob"), at=3, company=company(OTHER)).assignee
        == "bob"
    )


@pytest.mark.concept("E2b")
def test_a_complaint_that_nobody_can_resolve_is_shown_as_unroutable() -> None:
    raised = concern("c", day(2), Severity.GRAVE, "mills")
    found = only(RAISED, raised, at=2, company=company(OTHER, GONE))
    assert (found.key, found.role, found.assignee, found.skill) == (
        "r-1/route_concern/c",
        "supervisor",
        None,
        None,
    )
    assert (found.priority, found.weight, found.is_internal) == (Priority.CONCERN, 40, True)
    assert codes(found) == ["unroutable", "concern_raised"]
    assert (found.reasons[0].measured, found.reasons[0].evidence) == (1, ("c",))
    # even where it was escalated to somebody, who cannot
    gone = escalated("e", day(2.1), "c", "cat")
    assert keys(RAISED, raised, gone, at=3, company=company(GONE)) == ["route_concern/c"]
    # once that was done it is to be resolved all the same
    routed = settled("x", day(2.5), "route_concern/c")
    assert keys(RAISED, raised, routed, at=3, company=company(OTHER)) == ["resolve_concern/c"]


@pytest.mark.concept("E2b")
def test_where_somebody_can_or_nobody_knows_a_complaint_is_not_unroutable() -> None:
    raised = concern("c", day(2), category="mills")
    for given in ({}, {"company": evolve(company(), agents=None)}, {"company": company(OTHER, ABLE)}):
        assert keys(RAISED, raised, at=3, **given) == ["resolve_concern/c"]
    for agents in ((), (OTHER,), (GONE,)):
        assert keys(RAISED, concern("c", day(2)), at=3, company=company(*agents)) == ["resolve_concern/c"]


# parameters and laws


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: PromisesDue(keep=_any("call")), "PromisesDue.keep"),
        (lambda: PromisesDue(make_good=_any(None)), "PromisesDue.make_good"),
        (lambda: PromisesDue(ahead_days=-1), "PromisesDue.ahead_days"),
        (lambda: QuestionsOpen(proposal=_any(3)), "QuestionsOpen.proposal"),
        (lambda: QuestionsOpen(overdue=-1), "QuestionsOpen.overdue"),
        (lambda: ConcernsOpen(resolve=_any(3)), "ConcernsOpen.resolve"),
        (lambda: ConcernsOpen(route=_any(3)), "ConcernsOpen.route"),
        (lambda: ConcernsOpen(minor=1_001), "ConcernsOpen.minor"),
        (lambda: ConcernsOpen(moderate=_any(1.5)), "ConcernsOpen.moderate"),
        (lambda: ConcernsOpen(grave=True), "ConcernsOpen.grave"),
        (lambda: ConcernsOpen(overdue=-1), "ConcernsOpen.overdue"),
    ],
)
def test_a_bad_parameter_is_refused_and_named(make: Any, field: str) -> None:
    with pytest.raises(FieldError) as refused:
        make()
    assert refused.value.field == field
    assert refused.value.remedy


def _any(value: Any) -> Any:
    return value


def test_parameters_change_what_is_proposed() -> None:
    calls = QuestionsOpen(
        proposal=Proposal(kind="call_back", purpose=Purpose.SERVICE, channels=(Channel.PHONE,))
    )
    assert keys(calls, question("q", day(2)), at=2) == ["call_back/q"]
    mild = ConcernsOpen(grave=0, overdue=1_000)
    assert only(mild, concern("c", day(2), Severity.GRAVE), at=2).weight == 0


@pytest.mark.parametrize("recommender", [DUE, ASKED, RAISED], ids=lambda one: one.code)
def test_each_keeps_the_laws_of_recommenders(recommender: Any) -> None:
    check_recommender(recommender, max_examples=20)
