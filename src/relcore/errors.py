"""Misuse raises; everyday events do not.

One tree. Every error is also the builtin a Python user expects, names the field, the value, what was
expected and the remedy, and leaves every argument as it was. A late or repeated interaction, a refused
move and a missing consent are no errors: they come back as values.
"""

from collections.abc import Sequence

__all__ = [
    "CurrencyError",
    "DocumentError",
    "DocumentFault",
    "FieldError",
    "ForeignInteractionError",
    "InstantError",
    "LifecycleError",
    "PolicyError",
    "PolicyMismatchError",
    "RegistryError",
    "RelcoreError",
    "UnknownRelationshipError",
    "UnknownWayError",
]


class RelcoreError(Exception):
    """The root: catching it catches everything that relcore raises."""


class FieldError(RelcoreError, ValueError):
    """A field holds a value that it cannot hold.

    Attributes:
        field: the field's path, such as ``"Money.currency"``.
        value: what was given.
        expected: what would have been accepted.
        remedy: what to do about it.
    """

    field: str
    value: object
    expected: str
    remedy: str

    def __init__(self, field: str, value: object, expected: str, remedy: str) -> None:
        self.field = field
        self.value = value
        self.expected = expected
        self.remedy = remedy
        super().__init__(field, value, expected, remedy)

    def __str__(self) -> str:
        return f"{self.field} is {_shown(self.value)}; expected {self.expected}. {self.remedy}"


class InstantError(FieldError):
    """An instant has no zone, is no instant at all, or lies where it cannot be looked at."""


class CurrencyError(FieldError):
    """An amount in another currency than the relationship's, or in none that is known."""


class ForeignInteractionError(FieldError):
    """An interaction that names another relationship, or a customer who is not this one's."""


class UnknownRelationshipError(FieldError, LookupError):
    """An interaction names a relationship that was neither given nor may be opened."""


class UnknownWayError(FieldError, LookupError):
    """A rule was asked for that opens no way from where a relationship stands."""


class LifecycleError(FieldError):
    """A lifecycle table that is not total, or has a stage that cannot be reached or left."""


class PolicyError(FieldError):
    """A policy that cannot be used where it stands, or that raised while it was asked."""


class PolicyMismatchError(PolicyError):
    """A relationship was folded under other rules than those it is to be recorded with."""


class RegistryError(FieldError, LookupError):
    """Two claims to one content kind, or a kind without a class."""


class DocumentFault(FieldError):
    """One fault of a document; ``field`` is its path, such as ``"$.content.amount.currency"``."""


class DocumentError(RelcoreError, ExceptionGroup[DocumentFault], ValueError):
    """A document that cannot be read: a group with one fault for each path, not only the first."""

    def __new__(cls, message: str, faults: Sequence[DocumentFault]) -> "DocumentError":
        """Make the group of a message and all of its faults."""
        return super().__new__(cls, message, faults)

    def derive(self, excs: Sequence[DocumentFault]) -> "DocumentError":  # type: ignore[override]
        """Return a group of the same kind: what ``split`` and ``subgroup`` give back."""
        return DocumentError(self.message, excs)

    @property
    def faults(self) -> tuple[DocumentFault, ...]:
        """Every fault, in the order in which the document was read."""
        return tuple(fault for fault in self.exceptions if isinstance(fault, DocumentFault))

    def __str__(self) -> str:
        return "\n".join([self.message, *(f"  {fault}" for fault in self.faults)])


def _shown(value: object) -> str:
    try:
        text = repr(value) if _is_small(value) else f"a {type(value).__name__} with a great deal in it"
    except Exception:
        return f"a {type(value).__name__} that cannot be shown"
    return text if len(text) <= 200 else f"{text[:197]}..."


def _is_small(value: object) -> bool:
    """Whether it holds less than a thousand things; what stands in it twice counts twice."""
    left, count = [value], 1
    while left:
        node = left.pop()
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, (list, tuple)) else ()
        count += len(inner)
        if count > 1_000:
            return False
        left += inner
    return True
