"""The default policies, told once more and naively: the whole list of what happened, scanned for every answer.

Written from the concepts, the design and the documented defaults, and from no code of the kernel. It keeps no
tallies, no memories and no cached deadlines; after everything that happens it tries every edge of the stage.
It covers what the standard policy set decides; only facts (contents, vocabulary) are shared with the library.
"""

from collections.abc import Callable, Iterator
from copy import copy
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any, NamedTuple

from relcore.model import Interaction
from relcore.model import contents as c
from relcore.vocabulary import Direction, EndReason, Party, Severity, Stage, StatementTopic, TrialOutcome

TICK = timedelta(microseconds=1)
DAY = timedelta(days=1)
EXPLORATION, AWARENESS, EXPANSION, COMMITMENT, DISSOLUTION = Stage
LIVE = (EXPLORATION, AWARENESS, EXPANSION, COMMITMENT)


NO_EPISODE = 0


class Told(NamedTuple):
    """One recorded interaction, the day it was counted on, and the episode that it counts for.

    What is recorded in dissolution counts for no episode, unless it opens the next one.
    """

    interaction: Interaction[Any]
    day: date
    episode: int


class Move(NamedTuple):
    """One change of stage; ``reason`` of an ending, ``pin`` of a manual move."""

    before: Stage
    after: Stage
    at: datetime
    reason: EndReason | None = None
    pin: datetime | None = None


class Item(NamedTuple):
    """What is open."""

    content: Any
    opened_at: datetime
    due: datetime | None
    broken_at: datetime | None = None


Changed = tuple[str, str | None, str | None, datetime, str | None]


