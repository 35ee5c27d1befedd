"""A page that follows from the code is what the code says: generating it again changes nothing."""

from pathlib import Path

import pytest

from docs.generate import lifecycle_page, pages
from relcore.lifecycle import AWARENESS_FIRST, EXPLORATION_FIRST, Lifecycle
from relcore.render import lifecycle_diagram
from tests.architecture.tree import REPOSITORY

PAGES = pages()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_generated_page_is_the_committed_one(path: Path) -> None:
    remedy = "run: python -m docs.generate"
    assert path.is_relative_to(REPOSITORY)
    assert path.read_text("utf-8") == PAGES[path], remedy


@pytest.mark.parametrize("lifecycle", [EXPLORATION_FIRST, AWARENESS_FIRST], ids=lambda table: table.name)
def test_the_page_shows_diagram_and_every_row_of_a_table(lifecycle: Lifecycle) -> None:
    page = lifecycle_page()
    assert lifecycle_diagram(lifecycle) in page
    _, _, after = page.partition(f"### Rows of `{lifecycle.name}`")
    rows = [line for line in after.partition("###")[0].splitlines() if line.startswith("| ")][1:]
    assert len(rows) == len(lifecycle.edges)
    for row, edge in zip(rows, lifecycle.edges, strict=True):
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert cells[:2] == [edge.source, edge.target]
        assert cells[3:5] == [f"`{code}`" if code else "" for code in (edge.rule, edge.on)]
