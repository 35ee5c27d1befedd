"""A plan: ranked, joined, one budget of contacts, blocked means an internal task or silence."""

import re
from datetime import UTC, datetime, timedelta
from itertools import islice, permutations
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from relcore import Agent, Company
from relcore.model import Block, FrozenMap, Note, Override, Recommendation
from relcore.policies import Cap, Consented, Delegation, NotBlocked, Planning
from relcore.policy_set import STANDARD
from relcore.vocabulary import ContactBlock, Priority, Purpose, Verdict, Wish
from tests.unit.kernel.history import day, happened, question
from tests.unit.kernel.planned import (
    EMAIL,
    NOON,
    PHONE,
    POST,
    courtesy,
    done,
    held,
    plain,
    planned,
    task,
)
from tests.unit.policies.contact.contacts import consent, of, person, recommended, sent


def test_what_comes_first_is_ranked_by_priority_then_by_score_then_by_key() -> None:
    what = (
        task("1", priority=Priority.COMMERCIAL, weight=90),
        task("2", priority=Priority.COURTESY, weight=5),
        task("3", priority=Priority.COURTESY, weight=20),
        task("5", priority=Priority.CONCERN),
        task("4", priority=Priority.CONCERN),
        task("6", priority=Priority.PROMISE),
    )
    for order in islice(permutations(what), 0, None, 90):
        assert done(planned(*order)) == [("6",), ("4",), ("5",), ("3",), ("2",), ("1",)]


def test_the_order_of_the_recommenders_changes_nothing_of_the_review() -> None:
    what = (
        courtesy("a", channels=(PHONE,)),
        courtesy("b", weight=3),
        courtesy("c", channels=(EMAIL, PHONE)),
        recommended(occasion="d", due=day(5)),
        task("e"),
        courtesy("f", not_before=day(9)),
    )
    found = {plain(*order) for order in islice(permutations(what), 0, None, 45)}
    assert len(found) == 1
    assert {"'a'", "'d'", "'e'", "'f'"} <= set(re.findall(r"occasion=(\S*),", found.pop()))


def test_a_score_adds_up_to_what_it_shows_and_grows_as_the_day_comes_near() -> None:
    [action] = planned(task("x", weight=7, due=NOON + timedelta(days=3))).actions
    parts = {part.code: part.points for part in action.score.contributions}
    assert parts["weight"] == 7
    assert parts["days_left"] == 40 - 40 * 3 // 7
    assert action.score.points == sum(points for points in parts.values() if points is not None)
    near, due, over = (
        planned(task("x", due=NOON + timedelta(days=days))).actions[0].score.points for days in (1, 0, -9)
    )
    assert (near or 0) < (due or 0) == over
    [undue] = planned(task("x")).actions
    assert [part.code for part in undue.score.contributions] == ["weight", "activity"]
    [plain] = planned(task("x"), planning=Planning(activity=None)).actions
    assert [part.code for part in plain.score.contributions] == ["weight"]


def test_a_score_stays_the_same_all_day() -> None:
    what = task("x", due=NOON + timedelta(days=2))
    scores = [planned(what, at=NOON.replace(hour=hour)).actions[0].score.points for hour in (0, 9, 23)]
    assert len(set(scores)) == 1
    assert planned(what, at=NOON + timedelta(days=1)).actions[0].score.points != scores[0]


def test_two_messages_in_a_day_become_one_that_settles_both() -> None:
    seen = planned(courtesy("a"), courtesy("b", weight=5, due=day(9)), courtesy("c", due=day(8)))
    assert done(seen) == [("c", "b", "a")]
    [action] = seen.actions
    assert (action.channel, action.person, action.due) == (EMAIL, "c-1", day(8))
    assert action.keys == ("r-1/card/c", "r-1/card/b", "r-1/card/a")
    assert action.key == "r-1/card/c"
    assert seen.recommendations == action.recommendations
    written = happened("m", NOON, Note("done"), settles=action.keys)
    assert planned(courtesy("a"), courtesy("b"), courtesy("c"), history=(written,)).actions == ()


