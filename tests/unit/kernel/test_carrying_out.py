"""An interaction that names the key of a recommendation has carried it out; what is remembered of that is bounded."""

from datetime import datetime
from typing import Any

import pytest
from attrs import evolve

from relcore.kernel import record
from relcore.model import (
    CarriedOut,
    Content,
    Ended,
    Interaction,
    Note,
    Purchase,
    Recommendation,
    Relationship,
    RulesAdopted,
)
from relcore.model.money import Money
from relcore.policy_set import Memory
from relcore.vocabulary import Aspect, EndReason, Party, Purpose, Stage, Status
from tests.unit.kernel.history import (
    MOMENT,
    after,
    day,
    ended,
    happened,
    note,
    opened,
    purchase,
    refused,
    then,
    under,
    withdrawn,
)

CUSTOMER, COMPANY, _ = Party
THANKS = "r-1/follow_up.thanks/p1"


def did(id: str, at: datetime, *keys: str, content: Content | None = None) -> Interaction[Any]:
    return happened(id, at, Note("done") if content is None else content, settles=keys)


def done(relationship: Relationship) -> dict[str, list[str]]:
    return {kind: [one.occasion for one in latest] for kind, latest in relationship.carried_out.items()}


def test_nothing_was_carried_out_in_what_was_just_opened() -> None:
    assert dict(opened().carried_out) == {}
    assert dict(after(note("n", day(2))).carried_out) == {}


@pytest.mark.concept("D1")
def test_what_names_a_key_has_carried_it_out_by_kind_with_occasion_instant_and_itself() -> None:
    thanked = after(purchase("p1", day(2)), did("n", day(3), THANKS))
    assert dict(thanked.carried_out) == {"follow_up.thanks": (CarriedOut("p1", day(3), "n"),)}


@pytest.mark.concept("D1")
def test_a_recommendation_and_its_parts_are_settled_by_their_own_keys() -> None:
    asked = Recommendation(
        kind="follow_up",
        relationship_id="r-1",
        occasion="p1",
        purpose=Purpose.SERVICE,
        parts=("thanks", "check"),
    )
    assert done(after(did("n", day(3), asked.part("thanks")))) == {"follow_up.thanks": ["p1"]}
    assert done(after(did("n", day(3), asked.part("check")))) == {"follow_up.check": ["p1"]}
    assert done(after(did("n", day(3), asked.key))) == {"follow_up": ["p1"]}


def test_one_interaction_may_carry_out_several() -> None:
    several = after(did("n", day(3), THANKS, "r-1/card/p-1.birthday.2026", "r-1/card/p-2.birthday.2026"))
    assert done(several) == {
        "follow_up.thanks": ["p1"],
        "card": ["p-1.birthday.2026", "p-2.birthday.2026"],
    }
    assert {one.id for latest in several.carried_out.values() for one in latest} == {"n"}


def test_an_occasion_may_hold_strokes_and_a_kind_does_not() -> None:
    assert done(after(did("n", day(3), "r-1/card/p-1/birthday"))) == {"card": ["p-1/birthday"]}


@pytest.mark.parametrize(
    "content", [Purchase(Money("5.00", "EUR")), Ended(EndReason.NEEDS_CHANGED, CUSTOMER)]
)
def test_whatever_happens_may_carry_something_out(content: Content) -> None:
    assert done(after(did("n", day(3), THANKS, content=content))) == {"follow_up.thanks": ["p1"]}


@pytest.mark.parametrize(
    "key",
    [
        "r-2/follow_up/p1",
        "r-10/follow_up/p1",
        "r/follow_up/p1",
        "R-1/follow_up/p1",
        "follow_up/p1",
        "p1",
        "r-1",
        "r-1/",
        "r-1/follow_up",
        "r-1/follow_up/",
        "r-1//p1",
        " r-1/follow_up/p1",
    ],
)
def test_any_other_key_is_refused_and_changes_nothing_else(key: str) -> None:
    plain, odd = (
        then(note("n", day(3)), purchase("p1", day(2))),
        then(did("n", day(3), key), purchase("p1", day(2))),
    )
    assert odd.status is Status.RECORDED
    assert refused(odd) == [("recommendation_key", key, "r-1/kind/occasion")]
    assert [decision.policy for decision in odd.refusals] == ["settles"]
    assert odd.refusals[0].reasons[0].evidence == ("n",)
    assert odd.relationship == plain.relationship
    assert odd.changes == plain.changes == ()


def test_a_foreign_key_does_not_keep_those_beside_it_from_being_settled() -> None:
    mixed = then(did("n", day(3), "r-2/card/x", THANKS, "p1"))
    assert done(mixed.relationship) == {"follow_up.thanks": ["p1"]}
    assert [code for code, *_ in refused(mixed)] == ["recommendation_key"] * 2


def test_carrying_out_is_no_change_of_anything_else() -> None:
    plain, carried = then(note("n", day(3))), then(did("n", day(3), THANKS))
    assert (carried.changes, carried.refusals) == ((), ())
    assert evolve(carried.relationship, carried_out=plain.relationship.carried_out) == plain.relationship


def test_the_latest_time_of_an_occasion_replaces_the_earlier_one() -> None:
    again = after(
        did("a", day(3), THANKS), did("b", day(4), "r-1/follow_up.thanks/p2"), did("c", day(5), THANKS)
    )
    assert again.carried_out["follow_up.thanks"] == (
        CarriedOut("p2", day(4), "b"),
        CarriedOut("p1", day(5), "c"),
    )
    assert done(after(did("a", day(3), THANKS, THANKS))) == {"follow_up.thanks": ["p1"]}


