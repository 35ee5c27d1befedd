"""What the standard policies ask for on the way from stage to stage."""

from typing import Any

import pytest

from relcore.kernel import explain, review
from relcore.model import (
    Concern,
    Interaction,
    Opportunity,
    Pledge,
    Relationship,
    Resolved,
    ShareOfWallet,
    StageChanged,
    Way,
    WorkDone,
)
from relcore.policy_set import DWYER_SCHURR_OH, STANDARD, PolicySet
from relcore.vocabulary import EndReason, Party, Severity, Stage
from tests.unit.kernel.history import (
    adaptation,
    after,
    day,
    delivered,
    ended,
    happened,
    promise,
    purchase,
    then,
)
from tests.unit.policies.seen import concern, reading, resolved

AWARE, EXPANDED, COMMITTED = Stage.AWARENESS, Stage.EXPANSION, Stage.COMMITMENT
BOTH = [STANDARD, DWYER_SCHURR_OH]
TWICE = [purchase("p1", day(2)), purchase("p2", day(20))]
PLEDGED = happened("y", day(25), Pledge("two years"))


def way(relationship: Relationship, rule: str, at: float, policies: PolicySet = STANDARD) -> Way:
    return explain(relationship, day(at), policies).way(rule)


def missing(found: Way) -> list[str]:
    return [reason.code for reason in found.missing]


@pytest.mark.concept("C3")
def test_a_dependence_that_is_not_known_does_not_hinder() -> None:
    relationship = after(*TWICE)
    assert relationship.stage is EXPANDED
    because = relationship.because
    assert because is not None
    known = {reason.code: reason for reason in because.reasons}["known.dependence"]
    assert (known.holds, known.measured) == (True, 0)


@pytest.mark.parametrize(("percent", "stage"), [(0, AWARE), (19, AWARE), (20, EXPANDED), (100, EXPANDED)])
@pytest.mark.concept("C3")
def test_a_dependence_that_is_known_is_required(percent: int, stage: Stage) -> None:
    shared = happened("w", day(10), ShareOfWallet(percent))
    assert after(TWICE[0], shared, TWICE[1]).stage is stage


@pytest.mark.concept("C3")
def test_too_little_dependence_is_explained_and_more_of_it_moves_on_at_once() -> None:
    little = after(TWICE[0], happened("w", day(10), ShareOfWallet(19)), TWICE[1])
    there = way(little, "trust_and_growth", 30)
    assert there.open is False
    (short,) = there.missing
    assert (short.code, short.measured, short.required, short.evidence) == ("dependence", 19, 20, ("w",))
    more = then(happened("x", day(30), ShareOfWallet(45)), relationship=little)
    assert more.relationship.stage is EXPANDED
    assert more.changes[-1].cause == "x"


@pytest.mark.concept("C3")
def test_who_has_come_to_rely_on_us_is_not_sent_back_by_relying_less() -> None:
    relies = after(*TWICE, happened("w", day(30), ShareOfWallet(5)))
    assert review(relies, at=day(100)).stage is EXPANDED


@pytest.mark.parametrize(
    "grown",
    [
        [purchase("p2", day(20))],
        [happened("o", day(20), Opportunity("an office machine"))],
    ],
    ids=["a repeat", "an opportunity"],
)
@pytest.mark.concept("C3")
def test_growth_shows_in_a_repeat_purchase_or_an_opportunity(grown: list[Interaction[Any]]) -> None:
    assert after(TWICE[0], *grown).stage is EXPANDED
    assert after(TWICE[0]).stage is AWARE


@pytest.mark.concept("C3")
def test_growth_shows_in_a_new_category_and_not_in_the_same_one() -> None:
    tea = purchase("p", day(2), category="tea")
    assert after(tea, purchase("q", day(2.1), category="mugs")).stage is EXPANDED
    assert after(tea, purchase("q", day(2.1), category="tea")).stage is AWARE


GRAVE = happened("g", day(10), Concern("it burns", Severity.GRAVE))


@pytest.mark.concept("C3")
def test_no_trust_no_expansion() -> None:
    broken = promise("o", day(3), day(9))
    for hindrance, cure in (
        (broken, delivered("d", day(30), "o")),
        (broken, happened("d", day(30), Resolved("o"))),
        (GRAVE, resolved("d", day(30), "g")),
    ):
        hindered = after(TWICE[0], hindrance, TWICE[1])
        assert hindered.stage is AWARE
        cured = then(cure, relationship=hindered)
        assert cured.relationship.stage is EXPANDED
        assert cured.changes[-1].cause == "d"


