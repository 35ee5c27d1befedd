"""Attempts are remembered, and the customer's own acts end a silence."""

from typing import Any

import pytest
from attrs import evolve

from relcore.kernel import record, replay, review
from relcore.model import (
    Answered,
    Conduct,
    Contact,
    Content,
    Conversation,
    Heard,
    Interaction,
    Message,
    Money,
    Note,
    Purchase,
    Question,
    Relationship,
    RulesAdopted,
    Statement,
    UnknownContent,
    Unnoted,
)
from relcore.policies import HeldConversations, Situation
from relcore.policy_set import STANDARD, Memory, PolicySet
from relcore.vocabulary import Channel, Department, Direction, EndReason, Party, Purpose, StatementTopic
from tests.unit.kernel.history import MOMENT, after, day, ended, happened, note, opened, purchase, under

SENT = happened("m1", day(2), Message(Purpose.MARKETING), channel=Channel.EMAIL, to="asha")
MISSED = happened("m2", day(3), Conversation(held=False), channel=Channel.PHONE, by="ben")
MET = happened("k", day(4), Conversation(), channel=Channel.IN_PERSON)
TWICE = (MET, happened("l", day(5), Conversation()))


def test_an_attempt_is_remembered_with_when_how_why_and_whom() -> None:
    reached = after(SENT, MISSED)
    assert reached.recent_contacts == (
        Contact("m1", day(2), Channel.EMAIL, "marketing", person="asha", by=None),
        Contact("m2", day(3), Channel.PHONE, "relationship", person=None, by="ben"),
    )
    assert (reached.unanswered, reached.engaged_at) == (2, day(1))


@pytest.mark.concept("G7")
def test_a_message_that_answers_something_is_no_attempt() -> None:
    answer = happened("x", day(3), Message(reply_to="q"), channel=Channel.EMAIL)
    replied = after(SENT, answer)
    assert ([contact.id for contact in replied.recent_contacts], replied.unanswered) == (["m1"], 1)
    unasked = after(SENT, happened("x", day(3), Message(), channel=Channel.EMAIL))
    assert ([contact.id for contact in unasked.recent_contacts], unasked.unanswered) == (["m1", "x"], 2)


def test_a_reply_is_no_act_of_the_customers() -> None:
    answer = happened("x", day(3), Message(reply_to="q"))
    assert (after(answer).engaged_at, after(answer).tallies["message"].count) == (day(1), 1)


@pytest.mark.parametrize(
    "content", [Question("when?"), Message(), Conversation(), Note("x")], ids=lambda content: content.kind
)
@pytest.mark.parametrize("direction", [Direction.INBOUND, Direction.BETWEEN_CUSTOMERS])
def test_whatever_the_customer_does_ends_the_silence(content: Content, direction: Direction) -> None:
    heard = after(SENT, MISSED, happened("x", day(4), content, direction=direction))
    assert (heard.unanswered, heard.engaged_at) == (0, day(4))
    assert len(heard.recent_contacts) == 2


@pytest.mark.parametrize("content", [Note("x"), Message(), Conversation()], ids=lambda content: content.kind)
def test_what_stays_inside_the_company_is_no_contact(content: Content) -> None:
    assert (
        after(SENT, happened("x", day(4), content, direction=Direction.INTERNAL)).recent_contacts
        == after(SENT).recent_contacts
    )
    assert after(SENT, happened("x", day(4), content, direction=Direction.INTERNAL)).unanswered == 1


def test_a_conversation_that_was_held_is_a_contact_and_an_answer() -> None:
    held = after(SENT, happened("x", day(4), Conversation()))
    assert (held.unanswered, held.engaged_at, held.recent_contacts[-1].id) == (0, day(4), "x")


def test_a_purchase_answers() -> None:
    assert after(SENT, purchase("p", day(4))).unanswered == 0


@pytest.mark.parametrize("size", [1, 2, 8])
def test_only_the_latest_attempts_are_remembered(size: int) -> None:
    policies = evolve(STANDARD, folding=evolve(STANDARD.folding, memory=Memory(contacts=size)))
    sent = tuple(happened(f"m{n}", day(2 + n), Message()) for n in range(9))
    kept = after(*sent, policies=policies)
    assert [contact.id for contact in kept.recent_contacts] == [f"m{n}" for n in range(9)][-size:]
    assert kept.unanswered == 9


