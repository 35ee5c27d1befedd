"""The committed document of every kind of value, byte for byte: what was once written stays readable.

A document here is never rewritten for a change of the code: its schema gets a new version, and that a new folder.
``python -m tests.golden.test_documents`` writes those of today's version that are not there yet.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from relcore.serialization import dumps, loads, read_document, write_document
from relcore.serialization.envelopes import SCHEMAS
from relcore.serialization.versions import VERSION
from tests.unit.serialization.exactness import assert_same
from tests.unit.serialization.examples import VALUES as MODEL
from tests.unit.serialization.policy_examples import POLICIES

HERE = Path(__file__).parent
PARTS, DOCUMENTS = HERE / "parts", HERE / "documents"
VALUES = MODEL | POLICIES
WHOLE = {name: value for name, value in VALUES.items() if type(value) in SCHEMAS.values()}
VERSIONS = sorted(path.name for path in DOCUMENTS.iterdir())


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def of_today() -> Iterator[tuple[Path, Any, Any]]:
    """Where each document of today's version is, what it is of, and what writes it."""
    yield from ((PARTS / f"{name}.json", value, dumps) for name, value in VALUES.items() if name not in WHOLE)
    yield from (
        (DOCUMENTS / str(VERSION) / f"{name}.json", value, write_document) for name, value in WHOLE.items()
    )


TODAY = [pytest.param(*row, id=row[0].stem) for row in of_today()]


@pytest.mark.parametrize(("path", "value", "write"), TODAY)
def test_a_value_is_written_byte_for_byte_as_it_was(path: Path, value: Any, write: Any) -> None:
    assert f"{write(value)}\n" == read(path)


@pytest.mark.parametrize(("path", "value", "write"), TODAY)
def test_a_document_reads_as_the_value_that_it_was(path: Path, value: Any, write: Any) -> None:
    text = read(path)
    assert_same(loads(text, type(value)) if write is dumps else read_document(text).value, value)


@pytest.mark.parametrize(
    "path", sorted(DOCUMENTS.rglob("*.json")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_a_document_of_any_version_reads_as_the_value_that_it_was(path: Path) -> None:
    document = read_document(read(path))
    assert str(document.version) == path.parent.name
    assert_same(document.value, WHOLE[path.stem])


def test_today_s_version_has_its_documents() -> None:
    assert str(VERSION) in VERSIONS


def test_every_document_is_looked_at() -> None:
    today = {path for path, *_ in of_today()}
    assert {*PARTS.iterdir(), *(DOCUMENTS / str(VERSION)).iterdir()} == today
    assert all(json.loads(read(path)) for path in today)


if __name__ == "__main__":
    for missing, value, write in of_today():
        missing.parent.mkdir(exist_ok=True)
        if not missing.exists():
            missing.write_bytes(f"{write(value)}\n".encode())
