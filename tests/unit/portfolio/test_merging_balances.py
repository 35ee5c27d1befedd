"""Of what opening balances tell, nothing is counted twice, and nothing is lost where it can be seen to be older."""

from datetime import date

from attrs import evolve

from relcore import Money
from relcore.model import Note, OpeningBalance
from relcore.portfolio import History, unmerge
from tests.properties.told import bought, day, opened, told
from tests.unit.portfolio.test_merging import conflicts, merged, of


def test_a_balance_that_is_refused_is_no_balance_of_its_history() -> None:
    r = opened(id="r-1")
    until = [evolve(balance(3), last_on=day(n).date(), purchase_days=2) for n in (2, 3)]
    known = [History(r, (told("a", day(2), one),)).opening_balance for one in until]
    assert known == [until[0], None]


def balance(purchases: int) -> OpeningBalance:
    return OpeningBalance(purchases, 1, date(2025, 1, 1), date(2025, 1, 1), Money(9, "EUR"))


def test_of_two_opening_balances_the_first_counts_and_somebody_has_to_look() -> None:
    """They may tell of the same purchases."""
    one, other = of("r-1", told("a", day(2), balance(3))), of("r-2", told("b", day(1), balance(5)))
    found = merged(one, other)
    assert found.relationship.purchases == 5
    assert conflicts(found) == {"OpeningBalance.purchases": ({"r-1": "3", "r-2": "5"}, "5")}


def test_an_opening_balance_comes_first_where_all_of_it_was_bought_before() -> None:
    noted = told("b", day(1), Note("x"), sequence=0)
    known = told("a", day(2), balance(3), sequence=7)
    ours = of("r-1", known, bought("c", day(3)), told("b", day(2.5), Note("z")))
    found = merged(ours, of("r-2", noted))
    assert [(one.id, one.at, one.recorded_at) for one in found.interactions][:2] == [
        ("a", day(1), day(2)), ("r-2/b", day(1), None),
    ]  # fmt: skip
    assert (found.relationship.purchases, list(conflicts(found))) == (4, ["Interaction.id"])
    assert unmerge(found)[0] == ours


def test_an_opening_balance_that_may_tell_of_what_is_recorded_is_a_conflict() -> None:
    until = evolve(balance(3), last_on=day(1).date(), purchase_days=2)
    found = merged(of("r-1", told("a", day(2), until)), of("r-2", bought("b", day(1))))
    assert found.relationship.purchases == 1
    assert conflicts(found) == {"OpeningBalance.purchases": ({"r-1": "3"}, None)}


def test_an_opening_balance_that_was_refused_in_its_own_log_stays_refused() -> None:
    theirs = of("r-2", bought("b", day(2)), told("a", day(3), balance(3)))
    found = merged(of("r-1", bought("c", day(1))), theirs)
    assert (found.relationship.purchases, [one.id for one in found.interactions]) == (2, ["c", "b", "a"])


def test_an_opening_balance_that_is_first_anyway_stays_as_it_is() -> None:
    found = merged(of("r-1", told("a", day(1), balance(3))), of("r-2", bought("b", day(2))))
    assert (found.relationship.purchases, found.conflicts) == (4, ())


def test_a_balance_that_stays_where_it_was_does_not_go_before_others_of_its_instant() -> None:
    ours = of("r-1", told("a", day(1), Note("x")), told("b", day(1), balance(3)))
    assert [one.id for one in merged(ours, of("r-2")).interactions] == ["a", "b"]
