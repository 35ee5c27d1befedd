"""What each content does to the state: one function a kind. A kind that is not here is tallied, and no more."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from relcore.kernel.effects.administration import adopt_rules, change_owner, change_type
from relcore.kernel.effects.commerce import become_customer, purchase, take_back
from relcore.kernel.effects.contact import attempt, engage
from relcore.kernel.effects.obligations import (
    answer_question,
    deliver,
    open_item,
    renegotiate,
    resolve,
    withdraw,
)
from relcore.kernel.fold import Fold
from relcore.model.contents import (
    Answered,
    Concern,
    Conversation,
    Delivered,
    Message,
    Opportunity,
    OwnerChanged,
    Promise,
    Purchase,
    Question,
    Renegotiated,
    Resolved,
    Return,
    RulesAdopted,
    TypeChanged,
    Withdrawn,
)
from relcore.model.interaction import Interaction

__all__ = ["EFFECTS", "become_customer", "engage"]

EFFECTS: Final[Mapping[type, Callable[[Fold, Interaction[Any], Any], None]]] = {
    Answered: answer_question,
    Concern: open_item,
    Conversation: attempt,
    Delivered: deliver,
    Message: attempt,
    Opportunity: open_item,
    OwnerChanged: change_owner,
    Promise: open_item,
    Purchase: purchase,
    Question: open_item,
    Renegotiated: renegotiate,
    Resolved: resolve,
    Return: take_back,
    RulesAdopted: adopt_rules,
    TypeChanged: change_type,
    Withdrawn: withdraw,
}
"""The effect of each content class."""
