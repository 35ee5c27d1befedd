"""Objects are read and written by functions whose source is generated: one straight piece of code for each class.

As attrs and cattrs generate theirs. The source consists of the names of the fields and of fixed text, never of a
document. It is written when a class is first read or written, and kept by the converter that asked for it.

A reader takes by itself only what certainly has the right type, text for text and a known code for a code; for all
else it calls the hook that the converter has for the type, which reads it or says what is wrong. So hooks of one's
own count here too. A value of relcore's own classes is made by a twin, as in :mod:`relcore.kernel.making`, and then
checked by its class as any other.
"""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from keyword import iskeyword
from types import FunctionType, new_class
from typing import Any, Final, NamedTuple, TypeVar

import attrs
from attrs import NOTHING
from cattrs import Converter

from relcore.model import BUILT_IN_CONTENTS, Interaction, Money, Purchase, UnknownContent
from relcore.model.currencies import CURRENCIES
from relcore.serialization import scalars

__all__ = ["Field", "Lazy", "generated_reader", "generated_writer", "is_plain", "ready", "unwrapped_optional"]

_QUICK: Final[dict[type, str]] = {
    Money: "<currency> in CURRENCIES and len(given['amount']) <= 11"
    " and 'E' not in given['amount'] and 'e' not in given['amount']",
    Purchase: "<amount>.amount >= NOTHING and (<category> is None or <category>) and (<motive> is None or <motive>)",
    Interaction: "<id> and <relationship_id> and type(<content>) in BUILT_IN and (<by> is None or <by>)"
    " and (<to> is None or <to>) and (<sequence> is None or <sequence> >= 0)"
    " and (not <settles> or '' not in <settles>)",
}
"""When the check of a class finds nothing, given that each field has been read as its type says.

For those of which there are most; a field stands as ``<field>``. Where it does not hold, the class checks by itself.
"""

_NAMES: Final[dict[str, Any]] = {
    "BUILT_IN": frozenset(BUILT_IN_CONTENTS.classes.values()),
    "CURRENCIES": CURRENCIES,
    "Decimal": Decimal,
    "InvalidOperation": InvalidOperation,
    "NOTHING": Decimal(0),
    "UnknownContent": UnknownContent,
    "instant": datetime.fromisoformat,
}
_Hook = Callable[..., Any]
_ROWS: Final = "relcore.serialization.containers"


class Field(NamedTuple):
    """One field of a class, and the hook that reads or writes it."""

    name: str
    alias: str
    type: Any
    hook: Any
    default: Any = NOTHING
    converter: Any = None


class Lazy:
    """A hook that is made when it is first needed; so classes may hold themselves."""

    __slots__ = ("_made", "_make", "_making")

    def __init__(self, make: Callable[[], _Hook]) -> None:
        self._make = make
        self._made: _Hook | None = None
        self._making = False

    def __call__(self, *arguments: Any) -> Any:
        """What the hook makes of it."""
        made = self._made or self.ready()
        return (self._make() if made is self else made)(*arguments)  # itself: another thread is making it

    def ready(self) -> _Hook:
        """The hook itself; of one that is being made, this value in its stead."""
        if self._made is None:
            if self._making:
                return self
            self._making = True
            try:
                self._made = self._make()
            finally:
                self._making = False
        return self._made


def ready(hook: Any) -> Any:
    """A hook without what it is wrapped in."""
    return hook.ready() if isinstance(hook, Lazy) else hook


def unwrapped_optional(cls: Any, hook: Any) -> Any:
    """The type beside None, where the hook is the one that stands for all of these; else None."""
    from relcore.serialization.containers import is_optional, union_members

    if getattr(hook, "__module__", None) != _ROWS or not is_optional(cls):
        return None
    return next(member for member in union_members(cls) if member is not type(None))


class _Source:
    """The source of one function, and the names that it uses."""

    def __init__(self, head: str, **names: Any) -> None:
        self.lines = [head]
        self.names = dict(names)

    def add(self, indent: int, *lines: str) -> None:
        self.lines += ["    " * indent + line for line in lines]

    def named(self, value: object) -> str:
        name = f"_{len(self.names)}"
        self.names[name] = value
        return name

    def function(self, name: str) -> Any:
        exec("\n".join(self.lines), self.names)
        return self.names[name]


def _members(cls: Any, hook: Any, of_codes: Callable[[Any], Any]) -> dict[str, Enum] | None:
    """The members of a closed set by their codes, where its hook is the one that stands for all of these."""
    if not scalars.is_closed_set(cls) or hook is not of_codes(cls):
        return None
    return {member.value: member for member in cls if type(member.value) is str and member}


def _is_row(cls: Any, hook: Any) -> bool:
    from relcore.serialization.containers import is_row

    return getattr(hook, "__module__", None) == _ROWS and is_row(cls) and cls.__args__[-1:] == (...,)


