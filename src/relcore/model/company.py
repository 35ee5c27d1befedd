"""What the caller knows of its own side. What is left out is unknown, and never a default."""

from attrs import frozen

from relcore.errors import FieldError
from relcore.model.validation import check_flag, check_members, check_text, check_texts, check_values
from relcore.vocabulary import Channel

__all__ = ["Agent", "Company"]


@frozen(kw_only=True)
class Agent:
    """Somebody who works for the company.

    Args:
        id: the id under which interactions and owners name the agent.
        capabilities: the categories of concerns that the agent can resolve.
        interests: topics the agent cares for.
        active: whether the agent is still there.
    """

    id: str
    capabilities: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    active: bool = True

    def __attrs_post_init__(self) -> None:
        check_text(self.id, "Agent.id")
        check_texts(self.capabilities, "Agent.capabilities")
        check_texts(self.interests, "Agent.interests")
        check_flag(self.active, "Agent.active")


@frozen(kw_only=True)
class Company:
    """The company, as far as it matters to a review.

    Args:
        agents: who works there.
        help_topics: the themes of needs that some help resource covers.
        sales_channels: the channels by which a customer reaches an agent during the sale.
        service_channels: the channels by which a customer reaches an agent after the purchase.
    """

    agents: tuple[Agent, ...] | None = None
    help_topics: tuple[str, ...] | None = None
    sales_channels: tuple[Channel, ...] | None = None
    service_channels: tuple[Channel, ...] | None = None

    def __attrs_post_init__(self) -> None:
        if self.agents is not None:
            check_values(self.agents, Agent, "Company.agents")
            ids = [agent.id for agent in self.agents]
            if len(set(ids)) != len(ids):
                expected, remedy = "agents with different ids", "Merge the doubled agent."
                raise FieldError("Company.agents", ids, expected, remedy)
        if self.help_topics is not None:
            check_texts(self.help_topics, "Company.help_topics")
        for name in ("sales_channels", "service_channels"):
            if getattr(self, name) is not None:
                check_members(getattr(self, name), Channel, f"Company.{name}")
