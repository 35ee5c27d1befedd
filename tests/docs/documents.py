"""Where code is shown: fenced blocks of pages, and examples of docstrings."""

import doctest
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import relcore
from tests.architecture.tree import REPOSITORY


def pages() -> list[Path]:
    """The README, the changelog and the pages of the site."""
    return [path for name in ("README.md", "CHANGELOG.md") if (path := REPOSITORY / name).exists()] + sorted(
        (REPOSITORY / "docs").rglob("*.md")
    )


def docstrings() -> Iterator[doctest.DocTest]:
    """Every docstring of relcore that shows a prompt, where relcore is installed from."""
    finder = doctest.DocTestFinder(exclude_empty=True)
    names = ["relcore", *(found.name for found in pkgutil.walk_packages(relcore.__path__, "relcore."))]
    for name in names:
        module = importlib.import_module(name)
        for test in finder.find(module, name=name, module=module):
            if test.examples:
                test.globs["__name__"] = "__main__"
                yield test
