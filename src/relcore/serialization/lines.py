"""A history as JSON Lines: one interaction a line, and a fault ends nothing but its own line.

Text lines go in and come out; opening files, and sorting what is out of order, is the application's.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import frozen

from relcore.errors import DocumentError, DocumentFault, FieldError
from relcore.model import Interaction
from relcore.model.validation import check_value
from relcore.serialization.envelopes import read_document, write_document
from relcore.serialization.limits import LIMITS, Limits
from relcore.serialization.registry import BUILT_IN, Registry

__all__ = ["LineFault", "read_lines", "write_lines"]


@frozen
class LineFault:
    """A line that could not be read.

    Args:
        line: its number, from 1.
        error: everything that is wrong with it.
    """

    line: int
    error: DocumentError

    @property
    def faults(self) -> tuple[DocumentFault, ...]:
        """Every fault, in the order in which the line was read."""
        return self.error.faults

    def __str__(self) -> str:
        return f"line {self.line}: {self.error}"


def read_lines(
    lines: Iterable[str | bytes], *, registry: Registry = BUILT_IN, limits: Limits = LIMITS
) -> Iterator[Interaction[Any] | LineFault]:
    """The interactions of a history that stands in lines, one after another as they are asked for.

    Args:
        lines: JSON text or its UTF-8 bytes, such as an open file gives them; empty lines count and are passed
            over. Each is a document of the schema ``relcore.interaction``. What only a newer minor version knows is
            not kept; where it should be, read each line by ``read_document``.
        registry: the classes of third parties; other kinds of contents become ``UnknownContent``.
        limits: how much of a line is read; what is larger or deeper is a faulty line.

    Returns:
        An interaction for each line, or a fault with the number of the line.

    Raises:
        FieldError: it is one text, and no lines.

    >>> for item in read_lines(["", "{}"]):
    ...     print(item)
    line 2: The document of Interaction has 1 fault:
      $.schema is None; expected the name and version of a schema. Write "schema": "relcore.interaction/1.0"; ...
    """
    if isinstance(lines, str | bytes) or not isinstance(lines, Iterable):
        remedy = "Pass an open file, or text.splitlines()."
        raise FieldError("lines", lines, "lines of text, one after another", remedy)
    return _read(lines, registry, limits)


def _read(
    lines: Iterable[str | bytes], registry: Registry, limits: Limits
) -> Iterator[Interaction[Any] | LineFault]:
    for number, line in enumerate(lines, 1):
        if number == 1:
            line = _without_mark(line)
        if isinstance(line, str | bytes) and not line.strip():
            continue
        try:
            read = read_document(line, Interaction[Any], registry=registry, limits=limits).value
        except DocumentError as error:
            yield LineFault(number, error)
        else:
            yield read


def write_lines(interactions: Iterable[Interaction[Any]], *, registry: Registry = BUILT_IN) -> Iterator[str]:
    """A history as lines of JSON, each with its line end, such as ``file.writelines`` takes them.

    Args:
        interactions: they are asked for one after another.
        registry: the classes of third parties.

    Raises:
        FieldError: something is no interaction, or holds what could not be read back.
        RegistryError: a content's class is not in the registry.
    """
    for interaction in interactions:
        check_value(interaction, Interaction, "interactions")
        yield f"{write_document(interaction, registry=registry)}\n"


def _without_mark(line: str | bytes) -> str | bytes:
    """The first line without the mark that some programs begin a text with."""
    if isinstance(line, bytes):
        return line.removeprefix(b"\xef\xbb\xbf")
    return line.removeprefix("\ufeff") if isinstance(line, str) else line