@pytest.mark.parametrize(
    "other",
    [
        courtesy("b", channels=(PHONE,)),
        recommended(occasion="b"),
        courtesy("b", promotes=True),
        recommended(Purpose.SURVEY, occasion="b"),
    ],
    ids=["channel", "marketing", "promotes", "survey"],
)
def test_what_does_not_go_together_waits_for_the_next_day(other: Recommendation) -> None:
    seen = planned(courtesy("a", weight=5), other)
    assert done(seen) == [("a",)]
    assert held(seen) == {"b": "contacts_a_day"}
    [withheld] = seen.withheld
    assert withheld.decision.until == day(5).replace(hour=0)
    reason = withheld.decision.reasons[0]
    assert (reason.code, reason.measured, reason.required, reason.evidence) == ("contacts_today", 1, 1, ())
    assert seen.next_due == withheld.decision.until


def test_two_appointments_are_not_made_in_one_message() -> None:
    seen = planned(courtesy("a", appointment=day(6)), courtesy("b", appointment=day(7)))
    assert done(seen) == [("a",)]
    assert done(planned(courtesy("a", appointment=day(6)), courtesy("b"))) == [("a", "b")]


def test_a_service_that_is_joined_by_more_is_no_service_any_more() -> None:
    service = recommended(Purpose.SERVICE, occasion="s", weight=50)
    seen = planned(service, courtesy("c"))
    assert (done(seen), seen.actions[0].purpose) == ([("s", "c")], Purpose.RELATIONSHIP)
    assert planned(service).actions[0].purpose is Purpose.SERVICE
    courteous = Cap("courteous", 1, 24.0)
    again = courtesy("d", channels=(PHONE,))
    rules: dict[str, Any] = {"contact_rules": (courteous,), "planning": Planning(contacts_a_day=5)}
    assert held(planned(service, courtesy("c"), again, **rules)) == {"d": "cap.courteous"}


def test_what_was_sent_already_counts_for_the_day_of_the_person_and_no_longer() -> None:
    manila = ZoneInfo("Asia/Manila")
    lin = of(person(zone=manila))
    history = (sent("m", day(3)),)  # 17:00 in Manila
    midnight = datetime(2026, 3, 3, 16, tzinfo=UTC)
    late = planned(courtesy("a"), at=midnight - timedelta(microseconds=1), customer=lin, history=history)
    assert held(late) == {"a": "contacts_a_day"}
    assert late.withheld[0].decision.until == midnight
    assert late.withheld[0].decision.reasons[0].evidence == ("m",)
    assert done(planned(courtesy("a"), at=midnight, customer=lin, history=history)) == [("a",)]
    more: dict[str, Any] = {"planning": Planning(contacts_a_day=2)}
    assert done(planned(courtesy("a"), at=day(3.1), customer=lin, history=history, **more)) == [("a",)]


def test_what_can_not_wait_for_the_next_day_is_refused() -> None:
    seen = planned(courtesy("a", weight=9), courtesy("b", channels=(PHONE,), expires=day(4.4)))
    assert held(seen) == {"b": "expires"}
    assert seen.withheld[0].decision.verdict is Verdict.REFUSED
    assert seen.withheld[0].decision.reasons[0].code == "contacts_today"


def test_the_day_waits_for_what_else_holds_it_back() -> None:
    nights = STANDARD.advising.contact_rules[-1]
    seen = planned(courtesy("a", weight=9), courtesy("b", channels=(PHONE,)), contact_rules=(nights,))
    assert seen.withheld[0].decision.until == day(5).replace(hour=8)
    codes = [reason.code for reason in seen.withheld[0].decision.reasons]
    assert codes == ["contacts_today"]


