"""Documents as JSON text and back: strict, and the same whichever engine is at hand.

No key stands twice in an object, NaN and infinity are no numbers, half of a surrogate pair is no character.
orjson is used where it is installed, else msgspec, else the standard library's json, which decides what is
right: another engine's word counts only where it is certain that json would say the same.

Reading: the engines take the last of two equal keys, and may round long numbers. So what one of them read is
written again, and has to be the very text that was given; else json reads it. Writing: the engines spell numbers
with an exponent in their own ways. So a document in which one stands is written by json.
"""

import json
import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, NamedTuple

from relcore.serialization.limits import LIMITS, Limits, overgrown

__all__ = ["CANONICAL", "ENGINES", "Engine", "Repeating", "chosen", "decode", "encode", "engine_named"]

CANONICAL = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)
"""How documents are written: no spaces, keys in order, every character as itself."""

_LENIENT = json.JSONEncoder(check_circular=False, ensure_ascii=False)
_ESCAPED_HALF = re.compile(r"\\u[dD][89a-fA-F]").search


class _RepeatedKeyError(ValueError):
    """A key stands twice in one object."""


class Repeating(dict[str, Any]):
    """An object in which keys stood twice; it holds what stood last."""

    __slots__ = ("repeated",)
    repeated: tuple[str, ...]


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _RepeatedKeyError
    return made


def _marked_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = Repeating(pairs)
    made.repeated = ()
    if len(made) != len(pairs):
        counts = Counter(name for name, _ in pairs)
        made.repeated = tuple(name for name in made if counts[name] > 1)
    return made


_STRICT = json.JSONDecoder(object_pairs_hook=_object)
_MARKING = json.JSONDecoder(object_pairs_hook=_marked_object)


class Engine(NamedTuple):
    """What writes documents as text, and reads them."""

    encode: Callable[[object, bool], str]
    """The text of a document; and whether no float in it is very large or very small."""

    decode: Callable[[str | bytes, Limits, bool], tuple[Any, bool]]
    """The document of a text, and whether a key stands twice in it; as :func:`decode`."""


def _encode(document: object, even: bool = False) -> str:
    del even
    text = CANONICAL.encode(document)
    text.encode()  # raises where half of a surrogate pair stands in it
    return text


def _decode(text: str | bytes, limits: Limits, flat: bool) -> tuple[Any, bool]:
    if not isinstance(text, str):
        if len(text) > 4 * limits.characters:
            raise _too_long(limits)
        text = bytes.decode(text)
    if len(text) > limits.characters:
        raise _too_long(limits)
    try:
        text.encode()
        repeats = False
        try:
            document: Any = _STRICT.decode(text)
        except _RepeatedKeyError:
            document, repeats = _MARKING.decode(text), True
        _measure(document, text, limits, flat)
        if _ESCAPED_HALF(text):
            _LENIENT.encode(document).encode()
    except UnicodeEncodeError:
        raise ValueError("half of a surrogate pair is no character") from None
    except RecursionError:
        raise ValueError(f"it is nested deeper than {limits.depth} levels") from None
    return document, repeats


def _measure(document: object, text: str, limits: Limits, flat: bool) -> None:
    if (
        not flat
        and text.count("[") + text.count("{") > limits.depth
        and (much := overgrown(document, limits))
    ):
        raise ValueError(f"it is {much.found}, and may have {much.expected}")


def _too_long(limits: Limits) -> ValueError:
    return ValueError(f"it has more than {limits.characters:,} characters")


_JSON: Final = Engine(_encode, _decode)


def _is_odd(document: object) -> bool:
    """Whether a float stands in it that has an exponent, or is none: engines spell these in ways of their own."""
    if type(document) is float:
        return document != 0 and not 1e-4 <= abs(document) < 1e16
    if isinstance(document, dict):
        return any(map(_is_odd, document.values()))
    return isinstance(document, list) and any(map(_is_odd, document))


def _checked(
    read: Callable[[bytes], Any], write: Callable[[Any], bytes], write_in_order: Callable[[Any], bytes]
) -> Engine:
    """The engine that another library's functions make; json's word counts where theirs is not certain."""

    def encode(document: object, even: bool) -> str:
        if not even and _is_odd(document):
            return _encode(document)
        try:
            written = write_in_order(document)
        except Exception:  # a number of more than 64 bits, half of a surrogate pair: json says what it is
            return _encode(document)
        return written.decode()

    def decode(text: str | bytes, limits: Limits, flat: bool) -> tuple[Any, bool]:
        if type(text) is str and len(text) <= limits.characters:
            try:
                raw = text.encode()
                document = read(raw)
                certain = write(document) == raw
            except Exception:  # json says what is wrong, if anything is
                return _decode(text, limits, flat)
            if certain:
                if not flat:
                    _measure(document, text, limits, flat)
                return document, False
        elif type(text) is bytes and len(text) <= limits.characters:
            return decode(text.decode(), limits, flat)
        return _decode(text, limits, flat)

    return Engine(encode, decode)


def _orjson() -> Engine:
    import orjson

    def write_in_order(document: Any) -> bytes:
        return orjson.dumps(document, None, orjson.OPT_SORT_KEYS)

    return _checked(orjson.loads, orjson.dumps, write_in_order)


def _msgspec() -> Engine:
    from msgspec.json import Decoder, Encoder

    write = Encoder().encode
    return _checked(Decoder().decode, write, Encoder(order="sorted").encode)


ENGINES: Final[dict[str, Callable[[], Engine]]] = {
    "orjson": _orjson,
    "msgspec": _msgspec,
    "json": lambda: _JSON,
}
"""What makes the engines, the fastest first."""


@lru_cache(maxsize=8)
def engine_named(name: str) -> Engine | None:
    """The engine of a library; None where the library is not installed."""
    try:
        return ENGINES[name]()
    except ImportError:
        return None


@lru_cache(maxsize=1)
def chosen() -> Engine:
    """The fastest engine at hand, looked up when the first document is written or read."""
    return next(engine for name in ENGINES if (engine := engine_named(name)))


def encode(document: object, *, even: bool = False) -> str:
    """The text of a document: the same for equal documents, whichever engine writes it.

    Args:
        document: plain dicts with text for keys, lists, strings, numbers, truth values and None.
        even: whether no float in it is so large or so small that it could be written with an exponent; to know that
            saves a look at the text.

    Raises:
        ValueError: it holds NaN, an infinity, half of a surrogate pair or a number of thousands of digits.
        RecursionError: it is nested too deeply.
    """
    return chosen().encode(document, even)


def decode(text: str | bytes, limits: Limits = LIMITS, flat: bool = False) -> tuple[Any, bool]:
    """The document of a text, and whether a key stands twice somewhere in it.

    Args:
        text: JSON, or its UTF-8 bytes.
        limits: how much it may be.
        flat: whether its levels need no look, since what reads the document knows how deep it can be.

    Raises:
        ValueError: the text is no JSON, or too much of it.
        TypeError: it is no text.
    """
    return chosen().decode(text, limits, flat)
