"""How much a document may be: whatever is sent, reading it takes bounded time and memory.

A text is measured before it is parsed, and what came of it by its levels before it is looked into; so nothing
that was read is nested so deeply that comparing, hashing or printing it would fail.
"""

from typing import Any, Final, NamedTuple

from attrs import frozen

from relcore.errors import FieldError

__all__ = ["COLLECTED", "FAULTS", "LIMITS", "Excess", "Limits", "overgrown"]

FAULTS: Final = 100
"""How many faults of one document are told."""

COLLECTED: Final = 200
"""After how many faults within one list or mapping no more are looked for."""


@frozen(kw_only=True)
class Limits:
    """How much of a document is read; what is larger is refused as a whole.

    Args:
        characters: how long a text may be, and how many values a document may hold. A text of the hostile kind
            takes up to thirty bytes of memory for each of its characters while it is read.
        depth: how many levels of objects and lists may stand in one another. Documents of relcore's own values
            have fewer than twenty.

    Raises:
        FieldError: one of them is no whole number above zero, or the depth is more than 200.

    >>> Limits(characters=100_000)
    Limits(characters=100000, depth=64)
    """

    characters: int = 8_000_000
    depth: int = 64

    def __attrs_post_init__(self) -> None:
        for name, value, most in (("characters", self.characters, None), ("depth", self.depth, 200)):
            if type(value) is not int or value < 1 or (most and value > most):
                expected = f"a whole number from 1 to {most}" if most else "a whole number above zero"
                raise FieldError(f"Limits.{name}", value, expected, "Leave it out for the usual one.")


LIMITS: Final = Limits()
"""What is read where nothing else is said."""


class Excess(NamedTuple):
    """What is too much about a document."""

    found: str
    expected: str
    remedy: str


def overgrown(document: object, limits: Limits = LIMITS) -> Excess | None:
    """What is too much about a document; None where nothing is.

    Args:
        document: plain dicts and lists. The same one may stand in it many times, or even in itself.
        limits: how much it may be.
    """
    level: list[Any] = [document]
    count = 0
    for _ in range(limits.depth):
        below: list[Any] = []
        for node in level:
            if isinstance(node, dict):
                count += len(node)
                below += [one for one in node.values() if isinstance(one, (dict, list))]
            elif isinstance(node, list):
                count += len(node)
                below += [one for one in node if isinstance(one, (dict, list))]
            if count > limits.characters:
                return Excess("too much", f"at most {limits.characters:,} values", "Split it.")
        if not below:
            return None
        level = below
    return Excess("nested too deeply", f"at most {limits.depth} levels", "Flatten it.")
