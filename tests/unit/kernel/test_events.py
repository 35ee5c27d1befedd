"""What wants to be followed up is remembered while it is young, with whom it concerns; what is let go of is named."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest
from attrs import frozen

from relcore.kernel import record
from relcore.model import (
    AbandonedCart,
    Conversation,
    Happened,
    Interaction,
    Money,
    Note,
    Purchase,
    Question,
    Relationship,
    RulesAdopted,
    UnknownContent,
    WorkDone,
)
from relcore.policy_set import Memory
from relcore.vocabulary import Channel, Department, Direction, EndReason, Party, Stage
from tests.unit.kernel.history import (
    MOMENT,
    after,
    day,
    ended,
    happened,
    purchase,
    stages,
    then,
    under,
    withdrawn,
)

CUSTOMER, COMPANY, _ = Party
INBOUND, OUTBOUND, INTERNAL, BETWEEN = Direction
CART = AbandonedCart(Money("9.00", "EUR"), "tea")
MET = Conversation(event="fair")


@frozen
class Badge:
    """A third party's content."""

    kind: ClassVar[str] = "acme.badge"
    direction: ClassVar[Direction] = Direction.INBOUND
    department: ClassVar[Department] = Department.MARKETING


def work(id: str, at: datetime, **given: Any) -> Interaction[Any]:
    return happened(id, at, WorkDone("called the lawyer"), **given)


def ids(relationship: Relationship) -> list[str]:
    return [event.id for event in relationship.recent_events]


@pytest.mark.concept("F4")
def test_a_cart_that_was_left_is_an_event_with_its_category() -> None:
    left = after(happened("c", day(2), CART, by="p-1"))
    assert left.recent_events == (Happened("c", "abandoned_cart", day(2), "p-1", "tea"),)
    assert after(happened("c", day(2), AbandonedCart())).recent_events[0].about is None


@pytest.mark.concept("D2")
def test_work_that_was_done_is_an_event_of_whom_it_was_done_for() -> None:
    done = after(work("w", day(2), by="ada", to="p-1"))
    assert done.recent_events == (Happened("w", "work_done", day(2), "p-1", None),)


@pytest.mark.concept("D3")
def test_meeting_at_an_event_is_an_event_and_says_which() -> None:
    met = after(happened("m", day(2), MET, by="ada", to="p-1"))
    assert met.recent_events == (Happened("m", "conversation.met", day(2), "p-1", "fair"),)


@pytest.mark.concept("D3")
@pytest.mark.parametrize(
    "content", [Conversation(held=False, event="fair"), Conversation(), Note("the fair")]
)
def test_a_conversation_that_was_not_held_or_was_elsewhere_is_none(content: Any) -> None:
    assert after(happened("m", day(2), content, to="p-1")).recent_events == ()


@pytest.mark.parametrize("content", [Badge(), UnknownContent("acme.badge")])
def test_a_third_partys_content_is_an_event_of_its_kind(content: Any) -> None:
    badge = after(happened("b", day(2), content, direction=INBOUND, by="p-1"))
    assert badge.recent_events == (Happened("b", "acme.badge", day(2), "p-1", None),)


@pytest.mark.parametrize("content", [Question("when?"), Note("seen"), Purchase(Money("9.00", "EUR"))])
def test_other_built_in_contents_are_none(content: Any) -> None:
    assert after(happened("q", day(3), content)).recent_events == ()


@pytest.mark.parametrize("content", [CART, WorkDone("forms"), MET, UnknownContent("acme.visit"), Badge()])
@pytest.mark.parametrize(
    ("direction", "person"),
    [(INBOUND, "did"), (BETWEEN, "did"), (OUTBOUND, "addressed"), (INTERNAL, "addressed")],
)
def test_the_person_is_who_acted_of_what_the_customer_did_and_else_who_was_addressed(
    content: Any, direction: Direction, person: str
) -> None:
    one = happened("e", day(2), content, direction=direction, by="did", to="addressed")
    assert [event.person for event in after(one).recent_events] == [person]
    nobody = happened("e", day(2), content, direction=direction)
    assert [event.person for event in after(nobody).recent_events] == [None]


@pytest.mark.parametrize("age", [timedelta(0), timedelta(59), timedelta(60)])
def test_an_event_is_kept_until_it_is_too_old_and_that_last_instant_included(age: timedelta) -> None:
    kept = after(work("a", day(2)), work("b", day(2) + age))
    assert ids(kept) == ["a", "b"]


def test_a_moment_later_it_is_let_go_of_and_that_is_no_loss() -> None:
    kept = after(work("a", day(2)), work("b", day(2) + MOMENT), work("c", day(62) + MOMENT))
    assert (ids(kept), kept.forgotten) == (["b", "c"], ())


