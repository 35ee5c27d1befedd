"""One table: what every event comes to in every stage, written out (law 4)."""

from typing import Any, ClassVar

import pytest
from attrs import frozen

from relcore import model
from relcore.lifecycle import events
from relcore.model import BUILT_IN_CONTENTS, Content, Money, Relationship, UnknownContent
from relcore.policy_set import DWYER_SCHURR_OH, STANDARD, PolicySet
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
from tests.unit.kernel.history import (
    adaptation,
    after,
    day,
    ended,
    happened,
    promise,
    purchase,
    question,
    resolved,
    stages,
    then,
)

# What an event leads to, in the order of the stages: exploration, awareness, expansion, commitment, dissolution.
# A stage: moved there (and on to the next one); "-": stayed; "refused": asked for and not given.
CELLS = """
purchase                awareness    expansion    -            -            exploration+awareness
return                  refused      -            -            -            -
abandoned_cart          -            -            -            -            -
trial.started           -            -            -            -            -
trial.passed            awareness    -            -            -            -
trial.failed            dissolution  -            -            -            -
message                 -            -            -            -            -
conversation            -            -            -            -            -
conversation.missed     -            -            -            -            -
note                    -            -            -            -            -
statement.value         awareness    -            -            -            -
statement.motive        -            -            -            -            -
statement.need          -            -            -            -            -
statement.unwanted      -            -            -            -            -
statement.interest      -            -            -            -            -
statement.comment       -            -            -            -            -
satisfaction_reading    -            -            -            -            -
share_of_wallet         -            -            -            -            -
question                -            -            -            -            -
concern                 -            -            -            -            -
promise                 -            -            -            -            -
pledge                  -            -            commitment   -            -
opportunity             -            expansion    -            -            -
work_done               -            -            -            -            -
work_done.adapts        -            -            -            -            -
delivered               -            -            -            -            -
answered                -            -            -            -            -
acknowledged            -            -            -            -            -
awaiting_customer       -            -            -            -            -
escalated               -            -            -            -            -
resolved                -            -            -            -            -
reopened                -            -            -            -            -
renegotiated            -            -            -            -            -
withdrawn               -            -            -            -            -
introduction            -            -            -            -            -
opening_balance         refused      refused      refused      refused      refused
owner_changed           -            -            -            -            -
type_changed            -            -            -            -            -
customer_changed        -            -            -            -            -
rules_adopted           -            -            -            -            -
stage_changed.exploration refused    exploration  exploration  exploration  exploration
stage_changed.awareness awareness    refused      awareness    awareness    refused
stage_changed.expansion expansion    expansion    refused      expansion    refused
stage_changed.commitment commitment  commitment   commitment   refused      refused
stage_changed.dissolution refused    refused      refused      refused      refused
ended.dissatisfied      dissolution  dissolution  dissolution  dissolution  refused
ended.better_elsewhere  dissolution  dissolution  dissolution  dissolution  refused
ended.needs_changed     dissolution  dissolution  dissolution  dissolution  refused
ended.no_growth         dissolution  dissolution  dissolution  dissolution  refused
ended.fraud             dissolution  dissolution  dissolution  dissolution  -
ended.legal             dissolution  dissolution  dissolution  dissolution  -
ended.ceased            dissolution  dissolution  dissolution  dissolution  -
ended.trial_failed      dissolution  refused      refused      refused      refused
acme.points             -            -            -            -            -
acme.visit              -            -            -            -            -
"""

# On the table of Dwyer, Schurr and Oh these rows read otherwise; the stages stand in the same order as above.
AWARENESS_FIRST_CELLS = """
purchase                expansion    exploration  -            -            awareness+exploration
return                  -            refused      -            -            -
trial.started           -            exploration  -            -            -
trial.passed            -            exploration  -            -            -
trial.failed            dissolution  exploration+dissolution - -            -
statement.value         -            -            -            -            -
opportunity             expansion    -            -            -            -
stage_changed.exploration refused    exploration  exploration  exploration  refused
stage_changed.awareness awareness    refused      awareness    awareness    awareness
"""

# Silence alone lapses a relationship: nobody can write down that it did.
UNWRITABLE = {"ended.lapsed"}


@frozen
class Points:
    """A third party's content."""

    kind: ClassVar[str] = "acme.points"
    direction: ClassVar[Direction] = Direction.INBOUND
    department: ClassVar[Department] = Department.MARKETING


