"""What one fold carries: the draft, the rules in force, and what has come of it so far.

Everything here is private to one call of a verb and thrown away after it; a call that raises has changed
nothing.
"""

from datetime import datetime
from typing import cast

from relcore.errors import PolicyError, PolicyMismatchError
from relcore.kernel.counting import Running, keep_window
from relcore.kernel.draft import Draft
from relcore.kernel.making import make_change, make_decision, make_reason, make_tally
from relcore.lifecycle import BEFORE_THE_LOG
from relcore.model.decision import Change, Decision, Reason
from relcore.model.ending import Suspended
from relcore.model.instants import LATEST
from relcore.model.items import OpenItem
from relcore.model.relationship import Relationship
from relcore.model.validation import check_value
from relcore.policies.situation import Situation
from relcore.policy_set import FoldingRules, Memory, PolicySet, StagePlan
from relcore.vocabulary import Aspect, Comparison, Verdict

__all__ = ["DraftSituation", "Fold", "fact", "folding", "mismatch"]

_MOVED, _CHANGED, _STAGE, _EQUAL_TO = Verdict.MOVED, Verdict.CHANGED, Aspect.STAGE, Comparison.EQUAL_TO


class DraftSituation:
    """The situation as built-in policies see it: the draft itself, which they only read."""

    __slots__ = ("at", "pace_days", "relationship", "running")

    relationship: Draft
    at: datetime
    pace_days: float
    running: Running | None
    customer = None
    company = None

    def __init__(self, relationship: Draft, at: datetime, pace_days: float) -> None:
        self.relationship = relationship
        self.at = at
        self.pace_days = pace_days
        self.running = None

    def settled(self) -> Situation:
        """What a user's own policy sees: a frozen snapshot, as of the last recorded interaction."""
        keep_window(self)
        snapshot = self.relationship.snapshot()
        return Situation(snapshot, snapshot.last_at, self.pace_days)


