"""An end that somebody stated can be taken back while its cooling-off lasts: then its episode goes on as it stood."""

from datetime import datetime
from typing import Any

import pytest
from attrs import evolve

from relcore.kernel import replay, review
from relcore.lifecycle import Lifecycle
from relcore.model import Concern, Opportunity, Pledge, Relationship, ShareOfWallet, Tally, UnknownContent
from relcore.policies import Count, Days, Dependence, at_least
from relcore.policy_set import STANDARD, Memory, PolicySet
from relcore.vocabulary import Aspect, EdgeKind, EndReason, Party, Severity, Stage, TrialOutcome
from tests.unit.kernel.history import (
    MOMENT,
    adaptation,
    after,
    concern,
    day,
    ended,
    ending,
    happened,
    moved_by_hand,
    note,
    opened,
    path,
    promise,
    purchase,
    refused,
    stages,
    taken_back,
    then,
    told,
    trial,
    under,
    withdrawn,
)

CUSTOMER, COMPANY, NOBODY = Party
TEA, COFFEE = purchase("p1", day(2), category="tea"), purchase("p2", day(3), category="coffee")
BOUGHT = (TEA, COFFEE)
LEFT = ended("x", day(9), EndReason.NEEDS_CHANGED, CUSTOMER)
FRAUD = ended("x", day(9), EndReason.FRAUD, COMPANY)
BACK = withdrawn("y", day(12), "x")
OVER = day(9 + 14)


def counts(relationship: Relationship) -> dict[str, int]:
    return {event: tally.count for event, tally in relationship.tallies.items()}


def bought(relationship: Relationship) -> tuple[int, int, tuple[str, ...]]:
    return (relationship.purchase_days, relationship.episode_purchase_days, relationship.categories)


@pytest.mark.concept("C5")
@pytest.mark.parametrize(
    ("reason", "by"),
    [
        (EndReason.DISSATISFIED, CUSTOMER),
        (EndReason.BETTER_ELSEWHERE, CUSTOMER),
        (EndReason.NEEDS_CHANGED, CUSTOMER),
        (EndReason.NO_GROWTH, COMPANY),
        (EndReason.FRAUD, COMPANY),
        (EndReason.LEGAL, CUSTOMER),
    ],
)
def test_whoever_ended_takes_it_back_and_nobody_else_does(reason: EndReason, by: Party) -> None:
    left = (*BOUGHT, ended("x", day(9), reason, by))
    back = then(withdrawn("y", day(12), "x", by), *left)
    assert (back.relationship.stage, back.refusals) == (Stage.EXPANSION, ())
    other = CUSTOMER if by is COMPANY else COMPANY
    tried = then(withdrawn("y", day(12), "x", other), *left)
    assert refused(tried) == [("withdrawn_by", other, by)]
    assert (tried.relationship.stage, tried.changes) == (Stage.DISSOLUTION, ())


@pytest.mark.parametrize("by", [CUSTOMER, COMPANY])
def test_what_nobody_ended_either_side_takes_back(by: Party) -> None:
    closed = ended("x", day(9), EndReason.LEGAL, NOBODY)
    assert after(*BOUGHT, closed, withdrawn("y", day(12), "x", by)).stage is Stage.EXPANSION


@pytest.mark.concept("C5")
def test_an_end_can_be_taken_back_up_to_the_last_instant_of_its_cooling_off() -> None:
    left = (*BOUGHT, LEFT)
    suspended = ending(after(*left)).suspended
    assert suspended is not None
    assert (suspended.final_at, suspended.stage, after(*left).next_due) == (OVER, Stage.EXPANSION, OVER)
    assert after(*left, withdrawn("y", OVER, "x")).stage is Stage.EXPANSION
    late = then(withdrawn("y", OVER + MOMENT, "x"), *left)
    assert refused(late) == [("ending_standing", "final", "cooling_off")]
    assert late.relationship.stage is Stage.DISSOLUTION


