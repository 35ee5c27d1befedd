"""May this one thing be done, and if not now, when: refusal wins, deferrals are waited for, and nothing is left out."""

from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import frozen

from relcore import may_contact, record
from relcore.errors import (
    FieldError,
    ForeignInteractionError,
    InstantError,
    PolicyError,
    PolicyMismatchError,
)
from relcore.model import Customer, Decision, Ended, Override, Reason, Recommendation
from relcore.policies import (
    ALLOWED,
    Cap,
    Consented,
    NoOpenConcern,
    NotBlocked,
    QuietHours,
    Wished,
    deferred,
    refused,
)
from relcore.policy_set import STANDARD
from relcore.vocabulary import (
    Channel,
    Comparison,
    EndReason,
    Party,
    Purpose,
    Verdict,
    Wish,
)
from tests.unit.kernel.history import (
    HOUR,
    MOMENT,
    after,
    concern,
    day,
    happened,
    opened,
    purchase,
)
from tests.unit.policies.contact.contacts import (
    asked,
    consent,
    of,
    person,
    planned,
    recommended,
    sent,
    told,
    under_rules,
)

NIGHT = QuietHours(time(21), time(8))
ONE_A_DAY = Cap("daily", 1, 24.0)


@frozen
class Waits:
    """A rule from outside: it allows from an instant on, and until another."""

    since: datetime
    until: datetime = day(999)

    def judge(self, recommendation: Recommendation, situation: Any) -> Decision:
        reason = Reason("acme.wait", False, situation.at, Comparison.AT_LEAST, self.since, "instant")
        if situation.at < self.since:
            return deferred(self, self.since, reason)  # type: ignore[arg-type]
        return ALLOWED if situation.at <= self.until else refused(self, reason)  # type: ignore[arg-type]


def test_what_nothing_speaks_against_is_allowed_for_one_person_and_one_channel() -> None:
    decision = asked(Wished(), NIGHT, history=(sent("m", day(2)),), persons=(person(zone=day(1).tzinfo),))
    assert (decision.verdict, decision.policy, decision.reasons) == (Verdict.ALLOWED, "contact_rules", ())
    assert (decision.person, decision.channel, decision.until) == ("c-1", Channel.EMAIL, None)
    assert decision.rules == under_rules(Wished(), NIGHT).digest


def test_an_internal_task_reaches_nobody_and_is_allowed() -> None:
    for channels in ((), (Channel.INTERNAL,)):
        decision = asked(Wished(), what=recommended(channels=channels), persons=(person(wish=Wish.NO),))
        assert (decision.verdict, decision.policy, decision.channel) == (Verdict.ALLOWED, "internal", None)


def test_refusal_wins_and_everything_that_speaks_against_it_is_told_what_decided_first() -> None:
    history = (sent("m", day(2)), concern("k", day(2.1)))
    decision = asked(
        ONE_A_DAY, NoOpenConcern(), Consented(), history=history, persons=(person(zone=day(1).tzinfo),)
    )
    assert (decision.verdict, decision.policy) == (Verdict.REFUSED, "no_open_concern")
    codes = [reason.code for reason in decision.reasons]
    assert codes == ["open_concerns", "contacts_within", "window", "consent.marketing"]


def test_deferrals_are_waited_for_until_all_allow_at_one_instant() -> None:
    late = (sent("m", day(2) + 13 * HOUR),)  # 22:00: the cap allows at 22:00, the night until 8:00
    who = (person(zone=day(1).tzinfo),)
    decision = asked(ONE_A_DAY, NIGHT, history=late, persons=who, at=day(3))
    assert (decision.verdict, decision.until) == (Verdict.DEFERRED, day(4) - HOUR)
    assert decision.policy == "quiet_hours.night"
    assert [reason.code for reason in decision.reasons] == ["local_time", "contacts_within", "window"]
    again = asked(ONE_A_DAY, NIGHT, history=late, persons=who, at=day(4) - HOUR)
    assert again.verdict is Verdict.ALLOWED


