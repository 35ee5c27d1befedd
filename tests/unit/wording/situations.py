"""Reviews in which everything is found and proposed that the default policies find and propose."""

from collections.abc import Iterator
from datetime import timedelta

from relcore import (
    Agent,
    Channel,
    Company,
    Customer,
    Direction,
    Interaction,
    Person,
    RelationshipType,
    replay,
    review,
)
from relcore.model import (
    Concern,
    Content,
    Conversation,
    CustomerChanged,
    Decision,
    Message,
    Opportunity,
    Question,
    Reason,
    Recommendation,
    Review,
    SatisfactionReading,
    Statement,
)
from relcore.policies import common_interests
from relcore.vocabulary import Department, Party, Phase, Purpose, Severity, StatementTopic
from tests.unit.wording.histories import POLICIES, at, bought, interactions, opened

TYPES = RelationshipType
COMPANIES = (
    None,
    Company(
        agents=(Agent(id="Asha", interests=("chess",)),), help_topics=("billing",), sales_channels=(Channel.PHONE,),
        service_channels=(Channel.WEB,),
    ),
)  # fmt: skip


def customers() -> Iterator[Customer | None]:
    """Nobody who is known, a key customer who wants more, and one who is a stranger."""
    yield None
    for wanted in (TYPES.DEDICATED_ASSISTANCE, TYPES.SELF_SERVICE):
        person = Person(id="c-1", name="Ana", wanted_type=wanted)
        identified = wanted is TYPES.DEDICATED_ASSISTANCE
        yield Customer(id="c-1", name="Ana", persons=(person,), identified=identified, is_key=True)


def neglected() -> list[Interaction[Content]]:
    """A customer who buys, asks, needs and complains, and of whom nobody takes care."""
    sales = (Department.SALES,)
    steps = interactions([
        (1, bought()),
        (2, Statement(StatementTopic.NEED, "open on Sundays", departments=sales)),
        (3, Statement(StatementTopic.INTEREST, "chess")),
        (4, CustomerChanged(("address",))),
        (5, Opportunity("a second shop")),
        (6, Question("when?")),
        (7, Concern("late again", severity=Severity.MINOR, category="delivery")),
        (8, SatisfactionReading("csat", 4, Phase.DURING_RECEIPT)),
        (9, SatisfactionReading("csat", 3, Phase.DURING_RECEIPT, given_by=Party.COMPANY)),
    ])  # fmt: skip
    return [
        *steps,
        Interaction(id="m-1", relationship_id="r-1", at=at(10), channel=Channel.EMAIL, by="Asha",
                    content=Message(purpose=Purpose.RELATIONSHIP)),
        Interaction(id="m-2", relationship_id="r-1", at=at(11), channel=Channel.PHONE, by="Asha",
                    content=Conversation()),
        Interaction(id="m-3", relationship_id="r-1", at=at(12), channel=Channel.COMMUNITY, content=Conversation(),
                    direction=Direction.BETWEEN_CUSTOMERS),
    ]  # fmt: skip


def loyal() -> list[Interaction[Content]]:
    """A customer who has bought for long, and less of late."""
    return interactions([(day, bought("40.00" if day < 170 else "10.00")) for day in range(1, 361, 20)])


def reviews() -> Iterator[Review]:
    for policies in POLICIES:
        for type in TYPES:
            for history in ([], neglected(), loyal()):
                owner = "Asha" if type is TYPES.TRANSACTIONAL else None
                relationship = replay(opened(type, owner), history, policies).relationship
                for customer in customers():
                    for company in COMPANIES:
                        for days in (0, 40, 190):
                            when = relationship.last_at + timedelta(days)
                            yield review(relationship, customer, at=when, policies=policies, company=company)


def shared_interests() -> tuple[Reason, ...]:
    return common_interests(
        replay(opened(), neglected()).relationship, Agent(id="Asha", interests=("Chess",))
    )


def reasons_in(told: Review) -> Iterator[Reason]:
    said: tuple[Decision | Recommendation, ...] = (*told.findings, *told.recommendations)
    for one in said:
        yield from one.reasons
