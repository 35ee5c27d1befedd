"""What every contact rule of the library answers with, and what it states of itself.

A rule that does not allow says why. One that defers says from when on it would allow: the first such instant.
"""

from datetime import datetime
from typing import Final, Protocol

from relcore.model.decision import Decision, Reason
from relcore.vocabulary import Verdict

__all__ = ["ALLOWED", "Named", "deferred", "name_of", "refused"]

ALLOWED: Final = Decision(Verdict.ALLOWED, "", (), "")
"""Nothing speaks against it: one decision, shared by all that allow."""


class Named(Protocol):
    """What has a code that decisions name it by."""

    @property
    def code(self) -> str:
        """The stable code of the rule."""
        ...


def name_of(rule: object) -> str:
    """What decisions call a rule: its code, with its own name where several of the same sort stand in a set."""
    code = str(getattr(rule, "code", type(rule).__name__))
    name = getattr(rule, "name", None)
    return f"{code}.{name}" if isinstance(name, str) else code


def refused(rule: Named, *reasons: Reason) -> Decision:
    """It may not be done, however long one waits."""
    return Decision(Verdict.REFUSED, name_of(rule), reasons, "")


def deferred(rule: Named, until: datetime, *reasons: Reason) -> Decision:
    """It may not be done now, and from an instant on it may."""
    return Decision(Verdict.DEFERRED, name_of(rule), reasons, "", until)
