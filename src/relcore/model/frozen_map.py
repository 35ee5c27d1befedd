"""A mapping that nobody can change: it compares, hashes, pickles and prints as a value does."""

from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

__all__ = ["FrozenMap"]

_Key = TypeVar("_Key")
_Value = TypeVar("_Value", covariant=True)


class FrozenMap(Mapping[_Key, _Value], Generic[_Key, _Value]):
    """A read-only copy of a mapping.

    >>> FrozenMap({"a": 1})["a"]
    1
    """

    __slots__ = ("owned",)
    owned: dict[_Key, _Value]
    """The dictionary behind the map, to be read and never changed."""

    def __init__(self, items: Mapping[_Key, _Value] | None = None) -> None:
        object.__setattr__(self, "owned", dict(items) if items else {})

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} can't be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} can't be deleted")

    def __getitem__(self, key: _Key) -> _Value:
        return self.owned[key]

    def __iter__(self) -> Iterator[_Key]:
        return iter(self.owned)

    def __len__(self) -> int:
        return len(self.owned)

    def __hash__(self) -> int:
        return hash(frozenset(self.owned.items()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.owned!r})"

    def __reduce__(self) -> tuple[type["FrozenMap[_Key, _Value]"], tuple[dict[_Key, _Value]]]:
        return (type(self), (dict(self.owned),))

    @classmethod
    def owning(cls, items: dict[_Key, _Value]) -> "FrozenMap[_Key, _Value]":
        """A map of this very dictionary, which nobody may change from now on."""
        if not items:
            return _EMPTY
        made = cls.__new__(cls)
        _set_items(made, items)
        return made


_set_items = FrozenMap.__dict__["owned"].__set__
_EMPTY: FrozenMap[Any, Any] = FrozenMap()
