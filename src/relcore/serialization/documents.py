"""Every value to a document and back: exact, strict, and with every fault at once.

A document is plain JSON: objects, lists, text, numbers, true, false, null. What was written reads back equal
and of the same types; what cannot be read raises one error that names every place.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

from relcore.errors import DocumentError, DocumentFault, FieldError
from relcore.model import Interaction
from relcore.model.validation import check_value
from relcore.serialization.converters import converter_of, explaining_converter_of
from relcore.serialization.faults import Unshown, faults_of, inside, refused
from relcore.serialization.generated import ready
from relcore.serialization.limits import FAULTS, LIMITS, Limits, overgrown
from relcore.serialization.points import may_be_spelled_otherwise
from relcore.serialization.registry import BUILT_IN, Registry
from relcore.serialization.text import Repeating, chosen, decode, encode

__all__ = ["dumps", "encoded", "from_document", "loads", "parsed", "to_document"]

ValueT = TypeVar("ValueT")


def to_document(value: object, *, registry: Registry = BUILT_IN) -> Any:
    """A value as plain dicts, lists, strings, numbers, truth values and None.

    Args:
        value: any value of the model, a policy set or a part of one, or a tuple or list of them.
        registry: the classes of third parties.

    Returns:
        A document with every field written out, whatever its default.

    Raises:
        FieldError: a field holds what could not be read back, such as NaN or a zone without a name.
        RegistryError: a content's class is not in the registry, a policy is not one of relcore's, or a class
            has a field of a type that documents cannot hold.

    >>> from relcore.model import Note
    >>> to_document(Note("called back"))
    {'text': 'called back', 'about': None, 'promises': [], 'kind': 'note'}
    """
    cls: Any = type(value)
    try:
        write = _writer(cls) if registry is BUILT_IN else converter_of(registry).unstructure
        return write(value)
    except RecursionError:
        raise _too_much(value, "Nest it less deeply.") from None
    except FieldError as error:
        if error.field:
            raise
        raise type(error)(type(value).__name__, error.value, error.expected, error.remedy) from None


def from_document(
    document: object, cls: type[ValueT], *, registry: Registry = BUILT_IN, limits: Limits = LIMITS
) -> ValueT:
    """The value that a document holds.

    Args:
        document: plain dicts, lists, strings, numbers, truth values and None.
        cls: the class of the value, such as ``Customer`` or ``Interaction[Any]``; with
            ``Interaction[Purchase]`` another content is a fault.
        registry: the classes of third parties; other kinds of contents become ``UnknownContent``.
        limits: how much of a document is read; what is larger or deeper is refused.

    Raises:
        DocumentError: the document has faults; one group with the path of each.
        FieldError: the limits are none.
        RegistryError: no document can hold a value of this class.

    >>> from relcore.model import Money
    >>> from_document({"amount": "25.00", "currency": "EUR"}, Money)
    Money(amount=Decimal('25.00'), currency='EUR')
    """
    if type(limits) is not Limits:
        check_value(limits, Limits, "limits")
    asked: Any = cls
    read, flat = _reader(asked) if registry is BUILT_IN else _reader_of(cls, registry)
    if not flat and (much := overgrown(document, limits)):
        raise refused([DocumentFault("$", Unshown(much.found), much.expected, much.remedy)], cls)
    try:
        value: ValueT = read(document, cls)
        return value
    except Exception:  # whatever it was, the slow way says what and where
        return _explained(document, cls, registry, ())


def dumps(value: object, *, registry: Registry = BUILT_IN) -> str:
    """A value as JSON text: compact, keys in order, so that equal values give equal text.

    Args:
        value: any value of the model, a policy set or a part of one, or a tuple or list of them.
        registry: the classes of third parties.

    Raises:
        FieldError: a field holds what could not be read back, such as NaN or a zone without a name.
        RegistryError: a content's class is not in the registry, a policy is not one of relcore's, or a class
            has a field of a type that documents cannot hold.

    >>> from relcore.model import Money
    >>> dumps(Money("25.00", "EUR"))
    '{"amount":"25.00","currency":"EUR"}'
    """
    return encoded(to_document(value, registry=registry), value)


def encoded(document: Any, value: object, *, even: bool = True) -> str:
    """The text of the document of a value.

    Args:
        document: the document.
        value: what it is of.
        even: whether only the value's own numbers stand in it.

    Raises:
        FieldError: it could not be read back: it is nested too deeply, or has a number of thousands of digits.
    """
    try:
        text = encode(document, even=even and not may_be_spelled_otherwise(value))
    except (ValueError, RecursionError) as error:
        raise _too_much(value, f"Shorten it: {error}.") from None
    if text.count("[") + text.count("{") > LIMITS.depth and (excess := overgrown(document)):
        raise _too_much(value, f"It is {excess.found}, and may have {excess.expected}.")
    return text


def _too_much(value: object, remedy: str) -> FieldError:
    return FieldError(type(value).__name__, Unshown("too much"), "a value that JSON can hold", remedy)


def loads(
    text: str | bytes, cls: type[ValueT], *, registry: Registry = BUILT_IN, limits: Limits = LIMITS
) -> ValueT:
    """The value that a JSON text holds.

    Args:
        text: JSON, as text or as its UTF-8 bytes. No key may stand twice in an object; NaN and infinity
            are no numbers.
        cls: the class of the value, as for :func:`from_document`.
        registry: the classes of third parties; other kinds of contents become ``UnknownContent``.
        limits: how much of a document is read; what is larger or deeper is refused.

    Raises:
        DocumentError: the text is no JSON, or the document has faults; one group with the path of each.
        FieldError: the limits are none.
        RegistryError: no document can hold a value of this class.

    >>> from relcore.model import Money
    >>> loads('{"amount":"25.00","currency":"EUR"}', Money)
    Money(amount=Decimal('25.00'), currency='EUR')
    """
    if type(limits) is not Limits:
        check_value(limits, Limits, "limits")
    asked: Any = cls
    read, flat = _reader(asked) if registry is BUILT_IN else _reader_of(cls, registry)
    try:
        document, repeats = chosen().decode(text, limits, flat)
    except (ValueError, TypeError) as error:
        raise _no_text(text, error) from None
    if repeats:
        return _explained(document, cls, registry, _repeated_keys(document, "$"))
    try:
        value: ValueT = read(document, cls)
        return value
    except Exception:  # whatever it was, the slow way says what and where
        return _explained(document, cls, registry, ())


def parsed(text: str | bytes, limits: Limits = LIMITS) -> tuple[Any, list[DocumentFault]]:
    """The document that a JSON text holds, and a fault for every key that stands twice.

    Raises:
        DocumentError: the text is no JSON.
    """
    check_value(limits, Limits, "limits")
    try:
        document, repeats = decode(text, limits)
    except (ValueError, TypeError) as error:
        raise _no_text(text, error) from None
    return document, list(islice(_repeated_keys(document, "$"), FAULTS + 1)) if repeats else []


def _no_text(text: object, error: Exception) -> DocumentError:
    fault = DocumentFault("$", text, "JSON text", f"Correct it: {error}.")
    return DocumentError("The text is no JSON:", [fault])


@lru_cache(maxsize=256)
def _writer(cls: Any) -> Any:
    return ready(converter_of(BUILT_IN).get_unstructure_hook(cls))


@lru_cache(maxsize=256)
def _reader(cls: Any) -> tuple[Any, bool]:
    return _reader_of(cls, BUILT_IN)


def _reader_of(cls: Any, registry: Registry) -> tuple[Any, bool]:
    """What reads documents of a class, and whether it needs no look at their levels.

    An interaction is flat: an unknown content is measured by itself.
    """
    try:
        read = ready(converter_of(registry).get_structure_hook(cls))
    except Exception:  # what it is is said when a document is read
        read = converter_of(registry).structure
    return read, cls is Interaction or getattr(cls, "__origin__", None) is Interaction


def _repeated_keys(node: object, path: str) -> Iterator[DocumentFault]:
    if isinstance(node, Repeating):
        for name in node.repeated:
            fault = "a key that stands once"
            yield DocumentFault(inside(path, name), node[name], fault, "Keep one of them.")
    steps: Any = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, below in steps:
        yield from _repeated_keys(below, inside(path, step))


def _explained(
    document: object, cls: type[ValueT], registry: Registry, repeated: Iterable[DocumentFault]
) -> ValueT:
    """Read again, the slow way that collects every fault with its path."""
    faults: list[DocumentFault] = []
    try:
        faults += islice(repeated, FAULTS + 1)
        value = explaining_converter_of(registry).structure(document, cls)
    except Exception as error:
        faults += faults_of(error, document)
    else:
        if not faults:  # pragma: no cover (the two ways agree; were they not to, what was read is right)
            return value
    raise refused(faults, cls) from None