_TYPED: Final[tuple[tuple[type, Any, Any], ...]] = (
    (int, scalars.read_int, scalars.write_int),
    (bool, scalars.read_truth, scalars.write_truth),
)


def generated_reader(
    owner: Any,
    fields: list[Field],
    converter: Converter,
    sparse: _Hook,
    tag: tuple[str, str] | None,
    amend: _Hook | None,
) -> _Hook:
    """A function that reads an object as an instance of a class.

    Args:
        owner: the class.
        fields: all fields that its constructor takes.
        converter: it has the hooks of other types.
        sparse: what reads every other object, or says what is wrong with it.
        tag: the key, and what stands under it, by which the object says what it is.
        amend: what makes an interaction whole whose content is of an unknown kind.
    """
    defaults = {field.name: text for field in fields if (text := _default(field)) is not NOTHING}
    count = len(fields) + bool(tag)
    code = _Source("def read(value, _=None):", **_NAMES, sparse=sparse, owner=owner, defaults=defaults)
    code.add(
        1,
        f"if type(value) is dict and len(value) == {count}:",
        "    given = value",
        "elif isinstance(value, dict):",
        "    given = {**defaults, **value}",
        f"    if len(given) != {count}: return sparse(value, owner)",
        "else: return sparse(value, owner)",
        "try:",
    )
    if tag:
        code.add(2, f"if given[{tag[0]!r}] != {tag[1]!r}: return sparse(value, owner)")
    code.add(2, *(f"v{index} = given[{field.name!r}]" for index, field in enumerate(fields)), "pass")
    code.add(1, "except KeyError: return sparse(value, owner)")
    for index, field in enumerate(fields):
        _read(code, 1, f"v{index}", field.type, field.hook, converter)
    _make(code, owner, fields, amend)
    made: _Hook = code.function("read")
    return made


def _default(field: Field) -> Any:
    """What stands in a document for the default of a field, where that is plain."""
    default, hook = field.default, field.hook
    if unwrapped_optional(field.type, hook) is not None and default is None:
        return None
    if (field.type is bool and hook is scalars.read_truth) or (
        field.type is int and hook is scalars.read_int
    ):
        return default if type(default) is field.type else NOTHING
    if (members := _members(field.type, hook, scalars.reader_of_codes)) and isinstance(default, field.type):
        return default.value if default.value in members else NOTHING
    return [] if default == () and type(default) is tuple and _is_row(field.type, hook) else NOTHING


def _read(code: _Source, at: int, name: str, cls: Any, hook: Any, converter: Converter) -> None:
    """Add what reads one value in its place."""
    inner = unwrapped_optional(cls, hook)
    if inner is not None:
        code.add(at, f"if {name} is not None:")
        _read(code, at + 1, name, inner, ready(converter.get_structure_hook(inner)), converter)
        return
    called = f"{name} = {code.named(ready(hook))}({name}, {code.named(cls)})"
    if cls is str and hook is scalars.read_text:
        code.add(at, f"if type({name}) is not str or not {name}.isascii(): {called}")
    elif kind := next((kind for kind, read, _ in _TYPED if cls is kind and hook is read), None):
        code.add(at, f"if type({name}) is not {kind.__name__}: {called}")
    elif members := _members(cls, hook, scalars.reader_of_codes):
        known = code.named(members)
        code.add(
            at, f"if type({name}) is str and {name} in {known}: {name} = {known}[{name}]", f"else: {called}"
        )
    elif hook is scalars.read_instant:
        usual = f"type({name}) is str and {name}[4::3] == '--T::Z' and len({name}) == 20"
        year = f"'1000' <= {name} < '9000' and ({name}[11] != '2' or {name}[12] < '4')"
        code.add(at, f"if {usual} and {year}:", f"    try: {name} = instant({name})")
        code.add(at, f"    except ValueError: {called}", f"else: {called}")
    elif hook is scalars.read_decimal:
        code.add(at, f"if type({name}) is str and len({name}) <= 30:")
        code.add(at, f"    try: found = Decimal({name})", f"    except InvalidOperation: {called}")
        usual = f"str(found) == {name} and 'E' not in {name} and found.is_finite()"
        code.add(at, "    else:", f"        if {usual}: {name} = found", f"        else: {called}")
        code.add(at, f"else: {called}")
    elif _is_row(cls, hook):
        empty = "()" if (getattr(cls, "__origin__", None)) is tuple else "[]"
        code.add(at, f"if type({name}) is list and not {name}: {name} = {empty}", f"else: {called}")
    else:
        code.add(at, called)


