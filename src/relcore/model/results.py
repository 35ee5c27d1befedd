"""What the verbs answer: values of the model like any other."""

from datetime import datetime

from attrs import frozen

from relcore.errors import UnknownWayError
from relcore.model.action import Action
from relcore.model.decision import Change, Decision, Reason
from relcore.model.recommendation import Recommendation, Withheld
from relcore.model.relationship import Relationship
from relcore.model.score import Health, Score
from relcore.vocabulary import EdgeKind, Stage, Status

__all__ = ["Explanation", "Recorded", "Replay", "Review", "Way"]


@frozen(weakref_slot=False)
class Recorded:
    """What became of one interaction.

    Args:
        status: recorded; or late or repeated, and then the relationship is the one that was given.
        relationship: the relationship from now on.
        changes: what changed, in order: first what had fallen due before, each at its own instant.
        refusals: what the interaction asked for and was not given, each with its reasons.
    """

    status: Status
    relationship: Relationship
    changes: tuple[Change, ...]
    refusals: tuple[Decision, ...]


@frozen
class Replay:
    """What became of a whole history.

    Args:
        relationship: the relationship after it.
        changes: everything that changed, in order.
        refusals: everything that was asked for and not given.
        recorded: how many interactions were recorded.
        late: ids of those that came after a later one had been recorded; the state knows nothing of them.
        repeated: ids of those that had been recorded just before.
    """

    relationship: Relationship
    changes: tuple[Change, ...]
    refusals: tuple[Decision, ...]
    recorded: int
    late: tuple[str, ...]
    repeated: tuple[str, ...]


@frozen
class Way:
    """One edge that leads on from where a relationship stands.

    Args:
        target: where it leads.
        kind: what sort of move it is.
        rule: the name of the criterion that opens it.
        open: whether its criterion holds; None is unknown, which opens nothing.
        reasons: everything that was looked at.
        missing: the fewest of these that must change for it to open; of an interaction that has to be
            recorded, such as an ending, that one.
        waits_until: the last instant at which time still holds it back, whatever else does; None where it
            does not.
    """

    target: Stage
    kind: EdgeKind
    rule: str
    open: bool | None
    reasons: tuple[Reason, ...]
    missing: tuple[Reason, ...]
    waits_until: datetime | None


@frozen
class Explanation:
    """Where a relationship stands and why, and every way on from there.

    Args:
        relationship_id: the relationship.
        at: as of when.
        stage: where it stands.
        since: since when.
        because: the decision that brought it there; None in the first stage.
        fell_due: what time has changed since the last interaction; applied here, and recorded nowhere.
        ways: every edge from this stage, in the order in which they are tried.
        pinned_until: the last instant at which a manual move holds back the criteria.
        next_due: the next instant after which time may change something; None without one.
    """

    relationship_id: str
    at: datetime
    stage: Stage
    since: datetime
    because: Decision | None
    fell_due: tuple[Change, ...]
    ways: tuple[Way, ...]
    pinned_until: datetime | None
    next_due: datetime | None

    def way(self, rule: str) -> Way:
        """The way that a rule opens, such as ``"trust_and_growth"``.

        Raises:
            UnknownWayError: no edge from this stage has that rule.
        """
        for way in self.ways:
            if way.rule == rule:
                return way
        known = ", ".join(way.rule for way in self.ways)
        raise UnknownWayError(
            "Explanation.way", rule, f"one of {known}", f"These are the ways on from {self.stage}."
        )


@frozen
class Review:
    """What the passing of time has come to, how the relationship is doing, and what is to be done about it.

    Args:
        relationship_id: the relationship.
        at: as of when.
        stage: where it stands then.
        since: since when.
        fell_due: what fell due since the last interaction, each at its own instant; recorded nowhere.
        next_due: when to look again, if nothing happens before: the first instant at which something may have fallen
            due, or more may be done, or what was proposed is over. That it may not be done any more, as at night, is
            asked of :func:`relcore.may_contact`.
        trust: how much the customer can trust the company, from what happened.
        health: how the relationship is doing.
        findings: where practice falls short of what was agreed or owed, each with its reasons.
        actions: what is to be done now, the most important first, each with its reasons, by which channel and by
            whom; nothing of it happens by itself.
        withheld: what is proposed and may not be done now, each with why, and from when on it may.
        upcoming: what is to be done later, the next first; whether it may be done is judged then.
    """

    relationship_id: str
    at: datetime
    stage: Stage
    since: datetime
    fell_due: tuple[Change, ...]
    next_due: datetime | None
    trust: Score
    health: Health
    findings: tuple[Decision, ...]
    actions: tuple[Action, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    upcoming: tuple[Recommendation, ...] = ()

    @property
    def recommendations(self) -> tuple[Recommendation, ...]:
        """What is to be done now, one by one: what goes into one message is an action together."""
        return tuple(one for action in self.actions for one in action.recommendations)
