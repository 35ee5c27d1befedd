"""One value of every kind, with every field set where it can be: what the tests and the golden documents share."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from attrs import Factory, frozen

from relcore import model, policies
from relcore.lifecycle import AWARENESS_FIRST, Lifecycle
from relcore.model import FrozenMap, Interaction, Money
from relcore.policies import Count, Days, Overdue, PurchaseDays, UsualGaps, at_least, at_most
from relcore.policy_set import STANDARD, AdvisingRules, Memory
from relcore.vocabulary import (
    Anchor,
    Aspect,
    Channel,
    Comparison,
    ConsentBasis,
    CustomerKind,
    Department,
    Direction,
    EdgeKind,
    EndReason,
    Party,
    Phase,
    Purpose,
    RelationshipType,
    Role,
    Severity,
    Stage,
    StatementTopic,
    Status,
    TrialOutcome,
    Verdict,
    Wish,
)

EUROS = Money("25.00", "EUR")


def at(day: int, microsecond: int = 0) -> datetime:
    """Nine o'clock on a day of March 2026, in UTC."""
    return datetime(2026, 3, day, 9, 0, 0, microsecond, tzinfo=UTC)


CONTENTS: tuple[Any, ...] = (
    model.Purchase(EUROS, "coffee", "taste"),
    model.Return("i-1", Money("5.10", "EUR"), cancels=True),
    model.AbandonedCart(EUROS, "tea"),
    model.Trial(TrialOutcome.PASSED, "espresso machine"),
    model.Message(Purpose.MARKETING, "spring", "Kumusta, नमस्ते"),
    model.Conversation(held=False, purpose=Purpose.SURVEY, topic="taste", event="fair"),
    model.Note("prefers mornings", "i-1"),
    model.Statement(StatementTopic.VALUE, "it keeps me awake"),
    model.SatisfactionReading("csat", 4, Phase.AFTER_RECEIPT, Party.COMPANY, "i-1"),
    model.Question("is it fair trade?", "origin"),
    model.Concern("too bitter", Severity.GRAVE, "taste", "i-1"),
    model.Promise("a new grinder", at(9), Party.COMPANY),
    model.Pledge("a year's subscription"),
    model.Opportunity("an office machine", Money("1200", "EUR")),
    model.WorkDone("roasted darker", adapts=True),
    model.Delivered("i-2"),
    model.Answered("i-3"),
    model.Acknowledged("i-4", Department.TECHNICAL_SUPPORT),
    model.Escalated("i-4", "agent-2"),
    model.Resolved("i-4", "old beans", "new beans", "dates on bags"),
    model.Renegotiated("i-2", at(12, 5)),
    model.Withdrawn("i-2", "no longer needed"),
    model.OwnerChanged("agent-1"),
    model.TypeChanged(RelationshipType.COMMUNITY, (RelationshipType.SELF_SERVICE,)),
    model.StageChanged(Stage.EXPANSION, "signed today", at(20)),
    model.CustomerChanged(("name", "zone")),
    model.RulesAdopted("sha256:1"),
    model.Ended(EndReason.BETTER_ELSEWHERE, Party.CUSTOMER, "goodbye", ("i-4",), "acme"),
)
UNKNOWN = model.UnknownContent(
    "acme.points",
    '{"names":["a",null,{"b":[]}],"points":3,"rate":0.25}',
    Direction.INBOUND,
    Department.MARKETING,
)


def interaction_of(content: Any) -> Interaction[Any]:
    """An interaction with every field set, and direction and department from its content."""
    return Interaction(
        id="i-9",
        relationship_id="r-1",
        at=at(2, 1),
        channel=Channel.EMAIL,
        content=content,
        by="agent-1",
        to="p-1",
        recorded_at=at(3),
        sequence=7,
        settles="r-1/follow_up/i-1",
    )


def class_with(content: Any) -> Any:
    """``Interaction[Purchase]`` of a purchase."""
    generic: Any = Interaction
    return generic[type(content)]


