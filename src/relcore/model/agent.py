"""Somebody who works for the company: strengths, weaknesses, and what sets them off."""

from collections.abc import Mapping

from attrs import field, frozen

from relcore.errors import FieldError
from relcore.model.calendar import BusinessCalendar
from relcore.model.frozen_map import FrozenMap
from relcore.model.validation import check_flag, check_members, check_text, check_texts, check_value
from relcore.vocabulary import Department

__all__ = ["Agent"]

_HIGHEST = 5


def _skills(skills: Mapping[str, int]) -> FrozenMap[str, int]:
    if not isinstance(skills, Mapping):
        remedy = "Write {'invoices': 4}, or leave it out."
        raise FieldError("Agent.skills", skills, "a mapping from skills to levels", remedy)
    return FrozenMap(skills)


_NO_SKILLS: FrozenMap[str, int] = FrozenMap()


@frozen(kw_only=True)
class Agent:
    """Somebody who works for the company.

    Args:
        id: the id under which interactions and owners name the agent.
        capabilities: the categories of concerns that the agent can resolve.
        interests: topics the agent cares for.
        active: whether the agent is still there.
        departments: where the agent works.
        skills: how good the agent is at what, from 1 to 5. What is not in it, the agent has never shown.
        triggers: what sets the agent off: skills, categories or kinds of recommendations that are better left to
            others, such as ``"invoices"`` or ``"angry_customer"``.
        hours: when the agent works; None is unknown, and then taken to be whenever work is to be done.
        load: how many tasks the agent has on hand, as the caller knows it: what a review or an agenda assigns does not
            raise it by itself. None is unknown.
    """

    id: str
    capabilities: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    active: bool = True
    departments: tuple[Department, ...] = ()
    skills: FrozenMap[str, int] = field(default=_NO_SKILLS, converter=_skills)
    triggers: tuple[str, ...] = ()
    hours: BusinessCalendar | None = None
    load: int | None = None

    def __attrs_post_init__(self) -> None:
        check_text(self.id, "Agent.id")
        check_texts(self.capabilities, "Agent.capabilities")
        check_texts(self.interests, "Agent.interests")
        check_flag(self.active, "Agent.active")
        check_members(self.departments, Department, "Agent.departments")
        for skill, level in self.skills.items():
            check_text(skill, "Agent.skills")
            if type(level) is not int or not 1 <= level <= _HIGHEST:
                remedy = "Leave out a skill that the agent has not."
                expected = f"a whole number from 1 to {_HIGHEST}"
                raise FieldError(f"Agent.skills[{skill!r}]", level, expected, remedy)
        check_texts(self.triggers, "Agent.triggers")
        if self.hours is not None:
            check_value(self.hours, BusinessCalendar, "Agent.hours")
        if self.load is not None and (type(self.load) is not int or self.load < 0):
            remedy = "Count the open tasks, or leave it out."
            raise FieldError("Agent.load", self.load, "a whole number of zero or more", remedy)
