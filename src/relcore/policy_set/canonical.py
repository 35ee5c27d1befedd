"""One text for one meaning: the canonical form behind a digest.

A policy is written as its code and its fields, in the order of their names; a user's own by its qualified
name, and with what its class states. Equal numbers are written alike, whether whole or not. So a digest is
the same on every machine, and changes whenever a rule or parameter does.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from enum import Enum

import attrs

from relcore.errors import PolicyError

__all__ = ["canonical", "digest"]


def canonical(value: object, path: str = "$") -> object:
    """The value as plain lists, dictionaries with text keys, texts, numbers and None.

    Raises:
        PolicyError: something in it has no canonical form, such as a function.
    """
    if value is None or isinstance(value, bool | int | str):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, float):
        return int(value) if value.is_integer() else {"float": value.hex()}
    if isinstance(value, Decimal | date | datetime | time | timedelta | tzinfo):
        return {type(value).__name__: str(value)}
    if isinstance(value, tuple | list) and not hasattr(value, "_fields"):
        return [canonical(item, f"{path}[{index}]") for index, item in enumerate(value)]
    if isinstance(value, frozenset):
        return sorted((canonical(item, path) for item in value), key=_text)
    if isinstance(value, Mapping):
        return {
            "items": sorted(
                ([canonical(k, path), canonical(v, f"{path}[{k!r}]")] for k, v in value.items()), key=_text
            )
        }
    return _policy(value, path)


def _policy(value: object, path: str) -> object:
    cls = type(value)
    own = not cls.__module__.startswith("relcore.")
    if attrs.has(cls):
        fields = {f.name: getattr(value, f.name) for f in attrs.fields(cls) if f.init}
    elif isinstance(value, tuple):
        fields = dict(zip(getattr(cls, "_fields", ()), value, strict=True))
    elif hasattr(value, "__dict__") and not callable(value):
        fields = vars(value)
    else:
        remedy = "Make the policy a frozen attrs class whose fields are its parameters."
        raise PolicyError(path, value, "a value with a canonical form", remedy)
    if own:
        fields = _class_parameters(cls) | fields
    code = vars(cls).get("code")
    name = f"{cls.__module__}.{cls.__qualname__}" if own else code if isinstance(code, str) else cls.__name__
    return {
        "is": name,
        "with": {key: canonical(item, f"{path}.{key}") for key, item in sorted(fields.items())},
    }


def _class_parameters(cls: type) -> dict[str, object]:
    plain = (bool, int, float, str, frozenset)
    return {k: v for k, v in vars(cls).items() if not k.startswith("_") and isinstance(v, plain)}


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def digest(value: object) -> str:
    """The SHA-256 of a value's canonical form, in hexadecimal digits."""
    return hashlib.sha256(_text(canonical(value)).encode("ascii")).hexdigest()
