"""What no edge may read: metrics that move with the clock, or with facts that no interaction brings."""

from typing import Final, Literal, Protocol

from relcore.policies.situation import Situation

__all__ = ["EVIDENCE", "Advisory", "Counted", "Finder"]

EVIDENCE: Final = 8
"""How many ids a reason cites at most."""


class Advisory:
    """What such a metric states of itself."""

    __slots__ = ()

    steady: Literal[False] = False
    rises_with: None = None
    falls_with: None = None


class Finder(Protocol):
    """What finds something, by id."""

    def found(self, situation: Situation) -> tuple[str, ...] | None:
        """The ids of what it counts; None where that is not known."""
        ...


class Counted:
    """A metric that counts what it finds, and cites it."""

    __slots__ = ()

    def measure(self: Finder, situation: Situation) -> int | None:
        """How many there are; None where that is not known."""
        found = self.found(situation)
        return None if found is None else len(found)

    def evidence(self: Finder, situation: Situation) -> tuple[str, ...]:
        """The ids of the latest of them."""
        return (self.found(situation) or ())[-EVIDENCE:]
