"""The fold works on a private draft, which becomes the frozen ``Relationship`` when it is done.

A draft has the very slots of a relationship, so that built-in policies read it as they would read the value,
and so that freezing it is to change its class: building the value anew would cost more than the fold itself.
Plain dictionaries stand in for frozen maps; everything else is replaced, never changed in place.
"""

from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Any

from attrs import fields

from relcore.model.conduct import Conduct
from relcore.model.decision import Decision
from relcore.model.ending import Ending
from relcore.model.frozen_map import FrozenMap
from relcore.model.interaction import OrderKey
from relcore.model.items import OpenItem
from relcore.model.knowledge import Knowledge
from relcore.model.memories import CarriedOut, Contact, Happened, Heard, PurchaseMemory, Tally, Windows
from relcore.model.relationship import Relationship
from relcore.vocabulary import RelationshipType, Role, Stage

__all__ = ["Draft"]

_NAMES = tuple(attribute.name for attribute in fields(Relationship))
_owning = FrozenMap.owning
_NOTHING: FrozenMap[str, Any] = _owning({})
_MAPS = ("items", "past_counts", "tallies")


class Draft:
    """A relationship while it is being folded."""

    __slots__ = (
        "because",
        "carried_out",
        "categories",
        "conduct",
        "currency",
        "customer_id",
        "ending",
        "engaged_at",
        "episode",
        "episode_purchase_days",
        "episode_since",
        "facets",
        "first_purchase_on",
        "forgotten",
        "heard_from",
        "id",
        "interaction_days",
        "items",
        "knowledge",
        "last",
        "last_interaction_on",
        "last_purchase_on",
        "next_due",
        "opened_at",
        "owner",
        "past_counts",
        "pinned_until",
        "previous_stage",
        "purchase_days",
        "purchases",
        "recent_contacts",
        "recent_events",
        "recent_purchases",
        "revision",
        "role",
        "rules",
        "spent",
        "stage",
        "stage_since",
        "tallies",
        "type",
        "unanswered",
        "unsettled",
        "windows",
        "zone",
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
    unsettled: bool
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
    heard_from: FrozenMap[str, Heard]
    unanswered: int
    recent_events: tuple[Happened, ...]
    carried_out: FrozenMap[str, tuple[CarriedOut, ...]]
    interaction_days: int
    last_interaction_on: date | None
    items: dict[str, OpenItem]
    conduct: Conduct
    knowledge: Knowledge
    windows: Windows | None
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
        self.unsettled = relationship.unsettled
        self.revision = relationship.revision
        self.last = relationship.last
        self.next_due = relationship.next_due
        self.engaged_at = relationship.engaged_at
        self.tallies = relationship.tallies.owned
        self.past_counts = relationship.past_counts.owned
        self.purchases = relationship.purchases
        self.purchase_days = relationship.purchase_days
        self.episode_purchase_days = relationship.episode_purchase_days
        self.first_purchase_on = relationship.first_purchase_on
        self.last_purchase_on = relationship.last_purchase_on
        self.spent = relationship.spent
        self.categories = relationship.categories
        self.recent_purchases = relationship.recent_purchases
        self.recent_contacts = relationship.recent_contacts
        self.heard_from = relationship.heard_from
        self.unanswered = relationship.unanswered
        self.recent_events = relationship.recent_events
        self.carried_out = relationship.carried_out
        self.interaction_days = relationship.interaction_days
        self.last_interaction_on = relationship.last_interaction_on
        self.items = relationship.items.owned
        self.conduct = relationship.conduct
        self.knowledge = relationship.knowledge
        self.windows = relationship.windows
        self.forgotten = relationship.forgotten

    def snapshot(self) -> Relationship:
        """The frozen relationship as of now; the draft goes on."""
        values: dict[str, Any] = {name: getattr(self, name) for name in _NAMES}
        for name in _MAPS:
            values[name] = FrozenMap(values[name])
        return Relationship(**values)

    def freeze(self) -> Relationship:
        """The frozen relationship itself: nobody may write to the draft any more."""
        self.tallies = _owning(self.tallies)  # type: ignore[assignment]
        self.past_counts = _owning(self.past_counts) if self.past_counts else _NOTHING  # type: ignore[assignment]
        self.items = _owning(self.items) if self.items else _NOTHING  # type: ignore[assignment]
        self.__class__ = Relationship  # type: ignore[assignment]
        return self  # type: ignore[return-value]
