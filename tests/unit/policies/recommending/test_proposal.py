"""What every proposal has in common: not beyond the end of time, and nothing of which it is not known what was done."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from relcore import may_contact, review
from relcore.model import Message, Note, Reason
from relcore.model.instants import LATEST
from relcore.policies import FOLLOW_UP, Proposal, Situation, UnansweredPause
from relcore.policy_set import STANDARD, Memory
from relcore.vocabulary import Comparison
from tests.unit.kernel.history import after, day, happened, opened, purchase, under
from tests.unit.policies.contact.contacts import of, person, recommended

WHY = (Reason("why", True, 1, Comparison.AT_LEAST, 1, "times"),)
TASK = Proposal(kind="task")


def made(**given: Any) -> Any:
    return TASK.make(Situation(after(), day(2), 30.0), "o", since=day(1), reasons=WHY, **given)


def test_what_lies_beyond_the_end_of_time_is_not_proposed() -> None:
    assert made(due=LATEST - timedelta(seconds=1)) is not None
    for name in ("not_before", "due", "expires", "appointment"):
        assert made(**{name: datetime(9000, 1, 1, tzinfo=UTC)}) is None


def test_what_would_expire_before_it_begins_is_not_proposed() -> None:
    assert made(not_before=day(5), expires=day(5)) is not None
    assert made(not_before=day(5), expires=day(4)) is None


@pytest.mark.concept("D1")
def test_where_memory_may_have_let_go_of_a_part_nothing_is_proposed() -> None:
    small = under(memory=Memory(carried_out=1))
    thanked = [
        happened(f"n{n}", day(3 + n / 10), Note("x"), settles=(f"r-1/follow_up.thanks/{id}",))
        for n, id in enumerate(("p", "q"))
    ]
    sold = [purchase("p", day(2)), purchase("q", day(2))]
    state = after(*sold, *thanked, policies=small)
    assert "carried_out.follow_up.thanks" in state.forgotten
    kinds = FOLLOW_UP.recommend(Situation(state, day(4), 30.0, of(person()), None))
    assert [one.occasion for one in kinds] == ["q"]


def test_a_deferral_beyond_the_end_of_time_is_a_refusal() -> None:
    last = LATEST - timedelta(days=2)
    policies = STANDARD.with_advising(contact_rules=(UnansweredPause(most=1, pause_days=90),))
    state = after(
        happened("m", last, Message(recommended().purpose)), relationship=opened(at=last), policies=policies
    )
    decision = may_contact(recommended(), state, of(person()), at=last + timedelta(days=1), policies=policies)
    assert (str(decision.verdict), decision.until, decision.policy) == ("refused", None, "unanswered_pause")
    assert review(state, of(person()), at=last + timedelta(days=1), policies=policies).actions == ()
