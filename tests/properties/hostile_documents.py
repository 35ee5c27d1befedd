"""Documents that somebody sends to do harm, or that a disk has spoilt: whatever they hold, reading ends soon and well.

    uv run --group test python -m tests.properties.hostile_documents --mutations 1000000 --seed 1

Valid documents of every kind are changed where it hurts, and so are the bytes of their text. Only relcore's own error
may come of it, in bounded time and memory; what is read all the same compares, hashes, prints, and is written again.
"""

# ruff: noqa: T201 (it prints what it found)
import argparse
import copy
import json
import random
import resource
import time
import tomllib
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

from attrs import Factory, define

from relcore import STANDARD, Interaction, PolicySet
from relcore.errors import DocumentError
from relcore.serialization import (
    Document,
    dumps,
    loads,
    read_document,
    read_policy_set,
    write_document,
    write_policy_set,
)
from tests.unit.serialization.content_examples import CONTENTS, UNKNOWN, interaction_of
from tests.unit.serialization.examples import VALUES

Read = Callable[[Any], Any]
INTERACTION: Any = Interaction[Any]


def _loads(cls: Any, text: Any) -> Any:
    return loads(text, cls)


OVERLAY = f"""
schema = "relcore.policy_set/1.0"
name = "coffee"
version = "3"
base = {{ name = "standard", digest = "{STANDARD.digest}" }}
folding = {{ pace_days = 7.5, criteria = {{ lapsed = {{ limit = {{ at_most_days = 365 }} }} }} }}

[advising]
planning.contacts_a_day = 2
recommenders = {{ follow_up = {{ due_days = 3 }}, gifts = false }}

[advising.contact_rules]
"cap.weekly" = {{ most = 2 }}
"cap.daily" = {{ is = "cap", name = "daily", most = 1, within_hours = 24 }}
"""

KINDS: dict[str, tuple[str, Read]] = {
    **{
        name: (dumps(VALUES[name]), partial(_loads, type(VALUES[name])))
        for name in (
            "customer",
            "relationship",
            "recorded",
            "review",
            "decision",
            "explanation",
            "replay",
            "company",
        )
        if name in VALUES
    },
    **{
        f"interaction, {content.kind}": (
            dumps(interaction_of(content)),
            partial(_loads, INTERACTION),
        )
        for content in (*CONTENTS, UNKNOWN)
    },
    "policy set": (dumps(STANDARD), partial(_loads, PolicySet)),
    **{
        f"{name} in its envelope": (write_document(value), read_document)
        for name, value in (
            ("customer", VALUES["customer"]),
            ("relationship", VALUES["relationship"]),
            ("interaction", interaction_of(CONTENTS[0])),
            ("unknown", interaction_of(UNKNOWN)),
            ("policy set", STANDARD),
        )
    },
    "policy set in TOML": (write_policy_set(STANDARD), read_policy_set),
    "overlay in TOML": (OVERLAY, read_policy_set),
    "overlay": (json.dumps(tomllib.loads(OVERLAY)), read_policy_set),
    **{
        f"newer {name}": (write_document(value).replace('/1.0"', '/1.9"'), read_document)
        for name, value in (("customer", VALUES["customer"]), ("interaction", interaction_of(CONTENTS[0])))
    },
}
"""What is changed: the text of each, and what reads it."""

SCALARS: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**53 + 1, 2**63, 2**64, -(2**63) - 1, 10**300, 1.5, -0.0, 1e308, 5e-324, 1e16,
    1e-5, float("nan"), float("inf"), float("-inf"), "", " ", "a", "a" * 300, "\ud800", "a\udfffb", "\x00", "\u202e",
    "नमस्ते", "\U0001f600", "is", "kind", "0", "-0", "1e5", "1e999999999", "1e-999999999", "9" * 1_200, "NaN",
    "Infinity", "sNaN", "0.0000000001", "1_000", "٣", "+1", ".5", "5.", "true", "null", "0001-01-01T00:00:00Z",
    "0999-12-31T23:59:59Z", "1000-01-01T00:00:00+14:00", "8999-12-31T23:59:59.999999-23:59", "9999-12-31T23:59:59Z",
    "9999-12-31T23:59:59-23:59", "2026-02-29T00:00:00Z", "2026-03-01T24:00:00Z", "2026-03-01T23:59:60Z",
    "2026-03-01T09:00:00", "2026-03-01T09:00:00+24:00", "2026-W01-1T00:00:00Z", "2026-03-01", "0001-01-01",
    "9999-12-31", "24:00", "UTC", "utc", "+23:59:59", "-24:00", "../../etc/passwd", "Asia/Manila\x00", "localtime",
    "posix/UTC", "Etc/GMT+99", "A" * 33, "EUR", "XXX", "eur", "web", "WEB", "purchase", "acme.points", "a.b",
    {"decimal": "1e999999999"}, {"decimal": "1.50"}, {"instant": "9999-12-31T23:59:59Z"}, {"kind": "note", "text": "a"},
    {"kind": "acme.x", "y": [1, {"z": 2.5}]}, {"is": "not", "criterion": None}, {"is": "days", "days": 10**9},
    {"is": "count", "event": ""}, [], {}, [[]], [None],
)  # fmt: skip


