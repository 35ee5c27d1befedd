"""Dissolution: why it ended, who ended it, and what is the evidence."""

from typing import Any

import pytest

from relcore.kernel import review
from relcore.model import Conversation, Message, Recommendation, Reopened, Statement
from relcore.vocabulary import EndReason, Party, Stage, StatementTopic
from tests.unit.kernel.history import (
    MOMENT,
    after,
    concern,
    day,
    delivered,
    ended,
    ending,
    happened,
    note,
    path,
    promise,
    purchase,
    question,
    reading,
    refused,
    resolved,
    taken_back,
    then,
)

BOUGHT = (purchase("p1", day(2)), purchase("p2", day(3)))


@pytest.mark.concept("C5")
@pytest.mark.parametrize(
    ("reason", "by"),
    [
        (EndReason.DISSATISFIED, Party.CUSTOMER),
        (EndReason.BETTER_ELSEWHERE, Party.CUSTOMER),
        (EndReason.NEEDS_CHANGED, Party.CUSTOMER),
        (EndReason.NO_GROWTH, Party.COMPANY),
        (EndReason.FRAUD, Party.COMPANY),
        (EndReason.LEGAL, Party.NOBODY),
        (EndReason.CEASED, Party.NOBODY),
    ],
)
def test_an_end_keeps_its_reason_and_who_ended_it(reason: EndReason, by: Party) -> None:
    end = ending(after(*BOUGHT, ended("e", day(9), reason, by)))
    assert (end.reason, end.by, end.at, end.cause, end.evidence) == (reason, by, day(9), "e", ("e",))


@pytest.mark.concept("C5")
def test_nothing_but_an_end_ends() -> None:
    assert after(*BOUGHT).ending is None
    assert after(*BOUGHT, reading("r", day(4), 1), concern("s", day(5)), note("t", day(60))).ending is None


LEFT = ended("z", day(9), EndReason.DISSATISFIED, Party.CUSTOMER)


@pytest.mark.concept("C5a")
def test_a_dissatisfied_customers_end_cites_what_the_customer_said_led_to_it() -> None:
    other = (reading("low", day(4), 1), concern("other", day(5)))
    said = ended("z", day(9), EndReason.DISSATISFIED, Party.CUSTOMER, cites=("low",))
    assert ending(after(*BOUGHT, *other, said)).evidence == ("z", "low")


@pytest.mark.concept("C5a")
@pytest.mark.parametrize(
    "grievance",
    [concern("c", day(4)), promise("c", day(4), day(5)), reading("c", day(4), 2)],
    ids=["a concern", "a broken promise", "a low reading"],
)
def test_where_nothing_is_cited_each_grievance_is(grievance: Any) -> None:
    assert ending(after(*BOUGHT, grievance, LEFT)).evidence == ("z", "c")


@pytest.mark.concept("C5a")
@pytest.mark.parametrize(
    "settled",
    [
        (promise("c", day(4), day(50)),),
        (promise("c", day(4), day(5), Party.CUSTOMER),),
        (reading("c", day(4), 5),),
        (reading("c", day(4), 1, by=Party.COMPANY),),
        (concern("c", day(4)), resolved("d", day(5), "c")),
        (promise("c", day(4), day(5)), delivered("d", day(6), "c")),
        (question("c", day(4)),),
    ],
    ids=[
        "still good",
        "the customer's own",
        "a good reading",
        "a guess",
        "resolved",
        "delivered",
        "a question",
    ],
)
def test_what_is_no_grievance_or_none_any_more_is_not_cited(settled: tuple[Any, ...]) -> None:
    assert ending(after(*BOUGHT, *settled, LEFT)).evidence == ("z",)


@pytest.mark.concept("C5a")
def test_a_low_reading_whose_concern_was_resolved_is_cited_still_and_once() -> None:
    low = reading("c", day(4), 1)
    assert ending(after(*BOUGHT, low, LEFT)).evidence == ("z", "c")
    assert ending(after(*BOUGHT, low, resolved("d", day(5), "c"), LEFT)).evidence == ("z", "c")


@pytest.mark.concept("C5a")
def test_grievances_are_cited_from_the_oldest_on_whatever_became_of_them_since() -> None:
    first, second = concern("c", day(4)), concern("d", day(5))
    again = (resolved("e", day(6), "c"), happened("f", day(7), Reopened("c")))
    assert ending(after(*BOUGHT, first, second, LEFT)).evidence == ("z", "c", "d")
    assert ending(after(*BOUGHT, first, second, *again, LEFT)).evidence == ("z", "c", "d")