def test_it_is_refused_if_the_first_such_instant_comes_after_it_expires() -> None:
    history = (sent("m", day(2)),)
    in_time = recommended(expires=day(3))
    assert asked(ONE_A_DAY, what=in_time, history=history, at=day(2.5)).until == day(3)
    too_late = recommended(expires=day(3) - MOMENT)
    decision = asked(ONE_A_DAY, what=too_late, history=history, at=day(2.5))
    assert told(decision)[:3] == (Verdict.REFUSED, "expires", ("expires", day(3), day(3) - MOMENT))
    over = asked(Wished(), what=recommended(expires=day(2)), at=day(3))
    assert told(over) == (Verdict.REFUSED, "expires", ("expires", day(3), day(2)))


def test_what_makes_no_sense_yet_is_waited_for() -> None:
    what = recommended(not_before=day(5))
    decision = asked(Wished(), what=what, at=day(3))
    assert told(decision) == (Verdict.DEFERRED, "not_before", ("not_before", day(3), day(5)))
    assert decision.until == day(5)
    assert asked(Wished(), what=what, at=day(5)).verdict is Verdict.ALLOWED


def test_what_would_have_to_wait_for_more_than_a_year_is_refused() -> None:
    assert asked(Waits(day(367)), at=day(1)).until == day(367)
    decision = asked(Waits(day(367) + MOMENT), at=day(1))
    assert told(decision)[:2] == (Verdict.REFUSED, "patience")


def test_two_rules_that_never_allow_at_one_instant_do_not_go_on_for_ever() -> None:
    @frozen
    class Never:
        hard = False

        def judge(self, recommendation: Any, situation: Any) -> Decision:
            return deferred(self, situation.at + MOMENT)  # type: ignore[arg-type]

    assert asked(Never(), at=day(1)).policy == "patience"


def test_a_rule_that_refuses_by_the_time_the_others_allow_refuses() -> None:
    decision = asked(ONE_A_DAY, Waits(day(1), until=day(2)), history=(sent("m", day(1.5)),))
    assert (decision.verdict, decision.policy) == (Verdict.REFUSED, "Waits")


def test_time_goes_on_while_it_waits() -> None:
    ending = happened("e", day(2), Ended(EndReason.FRAUD, Party.COMPANY, effective_at=day(5)))
    for others, history in (((), (ending,)), ((_elsewhere(ending),), ())):
        decision = asked(Waits(day(9)), NotBlocked(), history=history, others=others, at=day(3))
        assert (decision.verdict, decision.policy) == (Verdict.REFUSED, "not_blocked")
        soon = asked(Waits(day(4)), NotBlocked(), history=history, others=others, at=day(3))
        assert soon.verdict is Verdict.DEFERRED


def _elsewhere(*history: Any) -> Any:
    there = [happened(i.id, i.at, i.content, relationship_id="r-2") for i in history]
    return after(*there, relationship=opened(id="r-2"))


def test_another_relationship_under_other_rules_stays_as_it_was_recorded() -> None:
    other = STANDARD.with_pace(7.0)
    there = happened("m", day(2), sent("m", day(2)).content, relationship_id="r-2", channel=Channel.EMAIL)
    others = (after(there, relationship=opened(id="r-2"), policies=other),)
    assert asked(ONE_A_DAY, others=others, at=day(2.5)).verdict is Verdict.DEFERRED


def test_what_a_user_brings_is_hard_and_is_asked_of_replies_too() -> None:
    lifted = Override(
        relationship_id="r-1", rule="Waits", by="ana", reason="urgent", since=day(1), until=day(30)
    )
    reply = recommended(Purpose.SERVICE, reply_to="q")
    decision = asked(Waits(day(9)), what=reply, overrides=(lifted,), at=day(2))
    assert (decision.policy, decision.until) == ("Waits", day(9))


