"""Slipping: not gone, not new, and silent for much longer than is usual for them."""

from datetime import timedelta

import pytest
from attrs import evolve

from relcore import Money, RelationshipType
from relcore.errors import CurrencyError, PolicyError
from relcore.policies import Criterion, Finding, Overdue, Silence, Situation, UsualGap, at_least
from relcore.portfolio import (
    SLIPPING,
    Course,
    PurchaseDaysInAll,
    Slipping,
    from_orders,
    is_slipping,
    slipping,
)
from tests.unit.portfolio.shop import SHOP_POLICIES, courses_of, histories_of, noon

START = noon("2026-01-01")


def bought(who: str, *days: int, amount: object = 10) -> list[tuple[str, str, object]]:
    return [(who, (START + timedelta(days=day)).date().isoformat(), amount) for day in days]


def slips(
    rows: list[tuple[str, str, object]], day: int, criterion: Criterion = SLIPPING
) -> tuple[Slipping, ...]:
    courses = courses_of(histories_of(*rows), START + timedelta(days=day))
    return slipping(courses, policies=SHOP_POLICIES, criterion=criterion)


EVERY_TEN_DAYS = bought("c", 0, 10, 20, 30, 40)  # the usual gap is (10 + 40) / 5 = 10, the limit 50 days


def test_two_usual_gaps_of_silence_are_slipping() -> None:
    assert [s.relationship.id for s in slips(EVERY_TEN_DAYS, 60)] == ["c"]
    assert slips(EVERY_TEN_DAYS, 59) == ()


def test_who_has_gone_is_not_slipping_any_more() -> None:
    assert len(slips(EVERY_TEN_DAYS, 90)) == 1
    assert slips(EVERY_TEN_DAYS, 91) == ()


def test_who_bought_on_one_day_has_no_gap_that_is_usual() -> None:
    assert slips(bought("c", 0), 45) == ()
    assert slips(bought("c", 0, 0), 45) == ()
    assert len(slips(bought("c", 0), 45, is_slipping(purchase_days=1))) == 1


def test_a_short_silence_is_no_news_however_often_someone_came() -> None:
    daily = bought("c", *range(31))  # the usual gap is (10 + 30) / 31 = 1.3 days
    assert slips(daily, 30 + 13) == ()
    assert len(slips(daily, 30 + 14)) == 1
    assert len(slips(daily, 30 + 5, is_slipping(silence_days=5))) == 1


def test_how_much_is_too_much_is_a_parameter() -> None:
    assert slips(EVERY_TEN_DAYS, 69, is_slipping(overdue=3)) == ()
    assert len(slips(EVERY_TEN_DAYS, 70, is_slipping(overdue=3))) == 1


def test_who_lapsed_and_came_back_once_is_measured_by_the_whole_life() -> None:
    rows = bought("c", 0, 10, 20, 30, 40, 100)  # lapses on day 90; the usual gap is (10 + 100) / 6 = 18.3
    [found] = slips(rows, 140)
    assert found.relationship.episode_purchase_days == 1
    assert found.usual_gap_days == pytest.approx(110 / 6)


def test_everything_a_person_needs_to_see_is_there() -> None:
    [found] = slips(EVERY_TEN_DAYS, 65)
    assert (found.spend, found.mean_basket, found.stage) == (Money(50, "EUR"), 10.0, "expansion")
    assert (found.usual_gap_days, found.silence_days, found.overdue) == (10.0, 25.0, 2.5)
    assert found.activity == pytest.approx((4 + 0.25) / (65 + 10) / (1 + (2.5 / 3) ** 2))
    assert [(r.code, r.holds, r.measured, r.required) for r in found.reasons] == [
        ("overdue", True, 2.5, 2.0),
        ("silence", True, 25.0, 14.0),
        ("purchase_days_in_all", True, 5, 2),
    ]
    assert found.reasons[0].evidence == ("row-1", "row-2", "row-3", "row-4", "row-5")
    assert found.reasons[2].evidence == found.reasons[0].evidence


def test_the_most_valuable_come_first_and_ties_are_settled_by_basket_then_id() -> None:
    rows = [
        *bought("small", 0, 10, amount=1),
        *bought("b", 0, 10, amount=50),
        *bought("a", 0, 10, amount=50),
        *bought("z-few", 0, 10, amount=60),
        *bought("a-many", 0, 5, 10, 10, amount=30),
    ]
    expected = ["z-few", "a-many", "a", "b", "small"]  # 120 in two, 120 in four, 100 twice, 2
    assert [s.relationship.id for s in slips(rows, 35)] == expected
    assert [s.relationship.id for s in slips(rows[::-1], 35)] == expected


def test_spend_in_two_currencies_is_not_ranked() -> None:
    courses: list[Course] = []
    for currency in ("EUR", "USD"):
        rows = bought(f"in-{currency}", 0, 10)
        orders = from_orders(rows, type=RelationshipType.TRANSACTIONAL, currency=currency)
        courses += courses_of(orders.histories, START + timedelta(days=40))
    with pytest.raises(CurrencyError, match="one currency"):
        slipping(courses, policies=SHOP_POLICIES)
    assert len(slipping(courses[:1], policies=SHOP_POLICIES)) == 1


def test_a_criterion_of_ones_own_decides_and_one_that_fails_is_named() -> None:
    class Never:
        def judge(self, situation: Situation) -> Finding:
            raise RuntimeError("no")

    courses = courses_of(histories_of(*EVERY_TEN_DAYS), START + timedelta(days=45))
    assert slipping(courses, policies=SHOP_POLICIES) == ()
    assert len(slipping(courses, policies=SHOP_POLICIES, criterion=at_least(Silence(), 5))) == 1
    with pytest.raises(PolicyError, match="Never"):
        slipping(courses, policies=SHOP_POLICIES, criterion=Never())


def test_unknown_is_not_slipping() -> None:
    """Nothing was ever bought: how far a purchase is overdue is not known."""
    [history] = histories_of(("c", "2026-01-01", 1))
    courses = courses_of([type(history)(history.relationship, ())], START + timedelta(days=30))
    assert slipping(courses, policies=SHOP_POLICIES) == ()
    assert slipping(courses, policies=SHOP_POLICIES, criterion=at_least(Overdue(), 2)) == ()
    criterion = at_least(Silence(), 5)
    [found] = slipping(courses, policies=SHOP_POLICIES, criterion=criterion)
    assert (found.overdue, found.activity, found.mean_basket) == (None, None, None)


def test_purchase_days_in_all_are_unknown_where_memory_ended() -> None:
    [course] = courses_of(histories_of(*EVERY_TEN_DAYS), START + timedelta(days=45))
    situation = Situation(course.relationship, course.at, 10.0)
    assert PurchaseDaysInAll().measure(situation) == 5
    forgetful = evolve(situation, relationship=evolve(course.relationship, forgotten=("purchase_days",)))
    assert PurchaseDaysInAll().measure(forgetful) is None


def test_the_metrics_are_those_of_the_policies() -> None:
    [course] = courses_of(histories_of(*EVERY_TEN_DAYS), START + timedelta(days=65))
    situation = Situation(course.relationship, course.at, SHOP_POLICIES.folding.pace_days)
    [found] = slips(EVERY_TEN_DAYS, 65)
    assert (found.overdue, found.usual_gap_days) == (
        Overdue().measure(situation),
        UsualGap().measure(situation),
    )
