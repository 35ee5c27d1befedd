"""What one fold carries: the draft, the rules in force, and what has come of it so far.

Everything here is private to one call of a verb and thrown away after it; a call that raises has changed
nothing.
"""

from datetime import datetime
from typing import cast

from relcore.errors import PolicyError, PolicyMismatchError
from relcore.kernel.draft import Draft
from relcore.model.decision import Change, Decision, Reason
from relcore.model.relationship import OpenItem, Relationship, Tally
from relcore.model.validation import check_value
from relcore.policies.situation import Situation
from relcore.policy_set import FoldingRules, Memory, PolicySet, StagePlan
from relcore.vocabulary import Aspect, Comparison, Verdict

__all__ = ["DraftSituation", "Fold", "fact", "folding", "mismatch"]

_MOVED, _CHANGED, _STAGE, _EQUAL_TO = Verdict.MOVED, Verdict.CHANGED, Aspect.STAGE, Comparison.EQUAL_TO


class DraftSituation:
    """The situation as built-in policies see it: the draft itself, which they only read."""

    __slots__ = ("at", "pace_days", "relationship")

    relationship: Draft
    at: datetime
    pace_days: float

    def __init__(self, relationship: Draft, at: datetime, pace_days: float) -> None:
        self.relationship = relationship
        self.at = at
        self.pace_days = pace_days

    def settled(self) -> Situation:
        """What a user's own policy sees: a frozen snapshot, as of the last recorded interaction."""
        snapshot = self.relationship.snapshot()
        return Situation(snapshot, snapshot.last_at, self.pace_days)


class Fold:
    """A draft under folding rules.

    Attributes:
        draft: the state.
        rules: the rules in force.
        memory: how much they remember.
        counted: the events that their criteria count.
        view: what built-in policies see, also as ``situation``. Its instant is the horizon: everything
            that fell due before it has been applied.
        here: the plan of the stage in which the draft is.
        due: the earliest deadline at or after the horizon: exactly so if ``due_exact``; if only
            ``due_bounds``, no deadline is earlier.
        waits_passed: whether the deadline of a wait has passed that moves on when the customer does something.
        standing_due: the earliest of the deadlines that stand until an item or the stage changes, if
            ``standing_known``.
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
        "here",
        "memory",
        "refusals",
        "rules",
        "situation",
        "standing_due",
        "standing_known",
        "view",
        "waits_passed",
    )

    draft: Draft
    rules: FoldingRules
    memory: Memory
    counted: frozenset[str]
    here: StagePlan
    view: DraftSituation
    situation: Situation
    due: datetime | None
    due_exact: bool
    due_bounds: bool
    standing_due: datetime | None
    standing_known: bool
    waits_passed: bool
    changes: list[Change]
    refusals: list[Decision]

    def __init__(self, relationship: Relationship, rules: FoldingRules) -> None:
        check_value(relationship, Relationship, "relationship")
        draft = Draft(relationship)
        self.draft = draft
        self.changes = []
        self.refusals = []
        self.view = DraftSituation(draft, relationship.last_at, rules.pace_days)
        self.situation = cast(Situation, self.view)
        self.due = relationship.next_due
        self.due_exact = self.due_bounds = True
        self.standing_due = None
        self.standing_known = False
        self.waits_passed = True
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
        for event, tally in draft.tallies.items():
            if event in counts or len(counts) < self.memory.kinds:
                counts[event] = counts.get(event, 0) + tally.count
            else:
                self.forget("past_counts")
        draft.past_counts = counts
        draft.tallies = {}
        draft.episode_purchase_days = 0
        draft.categories = ()
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
            tallies[event] = Tally(tally.count + 1, tally.first_at, at, evidence)
        elif len(tallies) < self.memory.kinds:
            tallies[event] = Tally(1, at, at, evidence)
        else:
            self.forget("tallies")

    def forget(self, memory: str) -> None:
        """Say that a memory overflowed: what is read from it is unknown from now on."""
        if memory not in self.draft.forgotten:
            self.draft.forgotten = tuple(sorted((*self.draft.forgotten, memory)))

    def deadlines_changed(self) -> None:
        """Say that an item or the stage changed, or that the horizon passed a deadline."""
        self.standing_known = self.due_exact = self.due_bounds = False

    def limits_changed(self) -> None:
        """Say that a limit may have changed, and with it a deadline, to either side."""
        self.due_exact = self.due_bounds = False

    def silence_broken(self) -> None:
        """Say that the customer did something: deadlines that lie ahead can only have moved later."""
        self.due_exact = False
        if self.waits_passed:
            self.due_bounds = False

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
        decision = Decision(verdict, policy, reasons, self.draft.rules)
        self.changes.append(Change(aspect, before, after, at, cause, decision, subject))
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
    return Reason(code, True, what, _EQUAL_TO, what, unit, evidence)


def mismatch(code: str, found: str | None, wanted: str, unit: str, *evidence: str) -> Reason:
    """The reason that something isn't what it would have to be."""
    return Reason(code, False, found, _EQUAL_TO, wanted, unit, evidence)