class Fold:
    """A draft under folding rules.

    Attributes:
        draft: the state.
        sole_addressee: the one whom all remembered attempts were to reach; empty if there may be several, and None
            until that was looked up.
        rules: the rules in force.
        memory: how much they remember.
        counted: the events that their criteria count.
        view: what built-in policies see, also as ``situation``. Its instant is the horizon: everything
            that fell due before it has been applied.
        here: the plan of the stage in which the draft is.
        due: the earliest deadline at or after the horizon: exactly so if ``due_exact``; if only
            ``due_bounds``, no deadline is earlier.
        waits_passed: whether the deadline of a wait has passed that moves on when the customer does something.
        may_wait: whether an item may wait for the customer.
        items_due: the earliest last good instant of an open item, if ``items_known``.
        fixed_due: the earliest deadline that stands until the stage changes, if ``fixed_known``.
        moving_due: the earliest deadline of a wait that what happens can move, if ``moving_known``.
        changes: what changed so far.
        refusals: what was asked for and not given so far.
    """

    __slots__ = (
        "_owns_items",
        "_owns_tallies",
        "changes",
        "counted",
        "draft",
        "due",
        "due_bounds",
        "due_exact",
        "fixed_due",
        "fixed_known",
        "here",
        "items_due",
        "items_known",
        "may_wait",
        "memory",
        "moving_due",
        "moving_known",
        "refusals",
        "rules",
        "situation",
        "sole_addressee",
        "view",
        "waits_passed",
    )

    draft: Draft
    sole_addressee: tuple[str | None, ...] | None
    rules: FoldingRules
    memory: Memory
    counted: frozenset[str]
    here: StagePlan
    view: DraftSituation
    situation: Situation
    due: datetime | None
    due_exact: bool
    due_bounds: bool
    items_due: datetime | None
    items_known: bool
    fixed_due: datetime | None
    fixed_known: bool
    moving_due: datetime | None
    moving_known: bool
    waits_passed: bool
    may_wait: bool
    changes: list[Change]
    refusals: list[Decision]

    def __init__(self, relationship: Relationship, rules: FoldingRules) -> None:
        if type(relationship) is not Relationship:
            check_value(relationship, Relationship, "relationship")
        draft = Draft(relationship)
        self.draft = draft
        self.changes = []
        self.refusals = []
        self.view = DraftSituation(draft, relationship.last_at, rules.pace_days)
        self.situation = cast(Situation, self.view)
        self.due = relationship.next_due
        self.due_exact = self.due_bounds = True
        self.items_due = self.fixed_due = self.moving_due = None
        self.items_known = self.fixed_known = self.moving_known = False
        self.waits_passed = self.may_wait = True
        self._owns_items = self._owns_tallies = False
        if not draft.rules:
            draft.rules = rules.digest
            draft.stage = rules.lifecycle.initial
        elif draft.rules != rules.digest:
            raise PolicyMismatchError(
                "Relationship.rules",
                draft.rules[:12],
                f"the digest of the policy set in use, {rules.digest[:12]}",
                "Replay its history under this policy set; or record a RulesAdopted(policies.folding.digest)"
                " of this policy set under the one that it was folded under, and go on from there.",
            )
        self.use(rules)

    def use(self, rules: FoldingRules) -> None:
        """Go by these rules from now on."""
        self.sole_addressee = None
        self.rules = rules
        self.memory = rules.memory
        self.counted = rules.plan.counted
        self.here = rules.plan.stages[self.draft.stage]
        self.view.pace_days = rules.pace_days

    def own_items(self) -> dict[str, OpenItem]:
        """The open items, to be changed: no longer shared with the relationship that was given."""
        if not self._owns_items:
            self.draft.items = self.draft.items.copy()
            self._owns_items = True
        return self.draft.items

    def end_tallies(self) -> None:
        """Add the counts of an episode to those of earlier ones, and begin anew."""
        draft = self.draft
        counts = draft.past_counts.copy()
        before = draft.tallies.get(BEFORE_THE_LOG)
        for event, tally in sorted(draft.tallies.items()):  # storing keeps no order
            if event == BEFORE_THE_LOG:
                continue  # of no episode, and counted among the purchases
            if event in counts or len(counts) < self.memory.kinds:
                counts[event] = counts.get(event, 0) + tally.count
            else:
                self.forget("past_counts")
        draft.past_counts = counts
        draft.tallies = {} if before is None else {BEFORE_THE_LOG: before}
        draft.episode_purchase_days = 0
        draft.categories = ()
        self._owns_tallies = True

    def resume_tallies(self, left: Suspended) -> None:
        """Go on with the counts of an episode whose ending was taken back, what was recorded just now included."""
        draft = self.draft
        counts, tallies = draft.past_counts.copy(), dict(left.tallies)
        for event, tally in left.tallies.items():
            if event in counts:
                counts[event] = max(counts[event] - tally.count, 0)
                if not counts[event]:
                    del counts[event]
        for event, tally in sorted(draft.tallies.items()):
            if event == BEFORE_THE_LOG:
                continue
            before = tallies.get(event)
            if before is not None:
                evidence = (before.evidence + tally.evidence)[-self.memory.evidence :]
                tallies[event] = make_tally(
                    before.count + tally.count, before.first_at, tally.last_at, evidence
                )
            elif len(tallies) < self.memory.kinds:
                tallies[event] = tally
            else:
                self.forget("tallies")
        draft.past_counts, draft.tallies = counts, tallies
        draft.episode_purchase_days, draft.categories = left.purchase_days, left.categories
        draft.forgotten = tuple(sorted({*draft.forgotten, *left.forgotten}))
        self._owns_tallies = True

    def tally(self, event: str, at: datetime, id: str) -> None:
        """Count an event of this episode."""
        draft = self.draft
        if not self._owns_tallies:
            draft.tallies = draft.tallies.copy()
            self._owns_tallies = True
        tallies = draft.tallies
        tally = tallies.get(event)
        evidence: tuple[str, ...] = (id,) if event in self.counted else ()
        if tally is not None:
            if evidence:
                evidence = (tally.evidence + evidence)[-self.memory.evidence :]
            tallies[event] = make_tally(tally.count + 1, tally.first_at, at, evidence)
        elif len(tallies) < self.memory.kinds:
            tallies[event] = make_tally(1, at, at, evidence)
        else:
            self.forget("tallies")

    def forget(self, memory: str) -> None:
        """Say that a memory overflowed: what is read from it is unknown from now on."""
        if memory not in self.draft.forgotten:
            self.draft.forgotten = tuple(sorted((*self.draft.forgotten, memory)))

    def due_opened(self, due: datetime | None) -> None:
        """Say that an item is open until an instant, if it has one."""
        if due is None or due >= LATEST:
            return
        if self.items_due is None or due < self.items_due:
            self.items_due = due
        if self.due is None or due < self.due:
            self.due = due

    def due_closed(self, due: datetime | None) -> None:
        """Say that no item is open any more until this instant, if it had one: deadlines can only be later."""
        if due is None:
            return
        if self.items_due is None or due <= self.items_due:
            self.items_known = False
        if self.due is None or due <= self.due:
            self.due_exact = False

    def stage_changed(self) -> None:
        """Say that the stage, a pin or an ending changed, and with it what can fall due."""
        self.fixed_known = self.moving_known = self.due_exact = self.due_bounds = False

    def limits_changed(self) -> None:
        """Say that a limit may have changed, and with it a deadline, to either side."""
        self.moving_known = self.due_exact = self.due_bounds = False

    def change(
        self,
        aspect: Aspect,
        before: str | None,
        after: str | None,
        *,
        at: datetime,
        cause: str | None,
        policy: str,
        reasons: tuple[Reason, ...],
        subject: str | None = None,
    ) -> Decision:
        """Note a change with its decision."""
        verdict = _MOVED if aspect is _STAGE else _CHANGED
        decision = make_decision(verdict, policy, reasons, self.draft.rules)
        self.changes.append(make_change(aspect, before, after, at, cause, decision, subject))
        return decision

    def refuse(self, policy: str, *reasons: Reason) -> None:
        """Note that something was asked for and not given."""
        self.refusals.append(Decision(Verdict.REFUSED, policy, reasons, self.draft.rules))


def folding(policies: PolicySet) -> FoldingRules:
    """The folding part of a policy set; what is no policy set is refused."""
    if not isinstance(policies, PolicySet):
        raise PolicyError(
            "policies", policies, "a PolicySet", "Pass the whole set, such as relcore.STANDARD."
        )
    return policies.folding


def fact(code: str, what: str, unit: str, *evidence: str) -> Reason:
    """The reason that something was recorded: it holds because it was said."""
    return make_reason(code, True, what, _EQUAL_TO, what, unit, evidence)


def mismatch(code: str, found: str | None, wanted: str, unit: str, *evidence: str) -> Reason:
    """The reason that something isn't what it would have to be."""
    return make_reason(code, False, found, _EQUAL_TO, wanted, unit, evidence)
