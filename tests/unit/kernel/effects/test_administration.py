"""Owner, type and rules: the facts that change the relationship itself."""

import pytest

from relcore.errors import PolicyMismatchError
from relcore.kernel import explain, record, replay, review
from relcore.model import Change, CustomerChanged, OwnerChanged, RulesAdopted, TypeChanged
from relcore.policy_set import DWYER_SCHURR_OH, STANDARD
from relcore.vocabulary import Aspect, EndReason, RelationshipType, Stage
from tests.unit.kernel.history import after, day, happened, note, opened, purchase, stages, then

COMMUNITY, AUTOMATED = RelationshipType.COMMUNITY, RelationshipType.AUTOMATED


def told_of(changes: tuple[Change, ...]) -> list[tuple[Aspect, str | None, str | None, str | None]]:
    return [(c.aspect, c.before, c.after, c.cause) for c in changes]


@pytest.mark.concept("B4")
def test_a_handover_closes_and_opens_at_one_instant() -> None:
    handed = then(happened("o", day(2), OwnerChanged("ben")), relationship=opened(owner="asha"))
    assert handed.relationship.owner == "ben"
    assert told_of(handed.changes) == [(Aspect.OWNER, "asha", "ben", "o")]


def test_an_owner_is_released() -> None:
    freed = then(happened("o", day(2), OwnerChanged(None)), relationship=opened(owner="asha"))
    assert freed.relationship.owner is None
    assert told_of(freed.changes) == [(Aspect.OWNER, "asha", None, "o")]


def test_the_same_owner_again_is_no_change() -> None:
    assert then(happened("o", day(2), OwnerChanged("asha")), relationship=opened(owner="asha")).changes == ()
    assert then(happened("o", day(2), OwnerChanged(None))).changes == ()


def test_another_type_is_a_change_and_the_stage_stays() -> None:
    agreed = then(happened("t", day(3), TypeChanged(COMMUNITY)), purchase("p", day(2)))
    assert (agreed.relationship.type, agreed.relationship.stage) == (COMMUNITY, Stage.AWARENESS)
    assert told_of(agreed.changes) == [(Aspect.TYPE, "long_term", "community", "t")]


def test_another_facet_beside_the_same_type_is_a_change_too() -> None:
    before = opened(type=COMMUNITY)
    agreed = then(happened("t", day(3), TypeChanged(COMMUNITY, (AUTOMATED,))), relationship=before)
    assert agreed.relationship.facets == (AUTOMATED,)
    assert [change.aspect for change in agreed.changes] == [Aspect.TYPE]
    again = then(
        happened("u", day(4), TypeChanged(COMMUNITY, (AUTOMATED,))), relationship=agreed.relationship
    )
    assert again.changes == ()


@pytest.mark.concept("A5")
def test_a_change_of_the_customers_facts_is_recorded_and_moves_nothing() -> None:
    noted = then(happened("c", day(2), CustomerChanged(("zone",))))
    assert noted.changes == ()
    assert noted.relationship.tallies["customer_changed"].count == 1


COFFEE = STANDARD.with_pace(7)
ADOPTED = happened("r", day(60), RulesAdopted(COFFEE.folding.digest))
OLD, NEW = (purchase("p", day(1)),), note("z", day(61))


def test_rules_are_adopted_under_the_old_ones_and_go_on_under_the_new() -> None:
    before = after(*OLD)
    adopting = record(before, ADOPTED)
    assert told_of(adopting.changes) == [
        (Aspect.RULES, STANDARD.folding.digest, COFFEE.folding.digest, "r"),
    ]
    assert adopting.changes[0].decision.rules == COFFEE.folding.digest
    assert (adopting.relationship.rules, adopting.relationship.next_due) == (COFFEE.folding.digest, day(60))
    assert record(adopting.relationship, NEW, COFFEE).relationship.rules == COFFEE.folding.digest


def test_what_new_rules_make_of_the_state_falls_due_at_their_adoption_and_not_before() -> None:
    going_on = record(record(after(*OLD), ADOPTED).relationship, NEW, COFFEE)
    assert going_on.relationship.ending is not None
    assert (going_on.relationship.ending.reason, going_on.relationship.ending.at) == (
        EndReason.LAPSED,
        day(60),
    )
    assert (
        review(record(after(*OLD), ADOPTED).relationship, at=day(60), policies=COFFEE).stage
        is Stage.DISSOLUTION
    )


def test_recording_under_other_rules_names_both_remedies() -> None:
    for verb in (
        lambda r: record(r, NEW, COFFEE),
        lambda r: replay(r, [NEW], COFFEE),
        lambda r: explain(r, day(61), COFFEE),
        lambda r: review(r, at=day(61), policies=COFFEE),
    ):
        with pytest.raises(
            PolicyMismatchError, match=r"Replay its history.*or record a RulesAdopted"
        ) as caught:
            verb(after(*OLD))
        assert STANDARD.folding.digest[:12] in str(caught.value)
        assert COFFEE.folding.digest[:12] in str(caught.value)


def test_after_an_adoption_the_old_rules_do_not_record_any_more() -> None:
    with pytest.raises(PolicyMismatchError):
        record(record(after(*OLD), ADOPTED).relationship, NEW)


def test_a_history_that_adopts_rules_is_replayed_with_both_sets() -> None:
    whole = replay(opened(), (*OLD, ADOPTED, NEW), STANDARD, adopted=(COFFEE,))
    first = record(opened(), OLD[0])
    second = record(first.relationship, ADOPTED)
    third = record(second.relationship, NEW, COFFEE)
    assert whole.relationship == third.relationship
    assert whole.changes == (*first.changes, *second.changes, *third.changes)


def test_a_history_is_split_anywhere_around_an_adoption() -> None:
    history = (*OLD, ADOPTED, NEW)
    whole = replay(opened(), history, STANDARD, adopted=(COFFEE,)).relationship
    for cut in range(4):
        half = replay(opened(), history[:cut], STANDARD, adopted=(COFFEE,)).relationship
        assert replay(half, history[cut:], STANDARD, adopted=(COFFEE,)).relationship == whole


def test_a_history_that_adopts_rules_which_were_not_given_cannot_be_replayed_past_them() -> None:
    assert replay(opened(), (*OLD, ADOPTED)).relationship.rules == COFFEE.folding.digest
    with pytest.raises(
        PolicyMismatchError, match=r"adopted before interaction 'z'. Pass the policy set in adopted="
    ):
        replay(opened(), (*OLD, ADOPTED, NEW))


def test_adopting_the_rules_in_force_changes_nothing() -> None:
    same = then(happened("r", day(2), RulesAdopted(STANDARD.folding.digest)), *OLD)
    assert same.changes == ()
    assert same.relationship.next_due == after(*OLD).next_due


def test_another_table_may_be_adopted() -> None:
    adopted = happened("r", day(40), RulesAdopted(DWYER_SCHURR_OH.folding.digest))
    whole = replay(opened(), (*OLD, adopted, purchase("s", day(41))), adopted=(DWYER_SCHURR_OH,))
    assert stages(whole.changes) == ("awareness", "exploration", "expansion")
    assert [c.decision.rules for c in whole.changes if c.aspect is Aspect.STAGE] == [
        STANDARD.folding.digest,
        DWYER_SCHURR_OH.folding.digest,
        DWYER_SCHURR_OH.folding.digest,
    ]
