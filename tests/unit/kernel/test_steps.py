"""What every interaction does, whatever it is about: the days on which something passed, and who it passed between."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from relcore.kernel import review
from relcore.model import Answered, Content, Conversation, Message, Note, Question, Relationship, Statement
from relcore.vocabulary import Aspect, Direction, EndReason, Party, RelationshipType, Role, StatementTopic
from tests.unit.kernel.history import after, day, ended, happened, note, opened, purchase, then

INBOUND, OUTBOUND, INTERNAL, BETWEEN = Direction
COMMUNITY = RelationshipType.COMMUNITY


def days(relationship: Relationship) -> tuple[int, date | None]:
    return (relationship.interaction_days, relationship.last_interaction_on)


def said(id: str, at: datetime, direction: Direction, **given: Any) -> Any:
    return happened(id, at, Message(), direction=direction, **given)


@pytest.mark.concept("B2")
@pytest.mark.parametrize("direction", [INBOUND, OUTBOUND, BETWEEN])
def test_a_day_on_which_something_passed_between_the_two_sides_counts_once(direction: Direction) -> None:
    met = (said("a", day(2), direction), said("b", day(2.1), INBOUND), said("c", day(5), direction))
    assert days(after(*met)) == (2, date(2026, 3, 5))
    assert days(after(met[0])) == (1, date(2026, 3, 2))


@pytest.mark.concept("B2")
def test_what_stays_inside_the_company_counts_for_no_day() -> None:
    assert days(opened()) == (0, None)
    assert days(after(note("a", day(2)), said("b", day(3), INTERNAL))) == (0, None)


@pytest.mark.concept("B2")
def test_these_days_are_counted_in_the_zone_of_the_relationship() -> None:
    manila = opened(zone=ZoneInfo("Asia/Manila"))
    evening = (
        said("a", day(2), INBOUND),
        said("b", day(2.5), INBOUND),
    )  # 17:00 there, and five in the morning
    assert days(after(*evening, relationship=manila)) == (2, date(2026, 3, 3))
    assert days(after(*evening)) == (1, date(2026, 3, 2))


@pytest.mark.concept("B2")
def test_a_day_that_the_clocks_repeat_is_one_day() -> None:
    st_johns = opened(zone=ZoneInfo("America/St_Johns"), at=day(1).replace(year=2006))
    midnight = day(1).replace(year=2006, month=10, day=29, hour=2)
    hours = (said("a", midnight.replace(minute=30), INBOUND), said("b", midnight.replace(minute=35), INBOUND))
    assert days(after(*hours, relationship=st_johns)) == (1, date(2006, 10, 29))


@pytest.mark.concept("B2")
def test_these_days_are_counted_over_all_episodes() -> None:
    left = (purchase("a", day(2)), ended("b", day(3), EndReason.NEEDS_CHANGED, Party.CUSTOMER))
    assert days(after(*left, purchase("c", day(400))))[0] == 2


@pytest.mark.concept("B2")
def test_practice_that_is_not_long_term_is_found_once_there_was_time_for_it() -> None:
    def found(*history: Any, at: float, type_: RelationshipType = RelationshipType.LONG_TERM) -> list[str]:
        relationship = after(*history, relationship=opened(type=type_))
        name = "not_long_term_in_practice"
        return [d.policy for d in review(relationship, at=day(at)).findings if d.policy == name]

    rare = (said("a", day(2), INBOUND), said("b", day(90), INBOUND))
    lasting = (*rare, said("c", day(181), INBOUND))
    brief = (*rare, said("c", day(180), INBOUND))
    late = (said("a", day(179), INBOUND), said("b", day(180), INBOUND), said("c", day(181), INBOUND))
    assert found(*rare, at=200) == ["not_long_term_in_practice"]
    assert found(*rare, at=181) == []
    assert found(*brief, at=200) == ["not_long_term_in_practice"]
    assert found(*lasting, at=200) == found(*late, at=200) == []  # the span begins with the opening
    assert found(*rare, at=200, type_=COMMUNITY) == []


TIP: Content = Statement(StatementTopic.INTEREST, "cold brew")


@pytest.mark.concept("B7")
@pytest.mark.parametrize("role", [Role.PROSPECT, Role.CUSTOMER])
@pytest.mark.parametrize("content", [TIP, Message(), Conversation(), Note("x")], ids=lambda c: c.kind)
def test_members_deal_with_each_other_and_prospects_take_part(role: Role, content: Content) -> None:
    community = opened(type=COMMUNITY, role=role)
    dealt = then(
        happened("x", day(2), content, direction=BETWEEN, by="ben", to="asha"), relationship=community
    )
    assert dealt.refusals == ()
    assert (dealt.relationship.role, dealt.relationship.tallies["between_customers"].count) == (role, 1)
    assert dealt.relationship.engaged_at == day(2)


@pytest.mark.concept("B7")
def test_a_member_may_answer_what_another_one_asked() -> None:
    asked = happened("x", day(2), Question("how hot?"), direction=BETWEEN, by="asha")
    answered = happened("y", day(2.1), Answered("x"), direction=BETWEEN, by="ben", to="asha")
    helped = then(answered, asked, relationship=opened(type=COMMUNITY))
    assert (helped.refusals, dict(helped.relationship.items)) == ((), {})
    assert helped.relationship.recent_contacts == ()


@pytest.mark.concept("B7")
@pytest.mark.parametrize("direction", [INBOUND, OUTBOUND, INTERNAL])
def test_what_passes_with_the_company_is_no_dealing_between_members(direction: Direction) -> None:
    assert "between_customers" not in after(happened("x", day(2), TIP, direction=direction)).tallies


@pytest.mark.concept("B7")
def test_where_no_community_was_agreed_dealings_between_members_are_found() -> None:
    def found(**given: Any) -> list[str]:
        dealt = happened("x", day(2), TIP, direction=BETWEEN, by="ben")
        return [d.policy for d in review(after(dealt, relationship=opened(**given)), at=day(3)).findings]

    assert found() == ["members_without_community"]
    assert found(type=COMMUNITY) == found(facets=(COMMUNITY,)) == []


@pytest.mark.concept("B7", "A6")
def test_a_prospect_of_a_community_becomes_a_customer_like_any_other() -> None:
    dealt = (happened("x", day(2), TIP, direction=BETWEEN, by="ben"), purchase("y", day(3)))
    member = after(*dealt, relationship=opened(type=COMMUNITY))
    assert (member.role, member.tallies["between_customers"].count) == (Role.CUSTOMER, 1)
    assert [c.aspect for c in then(dealt[1], dealt[0], relationship=opened(type=COMMUNITY)).changes] == [
        Aspect.STAGE,
        Aspect.ROLE,
    ]
