"""Trust is a baseline and what was done since, in whole points that add up."""

from typing import Any

import pytest

from relcore.errors import PolicyError
from relcore.kernel import review
from relcore.model import Interaction, Reopened, Withdrawn
from relcore.policies import Reliability, Trust
from relcore.vocabulary import Party, Severity
from tests.unit.kernel.history import after, day, delivered, happened, note, promise
from tests.unit.policies.seen import concern, reading, resolved, seen

KEPT = (promise("o", day(2), day(9)), delivered("d", day(3), "o"))
BROKEN = (promise("b", day(2), day(4)),)
LATE = (*BROKEN, delivered("d", day(5), "b"))


def shown(*history: Interaction[Any], trust: Trust | None = None, at: float = 20) -> dict[str, int | None]:
    """The contributions, which add up to the score."""
    metric = Trust() if trust is None else trust
    score = metric.score(seen(*history, at=at))
    assert score.points == metric.measure(seen(*history, at=at))
    assert score.points == sum(c.points or 0 for c in score.contributions)
    return {contribution.code: contribution.points for contribution in score.contributions}


@pytest.mark.concept("A4")
def test_what_is_not_known_counts_nothing_and_shows_as_unknown() -> None:
    assert shown() == {
        "baseline": 60,
        "reliability": None,
        "lasting_satisfaction": None,
        "open_concerns": 0,
    }
    unknown = Trust().score(seen()).contributions[1]
    assert (unknown.measured, unknown.evidence) == (None, ())


@pytest.mark.parametrize(
    ("history", "points"),
    [
        (KEPT, 7),  # 2 of 3: 67 points, 17 above the middle
        (BROKEN, -7),  # 1 of 3: 33 points
        (LATE, -5),  # 1.1 of 3: 37 points, which is -5.2
        ((*KEPT, promise("b", day(4), day(5))), 0),
        ((promise("t", day(2), day(3), Party.CUSTOMER),), None),  # the customer's own word
    ],
    ids=["kept", "broken", "late", "one of each", "the customer's"],
)
@pytest.mark.concept("F7")
def test_promises_add_or_take(history: tuple[Interaction[Any], ...], points: int | None) -> None:
    assert shown(*history)["reliability"] == points


@pytest.mark.parametrize(
    ("marks", "points"), [((1,), -20), ((5,), 20), ((3,), 0), ((2,), -10), ((4, 5), 15), ((1, 5), 0)]
)
@pytest.mark.concept("A2")
def test_readings_add_or_take_and_a_neutral_one_is_not_an_unknown_one(
    marks: tuple[int, ...], points: int
) -> None:
    read = [reading(f"s{n}", day(2 + n), mark) for n, mark in enumerate(marks)]
    closed = [resolved(f"r{n}", day(5), f"s{n}") for n, mark in enumerate(marks) if mark <= 2]
    assert shown(*read, *closed)["lasting_satisfaction"] == points
    assert shown()["lasting_satisfaction"] is None


@pytest.mark.concept("A7")
def test_a_guess_of_the_companys_neither_adds_nor_takes() -> None:
    assert shown(reading("g", day(2), 1, given_by=Party.COMPANY)) == shown()


@pytest.mark.parametrize(
    ("severities", "points"),
    [
        ((Severity.MINOR,), -5),
        ((Severity.MODERATE,), -10),
        ((Severity.GRAVE,), -20),
        ((Severity.MINOR, Severity.MODERATE), -15),
        ((Severity.GRAVE, Severity.GRAVE, Severity.MINOR), -20),  # no more than all of them
    ],
)
@pytest.mark.concept("E3")
def test_open_concerns_only_take(severities: tuple[Severity, ...], points: int) -> None:
    raised = [concern(f"c{n}", day(2), severity) for n, severity in enumerate(severities)]
    assert shown(*raised)["open_concerns"] == points


