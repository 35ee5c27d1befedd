"""Owner, type and rules: the facts that change the relationship itself."""

import pytest

from relcore.errors import PolicyMismatchError
from relcore.kernel import explain, record, replay, review
from relcore.model import (
    Agent,
    Change,
    Company,
    CustomerChanged,
    OwnerChanged,
    RulesAdopted,
    TypeChanged,
    Window,
)
from relcore.policy_set import DWYER_SCHURR_OH, STANDARD
from relcore.vocabulary import Aspect, EndReason, RelationshipType, Stage
from tests.unit.kernel.history import (
    after,
    day,
    happened,
    note,
    opened,
    promise,
    purchase,
    refused,
    stages,
    then,
)

COMMUNITY, AUTOMATED = RelationshipType.COMMUNITY, RelationshipType.AUTOMATED
TRANSACTIONAL, DEDICATED = RelationshipType.TRANSACTIONAL, RelationshipType.DEDICATED_ASSISTANCE


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


@pytest.mark.concept("B4")
def test_at_every_instant_there_is_one_owner_at_most_and_no_gap_between_two() -> None:
    handovers = tuple(
        happened(f"o{n}", day(2 + n // 2), OwnerChanged(owner))
        for n, owner in enumerate(("ben", "ines", "ines", "asha", None, "ben"))
    )
    owned = replay(opened(owner="asha", type=DEDICATED), handovers).changes
    assert [c.after for c in owned] == ["ben", "ines", "asha", None, "ben"]
    assert [c.before for c in owned] == ["asha", *(c.after for c in owned[:-1])]
    assert all(c.aspect is Aspect.OWNER for c in owned)


@pytest.mark.concept("B4")
def test_a_dedicated_relationship_without_an_active_representative_is_found() -> None:
    def found(owner: str | None) -> list[str]:
        agents = (Agent(id="asha"), Agent(id="ben", active=False))
        relationship = after(note("n", day(2)), relationship=opened(type=DEDICATED, owner=owner))
        seen = review(relationship, at=day(3), company=Company(agents=agents))
        return [d.policy for d in seen.findings]

    assert found("asha") == []
    assert [found(owner) for owner in ("ben", "cara", None)] == [["no_active_representative"]] * 3


@pytest.mark.concept("B1")
def test_a_transactional_relationship_has_no_owner() -> None:
    kiosk = opened(type=TRANSACTIONAL)
    tried = then(happened("o", day(2), OwnerChanged("asha")), relationship=kiosk)
    assert refused(tried) == [("type_has_owner", "transactional", "another type")]
    assert (tried.changes, tried.relationship.owner) == ((), None)
    assert refused(then(happened("o", day(2), OwnerChanged(None)), relationship=kiosk)) == []


@pytest.mark.concept("B1")
@pytest.mark.parametrize("type_", [type_ for type_ in RelationshipType if type_ is not TRANSACTIONAL])
def test_every_other_type_may_have_one(type_: RelationshipType) -> None:
    given = then(happened("o", day(2), OwnerChanged("asha")), relationship=opened(type=type_))
    assert (given.relationship.owner, given.refusals) == ("asha", ())


@pytest.mark.concept("B1")
def test_what_becomes_transactional_releases_its_owner_at_the_same_instant() -> None:
    changed = then(happened("t", day(3), TypeChanged(TRANSACTIONAL)), relationship=opened(owner="asha"))
    assert told_of(changed.changes) == [
        (Aspect.TYPE, "long_term", "transactional", "t"),
        (Aspect.OWNER, "asha", None, "t"),
    ]
    assert changed.relationship.owner is None


@pytest.mark.concept("B1")
def test_another_change_of_type_keeps_the_owner_and_without_one_there_is_none_to_release() -> None:
    kept = then(happened("t", day(3), TypeChanged(COMMUNITY)), relationship=opened(owner="asha"))
    assert kept.relationship.owner == "asha"
    free = then(happened("t", day(3), TypeChanged(TRANSACTIONAL)))
    assert told_of(free.changes) == [(Aspect.TYPE, "long_term", "transactional", "t")]


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


def test_windows_of_time_begin_anew_with_the_adoption_at_the_width_of_the_new_rules() -> None:
    promised = (purchase("p", day(1)), promise("q", day(2), day(60)))
    before = after(*promised).windows
    assert before is not None
    assert (before.anchor, before.width_seconds) == (day(1), 180 * 86_400)
    adopting = record(after(*promised), ADOPTED).relationship
    assert adopting.windows is not None
    assert (adopting.windows.anchor, adopting.windows.width_seconds, adopting.windows.latest) == (
        day(60),
        0,
        (),
    )
    assert adopting.windows.full(day(900)) is None
    going_on = record(adopting, NEW, COFFEE).relationship.windows
    assert going_on is not None
    assert (going_on.anchor, going_on.width_seconds) == (day(60), 90 * 86_400)
    assert going_on.latest == (Window(0, breaches=1),)
