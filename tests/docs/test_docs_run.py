"""What is shown runs: each ``python`` block of a page, in order and in one namespace; each docstring.

In a page, ``<!-- skip: next -->`` leaves the next block out, and ``<!-- invisible-code-block: python`` …
``-->`` runs what readers need not see. A block may raise nothing; to show an error, catch it and print it.
A block with prompts (``>>>``) is held to the answers that it shows.
"""

import doctest
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.document import Document
from sybil.parsers.markdown import ClearNamespaceParser, PythonCodeBlockParser, SkipParser

from tests.architecture.tree import REPOSITORY
from tests.docs.documents import docstrings, pages

SHOWN = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
SYBIL = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=SHOWN), SkipParser(), ClearNamespaceParser()],
    patterns=["*.md"],
)
DOCSTRINGS = list(docstrings())


def run(path: Path) -> int:
    """Run a page from its beginning; a failing block raises, naming file and line."""
    document: Document = SYBIL.parse(path)
    examples = list(document.examples())
    for example in examples:
        example.evaluate()
    return len(examples)


@pytest.mark.parametrize("page", pages(), ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_blocks_of_a_page_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run(page)


@pytest.mark.parametrize("shown", DOCSTRINGS, ids=[shown.name for shown in DOCSTRINGS])
def test_docstring_examples_hold(shown: doctest.DocTest) -> None:
    said: list[str] = []
    failed, _ = doctest.DocTestRunner(optionflags=SHOWN).run(shown, out=said.append, clear_globs=False)
    assert failed == 0, "".join(said)


@pytest.mark.parametrize(
    "block",
    [
        "```python\nassert 1 == 2\n```\n",
        "```python\n>>> 1 + 1\n3\n```\n",
        "```python\nx = 1\n```\n\n```python\nassert x == 2\n```\n",
        "```python\nfrom relcore import nothing_of_the_sort\n```\n",
    ],
    ids=["assertion", "prompt", "two-blocks", "import"],
)
def test_a_block_that_fails_is_caught(block: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# Planted\n\n{block}", "utf-8")
    with pytest.raises(Exception):  # noqa: B017, PT011  whatever the block raises
        run(page)


def test_a_block_that_holds_is_run(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```python\nx = 1\n```\n\n```python\n>>> x\n1\n```\n", "utf-8")
    assert run(page) == 2