@pytest.mark.concept("E3")
def test_a_concern_takes_as_long_as_it_is_open() -> None:
    raised, closed = concern("c", day(2)), resolved("r", day(3), "c")
    assert shown(raised, closed)["open_concerns"] == 0
    assert shown(raised, happened("w", day(3), Withdrawn("c")))["open_concerns"] == 0
    assert shown(raised, closed, happened("x", day(4), Reopened("c")))["open_concerns"] == -10


@pytest.mark.concept("F7")
def test_a_broken_promise_weakens_trust_and_remedying_it_does_not_make_it_unbroken() -> None:
    score = Trust().measure
    assert score(seen(*BROKEN, at=4)) == 60  # until it has passed
    assert score(seen(*BROKEN, at=5)) == 53
    assert score(seen(*BROKEN, resolved("r", day(5), "b"), at=9)) == 53
    assert score(seen(*LATE, at=9)) == 55
    assert score(seen(*KEPT, at=9)) == 67


def test_a_part_that_rounds_adds_up_in_whole_points() -> None:
    odd = Trust(baseline=50, promise_points=3, satisfaction_points=1, concern_points=3)
    assert shown(*KEPT, concern("c", day(4), Severity.MINOR), trust=odd) == {
        "baseline": 50,
        "reliability": 1,  # 1.02
        "lasting_satisfaction": None,
        "open_concerns": -1,  # 0.75, rounded against trust
    }


def test_it_stays_between_nothing_and_a_hundred_by_its_parameters() -> None:
    dark = Trust(baseline=60, promise_points=0, satisfaction_points=40, concern_points=20)
    worst = (concern("c", day(2), Severity.GRAVE), reading("s", day(2), 1))
    assert dark.measure(seen(*worst, at=3)) == 0
    assert dark.measure(seen(reading("s", day(2), 5), at=3)) == 100


def test_its_evidence_is_what_stands_in_its_way() -> None:
    history = (*BROKEN, concern("c", day(2)), reading("s", day(3), 1), note("n", day(6)))
    assert Trust().evidence(seen(*history)) == ("b", "c", "s")
    reliability, satisfaction, concerns = Trust().score(seen(*history)).contributions[1:]
    assert (reliability.evidence, satisfaction.evidence, concerns.evidence) == (("b",), ("s",), ("c", "s"))
    assert Trust().evidence(seen(*KEPT)) == ()


def test_a_review_tells_trust_with_its_contributions() -> None:
    told = review(after(*KEPT), at=day(9))
    assert told.trust == Trust().score(seen(*KEPT, at=9))
    assert told.trust.points == 67


@pytest.mark.concept("F7")
def test_how_promises_are_judged_is_a_parameter() -> None:
    sure = Trust(reliability=Reliability(prior_kept=5, prior_settled=9))
    assert shown(*KEPT, trust=sure)["reliability"] == 4  # 6 of 10
    assert shown(*BROKEN, trust=sure)["reliability"] == 0  # 5 of 10


@pytest.mark.concept("F7")
def test_no_prior_lets_a_kept_promise_lower_trust() -> None:
    with pytest.raises(PolicyError, match=r"^Trust.reliability"):
        Trust(reliability=Reliability(prior_kept=0, prior_settled=2))  # 1 of 3 would be below the middle


@pytest.mark.parametrize("value", [-1, 101, 20.0, True, "20", None], ids=repr)
@pytest.mark.parametrize("name", ["baseline", "promise_points", "satisfaction_points", "concern_points"])
def test_points_are_whole(name: str, value: Any) -> None:
    with pytest.raises(PolicyError, match=rf"^Trust.{name} is .*expected a whole number from 0 to 100"):
        Trust(**{name: value})


@pytest.mark.parametrize(
    "given",
    [
        {"baseline": 59},  # 20 + 20 + 20 could be taken
        {"baseline": 61},  # 20 + 20 could be added
        {"concern_points": 21},
        {"promise_points": 21},
        {"satisfaction_points": 21},
    ],
    ids=str,
)
def test_a_baseline_from_which_trust_could_leave_its_scale_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(PolicyError, match=r"^Trust.baseline is .*the parts can't leave 0 to 100"):
        Trust(**given)
