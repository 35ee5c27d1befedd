"""What the verbs answer can be asked by name."""

import pytest

from relcore.errors import UnknownWayError
from relcore.kernel import explain, record, review
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


def test_answers_are_values_that_compare() -> None:
    aware = after(purchase("p1", day(2)))
    assert explain(aware, day(3)) == explain(aware, day(3))
    assert explain(aware, day(3)) != explain(aware, day(4))
    assert review(aware, at=day(3)) == review(aware, at=day(3))
    assert len({review(aware, at=day(3)), review(aware, at=day(3)), review(aware, at=day(4))}) == 2
    assert record(opened(), purchase("p1", day(2))) == record(opened(), purchase("p1", day(2)))


def test_answers_are_frozen() -> None:
    seen = review(opened(), at=day(1))
    with pytest.raises(AttributeError):
        seen.findings = ()  # type: ignore[misc]
