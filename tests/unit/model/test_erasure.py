"""What an erasure takes and what it leaves: by class, by field, and for those whose class relcore does not know."""

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import pytest
from attrs import evolve, frozen

from relcore import Money, replay
from relcore.errors import FieldError, InstantError
from relcore.model import (
    ERASED,
    Block,
    Consent,
    Customer,
    Decision,
    Message,
    Note,
    Occasion,
    Person,
    Promise,
    Purchase,
    Reason,
    Relationship,
    Resolved,
    Review,
    Statement,
    UnknownContent,
    erase,
)
from relcore.model.erasure import ERASURE, TEXTS
from relcore.vocabulary import (
    Channel,
    Comparison,
    ConsentBasis,
    ContactBlock,
    CustomerKind,
    Department,
    Direction,
    Party,
    Purpose,
    RelationshipType,
    StatementTopic,
    Verdict,
    Wish,
)
from tests.properties.told import bought, day, remembering, told
from tests.unit.serialization.content_examples import CONTENTS

AT = datetime(2026, 5, 1, 9, tzinfo=UTC)
GOES = {
    "concern": "text",
    "conversation": "topic promises",
    "ended": "statement competitor",
    "message": "text topic",
    "note": "text promises",
    "opportunity": "text",
    "pledge": "text",
    "promise": "text",
    "purchase": "motive",
    "question": "text topic",
    "reopened": "why",
    "resolved": "cause fix prevention",
    "stage_changed": "why",
    "statement": "text theme",
    "withdrawn": "reason",
    "work_done": "text",
}


def of(content: Any) -> Any:
    return erase(told(1, day(1), content), AT).content


# --- interactions


@pytest.mark.parametrize("content", CONTENTS, ids=[one.kind for one in CONTENTS])
def test_free_texts_go_and_everything_else_stays(content: Any) -> None:
    before, after = attrs.asdict(content, recurse=False), attrs.asdict(of(content), recurse=False)
    changed = {name for name in before if after[name] != before[name]}
    asked = set(GOES.get(content.kind, "").split())
    assert changed <= asked
    assert {name for name in asked if isinstance(before[name], str)} - changed <= {"topic", "theme"}
    assert all(after[name] == ERASED for name in changed if isinstance(before[name], str))


def test_what_an_interaction_is_made_of_stays_its_own() -> None:
    before = evolve(told("i-7", day(1), Note("she moved"), by="ada", to="p-1", settles=("r-1/note/i-6",)))
    assert erase(before, AT) == evolve(before, content=Note(ERASED))


def test_an_interaction_without_a_text_is_the_very_same() -> None:
    before = bought(1, day(1), category="tea")
    assert erase(before, AT) is before


def test_that_nothing_was_said_is_still_so() -> None:
    assert of(Resolved("i-1", cause="haste")) == Resolved("i-1", cause=ERASED)
    assert of(Note("x", promises=(Promise("y", day(9)),))).promises == (Promise(ERASED, day(9)),)


def test_a_campaign_keeps_its_name_and_no_other_topic_stays() -> None:
    """Contacts are counted by it."""
    assert of(Message(Purpose.MARKETING, "spring")).topic == "spring"
    assert of(Message(Purpose.SERVICE, "her illness")).topic == ERASED


@pytest.mark.parametrize("topic", StatementTopic)
def test_comments_and_needs_keep_the_theme_that_they_are_gathered_by(topic: StatementTopic) -> None:
    kept = topic in {StatementTopic.COMMENT, StatementTopic.NEED}
    theme = of(Statement(topic, "no time", "invoices")).theme
    assert theme == ("invoices" if kept else None if topic is StatementTopic.UNWANTED else ERASED)


def test_a_content_of_an_unknown_kind_is_emptied() -> None:
    before = UnknownContent("acme.visit", '{"who":"Lourdes"}', Direction.INBOUND, Department.SALES)
    assert of(before) == evolve(before, document="{}")


# --- third parties


def foreign(cls: type, **fields: Any) -> Any:
    return of(cls(**fields))


@frozen
class Visit:
    kind = "acme.visit"
    direction = Direction.INBOUND
    department = Department.SALES
    personal = ("who", "said", "birthday", "guests")

    minutes: int
    who: str
    said: str | None = None
    birthday: datetime | None = None
    guests: tuple[str, ...] = ()


