"""The other courtesies after an event, and the note for the colleagues: what calls for each, and what undoes it."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from relcore.model import Interaction
from relcore.policies.recommending.after_event_rules import (
    CART_FOLLOW_UP,
    CASE_SURVEY,
    PERSONAL_NOTE,
    TELL_WORK,
    WRITE_NOTE,
)
from relcore.vocabulary import (
    Channel,
    EndReason,
    Party,
    Priority,
    Purpose,
    RelationshipType,
    Severity,
    TrialOutcome,
)
from tests.unit.kernel.history import (
    concern,
    day,
    ended,
    opened,
    purchase,
    reading,
    resolved,
    taken_back,
    trial,
    withdrawn,
)
from tests.unit.policies.recommending.after_words import (
    MOMENT,
    cart,
    dawn,
    dusk,
    forgetful,
    inbound,
    keys,
    met,
    noted,
    only,
    proposed,
    reopened,
    sent,
    settled,
    talked,
    worked,
)
from tests.unit.policies.seen import organisation

R, S, M, V = Purpose.RELATIONSHIP, Purpose.SERVICE, Purpose.MARKETING, Purpose.SURVEY
KOLKATA, NEW_YORK = ZoneInfo("Asia/Kolkata"), ZoneInfo("America/New_York")
LEFT = ended("z", day(2), EndReason.NEEDS_CHANGED, Party.CUSTOMER)


# a personal note


@pytest.mark.concept("D3")
def test_whom_one_met_at_an_event_gets_a_note_the_next_day() -> None:
    found = only(PERSONAL_NOTE, met("m", day(7)), at=7)  # a Saturday: notes are written on Sundays too
    assert (found.key, found.purpose) == ("r-1/personal_note/m", R)
    assert found.channels == (Channel.POST, Channel.EMAIL)
    assert (found.not_before, found.due, found.expires) == (dawn(8), dusk(8), dusk(12))
    assert (found.topic, found.settles) == ("spring fair", ())
    (why,) = found.reasons
    assert (why.code, why.measured, why.evidence) == ("met_on", "2026-03-07", ("m",))
    assert only(PERSONAL_NOTE, met("m", day(7)), at=dusk(12)) == found
    assert proposed(PERSONAL_NOTE, met("m", day(7)), at=dusk(12) + MOMENT) == []
    assert proposed(PERSONAL_NOTE, met("m", day(7)), settled("x", day(8), "personal_note/m"), at=8) == []


@pytest.mark.concept("D3")
def test_without_an_event_or_a_meeting_there_is_no_such_note() -> None:
    assert proposed(PERSONAL_NOTE, met("m", day(7), held=False), at=7) == []
    assert proposed(PERSONAL_NOTE, talked("m", day(7)), at=7) == []
    assert proposed(PERSONAL_NOTE, cart("m", day(7)), at=7) == []


@pytest.mark.concept("D3")
def test_former_customers_get_one_too() -> None:
    found = only(PERSONAL_NOTE, LEFT, met("m", day(3)), at=3)
    assert found.key == "r-1/personal_note/m"
    kiosk = opened(type=RelationshipType.TRANSACTIONAL)
    assert proposed(PERSONAL_NOTE, LEFT, met("m", day(3)), at=3, relationship=kiosk) == []


@pytest.mark.concept("D3")
def test_a_personal_word_since_the_meeting_was_one() -> None:
    meeting = met("m", day(3))
    assert proposed(PERSONAL_NOTE, meeting, sent("e", day(3) + MOMENT, R), at=4) == []
    assert proposed(PERSONAL_NOTE, meeting, talked("e", day(4)), at=4) == []
    # what was said before, for another purpose or by the customer was none
    assert keys(PERSONAL_NOTE, sent("e", day(2), R), meeting, at=4) == ["personal_note/m"]
    assert keys(PERSONAL_NOTE, sent("e", day(3), R), meeting, at=4) == ["personal_note/m"]
    for other in (S, M, V):
        assert keys(PERSONAL_NOTE, meeting, sent("n", day(4), other), at=4) == ["personal_note/m"]
    assert keys(PERSONAL_NOTE, meeting, inbound(sent("n", day(4), R)), at=4) == ["personal_note/m"]
    # the meeting itself was none, whoever sought it
    assert keys(PERSONAL_NOTE, inbound(meeting), at=4) == ["personal_note/m"]


@pytest.mark.concept("D3")
def test_the_note_goes_to_whom_one_met_and_only_a_word_to_that_person_was_one() -> None:
    both = organisation(None, None)
    meeting = met("m", day(3), to="p-1")
    assert only(PERSONAL_NOTE, meeting, at=3, customer=both).person == "p-1"
    assert only(PERSONAL_NOTE, meeting, sent("n", day(4), R, to="p-0"), at=4, customer=both).person == "p-1"
    assert proposed(PERSONAL_NOTE, meeting, sent("n", day(4), R, to="p-1"), at=4, customer=both) == []
    assert proposed(PERSONAL_NOTE, meeting, sent("n", day(4), R), at=4, customer=both) == []
    # where the customer is not known, nobody can say that it was somebody else
    assert proposed(PERSONAL_NOTE, meeting, sent("n", day(4), R, to="p-0"), at=4) == []


@pytest.mark.concept("D3")
def test_where_memory_may_have_let_go_of_a_word_there_is_no_note() -> None:
    meeting, small = met("m", day(3), to="p-1"), forgetful(contacts=1)
    both = organisation(None, None)
    since = [sent("n", day(4), S, to="p-1"), sent("o", day(5), S, to="p-1")]
    assert keys(PERSONAL_NOTE, meeting, *since, at=5, customer=both) == ["personal_note/m"]
    assert proposed(PERSONAL_NOTE, meeting, *since, at=5, customer=both, policies=small) == []
    # what it let go of was addressed to somebody else, or before the meeting
    others = [sent("n", day(4), S, to="p-0"), sent("o", day(5), S, to="p-0")]
    assert keys(PERSONAL_NOTE, meeting, *others, at=5, customer=both, policies=small) == ["personal_note/m"]
    before = [sent("k", day(1.5), S, to="p-1"), sent("l", day(2), S, to="p-1")]
    assert keys(PERSONAL_NOTE, *before, inbound(meeting), at=5, customer=both, policies=small) == [
        "personal_note/m"
    ]
    # other memories that overflowed say nothing of it
    carts = [cart("a", day(2)), cart("b", day(2.1)), purchase("c", day(2.2)), purchase("d", day(2.3))]
    found = keys(PERSONAL_NOTE, *carts, meeting, at=5, policies=forgetful(events=2, closed_concerns=1))
    assert found == ["personal_note/m"]


# an abandoned cart


@pytest.mark.concept("F4")
def test_an_abandoned_cart_is_followed_up_the_next_day() -> None:
    found = only(CART_FOLLOW_UP, cart("a", day(7), "mills"), at=7)
    assert (found.key, found.purpose, found.channels) == ("r-1/cart_follow_up/a", M, (Channel.EMAIL,))
    assert (found.priority, found.topic, found.settles) == (Priority.COMMERCIAL, "mills", ())
    assert (found.not_before, found.due, found.expires) == (dawn(8), dusk(9), dusk(12))
    (why,) = found.reasons
    assert (why.code, why.measured, why.evidence) == ("cart_left_on", "2026-03-07", ("a",))
    assert keys(CART_FOLLOW_UP, cart("a", day(7)), at=dusk(12)) == ["cart_follow_up/a"]
    assert proposed(CART_FOLLOW_UP, cart("a", day(7)), at=dusk(12) + MOMENT) == []
    assert proposed(CART_FOLLOW_UP, trial("t", day(7), TrialOutcome.STARTED), at=7) == []


@pytest.mark.concept("F4")
def test_only_the_latest_cart_wants_one() -> None:
    carts = [cart("a", day(3)), cart("b", day(3.1))]
    assert keys(CART_FOLLOW_UP, *carts, at=4) == ["cart_follow_up/b"]
    assert proposed(CART_FOLLOW_UP, *carts, settled("x", day(4), "cart_follow_up/b"), at=4) == []


@pytest.mark.concept("F4")
def test_who_bought_since_is_not_reminded_and_who_bought_before_is() -> None:
    left = cart("b", day(3))
    for at in (day(3) + MOMENT, day(3.2), day(4)):
        assert proposed(CART_FOLLOW_UP, left, purchase("p", at), at=4) == [], at
    assert proposed(CART_FOLLOW_UP, cart("a", day(3)), purchase("b", day(3)), at=4) == []
    for at in (day(3) - MOMENT, day(2.9), day(2)):
        assert keys(CART_FOLLOW_UP, purchase("p", at), left, at=4) == ["cart_follow_up/b"], at
    # what was bought and given back was bought
    back = taken_back("r", day(3.5), "p", cancels=True)
    assert proposed(CART_FOLLOW_UP, left, purchase("p", day(3.2)), back, at=4) == []


@pytest.mark.concept("F4")
def test_where_only_the_day_of_a_purchase_is_known_that_day_decides() -> None:
    crowded = forgetful(kinds=1)  # tallies that have no room for purchases know no instant
    for bought, wanted in ((day(2.9), False), (dawn(3) - MOMENT, True), (day(2), True)):
        history = [cart("a", day(1.5)), purchase("p", bought), cart("q", day(3))]
        found = keys(CART_FOLLOW_UP, *history, at=4, policies=crowded)
        assert found == (["cart_follow_up/q"] if wanted else []), bought
    after_it = [cart("a", day(1.5)), cart("q", day(3)), purchase("z", day(4))]
    assert proposed(CART_FOLLOW_UP, *after_it, at=4, policies=crowded) == []


# work done


@pytest.mark.concept("D2")
def test_work_that_the_customer_was_not_told_of_is_told_after_some_days() -> None:
    found = only(TELL_WORK, worked("w", day(2)), at=2)
    assert (found.key, found.purpose, found.channels) == (
        "r-1/tell_work/w",
        S,
        (Channel.EMAIL, Channel.PHONE),
    )
    assert (found.not_before, found.due, found.expires) == (dawn(5), dusk(9), dusk(32))
    assert found.settles == ("w",)
    (why,) = found.reasons
    assert (why.code, why.measured, why.evidence) == ("work_done_on", "2026-03-02", ("w",))
    assert keys(TELL_WORK, worked("w", day(2)), at=dusk(32)) == ["tell_work/w"]
    assert proposed(TELL_WORK, worked("w", day(2)), at=dusk(32) + MOMENT) == []


@pytest.mark.concept("D2")
def test_what_tells_of_one_piece_of_work_does_not_tell_of_another() -> None:
    work = [worked("v", day(2)), worked("w", day(2.1))]
    assert keys(TELL_WORK, *work, at=3) == ["tell_work/v", "tell_work/w"]
    assert keys(TELL_WORK, *work, settled("x", day(6), "tell_work/v"), at=6) == ["tell_work/w"]
    assert keys(TELL_WORK, *work, sent("x", day(6), S), at=6) == ["tell_work/v", "tell_work/w"]
    assert proposed(TELL_WORK, purchase("p", day(2)), at=3) == []
    assert proposed(TELL_WORK, worked("w", day(1.5)), LEFT, at=2) == []


def test_who_the_work_was_done_for_is_told() -> None:
    assert (
        only(TELL_WORK, worked("w", day(2), to="p-1"), at=2, customer=organisation(None, None)).person
        == "p-1"
    )


# a survey after a case


def case(id: str, raised: float, closed: float, category: str | None = None) -> list[Interaction[Any]]:
    """A concern that was raised and closed."""
    return [concern(id, day(raised), Severity.MINOR, category), resolved(f"{id}-end", day(closed), id)]


@pytest.mark.concept("E1")
def test_once_a_concern_was_closed_the_customer_is_asked() -> None:
    found = only(CASE_SURVEY, *case("c", 2, 4, "mills"), at=4)
    assert (found.key, found.purpose, found.channels) == ("r-1/case_survey/c", V, (Channel.EMAIL,))
    assert (found.not_before, found.due, found.expires) == (dawn(6), dusk(9), dusk(18))
    assert (found.topic, found.settles) == ("mills", ())
    (why,) = found.reasons
    assert (why.code, why.measured, why.evidence) == ("concern_closed_on", "2026-03-04", ("c",))
    assert proposed(CASE_SURVEY, *case("c", 2, 4), at=dusk(18) + MOMENT) == []
    assert proposed(CASE_SURVEY, concern("c", day(2)), at=4) == []
    assert proposed(CASE_SURVEY, *case("c", 2, 4), reopened("o", day(5), "c"), at=6) == []
    assert proposed(CASE_SURVEY, *case("c", 2, 4), settled("x", day(6), "case_survey/c"), at=6) == []


@pytest.mark.concept("E1")
def test_of_several_cases_only_the_latest_is_asked_about() -> None:
    both = [
        concern("a", day(2)),
        concern("b", day(2.1)),
        resolved("y", day(3), "b"),
        resolved("z", day(4), "a"),
    ]
    assert keys(CASE_SURVEY, *both, at=6) == ["case_survey/a"]


@pytest.mark.concept("E1")
def test_who_told_by_a_mark_or_was_asked_since_is_not_asked() -> None:
    closed = case("c", 2, 4)
    assert proposed(CASE_SURVEY, *closed, reading("s", day(5), 5), at=6) == []
    assert keys(CASE_SURVEY, reading("b", day(1.5), 5), *closed, at=6) == ["case_survey/c"]
    assert keys(CASE_SURVEY, *closed, reading("s", day(5), 5, by=Party.COMPANY), at=6) == ["case_survey/c"]
    asked = evolve(CASE_SURVEY, at_most_each_days=0.5)
    assert proposed(asked, *closed, sent("s", day(5), V), at=9) == []
    assert keys(asked, *closed, sent("s", day(5), M), at=9) == ["case_survey/c"]


@pytest.mark.concept("E1")
def test_who_was_asked_lately_is_not_asked_again_before_ninety_days_have_passed() -> None:
    asked, closed = sent("a", day(2), V), case("c", 80, 82)
    assert only(CASE_SURVEY, asked, *closed, at=82).not_before == day(
        92
    )  # a part of the day has passed by then
    assert only(CASE_SURVEY, asked, *closed, at=82).due == dusk(92)
    early = only(CASE_SURVEY, asked, *case("c", 88, 91), at=91)
    assert (early.not_before, early.due) == (dawn(93), dusk(96))  # it makes no difference any more
    # the last day on which it makes sense is the fourteenth after the case was closed
    assert only(CASE_SURVEY, asked, *case("c", 70, 78), at=78).not_before == day(92)
    assert proposed(CASE_SURVEY, asked, *case("c", 70, 77), at=77) == []
    # what was carried out without a message, or of another case, counts as well
    done = settled("a", day(2), "case_survey/b")
    assert only(CASE_SURVEY, done, *closed, at=82).not_before == day(92)
    assert only(CASE_SURVEY, sent("a", day(2), S), *closed, at=82).not_before == dawn(84)


@pytest.mark.concept("E1")
def test_where_memory_may_have_let_go_of_a_survey_it_is_as_if_there_had_been_one() -> None:
    mails, closed = [sent("a", day(2), S), sent("b", day(3), S)], case("c", 80, 82)
    assert only(CASE_SURVEY, *mails, *closed, at=82).not_before == dawn(84)
    assert only(CASE_SURVEY, *mails, *closed, at=82, policies=forgetful(contacts=1)).not_before == day(93)
    late = [sent("a", day(20), S), sent("b", day(21), S)]
    assert proposed(CASE_SURVEY, *late, *closed, at=82, policies=forgetful(contacts=1)) == []


def test_an_internal_task_at_most_so_often_asks_only_when_it_was_done() -> None:
    rule = evolve(WRITE_NOTE, at_most_each_days=3.0)
    talks = [talked("t", day(2)), settled("x", day(3), "write_note/s"), talked("u", day(4))]
    assert only(rule, *talks, at=4).not_before == day(6)
    assert only(rule, talks[0], talks[2], at=4).not_before == day(5)


# a note for the colleagues


@pytest.mark.concept("F6")
def test_a_conversation_without_a_note_for_a_day_wants_one() -> None:
    found = only(WRITE_NOTE, talked("t", day(7)), at=7)
    assert (found.key, found.is_internal) == ("r-1/write_note/t", True)
    assert (found.not_before, found.due, found.expires) == (day(8), dusk(8), dusk(14))
    (why,) = found.reasons
    assert (why.code, why.measured, why.evidence) == ("conversation_on", "2026-03-07", ("t",))
    assert keys(WRITE_NOTE, talked("t", day(7)), at=dusk(14)) == ["write_note/t"]
    assert proposed(WRITE_NOTE, talked("t", day(7)), at=dusk(14) + MOMENT) == []
    assert keys(WRITE_NOTE, inbound(talked("t", day(7))), at=8) == ["write_note/t"]


@pytest.mark.concept("F6")
def test_a_note_about_it_settles_that_and_no_other() -> None:
    talks = [talked("s", day(2)), talked("t", day(3))]
    assert keys(WRITE_NOTE, *talks, at=4) == ["write_note/s", "write_note/t"]
    assert keys(WRITE_NOTE, *talks, noted("n", day(4), "s"), at=4) == ["write_note/t"]
    assert keys(WRITE_NOTE, *talks, noted("n", day(4)), at=4) == ["write_note/s"]
    assert proposed(WRITE_NOTE, talked("t", day(2), held=False), at=4) == []
    assert proposed(WRITE_NOTE, sent("t", day(2), R), at=4) == []


@pytest.mark.concept("F6")
def test_notes_are_written_in_every_type_and_stage() -> None:
    kiosk = opened(type=RelationshipType.TRANSACTIONAL)
    assert keys(WRITE_NOTE, talked("t", day(2)), at=4, relationship=kiosk) == ["write_note/t"]
    assert keys(WRITE_NOTE, LEFT, talked("t", day(3)), at=4) == ["write_note/t"]


def test_a_day_of_23_hours_makes_it_due_on_the_day_on_which_it_begins() -> None:
    # on 8 March clocks in New York go from two to three: the next day is 23 hours long
    talk = dusk(7, NEW_YORK)
    found = only(WRITE_NOTE, talked("t", talk), at=talk, relationship=opened(zone=NEW_YORK))
    assert (found.not_before, found.due) == (talk + timedelta(hours=24), dusk(9, NEW_YORK))
    hours = evolve(WRITE_NOTE, expires_days=1)
    short = only(hours, talked("t", talk), at=talk, relationship=opened(zone=NEW_YORK))
    assert (short.due, short.expires) == (dusk(9, NEW_YORK), dusk(9, NEW_YORK))
    last = short.expires
    assert only(hours, talked("t", talk), at=last, relationship=opened(zone=NEW_YORK)) == short


def test_the_end_of_a_relationship_that_is_taken_back_gives_back_what_is_to_be_done() -> None:
    left = ended("z", day(3), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
    assert proposed(TELL_WORK, worked("w", day(2)), left, at=4) == []
    assert keys(TELL_WORK, worked("w", day(2)), left, withdrawn("zz", day(4), "z"), at=4) == ["tell_work/w"]


def test_days_are_those_of_the_relationship() -> None:
    there = opened(zone=KOLKATA)
    late = day(2) + timedelta(hours=10)  # half past midnight
    found = only(TELL_WORK, worked("w", late), at=3, relationship=there)
    assert found.not_before == dawn(6, KOLKATA)
