"""An open set without a global: classes of one's own stand in a registry value that the caller passes.

Contents, metrics, criteria, recommenders and contact rules of third parties have names in a namespace, as in
``"acme.points"``; under these they travel in documents.
"""

from collections.abc import Iterable
from typing import Final

from attrs import field, frozen

from relcore.errors import RegistryError
from relcore.model import BUILT_IN_CONTENTS, Content, ContentRegistry, FrozenMap

__all__ = ["BUILT_IN", "Registry"]


def _contents(classes: "Iterable[type[Content]] | ContentRegistry") -> ContentRegistry:
    return classes if isinstance(classes, ContentRegistry) else BUILT_IN_CONTENTS.extended(*classes)


def _by_code(classes: Iterable[type]) -> FrozenMap[str, type]:
    found: dict[str, type] = {}
    for cls in classes:
        code: object = vars(cls).get("code")
        if not isinstance(code, str) or "." not in code:
            remedy = "State it as a class variable: code = 'acme.loyalty'."
            raise RegistryError(f"{cls.__name__}.code", code, "a code in a namespace of your own", remedy)
        other = found.setdefault(code, cls)
        if other is not cls:
            raise _claimed(cls, code, other)
    return FrozenMap(found)


def _claimed(cls: type, code: str, other: type) -> RegistryError:
    remedy = "Give one of the two another name."
    return RegistryError(
        f"{cls.__name__}.code", code, f"a code that {other.__name__} has not claimed", remedy
    )


@frozen(kw_only=True)
class Registry:
    """Which classes of third parties stand for which names, beside those that relcore brings.

    Args:
        contents: classes of contents, each with a ``kind`` of its own.
        metrics: classes of metrics, each with a ``code`` of its own.
        criteria: likewise.
        recommenders: likewise.
        contact_rules: likewise.

    Raises:
        RegistryError: two classes claim one name, or one has none in a namespace.
    """

    contents: ContentRegistry = field(default=BUILT_IN_CONTENTS, converter=_contents)
    metrics: FrozenMap[str, type] = field(default=(), converter=_by_code)
    criteria: FrozenMap[str, type] = field(default=(), converter=_by_code)
    recommenders: FrozenMap[str, type] = field(default=(), converter=_by_code)
    contact_rules: FrozenMap[str, type] = field(default=(), converter=_by_code)

    def __attrs_post_init__(self) -> None:
        claimed: dict[str, type] = {}
        for shape in (self.metrics, self.criteria, self.recommenders, self.contact_rules):
            for code, cls in shape.items():
                other = claimed.setdefault(code, cls)
                if other is not cls:
                    raise _claimed(cls, code, other)


BUILT_IN: Final = Registry()
"""What relcore brings, and nothing else."""
