"""The fuzz of :mod:`tests.properties.hostile_documents`, shorter, and the proof that it sees what it looks for."""

from typing import Any

import pytest

from tests.properties import hostile_documents
from tests.properties.hostile_documents import KINDS, Found, run, try_one


def test_nothing_but_relcores_own_error_comes_of_a_mutated_document() -> None:
    found = run(3_000, seed=1)
    assert found.counts["read"] > 200
    assert found.counts["refused"] > 1_500
    assert found.slowest < 2


@pytest.mark.parametrize("error", [KeyError("a"), RecursionError(), AttributeError("a"), ValueError("a")])
def test_an_error_that_escapes_is_seen(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def escaping(text: Any) -> Any:
        raise error

    monkeypatch.setitem(hostile_documents.KINDS, "customer", (KINDS["customer"][0], escaping))
    with pytest.raises(type(error)):
        try_one("customer", KINDS["customer"][0], Found())


def test_every_valid_document_is_read() -> None:
    found = Found()
    for kind, (text, _) in KINDS.items():
        try_one(kind, text, found)
    assert found.counts == {"read": len(KINDS)}