@pytest.mark.parametrize(
    "answer",
    [
        None,
        "allowed",
        Decision("refused", "x", (), ""),  # type: ignore[arg-type]
        Decision(Verdict.FOUND, "x", (), ""),
        Decision(Verdict.DEFERRED, "x", (), ""),
    ],
)
def test_a_rule_that_answers_with_nonsense_fails_the_call_and_is_named(answer: Any) -> None:
    class Odd:
        code = "odd"

        def judge(self, recommendation: Any, situation: Any) -> Any:
            return answer

    with pytest.raises(PolicyError, match="odd is "):
        asked(Odd())


@pytest.mark.parametrize("until", [day(2), day(1), datetime(2026, 5, 1), "later"])  # noqa: DTZ001
def test_a_deferral_names_an_aware_instant_that_lies_ahead(until: Any) -> None:
    class Odd:
        code = "odd"

        def judge(self, recommendation: Any, situation: Any) -> Any:
            return Decision(Verdict.DEFERRED, "odd", (), "", until)

    with pytest.raises((PolicyError, InstantError), match="odd is "):
        asked(Odd(), at=day(2))


def test_a_rule_that_raises_fails_the_call_and_is_named_and_its_own_errors_pass() -> None:
    class Broken:
        code = "broken"

        def __init__(self, error: Exception) -> None:
            self.error = error

        def judge(self, recommendation: Any, situation: Any) -> Any:
            raise self.error

    with pytest.raises(PolicyError, match=r"broken is ZeroDivisionError\(\)"):
        asked(Broken(ZeroDivisionError()))
    with pytest.raises(FieldError, match="A is"):
        asked(Broken(FieldError("A", 1, "2", "3.")))