@pytest.mark.concept("C5")
def test_it_becomes_final_at_its_own_instant_with_no_one_asking() -> None:
    final = then(note("z", day(300)), *BOUGHT, LEFT)
    (change,) = final.changes
    assert (change.aspect, change.before, change.after) == (Aspect.ENDING, "cooling_off", "final")
    assert (change.at, change.cause, change.decision.policy) == (OVER, None, "cooling_off")
    assert change.reasons[0].evidence == ("x",)
    left = evolve(ending(after(*BOUGHT, LEFT)), suspended=None, final_at=OVER)
    assert ending(final.relationship) == left
    assert then(note("z", OVER), *BOUGHT, LEFT).changes == ()
    assert [c.after for c in review(after(*BOUGHT, LEFT), at=OVER + MOMENT).fell_due] == ["final"]


@pytest.mark.concept("C5h")
def test_who_has_ceased_has_ceased_for_good() -> None:
    gone = ended("x", day(9), EndReason.CEASED, NOBODY)
    assert ending(after(*BOUGHT, gone)).suspended is None
    for by in (CUSTOMER, COMPANY):
        tried = then(withdrawn("y", day(9), "x", by), *BOUGHT, gone)
        assert refused(tried) == [("ending_standing", "final", "cooling_off")]


@pytest.mark.concept("C5g")
def test_what_nobody_stated_has_no_cooling_off() -> None:
    lapsed = after(*BOUGHT, note("x", day(400)))
    failed = after(trial("x", day(2), TrialOutcome.FAILED))
    assert (ending(lapsed).suspended, ending(failed).suspended) == (None, None)
    assert refused(then(withdrawn("y", day(401), "x"), relationship=lapsed)) == [("item_open", None, "x")]
    assert refused(then(withdrawn("y", day(3), "x"), relationship=failed)) == [
        ("ending_standing", "final", "cooling_off")
    ]


@pytest.mark.parametrize(("days", "final"), [(0, None), (0.5, day(9.5)), (30, day(39))])
def test_how_long_it_lasts_is_a_rule(days: float, final: datetime | None) -> None:
    suspended = ending(after(*BOUGHT, LEFT, policies=under(cooling_off=Days(days)))).suspended
    assert (None if suspended is None else suspended.final_at) == final


@pytest.mark.concept("C5")
def test_the_same_episode_goes_on_where_it_stood_with_all_that_had_happened_in_it() -> None:
    before, back = after(*BOUGHT), after(*BOUGHT, LEFT, BACK)
    assert (back.stage, back.episode, back.episode_since) == (Stage.EXPANSION, 1, day(1))
    assert (back.stage_since, back.engaged_at, back.ending) == (day(12), day(12), None)
    assert back.previous_stage is before.previous_stage is Stage.AWARENESS
    assert bought(back) == bought(before) == (2, 2, ("tea", "coffee"))
    assert counts(back) == {"purchase": 2, "ended": 1, "ended.needs_changed": 1, "withdrawn": 1}
    assert dict(back.past_counts) == {}
    assert back.tallies["purchase"] == before.tallies["purchase"]


@pytest.mark.concept("C5")
def test_the_change_says_that_it_was_taken_back_and_what() -> None:
    (change,) = then(BACK, *BOUGHT, LEFT).changes
    assert (change.aspect, change.before, change.after) == (Aspect.STAGE, "dissolution", "expansion")
    assert (change.at, change.cause, change.reasons[0].evidence) == (day(12), "y", ("y", "x"))
    assert change.decision.policy == STANDARD.folding.lifecycle.name


@pytest.mark.concept("C5")
def test_an_end_that_was_not_taken_back_counts_for_an_earlier_episode() -> None:
    gone = after(*BOUGHT, LEFT, note("y", day(12)))
    assert bought(gone) == (2, 0, ())
    assert dict(gone.past_counts) == {"purchase": 2, "ended": 1, "ended.needs_changed": 1}


