"""What relcore may cost. Time is counted in instructions, so that a busy machine changes nothing."""

import shutil
import sys

import pytest

from tests.benchmarks.instructions import ratios
from tests.benchmarks.measure import bytes_held, typical
from tests.benchmarks.mix import history

pytestmark = pytest.mark.benchmark


@pytest.mark.skipif(shutil.which("valgrind") is None, reason="valgrind counts the instructions")
@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="the ratios are those of CPython 3.11")
def test_an_interaction_costs_no_more_than_a_bare_transition_of_a_state_machine() -> None:
    counted = ratios()
    assert counted["replay"] < 0.55
    assert counted["record"] < 1.1


def test_a_typical_relationship_is_small() -> None:
    assert bytes_held(map(typical, range(200)), copies=100) < 5_000


def test_a_relationship_does_not_grow_with_its_history() -> None:
    thousand, ten_thousand = (
        bytes_held((history(length, seed=seed) for seed in range(11)), copies=10)
        for length in (1_000, 10_000)
    )
    assert ten_thousand < 1.25 * thousand
