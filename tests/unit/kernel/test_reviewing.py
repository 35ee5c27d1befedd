"""A review tells what fell due, how it goes, what falls short and what is proposed; it changes nothing."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve, frozen

from relcore.errors import FieldError, ForeignInteractionError, PolicyError
from relcore.kernel import record, replay, review
from relcore.model import (
    AbandonedCart,
    Agent,
    Company,
    Concern,
    Conversation,
    Customer,
    CustomerChanged,
    Ended,
    Message,
    Money,
    Note,
    Occasion,
    Person,
    Purchase,
    Question,
    Recommendation,
    Relationship,
    Review,
    WorkDone,
)
from relcore.policies import Situation, at_least
from relcore.policy_set import STANDARD, AdvisingRules, PolicySet
from relcore.vocabulary import (
    EndReason,
    Party,
    Purpose,
    RelationshipType,
    Severity,
    Stage,
    Status,
    Verdict,
)
from tests.unit.kernel.history import (
    MOMENT,
    after,
    concern,
    day,
    delivered,
    ended,
    happened,
    note,
    opened,
    promise,
    purchase,
    reading,
)

P1 = purchase("p1", day(2))
MINE, OTHER = Customer(id="c-1", name="Lourdes"), Customer(id="c-2", name="Asha")


@frozen
class Always:
    """A user's own recommender: it proposes the same whatever is the case."""

    kind: str = "call"

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        return (
            Recommendation(
                kind=self.kind,
                relationship_id=situation.relationship.id,
                occasion=situation.relationship.stage.value,
                purpose=Purpose.RELATIONSHIP,
            ),
        )


@frozen
class Answering:
    """One that answers with what it is given, or raises it."""

    answer: Any

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        if isinstance(self.answer, Exception):
            raise self.answer
        answer: Iterable[Recommendation] = self.answer
        return answer


def advised(*recommenders: Any, **parts: Any) -> PolicySet:
    return evolve(STANDARD, advising=AdvisingRules(recommenders=recommenders, **parts))


def kinds(seen: Review) -> list[str]:
    return [recommendation.kind for recommendation in seen.recommendations]


def test_a_review_says_what_fell_due_and_when_to_look_again() -> None:
    promised = after(P1, promise("q", day(3), day(5)), promise("r", day(3), day(9)))
    seen = review(promised, at=day(6), policies=advised())
    assert [(c.subject, c.at) for c in seen.fell_due] == [("q", day(5))]
    assert (seen.next_due, seen.stage, seen.since) == (day(9) + MOMENT, Stage.AWARENESS, day(2))
    assert (seen.relationship_id, seen.at) == ("r-1", day(6))


def test_a_review_before_anything_fell_due_says_when_it_will() -> None:
    seen = review(after(promise("q", day(3), day(5))), at=day(4))
    assert (seen.fell_due, seen.next_due) == ((), day(5) + MOMENT)


def test_looking_again_when_told_to_finds_what_fell_due_and_a_moment_before_it_does_not() -> None:
    promised = after(promise("q", day(3), day(5)))
    again = review(promised, at=day(3), policies=advised()).next_due
    assert again == day(5) + MOMENT
    assert review(promised, at=again - MOMENT, policies=advised()).fell_due == ()
    assert len(review(promised, at=again, policies=advised()).fell_due) == 1


def test_trust_and_health_are_told_with_everything_that_they_are_made_of() -> None:
    seen = review(after(P1, reading("r", day(3), 5), promise("s", day(4), day(5))), at=day(6))
    assert [(p.code, p.points) for p in seen.trust.contributions] == [
        ("baseline", 60),
        ("reliability", -7),
        ("lasting_satisfaction", 20),
        ("open_concerns", 0),
    ]
    assert seen.trust.points == 73
    assert all(p.unit for p in seen.trust.contributions)
    assert seen.health.score.points == sum(p.points for p in seen.health.score.contributions if p.points)
    assert (seen.health.band, seen.health.direction) == ("healthy", None)
    assert [p.code for p in seen.health.score.contributions] == [
        "trust",
        "satisfaction",
        "overdue",
        "overrun",
        "growth",
    ]


