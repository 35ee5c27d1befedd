"""An overlay says of a policy set only what another one has otherwise.

An object changes, key by key, what the base has in its place; with another ``is``, it replaces it. So does a free
table, such as ``levels``: null takes an entry of the base away. Lists and plain values replace what was there.
Criteria, findings, instruments, recommenders and contact rules are reached by their names: ``false`` takes one away,
an object with a new name adds one, the last of them. A name that nothing bears is a fault, for a rule that is merely
misspelt would never be missed.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from attrs import evolve, field, frozen

from relcore.errors import DocumentFault, FieldError
from relcore.policies import After
from relcore.policies.contact import name_of
from relcore.policy_set import PolicySet
from relcore.serialization.compact import Table, compact
from relcore.serialization.documents import to_document
from relcore.serialization.faults import inside
from relcore.serialization.limits import FAULTS
from relcore.serialization.registry import Registry
from relcore.serialization.spelling import nearest
from relcore.serialization.text import encode

__all__ = ["Overlaid", "changes", "compact_document", "overlaid", "rule_name"]

_PARTS: Final = ("folding", "advising")
_NAMED: Final = frozenset({"criteria", "findings", "instruments"})
_RULES: Final = frozenset({"recommenders", "contact_rules"})
_OF_AN_INSTRUMENT: Final = frozenset({"worst", "best", "low"})
_PLACE = re.compile(r"\$\.advising\.(recommenders|contact_rules)\[(\d+)\]", re.ASCII).match
_SAME: Final = object()


def rule_name(rule: object) -> str:
    """The name by which an overlay reaches a recommender or a contact rule.

    It is what decisions and lint call it: its code, with its own name where it has one, as in ``"cap.weekly"``. What
    follows events is named by the kind of what it proposes, since that is how it is known.

    >>> from relcore.policies import FOLLOW_UP, Cap, Offers
    >>> rule_name(Offers()), rule_name(Cap("weekly", 4, 168)), rule_name(FOLLOW_UP)
    ('offers', 'cap.weekly', 'follow_up')
    """
    return rule.proposal.kind if isinstance(rule, After) else name_of(rule)


def compact_document(policies: PolicySet, registry: Registry) -> dict[str, Any]:
    """The document of a set, without what goes without saying."""
    document: dict[str, Any] = compact(to_document(policies, registry=registry), policies)
    return document


def changes(policies: PolicySet, base: PolicySet, registry: Registry) -> dict[str, Any]:
    """What an overlay has to say of a set, beside its name and version, for it to be read from its base.

    Raises:
        FieldError: it has a criterion that no rule asks for and the base does not have, or null in a free table
            in which the base has a value.
        RegistryError: a policy's class is not in the registry.
    """
    before, after = compact_document(base, registry), compact_document(policies, registry)
    found: dict[str, Any] = {}
    for part in _PARTS:
        changed: dict[str, Any] = {}
        for key, new in after[part].items():
            old = before[part][key]
            if key in _NAMED:
                one = _changed_names(old, new)
            elif key in _RULES:
                names = [[*map(rule_name, getattr(getattr(one, part), key))] for one in (base, policies)]
                one = _changed_rules(old, new, *names)
            else:
                one = _changed(old, new)
            if one is not _SAME:
                changed[key] = one
        if changed:
            found[part] = changed
    asked = policies.folding.lifecycle.rules
    for name in policies.folding.criteria:
        if name not in base.folding.criteria and name not in asked:
            remedy = "Leave it out, or write the set without a base."
            raise FieldError(
                "FoldingRules.criteria", name, "criteria that a rule of the table asks for", remedy
            )
    return found


def _changed(old: Any, new: Any) -> Any:
    """What turns the one into the other; ``_SAME`` where nothing has to."""
    if type(old) is Table and type(new) is Table:
        return _changed_entries(old, new)
    if type(old) is dict and type(new) is dict and old.get("is") == new.get("is"):
        found = {name: None for name in old if name not in new}
        for name, one in new.items():
            changed = _changed(old[name], one) if name in old else one
            if changed is not _SAME:
                found[name] = changed
        return found or _SAME
    return _SAME if encode(old) == encode(new) else new


def _changed_entries(old: Table, new: Table) -> Any:
    """What turns a free table into another one: null for what it has no more."""
    found = Table({name: None for name in old if name not in new})
    for name, one in new.items():
        if one is None and old.get(name) is not None:
            remedy = "Write the set without a base."
            raise FieldError(name, one, "another value than null, which takes the entry away", remedy)
        changed = _changed(old[name], one) if name in old else one
        if changed is not _SAME:
            found[name] = changed
    return found or _SAME


def _changed_names(old: Mapping[str, Any], new: Mapping[str, Any]) -> Any:
    found = Table({name: False for name in old if name not in new})
    for name, one in new.items():
        changed = _changed(old[name], one) if name in old else one
        if changed is not _SAME:
            found[name] = changed
    return found or _SAME


def _changed_rules(old: list[Any], new: list[Any], old_names: list[str], new_names: list[str]) -> Any:
    """By name, or as the whole list where that is shorter, or a name has no one meaning, or the order is another."""
    if encode(old) == encode(new):
        return _SAME
    kept = [name for name in old_names if name in new_names]
    added = [name for name in new_names if name not in old_names]
    if len({*old_names}) != len(old) or len({*new_names}) != len(new) or kept + added != new_names:
        return new
    named = _changed_names(dict(zip(old_names, old, strict=True)), dict(zip(new_names, new, strict=True)))
    return named if len(encode(named)) <= len(encode(new)) else new


@frozen
class Overlaid:
    """A base with an overlay laid over it.

    Args:
        document: the document of the whole set.
        faults: what could not be laid over it.
        names: the names of the rules that an overlay reached by name, by their list.
        added: those of them that the base does not have.
    """

    document: dict[str, Any]
    faults: tuple[DocumentFault, ...] = ()
    names: dict[str, list[str]] = field(factory=dict[str, list[str]])
    added: frozenset[tuple[str, str]] = frozenset()

    def as_written(self, fault: DocumentFault) -> DocumentFault:
        """The fault with the path at which it stands in the overlay."""
        place = _PLACE(fault.field)
        if place is None or place[1] not in self.names:
            return fault
        path = inside(f"$.advising.{place[1]}", self.names[place[1]][int(place[2])])
        return DocumentFault(path + fault.field[place.end() :], fault.value, fault.expected, fault.remedy)

    def misnamed(self, policies: PolicySet) -> list[DocumentFault]:
        """A fault for every rule that was added under another name than its own, or was given that of another."""
        faults: list[DocumentFault] = []
        for key, names in self.names.items():
            owned = [rule_name(rule) for rule in getattr(policies.advising, key)]
            for name, own in zip(names, owned, strict=True):
                path = inside(f"$.advising.{key}", name)
                if name != own and (key, name) in self.added:
                    faults.append(DocumentFault(path, name, repr(own), "Write it under its own name."))
                elif name != own and owned.count(own) > 1:
                    expected, remedy = "a name that only one of them bears", "Give it another name."
                    faults.append(DocumentFault(path, own, expected, remedy))
        return faults


def overlaid(base: PolicySet, overlay: Mapping[str, Any], registry: Registry) -> Overlaid:
    """What a base becomes under an overlay.

    Args:
        base: the set that the overlay names.
        overlay: its document, without what it says of its base and schema.
        registry: the classes of third parties.
    """
    document = compact_document(base, registry)
    made = Overlaid({name: one for name, one in overlay.items() if name not in _PARTS})
    for part in _PARTS:
        made.document[part] = document[part]
        if part in overlay:
            made = _with_part(made, part, overlay[part], base)
    return made


def _with_part(made: Overlaid, part: str, change: Any, base: PolicySet) -> Overlaid:
    old, path = made.document[part], f"$.{part}"
    if not isinstance(change, dict):
        made.document[part] = change
        return made
    new = {**old, **{name: _merged(old.get(name), one) for name, one in change.items()}}
    faults: list[DocumentFault] = []
    added: set[tuple[str, str]] = set()
    for key, one in change.items():
        if not isinstance(one, dict) or key not in old:
            continue
        where = inside(path, key)
        if key in _NAMED:
            asked = _rules_of(new) if key == "criteria" else None
            new[key] = dict(_with_names(list(old[key].items()), one, where, faults, asked))
        elif key in _RULES:
            names = [rule_name(rule) for rule in getattr(base.advising, key)]
            found = _with_names(list(zip(names, old[key], strict=True)), one, where, faults, None)
            new[key] = [rule for _, rule in found]
            made.names[key] = [name for name, _ in found]
            added |= {(key, name) for name, _ in found if name not in names}
    made.document[part] = new
    return evolve(made, faults=(*made.faults, *faults), added=made.added | added)


def _merged(old: Any, change: Any) -> Any:
    if not isinstance(change, dict) or not isinstance(old, dict):
        return change
    if type(old) is Table:
        kept = {name: one for name, one in old.items() if change.get(name, _SAME) is not None}
        added = {name: one for name, one in change.items() if one is not None or name not in old}
        return Table({**kept, **{name: _merged(kept.get(name), one) for name, one in added.items()}})
    if "is" in change and change["is"] != old.get("is"):
        return change
    return {**old, **{name: _merged(old.get(name), one) for name, one in change.items()}}


def _with_names(
    old: list[tuple[str, Any]],
    change: Mapping[str, Any],
    path: str,
    faults: list[DocumentFault],
    asked: frozenset[str] | None,
) -> list[tuple[str, Any]]:
    """What stands under names, changed by an object of such names.

    Args:
        old: what the base has; a name may stand there several times.
        change: the object.
        path: where it stands.
        faults: gets what is wrong with it.
        asked: which new names are wanted; any, if it is None.
    """
    names, found = [name for name, _ in old], list(old)
    for name, one in change.items():
        if len(faults) >= FAULTS:
            break
        if names.count(name) > 1:
            expected, remedy = "a name that only one of them bears", "Write the whole list."
            faults.append(DocumentFault(inside(path, name), one, expected, remedy))
        elif name in names:
            changed = [] if one is False else [(name, _merged(old[names.index(name)][1], one))]
            place = [known for known, _ in found].index(name)
            found[place : place + 1] = changed
        elif _is_whole(one) and (asked is None or name in asked):
            found.append((name, one))
        else:
            faults.append(_unknown(name, one, path, names, asked))
    return found


def _is_whole(value: Any) -> bool:
    """Whether an object says all that it takes to add it."""
    return isinstance(value, dict) and ("is" in value or value.keys() >= _OF_AN_INSTRUMENT)


def _unknown(
    name: str, value: Any, path: str, names: Iterable[str], asked: frozenset[str] | None
) -> DocumentFault:
    words = sorted({*names, *(asked or ())})
    longer = [word for word in words if word.startswith(f"{name}.")]
    near = nearest(name, words)
    if longer:
        remedy = f"Write the whole name in quotes: {' or '.join(map(repr, longer))}."
    elif near:
        remedy = f"Did you mean {near!r}?"
    elif asked is None:
        remedy = "Write one of these, or all that a new one takes, with the key 'is'."
    else:
        remedy = "Write one of these: no rule of the table asks for another."
    return DocumentFault(inside(path, name), value, f"a name of the base: {', '.join(words)}", remedy)


def _rules_of(folding: Mapping[str, Any]) -> frozenset[str]:
    """The rules that the table asks for, as far as its document is one."""
    lifecycle = folding.get("lifecycle")
    edges = lifecycle.get("edges") if isinstance(lifecycle, dict) else None
    stated = [edge.get("rule") for edge in edges if isinstance(edge, dict)] if isinstance(edges, list) else []
    return frozenset(rule for rule in stated if isinstance(rule, str))
