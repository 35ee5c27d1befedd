"""The default policies, told once more and naively: the whole list of what happened, scanned for every answer.

Written from the concepts, the design and the documented defaults, and from no code of the kernel. It keeps no
tallies, no memories and no cached deadlines; after everything that happens it tries every edge of the stage.
It covers what the standard policy set decides; only facts (contents, items, vocabulary) are shared with the
library.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from attrs import evolve

from relcore.model import Interaction, OpenItem
from relcore.model import contents as c
from relcore.model.items import ClosedConcern
from relcore.vocabulary import EndReason, Party, RelationshipType, Role, Severity
from tests.stateful.naive_history import DISSOLUTION, EXPLORATION, LIVE, NO_EPISODE, Counting, Refund, Told
from tests.stateful.naive_items import NaiveItems, side_of
from tests.stateful.naive_memories import settled
from tests.stateful.naive_rules import SCALES, Rules, engages
from tests.stateful.naive_stages import FOR_GOOD, TABLE


class NaiveModel(NaiveItems):
    """One relationship under the standard policies, with some of their numbers changed."""

    def record(self, interaction: Interaction[Any], adopted: Rules | None = None) -> str:
        """Something happened. ``adopted`` are the rules that a RulesAdopted names."""
        if self.told:
            key, last = _key(interaction), _key(self.told[-1].interaction)
            if key <= last:
                return "repeated" if key == last else "late"
        elif interaction.at < self.opened_at:
            return "late"
        self.changes, self.refusals = [], []
        self.pass_time(interaction.at)
        at = interaction.at
        # clocks that are set back at midnight repeat a part of the day before: no day is counted twice
        day = max([at.astimezone(self.zone).date(), *self.days()])
        self.told = [*self.told, Told(interaction, day, self.counting)]
        was_over, left = self.stage is DISSOLUTION, self.stage
        if engages(interaction):
            self.resume_clocks(interaction)
        stages = isinstance(interaction.content, c.Ended | c.StageChanged)
        if stages:  # whether the stage changes is asked last of all
            self._carry_out(interaction)
        self._happen(interaction, adopted)
        if not stages:
            self._carry_out(interaction)
        if not self.unsettled:  # what new rules make of it falls due at once, and not by this interaction
            self.run(at, at, interaction.id, left)
        still_over = was_over and self.stage is DISSOLUTION
        self.told[-1] = self.told[-1]._replace(episode=NO_EPISODE if still_over else self.episode)
        if self.role is Role.PROSPECT and self.purchases:
            self.role = Role.CUSTOMER
            self.change("role", "prospect", "customer", at, interaction.id, "first_purchase")
        return "recorded"

    def _happen(self, interaction: Interaction[Any], adopted: Rules | None) -> None:
        match interaction.content:
            case c.Return() as content:
                self._take_back(interaction, content)
            case c.Purchase() as content:
                self._count(interaction, spent=content.amount.amount)
                if content.to_deliver:
                    self.items[interaction.id] = OpenItem(
                        id=interaction.id,
                        kind="delivery",
                        opened_at=interaction.at,
                        by=Party.COMPANY,
                        category=content.category,
                    )
            case c.Promise() | c.Conversation() | c.Note() as content:
                self._promise(interaction, content)
            case c.Question() | c.Concern() | c.Opportunity() | c.CustomerChanged() | c.Statement():
                self._open(interaction)
            case c.SatisfactionReading() as content:
                self._read(interaction, content)
            case c.Introduction():
                if self.role is Role.PROSPECT and self.source is None:
                    self.source = interaction.id
            case c.OpeningBalance() as content:
                self._begin_with(interaction, content)
            case c.OwnerChanged() | c.TypeChanged():
                self._administer(interaction)
            case c.RulesAdopted() as content:
                if content.digest != self.rules.digest and adopted is not None:
                    self._note("rules", self.rules.digest, content.digest, interaction)
                    self.rules, self.unsettled = adopted, True
                    self.adoptions = [*self.adoptions, (interaction.at, len(self.countings))]
            case c.Ended() as content:
                self._ended(interaction, content)
            case c.StageChanged() as content:
                self._move_by_hand(interaction, content)
            case c.Reopened() as content:
                self._reopen(interaction, content)
            case c.Withdrawn() as content if self._takes_back_an_ending(content):
                self._resume(interaction)
            case content if hasattr(content, "item_id"):
                self.settle(interaction, content)

    def _carry_out(self, interaction: Interaction[Any]) -> None:
        for key in interaction.settles:
            if settled(key) is None:
                self.refuse("settles", "recommendation_key")

    def _note(self, aspect: str, before: str | None, after: str | None, by: Interaction[Any]) -> None:
        if before != after:
            self.change(aspect, before, after, by.at, by.id, by.content.kind)

    def _count(self, interaction: Interaction[Any], **counted: Any) -> None:
        self.countings = [*self.countings, Counting(interaction.at, **counted)]

    def _administer(self, interaction: Interaction[Any]) -> None:
        content, transactional = interaction.content, RelationshipType.TRANSACTIONAL
        if isinstance(content, c.OwnerChanged):
            if content.owner is not None and self.type is transactional:
                self.refuse("owner_changed", "type_has_owner")
                return
            self._note("owner", self.owner, content.owner, interaction)
            self.owner = content.owner
            return
        before, after = "+".join((self.type, *self.facets)), "+".join((content.type, *content.facets))
        self.type, self.facets = content.type, content.facets
        self._note("type", before, after, interaction)
        if self.type is transactional:
            self._note("owner", self.owner, None, interaction)
            self.owner = None

    # ---- commerce

    def _begin_with(self, interaction: Interaction[Any], content: c.OpeningBalance) -> None:
        if len(self.told) > 1:
            self.refuse("opening_balance", "recorded_before")
        elif self.stage is DISSOLUTION:
            self.refuse("opening_balance", "no_edge")
        elif content.last_on > interaction.at.astimezone(self.zone).date():
            self.refuse("opening_balance", "bought_until")
        else:
            self.balance, self.vague = interaction, not content.categories

    def _take_back(self, interaction: Interaction[Any], content: c.Return) -> None:
        known = {i.id: i for i in self.of_content(c.Purchase)}
        found = known.get(content.purchase_id)
        if found is None:
            self._take_back_from_before(interaction, content)
            return
        if found.id in self.cancelled():
            self.refuse("return", "purchase_standing")
            return
        refund = self.left_of(found) if content.amount is None else content.amount.amount
        if refund > self.left_of(found):
            self.refuse("return", "return_amount")
            return
        self.refunds = [*self.refunds, Refund(found.id, refund, interaction.id, content.cancels)]
        self._count(interaction, spent=-refund)
        if content.cancels:
            of_episode = any(t.interaction.id == found.id and t.episode == self.episode for t in self.told)
            self.vague |= self.balance is not None and of_episode and found.content.category is not None
            self.call_off(interaction, found.id)

    def _take_back_from_before(self, interaction: Interaction[Any], content: c.Return) -> None:
        """What a balance told of can be paid back, and not cancelled."""
        refund = None if self.balance is None or content.amount is None else content.amount.amount
        known = sum((self.left_of(i) for i in self.of_content(c.Purchase)), Decimal(0))
        if refund is not None and refund <= self.spent - known:
            paid_back = Refund(content.purchase_id, refund, interaction.id, cancels=False)
            self.refunds = [*self.refunds, paid_back]
            self._count(interaction, spent=-refund)
            if not content.cancels:
                return
        self.refuse("return", "purchase_known")

    # ---- what opens

    def _promise(self, interaction: Interaction[Any], content: Any) -> None:
        at = interaction.at
        made = {interaction.id: content} if isinstance(content, c.Promise) else {}
        for number, promise in enumerate(getattr(content, "promises", ()), 1):
            made[f"{interaction.id}#{number}"] = promise
        for id, promise in made.items():
            self.items[id] = OpenItem(id=id, kind="promise", opened_at=at, by=promise.by, due=promise.due)

    def _open(self, interaction: Interaction[Any]) -> None:
        id, at = interaction.id, interaction.at
        match interaction.content:
            case c.Question() as content:
                due = self.rules.office.after(at, self.rules.limit(None))
                self.items[id] = OpenItem(id=id, kind="question", opened_at=at, by=Party.CUSTOMER, due=due)
            case c.Concern() as content:
                self._complain(interaction, content.severity, content.category)
            case c.Statement() as content:
                if content.departments:
                    self.items[id] = OpenItem(
                        id=id,
                        kind="need",
                        opened_at=at,
                        by=Party.CUSTOMER,
                        category=content.theme,
                        departments=content.departments,
                    )
            case content:
                self.items[id] = OpenItem(id=id, kind=content.kind, opened_at=at, by=Party.COMPANY)

    def _complain(self, interaction: Interaction[Any], severity: Severity, category: str | None) -> None:
        at = interaction.at
        since = at - timedelta(self.rules.recurrence_days)
        recurs = [x.id for x in self.closed if category and x.category == category and x.closed_at >= since]
        fresh = ClosedConcern(interaction.id, at, at, severity, category, tuple(recurs))
        self._raise(interaction, fresh)

    def _raise(self, interaction: Interaction[Any], concern: ClosedConcern) -> None:
        recurs = concern.cites[-self.rules.sizes.evidence :]
        self.items[concern.id] = OpenItem(
            id=concern.id,
            kind="concern",
            opened_at=concern.opened_at,
            by=Party.CUSTOMER,
            due=self.rules.office.after(interaction.at, self.rules.limit(concern.severity)),
            severity=concern.severity,
            category=concern.category,
            cites=recurs,
        )
        self._count(interaction, concerns=1)
        if recurs:
            self.change("item", None, "recurring", interaction.at, interaction.id, "recurrence", concern.id)

    def _reopen(self, interaction: Interaction[Any], content: c.Reopened) -> None:
        found = {closed.id: closed for closed in self.closed}.get(content.item_id)
        if found is None:
            self.refuse("reopened", "concern_closed")
            return
        self.closings = [*self.closings, found.id]
        self._raise(interaction, evolve(found, cites=tuple(dict.fromkeys((*found.cites, found.id)))))

    def _read(self, interaction: Interaction[Any], content: c.SatisfactionReading) -> None:
        scale = SCALES.get(content.instrument)
        if scale is None:
            self.refuse("satisfaction_reading", "instrument_known")
        elif not scale.fits(content.score):
            self.refuse("satisfaction_reading", "score_on_scale")
        elif content.given_by is Party.CUSTOMER:
            self._count(interaction, points=scale.points(content.score), readings=1)
            if scale.is_low(content.score):
                self._complain(interaction, Severity.MODERATE, None)
                self.change(
                    "item", None, "open", interaction.at, interaction.id, "low_reading", interaction.id
                )

    def readings(self, *, own: bool) -> list[Interaction[c.SatisfactionReading]]:
        """The readings that are measures: the customer's own, or the company's guesses."""
        found = []
        for interaction in self.of_content(c.SatisfactionReading):
            scale, content = SCALES.get(interaction.content.instrument), interaction.content
            if (
                scale is not None
                and scale.fits(content.score)
                and own is (content.given_by is Party.CUSTOMER)
            ):
                found.append(interaction)
        return found

    def low_readings(self) -> list[str]:
        latest = self.readings(own=True)[-self.rules.sizes.readings :]
        return [i.id for i in latest if SCALES[i.content.instrument].is_low(i.content.score)]

    # ---- stages

    def _ended(self, interaction: Interaction[Any], content: c.Ended) -> None:
        id, at = interaction.id, interaction.at
        if self._ends_for_good(content):
            size = self.rules.sizes.evidence
            self.change("ending", self.moves[-1].reason, content.reason, at, id, "ended")
            self.moves[-1] = self.moves[-1]._replace(
                reason=content.reason,
                by=content.by,
                told_by=id,
                evidence=(id, *content.cites)[:size],
                final_at=None,
                ended_at=at,
            )
        elif content.effective_at is not None and content.effective_at < at:
            self.refuse(TABLE, "effective_at")
        elif not self.can_end(content.reason):
            self.refuse(TABLE, "no_edge")
        elif content.effective_at is None:
            reason, by, cites = content.reason, content.by, content.cites
            self.end(reason, by, at, cites=cites, told_by=id, now=at, cause=id)
        else:
            cites = content.cites or self.grievances(content.reason)
            self.items[id] = OpenItem(
                id=id,
                kind="ended",
                opened_at=at,
                by=content.by,
                due=content.effective_at,
                category=content.reason,
                cites=cites[: self.rules.sizes.evidence],
            )
            self.change("ending", None, "notice", at, id, "ended", id)

    def _ends_for_good(self, content: c.Ended) -> bool:
        """Whether it says of what has ended already why that is for good; death is not outdone."""
        known = self.moves[-1].reason if self.stage is DISSOLUTION else None
        if content.effective_at is not None or content.reason not in FOR_GOOD:
            return False
        return known not in {None, EndReason.CEASED, content.reason}

    def _takes_back_an_ending(self, content: c.Withdrawn) -> bool:
        return self.stage is DISSOLUTION and self.endings[-1].told_by == content.item_id

    def _resume(self, interaction: Interaction[Any]) -> None:
        ended, at = self.suspended, interaction.at
        if ended is None:
            self.refuse("withdrawn", "ending_standing")
        elif ended.by not in {Party.NOBODY, side_of(interaction)}:
            self.refuse("withdrawn", "withdrawn_by")
        else:
            pin = self.pin_before_ending
            self.move(ended.before, at, interaction.id, told_by=interaction.id)
            self.moves[-1], self.unpinned = self.moves[-1]._replace(pin=pin), pin is None
            self.told[-1] = self.told[-1]._replace(episode=self.episode)
            self.run(at, at, interaction.id, DISSOLUTION)

    def _move_by_hand(self, interaction: Interaction[Any], content: c.StageChanged) -> None:
        at, target = interaction.at, content.stage
        if content.until < at:
            self.refuse(TABLE, "pinned_until")
        elif self.stage is DISSOLUTION and target is EXPLORATION:
            if hindrances := self._hindrances():
                self.refuse(TABLE, *hindrances)
            else:
                self.move(EXPLORATION, at, interaction.id, "won_back", pin=content.until)
        elif self.stage in LIVE and target in LIVE and target is not self.stage:
            self.move(target, at, interaction.id, pin=content.until)
        else:
            self.refuse(TABLE, "no_edge")

    def _hindrances(self) -> list[str]:
        """Why a customer can't be won back: for good, too early, or because what it left for was not dealt with."""
        found = ["ended_for"] if self.endings[-1].reason in FOR_GOOD else []
        found += ["cooling_off"] if self.suspended is not None else []
        left_for_cause = self.endings[-1].reason is EndReason.DISSATISFIED
        found += (
            ["unsettled_grievances"] if left_for_cause and (self.breaches or self.open("concern")) else []
        )
        return found


def _key(interaction: Interaction[Any]) -> tuple[datetime, int, str]:
    number = -1 if interaction.sequence is None else interaction.sequence
    return interaction.at, number, interaction.id
