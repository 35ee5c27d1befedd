"""A year of reviews, everything done that they ask for: and nobody is chased, and nobody is forgotten.

``python -m tests.stateful.test_a_year_of_reviews --relationships 1000 --seed 0 [--year 2028]`` is the long run.
"""

import argparse
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import pytest
from attrs import evolve

from relcore import STANDARD, PolicySet
from relcore.portfolio.agenda import Entry, agenda, merged
from relcore.vocabulary import Purpose
from tests.stateful.year_acting import Manners
from tests.stateful.year_comparing import difference, unannounced
from tests.stateful.year_coverage import Coverage, greeted, sales
from tests.stateful.year_oracle import breaches, doubled_keys
from tests.stateful.year_planted import (
    AlwaysCards,
    ByTheClock,
    Surprising,
    TwoCards,
    eager,
    with_more,
)
from tests.stateful.year_running import Looking, Run, cases, run
from tests.stateful.year_world import make

MORNING_AND_EVENING = (10, 20)
"""Somewhere it is night at ten, and somewhere else at eight in the evening, by the clocks of UTC."""
YEARS = [(1, 2027), (4, 2028)]
AT_ONCE = Manners(missed=0.0, answered=1.0)


@lru_cache(maxsize=24)
def _year(
    seed: int,
    relationships: int,
    year: int = 2027,
    days: int = 366,
    *,
    peaceful: bool = False,
    **looking: Any,
) -> Run:
    manners = AT_ONCE if peaceful else Manners()
    looks = Looking(hours=looking.pop("hours", MORNING_AND_EVENING), days=days, **looking)
    return run(make(seed, relationships, year, peaceful=peaceful), looks, manners=manners)


@pytest.mark.parametrize(("seed", "year"), YEARS)
@pytest.mark.concept("G7")
def test_in_a_year_nobody_is_contacted_twice_a_day_or_against_a_rule(seed: int, year: int) -> None:
    found = _year(seed, 12, year)
    assert [str(one) for one in breaches(found)] == []
    assert doubled_keys(found) == []


@pytest.mark.parametrize(("seed", "year"), YEARS)
@pytest.mark.concept("D1")
def test_in_a_year_every_sale_is_followed_up_once_unless_something_stands_in_the_way(
    seed: int, year: int
) -> None:
    followed = sales(_year(seed, 12, year))
    assert followed.wrong == []
    assert followed.done >= 10


@pytest.mark.parametrize(("seed", "year"), YEARS)
@pytest.mark.concept("D5")
def test_in_a_year_every_birthday_is_greeted_once_unless_something_stands_in_the_way(
    seed: int, year: int
) -> None:
    cards = greeted(_year(seed, 12, year))
    assert cards.wrong == []
    assert cards.done >= 3


@pytest.mark.parametrize("year", [2027, 2028])
def test_where_nothing_stands_in_the_way_every_sale_and_every_birthday_has_its_turn(year: int) -> None:
    found = _year(3, 8, year, peaceful=True)
    followed, cards = sales(found), greeted(found)
    assert breaches(found) == []
    assert followed.wrong == cards.wrong == []
    assert followed.done >= 60
    assert set(followed.missing) <= {"cancelled", "not delivered", "the year was over"}
    assert cards.done >= 7
    assert set(cards.missing) <= {"not established"}


def test_somebody_who_was_born_on_29_february_is_greeted_every_year() -> None:
    leapers = {
        id
        for id, life in make(3, 60, 2027, peaceful=True).lives.items()
        if any((one.month, one.day) == (2, 29) for one in life.versions[-1][1].occasions)
    }
    assert leapers
    for year in (2027, 2028):
        world = make(3, 60, year, peaceful=True)
        some = _only(world, leapers)
        found = run(some, Looking(hours=MORNING_AND_EVENING, days=70), manners=AT_ONCE)
        assert greeted(found).wrong == []
        assert greeted(found).done == len(leapers)
        days = [
            done.at.astimezone(some.person(done.interaction.to or "", done.at).zone).date()
            for done in found.log
            if any("/card/" in key for key in done.interaction.settles)
        ]
        assert min(days) == date(year, 2, 26 if year == 2028 else 25)


def _only(world: Any, customers: set[str]) -> Any:
    """The world with some of its customers alone."""
    kept = {id: one for id, one in world.relationships.items() if one.customer_id in customers}
    return evolve(
        world,
        lives={id: world.lives[id] for id in sorted(customers)},
        members={id: world.members[id] for id in sorted(customers)},
        relationships=kept,
        happening={id: world.happening[id] for id in kept},
    )


def test_looking_every_hour_between_two_mornings_changes_nothing() -> None:
    usual, peeking = _year(2, 5, days=40), _year(2, 5, days=40, peeking=True)
    assert peeking.reviews > 10 * usual.reviews
    assert peeking.log == usual.log


