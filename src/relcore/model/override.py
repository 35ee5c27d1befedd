"""Somebody answers for a contact that a rule would hold back: who, why, and until when."""

from datetime import datetime

from attrs import frozen

from relcore.errors import FieldError
from relcore.model.instants import to_instant
from relcore.model.validation import check_text

__all__ = ["Override"]


@frozen(kw_only=True)
class Override:
    """One soft rule is lifted for one relationship, for a time. Hard rules are not lifted by anything.

    Args:
        relationship_id: the relationship.
        rule: the code of the rule, such as ``"no_open_concern"``, or the name of a cap, such as ``"cap.weekly"``.
        by: who answers for it.
        reason: why, in that person's words.
        since: the first instant at which it holds.
        until: the last.

    Raises:
        InstantError: an instant is naive or no instant.
        FieldError: another field holds a value that it cannot hold.
    """

    relationship_id: str
    rule: str
    by: str
    reason: str
    since: datetime
    until: datetime

    def __attrs_post_init__(self) -> None:
        for name in ("relationship_id", "rule", "by", "reason"):
            check_text(getattr(self, name), f"Override.{name}")
        for name in ("since", "until"):
            object.__setattr__(self, name, to_instant(getattr(self, name), f"Override.{name}"))
        if self.until < self.since:
            remedy = "Swap or correct the two instants."
            raise FieldError("Override.until", self.until, "an instant at or after since", remedy)