def test_as_many_of_a_kind_are_kept_as_memory_holds_and_one_more_is_named_as_lost() -> None:
    two = under(memory=Memory(carried_out=2))
    keys = [f"r-1/card/o{n}" for n in range(3)]
    full = after(
        did("a", day(2), keys[0]), did("b", day(3), keys[1]), did("g", day(4), "r-1/gift/x"), policies=two
    )
    assert (done(full), full.forgotten) == ({"card": ["o0", "o1"], "gift": ["x"]}, ())
    over = then(did("h", day(5), keys[2]), relationship=full, policies=two).relationship
    assert (done(over), over.forgotten) == ({"card": ["o1", "o2"], "gift": ["x"]}, ("carried_out.card",))
    at_once = after(did("a", day(2), *keys), policies=two)
    assert (done(at_once), at_once.forgotten) == ({"card": ["o1", "o2"]}, ("carried_out.card",))


def test_an_occasion_that_comes_again_takes_no_further_room() -> None:
    two = under(memory=Memory(carried_out=2))
    history = [did(f"n{n}", day(2 + n), f"r-1/card/o{n % 2}") for n in range(6)]
    kept = after(*history, policies=two)
    assert (done(kept), kept.forgotten) == ({"card": ["o0", "o1"]}, ())


def test_what_the_default_memory_holds_is_kept_and_one_more_is_named_as_lost() -> None:
    most, kinds = Memory().carried_out, Memory().recommendations
    full = after(did("n", day(2), *(f"r-1/card/o{n}" for n in range(most))))
    assert (len(full.carried_out["card"]), full.forgotten) == (most, ())
    over = then(did("z", day(20), "r-1/card/z"), relationship=full).relationship
    assert (len(over.carried_out["card"]), over.forgotten) == (most, ("carried_out.card",))
    wide = after(did("n", day(2), *(f"r-1/k{n}/o" for n in range(kinds))))
    assert (len(wide.carried_out), wide.forgotten) == (kinds, ())
    more = then(did("z", day(20), "r-1/z/o"), relationship=wide).relationship
    assert (len(more.carried_out), more.forgotten) == (kinds, ("carried_out",))


def test_kinds_beyond_the_memory_are_not_kept_and_that_is_named_while_known_kinds_go_on() -> None:
    one = under(memory=Memory(recommendations=1))
    first = after(did("a", day(2), "r-1/card/x"), policies=one)
    assert (done(first), first.forgotten) == ({"card": ["x"]}, ())
    over = then(did("b", day(3), "r-1/gift/x", "r-1/card/y"), relationship=first, policies=one)
    assert (done(over.relationship), over.relationship.forgotten) == ({"card": ["x", "y"]}, ("carried_out",))
    assert over.refusals == ()


def test_a_smaller_memory_that_is_adopted_later_holds_as_many_as_it_can() -> None:
    small = under(memory=Memory(carried_out=2))
    grown = after(*(did(f"n{n}", day(2 + n), f"r-1/card/o{n}") for n in range(4)))
    adopted = record(grown, happened("r", day(7), RulesAdopted(small.folding.digest))).relationship
    kept = record(adopted, did("z", day(8), "r-1/card/z"), small).relationship
    assert (done(kept), kept.forgotten) == ({"card": ["o3", "z"]}, ("carried_out.card",))


def test_an_ending_a_new_episode_and_an_ending_taken_back_keep_what_was_carried_out() -> None:
    before = (purchase("p1", day(2)), did("n", day(3), THANKS))
    left = ended("x", day(4), EndReason.NEEDS_CHANGED, CUSTOMER)
    kept = {"follow_up.thanks": ["p1"]}
    assert done(after(*before, left)) == kept
    assert done(after(*before, left, purchase("p2", day(6)))) == kept
    assert done(after(*before, left, withdrawn("y", day(6), "x"))) == kept
    in_dissolution = after(*before, left, did("w", day(6), "r-1/win_back/x"))
    assert in_dissolution.stage is Stage.DISSOLUTION
    assert done(in_dissolution) == {**kept, "win_back": ["x"]}


def test_a_loss_is_named_across_endings_too() -> None:
    one = under(memory=Memory(carried_out=1, recommendations=1))
    lossy = did("a", day(3), "r-1/card/x", "r-1/card/y", "r-1/gift/x")
    left = ended("x", day(4), EndReason.NEEDS_CHANGED, CUSTOMER)
    history = (purchase("p1", day(2)), lossy, left, purchase("p2", day(6)))
    assert after(*history, policies=one).forgotten == ("carried_out", "carried_out.card")


def test_a_late_or_repeated_interaction_carries_nothing_out() -> None:
    thanked = after(did("n", day(3), THANKS))
    again = record(thanked, did("n", day(3), "r-1/card/x"))
    late = record(thanked, did("m", day(3) - MOMENT, "r-1/card/x"))
    assert (again.status, late.status) == (Status.REPEATED, Status.LATE)
    assert again.relationship is late.relationship is thanked


def test_the_refusal_of_a_key_comes_before_that_of_a_move() -> None:
    odd = then(
        did("x", day(3), "p1", content=Ended(EndReason.TRIAL_FAILED, CUSTOMER)), purchase("p1", day(2))
    )
    assert [decision.policy for decision in odd.refusals] == ["settles", "exploration_first"]
    assert [change for change in odd.changes if change.aspect is Aspect.STAGE] == []