@pytest.mark.parametrize("peaceful", [False, True])
def test_by_the_hour_the_same_is_done_as_by_the_day_unless_a_rule_or_an_earlier_deed_tells_why(
    peaceful: bool,
) -> None:
    by_day = _year(1, 4, days=24, peaceful=peaceful, watching=1)
    by_hour = _year(1, 4, days=24, peaceful=peaceful, watching=1, hours=tuple(range(24)))
    assert breaches(by_hour) == []
    assert sales(by_hour).wrong == greeted(by_hour).wrong == []
    found = difference(by_day, by_hour)
    assert found.unexplained == []
    assert found.both > 4 * found.causes.total()


@pytest.mark.parametrize("seed", [1, 2])
def test_when_to_look_again_leaves_nothing_out(seed: int) -> None:
    daily = _year(seed, 8, days=150)
    when_due = _year(seed, 8, days=150, only_when_due=True)
    assert when_due.reviews < daily.reviews / 2
    assert when_due.keys == daily.keys


def test_until_a_review_says_to_look_again_nothing_comes_up_that_it_has_not_told_of() -> None:
    for found in (_year(1, 7), _year(4, 7, 2028), _idle(30)):
        assert unannounced(found, found.looking.ends(found.world) - timedelta(hours=4)) == []


# The order of things, and other accidents


def _lines(entries: Iterator[Entry]) -> list[tuple[Any, ...]]:
    return [
        (
            line.day,
            line.assignee,
            line.action.keys,
            line.action.channel,
            line.action.person,
            line.action.decision.until,
        )
        for line in entries
    ]


def _list(found: Run, policies: PolicySet = STANDARD, part: slice = slice(None)) -> Iterator[Entry]:
    at = found.looking.ends(found.world) - timedelta(hours=4)  # the last evening, when many are awake
    listed = cases(found, at)[part]
    return agenda(listed, at=at, policies=policies, company=found.world.company(at), days=14)


@lru_cache(maxsize=2)
def _idle(relationships: int) -> Run:
    """Some weeks in which nobody does anything, so that much is left to do."""
    looking = Looking(hours=(20,), days=31)
    return run(make(2, relationships, 2027), looking, manners=Manners(ignored=1.0))


def test_an_agenda_is_the_same_in_whatever_order_cases_and_recommenders_come() -> None:
    found = _idle(30)
    assert any(len(circle) > 1 for circle in found.world.circles)
    lines = _lines(_list(found))
    assert len(lines) > 20
    assert _lines(_list(found, part=slice(None, None, -1))) == lines
    backwards = STANDARD.with_advising(recommenders=STANDARD.advising.recommenders[::-1])
    assert _lines(_list(found, backwards)) == lines


def test_the_agendas_of_parts_are_merged_to_that_of_all_where_no_person_stands_in_two_parts() -> None:
    found = _idle(30)
    circles = found.world.circles
    parts = [{id for circle in circles[place::3] for id in circle} for place in range(3)]
    at = found.looking.ends(found.world) - timedelta(hours=4)
    listed = [
        agenda(
            [case for case in cases(found, at) if case.relationships[0].customer_id in part],
            at=at,
            company=found.world.company(at),
            days=14,
        )
        for part in parts
    ]
    assert _lines(merged(*listed)) == _lines(_list(found))