def _any(rng: random.Random) -> Any:
    return copy.deepcopy(rng.choice(SCALARS))


def _deep(rng: random.Random, inner: Any) -> Any:
    """A value under up to thousands of levels, as lists, objects, or policies in policies."""
    for _ in range(rng.choice((1, 3, 40, 58, 70, 200))):
        inner = rng.choice((lambda x: [x], lambda x: {"a": x}, lambda x: {"is": "not", "criterion": x}))(
            inner
        )
    return inner


def _wide(rng: random.Random) -> Any:
    """Hundreds of something, as items or as keys."""
    count, value = rng.choice((101, 500, 1_500)), _any(rng)
    return [value] * count if rng.random() < 0.5 else {f"key {n}": value for n in range(count)}


def _place(rng: random.Random, node: Any) -> tuple[Any, Any] | None:
    """An object or list somewhere in a document, and a key or index in it."""
    found = None
    while isinstance(node, (dict, list)) and node:
        step = rng.choice(list(node)) if isinstance(node, dict) else rng.randrange(len(node))
        found = node, step
        if rng.random() < 0.35:
            break
        node = node[step]
    return found


def _change(rng: random.Random, document: Any) -> Any:
    """One change somewhere in a document."""
    place = _place(rng, document)
    if place is None or rng.random() < 0.01:
        return rng.choice((_wide(rng), _deep(rng, document), _any(rng)))
    node, step = place
    match rng.randrange(10):
        case 0:
            del node[step]
        case 1:
            node[step] = _deep(rng, node[step])
        case 2:
            node[step] = _wide(rng) if rng.random() < 0.2 else _any(rng)
        case 3:
            other, there = _place(rng, document) or (node, step)
            node[step] = json.loads(json.dumps(other[there]))
        case 4 if isinstance(node, dict):
            node[rng.choice((step.upper(), f"{step}s", step[1:], "kind", "is", "\udc00", ""))] = node.pop(
                step
            )
        case 5 if isinstance(node, dict):
            node[rng.choice(("x", "schema", "kind", "is", "base", "__class__", "a" * 70))] = _any(rng)
        case 6 if isinstance(node, list):
            node *= rng.choice((2, 3, 150))
        case 7 if isinstance(node[step], str):
            at = rng.randrange(len(node[step]) + 1)
            node[step] = (
                node[step][:at]
                + rng.choice(("\x00", "\ud800", "é", "9", "-", ".", "/"))
                + node[step][at + 1 :]
            )
        case 8 if isinstance(node[step], int):
            node[step] = rng.choice((-node[step], node[step] + 1, float(node[step]), str(node[step]), 10**20))
        case _:
            node[step] = _any(rng)
    return document


_PIECES = (
    b'"', b"\\", b"\\ud800", b"\\u0000", b"{", b"}", b"[", b"]", b",", b":", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf",
    b"NaN", b"-Infinity", b"1e999", b"9" * 5_000, b"0" * 40, b" ", b"\n", b"\x00", b"null", b'"by":1,', b"[" * 90,
    b" = ", b"[[", b"]]\n", b"'", b'"""', b".", b".a" * 90, b"#", b"false", b"inf", b"2026-03-01", b"0x",
    b"{ null = true }",
)  # fmt: skip


