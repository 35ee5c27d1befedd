"""The rulings: where the laws could be read in two ways, or two of them pull apart."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from relcore import (
    STANDARD,
    Interaction,
    Money,
    PolicySet,
    Relationship,
    Replay,
    Stage,
    explain,
    record,
    replay,
    review,
)
from relcore.errors import PolicyError
from relcore.model import contents as c
from relcore.model.instants import RESOLUTION, end_of_day, local_day
from relcore.policies import (
    ActivityScore,
    Breaches,
    Categories,
    Overdue,
    PurchaseDays,
    Silence,
    Situation,
    at_least,
)
from relcore.serialization.zones import read_zone
from relcore.testing import RelationshipHistory, policy_sets, relationship_histories, situations, zones
from relcore.vocabulary import Aspect, Channel, Direction, EndReason, Party, TrialOutcome
from tests.properties.told import bought, day, lived, opened, remembering, stages, told


@given(relationship_histories(), policy_sets(), st.integers(0, 4_000))
def test_ruling_1_a_note_moves_no_stage(
    history: RelationshipHistory, policies: PolicySet, hours: int
) -> None:
    """What moves a stage is constant between events. Otherwise an unrelated note would demote a customer."""
    relationship = replay(history.opened, history.interactions, policies).relationship
    at = relationship.last_at + timedelta(hours=hours)
    note = Interaction(
        id="j", relationship_id="r-1", at=at, channel=Channel.INTERNAL, content=c.Note("n"), sequence=10_000
    )
    silently = review(relationship, at=at, policies=policies)
    noted = record(relationship, note, policies)
    assert noted.relationship.stage is silently.stage
    assert [x for x in noted.changes if x.aspect is Aspect.STAGE and x.cause is not None] == []


def test_ruling_1_a_metric_that_moves_with_the_clock_opens_no_edge() -> None:
    """Edge criteria read only metrics that do not change while nothing happens."""
    for metric in (Silence(), Overdue(), ActivityScore()):
        with pytest.raises(PolicyError, match="constant"):
            STANDARD.with_criteria(lapsed=at_least(metric, 3))


@given(st.integers(1, 60))
def test_ruling_2_the_lapsing_that_follows_a_broken_promise_can_not_predate_it(due_in: int) -> None:
    """Due instant = the later of the computed one and the change that caused it."""
    relationship, *_ = lived(
        opened(), bought(1, day(1)), told(2, day(1), c.Promise("a call", day(1 + due_in)))
    )
    fell_due = review(relationship, at=day(400)).fell_due
    assert [change.after for change in fell_due] == ["broken", "dissolution"]
    assert fell_due[0].at <= fell_due[1].at


def test_ruling_3_a_promise_for_a_day_holds_until_that_day_ends_for_the_promisee() -> None:
    """Promises carry their due instant already resolved from the promisee's zone."""
    for key, day_ in (
        ("Europe/Berlin", date(2026, 3, 29)),
        ("Europe/Berlin", date(2026, 10, 25)),
        ("Asia/Kathmandu", date(2025, 12, 31)),
        ("Pacific/Apia", date(2011, 12, 29)),
        ("America/St_Johns", date(2006, 10, 28)),
    ):
        zone = read_zone(key)
        due = end_of_day(day_, zone)
        assert local_day(due, zone) == day_
        later = [due + timedelta(minutes=minutes) for minutes in (1, 30, 61, 200)]
        assert [at for at in later if local_day(at, zone) <= day_] == [], key


@given(situations(policies=remembering(purchases=1, contacts=1, evidence=1, categories=1, kinds=1)))
def test_ruling_5_what_overflowed_is_unknown_and_never_a_number(situation: Situation) -> None:
    """A memory that overflows makes the answer unknown."""
    forgotten = situation.relationship.forgotten
    if "categories" in forgotten:
        assert Categories().measure(situation) is None
    if "purchase_days" in forgotten:
        assert PurchaseDays().measure(situation) is None
        assert ActivityScore().measure(situation) is None


def test_ruling_6_unknown_opens_nothing_and_its_negation_neither() -> None:
    """A criterion fires only on true; ``~unknown`` is unknown."""
    wanted = at_least(Categories(), 2)
    purchases = [bought(1, day(1), category="tea"), bought(2, day(1), category="mugs")]
    known, unknown = remembering(categories=2), remembering(categories=1)
    for criterion, opens in ((wanted, True), (~wanted, False)):
        relationship, *_ = lived(
            opened(), *purchases, policies=known.with_criteria(trust_and_growth=criterion)
        )
        assert (relationship.stage is Stage.EXPANSION) is opens or criterion is not wanted
    for criterion in (wanted, ~wanted):
        policies = unknown.with_criteria(trust_and_growth=at_least(Breaches(), 1), value_lost=criterion)
        relationship, *_ = lived(opened(), *purchases, policies=policies)
        ways = explain(relationship, at=day(60), policies=policies).ways
        (lost,) = (way for way in ways if way.rule == "value_lost")
        assert lost.open is None


