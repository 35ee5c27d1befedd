"""Who has left is asked back: once the ending is final, seldom, and never where nobody should be asked."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from attrs import frozen

from relcore.model.decision import Reason
from relcore.model.ending import Ending
from relcore.model.instants import LATEST, RESOLUTION
from relcore.model.memories import CarriedOut
from relcore.model.recommendation import Recommendation
from relcore.model.relationship import Relationship
from relcore.model.validation import check_members, check_value
from relcore.policies.obligations import UnsettledGrievances
from relcore.policies.recommending.periods import LONGEST_DAYS, check_whole, first_made
from relcore.policies.recommending.proposal import Proposal
from relcore.policies.situation import Situation
from relcore.vocabulary import Channel, Comparison, EndReason, Priority, Purpose, Stage

__all__ = ["WinBack"]

_GRIEVANCES = UnsettledGrievances()


@frozen(kw_only=True)
class WinBack:
    """Asks those back who have left, from the end of the cooling-off on, for a while.

    While the ending can still be taken back, the first attempt is announced. The next one comes some time after the one
    before was carried out, as long as the while lasts. Not after every ending: not where law or fraud stands behind it,
    where the customer has ceased, or where the company itself ended what did not grow. A dissatisfied customer is not
    asked while a concern is open or a promise broken.

    Settled attempt by attempt. Once the customer answered an attempt there is no other one; and a purchase, or whatever
    else opens the next episode, ends them all.

    Emits ``ended`` and ``win_back_attempts``.

    Args:
        within_days: for how many days after the cooling-off.
        attempts: how many attempts there are at most.
        apart_days: how many days lie between them at least.
        not_after: the reasons of endings after which there is none.
        proposal: what is proposed.
    """

    code = "win_back"

    within_days: int = 90
    attempts: int = 2
    apart_days: int = 30
    not_after: tuple[EndReason, ...] = (
        EndReason.FRAUD,
        EndReason.LEGAL,
        EndReason.CEASED,
        EndReason.NO_GROWTH,
    )
    proposal: Proposal = Proposal(
        kind="win_back",
        purpose=Purpose.MARKETING,
        priority=Priority.COMMERCIAL,
        channels=(Channel.EMAIL, Channel.PHONE),
        stages=(Stage.DISSOLUTION,),
    )

    def __attrs_post_init__(self) -> None:
        check_whole(self.within_days, "WinBack.within_days", 1, LONGEST_DAYS, "Give it in days.")
        check_whole(self.attempts, "WinBack.attempts", 1, 1_000, "Two are usual.")
        check_whole(self.apart_days, "WinBack.apart_days", 1, LONGEST_DAYS, "Give it in days.")
        check_members(self.not_after, EndReason, "WinBack.not_after")
        check_value(self.proposal, Proposal, "WinBack.proposal")

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """The next attempt, or none."""
        relationship = situation.relationship
        ending = relationship.ending
        if ending is None or relationship.stage not in self.proposal.stages:
            return ()
        final_at = ending.final_at if ending.suspended is None else ending.suspended.final_at
        if final_at is None or ending.reason in self.not_after or _GRIEVANCES.measure(situation):
            return ()
        return first_made((self._made(situation, ending, final_at),))

    def _made(self, situation: Situation, ending: Ending, final_at: datetime) -> Recommendation | None:
        relationship = situation.relationship
        begins, ends = final_at + RESOLUTION, final_at + timedelta(self.within_days)
        made, latest = self._latest(relationship)
        if latest is not None:
            begins = max(begins, latest.at + timedelta(self.apart_days))
        answered = latest is not None and relationship.engaged_at > latest.at
        if made >= self.attempts or answered or begins > ends or ends >= LATEST:
            return None
        cause = () if ending.cause is None else (ending.cause,)
        tried = () if latest is None else (latest.id,)
        return self.proposal.make(
            situation,
            _attempt(relationship, made + 1),
            since=ending.at if latest is None else begins,
            reasons=(
                Reason("ended", True, ending.reason, Comparison.EQUAL_TO, ending.reason, "reason", cause),
                Reason(
                    "win_back_attempts", True, made, Comparison.LESS_THAN, self.attempts, "attempts", tried
                ),
            ),
            not_before=begins,
            expires=ends,
        )

    def _latest(self, relationship: Relationship) -> tuple[int, CarriedOut | None]:
        """How many attempts were made since this ending, and the last of them."""
        done = {one.occasion: one for one in relationship.carried_out.get(self.proposal.kind, ())}
        for number in range(self.attempts, 0, -1):
            latest = done.get(_attempt(relationship, number))
            if latest is not None:
                return number, latest
        return 0, None


def _attempt(relationship: Relationship, number: int) -> str:
    return f"episode-{relationship.episode}/attempt-{number}"
