"""A rule after an event is data: what it may be made of, what events of others come to, and the laws it keeps."""

from typing import Any

import pytest
from attrs import evolve, frozen

from relcore.errors import FieldError, PolicyError
from relcore.policies.recommending.after_event import After
from relcore.policies.recommending.after_event_rules import (
    CART_FOLLOW_UP,
    CASE_SURVEY,
    FOLLOW_UP,
    PERSONAL_NOTE,
    TELL_WORK,
    WRITE_NOTE,
)
from relcore.policies.recommending.proposal import Proposal
from relcore.policy_set.canonical import digest
from relcore.testing.laws import check_recommender
from relcore.vocabulary import Channel, Comparison, Department, Direction, Purpose
from tests.unit.kernel.history import day, delivered, happened, purchase, reading
from tests.unit.policies.recommending.after_words import (
    MOMENT,
    dawn,
    dusk,
    forgetful,
    keys,
    only,
    ordered,
    proposed,
    sent,
)

RULES = (FOLLOW_UP, PERSONAL_NOTE, CART_FOLLOW_UP, TELL_WORK, CASE_SURVEY, WRITE_NOTE)
CALL = Proposal(kind="acme.call", purpose=Purpose.SERVICE, channels=(Channel.PHONE,))
PARTED = Proposal(kind="acme.call", channels=(Channel.PHONE,), parts=("thanks", "check"))


@frozen
class Landed:
    """A third party's content: a parcel has landed."""

    kind = "acme.landed"
    direction = Direction.INBOUND
    department = Department.CUSTOMER_SERVICE


def test_what_third_parties_record_is_followed_up_by_its_kind() -> None:
    rule = After(proposal=CALL, event="acme.landed", begins_days=0, due_days=1, expires_days=2)
    found = only(rule, happened("l", day(2), Landed(), by="p-1"), at=2)
    assert (found.key, found.not_before, found.due, found.expires) == (
        "r-1/acme.call/l",
        day(2),  # what has not happened cannot be followed up on the same day
        dusk(3),
        dusk(4),
    )
    (why,) = found.reasons
    assert (why.code, why.measured, why.comparison, why.required, why.unit, why.evidence) == (
        "event_happened",
        "acme.landed",
        Comparison.EQUAL_TO,
        "acme.landed",
        "event",
        ("l",),
    )
    assert proposed(rule, purchase("p", day(2)), at=2) == []
    assert proposed(After(proposal=CALL, event="acme.lost"), happened("l", day(2), Landed()), at=2) == []


def test_the_latest_purchase_is_the_one_that_was_bought_or_received_last() -> None:
    rule = After(proposal=CALL, event="purchase", latest_only=True)
    late = [ordered("o", day(2)), purchase("p", day(3)), purchase("q", day(3.1))]
    assert keys(rule, *late, at=3.1) == ["acme.call/q"]
    assert keys(rule, *late, delivered("d", day(4), "o"), at=4) == ["acme.call/o"]


def test_a_sign_may_do_a_part_and_where_it_is_unknown_nothing_is_proposed() -> None:
    rule = After(proposal=PARTED, event="purchase", done_by={"thanks": "contact"})
    sale, first, second = (
        purchase("p", day(2)),
        sent("a", day(3), Purpose.SERVICE),
        sent("b", day(4), Purpose.SERVICE),
    )
    assert only(rule, sale, first, second, at=4).parts == ("thanks", "check")
    assert only(rule, sale, sent("a", day(3), Purpose.RELATIONSHIP), at=4).parts == ("check",)
    assert proposed(rule, sale, first, second, at=4, policies=forgetful(contacts=1)) == []


def test_a_mark_of_anything_may_be_what_was_asked() -> None:
    rule = After(proposal=CALL, event="purchase", undone_by=("reading",))
    sale = purchase("p", day(2))
    assert proposed(rule, sale, reading("s", day(2.1), 5, about="another"), at=3) == []
    assert keys(rule, reading("s", dawn(2) - MOMENT, 5), sale, at=3) == ["acme.call/p"]
    # of a purchase only the day is known: a mark on that day may have followed it
    assert proposed(rule, reading("s", dawn(2), 5), sale, at=3) == []


