"""An opening balance: known by totals before the log began, and what that can and can't say."""

from datetime import date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from relcore.errors import CurrencyError
from relcore.kernel import Opening, explain, record, replay_many, review
from relcore.model import Interaction, Money, OpeningBalance, Relationship, Tally, Trial
from relcore.policies import (
    ActivityScore,
    Categories,
    Count,
    InteractionSpan,
    MeanBasket,
    MotiveCompleteness,
    Overdue,
    PurchaseDays,
    UsualGap,
    VolumeChange,
    at_least,
)
from relcore.policies.satisfaction import Unmeasured
from relcore.policy_set import DWYER_SCHURR_OH, STANDARD, Memory
from relcore.vocabulary import (
    Aspect,
    Direction,
    EndReason,
    Party,
    RelationshipType,
    Role,
    Stage,
    TrialOutcome,
)
from tests.unit.kernel.history import (
    after,
    day,
    ended,
    happened,
    note,
    opened,
    path,
    purchase,
    reading,
    refused,
    stages,
    taken_back,
    then,
    told,
    under,
    withdrawn,
)
from tests.unit.policies.seen import seen

OPENING = day(1)
FIRST, LAST = date(2025, 9, 1), date(2026, 2, 28)
AWARE, EXPANDING = Stage.AWARENESS, Stage.EXPANSION


def totals(
    purchases: int = 10,
    days: int = 9,
    first: date = FIRST,
    last: date = LAST,
    spent: str | None = "250.00",
    categories: tuple[str, ...] = ("coffee",),
) -> OpeningBalance:
    paid = None if spent is None else Money(spent, "EUR")
    return OpeningBalance(purchases, days, first, last, paid, categories)


def balance(at: datetime = OPENING, id: str = "b", **given: Any) -> Interaction[Any]:
    return happened(id, at, totals(**given))


ONCE: dict[str, Any] = {"purchases": 1, "days": 1, "first": LAST}


def test_what_was_bought_before_the_log_began_counts_as_if_it_had_been_recorded() -> None:
    known = after(balance())
    assert (known.purchases, known.purchase_days, known.episode_purchase_days) == (10, 9, 9)
    assert (known.first_purchase_on, known.last_purchase_on) == (FIRST, LAST)
    assert (known.spend, known.categories, known.role) == (Money("250.00", "EUR"), ("coffee",), Role.CUSTOMER)
    assert (known.interaction_days, known.last_interaction_on) == (9, LAST)


def test_what_totals_cannot_know_stays_unknown() -> None:
    known = after(balance())
    assert (known.recent_purchases, known.recent_events, known.windows, known.forgotten) == ((), (), None, ())
    looked = seen(balance(), at=300)
    assert Unmeasured().measure(looked) == 0
    assert VolumeChange().measure(looked) is None
    assert MotiveCompleteness().evidence(looked) == ()


def test_it_is_tallied_as_purchases_from_the_first_day_to_the_last() -> None:
    known = after(balance())
    first, last = datetime.fromisoformat("2025-09-01T12:00Z"), datetime.fromisoformat("2026-02-28T12:00Z")
    assert known.tallies == {
        "opening_balance": Tally(1, day(1), day(1), ()),
        "purchase": Tally(10, first, last, ()),
        "purchase.before": Tally(10, first, last, ("b",)),
    }


def test_its_id_is_the_evidence_where_a_criterion_counts_purchases() -> None:
    policies = STANDARD.with_criteria(value_understood=at_least(Count("purchase"), 10))
    recorded = then(balance(), policies=policies)
    assert recorded.relationship.tallies["purchase"].evidence == ("b",)
    assert recorded.relationship.stage is EXPANDING
    assert recorded.changes[0].reasons[0].evidence == ("b",)
    assert then(balance(purchases=9), policies=policies).relationship.stage is Stage.EXPLORATION


@pytest.mark.parametrize(("given", "reached"), [(ONCE, (AWARE,)), ({}, (AWARE, EXPANDING))], ids=str)
def test_the_stage_moves_by_the_same_criteria_each_move_with_the_balance_as_evidence(
    given: dict[str, Any], reached: tuple[Stage, ...]
) -> None:
    recorded = then(balance(**given))
    assert stages(recorded.changes) == reached
    moves = [change for change in recorded.changes if change.aspect is Aspect.STAGE]
    assert all(change.cause == "b" for change in moves)
    assert all(any("b" in reason.evidence for reason in change.reasons) for change in moves)


