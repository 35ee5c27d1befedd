"""What a class and its fields mean is said once, in the docstring; the schemas and the reference take it from there.

Under ``python -OO`` no docstring is left, and nothing is described.
"""

import re
from functools import lru_cache
from textwrap import dedent

from attrs import field, frozen

from relcore.model import FrozenMap

__all__ = ["Described", "described", "plain"]

_SECTION = re.compile(r"[A-Z]\w+:").fullmatch
_ROLE = re.compile(r":\w+:`~?(?:[\w.]+\.)?(\w+)`")
_CODE = re.compile(r"``(.+?)``", re.DOTALL)
_ARGUMENT = re.compile(r"(\w+): (.*)").fullmatch
_PROMPT = ">>>"


@frozen
class Described:
    """What a docstring says.

    Args:
        summary: its first paragraph; empty where there is no docstring.
        text: everything before its first section or example, a paragraph a line.
        fields: what it says of each field, by name.
    """

    summary: str = ""
    text: str = ""
    fields: FrozenMap[str, str] = field(default=FrozenMap[str, str]())


def plain(text: str) -> str:
    r"""A docstring's text on one line, without its roles.

    >>> plain("the name,\n  as in ``'sms'``; see :class:`~relcore.model.Customer`")
    "the name, as in `'sms'`; see `Customer`"
    """
    return " ".join(_CODE.sub(r"`\1`", _ROLE.sub(r"`\1`", text)).split())


@lru_cache(maxsize=512)
def described(cls: type) -> Described:
    """What the docstring of a class says of it, and of its fields; of inherited ones, those of its parents."""
    fields: dict[str, str] = {}
    for owner in reversed(cls.__mro__):
        fields |= _arguments(_lines(owner))
    paragraphs = _paragraphs(_lines(cls))
    return Described(paragraphs[0] if paragraphs else "", "\n".join(paragraphs), FrozenMap(fields))


def _lines(cls: type) -> list[str]:
    first, _, rest = (cls.__dict__.get("__doc__") or "").partition("\n")
    return [first.strip(), *dedent(rest).splitlines()]


def _paragraphs(lines: list[str]) -> list[str]:
    found: list[list[str]] = [[]]
    for line in lines:
        if _SECTION(line) or line.startswith(_PROMPT):
            break
        if line.strip():
            found[-1].append(line)
        else:
            found.append([])
    return [plain("\n".join(paragraph)) for paragraph in found if paragraph]


def _arguments(lines: list[str]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    told: list[str] = []
    inside = False
    for line in lines:
        if line and not line.startswith(" "):
            inside = line == "Args:"
        elif inside:
            argument = _ARGUMENT(line.removeprefix("    "))
            if argument:
                told = found.setdefault(argument[1], [])
                line = argument[2]
            told.append(line)
    return {name: plain("\n".join(text)) for name, text in found.items()}
