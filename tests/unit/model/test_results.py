"""What the verbs answer can be asked by name."""

import pytest

from relcore.errors import UnknownWayError
from relcore.kernel import explain
from relcore.vocabulary import Stage
from tests.unit.kernel.history import after, day, opened, purchase


def test_a_way_on_is_asked_for_by_its_rule_or_by_the_event_that_it_answers() -> None:
    new = explain(opened(), day(1))
    assert new.way("value_understood").target is Stage.AWARENESS
    assert new.way("ended.fraud").target is Stage.DISSOLUTION


def test_a_rule_that_opens_no_way_from_here_is_refused_with_those_that_do() -> None:
    aware = explain(after(purchase("p1", day(2))), day(2))
    with pytest.raises(UnknownWayError, match=r"trust_and_growth.*These are the ways on from awareness"):
        aware.way("value_understood")