BAD: list[tuple[dict[str, Any], str]] = [
    ({"proposal": "call"}, r"After.proposal is 'call'; expected a Proposal"),
    ({"event": ""}, r"After.event is ''; expected a non-empty string"),
    ({"begins_days": -1}, r"After.begins_days is -1; expected a whole number of days from 0"),
    ({"due_days": 1.5}, r"After.due_days is 1.5; expected a whole number"),
    ({"expires_days": True}, r"After.expires_days is True; expected a whole number"),
    ({"expires_days": 1_001}, r"After.expires_days is 1001; expected a whole number of days from 0 to 1,000"),
    ({"begins_days": 3, "due_days": 2}, r"After.due_days is \(3, 2, 7\); expected days that begin, are due"),
    ({"due_days": 8}, r"After.due_days is \(1, 8, 7\); expected days that begin, are due"),
    ({"business_days": 1}, r"After.business_days is 1; expected True or False"),
    ({"waits_hours": 25}, r"After.waits_hours is 25; expected a number of hours from 0 to 24"),
    ({"waits_hours": -1}, r"After.waits_hours is -1"),
    ({"waits_hours": True}, r"After.waits_hours is True"),
    ({"waits_hours": "1"}, r"After.waits_hours is '1'"),
    ({"latest_only": "yes"}, r"After.latest_only is 'yes'; expected True or False"),
    ({"undone_by": "contact"}, r"After.undone_by is 'contact'; expected a tuple of strings"),
    ({"undone_by": ("call",)}, r"After.undone_by is 'call'; expected one of contact, purchase, reading"),
    (
        {"undone_by": ("measured",)},
        r"After.undone_by is 'measured'; expected one of contact, purchase, reading",
    ),
    (
        {"event": "purchase", "undone_by": ("purchase",)},
        r"After.undone_by is 'purchase'; expected one of contact, reading, measured",
    ),
    ({"done_by": {"thanks": "contact"}}, r"After.done_by is 'thanks'; expected one of none"),
    (
        {"proposal": PARTED, "done_by": {"hug": "contact"}},
        r"After.done_by is 'hug'; expected one of thanks, check",
    ),
    (
        {"proposal": PARTED, "done_by": {"check": "call"}},
        r"After.done_by\['check'\] is 'call'; expected one of",
    ),
    ({"at_most_each_days": -1}, r"After.at_most_each_days is -1; expected a number from 0"),
]


@pytest.mark.parametrize(("given", "message"), BAD, ids=map(str, range(len(BAD))))
def test_a_rule_that_is_none_is_refused_and_named(given: dict[str, Any], message: str) -> None:
    known: dict[str, Any] = {"proposal": CALL, "event": "met"}
    with pytest.raises(FieldError, match=message) as refused:
        After(**(known | given))
    assert refused.value.remedy


def test_bounds_are_allowed() -> None:
    rule = After(
        proposal=PARTED,
        event="purchase",
        begins_days=0,
        due_days=0,
        expires_days=0,
        waits_hours=0,
        undone_by=("contact", "reading", "measured"),
        done_by={"check": "measured"},
        at_most_each_days=0,
    )
    assert rule.code == "after"
    with pytest.raises(PolicyError):
        evolve(rule, event="met")


def test_every_rule_has_a_digest_of_its_own() -> None:
    assert len({digest(rule) for rule in RULES}) == len(RULES)
    assert digest(FOLLOW_UP) == digest(evolve(FOLLOW_UP)) != digest(evolve(FOLLOW_UP, due_days=3))


@pytest.mark.parametrize("rule", RULES, ids=[rule.proposal.kind for rule in RULES])
def test_every_rule_keeps_the_laws_of_recommenders(rule: After) -> None:
    check_recommender(rule, max_examples=20)
