"""Every value of the model, and policy sets, to a document and back: exact, strict, with every fault at once.

:func:`write_document` and :func:`read_document` speak JSON text that says what it is and in which version,
:func:`write_lines` and :func:`read_lines` whole histories, :func:`write_policy_set` and :func:`read_policy_set` rules
in a file; :func:`json_schema` tells what may stand in each. For single values, :func:`dumps` and :func:`loads` speak
JSON text, :func:`to_document` and :func:`from_document` plain dicts and lists. :func:`make_converter` and
:func:`configure_converter` give the same hooks to those who use cattrs.
:func:`country_zones` is here because this is where zones are looked up by their names.
"""

from relcore.serialization.converters import configure_converter, make_converter
from relcore.serialization.countries import country_zones
from relcore.serialization.documents import dumps, from_document, loads, to_document
from relcore.serialization.envelopes import Document, Kept, read_document, write_document
from relcore.serialization.limits import Limits
from relcore.serialization.lines import LineFault, read_lines, write_lines
from relcore.serialization.policy_sets import read_policy_set, write_policy_set
from relcore.serialization.registry import BUILT_IN, Registry
from relcore.serialization.schemas import json_schema
from relcore.serialization.standards import standard
from relcore.serialization.versions import Version

__all__ = [
    "BUILT_IN",
    "Document",
    "Kept",
    "Limits",
    "LineFault",
    "Registry",
    "Version",
    "configure_converter",
    "country_zones",
    "dumps",
    "from_document",
    "json_schema",
    "loads",
    "make_converter",
    "read_document",
    "read_lines",
    "read_policy_set",
    "standard",
    "to_document",
    "write_document",
    "write_lines",
    "write_policy_set",
]
