"""Errors that contact rules are known to be made with: each is planted, and the naive reading sees it.

The comparison is the one of the long run, ``tests/stateful/test_contact_against_naive_scan.py``: it finds nothing
wrong with the library's rule, and something with the one in which the error was planted.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve, frozen

from relcore import Channel, Customer, Interaction, Relationship, may_contact, replay
from relcore.model import Consent, Decision, Person, Recommendation
from relcore.model import contents as c
from relcore.policies import (
    ALLOWED,
    Cap,
    Consented,
    ContactHours,
    ContactRule,
    QuietHours,
    Situation,
    deferred,
    refused,
)
from relcore.vocabulary import ConsentBasis, Purpose, RelationshipType, Verdict
from tests.stateful import naive_contact_case
from tests.stateful import naive_contact_rules as naive
from tests.stateful.naive_contact_case import Case, library_rule, policies_of, wrong
from tests.stateful.naive_contact_log import Log, Range
from tests.stateful.test_contact_against_naive_scan import run

ALL = Range()
HOUR = timedelta(hours=1)
LONG_TERM = RelationshipType.LONG_TERM
NIGHT = naive.Night(ALL, 20 * 60, 8 * 60)
WORKDAYS = naive.Week(ALL, tuple((day, 7 * 60, 20 * 60) for day in range(5)))


def instant(text: str) -> datetime:
    """An instant in UTC, such as ``"2026-03-02 09:00"``."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def tried(id: str, *instants: datetime) -> tuple[Relationship, Log]:
    """A relationship of Ann's in which she was sent something at these instants."""
    opened = Relationship.open(id=id, customer_id="ann", type=LONG_TERM, at=instant("2026-01-01 00:00"))
    sent = [
        Interaction(
            id=f"{id}-{number}",
            relationship_id=id,
            at=at,
            channel=Channel.EMAIL,
            content=c.Message(Purpose.RELATIONSHIP),
        )
        for number, at in enumerate(instants)
    ]
    log = Log(id, "ann", LONG_TERM, tuple(sent))
    return replay(opened, sent, policies_of(())).relationship, log


def asked(
    at: str,
    *rules: naive.Practice,
    zone: str = "UTC",
    attempts: tuple[str, ...] = (),
    channel: Channel = Channel.EMAIL,
    purpose: Purpose = Purpose.RELATIONSHIP,
    consents: tuple[Consent, ...] = (),
    **given: Any,
) -> Case:
    """Whether Ann may be contacted at an instant, under these rules and after these attempts."""
    relationship, log = tried("r-1", *map(instant, attempts))
    person = Person(id="ann", name="Ann", zone=ZoneInfo(zone), consents=consents)
    action = Recommendation(
        kind="offer", relationship_id="r-1", occasion="spring", purpose=purpose, channels=(channel,)
    )
    return Case(
        action=action,
        at=instant(at),
        customer=Customer(id="ann", name="Ann", persons=(person,)),
        rules=rules,
        policies=policies_of(rules),
        relationship=relationship,
        log=log,
        **given,
    )


def planted(case: Case, *rules: ContactRule) -> Case:
    """The same question, asked of the kernel under other rules than those that are meant."""
    return evolve(case, policies=case.policies.with_advising(contact_rules=rules))


def test_a_cap_that_is_off_by_one_is_seen() -> None:
    two = naive.Limit("cap.weekly", 2, 168)
    sent = ("2026-03-02 09:00", "2026-03-03 09:00")
    case = asked("2026-03-04 09:00", two, attempts=sent)
    assert wrong([case]) == []
    assert wrong([planted(case, Cap("weekly", 3, 168.0))])
    assert wrong([planted(case, Cap("weekly", 1, 168.0))])


@frozen
class FixedOffset(QuietHours):
    """Planted: the clocks of the winter, all the year."""

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        if situation.person is None or situation.person.zone is None:
            return super().judge(recommendation, situation)
        offset = datetime(2026, 1, 1, tzinfo=UTC).astimezone(situation.person.zone).utcoffset()
        assert offset is not None
        person = evolve(situation.person, zone=timezone(offset))
        return super().judge(recommendation, evolve(situation, person=person))


