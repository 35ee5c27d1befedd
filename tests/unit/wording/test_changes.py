"""What a change or a refusal says: what came of an item, of an ending, of a type or an owner, and why."""

import pytest
from attrs import evolve

from relcore import replay
from relcore.model import (
    Acknowledged,
    Answered,
    AwaitingCustomer,
    Change,
    Concern,
    Delivered,
    Ended,
    Escalated,
    OwnerChanged,
    Promise,
    Question,
    Resolved,
    SatisfactionReading,
    TypeChanged,
    Withdrawn,
)
from relcore.vocabulary import (
    Aspect,
    Department,
    Direction,
    EndReason,
    Party,
    Phase,
    RelationshipType,
    Severity,
)
from relcore.wording import LANGUAGES, describe
from tests.unit.wording.histories import Step, at, interactions, opened, told

LATE, BROKEN = Concern("late", Severity.MINOR, category="delivery"), Concern("broke", Severity.GRAVE)
LEFT, CHANGED, AWAY = EndReason.BETTER_ELSEWHERE, EndReason.NEEDS_CHANGED, Party.CUSTOMER
NOTICE = Ended(LEFT, AWAY, effective_at=at(9))


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (
            [(1, SatisfactionReading("csat", 1, Phase.AFTER_RECEIPT))],
            ["On 2 March 2026 a concern came up. The reading was 1, and 2 or less is low."],
        ),
        (
            [(1, LATE), (1.1, Resolved("i-0")), (2, LATE)],
            [
                "On 2 March 2026 an item went from open to resolved. The concern was settled.",
                "On 3 March 2026 a concern came up again. It repeats 1 concern that was closed before.",
            ],
        ),
        (
            [(1, BROKEN), (1.1, AwaitingCustomer("i-0"))],
            [
                "On 2 March 2026 an item went from open to waiting for the customer."
                " The concern waits for the customer, and its time limit stands still.",
            ],
        ),
        (
            [(1, BROKEN), (1.1, AwaitingCustomer("i-0")), (2, Question("when?"))],
            [
                "On 2 March 2026 an item went from open to waiting for the customer."
                " The concern waits for the customer, and its time limit stands still.",
                "On 3 March 2026 the customer was heard from (question), and a time limit runs on.",
            ],
        ),
        (
            [(1, Promise("mend it", at(9))), (3, Delivered("i-0"))],
            [
                "On 4 March 2026 an item went from open to kept early."
                " Delivered on 4 March 2026, in time: it was promised until 10 March 2026.",
            ],
        ),
        (
            [(1, NOTICE), (2, Withdrawn("i-0"))],
            [
                "On 2 March 2026 notice of an end was given. It ends after 10 March 2026, unless the notice is"
                " withdrawn.",
                "On 3 March 2026 the notice of an end was withdrawn.",
            ],
        ),
        (
            [(1, NOTICE), (2, Acknowledged("i-0", Department.SALES)), (3, Ended(CHANGED, AWAY))],
            [
                "On 2 March 2026 notice of an end was given. It ends after 10 March 2026, unless the notice is"
                " withdrawn.",
                "On 4 March 2026 it moved from exploration to dissolution. This was recorded: end for changed needs.",
                "On 4 March 2026 a notice of an end came to nothing."
                " It had ended before that took effect: needs changed.",
            ],
        ),
        (
            [(1, Ended(CHANGED, AWAY)), (2, Ended(EndReason.FRAUD, Party.COMPANY))],
            [
                "On 2 March 2026 it moved from exploration to dissolution. This was recorded: end for changed needs.",
                "On 3 March 2026 its ending was put down for good to this: fraud (until then: needs changed)."
                " This was recorded: end for fraud.",
            ],
        ),
        (
            [(1, Promise("mend it", at(9))), (3, Resolved("i-0"))],
            [
                "On 4 March 2026 an item went from open to resolved."
                " Delivered on 4 March 2026, in time: it was promised until 10 March 2026.",
            ],
        ),
        (
            [(1, LATE), (1.1, Answered("i-0"))],
            ["On 2 March 2026 an item went from open to answered. The concern was answered."],
        ),
        (
            [(1, Ended(LEFT, AWAY)), (2, Withdrawn("i-0"))],
            [
                "On 2 March 2026 it moved from exploration to dissolution."
                " This was recorded: end for something better.",
                "On 3 March 2026 it moved from dissolution to exploration. The ending was taken back.",
            ],
        ),
        (
            [(1, Ended(LEFT, AWAY)), (20, OwnerChanged("Asha"))],
            [
                "On 2 March 2026 it moved from exploration to dissolution."
                " This was recorded: end for something better.",
                "On 16 March 2026 its ending became final."
                " The ending could be taken back until 16 March 2026, and was not.",
                "On 21 March 2026 its owner changed from nobody to Asha. Given to Asha.",
            ],
        ),
        (
            [(1, OwnerChanged("Asha")), (2, TypeChanged(RelationshipType.TRANSACTIONAL))],
            [
                "On 2 March 2026 its owner changed from nobody to Asha. Given to Asha.",
                "On 3 March 2026 its type changed from long-term to transactional."
                " Both sides agreed on another type: transactional.",
                "On 3 March 2026 its owner changed from Asha to nobody."
                " The type that both sides agreed on has no owner.",
            ],
        ),
        (
            [(1, TypeChanged(RelationshipType.LONG_TERM, (RelationshipType.COMMUNITY,)))],
            [
                "On 2 March 2026 its type changed from long-term to long-term with community."
                " Both sides agreed on another type: long-term with community.",
            ],
        ),
    ],
)
def test_a_change_says_what_became_of_what_and_why(steps: list[Step], said: list[str]) -> None:
    assert [describe(change) for change in replay(opened(), interactions(steps)).changes] == said


