"""Every parameter that can't be meant is refused when the policy is made, by one error that names the field."""

from collections.abc import Callable
from typing import Any

import pytest

from relcore.errors import FieldError, PolicyError
from relcore.policies import (
    INSTRUMENTS,
    Entitlement,
    LastingSatisfaction,
    OfType,
    Outreach,
    Planning,
    Proposal,
    PurchaseDays,
    Satisfaction,
    SurveyScore,
    Trust,
    UnacknowledgedChanges,
    Unmeasured,
    Unnoted,
    at_least,
)
from relcore.vocabulary import RelationshipType

CSAT = INSTRUMENTS["csat"]
TYPES = (RelationshipType.LONG_TERM,)
LENGTHS = [-1, 1e12, float("nan"), float("inf"), True, "30", None]
NAMES = ["csat", ["csat"], (3,), ("",), None]
FLAGS = ["yes", 1, None]
_AGES: list[tuple[str, Callable[[Any], object]]] = [
    ("Unmeasured.within_days", Unmeasured),
    ("UnacknowledgedChanges.days", UnacknowledgedChanges),
    ("Unnoted.hours", Unnoted),
]
_NAMED: list[tuple[str, Callable[[Any], object]]] = [
    ("Satisfaction.instruments", lambda value: Satisfaction(instruments=value)),
    ("LastingSatisfaction.instruments", LastingSatisfaction),
]
BAD: list[tuple[str, Callable[[Any], object], Any]] = [
    *((field, made, value) for field, made in _AGES for value in LENGTHS),
    *((field, made, value) for field, made in _NAMED for value in NAMES),
    *(("SurveyScore.name", lambda value: SurveyScore(value, CSAT), value) for value in ("", 3, None)),
    *(
        ("SurveyScore.instrument", lambda value: SurveyScore("csat", value), value)
        for value in ("csat", None)
    ),
    ("SurveyScore.phase", lambda value: SurveyScore("csat", CSAT, value), "after_receipt"),
    *(("OfType.facets", lambda value: OfType(TYPES, value), value) for value in FLAGS),
    *(("Outreach.by_people", Outreach, value) for value in FLAGS),
    *(
        ("Entitlement.type", lambda value: Entitlement(value, at_least(PurchaseDays(), 1)), value)
        for value in ("long_term", None)
    ),
    *(("Trust.reliability", lambda value: Trust(reliability=value), value) for value in (None, 3)),
]


@pytest.mark.parametrize(
    ("field", "made", "value"), BAD, ids=[f"{n}-{field}" for n, (field, _, _) in enumerate(BAD)]
)
def test_a_bad_parameter_is_refused_and_named(field: str, made: Callable[[Any], object], value: Any) -> None:
    with pytest.raises(FieldError) as refused:
        made(value)
    assert refused.value.field.startswith(field)
    assert refused.value.expected
    assert refused.value.remedy
    assert str(refused.value).startswith(field)


def test_good_ones_are_kept() -> None:
    assert (Unmeasured(0).within_days, UnacknowledgedChanges(0.5).days, Unnoted(24).hours) == (0, 0.5, 24)
    assert Satisfaction(instruments=("csat", "nps")).instruments == ("csat", "nps")
    assert OfType(TYPES, facets=False) != OfType(TYPES)


@pytest.mark.parametrize("name", ["urgency_points", "urgency_days", "contacts_a_day"])
@pytest.mark.parametrize("value", [-1, 1.5, True, 1_001])
def test_a_plan_counts_in_whole_numbers(name: str, value: Any) -> None:
    with pytest.raises(PolicyError, match=f"Planning.{name}"):
        Planning(**{name: value})


@pytest.mark.parametrize("weight", [-1, 1.5, True, 1_001])
def test_what_a_proposal_weighs_is_a_whole_number_of_points(weight: Any) -> None:
    with pytest.raises(PolicyError, match=r"Proposal\.weight"):
        Proposal(kind="x", weight=weight)
