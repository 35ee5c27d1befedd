"""An opening balance counts as if its purchases had been recorded before the log began, as far as totals can know.

What they don't know stays unknown: no purchase is remembered that could be cancelled, rated or followed up, and no
window of time counts what was bought before it. The purchases are tallied once more by themselves, in every episode:
so a cancellation after them leads back to their last day, and that day counts once.
"""

from datetime import UTC, date, datetime, time, tzinfo

from relcore.kernel.draft import Draft
from relcore.kernel.effects.commerce import amount_of, keep_category
from relcore.kernel.fold import Fold, mismatch
from relcore.kernel.making import make_tally
from relcore.lifecycle import BEFORE_THE_LOG
from relcore.model.contents import Content, OpeningBalance
from relcore.model.decision import Reason
from relcore.model.instants import EARLIEST, local_day
from relcore.model.interaction import Interaction
from relcore.vocabulary import Comparison, Stage

__all__ = ["begin_with"]

_NOON = time(12)


def begin_with(fold: Fold, interaction: Interaction[Content], content: OpeningBalance) -> None:
    """Count what was bought before the log began; refused where anything was recorded before, or silence ended it."""
    draft, at = fold.draft, interaction.at
    refused = _misfit(draft, interaction, content)
    if refused is not None:
        fold.refuse(content.kind, refused)
        return
    if content.spent is None:
        fold.forget("spent")
    else:
        draft.spent = amount_of(draft, content.spent, interaction, "spent")
    draft.purchases = content.purchases
    draft.purchase_days = draft.episode_purchase_days = content.purchase_days
    draft.first_purchase_on, draft.last_purchase_on = content.first_on, content.last_on
    if not content.categories:
        fold.forget("categories")
    for category in content.categories:
        keep_category(fold, category)
    met = draft.last_interaction_on
    draft.interaction_days += content.purchase_days - (met == content.last_on)
    draft.last_interaction_on = content.last_on if met is None else max(met, content.last_on)
    first = _instant(content.first_on, draft.zone, at)
    last = _instant(content.last_on, draft.zone, at)
    draft.engaged_at = max(draft.engaged_at, last)
    bought = (interaction.id,)
    if len(draft.tallies) < fold.memory.kinds:
        evidence = bought if "purchase" in fold.counted else ()
        draft.tallies["purchase"] = make_tally(content.purchases, first, last, evidence)
    else:
        fold.forget("tallies")
    draft.tallies[BEFORE_THE_LOG] = make_tally(content.purchases, first, last, bought)
    fold.limits_changed()


def _misfit(draft: Draft, interaction: Interaction[Content], content: OpeningBalance) -> Reason | None:
    """Why it can't be what the relationship begins with."""
    id, earlier = interaction.id, draft.revision - 1
    if earlier:
        return Reason("recorded_before", False, earlier, Comparison.AT_MOST, 0, "interactions", (id,))
    if draft.stage is Stage.DISSOLUTION:
        return mismatch("no_edge", draft.stage, content.kind, "event", id)
    today = local_day(interaction.at, draft.zone)
    if content.last_on > today:
        told, known = content.last_on.isoformat(), today.isoformat()
        return Reason("bought_until", False, told, Comparison.AT_MOST, known, "day", (id,))
    return None


def _instant(day: date, zone: tzinfo, at: datetime) -> datetime:
    """The middle of a day, which is farthest from both of its ends; of today no later than now."""
    noon = datetime.combine(day, _NOON, tzinfo=zone).astimezone(UTC)
    return max(EARLIEST, min(noon, at))
