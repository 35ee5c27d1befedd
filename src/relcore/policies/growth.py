"""Does the customer take part in the growth of sales, and how far does it rely on us?

Growth is seen over two adjacent full windows of time, counted from the opening. What follows from a lack of it is
proposed to a person, and never done by itself.
"""

from collections.abc import Iterable
from datetime import datetime

from attrs import evolve, field, frozen

from relcore.model.instants import LATEST, RESOLUTION, local_day
from relcore.model.memories import Window
from relcore.model.recommendation import Recommendation
from relcore.policies.advisory import EVIDENCE, Advisory
from relcore.policies.criteria import BuiltInCriterion, at_most, built_in
from relcore.policies.protocols import Criterion
from relcore.policies.situation import Situation
from relcore.vocabulary import Purpose, Stage

__all__ = ["Dependence", "EndProposal", "Growth", "VolumeChange", "full_windows"]
_SHARE_OF_WALLET: frozenset[str] = frozenset({"share_of_wallet"})


def full_windows(situation: Situation) -> tuple[Window, Window] | None:
    """The two latest full windows, the earlier one first; None before there are two."""
    windows = situation.relationship.windows
    return None if windows is None else windows.full(situation.at)


def _bought_in(situation: Situation) -> tuple[str, ...]:
    windows, full = situation.relationship.windows, full_windows(situation)
    if windows is None or full is None:
        return ()
    zone = situation.relationship.zone
    begin = local_day(windows.begins(full[0].index), zone)
    end = local_day(windows.begins(full[1].index + 1) - RESOLUTION, zone)
    bought = situation.relationship.recent_purchases
    return tuple(p.id for p in bought if not p.cancelled and begin <= p.on <= end)[-EVIDENCE:]


@frozen
class VolumeChange(Advisory):
    """What was bought in the later of two full windows less what was bought in the earlier, in the currency."""

    code = "volume_change"
    unit = "money"

    def measure(self, situation: Situation) -> float | None:
        """The change; unknown before two full windows, or where nothing was ever bought."""
        full = full_windows(situation)
        if full is None or not situation.relationship.purchases:
            return None
        return float(full[1].spent) - float(full[0].spent)

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """The ids of the remembered purchases on the days of the two windows."""
        return _bought_in(situation)


@frozen
class Growth(Advisory):
    """The same change in percent of the earlier window, from -100 upwards."""

    code = "growth"
    unit = "percent"

    def measure(self, situation: Situation) -> float | None:
        """The percentage; unknown as the change is, and where the earlier window had nothing to compare with."""
        change, full = VolumeChange().measure(situation), full_windows(situation)
        if change is None or full is None or full[0].spent <= 0:
            return None
        return 100 * change / float(full[0].spent)

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """The ids of the remembered purchases in the two windows."""
        return _bought_in(situation)


@frozen
class Dependence:
    """How far the customer relies on the company: its share of what the customer spends on such things."""

    code = "dependence"
    unit = "percent"
    steady = True
    rises_with = _SHARE_OF_WALLET
    falls_with = _SHARE_OF_WALLET

    def measure(self, situation: Situation) -> int | None:
        """The percentage, as last stated; unknown before."""
        share = situation.relationship.knowledge.share
        return None if share is None else share.percent

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """The id of the interaction that stated it."""
        share = situation.relationship.knowledge.share
        return () if share is None else (share.id,)


def _criterion(criterion: Criterion) -> BuiltInCriterion:
    return built_in(criterion)


@frozen
class EndProposal:
    """Proposes to a person to end a live relationship that does not take part in the growth of sales.

    Args:
        criterion: when that is so: by default, where the later full window is not above the earlier one.
    """

    code = "end_proposal"

    criterion: BuiltInCriterion = field(default=at_most(VolumeChange(), 0), converter=_criterion)

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """The proposal, once for each window, with the purchases that it goes by; or none.

        It is announced for the end of the window that runs, where nothing that may still happen makes it pointless.
        """
        windows = situation.relationship.windows
        if situation.relationship.stage is Stage.DISSOLUTION or windows is None or not windows.width_seconds:
            return ()
        turn = windows.begins(windows.index(situation.at) + 1)
        moments = (
            ((situation, None), (evolve(situation, at=turn), turn)) if turn < LATEST else ((situation, None),)
        )
        return tuple(one for moment, begins in moments for one in self._propose(moment, begins))

    def _propose(self, situation: Situation, not_before: datetime | None) -> Iterable[Recommendation]:
        full = full_windows(situation)
        found = None if full is None else self.criterion.judge(situation)
        if full is None or found is None or found.holds is not True:
            return ()
        proposal = Recommendation(
            kind="end_for_no_growth",
            relationship_id=situation.relationship.id,
            occasion=f"window-{full[1].index}",
            purpose=Purpose.RELATIONSHIP,
            not_before=not_before,
            reasons=found.because,
        )
        return (proposal,)
