"""Instructions a call, counted by callgrind: the same on a busy machine as on an idle one.

    uv run python -m tests.benchmarks.instructions

Each workload runs N and 3N times in a fresh interpreter; the difference is free of start-up. The figures are
ratios to one bare transition of ``transitions``.
"""

import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[2]

WORKLOADS = {
    "transition": (
        "from tests.benchmarks.measure import Turnstile\nfrom transitions import Machine\nm = Turnstile()\n"
        "machine = Machine(m, states=['locked', 'open'], initial='locked', auto_transitions=False)\n"
        "machine.add_transition('push', 'locked', 'open')\nmachine.add_transition('lock', 'open', 'locked')\n",
        "for _ in range(100): m.push(); m.lock()",
        200,
    ),
    "replay": (
        "from relcore import replay\nfrom tests.benchmarks.measure import opened\n"
        "from tests.benchmarks.mix import history\nh = list(history(1000)); r = opened()\n",
        "replay(r, h)",
        1000,
    ),
    "record": (
        "from relcore import record\nfrom tests.benchmarks.measure import opened\n"
        "from tests.benchmarks.mix import history\nh = list(history(500))\n",
        "r = opened()\n for i in h: r = record(r, i).relationship",
        500,
    ),
}


def instructions(setup: str, statement: str, loops: int) -> int:
    """The instructions of a fresh interpreter that runs a statement so many times."""
    code = (
        f"{setup}\ndef f():\n {statement}\nfor _ in range(2): f()\n"
        f"import gc; gc.collect(); gc.disable()\nfor _ in range({loops}): f()\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        env = {
            "PATH": os.environ["PATH"],
            "PYTHONHASHSEED": "0",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "LC_ALL": "C",
        }
        command = ["setarch", "-R", "valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out"]
        done = subprocess.run(
            [*command, sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True
        )
    found = re.search(r"Collected : (\d+)", done.stderr)
    if found is None:
        raise RuntimeError(done.stderr)
    return int(found[1])


def each(name: str) -> float:
    """The instructions of one transition, or of one interaction."""
    setup, statement, inner = WORKLOADS[name]
    few, many = (instructions(setup, statement, loops) for loops in (1, 3))
    return (many - few) / 2 / inner


def ratios() -> dict[str, float]:
    """What one interaction takes, as a ratio to one bare transition."""
    with ThreadPoolExecutor(2) as two:  # what is counted does not hang on what else runs
        counted = dict(zip(WORKLOADS, two.map(each, WORKLOADS), strict=True))
    return {name: count / counted["transition"] for name, count in counted.items()}


if __name__ == "__main__":
    for name, ratio in ratios().items():
        print(f"{name:<12}{ratio:6.3f} of a bare transition")
