"""What is called otherwise once two histories are one: relationships, people, and ids that both logs have given.

An id that both logs have given to different things is told apart by where it comes from, and so is whatever refers to
it. A name stands between strokes; of those that fit, the longest is meant.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final

from attrs import evolve, fields_dict, frozen

from relcore.errors import FieldError
from relcore.model import BUILT_IN_CONTENTS, Interaction, Relationship
from relcore.portfolio.histories import History

__all__ = [
    "REFERENCES",
    "Names",
    "all_of",
    "id_of",
    "interaction_of",
    "names_of",
    "once",
    "references",
    "renamed",
]

REFERENCES: Final = ("about", "cites", "item_id", "purchase_id", "reply_to")
"""The fields of contents that name other interactions."""

_BUILT_IN = frozenset(BUILT_IN_CONTENTS.classes.values())
_AFTER: Final = "after-"
"""What stands before an id in the occasion of what was announced by it."""


@frozen
class Names:
    """What is called otherwise from one record to the other.

    Args:
        relationships: the ids of relationships, each with what it becomes.
        people: the ids of customers, likewise.
        ids: the ids of interactions, likewise; the others stay.
        log: the ids of all interactions that there are, as they are called before.
    """

    relationships: Mapping[str, str]
    people: Mapping[str, str]
    ids: Mapping[str, str]
    log: AbstractSet[str]


def names_of(
    originals: Sequence[History], opened: Relationship, staying: Sequence[str] = ()
) -> tuple[Names, ...]:
    """What is called otherwise in each original than in what was merged from them."""
    relationships = {one.relationship.id: opened.id for one in originals}
    customers = {one.relationship.customer_id for one in originals} - set(staying)
    people = dict.fromkeys(customers, opened.customer_id)
    logs = [sorted(once(one), key=lambda i: i.order) for one in originals]
    names = tuple(Names(relationships, people, {}, frozenset(one.id for one in log)) for log in logs)
    taken = {interaction.id for log in logs for interaction in log}
    ids = [one.relationship.id for one in originals]
    while (found := _told_apart(list(zip(ids, logs, names, strict=True)), taken)) != names:
        names = found
    return names


def _told_apart(
    logs: Sequence[tuple[str, list[Interaction[Any]], Names]], taken: set[str]
) -> tuple[Names, ...]:
    """The names with one more for whatever still bears the id of something else; where nothing does, the same.

    A name counts at once: what refers to something mostly comes after it.
    """
    holders: dict[str, list[Interaction[Any]]] = {}
    out = []
    for relationship_id, interactions, known in logs:
        ids = dict(known.ids)
        name = evolve(known, ids=ids)
        for interaction in interactions:
            told = renamed(interaction, name)
            held = holders.setdefault(interaction.id, [])
            if told in held:
                continue  # both logs have it: it happened once
            if all(one.id != told.id for one in held):
                held.append(told)
                continue
            new = next((one.id for one in held if evolve(one, id=told.id) == told), None)
            if new is None:
                new = f"{relationship_id}/{interaction.id}"
                while new in taken:
                    new = f"{relationship_id}/{new}"
                taken.add(new)
                held.append(evolve(told, id=new))
            ids[interaction.id] = new
        out.append(name)
    return tuple(out)


def once(history: History) -> list[Interaction[Any]]:
    """The interactions of a log, each once however often it was handed over."""
    found: dict[str, Interaction[Any]] = {}
    for one in history.interactions:
        if found.setdefault(one.id, one) != one:
            remedy = "Drop the one that is wrong, or give it an id of its own."
            raise FieldError("History.interactions", one.id, "an id that names one thing in its log", remedy)
    return list(found.values())


def all_of(history: History, names: Names) -> list[Interaction[Any]]:
    """The interactions of a log, each once, with everything in them called by other names."""
    return [renamed(one, names) for one in once(history)]


def renamed(interaction: Interaction[Any], names: Names) -> Interaction[Any]:
    """An interaction with everything in it called by other names."""
    by, to, id = interaction.by, interaction.to, interaction.relationship_id
    return evolve(
        interaction,
        id=names.ids.get(interaction.id, interaction.id),
        relationship_id=names.relationships.get(id, id),
        by=by if by is None else names.people.get(by, by),
        to=to if to is None else names.people.get(to, to),
        settles=tuple(_key(one, id, names) for one in interaction.settles),
        content=_content(interaction.content, names),
    )


def _key(key: str, relationship_id: str, names: Names) -> str:
    """A key of a recommendation: the relationship, the kind, and what it was due to."""
    kind, _, occasion = key.removeprefix(f"{relationship_id}/").partition("/")
    after = names.relationships.get(relationship_id)
    if after is None or not key.startswith(f"{relationship_id}/") or not kind or not occasion:
        return key
    return f"{after}/{kind}/{_occasion(occasion, names)}"


def _occasion(occasion: str, names: Names) -> str:
    """What something was due to: an interaction, an item or a person, or several of them and words between strokes."""
    parts = occasion.split("/")
    out: list[str] = []
    while parts:
        for end in range(len(parts), 0, -1):
            part = "/".join(parts[:end])
            if out and end == len(parts) and part.isdecimal():
                continue  # a year or a number, and not an id
            new = _named(part, names)
            if new is not None:
                break
        else:
            end, new = 1, parts[0]
        out.append(new)
        parts = parts[end:]
    return "/".join(out)


def _named(part: str, names: Names) -> str | None:
    """What an interaction, an item or a person is called; None for what is none of them."""
    bare = part.removeprefix(_AFTER)
    for one in dict.fromkeys((part, bare)):
        if interaction_of(one, names) in names.log:
            return part.removesuffix(one) + id_of(one, names)
    return names.people.get(part)


def interaction_of(id: str, names: Names) -> str:
    """The interaction that an id names: itself, or the one whose item it is."""
    before, mark, number = id.rpartition("#")
    return before if id not in names.log and mark and number.isdecimal() else id


def id_of(id: str, names: Names) -> str:
    """What an id is called, or that of an item: an interaction's with a number."""
    interaction = interaction_of(id, names)
    return names.ids.get(interaction, interaction) + id.removeprefix(interaction)


def references(content: Any) -> Iterator[tuple[str, str]]:
    """The ids that a content names, each with its field."""
    for name in REFERENCES if type(content) in _BUILT_IN else ():
        told = getattr(content, name, None)
        yield from ((name, id) for id in ((told,) if isinstance(told, str) else told or ()))


def _content(content: Any, names: Names) -> Any:
    if not names.ids or type(content) not in _BUILT_IN:
        return content
    changed: dict[str, Any] = {}
    for name in REFERENCES:
        old = getattr(content, name, None) if name in fields_dict(type(content)) else None
        if old is not None:
            one = isinstance(old, str)
            changed[name] = id_of(old, names) if one else tuple(id_of(id, names) for id in old)
    return evolve(content, **changed) if changed else content
