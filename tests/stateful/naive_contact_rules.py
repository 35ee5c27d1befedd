"""May we, read naively: each rule answers for one instant from everything that ever happened.

Written from the concepts, and not from the library's rules. Nothing is worked out ahead: a cap counts over every
window, a consent is looked up among all records, and an hour is read off a clock. From when on something is
allowed is found by asking again a minute later.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Protocol

from attrs import frozen

from relcore.model import Consent, Override
from relcore.vocabulary import (
    ConsentBasis,
    ContactBlock,
    Party,
    Priority,
    Purpose,
    RelationshipType,
    Wish,
)
from tests.stateful.naive_contact_log import Asked, Range

NO_OUTREACH = (RelationshipType.TRANSACTIONAL, RelationshipType.SELF_SERVICE)
EVERYWHERE = tuple(timezone(timedelta(minutes=m)) for m in range(-12 * 60, 14 * 60 + 1, 15))
KNOWN_PURPOSES = {str(purpose) for purpose in Purpose}


class Practice(Protocol):
    """A rule: its name, whether it may be lifted, and whether it allows at an instant."""

    @property
    def name(self) -> str: ...
    @property
    def soft(self) -> bool: ...
    def label(self, asked: Asked) -> str: ...
    def allows(self, asked: Asked, at: datetime) -> bool: ...


class Named:
    """What most rules are: named by their kind, and lifted by nobody."""

    name = ""
    soft = False

    def label(self, asked: Asked) -> str:
        return self.name


@frozen
class Blocked(Named):
    name = "not_blocked"

    def allows(self, asked: Asked, at: datetime) -> bool:
        if asked.erased_at is not None and asked.erased_at <= at and not asked.answers:
            return False
        for block in asked.person.blocks:
            if block.since <= at and not (block.kind is ContactBlock.DO_NOT_CONTACT and asked.answers):
                return False
        mine = (log for log in asked.logs if log is asked.log or asked.is_own(log))
        return not any(log.ended_for_ever(at) for log in mine)


@frozen
class Wishes(Named):
    name = "wished"

    def allows(self, asked: Asked, at: datetime) -> bool:
        return asked.person.wish is not Wish.NO


@frozen
class Types(Named):
    name = "agreed_type"
    soft = True

    def allows(self, asked: Asked, at: datetime) -> bool:
        if asked.log.agreed not in NO_OUTREACH and asked.person.wanted_type not in NO_OUTREACH:
            return True
        return asked.purpose is Purpose.SERVICE and asked.is_owed(at)


@frozen
class Consents(Named):
    name = "consented"

    range: Range
    bases: tuple[ConsentBasis, ...]
    jurisdictions: tuple[str, ...] | None = None
    absolute: bool = False

    def allows(self, asked: Asked, at: datetime) -> bool:
        """What promotes something besides is marketing, and is heeded as what else it is as well."""
        needed = asked.within(self.range)
        return self._allows(asked, asked.purpose, needed, at) and (
            asked.purpose is asked.action.purpose or self._allows(asked, asked.action.purpose, False, at)
        )

    def _allows(self, asked: Asked, purpose: Purpose, needed: bool, at: datetime) -> bool:
        records = [record for record in asked.person.consents if record.purpose is purpose]
        here = [record for record in records if record.channel in {None, asked.channel}]
        concerned = self.range.purposes is None or purpose in self.range.purposes
        everywhere = self.absolute and concerned and asked.lives_in(self.range)
        objections = [
            record.withdrawn_at
            for record in (records if everywhere else here)
            if record.withdrawn_by is Party.CUSTOMER
            and record.withdrawn_at is not None
            and record.withdrawn_at <= at
        ]
        holding = [record for record in here if self._holds(record, at)]
        if objections:
            holding = [
                record
                for record in holding
                if record.basis is ConsentBasis.CONSENT
                and record.given_by is Party.CUSTOMER
                and all(record.valid_from > objection for objection in objections)
            ]
        if not needed:
            return bool(holding) or not objections
        accepted = self.jurisdictions
        return any(
            record.basis in self.bases and (accepted is None or record.jurisdiction in accepted)
            for record in holding
        )

    @staticmethod
    def _holds(record: Consent, at: datetime) -> bool:
        if at < record.valid_from or (record.recorded_at is not None and at < record.recorded_at):
            return False
        if record.valid_until is not None and at > record.valid_until:
            return False
        return record.withdrawn_at is None or at < record.withdrawn_at


@frozen
class Dislikes(Named):
    name = "not_unwanted"

    def allows(self, asked: Asked, at: datetime) -> bool:
        return not asked.is_unwanted


@frozen
class Complaints(Named):
    name = "no_open_concern"
    soft = True

    range: Range

    def allows(self, asked: Asked, at: datetime) -> bool:
        if asked.action.priority is not Priority.COMMERCIAL and not asked.within(self.range):
            return True
        return not asked.has_complained


@frozen
class Silence(Named):
    name = "unanswered_pause"
    soft = True

    most: int
    days: int | None
    range: Range

    def allows(self, asked: Asked, at: datetime) -> bool:
        if not asked.within(self.range) or len(asked.unanswered) < self.most:
            return True
        last = max(attempt.at for attempt in asked.unanswered)
        return self.days is not None and at >= last + timedelta(days=self.days)


@frozen
class Limit(Named):
    """At most so many within so many hours; named with its title, as in ``cap.weekly``."""

    name: str
    most: int
    hours: int
    range: Range = Range()
    soft: bool = True

    def label(self, asked: Asked) -> str:
        return f"cap:{self.hours}"

    def allows(self, asked: Asked, at: datetime) -> bool:
        if not asked.within(self.range):
            return True
        purposes, channels, long = self.range.purposes, self.range.channels, timedelta(hours=self.hours)
        instants = [
            attempt.at
            for attempt in asked.tried
            if (channels is None or attempt.channel in channels)
            and (purposes is None or attempt.purpose in purposes or attempt.purpose not in KNOWN_PURPOSES)
        ]
        instants.append(at)
        looked_at = [one for one in instants if at <= one < at + long]
        return all(sum(one <= now < one + long for one in instants) <= self.most for now in looked_at)


@frozen
class Hourly(Named):
    """A rule that reads a clock on the wall: minutes of the day, days of the week, days of the year."""

    range: Range

    def label(self, asked: Asked) -> str:
        return self.name if asked.clocks is not None else "zone"

    def allows(self, asked: Asked, at: datetime) -> bool:
        if not asked.within(self.range):
            return True
        clocks = EVERYWHERE if asked.clocks is None else asked.clocks
        return all(self.open(at.astimezone(clock)) for clock in clocks)

    def open(self, wall: datetime) -> bool:
        raise NotImplementedError


@frozen
class Night(Hourly):
    name = "quiet_hours"

    starts: int
    ends: int

    def open(self, wall: datetime) -> bool:
        minute = wall.hour * 60 + wall.minute
        if self.starts < self.ends:
            return minute < self.starts or minute >= self.ends
        return self.ends <= minute < self.starts


@frozen
class Week(Hourly):
    name = "contact_hours"

    hours: tuple[tuple[int, int, int], ...]
    holidays: tuple[date, ...] = ()

    def open(self, wall: datetime) -> bool:
        minute, day = wall.hour * 60 + wall.minute, wall.weekday()
        open_now = any(day == on and opens <= minute < closes for on, opens, closes in self.hours)
        return open_now and wall.date() not in self.holidays


def losers(asked: Asked, rules: Sequence[Practice], overrides: Sequence[Override], at: datetime) -> set[str]:
    """The rules that do not allow at an instant, but those that somebody has lifted."""
    found = set[str]()
    for rule in rules:
        if asked.answers and not isinstance(rule, Blocked):
            continue
        lifted = rule.soft and any(
            one.rule == rule.name and one.relationship_id == asked.log.id and one.since <= at <= one.until
            for one in overrides
        )
        if not lifted and not rule.allows(asked, at):
            found.add(rule.label(asked))
    return found
