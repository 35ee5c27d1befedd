"""What buying and giving back do to the state: amounts go up and down, counts stay honest."""

from datetime import UTC, date
from decimal import Decimal

from attrs import evolve

from relcore.errors import CurrencyError
from relcore.kernel.counting import running_window
from relcore.kernel.draft import Draft
from relcore.kernel.effects.contact import engage
from relcore.kernel.effects.items import settle_item
from relcore.kernel.fold import Fold, fact, mismatch
from relcore.kernel.making import make_item, make_purchase
from relcore.lifecycle import BEFORE_THE_LOG
from relcore.model.contents import Content, Purchase, Return
from relcore.model.decision import Reason
from relcore.model.instants import local_day
from relcore.model.interaction import Interaction
from relcore.model.memories import PurchaseMemory
from relcore.model.money import EXACT, Money
from relcore.vocabulary import Aspect, Comparison, CountedAs, Direction, Party, Role, Stage

__all__ = ["amount_of", "become_customer", "keep_category", "purchase", "take_back"]

_HEARD = frozenset({Direction.INBOUND, Direction.BETWEEN_CUSTOMERS})  # who acted was heard already
_DAY, _EPISODE_DAY, _FURTHER = CountedAs.DAY, CountedAs.EPISODE_DAY, CountedAs.FURTHER
_NO_EPISODE = 0  # bought after an ending, unless it opens the next one


def amount_of(
    draft: Draft, money: Money, interaction: Interaction[Content], field: str = "amount"
) -> Decimal:
    """An amount in the one currency of the relationship, which the first amount settles."""
    if draft.currency is None:
        draft.currency = money.currency
    elif draft.currency != money.currency:
        raise CurrencyError(
            f"{type(interaction.content).__name__}.{field}",
            str(money),
            f"an amount in {draft.currency}, the relationship's one currency",
            f"Convert it at the rate of {interaction.at:%Y-%m-%d} before recording interaction"
            f" {interaction.id!r}, or keep another relationship for {money.currency}.",
        )
    return money.amount


def purchase(fold: Fold, interaction: Interaction[Content], content: Purchase) -> None:
    """Count a purchase, its day and category, and remember it. Whoever enters it, the customer has acted."""
    if interaction.direction not in _HEARD:
        engage(fold, interaction, interaction.to)
    draft = fold.draft
    amount = amount_of(draft, content.amount, interaction)
    at = interaction.at
    day = at.date() if draft.zone is UTC else local_day(at, draft.zone)
    if draft.last_purchase_on is not None and day < draft.last_purchase_on:
        day = draft.last_purchase_on  # clocks that are set back at midnight repeat a part of the day before
    met = draft.last_interaction_on
    if met is not None and day == met:
        day = met  # one value in the state, not two that are equal
    counted = _FURTHER
    if day != draft.last_purchase_on:
        counted = _DAY
        draft.purchase_days += 1
        draft.episode_purchase_days += 1
        draft.last_purchase_on = day
        if draft.purchases == 0:
            draft.first_purchase_on = day
    elif draft.episode_purchase_days == 0 or not _counted_in_episode(draft, day):
        counted = _EPISODE_DAY
        draft.episode_purchase_days += 1
    draft.spent = EXACT.add(draft.spent, amount)
    draft.purchases += 1
    category = content.category
    if category is not None and category not in draft.categories:
        keep_category(fold, category)
    made = make_purchase(
        interaction.id,
        day,
        amount,
        draft.episode if draft.stage is not Stage.DISSOLUTION else _NO_EPISODE,
        category,
        content.motive,
        counted,
    )
    draft.recent_purchases = (*draft.recent_purchases, made)[-fold.memory.purchases :]
    if content.to_deliver:
        fold.own_items()[interaction.id] = make_item(
            interaction.id, "delivery", interaction.at, Party.COMPANY, category=category
        )
    window = running_window(fold, interaction.at)
    window.spent = EXACT.add(window.spent, amount)
    if window.spent == draft.spent:
        window.spent = draft.spent  # one value in the state, not two that are equal
    fold.limits_changed()


def keep_category(fold: Fold, category: str) -> None:
    """One more product category was bought, if there is room for it."""
    draft = fold.draft
    if len(draft.categories) < fold.memory.categories:
        draft.categories = (*draft.categories, category)
    else:
        fold.forget("categories")


def _counted_in_episode(draft: Draft, day: date) -> bool:
    """Whether a day counts already: one of another episode, or of none, does not."""
    if day == _last_before(draft):
        return True
    return any(
        p.on == day and p.episode == draft.episode and not p.cancelled
        for p in reversed(draft.recent_purchases)
    )


def _last_before(draft: Draft) -> date | None:
    """The last purchase day that an opening balance told of, where there is one."""
    before = draft.tallies.get(BEFORE_THE_LOG)
    return None if before is None else local_day(before.last_at, draft.zone)


def become_customer(fold: Fold, interaction: Interaction[Content]) -> None:
    """The first purchase makes a prospect a customer; id and history stay."""
    fold.draft.role = Role.CUSTOMER
    fold.change(
        Aspect.ROLE,
        Role.PROSPECT,
        Role.CUSTOMER,
        at=interaction.at,
        cause=interaction.id,
        policy="first_purchase",
        reasons=(fact("purchase", "purchase", "event", interaction.id),),
    )


