"""What a policy sees: a relationship, an instant, and the pace of the business; in a review also who it is with.

Nothing else. What folds a history is shown neither customer nor company: they change without an interaction.
"""

from datetime import datetime

from attrs import frozen

from relcore.model.company import Company
from relcore.model.customer import Customer, Person
from relcore.model.memories import Contact
from relcore.model.relationship import Relationship

__all__ = ["Situation"]


@frozen
class Situation:
    """A relationship at an instant.

    Args:
        relationship: as a frozen value.
        at: the instant, in UTC. For what moves a stage it is the last recorded interaction's, so that
            no policy can move a stage by looking at a clock: time enters by
            :class:`~relcore.policies.Elapsed` alone.
        pace_days: the pace of the business, in days: its pooled mean gap between purchase days.
        customer: who it is with; None where that is not known, and always while a history is folded.
        company: the own side; likewise.
        person: of a contact, who would be contacted: the person whom its rules protect.
        others: of a contact, the other relationships in which that person is.
        reserved: of a contact, the attempts that are decided and not recorded yet.
    """

    relationship: Relationship
    at: datetime
    pace_days: float
    customer: Customer | None = None
    company: Company | None = None
    person: Person | None = None
    others: tuple[Relationship, ...] = ()
    reserved: tuple[Contact, ...] = ()

    def settled(self) -> "Situation":
        """The situation as a policy from outside may see it: a frozen snapshot, as of the last interaction."""
        return self
