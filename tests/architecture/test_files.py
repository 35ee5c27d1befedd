"""Files stay short, name no host and no machine, and the model draws no pictures."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import REPOSITORY, SRC, files, modules, name_of

LONGEST = 400
# Name and end apart: this file is searched as well.
REGISTRIES = tuple(
    f"{name}.{end}"
    for name, ends in {
        "pypi": ("org", "io"), "python" "hosted": ("org",), "npmjs": ("org", "com"), "unpkg": ("com",),
        "jsdelivr": ("net", "com"), "anaconda": ("org", "com"), "crates": ("io",),
    }.items()
    for end in ends
)  # fmt: skip
FOLDERS = ("home", "root", "work", "Users", "tmp", "mnt")
MACHINE_PATH = re.compile(rf"(?<![\w.$}}/-])/(?:{'|'.join(FOLDERS)})/\w")


def told(text: str) -> Iterator[str]:
    """Hosts of registries and paths of a machine that a text names."""
    yield from (host for host in REGISTRIES if re.search(rf"(?<![\w-]){re.escape(host)}", text))
    yield from (found.group() for found in MACHINE_PATH.finditer(text))


def written() -> list[Path]:
    """Files that people write: text, and no vendored copy."""
    kinds = {
        ".cfg",
        ".css",
        ".html",
        ".ini",
        ".js",
        ".json",
        ".md",
        ".py",
        ".sh",
        ".toml",
        ".txt",
        ".yaml",
        ".yml",
        "",
    }
    return [path for path in files() if path.suffix in kinds and "mermaid.tiny" not in path.name]


def test_no_file_names_a_registry_or_a_machine() -> None:
    named = {}
    for path in written():
        found = list(told(path.read_text("utf-8")))
        if found:
            named[str(path.relative_to(REPOSITORY))] = found
    assert named == {}


@pytest.mark.parametrize(
    "text",
    [f"index-url = https://{host}/simple" for host in REGISTRIES] + [f"cd /{folder}/x" for folder in FOLDERS],
)
def test_a_named_registry_or_machine_is_caught(text: str) -> None:
    assert list(told(text))


@pytest.mark.parametrize(
    "text", ["docs/guide/rows.md", "$HOME/x", "and/or/not", "https://example.org/home/x"]
)
def test_an_ordinary_path_is_let_through(text: str) -> None:
    assert list(told(text)) == []


def test_files_are_read_at_one_sitting() -> None:
    long = {
        str(path.relative_to(REPOSITORY)): lines
        for path in {*files(), *modules()}
        if path.suffix == ".py" and path.is_relative_to(REPOSITORY)
        and (lines := len(path.read_text("utf-8").splitlines())) > LONGEST
    }  # fmt: skip
    assert long == {}


def has_law(source: str) -> bool:
    return bool(ast.get_docstring(ast.parse(source)))


def test_every_module_opens_with_its_law() -> None:
    assert [name_of(path) for path in modules() if not has_law(path.read_text("utf-8"))] == []


def test_a_module_without_a_law_is_caught() -> None:
    assert not has_law("# a comment is no law\nx = 1\n")


def pictures(source: str) -> list[str]:
    """Methods by which a value would show itself; rendering registers itself from above."""
    names = [n.name for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef)]
    return [name for name in names if re.fullmatch(r"_repr_(\w+)_|_ipython_display_", name)]


def test_no_value_draws_itself() -> None:
    above = {"render"}
    drawn = {
        name_of(path): found
        for path in modules()
        if path.relative_to(SRC).parts[0].removesuffix(".py") not in above
        and (found := pictures(path.read_text("utf-8")))
    }
    assert drawn == {}


def test_a_value_that_draws_itself_is_caught() -> None:
    assert pictures("class A:\n    def _repr_html_(self): return ''")
