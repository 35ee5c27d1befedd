"""How long concerns and questions may stay open."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from attrs import evolve

from relcore.errors import FieldError, PolicyError
from relcore.model import BusinessCalendar
from relcore.policies import ServiceLevel
from relcore.policy_set import STANDARD
from relcore.vocabulary import Severity
from tests.unit.kernel.history import after
from tests.unit.policies.seen import concern, question

MONDAY = datetime(2026, 3, 2, 16, tzinfo=UTC)  # an hour before it closes


@pytest.mark.concept("E3")
def test_limits_are_by_severity_and_a_question_has_its_own() -> None:
    service = ServiceLevel(question_hours=1, minor_hours=2, moderate_hours=3, grave_hours=4)
    limits = [
        service.limit(severity) for severity in (None, Severity.MINOR, Severity.MODERATE, Severity.GRAVE)
    ]
    assert limits == [timedelta(hours=hours) for hours in (1, 2, 3, 4)]


@pytest.mark.concept("E3")
def test_the_graver_the_shorter_by_default() -> None:
    service = ServiceLevel()
    assert service.limit(Severity.GRAVE) < service.limit(Severity.MODERATE) < service.limit(Severity.MINOR)
    assert service.calendar == BusinessCalendar.weekdays(time(9), time(17), UTC)


@pytest.mark.concept("E3", "E1b")
def test_an_item_is_due_when_its_business_hours_have_passed() -> None:
    items = after(concern("c", MONDAY), concern("g", MONDAY, Severity.GRAVE), question("q", MONDAY)).items
    tuesday, wednesday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
    assert (items["c"].due, items["g"].due, items["q"].due) == (wednesday, tuesday, tuesday)


@pytest.mark.concept("E3")
def test_without_a_limit_it_is_due_at_once() -> None:
    rules = evolve(STANDARD.folding, service=ServiceLevel(moderate_hours=0))
    items = after(concern("c", MONDAY), policies=evolve(STANDARD, folding=rules)).items
    assert items["c"].due == MONDAY


@pytest.mark.parametrize("value", [-1, 10_001, 1.0, True, "8", None], ids=repr)
@pytest.mark.parametrize("name", ["question_hours", "minor_hours", "moderate_hours", "grave_hours"])
def test_a_limit_is_a_whole_number_of_hours(name: str, value: Any) -> None:
    with pytest.raises(
        PolicyError, match=rf"ServiceLevel.{name} is .*expected a whole number from 0 to 10,000"
    ):
        evolve(ServiceLevel(), **{name: value})
    longest: Any = 10_000
    assert getattr(evolve(ServiceLevel(), **{name: longest}), name) == longest


@pytest.mark.parametrize("value", [-1, 36_601, 1.5, False], ids=repr)
def test_recurrence_is_a_whole_number_of_days(value: Any) -> None:
    with pytest.raises(PolicyError, match=r"ServiceLevel.recurrence_days is .*from 0 to 36,600"):
        ServiceLevel(recurrence_days=value)


def test_a_calendar_is_a_calendar() -> None:
    calendar: Any = "weekdays"
    with pytest.raises(FieldError, match=r"ServiceLevel.calendar is 'weekdays'; expected a BusinessCalendar"):
        ServiceLevel(calendar=calendar)
