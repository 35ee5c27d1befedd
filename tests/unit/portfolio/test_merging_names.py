"""What two logs call by one id is told apart wherever it is named, and each log keeps its order."""

from typing import Any

import pytest
from attrs import evolve

from relcore import Interaction, replay
from relcore.errors import FieldError
from relcore.model import Concern, Delivered, Message, Note, Promise, Resolved, Return, Statement
from relcore.portfolio import History, merge_histories, unmerge
from relcore.vocabulary import Department, Severity, StatementTopic
from tests.properties.told import bought, day, opened, told


def of(id: str, *interactions: Interaction[Any], **fields: Any) -> History:
    r = opened(**{"id": id, **fields})
    return History(r, tuple(evolve(one, relationship_id=id) for one in interactions))


def merged(one: Any, other: Any, into: str = "r-1") -> Any:
    found = merge_histories(one, other, into=into)
    assert found == merge_histories(other, one, into=into)
    assert unmerge(found) == (one, other)
    return found


def settled(key: str, *ids: str, other: str = "r-2", customer_id: str = "c-1") -> str:
    """What a key of the other log becomes, where both logs have given these ids."""
    ours = of("r-1", *(told(id, day(1), Note("x")) for id in ids))
    theirs = [*(told(id, day(1), Note("y")) for id in ids), told("s", day(2), Message(), settles=(key,))]
    found = merged(ours, of(other, *theirs, customer_id=customer_id))
    (after,) = found.interactions[-1].settles
    return str(after)


@pytest.mark.parametrize("sequence", [None, 4])
def test_a_new_id_does_not_change_the_order_of_its_log(sequence: int | None) -> None:
    """What comes back was bought before."""
    back = [bought("i-7", day(2)), told("j-1", day(2), Return("i-7", cancels=True))]
    theirs = of("r-2", *(evolve(one, sequence=sequence) for one in back))
    found = merged(of("r-1", told("i-7", day(2), Note("x"))), theirs)
    assert found.relationship.purchases == 0
    assert [one.order for one in found.interactions] == sorted(one.order for one in found.interactions)
    assert [one.id for one in found.interactions if one.id != "i-7"] == ["r-2/i-7", "j-1"]


def test_an_instant_whose_order_a_new_id_keeps_is_not_numbered() -> None:
    found = merged(of("r-1", told("i", day(2), Note("x"))), of("r-2", told("i", day(2), Note("y"))))
    assert [(one.id, one.sequence) for one in found.interactions] == [("i", None), ("r-2/i", None)]


def test_a_key_begins_with_the_relationship_of_its_interaction() -> None:
    """And not with one whose id begins alike."""
    theirs = of("r/1", told("j", day(2), Note("z"), settles=("r/1/follow_up/j-1",)))
    assert merged(of("r"), theirs, "r").interactions[0].settles == ("r/follow_up/j-1",)
    done = merged(of("r"), theirs, "r").relationship.carried_out
    assert {kind: [one.occasion for one in latest] for kind, latest in done.items()} == {"follow_up": ["j-1"]}


@pytest.mark.parametrize(
    ("key", "after"),
    [
        ("r-2/resolve/c-2/1", "r-1/resolve/r-2/c-2/1"),
        ("r-2/card/c-2/birthday/2026", "r-1/card/c-1/birthday/2026"),
        ("r-2/acknowledge_need/i-7/sales", "r-1/acknowledge_need/r-2/i-7/sales"),
        ("r-2/call/episode-1/conversation-2/after-i-7", "r-1/call/episode-1/conversation-2/after-r-2/i-7"),
        ("r-2/offer/i-7/c-2", "r-1/offer/r-2/i-7/c-1"),
        ("r-2/keep/i-7#2", "r-1/keep/r-2/i-7#2"),
        ("r-2/visit/ana/7", "r-1/visit/ana/7"),
        ("r-2/visit/7", "r-1/visit/r-2/7"),
        ("r-2/visit/after-7/7", "r-1/visit/r-2/after-7/7"),
        ("r-2/visit", "r-2/visit"),
        ("r-3/visit/i-7", "r-3/visit/i-7"),
    ],
)
def test_whatever_an_occasion_names_is_called_by_its_new_name(key: str, after: str) -> None:
    """An interaction comes before a person whose id it begins with, and a number at the end is none."""
    assert settled(key, "c-2/1", "i-7", "7", "after-7", customer_id="c-2") == after