@pytest.mark.concept("E1c")
def test_a_meeting_that_was_missed_is_counted_apart_and_only_those_that_were_held_count() -> None:
    met = after(MISSED, MET, happened("l", day(5), Conversation(), direction=Direction.INBOUND))
    assert (met.tallies["conversation"].count, met.tallies["conversation.missed"].count) == (3, 1)
    assert HeldConversations().measure(Situation(met, day(6), 30.0)) == 2


@pytest.mark.concept("E1c")
def test_a_meeting_that_was_held_is_not_counted_as_missed() -> None:
    assert after(MET).tallies.keys() == {"conversation"}
    assert HeldConversations().measure(Situation(after(MISSED), day(6), 30.0)) == 0


@pytest.mark.concept("E1c")
def test_a_meeting_that_was_missed_is_an_attempt_and_nothing_else() -> None:
    missed = after(MISSED)
    assert missed.tallies.keys() == {"conversation", "conversation.missed"}
    assert (missed.conduct.unnoted, missed.engaged_at, missed.unanswered) == ((), day(1), 1)


def unnoted(relationship: Relationship) -> list[str]:
    return [one.id for one in relationship.conduct.unnoted]


@pytest.mark.concept("F6")
@pytest.mark.parametrize("direction", [Direction.OUTBOUND, Direction.INBOUND])
def test_a_conversation_wants_a_note_until_one_is_about_it(direction: Direction) -> None:
    talked = happened("k", day(4), Conversation(), direction=direction)
    assert after(talked).conduct.unnoted == (Unnoted("k", day(4)),)
    assert unnoted(after(talked, happened("n", day(5), Note("likes oolong", about="k")))) == []


@pytest.mark.concept("F6")
@pytest.mark.parametrize(
    "content",
    [Note("likes oolong", about="another"), Message(reply_to="k")],
    ids=["a note about something else", "a message"],
)
def test_nothing_else_is_the_note_that_it_wants(content: Content) -> None:
    assert unnoted(after(MET, happened("n", day(5), content))) == ["k"]


@pytest.mark.concept("F6")
def test_each_conversation_wants_a_note_of_its_own() -> None:
    assert unnoted(after(*TWICE, happened("n", day(6), Note("likes oolong", about="k")))) == ["l"]


@pytest.mark.concept("F6")
def test_a_note_that_does_not_say_what_it_is_about_is_about_the_latest_conversation_without_one() -> None:
    assert unnoted(after(*TWICE, note("n", day(6)))) == ["k"]
    assert unnoted(after(*TWICE, note("n", day(6)), note("o", day(7)))) == []
    later = (happened("n", day(6), Note("likes oolong", about="l")), note("o", day(7)))
    assert unnoted(after(*TWICE, *later)) == []


@pytest.mark.concept("F6")
def test_a_note_before_a_conversation_is_not_the_one_that_it_wants() -> None:
    assert unnoted(after(note("a", day(3)), MET)) == ["k"]


@pytest.mark.concept("F6")
@pytest.mark.parametrize("direction", [Direction.BETWEEN_CUSTOMERS, Direction.INTERNAL])
def test_a_conversation_that_the_two_sides_did_not_have_wants_no_note(direction: Direction) -> None:
    talked = after(happened("k", day(4), Conversation(), direction=direction))
    assert (unnoted(talked), talked.conduct) == ([], Conduct())


@pytest.mark.parametrize("about", [None, "k"])
def test_once_every_conversation_has_its_note_conduct_is_the_default_again(about: str | None) -> None:
    noted = after(MET, happened("n", day(5), Note("likes oolong", about=about)))
    another = after(SENT, MET, note("z", day(9)))
    assert noted.conduct == Conduct()
    assert noted.conduct is another.conduct
    asked = (happened("q", day(2), Question("hot?")), happened("r", day(2.1), Answered("q")))
    assert after(*asked, MET, note("z", day(9))).conduct == Conduct(answer_seconds=(8640,))


@pytest.mark.concept("F6")
def test_a_conversation_without_a_note_is_found_after_a_day_and_not_before() -> None:
    def found(relationship: Relationship, at: object) -> list[tuple[str, ...]]:
        findings = review(relationship, at=at).findings  # type: ignore[arg-type]
        return [d.reasons[0].evidence for d in findings if d.policy == "note_missing"]

    assert found(after(MET), day(5)) == []
    assert found(after(MET), day(5) + MOMENT) == [("k",)]
    assert found(after(MET, happened("n", day(5), Note("likes oolong", about="k"))), day(9)) == []
    assert found(after(MET, note("n", day(5))), day(9)) == []
    assert found(after(MISSED, note("n", day(4))), day(9)) == []


