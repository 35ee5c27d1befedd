"""relcore opens no file or socket, reads no clock, draws no random number, keeps no global state.

Four nets, because none is whole, and each with planted faults that it must catch:

1. the source: which modules may be imported, which names may be used;
2. an audit hook in a fresh interpreter, through the import of every module and a whole run;
3. tripwires on clocks, randomness and the environment, of which no audit event tells;
4. the same answers under another hash seed, zone, locale and folder.
"""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.purity_rules import ALLOWED_IMPORTS, EXCEPTIONS, findings, impurities
from tests.architecture.tree import REPOSITORY, modules, name_of, room_of

CHILD = Path(__file__).with_name("purity_child.py")
PRELOAD = sorted(
    {*ALLOWED_IMPORTS, "cattrs", "cattrs.preconf.json", "cattrs.strategies", "hypothesis"} - {"relcore"}
)
# All but the testing room: it is built of hypothesis, which reads sources and draws at random.
WATCHED = [name for path in modules() if room_of(name := name_of(path)) != "testing"]
STANDARD_ENVIRONMENT = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"}


# 1 ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_the_source_names_nothing_outside(path: Path) -> None:
    assert impurities(name_of(path), path.read_text("utf-8"), is_package=path.name == "__init__.py") == []


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "import time",
        "import random",
        "from pathlib import Path",
        "import cattrs",
        "from cattrs.preconf.json import make_converter",
        "import hypothesis",
        "import asyncio",
        "from relcore.errors import *",
        "from datetime import datetime\nx = datetime.now()",
        "import datetime as dt\nx = dt.datetime.now(dt.timezone.utc)",
        "from datetime import datetime as d\nx = d.utcnow",
        "from datetime import date\nx = date.today()",
        "def f(at): return at.astimezone()",
        "def f(d, s): return d.fromtimestamp(s)",
        "def f(at): return at.strftime('%B')",
        "open('x')",
        "f = open",
        "def f(): print(1)",
        "class A:\n    def digest(self): return hash(self.x)",
        "class A:\n    def f(self): return id(self)",
        "def f(x): object.__setattr__(x, 'a', 1)",
        "class A:\n    def __init__(self, other): object.__setattr__(other, 'a', 1)",
        "total = 0\ndef f():\n    global total\n    total = 1\n",
        "async def f(): ...",
        "def f(x): return x ** 0.5",
        "def f(x): return pow(x, 2)",
        "import math\ndef f(x): return math.exp(x)",
        "from math import log",
        "import zoneinfo\nx = zoneinfo.ZoneInfo('Asia/Manila')",
        "from zoneinfo import ZoneInfo\nx = ZoneInfo.no_cache('Asia/Manila')",
        "eval('1')",
    ],
)
def test_the_first_net_catches(source: str) -> None:
    assert impurities("relcore.kernel.fold", source)


@pytest.mark.parametrize(
    "source",
    [
        "class A:\n    id: str\n    def f(self): return self.id",
        "def open(id, hash): return id + hash\nx = open('1', '2')",
        "def f(id):\n    def g(): return id\n    return g",
        "rows = [id for id in ()]",
        "import math\ndef f(x): return math.floor(x) if math.isfinite(x) else 10 ** 6",
        "def f(at, zone): return at.astimezone(zone)",
        "class A:\n    def __attrs_post_init__(self): object.__setattr__(self, 'at', 1)",
        "class A:\n    def __hash__(self): return hash(self.x)",
        "from decimal import Decimal\nlimit = Decimal(10) ** 15",
        "from zoneinfo import ZoneInfo\ndef f(zone: ZoneInfo) -> str: return zone.key",
    ],
)
def test_the_first_net_lets_through(source: str) -> None:
    assert impurities("relcore.kernel.fold", source) == []


def test_no_exception_outlives_its_reason() -> None:
    used = {
        (name_of(path), rule)
        for path in modules()
        for _, rule, _ in findings(
            name_of(path), path.read_text("utf-8"), is_package=path.name == "__init__.py"
        )
    }
    assert EXCEPTIONS.keys() - used == set()


