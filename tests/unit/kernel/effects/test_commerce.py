"""Buying and giving back: amounts go up and down, counts stay honest."""

from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from relcore.errors import CurrencyError
from relcore.kernel import record
from relcore.model import Money, Purchase, Recorded, Return
from relcore.policy_set import STANDARD, Memory
from relcore.vocabulary import Direction, EndReason, Party, Stage, Verdict
from tests.unit.kernel.history import after, day, ended, happened, opened, purchase, taken_back, then

P1, P2, P3 = purchase("p1", day(2), "20.00"), purchase("p2", day(3), "30.00"), purchase("p3", day(9), "40.00")
FORGETFUL = evolve(STANDARD, folding=evolve(STANDARD.folding, memory=Memory(purchases=1)))


def refused(recorded: Recorded) -> list[tuple[str, object, object]]:
    assert all(d.verdict is Verdict.REFUSED and d.policy == "return" for d in recorded.refusals)
    return [(r.code, r.measured, r.required) for d in recorded.refusals for r in d.reasons]


def test_purchases_add_up_in_counts_days_and_money() -> None:
    bought = after(P1, P2, purchase("p2b", day(3.1), "1.50"))
    assert (bought.purchases, bought.purchase_days, bought.episode_purchase_days) == (3, 2, 2)
    assert (bought.first_purchase_on, bought.last_purchase_on) == (date(2026, 3, 2), date(2026, 3, 3))
    assert bought.spend == Money("51.50", "EUR")


def test_a_purchase_that_the_company_noted_by_itself_is_no_day_of_dealing() -> None:
    noted = after(evolve(P1, direction=Direction.INTERNAL))
    assert (noted.purchase_days, noted.last_purchase_on) == (1, date(2026, 3, 2))
    assert (noted.interaction_days, noted.last_interaction_on) == (0, None)


def test_days_are_counted_in_the_zone_of_the_relationship() -> None:
    manila = opened(zone=ZoneInfo("Asia/Manila"))
    evening = purchase("p1", day(2.5))  # 21:00 UTC, five in the morning of the next day there
    assert after(evening, relationship=manila).last_purchase_on == date(2026, 3, 3)
    assert after(evening).last_purchase_on == date(2026, 3, 2)


def test_a_day_that_the_clocks_repeat_counts_once() -> None:
    st_johns = opened(zone=ZoneInfo("America/St_Johns"), at=day(1).replace(year=2006))
    midnight = day(1).replace(year=2006, month=10, day=29, hour=2, minute=30)
    hours = [purchase(f"p{n}", midnight.replace(minute=30 + n), "1.00") for n in (0, 5)]
    late = purchase("p8", midnight.replace(hour=4), "1.00")
    assert after(*hours, late, relationship=st_johns).purchase_days == 1


def test_the_first_amount_settles_the_currency() -> None:
    assert opened().currency is None
    assert after(P1).currency == "EUR"


def test_another_currency_raises_and_says_how_to_convert() -> None:
    before = after(P1)
    with pytest.raises(CurrencyError) as caught:
        record(before, purchase("p2", day(3), "900.00", currency="PHP"))
    assert str(caught.value) == (
        "Purchase.amount is '900.00 PHP'; expected an amount in EUR, the relationship's one currency. Convert it "
        "at the rate of 2026-03-03 before recording interaction 'p2', or keep another relationship for PHP."
    )
    assert before == after(P1)


def test_a_currency_given_at_the_opening_holds_for_the_first_amount_too() -> None:
    with pytest.raises(CurrencyError, match=r"expected an amount in PHP"):
        record(opened(currency="PHP"), P1)


def test_a_return_in_another_currency_raises() -> None:
    with pytest.raises(CurrencyError, match=r"Return.amount is '5 PHP'"):
        record(after(P1), happened("b", day(4), Return("p1", Money(5, "PHP"))))


def test_a_return_lowers_the_amount_and_no_count() -> None:
    back = then(taken_back("b", day(4), "p1", "5.00"), P1, P2)
    assert back.relationship.spend == Money("45.00", "EUR")
    assert (back.relationship.purchases, back.relationship.purchase_days) == (2, 2)
    assert back.relationship.recent_purchases[0].amount == Decimal("15.00")
    assert refused(back) == []


def test_even_a_return_of_everything_undoes_no_count() -> None:
    assert after(P1, taken_back("b", day(4), "p1", "20.00")).purchase_days == 1


