"""A score equals the sum of the contributions that it shows; what is unknown adds nothing and shows as unknown."""

import pytest

from relcore.model import Contribution, Health, Score
from relcore.vocabulary import Trend


def part(points: int | None, code: str = "reliability") -> Contribution:
    return Contribution(code, points, 100, points, "points", ("i-1",))


@pytest.mark.parametrize(
    ("points", "total"),
    [((), 0), ((60,), 60), ((60, -7, 20), 73), ((60, None, -20), 40), ((None, None), 0), ((0, 0), 0)],
)
def test_the_points_are_the_sum_of_the_parts(points: tuple[int | None, ...], total: int) -> None:
    assert Score("trust", tuple(part(p) for p in points)).points == total


@pytest.mark.parametrize(
    ("known", "required", "points"), [(100, 0, 5), (50, 50, 5), (49, 50, None), (0, 1, None), (0, 0, 5)]
)
def test_where_too_little_is_known_the_whole_is_unknown_and_the_parts_still_show(
    known: int, required: int, points: int | None
) -> None:
    score = Score("health", (part(5),), coverage_percent=known, required_percent=required)
    assert score.points == points
    assert [p.points for p in score.contributions] == [5]


@pytest.mark.parametrize(
    ("points", "direction"),
    [
        ((1, 1, -1), Trend.RISING),
        ((1, -1), Trend.STEADY),
        ((0, None), Trend.STEADY),
        ((-1, None), Trend.FALLING),
    ],
)
def test_health_goes_where_more_got_better_than_worse(
    points: tuple[int | None, ...], direction: Trend
) -> None:
    trend = Score("trend", tuple(part(p) for p in points))
    assert Health(Score("health", ()), "watch", trend).direction is direction


def test_where_nothing_can_be_compared_the_direction_is_unknown() -> None:
    nothing = Score("trend", (), coverage_percent=0, required_percent=1)
    assert Health(Score("health", ()), None, nothing).direction is None


def test_scores_are_values() -> None:
    assert Score("trust", (part(5),)) == Score("trust", (part(5),))
    assert len({Score("trust", (part(5),)), Score("trust", (part(5),)), Score("trust", (part(6),))}) == 2
    with pytest.raises(AttributeError):
        Score("trust", ()).points = 7  # type: ignore[misc]
