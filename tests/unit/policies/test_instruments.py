"""Every instrument of satisfaction has a scale, a direction and a method of its own."""

from decimal import Decimal
from typing import Any

import pytest

from relcore.errors import FieldError, PolicyError
from relcore.policies import INSTRUMENTS, Instrument
from relcore.vocabulary import Severity, SurveyMethod

CSAT, NPS = INSTRUMENTS["csat"], INSTRUMENTS["nps"]
EFFORT, EASE, RATING = INSTRUMENTS["ces_2010"], INSTRUMENTS["ces"], INSTRUMENTS["rating"]


@pytest.mark.parametrize("name", INSTRUMENTS)
@pytest.mark.concept("A2")
def test_the_ends_of_every_scale_are_nothing_and_a_hundred_points(name: str) -> None:
    instrument = INSTRUMENTS[name]
    assert (instrument.points(instrument.worst), instrument.points(instrument.best)) == (0, 100)
    assert instrument.is_low(instrument.worst)
    assert not instrument.is_low(instrument.best)
    assert instrument.fits(instrument.worst)
    assert instrument.fits(instrument.best)


@pytest.mark.parametrize(
    ("instrument", "score", "points"),
    [
        (CSAT, 4, 75),
        (NPS, 7, 70),
        (EFFORT, 2, 75),  # little effort is good
        (EASE, 6, 83),  # 500 / 6
        (EASE, 2, 17),
        (RATING, Decimal("0.335"), 34),  # half a point is rounded up
        (RATING, Decimal("0.005"), 1),
        (RATING, 1, 100),
        (Instrument(worst=0, best=8, low=1), 1, 13),  # 12.5
        (Instrument(worst=8, best=0, low=7), 7, 13),
        (Instrument(worst=Decimal("0.5"), best=Decimal("2.5"), low=1, whole=False), Decimal("1.51"), 51),
    ],
)
def test_a_mark_becomes_whole_points(instrument: Instrument, score: Any, points: int) -> None:
    assert instrument.points(score) == points


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_a_better_mark_never_gets_fewer_points(name: str) -> None:
    instrument = INSTRUMENTS[name]
    step = Decimal("0.01") if not instrument.whole else 1
    marks: list[Any] = [instrument.worst]
    while marks[-1] != instrument.best:
        marks.append(marks[-1] + (step if instrument.best > instrument.worst else -step))
    points = [instrument.points(mark) for mark in marks]
    assert points == sorted(points)
    low = [instrument.is_low(mark) for mark in marks]
    assert low == sorted(low, reverse=True)


@pytest.mark.parametrize(
    ("instrument", "low", "not_low"),
    [
        (CSAT, 2, 3),
        (NPS, 6, 7),
        (EFFORT, 4, 3),
        (EASE, 3, 4),
        (RATING, Decimal("0.4"), Decimal("0.41")),
    ],
)
@pytest.mark.concept("E1")
def test_a_low_mark_is_the_bound_or_worse_in_the_instruments_own_direction(
    instrument: Instrument, low: Any, not_low: Any
) -> None:
    assert instrument.is_low(low)
    assert not instrument.is_low(not_low)


@pytest.mark.parametrize(
    ("instrument", "score", "fits"),
    [
        (CSAT, 0, False),
        (CSAT, 6, False),
        (CSAT, Decimal("4.5"), False),
        (CSAT, True, False),
        (EFFORT, 0, False),
        (EFFORT, 6, False),
        (RATING, Decimal("1.01"), False),
        (RATING, Decimal("-0.01"), False),
        (RATING, Decimal("0.5"), True),
        (RATING, 1, True),
        (NPS, 0, True),
        (NPS, 10, True),
    ],
)
def test_a_mark_fits_its_scale_or_not(instrument: Instrument, score: Any, fits: bool) -> None:
    assert instrument.fits(score) is fits


@pytest.mark.parametrize(
    ("instrument", "scores", "summary"),
    [
        (CSAT, (5, 4, 3, 1), "50.00"),  # 4 and 5 are the top two boxes
        (CSAT, (3, 3), "0.00"),
        (CSAT, (4, 5), "100.00"),
        (CSAT, (5, 1, 1), "33.33"),
        (NPS, (9, 10), "100.00"),
        (NPS, (0, 6), "-100.00"),
        (NPS, (7, 8), "0.00"),  # passives count neither way, and count
        (NPS, (10, 7, 6), "0.00"),
        (NPS, (9, 9, 7, 6, 0, 8, 10), "14.29"),
        (NPS, (6, 6, 7), "-66.67"),
        (EFFORT, (1, 2), "1.50"),  # marks, as they were asked for: the less the better
        (EASE, (6, 7), "6.50"),
        (RATING, (Decimal("0.3"), 1, Decimal("0.25")), "0.52"),
        (
            Instrument(worst=5, best=1, low=4, method=SurveyMethod.TOP_TWO_BOX),
            (1, 2, 3, 5),
            "50.00",
        ),
    ],
)
@pytest.mark.concept("A2")
def test_marks_are_summed_up_by_the_instruments_own_method(
    instrument: Instrument, scores: tuple[Any, ...], summary: str
) -> None:
    assert str(instrument.summary(iter(scores))) == summary


