"""Two relationships that turn out to be one: their histories become one history, folded anew.

Whatever is merged is merged from the originals, in an order of its own: so it does not matter which of them comes
first, or which two of three are merged first. The originals are kept, and an id that both logs have given to
different things is told apart by where it comes from.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import Any, Final

from attrs import evolve, frozen

from relcore.errors import CurrencyError, FieldError
from relcore.kernel.recording import replay
from relcore.lifecycle import BEFORE_THE_LOG
from relcore.model import Interaction, OpeningBalance, Relationship, local_day
from relcore.model.validation import check_members, check_text, check_texts, check_value, check_values
from relcore.policy_set import STANDARD, PolicySet
from relcore.portfolio.histories import History
from relcore.portfolio.merging_conflicts import Claim, Conflict, conflict
from relcore.portfolio.merging_names import Names, all_of, id_of, names_of, once
from relcore.vocabulary import RelationshipType, Role

__all__ = ["LADDER", "MergedHistory", "merge_histories"]

LADDER: Final = (
    RelationshipType.TRANSACTIONAL,
    RelationshipType.SELF_SERVICE,
    RelationshipType.AUTOMATED,
    RelationshipType.COMMUNITY,
    RelationshipType.LONG_TERM,
    RelationshipType.PERSONAL_ASSISTANCE,
    RelationshipType.DEDICATED_ASSISTANCE,
)
"""The types from the loosest to the closest: of two, the lesser one holds."""


@frozen
class MergedHistory:
    """Several relationships that turned out to be one.

    Args:
        originals: the histories as they were, by the ids of their relationships in order.
        opened: the one relationship, before anything happened in it.
        relationship: the one relationship after all that happened in any of them; None where their amounts are in
            different currencies: then they can't be one.
        conflicts: what they disagree on.
        staying: the ids of customers who live on as persons of the one customer.
    """

    originals: tuple[History, ...]
    opened: Relationship
    relationship: Relationship | None
    conflicts: tuple[Conflict, ...] = ()
    staying: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        check_values(self.originals, History, "MergedHistory.originals")
        check_value(self.opened, Relationship, "MergedHistory.opened")

    @property
    def interactions(self) -> tuple[Interaction[Any], ...]:
        """All interactions as those of the one relationship, in the total order; what was in both logs, once."""
        names = names_of(self.originals, self.opened, self.staying)
        told = {
            new.id: (old.id, new)
            for original, name in _pairs(self.originals, names)
            for old, new in zip(once(original), all_of(original, name), strict=True)
        }
        return _in_order(_balance_first(told.values(), self.originals, self.opened))

    @property
    def history(self) -> History:
        """The one history, to be replayed under any rules."""
        return History(self.opened, self.interactions)


def merge_histories(
    first: History | MergedHistory,
    second: History | MergedHistory,
    *,
    into: str,
    opening: Relationship | None = None,
    policies: PolicySet = STANDARD,
    adopted: Iterable[PolicySet] = (),
    ladder: tuple[RelationshipType, ...] = LADDER,
    staying: Iterable[str] = (),
) -> MergedHistory:
    """Two relationships that turn out to be one, as one: opened when the first of them was, and folded anew.

    Interactions keep their ids, and are those of the one relationship; keys of recommendations that they settle begin
    with its id. An interaction that both logs have, equal in all but the relationship, happened once. Where one id
    names different things, the one whose relationship comes first by its id keeps it, the other is called by both ids,
    as in ``"r-2/i-7"``, and so is whatever refers to it.

    Of different types that the relationships were opened with the lesser one holds, of facets all; a type that was
    changed on the way is the one it was changed to last, and recording a ``TypeChanged`` settles it. Zone, role and
    customer are those of the relationship whose id survives, or else of the one opened first. Of two owners whom the
    relationships were opened with, none is chosen; whom an interaction made the owner stays in the order in which that
    happened. Conflicts tell of all of it; an ``opening`` of the caller's settles it. The only opening balance counts as
    of the first thing that happened, if all of it was bought on days before that; of several the first of all counts.
    What another one tells of may be the same purchases, and is a conflict.

    The customers become one, and so does who acted or was addressed under their ids. A customer who lives on as a
    person of the one customer, such as the key contact of an organisation, keeps the id: name it in ``staying``.

    Interactions that are recorded after the merge are the one relationship's. To merge with a third, give what was
    merged itself, or the history with all that has been recorded since.

    Args:
        first: a history from its opening on, or what was merged before.
        second: another one; it does not matter which comes first.
        into: the id of the one relationship: that of one of them, or a new one.
        opening: how to open the one relationship, where that is decided; else it is made from those of both.
        policies: the rules.
        adopted: the policy sets that the histories adopt on their way, if they do.
        ladder: the types from the loosest to the closest.
        staying: the ids of customers who are persons of the one customer now; what was merged before has its own.

    Returns:
        The originals, the one relationship and its history, and the conflicts.

    Raises:
        FieldError: a history does not begin with its opening, or has different interactions of one id; both are of
            the same relationship; or something is not what it should be.
        PolicyMismatchError: a history adopts rules that were not given.
        CurrencyError: within one of the histories there are several currencies.

    >>> from datetime import datetime, timezone
    >>> from relcore import RelationshipType
    >>> from relcore.portfolio import from_orders, merge_histories, unmerge
    >>> rows = [("lou", "2026-03-01", 10), ("lourdes", "2026-03-09", 20)]
    >>> orders = from_orders(rows, type=RelationshipType.LONG_TERM, currency="EUR")
    >>> merged = merge_histories(*orders.histories, into="lourdes")
    >>> merged.relationship.purchases, [conflict.field for conflict in merged.conflicts]
    (2, ['Relationship.customer_id'])
    >>> unmerge(merged) == orders.histories
    True
    """
    check_text(into, "into")
    check_members(ladder, RelationshipType, "ladder")
    originals = _originals((first, second))
    opened = _opened(originals, into, ladder) if opening is None else _decided(opening, into)
    if not isinstance(adopted, Iterable):
        raise FieldError("adopted", adopted, "policy sets", "Pass a list of them: adopted=[policies].")
    sets = tuple(adopted)
    merged = MergedHistory(originals, opened, None, staying=_staying((first, second), staying))
    names = names_of(originals, opened, merged.staying)
    told = _clashes(originals, names)
    ends = [
        replay(one.relationship, sorted(one.interactions, key=lambda i: i.order), policies, adopted=sets)
        for one in originals
    ]
    now = [end.relationship for end in ends]
    relationship: Relationship | None = None
    if len({one.currency for one in now if one.currency is not None}) < 2:
        try:
            relationship = replay(opened, merged.interactions, policies, adopted=sets).relationship
        except CurrencyError:
            claims = tuple(Claim(one.id, one.currency) for one in now if one.currency is not None)
            told = (*told, Conflict("Relationship.currency", claims, None))
        else:
            told = (*_balances(now, names, relationship), *told)
    return evolve(merged, relationship=relationship, conflicts=_conflicts(now, relationship, opened) + told)


def _originals(given: Iterable[object]) -> tuple[History, ...]:
    found: list[History] = []
    for name, one in zip(("first", "second"), given, strict=True):
        if not isinstance(one, History | MergedHistory):
            raise FieldError(name, one, "a History", "Build one: History(opened, interactions).")
        found += one.originals if isinstance(one, MergedHistory) else (one,)
    for one in found:
        _check_opening(one.relationship, "History.relationship")
        check_values(one.interactions, Interaction, "History.interactions")
    ids = [one.relationship.id for one in found]
    if len(set(ids)) != len(ids):
        remedy = "Merge what has not been merged yet."
        raise FieldError("History.relationship", ids, "different relationships", remedy)
    return tuple(sorted(found, key=lambda one: one.relationship.id))


def _staying(given: Iterable[object], staying: Any) -> tuple[str, ...]:
    ids: Any = tuple(staying) if isinstance(staying, Iterable) and not isinstance(staying, str) else staying
    check_texts(ids, "staying")
    before = {id for one in given if isinstance(one, MergedHistory) for id in one.staying}
    return tuple(sorted(before.union(ids)))


def _check_opening(relationship: Relationship, field: str) -> None:
    check_value(relationship, Relationship, field)
    if relationship.revision or relationship.rules:
        expected = "a relationship in which nothing has happened yet"
        remedy = "Give it as it was opened, with its whole history."
        raise FieldError(f"{field}.revision", relationship.revision, expected, remedy)


def _decided(opening: Relationship, into: str) -> Relationship:
    _check_opening(opening, "opening")
    if opening.id != into:
        raise FieldError("opening.id", opening.id, f"{into!r}, the id that survives", "Correct one of them.")
    return opening


def _opened(originals: Sequence[History], into: str, ladder: Sequence[RelationshipType]) -> Relationship:
    """The one opening: the earliest, of the lesser type, with what nobody disagrees on."""
    openings = [one.relationship for one in originals]
    preferred = sorted(openings, key=lambda one: (one.id != into, one.opened_at, one.id))
    owners = {one.owner for one in openings if one.owner is not None}
    currencies = {one.currency for one in openings if one.currency is not None}
    roles = [one.role for one in preferred if one.role is not Role.PROSPECT]
    types = sorted(
        {one.type for one in openings}, key=lambda one: (ladder.index(one) if one in ladder else -1, one)
    )
    facets = {facet for one in openings for facet in one.facets}
    return Relationship.open(
        id=into,
        customer_id=preferred[0].customer_id,
        type=types[0],
        at=min(one.opened_at for one in openings),
        role=roles[0] if roles else Role.PROSPECT,
        zone=preferred[0].zone,
        currency=next(iter(currencies)) if len(currencies) == 1 else None,
        owner=next(iter(owners)) if len(owners) == 1 else None,
        facets=tuple(one for one in RelationshipType if one in facets and one is not types[0]),
    )


def _conflicts(
    now: Sequence[Relationship], merged: Relationship | None, opened: Relationship
) -> tuple[Conflict, ...]:
    """What the relationships disagree on, as of the end of their histories."""
    chosen = opened if merged is None else merged

    def told(name: str, chosen: object, silent: object = None) -> tuple[Conflict, ...]:
        claims = [(one.id, getattr(one, name)) for one in now]
        return conflict(f"Relationship.{name}", claims, chosen, silent=silent)

    facets = [(one.id, "+".join(sorted(one.facets)) or None) for one in now]
    return (
        *told("currency", None),
        *told("customer_id", chosen.customer_id),
        *conflict("Relationship.facets", facets, "+".join(sorted(chosen.facets)) or None),
        *told("owner", chosen.owner),
        *told("role", chosen.role, Role.PROSPECT),
        *told("type", chosen.type),
        *told("zone", chosen.zone),
    )


def _balances(
    now: Sequence[Relationship], names: Sequence[Names], merged: Relationship
) -> tuple[Conflict, ...]:
    """What opening balances told of that is not counted any more, because something else came first."""
    before = [(one.id, name, one.tallies.get(BEFORE_THE_LOG)) for one, name in zip(now, names, strict=True)]
    told = [
        (id, tally.count, id_of(tally.evidence[0], name)) for id, name, tally in before if tally is not None
    ]
    kept = merged.tallies.get(BEFORE_THE_LOG)
    if {id for _, _, id in told} <= set(() if kept is None else kept.evidence):
        return ()
    claims = tuple(Claim(by, str(count)) for by, count, _ in told)
    return (Conflict("OpeningBalance.purchases", claims, None if kept is None else str(kept.count)),)


_FIRST = ""
"""An id before all others: what has it in its log is the first of its instant."""


def _balance_first(
    told: Iterable[tuple[str, Interaction[Any]]], originals: Sequence[History], opened: Relationship
) -> list[tuple[str, Interaction[Any]]]:
    """The one opening balance before all else, where all of it was bought before that.

    It tells of what was before its log. So it may come when the first thing happened in any of them; unless something
    came before it in its own log already.
    """
    found = sorted(told, key=lambda pair: pair[1].order)
    balances = [pair for pair in found if isinstance(pair[1].content, OpeningBalance)]
    if len(balances) != 1 or found[0] == balances[0]:
        return found
    old, balance = balances[0]
    logs = [one.interactions for one in originals if any(i.id == old for i in one.interactions)]
    first = found[0][1].at
    late = any(min(log, key=lambda one: one.order).id != old for log in logs)
    if late or local_day(first, opened.zone) <= balance.content.last_on:
        return found
    recorded_at = balance.recorded_at or balance.at
    found.remove(balances[0])
    return [(_FIRST, evolve(balance, at=first, recorded_at=recorded_at, sequence=None)), *found]


def _in_order(told: Iterable[tuple[str, Interaction[Any]]]) -> tuple[Interaction[Any], ...]:
    """In the total order, which is that of each log: where a new id would change it, an instant is numbered anew."""
    found = sorted(told, key=lambda pair: _place(*pair))
    out: list[Interaction[Any]] = []
    for _, several in groupby((one for _, one in found), key=lambda one: one.at):
        group = list(several)
        if any(later.order < one.order for one, later in pairwise(group)):
            group = [evolve(one, sequence=number) for number, one in enumerate(group)]
        out += group
    return tuple(out)


def _place(old: str, one: Interaction[Any]) -> tuple[Any, ...]:
    """Its instant, its number and its id, as in its log."""
    return (one.at, one.order[1], old, one.id)


def _clashes(originals: Sequence[History], names: Sequence[Names]) -> tuple[Conflict, ...]:
    """The ids that several logs have given to different things, each with what these are called now."""
    ids = sorted({id for name in names for id in name.ids})
    return tuple(
        Conflict(
            "Interaction.id",
            tuple(
                Claim(original.relationship.id, name.ids.get(id, id))
                for original, name in _pairs(originals, names)
                if any(one.id == id for one in original.interactions)
            ),
            None,
        )
        for id in ids
    )


def _pairs(originals: Sequence[History], names: Sequence[Names]) -> "zip[tuple[History, Names]]":
    return zip(originals, names, strict=True)
