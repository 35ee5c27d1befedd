"""Days of somebody's life go from keys, a caller's own block stays, and a class that can't be erased says so."""

import dataclasses
from typing import Any

import attrs
import pytest
from attrs import evolve, frozen

from relcore import Interaction, record, replay
from relcore.errors import FieldError
from relcore.model import ERASED, Block, Note, Person, erase
from relcore.model.erasure import ERASURE
from relcore.vocabulary import ContactBlock, Department, Direction
from tests.properties.told import day, opened, told

AT = day(30)


def settling(id: int, *keys: str) -> Interaction[Any]:
    return told(id, day(id), Note("x"), settles=keys)


@pytest.mark.parametrize(
    ("key", "left"),
    [
        ("r-1/card/c-1/birthday-03-06/2026", f"r-1/card/c-1/{ERASED}/2026"),
        ("r-1/card/c-1/day/he died/2026", f"r-1/card/c-1/{ERASED}/2026"),
        ("r-1/keep_promise/i-3#1", "r-1/keep_promise/i-3#1"),
        ("r-1/rhythm/i-3/12", "r-1/rhythm/i-3/12"),
        ("r-1/card/2026", "r-1/card/2026"),
        ("r-9/card/c-1/birthday/2026", f"{ERASED}/2026"),
        ("r-1//c-1/birthday/2026", f"{ERASED}/2026"),
        ("r-9/note/i-3", "r-9/note/i-3"),
    ],
)
def test_a_day_of_somebodys_life_goes_from_keys(key: str, left: str) -> None:
    """From the interaction, from what is remembered of it, and from what was said of a key that is none."""
    before = settling(1, key)
    assert erase(before, AT).settles == (left,)
    out, erased = record(opened(), before), record(opened(), erase(before, AT))
    assert erased == erase(out, AT)


def test_days_of_one_person_and_year_are_not_told_apart_any_more() -> None:
    keys = [f"r-1/card/c-1/{day}/2026" for day in ("birthday", "wedding", "birthday")]
    history = [settling(n, key) for n, key in enumerate(keys, 1)]
    whole = replay(opened(), history).relationship
    after = erase(whole, AT)
    assert [(one.occasion, one.id) for one in after.carried_out["card"]] == [
        (f"c-1/{ERASED}/2026", history[-1].id)
    ]
    assert replay(opened(), [erase(one, AT) for one in history]).relationship == after


def test_a_callers_own_block_stays() -> None:
    legal = Block(kind=ContactBlock.LEGAL, source=ERASURE, since=day(1))
    left = erase(Person(id="c-1", name="Lourdes", blocks=(legal,)), AT).blocks
    assert left == (legal, Block(kind=ContactBlock.DO_NOT_CONTACT, source=ERASURE, since=AT))


@pytest.mark.parametrize(("since", "holds"), [(1, day(1)), (90, AT)])
def test_no_block_of_the_callers_postpones_an_erasure(since: int, holds: Any) -> None:
    own = Block(kind=ContactBlock.DO_NOT_CONTACT, source=ERASURE, since=day(since))
    gone = erase(Person(id="c-1", name="Lourdes", blocks=(own,)), AT)
    assert gone.blocks == (evolve(own, since=holds),)
    assert erase(gone, day(0)) == gone


@frozen
class Checked:
    kind = "acme.checked"
    direction = Direction.INBOUND
    department = Department.SALES
    personal = ("mail",)
    mail: str = attrs.field(default="a@b", validator=attrs.validators.matches_re(".+@.+"))


@dataclasses.dataclass(frozen=True)
class Made:
    kind = "acme.made"
    direction = Direction.INBOUND
    department = Department.SALES
    personal = ("mail",)
    mail: str
    raw: dataclasses.InitVar[int]


@frozen
class Misnamed:
    kind = "acme.misnamed"
    direction = Direction.INBOUND
    department = Department.SALES
    personal = ((1,),)
    text: str = "x"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (Checked(), r"Checked.personal is .* expected fields that can be erased.* it raised ValueError"),
        (Made("a", 1), r"Made.personal is .* expected fields that can be erased.* it raised TypeError"),
        (Misnamed(), r"Misnamed.personal is \(1,\); expected the name of a field"),
    ],
)
def test_a_class_that_cannot_be_erased_is_named(content: Any, message: str) -> None:
    with pytest.raises(FieldError, match=message):
        erase(told(1, day(1), content), AT)
