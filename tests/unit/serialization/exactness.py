"""What *the same value* means: equal, and of the same types all the way down; and what examples leave out."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

import attrs


def assert_same(found: Any, expected: Any, path: str = "$") -> None:
    """Fail at the first place where the two differ in value, type or written digits."""
    assert type(found) is type(expected), (path, found, expected)
    if attrs.has(type(expected)):
        for field in attrs.fields(type(expected)):
            assert_same(getattr(found, field.name), getattr(expected, field.name), f"{path}.{field.name}")
    elif isinstance(expected, Mapping):
        assert found.keys() == expected.keys(), path
        for name in expected:
            assert_same(found[name], expected[name], f"{path}.{name}")
    elif isinstance(expected, (tuple, list)):
        assert len(found) == len(expected), path
        for index, (one, other) in enumerate(zip(found, expected, strict=True)):
            assert_same(one, other, f"{path}[{index}]")
    elif isinstance(expected, Decimal):
        assert found.as_tuple() == expected.as_tuple(), path
    elif isinstance(expected, float):
        assert found.hex() == expected.hex(), path
    assert found == expected, path


def assert_plain(document: Any) -> None:
    """Fail where a document holds anything but plain JSON, subclasses and members of enumerations included."""
    assert not isinstance(document, Enum)
    assert type(document) in (dict, list, str, int, float, bool, type(None)), document
    if isinstance(document, dict):
        assert all(type(name) is str for name in document)
        document = list(document.values())
    if isinstance(document, list):
        for one in document:
            assert_plain(one)


def never_filled(examples: Iterable[Any]) -> set[tuple[str, str]]:
    """The fields, by class, that no example fills with anything but nothing or the default."""
    filled: set[tuple[str, str]] = set()
    known: set[tuple[str, str]] = set()

    def look(value: Any) -> None:
        if isinstance(value, (tuple, Mapping)):
            for one in value.values() if isinstance(value, Mapping) else value:
                look(one)
        elif attrs.has(type(value)):
            for field in attrs.fields(type(value)):
                if field.init:
                    held, name = getattr(value, field.name), (type(value).__name__, field.name)
                    known.add(name)
                    if type(held) is bool or held not in (None, (), field.default):
                        filled.add(name)
                    look(held)

    for example in examples:
        look(example)
    return known - filled
