"""A policy set has two parts: what folds a history, and what advises about it."""

from collections.abc import Iterable
from datetime import UTC, date, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve, fields, frozen

from relcore.errors import FieldError, PolicyError
from relcore.lifecycle import AWARENESS_FIRST
from relcore.model import BusinessCalendar, FrozenMap, Recommendation
from relcore.policies import (
    INSTRUMENTS,
    ActivityScore,
    AllOf,
    AnyOf,
    Band,
    Breaches,
    Count,
    Days,
    Elapsed,
    EndedFor,
    EndProposal,
    Growth,
    HealthScore,
    Instrument,
    Overdue,
    Paces,
    PurchaseDays,
    Reliability,
    ServiceLevel,
    Silence,
    Situation,
    Trust,
    UsualGaps,
    at_least,
    at_most,
)
from relcore.policy_set import DWYER_SCHURR_OH, STANDARD, AdvisingRules, FoldingRules, Memory, PolicySet
from relcore.vocabulary import Anchor, EndReason, Severity, SurveyMethod
from tests.architecture.tree import REPOSITORY
from tests.unit.kernel.history import after, day, note

# To change one of these is to change the rules of every relationship that carries it: each has to be replayed,
# or to adopt the new rules. So a new digest here goes with an entry in the changelog.
FOLDING_DIGESTS = {
    "standard": "ee72fd332254b8948769f1676a40ffcfabed37f437fb70ffa37e17e79c184050",
    "dwyer_schurr_oh": "21724d22fa127d3b13b6611986a55e91f5b48c92a9d879f8d4120d6344a9334d",
}
DIGESTS = {
    "standard": "54c096d3125b18521209779cd19b6c962d47f4b3d80a9ffb1e40eb5d11075691",
    "dwyer_schurr_oh": "f358d00772764142ea757a0a7c096d83a2b3e53003b4838ef9b5001108d79339",
}
SHIPPED = {policies.name: policies for policies in (STANDARD, DWYER_SCHURR_OH)}
FOLDING = STANDARD.folding
LIMIT = UsualGaps(multiple=5, at_least_paces=4, at_most_paces=5, at_least_days=30, at_most_days=1_825)


def lapsing(limit: UsualGaps | Days, anchor: Anchor = Anchor.ENGAGED, name: str = "silence") -> PolicySet:
    return STANDARD.with_criteria(lapsed=Elapsed(anchor, limit, name))


@pytest.mark.parametrize("name", SHIPPED)
def test_the_digests_of_the_shipped_policies_are_stable(name: str) -> None:
    assert SHIPPED[name].folding.digest == FOLDING_DIGESTS[name]
    assert SHIPPED[name].digest == DIGESTS[name]


def test_the_changelog_tells_the_digests_of_the_default_set() -> None:
    told = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"`{STANDARD.digest[:12]}…`" in told
    assert f"`{STANDARD.folding.digest[:12]}…`" in told


def test_equal_policies_have_equal_digests() -> None:
    rebound = evolve(FOLDING, criteria=FrozenMap(dict(list(FOLDING.criteria.items())[::-1])))
    assert rebound.digest == FOLDING.digest
    assert lapsing(LIMIT).digest == STANDARD.digest
    assert STANDARD.with_pace(30.0) == STANDARD


def test_name_and_version_do_not_count() -> None:
    renamed = evolve(STANDARD, name="ours", version="2")
    assert renamed != STANDARD
    assert (renamed.digest, renamed.folding.digest) == (STANDARD.digest, STANDARD.folding.digest)


@frozen
class Card:
    """A recommender that never recommends."""

    days: int = 3

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """Nothing."""
        return ()


