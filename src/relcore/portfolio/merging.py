"""A merge can be taken back: what was merged holds its originals, and gives them back as they were."""

from collections.abc import Iterable, Mapping
from typing import Any, overload

from attrs import evolve

from relcore.errors import FieldError, ForeignInteractionError
from relcore.model import Customer, Interaction
from relcore.model.validation import check_value
from relcore.portfolio.histories import History
from relcore.portfolio.merging_customers import MergedCustomer
from relcore.portfolio.merging_histories import MergedHistory
from relcore.portfolio.merging_names import Names, interaction_of, names_of, references, renamed

__all__ = ["unmerge"]


@overload
def unmerge(merged: MergedCustomer) -> tuple[Customer, ...]: ...
@overload
def unmerge(
    merged: MergedHistory, *, later: Iterable[Interaction[Any]] = (), to: Mapping[str, str] | None = None
) -> tuple[History, ...]: ...
def unmerge(
    merged: MergedCustomer | MergedHistory,
    *,
    later: Iterable[Interaction[Any]] = (),
    to: Mapping[str, str] | None = None,
) -> tuple[Customer, ...] | tuple[History, ...]:
    """The originals of what was merged, as they were, by their ids in order.

    What was recorded after a merge of histories belongs to one of the originals, and only the caller can say to which.
    It is added there, under the names of that original. What it says of an item of another original stays as it is:
    nothing is found then, and replaying the history tells so as a refusal. Where that original has something else of
    this id, it is refused.

    Args:
        merged: what was merged.
        later: of a history, what was recorded in the one relationship since.
        to: to which relationship each of these goes: ids of interactions, each with that of the original.

    Raises:
        ForeignInteractionError: one of these is of another relationship.
        FieldError: of one of them it is not said where it goes; or it names something of another original by an id that
            means something else there; or something is not what it should be.

    >>> from datetime import datetime, timezone
    >>> from relcore import Channel, Interaction, RelationshipType
    >>> from relcore.model import Note
    >>> from relcore.portfolio import from_orders, merge_histories, unmerge
    >>> rows = [("lou", "2026-03-01", 10), ("lourdes", "2026-03-09", 20)]
    >>> orders = from_orders(rows, type=RelationshipType.LONG_TERM, currency="EUR")
    >>> merged = merge_histories(*orders.histories, into="lourdes")
    >>> since = Interaction(id="n-1", relationship_id="lourdes", at=datetime(2026, 4, 1, tzinfo=timezone.utc),
    ...                     channel=Channel.PHONE, content=Note("they are two after all"))
    >>> lou, lourdes = unmerge(merged, later=[since], to={"n-1": "lou"})
    >>> [one.relationship_id for one in lou.interactions]
    ['lou', 'lou']
    """
    if isinstance(merged, MergedCustomer):
        return merged.originals
    if not isinstance(merged, MergedHistory):
        remedy = "Pass what merge_customers or merge_histories gave back."
        raise FieldError("merged", merged, "a MergedCustomer or a MergedHistory", remedy)
    if not isinstance(later, Iterable):
        raise FieldError("later", later, "interactions", "Pass a list of them: later=[interaction].")
    if to is not None and not isinstance(to, Mapping):
        remedy = "Write to={'i-9': 'r-2'}: by the id of each interaction, where it goes."
        raise FieldError("to", to, "a mapping", remedy)
    added: dict[str, list[Interaction[Any]]] = {one.relationship.id: [] for one in merged.originals}
    for interaction in later:
        added[_home(interaction, merged, to or {}, added)].append(interaction)
    names = names_of(merged.originals, merged.opened, merged.staying)
    return tuple(
        _with(original, added[original.relationship.id], name, merged)
        for original, name in zip(merged.originals, names, strict=True)
    )


def _home(
    interaction: Interaction[Any],
    merged: MergedHistory,
    to: Mapping[str, str],
    known: Mapping[str, object],
) -> str:
    """The original that an interaction goes to."""
    check_value(interaction, Interaction, "later")
    if interaction.relationship_id != merged.opened.id:
        raise ForeignInteractionError(
            "Interaction.relationship_id",
            interaction.relationship_id,
            f"{merged.opened.id!r}, the one relationship",
            "Give only what was recorded in it.",
        )
    home = to.get(interaction.id)
    if not isinstance(home, str) or home not in known:
        remedy = f"Say where it goes: to={{{interaction.id!r}: {next(iter(known))!r}, ...}}."
        raise FieldError(f"to[{interaction.id!r}]", home, f"one of {', '.join(known)}", remedy)
    return home


def _with(original: History, added: list[Interaction[Any]], names: Names, merged: MergedHistory) -> History:
    if not added:
        return original
    customer_id = original.relationship.customer_id
    back = Names(
        {merged.opened.id: original.relationship.id},
        {} if customer_id in merged.staying else {merged.opened.customer_id: customer_id},
        {after: before for before, after in names.ids.items()},
        {*(names.ids.get(one, one) for one in names.log), *(one.id for one in added)},
    )
    for one in added:
        _check_references(one, original, names, back)
    return evolve(original, interactions=(*original.interactions, *(renamed(one, back) for one in added)))


def _check_references(interaction: Interaction[Any], original: History, names: Names, back: Names) -> None:
    """Refuse what means something of another original by an id that is something else's in this one."""
    for field, id in references(interaction.content):
        meant = interaction_of(id, back)
        if meant not in back.log and interaction_of(id, names) in names.log:
            expected = f"an id that means the same in {original.relationship.id!r}"
            remedy = "Add it to the original whose item it is about, or leave it out."
            raise FieldError(f"later[{interaction.id!r}].{field}", id, expected, remedy)