@pytest.mark.concept("F6")
def test_the_latest_conversations_without_a_note_are_remembered() -> None:
    many = [happened(f"k{n}", day(2 + n), Conversation()) for n in range(4)]
    assert unnoted(after(*many, policies=under(memory=Memory(unnoted=2)))) == ["k2", "k3"]


def attempt(id: str, at: float, to: str | None = None) -> Interaction[Any]:
    return happened(id, day(at), Message(), to=to)


def small(contacts: int, persons: int) -> PolicySet:
    return under(memory=Memory(contacts=contacts, persons=persons))


def remembered(*history: Interaction[Any], contacts: int, persons: int) -> tuple[list[str], tuple[str, ...]]:
    """The attempts that are remembered, and whose were let go of."""
    state = after(*history, policies=small(contacts, persons))
    return [contact.id for contact in state.recent_contacts], state.forgotten


def test_of_each_person_the_latest_attempts_are_remembered() -> None:
    history = [attempt("a1", 2, "ana"), *(attempt(f"b{n}", n, "ben") for n in (3, 4, 5)), attempt("u1", 6)]
    assert remembered(*history, contacts=2, persons=4) == (["a1", "b4", "b5", "u1"], ("contacts.ben",))
    unnamed = [attempt(f"u{n}", n) for n in (7, 8)]
    assert remembered(*history, *unnamed, contacts=2, persons=4)[1] == ("contacts.ben", "contacts.unnamed")


def test_while_memory_suffices_nothing_is_said_to_be_forgotten() -> None:
    history = [attempt(f"m{n}", n, to) for n, to in enumerate(("ana", "ben", "ana", "ben"), 2)]
    assert remembered(*history, contacts=2, persons=2) == (["m2", "m3", "m4", "m5"], ())


def test_of_too_many_people_the_earliest_attempts_are_let_go_of_whomever_they_were_to_reach() -> None:
    history = [attempt(f"m{n}", n, f"p{n}") for n in range(2, 7)]
    assert remembered(*history, contacts=2, persons=2) == (["m3", "m4", "m5", "m6"], ("contacts",))


