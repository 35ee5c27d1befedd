"""What one fold carries: the draft, the rules in force, and what has come of it so far.

Everything here is private to one call of a verb and thrown away after it; a call that raises has changed
nothing.
"""

from datetime import datetime
from typing import cast

from relcore.errors import PolicyMismatchError
from relcore.kernel.draft import Draft
from relcore.model.decision import Change, Decision, Reason
from relcore.model.relationship import Relationship, Tally
from relcore.policies.situation import Situation
from relcore.policy_set import FoldingRules
from relcore.vocabulary import Aspect, Comparison, Verdict

__all__ = ["DraftSituation", "Fold", "fact", "mismatch"]


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
        horizon: everything that fell due before this instant has been applied.
        view: what built-in policies see; its instant is the horizon, or the one at which edges are tried.
        due: the earliest deadline at or after the horizon, if ``due_known``.
        items_due: the earliest deadline of an open item, if ``items_due_known``.
        fresh_rules: whether rules were adopted that have not been asked about the state yet.
        changes: what changed so far.
        refusals: what was asked for and not given so far.
    """

    __slots__ = (
        "changes",
        "draft",
        "due",
        "due_known",
        "fresh_rules",
        "horizon",
        "items_due",
        "items_due_known",
        "refusals",
        "rules",
        "situation",
        "view",
    )

    def __init__(self, relationship: Relationship, rules: FoldingRules) -> None:
        draft = Draft(relationship)
        self.draft = draft
        self.changes: list[Change] = []
        self.refusals: list[Decision] = []
        self.horizon = relationship.last_at
        self.view = DraftSituation(draft, self.horizon, rules.pace_days)
        self.situation = cast(Situation, self.view)
        self.due = relationship.next_due
        self.due_known = True
        self.fresh_rules = relationship.last is not None and relationship.next_due == self.horizon
        self.items_due: datetime | None = None
        self.items_due_known = False
        self.rules = rules
        if not draft.rules:
            draft.rules = rules.digest
            draft.stage = rules.lifecycle.initial
            self.due_known = False
        elif draft.rules != rules.digest:
            raise PolicyMismatchError(
                "Relationship.rules",
                f"{draft.rules[:12]}...",
                f"the digest of the policy set in use, {rules.digest[:12]}...",
                "Replay its history under this policy set; or record a RulesAdopted with this digest under the"
                " policy set that it was folded under, and go on from there.",
            )

    def adopt(self, rules: FoldingRules) -> None:
        """Go on under other rules, which the draft has just adopted."""
        self.rules = rules
        self.view.pace_days = rules.pace_days
        self.fresh_rules = True

    def tally(self, event: str, at: datetime, id: str) -> None:
        """Count an event of this episode."""
        tallies = self.draft.tallies
        tally = tallies.get(event)
        memory = self.rules.memory
        if tally is not None:
            evidence = (*tally.evidence[1 - memory.evidence :], id) if memory.evidence > 1 else (id,)
            tallies[event] = Tally(tally.count + 1, tally.first_at, at, evidence)
        elif len(tallies) < memory.kinds:
            tallies[event] = Tally(1, at, at, (id,))
        else:
            self.forget("tallies")

    def forget(self, memory: str) -> None:
        """Say that a memory overflowed: what is read from it is unknown from now on."""
        if memory not in self.draft.forgotten:
            self.draft.forgotten = tuple(sorted((*self.draft.forgotten, memory)))

    def items_changed(self) -> None:
        """Say that an item was opened, settled or given another deadline."""
        self.items_due_known = False
        self.due_known = False

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
        verdict = Verdict.MOVED if aspect is Aspect.STAGE else Verdict.CHANGED
        decision = Decision(verdict, policy, reasons, self.draft.rules)
        self.changes.append(Change(aspect, before, after, at, cause, decision, subject))
        return decision

    def refuse(self, policy: str, *reasons: Reason) -> None:
        """Note that something was asked for and not given."""
        self.refusals.append(Decision(Verdict.REFUSED, policy, reasons, self.draft.rules))


def fact(code: str, what: str, unit: str, *evidence: str) -> Reason:
    """The reason that something was recorded: it holds because it was said."""
    return Reason(code, True, what, Comparison.EQUAL_TO, what, unit, evidence)


def mismatch(code: str, found: str | None, wanted: str, unit: str, *evidence: str) -> Reason:
    """The reason that something isn't what it would have to be."""
    return Reason(code, False, found, Comparison.EQUAL_TO, wanted, unit, evidence)
