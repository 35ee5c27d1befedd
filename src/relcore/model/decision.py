"""Every change and refusal carries a decision: who decided, under which rules, from what.

A reason is data: a stable code, what was measured, what was required, and the interactions that are its
evidence. Its wording lives elsewhere. From a reason follows how far it is from holding the other way.
"""

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from relcore.vocabulary import Aspect, Channel, Comparison, Verdict

__all__ = ["Change", "Decision", "Measured", "Reason"]

Measured = int | float | Decimal | str | datetime | None
"""What a metric can find: a number, a code, an instant, or None for unknown."""


@frozen(weakref_slot=False)
class Reason:
    """One thing that was looked at, and what was found.

    Args:
        code: the stable code of what was looked at, such as ``"purchase_days"``.
        holds: whether it holds; None is unknown, which is neither.
        measured: what was found; None is unknown.
        comparison: how it was held against what is required.
        required: what it was held against.
        unit: the unit of both, such as ``"days"``.
        evidence: ids of the interactions behind it, the latest of them at most.
    """

    code: str
    holds: bool | None
    measured: Measured
    comparison: Comparison
    required: Measured
    unit: str
    evidence: tuple[str, ...] = ()

    @property
    def shortfall(self) -> int | float | Decimal | None:
        """By how much it misses what is required: zero where it holds, None where that is no number.

        For *more than* and *less than* it is the distance to the bound, which itself does not suffice.
        """
        measured, required = self.measured, self.required
        if self.holds:
            return 0
        if isinstance(measured, str | datetime | None) or isinstance(required, str | datetime | None):
            return None
        return abs(Decimal(str(required)) - Decimal(str(measured)))


@frozen(weakref_slot=False)
class Decision:
    """A verdict with its reasons.

    Args:
        verdict: what was decided.
        policy: the name of the rule that decided.
        reasons: what it was decided from; of a move, all that made it so; of a contact that may not be made
            now, all that speaks against it, what decided first.
        rules: the digest of the rules in force: of the folding part, as the relationship carries it; of a
            contact, of the whole policy set.
        until: of a contact that has to wait, the first instant at which it may be made, in UTC.
        channel: of a contact, the channel that was judged, and the only one that the verdict is about.
        person: of a contact, the id of the person who would be contacted.
    """

    verdict: Verdict
    policy: str
    reasons: tuple[Reason, ...]
    rules: str
    until: datetime | None = None
    channel: Channel | None = None
    person: str | None = None


@frozen(weakref_slot=False)
class Change:
    """One side of a relationship changed, at an instant, by an interaction or by a deadline.

    Args:
        aspect: which side changed.
        before: its value before, as a code or id; None for none.
        after: its value after.
        at: when: the interaction's instant, or the deadline's own.
        cause: the id of the interaction; None where a deadline passed.
        decision: why.
        subject: the id of the item concerned, where it is about one.
    """

    aspect: Aspect
    before: str | None
    after: str | None
    at: datetime
    cause: str | None
    decision: Decision
    subject: str | None = None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons of its decision."""
        return self.decision.reasons
