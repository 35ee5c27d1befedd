"""One question of both: the kernel with the library's rules, and the naive reading. They have to agree.

Where memory overflowed the kernel may be stricter than the truth, and never laxer. Where it did not, the verdict,
the instant and everything that speaks against it now are the same.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta, tzinfo
from functools import cache
from itertools import chain

from attrs import evolve, frozen

from relcore import STANDARD, Company, Customer, PolicySet, Relationship, may_contact
from relcore.model import Contact, Decision, Hours, Override, Person, Recommendation
from relcore.policies import (
    AgreedType,
    Cap,
    Consented,
    ContactHours,
    ContactRule,
    NoOpenConcern,
    NotBlocked,
    NotUnwanted,
    QuietHours,
    Scope,
    UnansweredPause,
    Wished,
)
from relcore.vocabulary import CustomerKind, Verdict
from tests.stateful import naive_contact_rules as naive
from tests.stateful.naive_contact_log import Asked, Log, Range

MINUTE = timedelta(minutes=1)
PATIENCE = timedelta(days=366)
SCANNED = timedelta(days=3)
_CODES = {
    "contact_block": "not_blocked",
    "wish": "wished",
    "outreach_agreed": "agreed_type",
    "outreach_wanted": "agreed_type",
    "unwanted": "not_unwanted",
    "open_concerns": "no_open_concern",
    "unanswered_contacts": "unanswered_pause",
    "zone": "zone",
}


def _scope(range: Range) -> Scope:
    return Scope(purposes=range.purposes, channels=range.channels, countries=range.countries)


def _clock(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)


def library_rule(rule: naive.Practice) -> ContactRule:
    """The library's rule that means the same."""
    match rule:
        case naive.Blocked():
            return NotBlocked()
        case naive.Wishes():
            return Wished()
        case naive.Types():
            return AgreedType()
        case naive.Consents():
            return Consented(_scope(rule.range), rule.bases, rule.jurisdictions, rule.absolute)
        case naive.Dislikes():
            return NotUnwanted()
        case naive.Complaints():
            return NoOpenConcern(_scope(rule.range))
        case naive.Silence():
            return UnansweredPause(rule.most, rule.days, _scope(rule.range))
        case naive.Limit():
            title = rule.name.removeprefix("cap.")
            return Cap(title, rule.most, float(rule.hours), _scope(rule.range), hard=not rule.soft)
        case naive.Night():
            return QuietHours(_clock(rule.starts), _clock(rule.ends), scope=_scope(rule.range))
        case naive.Week():
            hours = tuple(Hours(day, _clock(opens), _clock(closes)) for day, opens, closes in rule.hours)
            return ContactHours(hours, rule.holidays, scope=_scope(rule.range))
    raise AssertionError(rule)


@cache
def _slow(contacts: int, persons: int, statements: int) -> PolicySet:
    folding = STANDARD.folding
    memory = evolve(folding.memory, contacts=contacts, persons=persons, statements=statements)
    return evolve(STANDARD, folding=evolve(folding, memory=memory, pace_days=3_000.0))


def policies_of(
    rules: Iterable[naive.Practice], contacts: int = 8, persons: int = 16, statements: int = 8
) -> PolicySet:
    """A policy set with these contact rules, memories of these sizes, and so slow a pace that nothing lapses."""
    return _slow(contacts, persons, statements).with_advising(contact_rules=tuple(map(library_rule, rules)))


@frozen
class Case:
    """A question: one action at an instant, with everything that both sides need to answer it."""

    action: Recommendation
    at: datetime
    customer: Customer
    rules: tuple[naive.Practice, ...]
    policies: PolicySet
    relationship: Relationship
    log: Log
    others: tuple[tuple[Relationship, Log], ...] = ()
    reserved: tuple[Contact, ...] = ()
    overrides: tuple[Override, ...] = ()
    company: Company | None = None

    def person(self) -> Person | None:
        persons = self.customer.persons
        if self.action.person is None:
            return persons[0] if self.customer.kind is CustomerKind.PERSON else None
        return next(person for person in persons if person.id == self.action.person)

    def asked(self) -> Asked:
        """The question as the naive reading takes it."""
        person = self.person()
        assert person is not None
        offered = self.action.channels
        channel = next((one for one in person.channels if one in offered), offered[0])
        clocks: tuple[tzinfo, ...] | None = None if person.zone is None else (person.zone,)
        known = None if self.company is None else self.company.zones
        if clocks is None and person.country is not None and known is not None:
            clocks = known.get(person.country)
        beside = tuple(log for _, log in self.others)
        erased_at = self.customer.erased_at
        alone = self.customer.id if self.customer.kind is CustomerKind.PERSON else None
        return Asked(self.action, person, channel, self.log, beside, self.reserved, clocks, alone, erased_at)

    def decide(self, at: datetime | None = None, action: Recommendation | None = None) -> Decision:
        """What the kernel says."""
        return may_contact(
            self.action if action is None else action,
            self.relationship,
            self.customer,
            at=self.at if at is None else at,
            policies=self.policies,
            company=self.company,
            others=[relationship for relationship, _ in self.others],
            reserved=self.reserved,
            overrides=self.overrides,
        )

    def losing(self) -> set[str]:
        """What the kernel says speaks against it at the instant itself, and not at a later one."""
        now = evolve(self.action, not_before=None, expires=self.at)
        found = set[str]()
        for reason in self.decide(action=now).reasons:
            if reason.code.startswith("lifted."):
                break
            if reason.code.startswith("consent."):
                found.add("consented")
            elif reason.code == "window":
                found.add(f"cap:{reason.measured:.0f}")
            elif reason.code == "local_time":
                found.add("contact_hours" if reason.required is None else "quiet_hours")
            elif reason.code in _CODES:
                found.add(_CODES[reason.code])
        return found

    @property
    def is_exact(self) -> bool:
        """Whether nothing was let go of that it may depend on."""
        memory, asked = self.policies.folding.memory, self.asked()
        if asked.tied:
            return False
        for log in asked.logs:
            named = (attempt.to for _, attempt in log.attempts())
            tried = Counter(None if to == log.customer_id else to for to in named)
            heard = {who for _, who in log.signs()} - {None}
            if max(tried.values(), default=0) > memory.contacts:
                return False
            if tried.total() > memory.contacts * memory.persons:
                return False
            if len(heard) > memory.persons and not asked.is_own(log):
                return False
            if len(log.unwanted()) > memory.statements:
                return False
        return True