def test_a_cancellation_pays_back_what_is_left_and_undoes_the_counts() -> None:
    back = after(P1, P2, taken_back("b1", day(4), "p2", "5.00"), taken_back("b2", day(5), "p2", cancels=True))
    assert back.spend == Money("20.00", "EUR")
    assert (back.purchases, back.purchase_days, back.episode_purchase_days) == (1, 1, 1)
    assert back.last_purchase_on == date(2026, 3, 2)


def test_a_cancellation_may_pay_back_less_than_what_is_left() -> None:
    back = after(P1, taken_back("b", day(4), "p1", "15.00", cancels=True))
    assert (back.spend, back.purchases) == (Money("5.00", "EUR"), 0)


def test_the_cancellation_of_the_first_purchase_moves_the_first_day() -> None:
    back = after(P1, P2, P3, taken_back("b", day(10), "p1", cancels=True))
    assert (back.first_purchase_on, back.last_purchase_on) == (date(2026, 3, 3), date(2026, 3, 9))


def test_the_cancellation_of_the_only_purchase_leaves_none() -> None:
    back = after(P1, taken_back("b", day(4), "p1", cancels=True))
    assert (back.purchases, back.purchase_days, back.first_purchase_on, back.last_purchase_on) == (
        0,
        0,
        None,
        None,
    )
    assert back.spend == Money("0.00", "EUR")


@pytest.mark.parametrize("cancelled", ["a", "b"])
def test_of_two_purchases_on_a_day_either_may_be_cancelled_and_the_day_still_counts(cancelled: str) -> None:
    twice = (purchase("a", day(2)), purchase("b", day(2.1)))
    once = after(*twice, taken_back("x", day(4), cancelled, cancels=True))
    assert (once.purchases, once.purchase_days, once.episode_purchase_days) == (1, 1, 1)
    other = "b" if cancelled == "a" else "a"
    none = after(taken_back("y", day(5), other, cancels=True), relationship=once)
    assert (none.purchases, none.purchase_days, none.episode_purchase_days) == (0, 0, 0)


def test_a_category_goes_with_the_last_purchase_in_it() -> None:
    bought = (
        purchase("p1", day(2), category="tea"),
        purchase("p2", day(3), category="coffee"),
        purchase("p3", day(4), category="tea"),
    )
    assert after(*bought).categories == ("tea", "coffee")
    assert after(*bought, taken_back("x", day(5), "p1", cancels=True)).categories == ("coffee", "tea")
    assert after(*bought, taken_back("x", day(5), "p2", cancels=True)).categories == ("tea",)


def test_more_than_was_paid_is_not_paid_back() -> None:
    back = then(taken_back("b", day(4), "p1", "20.01"), P1, P2)
    assert refused(back) == [("return_amount", Decimal("20.01"), Decimal("20.00"))]
    assert back.relationship.spend == after(P1, P2).spend
    twice = then(taken_back("b2", day(5), "p1", "5.01"), P1, taken_back("b1", day(4), "p1", "15.00"))
    assert refused(twice) == [("return_amount", Decimal("5.01"), Decimal("5.00"))]


def test_what_was_never_bought_is_not_taken_back() -> None:
    back = then(taken_back("b", day(4), "p9", "5.00"), P1)
    assert refused(back) == [("purchase_known", None, "recorded")]
    assert back.relationship.spend == after(P1).spend
    assert refused(then(taken_back("b", day(4), "p9", cancels=True))) == [
        ("purchase_known", None, "recorded")
    ]


@pytest.mark.parametrize(
    "again", [taken_back("b2", day(5), "p1", "1.00"), taken_back("b2", day(5), "p1", cancels=True)]
)
def test_a_cancelled_purchase_is_not_taken_back_again(again: Any) -> None:
    back = then(again, P1, P2, taken_back("b1", day(4), "p1", cancels=True))
    assert refused(back) == [("purchase_standing", "cancelled", "standing")]
    assert (back.relationship.purchases, back.relationship.spend) == (1, Money("30.00", "EUR"))


def test_beyond_memory_a_return_lowers_the_amount() -> None:
    back = then(taken_back("b", day(4), "p1", "5.00"), P1, P2, policies=FORGETFUL)
    assert back.relationship.spend == Money("45.00", "EUR")
    assert refused(back) == []


def test_beyond_memory_a_cancellation_lowers_the_amount_and_says_that_it_undid_no_count() -> None:
    back = then(taken_back("b", day(4), "p1", "20.00", cancels=True), P1, P2, policies=FORGETFUL)
    assert refused(back) == [("purchase_known", None, "remembered")]
    assert (back.relationship.spend, back.relationship.purchases) == (Money("30.00", "EUR"), 2)


