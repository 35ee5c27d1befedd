"""Nobody is offered anything while a complaint of theirs is open."""

import pytest

from relcore.errors import FieldError
from relcore.model import Concern, Override
from relcore.policies import NoOpenConcern, Scope
from relcore.vocabulary import Priority, Purpose, Severity
from tests.unit.kernel.history import after, concern, day, happened, opened, question, resolved
from tests.unit.policies.contact.contacts import ALLOWED, DEFERRED, REFUSED, asked, recommended, told

OPEN = (concern("k", day(2)),)


def test_an_open_concern_mutes_what_is_commercial_and_is_cited() -> None:
    decision = asked(NoOpenConcern(), history=OPEN)
    assert told(decision) == (REFUSED, "no_open_concern", ("open_concerns", 1, 0))
    assert decision.reasons[0].evidence == ("k",)


def test_without_one_or_once_it_is_resolved_it_may_be_said() -> None:
    assert asked(NoOpenConcern()).verdict is ALLOWED
    assert asked(NoOpenConcern(), history=(question("q", day(2)),)).verdict is ALLOWED
    assert asked(NoOpenConcern(), history=(*OPEN, resolved("z", day(3), "k"))).verdict is ALLOWED


def test_what_is_not_commercial_is_said_all_the_same() -> None:
    assert asked(NoOpenConcern(), what=recommended(Purpose.SERVICE), history=OPEN).verdict is ALLOWED
    upsell = recommended(Purpose.SERVICE, priority=Priority.COMMERCIAL)
    assert asked(NoOpenConcern(), what=upsell, history=OPEN).verdict is REFUSED
    wider = NoOpenConcern(Scope(purposes=(Purpose.SURVEY,)))
    assert asked(wider, what=recommended(Purpose.SURVEY), history=OPEN).verdict is REFUSED


def test_a_concern_in_another_relationship_of_the_person_mutes_it_too() -> None:
    complaint = happened("k", day(2), Concern("too dark", Severity.MINOR), relationship_id="r-2")
    others = (after(complaint, relationship=opened(id="r-2")),)
    assert asked(NoOpenConcern(), others=others, at=day(3)).verdict is REFUSED


def lifted(rule: str = "no_open_concern", since: float = 1, until: float = 9, **given: str) -> Override:
    known = {"relationship_id": "r-1", "by": "ana", "reason": "he asked for it"}
    return Override(rule=rule, since=day(since), until=day(until), **(known | given))


def test_somebody_may_answer_for_it_and_is_named() -> None:
    decision = asked(NoOpenConcern(), history=OPEN, overrides=(lifted(),))
    assert told(decision) == (
        ALLOWED,
        "contact_rules",
        ("lifted.no_open_concern", "he asked for it", "ana"),
        ("open_concerns", 1, 0),
    )


@pytest.mark.parametrize(
    "other", [lifted("wished"), lifted(relationship_id="r-2"), lifted(until=1)], ids=["rule", "whose", "when"]
)
def test_what_was_lifted_elsewhere_or_before_lifts_nothing(other: Override) -> None:
    assert asked(NoOpenConcern(), history=OPEN, overrides=(other,)).verdict is REFUSED


def test_what_is_lifted_later_is_waited_for() -> None:
    decision = asked(NoOpenConcern(), history=OPEN, overrides=(lifted(since=4),))
    assert (decision.verdict, decision.until, decision.policy) == (DEFERRED, day(4), "no_open_concern")


def test_a_scope_is_a_scope() -> None:
    with pytest.raises(FieldError, match=r"NoOpenConcern\.scope"):
        NoOpenConcern(None)  # type: ignore[arg-type]