def test_a_third_partys_class_says_what_is_personal_in_it() -> None:
    before = Visit(30, "Lourdes", birthday=day(1), guests=("Ana",))
    assert of(before) == Visit(30, ERASED)
    assert of(of(before)) == of(before)
    assert of(Visit(30, "Lourdes", "hello")).said == ERASED


def test_a_dataclass_will_do_as_well() -> None:
    @dataclasses.dataclass(frozen=True)
    class Call:
        kind = "acme.call"
        direction = Direction.INBOUND
        department = Department.SALES
        personal = ("said",)
        said: str

    assert of(Call("hello")) == Call(ERASED)


def test_a_class_without_anything_personal_says_so_and_stays_as_it_is() -> None:
    class Points:
        kind = "acme.points"
        direction = Direction.INBOUND
        department = Department.SALES
        personal = ()

    points = Points()
    assert of(points) is points


@pytest.mark.parametrize(
    ("personal", "message"),
    [
        (None, r"Points.personal is None; expected a tuple .* State it in the class: personal = \('text',\)"),
        ("text", r"Points.personal is 'text'; expected a tuple"),
        (("txt",), r"Points.personal is 'txt'; expected the name of a field. Its fields are text, points."),
        (("points",), r"Points.points is 3; expected a text, .* Let it be None by default"),
    ],
)
def test_a_class_that_does_not_say_it_well_is_refused(personal: Any, message: str) -> None:
    @frozen
    class Points:
        kind = "acme.points"
        direction = Direction.INBOUND
        department = Department.SALES
        text: str = "x"
        points: int = 3
        _secret: str = "y"

    if personal is not None:
        Points.personal = personal  # type: ignore[attr-defined]
    with pytest.raises(FieldError, match=message):
        foreign(Points)


def test_a_class_without_fields_has_none_to_erase() -> None:
    class Bare:
        kind = "acme.bare"
        direction = Direction.INBOUND
        department = Department.SALES
        personal = ("text",)

    with pytest.raises(FieldError, match="Its fields are none that can be set"):
        foreign(Bare)


# --- decisions


def reason(code: str, unit: str, measured: Any, required: Any) -> Reason:
    return Reason(code, False, measured, Comparison.EQUAL_TO, required, unit, ("i-1",))


def decided(reason: Reason) -> Decision:
    return Decision(Verdict.FOUND, "x", (reason,), "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (reason("unwanted", "topic", "calls", None), (ERASED, None)),
        (reason("lifted.cap.weekly", "override", "she asked me to", "ada"), (ERASED, "ada")),
        (reason("tie.business", "business", "bakery", "bakery"), (ERASED, ERASED)),
        (reason("falls_on", "day", "2026-03-01", "1960-03-01"), (ERASED, ERASED)),
        (reason("anniversary", "years", 66, 1), (None, None)),
        (reason("purchase_days", "days", 3, 2), (3, 2)),
        (reason("owner_changed", "owner", "ada", "ada"), ("ada", "ada")),
    ],
    ids=lambda value: value.code if isinstance(value, Reason) else "",
)
def test_reasons_that_quote_somebody_or_tell_a_day_of_a_life_are_emptied(before: Reason, after: Any) -> None:
    found = erase(decided(before), AT).reasons[0]
    assert (found.measured, found.required, found.evidence) == (*after, ("i-1",))
    assert erase(decided(found), AT) == decided(found)


# --- relationships


def test_an_erased_relationship_remembers_that_and_not_what() -> None:
    r = replay(
        Relationship.open(id="r-1", customer_id="c-1", type=RelationshipType.LONG_TERM, at=day(0)),
        [
            told("i-1", day(1), Purchase(Money(9, "EUR"), "tea", motive="for her mother")),
            told("i-2", day(2), Statement(StatementTopic.UNWANTED, "calls at night", "calls")),
            told("i-3", day(3), Statement(StatementTopic.COMMENT, "too slow", "invoices")),
            told("i-4", day(4), Statement(StatementTopic.INTEREST, "her garden", "roses")),
        ],
    ).relationship
    after = erase(r, AT)
    assert after.recent_purchases[0].motive == ERASED
    assert [one.subject for one in after.knowledge.said["unwanted"]] == [f"{ERASED} i-2"]
    assert [(one.text, one.theme) for one in after.knowledge.said["comment"]] == [(ERASED, "invoices")]
    assert [(one.text, one.theme) for one in after.knowledge.said["interest"]] == [(ERASED, ERASED)]
    assert (after.tallies, after.spent, after.stage) == (r.tallies, r.spent, r.stage)
    assert after.forgotten == r.forgotten == ()


