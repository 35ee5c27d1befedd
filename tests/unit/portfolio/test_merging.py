"""Two relationships that turn out to be one: what is asked for, what clashes, and how it is taken back."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from relcore import STANDARD, Interaction, Money, RelationshipType, replay
from relcore.errors import CurrencyError, FieldError, ForeignInteractionError, PolicyMismatchError
from relcore.model import (
    BUILT_IN_CONTENTS,
    Concern,
    Delivered,
    Ended,
    Message,
    Note,
    OwnerChanged,
    Promise,
    Purchase,
    Resolved,
    Return,
    RulesAdopted,
    Statement,
    TypeChanged,
    UnknownContent,
    erase,
)
from relcore.model.erasure import TEXTS
from relcore.portfolio import Claim, Conflict, History, merge_histories, unmerge
from relcore.portfolio.merging_names import REFERENCES
from relcore.vocabulary import EndReason, Party, Role, Severity, StatementTopic
from tests.properties.told import bought, day, opened, remembering, told

MANILA, BERLIN = ZoneInfo("Asia/Manila"), ZoneInfo("Europe/Berlin")


def of(id: str, *interactions: Interaction[Any], **fields: Any) -> History:
    r = opened(**{"id": id, **fields})
    return History(r, tuple(evolve(one, relationship_id=id) for one in interactions))


def merged(one: Any, other: Any, into: str = "r-1", **given: Any) -> Any:
    found = merge_histories(one, other, into=into, **given)
    assert found == merge_histories(other, one, into=into, **given)
    return found


def conflicts(found: Any) -> dict[str, tuple[dict[str, str], str | None]]:
    return {one.field: ({c.by: c.value for c in one.claims}, one.chosen) for one in found.conflicts}


# --- what comes of it


def test_what_happened_in_both_happened_in_the_one() -> None:
    found = merged(of("r-1", bought("a", day(1))), of("r-2", bought("b", day(3), "5.00"), at=day(-2)))
    assert [(one.id, one.relationship_id) for one in found.interactions] == [("a", "r-1"), ("b", "r-1")]
    assert (found.relationship.purchases, found.relationship.spent) == (2, 15)
    assert found.relationship.opened_at == day(-2)
    assert found.relationship == replay(found.opened, found.interactions).relationship
    assert found.conflicts == ()


def test_the_id_that_survives_may_be_a_new_one() -> None:
    assert merged(of("r-1"), of("r-2"), "m").relationship.id == "m"


def test_what_both_logs_have_happened_once() -> None:
    found = merged(of("r-1", bought("a", day(1))), of("r-2", bought("a", day(1))))
    assert (found.relationship.purchases, found.conflicts) == (1, ())


def test_what_a_log_was_handed_twice_happened_once() -> None:
    found = merged(of("r-1", bought("a", day(1)), bought("a", day(1))), of("r-2"))
    assert found.relationship.purchases == 1
    assert len(unmerge(found)[0].interactions) == 2


def test_one_id_for_two_things_is_told_apart_by_where_it_comes_from() -> None:
    """And so is whatever refers to it."""
    ours = of("r-1", told("i", day(1), Promise("x", day(9))), told("d", day(2), Delivered("i")))
    theirs = of(
        "r-2",
        told("i", day(1), Note("y", promises=(Promise("z", day(5)),))),
        told("k", day(4), Delivered("i#1"), settles=("r-2/keep_promise/i#1", "r-2/note/i", "r-9/note/i")),
    )
    found = merged(ours, theirs)
    assert conflicts(found) == {"Interaction.id": ({"r-1": "i", "r-2": "r-2/i"}, None)}
    delivered = found.interactions[-1]
    assert delivered.content == Delivered("r-2/i#1")
    assert delivered.settles == ("r-1/keep_promise/r-2/i#1", "r-1/note/r-2/i", "r-9/note/i")
    assert found.relationship.conduct.promises.kept == 2
    assert unmerge(found) == (ours, theirs)


def test_cited_ids_are_told_apart_too() -> None:
    ours = of("r-1", told("i", day(1), Note("x")))
    gone = Ended(EndReason.DISSATISFIED, Party.CUSTOMER, cites=("i", "j"))
    theirs = of("r-2", told("i", day(1), Concern("y", Severity.MINOR)), told("e", day(2), gone))
    assert merged(ours, theirs).interactions[-1].content.cites == ("r-2/i", "j")


def test_what_two_of_three_share_under_a_doubtful_id_is_one() -> None:
    first, second, third = (
        of(id, told("i", day(1), Note(text))) for id, text in (("r-1", "x"), ("r-2", "y"), ("r-3", "y"))
    )
    found = merged(merge_histories(first, second, into="m"), third)
    assert [one.id for one in found.interactions] == ["i", "r-2/i"]
    assert conflicts(found)["Interaction.id"] == ({"r-1": "i", "r-2": "r-2/i", "r-3": "r-2/i"}, None)


def test_a_name_that_is_taken_is_not_given_again() -> None:
    ours = of("r-1", told("i", day(1), Note("x")), told("r-2/i", day(2), Note("z")))
    found = merged(ours, of("r-2", told("i", day(1), Note("y"))))
    assert sorted(one.id for one in found.interactions) == ["i", "r-2/i", "r-2/r-2/i"]


def test_names_made_of_two_ids_are_never_the_same() -> None:
    three = [
        of(id, *(told(one, day(1), Note(f"{id} {one}")) for one in ids))
        for id, ids in (("a", ("2/i", "i")), ("r", ("2/i",)), ("r/2", ("i",)))
    ]
    found = merged(merge_histories(*three[:2], into="a"), three[2], "a")
    assert {one.id for one in found.interactions} == {"2/i", "i", "r/2/i", "r/2/r/2/i"}


def test_what_looks_alike_and_refers_to_different_things_is_not_one() -> None:
    """The same delivery in both logs, of promises that share nothing but their id."""
    ours = of("r-1", told("i", day(1), Promise("x", day(9))), told("d", day(2), Delivered("i")))
    theirs = of("r-2", told("i", day(1), Promise("y", day(9))), told("d", day(2), Delivered("i")))
    found = merged(ours, theirs)
    assert {one.id: getattr(one.content, "item_id", None) for one in found.interactions} == {
        "i": None, "r-2/i": None, "d": "i", "r-2/d": "r-2/i",
    }  # fmt: skip
    assert found.relationship.conduct.promises.kept == 2


def test_an_unknown_content_keeps_its_document() -> None:
    strange = UnknownContent("acme.points", '{"item_id":"i"}')
    theirs = of("r-2", told("i", day(1), Note("y")), told("u", day(2), strange))
    assert merged(of("r-1", told("i", day(1), Note("x"))), theirs).interactions[-1].content == strange


def test_what_speaks_for_a_customer_speaks_for_the_one_customer() -> None:
    call = told("m", day(1), Message(), by="ada", to="c-2", settles=("r-2/card/c-2/birthday/2026", "r-2/x"))
    found = merged(of("r-1"), of("r-2", call, told("n", day(2), Note("x"), by="c-2"), customer_id="c-2"))
    sent, noted = found.interactions
    assert (sent.by, sent.to, noted.by) == ("ada", "c-1", "c-1")
    assert sent.settles == ("r-1/card/c-1/birthday/2026", "r-2/x")
    assert conflicts(found) == {"Relationship.customer_id": ({"r-1": "c-1", "r-2": "c-2"}, "c-1")}


def test_every_reference_to_an_interaction_is_known() -> None:
    """A content that names another interaction by a new field says so here, or its field is no reference."""
    others = set(
        "assignee category categories digest event fields instrument introducer owner product".split()
    )
    kept = {
        name
        for cls in BUILT_IN_CONTENTS.classes.values()
        for name, fate in TEXTS[cls].items()
        if fate is True
    }
    assert kept - others == set(REFERENCES)


# --- what the two disagree on


def test_of_two_types_the_lesser_one_holds() -> None:
    closest, looser = RelationshipType.DEDICATED_ASSISTANCE, RelationshipType.SELF_SERVICE
    found = merged(of("r-1", type=closest, facets=(RelationshipType.COMMUNITY,)), of("r-2", type=looser))
    assert (found.relationship.type, found.relationship.facets) == (looser, (RelationshipType.COMMUNITY,))
    assert conflicts(found) == {"Relationship.type": ({"r-1": closest, "r-2": looser}, looser)}
    ladder = (closest,)
    assert merged(of("r-1", type=closest), of("r-2", type=looser), ladder=ladder).opened.type == looser
    assert merged(of("r-1", type=closest), of("r-2"), ladder=(closest, opened().type)).opened.type == closest


def test_all_facets_hold_that_are_not_the_type_itself() -> None:
    community, automated = RelationshipType.COMMUNITY, RelationshipType.AUTOMATED
    one = of("r-1", type=community, facets=(automated,))
    found = merged(one, of("r-2", facets=(community,)))
    assert (found.relationship.type, found.relationship.facets) == (community, (automated,))
    assert conflicts(found)["Relationship.facets"] == ({"r-1": "automated", "r-2": "community"}, "automated")


def test_a_type_that_was_agreed_later_is_the_later_one() -> None:
    agreed = told("t", day(5), TypeChanged(RelationshipType.DEDICATED_ASSISTANCE))
    assert merged(of("r-1", agreed), of("r-2")).relationship.type is RelationshipType.DEDICATED_ASSISTANCE


def test_of_two_owners_none_is_chosen() -> None:
    found = merged(of("r-1", owner="ada"), of("r-2", owner="bo"))
    assert found.relationship.owner is None
    assert conflicts(found) == {"Relationship.owner": ({"r-1": "ada", "r-2": "bo"}, None)}


def test_an_owner_whom_nobody_disputes_stays() -> None:
    found = merged(of("r-1"), of("r-2", owner="bo"))
    assert (found.relationship.owner, found.conflicts) == ("bo", ())


def test_who_was_made_the_owner_last_is_the_owner() -> None:
    ours, theirs = told("o", day(1), OwnerChanged("ada")), told("p", day(2), OwnerChanged("bo"))
    found = merged(of("r-1", ours), of("r-2", theirs))
    assert conflicts(found) == {"Relationship.owner": ({"r-1": "ada", "r-2": "bo"}, "bo")}


def test_zone_and_role_are_those_of_the_id_that_survives_or_of_the_first_that_was_opened() -> None:
    one = of("r-1", zone=MANILA, role=Role.PARTNER)
    other = of("r-2", zone=BERLIN, role=Role.SUPPLIER, at=day(-1))
    for into, zone, role in (("r-1", MANILA, Role.PARTNER), ("m", BERLIN, Role.SUPPLIER)):
        found = merged(one, other, into)
        assert (found.relationship.zone, found.relationship.role) == (zone, role)
        assert conflicts(found)["Relationship.zone"][1] == str(zone)
        assert conflicts(found)["Relationship.role"] == ({"r-1": "partner", "r-2": "supplier"}, role)


def test_a_prospect_who_is_a_partner_too_is_a_partner() -> None:
    found = merged(of("r-1"), of("r-2", role=Role.PARTNER))
    assert (found.relationship.role, found.conflicts) == (Role.PARTNER, ())


def test_two_currencies_cannot_be_one() -> None:
    dollars = told("b", day(2), Purchase(Money(3, "USD")))
    found = merged(of("r-1", bought("a", day(1))), of("r-2", dollars))
    assert found.relationship is None
    assert found.conflicts == (
        Conflict("Relationship.currency", (Claim("r-1", "EUR"), Claim("r-2", "USD")), None),
    )
    assert len(found.history.interactions) == 2


def test_one_currency_may_have_been_fixed_at_one_opening() -> None:
    found = merged(of("r-1", currency="EUR"), of("r-2", bought("a", day(1))))
    assert (found.opened.currency, found.conflicts) == ("EUR", ())


def test_an_amount_that_only_the_merge_brings_to_light_is_a_conflict_too() -> None:
    """A return of what nobody knew was refused; now it is known, and in another currency."""
    back = told("z", day(2), Return("a", Money(1, "USD")))
    found = merged(of("r-1", bought("a", day(1))), of("r-2", back))
    assert found.relationship is None
    assert found.conflicts[-1] == Conflict("Relationship.currency", (Claim("r-1", "EUR"),), None)


def test_an_opening_of_the_callers_settles_it() -> None:
    decided = opened(id="m", zone=MANILA, owner="bo", at=day(-3))
    found = merged(
        of("r-1", zone=BERLIN, owner="ada"), of("r-2", zone=MANILA, owner="bo"), "m", opening=decided
    )
    assert found.opened == decided
    assert conflicts(found)["Relationship.owner"][1] == "bo"


def test_histories_that_adopt_rules_are_folded_by_them() -> None:
    other = remembering(statements=3)
    adopts = told("adopt", day(5), RulesAdopted(other.folding.digest))
    one, second = of("r-1", bought("a", day(1)), adopts), of("r-2", evolve(adopts, id="too", at=day(6)))
    found = merged(one, second, adopted=(other,))
    assert found.relationship.rules == other.folding.digest
    assert merged(one, of("r-2"), policies=STANDARD, adopted=iter((other,))) is not None
    with pytest.raises(PolicyMismatchError, match="adopted"):
        merge_histories(of("r-1", *one.interactions, bought("b", day(7))), second, into="m")


def test_what_was_erased_merges_as_before() -> None:
    ours = of("r-1", told("i", day(1), Statement(StatementTopic.UNWANTED, "calls")))
    theirs = of("r-2", told("k", day(2), Concern("slow", Severity.MINOR)), told("f", day(3), Resolved("k")))
    gone = [evolve(h, interactions=tuple(erase(i, day(9)) for i in h.interactions)) for h in (ours, theirs)]
    assert merged(gone[0], gone[1]).relationship == erase(merged(ours, theirs).relationship, day(9))


# --- taking it back


def test_what_was_recorded_since_goes_where_the_caller_says() -> None:
    ours = of("r-1", told("i", day(1), Promise("x", day(9))))
    theirs = of("r-2", told("i", day(1), Promise("y", day(9))), customer_id="c-2")
    found = merged(ours, theirs)
    since = [
        told("d", day(2), Delivered("r-2/i"), to="c-1", settles=("r-1/keep_promise/r-2/i",)),
        told("e", day(3), Delivered("i")),
    ]
    first, second = unmerge(found, later=since, to={"d": "r-2", "e": "r-1"})
    assert first == evolve(ours, interactions=(*ours.interactions, since[1]))
    delivered = told("d", day(2), Delivered("i"), to="c-2", settles=("r-2/keep_promise/i",))
    assert second.interactions == (*theirs.interactions, evolve(delivered, relationship_id="r-2"))


@pytest.mark.parametrize("to", [None, {}, {"d": "r-3"}])
def test_where_it_goes_must_be_said(to: Any) -> None:
    found = merged(of("r-1"), of("r-2"))
    with pytest.raises(
        FieldError, match=r"to\['d'\] is .* one of r-1, r-2. Say where it goes: to=\{'d': 'r-1'"
    ):
        unmerge(found, later=[told("d", day(2), Note("x"))], to=to)


def test_what_was_recorded_elsewhere_does_not_belong_here() -> None:
    found = merged(of("r-1"), of("r-2"), "m")
    with pytest.raises(ForeignInteractionError, match="'m', the one relationship"):
        unmerge(found, later=[told("d", day(2), Note("x"))], to={"d": "r-1"})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"later": 5}, "later is 5; expected interactions"),
        ({"to": 5}, "to is 5; expected a mapping"),
        ({"to": {"d": []}}, r"to\['d'\] is \[\]"),
    ],
)
def test_what_is_no_assignment_is_named(given: dict[str, Any], message: str) -> None:
    with pytest.raises(FieldError, match=message):
        unmerge(merged(of("r-1"), of("r-2")), **{"later": [told("d", day(2), Note("x"))], **given})


# --- misuse


def test_only_what_was_merged_can_be_unmerged() -> None:
    with pytest.raises(FieldError, match="merged is"):
        unmerge(of("r-1"))  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("second", "given", "message"),
    [
        ("r-2", {}, "second is 'r-2'; expected a History"),
        (of("r-1"), {}, r"History.relationship is \['r-1', 'r-1'\]; expected different relationships"),
        (of("r-2"), {"into": ""}, "into is ''"),
        (of("r-2"), {"ladder": ("long_term",)}, "ladder"),
        (of("r-2"), {"adopted": 5}, "adopted is 5; expected policy sets"),
        (History(opened(id="r-2"), 5), {}, "History.interactions is 5; expected a tuple"),  # type: ignore[arg-type]
        (History(opened(id="r-2"), (5,)), {}, r"History.interactions\[0\] is 5"),  # type: ignore[arg-type]
        (of("r-2"), {"opening": opened(id="m")}, "opening.id is 'm'; expected 'r-1', the id that survives"),
        (of("r-2"), {"opening": "r-1"}, "opening is 'r-1'"),
        (
            of("r-2", told("i", day(1), Note("x")), told("i", day(1), Note("y"))),
            {},
            "History.interactions is 'i'; expected an id that names one thing in its log",
        ),
    ],
)
def test_bad_input_is_named(second: Any, given: dict[str, Any], message: str) -> None:
    with pytest.raises(FieldError, match=message):
        merge_histories(of("r-1"), second, **{"into": "r-1", **given})


def test_a_snapshot_is_no_opening() -> None:
    known = replay(opened(id="r-2"), [evolve(bought("a", day(1)), relationship_id="r-2")]).relationship
    with pytest.raises(FieldError, match=r"History.relationship.revision is 1; .* with its whole history"):
        merge_histories(of("r-1"), History(known, ()), into="r-1")


def test_a_history_of_two_currencies_is_mended_first() -> None:
    both = of("r-2", bought("a", day(1)), told("b", day(2), Purchase(Money(3, "USD"))))
    with pytest.raises(CurrencyError, match="EUR"):
        merge_histories(of("r-1"), both, into="r-1")
