"""Nothing lifts a legal block, and nobody greets who has ceased."""

from typing import Any

import pytest
from attrs import evolve

from relcore import may_contact
from relcore.model import Block, Ended, Interaction, Override
from relcore.policies import NotBlocked
from relcore.vocabulary import ContactBlock, EndReason, Party, Purpose
from tests.unit.kernel.history import MOMENT, after, day, ended, happened, opened
from tests.unit.policies.contact.contacts import (
    ALLOWED,
    REFUSED,
    asked,
    of,
    person,
    recommended,
    told,
    under_rules,
)

SERVICE = recommended(Purpose.SERVICE)
REPLY = recommended(Purpose.SERVICE, reply_to="q1")


def blocked(*kinds: ContactBlock, since: float = 1) -> tuple[Block, ...]:
    return tuple(Block(kind=kind, source="register", since=day(since)) for kind in kinds)


@pytest.mark.parametrize("kind", ContactBlock)
def test_a_blocked_person_is_not_contacted_even_as_a_service(kind: ContactBlock) -> None:
    decision = asked(NotBlocked(), what=SERVICE, persons=(person(blocks=blocked(kind)),))
    assert told(decision) == (REFUSED, "not_blocked", ("contact_block", kind, None))


def test_a_block_holds_from_its_instant_on_and_not_before() -> None:
    later = (person(blocks=blocked(ContactBlock.LEGAL, since=5)),)
    assert asked(NotBlocked(), persons=later, at=day(5) - MOMENT).verdict is ALLOWED
    assert asked(NotBlocked(), persons=later, at=day(5)).verdict is REFUSED


def test_who_is_on_the_do_not_contact_list_is_answered_and_who_is_blocked_by_law_is_not() -> None:
    listed = (person(blocks=blocked(ContactBlock.DO_NOT_CONTACT)),)
    assert asked(NotBlocked(), what=REPLY, persons=listed).verdict is ALLOWED
    both = (person(blocks=blocked(ContactBlock.DO_NOT_CONTACT, ContactBlock.LEGAL)),)
    assert told(asked(NotBlocked(), what=REPLY, persons=both))[2] == ("contact_block", "legal", None)


@pytest.mark.concept("C5h")
@pytest.mark.parametrize(
    ("reason", "by"),
    [
        (EndReason.CEASED, Party.NOBODY),
        (EndReason.FRAUD, Party.COMPANY),
        (EndReason.LEGAL, Party.COMPANY),
    ],
)
def test_for_who_has_ceased_or_left_for_law_or_fraud_there_is_nothing_not_even_a_reply(
    reason: EndReason, by: Party
) -> None:
    decision = asked(NotBlocked(), what=REPLY, history=(ended("e", day(3), reason, by),), at=day(30))
    assert told(decision) == (REFUSED, "not_blocked", ("contact_block", reason, None))


@pytest.mark.concept("C5h")
def test_who_ended_it_for_another_reason_may_be_written_to() -> None:
    left = ended("e", day(3), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
    assert asked(NotBlocked(), history=(left,), at=day(30)).verdict is ALLOWED


def _ended_elsewhere() -> Interaction[Any]:
    return happened("e", day(3), Ended(EndReason.CEASED, Party.NOBODY), relationship_id="r-2")


def test_who_died_in_another_relationship_of_his_own_is_not_contacted_in_this_one() -> None:
    elsewhere = opened(id="r-2")
    gone = after(_ended_elsewhere(), relationship=elsewhere)
    assert asked(NotBlocked(), others=(gone,), at=day(9)).verdict is REFUSED
    company_closed = after(_ended_elsewhere(), relationship=opened(id="r-2", customer_id="c-9"))
    assert asked(NotBlocked(), others=(company_closed,), at=day(9)).verdict is ALLOWED


@pytest.mark.parametrize(("what", "at", "verdict"), [
    (SERVICE, day(5), REFUSED), (SERVICE, day(5) - MOMENT, ALLOWED), (REPLY, day(9), ALLOWED),
])  # fmt: skip
def test_whoever_is_named_for_an_erased_customer_is_not_contacted(what: Any, at: Any, verdict: Any) -> None:
    """Not even a person who was named since; who asks is answered."""
    gone = evolve(of(person("p-9")), erased_at=day(5))
    what = evolve(what, person="p-9")
    decision = may_contact(what, after(), gone, at=at, policies=under_rules(NotBlocked()))
    assert decision.verdict is verdict
    if verdict is REFUSED:
        assert told(decision) == (REFUSED, "not_blocked", ("contact_block", "do_not_contact", None))


def test_no_override_lifts_it() -> None:
    lifted = Override(
        relationship_id="r-1", rule="not_blocked", by="ana", reason="she asked", since=day(1), until=day(9)
    )
    listed = (person(blocks=blocked(ContactBlock.DO_NOT_CONTACT)),)
    assert asked(NotBlocked(), persons=listed, overrides=(lifted,)).verdict is REFUSED