def test_trust_and_health_are_those_of_the_instant_and_not_of_the_last_interaction() -> None:
    promised = after(promise("s", day(4), day(5)))
    before, since = review(promised, at=day(5)), review(promised, at=day(5) + MOMENT)
    assert (before.trust.points, since.trust.points) == (60, 53)
    assert [p.evidence for p in since.trust.contributions if p.code == "reliability"] == [("s",)]


def test_a_finding_is_a_decision_with_its_reasons_under_the_rules_in_force() -> None:
    relationship = after(concern("g", day(2), Severity.GRAVE))
    (finding,) = review(relationship, at=day(3)).findings
    assert (finding.verdict, finding.policy, finding.rules) == (
        Verdict.FOUND,
        "time_limit_passed",
        relationship.rules,
    )
    assert [(r.code, r.holds, r.measured, r.evidence) for r in finding.reasons] == [
        ("overrun", True, 1, ("g",))
    ]
    assert review(relationship, at=day(2)).findings == ()


def test_what_is_not_known_is_not_found() -> None:
    dedicated = after(note("n", day(2)), relationship=opened(type=RelationshipType.AUTOMATED, owner="asha"))
    anonymous = evolve(MINE, identified=False)
    assert review(dedicated, at=day(3)).findings == ()
    assert review(dedicated, MINE, at=day(3)).findings == ()
    assert [d.policy for d in review(dedicated, anonymous, at=day(3)).findings] == ["anonymous_automation"]


def test_findings_are_told_in_the_order_of_the_policy_set_and_are_its_own() -> None:
    two = after(happened("a", day(2), CustomerChanged(("zone",))), P1)
    assert [d.policy for d in review(two, at=day(90)).findings] == ["unmeasured", "change_unacknowledged"]
    assert review(two, at=day(90), policies=advised()).findings == ()


def test_recommendations_are_told_in_the_order_of_the_recommenders() -> None:
    seen = review(after(P1), at=day(3), policies=advised(Always("call"), Always("write")))
    assert kinds(seen) == ["call", "write"]
    assert [r.key for r in seen.recommendations] == ["r-1/call/awareness", "r-1/write/awareness"]


def test_a_recommender_sees_the_relationship_as_of_the_instant_and_the_customer_and_the_company() -> None:
    seen: list[Situation] = []

    @frozen
    class Watching:
        def recommend(self, situation: Situation) -> Iterable[Recommendation]:
            seen.append(situation)
            return ()

    company = Company(agents=(Agent(id="asha"),))
    review(after(P1), MINE, at=day(200), policies=advised(Watching()), company=company)
    (situation,) = seen
    assert type(situation.relationship) is Relationship
    assert (situation.relationship.stage, situation.at) == (Stage.DISSOLUTION, day(200))
    assert (situation.customer, situation.company) == (MINE, company)


def test_the_default_policies_propose_a_closer_type_to_who_wants_one() -> None:
    wants = Person(id="c-1", name="Lourdes", wanted_type=RelationshipType.AUTOMATED)
    kiosk = after(P1, relationship=opened(type=RelationshipType.TRANSACTIONAL))
    (proposed,) = review(kiosk, evolve(MINE, persons=(wants,)), at=day(3)).recommendations
    assert (proposed.kind, proposed.occasion) == ("change_type", "transactional>self_service")
    assert review(kiosk, MINE, at=day(3)).recommendations == ()


@pytest.mark.concept("C5h")
@pytest.mark.parametrize("at", [9, 23, 24, 5_000])
def test_for_who_has_ceased_nothing_is_proposed_ever(at: float) -> None:
    gone = after(P1, ended("e", day(9), EndReason.CEASED, Party.NOBODY))
    assert kinds(review(gone, at=day(at), policies=advised(Always()))) == []


