"""The standards that relcore ships, and every earlier one: rules that were lived by stay readable.

A digest in an overlay, a relationship or a decision names the rules that were meant. When a standard changes, its
document as it was is kept here, under its digest, and is found as long as anybody may have folded under it.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from relcore.errors import DocumentFault, PolicyError
from relcore.policy_set import DWYER_SCHURR_OH, STANDARD, PolicySet
from relcore.serialization.documents import from_document, parsed
from relcore.serialization.faults import refused
from relcore.serialization.spelling import as_object
from relcore.serialization.versions import VERSION, stated, upcast

__all__ = ["EARLIER", "SCHEMA", "body_of", "standard", "standards"]

SCHEMA: Final = "relcore.policy_set"
"""The name of the schema of policy sets."""

_CURRENT: Final = (STANDARD, DWYER_SCHURR_OH)

EARLIER: Final[Mapping[str, str]] = {}
"""Every standard that was replaced, as the JSON text in which it was written, by its digest. There is none yet."""


def standard(digest: str, *, earlier: Mapping[str, str] = EARLIER) -> PolicySet:
    """The standard that has a digest, be it one of today or an earlier one.

    Args:
        digest: the digest of the whole set, which an overlay names, or that of its folding part, which
            relationships and decisions carry.
        earlier: the texts of the earlier ones, by their digests.

    Raises:
        PolicyError: no version of relcore that is known here shipped it.

    >>> standard(STANDARD.digest).name, standard(STANDARD.folding.digest).name
    ('standard', 'standard')
    """
    found = [*standards(earlier)]
    for policies in found:
        if digest in (policies.digest, policies.folding.digest):
            return policies
    known = ", ".join(f"{one.digest} ({one.name})" for one in found)
    remedy = "Upgrade relcore if a newer one shipped it; a set of your own is in your own keeping."
    raise PolicyError("digest", digest, f"the digest of a standard: {known}", remedy)


def standards(earlier: Mapping[str, str] = EARLIER) -> Iterator[PolicySet]:
    """Every standard, those of today first."""
    yield from _CURRENT
    for text in earlier.values():
        document, _ = parsed(text)
        yield from_document(body_of(document), PolicySet)


def body_of(document: Any) -> Any:
    """The document of a policy set as the version of today has it, without its schema.

    A newer minor version is read as well, but nothing that only it knows: rules that were passed over would be
    other rules.

    Raises:
        DocumentError: it states no schema or another one, or is of a newer major version.
    """
    written = f'"{SCHEMA}/{VERSION}"'
    if not isinstance(document, dict):
        remedy = f"{as_object(document)} Its schema is {written}."
        raise refused([DocumentFault("$", document, "a policy set", remedy)])
    found = document.get("schema")
    name, version = stated(found) or ("", VERSION)
    body = {key: value for key, value in document.items() if key != "schema"}
    try:
        if name != SCHEMA:
            raise DocumentFault("$.schema", found, "the schema of policy sets", f"Write schema = {written}.")
        return upcast(body, name, version) if version < VERSION or version.major > VERSION.major else body
    except DocumentFault as fault:
        raise refused([fault]) from None
