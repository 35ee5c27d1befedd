"""A small shop: rows of orders, and what becomes of them."""

from collections.abc import Iterable
from datetime import UTC, datetime

from relcore import STANDARD, PolicySet, RelationshipType, replay
from relcore.portfolio import Course, History, Orders, courses, from_orders

SHOP_POLICIES = STANDARD.with_pace(10.0)  # lapse limits between 40 and 50 days


def noon(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}T12:00").replace(tzinfo=UTC)


def orders_of(*rows: object) -> Orders:
    return from_orders(rows, type=RelationshipType.TRANSACTIONAL, currency="EUR")


def histories_of(*rows: tuple[str, str, object]) -> tuple[History, ...]:
    orders = orders_of(*rows)
    assert orders.faults == ()
    return orders.histories


def courses_of(
    histories: Iterable[History], at: datetime, policies: PolicySet = SHOP_POLICIES
) -> tuple[Course, ...]:
    replays = (replay(h.relationship, h.interactions, policies) for h in histories)
    return tuple(courses(replays, at=at, policies=policies))