REASON = model.Reason("purchase_days", True, 2, Comparison.AT_LEAST, 2, "days", ("i-1", "i-2"))
DECISION = model.Decision(
    Verdict.MOVED,
    "repeat_purchase",
    (
        REASON,
        model.Reason("trust", None, None, Comparison.MORE_THAN, Decimal("1.50"), "points"),
        model.Reason("rate", False, 2.0, Comparison.LESS_THAN, 0.1, "per_day"),
        model.Reason("stage", True, "awareness", Comparison.EQUAL_TO, "awareness", "stage"),
        model.Reason("since", True, at(1, 3), Comparison.AT_MOST, at(2), "instant"),
    ),
    "sha256:1",
)
CHANGE = model.Change(Aspect.STAGE, "exploration", "awareness", at(2), "i-1", DECISION, "i-1")
PERSON = model.Person(
    id="p-1",
    name="Ana Cruz",
    other_names=("Anya",),
    interests=("coffee",),
    needs=("quiet",),
    unwanted=("calls",),
    occasions=(model.Occasion(kind="birthday", month=2, day=29, year=1988),),
    zone=ZoneInfo("Asia/Manila"),
    country="PH",
    wish=Wish.YES,
    wanted_type=RelationshipType.PERSONAL_ASSISTANCE,
    channels=(Channel.EMAIL, Channel.SMS),
    consents=(
        model.Consent(
            purpose=Purpose.MARKETING,
            basis=ConsentBasis.CONSENT,
            source="form 7",
            valid_from=at(1),
            channel=Channel.EMAIL,
            valid_until=at(28),
            withdrawn_at=at(20),
            jurisdiction="PH",
            recorded_at=at(2),
        ),
    ),
)
OPENED = model.Relationship.open(
    id="r-0", customer_id="c-1", type=RelationshipType.TRANSACTIONAL, at=at(1), zone=ZoneInfo("Asia/Kolkata")
)
RELATIONSHIP = model.Relationship(
    id="r-1",
    customer_id="c-1",
    type=RelationshipType.LONG_TERM,
    role=Role.CUSTOMER,
    zone=timezone(timedelta(hours=5, minutes=30)),
    opened_at=at(1),
    currency="EUR",
    owner="agent-1",
    facets=(RelationshipType.COMMUNITY,),
    rules="sha256:1",
    stage=Stage.AWARENESS,
    stage_since=at(2),
    previous_stage=Stage.EXPLORATION,
    pinned_until=at(20),
    because=DECISION,
    episode=2,
    episode_since=at(1),
    ending=model.Ending(EndReason.LAPSED, Party.NOBODY, at(1), None, ("i-0",)),
    unsettled=False,
    revision=3,
    last=(at(2), -1, "i-1"),
    next_due=at(30),
    engaged_at=at(2),
    tallies=FrozenMap({"purchase": model.Tally(1, at(2), at(2), ("i-1",))}),
    past_counts=FrozenMap({"note": 4, "statement.value": 1}),
    purchases=1,
    purchase_days=1,
    episode_purchase_days=1,
    first_purchase_on=date(2026, 3, 2),
    last_purchase_on=date(2026, 3, 2),
    spent=Decimal("25.00"),
    categories=("coffee",),
    recent_purchases=(
        model.PurchaseMemory(
            id="i-1",
            on=date(2026, 3, 2),
            amount=Decimal("25.00"),
            episode=2,
            category="coffee",
            opens_day=True,
            opens_episode_day=False,
            cancelled=True,
        ),
    ),
    recent_contacts=(model.Contact("i-2", at(2), Channel.EMAIL, "service", "p-1"),),
    unanswered=1,
    items=FrozenMap(
        {
            "i-3": model.OpenItem("i-3", "promise", at(1), Party.COMPANY, at(9), Severity.MINOR, at(10)),
            "i 4": model.OpenItem("i 4", "question", at(1), Party.CUSTOMER),
        }
    ),
    forgotten=("recent_contacts",),
)
WAY = model.Way(Stage.EXPANSION, EdgeKind.FORWARD, "repeat_purchase", None, (REASON,), (REASON,), at(9))

