"""A fault names the known word that is nearest to what was written."""

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["nearest"]

_LONGEST = 80


def nearest(written: object, known: Iterable[str]) -> str | None:
    """The known word that looks most like what was written; None where nothing does.

    >>> nearest("amuont", ["amount", "currency"])
    'amount'
    """
    if not isinstance(written, str):
        return None
    words = list(known)
    lowered = {word.lower(): word for word in reversed(words)}
    found = get_close_matches(written[:_LONGEST].lower(), lowered, n=1)
    return lowered[found[0]] if found else None
