"""The five stages of the default policies and what time does to them: every edge is tried after everything."""

from collections.abc import Iterator
from copy import copy
from datetime import datetime, timedelta
from typing import Any, Self

from attrs import evolve

from relcore.model import OpenItem
from relcore.model import contents as c
from relcore.vocabulary import EndReason, Party, Stage, StatementTopic, TrialOutcome
from tests.stateful.naive_history import (
    AWARENESS,
    COMMITMENT,
    DISSOLUTION,
    EXPANSION,
    EXPLORATION,
    LIVE,
    Counting,
    Fate,
    Move,
    NaiveHistory,
)
from tests.stateful.naive_rules import TICK

FOR_GOOD = {EndReason.FRAUD, EndReason.LEGAL, EndReason.CEASED}
LEAST_SHARE = 20
TABLE = "exploration_first"

Changed = tuple[str, str | None, str | None, datetime, str | None, str, str | None]
"""Aspect, before, after, when, the interaction that caused it, the policy, the item."""

Refused = tuple[str, tuple[str, ...]]
"""The policy that refused, and the codes of its reasons."""

Edge = tuple[str, Stage, bool, EndReason | None]
"""The rule, where it leads, whether it holds, and of an ending why."""


class NaiveStages(NaiveHistory):
    """Where the relationship stands, and what falls due."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.changes: list[Changed] = []
        self.refusals: list[Refused] = []

    def change(
        self,
        aspect: str,
        before: str | None,
        after: str | None,
        at: datetime,
        cause: str | None,
        policy: str,
        subject: str | None = None,
    ) -> None:
        self.changes.append((aspect, before, after, at, cause, policy, subject))

    def refuse(self, policy: str, *codes: str) -> None:
        self.refusals.append((policy, codes))

    # ---- deadlines: each the last good instant

    def lapse_deadline(self) -> datetime:
        return self.engaged_at + self.rules.silence(self.days())

    def dwell_deadline(self) -> datetime:
        return self.stage_since + self.rules.dwell

    def deadlines(self) -> list[datetime]:
        """All deadlines of the state, those that have passed among them."""
        found = [max(i.due, i.opened_at) for i in self.items.values() if i.due is not None]
        if self.suspended is not None and self.suspended.final_at is not None:
            found.append(self.suspended.final_at)
        if self.pinned_until is not None:
            return [*found, max(self.pinned_until, self.stage_since)]
        if self.stage is DISSOLUTION:
            return found
        found.append(self.lapse_deadline())
        if self.stage is not EXPLORATION or self.came_from is not None:
            found.append(self.dwell_deadline())
        if self.stage is EXPANSION:
            found.append(self.episode_since + self.rules.year)
        return found

    def next_due(self, horizon: datetime) -> datetime | None:
        """When to look again: at once where new rules have not been asked yet."""
        if self.unsettled:
            return horizon
        return min((due for due in self.deadlines() if due >= horizon), default=None)

    # ---- edges, in the order of the table

    def _edges(self, now: datetime) -> Iterator[Edge]:
        days = len(self.days(of_episode=True))
        value = days >= 1 or self.count(_passed) >= 1 or self.count(_of_value) >= 1
        bought_in = {told.interaction.content.category for told in self.bought(of_episode=True)} - {None}
        if self.balance is not None and self.counting == 1:
            bought_in |= {*self.balance.content.categories}
        grown = days >= 2 or bool(self.open("opportunity"))
        growth = grown or (len(bought_in) >= 2 and not self.vague)
        growth_lost = not grown and len(bought_in) < 2 and not self.vague
        relies = self.share is None or self.share.content.percent >= LEAST_SHARE
        trust = not self.breaches and not self.grave
        trust_lost = len(self.breaches) >= 2 or bool(self.grave)
        lapsed = ("lapsed", DISSOLUTION, self.lapse_deadline() < now, EndReason.LAPSED)
        match self.stage:
            case Stage.EXPLORATION:
                yield "trial_failed", DISSOLUTION, self.count(_failed) >= 1, EndReason.TRIAL_FAILED
                yield lapsed
                yield "value_understood", AWARENESS, value, None
            case Stage.AWARENESS:
                yield lapsed
                yield "value_lost", EXPLORATION, not value, None
                yield "trust_and_growth", EXPANSION, trust and growth and relies, None
            case Stage.EXPANSION:
                durable = self.episode_since + self.rules.year < now and days >= 4
                pledged = self.count(lambda content: isinstance(content, c.Pledge)) >= 1
                adapted = self.count(_adaptation) >= 1
                yield lapsed
                yield "trust_or_growth_lost", AWARENESS, trust_lost or growth_lost, None
                yield "commitment", COMMITMENT, trust and adapted and (pledged or durable), None
            case Stage.COMMITMENT:
                yield lapsed
                yield "commitment_lost", EXPANSION, trust_lost, None
            case Stage.DISSOLUTION:
                for_good = self.endings[-1].reason in FOR_GOOD
                yield "returned", EXPLORATION, days >= 1 and not for_good, None

    def _opens(self, target: Stage, holds: bool, now: datetime) -> bool:
        # what undoes a move waits: back in the order, or forward again to the stage just left
        undoes = (
            self.stage in LIVE
            and target in LIVE
            and (LIVE.index(target) < LIVE.index(self.stage) or target is self.came_from)
        )
        return holds and (not undoes or self.dwell_deadline() < now)

    def move(self, target: Stage, at: datetime, cause: str | None, rule: str = TABLE, **of_it: Any) -> None:
        self.change("stage", self.stage, target, at, cause, rule)
        self.pins.append(self.pinned_until)
        self.moves.append(Move(self.stage, target, at, **of_it))
        self.unpinned = "pin" not in of_it
        if target is DISSOLUTION:
            self.was_vague, self.vague = self.vague, False
        elif self.moves[-1].before is DISSOLUTION and self.moves[-1].told_by is not None:
            self.vague |= self.was_vague
        if target is DISSOLUTION:
            for notice in sorted(item.id for item in self.open("ended")):
                del self.items[notice]
                self.change("ending", "notice", "moot", at, cause, "ended", notice)

    def run(self, now: datetime, stamp: datetime, cause: str | None, left: Stage | None = None) -> None:
        """Move on until no edge opens; a stage is visited once."""
        if self.pinned_until is not None:
            if now <= self.pinned_until:
                return
            self.unpinned = True
        visited = {self.stage, left}
        while True:
            for rule, target, holds, reason in self._edges(now):
                if target not in visited and self._opens(target, holds, now):
                    self._take(rule, target, stamp, cause, reason)
                    visited.add(target)
                    break
            else:
                return

    def _take(
        self, rule: str, target: Stage, stamp: datetime, cause: str | None, reason: EndReason | None
    ) -> None:
        if reason is None:
            self.move(target, stamp, cause, rule)
            return
        failed = reason is EndReason.TRIAL_FAILED
        trials = [i.id for i, _, episode in self.told if episode == self.episode and _failed(i.content)]
        evidence = tuple(trials[-self.rules.sizes.evidence :]) if failed else ()
        by = Party.CUSTOMER if failed else Party.NOBODY
        self.move(target, stamp, cause, rule, reason=reason, by=by, told_by=cause, evidence=evidence)

    # ---- endings that somebody states

    def can_end(self, reason: EndReason) -> bool:
        if self.stage is DISSOLUTION:
            return False
        return self.stage is EXPLORATION or reason is not EndReason.TRIAL_FAILED

    def grievances(self, reason: EndReason) -> tuple[str, ...]:
        """What a dissatisfied customer can complain of: open concerns, broken promises, then low readings."""
        if reason is not EndReason.DISSATISFIED:
            return ()
        known = sorted(self.items.values(), key=lambda item: (item.opened_at, item.id))
        found = [item.id for item in known if item.kind == "concern" or item in self.breaches]
        return tuple(dict.fromkeys((*found, *self.low_readings())))

    def low_readings(self) -> list[str]:
        raise NotImplementedError

    def end(
        self,
        reason: EndReason,
        by: Party,
        at: datetime,
        *,
        cites: tuple[str, ...],
        told_by: str,
        now: datetime,
        cause: str | None,
    ) -> None:
        """End for a reason that was stated; ``cause`` is the interaction that does it now, if one does."""
        size, source = self.rules.sizes.evidence, self.stage
        evidence = (told_by, *cites)[:size] + (() if cites else self.grievances(reason))
        cooling = self.rules.cooling_off_days if reason is not EndReason.CEASED else 0
        self.move(
            DISSOLUTION,
            at,
            cause,
            reason=reason,
            by=by,
            told_by=told_by,
            evidence=tuple(dict.fromkeys(evidence))[:size],
            final_at=at + timedelta(cooling) if cooling else None,
        )
        self.run(now, at, cause, source)

    # ---- time

    def pass_time(self, until: datetime) -> None:
        """Apply everything that falls due strictly before an instant."""
        horizon = self.last_at
        if self.unsettled:
            self.unsettled = False
            self.run(horizon, horizon, None)
        while (due := self.next_due(horizon)) is not None and due < until:
            horizon = due + TICK
            self._fall_due(due, horizon)
            self.run(horizon, due, None)

    def _fall_due(self, due: datetime, now: datetime) -> None:
        passed = [
            item
            for item in self.items.values()
            if item.due is not None and max(item.due, item.opened_at) <= due
        ]
        passed.sort(key=lambda item: (item.kind == "ended", item.kind != "promise", item.id))
        for item in passed:
            if item.kind != "ended":
                self._run_over(item, due)
            elif item.id in self.items:  # unless another notice ended it at the same instant
                del self.items[item.id]
                reason = EndReason(str(item.category))
                if self.can_end(reason):
                    self.end(reason, item.by, due, cites=item.cites, told_by=item.id, now=now, cause=None)
                else:
                    self.refuse(TABLE, "no_edge")
        final = self.suspended
        if final is not None and final.final_at is not None and final.final_at <= due:
            self.over = [*self.over, final]
            self.change("ending", "cooling_off", "final", due, None, "cooling_off")

    def _run_over(self, item: OpenItem, due: datetime) -> None:
        self.items[item.id] = evolve(item, due=None, overdue_since=due)
        after, policy = "overdue", "service_level"
        if item.kind == "promise":
            after, policy = "broken", "promise_due"
            self.fates = [*self.fates, Fate(item, "broken", due)]
            if item.by is Party.COMPANY:
                self.countings = [*self.countings, Counting(due, breaches=1)]
        self.change("item", "open", after, due, None, policy, item.id)

    def looked_at(self, at: datetime) -> tuple[Self, datetime | None]:
        """A copy as of an instant, and its next deadline."""
        seen = copy(self)
        seen.moves, seen.items, seen.changes = list(self.moves), dict(self.items), []
        seen.refusals, seen.pins = [], list(self.pins)
        seen.pass_time(at)
        return seen, seen.next_due(at)


def _passed(content: Any) -> bool:
    return isinstance(content, c.Trial) and content.outcome is TrialOutcome.PASSED


def _failed(content: Any) -> bool:
    return isinstance(content, c.Trial) and content.outcome is TrialOutcome.FAILED


def _of_value(content: Any) -> bool:
    return isinstance(content, c.Statement) and content.topic is StatementTopic.VALUE


def _adaptation(content: Any) -> bool:
    return isinstance(content, c.WorkDone) and content.adapts