def take_back(fold: Fold, interaction: Interaction[Content], content: Return) -> None:
    """Lower the amount of a purchase; a cancellation of one that is remembered undoes its counts too."""
    draft = fold.draft
    found = next((p for p in draft.recent_purchases if p.id == content.purchase_id), None)
    if found is None:
        _take_back_unremembered(fold, interaction, content)
        return
    if found.cancelled:
        reason = mismatch("purchase_standing", "cancelled", "standing", "purchase", interaction.id, found.id)
        fold.refuse("return", reason)
        return
    refund = found.amount if content.amount is None else amount_of(draft, content.amount, interaction)
    if refund > found.amount:
        evidence = (interaction.id, found.id)
        unit = draft.currency or ""
        reason = Reason("return_amount", False, refund, Comparison.AT_MOST, found.amount, unit, evidence)
        fold.refuse("return", reason)
        return
    _pay_back(fold, interaction, refund)
    amount = EXACT.subtract(found.amount, refund)
    counted = CountedAs.CANCELLED if content.cancels else found.counted
    _replace(draft, evolve(found, amount=amount, counted=counted))
    if content.cancels:
        _uncount(fold, found)
        _call_off(fold, interaction, found.id)
    fold.limits_changed()


def _call_off(fold: Fold, interaction: Interaction[Content], purchase_id: str) -> None:
    """There is nothing left to deliver."""
    item = fold.draft.items.get(purchase_id)
    if item is not None and item.kind == "delivery":
        settle_item(fold, interaction, item, "cancelled")


def _pay_back(fold: Fold, interaction: Interaction[Content], refund: Decimal) -> None:
    """Less is spent in all, and in the window in which the money goes back."""
    fold.draft.spent = EXACT.subtract(fold.draft.spent, refund)
    window = running_window(fold, interaction.at)
    window.spent = EXACT.subtract(window.spent, refund)


def _take_back_unremembered(fold: Fold, interaction: Interaction[Content], content: Return) -> None:
    draft = fold.draft
    tally = draft.tallies.get("purchase")
    ever = draft.past_counts.get("purchase", 0) + (0 if tally is None else tally.count)
    forgotten = "tallies" in draft.forgotten or ever > len(draft.recent_purchases)
    if forgotten and content.amount is not None:
        refund = amount_of(draft, content.amount, interaction)
        if refund <= _spent_on_others(draft):
            _pay_back(fold, interaction, refund)
            if not content.cancels:
                return
            _call_off(fold, interaction, content.purchase_id)
    expected = "remembered" if forgotten else "recorded"
    evidence = (interaction.id, content.purchase_id)
    fold.refuse("return", mismatch("purchase_known", None, expected, "purchase", *evidence))


def _spent_on_others(draft: Draft) -> Decimal:
    """What was spent on purchases that are not remembered: no more of it can come back."""
    left = draft.spent
    for remembered in draft.recent_purchases:
        left = EXACT.subtract(left, remembered.amount)
    return left


def _uncount(fold: Fold, gone: PurchaseMemory) -> None:
    draft = fold.draft
    standing = [p for p in draft.recent_purchases if not p.cancelled]
    same_day = [p for p in standing if p.on == gone.on]
    same_episode = [p for p in same_day if p.episode == gone.episode]
    draft.purchases -= 1
    counts = gone.episode == draft.episode
    if gone.counted is not _FURTHER:
        if same_episode:
            _replace(draft, evolve(same_episode[0], counted=_EPISODE_DAY))
        elif counts:
            _lower_episode_days(draft)
    if gone.counted is _DAY:
        if same_day:
            _replace(draft, evolve(same_day[0], counted=_DAY))
        else:
            draft.purchase_days -= 1
    draft.last_purchase_on = standing[-1].on if standing else None
    before = draft.tallies.get(BEFORE_THE_LOG)
    told = before is not None and len(standing) + before.count == draft.purchases
    if told and not standing:
        draft.last_purchase_on = _last_before(draft)
    if len(standing) == draft.purchases:
        draft.first_purchase_on = standing[0].on if standing else None
        kept = (p.category for p in standing if p.episode == draft.episode and p.category is not None)
        _keep_categories(draft, tuple(dict.fromkeys(kept))[: fold.memory.categories])
        return
    if not standing and not told:
        fold.forget("purchase_days")
    if gone.category is not None and counts:
        fold.forget("categories")


def _lower_episode_days(draft: Draft) -> None:
    """One day less in the episode that runs, or that goes on if its ending is taken back."""
    if draft.stage is not Stage.DISSOLUTION:
        draft.episode_purchase_days -= 1
    elif draft.ending is not None and (left := draft.ending.suspended) is not None:
        left = evolve(left, purchase_days=left.purchase_days - 1)
        draft.ending = evolve(draft.ending, suspended=left)


def _keep_categories(draft: Draft, categories: tuple[str, ...]) -> None:
    if draft.stage is not Stage.DISSOLUTION:
        draft.categories = categories
    elif draft.ending is not None and (left := draft.ending.suspended) is not None:
        draft.ending = evolve(draft.ending, suspended=evolve(left, categories=categories))


def _replace(draft: Draft, memory: PurchaseMemory) -> None:
    draft.recent_purchases = tuple(memory if p.id == memory.id else p for p in draft.recent_purchases)