CONTENTS: dict[str, Content] = {
    "purchase": model.Purchase(Money("25.00", "EUR")),
    "return": model.Return("p1", cancels=True),
    "abandoned_cart": model.AbandonedCart(),
    **{f"trial.{outcome}": model.Trial(outcome) for outcome in TrialOutcome},
    "message": model.Message(),
    "conversation": model.Conversation(),
    "conversation.missed": model.Conversation(held=False),
    "note": model.Note("x"),
    **{f"statement.{topic}": model.Statement(topic, "x") for topic in StatementTopic},
    "satisfaction_reading": model.SatisfactionReading("csat", 1, Phase.AFTER_RECEIPT),
    "share_of_wallet": model.ShareOfWallet(50),
    "question": model.Question("x"),
    "concern": model.Concern("x", Severity.MODERATE),
    "promise": model.Promise("x", day(50)),
    "pledge": model.Pledge("x"),
    "opportunity": model.Opportunity("x"),
    "work_done": model.WorkDone("x"),
    "work_done.adapts": model.WorkDone("x", adapts=True),
    "delivered": model.Delivered("promised"),
    "answered": model.Answered("asked"),
    "acknowledged": model.Acknowledged("asked", Department.SALES),
    "awaiting_customer": model.AwaitingCustomer("late"),
    "escalated": model.Escalated("asked", "asha"),
    "resolved": model.Resolved("raised"),
    "reopened": model.Reopened("closed"),
    "renegotiated": model.Renegotiated("promised", day(60)),
    "withdrawn": model.Withdrawn("raised"),
    "introduction": model.Introduction("ben"),
    "opening_balance": model.OpeningBalance(1, 1, day(1).date(), day(1).date()),
    "owner_changed": model.OwnerChanged("asha"),
    "type_changed": model.TypeChanged(RelationshipType.COMMUNITY),
    "customer_changed": model.CustomerChanged(("zone",)),
    "rules_adopted": model.RulesAdopted("others"),
    **{f"stage_changed.{stage}": model.StageChanged(stage, "x", day(50)) for stage in Stage},
    "ended.dissatisfied": model.Ended(EndReason.DISSATISFIED, Party.CUSTOMER),
    "ended.better_elsewhere": model.Ended(EndReason.BETTER_ELSEWHERE, Party.CUSTOMER),
    "ended.needs_changed": model.Ended(EndReason.NEEDS_CHANGED, Party.CUSTOMER),
    "ended.no_growth": model.Ended(EndReason.NO_GROWTH, Party.COMPANY),
    "ended.fraud": model.Ended(EndReason.FRAUD, Party.COMPANY),
    "ended.legal": model.Ended(EndReason.LEGAL, Party.NOBODY),
    "ended.ceased": model.Ended(EndReason.CEASED, Party.NOBODY),
    "ended.trial_failed": model.Ended(EndReason.TRIAL_FAILED, Party.CUSTOMER),
    "acme.points": Points(),
    "acme.visit": UnknownContent("acme.visit"),
}


def read(table: str) -> dict[str, list[str]]:
    rows = [line.split() for line in table.split("\n") if line]
    return {event: cells for event, *cells in rows}


EXPECTED = {STANDARD.name: read(CELLS), DWYER_SCHURR_OH.name: read(CELLS) | read(AWARENESS_FIRST_CELLS)}
SHIPPED = {policies.name: policies for policies in (STANDARD, DWYER_SCHURR_OH)}

OPEN = (
    happened("asked", day(1), model.Question("x")),
    happened("closed", day(1), model.Concern("x", Severity.MINOR)),
    promise("promised", day(1), day(50)),
    happened("raised", day(1), model.Concern("x", Severity.MINOR)),
    resolved("settled", day(1), "closed"),
)
BOUGHT = (*OPEN, purchase("p1", day(2)))
GROWN = (*BOUGHT, purchase("p2", day(3)), adaptation("w", day(4)))
COMMITTED = (*GROWN, happened("pl", day(5), model.Pledge("a year")))
LEFT = (*BOUGHT, ended("e", day(5), EndReason.NEEDS_CHANGED, Party.CUSTOMER))


def standing_in(stage: Stage, policies: PolicySet) -> Relationship:
    """A relationship that came to a stage on evidence, with a promise, questions and a minor concern open.

    An end is final by then.
    """
    first = policies.folding.lifecycle.initial
    early = OPEN if stage is first else BOUGHT
    history: tuple[Any, ...] = {
        Stage.EXPANSION: GROWN,
        Stage.COMMITMENT: COMMITTED,
        Stage.DISSOLUTION: LEFT,
    }.get(stage, early)
    relationship = after(*history, question("late", day(29)), policies=policies)
    assert relationship.stage is stage
    return relationship


@pytest.mark.parametrize("event", read(CELLS))
@pytest.mark.parametrize("name", SHIPPED)
def test_in_every_stage_an_event_moves_stays_or_is_refused_as_the_table_says(name: str, event: str) -> None:
    found = []
    for stage in Stage:
        before = standing_in(stage, SHIPPED[name])
        recorded = then(happened("x", day(30), CONTENTS[event]), relationship=before, policies=SHIPPED[name])
        moved = "+".join(str(stage) for stage in stages(recorded.changes))
        found.append(moved or ("refused" if recorded.refusals else "-"))
        assert not (moved and recorded.refusals)
    assert found == EXPECTED[name][event]


def test_every_event_of_every_built_in_kind_has_a_row() -> None:
    known = {event for kind in BUILT_IN_CONTENTS.classes for event in events(kind)}
    for cells in EXPECTED.values():
        assert set(cells) == (known - UNWRITABLE) | {"acme.points", "acme.visit"}
        assert all(len(row) == len(Stage) for row in cells.values())


def test_every_refusal_says_why() -> None:
    for event, cells in read(CELLS).items():
        for stage, cell in zip(Stage, cells, strict=True):
            if cell == "refused":
                before = standing_in(stage, STANDARD)
                (refusal,) = then(happened("x", day(30), CONTENTS[event]), relationship=before).refusals
                assert refusal.reasons
                assert all(reason.holds is False for reason in refusal.reasons)
                assert all("x" in reason.evidence or not reason.evidence for reason in refusal.reasons)
