"""What installers read: two runtime dependencies, equal groups and extras, pins without hosts, no lock."""

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.tree import REPOSITORY

PINS = REPOSITORY / "requirements" / "dev.txt"


@pytest.fixture(scope="module")
def declared() -> dict[str, Any]:
    return tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))


def distribution(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found.group()).lower()


def test_relcore_depends_on_attrs_and_cattrs_only(declared: dict[str, Any]) -> None:
    assert [distribution(r) for r in declared["project"]["dependencies"]] == ["attrs", "cattrs"]


def test_the_test_extra_equals_the_test_group(declared: dict[str, Any]) -> None:
    assert declared["project"]["optional-dependencies"]["test"] == declared["dependency-groups"]["test"]


def test_the_dev_group_includes_every_other(declared: dict[str, Any]) -> None:
    groups = declared["dependency-groups"]
    assert {entry["include-group"] for entry in groups["dev"]} == set(groups) - {"dev"}


def faults(pins: str) -> list[str]:
    """Lines that name an address, and pins without a hash."""
    out = [line for line in pins.splitlines() if "://" in line]
    entries = re.split(r"\n(?=\S)", pins.strip())
    pinned = [entry for entry in entries if entry and not entry.startswith("#")]
    return out + [entry for entry in pinned if "==" not in entry or "--hash=sha256:" not in entry]


def test_pins_have_hashes_and_name_no_address() -> None:
    assert faults(PINS.read_text("utf-8")) == []


def test_pins_cover_everything_declared(declared: dict[str, Any]) -> None:
    wanted = [*declared["project"]["dependencies"]]
    wanted += [r for group in declared["dependency-groups"].values() for r in group if isinstance(r, str)]
    pinned = {
        distribution(line) for line in PINS.read_text("utf-8").splitlines() if re.match(r"[A-Za-z0-9]", line)
    }
    assert {distribution(r) for r in wanted} - pinned == set()


@pytest.mark.parametrize(
    "pins",
    [
        "--index-url https://example.org/simple\nattrs==26.1.0 \\\n    --hash=sha256:00\n",
        "attrs==26.1.0\n",
        "attrs>=26 \\\n    --hash=sha256:00\n",
        "attrs @ https://example.org/attrs.whl \\\n    --hash=sha256:00\n",
    ],
    ids=["index", "no-hash", "no-pin", "address"],
)
def test_a_faulty_pin_is_caught(pins: str) -> None:
    assert faults(pins)


def tracked(folder: Path) -> list[str] | None:
    """What git keeps of a folder, or None where there is no git: in an unpacked archive."""
    try:
        done = subprocess.run(["git", "ls-files"], cwd=folder, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.splitlines()


def test_no_lock_is_kept() -> None:
    assert "uv.lock" in (REPOSITORY / ".gitignore").read_text("utf-8").splitlines()
    names = tracked(REPOSITORY)
    if names is None:
        pytest.skip("not a git repository")
    assert [name for name in names if name.endswith("uv.lock")] == []
