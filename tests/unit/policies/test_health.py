"""Health is a weighted mean of what is known; too little known is unknown."""

from typing import Any

import pytest
from attrs import frozen

from relcore.errors import FieldError, PolicyError
from relcore.kernel import review
from relcore.model import Health
from relcore.policies import (
    Band,
    HealthScore,
    LastingSatisfaction,
    OpenConcerns,
    Overdue,
    Overrun,
    Part,
    PurchaseDays,
    Satisfaction,
    Situation,
    Trust,
)
from relcore.vocabulary import Trend
from tests.unit.kernel.history import after, day, promise, purchase
from tests.unit.policies.seen import concern, reading, resolved, seen


@frozen
class Measured:
    """A metric that finds what it is told to find."""

    found: int | float | None
    code: str = "measured"

    def measure(self, situation: Situation) -> int | float | None:
        """What it is told."""
        return self.found


def part(found: float | None, weight: int = 1, code: str = "measured") -> Part:
    return Part(Measured(found, code), weight, worst=0, best=100)


def health(*parts: Part, **given: Any) -> Health:
    return HealthScore(parts=parts, **given).assess(seen())


def points(*parts: Part, **given: Any) -> list[int | None]:
    return [contribution.points for contribution in health(*parts, **given).score.contributions]


@pytest.mark.parametrize(
    ("worst", "best", "measured", "points"),
    [
        (0, 100, 0, 0),
        (0, 100, 100, 100),
        (0, 100, -5, 0),  # beyond the worst is no fewer
        (0, 100, 1e300, 100),
        (0, 8, 1, 13),  # half a point is rounded up
        (4, 1, 4, 0),
        (4, 1, 1, 100),
        (4, 1, 0, 100),
        (4, 1, 2.5, 50),
        (4, 1, 9, 0),
        (-50, 50, 0, 50),
        (0.1, 0.3, 0.2, 50),
    ],
)
def test_a_part_turns_a_number_into_points(worst: float, best: float, measured: float, points: int) -> None:
    assert Part(PurchaseDays(), 1, worst=worst, best=best).points(measured) == points


def test_health_is_the_weighted_mean_of_its_parts() -> None:
    assert health(part(80)).score.points == 80
    assert health(part(80), part(20)).score.points == 50
    assert health(part(80, 3), part(20, 1)).score.points == 65
    assert health(part(1), part(0)).score.points == 1  # half a point is rounded up


def test_contributions_are_whole_points_that_add_up_to_the_score() -> None:
    assert points(part(80, 3), part(20, 1)) == [60, 5]
    assert points(part(100), part(100), part(100)) == [34, 33, 33]
    assert points(part(1), part(1), part(0)) == [1, 0, 0]  # two thirds of a point, rounded up
    assert points(part(50, 333), part(51, 334), part(52, 333)) == [17, 17, 17]


@pytest.mark.concept("A2")
def test_what_is_unknown_shows_as_unknown_and_is_left_out_of_the_mean() -> None:
    assert points(part(80), part(None)) == [80, None]
    assert health(part(80), part(None)).score.points == 80
    assert points(part(80), part(0)) == [40, 0]
    unknown = health(part(80), part(None)).score.contributions[1]
    assert (unknown.measured, unknown.code, unknown.evidence) == (None, "measured", ())


def test_too_little_known_is_unknown_as_a_whole() -> None:
    known = health(part(80, 50), part(None, 50))
    assert (known.score.coverage_percent, known.score.points, known.band) == (50, 80, "healthy")
    short = health(part(80, 49), part(None, 51))
    assert (short.score.coverage_percent, short.score.points, short.band) == (49, None, None)
    assert points(part(80, 49), part(None, 51)) == [80, None]  # what is known is shown all the same
    assert health(part(80, 1), part(None, 99), coverage_percent=1).score.points == 80
    assert health(part(80, 99), part(None, 1), coverage_percent=100).score.points is None
    assert health(part(None)).score.points is None


@pytest.mark.parametrize(
    ("found", "band"),
    [(0, "at_risk"), (39, "at_risk"), (40, "watch"), (69, "watch"), (70, "healthy"), (100, "healthy")],
)
def test_a_score_falls_into_a_band(found: int, band: str) -> None:
    assert health(part(found)).band == band


def test_bands_are_parameters() -> None:
    two = (Band("poor", 0), Band("fair", 90))
    assert [health(part(found), bands=two).band for found in (89, 90)] == ["poor", "fair"]


