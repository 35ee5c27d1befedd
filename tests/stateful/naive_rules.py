"""The numbers of the default policies, told once more, and business time counted a quarter of an hour at a time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any, NamedTuple

from relcore.model import Interaction
from relcore.model import contents as c
from relcore.vocabulary import Direction, Severity

TICK = timedelta(microseconds=1)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
QUARTER = timedelta(minutes=15)
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
NOTHING = timedelta(0)

COUNTED = {"trial", "trial.passed", "trial.failed", "statement.value", "work_done.adapts", "pledge"}
"""The events that some criterion counts: of these, evidence is kept."""


class Office(NamedTuple):
    """When a business is open: (weekday, from, until) in hours, in a zone whose clocks jump while it is closed."""

    zone: tzinfo
    hours: tuple[tuple[int, int, int], ...]
    holidays: tuple[date, ...] = ()

    def is_open(self, at: datetime) -> bool:
        there = at.astimezone(self.zone)
        if there.date() in self.holidays:
            return False
        clock = there.hour + there.minute / 60
        return any(day == there.weekday() and opens <= clock < closes for day, opens, closes in self.hours)

    def _stretches(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Every open quarter of an hour from an instant on, the first one cut short."""
        begins = EPOCH + (at - EPOCH) // QUARTER * QUARTER
        while True:
            if self.is_open(begins):
                yield max(begins, at), begins + QUARTER
            begins += QUARTER

    def after(self, at: datetime, working: timedelta) -> datetime:
        """The first instant at which so much business time has passed."""
        if not working:
            return at
        left = working
        for begins, ends in self._stretches(at):
            if ends - begins >= left:
                return begins + left
            left -= ends - begins
        raise AssertionError("time ends")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The business time from one instant to another."""
        passed = NOTHING
        for begins, ends in self._stretches(start):
            if begins >= end:
                return passed
            passed += min(ends, end) - begins
        raise AssertionError("time ends")


WEEKDAYS = Office(UTC, tuple((day, 9, 17) for day in range(5)))


class Sizes(NamedTuple):
    """How much is remembered of each sort."""

    contacts: int = 8
    persons: int = 16
    evidence: int = 8
    readings: int = 12
    proxies: int = 4
    statements: int = 8
    closed_concerns: int = 8
    durations: int = 8
    unnoted: int = 8
    events: int = 12
    event_days: int = 60
    recommendations: int = 64
    carried_out: int = 8


class Rules(NamedTuple):
    """What the policy sets of this test differ in; all else is as by default."""

    digest: str
    pace: float = 30.0
    office: Office = WEEKDAYS
    cooling_off_days: float = 14
    recurrence_days: int = 180
    sizes: Sizes = Sizes()

    @property
    def year(self) -> timedelta:
        """How long an episode lasts before it is durable."""
        return timedelta(days=min(max(12 * self.pace, 365), 1_825))

    @property
    def dwell(self) -> timedelta:
        """How long a stage lasts before a move is undone."""
        return timedelta(days=min(max(self.pace, 7), 90))

    @property
    def window(self) -> timedelta:
        """How long the windows are over which growth is seen."""
        return timedelta(seconds=int(min(max(6 * self.pace, 90), 365) * 86_400))

    def silence(self, days: list[date]) -> timedelta:
        """How long a customer may be silent who bought on these days."""
        gap = (self.pace + (days[-1] - days[0]).days) / len(days) if len(days) > 1 else self.pace
        limit = min(max(5 * gap, 4 * self.pace), 5 * self.pace)
        return timedelta(days=min(max(limit, 30), 1_825))

    def limit(self, severity: Severity | None) -> timedelta:
        """The business time for a concern, or without a severity for a question."""
        hours = {None: 8, Severity.MINOR: 40, Severity.MODERATE: 16, Severity.GRAVE: 8}
        return hours[severity] * HOUR


class Scale(NamedTuple):
    """The marks of an instrument; those as bad as ``low`` or worse open a concern."""

    worst: Fraction
    best: Fraction
    low: Fraction
    whole: bool = True

    def fits(self, score: int | Decimal) -> bool:
        low, high = sorted((self.worst, self.best))
        return (Fraction(score).denominator == 1 or not self.whole) and low <= Fraction(score) <= high

    def share(self, score: int | Decimal | Fraction) -> Fraction:
        return (Fraction(score) - self.worst) / (self.best - self.worst)

    def points(self, score: int | Decimal) -> int:
        return floor(100 * self.share(score) + Fraction(1, 2))

    def is_low(self, score: int | Decimal) -> bool:
        return self.share(score) <= self.share(self.low)


def _scale(worst: int, best: int, low: str, *, whole: bool = True) -> Scale:
    return Scale(Fraction(worst), Fraction(best), Fraction(low), whole)


SCALES = {
    "csat": _scale(1, 5, "2"),
    "nps": _scale(0, 10, "6"),
    "ces_2010": _scale(5, 1, "4"),
    "ces": _scale(1, 7, "3"),
    "rating": _scale(0, 1, "0.4", whole=False),
}


def happenings(interaction: Interaction[Any]) -> list[str]:
    """Everything that an interaction counts as: its kind, what it says, and whether members dealt with each other."""
    content = interaction.content
    found = [content.kind]
    match content:
        case c.Conversation(held=False):
            found.append("conversation.missed")
        case c.WorkDone(adapts=True):
            found.append("work_done.adapts")
        case c.Ended(reason=said) | c.StageChanged(stage=said) | c.Statement(topic=said):
            found.append(f"{content.kind}.{said}")
        case c.Trial(outcome=said):
            found.append(f"trial.{said}")
        case _:
            pass
    if interaction.direction is Direction.BETWEEN_CUSTOMERS:
        found.append("between_customers")
    return found


def engages(interaction: Interaction[Any]) -> bool:
    """Whether the customer did something, or was met."""
    content, direction = interaction.content, interaction.direction
    if direction in {Direction.INBOUND, Direction.BETWEEN_CUSTOMERS} or isinstance(content, c.Purchase):
        return True
    return direction is Direction.OUTBOUND and isinstance(content, c.Conversation) and content.held
