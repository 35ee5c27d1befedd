"""An open set without a global: kinds of content stand in a registry value that the caller passes.

A content of a kind that no class is registered for is kept as :class:`UnknownContent`, with its document
whole, so that a newer program's history survives an older one.
"""

from collections.abc import Iterable

from attrs import field, frozen

from relcore.errors import FieldError, RegistryError
from relcore.model.contents import administration, commerce, contact, obligations, voice
from relcore.model.contents.protocol import Content
from relcore.model.frozen_map import FrozenMap
from relcore.model.validation import check_member, check_text
from relcore.vocabulary import Department, Direction

__all__ = ["BUILT_IN_CONTENTS", "ContentRegistry", "UnknownContent"]


@frozen
class UnknownContent:
    """A content of a kind that this program does not know. It is tallied, and serialises as it came.

    Args:
        kind: its kind.
        document: its JSON object, as text, without the kind.
        direction: as the interaction stated it, since there is no class to ask.
        department: likewise.
    """

    kind: str
    document: str = "{}"
    direction: Direction = Direction.INTERNAL
    department: Department = Department.CUSTOMER_SERVICE

    def __attrs_post_init__(self) -> None:
        check_text(self.kind, "UnknownContent.kind")
        check_text(self.document, "UnknownContent.document")
        check_member(self.direction, Direction, "UnknownContent.direction")
        check_member(self.department, Department, "UnknownContent.department")
        if self.kind.partition(".")[0] in BUILT_IN_CONTENTS.classes:
            expected = "a kind that relcore does not know"
            raise FieldError("UnknownContent.kind", self.kind, expected, "Use the class of that kind.")


def _by_kind(classes: Iterable[type[Content]]) -> FrozenMap[str, type[Content]]:
    found: dict[str, type[Content]] = {}
    for cls in classes:
        kind: object = getattr(cls, "kind", None)
        if not isinstance(kind, str) or not kind:
            remedy = "State it as a class variable: kind = 'acme.points'."
            raise RegistryError(f"{cls.__name__}.kind", kind, "a non-empty string", remedy)
        other = found.setdefault(kind, cls)
        if other is not cls:
            remedy = "Choose a kind in a namespace of your own, as in 'acme.points'."
            raise RegistryError(
                f"{cls.__name__}.kind", kind, f"a kind that {other.__name__} has not claimed", remedy
            )
    return FrozenMap(found)


@frozen
class ContentRegistry:
    """Which class stands for which kind of content.

    Args:
        classes: content classes, each with a kind of its own.

    Raises:
        RegistryError: two classes claim one kind, or one has none.
    """

    classes: FrozenMap[str, type[Content]] = field(converter=_by_kind)

    def extended(self, *classes: type[Content]) -> "ContentRegistry":
        """A registry with further kinds; those of this one stay as they are."""
        return ContentRegistry((*self.classes.values(), *classes))


BUILT_IN_CONTENTS = ContentRegistry(
    getattr(module, name)
    for module in (commerce, contact, voice, obligations, administration)
    for name in module.__all__
)
"""The contents that relcore brings."""