def _spoil(rng: random.Random, raw: bytes) -> bytes:
    """A change of the bytes, wherever it falls."""
    at = rng.randrange(len(raw) + 1)
    match rng.randrange(5):
        case 0:
            return raw[:at]
        case 1:
            return raw[:at] + bytes((rng.randrange(256),)) + raw[at + 1 :]
        case 2:
            return raw[:at] + rng.choice(_PIECES) + raw[at:]
        case 3:
            end = min(len(raw), at + rng.randrange(30))
            return raw[:at] + raw[end:]
        case _:
            end = min(len(raw), at + rng.randrange(60))
            return raw[:end] + raw[at:end] + raw[end:]


def mutated(rng: random.Random, text: str) -> str | bytes:
    """What is sent in the stead of a valid text."""
    if rng.random() < 0.35 or not text.startswith("{"):
        raw = text.encode()
        for _ in range(rng.choice((1, 1, 2, 5))):
            raw = _spoil(rng, raw)
        return raw
    document = json.loads(text)
    try:
        for _ in range(rng.choice((1, 1, 1, 2, 4))):
            document = _change(rng, document)
    except RecursionError:  # it is deep enough
        pass
    compact = (",", ":") if rng.random() < 0.7 else None
    try:
        return json.dumps(document, ensure_ascii=rng.random() < 0.3, separators=compact)
    except RecursionError:
        return "[" * 100_000


@define
class Found:
    """What came of it."""

    counts: Counter[str] = Factory(Counter)
    slowest: float = 0.0
    slowest_kind: str = ""
    slowest_text: str | bytes = ""


def try_one(kind: str, text: str | bytes, found: Found) -> None:
    """Read one text; whatever escapes is an error of relcore's."""
    read = KINDS[kind][1]
    begun = time.perf_counter()
    try:
        value = read(text)
    except DocumentError as error:
        _is_told(error)
        found.counts["refused"] += 1
    else:
        found.counts["read"] += 1
        _survives(value, read)
    spent = time.perf_counter() - begun
    if spent > found.slowest:
        found.slowest, found.slowest_kind, found.slowest_text = spent, kind, text


def _is_told(error: DocumentError) -> None:
    """Every fault has its path, and there are not too many of them, nor too long ones."""
    assert 1 <= len(error.faults) <= 101
    assert all(fault.field.startswith("$") for fault in error.faults)
    assert len(str(error)) < 200_000


def _survives(value: Any, read: Read) -> None:
    """What was read compares, hashes and prints; what is written of it is read again, and is equal."""
    repr(value)
    hash(value)
    own: dict[Read, Read] = {read_document: write_document, read_policy_set: write_policy_set}
    write = own.get(read, dumps)
    again = read(write(value))
    if isinstance(
        value, Document
    ):  # what a newer version wrote without anything unknown is written as of today
        again, value = (again.value, set(again.kept)), (value.value, set(value.kept))
    assert again == value


def run(mutations: int, seed: int, seconds: float | None = None) -> Found:
    """Try so many mutations, or as many as fit into the time."""
    rng, found, names = random.Random(seed), Found(), sorted(KINDS)
    # The large ones are tried less often than the many small ones.
    weights = [min(1.0, 2_000 / len(KINDS[name][0])) for name in names]
    begun = time.monotonic()
    for kind in rng.choices(names, weights, k=mutations):
        text = mutated(rng, KINDS[kind][0])
        try:
            try_one(kind, text, found)
        except BaseException:
            print(f"escaped, {kind}: {text[:2_000]!r}")
            raise
        found.counts[kind] += 1
        if seconds is not None and time.monotonic() - begun > seconds:
            break
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutations", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=None, help="stop after so long")
    asked = parser.parse_args()
    begun = time.monotonic()
    found = run(asked.mutations, asked.seed, asked.seconds)
    spent = time.monotonic() - begun
    tried = found.counts["read"] + found.counts["refused"]
    print(
        f"{tried:,} mutated documents of {len(KINDS)} kinds, seed {asked.seed}: {tried / spent:,.0f} per second"
    )
    print(f"read {found.counts['read']:,}, refused {found.counts['refused']:,}; nothing else came")
    print(
        f"slowest: {found.slowest * 1e3:,.1f} ms, {found.slowest_kind}, {len(found.slowest_text):,} characters"
    )
    print(f"peak memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