@pytest.mark.parametrize("at", ["2026-07-01 18:30", "2026-03-29 00:30", "2026-03-29 06:30"])
def test_a_fixed_offset_in_place_of_the_zone_is_seen(at: str) -> None:
    """In summer Berlin is two hours ahead: 18:30 in UTC is 20:30 there, and 06:30 is past eight."""
    case = asked(at, NIGHT, zone="Europe/Berlin")
    assert wrong([case]) == []
    assert wrong([planted(case, FixedOffset(_at(20), _at(8)))])


def _at(hour: int) -> Any:
    return datetime(2026, 1, 1, hour).time()  # noqa: DTZ001 - a time of the day has no zone


@pytest.mark.parametrize(
    "at", ["2026-03-02 21:00", "2026-03-02 07:59", "2026-03-02 08:00", "2026-03-02 12:00"]
)
def test_a_swapped_overnight_window_is_seen(at: str) -> None:
    """Quiet from 20:00 to 08:00 is quiet at night, and not by day."""
    case = asked(at, NIGHT)
    assert wrong([case]) == []
    assert wrong([planted(case, QuietHours(_at(8), _at(20)))])


@frozen
class WeekdayInUtc(ContactHours):
    """Planted: the hours where the person lives, on the day of the week that it is in UTC."""

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        assert situation.person is not None
        shown = situation.at.astimezone(situation.person.zone).time()
        on = [hours for hours in self.hours if hours.weekday == situation.at.weekday()]
        if any(hours.opens <= shown < hours.closes for hours in on):
            return ALLOWED
        return super().judge(recommendation, situation)


def test_a_weekday_taken_in_utc_is_seen() -> None:
    """On a Saturday at half past seven in Manila it is still Friday in UTC."""
    case = asked("2026-03-06 23:30", WORKDAYS, zone="Asia/Manila")
    assert wrong([case]) == []
    real = library_rule(WORKDAYS)
    assert isinstance(real, ContactHours)
    assert wrong([planted(case, WeekdayInUtc(real.hours))])


@frozen
class ResetAtMidnight(Cap):
    """Planted: a day's cap counts the attempts of the calendar day."""

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        today = situation.at.date()
        made = [one for one in situation.relationship.recent_contacts if one.at.date() == today]
        midnight = situation.at.replace(hour=0, minute=0) + timedelta(days=1)
        return ALLOWED if len(made) < self.most else deferred(self, midnight)


@pytest.mark.parametrize("at", ["2026-03-03 00:30", "2026-03-02 23:30"])
def test_a_cap_that_is_reset_at_midnight_is_seen(at: str) -> None:
    one = naive.Limit("cap.daily", 1, 24)
    case = asked(at, one, attempts=("2026-03-02 23:00",))
    assert wrong([case]) == []
    assert wrong([planted(case, ResetAtMidnight("daily", 1, 24.0))])


def test_a_rule_for_messages_that_exempts_email_is_seen() -> None:
    """Two messages a day are two messages a day, of whatever sort."""
    both = naive.Limit("cap.daily", 1, 24, Range(channels=(Channel.SMS, Channel.EMAIL)))
    night = naive.Night(Range(channels=(Channel.SMS, Channel.EMAIL)), 20 * 60, 8 * 60)
    case = asked("2026-03-02 22:00", both, night, attempts=("2026-03-02 09:00",))
    assert wrong([case]) == []
    real_cap, real_night = (library_rule(rule) for rule in case.rules)
    assert isinstance(real_cap, Cap)
    assert isinstance(real_night, QuietHours)
    exempt = evolve(real_cap.scope, channels=(Channel.SMS,))
    assert wrong([planted(case, evolve(real_cap, scope=exempt), real_night)])
    assert wrong([planted(case, real_cap, evolve(real_night, scope=exempt))])


@frozen
class WithdrawalIgnored(Consented):
    """Planted: what was given once is held to be given."""

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        assert situation.person is not None
        kept = tuple(evolve(one, withdrawn_at=None) for one in situation.person.consents)
        person = evolve(situation.person, consents=kept)
        return super().judge(recommendation, evolve(situation, person=person))


