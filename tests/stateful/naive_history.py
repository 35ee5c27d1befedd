"""Everything that ever happened in one relationship, and what a look through all of it tells."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Any, NamedTuple

from relcore.model import Interaction, OpenItem
from relcore.model import contents as c
from relcore.model.items import ClosedConcern
from relcore.vocabulary import EndReason, Party, RelationshipType, Role, Severity, Stage
from tests.stateful.naive_rules import Rules, engages

EXPLORATION, AWARENESS, EXPANSION, COMMITMENT, DISSOLUTION = Stage
LIVE = (EXPLORATION, AWARENESS, EXPANSION, COMMITMENT)
NO_EPISODE = 0


class Told(NamedTuple):
    """One recorded interaction, the day it was counted on, and the episode that it counts for.

    What is recorded in dissolution counts for no episode, unless it opens the next one or takes the ending back.
    """

    interaction: Interaction[Any]
    day: date
    episode: int


class Move(NamedTuple):
    """One change of stage.

    Of an ending: why, by whom, the interaction that caused it or took it back, until when that can be, and since
    when that has been so. Of a manual move: until when it is pinned.
    """

    before: Stage
    after: Stage
    at: datetime
    reason: EndReason | None = None
    by: Party | None = None
    told_by: str | None = None
    evidence: tuple[str, ...] = ()
    final_at: datetime | None = None
    pin: datetime | None = None
    ended_at: datetime | None = None


class Fate(NamedTuple):
    """What became of a promise: it broke, or it was delivered early, in time or late."""

    item: OpenItem
    fate: str
    at: datetime


class Refund(NamedTuple):
    """What came back of a purchase, by which return, and whether that cancelled it."""

    purchase_id: str
    amount: Decimal
    return_id: str
    cancels: bool


class Counting(NamedTuple):
    """Something that is summed up in windows of time."""

    at: datetime
    spent: Decimal = Decimal(0)
    points: int = 0
    readings: int = 0
    breaches: int = 0
    concerns: int = 0


class NaiveHistory:
    """What was told, moved, promised and counted, from the opening on; nothing of it is ever forgotten."""

    def __init__(
        self,
        opened_at: datetime,
        zone: tzinfo,
        rules: Rules,
        type: RelationshipType,
        role: Role,
        owner: str | None,
    ) -> None:
        self.opened_at, self.zone, self.rules = opened_at, zone, rules
        self.type, self.role, self.owner = type, role, owner
        self.facets: tuple[RelationshipType, ...] = ()
        self.told: list[Told] = []
        self.moves: list[Move] = []
        self.over: list[Move] = []  # endings whose cooling-off is over
        self.refunds: list[Refund] = []
        self.items: dict[str, OpenItem] = {}
        self.fates: list[Fate] = []
        self.answers: list[int] = []
        self.receipts: dict[str, str] = {}  # what said that a purchase was received, and which purchase
        self.closings: list[ClosedConcern | str] = []  # a concern that was closed, or the id of one reopened
        self.countings: list[Counting] = []
        self.adoptions: list[tuple[datetime, int]] = []  # when, and how many countings lay before it
        self.source: str | None = None
        self.balance: Interaction[c.OpeningBalance] | None = None  # what was bought before the log
        self.vague = self.was_vague = (
            False  # whether some category of the episode, or of the one before, is unknown
        )
        self.unpinned = self.unsettled = True
        self.pins: list[datetime | None] = []  # those that held at each move

    # ---- stages

    @property
    def standing_moves(self) -> list[Move]:
        """The moves, without the endings that were taken back and what took them back."""
        found: list[Move] = []
        for move in self.moves:
            if move.before is DISSOLUTION and move.told_by is not None:
                found.pop()
            else:
                found.append(move)
        return found

    @property
    def stage(self) -> Stage:
        return self.moves[-1].after if self.moves else EXPLORATION

    @property
    def stage_since(self) -> datetime:
        return self.moves[-1].at if self.moves else self.opened_at

    @property
    def came_from(self) -> Stage | None:
        """The stage just left, unless the episode ended or began with that move."""
        return self._came_from(self.standing_moves)

    @property
    def came_from_before(self) -> Stage | None:
        """The same before the last move."""
        return self._came_from(self.standing_moves[:-1])

    def _came_from(self, moves: list[Move]) -> Stage | None:
        if not moves or DISSOLUTION in moves[-1][:2]:
            return None
        return moves[-1].before

    @property
    def pinned_until(self) -> datetime | None:
        return None if self.unpinned or not self.moves else self.moves[-1].pin

    @property
    def pin_before_ending(self) -> datetime | None:
        """The pin that held when the last move was made."""
        return self.pins[-1]

    @property
    def endings(self) -> list[Move]:
        return [move for move in self.standing_moves if move.after is DISSOLUTION]

    @property
    def reopenings(self) -> list[Move]:
        return [move for move in self.standing_moves if move.before is DISSOLUTION]

    @property
    def suspended(self) -> Move | None:
        """The ending that can still be taken back."""
        if self.stage is not DISSOLUTION or self.moves[-1].final_at is None or self.moves[-1] in self.over:
            return None
        return self.moves[-1]

    @property
    def episode(self) -> int:
        return 1 + len(self.reopenings)

    @property
    def episode_since(self) -> datetime:
        return self.reopenings[-1].at if self.reopenings else self.opened_at

    @property
    def counting(self) -> int:
        """The episode that counts: in dissolution the one that may open."""
        return self.episode + (self.stage is DISSOLUTION)

    # ---- what was told

    @property
    def last_at(self) -> datetime:
        return self.told[-1].interaction.at if self.told else self.opened_at

    @property
    def interactions(self) -> list[Interaction[Any]]:
        return [told.interaction for told in self.told]

    @property
    def engaged_at(self) -> datetime:
        """When the customer last did something or was met, an episode began, or an ending was taken back."""
        acts = [i.at for i in self.interactions if engages(i)]
        acts += [self.noon(self.balance.content.last_on)] if self.balance is not None else []
        return max([self.opened_at, *acts, *(move.at for move in self.moves if move.before is DISSOLUTION)])

    def of_content(self, cls: type) -> list[Interaction[Any]]:
        return [i for i in self.interactions if isinstance(i.content, cls)]

    def count(self, wanted: Callable[[Any], bool]) -> int:
        return sum(1 for i, _, episode in self.told if episode == self.counting and wanted(i.content))

    def cancelled(self, by: list[Interaction[Any]] | None = None) -> set[str]:
        """The purchases that were cancelled; by these interactions, if given."""
        returns = {i.id for i in (self.interactions if by is None else by)}
        return {r.purchase_id for r in self.refunds if r.cancels and r.return_id in returns}

    def bought(self, *, of_episode: bool = False) -> Iterator[Told]:
        """The purchases that were not cancelled."""
        cancelled = self.cancelled()
        for told in self.told:
            counts = not of_episode or told.episode == self.counting
            if (
                isinstance(told.interaction.content, c.Purchase)
                and told.interaction.id not in cancelled
                and counts
            ):
                yield told

    def days(self, *, of_episode: bool = False) -> list[date]:
        before = () if of_episode and self.counting > 1 else self.days_before
        return sorted({*before, *(told.day for told in self.bought(of_episode=of_episode))})

    @property
    def days_before(self) -> tuple[date, ...]:
        """Some days that a balance may tell of: the first, those right after it as far as needed, and the last."""
        if self.balance is None:
            return ()
        told = self.balance.content
        first = [told.first_on + timedelta(n) for n in range(told.purchase_days - 1)]
        return (*first, told.last_on)

    def noon(self, day: date) -> datetime:
        """The middle of a day that a balance tells of, as far as that had come when it was recorded."""
        assert self.balance is not None
        return min(datetime.combine(day, time(12), tzinfo=self.zone).astimezone(UTC), self.balance.at)

    @property
    def purchases(self) -> int:
        before = 0 if self.balance is None else self.balance.content.purchases
        return before + len(list(self.bought()))

    @property
    def spent(self) -> Decimal:
        bought = [i.content.amount.amount for i in self.of_content(c.Purchase)]
        if self.balance is not None and self.balance.content.spent is not None:
            bought.append(self.balance.content.spent.amount)
        return sum(bought, Decimal(0)) - sum((refund.amount for refund in self.refunds), Decimal(0))

    def left_of(self, purchase: Interaction[c.Purchase]) -> Decimal:
        refunded = (refund.amount for refund in self.refunds if refund.purchase_id == purchase.id)
        return purchase.content.amount.amount - sum(refunded, Decimal(0))

    @property
    def share(self) -> Interaction[c.ShareOfWallet] | None:
        stated = self.of_content(c.ShareOfWallet)
        return stated[-1] if stated else None

    # ---- what is open

    def open(self, kind: str) -> list[OpenItem]:
        return [item for item in self.items.values() if item.kind == kind]

    @property
    def breaches(self) -> list[OpenItem]:
        return [i for i in self.open("promise") if i.overdue_since is not None and i.by is Party.COMPANY]

    @property
    def grave(self) -> list[OpenItem]:
        return [item for item in self.open("concern") if item.severity is Severity.GRAVE]

    @property
    def closed(self) -> list[ClosedConcern]:
        """The latest closed concerns, as many as are remembered, without those that were reopened."""
        found: list[ClosedConcern] = []
        for closing in self.closings:
            if isinstance(closing, str):
                found = [closed for closed in found if closed.id != closing]
            else:
                found = [*found, closing][-self.rules.sizes.closed_concerns :]
        return found
