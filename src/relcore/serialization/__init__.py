"""Every value of the model, and policy sets, to a document and back: exact, strict, with every fault at once.

:func:`dumps` and :func:`loads` speak JSON text, :func:`to_document` and :func:`from_document` plain dicts and
lists. :func:`make_converter` and :func:`configure_converter` give the same hooks to those who use cattrs.
"""

from relcore.serialization.converters import configure_converter, make_converter
from relcore.serialization.documents import dumps, from_document, loads, to_document

__all__ = ["configure_converter", "dumps", "from_document", "loads", "make_converter", "to_document"]
