"""A course is what a relationship went through up to an instant: one stay after the other.

Time that has passed since the last interaction counts: its deadlines are applied as ``review`` applies them.
A change by a deadline holds strictly after its instant, any other one from its instant on.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from attrs import frozen

from relcore.kernel import review
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
        is_replay = isinstance(given, Replay)
        relationship = given.relationship if is_replay else given
        if relationship.opened_at > instant:
            continue
        seen = review(relationship, at=instant, policies=policies)
        past = given.changes if is_replay else ()
        moves = [change for change in (*past, *seen.fell_due) if change.aspect is Aspect.STAGE]
        stays = tuple(_stays(relationship, moves, _begun(given, moves, seen.stage)))
        yield Course(relationship, instant, stays)


def _begun(given: Replay | Relationship, moves: list[Change], stage: Stage) -> tuple[Stage, datetime] | None:
    """The first stay's stage and beginning, where both are known."""
    relationship = given.relationship if isinstance(given, Replay) else given
    first = stage if not moves else Stage(moves[0].before or stage)
    if isinstance(given, Replay) and given.recorded == relationship.revision:
        return first, relationship.opened_at
    if moves and isinstance(given, Replay) and any(c.aspect is Aspect.STAGE for c in given.changes):
        return None
    return first, relationship.stage_since


def _stays(
    relationship: Relationship, moves: list[Change], begun: tuple[Stage, datetime] | None
) -> Iterator[Stay]:
    ends = [move.at for move in moves]
    if begun is not None:
        yield Stay(*begun, ends[0] if ends else None, None, by_deadline=False)
    for move, until in zip(moves, [*ends[1:], None], strict=True):
        before = None if move.before is None else Stage(move.before)
        yield Stay(Stage(move.after or relationship.stage), move.at, until, before, move.cause is None)
