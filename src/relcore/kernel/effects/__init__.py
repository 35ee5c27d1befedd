"""What each content does to the state: one function a kind. A kind that is not here is tallied, and no more."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from relcore.kernel.effects.administration import adopt_rules, change_owner, change_type
from relcore.kernel.effects.balance import begin_with
from relcore.kernel.effects.commerce import become_customer, purchase, take_back
from relcore.kernel.effects.concerns import (
    answer_question,
    await_customer,
    open_concern,
    open_question,
    reopen,
    resolve,
    withdraw,
)
from relcore.kernel.effects.contact import converse, engage, note, reach_out, send
from relcore.kernel.effects.events import carry_out, concerned, do_work, keep_event, leave_cart
from relcore.kernel.effects.items import acknowledge, escalate, keep_change, keep_opportunity
from relcore.kernel.effects.promises import deliver, keep_promise, renegotiate
from relcore.kernel.effects.voice import hear, introduce, know_share, read_satisfaction
from relcore.kernel.fold import Fold
from relcore.model.contents import (
    AbandonedCart,
    Acknowledged,
    Answered,
    AwaitingCustomer,
    Concern,
    Conversation,
    CustomerChanged,
    Delivered,
    Escalated,
    Introduction,
    Message,
    Note,
    OpeningBalance,
    Opportunity,
    OwnerChanged,
    Promise,
    Purchase,
    Question,
    Renegotiated,
    Reopened,
    Resolved,
    Return,
    RulesAdopted,
    SatisfactionReading,
    ShareOfWallet,
    Statement,
    TypeChanged,
    Withdrawn,
    WorkDone,
)
from relcore.model.interaction import Interaction

__all__ = ["EFFECTS", "become_customer", "carry_out", "concerned", "engage", "keep_event", "reach_out"]

EFFECTS: Final[Mapping[type, Callable[[Fold, Interaction[Any], Any], None]]] = {
    AbandonedCart: leave_cart,
    Acknowledged: acknowledge,
    Answered: answer_question,
    AwaitingCustomer: await_customer,
    Concern: open_concern,
    Conversation: converse,
    CustomerChanged: keep_change,
    Delivered: deliver,
    Escalated: escalate,
    Introduction: introduce,
    Message: send,
    Note: note,
    OpeningBalance: begin_with,
    Opportunity: keep_opportunity,
    OwnerChanged: change_owner,
    Promise: keep_promise,
    Purchase: purchase,
    Question: open_question,
    Renegotiated: renegotiate,
    Reopened: reopen,
    Resolved: resolve,
    Return: take_back,
    RulesAdopted: adopt_rules,
    SatisfactionReading: read_satisfaction,
    ShareOfWallet: know_share,
    Statement: hear,
    TypeChanged: change_type,
    Withdrawn: withdraw,
    WorkDone: do_work,
}
"""The effect of each content class."""
