"""What *the same value* means: equal, and of the same types all the way down."""

from collections.abc import Mapping
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
