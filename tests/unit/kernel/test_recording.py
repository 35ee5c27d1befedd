"""One interaction, one history, many histories: what is late or repeated leaves the state as it was."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from relcore.errors import (
    FieldError,
    ForeignInteractionError,
    PolicyError,
    PolicyMismatchError,
    UnknownRelationshipError,
)
from relcore.kernel import Opening, record, replay, replay_many
from relcore.model import AbandonedCart, Answered, Change, Interaction, Note, RulesAdopted
from relcore.policy_set import STANDARD
from relcore.vocabulary import RelationshipType, Role, Stage, Status
from tests.unit.kernel.history import MOMENT, after, day, happened, note, opened, promise, purchase

HISTORY = (
    purchase("p1", day(2)),
    promise("q", day(3), day(20)),
    purchase("r", day(9)),
    note("s", day(30)),
    note("t", day(400)),
    purchase("u", day(401)),
)


def of(relationship: str, interaction: Interaction[Any]) -> Interaction[Any]:
    return evolve(interaction, relationship_id=relationship)


def test_recording_gives_a_new_relationship_and_leaves_the_arguments_as_they_were() -> None:
    before = opened()
    recorded = record(before, HISTORY[0])
    assert (recorded.status, recorded.relationship.revision) == (Status.RECORDED, 1)
    assert before == opened()
    assert recorded.relationship.last == (day(2), -1, "p1")


def test_an_equal_place_in_the_order_is_a_repeat() -> None:
    before = after(HISTORY[0])
    again = record(before, HISTORY[0])
    assert (again.status, again.changes, again.refusals) == (Status.REPEATED, (), ())
    assert again.relationship is before


@pytest.mark.parametrize(
    "late",
    [
        note("z", day(2) - MOMENT),
        note("a", day(2)),
        happened("z", day(1), Note("x"), sequence=99),
    ],
    ids=["an earlier instant", "a lesser id", "an earlier instant with a number"],
)
def test_a_lesser_place_in_the_order_is_late(late: Interaction[Any]) -> None:
    before = after(HISTORY[0])
    recorded = record(before, late)
    assert (recorded.status, recorded.changes) == (Status.LATE, ())
    assert recorded.relationship is before


def test_at_one_instant_the_number_of_the_log_decides_and_then_the_id() -> None:
    seen = after(happened("m", day(2), Note("x"), sequence=4))
    found = {
        sequence: record(seen, happened(id, day(2), Note("x"), sequence=sequence)).status
        for sequence, id in ((None, "z"), (3, "z"), (5, "a"))
    }
    assert found == {None: Status.LATE, 3: Status.LATE, 5: Status.RECORDED}
    assert record(seen, happened("n", day(2), Note("x"), sequence=4)).status is Status.RECORDED
    assert record(seen, happened("m", day(2), Note("another"), sequence=4)).status is Status.REPEATED


def test_what_happened_before_the_opening_is_late() -> None:
    assert record(opened(), note("n", day(1) - MOMENT)).status is Status.LATE
    assert record(opened(), note("n", day(1))).status is Status.RECORDED


@pytest.mark.concept("A1")
def test_an_interaction_of_another_relationship_raises() -> None:
    foreign = of("r-2", note("n", day(2)))
    with pytest.raises(
        ForeignInteractionError, match=r"Interaction.relationship_id is 'r-2'; expected 'r-1'"
    ):
        record(opened(), foreign)
    with pytest.raises(ForeignInteractionError):
        replay(opened(), (HISTORY[0], foreign))


def test_a_replay_is_the_same_as_recording_one_by_one_split_anywhere() -> None:
    relationship = opened()
    changes: list[Change] = []
    for interaction in HISTORY:
        recorded = record(relationship, interaction)
        relationship = recorded.relationship
        changes.extend(recorded.changes)
    whole = replay(opened(), HISTORY)
    assert (whole.relationship, list(whole.changes), whole.recorded) == (relationship, changes, len(HISTORY))
    for cut in range(len(HISTORY) + 1):
        assert replay(after(*HISTORY[:cut]), HISTORY[cut:]).relationship == relationship


def test_a_replay_reports_what_was_late_or_repeated_and_folds_the_rest() -> None:
    replayed = replay(opened(), (HISTORY[0], HISTORY[0], note("x", day(1)), HISTORY[1], note("y", day(2))))
    assert (replayed.recorded, replayed.repeated, replayed.late) == (2, ("p1",), ("x", "y"))
    assert replayed.relationship == after(*HISTORY[:2])


def test_a_replay_of_nothing_gives_back_what_was_given() -> None:
    before = opened()
    replayed = replay(before, ())
    assert replayed.relationship is before
    assert (replayed.recorded, replayed.changes) == (0, ())
    only_late = replay(before, [note("n", day(1) - MOMENT)])
    assert (only_late.relationship, only_late.late) == (before, ("n",))


def test_refusals_are_replayed_in_order() -> None:
    refused = replay(opened(), (happened("a", day(2), Answered("x")), happened("b", day(3), Answered("y"))))
    assert [d.reasons[0].evidence for d in refused.refusals] == [("a",), ("b",)]


def test_a_relationship_is_bound_to_the_rules_by_its_first_interaction() -> None:
    assert opened().rules == ""
    bound = after(note("n", day(1)))
    assert bound.rules == STANDARD.folding.digest
    with pytest.raises(PolicyMismatchError):
        record(bound, note("o", day(2)), STANDARD.with_pace(7))


OPENING = Opening(type=RelationshipType.COMMUNITY, zone=ZoneInfo("Asia/Manila"), currency="EUR")


@pytest.mark.concept("F4")
def test_a_first_transaction_opens_a_relationship() -> None:
    (replayed,) = replay_many([of("r-9", purchase("p", day(5)))], opening=OPENING)
    opened_by_it = replayed.relationship
    assert (opened_by_it.id, opened_by_it.customer_id, opened_by_it.opened_at) == ("r-9", "r-9", day(5))
    assert (opened_by_it.type, opened_by_it.zone, opened_by_it.currency) == (
        RelationshipType.COMMUNITY,
        ZoneInfo("Asia/Manila"),
        "EUR",
    )
    assert (opened_by_it.role, opened_by_it.stage) == (Role.CUSTOMER, Stage.AWARENESS)


@pytest.mark.concept("F4")
def test_every_customers_first_transaction_opens_a_relationship_of_its_own_and_the_next_does_not() -> None:
    stream = [of("b", purchase("p", day(2))), of("a", purchase("p", day(3))), of("b", purchase("q", day(4)))]
    replays = list(replay_many(stream, opening=OPENING))
    assert [(r.relationship.id, r.relationship.purchases) for r in replays] == [("b", 2), ("a", 1)]


@pytest.mark.concept("F4")
def test_one_call_opens_a_relationship_and_records_its_first_interaction() -> None:
    first = of("r-9", purchase("p", day(5)))
    recorded = record(OPENING, first)
    (replayed,) = replay_many([first], opening=OPENING)
    assert recorded.status is Status.RECORDED
    assert (recorded.relationship, recorded.changes) == (replayed.relationship, replayed.changes)
    assert [change.after for change in recorded.changes] == ["awareness", "customer"]
    going_on = record(recorded.relationship, of("r-9", purchase("q", day(6)))).relationship
    assert (going_on.id, going_on.opened_at, going_on.purchases) == ("r-9", day(5), 2)


@pytest.mark.concept("F4")
def test_an_abandoned_cart_opens_a_relationship_and_never_advances_it() -> None:
    recorded = record(OPENING, happened("a", day(5), AbandonedCart(category="tea")))
    assert (recorded.relationship.stage, recorded.changes) == (Stage.EXPLORATION, ())
    again = after(
        *(happened(f"b{n}", day(6 + n), AbandonedCart(category=f"tea {n}")) for n in range(9)),
        relationship=recorded.relationship,
    )
    assert (again.stage, again.role, again.purchases) == (Stage.EXPLORATION, Role.PROSPECT, 0)


@pytest.mark.parametrize("given", [None, "bought", Note("x")], ids=["nothing", "a text", "a content"])
def test_nothing_but_an_interaction_opens_a_relationship(given: Any) -> None:
    with pytest.raises(FieldError, match="interaction is "):
        record(OPENING, given)


@pytest.mark.concept("A8")
def test_nobody_opens_a_relationship_without_a_type() -> None:
    with pytest.raises(TypeError, match=r"type"):
        Opening()  # type: ignore[call-arg]


def test_interleaved_histories_fold_like_each_alone() -> None:
    ids = ("c", "a", "b")
    stream = [of(id, interaction) for interaction in HISTORY for id in ids]
    replays = list(replay_many(stream, opening=OPENING))
    alone = [next(replay_many((of(id, i) for i in HISTORY), opening=OPENING)) for id in ids]
    assert replays == alone


def test_relationships_that_are_open_already_come_first_even_if_nothing_happened() -> None:
    given = after(*HISTORY[:2])
    quiet = opened(id="quiet")
    stream = [of("new", note("n", day(1))), HISTORY[2]]
    replays = list(replay_many(stream, relationships=(given, quiet), opening=OPENING))
    assert [r.relationship.id for r in replays] == ["r-1", "quiet", "new"]
    assert replays[0].relationship == after(*HISTORY[:3])
    assert replays[1].relationship is quiet
    assert replays[1].recorded == 0


def test_an_interaction_of_an_unknown_relationship_raises_unless_there_is_an_opening() -> None:
    stream = [of("r-7", note("n", day(2)))]
    with pytest.raises(
        UnknownRelationshipError, match=r"is 'r-7'; expected a relationship among those given"
    ):
        list(replay_many(stream, relationships=(opened(),)))
    assert len(list(replay_many(stream, relationships=(opened(),), opening=OPENING))) == 2


def test_many_histories_are_read_when_they_are_asked_for_and_only_once() -> None:
    read: list[str] = []

    def stream() -> Iterator[Interaction[Any]]:
        for interaction in HISTORY:
            read.append(interaction.id)
            yield interaction

    replays = replay_many(stream(), opening=OPENING)
    assert read == []
    list(replays)
    assert read == [interaction.id for interaction in HISTORY]


def test_many_histories_may_adopt_rules_on_their_way() -> None:
    coffee = STANDARD.with_pace(7)
    adopting = (HISTORY[0], happened("r", day(8), RulesAdopted(coffee.folding.digest)), HISTORY[2])
    stream = [*adopting, of("r-2", HISTORY[3])]
    first, second = replay_many(stream, opening=OPENING, adopted=(coffee,))
    assert (first.relationship.rules, second.relationship.rules) == (
        coffee.folding.digest,
        STANDARD.folding.digest,
    )
    with pytest.raises(PolicyMismatchError):
        list(replay_many(stream, opening=OPENING))


def test_an_opening_without_a_currency_leaves_it_to_the_first_amount() -> None:
    euros, pesos = of("a", purchase("p", day(2))), of("b", purchase("p", day(2), currency="PHP"))
    opening = Opening(type=RelationshipType.LONG_TERM)
    assert [r.relationship.currency for r in replay_many([euros, pesos], opening=opening)] == ["EUR", "PHP"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("type", "community"), ("role", "customer"), ("zone", "Asia/Manila"), ("currency", "EURO")],
)
def test_an_openings_field_that_cannot_hold_its_value_is_named(field: str, value: object) -> None:
    known: dict[str, Any] = {"type": RelationshipType.COMMUNITY, field: value}
    with pytest.raises(FieldError, match=f"Opening.{field} is "):
        Opening(**known)


@pytest.mark.parametrize("given", [None, "bought", Note("x")], ids=["nothing", "a text", "a content"])
def test_what_is_no_interaction_is_not_recorded(given: Any) -> None:
    with pytest.raises(FieldError, match=r"interaction is .*expected an Interaction. Build one"):
        record(opened(), given)
    with pytest.raises(FieldError, match=r"interaction is "):
        replay(opened(), [given])


@pytest.mark.parametrize(
    "given", [None, "standard", STANDARD.folding], ids=["nothing", "a name", "half of it"]
)
def test_what_is_no_policy_set_is_not_recorded_under(given: Any) -> None:
    with pytest.raises(PolicyError, match=r"policies is .*expected a PolicySet. Pass the whole set"):
        record(opened(), note("n", day(2)), given)
    with pytest.raises(PolicyError, match=r"policies is "):
        replay(opened(), [], given)


def test_one_relationship_is_not_given_twice() -> None:
    with pytest.raises(FieldError, match="'r-1'"):
        list(replay_many([], relationships=(after(*HISTORY[:2]), opened())))


def test_misuse_of_many_histories_raises_relcores_own_error() -> None:
    nothing: Any = None
    community: Any = "community"
    with pytest.raises(FieldError, match="interaction is None"):
        list(replay_many([nothing], opening=OPENING))
    with pytest.raises(FieldError, match="opening is 'community'"):
        list(replay_many([HISTORY[0]], opening=community))


def test_an_interaction_is_recorded_in_a_relationship_and_under_a_policy_set() -> None:
    an_id: Any = "r"
    part: Any = STANDARD.folding
    with pytest.raises(FieldError, match="relationship is 'r'"):
        record(an_id, HISTORY[0])
    with pytest.raises(PolicyError, match=r"policies is .*Pass the whole set"):
        record(opened(), HISTORY[0], part)


def test_adopted_policy_sets_are_several() -> None:
    alone: Any = STANDARD
    with pytest.raises(PolicyError, match=r"adopted is .*Write adopted=\(policies,\)"):
        replay(opened(), HISTORY, adopted=alone)


def test_one_interaction_is_no_history() -> None:
    alone: Any = HISTORY[0]
    with pytest.raises(FieldError, match="interactions is "):
        replay(opened(), alone)
