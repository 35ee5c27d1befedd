"""Scores are whole points that add up; what is worse never counts as better, and what is unknown never as anything."""

from datetime import datetime, timedelta
from fractions import Fraction
from statistics import median
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from relcore import Interaction, Relationship, record, replay
from relcore.kernel.looking import look
from relcore.model import contents as c
from relcore.model.instants import local_day
from relcore.policies import (
    INSTRUMENTS,
    HealthScore,
    LastingSatisfaction,
    Part,
    Reliability,
    Satisfaction,
    Situation,
    SurveyScore,
    Trust,
    suggest_due,
)
from relcore.policy_set import STANDARD
from relcore.testing import RelationshipHistory, relationship_histories, situations, zones
from relcore.vocabulary import Party, Phase
from tests.properties.told import bought, day, lived, opened, told

HOURS = st.integers(0, 40 * 24).map(lambda hours: timedelta(hours=hours))
SURE = Trust(baseline=50, promise_points=25, satisfaction_points=5, reliability=Reliability(prior_kept=2))
FLAT = Trust(reliability=Reliability(prior_kept=3, prior_settled=7, late_cost_tenths=10))


def seen(relationship: Relationship, at: datetime) -> Situation:
    """The relationship when an instant has come; what fell due before it has been applied."""
    fold, instant = look(relationship, at, STANDARD)
    return Situation(fold.draft.snapshot(), instant, STANDARD.folding.pace_days)


def lasting(history: RelationshipHistory) -> Relationship:
    return replay(history.opened, history.interactions).relationship


def next_one(n: int, at: datetime, content: c.Content) -> Interaction[Any]:
    """What happens after everything that a generated history tells."""
    return told(f"z-{n}", at, content, sequence=10_000 + n)


@given(situations())
def test_the_contributions_of_every_score_add_up_to_it(situation: Situation) -> None:
    """A score equals the sum of the contributions it shows; absent ones count nothing and show as unknown."""
    for score in (
        Trust().score(situation),
        HealthScore().score(situation),
        HealthScore().assess(situation).trend,
    ):
        known = [part.points for part in score.contributions if part.points is not None]
        assert all(type(points) is int for points in known)
        assert all(part.points is None or part.points <= part.most for part in score.contributions)
        assert all((part.points is None) is (part.measured is None) for part in score.contributions)
        assert score.points == (sum(known) if score.coverage_percent >= score.required_percent else None)
    for metric in (Trust(), HealthScore()):
        points = metric.measure(situation)
        assert points is None or 0 <= points <= 100
    assert Trust().measure(situation) is not None


@frozen
class Measured:
    """A metric that finds what it is told."""

    found: float | None

    def measure(self, situation: Situation) -> float | None:
        """What it is told."""
        return self.found


NOWHERE = Situation(opened(), day(0), 30.0)
PARTS = st.lists(st.tuples(st.integers(1, 1_000), st.none() | st.integers(0, 100)), min_size=1, max_size=6)


@given(PARTS, st.integers(1, 100))
def test_health_is_the_weighted_mean_of_what_is_known(
    drawn: list[tuple[int, int | None]], coverage: int
) -> None:
    """0-100, contributions that sum exactly to the score; the whole unknown below a coverage."""
    parts = tuple(Part(Measured(found), weight, worst=0, best=100) for weight, found in drawn)
    score = HealthScore(parts, coverage_percent=coverage).score(NOWHERE)
    known = [(weight, found) for weight, found in drawn if found is not None]
    weight = sum(weight for weight, _ in known)
    covered = Fraction(100 * weight, sum(weight for weight, _ in drawn))
    assert (score.points is None) is (covered < coverage)
    shares = [part.points for part in score.contributions if part.points is not None]
    assert len(shares) == len(known)
    if known:
        exact = [Fraction(w * found, weight) for w, found in known]
        assert all(abs(share - one) < 1 for share, one in zip(shares, exact, strict=True))
        assert sum(shares) == int(sum(exact) + Fraction(1, 2))
        assert 0 <= sum(shares) <= 100


@given(PARTS, st.integers(0, 5), st.integers(0, 100))
def test_a_part_that_gets_better_never_makes_health_worse(
    drawn: list[tuple[int, int | None]], which: int, better: int
) -> None:
    """Rounding takes nothing from what was won."""
    index = which % len(drawn)
    weight, found = drawn[index]
    if found is None or better < found:
        return
    improved = [*drawn[:index], (weight, better), *drawn[index + 1 :]]
    before, after = (
        HealthScore(
            tuple(Part(Measured(f), w, worst=0, best=100) for w, f in parts), coverage_percent=1
        ).measure(NOWHERE)
        for parts in (drawn, improved)
    )
    if before is None:  # less than a hundredth of it is known
        assert after is None
    else:
        assert after is not None
        assert after >= before