def _make(code: _Source, owner: Any, fields: list[Field], amend: _Hook | None) -> None:
    """Add what makes the value of its fields."""
    twin = _twin(owner, fields)
    if twin is None:
        given = ", ".join(f"{field.alias}=v{index}" for index, field in enumerate(fields))
        code.add(1, f"return owner({given})")
        return
    code.add(1, f"made = {code.named(twin)}()")
    for index, field in enumerate(fields):
        # Money takes more than a Decimal, but leaves a Decimal as it is.
        converts = field.converter is not None and field.type is not Decimal
        value = f"{code.named(field.converter)}(v{index})" if converts else f"v{index}"
        code.add(1, f"made.{field.name} = {value}")
    code.add(1, "made.__class__ = owner")
    if check := getattr(owner, "__attrs_post_init__", None):
        quick = _QUICK.get(owner)
        for index, field in enumerate(fields):
            quick = quick and quick.replace(f"<{field.name}>", f"v{index}")
        condition = f"if not ({quick}): " if quick else ""
        code.add(1, f"{condition}{code.named(check)}(made)")
    if amend:
        code.add(1, f"if type(made.content) is UnknownContent: return {code.named(amend)}(made, value)")
    code.add(1, "return made")


def _twin(owner: Any, fields: list[Field]) -> type | None:
    """A class with the same slots that is not frozen; None where the class is not one of relcore's plain ones."""
    slots = owner.__dict__.get("__slots__", ())
    known = attrs.fields(owner) if attrs.has(owner) else ()
    made_by = owner.__init__
    if not (
        owner.__module__.partition(".")[0] == "relcore"
        and set(slots) - {"__weakref__"}
        == {field.name for field in fields}
        == {field.name for field in known}
        and not any(field.validator for field in known)
        and all(field.converter is None or isinstance(field.converter, FunctionType) for field in known)
        and isinstance(made_by, FunctionType)
        and made_by.__code__.co_filename.startswith("<attrs generated")
        and not hasattr(owner, "__attrs_pre_init__")
    ):
        return None
    bases = getattr(owner, "__orig_bases__", owner.__bases__)
    try:
        twin = new_class(owner.__name__, bases, {}, lambda body: body.update(__slots__=slots))
        object.__new__(twin).__class__ = owner
    except TypeError:  # it is laid out in another way
        return None
    return twin


def generated_writer(
    owner: Any, fields: list[Field], converter: Converter, refuse: _Hook, tag: tuple[str, str] | None
) -> _Hook:
    """A function that writes an instance of a class as an object.

    Args:
        owner: the class.
        fields: all fields that its constructor takes.
        converter: it has the hooks of other types.
        refuse: what raises for a value and the error of one of its fields, or None where it is of another class.
        tag: the key, and what stands under it, by which the object says what it is.
    """
    code = _Source("def write(value):", refuse=refuse, owner=owner)
    code.add(1, "if type(value) is not owner: return refuse(value, None)", "try:")
    for index, field in enumerate(fields):
        code.add(2, f"v{index} = value.{field.name}")
        _write(code, 2, f"v{index}", field.type, field.hook, converter)
    code.add(2, "pass")
    code.add(1, "except ValueError as error: return refuse(value, error)")
    entries = [f"{field.name!r}: v{index}" for index, field in enumerate(fields)]
    entries += [f"{tag[0]!r}: {tag[1]!r}"] if tag else []
    code.add(1, f"return {{{', '.join(entries)}}}")
    made: _Hook = code.function("write")
    return made


def _write(code: _Source, at: int, name: str, cls: Any, hook: Any, converter: Converter) -> None:
    """Add what writes one value in its place."""
    inner = unwrapped_optional(cls, hook)
    if inner is not None:
        code.add(at, f"if {name} is not None:")
        _write(code, at + 1, name, inner, ready(converter.get_unstructure_hook(inner)), converter)
        return
    called = f"{name} = {code.named(ready(hook))}({name})"
    if cls is str and hook is scalars.write_text:
        code.add(at, f"if type({name}) is not str or not {name}.isascii(): {called}")
    elif kind := next((kind for kind, _, write in _TYPED if cls is kind and hook is write), None):
        code.add(at, f"if type({name}) is not {kind.__name__}: {called}")
    elif _members(cls, hook, scalars.writer_of_codes):
        code.add(
            at,
            f"{name} = {name}._value_ if type({name}) is {code.named(cls)} else {code.named(hook)}({name})",
        )
    elif _is_row(cls, hook):
        kind = getattr(cls, "__origin__", None) or cls
        code.add(at, f"if type({name}) is {kind.__name__} and not {name}: {name} = []", f"else: {called}")
    else:
        code.add(at, called)


def is_plain(fields: list[Field]) -> bool:
    """Whether source can be written for these fields: their names are names, and their types are known."""
    return all(
        field.name.isidentifier()
        and not iskeyword(field.name)
        and field.type is not None
        and not isinstance(field.type, TypeVar)
        and not getattr(field.type, "__parameters__", ())
        for field in fields
    )
