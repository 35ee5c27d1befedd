"""Consents, blocks and overrides say when they hold, and refuse what cannot be meant."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from relcore.errors import FieldError
from relcore.model import Block, Consent, Override
from relcore.vocabulary import ConsentBasis, ContactBlock, Party, Purpose
from tests.unit.kernel.history import MOMENT, day

MANILA = ZoneInfo("Asia/Manila")
NAIVE = datetime(2026, 3, 1)  # noqa: DTZ001 (the misuse itself)


def consent(**given: Any) -> Consent:
    known: dict[str, Any] = {"purpose": Purpose.MARKETING, "basis": ConsentBasis.CONSENT, "source": "form"}
    return Consent(**({**known, "valid_from": day(1)} | given))


def block(**given: Any) -> Block:
    known: dict[str, Any] = {"kind": ContactBlock.LEGAL, "source": "court", "since": day(1)}
    return Block(**(known | given))


def override(**given: Any) -> Override:
    known: dict[str, Any] = {"relationship_id": "r-1", "rule": "cap.weekly", "by": "ana", "reason": "recall"}
    return Override(**({**known, "since": day(1), "until": day(2)} | given))


def test_instants_are_kept_in_utc() -> None:
    there = day(1).astimezone(MANILA)
    assert consent(valid_from=there).valid_from.utcoffset() == day(1).utcoffset()
    assert block(since=there).since == day(1)
    assert override(since=there).since == day(1)


def test_a_consent_is_given_and_withdrawn_by_the_person_unless_said_otherwise() -> None:
    assert (consent().given_by, consent().withdrawn_by) == (Party.CUSTOMER, Party.CUSTOMER)


@pytest.mark.parametrize(
    ("made", "field", "value"),
    [
        (consent, "purpose", "marketing"),
        (consent, "valid_from", NAIVE),
        (consent, "valid_from", None),
        (consent, "valid_until", day(1) - MOMENT),
        (consent, "withdrawn_at", NAIVE),
        (consent, "given_by", Party.NOBODY),
        (consent, "withdrawn_by", "customer"),
        (block, "kind", "legal"),
        (block, "source", ""),
        (block, "since", NAIVE),
        (override, "relationship_id", ""),
        (override, "rule", None),
        (override, "by", ""),
        (override, "reason", ""),
        (override, "since", NAIVE),
        (override, "until", day(1) - MOMENT),
    ],
)
def test_a_field_that_cannot_hold_its_value_is_named(made: Any, field: str, value: object) -> None:
    with pytest.raises(FieldError, match=rf"(Consent|Block|Override)\.{field}"):
        made(**{field: value})


def test_an_override_may_hold_for_one_instant() -> None:
    assert override(until=day(1)).until == day(1)