@given(relationship_histories(max_size=12), st.integers(0, 30), HOURS)
@pytest.mark.concept("F7")
def test_a_kept_promise_never_lowers_trust(
    history: RelationshipHistory, in_days: int, later: timedelta
) -> None:
    """Absent contributions count 0, never renormalised: so a kept promise can't lower it."""
    without = lasting(history)
    at = without.last_at
    due, end = at + timedelta(days=in_days), at + timedelta(days=in_days) + later
    made = record(without, next_one(1, at, c.Promise("a call", due))).relationship
    kept = record(made, next_one(2, due, c.Delivered("z-1"))).relationship
    for trust in (Trust(), SURE, FLAT):
        for instant in (due, end):  # held against the same instant: other promises may break between the two
            best = trust.measure(seen(kept, instant))
            assert best is not None
            assert best >= (trust.measure(seen(without, instant)) or 0)
            assert best >= (trust.measure(seen(made, instant)) or 0)


OUTCOMES = ("broken", "late", "kept", "early")


@given(relationship_histories(max_size=8), st.integers(1, 20), HOURS, HOURS, st.booleans())
@pytest.mark.concept("F7")
def test_a_later_delivery_never_improves_a_promise(
    history: RelationshipHistory, in_days: int, one: timedelta, other: timedelta, customers: bool
) -> None:
    """Kept only if delivered on or before the due date; late is nearly as bad as never."""
    relationship = lasting(history)
    at = relationship.last_at
    party = Party.CUSTOMER if customers else Party.COMPANY
    promised = c.Promise("a call", at + timedelta(days=in_days), party)
    made = record(relationship, next_one(1, at, promised)).relationship
    end = at + timedelta(days=60)
    never = seen(made, end)
    ranks, words, trusts = [0], [Reliability(party).measure(never) or 0], [Trust().measure(never) or 0]
    for taken in sorted({one, other}, reverse=True):
        out = record(made, next_one(2, at + taken, c.Delivered("z-1")))
        (after,) = {change.after for change in out.changes if change.subject == "z-1"} - {"broken"}
        ranks.append(OUTCOMES.index(after or ""))
        then = seen(out.relationship, end)
        words.append(Reliability(party).measure(then) or 0)
        trusts.append(Trust().measure(then) or 0)
    assert ranks == sorted(ranks)
    assert words == sorted(words)
    assert trusts == sorted(trusts)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 50), st.integers(1, 50))
@pytest.mark.concept("F7")
def test_reliability_is_its_formula_and_late_costs_nine_tenths_of_never(
    kept: int, late: int, broken: int, prior_kept: int, prior_settled: int
) -> None:
    """(prior_kept + kept + late / 10) / (prior_settled + kept + late + broken), in whole points."""
    prior_kept = min(prior_kept, prior_settled)
    metric = Reliability(prior_kept=prior_kept, prior_settled=prior_settled)

    def points(kept: int, late: int, broken: int) -> tuple[int, Fraction]:
        record_ = evolve(opened().conduct.promises, kept=kept, late=late, broken=broken)
        given = evolve(opened(), conduct=evolve(opened().conduct, promises=record_))
        found = metric.measure(Situation(given, day(0), 30.0))
        assert found is not None
        return found, Fraction(10 * (prior_kept + kept) + late, 10 * (prior_settled + kept + late + broken))

    for found, exact in (points(kept + 1, late, broken), points(kept, late + 1, broken)):
        assert found == int(100 * exact + Fraction(1, 2))
    in_time, too_late, never = (
        points(*n)[1] for n in ((kept + 1, late, broken), (kept, late + 1, broken), (kept, late, broken + 1))
    )
    assert in_time - too_late == Fraction(9, 10) * (in_time - never)


MARKS: dict[str, list[Any]] = {
    name: [instrument.worst + n * (1 if instrument.best > instrument.worst else -1) for n in range(11)]
    for name, instrument in INSTRUMENTS.items()
    if instrument.whole
}


@st.composite
def worse(draw: st.DrawFn) -> tuple[str, int, int]:
    """An instrument with two of its marks, the worse one first."""
    name = draw(st.sampled_from(sorted(MARKS)))
    fitting = [mark for mark in MARKS[name] if INSTRUMENTS[name].fits(mark)]
    first, second = sorted(
        draw(st.tuples(st.integers(0, len(fitting) - 1), st.integers(0, len(fitting) - 1)))
    )
    return name, fitting[first], fitting[second]