def test_an_ending_does_not_make_it_forget_that_it_forgot() -> None:
    history = [attempt(f"m{n}", n) for n in (2, 3, 4)]
    left = ended("e", day(5), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
    back = purchase("p", day(60))
    for told in ((*history, left), (*history, left, back)):
        assert remembered(*told, contacts=2, persons=4)[1] == ("contacts.unnamed",)
    said = [happened(f"s{n}", day(n), Statement(StatementTopic.UNWANTED, f"hats {n}")) for n in (2, 3, 4)]
    few = under(memory=Memory(statements=2))
    assert after(*said, left, policies=few).forgotten == ("unwanted",)
    assert after(*said, policies=few).forgotten == ("unwanted",)


def test_the_names_of_those_of_whom_something_was_forgotten_are_bounded_too() -> None:
    history = [
        attempt(f"m{n}-{to}", n, to) for n, to in enumerate(("a", "a", "b", "b", "c", "c", "d", "d"), 2)
    ]
    assert remembered(*history, contacts=1, persons=2)[1] == ("contacts", "contacts.a", "contacts.b")
    one_after_another = [attempt(f"m{n}", n, to) for n, to in enumerate(("a", "a", "b", "b", "a", "b"), 2)]
    assert remembered(*one_after_another, contacts=1, persons=4)[1] == ("contacts.a", "contacts.b")


def test_rules_that_remember_less_let_go_of_all_that_is_too_much() -> None:
    before, now = small(4, 1), small(2, 1)
    state = after(*(attempt(f"m{n}", n) for n in (2, 3, 4, 5)), policies=before)
    adopted = record(state, happened("x", day(6), RulesAdopted(now.folding.digest)), before).relationship
    after_it = record(adopted, attempt("m7", 7), now).relationship
    assert [contact.id for contact in after_it.recent_contacts] == ["m5", "m7"]
    assert after_it.forgotten == ("contacts.unnamed",)


def test_rules_that_remember_more_tell_people_apart_from_then_on() -> None:
    before, now = small(2, 8), small(4, 8)
    first = [attempt(f"a{n}", n, "ana") for n in (2, 3, 4)]
    change = happened("x", day(5), RulesAdopted(now.folding.digest))
    then = [
        attempt("b6", 6, "ben"),
        attempt("b7", 7, "ben"),
        *(attempt(f"c{n}", n, "ana") for n in range(8, 14)),
    ]
    whole = replay(opened(), [*first, change, *then], before, adopted=[now]).relationship
    one_by_one = record(after(*first, policies=before), change, before).relationship
    for interaction in then:
        one_by_one = record(one_by_one, interaction, now).relationship
    assert whole == one_by_one
    assert [c.id for c in whole.recent_contacts] == ["b6", "b7", "c10", "c11", "c12", "c13"]


def test_who_speaks_for_a_customer_is_heard_by_name() -> None:
    asks = happened("q", day(2), Question("when?"), by="ana")
    called = happened("c", day(3), Conversation(), to="ben")
    missed = happened("d", day(4), Conversation(held=False), to="ana")
    entered = happened("p", day(5), Purchase(Money("5.00", "EUR")), to="cy", direction=Direction.OUTBOUND)
    state = after(asks, called, missed, entered)
    assert dict(state.heard_from) == {
        "ana": Heard("q", day(2)),
        "ben": Heard("c", day(3)),
        "cy": Heard("p", day(5)),
    }


def test_the_customer_and_who_is_not_named_are_heard_without_it() -> None:
    asks = happened("q", day(2), Question("when?"), by="c-1")
    assert not after(asks, happened("r", day(3), Question("where?"))).heard_from


def test_of_too_many_people_the_one_who_was_heard_longest_ago_is_forgotten() -> None:
    history = [
        happened(f"q{n}", day(n), Question("when?"), by=by)
        for n, by in ((2, "a"), (3, "b"), (4, "a"), (5, "c"))
    ]
    assert sorted(after(*history, policies=small(8, 2)).heard_from) == ["a", "c"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"direction": Direction.OUTBOUND}, "unknown"),
        ({"direction": Direction.INBOUND}, None),
        ({"direction": Direction.OUTBOUND, "channel": Channel.INTERNAL}, None),
    ],
)
def test_what_a_third_party_sends_out_is_an_attempt_of_any_purpose(given: Any, expected: str | None) -> None:
    state = after(happened("x", day(2), UnknownContent("acme.ping", "{}"), **given))
    assert [contact.purpose for contact in state.recent_contacts] == ([expected] if expected else [])
    assert state.unanswered == (1 if expected else 0)


def test_a_third_party_may_state_the_purpose_of_what_it_sends() -> None:
    class Ping:
        kind = "acme.ping"
        direction = Direction.OUTBOUND
        department = Department.MARKETING
        purpose = Purpose.SURVEY

    assert after(happened("x", day(2), Ping())).recent_contacts[0].purpose is Purpose.SURVEY


def test_a_call_that_answers_what_was_asked_is_no_attempt_and_one_that_asks_is() -> None:
    asked = happened("q", day(2), Question("when?"))
    answers = after(asked, happened("t", day(3), Conversation(purpose=Purpose.SERVICE, reply_to="q")))
    assert (answers.recent_contacts, answers.unanswered, answers.engaged_at) == ((), 0, day(3))
    missed = after(asked, happened("t", day(3), Conversation(held=False, reply_to="q")))
    assert (missed.recent_contacts, missed.unanswered, missed.engaged_at) == ((), 0, day(2))
    for purpose in (Purpose.SURVEY, Purpose.MARKETING):
        sells = after(asked, happened("t", day(3), Conversation(held=False, purpose=purpose, reply_to="q")))
        assert (len(sells.recent_contacts), sells.unanswered) == (1, 1)


def test_a_note_that_settles_something_is_about_the_conversation_that_a_key_names_and_no_other() -> None:
    def left(*keys: str, about: str | None = None) -> list[str]:
        noted = happened("n", day(6), Note("done", about), settles=keys)
        return [one.id for one in after(*TWICE, noted).conduct.unnoted]

    assert left() == ["k"]
    assert left("r-1/task/x") == ["k", "l"]
    assert left("r-1/write_note/k") == ["l"]
    assert left("r-1/task/x", "r-1/write_note/l") == ["k"]
    assert left("r-1/task/x", about="k") == ["l"]