@pytest.mark.parametrize(("statements", "forgotten"), [(1, ("unwanted",)), (2, ())])
def test_what_was_let_go_of_could_have_been_repeated_and_that_cannot_be_seen_any_more(
    statements: int, forgotten: tuple[str, ...]
) -> None:
    r = Relationship.open(id="r-1", customer_id="c-1", type=RelationshipType.LONG_TERM, at=day(0))
    twice = [told(n, day(n), Statement(StatementTopic.UNWANTED, "calls")) for n in (1, 2)]
    r = replay(r, twice, remembering(statements=statements)).relationship
    assert r.forgotten == ()
    assert erase(r, AT).forgotten == forgotten


# --- customers


def consent(**given: Any) -> Consent:
    known: dict[str, Any] = {
        "purpose": Purpose.MARKETING, "basis": ConsentBasis.CONSENT, "source": "form", "valid_from": day(1),
    }  # fmt: skip
    return Consent(**(known | given))


LOURDES = Person(
    id="c-1",
    name="Lourdes",
    other_names=("Lou",),
    interests=("tea",),
    needs=("an invoice",),
    unwanted=("calls",),
    occasions=(Occasion(kind="birthday", month=2, day=29),),
    zone=UTC,
    country="PH",
    wish=Wish.YES,
    wanted_type=RelationshipType.SELF_SERVICE,
    channels=(Channel.SMS,),
)


def test_of_a_person_remain_the_id_and_what_protects() -> None:
    legal = Block(kind=ContactBlock.LEGAL, source="court order 7", since=day(1))
    erasure = Block(kind=ContactBlock.DO_NOT_CONTACT, source=ERASURE, since=AT)
    assert erase(evolve(LOURDES, blocks=(legal,)), AT) == Person(
        id="c-1",
        name=ERASED,
        wish=Wish.NO,
        wanted_type=RelationshipType.SELF_SERVICE,
        blocks=(legal, erasure),
    )


def test_no_consent_outlives_an_erasure_and_every_objection_does() -> None:
    back = consent(withdrawn_at=day(5))
    later = consent(withdrawn_at=AT + timedelta(days=9))
    companys = consent(withdrawn_at=day(5), withdrawn_by=Party.COMPANY)
    left = erase(evolve(LOURDES, consents=(consent(), back, later, companys)), AT).consents
    assert left == (back, evolve(later, withdrawn_at=AT))


def test_of_a_customer_remain_id_kind_and_flags() -> None:
    before = Customer(id="c-1", name="Cruz & Co.", kind=CustomerKind.ORGANISATION, persons=(LOURDES,),
                      is_key=True, business="bakery", identified=False)  # fmt: skip
    assert erase(before, AT) == Customer(
        id="c-1",
        name=ERASED,
        kind=CustomerKind.ORGANISATION,
        persons=(erase(LOURDES, AT),),
        is_key=True,
        identified=False,
        erased_at=AT,
    )


def test_a_customer_is_erased_once() -> None:
    gone = erase(Customer(id="c-1", name="Lourdes"), AT)
    again = erase(evolve(gone, persons=(evolve(gone.persons[0], name="Lou"),)), AT + timedelta(days=1))
    assert again == gone


# --- misuse


def test_what_is_made_anew_is_not_erased() -> None:
    with pytest.raises(FieldError, match=r"value is .* Erase what it was made of, and make it anew"):
        erase(reason("x", "y", 1, 2), AT)  # type: ignore[type-var]
    assert Review not in TEXTS


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(InstantError, match="at is"):
        erase(LOURDES, AT.replace(tzinfo=None))
