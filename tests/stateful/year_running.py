"""A year, look by look: what falls to be done is done as an application would, and what comes of it is recorded.

A circle of customers who share people is looked at customer by customer, each with what was done for the one before.
"""

import heapq
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from attrs import define, evolve, field, frozen

from relcore import (
    STANDARD,
    Interaction,
    PolicySet,
    Relationship,
    Stage,
    Status,
    explain,
    record,
    replay,
    review,
)
from relcore.model import Action, Review
from relcore.portfolio.agenda import Case, Entry, agenda
from tests.stateful.year_acting import Manners, carry_out, chance, id_of, replies
from tests.stateful.year_world import World

HOUR = timedelta(hours=1)
USUAL = Manners()


@frozen
class Looking:
    """When it is looked at what is to be done.

    Args:
        hours: at these hours of each day, by the clocks of UTC.
        days: for how many days of the year.
        only_when_due: whether a circle is left alone while nothing was recorded and no ``next_due`` has come.
        peeking: whether it is looked at every hour besides, and nothing is made of that.
        watching: every how many looks it is noted what is withheld, and why; 0 never.
    """

    hours: tuple[int, ...] = (10,)
    days: int = 366
    only_when_due: bool = False
    peeking: bool = False
    watching: int = 0

    def ends(self, world: World) -> datetime:
        """When the looking is over."""
        return min(world.ends, world.begins + timedelta(self.days))

    def instants(self, world: World) -> Iterator[datetime]:
        """Each instant at which it is looked, in order."""
        day = world.begins
        for _ in range(self.days):
            for hour in self.hours:
                at = day + HOUR * hour
                if at < self.ends(world):
                    yield at
            day += timedelta(days=1)


@frozen
class Done:
    """One line of the log of a run: what was recorded, and the action that it carried out where it did."""

    interaction: Interaction[Any]
    action: Action | None

    @property
    def at(self) -> datetime:
        """When."""
        return self.interaction.at


