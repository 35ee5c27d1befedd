"""What an independent validator says of a document, with the paths that relcore's own faults have."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from jsonschema.exceptions import ValidationError  # type: ignore[import-untyped]

from relcore.serialization import BUILT_IN, Registry, to_document
from relcore.serialization.envelopes import SCHEMAS
from relcore.serialization.faults import inside
from relcore.serialization.schemas import json_schema

__all__ = ["NAMES", "accepts", "enveloped", "paths", "validator"]

NAMES = {cls: name for name, cls in SCHEMAS.items()}


@cache
def validator(name: str, registry: Registry = BUILT_IN) -> Draft202012Validator:
    return Draft202012Validator(json_schema(name, registry=registry))


def enveloped(value: Any, registry: Registry = BUILT_IN) -> dict[str, Any]:
    """The document of a value as it stands by itself."""
    document: dict[str, Any] = to_document(value, registry=registry)
    return {"schema": f"{NAMES[type(value)]}/1.0", **document}


def accepts(document: Any, name: str, registry: Registry = BUILT_IN) -> bool:
    return bool(validator(name, registry).is_valid(document))


def paths(document: Any, name: str, registry: Registry = BUILT_IN) -> set[str]:
    """Where a document has faults, by its schema."""
    return {path for error in validator(name, registry).iter_errors(document) for path in _paths(error)}


def _paths(error: ValidationError) -> Iterator[str]:
    here = "$"
    for step in error.absolute_path:
        here = inside(here, step)
    match error.validator:
        case "required":
            yield from (inside(here, key) for key in error.validator_value if key not in error.instance)
        case "additionalProperties" if error.validator_value is False:
            yield from (inside(here, key) for key in error.instance if key not in error.schema["properties"])
        case "oneOf" | "anyOf":
            yield from _paths_of_choice(error, here)
        case _:
            yield here


def _paths_of_choice(error: ValidationError, here: str) -> Iterator[str]:
    """Of several ways in which something may stand, those of the one that it says it is."""
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.schema_path[0], []).append(inner)
    said = [errors for errors in branches.values() if not any(map(_is_no_such_thing, errors))]
    tags = {tag for inner in error.context or () if (tag := _tag_of_another(inner)) is not None}
    if len(said) == 1:
        for inner in said[0]:
            yield from _paths(inner)
    elif tags and isinstance(error.instance, dict):
        yield inside(here, tags.pop())
    else:
        yield here


def _is_no_such_thing(error: ValidationError) -> bool:
    """Whether it says of something that it is not of that kind, or of that type, at all."""
    return _tag_of_another(error) is not None or (error.validator == "type" and not error.relative_path)


def _tag_of_another(error: ValidationError) -> str | None:
    """The key by which something says what it is, where it says something else, or nothing."""
    if error.validator in ("const", "not") and list(error.relative_path) in (["is"], ["kind"]):
        return str(error.relative_path[0])
    if error.validator == "required" and not error.relative_path:
        return next(
            (t for t in ("is", "kind") if t in error.validator_value and t not in error.instance), None
        )
    return None
