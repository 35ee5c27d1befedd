"""A room imports only from lower floors; neighbours on a floor do not import each other."""

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import SRC, imports, modules, name_of, room_of

FLOORS: dict[str, int] = {
    "errors": 0,
    "vocabulary": 0,
    "model": 1,
    "lifecycle": 2,
    "policies": 3,
    "policy_set": 4,
    "kernel": 5,
    "portfolio": 6,
    "rows": 6,
    "serialization": 6,
    "wording": 6,
    "render": 6,
    "tables": 7,
    "testing": 7,
    "__init__": 8,  # the face
}
# The face shows what every user needs, and nothing that brings cattrs, hypothesis or pictures with it.
FACE_MAY_SHOW = {
    "errors",
    "vocabulary",
    "model",
    "lifecycle",
    "policies",
    "policy_set",
    "kernel",
    "portfolio",
    "rows",
}
KNOWN = frozenset(name_of(path) for path in modules())


def climbs(module: str, source: str, *, is_package: bool = False) -> list[str]:
    """Imports of this module that go up, or sideways."""
    room = room_of(module)
    if room not in FLOORS:
        return [f"{module}: the room {room!r} has no floor; give it one in FLOORS"]
    out = []
    for found in imports(ast.parse(source), module, is_package, KNOWN):
        if found.module.split(".")[0] != "relcore":
            continue
        target = room_of(found.module)
        if target == room:
            continue
        if target not in FLOORS:
            out.append(f"{module}:{found.line}: {found.module} is in no known room")
        elif FLOORS[target] >= FLOORS[room]:
            out.append(f"{module}:{found.line}: {room} ({FLOORS[room]}) imports {target} ({FLOORS[target]})")
        elif room == "__init__" and target not in FACE_MAY_SHOW:
            out.append(f"{module}:{found.line}: the face shows {target}")
    return out


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_go_down(path: Path) -> None:
    assert climbs(name_of(path), path.read_text("utf-8"), is_package=path.name == "__init__.py") == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        pytest.param("relcore.model.money", "from relcore.kernel import record", id="up"),
        pytest.param("relcore.vocabulary", "from relcore.errors import FieldError", id="sideways"),
        pytest.param("relcore.render.svg", "import relcore.wording", id="sideways-by-module"),
        pytest.param("relcore.model.money", "from ..policies import metric", id="up-relative"),
        pytest.param("relcore.kernel.fold", "from relcore import STANDARD", id="through-the-face"),
        pytest.param(
            "relcore.kernel.fold", "def f():\n    from relcore.render import svg", id="in-a-function"
        ),
        pytest.param(
            "relcore.model.money",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from relcore.kernel import record",
            id="for-the-type-checker-only",
        ),
        pytest.param("relcore", "from relcore.serialization import dump", id="the-face-shows-a-codec"),
        pytest.param("relcore.utils", "", id="a-room-without-a-floor"),
        pytest.param(
            "relcore.kernel.fold", "from relcore.helpers import x", id="from-a-room-without-a-floor"
        ),
    ],
)
def test_a_climb_is_caught(module: str, source: str) -> None:
    assert climbs(module, source, is_package=module == "relcore")


def test_going_down_is_no_climb() -> None:
    source = (
        "import attrs\nfrom relcore.errors import FieldError\nfrom .draft import x\nfrom ..model import y"
    )
    assert climbs("relcore.kernel.fold", source) == []


def test_every_room_that_exists_has_a_floor() -> None:
    rooms = {path.stem if path.is_file() else path.name for path in SRC.iterdir()}
    rooms -= {"__pycache__", "py"}  # py: the stem of py.typed
    assert rooms - FLOORS.keys() == set()


@pytest.mark.concept("G1")
def test_no_entity_imports_a_policy() -> None:
    entities = [path for path in modules() if name_of(path).startswith("relcore.model")]
    assert len(entities) > 20
    assert all(climbs(name_of(path), path.read_text("utf-8")) == [] for path in entities)


@pytest.mark.concept("G1")
def test_an_entity_that_imports_a_policy_is_caught_and_a_policy_that_reads_an_entity_is_not() -> None:
    assert climbs("relcore.model.relationship", "from relcore.policies import PurchaseDays")
    assert climbs("relcore.model.relationship", "from relcore.policy_set import STANDARD")
    assert climbs("relcore.policies.metrics", "from relcore.model.relationship import Relationship") == []
