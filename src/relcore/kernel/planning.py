"""A plan of what was proposed: ranked, joined, within one budget of contacts, and given to somebody to do.

It is the same in whatever order things were proposed. What is blocked becomes an internal task where something is
owed, and else silence; never the same by another channel.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Final

from attrs import evolve, frozen

from relcore.kernel.contacting import Asking
from relcore.model.action import Action, Assignment
from relcore.model.decision import Decision, Reason
from relcore.model.instants import LATEST, RESOLUTION, end_of_day, local_day
from relcore.model.memories import Contact
from relcore.model.recommendation import Recommendation, Withheld
from relcore.model.score import Score
from relcore.policies import Situation
from relcore.policies.advisory import EVIDENCE
from relcore.policies.contact.attempts import attempts
from relcore.policies.planning import PRIORITIES
from relcore.policy_set import AdvisingRules
from relcore.vocabulary import Comparison, Priority, Purpose, Verdict

__all__ = ["Planned", "Proposed", "look_again", "plan"]

_ALLOWED, _DEFERRED = Verdict.ALLOWED, Verdict.DEFERRED
_A_DAY: Final = "contacts_a_day"
_OF_TOMORROW = frozenset({"not_before", "local_time"})  # that the day begins at night is no reason of today
_OWED = frozenset({Priority.PROMISE, Priority.CONCERN})


@frozen
class Proposed:
    """What is proposed for one relationship, and by what it is judged.

    Args:
        situation: the relationship as of now.
        asking: what contacts are judged by.
        recommendations: what the recommenders propose.
    """

    situation: Situation
    asking: Asking
    recommendations: tuple[Recommendation, ...]


@frozen
class Planned:
    """What came of it, all relationships together, each in its rank.

    Args:
        actions: what is to be done.
        withheld: what may not be done now.
        upcoming: what is not to be done yet, the next first.
        turns: when another day begins, for what only waits for something else that is planned today.
    """

    actions: tuple[Action, ...]
    withheld: tuple[Withheld, ...]
    upcoming: tuple[Recommendation, ...]
    turns: tuple[datetime, ...]


@frozen
class _Ranked:
    """A recommendation in its rank."""

    recommendation: Recommendation
    score: Score
    situation: Situation
    asking: Asking

    @property
    def rank(self) -> tuple[int, int, str]:
        told = self.recommendation
        return (PRIORITIES[told.priority], -(self.score.points or 0), told.key)


def plan(proposed: Sequence[Proposed], rules: AdvisingRules) -> Planned:
    """What is to be done now of what is proposed for relationships that share people, and what is not.

    Args:
        proposed: the relationships; the contacts that are planned in one count in all of them.
        rules: how it is ranked, joined and assigned.
    """
    upcoming: list[Recommendation] = []
    planning = _Planning(rules)
    ranked: list[_Ranked] = []
    for one in proposed:
        at = one.situation.at
        for recommendation in _each_once(one.recommendations):
            if _is_done(recommendation, one):
                continue
            if recommendation.not_before is not None and recommendation.not_before > at:
                upcoming.append(recommendation)
            else:
                score = rules.planning.score(recommendation, one.situation)
                ranked.append(_Ranked(recommendation, score, one.situation, one.asking))
    personal: set[tuple[str, str]] = set()
    for candidate in sorted(ranked, key=attrgetter("rank")):
        told = candidate.recommendation
        if told.personal:
            if (told.kind, told.occasion) in personal:
                continue  # it is due to the person once, in whichever relationship
            personal.add((told.kind, told.occasion))
        planning.add(candidate)
    return Planned(
        tuple(planning.actions()),
        tuple(planning.withheld),
        tuple(sorted(upcoming, key=_ahead)),
        tuple(planning.turns),
    )


def _ahead(recommendation: Recommendation) -> tuple[datetime | None, str]:
    return (recommendation.not_before, recommendation.key)


def _each_once(recommendations: tuple[Recommendation, ...]) -> Iterable[Recommendation]:
    """One for each key: of several recommenders that propose the same, it does not matter which comes first."""
    found: dict[str, Recommendation] = {}
    for one in recommendations:
        other = found.setdefault(one.key, one)
        if other is not one and repr(one) < repr(other):
            found[one.key] = one
    return found.values()


def _is_done(recommendation: Recommendation, proposed: Proposed | _Ranked) -> bool:
    """Whether its time is over, or it was carried out, be it in another relationship of the person it is due to."""
    situation = proposed.situation
    if recommendation.expires is not None and recommendation.expires < situation.at:
        return True
    others = proposed.asking.others if recommendation.personal else ()
    return any(
        one.occasion == recommendation.occasion
        for relationship in (situation.relationship, *others)
        for one in relationship.carried_out.get(recommendation.kind, ())
    )


class _Step:
    """An action while it is planned."""

    __slots__ = ("assignment", "decision", "first", "joined")

    def __init__(self, first: _Ranked, decision: Decision, assignment: Assignment) -> None:
        self.first = first
        self.decision = decision
        self.assignment = assignment
        self.joined: list[Recommendation] = [first.recommendation]


class _Planning:
    """What is planned so far."""

    def __init__(self, rules: AdvisingRules) -> None:
        self._rules = rules
        self._steps: list[_Step] = []
        self._contacts: dict[str, tuple[Contact, ...]] = {}
        self.withheld: list[Withheld] = []
        self.turns: list[datetime] = []

    def add(self, candidate: _Ranked) -> None:
        """Plan a recommendation, join it to another, or withhold it."""
        recommendation = candidate.recommendation
        if recommendation.is_internal:
            self._take(candidate, candidate.asking.judge(recommendation))
            return
        person = candidate.asking.addressee(recommendation)
        planned = () if person is None else self._contacts.get(person.id, ())
        decision = candidate.asking.judge(recommendation)
        alone = decision.verdict is _ALLOWED
        if alone and planned:
            if self._join(candidate, decision):
                return
            decision = candidate.asking.judge(recommendation, planned)
        if decision.verdict is _ALLOWED and not recommendation.is_reply:
            decision = self._of_today(candidate, decision, planned)
        if decision.verdict is _ALLOWED:
            self._take(candidate, decision)
            if not recommendation.is_reply and decision.person is not None:
                self._contacts[decision.person] = (*planned, _contact(candidate, decision))
            return
        self.withheld.append(Withheld(recommendation, decision))
        if alone:
            self.turns.append(self._tomorrow(candidate, planned)[1])
        if decision.verdict is not _DEFERRED and recommendation.priority in _OWED:
            self._see_to(candidate, decision)

    def _take(self, candidate: _Ranked, decision: Decision) -> None:
        assignment = self._rules.delegation.assign(candidate.recommendation, candidate.situation)
        self._steps.append(_Step(candidate, decision, assignment))

    def _join(self, candidate: _Ranked, decision: Decision) -> bool:
        """Put it into a message that goes to the person anyway, where the two go together."""
        recommendation = candidate.recommendation
        for step in self._steps:
            other = step.first.recommendation
            together = (
                step.decision.person == decision.person
                and step.decision.channel in recommendation.channels
                and other.relationship_id == recommendation.relationship_id
                and (other.counts_as is Purpose.MARKETING) == (recommendation.counts_as is Purpose.MARKETING)
                and other.purpose.can_reply == recommendation.purpose.can_reply
                and not (other.is_internal or other.is_reply or recommendation.is_reply)
                and not (recommendation.appointment and any(one.appointment for one in step.joined))
            )
            if not together or not self._passes(candidate, step):
                continue
            if self._is_for(candidate, step):
                step.joined.append(recommendation)
                self._recount(step, recommendation)
                return True
            self.turns += _next_days_of_agents(candidate.situation)  # somebody else may be at work then
        return False

    def _recount(self, step: _Step, joined: Recommendation) -> None:
        """What a message does besides a service counts: it is no mere service any more."""
        person = step.decision.person
        if person is None or joined.counts_as is Purpose.SERVICE:
            return
        key = step.first.recommendation.key
        self._contacts[person] = tuple(
            evolve(one, purpose=joined.counts_as) if one.id == key and one.purpose == Purpose.SERVICE else one
            for one in self._contacts[person]
        )

    def _is_for(self, candidate: _Ranked, step: _Step) -> bool:
        """Whether it is for the very agent, or the very role, that the message is for."""
        own = self._rules.delegation.assign(candidate.recommendation, candidate.situation)
        return (own.agent, own.role) == (step.assignment.agent, step.assignment.role)

    def _passes(self, candidate: _Ranked, step: _Step) -> bool:
        """Whether it may go by the very channel of that message, beside everything else that is planned."""
        channel, person = step.decision.channel, step.decision.person
        assert channel is not None  # what reaches somebody does so by a channel
        assert person is not None
        by = evolve(candidate.recommendation, channels=(channel,), person=person)
        key = step.first.recommendation.key
        beside = tuple(one for one in self._contacts.get(person, ()) if one.id != key)
        return candidate.asking.judge(by, beside).verdict is _ALLOWED

    def _of_today(self, candidate: _Ranked, decision: Decision, planned: tuple[Contact, ...]) -> Decision:
        """The decision; or that it waits for tomorrow, where the person was contacted often enough today."""
        if candidate.recommendation.priority in _OWED or candidate.asking.lifts(_A_DAY):
            return decision
        situation, tomorrow = self._tomorrow(candidate, planned)
        zone, most = self._rules.planning.zone(situation), self._rules.planning.contacts_a_day
        today = local_day(situation.at, zone)
        made = [one for one in attempts(situation) if local_day(one.at, zone) == today]
        if len(made) < most:
            return decision
        reason = Reason(
            "contacts_today",
            False,
            len(made),
            Comparison.LESS_THAN,
            most,
            "contacts",
            tuple(one.id for one in made if one not in planned)[-EVIDENCE:],
        )
        expires = candidate.recommendation.expires
        if expires is not None and expires < tomorrow:
            late = Reason("expires", False, tomorrow, Comparison.AT_MOST, expires, "instant")
            return evolve(decision, verdict=Verdict.REFUSED, policy="expires", reasons=(reason, late))
        later = candidate.asking.judge(evolve(candidate.recommendation, not_before=tomorrow), planned)
        if later.verdict is not _DEFERRED:
            return evolve(later, reasons=(reason, *later.reasons))
        told = tuple(one for one in later.reasons if one.code not in _OF_TOMORROW)
        return evolve(later, policy=_A_DAY, reasons=(reason, *told))

    def _tomorrow(self, candidate: _Ranked, planned: tuple[Contact, ...]) -> tuple[Situation, datetime]:
        """What the person is contacted by today, and the instant at which the person's next day begins."""
        person = candidate.asking.addressee(candidate.recommendation)
        situation = candidate.asking.situation(candidate.situation.at, person, planned)
        zone = self._rules.planning.zone(situation)
        return situation, end_of_day(local_day(situation.at, zone), zone) + RESOLUTION

    def _see_to(self, candidate: _Ranked, decision: Decision) -> None:
        """What is owed and must not be said is seen to within the company."""
        task = evolve(
            candidate.recommendation,
            channels=(),
            person=None,
            reply_to=None,
            appointment=None,
            reasons=(*candidate.recommendation.reasons, *decision.reasons),
        )
        inner = evolve(candidate, recommendation=task)
        self._take(inner, candidate.asking.judge(task))

    def actions(self) -> Iterator[Action]:
        """What is planned, each with who is to do it; and who has to be trained for it."""
        trained: dict[str, Action] = {}
        for step in self._steps:
            first, assignment = step.first, step.assignment
            told = step.joined
            if assignment.agent is not None:
                told = [evolve(one, assignee=assignment.agent) for one in told]
            yield Action(tuple(told), first.score, step.decision, assignment)
            if assignment.training is not None and assignment.trainee is not None:
                training = self._training(step, assignment)
                if training is not None:
                    trained.setdefault(training.key, training)
        yield from (trained[key] for key in sorted(trained))

    def _training(self, step: _Step, assignment: Assignment) -> Action | None:
        first = step.first
        task = Recommendation(
            kind="train_agent",
            relationship_id=first.recommendation.relationship_id,
            occasion=f"{assignment.trainee}/{assignment.training}",
            purpose=Purpose.RELATIONSHIP,
            role=self._rules.delegation.refer_to,
            skill=assignment.training,
            reasons=assignment.decision.reasons,
        )
        if _is_done(task, first):
            return None
        refused = Decision(Verdict.REFUSED, "training", (), assignment.decision.rules)
        return Action(
            (task,),
            self._rules.planning.score(task, first.situation),
            first.asking.judge(task),
            Assignment(refused, role=task.role),
        )