def test_on_the_table_of_dwyer_schurr_and_oh_it_moves_likewise() -> None:
    assert path(balance(), policies=DWYER_SCHURR_OH) == (Stage.EXPLORATION, EXPANDING)


def test_a_prospect_becomes_a_customer_and_a_partner_stays_one() -> None:
    recorded = then(balance())
    (became,) = [change for change in recorded.changes if change.aspect is Aspect.ROLE]
    assert (became.before, became.after, became.reasons[0].evidence) == ("prospect", "customer", ("b",))
    assert after(balance(), relationship=opened(role=Role.PARTNER)).role is Role.PARTNER


def test_gap_score_basket_and_tenure_are_those_of_the_totals() -> None:
    looked = seen(balance(), at=1)
    assert UsualGap().measure(looked) == (30 + (LAST - FIRST).days) / 9
    assert Overdue().measure(looked) == pytest.approx(1 / ((30 + 180) / 9))
    assert ActivityScore().measure(looked) == pytest.approx(8.25 / 211 / (1 + (9 / 210 / 3) ** 2))
    assert MeanBasket().measure(looked) == 25.0
    assert InteractionSpan().measure(looked) == 180
    assert all(metric.evidence(looked) == ("b",) for metric in (UsualGap(), MeanBasket(), PurchaseDays()))


def test_what_is_bought_after_it_adds_to_it() -> None:
    known = after(balance(), purchase("p", day(2), "5.50", "tea"))
    assert (known.purchases, known.purchase_days, known.last_purchase_on) == (11, 10, day(2).date())
    assert (known.spend, known.categories) == (Money("255.50", "EUR"), ("coffee", "tea"))
    assert known.windows is not None
    assert [window.spent for window in known.windows.latest] == [Money("5.50", "EUR").amount]
    assert PurchaseDays().evidence(seen(balance(), purchase("p", day(2)))) == ("b", "p")


def test_a_day_that_it_tells_of_is_not_counted_again() -> None:
    today = balance(last=day(1).date())
    again = after(today, purchase("p", day(1.1)))
    assert (again.purchases, again.purchase_days, again.episode_purchase_days) == (11, 9, 9)
    assert again.interaction_days == 9
    later = after(today, purchase("p", day(2)))
    assert (later.purchase_days, later.episode_purchase_days, later.interaction_days) == (10, 10, 10)


