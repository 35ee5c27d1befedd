"""What the architecture tests read: the installed package's modules, and the files of the repository."""

import ast
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import relcore.errors

SRC = Path(relcore.errors.__file__).parent
REPOSITORY = Path(__file__).parents[2]
LEFT_BY_TOOLS = frozenset({
    ".coverage", ".git", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".venv",
    "__pycache__", "build", "dist", "htmlcov", "node_modules", "portfolio.html", "site", "uv.lock",
})  # fmt: skip


class Import(NamedTuple):
    """One imported module, by its absolute name, and where."""

    module: str
    line: int


def modules() -> list[Path]:
    return sorted(SRC.rglob("*.py"))


def name_of(path: Path, root: Path = SRC) -> str:
    """``relcore.model.money`` for ``…/relcore/model/money.py``."""
    parts = path.relative_to(root.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    """``model`` for ``relcore.model.money``; the package itself is its own face."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def imports(
    tree: ast.AST, module: str, is_package: bool, known: frozenset[str] = frozenset()
) -> Iterator[Import]:
    """Every import, wherever it stands; ``from p import m`` names ``p.m`` where ``known`` has that module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = node.module or ""
            if node.level:
                package = module.split(".") if is_package else module.split(".")[:-1]
                kept = package[: len(package) - node.level + 1]
                source = ".".join([*kept, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{source}.{alias.name}"
                yield Import(inner if inner in known else source, node.lineno)


def files() -> Iterator[Path]:
    """Every file of the repository that a tool did not leave there; a virtual environment is one, however named."""
    for folder, subfolders, names in os.walk(REPOSITORY):
        if "pyvenv.cfg" in names:
            subfolders.clear()
            continue
        subfolders[:] = sorted(
            s for s in subfolders if s not in LEFT_BY_TOOLS and not s.endswith(".egg-info")
        )
        yield from (Path(folder, name) for name in sorted(names) if name not in LEFT_BY_TOOLS)