def test_an_override_lifts_the_limit_of_a_day_and_only_while_it_holds() -> None:
    lifted = Override(
        relationship_id="r-1", rule="contacts_a_day", by="ana", reason="recall", since=day(4), until=day(5)
    )
    what = (courtesy("a", weight=9), courtesy("b", channels=(PHONE,)))
    assert done(planned(*what, overrides=(lifted,))) == [("a",), ("b",)]
    later = evolve(lifted, since=NOON + timedelta(seconds=1))
    assert done(planned(*what, overrides=(later,))) == [("a",)]


def test_what_is_owed_and_what_answers_is_not_held_back_by_a_busy_day() -> None:
    asked = question("q", day(3))
    answer = recommended(
        Purpose.SERVICE, kind="answer", occasion="q", reply_to="q", priority=Priority.CONCERN
    )
    grave = recommended(
        Purpose.SERVICE, kind="call", occasion="x", channels=(PHONE,), priority=Priority.CONCERN
    )
    seen = planned(courtesy("a"), answer, grave, history=(asked, sent("m", day(4))))
    assert done(seen) == [("q",), ("x",)]
    assert held(seen) == {"a": "contacts_a_day"}


def test_one_budget_holds_for_everything_that_is_planned() -> None:
    weekly = Cap("weekly", 2, 168.0)
    what = tuple(
        courtesy(name, channels=(channel,)) for name, channel in zip("abc", (EMAIL, PHONE, POST), strict=True)
    )
    free: dict[str, Any] = {"planning": Planning(contacts_a_day=9)}
    assert done(planned(*what, **free)) == [("a",), ("b",), ("c",)]
    seen = planned(*what, contact_rules=(weekly,), **free)
    assert (done(seen), held(seen)) == ([("a",), ("b",)], {"c": "cap.weekly"})


def test_what_is_owed_and_blocked_becomes_an_internal_task_and_never_another_channel() -> None:
    blocked = of(person(zone=UTC, blocks=(Block(kind=ContactBlock.LEGAL, source="court", since=day(1)),)))
    owed = recommended(
        Purpose.SERVICE, kind="call", occasion="x", channels=(PHONE, EMAIL), priority=Priority.CONCERN
    )
    seen = planned(owed, courtesy("a"), customer=blocked, contact_rules=(NotBlocked(),))
    assert done(seen) == [("x",)]
    [action] = seen.actions
    assert (action.is_internal, action.channel, action.person, action.key) == (True, None, None, owed.key)
    assert "contact_block" in [reason.code for reason in action.recommendation.reasons]
    assert held(seen) == {"x": "not_blocked", "a": "not_blocked"}


def test_courtesy_and_offers_that_are_blocked_are_silence() -> None:
    seen = planned(
        recommended(occasion="o"), courtesy("a"), customer=of(person(zone=UTC)), contact_rules=(Consented(),)
    )
    assert (done(seen), held(seen)) == ([("a",)], {"o": "consented"})


def test_what_is_deferred_is_no_task_meanwhile() -> None:
    night = NOON.replace(hour=23)
    owed = recommended(Purpose.SERVICE, occasion="x", priority=Priority.CONCERN)
    seen = planned(owed, at=night, contact_rules=STANDARD.advising.contact_rules[-1:])
    assert (done(seen), list(held(seen))) == ([], ["x"])


def test_what_lies_ahead_is_upcoming_and_says_when_to_look_again() -> None:
    seen = planned(
        courtesy("b", not_before=day(9)), task("a", not_before=day(7)), courtesy("now", not_before=NOON)
    )
    assert done(seen) == [("now",)]
    assert [one.occasion for one in seen.upcoming] == ["a", "b"]
    assert seen.next_due == day(7)
    assert done(planned(task("a", not_before=day(7)), at=day(7))) == [("a",)]


def test_what_expires_says_when_to_look_again() -> None:
    over = NOON + timedelta(hours=5)
    moment = timedelta(microseconds=1)
    assert planned(task("a", expires=over)).next_due == over + moment
    refused = recommended(occasion="o", expires=over)
    assert planned(refused, contact_rules=(Consented(),)).next_due == over + moment
    assert planned(task("a")).next_due is None or planned(task("a")).next_due != over


