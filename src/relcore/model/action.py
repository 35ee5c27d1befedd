"""What comes of recommendations once they are planned: one thing to do, for one agent, with rank and reasons."""

from datetime import datetime

from attrs import frozen

from relcore.model.decision import Decision
from relcore.model.recommendation import Recommendation
from relcore.model.score import Score
from relcore.vocabulary import Channel, Priority, Purpose

__all__ = ["Action", "Assignment"]


@frozen
class Assignment:
    """Who is to do something, and why.

    Args:
        decision: how that came about: assigned, or refused where nobody is suited, with everything looked at.
        agent: the agent; None where nobody in the company is suited, or nothing is known of its agents.
        role: what sort of agent is to do it, where nobody is named.
        training: the skill that somebody has to be trained in, where nobody is good enough.
        trainee: who that is.
    """

    decision: Decision
    agent: str | None = None
    role: str | None = None
    training: str | None = None
    trainee: str | None = None


@frozen
class Action:
    """One thing to do: a recommendation that may be carried out, with those that go into the same message.

    Args:
        recommendations: what it carries out, the first one foremost. An interaction that does all of it settles the
            :attr:`keys`.
        score: what it weighs beside others of its priority.
        decision: why it may be done; of a contact, by which channel and to whom.
        assignment: who is to do it.
    """

    recommendations: tuple[Recommendation, ...]
    score: Score
    decision: Decision
    assignment: Assignment

    @property
    def recommendation(self) -> Recommendation:
        """The foremost of what it carries out."""
        return self.recommendations[0]

    @property
    def key(self) -> str:
        """The key of the foremost."""
        return self.recommendations[0].key

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of everything that it carries out."""
        return tuple(one.key for one in self.recommendations)

    @property
    def priority(self) -> Priority:
        """What it comes before: the first priority among what it carries out."""
        return self.recommendations[0].priority

    @property
    def channel(self) -> Channel | None:
        """The channel by which it is done; None for an internal task."""
        return self.decision.channel

    @property
    def person(self) -> str | None:
        """The person whom it reaches; None for an internal task."""
        return self.decision.person

    @property
    def purpose(self) -> Purpose:
        """What it counts as: a message that does more than a service is no service."""
        counted = [one.counts_as for one in self.recommendations]
        return next((purpose for purpose in counted if purpose is not Purpose.SERVICE), Purpose.SERVICE)

    @property
    def assignee(self) -> str | None:
        """The agent who is to do it, where there is one."""
        return self.assignment.agent

    @property
    def is_internal(self) -> bool:
        """Whether it reaches no customer."""
        return self.recommendations[0].is_internal

    @property
    def due(self) -> datetime | None:
        """The earliest last good instant of what it carries out; None without one."""
        return min((one.due for one in self.recommendations if one.due is not None), default=None)
