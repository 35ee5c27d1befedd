"""The state between a customer and the company: what is open, and a bounded memory for each purpose.

Nothing here grows with the length of the history, except what is open. A memory that overflows says so in
``forgotten``, and what is read from it is unknown from then on.
"""

from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal

from attrs import frozen

from relcore.errors import FieldError
from relcore.model.conduct import Conduct
from relcore.model.decision import Decision
from relcore.model.ending import Ending
from relcore.model.frozen_map import FrozenMap
from relcore.model.instants import to_instant
from relcore.model.interaction import OrderKey
from relcore.model.items import OpenItem
from relcore.model.knowledge import Knowledge
from relcore.model.memories import CarriedOut, Contact, Happened, Heard, PurchaseMemory, Tally, Windows
from relcore.model.money import Money
from relcore.model.validation import (
    check_currency,
    check_member,
    check_members,
    check_optional_text,
    check_text,
    check_zone,
)
from relcore.vocabulary import RelationshipType, Role, Stage

__all__ = ["Relationship"]

_NO_CONDUCT, _NO_KNOWLEDGE = Conduct(), Knowledge()
_NOBODY: FrozenMap[str, Heard] = FrozenMap()
_NOTHING_DONE: FrozenMap[str, tuple[CarriedOut, ...]] = FrozenMap()
_COUNTS = (
    "revision",
    "purchases",
    "purchase_days",
    "episode_purchase_days",
    "unanswered",
    "interaction_days",
)


