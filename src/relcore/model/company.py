"""What the caller knows of its own side. What is left out is unknown, and never a default."""

from collections.abc import Mapping
from datetime import tzinfo

from attrs import field, frozen

from relcore.errors import FieldError
from relcore.model.agent import Agent
from relcore.model.calendar import BusinessCalendar
from relcore.model.frozen_map import FrozenMap
from relcore.model.offerings import Article, GiftIdea, Product
from relcore.model.validation import (
    check_country,
    check_members,
    check_texts,
    check_value,
    check_values,
    check_zone,
)
from relcore.vocabulary import Channel

__all__ = ["Company"]


_LISTED = {"agents": Agent, "products": Product, "articles": Article, "gifts": GiftIdea}


def _zones(zones: Mapping[str, tuple[tzinfo, ...]] | None) -> FrozenMap[str, tuple[tzinfo, ...]] | None:
    return None if zones is None else FrozenMap(zones)


@frozen(kw_only=True)
class Company:
    """The company, as far as it matters to a review.

    Args:
        agents: who works there.
        help_topics: the themes of needs that some help resource covers.
        sales_channels: the channels by which a customer reaches an agent during the sale.
        service_channels: the channels by which a customer reaches an agent after the purchase.
        zones: the time zones of each country, by its code of ISO 3166-1 alpha-2: of a person whose own zone
            is not known, all of them are heeded. See :func:`relcore.serialization.country_zones`.
        calendar: when the company works: the business days of what is due.
        products: what it sells.
        articles: what there is to pass on.
        gifts: what could be given.
    """

    agents: tuple[Agent, ...] | None = None
    help_topics: tuple[str, ...] | None = None
    sales_channels: tuple[Channel, ...] | None = None
    service_channels: tuple[Channel, ...] | None = None
    zones: FrozenMap[str, tuple[tzinfo, ...]] | None = field(default=None, converter=_zones)
    calendar: BusinessCalendar | None = None
    products: tuple[Product, ...] | None = None
    articles: tuple[Article, ...] | None = None
    gifts: tuple[GiftIdea, ...] | None = None

    def __attrs_post_init__(self) -> None:
        for name, kind in _LISTED.items():
            listed = getattr(self, name)
            if listed is None:
                continue
            check_values(listed, kind, f"Company.{name}")
            ids = [one.id for one in listed]
            if len(set(ids)) != len(ids):
                expected, remedy = f"{name} with different ids", "Merge the doubled one."
                raise FieldError(f"Company.{name}", ids, expected, remedy)
        if self.calendar is not None:
            check_value(self.calendar, BusinessCalendar, "Company.calendar")
        if self.help_topics is not None:
            check_texts(self.help_topics, "Company.help_topics")
        for name in ("sales_channels", "service_channels"):
            if getattr(self, name) is not None:
                check_members(getattr(self, name), Channel, f"Company.{name}")
        for country, zones in ({} if self.zones is None else self.zones).items():
            check_country(country, "Company.zones")
            if not isinstance(zones, tuple) or not zones:
                remedy = "Leave a country out whose zones are not known."
                raise FieldError(f"Company.zones[{country!r}]", zones, "a tuple of time zones", remedy)
            for index, zone in enumerate(zones):
                check_zone(zone, f"Company.zones[{country!r}][{index}]")
