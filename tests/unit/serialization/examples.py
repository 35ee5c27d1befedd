"""One value of every kind, with every field set where it can be: what the tests and the golden documents share."""

from datetime import date, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from relcore import model
from relcore.model import FrozenMap
from relcore.vocabulary import (
    Aspect,
    Channel,
    Comparison,
    ConsentBasis,
    ContactBlock,
    CountedAs,
    CustomerKind,
    Department,
    EdgeKind,
    EndReason,
    GiftTie,
    Party,
    Phase,
    Priority,
    Purpose,
    RelationshipType,
    Role,
    Severity,
    Stage,
    Status,
    Technology,
    Verdict,
    Wish,
)
from tests.unit.serialization.content_examples import CONTENTS, EUROS, UNKNOWN, at, interaction_of

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
            given_by=Party.COMPANY,
            withdrawn_by=Party.COMPANY,
        ),
    ),
    blocks=(model.Block(kind=ContactBlock.DO_NOT_CONTACT, source="list of objections", since=at(5)),),
)
CONCERN = model.OpenItem(
    id="i-3",
    kind="concern",
    opened_at=at(1),
    by=Party.CUSTOMER,
    due=at(9),
    overdue_since=at(10),
    original_due=at(8),
    severity=Severity.MINOR,
    category="taste",
    departments=(Department.SALES,),
    acknowledged=(Department.MARKETING, Department.TECHNICAL_SUPPORT),
    assignee="agent-2",
    cites=("i-0", "i-2"),
    left_seconds=3_600,
)
LAPSED = model.Ending(EndReason.LAPSED, Party.NOBODY, at(1), None, ("i-0",), final_at=at(1))
SUSPENDED = model.Suspended(
    final_at=at(20),
    stage=Stage.EXPANSION,
    previous_stage=Stage.AWARENESS,
    pinned_until=at(10),
    tallies=FrozenMap({"note": model.Tally(2, at(1), at(2), ())}),
    purchase_days=3,
    categories=("coffee", "tea"),
    forgotten=("tallies",),
    ending=LAPSED,
)
ENDING = model.Ending(EndReason.DISSATISFIED, Party.CUSTOMER, at(6), "i-6", ("i-6", "i-3"), SUSPENDED)
CONDUCT = model.Conduct(
    promises=model.PromiseRecord(kept=3, early=1, late=1, broken=2, taken_seconds=(86_400, 60)),
    customer_promises=model.PromiseRecord(kept=1),
    closed_concerns=(model.ClosedConcern("i-0", at(1), at(2), Severity.GRAVE, "taste", ("i-00",)),),
    answer_seconds=(7_200,),
    unnoted=(model.Unnoted("i-2", at(2)),),
)
KNOWLEDGE = model.Knowledge(
    readings=(model.Reading("i-5", at(2), "csat", 2, 25, Phase.AFTER_RECEIPT, True, "i-1"),),
    proxies=(model.Reading("i-7", at(2), "rating", Decimal("0.80"), 80, Phase.DURING_RECEIPT, False, None),),
    said=FrozenMap({"need": (model.Said("i-8", "an invoice a month", "billing", "p-1"),)}),
    share=model.KnownShare("i-9", 40),
    source="i-00",
)
OPENED = model.Relationship.open(
    id="r-0", customer_id="c-1", type=RelationshipType.TRANSACTIONAL, at=at(1), zone=ZoneInfo("Asia/Kolkata")
)
WINDOW = model.Window(
    index=2,
    spent=Decimal("-5.10"),
    points=25,
    readings=1,
    breaches=2,
    concerns=1,
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
    ending=ENDING,
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
            motive="taste",
            counted=CountedAs.CANCELLED,
            measured_by="i-5",
        ),
    ),
    recent_contacts=(model.Contact("i-2", at(2), Channel.EMAIL, "service", "p-1", "agent-1"),),
    heard_from=FrozenMap({"p-1": model.Heard("i-1", at(2)), "p 2": model.Heard("i 0", at(1, 3))}),
    unanswered=1,
    recent_events=(model.Happened("i-10", "conversation.met", at(2), "p-1", "fair"),),
    carried_out=FrozenMap(
        {
            "follow_up.thanks": (
                model.CarriedOut("i-0", at(1), "i-2"),
                model.CarriedOut("i-1", at(2), "i-9"),
            ),
            "card": (model.CarriedOut("p-1.birthday.2026", at(2), "i-9"),),
        }
    ),
    interaction_days=2,
    last_interaction_on=date(2026, 3, 2),
    items=FrozenMap({"i-3": CONCERN, "i 4": model.OpenItem("i 4", "question", at(1), Party.CUSTOMER)}),
    conduct=CONDUCT,
    knowledge=KNOWLEDGE,
    windows=model.Windows(at(1), 7_776_000, (WINDOW,)),
    forgotten=("contacts.p-1",),
)
TRUST = model.Score(
    "trust",
    (
        model.Contribution("baseline", 60, 60, 60, "points"),
        model.Contribution("reliability", -3, 20, Decimal("42.50"), "points", ("i-1", "i-2")),
        model.Contribution("lasting_satisfaction", None, 20, None, "points"),
    ),
    coverage_percent=75,
    required_percent=50,
)
HEALTH = model.Health(TRUST, "watch", model.Score("trend", (), coverage_percent=0, required_percent=1))
RECOMMENDATION = model.Recommendation(
    kind="follow_up",
    relationship_id="r-1",
    occasion="i-1",
    purpose=Purpose.SERVICE,
    channels=(Channel.EMAIL, Channel.PHONE),
    person="p-1",
    topic="coffee",
    promotes=True,
    reply_to="i-2",
    not_before=at(4),
    due=at(9),
    expires=at(12),
    assignee="agent-1",
    role="sales",
    priority=Priority.PROMISE,
    settles=("i-3", "i-1"),
    technology=Technology.MID,
    cost=EUROS,
    skill="roasting",
    weight=12,
    parts=("thanks", "check"),
    personal=True,
    appointment=at(10),
    reasons=(REASON,),
)
DEFERRED = model.Decision(
    Verdict.DEFERRED,
    "quiet_hours.night",
    (model.Reason("local_time", False, "22:30", Comparison.AT_LEAST, "08:00", "local_time"),),
    "sha256:1",
    until=at(4),
    channel=Channel.EMAIL,
    person="p-1",
)
WITHHELD = model.Withheld(RECOMMENDATION, DEFERRED)
CALENDAR = model.BusinessCalendar(
    hours=(
        model.Hours(0, time(9), time(12)),
        model.Hours(0, time(13, 30), time(17, 15, 30, 5)),
        model.Hours(6, time(0), time(0)),
    ),
    zone=ZoneInfo("Asia/Manila"),
    holidays=(date(2026, 6, 12), date(2026, 12, 25)),
)
AGENT = model.Agent(
    id="agent-1",
    capabilities=("taste",),
    interests=("coffee",),
    active=False,
    departments=(Department.SALES, Department.CUSTOMER_SERVICE),
    skills=FrozenMap({"roasting": 4, "invoices": 1}),
    triggers=("angry_customer",),
    hours=CALENDAR,
    load=3,
)
PRODUCT = model.Product(id="roast-7", category="coffee", meets=("taste",), customised=True, after=("mugs",))
ARTICLE = model.Article(id="a-1", topics=("coffee", "origin"), published_at=at(1), promotes=True)
GIFT = model.GiftIdea(id="tin", tie=GiftTie.PURCHASE, cost=EUROS, about="coffee")
ALLOWED = model.Decision(
    Verdict.ALLOWED, "allowed", (REASON,), "sha256:1", channel=Channel.EMAIL, person="p-1"
)
ASSIGNMENT = model.Assignment(
    model.Decision(Verdict.ASSIGNED, "owner", (REASON,), "sha256:1"),
    "agent-1",
    "sales",
    "roasting",
    trainee="agent-2",
)
ACTION = model.Action((RECOMMENDATION,), TRUST, ALLOWED, ASSIGNMENT)
WAY = model.Way(Stage.EXPANSION, EdgeKind.FORWARD, "repeat_purchase", True, (REASON,), (REASON,), at(9))

