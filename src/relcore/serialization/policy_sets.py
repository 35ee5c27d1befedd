"""A policy set is a text that a team keeps under version control: TOML to write, TOML or JSON to read.

Whole, it says everything; as an overlay, it names its base by name and digest and says what is otherwise. A base
that is not the one that was meant is refused: the same changes to other rules would be other rules again.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

from attrs import frozen

from relcore.errors import DocumentError, DocumentFault, FieldError
from relcore.policy_set import PolicySet
from relcore.serialization.documents import from_document, parsed
from relcore.serialization.faults import Unshown, refused
from relcore.serialization.limits import FAULTS
from relcore.serialization.overlays import changes, compact_document, overlaid
from relcore.serialization.records import field_names
from relcore.serialization.registry import BUILT_IN, Registry
from relcore.serialization.spelling import nearest
from relcore.serialization.standards import SCHEMA, body_of, standards
from relcore.serialization.toml import read_toml, write_toml
from relcore.serialization.versions import VERSION

__all__ = ["policy_set_of", "read_policy_set", "write_policy_set"]

_BASE: Final = "base"


def read_policy_set(
    text: str | bytes, *, bases: Iterable[PolicySet] = (), registry: Registry = BUILT_IN
) -> PolicySet:
    """The policy set that a text holds.

    Args:
        text: TOML, or JSON if it begins with ``{``; as text or as its UTF-8 bytes. It states its schema,
            ``schema = "relcore.policy_set/1.0"``, and is whole, or an overlay with the name and digest of its
            ``base``.
        bases: the sets that an overlay may name as its base beside the standards of relcore.
        registry: the classes of third parties.

    Raises:
        DocumentError: the text is neither, states another schema, names a base that is not there or that has
            changed, or has faults; one group with the path of each.
        FieldError: the bases are no policy sets.
        RegistryError: a base has a policy whose class is not in the registry; pass it as well.

    >>> from relcore import STANDARD
    >>> coffee = read_policy_set(f'''
    ... schema = "relcore.policy_set/1.0"
    ... name = "coffee"
    ... version = "1"
    ... base = {{ name = "standard", digest = "{STANDARD.digest}" }}
    ... folding.pace_days = 7.0
    ... ''')
    >>> coffee.folding == STANDARD.with_pace(7).folding
    True
    """
    known = _sets(bases, "bases")
    try:
        written = (text if isinstance(text, str) else bytes.decode(text)).removeprefix("\ufeff")
    except (ValueError, TypeError) as error:
        fault = DocumentFault("$", text, "TOML or JSON text", f"Correct it: {error}.")
        raise DocumentError("The text is no policy set:", [fault]) from None
    if written.lstrip()[:1] == "{":
        document, faults = parsed(written)
    else:
        document, faults = read_toml(written)
    try:
        policies = policy_set_of(body_of(document), known, registry)
    except DocumentError as error:
        told = {fault.field for fault in faults}
        raise refused([*faults, *(one for one in error.faults if one.field not in told)], PolicySet) from None
    if faults:
        raise refused(faults, PolicySet)
    return policies


def write_policy_set(
    policies: PolicySet, *, base: PolicySet | None = None, registry: Registry = BUILT_IN
) -> str:
    """A policy set as TOML text, from which :func:`read_policy_set` makes the same set, to its digests.

    Args:
        policies: the set.
        base: the set of which the text is to be an overlay: then it says only what is otherwise.
        registry: the classes of third parties.

    Returns:
        The same text for the same set.

    Raises:
        FieldError: a field holds what could not be read back, or an overlay would need a criterion that no rule
            asks for.
        RegistryError: a policy's class is not in the registry.

    >>> from relcore import STANDARD
    >>> print(write_policy_set(STANDARD.with_pace(7), base=STANDARD), end="")
    schema = "relcore.policy_set/1.0"
    name = "standard"
    version = "1"
    base = { name = "standard", digest = "54c096d3125b18521209779cd19b6c962d47f4b3d80a9ffb1e40eb5d11075691" }
    <BLANKLINE>
    [folding]
    pace_days = 7
    """
    _sets([policies] if base is None else [policies, base], "policies")
    stated = {"schema": f"{SCHEMA}/{VERSION}"}
    if base is None:
        return write_toml({**stated, **compact_document(policies, registry)})
    found = changes(policies, base, registry)
    named = {"name": policies.name, "version": policies.version}
    written = {**stated, **named, _BASE: {"name": base.name, "digest": base.digest}, **found}
    return write_toml(written, inline=frozenset({_BASE}))


def _sets(values: object, name: str) -> tuple[PolicySet, ...]:
    """The values, each of which is a policy set."""
    if not isinstance(values, Iterable) or isinstance(values, str | bytes):
        raise FieldError(name, values, "policy sets", f"Write them in a tuple: {name}=(ours,).")
    found = tuple(values)
    for value in found:
        if not isinstance(value, PolicySet):
            raise FieldError(
                name, value, "a PolicySet", "Give the whole set, and not its name or a part of it."
            )
    return found


def policy_set_of(document: Any, bases: Iterable[PolicySet], registry: Registry) -> PolicySet:
    """The set that a document of it holds, whole or an overlay.

    Args:
        document: without its schema, and of today's version.
        bases: the sets that an overlay may name beside the standards.
        registry: the classes of third parties.

    Raises:
        DocumentError: it has faults.
    """
    if not isinstance(document, dict) or _BASE not in document:
        if isinstance(document, dict) and (meant := list(_bases_meant(document))):
            raise refused(meant, PolicySet)
        try:
            return from_document(document, PolicySet, registry=registry)
        except DocumentError as error:
            raise refused([_or_base(fault) for fault in error.faults], PolicySet) from None
    base = _base_of(document[_BASE], (*bases, *standards()))
    overlay = overlaid(base, {name: one for name, one in document.items() if name != _BASE}, registry)
    faults = list(overlay.faults)
    try:
        policies = from_document(overlay.document, PolicySet, registry=registry)
    except DocumentError as error:
        faults += map(overlay.as_written, error.faults)
    else:
        faults += overlay.misnamed(policies)
        if not faults:
            return policies
    raise refused(faults, PolicySet)


def _bases_meant(document: Mapping[Any, Any]) -> Iterator[DocumentFault]:
    """A misspelt base would be told as a whole set with almost everything missing."""
    known = [*field_names(PolicySet), _BASE]
    for name, one in islice(document.items(), FAULTS):
        if name not in known and nearest(name, known) == _BASE:
            yield DocumentFault(
                f"$.{name}", one, f"a key of an overlay: {', '.join(known)}", "Did you mean 'base'?"
            )


def _or_base(fault: DocumentFault) -> DocumentFault:
    """Of rules that are missing, the fault with the other remedy: whoever changes a few names a base."""
    if not fault.field.startswith("$.folding") or repr(fault.value) != "missing":
        return fault
    remedy = "Add it; or name the set that this one changes: its name and digest, under the key 'base'."
    return DocumentFault(fault.field, fault.value, fault.expected, remedy)


@frozen
class _Base:
    """What an overlay says of its base."""

    name: str
    digest: str


def _base_of(document: Any, known: tuple[PolicySet, ...]) -> PolicySet:
    """The set that an overlay names.

    Raises:
        DocumentError: there is none of that name, or it has another digest.
    """
    try:
        stated = from_document(document, _Base)
    except DocumentError as error:
        raise refused([_below_base(fault, document, known) for fault in error.faults], PolicySet) from None
    for policies in known:
        if (policies.name, policies.digest) == (stated.name, stated.digest):
            return policies
    path, value = f"$.{_BASE}.name", stated.name
    expected = f"the name of a base: {', '.join(dict.fromkeys(one.name for one in known))}"
    near = nearest(stated.name, [one.name for one in known])
    remedy = f"Did you mean {near!r}?" if near else "Pass the base: bases=(...,)."
    named = [one.digest for one in known if one.name == stated.name]
    if named:
        path, value = f"$.{_BASE}.digest", stated.digest
        expected = f"{' or '.join(named)}, which {stated.name!r} has here"
        remedy = (
            "The base is not the one that this overlay was written for, so the same changes would make other rules. "
            "Pass that one: bases=(...,). Or look at what changed, and write the digest of this one."
        )
    raise refused([DocumentFault(path, value, expected, remedy)], PolicySet)


def _below_base(fault: DocumentFault, document: Any, known: tuple[PolicySet, ...]) -> DocumentFault:
    """A fault of what an overlay says of its base, with its path; a missing digest with the one to write."""
    path, remedy = f"$.{_BASE}{fault.field[1:]}", fault.remedy
    if fault.field == "$.digest" and isinstance(fault.value, Unshown):
        named = [one.digest for one in known if one.name == document.get("name")]
        remedy = f'Write digest = "{named[0]}".' if named else remedy
    return DocumentFault(path, fault.value, fault.expected, remedy)