@pytest.mark.parametrize(
    ("history", "stage"),
    [
        ((), Stage.EXPLORATION),
        (BOUGHT[:1], Stage.AWARENESS),
        (BOUGHT, Stage.EXPANSION),
        ((*BOUGHT, adaptation("q", day(4)), happened("r", day(5), Pledge("a year"))), Stage.COMMITMENT),
    ],
    ids=lambda value: value if isinstance(value, Stage) else "",
)
def test_from_every_stage_it_goes_on_in_that_stage(history: tuple[Any, ...], stage: Stage) -> None:
    assert path(*history, LEFT, BACK)[-2:] == ("dissolution", stage)


@pytest.mark.concept("C5")
def test_what_happened_during_the_cooling_off_counts_for_no_episode() -> None:
    between = (*BOUGHT, LEFT, note("xx", day(10)), concern("xy", day(11)))
    assert after(*between, BACK).tallies.keys() == {"purchase", "ended", "ended.needs_changed", "withdrawn"}
    assert dict(after(*between, BACK).past_counts) == {"note": 1, "concern": 1}
    assert list(after(*between, BACK).items) == ["xy"]


def test_the_counts_of_earlier_episodes_stay_with_them() -> None:
    first = (*BOUGHT, ended("r", day(4), EndReason.NEEDS_CHANGED, CUSTOMER), purchase("s", day(5)))
    back = after(*first, LEFT, BACK)
    assert (back.episode, back.stage) == (2, Stage.AWARENESS)
    assert dict(back.past_counts) == {"purchase": 2, "ended": 1, "ended.needs_changed": 1}
    assert counts(back) == {"purchase": 1, "ended": 1, "ended.needs_changed": 1, "withdrawn": 1}
    assert ending(back) == evolve(ending(after(*first)), suspended=None)


def test_an_end_may_be_taken_back_and_stated_again() -> None:
    again = (*BOUGHT, LEFT, BACK, ended("z", day(20), EndReason.NO_GROWTH, COMPANY))
    assert (ending(after(*again)).cause, ending(after(*again)).at) == ("z", day(20))
    assert after(*again, withdrawn("zz", day(34), "z", COMPANY)).stage is Stage.EXPANSION
    assert refused(then(withdrawn("zz", day(21), "x"), *again)) == [("item_open", None, "x")]
    twice = (*again, withdrawn("zz", day(34), "z", COMPANY))
    assert counts(after(*twice))["withdrawn"] == 2


@pytest.mark.parametrize(
    "ends",
    [(LEFT, BACK), (FRAUD, withdrawn("y", day(12), "x", COMPANY))],
    ids=["by the customer", "by the company"],
)
def test_silence_begins_anew_when_an_end_is_taken_back(ends: tuple[Any, ...]) -> None:
    back = after(*BOUGHT, *ends)
    assert review(back, at=day(12 + 120)).stage is Stage.EXPANSION
    assert review(back, at=day(12 + 120) + MOMENT).stage is Stage.DISSOLUTION


def test_what_is_open_by_then_moves_it_on_at_once_and_back_after_the_dwell() -> None:
    hoped = happened("xx", day(10), Opportunity("an office machine"))
    assert path(TEA, LEFT, hoped, BACK)[-3:] == ("dissolution", "awareness", "expansion")
    relying = STANDARD.with_criteria(value_understood=at_least(Dependence(), 50))
    share = happened("xx", day(10), ShareOfWallet(60))
    assert path(LEFT, share, BACK, policies=relying)[-2:] == ("exploration", "awareness")
    grave = happened("xx", day(10), Concern("it burns", Severity.GRAVE))
    assert path(*BOUGHT, LEFT, grave, BACK, note("z", day(12 + 30)))[-1] == "expansion"
    assert path(*BOUGHT, LEFT, grave, BACK, note("z", day(12 + 30) + MOMENT))[-1] == "awareness"


@pytest.mark.concept("C5")
def test_a_purchase_during_the_cooling_off_opens_the_next_episode_and_nothing_is_taken_back_after_it() -> (
    None
):
    came_back = (*BOUGHT, LEFT, purchase("xx", day(10)))
    assert (after(*came_back).episode, after(*came_back).stage) == (2, Stage.AWARENESS)
    assert ending(after(*came_back)).suspended is None
    assert refused(then(BACK, *came_back)) == [("item_open", None, "x")]
    assert [c for c in told(*came_back, note("z", day(60))).changes if c.aspect is Aspect.ENDING] == []


