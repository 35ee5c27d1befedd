"""``import relcore`` brings attrs and the standard library's quiet part, and nothing else."""

import json
import subprocess
import sys

import pytest

HEAVY = frozenset({
    "argparse", "asyncio", "cattrs", "csv", "email", "http", "hypothesis", "logging", "multiprocessing",
    "pandas", "socket", "sqlite3", "ssl", "subprocess", "tempfile", "unittest", "urllib", "xml",
})  # fmt: skip
PROBE = """
import sys
before = set(sys.modules)
{statement}
import json
print(json.dumps(sorted({{name.split(".")[0] for name in set(sys.modules) - before}})))
"""


def brought(statement: str) -> frozenset[str]:
    """The top-level modules that a statement adds to a fresh interpreter."""
    run = [sys.executable, "-c", PROBE.format(statement=statement)]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    return frozenset(json.loads(done.stdout))


def test_importing_relcore_is_light() -> None:
    new = brought("import relcore")
    assert new & HEAVY == frozenset()
    others = new - set(sys.stdlib_module_names) - {"attr", "attrs", "relcore"}
    assert {name for name in others if not name.startswith("_")} == set()


@pytest.mark.parametrize("heavy", ["cattrs", "hypothesis", "asyncio"])
def test_a_heavy_import_is_caught(heavy: str) -> None:
    assert heavy in brought(f"import {heavy}") & HEAVY
