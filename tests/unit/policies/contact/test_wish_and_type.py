"""What people want of a relationship comes first: their wish, what they do not want, and the type that was agreed."""

from typing import Any

import pytest

from relcore import may_contact
from relcore.errors import FieldError, PolicyError
from relcore.model import Opportunity, Statement
from relcore.policies import AgreedType, NotUnwanted, Wished
from relcore.policy_set import Memory
from relcore.vocabulary import Channel, Purpose, RelationshipType, StatementTopic, Wish
from tests.unit.kernel.history import after, day, happened, opened, promise, purchase, taken_back, under
from tests.unit.policies.contact.contacts import ALLOWED, REFUSED, asked, of, person, recommended, told

REPLY = recommended(Purpose.SERVICE, reply_to="q1")
WITHOUT = (RelationshipType.TRANSACTIONAL, RelationshipType.SELF_SERVICE)


def said(id: str, text: str, theme: str | None = None, **given: Any) -> Any:
    return happened(id, day(2), Statement(StatementTopic.UNWANTED, text, theme), **given)


@pytest.mark.concept("G7")
@pytest.mark.parametrize("purpose", Purpose)
def test_who_wishes_no_contact_gets_none_that_was_not_asked_for(purpose: Purpose) -> None:
    decision = asked(Wished(), what=recommended(purpose), persons=(person(wish=Wish.NO),))
    assert told(decision) == (REFUSED, "wished", ("wish", "no", "yes"))


@pytest.mark.concept("G7")
def test_replies_are_always_allowed_and_an_unknown_wish_forbids_nothing() -> None:
    assert asked(Wished(), what=REPLY, persons=(person(wish=Wish.NO),)).verdict is ALLOWED
    for wish in (Wish.UNKNOWN, Wish.YES):
        assert asked(Wished(), persons=(person(wish=wish),)).verdict is ALLOWED


@pytest.mark.parametrize(
    "dressed_up",
    [
        recommended(Purpose.MARKETING, reply_to="q1"),
        recommended(Purpose.SURVEY, reply_to="q1"),
        recommended(Purpose.SERVICE, reply_to="q1", promotes=True),
    ],
    ids=["marketing", "survey", "promoting"],
)
def test_what_promotes_or_asks_is_no_reply_whatever_it_answers(dressed_up: Any) -> None:
    assert asked(Wished(), what=dressed_up, persons=(person(wish=Wish.NO),)).verdict is REFUSED


@pytest.mark.concept("F3")
@pytest.mark.parametrize(
    "unwanted", ["offer", "spring hats", "Marketing", "EMAIL", "e-mail ", " Spring-Hats"]
)
def test_what_a_person_does_not_want_blocks_the_action_with_the_reason(unwanted: str) -> None:
    what = recommended(topic="Spring Hats")
    decision = asked(NotUnwanted(), what=what, persons=(person(unwanted=("tea", unwanted)),))
    assert told(decision) == (REFUSED, "not_unwanted", ("unwanted", unwanted, None))


@pytest.mark.concept("F3")
def test_what_a_person_does_not_want_blocks_nothing_else() -> None:
    assert asked(NotUnwanted(), persons=(person(unwanted=("phone", "tea", "survey")),)).verdict is ALLOWED
    assert asked(NotUnwanted(), what=REPLY, persons=(person(unwanted=("email",)),)).verdict is ALLOWED


@pytest.mark.concept("F3")
def test_a_statement_counts_by_its_theme_or_else_its_words_and_is_cited() -> None:
    what = recommended(topic="hats")
    for statement in (said("s", "no more of these", "hats"), said("s", "Hats")):
        decision = asked(NotUnwanted(), what=what, history=(statement,))
        assert (decision.verdict, decision.reasons[0].evidence) == (REFUSED, ("s",))
    assert asked(NotUnwanted(), what=what, history=(said("s", "hats", "wool"),)).verdict is ALLOWED


def test_what_the_customer_did_not_want_and_nobody_remembers_allows_nothing() -> None:
    few = under(memory=Memory(statements=2)).with_advising(contact_rules=(NotUnwanted(),))
    what = recommended(topic="hats")

    def ask(*words: str) -> Any:
        history = [said(f"s{n}", word) for n, word in enumerate(words)]
        return may_contact(what, after(*history, policies=few), of(person()), at=day(9), policies=few)

    assert told(ask("gloves", "tea", "fax")) == (REFUSED, "not_unwanted", ("unwanted", None, None))
    assert ask("tea", "fax", "tea").verdict is ALLOWED  # what was let go of was said again
    assert ask("tea", "fax").verdict is ALLOWED
    assert ask("hats", "tea", "fax").verdict is REFUSED


def test_what_was_said_in_another_relationship_counts_where_the_person_may_have_said_it() -> None:
    def elsewhere(by: str | None, customer_id: str) -> Any:
        statement = said("s", "hats", relationship_id="r-2", by=by)
        return (after(statement, relationship=opened(id="r-2", customer_id=customer_id)),)

    what = recommended(topic="hats")
    for by, customer_id in ((None, "c-9"), ("c-1", "c-9"), ("x", "c-1")):
        assert (
            asked(NotUnwanted(), what=what, others=elsewhere(by, customer_id), at=day(9)).verdict is REFUSED
        )
    assert asked(NotUnwanted(), what=what, others=elsewhere("x", "c-9"), at=day(9)).verdict is ALLOWED


