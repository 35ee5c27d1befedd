"""May this person be contacted so, now? One rule a module; what they share is said once.

A rule states three things of itself: the ``code`` that decisions name it by; whether it is ``hard``, which no
override lifts; and whether it ``asks_of_replies``, which every other rule lets pass. A user's own rule that
states none of these is hard, and is asked of replies too.
"""

from relcore.policies.contact.agreed_type import AgreedType
from relcore.policies.contact.cap import Cap
from relcore.policies.contact.consented import Consented
from relcore.policies.contact.hours import ContactHours, QuietHours
from relcore.policies.contact.open_concern import NoOpenConcern
from relcore.policies.contact.rule import ALLOWED, deferred, name_of, refused
from relcore.policies.contact.scope import Scope
from relcore.policies.contact.standing import NotBlocked
from relcore.policies.contact.unanswered import UnansweredPause
from relcore.policies.contact.unwanted import NotUnwanted
from relcore.policies.contact.wish import Wished

__all__ = [
    "ALLOWED",
    "AgreedType",
    "Cap",
    "Consented",
    "ContactHours",
    "NoOpenConcern",
    "NotBlocked",
    "NotUnwanted",
    "QuietHours",
    "Scope",
    "UnansweredPause",
    "Wished",
    "deferred",
    "name_of",
    "refused",
]
