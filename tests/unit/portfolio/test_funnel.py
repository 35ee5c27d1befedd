"""A funnel counts everyone who is open once, at an instant; the flow says how that came about."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcore import STANDARD, Channel, EndReason, Interaction, Party, Stage, replay
from relcore.errors import FieldError, InstantError, PolicyMismatchError
from relcore.model import Ended, Relationship
from relcore.policy_set import DWYER_SCHURR_OH
from relcore.portfolio import Endings, courses, funnel, known_by, stage_flow
from tests.unit.portfolio.shop import SHOP_POLICIES, courses_of, histories_of, noon

MICROSECOND = timedelta(microseconds=1)

SHOP = histories_of(
    ("once", "2026-01-01", 10),  # lapses after 50 days, on 20 February
    ("twice", "2026-01-05", 10),
    ("twice", "2026-02-10", 10),
    ("back", "2026-01-01", 10),  # lapses, and comes back
    ("back", "2026-03-10", 10),
    ("late", "2026-03-15", 10),
)


def counts(at: str) -> dict[Stage, int]:
    found = funnel(courses_of(known_by(SHOP, noon(at)), noon(at)))
    return {stage: count for stage, count in found.standing.items() if count}


def test_a_funnel_counts_by_stage_as_of_an_instant() -> None:
    assert counts("2026-02-15") == {Stage.AWARENESS: 2, Stage.EXPANSION: 1}
    assert counts("2026-03-20") == {Stage.AWARENESS: 2, Stage.EXPANSION: 1, Stage.DISSOLUTION: 1}


def test_a_deadline_that_passed_counts_though_nothing_was_recorded_since() -> None:
    assert counts("2026-02-25") == {Stage.EXPANSION: 1, Stage.DISSOLUTION: 2}


def test_who_is_not_open_yet_does_not_count() -> None:
    assert counts("2026-01-02") == {Stage.AWARENESS: 2}
    assert counts("2026-01-01") == {Stage.AWARENESS: 2}  # at the very instant of opening
    assert counts("2025-12-31") == {}
    opened_later = [replay(h.relationship, ()) for h in SHOP]
    assert funnel(courses(opened_later, at=noon("2026-01-04"), policies=SHOP_POLICIES)).total == 2


def test_a_deadline_is_the_last_good_instant() -> None:
    [once] = histories_of(("once", "2026-01-01", 10))
    due = noon("2026-01-01") + timedelta(days=50)
    assert [course.stage for course in courses_of([once], due)] == [Stage.AWARENESS]
    [course] = courses_of([once], due + MICROSECOND)
    assert (course.stage, course.stays[-1].since, course.stays[-1].by_deadline) == (
        Stage.DISSOLUTION,
        due,
        True,
    )


def test_every_stage_has_its_count_and_its_share() -> None:
    found = funnel(courses_of(SHOP, noon("2026-03-20")))
    assert list(found.standing) == list(Stage)
    assert [found.share(stage) for stage in Stage] == [0, 0.5, 0.25, 0, 0.25]
    assert (funnel([]).total, funnel([]).share(Stage.AWARENESS)) == (0, None)


def test_lapses_are_counted_apart_from_other_endings_and_each_with_those_who_came_back() -> None:
    gone = Interaction(
        id="gone",
        relationship_id="twice",
        at=noon("2026-02-12"),
        channel=Channel.PHONE,
        content=Ended(EndReason.NEEDS_CHANGED, by=Party.CUSTOMER),
    )
    replays = [
        replay(
            h.relationship,
            (*h.interactions, *([gone] if h.relationship.id == "twice" else [])),
            SHOP_POLICIES,
        )
        for h in SHOP
    ]
    found = funnel(courses(replays, at=noon("2026-03-20"), policies=SHOP_POLICIES))
    assert (found.lapsed, found.ended) == (Endings(2, 1), Endings(1, 0))


def test_stays_follow_one_another_without_a_gap() -> None:
    [course] = [c for c in courses_of(SHOP, noon("2026-03-20")) if c.relationship.id == "back"]
    due = noon("2026-01-01") + timedelta(days=50)
    assert [(s.stage, s.came_from, s.since, s.until) for s in course.stays] == [
        (Stage.EXPLORATION, None, noon("2026-01-01"), noon("2026-01-01")),
        (Stage.AWARENESS, Stage.EXPLORATION, noon("2026-01-01"), due),
        (Stage.DISSOLUTION, Stage.AWARENESS, due, noon("2026-03-10")),
        (Stage.EXPLORATION, Stage.DISSOLUTION, noon("2026-03-10"), noon("2026-03-10")),
        (Stage.AWARENESS, Stage.EXPLORATION, noon("2026-03-10"), None),
    ]


def test_of_a_stored_relationship_only_the_stay_that_is_known_is_shown() -> None:
    [history] = histories_of(("c", "2026-01-01", 1), ("c", "2026-01-09", 1))
    stored = replay(history.relationship, history.interactions, SHOP_POLICIES).relationship
    [course] = courses([stored], at=noon("2026-06-01"), policies=SHOP_POLICIES)
    assert [(s.stage, s.since) for s in course.stays] == [
        (Stage.EXPANSION, noon("2026-01-09")),
        (Stage.DISSOLUTION, noon("2026-01-09") + timedelta(days=45)),
    ]


def test_of_a_replay_that_goes_on_from_a_stored_state_the_stays_before_it_are_unknown() -> None:
    [history] = histories_of(("c", "2026-01-01", 1), ("c", "2026-01-09", 1))
    first, second = history.interactions
    stored = replay(history.relationship, [first], SHOP_POLICIES).relationship
    [course] = courses(
        [replay(stored, [second], SHOP_POLICIES)], at=noon("2026-01-10"), policies=SHOP_POLICIES
    )
    assert [s.stage for s in course.stays] == [Stage.EXPANSION]
    [course] = courses([replay(stored, [], SHOP_POLICIES)], at=noon("2026-01-10"), policies=SHOP_POLICIES)
    assert [(s.stage, s.since) for s in course.stays] == [(Stage.AWARENESS, noon("2026-01-01"))]


def test_a_relationship_in_which_nothing_happened_stands_where_its_lifecycle_begins() -> None:
    [history] = histories_of(("c", "2026-01-01", 1))
    at, opened = noon("2026-01-02"), history.relationship
    for policies, stage in ((STANDARD, Stage.EXPLORATION), (DWYER_SCHURR_OH, Stage.AWARENESS)):
        for given_ in (opened, replay(opened, [], policies)):
            [course] = courses([given_], at=at, policies=policies)
            assert [(s.stage, s.since) for s in course.stays] == [(stage, opened.opened_at)]


def test_nobody_looks_before_what_was_recorded_nor_under_other_rules() -> None:
    [history] = histories_of(("c", "2026-01-01", 1), ("c", "2026-01-09", 1))
    done = replay(history.relationship, history.interactions, SHOP_POLICIES)
    with pytest.raises(InstantError, match="Replay the history up to that instant"):
        list(courses([done], at=noon("2026-01-05"), policies=SHOP_POLICIES))
    with pytest.raises(PolicyMismatchError):
        list(courses([done], at=noon("2026-02-05")))
    with pytest.raises(InstantError):
        list(courses([], at=datetime.fromisoformat("2026-01-05")))


def test_what_is_counted_are_courses_and_not_what_they_were_made_of() -> None:
    [history] = histories_of(("c", "2026-01-01", 1))
    replays: list[Any] = [replay(history.relationship, history.interactions)]
    for count in (funnel, stage_flow):
        with pytest.raises(FieldError, match=r"^courses is Replay") as caught:
            count(replays)
        assert caught.value.expected == "a Course"


def test_the_flow_shows_each_month_at_its_end_and_the_last_one_as_far_as_it_went() -> None:
    flow = stage_flow(courses_of(SHOP, noon("2026-03-20")))
    assert flow.months == (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 20))
    assert flow.standing[Stage.AWARENESS] == (3, 0, 2)
    assert flow.standing[Stage.EXPANSION] == (0, 1, 1)
    assert flow.standing[Stage.DISSOLUTION] == (0, 2, 1)
    assert flow.moves[None, Stage.EXPLORATION] == (3, 0, 1)
    assert flow.moves[Stage.DISSOLUTION, Stage.EXPLORATION] == (0, 0, 1)
    assert flow.moves[Stage.AWARENESS, Stage.DISSOLUTION] == (0, 2, 0)


def test_a_move_belongs_to_the_month_of_the_zone() -> None:
    found = courses_of(histories_of(("c", "2026-01-31T20:00", 1)), noon("2026-02-10"))
    assert stage_flow(found).moves[None, Stage.EXPLORATION] == (1, 0)
    assert stage_flow(found, ZoneInfo("Asia/Manila")).months == (date(2026, 2, 10),)


def test_a_deadline_at_the_very_end_of_a_month_moves_in_the_next_one() -> None:
    end = datetime(2026, 2, 28, 23, 59, 59, 999_999, tzinfo=UTC)
    begin = (end - timedelta(days=50)).isoformat()
    found = courses_of(histories_of(("c", begin, 1)), noon("2026-03-10"))
    assert found[0].stays[-1].since == end
    assert stage_flow(found).standing[Stage.DISSOLUTION] == (0, 0, 1)


def test_without_courses_there_is_no_month() -> None:
    assert stage_flow([]).months == ()
    assert stage_flow([]).standing[Stage.AWARENESS] == ()


def test_a_year_turns() -> None:
    found = courses_of(histories_of(("c", "2025-11-30", 1)), noon("2026-02-01"))
    assert stage_flow(found).months == (
        date(2025, 11, 30),
        date(2025, 12, 31),
        date(2026, 1, 31),
        date(2026, 2, 1),
    )


orders = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 300)), min_size=1, max_size=25)


@given(orders, st.integers(0, 400))
def test_what_stands_in_a_stage_is_what_stood_there_and_what_came_less_what_went(
    rows: list[tuple[str, int]], days: int
) -> None:
    start = date(2026, 1, 1)
    histories = histories_of(*((who, (start + timedelta(days=n)).isoformat(), 1) for who, n in rows))
    at = noon("2026-01-01") + timedelta(days=days)
    found = courses_of(known_by(histories, at), at)
    flow = stage_flow(found)
    assert funnel(found).standing == {s: (flow.standing[s] or (0,))[-1] for s in Stage}
    for month in range(len(flow.months)):
        for stage in Stage:
            before = flow.standing[stage][month - 1] if month else 0
            came = sum(n[month] for (_, to), n in flow.moves.items() if to is stage)
            went = sum(n[month] for (source, _), n in flow.moves.items() if source is stage)
            assert flow.standing[stage][month] == before + came - went


@given(orders, st.integers(0, 400))
def test_it_does_not_matter_when_anyone_looks(rows: list[tuple[str, int]], days: int) -> None:
    """The flow of a whole history shows at a month's end what a funnel would have shown then."""
    start = date(2026, 1, 1)
    histories = histories_of(*((who, (start + timedelta(days=n)).isoformat(), 1) for who, n in rows))
    end = noon("2026-01-01") + timedelta(days=300 + days)
    flow = stage_flow(courses_of(histories, end))
    for month, day in enumerate(flow.months[:-1]):
        at = datetime(day.year, day.month, day.day, 23, 59, 59, 999_999, tzinfo=UTC)
        then = funnel(courses_of(known_by(histories, at), at))
        assert then.standing == {stage: flow.standing[stage][month] for stage in Stage}


def test_a_relationship_is_a_value_that_a_course_leaves_as_it_was() -> None:
    [history] = histories_of(("c", "2026-01-01", 1))
    done = replay(history.relationship, history.interactions, SHOP_POLICIES)
    [course] = courses([done], at=noon("2027-01-01"), policies=SHOP_POLICIES)
    assert isinstance(course.relationship, Relationship)
    assert course.relationship is done.relationship
    assert course.relationship.stage is Stage.AWARENESS