LOYAL = at_least(PurchaseDays(), 4)
ADVISING = [
    evolve(STANDARD, advising=AdvisingRules(trust=Trust(promise_points=10))),
    evolve(STANDARD, advising=AdvisingRules(trust=Trust(reliability=Reliability(prior_kept=2)))),
    evolve(STANDARD, advising=AdvisingRules(health=HealthScore(coverage_percent=60))),
    evolve(STANDARD, advising=AdvisingRules(health=HealthScore(bands=(Band("fair", 0),)))),
    evolve(STANDARD, advising=AdvisingRules(findings=FrozenMap({"loyal": LOYAL}))),
    evolve(STANDARD, advising=AdvisingRules(findings=FrozenMap({"steady": LOYAL}))),
    evolve(STANDARD, advising=AdvisingRules(recommenders=(EndProposal(),))),
    evolve(STANDARD, advising=AdvisingRules(recommenders=(EndProposal(at_most(Growth(), 0)),))),
    evolve(STANDARD, advising=AdvisingRules(activity=ActivityScore(prior=1))),
    evolve(STANDARD, advising=AdvisingRules(activity=Overdue())),
    evolve(STANDARD, advising=AdvisingRules(recommenders=(Card(),))),
    evolve(STANDARD, advising=AdvisingRules(recommenders=(Card(4),))),
]


def test_what_advises_changes_the_digest_but_not_that_of_the_folding_part() -> None:
    assert len({STANDARD.digest, *(policies.digest for policies in ADVISING)}) == 1 + len(ADVISING)
    assert {policies.folding.digest for policies in ADVISING} == {FOLDING.digest}


def test_what_advises_may_change_from_day_to_day() -> None:
    seen = after(note("n", day(1)))
    assert all(
        after(note("m", day(2)), relationship=seen, policies=policies).revision == 2 for policies in ADVISING
    )


def instruments(**changed: Instrument) -> PolicySet:
    known = FrozenMap({**FOLDING.instruments, **changed})
    return evolve(STANDARD, folding=evolve(FOLDING, instruments=known))


def serving(service: ServiceLevel) -> PolicySet:
    return evolve(STANDARD, folding=evolve(FOLDING, service=service))


VALUE = AnyOf(
    (at_least(PurchaseDays(), 1), at_least(Count("trial.passed"), 1), at_least(Count("statement.value"), 1))
)
FOR_GOOD = (EndReason.FRAUD, EndReason.LEGAL, EndReason.CEASED)
CHANGED: dict[str, PolicySet] = {
    "the pace": STANDARD.with_pace(30.5),
    "the table": evolve(STANDARD, folding=evolve(FOLDING, lifecycle=AWARENESS_FIRST)),
    "a memory": evolve(STANDARD, folding=evolve(FOLDING, memory=Memory(purchases=13))),
    "another memory": evolve(STANDARD, folding=evolve(FOLDING, memory=Memory(contacts=13))),
    "a memory of readings": evolve(STANDARD, folding=evolve(FOLDING, memory=Memory(readings=13))),
    "an instrument": instruments(stars=Instrument(worst=1, best=5, low=2)),
    "the bound of a low mark": instruments(csat=evolve(INSTRUMENTS["csat"], low=3)),
    "the severity of a low mark": instruments(csat=evolve(INSTRUMENTS["csat"], severity=Severity.GRAVE)),
    "a method": instruments(csat=evolve(INSTRUMENTS["csat"], method=SurveyMethod.MEAN)),
    "a time limit": serving(ServiceLevel(grave_hours=9)),
    "the recurrence": serving(ServiceLevel(recurrence_days=90)),
    "the business hours": serving(ServiceLevel(calendar=BusinessCalendar.weekdays(time(9), time(18), UTC))),
    "the zone of business": serving(
        ServiceLevel(calendar=BusinessCalendar.weekdays(time(9), time(17), ZoneInfo("Asia/Manila")))
    ),
    "a holiday": serving(
        ServiceLevel(
            calendar=BusinessCalendar.weekdays(time(9), time(17), UTC, holidays=(date(2026, 12, 25),))
        )
    ),
    "the windows": evolve(STANDARD, folding=evolve(FOLDING, window=evolve(FOLDING.window, multiple=7))),
    "the cooling-off": evolve(STANDARD, folding=evolve(FOLDING, cooling_off=Days(15))),
    "the dwell": evolve(STANDARD, folding=evolve(FOLDING, reversal=Elapsed(Anchor.STAGE, Days(30), "dwell"))),
    "paces of the dwell": evolve(
        STANDARD, folding=evolve(FOLDING, reversal=Elapsed(Anchor.STAGE, Paces(1, 7, 91), "dwell"))
    ),
    "a multiple": lapsing(evolve(LIMIT, multiple=6)),
    "the least paces": lapsing(evolve(LIMIT, at_least_paces=3)),
    "the most paces": lapsing(evolve(LIMIT, at_most_paces=6)),
    "the least days": lapsing(evolve(LIMIT, at_least_days=31)),
    "the most days": lapsing(evolve(LIMIT, at_most_days=1_826)),
    "an anchor": lapsing(LIMIT, Anchor.EPISODE),
    "the code of a reason": lapsing(LIMIT, name="quiet"),
    "a limit of another sort": lapsing(Days(150)),
    "a number": STANDARD.with_criteria(trial_failed=at_least(Count("trial.failed"), 2)),
    "a comparison": STANDARD.with_criteria(trial_failed=at_most(Count("trial.failed"), 1)),
    "an event": STANDARD.with_criteria(trial_failed=at_least(Count("trial.started"), 1)),
    "a name": STANDARD.with_criteria(trial_failed=at_least(Count("trial.failed"), 1, "failed")),
    "a metric": STANDARD.with_criteria(trial_failed=at_least(Breaches(), 1)),
    "a set of reasons": STANDARD.with_criteria(won_back=at_most(EndedFor(FOR_GOOD), 0)),
    "a negation": STANDARD.with_criteria(value_lost=VALUE),
    "a composition": STANDARD.with_criteria(value_understood=AllOf(VALUE.criteria)),
    "one alternative less": STANDARD.with_criteria(value_understood=AnyOf(VALUE.criteria[:2])),
    "another order": STANDARD.with_criteria(value_understood=AnyOf(VALUE.criteria[::-1])),
    "a rule that no table names": evolve(
        STANDARD, folding=evolve(FOLDING, criteria=FrozenMap({**FOLDING.criteria, "spare": VALUE}))
    ),
}


