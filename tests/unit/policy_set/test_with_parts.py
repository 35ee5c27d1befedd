"""A policy set with one part changed is another policy set, and nothing else of it changes."""

import pytest

from relcore import STANDARD
from relcore.errors import PolicyError
from relcore.policies import Days, HealthScore, ServiceLevel


def test_a_field_of_the_folding_part_is_replaced_and_the_digest_follows() -> None:
    strict = STANDARD.with_folding(service=ServiceLevel(grave_hours=4), cooling_off=Days(30))
    assert strict.folding.service.grave_hours == 4
    assert strict.folding.cooling_off == Days(30)
    assert strict.folding.criteria == STANDARD.folding.criteria
    assert strict.folding.digest != STANDARD.folding.digest


def test_a_field_of_the_advising_part_is_replaced_and_no_history_has_to_be_folded_anew() -> None:
    other = STANDARD.with_advising(health=HealthScore(coverage_percent=80))
    assert other.advising.health.coverage_percent == 80
    assert other.folding.digest == STANDARD.folding.digest
    assert other.digest != STANDARD.digest


def test_a_field_that_there_is_not_is_named_with_those_that_there_are() -> None:
    with pytest.raises(PolicyError, match=r"FoldingRules\.servise .* one of lifecycle, .*service"):
        STANDARD.with_folding(servise=ServiceLevel())
    with pytest.raises(PolicyError, match=r"AdvisingRules\.service .* one of activity"):
        STANDARD.with_advising(service=ServiceLevel())


def test_a_value_that_cannot_stand_there_is_refused() -> None:
    with pytest.raises(ValueError, match=r"FoldingRules\.service"):
        STANDARD.with_folding(service=8)