VALUES: dict[str, Any] = {
    "money": EUROS,
    "occasion": PERSON.occasions[0],
    "consent": PERSON.consents[0],
    "block": PERSON.blocks[0],
    "person": PERSON,
    "customer": model.Customer(
        id="c-1",
        name="Cruz & Co.",
        kind=CustomerKind.ORGANISATION,
        persons=(PERSON,),
        identified=False,
        is_key=True,
        business="bakery",
        erased_at=at(9),
    ),
    "agent": AGENT,
    "product": PRODUCT,
    "article": ARTICLE,
    "gift_idea": GIFT,
    "company": model.Company(
        agents=(AGENT, model.Agent(id="agent-2")),
        help_topics=("billing",),
        sales_channels=(Channel.PHONE, Channel.STORE),
        service_channels=(Channel.CHAT,),
        zones=FrozenMap(
            {
                "PH": (ZoneInfo("Asia/Manila"),),
                "XK": (timezone(timedelta(hours=1)), ZoneInfo("Europe/Belgrade")),
            }
        ),
        calendar=CALENDAR,
        products=(PRODUCT, model.Product(id="tea-1", category="tea")),
        articles=(ARTICLE,),
        gifts=(GIFT, model.GiftIdea(id="calendar", tie=GiftTie.COMPANY, cost=EUROS)),
    ),
    "company_unknown": model.Company(),
    "hours": model.Hours(6, time(9, 30), time(0)),
    "calendar": CALENDAR,
    "reason": REASON,
    "decision": DECISION,
    "change": CHANGE,
    "recommendation": RECOMMENDATION,
    "decision_of_a_contact": DEFERRED,
    "withheld": WITHHELD,
    "assignment": ASSIGNMENT,
    "action": ACTION,
    "override": model.Override(
        relationship_id="r-1",
        rule="cap.weekly",
        by="agent-1",
        reason="The customer asked for news every day.",
        since=at(3),
        until=at(9),
    ),
    "relationship": RELATIONSHIP,
    "relationship_opened": OPENED,
    "tally": RELATIONSHIP.tallies["purchase"],
    "purchase_memory": RELATIONSHIP.recent_purchases[0],
    "contact": RELATIONSHIP.recent_contacts[0],
    "heard": RELATIONSHIP.heard_from["p-1"],
    "happened": RELATIONSHIP.recent_events[0],
    "carried_out": RELATIONSHIP.carried_out["card"][0],
    "open_item": CONCERN,
    "closed_concern": CONDUCT.closed_concerns[0],
    "promise_record": CONDUCT.promises,
    "unnoted": CONDUCT.unnoted[0],
    "conduct": CONDUCT,
    "reading": KNOWLEDGE.readings[0],
    "reading_in_fractions": KNOWLEDGE.proxies[0],
    "said": KNOWLEDGE.said["need"][0],
    "known_share": KNOWLEDGE.share,
    "knowledge": KNOWLEDGE,
    "window": WINDOW,
    "windows": RELATIONSHIP.windows,
    "suspended": SUSPENDED,
    "ending": ENDING,
    "ending_that_is_final": LAPSED,
    "contribution": TRUST.contributions[1],
    "score": TRUST,
    "health": HEALTH,
    "recorded": model.Recorded(Status.RECORDED, RELATIONSHIP, (CHANGE,), (DECISION,)),
    "replay": model.Replay(RELATIONSHIP, (CHANGE,), (DECISION,), 3, ("i-5",), ("i-6",)),
    "way": WAY,
    "explanation": model.Explanation(
        "r-1", at(3), Stage.AWARENESS, at(2), DECISION, (CHANGE,), (WAY,), at(20), at(30)
    ),
    "review": model.Review(
        relationship_id="r-1",
        at=at(3),
        stage=Stage.AWARENESS,
        since=at(2),
        fell_due=(CHANGE,),
        next_due=at(30),
        trust=TRUST,
        health=HEALTH,
        findings=(model.Decision(Verdict.FOUND, "unmeasured", (REASON,), "sha256:1"),),
        actions=(ACTION,),
        withheld=(WITHHELD,),
        upcoming=(RECOMMENDATION,),
    ),
    "change_of_an_ending": model.Change(Aspect.ENDING, "cooling_off", "final", at(20), None, DECISION, None),
    **{f"interaction_{content.kind}": interaction_of(content) for content in CONTENTS},
    "interaction_unknown": interaction_of(UNKNOWN),
}
