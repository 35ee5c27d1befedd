"""The fold works on a private slotted draft; its snapshot is the frozen ``Relationship``.

A draft has every attribute of a relationship under the same name, so that built-in policies read it as
they would read the value. Plain dictionaries stand in for frozen maps; everything else is replaced, never
changed in place, so that a snapshot shares it safely.
"""

from datetime import date, datetime, tzinfo
from decimal import Decimal

from relcore.model.decision import Decision
from relcore.model.frozen_map import FrozenMap
from relcore.model.interaction import OrderKey
from relcore.model.relationship import Contact, Ending, OpenItem, PurchaseMemory, Relationship, Tally
from relcore.vocabulary import RelationshipType, Role, Stage

__all__ = ["Draft"]


class Draft:
    """A relationship while it is being folded. Thawed and frozen field by field: it is the hot path."""

    __slots__ = (
        "id",
        "customer_id",
        "type",
        "role",
        "zone",
        "opened_at",
        "currency",
        "owner",
        "facets",
        "rules",
        "stage",
        "stage_since",
        "previous_stage",
        "pinned_until",
        "because",
        "episode",
        "episode_since",
        "ending",
        "revision",
        "last",
        "next_due",
        "engaged_at",
        "tallies",
        "past_counts",
        "purchases",
        "purchase_days",
        "episode_purchase_days",
        "first_purchase_on",
        "last_purchase_on",
        "spent",
        "categories",
        "recent_purchases",
        "recent_contacts",
        "unanswered",
        "items",
        "forgotten",
    )

    id: str
    customer_id: str
    type: RelationshipType
    role: Role
    zone: tzinfo
    opened_at: datetime
    currency: str | None
    owner: str | None
    facets: tuple[RelationshipType, ...]
    rules: str
    stage: Stage
    stage_since: datetime
    previous_stage: Stage | None
    pinned_until: datetime | None
    because: Decision | None
    episode: int
    episode_since: datetime
    ending: Ending | None
    revision: int
    last: OrderKey | None
    next_due: datetime | None
    engaged_at: datetime
    tallies: dict[str, Tally]
    past_counts: dict[str, int]
    purchases: int
    purchase_days: int
    episode_purchase_days: int
    first_purchase_on: date | None
    last_purchase_on: date | None
    spent: Decimal
    categories: tuple[str, ...]
    recent_purchases: tuple[PurchaseMemory, ...]
    recent_contacts: tuple[Contact, ...]
    unanswered: int
    items: dict[str, OpenItem]
    forgotten: tuple[str, ...]

    def __init__(self, relationship: Relationship) -> None:
        self.id = relationship.id
        self.customer_id = relationship.customer_id
        self.type = relationship.type
        self.role = relationship.role
        self.zone = relationship.zone
        self.opened_at = relationship.opened_at
        self.currency = relationship.currency
        self.owner = relationship.owner
        self.facets = relationship.facets
        self.rules = relationship.rules
        self.stage = relationship.stage
        self.stage_since = relationship.stage_since
        self.previous_stage = relationship.previous_stage
        self.pinned_until = relationship.pinned_until
        self.because = relationship.because
        self.episode = relationship.episode
        self.episode_since = relationship.episode_since
        self.ending = relationship.ending
        self.revision = relationship.revision
        self.last = relationship.last
        self.next_due = relationship.next_due
        self.engaged_at = relationship.engaged_at
        self.tallies = relationship.tallies.copy()
        self.past_counts = relationship.past_counts.copy()
        self.purchases = relationship.purchases
        self.purchase_days = relationship.purchase_days
        self.episode_purchase_days = relationship.episode_purchase_days
        self.first_purchase_on = relationship.first_purchase_on
        self.last_purchase_on = relationship.last_purchase_on
        self.spent = relationship.spent
        self.categories = relationship.categories
        self.recent_purchases = relationship.recent_purchases
        self.recent_contacts = relationship.recent_contacts
        self.unanswered = relationship.unanswered
        self.items = relationship.items.copy()
        self.forgotten = relationship.forgotten

    def snapshot(self) -> Relationship:
        """The frozen relationship as of now."""
        return Relationship(
            self.id,
            self.customer_id,
            self.type,
            self.role,
            self.zone,
            self.opened_at,
            self.currency,
            self.owner,
            self.facets,
            self.rules,
            self.stage,
            self.stage_since,
            self.previous_stage,
            self.pinned_until,
            self.because,
            self.episode,
            self.episode_since,
            self.ending,
            self.revision,
            self.last,
            self.next_due,
            self.engaged_at,
            FrozenMap(self.tallies),
            FrozenMap(self.past_counts),
            self.purchases,
            self.purchase_days,
            self.episode_purchase_days,
            self.first_purchase_on,
            self.last_purchase_on,
            self.spent,
            self.categories,
            self.recent_purchases,
            self.recent_contacts,
            self.unanswered,
            FrozenMap(self.items),
            self.forgotten,
        )