@pytest.mark.concept("C5a")
def test_an_end_cites_at_most_as_many_grievances_as_evidence_is_remembered() -> None:
    many = tuple(concern(f"q{n:02}", day(4)) for n in range(12))
    assert ending(after(*BOUGHT, *many, LEFT)).evidence == ("z", *(f"q{n:02}" for n in range(7)))


@pytest.mark.concept("C5a")
@pytest.mark.parametrize("reason", [EndReason.NEEDS_CHANGED, EndReason.BETTER_ELSEWHERE])
def test_an_end_for_another_reason_cites_no_grievance(reason: EndReason) -> None:
    left = ended("z", day(9), reason, Party.CUSTOMER)
    assert ending(after(*BOUGHT, concern("c", day(4)), left)).evidence == ("z",)


@pytest.mark.concept("C5b")
@pytest.mark.parametrize("competitor", [None, "the shop next door"])
def test_the_statement_of_who_found_something_better_is_the_evidence_and_the_competitor_is_optional(
    competitor: str | None,
) -> None:
    left = ended(
        "z",
        day(9),
        EndReason.BETTER_ELSEWHERE,
        Party.CUSTOMER,
        statement="cheaper",
        competitor=competitor,
        cites=("s",),
    )
    end = ending(after(*BOUGHT, happened("s", day(4), Statement(StatementTopic.COMMENT, "dear")), left))
    assert (end.reason, end.by, end.evidence) == (EndReason.BETTER_ELSEWHERE, Party.CUSTOMER, ("z", "s"))


@pytest.mark.concept("C5b")
def test_that_there_is_something_better_elsewhere_is_stated_and_never_inferred() -> None:
    said = happened("s", day(4), Statement(StatementTopic.COMMENT, "the shop next door is cheaper"))
    assert "dissolution" not in path(*BOUGHT, said, note("t", day(60)))
    assert ending(after(*BOUGHT, said, note("t", day(900)))).reason is EndReason.LAPSED


@pytest.mark.concept("C5c")
def test_changed_needs_are_stated_and_never_inferred() -> None:
    said = (
        happened("s1", day(4), Statement(StatementTopic.UNWANTED, "no more coffee")),
        happened("s2", day(5), Statement(StatementTopic.NEED, "a tea supplier")),
    )
    assert "dissolution" not in path(*BOUGHT, *said)


@pytest.mark.concept("C5c")
def test_an_end_for_changed_needs_is_the_customers_statement() -> None:
    end = ending(after(*BOUGHT, ended("e", day(9), EndReason.NEEDS_CHANGED, Party.CUSTOMER)))
    assert (end.reason, end.by, end.cause) == (EndReason.NEEDS_CHANGED, Party.CUSTOMER, "e")


def buying(*amounts: int) -> tuple[Any, ...]:
    """A purchase in each month, six of which are a window of the default policies."""
    return tuple(purchase(f"p{n:02}", day(2 + 30 * n), str(amount)) for n, amount in enumerate(amounts))


def proposals(*history: Any, at: float) -> list[Recommendation]:
    seen = review(after(*history), at=day(at)).recommendations
    return [recommendation for recommendation in seen if recommendation.kind == "end_for_no_growth"]


SHRINKING = buying(*range(1200, 0, -100))
GROWING = buying(*range(100, 1300, 100))


@pytest.mark.concept("C5d")
def test_a_customer_whose_purchases_shrink_is_not_ended_by_itself() -> None:
    assert "dissolution" not in path(*SHRINKING)
    assert ending(after(*SHRINKING, note("z", day(2_000)))).reason is EndReason.LAPSED


@pytest.mark.concept("C5d")
def test_an_end_for_lack_of_growth_is_proposed_to_a_person_with_the_purchases_that_it_goes_by() -> None:
    (proposal,) = proposals(*SHRINKING, at=365)
    (reason,) = proposal.reasons
    assert (reason.code, reason.measured, reason.required) == ("volume_change", -3600.0, 0)
    assert reason.evidence == tuple(f"p{n:02}" for n in range(4, 12))
    assert (proposal.occasion, proposal.channels) == ("window-1", ())
    assert after(*SHRINKING).stage is not Stage.DISSOLUTION


