"""Who does it: the one who knows the customer, unless somebody else had better.

Know yourself: what you are not good enough at, and what sets you off, is done by others. Nobody is given a task that
sets them off, whatever else speaks for it; and nobody who has left is given any.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from attrs import field, frozen

from relcore.errors import PolicyError
from relcore.model.action import Assignment
from relcore.model.agent import Agent
from relcore.model.decision import Decision, Reason
from relcore.model.frozen_map import FrozenMap
from relcore.model.instants import EARLIEST, local_day
from relcore.model.memories import Contact
from relcore.model.recommendation import Recommendation
from relcore.model.relationship import Relationship
from relcore.model.validation import check_text
from relcore.policies.advisory import EVIDENCE
from relcore.policies.situation import Situation
from relcore.vocabulary import Comparison, Department, RelationshipType, Severity, Verdict

__all__ = ["Delegation"]

_DEPARTMENTS = frozenset(Department)
_EQUAL_TO, _AT_LEAST, _AT_MOST = Comparison.EQUAL_TO, Comparison.AT_LEAST, Comparison.AT_MOST
_NO_LEVELS: FrozenMap[str, int] = FrozenMap()
_HIGHEST: Final = 5
_ANGRY: Final = "angry_customer"
_SKILL: Final = "skill"
_AT_WORK: Final = "at_work"
_REPRESENTATIVE: Final = "representative"
_CODE: Final = "delegation"
_LEARNABLE = frozenset({_SKILL, "department", "role"})


def _levels(levels: Mapping[str, int]) -> FrozenMap[str, int]:
    if not isinstance(levels, Mapping):
        remedy = "Write {'invoices': 4}, or leave it out."
        raise PolicyError("Delegation.levels", levels, "a mapping from skills to levels", remedy)
    return FrozenMap(levels)


@frozen(kw_only=True)
class Delegation:
    """Assigns what is to be done to an agent who is suited, and says why.

    Suited is who is active, at work, good enough, of the department that is asked for, and not set off by it:

    - at work on a day on which business is done in the agent's hours, where these are known;
    - good enough by the level of the skill that it takes, or because the agent can resolve concerns of that category;
    - of the department that the role names. Of somebody whose departments are not known that is unknown, and it is
      believed only of the owner. The role of a representative fits everybody who stands in for the owner. Any
      other role that is no department fits nobody but who is named for it;
    - set off by its kind, its skill or its topic, or by an ``"angry_customer"``: one with a grave open concern, or
      whose latest satisfaction reading is low.

    Who was named for it does it, if suited; else the owner of the relationship; else who is best of the others: who
    has least to do, then who is best at it, then who dealt last with the customer, then by id. In dedicated
    assistance a contact is the owner's alone, who learns what is lacking; another one makes it only where the owner
    has left, is not at work or would be set off. A transactional relationship has no owner.

    Where nobody is suited, who was named or owns it keeps it if only the level is too low, and is to be trained,
    unless somebody is suited who only is not at work on that day. Else
    it is referred to a role. Where the agents are not known it stays with who was named or owns it.

    Emits, of who was looked at, ``assignee``, ``owner`` or ``delegate``; of what speaks against one, ``active``,
    ``at_work``, ``department``, ``role``, ``skill`` and ``trigger``; of what speaks for the best, ``skill``, ``load``,
    ``strength`` and ``continuity``; ``training``, ``trainable``, ``unassignable`` and, where they are not known,
    ``agents``.

    Args:
        level: the least level of a skill, from 1 to 5.
        levels: the least level of some skills.
        refer_to: the role that it is referred to where nobody is suited and no role is asked for.
    """

    code = "delegation"

    level: int = 3
    levels: FrozenMap[str, int] = field(default=_NO_LEVELS, converter=_levels)
    refer_to: str = "supervisor"

    def __attrs_post_init__(self) -> None:
        _check_level(self.level, "Delegation.level")
        for skill, level in self.levels.items():
            check_text(skill, "Delegation.levels")
            _check_level(level, f"Delegation.levels[{skill!r}]")
        check_text(self.refer_to, "Delegation.refer_to")

    def assign(self, recommendation: Recommendation, situation: Situation) -> Assignment:
        """Who is to do it: assigned to one agent, or refused and referred to a role; with everything looked at."""
        relationship, company = situation.relationship, situation.company
        owner = None if relationship.type is RelationshipType.TRANSACTIONAL else relationship.owner
        whose: dict[str, str] = {}
        devoted = not recommendation.is_internal and _is_dedicated(relationship)
        if devoted and owner is not None:
            whose[owner] = "owner"
        if recommendation.assignee is not None:
            whose.setdefault(recommendation.assignee, "assignee")
        if owner is not None:
            whose.setdefault(owner, "owner")
        if company is None or company.agents is None:
            return _as_it_stands(recommendation, tuple(whose))
        case = _Case.of(self, recommendation, situation)
        agents = {agent.id: agent for agent in company.agents}
        looked: tuple[Reason, ...] = ()
        learner: str | None = None
        for id, code in whose.items():
            agent = agents.get(id)
            against = case.against(agent, code)
            lacking = tuple(one for one in against if one.code == _SKILL)
            if agent is not None and devoted and id == owner and {one.code for one in against} <= _LEARNABLE:
                why = lacking or case.good_at(agent)
                return case.given(id, (_who(code, id), *why), learns=bool(lacking))
            if agent is not None and not against:
                return case.given(id, (*looked, _who(code, id), *case.good_at(agent)))
            looked += (_who(code, id, holds=False), *against)
            if learner is None and len(lacking) == len(against):
                learner = id
        suited = sorted((one for one in company.agents if not case.against(one)), key=case.rank)
        if suited:
            best = suited[0]
            why = (_who("delegate", best.id), *case.good_at(best), *case.better(suited[:2]))
            return case.given(best.id, looked + why)
        # Whoever is suited and only not at work today is waited for: nobody is trained for a day.
        away = any({one.code for one in case.against(agent)} == {_AT_WORK} for agent in company.agents)
        if learner is not None:
            return case.given(learner, looked, learns=not away)
        return self._referred(case, looked, () if away else company.agents)

    def _referred(self, case: "_Case", looked: tuple[Reason, ...], agents: tuple[Agent, ...]) -> Assignment:
        """Nobody does it: a role has to see to it. Who would do but for the level is told, the best first."""
        learners = [one for one in agents if [reason.code for reason in case.against(one)] == [_SKILL]]
        best = min(learners, key=lambda one: (-case.strength(one), *case.rank(one)), default=None)
        training: str | None = None
        if best is not None:
            training = case.recommendation.skill
            looked += (Reason("trainable", True, best.id, _EQUAL_TO, best.id, "agent"), *case.against(best))
        nobody = Reason("unassignable", False, 0, _AT_LEAST, 1, "agents")
        decision = Decision(Verdict.REFUSED, _CODE, (*looked, nobody), "")
        role = case.recommendation.role
        return Assignment(
            decision,
            role=self.refer_to if role is None else role,
            training=training,
            trainee=None if best is None else best.id,
        )


@frozen
class _Case:
    """What is to be done, and what it takes: the level of its skill, and whom it must not set off."""

    recommendation: Recommendation
    relationship: Relationship
    at: datetime
    required: int
    upsetting: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, policy: Delegation, recommendation: Recommendation, situation: Situation) -> "_Case":
        upsetting: dict[str, tuple[str, ...]] = {}
        agents = () if situation.company is None else situation.company.agents or ()
        touchy = any(_ANGRY in map(str.casefold, agent.triggers) for agent in agents)
        angry = _angry(situation.relationship) if touchy else None
        if angry is not None:
            upsetting[_ANGRY] = angry
        for word in (recommendation.kind, recommendation.skill, recommendation.topic):
            if word is not None:
                upsetting.setdefault(word.casefold(), ())
        required = policy.levels.get(recommendation.skill or "", policy.level)
        return cls(recommendation, situation.relationship, situation.at, required, upsetting)

    def against(self, agent: Agent | None, named: str = "") -> tuple[Reason, ...]:
        """What speaks against an agent; nothing where the agent is suited."""
        if agent is None or not agent.active:
            return (Reason("active", False, "left", _EQUAL_TO, "active", "standing"),)
        found: tuple[Reason, ...] = ()
        if agent.hours is not None:
            day = local_day(self.at, agent.hours.zone)
            if not agent.hours.is_open_on(day):
                found += (Reason(_AT_WORK, False, day.isoformat(), _EQUAL_TO, None, "day"),)
        role = self.recommendation.role
        if role is not None and not _fits(role, agent, named):
            found += (_elsewhere(role, agent),)
        strength = self.strength(agent)
        if self.recommendation.skill is not None and strength < self.required:
            found += (Reason(_SKILL, False, strength, _AT_LEAST, self.required, "level"),)
        for trigger in agent.triggers:
            evidence = self.upsetting.get(trigger.casefold())
            if evidence is not None:
                found += (Reason("trigger", False, trigger, _EQUAL_TO, None, "trigger", evidence),)
        return found

    def strength(self, agent: Agent) -> int:
        """The level of the skill that it takes: who can resolve such concerns is good enough; 0 where never shown."""
        skill = self.recommendation.skill
        if skill is None:
            return 0
        level = agent.skills.get(skill, 0)
        return max(level, self.required) if skill in agent.capabilities else level

    def good_at(self, agent: Agent) -> tuple[Reason, ...]:
        """That the agent is good enough, where it takes a skill."""
        if self.recommendation.skill is None:
            return ()
        return (Reason(_SKILL, True, self.strength(agent), _AT_LEAST, self.required, "level"),)

    def rank(self, agent: Agent) -> tuple[bool, int, int, timedelta, str]:
        """The order of those who are suited, the best first."""
        contact = self._latest(agent)
        recent = timedelta(0) if contact is None else EARLIEST - contact.at
        return (agent.load is None, agent.load or 0, -self.strength(agent), recent, agent.id)

    def better(self, first_two: list[Agent]) -> tuple[Reason, ...]:
        """What puts the first before the second, where there are two."""
        if len(first_two) < 2:
            return ()
        best, other = first_two
        known = None if best.load is None else True
        reasons: tuple[Reason, ...] = (Reason("load", known, best.load, _AT_MOST, other.load, "tasks"),)
        if best.load != other.load:
            return reasons
        strength = self.strength(best), self.strength(other)
        if self.recommendation.skill is not None:
            reasons += (Reason("strength", True, strength[0], _AT_LEAST, strength[1], "level"),)
        latest = self._latest(best)
        if strength[0] == strength[1] and latest is not None:
            before = self._latest(other)
            required = None if before is None else before.at
            reasons += (Reason("continuity", True, latest.at, _AT_LEAST, required, "instant", (latest.id,)),)
        return reasons

    def given(self, agent: str, reasons: tuple[Reason, ...], *, learns: bool = False) -> Assignment:
        """It is given to an agent, who is to be trained where nobody is better."""
        skill = self.recommendation.skill if learns else None
        if skill is not None:
            reasons += (Reason("training", True, skill, _EQUAL_TO, skill, "skill"),)
        decision = Decision(Verdict.ASSIGNED, _CODE, reasons, "")
        return Assignment(decision, agent, training=skill, trainee=None if skill is None else agent)

    def _latest(self, agent: Agent) -> Contact | None:
        """The last of the latest contacts that the agent made."""
        made = [one for one in self.relationship.recent_contacts if one.by == agent.id]
        return max(made, key=lambda one: (one.at, one.id), default=None)


def _fits(role: str, agent: Agent, named: str) -> bool:
    """Whether an agent is of the sort that is asked for; who was named for it surely is."""
    if named == "assignee" or role == _REPRESENTATIVE:
        return True
    if role not in _DEPARTMENTS:
        return False
    return role in agent.departments or (named == "owner" and not agent.departments)


def _elsewhere(role: str, agent: Agent) -> Reason:
    """That an agent is of another department, or not known to be of that sort."""
    if role not in _DEPARTMENTS:
        return Reason("role", None, None, _EQUAL_TO, role, "role")
    here = "+".join(agent.departments) or None
    return Reason("department", None if here is None else False, here, _EQUAL_TO, role, "department")


def _who(code: str, id: str, *, holds: bool = True) -> Reason:
    return Reason(code, holds, id, _EQUAL_TO, id, "agent")


def _as_it_stands(recommendation: Recommendation, whose: tuple[str, ...]) -> Assignment:
    """Nothing is known of the agents: it stays where it is."""
    reasons = (Reason("agents", None, None, _AT_LEAST, 1, "agents"),)
    if whose:
        return Assignment(Decision(Verdict.ASSIGNED, _CODE, reasons, ""), whose[0])
    return Assignment(Decision(Verdict.REFUSED, _CODE, reasons, ""), role=recommendation.role)


def _is_dedicated(relationship: Relationship) -> bool:
    """Whether a representative of its own was agreed, be it as the primary type or besides."""
    return RelationshipType.DEDICATED_ASSISTANCE in (relationship.type, *relationship.facets)


def _angry(relationship: Relationship) -> tuple[str, ...] | None:
    """What shows that the customer is angry; None where nothing does."""
    concerns = [item for item in relationship.items.values() if item.severity is Severity.GRAVE]
    grave = [item.id for item in sorted(concerns, key=lambda item: (item.opened_at, item.id))]
    low = [reading.id for reading in relationship.knowledge.readings[-1:] if reading.low]
    return tuple(dict.fromkeys((*grave, *low)))[-EVIDENCE:] if grave or low else None


def _check_level(level: object, name: str) -> None:
    if type(level) is not int or not 1 <= level <= _HIGHEST:
        expected = f"a whole number from 1 to {_HIGHEST}"
        raise PolicyError(name, level, expected, "Three is a good working knowledge.")