def test_an_agenda_is_the_same_in_every_process() -> None:
    program = (
        "from tests.stateful.test_a_year_of_reviews import _idle, _lines, _list\n"
        "print(_lines(_list(_idle(4))))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
    assert len(told.pop()) > 200


# Planted faults


def _under(policies: PolicySet, *, days: int = 40, hours: tuple[int, ...] = MORNING_AND_EVENING) -> Run:
    return run(make(1, 8, 2027), Looking(hours=hours, days=days), policies)


def test_caps_and_wishes_hold_against_who_proposes_far_too_much() -> None:
    found = run(make(1, 8, 2027), Looking(hours=(9, 13, 17, 21), days=30), eager())
    assert {one.rule for one in breaches(found)} <= {"double contact"}  # which that policy set asks for
    assert len(found.keys) > 100


@pytest.mark.parametrize(
    ("left_out", "purpose", "seed", "found"),
    [
        ("not_blocked", Purpose.SERVICE, 3, "wanted nothing"),
        ("wished", Purpose.RELATIONSHIP, 1, "wanted nothing"),
        ("agreed_type", Purpose.RELATIONSHIP, 1, "wanted nothing"),
        ("consented", Purpose.MARKETING, 1, "consent"),
        ("not_unwanted", Purpose.RELATIONSHIP, 4, "unwanted"),
        ("no_open_concern", Purpose.MARKETING, 8, "open concern"),
        ("unanswered_pause", Purpose.RELATIONSHIP, 1, "pause"),
        ("weekly", Purpose.RELATIONSHIP, 1, "cap"),
        ("marketing", Purpose.MARKETING, 1, "cap"),
        ("calls", Purpose.SERVICE, 1, "cap"),
        ("night", Purpose.SERVICE, 1, "quiet hours"),
    ],
)
def test_a_rule_that_is_left_out_is_missed(left_out: str, purpose: Purpose, seed: int, found: str) -> None:
    world, looking = make(seed, 10, 2027), Looking(hours=(9, 13, 18), days=40)
    # nobody answers where the pause is looked for, and everybody where it would hide the caps
    silent = Manners(answered=0.0, missed=1.0)
    manners = silent if left_out == "unanswered_pause" else Manners(answered=1.0)
    told = {one.rule for one in breaches(run(world, looking, eager(left_out, (purpose,)), manners))}
    assert found in told
    assert told <= {found, "double contact"}


def test_a_second_card_under_another_key_is_found() -> None:
    found = run(make(3, 8, 2027, peaceful=True), Looking(hours=MORNING_AND_EVENING), with_more(TwoCards()))
    assert any("times" in one for one in greeted(found).wrong)


def test_a_card_on_another_day_is_found() -> None:
    assert any("no day of theirs" in one for one in greeted(_under(with_more(AlwaysCards()))).wrong)


def test_a_follow_up_whose_key_is_made_of_the_clock_is_found() -> None:
    assert any("times" in one for one in sales(_under(with_more(ByTheClock()))).wrong)


def test_a_sale_that_nobody_follows_up_is_found() -> None:
    kept = tuple(one for one in STANDARD.advising.recommenders if "follow_up" not in repr(one))
    assert any(
        "not followed up" in one for one in sales(_under(STANDARD.with_advising(recommenders=kept))).wrong
    )


def test_a_birthday_that_nobody_greets_is_found() -> None:
    kept = tuple(one for one in STANDARD.advising.recommenders if "'card'" not in repr(one))
    found = run(
        make(3, 6, 2027, peaceful=True),
        Looking(hours=MORNING_AND_EVENING, days=150),
        STANDARD.with_advising(recommenders=kept),
    )
    assert any("not greeted" in one for one in greeted(found).wrong)


def test_what_comes_up_unannounced_is_found() -> None:
    world, surprising = make(2, 3, 2027), with_more(Surprising())
    daily = run(world, Looking(hours=MORNING_AND_EVENING, days=90), surprising)
    when_due = run(world, Looking(hours=MORNING_AND_EVENING, days=90, only_when_due=True), surprising)
    assert when_due.keys != daily.keys
    assert unannounced(daily, daily.looking.ends(world) - timedelta(hours=4)) != []


def test_what_nobody_carries_out_is_proposed_until_it_is_over() -> None:
    found = run(make(1, 8, 2027), Looking(hours=MORNING_AND_EVENING, days=60), manners=Manners(ignored=0.5))
    assert breaches(found) == []
    assert set(found.open) > set(found.keys)


# The long run


def _told(found: Run, seconds: float) -> Iterator[str]:
    world = found.world
    yield f"{len(world.relationships):,} relationships in {world.begins.year}, looked at {found.looking.hours} UTC"
    yield f"reviews {found.reviews:,}, interactions {len(found.log):,}, in {seconds:,.0f} s"
    kinds = Counter(
        one.kind
        for done in found.log
        if done.interaction.settles and done.action is not None
        for one in done.action.recommendations
    )
    yield "carried out: " + ", ".join(f"{kind} {count:,}" for kind, count in kinds.most_common())
    rules = Counter(found.withheld.values())
    yield "withheld, by rule: " + ", ".join(f"{rule} {count:,}" for rule, count in rules.most_common())
    yield f"not recorded as asked: {dict(found.refused)}"
    told: tuple[tuple[str, Coverage], ...] = (("sales", sales(found)), ("birthdays", greeted(found)))
    for name, coverage in told:
        yield f"{name}: {coverage}"
        yield from (f"    {one}" for one in coverage.wrong[:20])
    wrong = breaches(found)
    counts = Counter(one.rule for one in wrong)
    for rule in ("double contact", "cap", "pause", "quiet hours", "consent", "wanted nothing", "unwanted"):
        yield f"{rule}: {counts[rule]}"
    yield f"open concern: {counts['open concern']}, keys carried out twice: {len(doubled_keys(found))}"
    yield from (f"    {one}" for one in wrong[:20])


def main() -> int:
    """Run a year and tell how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--relationships", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--year", type=int, default=2027)
    parser.add_argument("--days", type=int, default=366)
    parser.add_argument("--hours", type=int, nargs="+", default=list(MORNING_AND_EVENING))
    given = parser.parse_args()
    began = time.monotonic()
    looking = Looking(hours=tuple(given.hours), days=given.days, watching=7)
    found = run(make(given.seed, given.relationships, given.year), looking)
    for line in _told(found, time.monotonic() - began):
        sys.stdout.write(line + "\n")
    bad = bool(breaches(found) or doubled_keys(found) or sales(found).wrong or greeted(found).wrong)
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
