"""Every value to a document and back: exact, strict, and with every fault at once.

A document is plain JSON: objects, lists, text, numbers, true, false, null. What was written reads back equal
and of the same types; what cannot be read raises one error that names every place.
"""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from relcore.errors import DocumentError, DocumentFault, FieldError
from relcore.serialization.converters import converter_of, explaining_converter_of
from relcore.serialization.faults import Unshown, faults_of, inside
from relcore.serialization.registry import BUILT_IN, Registry
from relcore.serialization.text import CANONICAL, Repeating, decode

__all__ = ["dumps", "from_document", "loads", "to_document"]

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
    try:
        return converter_of(registry).unstructure(value)
    except FieldError as error:
        if error.field:
            raise
        raise type(error)(type(value).__name__, error.value, error.expected, error.remedy) from None


def from_document(document: object, cls: type[ValueT], *, registry: Registry = BUILT_IN) -> ValueT:
    """The value that a document holds.

    Args:
        document: plain dicts, lists, strings, numbers, truth values and None.
        cls: the class of the value, such as ``Customer`` or ``Interaction[Any]``; with
            ``Interaction[Purchase]`` another content is a fault.
        registry: the classes of third parties; other kinds of contents become ``UnknownContent``.

    Raises:
        DocumentError: the document has faults; one group with the path of each.
        RegistryError: no document can hold a value of this class.

    >>> from relcore.model import Money
    >>> from_document({"amount": "25.00", "currency": "EUR"}, Money)
    Money(amount=Decimal('25.00'), currency='EUR')
    """
    try:
        return converter_of(registry).structure(document, cls)
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
    document = to_document(value, registry=registry)
    try:
        return CANONICAL.encode(document)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; nesting without end
        name, shown = type(value).__name__, Unshown("too much")
        raise FieldError(name, shown, "a value that JSON can hold", f"Shorten it: {error}.") from None


def loads(text: str | bytes, cls: type[ValueT], *, registry: Registry = BUILT_IN) -> ValueT:
    """The value that a JSON text holds.

    Args:
        text: JSON, as text or as its UTF-8 bytes. No key may stand twice in an object; NaN and infinity
            are no numbers.
        cls: the class of the value, as for :func:`from_document`.
        registry: the classes of third parties; other kinds of contents become ``UnknownContent``.

    Raises:
        DocumentError: the text is no JSON, or the document has faults; one group with the path of each.
        RegistryError: no document can hold a value of this class.

    >>> from relcore.model import Money
    >>> loads('{"amount":"25.00","currency":"EUR"}', Money)
    Money(amount=Decimal('25.00'), currency='EUR')
    """
    try:
        written = text if isinstance(text, str) else bytes.decode(text)
        document, repeats = decode(written)
    except (ValueError, TypeError, RecursionError) as error:
        fault = DocumentFault("$", text, "JSON text", f"Correct it: {error}.")
        raise DocumentError("The text is no JSON:", [fault]) from None
    if repeats:
        return _explained(document, cls, registry, _repeated_keys(document, "$"))
    return from_document(document, cls, registry=registry)


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
        faults += repeated
        value = explaining_converter_of(registry).structure(document, cls)
    except Exception as error:
        faults += faults_of(error, document)
    else:
        if not faults:  # pragma: no cover (the two ways agree; were they not to, what was read is right)
            return value
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    raise DocumentError(f"The document of {getattr(cls, '__name__', cls)} has {count}:", faults) from None