@frozen
class Seen:
    """What came of a question."""

    verdict: Verdict
    policy: str
    losers: frozenset[str]
    exact: bool
    stricter: bool
    wrong: tuple[str, ...]


def _samples(case: Case, asked: Asked, first: datetime, last: datetime) -> Iterator[datetime]:
    """Instants at which something might change, and some between, in no order."""
    turns = {first, last, *(one.since for one in case.overrides)}
    for rule in case.rules:
        if isinstance(rule, naive.Limit):
            turns |= {attempt.at + timedelta(hours=rule.hours) for attempt in asked.tried}
        elif isinstance(rule, naive.Silence) and rule.days is not None:
            turns |= {attempt.at + timedelta(days=rule.days) for attempt in asked.unanswered}
    for record in asked.person.consents:
        turns |= {record.valid_from, record.recorded_at or record.valid_from}
    for turn in turns:
        for hours in (0, 11):
            there = turn + timedelta(hours=hours)
            if first <= there <= last:
                yield there


def _minutes(first: datetime, last: datetime) -> Iterator[datetime]:
    while first <= last:
        yield first
        first += MINUTE


def compare(case: Case, *, scan: bool = False) -> Seen:
    """Ask both, and say in words where they differ. A scan looks at every minute of three days."""
    decision, action, at = case.decide(), case.action, case.at
    verdict, until = decision.verdict, decision.until
    if action.is_internal or case.person() is None:
        wanted = Verdict.ALLOWED if action.is_internal else Verdict.REFUSED
        differs = (f"{verdict}, and not {wanted}",) if (verdict, until) != (wanted, None) else ()
        nobody = frozenset[str]() if action.is_internal else frozenset({"addressee"})
        return Seen(verdict, decision.policy, nobody, True, False, differs)
    asked = case.asked()
    first = max(at, action.not_before or at)
    last = min(at + PATIENCE, action.expires or at + PATIENCE)

    def against(there: datetime) -> set[str]:
        return naive.losers(asked, case.rules, case.overrides, there)

    wrong = list[str]()
    now, exact = against(at), case.is_exact
    losing = case.losing()
    if now - losing or (exact and losing != now):
        wrong.append(f"against it speak {sorted(losing)}, and not {sorted(now)}")
    if verdict is Verdict.ALLOWED:
        if now or first > at or last < at:
            wrong.append(f"allowed, and against it speak {sorted(now)}")
    elif not now and first == at <= last and exact:
        wrong.append(f"{verdict}, and nothing speaks against it")
    if verdict is Verdict.DEFERRED:
        if until is None or not first <= until <= last or until == at:
            return Seen(
                verdict,
                decision.policy,
                frozenset(now),
                exact,
                losing != now,
                (*wrong, f"deferred until {until}"),
            )
        wrong += _at_the_end(case, until, against)
    if exact:
        ends = last if until is None else until - MINUTE
        if verdict is not Verdict.ALLOWED and not _may_be_refused_for_now(case, asked, verdict):
            there = _first_free(case, asked, first, ends, scan, against)
            if there is not None:
                wrong.append(f"{verdict} until {until}, and allowed at {there}")
    return Seen(verdict, decision.policy, frozenset(now), exact, losing != now, tuple(wrong))


def _at_the_end(case: Case, until: datetime, against: Callable[[datetime], set[str]]) -> Iterator[str]:
    """At the instant until which it waits it may be done, and not a minute before."""
    if against(until):
        yield f"deferred until {until}, and against it speak {sorted(against(until))} there"
    if case.decide(until).verdict is not Verdict.ALLOWED:
        yield f"deferred until {until}, and asked there not allowed"
    if until - MINUTE > case.at and case.decide(until - MINUTE).verdict is Verdict.ALLOWED:
        yield f"deferred until {until}, and allowed a minute before"


def _may_be_refused_for_now(case: Case, asked: Asked, verdict: Verdict) -> bool:
    """Of whom it is not known where they live, what clocks somewhere forbid is refused, and not put off."""
    return (
        verdict is Verdict.REFUSED
        and asked.clocks is None
        and any(isinstance(rule, naive.Hourly) and asked.within(rule.range) for rule in case.rules)
    )


def _first_free(
    case: Case,
    asked: Asked,
    first: datetime,
    last: datetime,
    scan: bool,
    against: Callable[[datetime], set[str]],
) -> datetime | None:
    """The first instant that was looked at, from one to another, at which nothing speaks against it."""
    scanned = _minutes(first, min(last, first + SCANNED)) if scan else ()
    instants = chain(scanned, _samples(case, asked, first, last))
    return next((there for there in instants if there <= last and not against(there)), None)


def wrong(cases: Sequence[Case]) -> list[str]:
    """Everything that is wrong about some questions, each looked at minute by minute."""
    return [said for case in cases for said in compare(case, scan=True).wrong]
