"""Gives attrs classes, in the reference, the ``__init__`` that attrs generates for them.

Static: nothing is imported. Fields are read as attrs reads them: annotated, in the order of the class
body, those of attrs bases first; ``init=False``, ``kw_only``, ``alias``, ``default`` and ``factory`` count.
"""

from typing import Any

import griffe

DECORATORS = frozenset({"attrs.frozen", "attrs.define", "attrs.mutable"})
FACTORIES = frozenset({"attrs.Factory", "attr.Factory"})
FIELDS = frozenset({"attrs.field", "attr.ib"})


class AttrsExtension(griffe.Extension):
    """Adds the generated ``__init__`` to every attrs class that writes none."""

    def on_package(self, *, pkg: griffe.Module, **kwargs: Any) -> None:
        """Walk the whole package once all of it is loaded, so that bases are known."""
        _walk(pkg)


def _walk(scope: griffe.Module | griffe.Class) -> None:
    for member in list(scope.members.values()):
        if member.is_alias:
            continue
        if isinstance(member, griffe.Class):
            decorator = _decorator(member)
            if decorator is not None and "__init__" not in member.members:
                member.set_member("__init__", _init(member))
        if isinstance(member, (griffe.Module, griffe.Class)):
            _walk(member)


def _decorator(cls: griffe.Class) -> griffe.Decorator | None:
    return next((d for d in cls.decorators if d.callable_path in DECORATORS), None)


def _keywords(value: object) -> dict[str, Any]:
    if not isinstance(value, griffe.ExprCall):
        return {}
    return {a.name: a.value for a in value.arguments if isinstance(a, griffe.ExprKeyword)}


def _init(cls: griffe.Class) -> griffe.Function:
    parameters: dict[str, griffe.Parameter] = {}
    for owner in (*reversed(_attrs_bases(cls)), cls):
        for parameter in _parameters(owner):
            parameters.pop(parameter.name, None)
            parameters[parameter.name] = parameter
    first = griffe.Parameter("self", kind=griffe.ParameterKind.positional_or_keyword)
    rest = sorted(parameters.values(), key=lambda p: p.kind is griffe.ParameterKind.keyword_only)
    init = griffe.Function(
        "__init__", lineno=cls.lineno, endlineno=cls.endlineno, parent=cls,
        parameters=griffe.Parameters(first, *rest), returns="None",
    )  # fmt: skip
    init.labels.add("attrs")
    return init


def _attrs_bases(cls: griffe.Class) -> list[griffe.Class]:
    try:
        bases = cls.mro()
    except (ValueError, griffe.GriffeError):
        return []
    return [base for base in bases if _decorator(base) is not None]


def _parameters(cls: griffe.Class) -> list[griffe.Parameter]:
    decorator = _decorator(cls)
    class_kw_only = str(_keywords(decorator.value if decorator else None).get("kw_only")) == "True"
    out: list[griffe.Parameter] = []
    for attribute in cls.members.values():
        if not isinstance(attribute, griffe.Attribute) or not _is_field(attribute):
            continue
        default: Any = attribute.value
        name = attribute.name.lstrip("_")
        kw_only = class_kw_only
        if isinstance(default, griffe.ExprCall) and default.canonical_path in FIELDS:
            given = _keywords(default)
            if str(given.get("init")) == "False":
                continue
            kw_only = kw_only or str(given.get("kw_only")) == "True"
            name = str(given["alias"]).strip("'\"") if "alias" in given else name
            default = given.get("default", "..." if "factory" in given else None)
            if isinstance(default, griffe.ExprCall) and default.canonical_path in FACTORIES:
                default = "..."
            attribute.value = default
        attribute.labels.discard("class-attribute")
        attribute.labels.add("instance-attribute")
        kind = griffe.ParameterKind.keyword_only if kw_only else griffe.ParameterKind.positional_or_keyword
        out.append(
            griffe.Parameter(
                name,
                annotation=attribute.annotation,
                default=default,
                kind=kind,
                docstring=attribute.docstring,
            )
        )
    return out


def _is_field(attribute: griffe.Attribute) -> bool:
    """What griffe calls an instance's: a class variable is the class's alone."""
    return attribute.annotation is not None and attribute.labels & {"instance-attribute", "property"} == {
        "instance-attribute"
    }
