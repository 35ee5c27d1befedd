"""One converter for each registry, made when it is first needed: the only place where cattrs is configured.

Every hook is strict in both directions: what is written can be read back as the same value, and what cannot
is refused before it is written.
"""

from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Any, get_origin

from cattrs import Converter

from relcore import vocabulary
from relcore.errors import RegistryError
from relcore.model import Measured
from relcore.model.validation import check_value
from relcore.serialization import containers, scalars, zones
from relcore.serialization.contents import configure_contents
from relcore.serialization.policies import configure_policies
from relcore.serialization.records import is_record, reader_of_record, writer_of_record
from relcore.serialization.registry import BUILT_IN, Registry

__all__ = ["configure_converter", "converter_of", "explaining_converter_of", "make_converter"]

_SCALARS: tuple[tuple[Any, Any, Any], ...] = (
    (str, scalars.read_text, scalars.write_text),
    (int, scalars.read_int, scalars.write_int),
    (bool, scalars.read_truth, scalars.write_truth),
    (float, scalars.read_float, scalars.write_float),
    (type(None), scalars.read_nothing, scalars.write_nothing),
    (Decimal, scalars.read_decimal, scalars.write_decimal),
    (datetime, scalars.read_instant, scalars.write_instant),
    (date, scalars.read_date, scalars.write_date),
    (time, scalars.read_time, scalars.write_time),
    (tzinfo, zones.read_zone, zones.write_zone),
)
_MARK = int | Decimal
_WITHOUT_ORDER = (set, frozenset)


def make_converter(registry: Registry = BUILT_IN, *, detailed_validation: bool = True) -> Converter:
    """A cattrs converter for every value of the model, and policy sets, to be composed with hooks of your own.

    Args:
        registry: the classes of third parties.
        detailed_validation: as cattrs means it: collect every fault with its path, or stop at the first.

    >>> from relcore.model import Money
    >>> make_converter().unstructure(Money("25.00", "EUR"))
    {'amount': '25.00', 'currency': 'EUR'}
    """
    converter = Converter(
        detailed_validation=detailed_validation,
        structure_fallback_factory=_unsupported,
        unstructure_fallback_factory=_unsupported,
    )
    configure_converter(converter, registry)
    return converter


def configure_converter(converter: Converter, registry: Registry = BUILT_IN) -> None:
    """Teach a converter of your own every value of the model; hooks that you register later win.

    Args:
        converter: it is changed, and becomes as strict as relcore's own, for your classes as well.
        registry: the classes of third parties.

    >>> from relcore.model import Money
    >>> converter = Converter()
    >>> configure_converter(converter)
    >>> converter.structure({"amount": "1.50", "currency": "PHP"}, Money)
    Money(amount=Decimal('1.50'), currency='PHP')
    """
    reads, writes = converter.register_structure_hook_factory, converter.register_unstructure_hook_factory
    reads(_is_set, _unsupported)
    writes(_is_set, _unsupported)
    reads(_is_mixed, _unsupported)
    writes(_is_mixed, _unsupported)
    reads(is_record, reader_of_record)
    writes(is_record, writer_of_record)
    reads(scalars.is_closed_set, scalars.reader_of_codes)
    writes(scalars.is_closed_set, scalars.writer_of_codes)
    reads(containers.is_row, containers.reader_of_row)
    writes(containers.is_row, containers.writer_of_row)
    reads(containers.is_object, containers.reader_of_object)
    writes(containers.is_object, containers.writer_of_object)
    reads(containers.is_optional, containers.reader_of_optional)
    writes(containers.is_optional, containers.writer_of_optional)
    converter.register_structure_hook_func(_is_measured, scalars.read_measured)
    converter.register_unstructure_hook_func(_is_measured, scalars.write_measured)
    converter.register_structure_hook_func(_is_mark, scalars.read_mark)
    converter.register_unstructure_hook_func(_is_mark, scalars.write_mark)
    converter.register_structure_hook(bytes, lambda _, cls: _unsupported(cls))
    converter.register_unstructure_hook(bytes, lambda value: _unsupported(type(value)))
    for cls, read, write in _SCALARS:
        converter.register_structure_hook(cls, read)
        converter.register_unstructure_hook(cls, write)
    for name in vocabulary.__all__:  # by class, since they are also texts, for which there is a hook by class
        codes = getattr(vocabulary, name)
        converter.register_structure_hook(codes, scalars.reader_of_codes(codes))
        converter.register_unstructure_hook(codes, scalars.writer_of_codes(codes))
    configure_policies(converter, registry)
    configure_contents(converter, registry.contents)


def converter_of(registry: Registry) -> Converter:
    """The one converter of a registry, for the fast way through: it stops at the first fault."""
    if registry is BUILT_IN:
        return _built_in()
    check_value(registry, Registry, "registry")
    return _extended(registry)


@lru_cache(maxsize=1)
def _built_in() -> Converter:
    return make_converter(BUILT_IN, detailed_validation=False)


@lru_cache(maxsize=32)
def _extended(registry: Registry) -> Converter:
    return make_converter(registry, detailed_validation=False)


@lru_cache(maxsize=32)
def explaining_converter_of(registry: Registry) -> Converter:
    """The one converter of a registry that collects every fault with its path."""
    return make_converter(registry, detailed_validation=True)


def _is_measured(cls: Any) -> bool:
    return bool(cls == Measured)


def _is_mark(cls: Any) -> bool:
    return bool(cls == _MARK)


def _is_set(cls: Any) -> bool:
    return (get_origin(cls) or cls) in _WITHOUT_ORDER


def _is_mixed(cls: Any) -> bool:
    """Whether it is a union whose members a document does not tell apart; those that are told have hooks."""
    return any(member in (bool, int, float, str) for member in containers.union_members(cls))


def _unsupported(cls: Any) -> Any:
    remedy = (
        "Use a type of the model's own: a tuple for a set, text for bytes, a whole number for a duration, "
        "one type for a union."
    )
    raise RegistryError("cls", cls, "a type that documents can hold", remedy)