def test_an_ignored_withdrawal_is_seen() -> None:
    given = Consent(
        purpose=Purpose.MARKETING,
        basis=ConsentBasis.CONSENT,
        source="a form",
        valid_from=instant("2026-02-01 09:00"),
        withdrawn_at=instant("2026-03-01 09:00"),
    )
    rule = naive.Consents(Range(purposes=(Purpose.MARKETING,)), (ConsentBasis.CONSENT,))
    case = asked("2026-03-02 09:00", rule, purpose=Purpose.MARKETING, consents=(given,))
    assert wrong([case]) == []
    assert wrong([planted(case, WithdrawalIgnored())])
    before = evolve(case, at=instant("2026-02-02 09:00"))
    assert wrong([before, planted(before, WithdrawalIgnored())]) == []


def the_maximum_once(recommendation: Recommendation, *given: Any, at: datetime, **known: Any) -> Decision:
    """Planted: each rule is asked once, and the latest instant that any of them told is taken."""
    policies = known.pop("policies")
    told = [
        may_contact(
            recommendation, *given, at=at, policies=policies.with_advising(contact_rules=(rule,)), **known
        )
        for rule in policies.advising.contact_rules
    ]
    untils = [one.until for one in told if one.until is not None]
    if len(untils) < 2 and not (untils and recommendation.expires is None):
        return may_contact(recommendation, *given, at=at, policies=policies, **known)
    return evolve(told[0], verdict=Verdict.DEFERRED, until=max(untils), reasons=(*told[0].reasons,))


def test_a_deferral_that_takes_the_maximum_once_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """At seven in the evening a cap has room again at two in the morning, when it is quiet."""
    cap = naive.Limit("cap.daily", 1, 24)
    case = asked("2026-03-02 19:00", cap, NIGHT, attempts=("2026-03-02 02:00",))
    assert case.decide().until == instant("2026-03-03 08:00")
    assert wrong([case]) == []
    monkeypatch.setattr(naive_contact_case, "may_contact", the_maximum_once)
    assert case.decide().until == instant("2026-03-03 02:00")
    assert any("quiet_hours" in said for said in wrong([case]))


@frozen
class OneRelationship(Cap):
    """Planted: what is done in another relationship of the person is not counted."""

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        return super().judge(recommendation, evolve(situation, others=()))


def test_a_second_relationship_of_the_person_that_is_not_counted_is_seen() -> None:
    cap = naive.Limit("cap.weekly", 2, 168)
    beside = tried("r-2", instant("2026-03-02 10:00"))
    case = asked("2026-03-03 09:00", cap, attempts=("2026-03-02 09:00",), others=(beside,))
    assert wrong([case]) == []
    assert wrong([planted(case, OneRelationship("weekly", 2, 168.0))])


@frozen
class Silent:
    """Planted: a rule that refuses what it need not."""

    code = "wished"
    hard = True
    asks_of_replies = False

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        return refused(self)


def test_a_rule_that_is_too_strict_is_seen_as_well() -> None:
    case = asked("2026-03-02 12:00", naive.Wishes())
    assert wrong([case]) == []
    assert wrong([planted(case, Silent())])


def _off_by_one(rule: ContactRule) -> ContactRule:
    return evolve(rule, most=rule.most + 1) if isinstance(rule, Cap) else rule


def _fixed_offset(rule: ContactRule) -> ContactRule:
    return FixedOffset(rule.starts, rule.ends, scope=rule.scope) if isinstance(rule, QuietHours) else rule


def _withdrawal_ignored(rule: ContactRule) -> ContactRule:
    if not isinstance(rule, Consented):
        return rule
    return WithdrawalIgnored(rule.scope, rule.bases, rule.jurisdictions, rule.absolute)


def _one_relationship(rule: ContactRule) -> ContactRule:
    if not isinstance(rule, Cap):
        return rule
    return OneRelationship(rule.name, rule.most, rule.within_hours, rule.scope, rule.hard)


@pytest.mark.parametrize("plant", [_off_by_one, _fixed_offset, _withdrawal_ignored, _one_relationship])
def test_the_long_run_comes_upon_them_by_itself(
    plant: Callable[[ContactRule], ContactRule], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it makes up at random is enough to see them within a few hundred questions."""
    monkeypatch.setattr(naive_contact_case, "library_rule", lambda rule: plant(library_rule(rule)))
    assert run(700).wrong
