"""After too many messages somebody calls, at a time that is announced: what counts, what ends it, and which time."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from relcore.errors import FieldError
from relcore.model import BusinessCalendar, Company, Conversation, Message
from relcore.policies.recommending.proposal import Proposal
from relcore.policies.recommending.rhythm import LiveContact
from relcore.policy_set import STANDARD, Memory
from relcore.testing.laws import check_recommender
from relcore.vocabulary import Channel, Direction, EndReason, Party, Purpose, RelationshipType
from tests.unit.kernel.history import HOUR, MOMENT, after, day, ended, happened, opened, question
from tests.unit.policies.recommending.rhythm_words import (
    bought,
    called,
    firm,
    looked,
    one_person,
    pinned,
    proposed,
    somebody,
    the_one,
    told,
    why,
    wrote,
)

LIVE = LiveContact()
WRITTEN = [wrote(f"w-{n}", day(n)) for n in (2, 3, 4)]  # Monday, Tuesday, Wednesday
OCCASION = "episode-1/conversation-1"


def replied(id: str, at: datetime) -> Any:
    return happened(id, at, Message(), direction=Direction.INBOUND)


@pytest.mark.concept("D4")
def test_after_three_messages_a_live_contact_is_proposed_with_a_time() -> None:
    live = the_one(LIVE, after(pinned(), *WRITTEN), day(4))
    assert live.key == f"r-1/live_contact/{OCCASION}"
    assert live.purpose is Purpose.RELATIONSHIP
    assert live.channels == (Channel.PHONE, Channel.IN_PERSON, Channel.VIDEO)
    assert live.appointment == datetime(2026, 3, 6, 10, tzinfo=UTC)  # the Friday
    assert why(live) == [("impersonal_contacts", 3, 3, ("w-2", "w-3", "w-4"))]


@pytest.mark.concept("D4")
def test_two_messages_are_not_too_many() -> None:
    assert told(LIVE, after(pinned(), *WRITTEN[:2]), day(4)) == []
    assert told(LiveContact(after=2), after(pinned(), *WRITTEN[:2]), day(4)) == [OCCASION]


@pytest.mark.concept("D4")
@pytest.mark.parametrize("channel", LIVE.impersonal)
def test_a_voicemail_loses_touch_as_an_email_does(channel: Channel) -> None:
    assert told(LIVE, after(pinned(), *WRITTEN[:2], wrote("w-4", day(4), channel)), day(4)) == [OCCASION]


@pytest.mark.concept("D4")
def test_a_missed_call_and_a_reply_are_no_message() -> None:
    missed = called("k", day(4), held=False)
    assert told(LIVE, after(pinned(), *WRITTEN[:2], missed), day(4)) == []
    answer = happened("a", day(4), Message(Purpose.SERVICE, reply_to="q"), channel=Channel.EMAIL)
    assert told(LIVE, after(pinned(), *WRITTEN[:2], answer), day(4)) == []


@pytest.mark.concept("D4")
@pytest.mark.parametrize("direction", [Direction.OUTBOUND, Direction.INBOUND])
def test_a_conversation_in_either_direction_starts_the_count_anew(direction: Direction) -> None:
    held = called("k", day(5), direction=direction)
    assert told(LIVE, after(pinned(), *WRITTEN, held), day(5)) == []
    more = [wrote(f"v-{n}", day(n)) for n in (6, 7)]
    assert told(LIVE, after(pinned(), *WRITTEN, held, *more), day(7)) == []
    again = after(pinned(), *WRITTEN, held, *more, wrote("v-8", day(8)))
    assert told(LIVE, again, day(8)) == ["episode-1/conversation-2"]


@pytest.mark.concept("D4")
def test_a_reply_ends_it_until_the_next_message() -> None:
    state = after(pinned(), *WRITTEN, replied("i", day(5)))
    assert told(LIVE, state, day(5)) == []
    again = after(pinned(), *WRITTEN, replied("i", day(5)), wrote("w-6", day(9)))
    live = the_one(LIVE, again, day(9))
    assert live.occasion == OCCASION  # still the conversation that has not been had
    assert live.appointment == datetime(2026, 3, 11, 10, tzinfo=UTC)
    assert why(live) == [("impersonal_contacts", 4, 3, ("w-2", "w-3", "w-4", "w-6"))]


@pytest.mark.concept("D4")
def test_who_answers_every_message_in_writing_is_called_as_well() -> None:
    turns = [m for n in (2, 4, 6) for m in (wrote(f"w-{n}", day(n)), replied(f"i-{n}", day(n + 1)))]
    assert told(LIVE, after(pinned(), *turns[:-1]), day(6)) == [OCCASION]
    assert told(LIVE, after(pinned(), *turns), day(7)) == []
    # whether somebody tried to call or not
    missed = called("k", day(2) - HOUR, held=False)
    assert told(LIVE, after(pinned(), missed, *turns[:-1]), day(6)) == [OCCASION]


@pytest.mark.concept("D4")
def test_whatever_the_customer_does_ends_it() -> None:
    for act in (bought("p", day(5)), question("q", day(5))):
        assert told(LIVE, after(pinned(), *WRITTEN, act), day(5)) == []
    # in the very moment of the last message as well
    same = after(pinned(), *WRITTEN[:2], replied("i", day(4)), wrote("w-4", day(4)))
    assert told(LIVE, same, day(4)) == []
    missed = happened("k", day(4), Conversation(held=False), channel=Channel.PHONE)
    after_reply = after(pinned(), *WRITTEN, replied("x", day(4) + HOUR), evolve(missed, at=day(5)))
    assert told(LIVE, after_reply, day(5)) == []  # the missed call is no message


@pytest.mark.concept("D4")
def test_a_missed_call_neither_ends_it_nor_hides_the_conversation_before_it() -> None:
    missed = called("k", day(5), held=False)
    assert told(LIVE, after(pinned(), *WRITTEN, missed), day(5)) == [OCCASION]
    held = called("h", day(3) + HOUR)
    assert told(LIVE, after(pinned(), *WRITTEN[:2], held, WRITTEN[2], missed), day(5)) == []
    # of a conversation that a missed call followed it is known that it was no later than the customer was heard
    more = [wrote(f"v-{n}", day(n)) for n in (6, 7)]
    late = after(pinned(), *WRITTEN[:2], held, WRITTEN[2], missed, *more)
    assert told(LIVE, late, day(7)) == ["episode-1/conversation-2"]
    heard = after(
        pinned(), held, evolve(missed, at=day(3) + 2 * HOUR), *WRITTEN[2:], *more, wrote("v-8", day(8))
    )
    assert told(LIVE, heard, day(8)) == ["episode-1/conversation-2"]
    # and the latest one was held, after a missed one
    both = after(pinned(), evolve(missed, at=day(2) - HOUR), called("h", day(3) - HOUR), *WRITTEN[1:], *more)
    assert told(LIVE, both, day(7)) == ["episode-1/conversation-2"]
    turns = [m for n in (4, 6, 8) for m in (wrote(f"w-{n}", day(n)), replied(f"i-{n}", day(n + 1)))]
    tried = (evolve(missed, at=day(2)), called("h", day(3)))
    assert told(LIVE, after(pinned(), *tried, *turns[:-1]), day(8)) == ["episode-1/conversation-2"]
    near = after(pinned(), evolve(missed, at=day(2) - HOUR), called("h", day(3) + HOUR), WRITTEN[2], more[0])
    assert told(LIVE, near, day(6)) == []


@pytest.mark.concept("D4")
def test_once_it_was_tried_it_is_not_proposed_again_until_there_was_a_conversation() -> None:
    key = f"r-1/live_contact/{OCCASION}"
    tried = called("k", day(6), held=False, settles=(key,))
    state = after(pinned(), *WRITTEN, tried, wrote("v", day(7)))
    assert told(LIVE, state, day(7)) == []
    talked = called("h", day(8))
    more = [wrote(f"v-{n}", day(n)) for n in (9, 10, 11)]
    again = after(pinned(), *WRITTEN, tried, wrote("v", day(7)), talked, *more)
    assert told(LIVE, again, day(11)) == ["episode-1/conversation-2"]


@pytest.mark.concept("B1", "B5")
@pytest.mark.parametrize("type", [RelationshipType.TRANSACTIONAL, RelationshipType.SELF_SERVICE])
def test_types_without_outreach_have_none(type: RelationshipType) -> None:
    assert told(LIVE, after(pinned(), *WRITTEN, relationship=opened(type=type)), day(4)) == []


@pytest.mark.concept("C5h")
def test_who_has_left_is_not_called() -> None:
    gone = ended("z", day(5), EndReason.CEASED, Party.NOBODY)
    assert told(LIVE, after(pinned(), *WRITTEN, gone), day(5)) == []


def test_an_episode_counts_its_own_messages() -> None:
    left = ended("z", day(5), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
    back = bought("p", day(30))
    state = after(pinned(), *WRITTEN, left, back)
    assert state.episode == 2
    more = [wrote(f"v-{n}", day(n)) for n in (31, 32)]
    assert told(LIVE, after(pinned(), *WRITTEN, left, back, *more), day(32)) == []
    state = after(pinned(), *WRITTEN, left, back, *more, wrote("v-33", day(33)))
    assert told(LIVE, state, day(33)) == ["episode-2/conversation-1"]


def test_kinds_that_were_forgotten_are_unknown() -> None:
    small = STANDARD.with_folding(memory=Memory(kinds=1))
    state = after(pinned(), *WRITTEN, policies=small)
    assert "tallies" in state.forgotten
    assert proposed(LIVE, state, day(4), policies=small) == ()


def test_messages_that_were_let_go_of_are_not_counted() -> None:
    small = STANDARD.with_folding(memory=Memory(contacts=2))
    many = [wrote(f"w-{n}", day(n)) for n in range(2, 9)]
    assert proposed(LIVE, after(pinned(), *many, policies=small), day(8), policies=small) == ()
    eight = the_one(LIVE, after(pinned(), *[wrote(f"w-{n:02}", day(n)) for n in range(2, 14)]), day(13))
    assert why(eight)[0][1] == 8


# the time that is announced


@pytest.mark.concept("D4")
def test_the_time_stays_until_its_day_has_passed_and_is_then_another_for_a_whole_day() -> None:
    state = after(pinned(), *WRITTEN)
    friday = datetime(2026, 3, 6, 10, tzinfo=UTC)
    for at in (day(4), friday - MOMENT, friday, friday + 14 * HOUR - MOMENT):
        assert the_one(LIVE, state, at).appointment == friday
    saturday = datetime(2026, 3, 7, tzinfo=UTC)
    tuesday = datetime(2026, 3, 10, 10, tzinfo=UTC)
    for at in (saturday, saturday + 24 * HOUR - MOMENT, saturday + 24 * HOUR):
        assert the_one(LIVE, state, at).appointment == tuesday
    monday = datetime(2026, 3, 9, tzinfo=UTC)
    assert the_one(LIVE, state, monday).appointment == tuesday + timedelta(days=1)


def test_the_message_that_announces_it_does_not_move_it() -> None:
    left = wrote("v", day(5), Channel.VOICEMAIL)
    assert the_one(LIVE, after(pinned(), *WRITTEN, left), day(5)).appointment == datetime(
        2026, 3, 6, 10, tzinfo=UTC
    )


def test_the_time_lies_on_the_companys_business_days_and_on_the_persons_clocks() -> None:
    closed = (date(2026, 3, 5), date(2026, 3, 6))
    calendar = BusinessCalendar.weekdays(time(9), time(17), UTC, holidays=closed)
    manila = one_person(zone=ZoneInfo("Asia/Manila"))
    rule = LiveContact(lead_business_days=1, at_hour=15)
    live = the_one(
        rule, after(pinned(), *WRITTEN), day(4), customer=manila, company=Company(calendar=calendar)
    )
    assert live.appointment == datetime(2026, 3, 9, 15, tzinfo=ZoneInfo("Asia/Manila"))
    plain = the_one(rule, after(pinned(), *WRITTEN), day(4), company=Company())
    assert plain.appointment == datetime(2026, 3, 5, 15, tzinfo=UTC)


def test_the_zone_is_that_of_the_one_who_is_reached_or_else_that_of_the_relationship() -> None:
    relationship = opened(zone=ZoneInfo("Europe/Berlin"))
    state = after(pinned(), *WRITTEN, relationship=relationship)
    here = datetime(2026, 3, 6, 9, tzinfo=UTC)
    for who in (None, one_person(), firm(somebody("ana"), somebody("bo", zone=ZoneInfo("Asia/Manila")))):
        assert the_one(LIVE, state, day(4), customer=who).appointment == here
    there = firm(somebody("ana", zone=ZoneInfo("Asia/Manila")), somebody("bo"))
    live = the_one(LIVE, state, day(4), customer=there)
    assert (live.person, live.appointment) == ("ana", datetime(2026, 3, 6, 2, tzinfo=UTC))


def test_at_the_end_of_time_there_is_none() -> None:
    now = looked(after(pinned(), *WRITTEN), day(5))
    assert list(LIVE.recommend(evolve(now, at=datetime(8990, 1, 1, tzinfo=UTC)))) == []


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"after": 0}, r"LiveContact.after is 0; expected a whole number from 1 to 1,000"),
        ({"impersonal": ("email",)}, r"LiveContact.impersonal\[0\] is 'email'; expected a Channel"),
        ({"lead_business_days": 0}, r"LiveContact.lead_business_days is 0; .* from 1 to 20"),
        ({"at_hour": 24}, r"LiveContact.at_hour is 24; expected a whole number from 0 to 23"),
        ({"proposal": None}, r"LiveContact.proposal is None; expected a Proposal"),
        (
            {"proposal": Proposal(kind="live_contact", channels=(Channel.PHONE, Channel.CHAT))},
            r"LiveContact.proposal.channels is .*CHAT.*expected none of the impersonal channels",
        ),
    ],
)
def test_a_live_contact_that_is_none_is_refused_and_named(given: dict[str, Any], message: str) -> None:
    with pytest.raises(FieldError, match=message):
        LiveContact(**given)


def test_it_says_how_many_attempts_it_needs_remembered() -> None:
    assert LiveContact(after=5).attempts_needed == 5


def test_it_keeps_the_laws_of_a_recommender() -> None:
    check_recommender(LIVE, max_examples=20)
    check_recommender(LiveContact(after=1, lead_business_days=1), max_examples=20)


@pytest.mark.concept("D4")
def test_who_was_not_reached_is_sought_again_after_as_many_messages_more() -> None:
    """The message with the time was left, and nobody answered the call."""
    left = happened(
        "v", day(5), Message(), channel=Channel.VOICEMAIL, settles=(f"r-1/live_contact/{OCCASION}",)
    )
    more = [wrote(f"x-{n}", day(n)) for n in (6, 7, 8)]
    assert told(LIVE, after(pinned(), *WRITTEN, left, *more[:2]), day(8)) == []
    assert told(LIVE, after(pinned(), *WRITTEN, left, *more), day(8)) == [f"{OCCASION}/after-v"]
    met = happened("t", day(9), Conversation())
    assert told(LIVE, after(pinned(), *WRITTEN, left, *more, met), day(9)) == []
    anew = [wrote(f"y-{n}", day(n)) for n in (10, 11, 12)]
    assert told(LIVE, after(pinned(), *WRITTEN, left, met, *anew), day(12)) == ["episode-1/conversation-2"]
