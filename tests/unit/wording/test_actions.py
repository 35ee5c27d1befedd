"""What is to be done is told in sentences that can be sent on as they are: what, how, until when, why, and who."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from relcore import Person
from relcore.model import Action, Contribution, Reason, Recommendation, Score
from relcore.model.action import Assignment
from relcore.vocabulary import Comparison, Purpose, Verdict
from relcore.wording import describe, sentence
from tests.unit.wording.mornings import monday, mornings
from tests.unit.wording.mornings_told import TOLD
from tests.unit.wording.people import ACME, LIN, MANILA, day, known

EQUAL_TO, AT_MOST = Comparison.EQUAL_TO, Comparison.AT_MOST


def test_the_review_of_a_morning_can_be_sent_on_as_it_is() -> None:
    morning = monday()
    told = describe(morning.review, zone=MANILA, customer=morning.customer)
    assert told.splitlines() == [
        "In expansion since 8 March 2026.",
        "Health stands at 82 of 100: healthy.",
        "Trust stands at 60 of 100, which counts for 28 of 47 points.",
        "0.36 usual gaps have passed since the last purchase, which counts for 39 points.",
        "No concern or question is open beyond its time limit, which counts for 15 of 16 points.",
        "Not known: satisfaction and growth.",
        "Which way the relationship is going is not known yet.",
        "Trust stands at 60 of 100.",
        "Everybody starts from a baseline, which counts for 60 points.",
        "No concern is open, which counts for nothing.",
        "Not known: reliability in keeping promises and satisfaction on average.",
        "To do, due by 31 March 2026: keep what was promised."
        " Promised on 27 March 2026, to be kept until 31 March 2026. ada does it, who has the relationship.",
        "To do by phone, due by 31 March 2026: answer Lin's question."
        " Asked on 30 March 2026, and not answered yet. ada does it, who has the relationship.",
        "To do by phone, due by 30 March 2026: thank Lin for the purchase, and ask whether all is well."
        " Bought on 26 March 2026, and still to be followed up."
        " Along with that: pass on to Lin something about roasting. Lin cares for this: roasting."
        " ada does it, who has the relationship.",
        "Held back: send Lin a card. May not be done now by post: 1 contact today, and 1 in a day is the most."
        ""
        " It may be done from 31 March 2026 at 08:00.",
        "Held back: offer Lin another product (oat milk)."
        " May not be done now by email: 1 contact today, and 1 in a day is the most."
        ""
        " It may be done from 31 March 2026 at 08:00.",
        "Next, from 28 August 2026: agree on personal assistance in place of long-term.",
        "If nothing happens, time may change something from 31 March 2026 on.",
    ]


@pytest.mark.parametrize(("name", "kind"), TOLD)
def test_what_is_to_be_done_is_told_with_why_and_by_whom(name: str, kind: str) -> None:
    morning = mornings()[name]
    told = [
        describe(action, zone=MANILA, customer=morning.customer)
        for action in morning.review.actions
        if kind in {one.kind for one in action.recommendations}
    ]
    assert told == TOLD[name, kind]


def task(kind: str = "card", occasion: str = "x", **given: object) -> Recommendation:
    fields: dict[str, object] = {"relationship_id": "r-1", "purpose": Purpose.RELATIONSHIP}
    return Recommendation(kind=kind, occasion=occasion, **(fields | given))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (task(), "Proposed: send the customer a card."),
        (task("acme.wave"), "Proposed: acme wave."),
        (task("train_agent", "ben/cold_calls", skill="cold_calls"), "Proposed: train ben in cold calls."),
        (task("train_agent", "ben", skill="cold_calls"), "Proposed: train agent."),
        (task("train_agent", "ben"), "Proposed: train agent."),
        (task("gift"), "Proposed: give the customer something small."),
        (
            task("follow_up", parts=("thanks", "check")),
            "Proposed: thank the customer for the purchase, and ask whether all is well.",
        ),
        (
            task("follow_up", parts=("acme",)),
            "Proposed: thank the customer for the purchase, and ask whether all is well.",
        ),
        (
            task("information", reasons=(Reason("interest_met", True, "tea", EQUAL_TO, "tea", "topic"),)),
            "Proposed: pass on to the customer something they may care for. The customer cares for this: tea.",
        ),
    ],
)
def test_what_is_proposed_is_told_also_where_little_is_known(told: Recommendation, said: str) -> None:
    assert describe(told) == said


def test_whom_it_reaches_is_called_by_name_and_else_the_customer_is() -> None:
    assert describe(task(), customer=known()) == "Proposed: send Lin a card."
    assert describe(task(person="p-2"), customer=ACME) == "Proposed: send Max a card."
    assert describe(task(), customer=ACME) == "Proposed: send Acme a card."


@pytest.mark.parametrize(
    ("person", "zone", "said"),
    [
        (LIN, MANILA, "11 March 2026 at 10:00"),
        (LIN, UTC, "11 March 2026 at 10:00 (Manila time)"),
        (evolve(LIN, zone=None), MANILA, "11 March 2026 at 10:00 (Manila time)"),
        (evolve(LIN, zone=ZoneInfo("America/Lima")), MANILA, "10 March 2026 at 21:00 (Lima time)"),
    ],
)
def test_a_time_to_announce_is_told_as_it_is_where_the_person_lives(
    person: Person, zone: ZoneInfo, said: str
) -> None:
    call = task("live_contact", appointment=datetime(2026, 3, 11, 10, tzinfo=MANILA))
    assert describe(call, zone=zone, customer=known(person)) == (
        f"Proposed: speak with Lin, and say beforehand when. The time to announce is {said}."
    )


def test_what_goes_along_is_due_with_the_first_of_them() -> None:
    (action,) = mornings()["a sale"].review.actions
    first, other = action.recommendations
    assert first.due is not None
    sooner = evolve(action, recommendations=(first, evolve(other, due=day(4))))
    assert describe(sooner).startswith("To do by phone, due by 4 March 2026: thank the customer")


def test_what_is_pencilled_in_is_told_with_the_day_from_which_it_may_be_done() -> None:
    (action,) = mornings()["a team that is not known"].review.actions
    waits = evolve(action.decision, verdict=Verdict.DEFERRED, until=day(6), channel=None)
    assert describe(evolve(action, decision=waits), customer=known()) == (
        "Next, from 6 March 2026: thank Lin for the purchase, and ask whether all is well."
        " Bought on 3 March 2026, and still to be followed up. ada does it."
    )


def test_a_day_alone_is_the_same_day_wherever_it_is_read() -> None:
    bought = Reason("bought_on", True, "2026-03-03", AT_MOST, "2026-03-06", "day")
    for zone in (UTC, MANILA, ZoneInfo("America/Lima")):
        assert sentence(bought, zone=zone) == "Bought on 3 March 2026, and still to be followed up"


def test_of_what_lies_ahead_only_the_next_is_told() -> None:
    told = mornings()["a sale"].review
    assert len(told.upcoming) > 1
    assert describe(told).count("Next, from") == 1
    assert describe(told).splitlines()[-2] == (
        "Next, from 28 August 2026: agree on personal assistance in place of long-term."
    )
    assert "Next, from" not in describe(evolve(told, upcoming=()))
    assert "Next, from" not in describe(evolve(told, upcoming=(task(),)))


def given(*reasons: Reason, **known: object) -> Action:
    (action,) = mornings()["nobody at all"].review.actions
    decided = evolve(action.assignment.decision, reasons=reasons)
    return evolve(action, assignment=Assignment(decided, **known))  # type: ignore[arg-type]


def agent(code: str, holds: bool, id: str) -> Reason:
    return Reason(code, holds, id, EQUAL_TO, id, "agent")


LEFT = Reason("active", False, "left", EQUAL_TO, "active", "standing")
NOBODY = Reason("unassignable", False, 0, Comparison.AT_LEAST, 1, "agents")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (given(), ""),
        (given(agent="ada"), " ada does it."),
        (given(role="acme_chief"), " It is for acme chief."),
        (given(NOBODY), " Nobody is named for it: nobody is suited."),
        (
            given(agent("assignee", False, "eve"), LEFT, agent("delegate", True, "dan"), agent="dan"),
            " dan does it. Not eve, who has it already: no longer with the company.",
        ),
        (given(LEFT, agent="ada"), " ada does it."),
    ],
)
def test_who_does_it_is_told_with_why_nobody_else_does(told: Action, said: str) -> None:
    start = (
        "To do by phone, due by 5 March 2026: thank the customer for the purchase, and ask whether all is well."
        " Bought on 3 March 2026, and still to be followed up."
    )
    assert describe(told) == f"{start}{said}"


def test_how_it_was_assigned_is_told_alone_too() -> None:
    (action,) = mornings()["a weekend"].review.actions
    assert action.assignment.decision.verdict is Verdict.ASSIGNED
    assert describe(action.assignment.decision) == (
        "Assigned, for the rule of who is suited. The relationship is with ada, who is not suited."
        " Not at work on 8 March 2026. It falls to ben. 1 task on hand, and nobody else has less."
    )


def test_a_rank_is_told_with_what_it_is_made_of() -> None:
    parts = (Contribution("weight", 30, 30, 30, "points"), Contribution("days_left", 40, 40, -3, "days"))
    assert describe(Score("rank", parts)).splitlines() == [
        "In the ranking it weighs 70 points.",
        "Its own weight is 30, which counts for 30 points.",
        "It was due 3 days ago, which counts for 40 points.",
    ]


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Reason("falls_on", True, "2027-03-09", EQUAL_TO, "1986-03-09", "day"), "It falls on 9 March 2027"),
        (
            Reason("falls_on", True, "2027-02-28", EQUAL_TO, "1988-02-29", "day"),
            "The day itself is 29 February 1988, and it is kept on 28 February 2027",
        ),
        (
            Reason("falls_on", True, "2027-03-01", EQUAL_TO, "02-29", "day"),
            "The day itself is 29 February, and it is kept on 1 March 2027",
        ),
        (Reason("at_work", False, "some day", EQUAL_TO, None, "day"), "Not at work on some day"),
        (Reason("at_work", False, "never", EQUAL_TO, None, "day"), "Not at work on never"),
        (Reason("anniversary", True, 1, Comparison.AT_LEAST, 1, "years"), "That makes 1 year"),
        (
            Reason("bought_on", True, day(3), AT_MOST, day(3.2), "instant"),
            "Bought on 3 March 2026, and still to be followed up",
        ),
        (Reason("days_left", True, 0, EQUAL_TO, 0, "days"), "It is due today"),
        (Reason("days_left", True, 1, EQUAL_TO, 1, "days"), "It is due in 1 day"),
        (
            Reason("department", False, "sales+marketing", EQUAL_TO, "technical_support", "department"),
            "Works in sales and marketing, and this is for technical support",
        ),
        (
            Reason("department", None, None, EQUAL_TO, "sales", "department"),
            "The department is not known, and this is for sales",
        ),
        (
            Reason("role", None, None, EQUAL_TO, "supervisor", "role"),
            "The role is not known, and this is for a supervisor",
        ),
    ],
)
def test_days_and_departments_are_said_as_people_say_them(reason: Reason, said: str) -> None:
    assert sentence(reason) == said
