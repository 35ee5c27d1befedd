"""What the default policies propose after an event: courtesies, and a note for the colleagues.

All of their numbers are parameters: take a rule and ``attrs.evolve`` it.
"""

from typing import Final

from relcore.model.frozen_map import FrozenMap
from relcore.policies.recommending.after_event import After
from relcore.policies.recommending.proposal import Proposal
from relcore.vocabulary import Channel, Priority, Purpose, Stage

__all__ = ["CART_FOLLOW_UP", "CASE_SURVEY", "FOLLOW_UP", "PERSONAL_NOTE", "TELL_WORK", "WRITE_NOTE"]

FOLLOW_UP: Final = After(
    proposal=Proposal(
        kind="follow_up",
        purpose=Purpose.SERVICE,
        channels=(Channel.PHONE, Channel.EMAIL, Channel.SMS),
        weight=30,
        parts=("thanks", "check"),
    ),
    event="purchase",
    begins_days=1,
    due_days=2,
    expires_days=7,
    business_days=True,
    done_by=FrozenMap({"check": "measured"}),
)
"""After each sale thank the customer, and check that they are satisfied; a reading after receipt is that check."""

PERSONAL_NOTE: Final = After(
    proposal=Proposal(
        kind="personal_note", channels=(Channel.POST, Channel.EMAIL), weight=20, stages=tuple(Stage)
    ),
    event="conversation.met",
    expires_days=5,
    undone_by=("contact",),
)
"""A note to whom one met at an event, former customers too; a personal word since then was one."""

CART_FOLLOW_UP: Final = After(
    proposal=Proposal(
        kind="cart_follow_up",
        purpose=Purpose.MARKETING,
        channels=(Channel.EMAIL,),
        priority=Priority.COMMERCIAL,
        weight=20,
    ),
    event="abandoned_cart",
    due_days=2,
    expires_days=5,
    latest_only=True,
    undone_by=("purchase",),
)
"""An abandoned cart is followed up, unless something was bought since."""

TELL_WORK: Final = After(
    proposal=Proposal(kind="tell_work", purpose=Purpose.SERVICE, channels=(Channel.EMAIL, Channel.PHONE)),
    event="work_done",
    begins_days=3,
    due_days=7,
    expires_days=30,
)
"""The customer is told of work that was done; what tells of it names the key, and so cites the work."""

CASE_SURVEY: Final = After(
    proposal=Proposal(kind="case_survey", purpose=Purpose.SURVEY, channels=(Channel.EMAIL,)),
    event="concern_closed",
    begins_days=2,
    due_days=5,
    expires_days=14,
    undone_by=("contact", "reading"),
    at_most_each_days=90.0,
)
"""Once a concern was closed the customer is asked, unless that was asked lately, or told without being asked."""

WRITE_NOTE: Final = After(
    proposal=Proposal(kind="write_note", weight=20, stages=tuple(Stage)),
    event="conversation",
    begins_days=0,
    due_days=1,
    waits_hours=24.0,
)
"""A live conversation wants a note within a day; a note about it settles that."""
