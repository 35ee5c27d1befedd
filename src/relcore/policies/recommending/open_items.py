"""What is open is to be done: each of these is proposed as long as its item is open, and no longer.

The item itself is what is remembered. Whatever settles it settles what was proposed, and what memory let go of has
evidently not settled it: so there is nothing here that could be unknown. Only a key says that something was done
although its item is open still.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from attrs import frozen

from relcore.errors import PolicyError
from relcore.model.agent import Agent
from relcore.model.decision import Reason
from relcore.model.instants import LATEST
from relcore.model.items import OpenItem
from relcore.model.recommendation import Recommendation
from relcore.model.validation import check_value
from relcore.policies.advisory import EVIDENCE
from relcore.policies.durations import check_days
from relcore.policies.recommending.proposal import Proposal
from relcore.policies.situation import Situation
from relcore.vocabulary import (
    Channel,
    Comparison,
    Party,
    Priority,
    Purpose,
    Severity,
    Stage,
)

__all__ = [
    "ALWAYS",
    "ConcernsOpen",
    "PromisesDue",
    "QuestionsOpen",
    "check_proposals",
    "of_item",
    "open_items",
]

ALWAYS: Final = tuple(Stage)
"""Every stage: what is owed is owed after an ending too."""

_EVIDENTLY_NOT: Final = LATEST  # what is open can only have been carried out by what is remembered
_MOST_POINTS = 1_000


def _opened(item: OpenItem) -> tuple[datetime, str]:
    return item.opened_at, item.id


def open_items(situation: Situation, kind: str) -> list[OpenItem]:
    """What is open of a kind, in the order in which it was opened, in whatever order it was stored and loaded."""
    items = situation.relationship.items
    return sorted([item for item in items.values() if item.kind == kind], key=_opened) if items else []


def _limit(item: OpenItem) -> datetime | None:
    """The last good instant, also once it has passed."""
    return item.overdue_since if item.due is None else item.due


def check_proposals(policy: object, *names: str) -> None:
    """Refuse what is no proposal in the named fields of a policy."""
    for name in names:
        check_value(getattr(policy, name), Proposal, f"{type(policy).__name__}.{name}")


def _check_points(policy: object, *names: str) -> None:
    for name in names:
        points = getattr(policy, name)
        if type(points) is not int or not 0 <= points <= _MOST_POINTS:
            expected = f"whole points from 0 to {_MOST_POINTS:,}"
            raise PolicyError(f"{type(policy).__name__}.{name}", points, expected, "Ten is usual.")


def of_item(
    proposal: Proposal, situation: Situation, item: OpenItem, occasion: str, *reasons: Reason, **given: Any
) -> tuple[Recommendation, ...]:
    """The recommendation that goes with an item, if there is anything to do about it that was not done."""
    made = proposal.make(
        situation, occasion, since=_EVIDENTLY_NOT, reasons=reasons, settles=(item.id,), **given
    )
    return () if made is None else (made,)


@frozen(kw_only=True)
class PromisesDue:
    """Proposes to keep what the company promised, and to make good what it broke.

    The time to keep a promise begins some days before it is due, and earlier where deliveries usually take longer: it
    is in danger once less time is left than the median of the latest ones took, of an even number the longer of the
    middle two. Delivered, resolved or withdrawn it is settled; what the customer promised is the customer's.

    Reads the open promises, and how long the latest deliveries took. Emits ``promised_on``, ``deliveries_take`` and
    ``promise_broken_on``.

    Args:
        keep: what is proposed while it can be kept.
        make_good: what is proposed once it is broken.
        ahead_days: how many days before it is due its time begins.
    """

    code = "promises_due"

    keep: Proposal = Proposal(
        kind="keep_promise", purpose=Purpose.SERVICE, priority=Priority.PROMISE, weight=20, stages=ALWAYS
    )
    make_good: Proposal = Proposal(
        kind="make_good", purpose=Purpose.SERVICE, priority=Priority.PROMISE, weight=40, stages=ALWAYS
    )
    ahead_days: float = 2.0

    def __attrs_post_init__(self) -> None:
        check_proposals(self, "keep", "make_good")
        check_days(self.ahead_days, "PromisesDue.ahead_days")

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """One for each promise of the company."""
        found: list[Recommendation] = []
        for item in open_items(situation, "promise"):
            if item.by is not Party.COMPANY:
                continue
            if item.due is not None:
                found += self._keep(situation, item, item.due)
            else:
                found += self._make_good(situation, item, item.overdue_since)
        return found

    def _keep(self, situation: Situation, item: OpenItem, due: datetime) -> tuple[Recommendation, ...]:
        ahead = timedelta(self.ahead_days)
        taken = sorted(situation.relationship.conduct.promises.taken_seconds)
        takes = timedelta(seconds=taken[len(taken) // 2]) if taken else timedelta(0)
        reasons = [
            Reason(
                "promised_on",
                item.opened_at <= due,
                item.opened_at,
                Comparison.AT_MOST,
                due,
                "instant",
                (item.id,),
            )
        ]
        if takes > ahead:
            days = takes / timedelta(days=1)
            reasons.append(
                Reason("deliveries_take", True, days, Comparison.MORE_THAN, self.ahead_days, "days")
            )
        begins = max(due - max(ahead, takes), item.opened_at)
        return of_item(self.keep, situation, item, item.id, *reasons, not_before=begins, due=due)

    def _make_good(
        self, situation: Situation, item: OpenItem, broken: datetime | None
    ) -> tuple[Recommendation, ...]:
        why = Reason("promise_broken_on", True, broken, Comparison.EQUAL_TO, broken, "instant", (item.id,))
        return of_item(self.make_good, situation, item, item.id, why, due=broken)


@frozen(kw_only=True)
class QuestionsOpen:
    """Proposes to answer what the customer asked, in every type of relationship: a reply is no outreach.

    While the customer is awaited there is nothing to answer. An answer, a resolution and a withdrawal settle it.

    Reads the open questions. Emits ``asked_on`` and ``answer_overdue_since``.

    Args:
        proposal: what is proposed.
        overdue: what it weighs more once its time limit has passed, in points.
    """

    code = "questions_open"

    proposal: Proposal = Proposal(
        kind="answer",
        purpose=Purpose.SERVICE,
        channels=(Channel.PHONE, Channel.EMAIL, Channel.CHAT),
        priority=Priority.CONCERN,
        weight=20,
        stages=ALWAYS,
    )
    overdue: int = 20

    def __attrs_post_init__(self) -> None:
        check_proposals(self, "proposal")
        _check_points(self, "overdue")

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """One for each question that waits for the company."""
        found: list[Recommendation] = []
        for item in open_items(situation, "question"):
            if item.left_seconds is not None:
                continue
            at, late, cited = item.opened_at, item.overdue_since, (item.id,)
            reasons = [Reason("asked_on", True, at, Comparison.EQUAL_TO, at, "instant", cited)]
            if late is not None:
                reasons.append(
                    Reason("answer_overdue_since", True, late, Comparison.EQUAL_TO, late, "instant", cited)
                )
            weight = 0 if late is None else self.overdue
            found += of_item(
                self.proposal,
                situation,
                item,
                item.id,
                *reasons,
                reply_to=item.id,
                due=_limit(item),
                weight=weight,
            )
        return found


@frozen(kw_only=True)
class ConcernsOpen:
    """Proposes to resolve what customers complain of, by somebody who can; where nobody can, to find somebody.

    Whom it was escalated to has it, as long as that agent is there and can resolve it. Who can is an active agent
    whose capabilities cover its category; one without a category anybody can. Where the company's agents are known
    and none of them can, it is unroutable, and that is shown to a supervisor instead; once that was done and it is
    open still, it is to be resolved all the same. While the customer is awaited there is nothing to do.

    Reads the open concerns, and the company's agents. Emits ``concern_raised``, ``recurrences``,
    ``concern_overdue_since`` and ``unroutable``.

    Args:
        resolve: what is proposed where somebody can resolve it, or nothing is known of the agents.
        route: what is proposed where nobody can.
        minor: what a minor concern weighs more, in points.
        moderate: what a moderate one weighs more.
        grave: what a grave one weighs more.
        overdue: what it weighs more once its time limit has passed.
    """

    code = "concerns_open"

    resolve: Proposal = Proposal(
        kind="resolve_concern", purpose=Purpose.SERVICE, priority=Priority.CONCERN, weight=0, stages=ALWAYS
    )
    route: Proposal = Proposal(
        kind="route_concern",
        purpose=Purpose.SERVICE,
        priority=Priority.CONCERN,
        weight=0,
        role="supervisor",
        stages=ALWAYS,
    )
    minor: int = 10
    moderate: int = 20
    grave: int = 40
    overdue: int = 20

    def __attrs_post_init__(self) -> None:
        check_proposals(self, "resolve", "route")
        _check_points(self, "minor", "moderate", "grave", "overdue")

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """One for each concern that waits for the company."""
        found: list[Recommendation] = []
        for item in open_items(situation, "concern"):
            if item.left_seconds is None:
                found += self._of(situation, item)
        return found

    def _of(self, situation: Situation, item: OpenItem) -> tuple[Recommendation, ...]:
        reasons = _about_concern(item)
        given: dict[str, Any] = {"due": _limit(item), "weight": self._weight(item), "topic": item.category}
        able = _able(situation, item.category)
        if able == [] and item.category is not None:
            nobody = Reason("unroutable", True, 1, Comparison.AT_LEAST, 1, "concerns", (item.id,))
            routed = of_item(self.route, situation, item, _raised(item), nobody, *reasons, **given)
            if routed:
                return routed
        has = item.assignee if able is None or any(agent.id == item.assignee for agent in able) else None
        return of_item(
            self.resolve,
            situation,
            item,
            _raised(item),
            *reasons,
            assignee=has,
            skill=item.category,
            **given,
        )

    def _weight(self, item: OpenItem) -> int:
        weight = self.moderate
        if item.severity is Severity.MINOR:
            weight = self.minor
        elif item.severity is Severity.GRAVE:
            weight = self.grave
        return weight + (0 if item.overdue_since is None else self.overdue)


def _about_concern(item: OpenItem) -> tuple[Reason, ...]:
    """How grave it is, how often it came before, and since when it is late."""
    severity, cited = item.severity, (item.id,)
    reasons = [Reason("concern_raised", True, severity, Comparison.EQUAL_TO, severity, "severity", cited)]
    if item.cites:
        times, evidence = len(item.cites), (item.id, *item.cites)[:EVIDENCE]
        reasons.append(Reason("recurrences", True, times, Comparison.AT_LEAST, 1, "concerns", evidence))
    if (late := item.overdue_since) is not None:
        reasons.append(
            Reason("concern_overdue_since", True, late, Comparison.EQUAL_TO, late, "instant", cited)
        )
    return tuple(reasons)


def _raised(item: OpenItem) -> str:
    """What a concern is due to: its id; where it was opened again under that, the limit that it was given then."""
    limit = _limit(item)
    return f"{item.id}/{limit and limit.isoformat()}" if item.id in item.cites else item.id


def _able(situation: Situation, category: str | None) -> list[Agent] | None:
    """The active agents who can resolve what is of a category; None where nothing is known of them."""
    company = situation.company
    if company is None or company.agents is None:
        return None
    return [a for a in company.agents if a.active and (category is None or category in a.capabilities)]
