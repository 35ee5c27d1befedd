"""What an interaction can be about, in five groups; third parties add kinds of their own."""

from relcore.model.contents.administration import (
    CustomerChanged,
    Ended,
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
    Delivered,
    Escalated,
    Opportunity,
    Pledge,
    Promise,
    Renegotiated,
    Resolved,
    Withdrawn,
    WorkDone,
)
from relcore.model.contents.protocol import Content
from relcore.model.contents.registry import BUILT_IN_CONTENTS, ContentRegistry, UnknownContent
from relcore.model.contents.voice import Concern, Question, SatisfactionReading, Statement

__all__ = [
    "BUILT_IN_CONTENTS",
    "AbandonedCart",
    "Acknowledged",
    "Answered",
    "Concern",
    "Content",
    "ContentRegistry",
    "Conversation",
    "CustomerChanged",
    "Delivered",
    "Ended",
    "Escalated",
    "Message",
    "Note",
    "Opportunity",
    "OwnerChanged",
    "Pledge",
    "Promise",
    "Purchase",
    "Question",
    "Renegotiated",
    "Resolved",
    "Return",
    "RulesAdopted",
    "SatisfactionReading",
    "StageChanged",
    "Statement",
    "Trial",
    "TypeChanged",
    "UnknownContent",
    "Withdrawn",
    "WorkDone",
]
