"""The facts that change the relationship itself."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from relcore.errors import FieldError, InstantError
from relcore.model import (
    Content,
    CustomerChanged,
    Ended,
    Introduction,
    Money,
    OpeningBalance,
    OwnerChanged,
    RulesAdopted,
    StageChanged,
    TypeChanged,
)
from relcore.vocabulary import EndReason, Party, RelationshipType, Stage
from tests.unit.kernel.history import day

ENDED_BY = {
    EndReason.DISSATISFIED: {Party.CUSTOMER},
    EndReason.BETTER_ELSEWHERE: {Party.CUSTOMER},
    EndReason.NEEDS_CHANGED: {Party.CUSTOMER},
    EndReason.NO_GROWTH: {Party.COMPANY},
    EndReason.FRAUD: {Party.COMPANY, Party.CUSTOMER},
    EndReason.LEGAL: {Party.COMPANY, Party.CUSTOMER, Party.NOBODY},
    EndReason.TRIAL_FAILED: {Party.CUSTOMER, Party.COMPANY},
    EndReason.CEASED: {Party.NOBODY},
    EndReason.LAPSED: set(),
}
COMMUNITY = RelationshipType.COMMUNITY


@pytest.mark.concept("C5")
@pytest.mark.parametrize("by", Party)
@pytest.mark.parametrize("reason", EndReason)
def test_an_end_is_stated_by_the_side_that_can_end_for_this_reason(reason: EndReason, by: Party) -> None:
    if by in ENDED_BY[reason]:
        assert Ended(reason, by).by is by
        return
    with pytest.raises(FieldError, match=r"Ended.(by|reason) is "):
        Ended(reason, by)


@pytest.mark.concept("C5")
def test_an_end_by_the_wrong_side_names_the_right_ones() -> None:
    expected = "Ended.by is <Party.NOBODY: 'nobody'>; expected company or customer for the reason fraud. "
    with pytest.raises(FieldError, match=f"{expected}Correct who ended it, or why"):
        Ended(EndReason.FRAUD, Party.NOBODY)


@pytest.mark.concept("C5g")
@pytest.mark.parametrize("by", Party)
def test_lapsing_is_never_stated(by: Party) -> None:
    with pytest.raises(FieldError, match=r"Ended.reason is .*Record nothing: silence lapses by its deadline"):
        Ended(EndReason.LAPSED, by)


@pytest.mark.concept("C5")
def test_an_end_without_a_reason_or_without_a_side_cannot_be_written() -> None:
    with pytest.raises(TypeError, match=r"reason"):
        Ended()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"by"):
        Ended(EndReason.CEASED)  # type: ignore[call-arg]


@pytest.mark.concept("C5b")
def test_the_competitor_is_optional_and_the_statement_is_kept() -> None:
    left = Ended(EndReason.BETTER_ELSEWHERE, Party.CUSTOMER, statement="cheaper there")
    assert (left.competitor, left.statement) == (None, "cheaper there")
    assert Ended(EndReason.BETTER_ELSEWHERE, Party.CUSTOMER, competitor="Acme").competitor == "Acme"


@pytest.mark.concept("C5")
def test_an_end_takes_effect_at_once_unless_notice_is_given() -> None:
    assert Ended(EndReason.NEEDS_CHANGED, Party.CUSTOMER).effective_at is None
    there = datetime(2026, 3, 1, 17, tzinfo=ZoneInfo("Asia/Manila"))
    notice = Ended(EndReason.NEEDS_CHANGED, Party.CUSTOMER, effective_at=there)
    assert notice.effective_at == day(1)
    assert notice.effective_at is not None
    assert notice.effective_at.tzinfo is UTC


@pytest.mark.parametrize("at", [datetime(2026, 3, 1), date(2026, 3, 1), "2026-03-01", 0])  # noqa: DTZ001 (the misuse itself)
def test_a_notice_ends_at_an_instant(at: Any) -> None:
    with pytest.raises(InstantError, match=r"Ended.effective_at is "):
        Ended(EndReason.NEEDS_CHANGED, Party.CUSTOMER, effective_at=at)


@pytest.mark.concept("E4d")
def test_an_introduction_names_who_or_what_brought_the_prospect() -> None:
    assert Introduction("the coffee fair").introducer == "the coffee fair"


def test_an_owner_may_be_released() -> None:
    assert OwnerChanged(None).owner is None
    assert OwnerChanged("asha").owner == "asha"


def test_a_pin_ends_at_an_instant_kept_in_utc() -> None:
    until = datetime(2026, 3, 1, 17, tzinfo=ZoneInfo("Asia/Manila"))
    pinned = StageChanged(Stage.AWARENESS, "agreed", until)
    assert pinned.until == day(1)
    assert pinned.until.tzinfo is UTC
    with pytest.raises(InstantError, match=r"StageChanged.until is "):
        StageChanged(Stage.AWARENESS, "agreed", datetime(2026, 3, 1))  # noqa: DTZ001 (the misuse itself)


def test_a_change_of_the_customer_names_what_changed() -> None:
    assert CustomerChanged(("zone",)).fields == ("zone",)
    with pytest.raises(
        FieldError, match=r"CustomerChanged.fields is \(\); expected at least one name. Name what changed"
    ):
        CustomerChanged(())


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: Introduction(""), "Introduction.introducer"),
        (lambda: Introduction(None), "Introduction.introducer"),  # type: ignore[arg-type]
        (lambda: OwnerChanged(""), "OwnerChanged.owner"),
        (lambda: TypeChanged("community"), "TypeChanged.type"),  # type: ignore[arg-type]
        (lambda: TypeChanged(COMMUNITY, ("automated",)), r"TypeChanged.facets\[0\]"),  # type: ignore[arg-type]
        (lambda: TypeChanged(COMMUNITY, ""), "TypeChanged.facets"),  # type: ignore[arg-type]
        (lambda: TypeChanged(COMMUNITY, [COMMUNITY]), "TypeChanged.facets"),  # type: ignore[arg-type]
        (lambda: StageChanged("awareness", "x", day(1)), "StageChanged.stage"),  # type: ignore[arg-type]
        (lambda: StageChanged(Stage.AWARENESS, "", day(1)), "StageChanged.why"),
        (lambda: CustomerChanged("zone"), "CustomerChanged.fields"),  # type: ignore[arg-type]
        (lambda: CustomerChanged(("",)), r"CustomerChanged.fields\[0\]"),
        (lambda: RulesAdopted(""), "RulesAdopted.digest"),
        (lambda: Ended("fraud", Party.COMPANY), "Ended.reason"),  # type: ignore[arg-type]
        (lambda: Ended(EndReason.FRAUD, "company"), "Ended.by"),  # type: ignore[arg-type]
        (lambda: Ended(EndReason.CEASED, Party.NOBODY, statement=""), "Ended.statement"),
        (lambda: Ended(EndReason.CEASED, Party.NOBODY, cites="i-1"), "Ended.cites"),  # type: ignore[arg-type]
        (lambda: Ended(EndReason.CEASED, Party.NOBODY, competitor=""), "Ended.competitor"),
    ],
    ids=map(str, count()),
)
def test_a_field_that_cannot_hold_its_value_is_named(make: Callable[[], Content], field: str) -> None:
    with pytest.raises(FieldError, match=f"{field} is "):
        make()


MAY = date(2023, 5, 2)


def balance(**given: Any) -> OpeningBalance:
    usual: dict[str, Any] = {
        "purchases": 7,
        "purchase_days": 6,
        "first_on": MAY,
        "last_on": date(2026, 2, 11),
    }
    return OpeningBalance(**(usual | given))


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"purchases": 6},
        {"purchases": 1_000_000_000},
        {"purchase_days": 1, "last_on": MAY},
        {"purchase_days": 2, "last_on": date(2023, 5, 3)},
        {"purchase_days": 2},
        {"spent": Money("0", "EUR")},
        {"categories": ("tea", "coffee")},
        {"first_on": date(1000, 1, 1)},
        {"last_on": date(8999, 12, 31)},
    ],
    ids=repr,
)
def test_totals_that_fit_each_other_open_a_balance(given: dict[str, Any]) -> None:
    assert all(getattr(balance(**given), name) == value for name, value in given.items())


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"purchases": 0}, "purchases is 0; expected a whole number from 1 to 1,000,000,000. A customer who"),
        ({"purchases": 1_000_000_001}, "purchases is 1000000001; expected a whole number from 1"),
        ({"purchases": 7.0}, "purchases is 7.0; expected a whole number"),
        ({"purchases": True}, "purchases is True; expected a whole number"),
        ({"purchases": "7"}, "purchases is '7'; expected a whole number"),
        ({"purchase_days": 8}, "purchase_days is 8; expected a whole number from 1 to that of the purchases"),
        ({"purchase_days": 0}, "purchase_days is 0; expected a whole number"),
        ({"purchase_days": 1}, "purchase_days is 1; expected a number .* from 2023-05-02 to 2026-02-11: 2"),
        ({"last_on": MAY}, "purchase_days is 6; expected a number .* 2023-05-02 to 2023-05-02: 1. Count"),
        ({"last_on": date(2023, 5, 6)}, "purchase_days is 6; expected a number .* 2023-05-06: 2 to 5. Count"),
        (
            {"last_on": date(2023, 5, 1)},
            "last_on is .*; expected a day not before the first, 2023-05-02. Swap",
        ),
        (
            {"first_on": datetime(2023, 5, 2, tzinfo=UTC)},
            "first_on is .*; expected a day in the years 1000 to 8999",
        ),
        ({"last_on": "2026-02-11"}, "last_on is '2026-02-11'; expected a day in the years"),
        ({"first_on": date(999, 12, 31)}, "first_on is .*; expected a day in the years"),
        ({"last_on": date(9000, 1, 1)}, "last_on is .*; expected a day in the years"),
        ({"spent": 310.4}, "spent is 310.4; expected Money, an amount of zero or more. Write Money"),
        ({"spent": Money("-0.01", "EUR")}, "spent is .*; expected Money, an amount of zero or more"),
        ({"categories": "tea"}, "categories is 'tea'; expected a tuple of strings"),
        ({"categories": ("tea", "")}, r"categories\[1\] is ''; expected a non-empty string"),
        ({"categories": ("tea", "tea")}, "categories is .*; expected every category once"),
    ],
    ids=map(str, count()),
)
def test_a_total_that_can_not_be_is_named_with_what_would_fit(given: dict[str, Any], message: str) -> None:
    with pytest.raises(FieldError, match=f"OpeningBalance.{message}"):
        balance(**given)
