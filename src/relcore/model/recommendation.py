"""What should be done next, as the value that recommenders make and contact rules judge."""

from datetime import datetime

from attrs import frozen

from relcore.model.decision import Reason
from relcore.model.instants import to_instant
from relcore.model.validation import check_member, check_members, check_text, check_values
from relcore.vocabulary import Channel, Purpose

__all__ = ["Recommendation"]


@frozen(kw_only=True)
class Recommendation:
    """One thing to do for a customer.

    Args:
        kind: what to do, an open set such as ``"follow_up"``.
        relationship_id: for which relationship.
        occasion: what it is due to, such as the id of a purchase; never the clock.
        purpose: what a consent would have to be given for.
        channels: the channels by which it may be done; none for an internal task.
        due: the last good instant to do it, where there is one.
        reasons: why.
    """

    kind: str
    relationship_id: str
    occasion: str
    purpose: Purpose
    channels: tuple[Channel, ...] = ()
    due: datetime | None = None
    reasons: tuple[Reason, ...] = ()

    def __attrs_post_init__(self) -> None:
        check_text(self.kind, "Recommendation.kind")
        check_text(self.relationship_id, "Recommendation.relationship_id")
        check_text(self.occasion, "Recommendation.occasion")
        check_member(self.purpose, Purpose, "Recommendation.purpose")
        check_members(self.channels, Channel, "Recommendation.channels")
        if self.due is not None:
            object.__setattr__(self, "due", to_instant(self.due, "Recommendation.due"))
        check_values(self.reasons, Reason, "Recommendation.reasons")

    @property
    def key(self) -> str:
        """The same for the same thing to do, whenever it is asked for."""
        return f"{self.relationship_id}/{self.kind}/{self.occasion}"
