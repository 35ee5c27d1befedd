"""What is known of a customer and what is not: few companies know why their customers buy.

Unknown stays unknown, and can be counted.
"""

from datetime import timedelta

from attrs import field, frozen

from relcore.model.agent import Agent
from relcore.model.decision import Reason
from relcore.model.knowledge import Said
from relcore.model.relationship import Relationship
from relcore.policies.advisory import EVIDENCE, Advisory, Counted
from relcore.policies.durations import check_days
from relcore.policies.foreign import BuiltInMetric, built_in_metric
from relcore.policies.metrics import Count, HeldConversations
from relcore.policies.situation import Situation
from relcore.vocabulary import Comparison, StatementTopic

__all__ = ["Known", "MotiveCompleteness", "UncoveredNeeds", "Unidentified", "Unnoted", "common_interests"]
_RISES_MOTIVE_COMPLETENESS: frozenset[str] = frozenset({"purchase", "return", "statement.motive"})
_PURCHASE_OR_RETURN: frozenset[str] = frozenset({"purchase", "return"})


@frozen
class Known:
    """Whether a metric is known: 1 if so, else 0.

    Args:
        metric: the metric.
    """

    unit = "known"

    metric: BuiltInMetric = field(converter=built_in_metric)
    code: str = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "code", f"known.{self.metric.code}")

    @property
    def steady(self) -> bool:
        """Whether the metric is."""
        return self.metric.steady

    @property
    def rises_with(self) -> frozenset[str] | None:
        """What moves the metric may make it known."""
        return self._moved_by()

    @property
    def falls_with(self) -> frozenset[str] | None:
        """What moves the metric may make it unknown; of a count any kind: memory may overflow with it."""
        return None if isinstance(self.metric, Count | HeldConversations) else self._moved_by()

    def _moved_by(self) -> frozenset[str] | None:
        rises, falls = self.metric.rises_with, self.metric.falls_with
        return None if rises is None or falls is None else rises | falls

    def measure(self, situation: Situation) -> int:
        """1 or 0."""
        return int(self.metric.measure(situation) is not None)

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """What the metric cites."""
        return self.metric.evidence(situation)


@frozen
class MotiveCompleteness:
    """How much is known of why: the motive of the relationship and of each remembered purchase, in percent."""

    code = "motive_completeness"
    unit = "percent"
    steady = True
    rises_with = _RISES_MOTIVE_COMPLETENESS
    falls_with = _PURCHASE_OR_RETURN

    def measure(self, situation: Situation) -> int:
        """The percentage, rounded down; 0 where nothing is known of it."""
        relationship = situation.relationship
        known = [bool(relationship.knowledge.said.get(StatementTopic.MOTIVE))]
        known += [p.motive is not None for p in relationship.recent_purchases if not p.cancelled]
        return 100 * sum(known) // len(known)

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """The ids of the latest statements and purchases that give a motive."""
        relationship = situation.relationship
        said = relationship.knowledge.said.get(StatementTopic.MOTIVE, ())
        bought = (p.id for p in relationship.recent_purchases if not p.cancelled and p.motive is not None)
        return (*(one.id for one in said), *bought)[-EVIDENCE:]


def _needs(situation: Situation) -> tuple[Said, ...]:
    return situation.relationship.knowledge.said.get(StatementTopic.NEED, ())


@frozen
class UncoveredNeeds(Advisory, Counted):
    """How many of the latest stated needs no help resource covers, by their theme or else their words."""

    code = "uncovered_needs"
    unit = "needs"

    def found(self, situation: Situation) -> tuple[str, ...] | None:
        """The ids of the statements; unknown where the help resources are."""
        company = situation.company
        if company is None or company.help_topics is None:
            return None
        covered = {topic.casefold() for topic in company.help_topics}
        return tuple(s.id for s in _needs(situation) if (s.theme or s.text).casefold() not in covered)


@frozen
class Unidentified(Advisory):
    """Whether it is not known who the customer is: 1 if so, else 0."""

    code = "unidentified"
    unit = "customers"

    def measure(self, situation: Situation) -> int | None:
        """1 or 0; unknown without a customer to look at."""
        return None if situation.customer is None else int(not situation.customer.identified)

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """None: it is a fact of the customer."""
        return ()


@frozen
class Unnoted(Advisory, Counted):
    """How many of the latest conversations nobody has written a note about in time.

    Args:
        hours: how many hours there are for it.
    """

    code = "unnoted"
    unit = "conversations"

    hours: float = 24.0

    def __attrs_post_init__(self) -> None:
        check_days(self.hours, "Unnoted.hours")

    def found(self, situation: Situation) -> tuple[str, ...]:
        """The ids of these conversations."""
        before = situation.at - timedelta(hours=self.hours)
        return tuple(one.id for one in situation.relationship.conduct.unnoted if one.at < before)


def common_interests(relationship: Relationship, agent: Agent) -> tuple[Reason, ...]:
    """What the customer and an agent both care for, each with the statements that are its evidence.

    Args:
        relationship: what the customer stated counts, by theme or else by its words.
        agent: whose interests are held against it; capitals do not matter.
    """
    cares = {topic.casefold(): topic for topic in agent.interests}
    evidence: dict[str, list[str]] = {}
    for said in relationship.knowledge.said.get(StatementTopic.INTEREST, ()):
        topic = cares.get((said.theme or said.text).casefold())
        if topic is not None:
            evidence.setdefault(topic, []).append(said.id)
    return tuple(
        Reason("common_interest", True, topic, Comparison.EQUAL_TO, topic, "topic", tuple(ids[-EVIDENCE:]))
        for topic, ids in evidence.items()
    )