def test_how_long_an_event_is_kept_is_of_the_policies() -> None:
    week = under(memory=Memory(event_days=7))
    assert ids(after(work("a", day(2)), work("b", day(9)), policies=week)) == ["a", "b"]
    assert ids(after(work("a", day(2)), work("b", day(9) + MOMENT), policies=week)) == ["b"]


def test_only_another_event_lets_go_of_an_old_one() -> None:
    assert ids(after(work("a", day(2)), purchase("p", day(90)))) == ["a"]


def test_as_many_are_kept_as_memory_holds_and_one_more_is_named_as_lost() -> None:
    few = under(memory=Memory(events=3))
    three = [work(id, day(2 + n)) for n, id in enumerate("abc")]
    full, over = after(*three, policies=few), after(*three, work("d", day(9)), policies=few)
    assert (ids(full), full.forgotten) == (["a", "b", "c"], ())
    assert (ids(over), over.forgotten) == (["b", "c", "d"], ("recent_events",))


def test_what_the_default_memory_holds_is_kept_and_one_more_is_named_as_lost() -> None:
    most = Memory().events
    many = [work(f"{n:03}", day(2) + n * MOMENT) for n in range(most + 1)]
    full, over = after(*many[:most]), after(*many)
    assert (len(full.recent_events), full.forgotten) == (most, ())
    assert (len(over.recent_events), over.forgotten) == (most, ("recent_events",))


def test_room_that_age_makes_is_room_and_nothing_is_lost() -> None:
    few = under(memory=Memory(events=2, event_days=7))
    kept = after(work("a", day(2)), work("b", day(8)), work("c", day(9) + MOMENT), policies=few)
    assert (ids(kept), kept.forgotten) == (["b", "c"], ())
    lost = after(work("a", day(2)), work("b", day(8)), work("c", day(9)), policies=few)
    assert (ids(lost), lost.forgotten) == (["b", "c"], ("recent_events",))


def test_a_memory_of_one_holds_the_latest() -> None:
    one = under(memory=Memory(events=1))
    assert ids(after(work("a", day(2)), policies=one)) == ["a"]
    kept = after(work("a", day(2)), work("b", day(3)), policies=one)
    assert (ids(kept), kept.forgotten) == (["b"], ("recent_events",))


def test_a_smaller_memory_that_is_adopted_later_holds_as_many_as_it_can() -> None:
    small = under(memory=Memory(events=2))
    grown = after(*(work(id, day(2 + n)) for n, id in enumerate("abcd")))
    adopted = record(grown, happened("r", day(7), RulesAdopted(small.folding.digest))).relationship
    kept = record(adopted, work("e", day(8)), small).relationship
    assert (ids(kept), kept.forgotten) == (["d", "e"], ("recent_events",))


@pytest.mark.concept("D3")
def test_an_ending_a_new_episode_and_an_ending_taken_back_keep_the_events() -> None:
    before = (purchase("p1", day(2)), happened("m", day(3), MET, to="p-1"))
    left = ended("x", day(4), EndReason.NEEDS_CHANGED, CUSTOMER)
    over = after(*before, left)
    assert (over.stage, ids(over)) == (Stage.DISSOLUTION, ["m"])
    back = then(purchase("p2", day(6)), *before, left)
    assert (back.relationship.episode, ids(back.relationship)) == (2, ["m"])
    resumed = then(withdrawn("y", day(6), "x"), *before, left)
    assert (resumed.relationship.episode, ids(resumed.relationship)) == (1, ["m"])
    assert stages(resumed.changes)
    assert ids(after(*before, left, work("w", day(7)))) == ["m", "w"]


def test_a_loss_is_named_across_endings_too() -> None:
    one = under(memory=Memory(events=1))
    left = ended("x", day(4), EndReason.NEEDS_CHANGED, CUSTOMER)
    history = (purchase("p1", day(2)), work("a", day(3)), work("b", day(3) + MOMENT), left)
    assert after(*history, purchase("p2", day(6)), policies=one).forgotten == ("recent_events",)


@pytest.mark.parametrize(("channel", "tries"), [(Channel.WEB, 1), (Channel.INTERNAL, 0)])
def test_an_outbound_content_of_a_third_party_is_an_event_whether_or_not_it_reaches_somebody(
    channel: Channel, tries: int
) -> None:
    visit = happened("v", day(2), UnknownContent("acme.visit"), direction=OUTBOUND, channel=channel, to="p-1")
    assert (ids(after(visit)), after(visit).unanswered) == (["v"], tries)
