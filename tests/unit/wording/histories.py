"""Histories that make the library say everything it has to say."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from relcore import (
    Channel,
    Interaction,
    Money,
    Relationship,
    RelationshipType,
    explain,
    replay,
    review,
)
from relcore.model import (
    AbandonedCart,
    Acknowledged,
    Answered,
    AwaitingCustomer,
    Change,
    Concern,
    Content,
    Conversation,
    CustomerChanged,
    Decision,
    Delivered,
    Ended,
    Escalated,
    Explanation,
    Introduction,
    Message,
    Note,
    OpeningBalance,
    Opportunity,
    OwnerChanged,
    Pledge,
    Promise,
    Purchase,
    Question,
    Reason,
    Renegotiated,
    Reopened,
    Resolved,
    Return,
    RulesAdopted,
    SatisfactionReading,
    ShareOfWallet,
    StageChanged,
    Statement,
    Trial,
    TypeChanged,
    Withdrawn,
    WorkDone,
)
from relcore.policy_set import DWYER_SCHURR_OH, STANDARD, PolicySet
from relcore.vocabulary import (
    Department,
    EndReason,
    Party,
    Phase,
    Severity,
    Stage,
    StatementTopic,
    TrialOutcome,
)

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
POLICIES = (STANDARD, DWYER_SCHURR_OH)
AFTER = Phase.AFTER_RECEIPT

Step = tuple[float, Content]


def at(day: float) -> datetime:
    return START + timedelta(days=day)


def bought(amount: str = "25.00") -> Purchase:
    return Purchase(amount=Money(amount, "EUR"))


def _busy(stage: Stage) -> list[Step]:
    return [
        (1, bought()),
        (2, Promise("call back", at(4))),
        (3, Renegotiated("i-1", at(6))),
        (5, Delivered("i-1")),
        (6, Promise("send it", at(8))),
        (7, Promise("mend it", at(20))),
        (8, Renegotiated("i-5", at(7.5))),
        (10, Renegotiated("i-4", at(30))),
        (11, Delivered("i-4")),
        (12, Question("how?")),
        (13, Delivered("i-9")),
        (14, Answered("i-9")),
        (15, Answered("i-9")),
        (16, Concern("it broke", severity=Severity.GRAVE)),
        (17, Resolved("i-13")),
        (18, Opportunity("more")),
        (19, Withdrawn("i-15")),
        (20, bought("30.00")),
        (21, Return("i-17", Money("99.00", "EUR"))),
        (22, Return("i-17", cancels=True)),
        (23, Return("i-17", cancels=True)),
        (24, Return("none", cancels=True)),
        (25, OwnerChanged("Asha")),
        (26, OwnerChanged(None)),
        (27, TypeChanged(RelationshipType.COMMUNITY)),
        (28, WorkDone("their forms", adapts=True)),
        (29, Pledge("a year")),
        (30, StageChanged(stage, "agreed", at(35))),
        (31, StageChanged(stage, "agreed", at(30.5))),
        (32, StageChanged(Stage.DISSOLUTION, "a mistake", at(40))),
        (33, Ended(EndReason.TRIAL_FAILED, Party.CUSTOMER)),
        (34, Message()),
    ]


def _concerned() -> list[Step]:
    grave = Concern("it broke", severity=Severity.GRAVE, category="delivery")
    return [
        (1, grave),
        (1.01, AwaitingCustomer("i-0")),
        (1.02, AwaitingCustomer("i-0")),
        (1.1, Statement(StatementTopic.COMMENT, "still broken", theme="delivery")),
        (1.2, Escalated("i-0", "Asha")),
        (1.3, Resolved("i-0")),
        (1.4, Resolved("i-0", cause="rain", fix="a new one", prevention="a roof")),
        (5, Concern("again", severity=Severity.MINOR, category="delivery")),
        (6, Reopened("i-0", "it broke anew")),
        (7, Reopened("none")),
        (10, Question("when?")),
        (20, AwaitingCustomer("i-10")),
        (21, Answered("i-10")),
        (22, Statement(StatementTopic.NEED, "on Sundays", departments=(Department.SALES,))),
        (23, Delivered("i-13")),
        (24, Acknowledged("i-13", Department.SALES)),
        (25, CustomerChanged(("address",))),
        (26, Acknowledged("i-16", Department.SALES)),
        (27, Promise("pay", at(40), by=Party.CUSTOMER)),
        (28, Withdrawn("i-18")),
        (29, Promise("send it", at(29.2))),
        (29.1, Delivered("i-20")),
        (30, Promise("mend it", at(31))),
        (32, Resolved("i-22")),
    ]


def _read() -> list[Step]:
    return [
        (1, bought()),
        (2, SatisfactionReading("csat", 2, AFTER)),
        (3, SatisfactionReading("nps", 11, AFTER)),
        (4, SatisfactionReading("csat", 0, AFTER)),
        (5, SatisfactionReading("csat", Decimal("3.5"), AFTER)),
        (6, SatisfactionReading("stars_of_ours", 3, AFTER)),
        (7, SatisfactionReading("ces_2010", 5, AFTER)),
        (8, ShareOfWallet(10)),
        (9, bought()),
        (10, ShareOfWallet(40)),
    ]


def _moved_about() -> list[Step]:
    types = RelationshipType
    return [
        (1, OwnerChanged("Asha")),
        (2, TypeChanged(types.LONG_TERM, (types.COMMUNITY, types.SELF_SERVICE, types.AUTOMATED))),
        (3, TypeChanged(types.TRANSACTIONAL)),
        (4, OwnerChanged("Asha")),
        (5, Introduction("a fair")),
        (6, AbandonedCart()),
        (7, Promise("send it", at(20))),
        (8, Delivered("i-6")),
        (9, Conversation(promises=(Promise("call back", at(12)),))),
        (10, Note("they said so", about="i-8")),
    ]


def _many() -> list[Step]:
    return [*((day, bought("1.00")) for day in range(20)), (40, Return("i-0", cancels=True))]


def _ends() -> Iterator[list[Step]]:
    for reason, by in (
        (EndReason.DISSATISFIED, Party.CUSTOMER),
        (EndReason.FRAUD, Party.COMPANY),
        (EndReason.CEASED, Party.NOBODY),
    ):
        again = StageChanged(Stage.EXPLORATION, "won back", at(30))
        more: list[Step] = [
            (3, Ended(reason, by)),
            (4, Ended(reason, by)),
            (5, again),
            (18, again),
            (18.5, Withdrawn("i-1")),
            (19, bought()),
        ]
        yield [(1, bought()), *more]
    yield [(1, Trial(TrialOutcome.STARTED)), (2, Trial(TrialOutcome.FAILED))]
    yield [(1, bought()), (2, Promise("a", at(3))), (400, bought()), (401, bought())]


def _ends_by_notice() -> Iterator[list[Step]]:
    elsewhere, customer = EndReason.BETTER_ELSEWHERE, Party.CUSTOMER
    yield [
        (1, bought()),
        (2, Ended(elsewhere, customer, effective_at=at(1.5))),
        (3, Ended(elsewhere, customer, effective_at=at(30))),
        (4, Withdrawn("i-2")),
        (5, Ended(elsewhere, customer, effective_at=at(30))),
        (40, Withdrawn("i-4")),
        (41, Ended(EndReason.NO_GROWTH, Party.COMPANY)),
        (42, Withdrawn("i-6")),
    ]
    yield [
        (1, bought()),
        (2, Ended(elsewhere, customer, effective_at=at(30))),
        (3, Acknowledged("i-1", Department.SALES)),
        (4, Ended(EndReason.NEEDS_CHANGED, customer)),
        (5, Ended(EndReason.FRAUD, Party.COMPANY)),
        (6, Ended(EndReason.LEGAL, Party.COMPANY)),
        (7, Ended(EndReason.CEASED, Party.NOBODY)),
    ]


def _delivered() -> list[Step]:
    parcel = Purchase(amount=Money("25.00", "EUR"), to_deliver=True)
    return [(1, parcel), (3, Delivered("i-0")), (4, parcel), (5, Return("i-2", cancels=True))]


def _known_before() -> Iterator[list[Step]]:
    first, last = date(2024, 5, 2), date(2026, 2, 11)
    balance = OpeningBalance(7, 6, first, last, Money("310.40", "EUR"), ("coffee",))
    yield [(1, balance), (2, balance), (3, bought()), (4, Return("o-17", cancels=True)), (5, Message())]
    yield [(1, Message()), (2, balance), (3, balance)]
    yield [(1, OpeningBalance(1, 1, at(9).date(), at(9).date()))]
    yield [(400, balance)]


def histories() -> list[list[Step]]:
    return [
        [],
        *(_busy(stage) for stage in Stage),
        _concerned(),
        _read(),
        _moved_about(),
        _many(),
        _delivered(),
        *_ends(),
        *_ends_by_notice(),
        *_known_before(),
    ]


def interactions(history: list[Step]) -> list[Interaction[Content]]:
    return [
        Interaction(id=f"i-{n}", relationship_id="r-1", at=at(day), channel=Channel.WEB, content=content)
        for n, (day, content) in enumerate(history)
    ]


def opened(type: RelationshipType = RelationshipType.LONG_TERM, owner: str | None = None) -> Relationship:
    return Relationship.open(id="r-1", customer_id="c-1", type=type, at=START, owner=owner)


def told() -> Iterator[Change | Decision | Explanation]:
    """Every change, refusal and explanation of all histories, under both default policy sets."""
    for policies in POLICIES:
        for history in histories():
            yield from _told(history, policies)
    yield from _adopting()
    yield from _settling()


def _told(history: list[Step], policies: PolicySet) -> Iterator[Change | Decision | Explanation]:
    steps = interactions(history)
    out = replay(opened(), steps, policies)
    yield from out.changes
    yield from out.refusals
    for length in range(len(steps) + 1):
        relationship = replay(opened(), steps[:length], policies).relationship
        for days in (0, 20, 800):
            when = relationship.last_at + timedelta(days=days)
            yield from review(relationship, at=when, policies=policies).fell_due
            yield explain(relationship, at=when, policies=policies)


def _adopting() -> Iterator[Change]:
    steps = interactions([(1, bought()), (2, RulesAdopted(DWYER_SCHURR_OH.folding.digest)), (3, bought())])
    yield from replay(opened(), steps, STANDARD, adopted=(DWYER_SCHURR_OH,)).changes


def _settling() -> Iterator[Decision]:
    """Somebody says that something was carried out which is no key of this relationship."""
    note = Interaction(id="i-1", relationship_id="r-1", at=at(1), channel=Channel.WEB, content=Note("done"),
                       settles=("r-2/follow_up/i-0",))  # fmt: skip
    yield from replay(opened(), [note]).refusals


def reasons_of(said: Change | Decision | Explanation) -> Iterator[Reason]:
    match said:
        case Change() | Decision():
            yield from said.reasons
        case Explanation():
            yield from () if said.because is None else said.because.reasons
            for change in said.fell_due:
                yield from change.reasons
            for way in said.ways:
                yield from way.reasons
                yield from way.missing
