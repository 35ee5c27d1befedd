"""What a third party's class says of a person goes as far as the class states; it has to state it."""

from collections.abc import Mapping
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass
from typing import Any, Final

from attrs import evolve, fields, has

from relcore.errors import FieldError

__all__ = ["ERASED", "without_personal"]

ERASED: Final = "[erased]"
"""What stands where a text was."""


def without_personal(content: Any) -> Any:
    """A third party's content without the fields that its class states to be personal."""
    cls = type(content)
    personal = getattr(cls, "personal", None)
    if not isinstance(personal, tuple):
        expected = "a tuple with the names of its personal fields"
        remedy = "State it in the class: personal = ('text',), or personal = () if nothing in it is personal."
        raise FieldError(f"{cls.__name__}.personal", personal, expected, remedy)
    if not personal:
        return content
    known = {one.name: one.default for one in _fields(cls) if not one.name.startswith("_")}
    changed = {name: _blank(content, name, known) for name in personal}
    try:
        if has(cls):
            return evolve(content, **changed)
        return cls(**{one.name: getattr(content, one.name) for one in _fields(cls)} | changed)
    except Exception as error:  # whatever a third party's checks raise
        remedy = (
            f"Let the class be built anew with {changed} in it; it raised {type(error).__name__}: {error}."
        )
        raise FieldError(f"{cls.__name__}.personal", personal, "fields that can be erased", remedy) from error


def _fields(cls: Any) -> tuple[Any, ...]:
    """What an attrs class or a dataclass is made of."""
    found = fields(cls) if has(cls) else dataclass_fields(cls) if is_dataclass(cls) else ()
    return tuple(one for one in found if one.init)


def _blank(content: Any, name: object, known: Mapping[str, Any]) -> Any:
    """What a personal field of a third party holds once it is erased."""
    cls = type(content)
    if not isinstance(name, str) or name not in known:
        remedy = f"Its fields are {', '.join(known) or 'none that can be set'}."
        raise FieldError(f"{cls.__name__}.personal", name, "the name of a field", remedy)
    value = getattr(content, name, None)
    if value is None or isinstance(value, str):
        return None if value is None else ERASED
    if isinstance(value, tuple):
        return ()
    if known[name] is None:
        return None
    remedy = "Let it be None by default, or leave it out of what is personal."
    raise FieldError(f"{cls.__name__}.{name}", value, "a text, a tuple, or a field that may be None", remedy)