def test_beyond_memory_a_cancellation_without_an_amount_does_nothing_and_says_so() -> None:
    back = then(taken_back("b", day(4), "p1", cancels=True), P1, P2, policies=FORGETFUL)
    assert refused(back) == [("purchase_known", None, "remembered")]
    assert back.relationship.spend == Money("50.00", "EUR")


def test_beyond_memory_no_more_is_paid_back_than_was_spent_in_all() -> None:
    back = then(taken_back("b", day(4), "p1", "50.01"), P1, P2, policies=FORGETFUL)
    assert refused(back) == [("purchase_known", None, "remembered")]
    assert back.relationship.spend == Money("50.00", "EUR")


def test_beyond_memory_what_was_counted_is_unknown_and_not_wrong() -> None:
    back = after(P1, P2, taken_back("b", day(4), "p2", cancels=True), policies=FORGETFUL)
    assert "purchase_days" in back.forgotten
    assert "purchase_days" not in after(P1, P2, policies=FORGETFUL).forgotten


def test_a_cancelled_category_beyond_memory_is_unknown_and_not_wrong() -> None:
    bought = (purchase("p1", day(2), category="tea"), purchase("p2", day(3), category="coffee"))
    back = after(*bought, taken_back("b", day(4), "p2", cancels=True), policies=FORGETFUL)
    assert "categories" in back.forgotten


def test_a_cancellation_in_a_later_episode_leaves_that_episodes_days() -> None:
    left = (P1, P2, ended("e", day(4), EndReason.NEEDS_CHANGED, Party.CUSTOMER))
    back = after(*left, P3, taken_back("x", day(10), "p2", cancels=True))
    assert (back.episode, back.purchase_days, back.episode_purchase_days) == (2, 2, 1)


def test_a_cancellation_after_an_end_undoes_the_counts_and_reopens_nothing() -> None:
    left = (P1, P2, ended("e", day(4), EndReason.NEEDS_CHANGED, Party.CUSTOMER))
    back = after(*left, taken_back("x", day(10), "p2", cancels=True))
    assert (back.stage, back.purchase_days, back.episode_purchase_days) == (Stage.DISSOLUTION, 1, 0)


@pytest.mark.concept("C3")
def test_growth_that_was_cancelled_is_lost_once_the_dwell_is_over() -> None:
    cancelled = (P1, P2, taken_back("b", day(4), "p2", cancels=True))
    assert after(*cancelled).stage is Stage.EXPANSION
    assert after(*cancelled, taken_back("z", day(40), "p1", "1.00")).stage is Stage.AWARENESS


def test_a_cancellation_with_others_still_remembered_loses_neither_the_last_day_nor_the_first() -> None:
    remembering = evolve(STANDARD, folding=evolve(STANDARD.folding, memory=Memory(purchases=2)))
    back = after(P1, P2, P3, taken_back("x", day(10), "p3", cancels=True), policies=remembering)
    assert (back.first_purchase_on, back.last_purchase_on) == (date(2026, 3, 2), date(2026, 3, 3))
    assert (back.purchase_days, back.forgotten) == (2, ())


def spent_in(*history: Any) -> list[tuple[int, Decimal]]:
    windows = after(*history).windows
    return [] if windows is None else [(w.index, w.spent) for w in windows.latest]


def test_what_is_bought_and_what_is_paid_back_counts_in_the_window_of_its_own_instant() -> None:
    assert spent_in(P1, P2) == [(0, Decimal("50.00"))]
    assert spent_in(P1, purchase("p4", day(181))) == [(0, Decimal("20.00")), (1, Decimal("25.00"))]
    later = taken_back("q", day(200), "p2", "5.00")
    assert spent_in(P1, P2, later) == [(0, Decimal("50.00")), (1, Decimal("-5.00"))]
    assert spent_in(taken_back("q", day(2), "p1", "5.00")) == []


@pytest.mark.concept("A4")
def test_the_motive_of_a_purchase_is_remembered_with_it_and_is_unknown_where_none_was_given() -> None:
    why = happened("q", day(4), Purchase(Money("9.00", "EUR"), motive="a gift"))
    assert [(p.id, p.motive) for p in after(P1, why).recent_purchases] == [
        ("p1", None),
        ("q", "a gift"),
    ]
