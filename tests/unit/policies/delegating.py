"""Who is asked to do what, and what comes of it, in whatever order the agents stand."""

from datetime import UTC, time
from itertools import permutations
from typing import Any

from relcore.model import (
    Agent,
    BusinessCalendar,
    Company,
    FrozenMap,
    Interaction,
    Recommendation,
)
from relcore.model.action import Assignment
from relcore.policies import Situation
from relcore.policies.delegation import Delegation
from relcore.vocabulary import Channel, Purpose, RelationshipType, Verdict
from tests.unit.kernel.history import after, day, opened

__all__ = [
    "ASSIGNED",
    "DEDICATED",
    "DELEGATION",
    "FREE",
    "GERMAN",
    "MONDAY",
    "OFFICE",
    "REFUSED",
    "SUNDAY",
    "agent",
    "assigned",
    "task",
    "told",
    "who",
]

DELEGATION = Delegation()
OFFICE = BusinessCalendar.weekdays(time(9), time(17), UTC)
MONDAY, SUNDAY = 2, 1  # 1 March 2026 is a Sunday
ASSIGNED, REFUSED = Verdict.ASSIGNED, Verdict.REFUSED
DEDICATED = RelationshipType.DEDICATED_ASSISTANCE


def agent(id: str, level: int | None = None, **known: Any) -> Agent:
    """An agent who has shown some level of German, or none."""
    return Agent(id=id, skills=FrozenMap({} if level is None else {"german": level}), **known)


def task(skill: str | None = None, **known: Any) -> Recommendation:
    """Something to do, by email unless said otherwise."""
    given: dict[str, Any] = {"kind": "follow_up", "occasion": "p1", "channels": (Channel.EMAIL,)}
    return Recommendation(relationship_id="r-1", purpose=Purpose.RELATIONSHIP, skill=skill, **(given | known))


GERMAN = task("german")
FREE: dict[str, Any] = {"owner": None, "what": GERMAN}


def assigned(
    *agents: Agent,
    what: Recommendation | None = None,
    history: tuple[Interaction[Any], ...] = (),
    owner: str | None = "ana",
    type: RelationshipType = RelationshipType.LONG_TERM,
    at: float = MONDAY,
    by: Delegation = DELEGATION,
    **known: Any,
) -> Assignment:
    """What comes of assigning it among these agents, whatever their order."""
    relationship = after(*history, relationship=opened(owner=owner, type=type, **known))
    found = [
        by.assign(
            task() if what is None else what,
            Situation(relationship, day(at), 30.0, None, Company(agents=some)),
        )
        for some in permutations(agents)
    ]
    assert len(set(found)) == 1
    return found[0]


def who(*agents: Agent, **known: Any) -> str | None:
    """Who does it."""
    found = assigned(*agents, **known)
    assert (found.decision.verdict is ASSIGNED) == (found.agent is not None)
    assert (found.decision.policy, found.decision.rules) == ("delegation", "")
    return found.agent


def told(found: Assignment) -> list[tuple[Any, ...]]:
    """What was looked at, whether it holds, what was found, and what is required."""
    return [(one.code, one.holds, one.measured, one.required) for one in found.decision.reasons]