@pytest.mark.concept("C5h")
@pytest.mark.parametrize("at", [9, 90, 5_000])
def test_of_who_has_ceased_nothing_is_found_ever_and_of_others_it_is(at: float) -> None:
    asked = (P1, concern("c", day(3), Severity.GRAVE))
    gone = after(*asked, ended("e", day(9), EndReason.CEASED, Party.NOBODY))
    assert review(gone, at=day(at)).findings == ()
    left = after(*asked, ended("e", day(9), EndReason.LEGAL, Party.NOBODY))
    assert "time_limit_passed" in [d.policy for d in review(left, at=day(at)).findings]


@pytest.mark.concept("C5h")
@pytest.mark.parametrize(
    ("reason", "by"),
    [
        (EndReason.NEEDS_CHANGED, Party.CUSTOMER),
        (EndReason.LEGAL, Party.NOBODY),
        (EndReason.NO_GROWTH, Party.COMPANY),
    ],
)
def test_for_who_ended_for_another_reason_something_may_be_proposed(reason: EndReason, by: Party) -> None:
    left = after(P1, ended("e", day(9), reason, by))
    assert kinds(review(left, at=day(900), policies=advised(Always()))) == ["call"]
    lapsed = review(after(P1), at=day(900), policies=advised(Always()))
    assert (lapsed.stage, kinds(lapsed)) == (Stage.DISSOLUTION, ["call"])


@pytest.mark.parametrize("error", [ZeroDivisionError("oops"), KeyError("x"), ValueError("y")], ids=repr)
def test_a_recommender_that_raises_fails_the_review_and_is_named(error: Exception) -> None:
    with pytest.raises(
        PolicyError, match=r"Answering is .*expected a recommender that answers. Mend"
    ) as caught:
        review(after(P1), at=day(3), policies=advised(Always(), Answering(error)))
    assert caught.value.__cause__ is error


def test_one_that_raises_while_it_is_read_is_named_too() -> None:
    def late() -> Iterable[Recommendation]:
        yield from Always().recommend(Situation(after(P1), day(2), 30.0))
        raise RuntimeError

    with pytest.raises(PolicyError, match=r"Answering is .*a recommender that answers"):
        review(after(P1), at=day(3), policies=advised(Answering(late())))


def test_an_error_of_relcores_own_says_for_itself_what_is_wrong() -> None:
    own = PolicyError("calls_a_day", 0, "one at least", "Raise it.")
    with pytest.raises(PolicyError, match="calls_a_day is 0"):
        review(after(P1), at=day(3), policies=advised(Answering(own)))


@pytest.mark.parametrize("answer", [["call"], "call", [None], 7, None], ids=repr)
def test_what_recommends_something_else_than_recommendations_is_named(answer: Any) -> None:
    with pytest.raises(PolicyError, match=r"Answering is "):
        review(after(P1), at=day(3), policies=advised(Answering(answer)))


def test_a_finding_whose_policy_raises_fails_the_review_and_is_named() -> None:
    @frozen
    class Broken:
        def measure(self, situation: Situation) -> int:
            raise ZeroDivisionError

    with pytest.raises(PolicyError, match=r"Broken is ZeroDivisionError"):
        review(after(P1), at=day(3), policies=advised(findings={"odd": at_least(Broken(), 1)}))


def test_a_review_takes_the_customer_that_the_relationship_is_with_and_no_other() -> None:
    assert review(after(P1), MINE, at=day(3)).relationship_id == "r-1"
    with pytest.raises(
        ForeignInteractionError, match=r"Customer.id is 'c-2'; expected 'c-1', the relationship's"
    ):
        review(after(P1), OTHER, at=day(3))


