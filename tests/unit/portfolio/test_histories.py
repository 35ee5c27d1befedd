"""Histories are cut at what was known, and give the pace of the business."""

from datetime import date, datetime, timedelta

import pytest
from attrs import evolve

from relcore import Channel, Interaction, Money
from relcore.errors import InstantError
from relcore.model import Note, OpeningBalance, Return
from relcore.portfolio import History, known_by, pooled_pace
from tests.unit.portfolio.shop import histories_of, noon


def test_what_happened_at_the_instant_still_counts_and_what_came_after_does_not() -> None:
    histories = histories_of(("a", "2026-03-01", 1), ("a", "2026-03-05", 1), ("b", "2026-03-05", 1))
    [only] = known_by(histories, noon("2026-03-05") - timedelta(microseconds=1))
    assert (only.relationship.id, only.purchase_days) == ("a", (date(2026, 3, 1),))
    assert list(known_by(histories, noon("2026-03-05"))) == list(histories)
    assert list(known_by(histories, noon("2026-02-28"))) == []


def test_what_was_recorded_later_was_not_known_yet() -> None:
    [history] = histories_of(("a", "2026-03-01", 1), ("a", "2026-03-05", 1))
    first, second = history.interactions
    late = evolve(history, interactions=(first, evolve(second, recorded_at=noon("2026-03-20"))))
    assert [len(h.interactions) for h in known_by([late], noon("2026-03-19"))] == [1]
    assert [len(h.interactions) for h in known_by([late], noon("2026-03-20"))] == [2]


def test_the_instant_of_what_was_known_has_a_zone() -> None:
    with pytest.raises(InstantError):
        list(known_by(histories_of(("a", "2026-03-01", 1)), datetime.fromisoformat("2026-03-01")))


def test_a_day_with_two_purchases_is_one_purchase_day() -> None:
    [history] = histories_of(
        ("a", "2026-03-01T08:00", 1), ("a", "2026-03-01T20:00", 1), ("a", "2026-03-02", 1)
    )
    assert history.purchase_days == (date(2026, 3, 1), date(2026, 3, 2))


def test_only_purchases_that_stand_make_purchase_days() -> None:
    [history] = histories_of(("a", "2026-03-01", 1), ("a", "2026-03-02", 1), ("a", "2026-03-03", 1))

    def more(id: str, content: Note | Return) -> Interaction[Note | Return]:
        return Interaction(
            id=id, relationship_id="a", at=noon("2026-03-09"), channel=Channel.WEB, content=content
        )

    cancelled = more("x", Return("row-2", cancels=True))
    lowered = more("y", Return("row-3", Money("0.50", "EUR")))
    told = evolve(
        history, interactions=(*history.interactions, cancelled, lowered, more("z", Note(text="hi")))
    )
    assert told.purchase_days == (date(2026, 3, 1), date(2026, 3, 3))


def test_the_pace_is_the_mean_gap_over_all_customers_together() -> None:
    histories = histories_of(
        ("a", "2026-03-01", 1),
        ("a", "2026-03-05", 1),
        ("a", "2026-03-05", 1),
        ("a", "2026-03-07", 1),
        ("b", "2026-03-01", 1),
        ("b", "2026-03-31", 1),
        ("once", "2026-03-01", 1),
    )
    assert pooled_pace(histories) == (6 + 30) / (2 + 1)


@pytest.mark.parametrize(
    "rows", [(), (("a", "2026-03-01", 1), ("b", "2026-03-09", 1), ("b", "2026-03-09", 1))]
)
def test_where_nobody_repeated_there_is_no_pace(rows: tuple[tuple[str, str, int], ...]) -> None:
    assert pooled_pace(histories_of(*rows)) is None


def test_a_history_without_purchases_gives_no_gap() -> None:
    [history] = histories_of(("a", "2026-03-01", 1))
    assert pooled_pace([History(history.relationship, ())]) is None


def test_the_pace_of_a_history_that_began_with_totals_is_the_same() -> None:
    [whole] = histories_of(("a", "2026-03-01", 1), ("a", "2026-03-04", 1), ("a", "2026-03-09", 1))
    first, second, third = whole.interactions
    balance = OpeningBalance(2, 2, date(2026, 3, 1), date(2026, 3, 4))
    for begins, later in (
        (balance, (third,)),
        (balance, (evolve(second, id="again"), third)),  # on the last of the days that it tells of
        (OpeningBalance(3, 3, date(2026, 3, 1), date(2026, 3, 9)), ()),
        (OpeningBalance(1, 1, date(2026, 3, 1), date(2026, 3, 1)), (second, third)),
    ):
        at = min([noon("2026-03-09"), *(one.at for one in later)])
        opened = evolve(first, id="0", at=at, content=begins)
        known = History(whole.relationship, (opened, *later))
        assert known.opening_balance is begins
        assert pooled_pace([known]) == pooled_pace([whole]) == (3 + 5) / 2
    assert whole.opening_balance is None
