"""The JSON Schema (2020-12) of every document of its own, made from the classes themselves.

What a schema says is what the classes say: their fields and types, their docstrings, and the bounds that they check.
Rules between several fields are beyond it: what a schema accepts, relcore may still refuse, and never the other way.
"""

from typing import Any, Final

from relcore.errors import FieldError
from relcore.policy_set import PolicySet
from relcore.serialization.envelopes import SCHEMAS
from relcore.serialization.registry import BUILT_IN, Registry
from relcore.serialization.schemas.scalars import reference
from relcore.serialization.schemas.walker import Schema, Walker
from relcore.serialization.spelling import nearest
from relcore.serialization.versions import VERSION

__all__ = ["json_schema"]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_PARTS: Final = {"folding": "FoldingRules", "advising": "AdvisingRules"}
_SET_OR_OVERLAY: Final[Schema] = {
    "title": "PolicySet",
    "description": "A whole policy set; or an overlay, which names its base and only what changes.",
    "type": "object",
    "if": {"required": ["base"]},
    "then": reference("Overlay"),
    "else": reference("PolicySet"),
}
_STATED: Final = "The name and version of the schema in which the document is written."


def json_schema(name: str, *, registry: Registry = BUILT_IN) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a document of its own, as :func:`write_document` writes it.

    Args:
        name: the name of the schema, such as ``"relcore.customer"``.
        registry: the classes of third parties; they get definitions of their own.

    Returns:
        A plain dict. Descriptions are those of the docstrings: under ``python -OO`` there are none.

    Raises:
        FieldError: there is no schema of that name.
        RegistryError: a class has a field of a type that documents cannot hold.

    >>> schema = json_schema("relcore.customer")
    >>> schema["$id"], schema["required"]
    ('urn:relcore:schema:customer:1.0', ['schema', 'id', 'name'])
    >>> schema["properties"]["name"]
    {'type': 'string', 'minLength': 1, 'description': 'the name of the person or the organisation.'}
    """
    cls = SCHEMAS.get(name) if isinstance(name, str) else None
    if cls is None:
        near = nearest(name, SCHEMAS)
        remedy = f"Did you mean {near!r}?" if near else "Ask for one of these."
        raise FieldError("name", name, f"one of {', '.join(SCHEMAS)}", remedy)
    walker = Walker(registry)
    record = walker.record(cls)
    stated = {"schema": _version_of(name)}
    record["properties"] = stated | record["properties"]
    record["required"] = ["schema", *record["required"]]
    made = {"$schema": _DIALECT, "$id": f"urn:relcore:schema:{name.removeprefix('relcore.')}:{VERSION}"}
    if cls is PolicySet:
        sets = {"Overlay": _overlay(stated, record, walker.definitions), "PolicySet": record}
        return {**made, **_SET_OR_OVERLAY, "$defs": dict(sorted({**walker.definitions, **sets}.items()))}
    return {**made, **record, "$defs": walker.definitions}


def _version_of(name: str) -> Schema:
    pattern = f"^{name.replace('.', chr(92) + '.')}/{VERSION.major}\\.(?:0|[1-9][0-9]{{0,5}})$"
    return {"description": _STATED, "type": "string", "pattern": pattern}


def _overlay(stated: Schema, whole: Schema, definitions: Schema) -> Schema:
    """What an overlay may say of a set: the keys are known, and what is within them is judged when it is laid on."""
    text = {"type": "string", "minLength": 1}
    parts = {
        part: {**cls, "properties": {name: _changed(one) for name, one in cls["properties"].items()}}
        for part, cls in ((part, {**definitions[name], "required": []}) for part, name in _PARTS.items())
    }
    base = {
        "description": "The set that it changes.",
        "type": "object",
        "properties": {"name": text, "digest": text},
        "required": ["name", "digest"],
        "additionalProperties": False,
    }
    own = {name: whole["properties"][name] for name in ("name", "version")}
    return {
        "title": "Overlay",
        "description": "What another policy set has otherwise.",
        "type": "object",
        "properties": {**stated, **own, "base": base, **parts},
        "required": ["schema", "name", "version", "base"],
        "additionalProperties": False,
    }


def _changed(schema: Schema) -> Schema:
    """What an overlay may have where a set has something: a part of an object, and of several only some, by name."""
    told = {key: schema[key] for key in ("description",) if key in schema}
    by_name = {"type": "object", "additionalProperties": {"anyOf": [{"type": "object"}, {"const": False}]}}
    match schema.get("type"):
        case "object":
            return {**told, **by_name}
        case "array":
            return {**told, "anyOf": [by_name, {"type": "array", "items": schema["items"]}]}
        case None:
            return {**told, "type": "object"}
        case _:
            return {key: one for key, one in schema.items() if key != "default"}