@pytest.mark.parametrize("what", CHANGED)
def test_the_digest_changes_with_every_rule_and_parameter(what: str) -> None:
    assert CHANGED[what].folding.digest != FOLDING.digest
    assert CHANGED[what].digest != STANDARD.digest


def test_no_two_changes_have_the_same_digest() -> None:
    assert len({policies.folding.digest for policies in CHANGED.values()}) == len(CHANGED)


def test_a_set_for_another_pace_keeps_everything_else() -> None:
    coffee = STANDARD.with_pace(7)
    assert coffee.folding.pace_days == 7
    assert evolve(coffee.folding, pace_days=30.0) == FOLDING
    assert (coffee.name, coffee.advising) == (STANDARD.name, STANDARD.advising)


@pytest.mark.parametrize("pace", [0, -1, 36_601, float("nan"), float("inf"), True, "30", None], ids=repr)
def test_a_pace_is_a_number_of_days_above_zero(pace: Any) -> None:
    with pytest.raises(PolicyError, match=r"FoldingRules.pace_days is .*expected a number of days above 0"):
        STANDARD.with_pace(pace)
    assert STANDARD.with_pace(36_600).folding.pace_days == 36_600


def test_criteria_are_replaced_by_the_names_of_their_rules() -> None:
    two = at_least(PurchaseDays(), 2)
    changed = STANDARD.with_criteria(value_understood=two)
    assert changed.folding.criteria["value_understood"] == two
    kept = {name: c for name, c in changed.folding.criteria.items() if name != "value_understood"}
    assert kept == {name: c for name, c in FOLDING.criteria.items() if name != "value_understood"}


def test_a_rule_that_the_set_does_not_know_is_not_replaced() -> None:
    with pytest.raises(
        PolicyError, match=r"criteria is 'value_understod'; expected one of commitment, .*Correct"
    ):
        STANDARD.with_criteria(value_understod=VALUE)


def test_every_rule_of_the_table_is_bound() -> None:
    unbound = FrozenMap({name: c for name, c in FOLDING.criteria.items() if name != "lapsed"})
    with pytest.raises(
        PolicyError, match=r"FoldingRules.criteria is 'lapsed'.*criteria=\{'lapsed': \.\.\.\}"
    ):
        evolve(FOLDING, criteria=unbound)