@define(slots=False)
class Run:
    """What came of a year."""

    world: World
    looking: Looking
    policies: PolicySet
    log: list[Done] = field(factory=list)
    states: dict[str, Relationship] = field(factory=dict)
    stages: dict[str, list[tuple[datetime, Stage]]] = field(factory=dict)
    withheld: dict[str, str] = field(factory=dict)
    upcoming: set[str] = field(factory=set)
    open: dict[str, datetime] = field(factory=dict)
    refused: Counter[str] = field(factory=Counter)
    reviews: int = 0

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all that was recorded."""
        return frozenset(one.interaction.id for one in self.log)

    @cached_property
    def keys(self) -> dict[str, datetime]:
        """When each key was carried out for the first time."""
        found: dict[str, datetime] = {}
        for one in self.log:
            for key in one.interaction.settles:
                found.setdefault(key, one.at)
        return found


class _Circle:
    """Customers who share people, while a year runs."""

    def __init__(self, run: Run, customers: tuple[str, ...], manners: Manners) -> None:
        self.run, self.customers, self.manners = run, customers, manners
        self.waiting: list[tuple[datetime, str, Interaction[Any]]] = []
        self.ids = [id for customer in customers for id in run.world.of_customer[customer]]
        self.dirty, self.next_due = True, run.world.begins
        self.facts = run.world.begins
        self.sequence = 0
        for id in self.ids:
            before = [one for one in run.world.happening[id] if one.at < run.world.begins]
            later = run.world.happening[id][len(before) :]
            replayed = replay(run.world.relationships[id], before, run.policies)
            assert not replayed.late
            run.states[id] = replayed.relationship
            run.log += [Done(one, None) for one in before]
            self.waiting += [(one.at, one.id, one) for one in later]
            run.stages[id] = []
        heapq.heapify(self.waiting)

    def happen(self, at: datetime) -> None:
        """Record what happened by an instant."""
        while self.waiting and self.waiting[0][0] <= at:
            self.record(heapq.heappop(self.waiting)[2], None)
        changes = self.run.world.changes[self.customers]
        companies = [since for since, _ in self.run.world.companies]
        if any(self.facts < one <= at for one in (*changes, *companies)):
            self.dirty = True
        self.facts = at

    def record(self, interaction: Interaction[Any], action: Action | None) -> None:
        """Record it, after everything of the same instant."""
        self.sequence += 1
        interaction = evolve(interaction, sequence=self.sequence)
        run = self.run
        recorded = record(run.states[interaction.relationship_id], interaction, run.policies)
        assert recorded.status is Status.RECORDED, (recorded.status, interaction)
        run.states[interaction.relationship_id] = recorded.relationship
        run.log.append(Done(interaction, action))
        for refusal in recorded.refusals:
            who = "company" if action is not None else "world"
            run.refused[f"{who}: {refusal.policy} ({interaction.content.kind})"] += 1
        self.dirty = True

    def case(self, customer: str, at: datetime) -> Case:
        """A customer with its relationships that are open by then, and the others of its people."""
        run, world = self.run, self.run.world
        own = [run.states[id] for id in world.of_customer[customer]]
        people = world.members[customer]
        others = {
            id: run.states[id]
            for person in people
            for id in world.of_person[person]
            if run.states[id].customer_id != customer and run.states[id].opened_at <= at
        }
        return Case(
            customer=world.customer(customer, at),
            relationships=tuple(one for one in own if one.opened_at <= at),
            others=tuple(others[id] for id in sorted(others)),
        )

    def peek(self, at: datetime) -> None:
        """Look every hour until then, and make nothing of it."""
        between = self.facts + HOUR
        while between < at:
            self.happen(between)
            for case in self.cases_open(between):
                entries(case, self.run, between)
            between += HOUR

    def look(self, at: datetime) -> None:
        """See what is to be done, and do it."""
        run = self.run
        self.dirty = False
        for customer in self.customers:
            if not any(run.states[id].opened_at <= at for id in run.world.of_customer[customer]):
                continue
            for entry in entries(self.case(customer, at), run, at):
                self.do(entry.action, at)
        for id in self.ids:
            self.note_stage(id, at)
        if run.looking.only_when_due:
            self.next_due = self.due_next(at)

    def do(self, action: Action, at: datetime) -> None:
        """Carry it out, unless nobody does."""
        run = self.run
        for key in action.keys:
            run.open.setdefault(key, at)
        seed = run.world.seed
        if self.manners.ignored and chance(seed, id_of(action)).random() < self.manners.ignored:
            return
        state = run.states[action.recommendation.relationship_id]
        for place, did in enumerate(carry_out(action, state, at, seed, self.manners)):
            self.record(did, action)
            if place == 0 and not self.dead(action.person, at):
                for reply in replies(action, did, seed, self.manners):
                    heapq.heappush(self.waiting, (reply.at, reply.id, reply))

    def dead(self, person: str | None, at: datetime) -> bool:
        """Whether somebody will not answer any more."""
        died = None if person is None else self.run.world.lives[person].died_at
        return died is not None and died <= at + timedelta(days=2)

    def note_stage(self, id: str, at: datetime) -> None:
        """Keep the stage, where it is another one."""
        state, known = self.run.states[id], self.run.stages[id]
        if state.opened_at > at:
            return
        stage = state.stage
        if state.next_due is not None and state.next_due < at:
            stage = explain(state, at, self.run.policies).stage
        if not known or known[-1][1] is not stage:
            known.append((at, stage))

    def due_next(self, at: datetime) -> datetime:
        """When to look again, if nothing happens."""
        told = [seen.next_due for seen in self.reviews(at)]
        found = [at + timedelta(days=10_000), *(due for due in told if due is not None)]
        opening = [self.run.states[id].opened_at for id in self.ids]
        return min(found + [one for one in opening if one > at])

    def cases_open(self, at: datetime) -> Iterator[Case]:
        """The cases of those customers who have a relationship by then."""
        for customer in self.customers:
            if any(self.run.states[id].opened_at <= at for id in self.run.world.of_customer[customer]):
                yield self.case(customer, at)

    def reviews(self, at: datetime) -> Iterator[Review]:
        """What a review says of each relationship, beside the customer's others."""
        for case in self.cases_open(at):
            for one in case.relationships:
                beside = tuple(other for other in case.relationships if other.id != one.id)
                yield review(
                    one,
                    case.customer,
                    at=at,
                    policies=self.run.policies,
                    company=self.run.world.company(at),
                    others=(*beside, *case.others),
                )

    def watch(self, at: datetime) -> None:
        """Keep what is withheld, and by what rule."""
        for seen in self.reviews(at):
            for withheld in seen.withheld:
                self.run.withheld[withheld.recommendation.key] = withheld.decision.policy
            self.run.upcoming |= {upcoming.key for upcoming in seen.upcoming}


def cases(run: Run, at: datetime) -> list[Case]:
    """Every customer as of an instant, once a run is over."""
    world = run.world
    found = []
    for customer, ids in sorted(world.of_customer.items()):
        own = tuple(run.states[id] for id in ids if run.states[id].opened_at <= at)
        beside = {
            id: run.states[id]
            for person in world.members[customer]
            for id in world.of_person[person]
            if id not in ids and run.states[id].opened_at <= at
        }
        others = tuple(beside[id] for id in sorted(beside))
        if own:
            found.append(Case(customer=world.customer(customer, at), relationships=own, others=others))
    return found


def entries(case: Case, run: Run, at: datetime) -> list[Entry]:
    """What is to be done now, and not only later today."""
    run.reviews += len(case.relationships)
    lines = agenda((case,), at=at, policies=run.policies, company=run.world.company(at))
    return [line for line in lines if not line.is_pencilled]


def run(world: World, looking: Looking, policies: PolicySet = STANDARD, manners: Manners = USUAL) -> Run:
    """Run through a year."""
    made = Run(world, looking, policies)
    circles = [_Circle(made, customers, manners) for customers in world.circles]
    for number, at in enumerate(looking.instants(world)):
        for circle in circles:
            if looking.peeking:
                circle.peek(at)
            circle.happen(at)
            if looking.only_when_due and not circle.dirty and circle.next_due > at:
                continue
            if looking.watching and number % looking.watching == 0:
                circle.watch(at)
            circle.look(at)
    made.log.sort(key=lambda one: one.interaction.order)
    return made