@pytest.mark.concept("C3", "E1")
def test_a_low_reading_alone_is_no_grave_concern() -> None:
    low = reading("s", day(10), 1)
    assert after(TWICE[0], low, TWICE[1]).stage is EXPANDED


@pytest.mark.parametrize("policies", BOTH, ids=["standard", "dwyer"])
@pytest.mark.concept("C4")
def test_without_an_adaptation_on_record_nobody_is_committed_and_explain_says_so(policies: PolicySet) -> None:
    pledged = after(*TWICE, PLEDGED, policies=policies)
    assert pledged.stage is EXPANDED
    there = way(pledged, "commitment", 30, policies)
    assert there.open is False
    assert missing(there) == ["work_done.adapts"]
    adapted = then(adaptation("a", day(30)), relationship=pledged, policies=policies)
    assert adapted.relationship.stage is COMMITTED
    assert adapted.changes[-1].cause == "a"


@pytest.mark.concept("C4")
def test_work_that_adapts_nothing_is_no_adaptation() -> None:
    worked = happened("a", day(30), WorkDone("checked the shipment"))
    assert after(*TWICE, PLEDGED, worked).stage is EXPANDED


YEARS = [purchase(f"p{n}", day(2 + 60 * n)) for n in range(8)]


@pytest.mark.concept("C4")
def test_nobody_becomes_committed_by_durability_alone() -> None:
    durable = after(*YEARS)
    assert durable.stage is EXPANDED
    assert missing(way(durable, "commitment", 425)) == ["work_done.adapts"]
    assert after(*YEARS, adaptation("z", day(424))).stage is COMMITTED


@pytest.mark.concept("C4")
def test_an_adaptation_needs_a_pledge_or_proven_durability_besides() -> None:
    adapted = after(*TWICE, adaptation("a", day(21)))
    assert adapted.stage is EXPANDED
    assert missing(way(adapted, "commitment", 22)) == ["pledge"]
    later = after(*YEARS[:7], adaptation("a", day(363)))
    assert later.stage is EXPANDED
    waits = way(later, "commitment", 364)
    assert waits.waits_until == day(1 + 365)
    assert review(later, at=day(367)).stage is COMMITTED
    assert review(later, at=day(366)).stage is EXPANDED


@pytest.mark.concept("C4")
def test_commitment_needs_trust() -> None:
    hindered = after(*TWICE, promise("o", day(21), day(22)), PLEDGED, adaptation("a", day(30)))
    assert hindered.stage is EXPANDED
    assert missing(way(hindered, "commitment", 31)) == ["breaches"]
    assert then(delivered("d", day(31), "o"), relationship=hindered).relationship.stage is COMMITTED


def win_back(*history: Interaction[Any], at: float) -> Stage:
    """Where a move by hand to the first stage leads."""
    by_hand = StageChanged(Stage.EXPLORATION, "they called", day(at + 30))
    return then(happened("zz", day(at), by_hand), *history).relationship.stage


LEFT = ended("e", day(30), EndReason.DISSATISFIED, Party.CUSTOMER)


@pytest.mark.concept("C5", "C5a")
def test_a_win_back_waits_until_the_cause_is_dealt_with() -> None:
    low = reading("s", day(29), 1)
    assert win_back(*TWICE, low, LEFT, at=60) is Stage.DISSOLUTION
    assert win_back(*TWICE, low, LEFT, resolved("r", day(40), "s"), at=60) is Stage.EXPLORATION
    broken = promise("o", day(21), day(22))
    assert win_back(*TWICE, broken, LEFT, at=60) is Stage.DISSOLUTION
    assert win_back(*TWICE, broken, LEFT, delivered("d", day(40), "o"), at=60) is Stage.EXPLORATION


@pytest.mark.concept("C5", "C5c")
def test_a_win_back_waits_for_the_end_of_the_cooling_off_and_for_nothing_where_nothing_was_wrong() -> None:
    moved_on = ended("e", day(30), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
    assert win_back(*TWICE, moved_on, at=44) is Stage.DISSOLUTION
    assert win_back(*TWICE, moved_on, at=44.1) is Stage.EXPLORATION
    still_open = concern("c", day(29))
    assert win_back(*TWICE, still_open, moved_on, at=60) is Stage.EXPLORATION


@pytest.mark.parametrize(
    ("reason", "by"),
    [
        (EndReason.FRAUD, Party.CUSTOMER),
        (EndReason.LEGAL, Party.NOBODY),
        (EndReason.CEASED, Party.NOBODY),
    ],
)
@pytest.mark.concept("C5e", "C5h")
def test_who_left_for_good_is_not_won_back(reason: EndReason, by: Party) -> None:
    assert win_back(*TWICE, ended("e", day(30), reason, by), at=90) is Stage.DISSOLUTION
