"""Makes docstrings fit for a page: references become links, examples blocks, and a closed set shows its members.

A bare name is looked up where it stands: in its class, then in its module. What is found nowhere is shown as
code, so that a docstring never breaks the build.
"""

import re
from typing import Any

import griffe

ROLE = re.compile(r":(?:class|func|meth|attr|mod|data|exc):`(~?)([\w.]+)`")
EXAMPLE = re.compile(r"^>>> .*(?:\n.+)*", re.MULTILINE)


class DocstringsExtension(griffe.Extension):
    """Rewrites every docstring once the whole package is loaded, so that every name is known."""

    def on_package(self, *, pkg: griffe.Module, **kwargs: Any) -> None:
        """Walk the package."""
        _walk(pkg)


def _walk(scope: griffe.Module | griffe.Class) -> None:
    _rewrite(scope)
    for member in list(scope.members.values()):
        if member.is_alias:
            continue
        if isinstance(member, (griffe.Module, griffe.Class)):
            if isinstance(member, griffe.Class) and "StrEnum" in {str(base) for base in member.bases}:
                _show_members(member)
            _walk(member)
        elif isinstance(member, (griffe.Function, griffe.Attribute)):
            _rewrite(member)


def _show_members(cls: griffe.Class) -> None:
    if cls.docstring is not None:
        rows = [
            f"| `{cls.name}.{name}` | `{str(member.value)[1:-1]}` |"
            for name, member in cls.members.items()
            if isinstance(member, griffe.Attribute)
        ]
        table = "\n".join(["| Member | Code |", "|---|---|", *rows])
        cls.docstring.value = f"{cls.docstring.value}\n\n{table}"


def _rewrite(scope: griffe.Object) -> None:
    if scope.docstring is not None:
        linked = ROLE.sub(lambda role: _link(scope, role[1], role[2]), scope.docstring.value)
        scope.docstring.value = EXAMPLE.sub(r"```pycon\n\g<0>\n```", linked)


def _link(scope: griffe.Object, short: str, target: str) -> str:
    shown = target.rpartition(".")[2] if short else target
    path = _path(scope, target)
    return f"`{shown}`" if path is None else f"[`{shown}`][{path}]"


def _path(scope: griffe.Object, target: str) -> str | None:
    first = target.partition(".")[0]
    if first == scope.package.name:
        return _thing(scope, target)
    try:
        return _thing(scope, scope.resolve(first) + target[len(first) :])
    except griffe.NameResolutionError:
        return f"{scope.path}.{target}" if target in scope.members else None


def _thing(scope: griffe.Object, path: str) -> str:
    """The path itself; of a module that is named after what it holds, the path of that."""
    name = path.rpartition(".")[2]
    try:
        found = scope.package[path.partition(".")[2]]
    except (KeyError, griffe.GriffeError):
        return path
    return f"{path}.{name}" if found.is_module and name in found.members else path