ORDER = STANDARD.folding.lifecycle.order


@given(relationship_histories(), st.integers(0, 3))
@pytest.mark.concept("C3")
def test_ruling_7_a_kept_promise_never_moves_back(history: RelationshipHistory, hours: int) -> None:
    """A kept promise can't lower trust."""
    relationship = replay(history.opened, history.interactions).relationship
    at = relationship.last_at
    made = told("j-1", at, c.Promise("a call", at + timedelta(days=1)), sequence=10_001)
    kept = told("j-2", at + timedelta(hours=hours), c.Delivered("j-1"), sequence=10_002)
    promised = record(relationship, made).relationship
    without = review(promised, at=kept.at).stage
    after = record(promised, kept).relationship.stage
    assert ORDER.index(after) >= ORDER.index(without) or without is Stage.DISSOLUTION


ENDINGS = [
    (EndReason.NEEDS_CHANGED, Party.CUSTOMER, True),
    (EndReason.NO_GROWTH, Party.COMPANY, True),
    (EndReason.DISSATISFIED, Party.CUSTOMER, True),
    (EndReason.FRAUD, Party.COMPANY, False),
    (EndReason.LEGAL, Party.NOBODY, False),
    (EndReason.CEASED, Party.NOBODY, False),
]


@pytest.mark.parametrize(("reason", "by", "reopens"), ENDINGS)
@pytest.mark.concept("C5")
def test_ruling_7_a_purchase_reopens_except_after_fraud_law_or_death(
    reason: EndReason, by: Party, reopens: bool
) -> None:
    """A purchase after lapsing reopens; after an ending for fraud or law it does not."""
    relationship, *_ = lived(
        opened(), bought(1, day(1)), told(2, day(2), c.Ended(reason, by)), bought(3, day(3))
    )
    assert (relationship.stage is not Stage.DISSOLUTION) is reopens
    assert relationship.episode == (2 if reopens else 1)


@pytest.mark.concept("C5g")
def test_ruling_7_a_purchase_after_lapsing_reopens_the_next_episode() -> None:
    """A win-back opens the next episode of the same relationship."""
    relationship, changes, _ = lived(opened(), bought(1, day(1)), bought(2, day(400)))
    assert stages(changes) == ["awareness", "dissolution", "exploration", "awareness"]
    assert (relationship.episode, relationship.episode_since) == (2, day(400))
    assert (relationship.episode_purchase_days, relationship.purchase_days) == (1, 2)


STATED = {reason for reason, *_ in ENDINGS} | {EndReason.BETTER_ELSEWHERE}


@given(relationship_histories(max_size=30), policy_sets())
@pytest.mark.concept("C5d", "C5e")
def test_ruling_7_nothing_ends_of_itself_but_by_silence_and_failed_trials(
    history: RelationshipHistory, policies: PolicySet
) -> None:
    """An ending for lack of growth is only ever proposed to a person; who committed a fraud is never inferred."""
    stated: set[tuple[EndReason, Party]] = set()
    relationship = history.opened
    for interaction in history.interactions:
        if isinstance(interaction.content, c.Ended):
            stated.add((interaction.content.reason, interaction.content.by))
        relationship = record(relationship, interaction, policies).relationship
        ending = relationship.ending
        if ending is not None and ending.reason in STATED:
            assert (ending.reason, ending.by) in stated
            assert ending.cause in ending.evidence
        elif ending is not None and ending.reason is EndReason.LAPSED:
            assert ending.by is Party.NOBODY


GOES_ON = (
    "stage",
    "previous_stage",
    "pinned_until",
    "episode",
    "episode_since",
    "ending",
    "episode_purchase_days",
    "categories",
    "purchases",
    "spent",
    "recent_purchases",
    "past_counts",
    "conduct",
    "knowledge",
    "windows",
    "forgotten",
)