def telling(
    history: RelationshipHistory, where: int, instrument: str, mark: int, given_by: Party = Party.CUSTOMER
) -> Relationship:
    """The history with a reading put in between."""
    before, rest = history.interactions[:where], history.interactions[where:]
    relationship = replay(history.opened, before).relationship
    read = c.SatisfactionReading(instrument, mark, Phase.AFTER_RECEIPT, given_by)
    last = relationship.last
    number = 0 if last is None else last[1] + 1
    put_in = told("i-9", relationship.last_at, read, sequence=number)
    moved = [evolve(i, sequence=number + 1 + n) for n, i in enumerate(rest)]
    return replay(relationship, [put_in, *moved]).relationship


@given(relationship_histories(max_size=10), st.integers(0, 10), worse(), HOURS)
@pytest.mark.concept("A2")
def test_a_worse_reading_never_raises_anything(
    history: RelationshipHistory, where: int, marks: tuple[str, int, int], later: timedelta
) -> None:
    """A worse reading never raises satisfaction; nor trust, nor health."""
    name, bad, good = marks
    unhappy, happy = (telling(history, where, name, mark) for mark in (bad, good))
    at = max(unhappy.last_at, happy.last_at) + later
    ours, theirs = seen(unhappy, at), seen(happy, at)
    for metric in (Satisfaction(), LastingSatisfaction(), Satisfaction(instruments=(name,)), Trust()):
        lower, higher = metric.measure(ours), metric.measure(theirs)
        assert (lower is None) is (higher is None)
        assert lower is None or higher is None or lower <= higher
    survey = SurveyScore(name, INSTRUMENTS[name])
    one, other = survey.measure(ours), survey.measure(theirs)
    assert one is not None
    assert other is not None
    less_is_better = INSTRUMENTS[name].best < INSTRUMENTS[name].worst
    assert (one >= other) if less_is_better else (one <= other)


@given(relationship_histories(max_size=12), st.integers(0, 12), worse(), HOURS)
@pytest.mark.concept("A7")
def test_a_guess_of_the_companys_changes_no_satisfaction(
    history: RelationshipHistory, where: int, marks: tuple[str, int, int], later: timedelta
) -> None:
    """Only the customer's own readings move satisfaction; an employee's guess is kept apart as a proxy."""
    name, bad, good = marks
    pessimist, optimist = (telling(history, where, name, mark, Party.COMPANY) for mark in (bad, good))
    at = pessimist.last_at + later
    assert optimist.last_at == pessimist.last_at
    for metric in (Satisfaction(), LastingSatisfaction(), Trust(), SurveyScore(name, INSTRUMENTS[name])):
        assert metric.measure(seen(pessimist, at)) == metric.measure(seen(optimist, at))
    assert pessimist.items == optimist.items
    assert pessimist.knowledge.readings == optimist.knowledge.readings


@given(st.lists(st.integers(1, 5), min_size=1, max_size=12), st.integers(1, 400), st.integers(0, 100))
@pytest.mark.concept("A2")
def test_satisfaction_lies_between_the_worst_and_the_best_reading_or_is_unknown(
    marks: list[int], apart: int, later: int
) -> None:
    """Decay with a half-life: it says what the readings say, or nothing; never something neutral."""
    read = [
        told(n, day(1 + n * apart), c.SatisfactionReading("csat", mark, Phase.AFTER_RECEIPT))
        for n, mark in enumerate(marks)
    ]
    relationship, *_ = lived(opened(), bought("i-", day(1)), *read)
    at = day(1 + (len(marks) - 1) * apart + later * apart)
    found = Satisfaction().measure(seen(relationship, at))
    points = [25 * (mark - 1) for mark in marks]
    half = 180.0
    weight = sum(half / (half + (at - reading.at).days) for reading in relationship.knowledge.readings)
    assert (found is None) is (weight < 0.25)
    assert found is None or min(points) <= found <= max(points)


ESTIMATES = st.lists(st.integers(0, 400 * 24 * 3600).map(lambda s: timedelta(seconds=s)), max_size=9)


@given(ESTIMATES, ESTIMATES, st.integers(50, 100), zones(), zones())
@pytest.mark.concept("F7c")
def test_a_suggested_due_date_is_never_before_the_median(
    taken: list[timedelta], estimates: list[timedelta], percentile: int, here: Any, there: Any
) -> None:
    """A suggested due date is never earlier than the median estimate."""
    record_ = evolve(
        opened().conduct.promises, taken_seconds=tuple(int(one.total_seconds()) for one in taken)
    )
    relationship = evolve(opened(zone=here), conduct=evolve(opened().conduct, promises=record_))
    made = day(3)
    due = suggest_due(relationship, made, there, estimates, percentile=percentile)
    both = [*taken, *estimates]
    assert (due is None) is (not both)
    if due is not None:
        middle = timedelta(seconds=median(one.total_seconds() for one in both))
        assert due >= made + middle
        assert local_day(due, there) <= local_day(made + max(both), there)
        assert local_day(due + timedelta(microseconds=1), there) > local_day(due, there)
