"""The pace of a business is the pooled mean gap between the purchase days of its customers.

It is taken from the history that policies are to be judged on, never from what came after.
"""

from collections.abc import Iterable

from relcore.portfolio.histories import History

__all__ = ["pooled_pace"]


def pooled_pace(histories: Iterable[History]) -> float | None:
    """The sum over customers of the days from first to last purchase, by the sum of their repeat purchases.

    A purchase day counts once, in the relationship's zone; those that an opening balance tells of count as well.
    Pooling weighs every gap alike, so a customer
    who comes often counts more than one who came twice.

    Args:
        histories: the histories, up to the instant as of which the pace is to be known: see
            :func:`~relcore.portfolio.known_by`.

    Returns:
        The pace in days; None if nobody bought on two days.

    >>> from relcore import RelationshipType
    >>> from relcore.portfolio import from_orders, pooled_pace
    >>> rows = [("a", "2026-03-01", 9), ("a", "2026-03-11", 9), ("a", "2026-03-31", 9), ("b", "2026-03-01", 9)]
    >>> pooled_pace(from_orders(rows, type=RelationshipType.TRANSACTIONAL, currency="EUR").histories)
    15.0
    """
    spans = repeats = 0
    for history in histories:
        days, before = history.purchase_days, history.opening_balance
        if before is not None:
            days = (before.last_on, *(day for day in days if day > before.last_on))
            spans += (before.last_on - before.first_on).days
            repeats += before.purchase_days - 1
        if days:
            spans += (days[-1] - days[0]).days
            repeats += len(days) - 1
    return spans / repeats if repeats else None