def test_an_instant_in_any_zone_is_taken_as_the_instant_that_it_is() -> None:
    until = datetime(2026, 3, 8, 20, tzinfo=ZoneInfo("America/New_York"))  # the clocks go forward that day
    reserved = (planned("x", datetime(2026, 3, 8, 0, 30, tzinfo=UTC)),)
    decision = asked(Waits(until), ONE_A_DAY, reserved=reserved, at=day(2))
    assert decision.until == datetime(2026, 3, 9, 0, 30, tzinfo=UTC)
    assert decision.until.tzinfo is UTC
    assert asked(Waits(until), ONE_A_DAY, reserved=reserved, at=decision.until).verdict is Verdict.ALLOWED
    assert asked(Waits(until), at=day(2)).until == datetime(2026, 3, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("stated", [None, 0, ""])
def test_only_what_is_stated_outright_makes_a_rule_soft_or_lets_replies_pass(stated: Any) -> None:
    class Vague:
        code = "vague"
        hard = stated
        asks_of_replies = stated

        def judge(self, recommendation: Any, situation: Any) -> Decision:
            return refused(self, Reason("x", False, 1, Comparison.EQUAL_TO, 2, ""))

    lifted = Override(relationship_id="r-1", rule="vague", by="a", reason="b", since=day(1), until=day(9))
    reply = recommended(Purpose.SERVICE, reply_to="q")
    assert asked(Vague(), what=reply, overrides=(lifted,), at=day(2)).verdict is Verdict.REFUSED


def test_of_two_rules_of_one_name_each_has_its_say() -> None:
    one, other = Cap("a", 1, 24.0), Cap("a", 1, 48.0)
    decision = asked(one, other, history=(sent("m", day(2)),), at=day(2.5))
    windows = [reason.measured for reason in decision.reasons if reason.code == "window"]
    assert windows == [48.0, 24.0]  # the one that is waited for longest first
    assert decision.until == day(4)


def test_an_organisation_is_contacted_through_a_person_who_is_named() -> None:
    persons = (person("p-1"), person("p-2", wish=Wish.NO))
    unnamed = asked(Wished(), persons=persons)
    assert told(unnamed) == (Verdict.REFUSED, "addressee", ("addressee", None, "known"))
    assert asked(Wished(), what=recommended(person="p-1"), persons=persons).verdict is Verdict.ALLOWED
    assert asked(Wished(), what=recommended(person="p-2"), persons=persons).verdict is Verdict.REFUSED
    with pytest.raises(
        FieldError, match=r"Recommendation.person is 'p-9'; expected a person of customer 'c-1'"
    ):
        asked(Wished(), what=recommended(person="p-9"), persons=persons)


def test_what_is_asked_belongs_together() -> None:
    ana = Customer(id="c-2", name="Ana")
    with pytest.raises(ForeignInteractionError, match=r"Customer\.id"):
        may_contact(recommended(), opened(), ana, at=day(2))
    with pytest.raises(ForeignInteractionError, match=r"Recommendation\.relationship_id"):
        may_contact(recommended(), opened(id="r-2"), of(person()), at=day(2))
    with pytest.raises(InstantError, match="at is"):
        may_contact(recommended(), after(purchase("p", day(3))), of(person()), at=day(2))
    with pytest.raises(InstantError, match="at is"):
        may_contact(recommended(channels=()), after(purchase("p", day(3))), of(person()), at=day(2))
    with pytest.raises(PolicyMismatchError):
        may_contact(
            recommended(),
            after(purchase("p", day(3))),
            of(person()),
            at=day(4),
            policies=STANDARD.with_pace(7),
        )


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("others", {"others": (opened(),)}),
        ("others", {"others": (opened(id="r-2"), opened(id="r-2"))}),
        ("others", {"others": ("r-2",)}),
        ("others", {"others": opened(id="r-2")}),
        ("others", {"others": None}),
        ("reserved", {"reserved": ("m",)}),
        (r"reserved\[0\].channel", {"reserved": (planned("m", day(2), channel="email"),)}),  # type: ignore[arg-type]
        (r"reserved\[0\].purpose", {"reserved": (planned("m", day(2), ""),)}),  # type: ignore[arg-type]
        (r"reserved\[0\].id", {"reserved": (planned("", day(2)),)}),
        (r"reserved\[0\].at", {"reserved": (planned("m", datetime(2026, 3, 2)),)}),  # noqa: DTZ001
        (r"reserved\[0\].person", {"reserved": (planned("m", day(2), person=""),)}),
        ("overrides", {"overrides": ("cap.weekly",)}),
        ("company", {"company": "acme"}),
    ],
)
def test_what_is_given_besides_is_checked(field: str, given: Any) -> None:
    with pytest.raises(FieldError, match=field):
        may_contact(recommended(), opened(), of(person()), at=day(2), **given)


def test_what_is_asked_about_is_checked() -> None:
    asks: Any = may_contact
    for field, given in (
        ("recommendation", ("offer", opened(), of(person()))),
        ("relationship", (recommended(), "r-1", of(person()))),
        ("customer", (recommended(), opened(), "c-1")),
    ):
        with pytest.raises(FieldError, match=f"{field} is"):
            asks(*given, at=day(2))


def test_looking_changes_nothing() -> None:
    state = after(sent("m", day(2)), purchase("p", day(3)))
    copy = after(sent("m", day(2)), purchase("p", day(3)))
    for number in (3, 9, 400):
        may_contact(recommended(), state, of(person(consents=(consent(),))), at=day(number))
    assert state == copy
    again = happened("z", day(4), sent("z", day(4)).content)
    assert record(state, again) == record(copy, again)


def test_the_default_rules_are_in_the_order_in_which_practices_collide() -> None:
    rules = STANDARD.advising.contact_rules
    assert [type(rule).__name__ for rule in rules] == [
        "NotBlocked",
        "Wished",
        "AgreedType",
        "Consented",
        "NotUnwanted",
        "NoOpenConcern",
        "UnansweredPause",
        "Cap",
        "Cap",
        "Cap",
        "QuietHours",
    ]


def test_a_relationship_in_which_nothing_happened_yet_is_asked_about_like_any_other() -> None:
    decision = may_contact(recommended(Purpose.SERVICE, reply_to="q"), opened(), of(person()), at=day(1))
    assert decision.verdict is Verdict.ALLOWED
