"""What a module offers is stated: ``__all__`` is a literal, whole, and true."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import modules, name_of


def public_definitions(tree: ast.Module) -> Iterator[str]:
    """Names that the module itself defines at its top level; imports are not definitions."""
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names = [name]
            case ast.Assign(targets=targets):
                names = [target.id for target in targets if isinstance(target, ast.Name)]
            case ast.AnnAssign(target=ast.Name(id=name)):
                names = [name]
            case _ if node.__class__.__name__ == "TypeAlias":
                names = [str(getattr(getattr(node, "name"), "id"))]  # noqa: B009  3.12's node
            case _:
                names = []
        yield from (name for name in names if not name.startswith("_"))


def stated(tree: ast.Module) -> list[str] | None:
    """What ``__all__`` lists, if it is a plain list of strings."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets
        ):
            try:
                value = ast.literal_eval(node.value)
            except ValueError:
                return None
            return value if isinstance(value, list) and all(isinstance(v, str) for v in value) else None
    return None


def faults(source: str) -> list[str]:
    tree = ast.parse(source)
    defined = {name for name in public_definitions(tree) if not is_type_variable(tree, name)}
    listed = stated(tree)
    if listed is None:
        return ["has no literal __all__"] if defined or "__all__" in source else []
    out = [f"{name} is public and not in __all__" for name in sorted(defined - set(listed))]
    out += [f"{name} is listed twice" for name in sorted({name for name in listed if listed.count(name) > 1})]
    out += [
        f"{name} is private and listed" for name in listed if name.startswith("_") and name != "__version__"
    ]
    return out


def is_type_variable(tree: ast.Module, name: str) -> bool:
    """Type variables belong to the signatures that use them."""
    return any(
        isinstance(node, ast.Assign)
        and any(isinstance(t, ast.Name) and t.id == name for t in node.targets)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id in {"TypeVar", "ParamSpec"}
        for node in tree.body
    )


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_every_public_definition_is_stated(path: Path) -> None:
    assert faults(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_everything_stated_is_there(path: Path) -> None:
    module = importlib.import_module(name_of(path))
    assert [name for name in getattr(module, "__all__", ()) if not hasattr(module, name)] == []


@pytest.mark.parametrize("path", [p for p in modules() if p.name == "__init__.py"], ids=name_of)
def test_a_package_offers_what_users_may_name(path: Path) -> None:
    """Users import from a package: what it lists is public in name, and so is the path to it."""
    module = importlib.import_module(name_of(path))
    assert not any(part.startswith("_") for part in module.__name__.split("."))
    hidden = [n for n in getattr(module, "__all__", ()) if n.startswith("_") and n != "__version__"]
    assert hidden == []


def test_the_face_only_shows() -> None:
    (face,) = (p for p in modules() if name_of(p) == "relcore")
    allowed = (ast.Import, ast.ImportFrom, ast.Expr)
    others = [
        ast.unparse(node).splitlines()[0]
        for node in ast.parse(face.read_text("utf-8")).body
        if not isinstance(node, allowed)
        and not (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in {"__all__", "__version__"})
    ]
    assert others == []


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("def record(): ...", id="no-all"),
        pytest.param("__all__ = ['a']\na = 1\ndef record(): ...", id="a-forgotten-function"),
        pytest.param("__all__ = ['a']\na = 1\nclass Stage: ...", id="a-forgotten-class"),
        pytest.param("__all__ = ['a', 'a']\na = 1", id="listed-twice"),
        pytest.param("__all__ = [n for n in dir()]\na = 1", id="computed"),
        pytest.param("__all__ = ['_a']\n_a = 1", id="private"),
    ],
)
def test_a_fault_is_caught(source: str) -> None:
    assert faults(source)


def test_a_module_of_private_names_needs_no_list() -> None:
    assert faults("_a = 1\nfrom typing import Any") == []
