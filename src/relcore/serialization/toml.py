"""Documents as TOML that people read and change: headers above, one line for each small thing below.

Reading is strict. A date or time stands in quotes, as in JSON. TOML has no null: what is None by default is left
out, and elsewhere ``{ null = true }`` stands for it. Equal documents give equal text.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from math import isfinite
from typing import Any, Final

from relcore.errors import DocumentError, DocumentFault, FieldError
from relcore.serialization.compact import Table
from relcore.serialization.faults import Unshown, inside, refused
from relcore.serialization.limits import FAULTS, overgrown

__all__ = ["read_toml", "write_toml"]

_WIDTH: Final = 110
_INDENT: Final = 2
_HEADERS: Final = 3  # how far down a table may have a header of its own
_UPPER: Final = 2  # and how far down each table of a row, and what has names
_LONGEST_TEXT: Final = 500_000
_LONGEST_LINE: Final = 10_000
_LENGTH: Final = f"{_LONGEST_TEXT:,} characters, or {_LONGEST_LINE:,} in a line"
_NULL: Final = {"null": True}
_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII).fullmatch
_ESCAPED = re.compile(r'[\x00-\x1f\x7f"\\]')
_LONG_KEY = re.compile(  # a parser's time grows with the square of the parts of a key
    r"""^[ \t]*+(?:\[{1,2}+[ \t]*+)?+"""
    r"""(?:(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){64}""",
    re.ASCII | re.MULTILINE,
).search
_SURROGATE = re.compile("[\ud800-\udfff]").search
_SHORT: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def read_toml(text: str) -> tuple[dict[str, Any], list[DocumentFault]]:
    """The document that a TOML text holds, and a fault for every date or time without quotes.

    Args:
        text: at most 500,000 characters, and 10,000 in a line.

    Raises:
        DocumentError: the text is no TOML, or too long.

    >>> read_toml('scope = { countries = ["PH"], purposes = { null = true } }')
    ({'scope': {'countries': ['PH'], 'purposes': None}}, [])
    """
    faults: list[DocumentFault] = []
    try:
        if len(text) > _LONGEST_TEXT or max(map(len, text.split("\n"))) > _LONGEST_LINE:
            raise ValueError(f"it is longer than {_LENGTH}")
        if _LONG_KEY(text):
            raise RecursionError("a key has more than 64 parts")
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        fault = DocumentFault("$", text, "TOML text", f"Correct it: {error}.")
        raise DocumentError("The text is no TOML:", [fault]) from None
    if excess := overgrown(document):
        raise refused([DocumentFault("$", Unshown(excess.found), excess.expected, excess.remedy)])
    return _plain(document, "$", faults), faults


def _plain(node: Any, path: str, faults: list[DocumentFault]) -> Any:
    """The same with None for null, and with text for dates and times, which are faults."""
    if isinstance(node, dict):
        if node == _NULL and node["null"] is True:
            return None
        return {name: _plain(one, inside(path, name), faults) for name, one in node.items()}
    if isinstance(node, list):
        return [_plain(one, f"{path}[{index}]", faults) for index, one in enumerate(node)]
    if not isinstance(node, date | time | datetime):
        return node
    written = node.isoformat()
    if len(faults) < FAULTS:
        remedy = f'Where one is asked for, write it in quotes: "{written}".'
        faults.append(DocumentFault(path, Unshown(written), "no date or time without quotes", remedy))
    return written


def write_toml(document: Mapping[str, Any], *, inline: frozenset[str] = frozenset()) -> str:
    """The TOML text of a document.

    Args:
        document: an object of plain values.
        inline: which keys of it never get a header.

    Raises:
        FieldError: something in it has no text in TOML that could be read back.

    >>> print(write_toml({"name": "ours", "folding": {"pace_days": 7.0}}), end="")
    name = "ours"
    <BLANKLINE>
    [folding]
    pace_days = 7.0
    """
    if excess := overgrown(document):  # it could not be read back
        raise FieldError("document", Unshown(excess.found), excess.expected, excess.remedy)
    try:
        text = "\n".join([*_table(document, (), inline), ""])
    except ValueError as error:  # a number of thousands of digits
        if isinstance(error, FieldError):
            raise
        remedy = f"Shorten it: {error}."
        raise FieldError("document", Unshown("too much"), "a document that TOML can hold", remedy) from None
    if len(text) > _LONGEST_TEXT or max(map(len, text.split("\n"))) > _LONGEST_LINE:
        raise FieldError("document", Unshown("too long"), _LENGTH, "Shorten its texts.")
    return text


def _table(node: Mapping[str, Any], path: tuple[str, ...], inline: frozenset[str]) -> Iterator[str]:
    """The lines of a table: first what stands in lines of its own, then what has headers."""
    _must_not_be_null(node)
    depth = len(path) + 1
    headed = {
        name: one for name, one in node.items() if name not in inline and _wants_header(name, one, depth)
    }
    if headed and isinstance(node, Table):  # they stay in their order
        headed = {name: one for name, one in node.items() if isinstance(one, dict)}
    for name, one in node.items():
        if name not in headed:
            prefix = f"{_key(name)} = "
            yield prefix + _broken(one, len(prefix), 0)
    for name, one in headed.items():
        below = (*path, name)
        header = ".".join(map(_key, below))
        for part in one if isinstance(one, list) else [one]:
            lines = list(_table(part, below, frozenset()))
            if isinstance(one, list):
                yield from ("", f"[[{header}]]")
            elif not lines or lines[0]:  # a table that only holds others needs no header
                yield from ("", f"[{header}]")
            yield from lines


def _wants_header(name: str, value: Any, depth: int) -> bool:
    """Whether it is too much for a line, or has names, and is not too far down; one table of a row as all."""
    if _is_row_of_tables(value):
        return depth <= _UPPER and any(_INDENT + len(_flat(one)) > _WIDTH for one in value)
    if not _is_table(value) or depth > _HEADERS:
        return False
    if depth == 1 or (depth <= _UPPER and isinstance(value, Table) and value):
        return True
    return len(_key(name)) + len(" = ") + len(_flat(value)) > _WIDTH


def _is_table(value: Any) -> bool:
    return isinstance(value, dict)


def _is_row_of_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_table, value))


def _broken(value: Any, used: int, indent: int) -> str:
    """A value on one line if it fits, else with one line for each item of its lists."""
    flat = _flat(value)
    if used + len(flat) <= _WIDTH or not isinstance(value, list | dict):
        return flat
    if isinstance(value, list):
        within = indent + _INDENT
        pad = " " * within
        items = "".join(f"{pad}{_broken(one, within, within)},\n" for one in value)
        return f"[\n{items}{' ' * indent}]"
    parts = (
        f"{_key(name)} = {_broken(one, _WIDTH, indent) if _can_break(one) else _flat(one)}"
        for name, one in value.items()
    )
    return f"{{ {', '.join(parts)} }}" if _can_break(value) else flat


def _can_break(value: Any) -> bool:
    """Whether something in it is a list of tables: shorter lists stay on their line."""
    if isinstance(value, dict):
        return any(map(_can_break, value.values()))
    return _is_row_of_tables(value)


def _flat(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        _must_not_be_null(value)
        parts = [f"{_key(name)} = {_flat(one)}" for name, one in value.items()]
        return f"{{ {', '.join(parts)} }}" if parts else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flat, value))}]"
    if value is None:
        return "{ null = true }"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float) and isfinite(value):
        return repr(value)
    if isinstance(value, str):
        return _text(value)
    raise FieldError("document", value, "a value that TOML can hold, and finite", "Write it as text.")


def _must_not_be_null(value: Mapping[str, Any]) -> None:
    if value == _NULL and value["null"] is True:
        remedy = "Give the key another name."
        raise FieldError("document", value, "an object that is not taken for null", remedy)


def _key(name: str) -> str:
    return name if _BARE(name) else _text(name)


def _text(value: str) -> str:
    if _SURROGATE(value):
        raise FieldError("document", value, "text without lone surrogates", "Correct the text.")
    return f'"{_ESCAPED.sub(_escape, value)}"'


def _escape(found: re.Match[str]) -> str:
    return _SHORT.get(found[0]) or f"\\u{ord(found[0]):04x}"
