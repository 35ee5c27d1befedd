"""A cap is a rolling window: at no instant are there more attempts behind it, whoever made them, than it allows.

An attempt counts from its instant on for the length of the window, and not at the instant at which that has
passed. Midnight means nothing to it.
"""

from bisect import bisect_right
from datetime import datetime, timedelta

from attrs import field, frozen

from relcore.errors import PolicyError
from relcore.model.decision import Decision, Reason
from relcore.model.memories import Contact
from relcore.model.recommendation import Recommendation
from relcore.model.validation import check_flag, check_text, check_value
from relcore.policies.advisory import EVIDENCE
from relcore.policies.contact.attempts import attempts, forgotten_until
from relcore.policies.contact.rule import ALLOWED, deferred
from relcore.policies.contact.scope import Scope
from relcore.policies.situation import Situation
from relcore.vocabulary import Comparison

__all__ = ["Cap"]

_DAY_HOURS = 24
_LONGEST_HOURS = 366.0 * _DAY_HOURS


@frozen
class Cap:
    """At most so many attempts of a scope to reach a person within so many hours.

    Counted are the attempts of that scope by anybody, in every relationship of the person, and those that are
    reserved: also one that lies ahead, so that no attempt makes a window too full that somebody else counts on.
    Where memory does not reach back over the window, what it let go of is taken to fill it.

    Reads the latest attempts. Emits ``contacts_within``, with the attempts as its evidence and unknown where memory
    is too short, and ``window``, which is how long the window is.

    Args:
        name: the name of the cap, by which decisions and overrides name it: ``"weekly"`` is ``cap.weekly``.
        most: how many there may be.
        within_hours: the length of the window in hours that pass, by whatever clock: 1 to 8,784.
        scope: what is counted and what is held back.
        hard: whether nobody may lift it, as where a law sets it.
    """

    code = "cap"
    asks_of_replies = False

    name: str
    most: int
    within_hours: float
    scope: Scope = field(default=Scope())
    hard: bool = False

    def __attrs_post_init__(self) -> None:
        check_text(self.name, "Cap.name")
        if type(self.most) is not int or not 1 <= self.most <= 1_000:
            remedy = "To allow none at all, say so by consent or by the agreed type."
            raise PolicyError("Cap.most", self.most, "a whole number from 1 to 1,000", remedy)
        hours = self.within_hours
        if isinstance(hours, bool) or not isinstance(hours, int | float) or not 1 <= hours <= _LONGEST_HOURS:
            expected = "a number of hours from 1 to 8,784"
            raise PolicyError("Cap.within_hours", hours, expected, "A week is 168 hours.")
        check_value(self.scope, Scope, "Cap.scope")
        check_flag(self.hard, "Cap.hard")

    @property
    def attempts_needed(self) -> int:
        """How many attempts must be remembered for it to count."""
        return self.most

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        """Allowed, or deferred until there is room."""
        if not self.scope.covers(recommendation, situation):
            return ALLOWED
        window = timedelta(hours=self.within_hours)
        found = [c for c in attempts(situation) if self.scope.holds(c.purpose, c.channel)]
        counted = [contact.at for contact in found]
        forgotten, at = forgotten_until(situation), situation.at
        # Before that instant, what nobody remembers may lie in a window with the new one.
        remembered = at if forgotten is None else forgotten + window
        if remembered <= at and self._has_room(counted, at, window):
            return ALLOWED
        later = sorted({remembered, *(one + window for one in counted)})
        until = next(
            there
            for there in later
            if there > at and there >= remembered and self._has_room(counted, there, window)
        )
        return deferred(self, until, *self._reasons(found, remembered > at, at, window))

    def _has_room(self, counted: list[datetime], at: datetime, window: timedelta) -> bool:
        """Whether no window that one more attempt at an instant lies in holds more than it may."""
        ends = [at, *(one for one in counted if at < one < at + window)]
        return all(_within(counted, end, window) < self.most for end in ends)

    def _reasons(
        self, found: list[Contact], forgotten: bool, at: datetime, window: timedelta
    ) -> tuple[Reason, ...]:
        near = [contact for contact in found if at - window < contact.at < at + window]
        instants = [contact.at for contact in near]
        fullest = max((_within(instants, end, window) for end in (at, *instants) if end >= at), default=0)
        known = fullest >= self.most or not forgotten
        cited = tuple(contact.id for contact in near[-EVIDENCE:])
        return (
            Reason(
                "contacts_within",
                False if known else None,
                fullest if known else None,
                Comparison.LESS_THAN,
                self.most,
                "contacts",
                cited,
            ),
            Reason("window", True, self.within_hours, Comparison.EQUAL_TO, self.within_hours, "hours"),
        )


def _within(counted: list[datetime], end: datetime, window: timedelta) -> int:
    """How many lie in the window that ends with an instant: those that are exactly as old no more."""
    return bisect_right(counted, end) - bisect_right(counted, end - window)
