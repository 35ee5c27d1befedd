"""A promise is kept only in time; one day late is nearly as bad as never."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from relcore.errors import FieldError, InstantError, PolicyError
from relcore.model import Interaction, Promise, Renegotiated, Withdrawn
from relcore.model.instants import end_of_day
from relcore.policies import Reliability, suggest_due
from relcore.vocabulary import Direction, Party
from tests.unit.kernel.history import MOMENT, after, day, delivered, happened, note, opened, promise
from tests.unit.policies.seen import resolved, seen

WEDNESDAY = date(2026, 3, 4)
MANILA = ZoneInfo("Asia/Manila")
END_OF_WEDNESDAY = end_of_day(WEDNESDAY, MANILA)
PROMISED = happened("o", day(2), Promise.for_day("a call back", WEDNESDAY, MANILA))


def reliability(*history: Interaction[Any], metric: Reliability | None = None, at: float = 90) -> int | None:
    return (Reliability() if metric is None else metric).measure(seen(*history, at=at))


def settled(kept: int, late: int, broken: int) -> list[Interaction[Any]]:
    """So many promises that were kept, delivered late, and never."""
    history = []
    for n in range(kept + late + broken):
        history.append(promise(f"o{n}", day(2 + 3 * n), day(3 + 3 * n)))
        if n < kept + late:
            history.append(delivered(f"o{n}d", day(2 + 3 * n + (0.5 if n < kept else 2)), f"o{n}"))
    return history


@pytest.mark.concept("F7")
def test_reliability_is_unknown_before_a_promise_is_settled() -> None:
    assert reliability() is None
    assert reliability(promise("o", day(2), day(99))) is None
    assert reliability(promise("o", day(2), day(9)), happened("w", day(3), Withdrawn("o"))) is None


@pytest.mark.concept("F7")
def test_thursday_is_nearly_as_bad_as_never() -> None:
    kept = reliability(PROMISED, delivered("d", END_OF_WEDNESDAY, "o"))
    late = reliability(PROMISED, delivered("d", END_OF_WEDNESDAY + MOMENT, "o"))
    never = reliability(PROMISED)
    assert (kept, late, never) == (67, 37, 33)


@pytest.mark.parametrize(
    ("kept", "late", "broken", "points"),
    [
        (1, 0, 0, 60),  # (5 + 1) / 10
        (0, 1, 0, 51),  # (5 + 0.1) / 10: it cost 9 of the 10 that never costs
        (0, 0, 1, 50),
        (1, 1, 1, 51),  # (5 + 1 + 0.1) / 12 = 50.8
        (3, 0, 0, 67),
        (0, 3, 0, 44),
        (0, 0, 3, 42),
    ],
)
@pytest.mark.concept("F7")
def test_what_was_kept_is_weighed_against_what_was_not(
    kept: int, late: int, broken: int, points: int
) -> None:
    stated = Reliability(prior_kept=5, prior_settled=9)
    assert reliability(*settled(kept, late, broken), metric=stated) == points


@pytest.mark.concept("F7")
def test_late_may_cost_as_much_as_never_and_no_less_than_nine_tenths() -> None:
    strict = Reliability(late_cost_tenths=10)
    assert (
        reliability(*settled(0, 1, 0), metric=strict) == reliability(*settled(0, 0, 1), metric=strict) == 33
    )
    with pytest.raises(PolicyError, match=r"Reliability.late_cost_tenths is 8; expected .* from 9 to 10"):
        Reliability(late_cost_tenths=8)


@pytest.mark.concept("F7b")
def test_a_promise_that_was_renegotiated_in_time_is_kept_by_its_new_date() -> None:
    made = promise("o", day(2), day(9))
    moved = happened("r", day(8), Renegotiated("o", day(20)))
    assert reliability(made, moved, delivered("d", day(15), "o")) == 67
    too_late = happened("r", day(10), Renegotiated("o", day(20)))
    assert reliability(made, too_late, delivered("d", day(15), "o")) == 37


@pytest.mark.concept("F7")
def test_a_broken_promise_stays_broken_however_it_is_made_good() -> None:
    assert reliability(promise("o", day(2), day(3)), resolved("r", day(5), "o")) == 33
    let_go = happened("w", day(5), Withdrawn("o"))
    assert reliability(promise("o", day(2), day(3)), let_go) == 33


@pytest.mark.concept("F7")
def test_each_side_has_a_word_of_its_own() -> None:
    theirs = promise("t", day(2), day(9), Party.CUSTOMER)
    kept = happened("d", day(3), delivered("d", day(3), "t").content, direction=Direction.INBOUND)
    customers = Reliability(by=Party.CUSTOMER)
    assert (reliability(theirs, kept), reliability(theirs, kept, metric=customers)) == (None, 67)
    assert (reliability(PROMISED), reliability(PROMISED, metric=customers)) == (33, None)


def test_its_evidence_is_what_is_broken_now() -> None:
    both = (promise("o", day(2), day(3)), promise("t", day(2), day(3), Party.CUSTOMER), note("n", day(4)))
    assert Reliability().evidence(seen(*both)) == ("o",)
    assert Reliability(by=Party.CUSTOMER).evidence(seen(*both)) == ("t",)
    assert Reliability().evidence(seen(*both, delivered("d", day(5), "o"))) == ()
    many = [promise(f"o{n}", day(2), day(3)) for n in range(9)]
    assert Reliability().evidence(seen(*many, at=4)) == tuple(f"o{n}" for n in range(1, 9))


BAD: list[tuple[str, Any, str]] = [
    ("prior_kept", -1, "from 0 to 2"),
    ("prior_kept", 3, "from 0 to 2"),
    ("prior_kept", 1.0, "a whole number"),
    ("prior_kept", True, "a whole number"),
    ("prior_settled", 0, "from 1 to 1000"),
    ("prior_settled", 1_001, "from 1 to 1000"),
    ("prior_settled", "2", "a whole number"),
    ("prior_settled", None, "a whole number"),
    ("late_cost_tenths", 11, "from 9 to 10"),
    ("late_cost_tenths", 9.5, "a whole number"),
    ("by", Party.NOBODY, "the customer or the company"),
    ("by", "company", "a Party"),
]


@pytest.mark.parametrize(("name", "value", "expected"), BAD, ids=map(str, range(len(BAD))))
def test_a_prior_that_is_none_is_refused_and_named(name: str, value: Any, expected: str) -> None:
    with pytest.raises(FieldError, match=rf"^Reliability.{name} is .*{expected}"):
        Reliability(**{name: value})


def days(*taken: float) -> list[timedelta]:
    return [timedelta(days=n) for n in taken]


@pytest.mark.concept("F7c")
def test_a_suggestion_leaves_time_for_most_of_what_it_took_so_far() -> None:
    taken = [promise(f"o{n}", day(2 + n), day(90)) for n in range(5)]
    kept = [delivered(f"d{n}", day(2 + n + took), f"o{n}") for n, took in enumerate((8, 9, 10, 11, 30))]
    relationship = after(*taken, *kept)
    for percentile, took in ((50, 10), (60, 10), (61, 11), (80, 11), (81, 30), (100, 30)):
        suggested = suggest_due(relationship, day(100), percentile=percentile)
        assert suggested == end_of_day(day(100 + took).date(), UTC)
    assert suggest_due(relationship, day(100)) == end_of_day(day(111).date(), UTC)


@pytest.mark.concept("F7c")
def test_a_suggestion_is_never_earlier_than_the_median_of_two() -> None:
    assert suggest_due(opened(), day(1), estimates=days(1, 9), percentile=50) >= day(1) + timedelta(days=5)  # type: ignore[operator]


@pytest.mark.concept("F7c")
def test_estimates_count_beside_what_it_took() -> None:
    relationship = after(promise("o", day(2), day(9)), delivered("d", day(4), "o"))
    assert suggest_due(relationship, day(10), percentile=100) == end_of_day(day(12).date(), UTC)
    both = suggest_due(relationship, day(10), estimates=days(5), percentile=100)
    assert both == end_of_day(day(15).date(), UTC)
    at_once = suggest_due(opened(), day(10), estimates=days(0))
    assert at_once == end_of_day(day(10).date(), UTC)


@pytest.mark.concept("F7c")
def test_where_nothing_is_known_to_go_by_nothing_is_suggested() -> None:
    assert suggest_due(opened(), day(1)) is None
    assert suggest_due(after(promise("o", day(2), day(9))), day(3)) is None
    theirs = after(
        promise("t", day(2), day(9), Party.CUSTOMER),
        happened("d", day(3), delivered("d", day(3), "t").content, direction=Direction.INBOUND),
    )
    assert suggest_due(theirs, day(4)) is None


@pytest.mark.concept("F7c")
def test_the_day_ends_in_the_promisees_zone_and_else_in_the_relationships() -> None:
    evening = datetime(2026, 3, 3, 18, tzinfo=UTC)  # the fourth in Manila
    assert suggest_due(opened(), evening, estimates=days(0)) == end_of_day(date(2026, 3, 3), UTC)
    assert suggest_due(opened(zone=MANILA), evening, estimates=days(0)) == END_OF_WEDNESDAY
    assert suggest_due(opened(), evening, MANILA, days(0)) == END_OF_WEDNESDAY


def test_a_delivery_on_a_suggested_day_is_kept() -> None:
    due = suggest_due(opened(), day(2), MANILA, days(3))
    assert due is not None
    assert reliability(promise("o", day(2), due), delivered("d", due, "o")) == 67


@pytest.mark.parametrize("percentile", [49, 101, 80.0, True, "80", None], ids=repr)
def test_a_percentile_is_fifty_or_more(percentile: Any) -> None:
    with pytest.raises(FieldError, match=r"^percentile is .*expected a whole number from 50 to 100"):
        suggest_due(opened(), day(1), percentile=percentile)


@pytest.mark.parametrize("estimate", [timedelta(-1), 3, None, timedelta.max], ids=repr)
def test_an_estimate_is_a_length_of_time(estimate: Any) -> None:
    with pytest.raises(FieldError, match=r"^estimates is "):
        suggest_due(opened(), day(1), estimates=[estimate])


def test_a_suggestion_is_made_at_an_instant_for_a_zone() -> None:
    with pytest.raises(InstantError, match=r"^at is"):
        suggest_due(opened(), datetime(2026, 3, 1), estimates=days(1))  # noqa: DTZ001
    with pytest.raises(InstantError, match=r"^estimates is"):
        suggest_due(opened(), datetime(8999, 12, 30, tzinfo=UTC), estimates=days(5))
    zone: Any = "Asia/Manila"
    with pytest.raises(FieldError, match=r"^zone is 'Asia/Manila'; expected a time zone object"):
        suggest_due(opened(), day(1), zone, days(1))
    nobody: Any = None
    with pytest.raises(FieldError, match=r"^relationship is None; expected a Relationship"):
        suggest_due(nobody, day(1))
