"""Every content states its kind, who acts towards whom, and the department, unless the interaction says otherwise."""

from itertools import count

import pytest

from relcore import model
from relcore.model import BUILT_IN_CONTENTS, Content, Money
from relcore.vocabulary import (
    Department,
    Direction,
    EndReason,
    Party,
    Phase,
    RelationshipType,
    Severity,
    Stage,
    StatementTopic,
    TrialOutcome,
)
from tests.unit.kernel.history import day, happened

INBOUND, OUTBOUND, INTERNAL = Direction.INBOUND, Direction.OUTBOUND, Direction.INTERNAL
SALES, SERVICE = Department.SALES, Department.CUSTOMER_SERVICE

DEFAULTS: list[tuple[Content, str, Direction, Department]] = [
    (model.Purchase(Money("1", "EUR")), "purchase", INBOUND, SALES),
    (model.Return("p1", cancels=True), "return", INBOUND, SERVICE),
    (model.AbandonedCart(), "abandoned_cart", INBOUND, SALES),
    (model.Trial(TrialOutcome.STARTED), "trial", INBOUND, SALES),
    (model.Message(), "message", OUTBOUND, SERVICE),
    (model.Conversation(), "conversation", OUTBOUND, SALES),
    (model.Note("x"), "note", INTERNAL, SERVICE),
    (model.Statement(StatementTopic.NEED, "x"), "statement", INBOUND, SALES),
    (
        model.SatisfactionReading("csat", 4, Phase.AFTER_RECEIPT),
        "satisfaction_reading",
        INBOUND,
        SERVICE,
    ),
    (
        model.SatisfactionReading("csat", 4, Phase.AFTER_RECEIPT, Party.COMPANY),
        "satisfaction_reading",
        INTERNAL,
        SERVICE,
    ),
    (model.Question("x"), "question", INBOUND, SERVICE),
    (model.Concern("x", Severity.MINOR), "concern", INBOUND, SERVICE),
    (model.ShareOfWallet(40), "share_of_wallet", INBOUND, SALES),
    (model.Promise("x", day(2)), "promise", OUTBOUND, SERVICE),
    (model.Promise("x", day(2), Party.CUSTOMER), "promise", INBOUND, SERVICE),
    (model.Pledge("x"), "pledge", INBOUND, SALES),
    (model.Opportunity("x"), "opportunity", INTERNAL, SALES),
    (model.WorkDone("x"), "work_done", INTERNAL, SERVICE),
    (model.Delivered("p"), "delivered", OUTBOUND, SERVICE),
    (model.Answered("q"), "answered", OUTBOUND, SERVICE),
    (model.Acknowledged("q", SALES), "acknowledged", INTERNAL, SERVICE),
    (model.AwaitingCustomer("q"), "awaiting_customer", OUTBOUND, SERVICE),
    (model.Escalated("q", "asha"), "escalated", INTERNAL, SERVICE),
    (model.Resolved("q"), "resolved", OUTBOUND, SERVICE),
    (model.Reopened("q"), "reopened", INBOUND, SERVICE),
    (model.Renegotiated("p", day(3)), "renegotiated", OUTBOUND, SERVICE),
    (model.Withdrawn("q"), "withdrawn", INBOUND, SERVICE),
    (model.Introduction("a friend"), "introduction", INTERNAL, Department.MARKETING),
    (model.OpeningBalance(1, 1, day(1).date(), day(1).date()), "opening_balance", INTERNAL, SALES),
    (model.OwnerChanged(None), "owner_changed", INTERNAL, SALES),
    (model.TypeChanged(RelationshipType.COMMUNITY), "type_changed", INTERNAL, SALES),
    (model.StageChanged(Stage.AWARENESS, "x", day(2)), "stage_changed", INTERNAL, SALES),
    (model.CustomerChanged(("name",)), "customer_changed", INTERNAL, SERVICE),
    (model.RulesAdopted("digest"), "rules_adopted", INTERNAL, SERVICE),
    (model.Ended(EndReason.CEASED, Party.NOBODY), "ended", INTERNAL, SERVICE),
]


@pytest.mark.parametrize(("content", "kind", "direction", "department"), DEFAULTS, ids=map(str, count()))
def test_a_content_states_its_kind_its_direction_and_its_department(
    content: Content, kind: str, direction: Direction, department: Department
) -> None:
    made = happened("i", day(1), content)
    assert (content.kind, made.direction, made.department) == (kind, direction, department)
    assert isinstance(content, Content)


@pytest.mark.parametrize("content", [row[0] for row in DEFAULTS], ids=map(str, count()))
def test_the_interaction_may_say_otherwise(content: Content) -> None:
    made = happened(
        "i", day(1), content, direction=Direction.BETWEEN_CUSTOMERS, department=Department.MARKETING
    )
    assert (made.direction, made.department) == (Direction.BETWEEN_CUSTOMERS, Department.MARKETING)


def test_every_built_in_content_is_in_this_table() -> None:
    assert {type(row[0]) for row in DEFAULTS} == set(BUILT_IN_CONTENTS.classes.values())


def test_a_built_in_kind_is_a_bare_word() -> None:
    assert all(kind.replace("_", "").isalpha() for kind in BUILT_IN_CONTENTS.classes)