@pytest.mark.concept("A2")
def test_health_without_a_reading_is_not_the_health_with_a_neutral_one() -> None:
    bought = purchase("p", day(2))
    unread, neutral = (
        HealthScore().assess(seen(*told, at=3)).score
        for told in ((bought,), (bought, reading("s", day(3), 3)))
    )
    by_code = {c.code: c for c in unread.contributions}
    assert (by_code["satisfaction"].points, by_code["satisfaction"].measured) == (None, None)
    assert {c.code: c.measured for c in neutral.contributions}["satisfaction"] == 50
    assert unread.points != neutral.points
    assert unread.coverage_percent < neutral.coverage_percent


@pytest.mark.concept("A2")
def test_where_satisfaction_alone_would_tell_it_stays_unknown() -> None:
    only = HealthScore(parts=(Part(Satisfaction(), 1, worst=0, best=100),))
    assert only.measure(seen(purchase("p", day(2)))) is None
    assert only.assess(seen()).band is None
    assert only.measure(seen(reading("s", day(2), 3), at=2)) == 50


def test_by_default_trust_weighs_most_and_each_part_is_named() -> None:
    now = seen(purchase("p", day(2)), reading("s", day(2), 5), at=2)
    score = HealthScore().score(now)
    assert [(c.code, c.points, c.measured) for c in score.contributions] == [
        ("trust", 26, 80),  # 26.67; what rounding leaves over goes to those that would lose most
        ("satisfaction", 28, 100),
        ("overdue", 28, 0),
        ("overrun", 11, 0),
        ("growth", None, None),
    ]
    assert (score.points, score.coverage_percent) == (93, 90)  # 8,400 / 90
    assert score.contributions[1].evidence == ("s",)


def test_a_new_relationship_has_too_little_known_of_it() -> None:
    found = HealthScore().assess(seen(at=1))
    assert (found.score.coverage_percent, found.score.points, found.band) == (40, None, None)


def test_open_concerns_and_silence_lower_it() -> None:
    bought = purchase("p", day(2))
    well = HealthScore().measure(seen(bought, at=3))
    burdened = HealthScore().measure(seen(bought, concern("c", day(3)), at=3))
    silent = HealthScore().measure(seen(bought, at=2 + 100))
    assert well is not None
    assert burdened is not None
    assert silent is not None
    assert well > burdened
    assert well > silent


def test_a_review_tells_health_and_cites_what_is_behind_it() -> None:
    history = (purchase("p", day(2)), reading("s", day(3), 4))
    told = review(after(*history), at=day(4))
    assert told.health == HealthScore().assess(seen(*history, at=4))
    assert HealthScore().evidence(seen(*history, at=4)) == ("s", "p")
    assert HealthScore().measure(seen(*history, at=4)) == told.health.score.points
    many = [reading(f"s{n}", day(2 + n), 4) for n in range(9)]
    assert len(HealthScore().evidence(seen(*many, purchase("p", day(20)), at=20))) == 8


def trend(*history: Any, at: float = 361) -> Health:
    return HealthScore().assess(seen(*history, at=at))


def test_a_trend_is_unknown_before_two_windows_are_full() -> None:
    early = trend(purchase("p", day(2)), at=360)
    assert (early.direction, early.trend.points, early.trend.contributions) == (None, None, ())
    assert trend(at=400).direction is None  # nothing was ever counted


def test_each_thing_that_got_better_or_worse_is_one_point() -> None:
    better = trend(
        reading("s", day(2), 3),
        concern("c", day(3)),
        resolved("r", day(3), "c"),
        purchase("p", day(200)),
        reading("t", day(201), 4),
    )
    assert [(c.code, c.points, c.measured) for c in better.trend.contributions] == [
        ("volume_change", 1, 25.0),
        ("satisfaction_change", 1, 25.0),
        ("breaches_change", 0, 0),
        ("concerns_change", 1, 1),
    ]
    assert (better.direction, better.trend.points) == (Trend.RISING, 3)


def test_what_got_worse_falls() -> None:
    worse = trend(
        purchase("p", day(2)),
        promise("o", day(200), day(201)),
        concern("c", day(205)),
        concern("d", day(206)),
    )
    assert [c.points for c in worse.trend.contributions] == [-1, None, -1, -1]
    assert worse.direction is Trend.FALLING


