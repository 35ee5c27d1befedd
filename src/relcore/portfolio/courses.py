"""A course is what a relationship went through up to an instant: one stay after the other.

Time that has passed since the last interaction counts: its deadlines are applied as ``review`` applies them.
A change by a deadline holds strictly after its instant, any other one from its instant on.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from attrs import frozen

from relcore.kernel.looking import look
from relcore.model import Change, Relationship, Replay, to_instant
from relcore.policy_set import STANDARD, PolicySet
from relcore.vocabulary import Aspect, Stage

__all__ = ["Course", "Stay", "courses"]


@frozen
class Stay:
    """One stay in a stage.

    Args:
        stage: the stage.
        since: when it began.
        until: when the next stay began; None of the last one.
        came_from: the stage before; None of the first stay.
        by_deadline: whether it began because time had passed, rather than with an interaction.
    """

    stage: Stage
    since: datetime
    until: datetime | None
    came_from: Stage | None
    by_deadline: bool


@frozen
class Course:
    """A relationship's stays up to an instant.

    Args:
        relationship: as of its last interaction.
        at: the instant.
        stays: at least one, in order; each begins when the one before it ends.
    """

    relationship: Relationship
    at: datetime
    stays: tuple[Stay, ...]

    @property
    def stage(self) -> Stage:
        """Where it stands at the instant."""
        return self.stays[-1].stage


def courses(
    replays: Iterable[Replay | Relationship], *, at: datetime, policies: PolicySet = STANDARD
) -> Iterator[Course]:
    """The courses of many relationships, as of one instant.

    Of a replay that did not begin with the opening, and of a relationship without its replay, the course
    begins where its changes begin: how long it had stood there before is not known.

    Args:
        replays: of whole histories up to the instant, or relationships as they are stored.
        at: as of when: an aware datetime, not before anyone's last interaction.
        policies: the rules that all of them were folded under.

    Yields:
        A course for each relationship that was open by then; the others do not count yet.

    Raises:
        InstantError: ``at`` is naive, no instant, or lies before an interaction that was recorded.
        PolicyMismatchError: a relationship was folded under other rules.

    >>> from datetime import datetime, timezone
    >>> from relcore import RelationshipType, replay
    >>> from relcore.portfolio import courses, from_orders
    >>> orders = from_orders([("c", "2026-03-01", 9)], type=RelationshipType.LONG_TERM, currency="EUR")
    >>> replays = [replay(h.relationship, h.interactions) for h in orders.histories]
    >>> [course] = courses(replays, at=datetime(2027, 3, 1, tzinfo=timezone.utc))
    >>> [str(stay.stage) for stay in course.stays]
    ['exploration', 'awareness', 'dissolution']
    """
    instant = to_instant(at, "at")
    for given in replays:
        relationship = given.relationship if isinstance(given, Replay) else given
        if relationship.opened_at > instant:
            continue
        fold, _ = look(relationship, instant, policies)
        past = _moves(given.changes) if isinstance(given, Replay) else []
        moves = [*past, *_moves(fold.changes)]
        first = Stage(moves[0].before or fold.draft.stage) if moves else fold.draft.stage
        if isinstance(given, Replay) and given.recorded == relationship.revision:
            stays = [_first(first, relationship.opened_at, moves)]
        else:
            stays = [] if past else [_first(first, relationship.stage_since, moves)]
        yield Course(relationship, instant, (*stays, *_following(moves)))


def _moves(changes: Iterable[Change]) -> list[Change]:
    return [change for change in changes if change.aspect is Aspect.STAGE]


def _first(stage: Stage, since: datetime, moves: list[Change]) -> Stay:
    return Stay(stage, since, moves[0].at if moves else None, None, by_deadline=False)


def _following(moves: list[Change]) -> Iterator[Stay]:
    for index, move in enumerate(moves, 1):
        until = moves[index].at if index < len(moves) else None
        before = None if move.before is None else Stage(move.before)
        yield Stay(Stage(str(move.after)), move.at, until, before, move.cause is None)