def _contact(candidate: _Ranked, decision: Decision) -> Contact:
    recommendation, channel = candidate.recommendation, decision.channel
    assert channel is not None  # what reaches somebody does so by a channel
    return Contact(
        recommendation.key,
        candidate.situation.at,
        channel,
        recommendation.counts_as,
        decision.person,
        recommendation.assignee,
    )


def _next_days_of_agents(situation: Situation) -> Iterator[datetime]:
    """When another day begins where agents work: who does what may be another one."""
    agents = () if situation.company is None else situation.company.agents or ()
    for agent in agents:
        if agent.hours is not None:
            zone = agent.hours.zone
            yield end_of_day(local_day(situation.at, zone), zone) + RESOLUTION


def look_again(planned: Planned) -> datetime | None:
    """The first instant at which there may be more to do, or less: something begins, may be done again, or is over."""
    begins = [one.not_before for one in planned.upcoming]
    opens = [one.decision.until for one in planned.withheld]
    open_now = [one for action in planned.actions for one in action.recommendations]
    open_now += [one.recommendation for one in planned.withheld]
    over = [None if one.expires is None else one.expires + RESOLUTION for one in open_now]
    return min(
        (one for one in (*begins, *opens, *over, *planned.turns) if one is not None and one < LATEST),
        default=None,
    )