def test_where_as_much_got_better_as_worse_it_is_steady() -> None:
    even = trend(purchase("p", day(2)), concern("c", day(3)))
    assert [c.points for c in even.trend.contributions] == [-1, None, 0, 1]
    assert even.direction is Trend.STEADY


@pytest.mark.concept("A2")
def test_a_window_without_readings_is_compared_with_nothing() -> None:
    only_once = trend(reading("s", day(2), 1), purchase("p", day(3)))
    contribution = only_once.trend.contributions[1]
    assert (contribution.code, contribution.points, contribution.measured) == (
        "satisfaction_change",
        None,
        None,
    )


@pytest.mark.parametrize("weight", [0, -1, 1_001, 1.0, True, "1", None], ids=repr)
def test_a_weight_is_a_whole_number(weight: Any) -> None:
    with pytest.raises(PolicyError, match=r"Part.weight is .*expected a whole number from 1 to 1,000"):
        Part(PurchaseDays(), weight, worst=0, best=1)


@pytest.mark.parametrize("end", [float("nan"), float("inf"), -2e12, True, "0", None], ids=repr)
@pytest.mark.parametrize("name", ["worst", "best"])
def test_the_ends_of_a_part_are_finite_numbers(name: str, end: Any) -> None:
    with pytest.raises(PolicyError, match=rf"Part.{name} is .*expected a finite number"):
        Part(PurchaseDays(), 1, **{"worst": 0, "best": 1, name: end})


def test_a_part_has_two_different_ends_and_a_metric() -> None:
    with pytest.raises(PolicyError, match=r"Part.best is 1; expected another value than the worst"):
        Part(PurchaseDays(), 1, worst=1, best=1)
    metric: Any = "purchases"
    with pytest.raises(PolicyError, match=r"metric is 'purchases'; expected a metric"):
        Part(metric, 1, worst=0, best=1)


@pytest.mark.parametrize("start", [-1, 101, 1.0, False, "0"], ids=repr)
def test_a_band_begins_at_a_whole_number_of_points(start: Any) -> None:
    with pytest.raises(PolicyError, match=r"Band.from_points is .*expected a whole number from 0 to 100"):
        Band("watch", start)


def test_a_band_has_a_name() -> None:
    with pytest.raises(FieldError, match=r"Band.name is ''; expected a non-empty string"):
        Band("", 0)


BAD: list[tuple[dict[str, Any], str]] = [
    ({"parts": ()}, r"HealthScore.parts is \(\); expected at least one part"),
    ({"parts": [part(1)]}, r"HealthScore.parts is .*expected a tuple of Part"),
    ({"parts": (Trust(),)}, r"HealthScore.parts\[0\] is .*expected a Part"),
    ({"bands": ("watch",)}, r"HealthScore.bands\[0\] is 'watch'; expected a Band"),
    ({"bands": ()}, r"HealthScore.bands is \[\]; expected ascending bands from 0 on"),
    ({"bands": (Band("a", 1),)}, r"HealthScore.bands is \[1\]; expected ascending bands"),
    ({"bands": (Band("a", 0), Band("b", 50), Band("c", 40))}, r"HealthScore.bands is \[0, 50, 40\]"),
    ({"bands": (Band("a", 0), Band("b", 0))}, r"HealthScore.bands is \[0, 0\]"),
    ({"coverage_percent": 0}, r"HealthScore.coverage_percent is 0; expected a whole number from 1 to 100"),
    ({"coverage_percent": 101}, r"HealthScore.coverage_percent is 101"),
    ({"coverage_percent": 50.0}, r"HealthScore.coverage_percent is 50.0"),
    ({"coverage_percent": True}, r"HealthScore.coverage_percent is True"),
]


@pytest.mark.parametrize(("given", "message"), BAD, ids=map(str, range(len(BAD))))
def test_a_health_score_that_is_none_is_refused_and_named(given: dict[str, Any], message: str) -> None:
    with pytest.raises(FieldError, match=message):
        HealthScore(**given)


@pytest.mark.parametrize(
    "metric", [Trust(), LastingSatisfaction(), Overdue(), Overrun(), OpenConcerns()], ids=lambda m: m.code
)
def test_any_metric_can_be_a_part_and_no_edge_reads_the_whole(metric: Any) -> None:
    score = HealthScore(parts=(Part(metric, 1, worst=0, best=100),))
    assert score.score(seen()).contributions[0].code == metric.code
    assert not HealthScore().steady