@given(relationship_histories(max_size=25), st.sampled_from(ENDINGS[:5]))
@pytest.mark.concept("C5")
def test_ruling_7_an_ending_that_is_taken_back_leaves_the_episode_as_it_was(
    history: RelationshipHistory, ending: tuple[EndReason, Party, bool]
) -> None:
    """A cooling-off comes before finality: until it is over, the episode can go on as if it had not ended."""
    before = replay(history.opened, history.interactions).relationship
    reason, by, _ = ending
    way = Direction.INBOUND if by is Party.CUSTOMER else Direction.OUTBOUND
    end = told("z-1", before.last_at, c.Ended(reason, by), sequence=10_001)
    back = told("z-2", before.last_at, c.Withdrawn("z-1"), sequence=10_002, direction=way)
    ended = record(before, end).relationship
    if before.stage is Stage.DISSOLUTION:
        return
    assert (ended.stage, ended.episode_purchase_days) == (Stage.DISSOLUTION, 0)
    resumed = record(ended, back).relationship
    assert {n: getattr(resumed, n) for n in GOES_ON} == {n: getattr(before, n) for n in GOES_ON}
    told_twice = {"ended", f"ended.{reason}", "withdrawn"}
    counted = {event: tally for event, tally in resumed.tallies.items() if event not in told_twice}
    assert counted == {event: tally for event, tally in before.tallies.items() if event not in told_twice}
    final_at = before.last_at + timedelta(days=14)
    for at, after, codes in (
        (final_at, before.stage, []),
        (final_at + RESOLUTION, Stage.DISSOLUTION, ["ending_standing"]),
    ):
        out = record(ended, evolve(back, at=at))
        assert [refused.reasons[0].code for refused in out.refusals if refused.policy == "withdrawn"] == codes
        assert (out.relationship.stage is Stage.DISSOLUTION) is (after is Stage.DISSOLUTION)


def standing(interactions: tuple[Interaction[Any], ...]) -> Iterator[tuple[Interaction[Any], Decimal]]:
    """Each purchase that was not cancelled with what is left of it, told naively and while all is remembered."""
    left: dict[str, Decimal] = {}
    for interaction in interactions:
        match interaction.content:
            case c.Purchase(amount=paid):
                left[interaction.id] = paid.amount
            case c.Return(purchase_id=id, amount=back, cancels=cancels) if id in left:
                refund = left[id] if back is None else back.amount
                if refund <= left[id]:
                    left[id] -= refund
                    if cancels:
                        del left[id]
            case _:
                pass
    yield from ((i, left[i.id]) for i in interactions if i.id in left)


@given(relationship_histories(max_size=30))
def test_ruling_11_amounts_and_counts_equal_a_naive_recount(history: RelationshipHistory) -> None:
    """Returns lower amounts; a cancellation undoes counts while the purchase is among the last K."""
    whole = replay(history.opened, history.interactions, remembering(purchases=100))
    relationship, before = whole.relationship, told_before(history, whole)
    spent = sum(
        (i.content.amount.amount for i in history.interactions if isinstance(i.content, c.Purchase)),
        Decimal(0) if before is None or before.spent is None else before.spent.amount,
    )
    kept = list(standing(history.interactions))
    assert relationship.purchases == len(kept) + (0 if before is None else before.purchases)
    assert Decimal(0) <= relationship.spent <= spent
    assert relationship.spent >= sum((left for _, left in kept), Decimal(0))
    if relationship.zone is UTC:
        days = {i.at.date() for i, _ in kept}
        later = days if before is None else {day for day in days if day > before.last_on}
        assert relationship.purchase_days == len(later) + (0 if before is None else before.purchase_days)


def told_before(history: RelationshipHistory, whole: Replay) -> c.OpeningBalance | None:
    """The opening balance with which it began, unless that was refused."""
    first = history.interactions[0] if history.interactions else None
    refused = {id for refusal in whole.refusals for reason in refusal.reasons for id in reason.evidence}
    if first is None or not isinstance(first.content, c.OpeningBalance) or first.id in refused:
        return None
    return first.content


@given(relationship_histories(max_size=30), st.sampled_from((1, 2, 3)))
def test_ruling_11_nothing_is_paid_back_that_was_not_paid(history: RelationshipHistory, size: int) -> None:
    """Amounts go down, and never below zero; counts stay honest."""
    relationship = replay(history.opened, history.interactions, remembering(purchases=size)).relationship
    assert relationship.spent >= 0
    assert relationship.purchases >= 0
    assert relationship.purchase_days <= relationship.purchases or "purchase_days" in relationship.forgotten
    assert relationship.episode_purchase_days >= 0


def test_ruling_11_a_forgotten_purchase_still_gives_its_amount_back() -> None:
    """Returns lower amounts, also where the memory of kinds or of purchases is full."""
    policies = remembering(kinds=1, purchases=1)
    back = told(4, day(4), c.Return("i-00002", Money("10.00", "EUR")))
    history = [told(1, day(1), c.Message()), bought(2, day(2)), bought(3, day(3)), back]
    relationship, *_ = lived(opened(), *history, policies=policies)
    assert relationship.spent == Decimal("10.00")


def test_ruling_11_a_day_is_counted_once_even_after_a_cancellation() -> None:
    """Counts stay honest: or what is read from them is unknown."""
    cancelled = told(3, day(1.1), c.Return("i-00002", cancels=True))
    history = [bought(1, day(1)), bought(2, day(1.05)), cancelled, bought(4, day(1.2))]
    relationship, *_ = lived(opened(), *history, policies=remembering(purchases=1))
    score = ActivityScore().measure(Situation(relationship, day(30), 30.0))
    assert relationship.purchase_days == 1 or score is None


