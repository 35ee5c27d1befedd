"""A mapping that nobody can change compares, hashes, pickles and prints as a value does."""

import copy
import pickle

import pytest

from relcore.model import FrozenMap


def test_a_frozen_map_reads_like_the_mapping_it_was_made_of() -> None:
    frozen = FrozenMap({"a": 1, "b": 2})
    assert (frozen["a"], len(frozen), list(frozen), "b" in frozen) == (1, 2, ["a", "b"], True)
    assert frozen.get("c") is None
    assert dict(FrozenMap[str, int]()) == {}


def test_a_frozen_map_is_a_copy() -> None:
    source = {"a": 1}
    frozen = FrozenMap(source)
    source["a"] = 2
    assert frozen["a"] == 1


def test_equal_maps_are_equal_and_hash_alike_in_any_order() -> None:
    one, other = FrozenMap({"a": 1, "b": 2}), FrozenMap({"b": 2, "a": 1})
    assert one == other
    assert hash(one) == hash(other)
    assert one != FrozenMap({"a": 1})


def test_a_frozen_map_cannot_be_changed() -> None:
    frozen = FrozenMap({"a": 1})
    with pytest.raises(TypeError):
        frozen["a"] = 2  # type: ignore[index]
    with pytest.raises(AttributeError, match=r"FrozenMap is frozen: owned can't be set"):
        frozen.owned = {}
    with pytest.raises(AttributeError, match=r"FrozenMap is frozen: owned can't be deleted"):
        del frozen.owned
    assert frozen == {"a": 1}


def test_a_frozen_map_travels_between_processes() -> None:
    frozen = FrozenMap({"a": 1})
    for travelled in (pickle.loads(pickle.dumps(frozen)), copy.deepcopy(frozen)):
        assert type(travelled) is FrozenMap
        assert travelled == frozen


def test_a_frozen_map_prints_as_the_call_that_makes_it() -> None:
    assert repr(FrozenMap({"a": 1})) == "FrozenMap({'a': 1})"


def test_a_map_that_owns_its_dictionary_gives_that_very_one_back() -> None:
    owned = {"a": 1}
    assert FrozenMap.owning(owned).owned is owned
    assert FrozenMap(owned).owned is not owned
