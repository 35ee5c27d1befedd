"""A reason says what was measured and required, and from these follows how far it is from holding."""

from decimal import Decimal

import pytest

from relcore.model import Change, Decision, Measured, Reason
from relcore.vocabulary import Aspect, Comparison, Verdict
from tests.unit.kernel.history import day


def reason(measured: Measured, required: Measured, holds: bool | None = False) -> Reason:
    return Reason("purchase_days", holds, measured, Comparison.AT_LEAST, required, "days")


@pytest.mark.parametrize(
    ("measured", "required", "short"),
    [(1, 4, 3), (4, 1, 3), (Decimal("1.10"), 2, Decimal("0.90")), (0.1, 0.3, Decimal("0.2"))],
)
def test_the_shortfall_is_the_distance_to_what_is_required(
    measured: Measured, required: Measured, short: Decimal
) -> None:
    assert reason(measured, required).shortfall == short


def test_what_holds_falls_short_by_nothing() -> None:
    assert reason(5, 4, holds=True).shortfall == 0
    assert reason("recorded", "recorded", holds=True).shortfall == 0


@pytest.mark.parametrize(
    ("measured", "required"), [(None, 4), (1, None), ("exploration", "ended"), (day(1), day(2)), (1, day(2))]
)
def test_unknown_is_not_zero_and_what_is_no_number_has_no_shortfall(
    measured: Measured, required: Measured
) -> None:
    assert reason(measured, required, holds=None).shortfall is None


def test_a_change_has_the_reasons_of_its_decision() -> None:
    decision = Decision(Verdict.MOVED, "value_understood", (reason(1, 1, holds=True),), "digest")
    change = Change(Aspect.STAGE, "exploration", "awareness", day(1), "p1", decision)
    assert change.reasons == decision.reasons