def test_days_are_counted_in_the_zone_of_the_relationship() -> None:
    """The zone in which days are counted is fixed when a relationship opens (ruling 3)."""
    evening, morning = datetime(2026, 3, 2, 18, tzinfo=UTC), datetime(2026, 3, 2, 19, tzinfo=UTC)
    here, *_ = lived(opened(), bought(1, evening), bought(2, morning))
    there, *_ = lived(opened(zone=read_zone("Asia/Kathmandu")), bought(1, evening), bought(2, morning))
    assert (here.purchase_days, there.purchase_days) == (1, 2)


def test_no_two_days_become_three_where_clocks_go_back_across_midnight() -> None:
    """Days are counted as people in the zone count them: none of them twice."""
    back = datetime(2006, 10, 29, 2, 31, tzinfo=UTC)  # St John's: from 00:01 to 23:01 of the day before
    at = [back - timedelta(seconds=30), back + timedelta(minutes=5), back + timedelta(minutes=90)]
    relationship = opened(at=back - timedelta(days=2), zone=read_zone("America/St_Johns"))
    relationship, *_ = lived(relationship, *(bought(n, instant) for n, instant in enumerate(at)))
    assert relationship.purchase_days <= 2


@given(st.integers(1, 300), st.sampled_from((Stage.AWARENESS, Stage.EXPANSION, Stage.COMMITMENT)))
def test_ruling_13_criteria_do_not_undo_a_manual_move_before_its_pin_ends(days: int, stage: Stage) -> None:
    """Manual moves are edges of their own, pinned until an instant; criteria do not undo them before."""
    until = day(1 + days)
    moved = told(1, day(1), c.StageChanged(stage, "we met", until))
    failed = told(2, day(1.5), c.Trial(TrialOutcome.FAILED))
    relationship, *_ = lived(opened(), moved, failed)
    assert relationship.stage is stage
    assert review(relationship, at=until).stage is stage
    assert review(relationship, at=until + timedelta(days=200)).stage is not stage
    undone = review(relationship, at=until + timedelta(days=200)).fell_due[0]
    assert undone.at >= until


def test_ruling_13_a_pin_that_has_ended_before_it_begins_is_refused() -> None:
    """A move is pinned until an instant: one that lies behind pins nothing."""
    moved = told(1, day(5), c.StageChanged(Stage.EXPANSION, "we met", day(4)))
    out = record(opened(), moved)
    assert out.relationship.stage is Stage.EXPLORATION
    assert len(out.refusals) == 1


@pytest.mark.concept("C0")
def test_a_reversal_waits_for_the_dwell_and_a_first_advance_does_not() -> None:
    """Hysteresis and a minimum dwell hold back reversals, not a first advance."""
    cancelled = told(2, day(2), c.Return("i-00001", cancels=True))
    relationship, changes, _ = lived(opened(), bought(1, day(1)), cancelled)
    assert stages(changes) == ["awareness"]
    dwell = day(1) + timedelta(days=30)
    assert review(relationship, at=dwell).stage is Stage.AWARENESS
    (back,) = review(relationship, at=dwell + RESOLUTION).fell_due
    assert (back.after, back.at) == ("exploration", dwell)


PACES = st.sampled_from((30.0, 1.0, 7.5, 365.0))


def with_purchases(days: int, first: date, last: date, zone: Any) -> Relationship:
    return evolve(
        opened(zone=zone), purchase_days=days, purchases=days, first_purchase_on=first, last_purchase_on=last
    )


@given(st.integers(1, 50), st.integers(0, 2_000), st.integers(0, 3_000), PACES, zones())
def test_ruling_8_the_activity_score_is_its_formula(
    x1: int, span: int, since: int, pace: float, zone: Any
) -> None:
    """rate = (x + 1/4) / (T + g), overdue = (T - t_x)(1 + x) / (g + t_x), score = rate / (1 + (overdue / 3)^2)."""
    first = date(2026, 3, 1)
    span = span if x1 > 1 else 0
    last = first + timedelta(days=span)
    at = datetime.combine(last + timedelta(days=since), datetime.min.time().replace(hour=12), tzinfo=zone)
    situation = Situation(with_purchases(x1, first, last, zone), at.astimezone(UTC), pace)
    x, g = x1 - 1, Fraction(pace)
    overdue = since * (1 + x) / (g + span)
    exact = (x + Fraction(1, 4)) / (span + since + g) / (1 + (overdue / 3) ** 2)
    score = ActivityScore().measure(situation)
    assert score is not None
    assert abs(Fraction(score) - exact) <= exact * Fraction(1, 10**12)
    later = ActivityScore().measure(evolve(situation, at=situation.at + timedelta(days=30)))
    assert later is not None
    assert later < score