@pytest.mark.concept("C5")
def test_during_the_cooling_off_nobody_wins_back_by_hand() -> None:
    by_hand = moved_by_hand("y", OVER, Stage.EXPLORATION, day(40))
    assert refused(then(by_hand, *BOUGHT, LEFT)) == [("cooling_off", 1, 0)]
    later = moved_by_hand("y", OVER + MOMENT, Stage.EXPLORATION, day(40))
    assert then(later, *BOUGHT, LEFT).relationship.stage is Stage.EXPLORATION


@pytest.mark.concept("C5e")
def test_what_was_bought_while_a_fraud_was_suspected_reopens_nothing_and_is_bought_all_the_same() -> None:
    suspected = (*BOUGHT, FRAUD, purchase("xx", day(10)))
    assert (after(*suspected).stage, after(*suspected).purchases) == (Stage.DISSOLUTION, 3)
    cleared = after(*suspected, withdrawn("y", day(12), "x", COMPANY))
    assert (cleared.stage, cleared.episode, cleared.purchases) == (Stage.EXPANSION, 1, 3)


@pytest.mark.parametrize("cancelled", ["p1", "p2"])
def test_a_purchase_that_was_cancelled_during_the_cooling_off_is_cancelled_when_the_episode_goes_on(
    cancelled: str,
) -> None:
    gone = taken_back("xx", day(10), cancelled, cancels=True)
    assert bought(after(*BOUGHT, LEFT, gone, BACK)) == bought(after(*BOUGHT, gone))
    assert bought(after(*BOUGHT, LEFT, gone)) == (1, 0, ())
    both = (gone, taken_back("xy", day(11), "p2" if cancelled == "p1" else "p1", cancels=True))
    assert bought(after(*BOUGHT, LEFT, *both, BACK)) == (0, 0, ())


def test_the_day_of_a_cancelled_purchase_is_left_to_another_of_that_day() -> None:
    same_day = purchase("p1b", day(2.1), category="cups")
    gone = taken_back("xx", day(10), "p1", cancels=True)
    assert bought(after(TEA, same_day, COFFEE, LEFT, gone, BACK)) == (2, 2, ("cups", "coffee"))
    both = (gone, taken_back("xy", day(11), "p1b", cancels=True))
    assert bought(after(TEA, same_day, COFFEE, LEFT, *both, BACK)) == (1, 1, ("coffee",))


def test_a_cancellation_beyond_memory_is_unknown_when_the_episode_goes_on() -> None:
    small = under(memory=Memory(purchases=1))
    gone = taken_back("xx", day(10), "p2", cancels=True)
    assert after(*BOUGHT, LEFT, gone, BACK, policies=small).forgotten == ("categories", "purchase_days")
    assert after(*BOUGHT, LEFT, BACK, policies=small).forgotten == ()


def test_after_the_cooling_off_a_cancellation_touches_no_episode() -> None:
    gone = taken_back("z", day(30), "p2", cancels=True)
    late = after(*BOUGHT, LEFT, gone)
    assert (bought(late), ending(late).suspended) == ((1, 0, ()), None)


def test_a_partial_return_during_the_cooling_off_undoes_no_count() -> None:
    part = taken_back("xx", day(10), "p2", "5.00")
    assert bought(after(*BOUGHT, LEFT, part, BACK)) == (2, 2, ("tea", "coffee"))


def test_what_an_episode_had_forgotten_stays_forgotten_when_it_goes_on() -> None:
    small = under(memory=Memory(categories=1, kinds=4))
    assert after(*BOUGHT, policies=small).forgotten == ("categories",)
    assert after(*BOUGHT, LEFT, policies=small).forgotten == ()
    back = after(*BOUGHT, LEFT, BACK, policies=small)
    assert (back.forgotten, len(back.tallies)) == (("categories",), 4)