@pytest.mark.parametrize("metric", [Silence(), Overdue(), ActivityScore()], ids=lambda m: type(m).__name__)
def test_no_edge_reads_a_metric_that_moves_with_the_clock(metric: Any) -> None:
    hidden = ~(at_least(PurchaseDays(), 1) | (at_least(Count("note"), 1) & at_least(metric, 1)))
    with pytest.raises(PolicyError, match=r"FoldingRules.criteria\['lapsed'\].*Let time in by Elapsed"):
        STANDARD.with_criteria(lapsed=hidden)
    with pytest.raises(PolicyError, match=r"FoldingRules.reversal is"):
        evolve(FOLDING, reversal=hidden)


SIZES = tuple(attribute.name for attribute in fields(Memory))


@pytest.mark.parametrize("size", [0, -1, 10_001, 1.0, True, "8", None], ids=repr)
@pytest.mark.parametrize("name", SIZES)
def test_a_memory_is_a_whole_number_from_one_to_ten_thousand(name: str, size: Any) -> None:
    with pytest.raises(
        PolicyError, match=f"Memory.{name} is .*expected a whole number from 1 to 10,000. A mem"
    ):
        Memory(**{name: size})


@pytest.mark.parametrize("name", SIZES)
def test_the_bounds_of_a_memory_are_sizes(name: str) -> None:
    assert [getattr(Memory(**{name: size}), name) for size in (1, 10_000)] == [1, 10_000]


FIELDS: list[tuple[type[Any], str, Any, str]] = [
    (
        FoldingRules,
        "instruments",
        {"stars": 5},
        r"FoldingRules.instruments\['stars'\] is 5; expected a Instrument",
    ),
    (FoldingRules, "service", 8, r"FoldingRules.service is 8; expected a ServiceLevel"),
    (FoldingRules, "window", Days(90), r"FoldingRules.window is .*expected a Paces"),
    (FoldingRules, "window", Paces(1, 0.5, 90), r"FoldingRules.window is 0.5; expected a day at least"),
    (FoldingRules, "cooling_off", 14, r"FoldingRules.cooling_off is 14; expected a Days"),
    (AdvisingRules, "trust", 60, r"AdvisingRules.trust is 60; expected a Trust"),
    (AdvisingRules, "health", Trust(), r"AdvisingRules.health is .*expected a HealthScore"),
    (AdvisingRules, "findings", {"loyal": 4}, r"criterion is 4; expected a criterion"),
    (AdvisingRules, "recommenders", (4,), r"AdvisingRules.recommenders\[0\] is 4; expected a Recommender"),
    (AdvisingRules, "recommenders", [EndProposal()], r"AdvisingRules.recommenders is .*expected a tuple"),
    (AdvisingRules, "contact_rules", (LOYAL, 4), r"AdvisingRules.contact_rules\[1\] is 4; expected a"),
]


@pytest.mark.parametrize(("rules", "name", "value", "message"), FIELDS, ids=map(str, range(len(FIELDS))))
def test_each_part_of_a_policy_set_is_what_it_should_be(
    rules: type[Any], name: str, value: Any, message: str
) -> None:
    with pytest.raises(FieldError, match=message):
        evolve(FOLDING if rules is FoldingRules else STANDARD.advising, **{name: value})


def test_equal_instruments_have_one_digest_however_their_marks_are_written() -> None:
    rating = INSTRUMENTS["rating"]
    alike = evolve(rating, worst=Decimal(0), low=Decimal("0.40"))
    assert alike == rating
    assert instruments(rating=alike).folding.digest == FOLDING.digest


def test_what_advises_may_read_the_clock() -> None:
    told = AdvisingRules(findings=FrozenMap({"silent": at_least(Silence(), 90)}))
    assert told.findings["silent"].decide(Situation(after(note("n", day(1))), day(100), 30.0)) is True


def test_policy_sets_are_values() -> None:
    assert hash(STANDARD) == hash(evolve(STANDARD))
    assert evolve(STANDARD, version="2") != STANDARD
