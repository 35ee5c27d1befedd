"""Everything pluggable has one of four shapes, each a protocol of one method.

A policy sees a situation and nothing else, a contact rule also the recommendation that it judges. Its own
parameters are fields of the value that it is; a frozen attrs class compares, prints and takes part in the
digest, and a plain class with the method works as well.
"""

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from attrs import frozen

from relcore.model.decision import Decision, Reason
from relcore.model.recommendation import Recommendation
from relcore.policies.situation import Situation

__all__ = ["ContactRule", "Criterion", "Finding", "Metric", "Recommender"]


@frozen
class Finding:
    """What a criterion found.

    Args:
        holds: true, false, or None for unknown. Only true opens an edge.
        reasons: everything that was looked at.
        because: those of them that made it so.
        to_hold: the fewest that must change for it to be true; none where it is.
        to_fail: the fewest that must change for it to be false; none where it is.
    """

    holds: bool | None
    reasons: tuple[Reason, ...]
    because: tuple[Reason, ...]
    to_hold: tuple[Reason, ...]
    to_fail: tuple[Reason, ...]

    @classmethod
    def of(cls, reason: Reason) -> "Finding":
        """The finding of a single reason, which is also what would have to change."""
        one = (reason,)
        return cls(
            reason.holds, one, one, () if reason.holds is True else one, () if reason.holds is False else one
        )

    @property
    def flip(self) -> tuple[Reason, ...]:
        """The fewest that must change for it to turn out otherwise; of an unknown one, for it to be true."""
        return self.to_fail if self.holds is True else self.to_hold


@runtime_checkable
class Metric(Protocol):
    """One number of a situation, or unknown.

    Built-in metrics also state ``code`` and ``unit``, whether they are ``steady`` (constant while nothing
    happens: only such may move a stage), the kinds of content that they ``rises_with`` and ``falls_with``, and
    their ``evidence``. A metric that states none of these is named after its class, and is taken to be moved by
    every kind.
    """

    def measure(self, situation: Situation) -> int | float | None:
        """The number, or None where it is not known."""
        ...


@runtime_checkable
class Criterion(Protocol):
    """Does this hold, and why."""

    def judge(self, situation: Situation) -> Finding:
        """What it found, with every reason."""
        ...


@runtime_checkable
class Recommender(Protocol):
    """What should be done next."""

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """Everything it proposes in this situation; nothing is an answer too."""
        ...


@runtime_checkable
class ContactRule(Protocol):
    """May this person be contacted so, now."""

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        """Allowed, deferred or refused, with reasons."""
        ...