@pytest.mark.parametrize("name", INSTRUMENTS)
@pytest.mark.concept("A2")
def test_no_marks_are_no_summary(name: str) -> None:
    assert INSTRUMENTS[name].summary([]) is None


@pytest.mark.concept("A2")
def test_marks_of_two_instruments_are_never_summed_up_together() -> None:
    assert EASE.summary([1, 7]) == 4
    with pytest.raises(PolicyError, match=r"scores is 7; expected marks from 5 to 1. Keep the marks of each"):
        EFFORT.summary([1, 7])
    with pytest.raises(PolicyError, match=r"scores is Decimal\('4.5'\)"):
        CSAT.summary([4, Decimal("4.5")])


@pytest.mark.concept("A2")
def test_both_measures_of_effort_stand_beside_each_other_in_opposite_directions() -> None:
    assert EFFORT.points(1) == EASE.points(7) == 100
    assert EFFORT.points(5) == EASE.points(1) == 0
    assert EFFORT.is_low(5)
    assert not EASE.is_low(5)


def instrument(**given: Any) -> Instrument:
    known: dict[str, Any] = {"worst": 1, "best": 5, "low": 2}
    return Instrument(**(known | given))


BAD: list[tuple[dict[str, Any], str]] = [
    ({"worst": True}, "Instrument.worst is True; expected a whole number or Decimal"),
    ({"worst": 1.0}, "Instrument.worst is 1.0; expected a whole number or Decimal"),
    ({"best": "5"}, "Instrument.best is '5'; expected a whole number or Decimal"),
    ({"best": Decimal("NaN")}, "Instrument.best is Decimal"),
    ({"best": Decimal("Infinity")}, "Instrument.best is Decimal"),
    ({"best": 1_000_001}, "Instrument.best is 1000001; expected .*up to a million"),
    ({"low": None}, "Instrument.low is None; expected a whole number or Decimal"),
    ({"low": 0}, "Instrument.low is 0; expected a mark of the scale, and not the best"),
    ({"low": 6}, "Instrument.low is 6; expected a mark of the scale"),
    ({"low": 5}, "Instrument.low is 5; expected a mark of the scale, and not the best"),
    ({"worst": 5, "best": 1, "low": 1}, "Instrument.low is 1; expected a mark of the scale"),
    ({"best": 1, "low": 1}, "Instrument.best is 1; expected another mark than the worst"),
    ({"worst": Decimal("1.0"), "best": 1}, "Instrument.best is 1; expected another mark"),
    ({"method": "mean"}, "Instrument.method is 'mean'; expected a SurveyMethod"),
    ({"whole": 1}, "Instrument.whole is 1; expected True or False"),
    ({"severity": "grave"}, "Instrument.severity is 'grave'; expected a Severity"),
    (
        {"method": SurveyMethod.TOP_TWO_BOX, "whole": False},
        "Instrument.method is .*top_two_box.*; expected the mean, for marks in fractions",
    ),
    (
        {"method": SurveyMethod.NET_PROMOTER},
        "Instrument.method is .*net_promoter.*; expected a scale from 0 to 10 for it",
    ),
    (
        {"worst": 10, "best": 0, "low": 6, "method": SurveyMethod.NET_PROMOTER},
        "Instrument.method is .*expected a scale from 0 to 10",
    ),
]


@pytest.mark.parametrize(("given", "message"), BAD, ids=map(str, range(len(BAD))))
def test_a_scale_that_is_none_is_refused_and_named(given: dict[str, Any], message: str) -> None:
    with pytest.raises(FieldError, match=message):
        instrument(**given)


def test_what_an_instrument_is_made_of_has_plain_defaults() -> None:
    plain = instrument()
    assert (plain.method, plain.whole, plain.severity) == (SurveyMethod.MEAN, True, Severity.MODERATE)
    assert instrument(low=1).is_low(1)  # the worst mark alone may be low
    assert instrument(worst=-1_000_000, best=1_000_000, low=0).points(0) == 50
