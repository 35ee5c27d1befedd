"""A rule that is asked without knowing whom answers for anybody: what is not known permits nothing."""

from datetime import time
from typing import Any

import pytest

from relcore.policies import (
    AgreedType,
    Cap,
    Consented,
    NoOpenConcern,
    NotBlocked,
    NotUnwanted,
    QuietHours,
    Scope,
    Situation,
    UnansweredPause,
    Wished,
)
from relcore.vocabulary import Channel, Purpose
from tests.unit.kernel.history import after, concern, day
from tests.unit.policies.contact.contacts import ALLOWED, DEFERRED, REFUSED, recommended, sent

HISTORY = (sent("a", day(2)), sent("b", day(3)), sent("c", day(4)), concern("k", day(4.5)))


@pytest.mark.parametrize(
    ("rule", "verdict"),
    [
        (NotBlocked(), ALLOWED),
        (Wished(), ALLOWED),
        (AgreedType(), ALLOWED),
        (NotUnwanted(), ALLOWED),
        (Consented(), REFUSED),
        (NoOpenConcern(), REFUSED),
        (QuietHours(time(21), time(8)), REFUSED),
        (Cap("weekly", 3, 168.0), DEFERRED),
        (Cap("there", 3, 168.0, Scope(countries=("PH",))), DEFERRED),
        (UnansweredPause(), ALLOWED),
    ],
)
def test_without_a_person_everybody_is_meant(rule: Any, verdict: Any) -> None:
    situation = Situation(after(*HISTORY), day(5), 30.0)
    what = recommended(Purpose.MARKETING, channels=(Channel.EMAIL,))
    assert rule.judge(what, situation).verdict is verdict
