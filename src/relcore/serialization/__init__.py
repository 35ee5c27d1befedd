"""Every value of the model, and policy sets, to a document and back: exact, strict, with every fault at once.

:func:`dumps` and :func:`loads` speak JSON text, :func:`to_document` and :func:`from_document` plain dicts and
lists. :func:`make_converter` and :func:`configure_converter` give the same hooks to those who use cattrs.
:func:`country_zones` is here because this is where zones are looked up by their names.
"""

from relcore.serialization.converters import configure_converter, make_converter
from relcore.serialization.countries import country_zones
from relcore.serialization.documents import dumps, from_document, loads, to_document
from relcore.serialization.registry import BUILT_IN, Registry

__all__ = [
    "BUILT_IN",
    "Registry",
    "configure_converter",
    "country_zones",
    "dumps",
    "from_document",
    "loads",
    "make_converter",
    "to_document",
]
