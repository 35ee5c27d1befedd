"""What the company has to give: products, things worth reading, and small gifts."""

from datetime import datetime

from attrs import frozen

from relcore.errors import FieldError
from relcore.model.instants import to_instant
from relcore.model.money import Money
from relcore.model.validation import (
    check_flag,
    check_member,
    check_optional_text,
    check_text,
    check_texts,
    check_value,
)
from relcore.vocabulary import GiftTie

__all__ = ["Article", "GiftIdea", "Product"]


@frozen(kw_only=True)
class Product:
    """Something that the company sells.

    Args:
        id: the product.
        category: its category, as purchases name it: who has bought in it is taken to own the product.
        meets: the themes of needs that it meets.
        customised: whether it is made to the customer's measure.
        after: the categories that it goes with: who has bought in one of them may care for it. None of them:
            whoever has bought anything.
    """

    id: str
    category: str
    meets: tuple[str, ...] = ()
    customised: bool = False
    after: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        check_text(self.id, "Product.id")
        check_text(self.category, "Product.category")
        check_texts(self.meets, "Product.meets")
        check_flag(self.customised, "Product.customised")
        check_texts(self.after, "Product.after")


@frozen(kw_only=True)
class Article:
    """Something worth passing on: an article, a book, an event.

    Args:
        id: the article.
        topics: what it is about, as interests name it.
        published_at: when it came out, where known: nobody can have been sent it before.
        promotes: whether it promotes something, and so counts as marketing.
    """

    id: str
    topics: tuple[str, ...]
    published_at: datetime | None = None
    promotes: bool = False

    def __attrs_post_init__(self) -> None:
        check_text(self.id, "Article.id")
        check_texts(self.topics, "Article.topics")
        if not self.topics:
            raise FieldError("Article.topics", (), "at least one topic", "Say what it is about.")
        if self.published_at is not None:
            object.__setattr__(self, "published_at", to_instant(self.published_at, "Article.published_at"))
        check_flag(self.promotes, "Article.promotes")


@frozen(kw_only=True)
class GiftIdea:
    """A gift, and what it has to do with.

    Args:
        id: the gift.
        tie: what it is tied to.
        cost: what it costs.
        about: the line of business that it is for, or the category of the purchase that it goes with; of one that
            is tied to the company, left out.
    """

    id: str
    tie: GiftTie
    cost: Money
    about: str | None = None

    def __attrs_post_init__(self) -> None:
        check_text(self.id, "GiftIdea.id")
        check_member(self.tie, GiftTie, "GiftIdea.tie")
        check_value(self.cost, Money, "GiftIdea.cost")
        check_optional_text(self.about, "GiftIdea.about")
        if (self.about is None) != (self.tie is GiftTie.COMPANY):
            expected = "none for the company, and else what business or purchase it is tied to"
            raise FieldError("GiftIdea.about", self.about, expected, "Name the business or the category.")