def test_a_contact_is_ranked_by_the_days_of_the_person_whom_it_reaches() -> None:
    """The budget of a day is the person's, and so is the day that is left."""
    there = of(person(zone=ZoneInfo("America/New_York")))
    what = courtesy("a", due=NOON + timedelta(days=2))
    late, early = datetime(2026, 3, 4, 3, tzinfo=UTC), datetime(2026, 3, 4, 6, tzinfo=UTC)
    scores = [planned(what, at=at, customer=there).actions[0].score.points for at in (late, early, NOON)]
    assert scores[0] != scores[1] == scores[2]
    inner = task("a", due=NOON + timedelta(days=2))
    scores = [planned(inner, at=at, customer=there).actions[0].score.points for at in (late, early)]
    assert scores[0] == scores[1]


def test_what_was_carried_out_or_has_expired_is_proposed_by_nobody() -> None:
    written = happened("n", day(3), Note("done"), settles=("r-1/task/a",))
    what = (task("a"), task("b", expires=NOON), task("c", expires=NOON - timedelta(microseconds=1)))
    assert done(planned(*what, history=(written,))) == [("b",)]
    assert done(planned(*what)) == [("a",), ("b",)]


def test_one_key_is_one_recommendation_whoever_proposes_it() -> None:
    same = (task("a", weight=1), task("a", weight=2))
    assert plain(*same) == plain(*reversed(same))
    assert len(planned(*same).actions) == 1


def test_people_share_no_budget_and_one_person_has_one() -> None:
    two = of(person("p-1", zone=UTC), person("p-2", zone=UTC))
    what = (
        courtesy("a", person="p-1"),
        courtesy("b", person="p-2"),
        courtesy("c", person="p-1", channels=(PHONE,)),
    )
    seen = planned(*what, customer=two)
    assert (done(seen), held(seen)) == ([("a",), ("b",)], {"c": "contacts_a_day"})


def test_an_action_says_who_does_it() -> None:
    company = Company(agents=(Agent(id="ada"),))
    [action] = planned(task("x"), company=company).actions
    assert (action.assignee, action.recommendation.assignee) == ("ada", "ada")
    assert action.assignment.decision.verdict is Verdict.ASSIGNED
    [nobody] = planned(task("x"), company=Company(agents=())).actions
    assert (nobody.assignee, nobody.recommendation.assignee) == (None, None)
    assert nobody.assignment.role == "supervisor"


@pytest.mark.concept("F8")
def test_who_is_to_be_trained_is_told_once() -> None:
    company = Company(agents=(Agent(id="ada", skills=FrozenMap({"refunds": 1})),))
    owned: dict[str, Any] = {"company": company, "delegation": Delegation()}
    what = (task("x", skill="refunds", assignee="ada"), task("y", skill="refunds", assignee="ada"))
    seen = planned(*what, **owned)
    [training] = [one for one in seen.recommendations if one.kind == "train_agent"]
    assert (training.occasion, training.skill, training.role) == ("ada/refunds", "refunds", "supervisor")
    assert training.reasons
    written = happened("n", day(3), Note("course"), settles=(training.key,))
    assert [one.kind for one in planned(*what, **owned, history=(written,)).recommendations] == [
        "task",
        "task",
    ]
    good = Company(agents=(Agent(id="ada", skills=FrozenMap({"refunds": 3})),))
    assert [one.kind for one in planned(*what, company=good).recommendations] == ["task", "task"]


def test_a_person_who_wants_nothing_is_sent_nothing_and_all_of_it_is_withheld() -> None:
    lin = of(person(zone=UTC, wish=Wish.NO, consents=(consent(),)))
    seen = planned(
        courtesy("a"), recommended(occasion="b"), customer=lin, contact_rules=STANDARD.advising.contact_rules
    )
    assert (seen.actions, set(held(seen).values())) == ((), {"wished"})