@frozen(weakref_slot=False)
class Relationship:
    """A relationship as of the last interaction that was recorded.

    Open one with :meth:`open`; the verbs give back new ones. Applications store it as a snapshot:
    ``revision`` guards against a second writer, ``last_at`` and ``next_due`` are worth an index.

    Args:
        id: the relationship.
        customer_id: the customer.
        type: the type that was agreed.
        role: what the other side is to the company.
        zone: the zone in which days are counted, fixed at the opening.
        opened_at: when it was opened.
        currency: the one currency of its amounts; None until the first amount.
        owner: the representative, where there is one.
        facets: further types that hold beside the primary one.
        rules: the digest of the rules that it is folded under; empty until the first interaction.
        stage: where it stands.
        stage_since: since when.
        previous_stage: where it stood before, within this episode.
        pinned_until: the last instant at which a manual move holds back the criteria.
        because: the decision that brought it to this stage; None in the first.
        episode: the number of the episode, from 1.
        episode_since: when the episode began.
        ending: how the latest episode ended; None before the first ending.
        unsettled: whether rules hold that were not asked about the state yet: newly opened, or newly adopted.
        revision: how many interactions were recorded.
        last: the place of the last recorded interaction in the order of the history.
        next_due: the earliest deadline of the state, or at once while unsettled; None without one.
        engaged_at: when the customer last did something, or when the episode began if that was later.
        tallies: how often each kind of thing happened in this episode, by content kind and topic. What is
            recorded after an ending counts for no episode, unless it opens the next one. ``"purchase.before"``
            stands for the purchases that an opening balance told of, in every episode.
        past_counts: how often in earlier episodes.
        purchases: how many purchases in all, without the cancelled ones.
        purchase_days: on how many days.
        episode_purchase_days: on how many days in this episode.
        first_purchase_on: the first purchase day; None also when it was cancelled out of memory.
        last_purchase_on: the last purchase day, likewise.
        spent: the sum of all purchases less returns, in the currency; see :attr:`spend`. Without what was spent before
            an opening balance that does not say it.
        categories: the product categories bought, in the order of their first purchase.
        recent_purchases: the latest purchases.
        recent_contacts: the latest attempts of the company to reach somebody, of each person; replies are none.
        heard_from: when each of those who speak for the customer last did something, where that is known.
        unanswered: how many attempts since the customer last did something.
        recent_events: the latest events that want to be followed up.
        carried_out: the latest recommendations that were carried out, by their kinds; a part of one under the kind
            and the name of the part, as in ``"follow_up.thanks"``.
        interaction_days: on how many days something passed between the two sides, all episodes together.
        last_interaction_on: the last of these days.
        items: what is open, by id.
        conduct: how the two sides kept their word, and how concerns and questions were dealt with.
        knowledge: what the customer let us know.
        windows: what was bought, read and broken in the latest windows of time; None before the first of it.
        forgotten: names of the memories that overflowed: what is read from them is unknown.
    """

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
    tallies: FrozenMap[str, Tally]
    past_counts: FrozenMap[str, int]
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
    items: FrozenMap[str, OpenItem]
    conduct: Conduct
    knowledge: Knowledge
    windows: Windows | None
    forgotten: tuple[str, ...]

    def __attrs_post_init__(self) -> None:
        check_text(self.id, "Relationship.id")
        check_text(self.customer_id, "Relationship.customer_id")
        check_member(self.type, RelationshipType, "Relationship.type")
        check_member(self.role, Role, "Relationship.role")
        check_zone(self.zone, "Relationship.zone")
        check_optional_text(self.owner, "Relationship.owner")
        check_members(self.facets, RelationshipType, "Relationship.facets")
        if self.currency is not None:
            check_currency(self.currency, "Relationship.currency", ", or leave it to the first amount")
        for name in _COUNTS:
            count = getattr(self, name)
            if type(count) is not int or count < 0:
                remedy = "Load the snapshot that a verb gave back."
                raise FieldError(f"Relationship.{name}", count, "a whole number of zero or more", remedy)

    @classmethod
    def open(
        cls,
        *,
        id: str,
        customer_id: str,
        type: RelationshipType,
        at: datetime,
        role: Role = Role.PROSPECT,
        zone: tzinfo = UTC,
        currency: str | None = None,
        owner: str | None = None,
        facets: tuple[RelationshipType, ...] = (),
    ) -> "Relationship":
        """A new relationship, before anything happened in it.

        It belongs to no rules yet: the first ``record`` or ``replay`` binds it to those it is given, and
        sets the stage in which their lifecycle begins.

        Args:
            id: unique among the application's relationships.
            customer_id: the customer.
            type: the type that was agreed; there is no default, because it is a decision.
            at: when it was opened: an aware datetime.
            role: a prospect becomes a customer with the first purchase; other roles stay.
            zone: the zone in which its days are counted, for good. ``ZoneInfo("UTC")`` is kept as
                ``timezone.utc``.
            currency: the one currency of its amounts; that of the first amount, if left out.
            owner: the representative, where there is one.
            facets: further types that hold beside the primary one.

        Raises:
            InstantError: ``at`` is naive or no instant.
            CurrencyError: the currency is no code of ISO 4217.
            FieldError: another field holds a value that it cannot hold.
        """
        opened_at = to_instant(at, "Relationship.opened_at")
        return cls(
            id=id,
            customer_id=customer_id,
            type=type,
            role=role,
            zone=UTC if getattr(zone, "key", None) == "UTC" else zone,
            opened_at=opened_at,
            currency=currency,
            owner=owner,
            facets=facets,
            rules="",
            stage=Stage.EXPLORATION,
            stage_since=opened_at,
            previous_stage=None,
            pinned_until=None,
            because=None,
            episode=1,
            episode_since=opened_at,
            ending=None,
            unsettled=True,
            revision=0,
            last=None,
            next_due=opened_at,
            engaged_at=opened_at,
            tallies=FrozenMap(),
            past_counts=FrozenMap(),
            purchases=0,
            purchase_days=0,
            episode_purchase_days=0,
            first_purchase_on=None,
            last_purchase_on=None,
            spent=Decimal(0),
            categories=(),
            recent_purchases=(),
            recent_contacts=(),
            heard_from=_NOBODY,
            unanswered=0,
            recent_events=(),
            carried_out=_NOTHING_DONE,
            interaction_days=0,
            last_interaction_on=None,
            items=FrozenMap(),
            conduct=_NO_CONDUCT,
            knowledge=_NO_KNOWLEDGE,
            windows=None,
            forgotten=(),
        )

    @property
    def last_at(self) -> datetime:
        """When the last interaction was recorded to have happened; the opening before the first."""
        return self.opened_at if self.last is None else self.last[0]

    @property
    def spend(self) -> Money | None:
        """What was paid in all, less returns; None before the first amount, and where it is not known."""
        if self.currency is None or "spent" in self.forgotten:
            return None
        return Money(self.spent, self.currency)
