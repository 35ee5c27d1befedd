"""What an interaction can be about, in five groups; third parties add kinds of their own."""

from relcore.model.contents.administration import (
    CustomerChanged,
    Ended,
    Introduction,
    OpeningBalance,
    OwnerChanged,
    RulesAdopted,
    StageChanged,
    TypeChanged,
)
from relcore.model.contents.commerce import AbandonedCart, Purchase, Return, Trial
from relcore.model.contents.contact import Conversation, Message, Note
from relcore.model.contents.obligations import (
    Acknowledged,
    Answered,
    AwaitingCustomer,
    Delivered,
    Escalated,
    Opportunity,
    Pledge,
    Promise,
    Renegotiated,
    Reopened,
    Resolved,
    Withdrawn,
    WorkDone,
)
from relcore.model.contents.protocol import Content
from relcore.model.contents.registry import BUILT_IN_CONTENTS, ContentRegistry, UnknownContent
from relcore.model.contents.voice import Concern, Question, SatisfactionReading, ShareOfWallet, Statement

__all__ = [
    "BUILT_IN_CONTENTS",
    "AbandonedCart",
    "Acknowledged",
    "Answered",
    "AwaitingCustomer",
    "Concern",
    "Content",
    "ContentRegistry",
    "Conversation",
    "CustomerChanged",
    "Delivered",
    "Ended",
    "Escalated",
    "Introduction",
    "Message",
    "Note",
    "OpeningBalance",
    "Opportunity",
    "OwnerChanged",
    "Pledge",
    "Promise",
    "Purchase",
    "Question",
    "Renegotiated",
    "Reopened",
    "Resolved",
    "Return",
    "RulesAdopted",
    "SatisfactionReading",
    "ShareOfWallet",
    "StageChanged",
    "Statement",
    "Trial",
    "TypeChanged",
    "UnknownContent",
    "Withdrawn",
    "WorkDone",
]