def test_in_the_next_episode_that_day_counts_anew() -> None:
    left = ended("e", day(1.1), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
    back = after(balance(last=day(1).date()), left, purchase("p", day(1.2)))
    assert (back.episode, back.purchase_days, back.episode_purchase_days) == (2, 9, 1)
    assert back.past_counts["purchase"] == 10
    assert "purchase.before" not in back.past_counts


def test_an_ending_that_is_taken_back_leaves_its_counts_as_they_were() -> None:
    left = ended("e", day(2), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
    back = after(balance(), left, note("n", day(2.5)), withdrawn("w", day(3), "e"))
    assert (back.stage, back.episode_purchase_days, back.categories) == (EXPANDING, 9, ("coffee",))
    assert (back.tallies["purchase"].count, back.tallies["purchase.before"].count) == (10, 10)
    assert "purchase" not in back.past_counts


def test_a_cancellation_after_it_leads_back_to_the_last_day_that_it_told_of() -> None:
    known = after(balance(), purchase("p", day(2)), taken_back("r", day(3), "p", cancels=True))
    assert (known.purchases, known.purchase_days, known.episode_purchase_days) == (10, 9, 9)
    assert (known.first_purchase_on, known.last_purchase_on, known.spend) == (
        FIRST,
        LAST,
        Money("250.00", "EUR"),
    )
    assert known.forgotten == ()


def test_the_same_holds_of_the_purchase_that_began_another_episode() -> None:
    silence = day(200)
    known = after(balance(), purchase("p", silence), taken_back("r", silence, "p", cancels=True))
    assert (known.episode, known.purchases, known.last_purchase_on) == (2, 10, LAST)
    assert "purchase_days" not in known.forgotten


def test_of_several_purchases_after_it_the_last_that_stands_is_the_last() -> None:
    bought = (purchase("p", day(2)), purchase("q", day(3)))
    known = after(balance(), *bought, taken_back("r", day(4), "q", cancels=True))
    assert (known.purchase_days, known.last_purchase_on) == (10, day(2).date())


def test_whether_a_cancelled_category_had_been_bought_before_is_unknown() -> None:
    cancelled = taken_back("r", day(3), "p", cancels=True)
    tea, none = purchase("p", day(2), category="tea"), purchase("p", day(2))
    assert Categories().measure(seen(balance(), tea)) == 2
    assert Categories().measure(seen(balance(), tea, cancelled)) is None
    assert Categories().measure(seen(balance(), none, cancelled)) == 1


def test_beyond_memory_a_cancellation_after_it_leaves_the_days_unknown_as_ever() -> None:
    policies = under(memory=Memory(purchases=1))
    bought = (purchase("p", day(2)), purchase("q", day(3)))
    known = after(balance(), *bought, taken_back("r", day(4), "q", cancels=True), policies=policies)
    assert (known.last_purchase_on, known.forgotten) == (None, ("purchase_days",))


def test_money_comes_back_of_what_was_bought_before_and_nothing_is_cancelled() -> None:
    paid_back = then(taken_back("r", day(2), "order-17", "20.00"), balance())
    assert (paid_back.relationship.spend, paid_back.refusals) == (Money("230.00", "EUR"), ())
    cancelled = then(taken_back("r", day(2), "order-17", cancels=True), balance())
    assert refused(cancelled) == [("purchase_known", None, "remembered")]
    assert (cancelled.relationship.purchases, cancelled.relationship.spend) == (10, Money("250.00", "EUR"))


@pytest.mark.parametrize(("spent", "refund"), [("19.99", "20.00"), (None, "0.01")], ids=str)
def test_no_more_comes_back_than_was_spent_before_and_nothing_of_what_is_unknown(
    spent: str | None, refund: str
) -> None:
    later = purchase("p", day(2), "100.00")
    paid_back = then(taken_back("r", day(3), "order-17", refund), balance(spent=spent), later)
    assert refused(paid_back) == [("purchase_known", None, "remembered")]
    known = after(balance(spent=spent), later)
    assert paid_back.relationship.spent == known.spent


def test_what_was_spent_stays_unknown_where_it_does_not_say() -> None:
    known = after(balance(spent=None), purchase("p", day(2)))
    assert (known.spend, known.forgotten) == (None, ("spent",))
    assert MeanBasket().measure(seen(balance(spent=None), purchase("p", day(2)))) is None
    assert after(balance(spent="0")).spend == Money("0", "EUR")


def test_from_how_many_categories_is_unknown_where_it_names_none() -> None:
    assert Categories().measure(seen(balance(categories=()))) is None
    assert Categories().measure(seen(balance(categories=("a", "b")))) == 2
    few = under(memory=Memory(categories=1))
    assert Categories().measure(seen(balance(categories=("a", "b")), policies=few)) is None


def test_it_is_refused_after_anything_else() -> None:
    for earlier in (note("n", day(1)), balance(id="a")):
        late = then(balance(at=day(2)), earlier)
        assert refused(late) == [("recorded_before", 1, 0)]
        before = after(earlier)
        assert late.relationship.purchases == before.purchases
        assert (late.relationship.stage, late.relationship.revision) == (before.stage, before.revision + 1)
    three = [note(f"n{n}", day(n)) for n in (1, 2, 3)]
    assert refused(then(balance(at=day(4)), *three)) == [("recorded_before", 3, 0)]


def test_it_is_refused_where_silence_ended_the_relationship_before_it_came() -> None:
    late = then(balance(at=day(200)))
    assert refused(late) == [("no_edge", Stage.DISSOLUTION, "opening_balance")]
    assert (late.relationship.stage, late.relationship.purchases) == (Stage.DISSOLUTION, 0)
    assert then(balance(at=day(100))).relationship.stage is EXPANDING


def test_a_day_that_had_not_come_where_days_are_counted_is_refused() -> None:
    tomorrow = balance(last=day(2).date())
    assert refused(then(tomorrow)) == [("bought_until", "2026-03-02", "2026-03-01")]
    assert after(tomorrow).role is Role.PROSPECT
    there = opened(zone=ZoneInfo("Pacific/Auckland"))
    assert then(balance(at=day(1.5), last=day(2).date()), relationship=there).refusals == ()


def test_it_is_in_the_currency_of_the_relationship_and_settles_it() -> None:
    assert after(balance()).currency == "EUR"
    assert after(balance(spent=None)).currency is None
    with pytest.raises(
        CurrencyError, match=r"OpeningBalance.spent is '250.00 EUR'; expected an amount in PHP"
    ):
        after(balance(), relationship=opened(currency="PHP"))


def test_who_is_known_from_before_does_not_lapse_on_the_day_of_the_opening() -> None:
    years_ago = balance(first=date(2020, 1, 1), last=date(2021, 1, 1))
    known = after(years_ago)
    assert known.engaged_at == day(1)
    assert review(known, at=day(100)).stage is EXPANDING
    assert review(known, at=day(200)).stage is Stage.DISSOLUTION


def test_silence_counts_from_a_purchase_that_came_after_the_opening() -> None:
    known = after(balance(at=day(20), last=day(11).date()))
    assert known.engaged_at == day(11) + timedelta(hours=3)  # at noon
    assert after(balance(at=day(20), last=day(20).date())).engaged_at == day(20)  # before noon, so now


def proposed(*history: Interaction[Any]) -> set[str]:
    found = review(after(*history), at=day(3))
    asked = [action.recommendation for action in found.actions]
    return {one.kind for one in (*asked, *(held.recommendation for held in found.withheld))}


def test_the_deadline_of_silence_moves_with_it_where_the_stage_stays() -> None:
    policies = STANDARD.with_criteria(value_understood=at_least(Count("purchase"), 11))
    known = after(balance(at=day(20), last=day(11).date()), policies=policies)
    assert known.stage is Stage.EXPLORATION
    assert known.next_due == known.engaged_at + timedelta(5 * (30 + 191) / 9)


def test_nothing_that_was_bought_before_the_log_is_followed_up() -> None:
    assert "follow_up" in proposed(purchase("p", day(1)))
    assert "follow_up" not in proposed(balance(last=day(1).date()))
    assert "follow_up" in proposed(balance(last=day(1).date()), purchase("p", day(1)))


def test_a_reading_after_it_measures_no_purchase_and_is_kept() -> None:
    known = after(balance(), reading("s", day(2), 5))
    assert (known.recent_purchases, len(known.knowledge.readings)) == ((), 1)


def test_a_balance_that_the_customer_hands_over_is_a_day_between_the_two_sides() -> None:
    handed = happened("b", day(1), totals(), direction=Direction.INBOUND)
    assert after(handed).interaction_days == 10
    same = happened("b", day(1), totals(last=day(1).date()), direction=Direction.INBOUND)
    assert after(same).interaction_days == 9
    assert after(handed).last_interaction_on == day(1).date()


def test_where_few_kinds_are_remembered_it_says_so_and_keeps_its_days() -> None:
    policies = under(memory=Memory(kinds=1))
    known = after(balance(), policies=policies)
    assert (set(known.tallies), known.forgotten) == ({"opening_balance", "purchase.before"}, ("tallies",))
    assert known.stage is EXPANDING


def test_many_can_be_opened_by_their_balances() -> None:
    opening = Opening(type=RelationshipType.LONG_TERM)
    (found,) = replay_many([balance(at=day(400), last=day(300).date())], opening=opening)
    assert (found.relationship.stage, found.relationship.opened_at) == (EXPANDING, day(400))


def test_the_earliest_day_that_can_be_told_of_is_an_instant_anywhere() -> None:
    there = opened(zone=timezone(timedelta(hours=14)))
    first = date(1000, 1, 1)
    known = after(balance(first=first, last=first, purchases=1, days=1), relationship=there)
    assert known.tallies["purchase"].first_at.year == 1000


def test_what_is_missing_for_the_next_stage_is_told_with_the_balance() -> None:
    ways = explain(after(balance(**ONCE)), at=day(2)).ways
    grow = next(way for way in ways if way.target is EXPANDING and way.rule == "trust_and_growth")
    assert [(r.code, r.measured, r.evidence) for r in grow.missing] == [("purchase_days", 1, ("b",))]


def test_a_failed_trial_after_it_ends_nothing() -> None:
    assert path(balance(), happened("t", day(2), Trial(TrialOutcome.FAILED))) == (AWARE, EXPANDING)


def test_replaying_is_recording_one_by_one() -> None:
    history = (balance(), purchase("p", day(1)), taken_back("r", day(2), "p", cancels=True))
    one_by_one: Relationship = opened()
    for interaction in history:
        one_by_one = record(one_by_one, interaction).relationship
    assert told(*history).relationship == one_by_one