def test_a_need_that_was_acknowledged_stays_so() -> None:
    need = Statement(StatementTopic.NEED, "cheaper", departments=(Department.SALES,))
    key = "r-2/acknowledge_need/i/sales"
    theirs = of("r-2", told("i", day(2), need), told("k", day(3), Note("y"), settles=(key,)))
    done = merged(of("r-1", told("i", day(2), Note("x"))), theirs).relationship.carried_out
    assert [one.occasion for one in done["acknowledge_need"]] == ["r-2/i/sales"]


def test_ids_may_contain_the_mark_of_items() -> None:
    """A whole id is meant first, and the number of an item stands after the last mark."""
    ours = of("r-1", told("t#1", day(2), Note("x")), told("order", day(2), Note("x")))
    theirs = of(
        "r-2",
        told("t#1", day(2), Note("y", promises=(Promise("p", day(20)),))),
        told("order", day(2), Note("y")),
        told("order#17", day(2), Concern("c", Severity.MODERATE)),
        told("k", day(3), Delivered("t#1#1")),
        told("l", day(4), Resolved("order#17")),
        told("m", day(5), Resolved("order#x")),
    )
    found = merged(ours, theirs)
    named = [one.content.item_id for one in found.interactions[-3:]]
    assert named == ["r-2/t#1#1", "order#17", "order#x"]
    assert found.relationship.conduct.promises.kept == 1
    alone = replay(theirs.relationship, theirs.interactions).relationship
    assert set(found.relationship.items) == set(alone.items)


def test_what_refers_to_what_was_told_apart_is_told_apart_however_far() -> None:
    def chain(id: str, said: str) -> History:
        notes = [told(f"i-{n}", day(n), Note("same", about=f"i-{n - 1}")) for n in range(2, 30)]
        return of(id, told("i-1", day(1), Note(said)), *reversed(notes))

    found = merged(chain("r-1", "x"), chain("r-2", "y"))
    assert {f"r-2/i-{n}" for n in range(1, 30)} < {one.id for one in found.interactions}


def test_a_customer_who_is_a_key_contact_now_keeps_the_id() -> None:
    """The key contact is a person of the organisation, who is greeted once."""
    call = told("m", day(1), Message(), by="c-2", to="c-1", settles=("r-2/card/c-2/birthday/2026",))
    ours, theirs = of("r-1"), of("r-2", call, customer_id="c-2")
    found = merge_histories(ours, theirs, into="r-1", staying=["c-2"])
    (sent,) = found.interactions
    assert (sent.by, sent.to, sent.settles) == ("c-2", "c-1", ("r-1/card/c-2/birthday/2026",))
    assert merge_histories(found, of("r-3"), into="r-1").staying == ("c-2",)
    since = told("n", day(2), Note("x"), by="c-2", to="c-1")
    (*_, added) = unmerge(found, later=[since], to={"n": "r-2"})[1].interactions
    assert (added.by, added.to) == ("c-2", "c-1")


@pytest.mark.parametrize("staying", [5, "c-2", [5]])
def test_who_stays_is_told_by_ids(staying: Any) -> None:
    with pytest.raises(FieldError, match="staying"):
        merge_histories(of("r-1"), of("r-2"), into="r-1", staying=staying)


def test_what_means_something_else_in_the_original_is_not_added_to_it() -> None:
    ours, theirs = (of(id, told("i", day(1), Concern(id, Severity.MINOR))) for id in ("r-1", "r-2"))
    found = merged(ours, theirs)
    since = told("k", day(2), Resolved("i"))
    assert unmerge(found, later=[since], to={"k": "r-1"})[0].interactions[-1].content == Resolved("i")
    with pytest.raises(
        FieldError, match=r"later\['k'\].item_id is 'i'; expected an id that means the same in 'r-2'"
    ):
        unmerge(found, later=[since], to={"k": "r-2"})
    elsewhere = unmerge(found, later=[evolve(since, content=Resolved("x"))], to={"k": "r-2"})[1]
    assert elsewhere.interactions[-1].content == Resolved("x")