def test_a_memory_of_kinds_that_was_full_overflows_when_the_episode_goes_on() -> None:
    small = under(memory=Memory(kinds=3))
    back = after(*BOUGHT, LEFT, BACK, policies=small)
    assert (back.forgotten, counts(back)) == (
        ("tallies",),
        {"purchase": 2, "ended": 1, "ended.needs_changed": 1},
    )


def test_evidence_is_kept_through_an_end_that_was_taken_back() -> None:
    pledged = (happened("q", day(4), Pledge("a year")),)
    back = after(*BOUGHT, *pledged, LEFT, BACK)
    assert back.tallies["pledge"] == Tally(1, day(4), day(4), ("q",))
    again = after(*BOUGHT, *pledged, LEFT, BACK, happened("z", day(13), Pledge("two")))
    assert again.tallies["pledge"] == Tally(2, day(4), day(13), ("q", "z"))


def test_what_is_counted_before_and_with_the_taking_back_adds_up_in_one_count() -> None:
    counting = STANDARD.with_criteria(value_lost=at_least(Count("withdrawn"), 9))
    let_go = (happened("q", day(4), Opportunity("more")), withdrawn("r", day(5), "q"))
    back = after(*BOUGHT, *let_go, LEFT, BACK, policies=counting)
    assert back.tallies["withdrawn"] == Tally(2, day(5), day(12), ("r", "y"))


def test_counts_that_found_no_place_among_those_of_earlier_episodes_are_not_taken_from_them() -> None:
    small = under(memory=Memory(kinds=1))
    first = (
        happened("a", day(1), UnknownContent("acme.k")),
        ended("b", day(1.5), EndReason.NEEDS_CHANGED, CUSTOMER),
        purchase("c", day(2)),
    )
    assert dict(after(*first, policies=small).past_counts) == {"acme.k": 1}
    back = after(*first, LEFT, BACK, policies=small)
    assert (dict(back.past_counts), counts(back)) == ({"acme.k": 1}, {"purchase": 1})


def without_resuming() -> PolicySet:
    table = STANDARD.folding.lifecycle
    rows = tuple(edge for edge in table.edges if edge.kind is not EdgeKind.RESUMING)
    return under(lifecycle=Lifecycle(table.name, table.initial, table.order, rows))


def test_where_the_table_has_no_way_back_an_end_is_not_taken_back() -> None:
    tried = then(BACK, *BOUGHT, LEFT, policies=without_resuming())
    assert refused(tried) == [("no_edge", "dissolution", "withdrawn")]
    assert (tried.relationship.stage, tried.changes) == (Stage.DISSOLUTION, ())


def test_letting_go_of_an_item_after_the_end_takes_nothing_back() -> None:
    left = (*BOUGHT, promise("q", day(4), day(30)), LEFT)
    let_go = then(withdrawn("y", day(12), "q"), *left)
    assert (let_go.relationship.stage, let_go.refusals) == (Stage.DISSOLUTION, ())
    assert [c.aspect for c in let_go.changes] == [Aspect.ITEM]


def test_a_history_with_a_cooling_off_is_the_same_however_it_is_split() -> None:
    history = (
        *BOUGHT,
        LEFT,
        taken_back("xx", day(10), "p2", cancels=True),
        BACK,
        ended("z1", day(20), EndReason.NO_GROWTH, COMPANY),
        note("z2", day(40)),
        purchase("z3", day(41)),
    )
    whole = replay(opened(), history)
    assert stages(whole.changes)[-2:] == ("exploration", "awareness")
    for cut in range(len(history) + 1):
        first = replay(opened(), history[:cut])
        second = replay(first.relationship, history[cut:])
        assert second.relationship == whole.relationship
        assert (*first.changes, *second.changes) == whole.changes


def test_the_times_in_stages_add_up_through_an_end_that_was_taken_back() -> None:
    moves = [c for c in told(*BOUGHT, LEFT, BACK).changes if c.aspect is Aspect.STAGE]
    assert [c.before for c in moves] == ["exploration", *(c.after for c in moves[:-1])]
    assert [c.at for c in moves] == [day(2), day(3), day(9), day(12)]