@pytest.mark.concept("C5d")
def test_it_is_not_proposed_where_volume_grows_or_before_two_windows_are_full_or_after_the_end() -> None:
    assert proposals(*GROWING, at=365) == []
    assert proposals(*SHRINKING, at=360.5) == []
    assert proposals(*SHRINKING, ended("z", day(362), EndReason.NO_GROWTH, Party.COMPANY), at=365) == []


@pytest.mark.concept("C5d")
def test_a_person_ends_for_lack_of_growth_and_it_is_the_company_that_did() -> None:
    end = ending(after(*SHRINKING, ended("z", day(362), EndReason.NO_GROWTH, Party.COMPANY)))
    assert (end.reason, end.by, end.cause) == (EndReason.NO_GROWTH, Party.COMPANY, "z")


@pytest.mark.concept("C5e")
def test_who_committed_a_fraud_is_never_inferred() -> None:
    for by in (Party.COMPANY, Party.CUSTOMER):
        end = ending(after(ended("e", day(2), EndReason.FRAUD, by)))
        assert (end.by, end.cause, end.evidence) == (by, "e", ("e",))


@pytest.mark.concept("C5e")
def test_what_looks_like_a_fraud_ends_nothing() -> None:
    odd = tuple(
        event
        for n in range(4)
        for event in (
            purchase(f"p{n}a", day(2 + n), "900.00"),
            taken_back(f"p{n}b", day(2.5 + n), f"p{n}a", cancels=True),
        )
    )
    assert "dissolution" not in path(*odd, note("z", day(30)))


@pytest.mark.concept("C5f")
def test_a_failed_trial_is_stated_as_an_end_from_exploration_only() -> None:
    failed = ended("e", day(9), EndReason.TRIAL_FAILED, Party.CUSTOMER)
    assert path(failed) == ("dissolution",)
    tried = then(failed, *BOUGHT)
    assert tried.relationship.stage is Stage.EXPANSION
    assert [code for code, *_ in refused(tried)] == ["no_edge"]


@pytest.mark.concept("C5")
def test_what_has_ended_cannot_end_again() -> None:
    first = ended("e1", day(9), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
    again = then(ended("e2", day(10), EndReason.NO_GROWTH, Party.COMPANY), *BOUGHT, first)
    assert [code for code, *_ in refused(again)] == ["no_edge"]
    assert again.relationship.ending == after(*BOUGHT, first).ending


@pytest.mark.concept("C5g")
@pytest.mark.parametrize(
    ("history", "last_good"),
    [
        ((), day(1 + 150)),  # the pace of 30 days is the usual gap: five of them
        ((purchase("p1", day(2)),), day(2 + 150)),
        ((purchase("p1", day(2)), purchase("p2", day(3))), day(3 + 120)),  # never below four paces
        ((purchase("p1", day(2)), purchase("p2", day(26))), day(26 + 135)),  # (30 + 24) / 2, five times
        ((purchase("p1", day(2)), purchase("p2", day(102))), day(102 + 150)),  # never above five paces
    ],
    ids=["nothing", "one", "quick", "usual", "slow"],
)
def test_silence_lapses_strictly_after_its_deadline_and_nobody_ends_it(
    history: tuple[Any, ...], last_good: Any
) -> None:
    assert after(*history, note("n", last_good)).stage is not Stage.DISSOLUTION
    lapsed = after(*history, note("n", last_good + MOMENT))
    assert lapsed.stage is Stage.DISSOLUTION
    end = ending(lapsed)
    assert (end.reason, end.by, end.at) == (EndReason.LAPSED, Party.NOBODY, last_good)
    assert (end.cause, end.suspended) == (None, None)


@pytest.mark.concept("C5g")
def test_the_company_does_not_break_the_silence_by_writing() -> None:
    written = tuple(happened(f"m{n}", day(3.5 + 10 * n), Message()) for n in range(20))
    assert path(*BOUGHT, *written)[-1] == "dissolution"
    assert (
        review(after(*BOUGHT), at=day(4)).next_due == review(after(*BOUGHT, written[0]), at=day(4)).next_due
    )


@pytest.mark.concept("C5g")
def test_a_conversation_that_was_held_breaks_the_silence() -> None:
    held = happened("c", day(100), Conversation())
    missed = happened("c", day(100), Conversation(held=False))
    assert after(*BOUGHT, held, note("n", day(130))).stage is Stage.EXPANSION
    assert after(*BOUGHT, missed, note("n", day(130))).stage is Stage.DISSOLUTION
