"""A document says in which version of its schema it was written; an earlier one is brought up step by step.

All schemas share one version. Its minor number grows when keys are added that older programs can do without,
its major number when they can't: then a step stands here that makes a document of the version before into one
of the version after.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, Final

from attrs import field, frozen

from relcore.errors import DocumentFault

__all__ = ["UPCASTS", "VERSION", "Upcast", "Version", "stated", "upcast"]

_LONGEST = 80
_STATED = re.compile(r"([a-z_]+(?:\.[a-z_]+)*)/(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})", re.ASCII).fullmatch


@frozen(order=True)
class Version:
    """The version of a schema.

    Args:
        major: what it must share with a program's own, for the program to read it.
        minor: what may be newer than a program's own.

    >>> str(Version(1, 0)), Version(1, 9) < Version(1, 10)
    ('1.0', True)
    """

    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"


VERSION: Final = Version(1, 0)
"""The version in which documents are written."""


@frozen
class Upcast:
    """One step from a version of a schema to the next.

    Args:
        schema: the name of the schema.
        since: the version of the documents that it changes.
        version: the version of the documents that it makes.
        change: makes the one of the other; it is given a plain document, which it may change, without the key
            ``"schema"``.
    """

    schema: str
    since: Version
    version: Version
    change: Callable[[dict[str, Any]], dict[str, Any]] = field(repr=False)


UPCASTS: Final[tuple[Upcast, ...]] = ()
"""Every step from an earlier version, in order. There is no earlier version yet."""


def stated(value: object) -> tuple[str, Version] | None:
    """The name and the version that the key ``"schema"`` states; None where it does not state them.

    >>> stated("relcore.customer/1.0")
    ('relcore.customer', Version(major=1, minor=0))
    """
    return _parted(value) if type(value) is str and len(value) <= _LONGEST else None


@lru_cache(maxsize=64)
def _parted(text: str) -> tuple[str, Version] | None:
    found = _STATED(text)
    return (found[1], Version(int(found[2]), int(found[3]))) if found else None


def upcast(
    document: dict[str, Any],
    schema: str,
    version: Version,
    steps: Iterable[Upcast] = UPCASTS,
    to: Version = VERSION,
) -> dict[str, Any]:
    """A document of an earlier version, as the version of today has it.

    Args:
        document: it is taken over, and may be changed.
        schema: the name of its schema.
        version: the version that it states.
        steps: every step that there is, in order.
        to: the version of today.

    Raises:
        DocumentFault: it is of a newer major version, or of an earlier one from which no steps lead here.
    """
    for step in steps:
        if step.schema == schema and step.since == version:
            document, version = step.change(document), step.version
    if version.major == to.major:
        return document
    newer = version > to
    remedy = "Upgrade relcore: a newer one wrote it." if newer else "No version of relcore ever wrote it."
    raise DocumentFault("$.schema", f"{schema}/{version}", f"version {to.major} of the schema", remedy)
