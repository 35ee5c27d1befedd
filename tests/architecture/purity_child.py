"""Run in a fresh interpreter by test_purity: prints, as JSON, what relcore touched.

The request is one JSON argument: ``repository``; ``preload``, modules of others, imported before the watch
begins; ``modules``, relcore's, listed by the parent, since listing a folder here would be a fault; ``plant``,
source with a function ``fault``, run under watch; ``workload``, whether to run the whole of relcore.
"""

import builtins
import importlib
import json
import os
import random
import secrets
import sys
import threading
import time
import uuid
from types import FrameType
from typing import Any

REQUEST = json.loads(sys.argv[1])
sys.path.insert(0, REQUEST["repository"])
# What is left after this is relcore's own doing.
for name in REQUEST["preload"]:
    importlib.import_module(name)
importlib.import_module("tests.architecture")

# The interpreter's own machinery.
QUIET = (
    "array.__new__", "builtins.id", "code.__new__", "compile", "cpython.run_", "exec", "function.__new__",
    "gc.", "import", "marshal.load", "object.__", "sys._getframe", "sys.setprofile", "type.__new__",
)  # fmt: skip
LOADER = frozenset({"open", "os.listdir", "os.scandir"})
hits: list[str] = []
watching = False


def caller(frame: FrameType | None) -> tuple[str, bool]:
    """The nearest frame that is neither ours nor the import system's, and whether that was on the way."""
    importing = False
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith("<frozen "):
            importing = True
        elif name != __file__:
            return f"{name}:{frame.f_lineno}", importing
        frame = frame.f_back
    return "<nowhere>", importing


def audited(event: str, arguments: tuple[Any, ...]) -> None:
    """Nothing is opened, listed, connected or started; the import system may read modules."""
    global watching
    if not watching or event.startswith(QUIET):
        return
    watching = False
    try:
        where, importing = caller(sys._getframe())
        reads_a_module = event != "open" or str(arguments[0]).endswith((".py", ".pyc", ".so", ".pyd"))
        if not (importing and event in LOADER and reads_a_module):
            hits.append(f"{event} {arguments[:2]!r} from {where}")
    finally:
        watching = True


def tripwire(owner: Any, name: str) -> None:
    """No audit event tells of clocks, randomness and the environment."""
    real = getattr(owner, name)

    def wire(*arguments: Any, **keywords: Any) -> Any:
        if watching:
            where, importing = caller(sys._getframe())
            if not importing:
                hits.append(f"{owner.__name__}.{name} from {where}")
        return real(*arguments, **keywords)

    setattr(owner, name, wire)


def profiled(frame: FrameType, event: str, argument: Any) -> None:
    """``datetime.now`` and its kin are built in and cannot be replaced: each call of one is seen here."""
    if watching and event == "c_call" and getattr(argument, "__name__", "") in CLOCKS:
        owner = getattr(argument, "__self__", None)
        if isinstance(owner, type) and owner.__module__ == "datetime":
            hits.append(f"datetime.{argument.__name__} from {caller(frame)[0]}")


CLOCKS = frozenset({"now", "utcnow", "today"})
for owner, names in {
    time: "time time_ns monotonic monotonic_ns perf_counter perf_counter_ns process_time sleep",
    random: "random randint uniform choice shuffle getrandbits Random SystemRandom",
    secrets: "token_hex token_bytes",
    os: "urandom getenv getpid getcwd cpu_count",
    uuid: "uuid1 uuid4",
    threading: "_start_new_thread _start_joinable_thread",  # not audited on 3.11; renamed in 3.13
    builtins: "print input",
}.items():
    for name in names.split():
        if hasattr(owner, name):
            tripwire(owner, name)


class WatchedEnvironment(dict[str, str]):
    """Stands where ``os.environ`` stood; whoever reads it is noted."""

    def __getitem__(self, key: str) -> str:
        self.note(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.note(key)
        return super().get(key, default)

    def note(self, key: str) -> None:
        if watching:
            where, importing = caller(sys._getframe(2))
            if not importing:
                hits.append(f"os.environ {key} from {where}")


setattr(os, "environ", WatchedEnvironment(os.environ))  # noqa: B010  a stand-in of another type
sys.addaudithook(audited)
sys.setprofile(profiled)

watching = True
for name in REQUEST["modules"]:
    importlib.import_module(name)
workload = importlib.import_module("tests.architecture.workload") if REQUEST["workload"] else None
watching = False
at_import, hits = hits, []

said: list[str] = []
if REQUEST["plant"]:
    planted: dict[str, Any] = {"__name__": "planted"}
    exec(compile(REQUEST["plant"], "planted.py", "exec"), planted)
    watching = True
    planted["fault"]()
if workload is not None:
    watching = True
    said = workload.run()
watching = False
sys.setprofile(None)
sys.stdout.write("\n" + json.dumps({"import": at_import, "run": hits, "said": said}))