class NaiveModel:
    """One relationship under the standard policies."""

    def __init__(self, opened_at: datetime, zone: tzinfo, pace: float) -> None:
        self.opened_at, self.zone, self.pace = opened_at, zone, pace
        self.year = timedelta(days=min(max(12 * pace, 365), 1_825))
        self.told: list[Told] = []
        self.moves: list[Move] = []
        self.refunds: list[tuple[str, Decimal]] = []
        self.cancelled: list[str] = []
        self.items: dict[str, Item] = {}
        self.changes: list[Changed] = []
        self.unpinned = True
        self.owner: str | None = None
        self.type: str | None = None
        self.was_customer = False

    # ---- scanning

    @property
    def stage(self) -> Stage:
        return self.moves[-1].after if self.moves else EXPLORATION

    @property
    def stage_since(self) -> datetime:
        return self.moves[-1].at if self.moves else self.opened_at

    @property
    def came_from(self) -> Stage | None:
        """The stage just left, unless the episode ended or began with that move."""
        if not self.moves or DISSOLUTION in self.moves[-1][:2]:
            return None
        return self.moves[-1].before

    @property
    def pinned_until(self) -> datetime | None:
        return None if self.unpinned or not self.moves else self.moves[-1].pin

    @property
    def endings(self) -> list[Move]:
        return [move for move in self.moves if move.after is DISSOLUTION]

    @property
    def reopenings(self) -> list[Move]:
        return [move for move in self.moves if move.before is DISSOLUTION]

    @property
    def episode(self) -> int:
        return 1 + len(self.reopenings)

    @property
    def episode_since(self) -> datetime:
        return self.reopenings[-1].at if self.reopenings else self.opened_at

    @property
    def last_at(self) -> datetime:
        return self.told[-1].interaction.at if self.told else self.opened_at

    @property
    def engaged_at(self) -> datetime:
        """When the customer last did something, or was met."""
        found = self.opened_at
        for interaction, _, _ in self.told:
            content, sent = interaction.content, interaction.direction is Direction.OUTBOUND
            acted = interaction.direction in {Direction.INBOUND, Direction.BETWEEN_CUSTOMERS}
            met = isinstance(content, c.Conversation) and content.held and sent
            if acted or met or isinstance(content, c.Purchase):
                found = interaction.at
        return max(found, self.episode_since)

    @property
    def counting(self) -> int:
        """The episode that counts: in dissolution the one that may open."""
        return self.episode + (self.stage is DISSOLUTION)

    def _bought(self, *, of_episode: bool = False) -> Iterator[Told]:
        for told in self.told:
            counts = not of_episode or told.episode == self.counting
            if (
                isinstance(told.interaction.content, c.Purchase)
                and told.interaction.id not in self.cancelled
                and counts
            ):
                yield told

    def _purchases(self, *, of_episode: bool = False) -> list[Interaction[c.Purchase]]:
        return [told.interaction for told in self._bought(of_episode=of_episode)]

    def _days(self, *, of_episode: bool = False) -> list[date]:
        return sorted({told.day for told in self._bought(of_episode=of_episode)})

    @property
    def purchases(self) -> int:
        return len(self._purchases())

    @property
    def purchase_days(self) -> int:
        return len(self._days())

    @property
    def episode_purchase_days(self) -> int:
        return len(self._days(of_episode=True))

    @property
    def spent(self) -> Decimal:
        bought = [i.content.amount.amount for i, _, _ in self.told if isinstance(i.content, c.Purchase)]
        return sum(bought, Decimal(0)) - sum((refund for _, refund in self.refunds), Decimal(0))

    def _left(self, purchase: Interaction[c.Purchase]) -> Decimal:
        refunded = (refund for id, refund in self.refunds if id == purchase.id)
        return purchase.content.amount.amount - sum(refunded, Decimal(0))

    def _count(self, wanted: Callable[[Any], bool]) -> int:
        return sum(1 for i, _, episode in self.told if episode == self.counting and wanted(i.content))

    def _breaches(self) -> int:
        ours = [i for i in self.items.values() if i.broken_at and i.content.by is Party.COMPANY]
        return len(ours)

    def _grave(self) -> int:
        concerns = [i.content for i in self.items.values() if isinstance(i.content, c.Concern)]
        return sum(1 for concern in concerns if concern.severity is Severity.GRAVE)

    # ---- deadlines: each the last good instant

    def lapse_deadline(self) -> datetime:
        days = self._days()
        gap = (self.pace + (days[-1] - days[0]).days) / len(days) if len(days) > 1 else self.pace
        limit = min(max(5 * gap, 4 * self.pace), 5 * self.pace)
        return self.engaged_at + timedelta(days=min(max(limit, 30), 1_825))

    def dwell_deadline(self) -> datetime:
        return self.stage_since + timedelta(days=min(max(self.pace, 7), 90))

    def deadlines(self) -> list[datetime]:
        """All deadlines of the state, those that have passed among them."""
        found = [max(i.due, i.opened_at) for i in self.items.values() if i.due is not None]
        if self.pinned_until is not None:
            return [*found, max(self.pinned_until, self.stage_since)]
        if self.stage is DISSOLUTION:
            return found
        found.append(self.lapse_deadline())
        if self.stage is not EXPLORATION or self.came_from is not None:
            found.append(self.dwell_deadline())
        if self.stage is EXPANSION:
            found.append(self.episode_since + self.year)
        return found

    def next_due(self, horizon: datetime) -> datetime | None:
        return min((due for due in self.deadlines() if due >= horizon), default=None)

    # ---- edges, in the order of the table

    def _edges(self, now: datetime) -> Iterator[tuple[Stage, bool, EndReason | None]]:
        days = self.episode_purchase_days
        value = days >= 1 or self._count(_passed) >= 1 or self._count(_of_value) >= 1
        bought_in = {p.content.category for p in self._purchases(of_episode=True)} - {None}
        hoped_for = any(isinstance(i.content, c.Opportunity) for i in self.items.values())
        growth = days >= 2 or len(bought_in) >= 2 or hoped_for
        trust = self._breaches() == 0 and self._grave() == 0
        trust_lost = self._breaches() >= 2 or self._grave() >= 1
        lapsed = self.lapse_deadline() < now
        match self.stage:
            case Stage.EXPLORATION:
                yield DISSOLUTION, self._count(_failed) >= 1, EndReason.TRIAL_FAILED
                yield DISSOLUTION, lapsed, EndReason.LAPSED
                yield AWARENESS, value, None
            case Stage.AWARENESS:
                yield DISSOLUTION, lapsed, EndReason.LAPSED
                yield EXPLORATION, not value, None
                yield EXPANSION, trust and growth, None
            case Stage.EXPANSION:
                durable = self.episode_since + self.year < now and days >= 4
                pledged = self._count(lambda content: isinstance(content, c.Pledge)) >= 1
                yield DISSOLUTION, lapsed, EndReason.LAPSED
                yield AWARENESS, trust_lost or not growth, None
                yield COMMITMENT, trust and self._count(_adaptation) >= 1 and (pledged or durable), None
            case Stage.COMMITMENT:
                yield DISSOLUTION, lapsed, EndReason.LAPSED
                yield EXPANSION, trust_lost, None
            case Stage.DISSOLUTION:
                for_good = self.endings[-1].reason in {EndReason.FRAUD, EndReason.LEGAL, EndReason.CEASED}
                yield EXPLORATION, days >= 1 and not for_good, None

    def _opens(self, target: Stage, holds: bool, now: datetime) -> bool:
        # what undoes a move waits: back in the order, or forward again to the stage just left
        undoes = (
            self.stage in LIVE
            and target in LIVE
            and (LIVE.index(target) < LIVE.index(self.stage) or target is self.came_from)
        )
        return holds and (not undoes or self.dwell_deadline() < now)

    def _move(
        self, target: Stage, at: datetime, reason: EndReason | None = None, pin: datetime | None = None
    ) -> None:
        self.changes.append(("stage", self.stage, target, at, None))
        self.moves.append(Move(self.stage, target, at, reason, pin))
        self.unpinned = pin is None

    def _run(self, now: datetime, stamp: datetime, left: Stage | None = None) -> None:
        if self.pinned_until is not None:
            if now <= self.pinned_until:
                return
            self.unpinned = True
        visited = {self.stage, left}
        while True:
            for target, holds, reason in self._edges(now):
                if target not in visited and self._opens(target, holds, now):
                    self._move(target, stamp, reason)
                    visited.add(target)
                    break
            else:
                return

    # ---- time

    def pass_time(self, until: datetime) -> None:
        """Apply everything that falls due strictly before an instant."""
        horizon = self.last_at
        while (due := self.next_due(horizon)) is not None and due < until:
            for id in sorted(self.items):
                item = self.items[id]
                if item.due is not None and max(item.due, item.opened_at) <= due:
                    self.items[id] = item._replace(due=None, broken_at=due)
                    self.changes.append(("item", "open", "broken", due, id))
            horizon = due + TICK
            self._run(horizon, due)

    def looked_at(self, at: datetime) -> tuple["NaiveModel", datetime | None]:
        """A copy as of an instant, and its next deadline."""
        seen = copy(self)
        seen.moves, seen.items, seen.changes = list(self.moves), dict(self.items), []
        seen.pass_time(at)
        return seen, seen.next_due(at)

    # ---- what happens

    def record(self, interaction: Interaction[Any]) -> str:
        if self.told:
            last = self.told[-1].interaction
            key, last_key = (interaction.at, interaction.id), (last.at, last.id)
            if key <= last_key:
                return "repeated" if key == last_key else "late"
        elif interaction.at < self.opened_at:
            return "late"
        self.changes = []
        self.pass_time(interaction.at)
        at, content = interaction.at, interaction.content
        # clocks that are set back at midnight repeat a part of the day before: no day is counted twice
        day = max([at.astimezone(self.zone).date(), *self._days()])
        self.told.append(Told(interaction, day, self.counting))
        in_dissolution = self.stage is DISSOLUTION
        left = self.stage
        match content:
            case c.Return():
                self._take_back(content)
            case c.Promise() | c.Question() | c.Concern() | c.Opportunity():
                self.items[interaction.id] = Item(content, at, getattr(content, "due", None))
            case c.Delivered():
                self._settle(content.item_id, c.Promise, "kept", at)
            case c.Answered():
                self._settle(content.item_id, c.Question, "answered", at)
            case c.Resolved():
                self._settle(content.item_id, object, "resolved", at)
            case c.Withdrawn():
                self._settle(content.item_id, object, "withdrawn", at)
            case c.Renegotiated():
                item = self.items.get(content.item_id)
                in_time = item is not None and item.due is not None and at <= item.due
                if item is not None and in_time and content.due >= at:
                    self.items[content.item_id] = item._replace(due=content.due)
                    self.changes.append(("item", "open", "renegotiated", at, content.item_id))
            case c.OwnerChanged():
                self._note("owner", self.owner, content.owner, at)
                self.owner = content.owner
            case c.Ended():
                if self.stage is EXPLORATION or (
                    self.stage is not DISSOLUTION and content.reason is not EndReason.TRIAL_FAILED
                ):
                    self._move(DISSOLUTION, at, content.reason)
            case c.StageChanged():
                self._move_by_hand(content, at)
            case _:
                pass
        self._run(at, at, left)
        if in_dissolution and self.stage is DISSOLUTION:
            self.told[-1] = self.told[-1]._replace(episode=NO_EPISODE)
        if not self.was_customer and self.purchases:
            self.was_customer = True
            self.changes.append(("role", "prospect", "customer", at, None))
        return "recorded"

    def _note(self, aspect: str, before: str | None, after: str | None, at: datetime) -> None:
        if before != after:
            self.changes.append((aspect, before, after, at, None))

    def _move_by_hand(self, content: c.StageChanged, at: datetime) -> None:
        if content.until < at:
            return
        if self.stage is DISSOLUTION:
            if content.stage is EXPLORATION and self.endings[-1].reason is not EndReason.CEASED:
                self._move(EXPLORATION, at, pin=content.until)
        elif content.stage in LIVE and content.stage is not self.stage:
            self._move(content.stage, at, pin=content.until)

    def _take_back(self, content: c.Return) -> None:
        found = next((p for p in self._purchases() if p.id == content.purchase_id), None)
        if found is None:
            return
        refund = self._left(found) if content.amount is None else content.amount.amount
        if refund <= self._left(found):
            self.refunds.append((found.id, refund))
            if content.cancels:
                self.cancelled = [*self.cancelled, found.id]

    def _settle(self, id: str, kind: type, after: str, at: datetime) -> None:
        item = self.items.get(id)
        if item is None or not isinstance(item.content, kind):
            return
        del self.items[id]
        broken = item.broken_at is not None
        late = after == "kept" and item.due is not None and at > item.due
        made_good = "remedied" if late or (broken and after in {"kept", "resolved"}) else after
        self.changes.append(("item", "broken" if broken else "open", made_good, at, id))


def _passed(content: Any) -> bool:
    return isinstance(content, c.Trial) and content.outcome is TrialOutcome.PASSED


def _failed(content: Any) -> bool:
    return isinstance(content, c.Trial) and content.outcome is TrialOutcome.FAILED


def _of_value(content: Any) -> bool:
    return isinstance(content, c.Statement) and content.topic is StatementTopic.VALUE


def _adaptation(content: Any) -> bool:
    return isinstance(content, c.WorkDone) and content.adapts
