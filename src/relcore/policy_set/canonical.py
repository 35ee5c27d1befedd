"""One text for one meaning: the canonical form behind a digest.

A policy is written as its code and its fields, in the order of their names; a user's own also with what its class
states. So a digest is the same on every machine, and changes whenever a rule or parameter does. What is equal is
written alike: numbers whether whole or not, decimals whatever zeros close them, instants in UTC, fixed zones by
their offset.

What a class states are its class variables and those that it inherits from other classes of users, of which the
nearest counts, as for Python: numbers, texts, members of enumerations, dates and times, policies, attrs classes,
dataclasses, and tuples, lists, sets and mappings of these. Not counted are None, names that begin with an
underscore, methods, properties and other descriptors, classes, the ``code`` of a class above it, and anything that
has no canonical form, such as a logger. Whatever else a class depends on belongs in a field.

A user's own policy is named by its qualified name, since nothing says that another class of the same name means the
same. One that states a code in a namespace, as in ``code = "acme.loyalty"``, is named by that: its digest survives
that the class is moved or renamed. The code is then a promise, as it is for the policies that relcore brings: it
stands for one meaning, and a class that comes to mean something else takes another code, or states what changed.

A field that a class was given later would change the digest of every value of it, and every relationship that was
folded under one would be at odds with rules that are the same. So such a field says since when it is there,
``field(default=..., metadata={"since": "1.1"})``, and is left out of the canonical form while it has its default,
which must be what the class did before, and stay so for ever.
"""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from enum import Enum
from typing import Any, Final
from zoneinfo import ZoneInfo

import attrs

from relcore.errors import PolicyError

__all__ = ["canonical", "digest"]

_FACTORY: Any = attrs.Factory  # a class, though it is typed as a function
_MOMENTS: Final = (Decimal, date, datetime, time, timedelta, tzinfo)
_PLAIN: Final = (bool, int, float, str, Enum, *_MOMENTS, tuple, list, frozenset, set, Mapping)
_METHODS: Final = ("measure", "judge", "recommend")
_RELCORE: Final = frozenset({"relcore"})
_NOBODYS: Final = frozenset({"relcore", "builtins", "abc", "typing", "typing_extensions", "enum"})


def canonical(value: object, path: str = "$") -> object:
    """The value as plain lists, dictionaries with text keys, texts, numbers and None.

    Raises:
        PolicyError: something in it has no canonical form, such as a function, or it is nested too deeply.
    """
    try:
        return _form(value, path, frozenset())
    except RecursionError:
        raise _too_deep(value, path) from None


def _too_deep(value: object, path: str) -> PolicyError:
    remedy = "Flatten it: a hundred criteria in one another are more than anybody can follow."
    return PolicyError(path, type(value), "policies of fewer levels", remedy)


def _form(value: object, path: str, within: frozenset[type]) -> object:
    """The canonical form of a value.

    Args:
        value: the value.
        path: where it stands.
        within: the classes that state it, directly or not; they are not asked again for what they state.
    """
    if value is None or isinstance(value, bool | int | str):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, float):
        return int(value) if value.is_integer() else {"float": value.hex()}
    if isinstance(value, Enum):
        cls = type(value)
        held = _form(value.value, f"{path}.value", within)
        return {"is": f"{cls.__module__}.{cls.__qualname__}", "with": {"value": held}}
    if isinstance(value, _MOMENTS):
        return _moment(value)
    if isinstance(value, tuple | list) and not hasattr(value, "_fields"):
        return [_form(item, f"{path}[{index}]", within) for index, item in enumerate(value)]
    if isinstance(value, frozenset | set):
        return sorted((_form(item, path, within) for item in value), key=_text)
    if isinstance(value, Mapping):
        pairs = ([_form(k, path, within), _form(v, f"{path}[{k!r}]", within)] for k, v in value.items())
        return {"items": sorted(pairs, key=_text)}
    return _policy(value, path, within)


def _moment(value: Any) -> dict[str, str]:
    """Exact numbers, dates, times and zones: those that are equal alike."""
    match value:
        case Decimal():
            return {"Decimal": _digits(value)}
        case datetime() if value.utcoffset() is not None:
            with suppress(OverflowError):  # at the ends of the calendar
                value = value.astimezone(UTC)
            return {"datetime": datetime.isoformat(value, sep=" ")}
        case timezone():
            return {"timezone": str(timezone(value.utcoffset(None)))}
        case ZoneInfo() if value.key == "UTC":
            return {"timezone": "UTC"}
    return {type(value).__name__: str(value)}


