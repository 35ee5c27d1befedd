"""The committed document of every kind of value, byte for byte: what was once written stays readable.

A document here is never rewritten for a change of the code. ``python -m tests.golden.test_documents`` writes those
that are not there yet.
"""

import json
from pathlib import Path

import pytest

from relcore.serialization import dumps, loads
from tests.unit.serialization.exactness import assert_same
from tests.unit.serialization.examples import VALUES as MODEL
from tests.unit.serialization.policy_examples import POLICIES

DOCUMENTS = Path(__file__).parent / "documents"
VALUES = MODEL | POLICIES


def read(name: str) -> str:
    return (DOCUMENTS / f"{name}.json").read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", VALUES)
def test_a_value_is_written_byte_for_byte_as_it_was(name: str) -> None:
    assert f"{dumps(VALUES[name])}\n" == read(name)


@pytest.mark.parametrize("name", VALUES)
def test_a_document_reads_as_the_value_that_it_was(name: str) -> None:
    assert_same(loads(read(name), type(VALUES[name])), VALUES[name])


def test_every_document_is_looked_at() -> None:
    assert sorted(path.stem for path in DOCUMENTS.iterdir()) == sorted(VALUES)
    assert all(path.suffix == ".json" and json.loads(path.read_bytes()) for path in DOCUMENTS.iterdir())


if __name__ == "__main__":
    for missing in VALUES:
        path = DOCUMENTS / f"{missing}.json"
        if not path.exists():
            path.write_bytes(f"{dumps(VALUES[missing])}\n".encode())