@pytest.mark.concept("B1")
@pytest.mark.concept("B5")
@pytest.mark.parametrize("type", WITHOUT)
def test_a_type_without_outreach_gets_none_not_even_a_follow_up(type: RelationshipType) -> None:
    follow_up = recommended(Purpose.RELATIONSHIP, settles=("p1",))
    bought = (purchase("p1", day(2)),)
    decision = asked(AgreedType(), what=follow_up, history=bought, relationship=opened(type=type))
    assert told(decision) == (REFUSED, "agreed_type", ("outreach_agreed", type, None))


@pytest.mark.concept("B1")
@pytest.mark.concept("B5")
@pytest.mark.parametrize("type", WITHOUT)
def test_a_type_without_outreach_gets_replies_and_the_transaction_itself(type: RelationshipType) -> None:
    history = (purchase("p1", day(2)), promise("w1", day(3), day(9)))
    for what in (
        REPLY,
        recommended(Purpose.SERVICE, settles=("p1",)),
        recommended(Purpose.SERVICE, settles=("w1",)),
    ):
        relationship = opened(type=type)
        assert asked(AgreedType(), what=what, history=history, relationship=relationship).verdict is ALLOWED


@pytest.mark.parametrize(
    "what",
    [
        recommended(Purpose.SERVICE),
        recommended(Purpose.SERVICE, settles=("elsewhere",)),
        recommended(Purpose.SERVICE, settles=("p1",), promotes=True),
    ],
    ids=["settles nothing", "settles what is not known", "promotes besides"],
)
def test_what_the_transaction_does_not_take_is_outreach(what: Any) -> None:
    history, kiosk = (purchase("p1", day(2)),), opened(type=RelationshipType.TRANSACTIONAL)
    assert asked(AgreedType(), what=what, history=history, relationship=kiosk).verdict is REFUSED


def test_a_transaction_is_over_after_a_while() -> None:
    history, kiosk = (purchase("p1", day(2)),), opened(type=RelationshipType.TRANSACTIONAL)
    what = recommended(Purpose.SERVICE, settles=("p1",))
    given: dict[str, Any] = {"what": what, "history": history, "relationship": kiosk}
    assert asked(AgreedType(), at=day(32), **given).verdict is ALLOWED
    assert asked(AgreedType(), at=day(33), **given).verdict is REFUSED
    assert asked(AgreedType(transaction_days=60), at=day(33), **given).verdict is ALLOWED


def test_what_the_company_hopes_for_is_no_part_of_the_transaction() -> None:
    hope = happened("o1", day(2), Opportunity("a second site"))
    what, kiosk = recommended(Purpose.SERVICE, settles=("o1",)), opened(type=RelationshipType.TRANSACTIONAL)
    assert asked(AgreedType(), what=what, history=(hope,), relationship=kiosk).verdict is REFUSED


@pytest.mark.parametrize("days", [-1, True, 30.0, 4_000])
def test_a_transaction_lasts_a_whole_number_of_days(days: Any) -> None:
    with pytest.raises(PolicyError, match="transaction_days"):
        AgreedType(transaction_days=days)


def test_a_cancelled_purchase_takes_no_service_any_more() -> None:
    history = (purchase("p1", day(2)), taken_back("x", day(3), "p1", cancels=True))
    what, kiosk = recommended(Purpose.SERVICE, settles=("p1",)), opened(type=RelationshipType.TRANSACTIONAL)
    assert asked(AgreedType(), what=what, history=history, relationship=kiosk).verdict is REFUSED


@pytest.mark.concept("G7")
@pytest.mark.parametrize("type", RelationshipType)
def test_of_the_type_offered_and_the_type_wanted_the_lesser_rules(type: RelationshipType) -> None:
    decision = asked(AgreedType(), persons=(person(wanted_type=type),))
    if type in WITHOUT:
        assert told(decision) == (REFUSED, "agreed_type", ("outreach_wanted", type, None))
    else:
        assert decision.verdict is ALLOWED
    kiosk = opened(type=RelationshipType.TRANSACTIONAL)
    assert asked(AgreedType(), relationship=kiosk, persons=(person(wanted_type=type),)).verdict is REFUSED


def test_types_are_named_as_types() -> None:
    with pytest.raises(FieldError, match="without_outreach"):
        AgreedType(("transactional",))  # type: ignore[arg-type]


def test_the_channel_is_the_one_that_the_person_prefers_and_a_refused_one_opens_no_other() -> None:
    what = recommended(channels=(Channel.EMAIL, Channel.SMS, Channel.PHONE))
    wants = person(channels=(Channel.POST, Channel.PHONE, Channel.EMAIL))
    assert asked(NotUnwanted(), what=what, persons=(wants,)).channel is Channel.PHONE
    assert asked(NotUnwanted(), what=what).channel is Channel.EMAIL
    never = person(channels=(Channel.PHONE,), unwanted=("phone",))
    refused = asked(NotUnwanted(), what=what, persons=(never,))
    assert (refused.verdict, refused.channel) == (REFUSED, Channel.PHONE)