def _digits(number: Decimal) -> str:
    sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        return str(number)
    text = "".join(map(str, digits)).lstrip("0")
    kept = text.rstrip("0")
    if not kept:
        return "0"
    exponent += len(text) - len(kept)
    return str(Decimal((sign, tuple(map(int, kept)), exponent)))


def _policy(value: object, path: str, within: frozenset[type]) -> object:
    cls = type(value)
    own = not _is_of(cls, _RELCORE)
    stated: dict[str, object] = _stated(cls, path, within) if own else {}
    fields: dict[str, object]
    if attrs.has(cls) or dataclasses.is_dataclass(cls):
        known = _fields(cls)
        fields = {f.name: getattr(value, f.name) for f in known if f.init and not _left_out(f, value, path)}
        stated = {name: one for name, one in stated.items() if name not in {f.name for f in known}}
    elif isinstance(value, tuple):
        fields = dict(zip(getattr(cls, "_fields", ()), value, strict=True))
    elif hasattr(value, "__dict__") and not callable(value):
        fields = vars(value)
    else:
        remedy = "Make the policy a frozen attrs class whose fields are its parameters."
        raise PolicyError(path, value, "a value with a canonical form", remedy)
    given = {key: _form(item, f"{path}.{key}", within) for key, item in fields.items()}
    return {"is": _name(cls, own, stated), "with": dict(sorted((stated | given).items()))}


def _fields(cls: Any) -> tuple[Any, ...]:
    return attrs.fields(cls) if attrs.has(cls) else dataclasses.fields(cls)


def _name(cls: type, own: bool, stated: Mapping[str, object]) -> str:
    code = stated.get("code") if own else cls.__dict__.get("code")
    if isinstance(code, str) and (not own or "." in code):
        return code
    return f"{cls.__module__}.{cls.__qualname__}" if own else cls.__name__


def _left_out(field: Any, value: object, path: str) -> bool:
    """Whether a field of a later version holds what the class did before it had the field."""
    if "since" not in field.metadata:
        return False
    default = _default(field.default, getattr(field, "default_factory", None), value)
    if default is attrs.NOTHING or default is dataclasses.MISSING:
        return False
    if callable(convert := getattr(field, "converter", None)):
        default = convert(default)
    return _text(canonical(getattr(value, field.name), path)) == _text(canonical(default, path))


def _default(stated: Any, make: Any, value: object) -> object:
    """What a field holds where it was left out: as stated, or as attrs or a dataclass makes it."""
    if isinstance(stated, _FACTORY):
        return stated.factory(value) if stated.takes_self else stated.factory()
    return make() if callable(make) else stated


def _stated(cls: type, path: str, within: frozenset[type]) -> dict[str, object]:
    """The canonical form of everything that a user's class states or inherits."""
    held: dict[str, object] = {}
    for one in reversed(cls.__mro__):
        if not _is_of(one, _NOBODYS):
            held |= {name: value for name, value in vars(one).items() if name != "code" or one is cls}
    found: dict[str, object] = {}
    for name, value in held.items():
        if name.startswith("_") or (cls in within and name != "code") or not _is_parameter(value):
            continue
        with suppress(PolicyError):  # nothing that a digest could cover
            found[name] = _form(value, f"{path}.{name}", within | {cls})
    return found


def _is_of(cls: type, packages: frozenset[str]) -> bool:
    return cls.__module__.partition(".")[0] in packages


def _is_parameter(value: object) -> bool:
    cls = type(value)
    if value is None or hasattr(cls, "__get__") or isinstance(value, type):
        return False
    if isinstance(value, _PLAIN) or attrs.has(cls) or dataclasses.is_dataclass(cls):
        return True
    return any(callable(getattr(value, method, None)) for method in _METHODS)


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def digest(value: object) -> str:
    """The SHA-256 of a value's canonical form, in hexadecimal digits.

    Raises:
        PolicyError: something in it has no canonical form, or it is nested too deeply.
    """
    try:
        text = _text(_form(value, "$", frozenset()))
    except RecursionError:
        raise _too_deep(value, "$") from None
    return hashlib.sha256(text.encode("ascii")).hexdigest()
