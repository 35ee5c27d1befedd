"""What every content has in common: a kind, and the side and department that it comes from by default."""

from typing import Protocol, runtime_checkable

from relcore.vocabulary import Department, Direction

__all__ = ["Content"]


@runtime_checkable
class Content(Protocol):
    """What an interaction was about: one small frozen value of a registered kind.

    Built-in kinds are bare words; the kinds of third parties carry a namespace, as in ``"acme.points"``.
    A class states all three as class variables.
    """

    @property
    def kind(self) -> str:
        """The stable code under which it is tallied, tabled and serialised."""
        ...

    @property
    def direction(self) -> Direction:
        """Who acts towards whom, unless the interaction says otherwise."""
        ...

    @property
    def department(self) -> Department:
        """The department concerned, unless the interaction says otherwise."""
        ...