def test_a_time_limit_that_runs_on_says_what_the_customer_did_and_not_what_became_of_another_item() -> None:
    steps: list[Step] = [(1, BROKEN), (1.05, LATE), (1.1, AwaitingCustomer("i-0")), (1.2, Resolved("i-1"))]
    history = [evolve(step, direction=Direction.INBOUND) for step in interactions(steps)]
    history[2] = evolve(history[2], direction=Direction.OUTBOUND)
    resumed = [change for change in replay(opened(), history).changes if change.before == "waiting"]
    assert [describe(change) for change in resumed] == [
        "On 2 March 2026 the customer was heard from (resolution), and a time limit runs on."
    ]


def test_a_decision_that_no_rule_stands_behind_says_what_happened() -> None:
    steps: list[Step] = [(1, BROKEN), (1.1, AwaitingCustomer("i-0")), (2, Question("when?"))]
    *_, resumed = replay(opened(), interactions(steps)).changes
    assert describe(resumed.decision) == (
        "Changed, for this: question. The customer, for whom the concern waited, was heard from."
    )


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (
            [(1, BROKEN), (2, Resolved("i-0"))],
            "Refused, for a resolution. It was not said what went wrong. It was not said what was done about it."
            " It was not said what keeps it from happening again.",
        ),
        (
            [(1, Promise("pay", at(9), by=Party.CUSTOMER)), (2, Withdrawn("i-0"))],
            "Refused, for a withdrawal. It is for the company to let it go, and not for the customer.",
        ),
        (
            [(1, SatisfactionReading("nps", 11, Phase.AFTER_RECEIPT))],
            "Refused, for a reading of satisfaction."
            " The mark 11 is not on the scale of the instrument, which ends at 10.",
        ),
        (
            [(1, Ended(LEFT, AWAY)), (20, Withdrawn("i-0"))],
            "Refused, for a withdrawal. The ending is final, and can't be taken back any more.",
        ),
        (
            [(1, NOTICE), (2, Escalated("i-0", "Asha"))],
            "Refused, for an escalation. What it refers to is of another kind: stated end in place of concern.",
        ),
        (
            [(1, TypeChanged(RelationshipType.TRANSACTIONAL)), (2, OwnerChanged("Asha"))],
            "Refused, for a change of owner. There is no owner where the type is transactional.",
        ),
    ],
)
def test_a_refusal_says_what_stands_in_the_way(steps: list[Step], said: str) -> None:
    assert [describe(refused) for refused in replay(opened(), interactions(steps)).refusals] == [said]


def test_nobody_is_said_of_owners_alone() -> None:
    for said in told():
        if isinstance(said, Change) and said.aspect is not Aspect.OWNER:
            assert "nobody" not in describe(said)


def test_an_ending_is_put_down_to_a_reason_and_what_else_comes_of_it_has_a_phrase_of_its_own() -> None:
    changed = {(c.before, c.after) for c in told() if isinstance(c, Change) and c.aspect is Aspect.ENDING}
    assert len(changed) > 5
    for words in LANGUAGES.values():
        general = {
            (before, after)
            for before, after in changed
            if words.phrases.keys().isdisjoint({f"change.ending.{after}", f"change.ending.{before}.{after}"})
        }
        assert general
        assert {state for change in general for state in change} <= set(EndReason)
