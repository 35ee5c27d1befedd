"""What buying and giving back do to the state: amounts go up and down, counts stay honest."""

from decimal import Decimal

from attrs import evolve

from relcore.errors import CurrencyError
from relcore.kernel.draft import Draft
from relcore.kernel.effects.contact import engage
from relcore.kernel.fold import Fold, fact, mismatch
from relcore.model.contents import Content, Purchase, Return
from relcore.model.decision import Reason
from relcore.model.instants import local_day
from relcore.model.interaction import Interaction
from relcore.model.money import EXACT, Money
from relcore.model.relationship import PurchaseMemory
from relcore.vocabulary import Aspect, Comparison, Role, Stage

__all__ = ["become_customer", "purchase", "take_back"]


def _amount(draft: Draft, money: Money, interaction: Interaction[Content]) -> Decimal:
    if draft.currency is None:
        draft.currency = money.currency
    elif draft.currency != money.currency:
        raise CurrencyError(
            f"{type(interaction.content).__name__}.amount",
            str(money),
            f"an amount in {draft.currency}, the relationship's one currency",
            f"Convert it at the rate of {interaction.at:%Y-%m-%d} before recording interaction"
            f" {interaction.id!r}, or keep another relationship for {money.currency}.",
        )
    return money.amount


def purchase(fold: Fold, interaction: Interaction[Content], content: Purchase) -> None:
    """Count a purchase, its day and category, and remember it. Whoever enters it, the customer has acted."""
    engage(fold, interaction)
    draft = fold.draft
    amount = _amount(draft, content.amount, interaction)
    day = local_day(interaction.at, draft.zone)
    if draft.last_purchase_on is not None and day < draft.last_purchase_on:
        day = draft.last_purchase_on  # clocks that are set back at midnight repeat a part of the day before
    opens_day = day != draft.last_purchase_on
    opens_episode_day = opens_day or draft.episode_purchase_days == 0
    if opens_day:
        draft.purchase_days += 1
        draft.last_purchase_on = day
        if draft.purchases == 0:
            draft.first_purchase_on = day
    if opens_episode_day:
        draft.episode_purchase_days += 1
    draft.spent = EXACT.add(draft.spent, amount)
    draft.purchases += 1
    category = content.category
    if category is not None and category not in draft.categories:
        if len(draft.categories) < fold.memory.categories:
            draft.categories = (*draft.categories, category)
        else:
            fold.forget("categories")
    made = PurchaseMemory(interaction.id, day, amount, draft.episode, category, opens_day, opens_episode_day)
    draft.recent_purchases = (*draft.recent_purchases, made)[-fold.memory.purchases :]
    fold.limits_changed()


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
    refund = found.amount if content.amount is None else _amount(draft, content.amount, interaction)
    if refund > found.amount:
        evidence = (interaction.id, found.id)
        unit = draft.currency or ""
        reason = Reason("return_amount", False, refund, Comparison.AT_MOST, found.amount, unit, evidence)
        fold.refuse("return", reason)
        return
    draft.spent = EXACT.subtract(draft.spent, refund)
    left = evolve(found, amount=EXACT.subtract(found.amount, refund), cancelled=content.cancels)
    _replace(draft, left)
    if content.cancels:
        _uncount(fold, left)
    fold.limits_changed()


def _take_back_unremembered(fold: Fold, interaction: Interaction[Content], content: Return) -> None:
    draft = fold.draft
    tally = draft.tallies.get("purchase")
    ever = draft.past_counts.get("purchase", 0) + (0 if tally is None else tally.count)
    forgotten = "tallies" in draft.forgotten or ever > len(draft.recent_purchases)
    if forgotten and content.amount is not None:
        refund = _amount(draft, content.amount, interaction)
        if refund <= draft.spent:
            draft.spent = EXACT.subtract(draft.spent, refund)
            if not content.cancels:
                return
    expected = "remembered" if forgotten else "recorded"
    evidence = (interaction.id, content.purchase_id)
    fold.refuse("return", mismatch("purchase_known", None, expected, "purchase", *evidence))


def _uncount(fold: Fold, gone: PurchaseMemory) -> None:
    draft = fold.draft
    current = draft.episode if draft.stage is not Stage.DISSOLUTION else None
    standing = [p for p in draft.recent_purchases if not p.cancelled]
    same_day = [p for p in standing if p.on == gone.on]
    same_episode = [p for p in same_day if p.episode == gone.episode]
    draft.purchases -= 1
    if gone.opens_day:
        if same_day:
            _replace(draft, evolve(same_day[0], opens_day=True))
        else:
            draft.purchase_days -= 1
    if gone.opens_episode_day:
        if same_episode:
            heir = next(p for p in draft.recent_purchases if p.id == same_episode[0].id)
            _replace(draft, evolve(heir, opens_episode_day=True))
        elif gone.episode == current:
            draft.episode_purchase_days -= 1
    draft.last_purchase_on = standing[-1].on if standing else None
    if len(standing) == draft.purchases:
        draft.first_purchase_on = standing[0].on if standing else None
        kept = (p.category for p in standing if p.episode == current and p.category is not None)
        draft.categories = tuple(dict.fromkeys(kept))[: fold.memory.categories]
        return
    if not standing:
        fold.forget("purchase_days")
    if gone.category is not None and gone.episode == current:
        fold.forget("categories")


def _replace(draft: Draft, memory: PurchaseMemory) -> None:
    draft.recent_purchases = tuple(memory if p.id == memory.id else p for p in draft.recent_purchases)