VALUES: dict[str, Any] = {
    "money": EUROS,
    "occasion": PERSON.occasions[0],
    "consent": PERSON.consents[0],
    "person": PERSON,
    "customer": model.Customer(
        id="c-1", name="Cruz & Co.", kind=CustomerKind.ORGANISATION, persons=(PERSON,)
    ),
    "reason": REASON,
    "decision": DECISION,
    "change": CHANGE,
    "recommendation": model.Recommendation(
        kind="follow_up",
        relationship_id="r-1",
        occasion="i-1",
        purpose=Purpose.SERVICE,
        channels=(Channel.EMAIL,),
        due=at(9),
        reasons=(REASON,),
    ),
    "relationship": RELATIONSHIP,
    "relationship_opened": OPENED,
    "tally": RELATIONSHIP.tallies["purchase"],
    "purchase_memory": RELATIONSHIP.recent_purchases[0],
    "contact": RELATIONSHIP.recent_contacts[0],
    "open_item": RELATIONSHIP.items["i-3"],
    "ending": RELATIONSHIP.ending,
    "recorded": model.Recorded(Status.RECORDED, RELATIONSHIP, (CHANGE,), (DECISION,)),
    "replay": model.Replay(RELATIONSHIP, (CHANGE,), (DECISION,), 3, ("i-5",), ("i-6",)),
    "way": WAY,
    "explanation": model.Explanation(
        "r-1", at(3), Stage.AWARENESS, at(2), DECISION, (CHANGE,), (WAY,), at(20), at(30)
    ),
    "review": model.Review("r-1", at(3), Stage.AWARENESS, at(2), (CHANGE,), at(30)),
    **{f"interaction_{content.kind}": interaction_of(content) for content in CONTENTS},
    "interaction_unknown": interaction_of(UNKNOWN),
}

FEW = at_most(PurchaseDays(), 2, "few")
LONG = policies.Elapsed(Anchor.EPISODE, Days(365), "age")
POLICIES: dict[str, Any] = {
    "policy_count": Count("trial.passed"),
    "policy_purchase_days": PurchaseDays(),
    "policy_categories": policies.Categories(),
    "policy_breaches": policies.Breaches(),
    "policy_grave_concerns": policies.GraveConcerns(),
    "policy_opportunities": policies.Opportunities(),
    "policy_ended_for": policies.EndedFor((EndReason.FRAUD, EndReason.LEGAL)),
    "policy_usual_gap": policies.UsualGap(),
    "policy_mean_basket": policies.MeanBasket(),
    "policy_silence": policies.Silence(),
    "policy_overdue": Overdue(),
    "policy_activity": policies.ActivityScore(prior=0.5, patience=2),
    "policy_days": Days(30.0),
    "policy_paces": policies.Paces(1, at_least_days=7, at_most_days=90.5),
    "policy_usual_gaps": UsualGaps(
        5, at_least_paces=4, at_most_paces=5.5, at_least_days=30, at_most_days=1825
    ),
    "policy_threshold": at_least(UsualGaps(1.0, 0, 9, 0, 99), 0.25, "gap"),
    "policy_elapsed": LONG,
    "policy_all_of": FEW & LONG,
    "policy_any_of": FEW | (LONG & ~FEW),
    "policy_not": ~(FEW | LONG),
    "edge": AWARENESS_FIRST.edges[-2],
    "lifecycle": Lifecycle("mine", AWARENESS_FIRST.initial, AWARENESS_FIRST.order, AWARENESS_FIRST.edges),
    "memory": Memory(purchases=6),
    "folding_rules": STANDARD.with_pace(7).with_criteria(lapsed=LONG).folding,
    "advising_rules": AdvisingRules(activity=Overdue()),
    "policy_set": STANDARD,
}


@frozen
class Points:
    """A third party's content, with a field of every sort that a document can hold."""

    kind: ClassVar[str] = "acme.points"
    direction: ClassVar[Direction] = Direction.INTERNAL
    department: ClassVar[Department] = Department.MARKETING

    points: int
    rate: float = 1.0
    exact: Decimal = Decimal("1.10")
    by_channel: FrozenMap[Channel, int] = FrozenMap()
    notes: dict[str, list[str]] = Factory(dict)
    replaced: model.Purchase | None = None
    either: model.Purchase | model.Return | None = None
    whatever: model.Content | None = None
    bare: model.Note = model.Note("none")
    flags: tuple[bool, ...] = ()
    pair: tuple[int, str] = (0, "")
    day: date | None = None
