"""An open set without a global: classes of one's own stand in a registry value that the caller passes.

Contents, metrics, criteria, recommenders and contact rules of third parties have names in a namespace, as in
``"acme.points"``: words of letters, digits, ``_`` and ``-`` with dots between them. The namespace ``relcore`` is
relcore's own. Under these names they travel in documents. A name has one meaning: two claims to it are an error.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final

from attrs import field, frozen

from relcore.errors import RegistryError
from relcore.model import BUILT_IN_CONTENTS, Content, ContentRegistry, FrozenMap
from relcore.serialization.records import is_record
from relcore.serialization.shapes import CONTACT_RULES, CRITERIA, METRICS, RECOMMENDERS

__all__ = ["BUILT_IN", "Registry"]

_BUILT_IN: Final[Mapping[str, type]] = {
    **BUILT_IN_CONTENTS.classes,
    **METRICS,
    **CRITERIA,
    **RECOMMENDERS,
    **CONTACT_RULES,
}
_DOTTED: Final = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+", re.ASCII).fullmatch
_METHODS: Final = {
    "metrics": "measure",
    "criteria": "judge",
    "recommenders": "recommend",
    "contact_rules": "judge",
}


def _contents(classes: "Iterable[type[Content]] | ContentRegistry") -> ContentRegistry:
    return classes if isinstance(classes, ContentRegistry) else BUILT_IN_CONTENTS.extended(*classes)


def _by_code(classes: Iterable[type] | Mapping[str, type]) -> FrozenMap[str, type]:
    found: dict[str, type] = {}
    if isinstance(classes, type | str) or not isinstance(classes, Iterable):
        remedy = "Write them in a tuple: (Loyalty,)."
        raise RegistryError("policies", classes, "classes of policies", remedy)
    for cls in classes.values() if isinstance(classes, Mapping) else classes:
        if not isinstance(cls, type):
            raise RegistryError("policy", cls, "a class of policies", "Register the class itself.")
        code: object = cls.__dict__.get("code")
        if not isinstance(code, str) or not _in_namespace(code):
            remedy = "State it as a class variable: code = 'acme.loyalty'."
            raise RegistryError(f"{cls.__name__}.code", code, "a code in a namespace of your own", remedy)
        if not is_record(cls) or _has_field(cls, "code"):
            expected = "an attrs class or a dataclass, whose code is no field"
            remedy = "Decorate it with attrs.frozen: its parameters are its fields."
            raise RegistryError("policy", cls, expected, remedy)
        other = found.setdefault(code, cls)
        if other is not cls:
            raise _claimed(cls, "code", code, other)
    return FrozenMap(found)


def _has_field(cls: Any, name: str) -> bool:
    """Whether a dataclass has it as a field; of an attrs class, no field is a class variable."""
    return is_dataclass(cls) and name in [field.name for field in fields(cls)]


def _in_namespace(name: str) -> bool:
    return _DOTTED(name) is not None and not name.startswith("relcore.")


def _claimed(cls: type, attribute: str, name: str, other: type) -> RegistryError:
    remedy = "Give one of the two another name, in a namespace of your own."
    expected = f"a name that {other.__name__} has not claimed"
    return RegistryError(f"{cls.__name__}.{attribute}", name, expected, remedy)


@frozen(kw_only=True)
class Registry:
    """Which classes of third parties stand for which names, beside those that relcore brings.

    Two registries combine: ``first | second`` has the classes of both.

    Args:
        contents: classes of contents, each with a ``kind`` of its own in a namespace.
        metrics: classes of metrics, each an attrs class or a dataclass with a class variable ``code`` of its own
            in a namespace.
        criteria: likewise.
        recommenders: likewise.
        contact_rules: likewise.

    Raises:
        RegistryError: two classes claim one name, one has none in a namespace, or a class is not what it is
            registered as.

    >>> @frozen
    ... class Loyalty:
    ...     code = "acme.loyalty"
    ...     months: int
    ...     def measure(self, situation):
    ...         return situation.relationship.purchases
    >>> Registry(metrics=(Loyalty,)).metrics["acme.loyalty"] is Loyalty
    True
    """

    contents: ContentRegistry = field(default=BUILT_IN_CONTENTS, converter=_contents)
    metrics: FrozenMap[str, type] = field(factory=FrozenMap[str, type], converter=_by_code)
    criteria: FrozenMap[str, type] = field(factory=FrozenMap[str, type], converter=_by_code)
    recommenders: FrozenMap[str, type] = field(factory=FrozenMap[str, type], converter=_by_code)
    contact_rules: FrozenMap[str, type] = field(factory=FrozenMap[str, type], converter=_by_code)

    def __attrs_post_init__(self) -> None:
        claimed: dict[str, type] = dict(_BUILT_IN)
        for kind, cls in self.contents.classes.items():
            _claim(claimed, cls, "kind", kind)
            if claimed[kind] is not _BUILT_IN.get(kind) and not _in_namespace(kind):
                remedy = "State it as a class variable: kind = 'acme.points'."
                raise RegistryError(f"{cls.__name__}.kind", kind, "a kind in a namespace of your own", remedy)
        for shape, method in _METHODS.items():
            classes: FrozenMap[str, type] = getattr(self, shape)
            for code, cls in classes.items():
                _claim(claimed, cls, "code", code)
                if not callable(getattr(cls, method, None)):
                    remedy = "Register it as what it is."
                    raise RegistryError(shape, cls, f"a class with the method {method}", remedy)

    def __or__(self, other: "Registry") -> "Registry":
        """The classes of both.

        Raises:
            RegistryError: the two claim one name for two classes.
        """
        return Registry(
            contents=ContentRegistry((*self.contents.classes.values(), *other.contents.classes.values())),
            metrics=(*self.metrics.values(), *other.metrics.values()),
            criteria=(*self.criteria.values(), *other.criteria.values()),
            recommenders=(*self.recommenders.values(), *other.recommenders.values()),
            contact_rules=(*self.contact_rules.values(), *other.contact_rules.values()),
        )


def _claim(claimed: dict[str, type], cls: type, attribute: str, name: str) -> None:
    """Give a name to a class, unless another one has it, or it lies within a name that relcore brings."""
    other = claimed.setdefault(name, cls)
    if other is not cls:
        raise _claimed(cls, attribute, name, other)
    first, dot, _ = name.partition(".")
    if dot and first in _BUILT_IN:
        raise _claimed(cls, attribute, name, _BUILT_IN[first])


BUILT_IN: Final = Registry()
"""What relcore brings, and nothing else."""
