"""What a company has to give says of itself what it is for, so that it can be matched to a customer."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from relcore.errors import FieldError, InstantError
from relcore.model import Article, GiftIdea, Money, Product
from relcore.vocabulary import GiftTie
from tests.unit.kernel.history import day

COST = Money("5.00", "EUR")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", ""),
        ("category", ""),
        ("category", None),
        ("meets", "invoices"),
        ("meets", ("",)),
        ("customised", 1),
        ("after", ["tea"]),
    ],
)
def test_a_products_field_that_cannot_hold_its_value_is_named(field: str, value: Any) -> None:
    known: dict[str, Any] = {"id": "roast", "category": "coffee", field: value}
    with pytest.raises(FieldError, match=rf"Product\.{field}"):
        Product(**known)


def test_a_product_meets_no_need_and_is_made_to_no_measure_unless_said() -> None:
    plain = Product(id="roast", category="coffee")
    assert (plain.meets, plain.customised, plain.after) == ((), False, ())


@pytest.mark.parametrize(
    ("field", "value"),
    [("id", ""), ("topics", ()), ("topics", "tea"), ("topics", ("",)), ("promotes", None)],
)
def test_an_articles_field_that_cannot_hold_its_value_is_named(field: str, value: Any) -> None:
    known: dict[str, Any] = {"id": "a", "topics": ("tea",), field: value}
    with pytest.raises(FieldError, match=rf"Article\.{field}"):
        Article(**known)


def test_when_an_article_came_out_is_an_instant_or_unknown() -> None:
    assert Article(id="a", topics=("tea",)).published_at is None
    out = Article(id="a", topics=("tea",), published_at=day(2).astimezone(ZoneInfo("Asia/Manila")))
    assert out.published_at == day(2)
    assert str(out.published_at).endswith("+00:00")
    with pytest.raises(InstantError, match=r"Article\.published_at"):
        Article(id="a", topics=("tea",), published_at=datetime(2026, 3, 1))  # noqa: DTZ001 (the misuse itself)


@pytest.mark.parametrize(
    ("field", "value"), [("id", ""), ("tie", "company"), ("cost", "5 EUR"), ("cost", None), ("about", "")]
)
def test_a_gifts_field_that_cannot_hold_its_value_is_named(field: str, value: Any) -> None:
    known: dict[str, Any] = {
        "id": "tin",
        "tie": GiftTie.PURCHASE,
        "cost": COST,
        "about": "coffee",
        field: value,
    }
    with pytest.raises(FieldError, match=rf"GiftIdea\.{field}"):
        GiftIdea(**known)


@pytest.mark.parametrize(
    ("tie", "about", "fits"),
    [
        (GiftTie.COMPANY, None, True),
        (GiftTie.COMPANY, "coffee", False),
        (GiftTie.BUSINESS, "bakery", True),
        (GiftTie.BUSINESS, None, False),
        (GiftTie.PURCHASE, "coffee", True),
        (GiftTie.PURCHASE, None, False),
    ],
)
def test_a_gift_is_tied_to_the_company_or_to_what_it_names(
    tie: GiftTie, about: str | None, fits: bool
) -> None:
    if fits:
        assert GiftIdea(id="tin", tie=tie, cost=COST, about=about).about == about
    else:
        with pytest.raises(FieldError, match=r"GiftIdea\.about is "):
            GiftIdea(id="tin", tie=tie, cost=COST, about=about)