# 2 and 3 ------------------------------------------------------------------------------------------


def child(*, plant: str = "", whole: bool, folder: Path = REPOSITORY, **environment: str) -> dict[str, Any]:
    """Run a fresh interpreter; ``-B``, since writing bytecode would be a fault, though not relcore's."""
    request = {
        "repository": str(REPOSITORY),
        "preload": [name for name in PRELOAD if importlib.util.find_spec(name.split(".")[0]) is not None],
        "modules": WATCHED if whole else [],
        "plant": plant,
        "workload": whole,
    }
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("COV", "PYTHON", "LC_", "LANG"))
    }
    done = subprocess.run(
        [sys.executable, "-B", "-X", "utf8", str(CHILD), json.dumps(request)],
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False, cwd=folder,
        env=kept | STANDARD_ENVIRONMENT | environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def test_importing_and_running_everything_touches_nothing() -> None:
    touched = child(whole=True)
    assert (touched["import"], touched["run"]) == ([], [])
    assert touched["said"]


@pytest.mark.parametrize(
    ("plant", "event"),
    [
        pytest.param("def fault(): open('/dev/null').close()", "open", id="open"),
        pytest.param("import os\ndef fault(): os.listdir('.')", "os.listdir", id="listdir"),
        pytest.param("import socket\ndef fault(): socket.socket().close()", "socket", id="socket"),
        pytest.param("import subprocess as s\ndef fault(): s.run(['true'])", "subprocess", id="process"),
        pytest.param("from zoneinfo import ZoneInfo as Z\ndef fault(): Z.no_cache('Asia/Manila')", "open", id="zone"),
        pytest.param("import os\ndef fault(): os.getenv('HOME')", "os.getenv", id="getenv"),
        pytest.param("import os\ndef fault(): os.environ.get('HOME')", "os.environ", id="environ"),
        pytest.param("import time\ndef fault(): time.time()", "time.time", id="time"),
        pytest.param("from datetime import datetime\ndef fault(): datetime.now()", "datetime.now", id="now"),
        pytest.param("from datetime import date\ndef fault(): date.today()", "datetime.today", id="today"),
        pytest.param("import random\ndef fault(): random.random()", "random.random", id="random"),
        pytest.param("import uuid\ndef fault(): uuid.uuid4()", "uuid.uuid4", id="uuid"),
        pytest.param(
            "from threading import Thread\ndef fault(): Thread(target=int).start()", "threading._start", id="thread"
        ),
        pytest.param("def fault(): print('x')", "print", id="print"),
    ],
)  # fmt: skip
def test_the_second_and_third_net_catch(plant: str, event: str) -> None:
    assert any(event in hit for hit in child(plant=plant, whole=False)["run"])


def test_a_pure_function_is_let_through() -> None:
    plant = (
        "import decimal, datetime\ndef fault(): return repr(decimal.Decimal(1) / 3), datetime.timedelta(1)"
    )
    assert child(plant=plant, whole=False)["run"] == []


# 4 ------------------------------------------------------------------------------------------------


def test_the_same_answers_on_another_machine(tmp_path: Path) -> None:
    here = child(whole=True)["said"]
    assert (
        here
        == child(whole=True, folder=tmp_path, PYTHONHASHSEED="1", TZ="Asia/Tokyo", LC_ALL="C.UTF-8")["said"]
    )
    assert here == child(whole=True, PYTHONHASHSEED="42", TZ="America/New_York", LC_ALL="hi_IN.UTF-8")["said"]


def test_the_fourth_net_catches() -> None:
    """An order that follows the hash seed, and a clock in the machine's zone, would not repeat."""
    probe = "import sys, datetime; print(list(set('abcdef')), datetime.datetime(2026, 1, 1).timestamp())"

    def said(**environment: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", probe],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | environment,
        ).stdout

    assert said(PYTHONHASHSEED="1", TZ="UTC") != said(PYTHONHASHSEED="2", TZ="UTC")
    assert said(PYTHONHASHSEED="1", TZ="UTC") != said(PYTHONHASHSEED="1", TZ="Asia/Tokyo")
