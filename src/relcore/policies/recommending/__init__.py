"""What should be done next? A few modules carry it: after an event, open items, rhythm, occasions, matching."""

from relcore.policies.recommending.after_event import After
from relcore.policies.recommending.after_event_rules import (
    CART_FOLLOW_UP,
    CASE_SURVEY,
    FOLLOW_UP,
    PERSONAL_NOTE,
    TELL_WORK,
    WRITE_NOTE,
)
from relcore.policies.recommending.days import OFFICE, business_calendar
from relcore.policies.recommending.key_contact import KeyContact
from relcore.policies.recommending.matching import Information, Offers
from relcore.policies.recommending.notices import NeedsOpen, Notices, Succession
from relcore.policies.recommending.occasions import Gifts, Occasions
from relcore.policies.recommending.open_items import ConcernsOpen, PromisesDue, QuestionsOpen
from relcore.policies.recommending.proposal import LIVE, Proposal, addressee, carried_out
from relcore.policies.recommending.rhythm import LiveContact, SatisfactionCall
from relcore.policies.recommending.win_back import WinBack

__all__ = [
    "CART_FOLLOW_UP",
    "CASE_SURVEY",
    "FOLLOW_UP",
    "LIVE",
    "OFFICE",
    "PERSONAL_NOTE",
    "TELL_WORK",
    "WRITE_NOTE",
    "After",
    "ConcernsOpen",
    "Gifts",
    "Information",
    "KeyContact",
    "LiveContact",
    "NeedsOpen",
    "Notices",
    "Occasions",
    "Offers",
    "PromisesDue",
    "Proposal",
    "QuestionsOpen",
    "SatisfactionCall",
    "Succession",
    "WinBack",
    "addressee",
    "business_calendar",
    "carried_out",
]