@pytest.mark.parametrize("name", ["c-1", 7, {"id": "c-1"}])
def test_a_review_takes_a_customer_and_not_an_id(name: Any) -> None:
    with pytest.raises(FieldError, match="customer is "):
        review(after(P1), name, at=day(3))


@pytest.mark.parametrize("name", ["acme", (Agent(id="asha"),)], ids=["a name", "its agents"])
def test_a_review_takes_a_company_and_not_its_name(name: Any) -> None:
    with pytest.raises(FieldError, match="company is "):
        review(after(P1), at=day(3), company=name)


@pytest.mark.parametrize("at", [day(5), day(5) + MOMENT, day(60), day(900)])
def test_to_review_changes_nothing_and_never_makes_an_interaction_late(at: datetime) -> None:
    history = (P1, promise("q", day(3), day(5)), concern("r", day(3)), reading("s", day(4), 1))
    before = after(*history)
    first = review(before, MINE, at=at)
    assert review(before, MINE, at=at) == first
    assert before == after(*history)
    kept = record(before, delivered("t", day(4.5), "q"))
    assert kept.status is Status.RECORDED
    assert kept.relationship == after(*history, delivered("t", day(4.5), "q"))


def test_a_new_relationship_can_be_reviewed_before_anything_happened() -> None:
    seen = review(opened(type=RelationshipType.COMMUNITY), at=day(1))
    assert (seen.stage, seen.fell_due, seen.findings, seen.recommendations) == (
        Stage.EXPLORATION,
        (),
        (),
        (),
    )
    assert (seen.trust.points, seen.health.score.points, seen.health.band) == (60, None, None)
    assert seen.next_due == day(151) + MOMENT


@pytest.mark.parametrize("year", [1000, 8999])
def test_a_review_at_either_end_of_time_is_a_review(year: int) -> None:
    """A mistyped year is no reason to fail: what would lie beyond the end is not proposed."""
    at = datetime(year, 12, 31, 23, tzinfo=UTC) if year == 8999 else datetime(year, 1, 1, tzinfo=UTC)
    born = Occasion(kind="birthday", month=1, day=1)
    lin = Customer(id="c-1", name="Lin", persons=(Person(id="c-1", name="Lin", occasions=(born,)),))
    opened_then = Relationship.open(id="r-1", customer_id="c-1", type=RelationshipType.LONG_TERM, at=at)
    history = [
        happened("p", at, Purchase(Money("5", "EUR"))),
        happened("a", at, AbandonedCart()),
        happened("w", at, WorkDone("filed")),
        happened("t", at, Conversation(event="fair")),
        happened("q", at, Question("when?")),
        happened("c", at, Concern("late", Severity.GRAVE)),
        happened("m", at, Message()),
        happened("z", at, Ended(EndReason.NEEDS_CHANGED, Party.CUSTOMER)),
    ]
    for length in range(len(history) + 1):
        relationship = replay(opened_then, history[:length]).relationship
        for later in (timedelta(0), timedelta(minutes=59)):
            seen = review(relationship, lin, at=at + later)
            assert seen.next_due is None or seen.next_due < datetime(9000, 1, 1, tzinfo=UTC)


def test_what_is_open_is_never_hidden_by_a_memory_of_what_was_done_that_overflowed() -> None:
    """Who names a kind for every campaign fills the memory of kinds; what is open can't have been done unseen."""
    campaigns = [happened(f"n{n:02}", day(2), Note("sent"), settles=(f"r-1/acme.k{n}/o",)) for n in range(65)]
    asked = happened("q", day(3), Question("when?"))
    told = review(after(*campaigns, asked), MINE, at=day(3))
    assert "carried_out" in after(*campaigns).forgotten
    assert "answer" in [one.kind for one in told.recommendations]
    sold = review(after(*campaigns, purchase("p", day(3))), MINE, at=day(4))
    assert [one.kind for one in (*sold.recommendations, *sold.upcoming) if one.kind == "follow_up"] == []
