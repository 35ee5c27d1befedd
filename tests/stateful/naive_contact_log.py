"""What is asked about a contact, and all that ever happened: a log that forgets nothing.

Written from the concepts, and not from the library's memories: who tried to reach whom, who was heard, and what
is open is looked up in the whole history each time.
"""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from functools import cached_property
from typing import Any

from attrs import frozen

from relcore.model import Contact, Interaction, Person, Recommendation
from relcore.model import contents as c
from relcore.vocabulary import (
    Channel,
    Direction,
    EndReason,
    Purpose,
    RelationshipType,
    StatementTopic,
)

ANSWERING = {Purpose.SERVICE, Purpose.RELATIONSHIP}
FOR_EVER = {EndReason.LEGAL, EndReason.FRAUD, EndReason.CEASED}


@frozen
class Range:
    """Which contacts a rule is about; None is all of them."""

    purposes: tuple[Purpose, ...] | None = None
    channels: tuple[Channel, ...] | None = None
    countries: tuple[str, ...] | None = None


@frozen
class Attempt:
    """One time that the company tried to reach somebody, with its place in the log."""

    at: datetime
    channel: Channel
    purpose: str
    to: str | None


@frozen
class Log:
    """Everything that happened in one relationship, in its order, and what kind of relationship it is."""

    id: str
    customer_id: str
    agreed: RelationshipType
    events: tuple[Interaction[Any], ...]

    def attempts(self) -> Iterator[tuple[int, Attempt]]:
        """What was tried, by whomever, with its place."""
        for place, event in enumerate(self.events):
            if event.direction is not Direction.OUTBOUND:
                continue
            content = event.content
            if isinstance(content, c.Message | c.Conversation):
                answers = content.reply_to is not None and content.purpose in ANSWERING
                purpose = None if answers else str(content.purpose)
            else:
                foreign = "." in content.kind and event.channel is not Channel.INTERNAL
                purpose = "unknown" if foreign else None
            if purpose is not None:
                yield place, Attempt(event.at, event.channel, purpose, event.to)

    def signs(self) -> Iterator[tuple[int, str | None]]:
        """Where somebody was heard, and who it was."""
        for place, event in enumerate(self.events):
            if event.direction is Direction.INBOUND:
                yield place, event.by
            elif isinstance(event.content, c.Conversation) and event.content.held:
                yield place, event.to

    def unwanted(self) -> list[tuple[str, str | None]]:
        """What was said not to be wanted, and by whom."""
        return [
            (event.content.theme or event.content.text, event.by)
            for event in self.events
            if isinstance(event.content, c.Statement) and event.content.topic is StatementTopic.UNWANTED
        ]

    def open_concerns(self) -> set[str]:
        """The concerns that nothing has resolved."""
        raised = {event.id for event in self.events if isinstance(event.content, c.Concern)}
        return raised - {
            event.content.item_id for event in self.events if isinstance(event.content, c.Resolved)
        }

    def owed(self) -> set[str]:
        """What the customer asked for and complained of, and what was bought."""
        return self.owed_at(None)

    def owed_at(self, at: datetime | None) -> set[str]:
        """The same, without what was bought more than thirty days before an instant; days are those of UTC."""
        asked = {event.id for event in self.events if isinstance(event.content, c.Question)}
        bought = {
            event.id
            for event in self.events
            if isinstance(event.content, c.Purchase)
            and (at is None or (at.date() - event.at.date()).days <= 30)
        }
        return self.open_concerns() | asked | bought

    def ended_for_ever(self, at: datetime) -> bool:
        """Whether by an instant it has ended for law or fraud, or because the customer has ceased."""
        now = max(at, self.events[-1].at) if self.events else at
        for event in self.events:
            content = event.content
            if not isinstance(content, c.Ended) or content.reason not in FOR_EVER:
                continue
            if content.effective_at is None or content.effective_at < now:
                return True
        return False


@frozen(slots=False, eq=False)
class Asked:
    """What is asked about: one action for one person by one channel, and all that is known."""

    action: Recommendation
    person: Person
    channel: Channel
    log: Log
    others: tuple[Log, ...]
    reserved: tuple[Contact, ...]
    clocks: tuple[tzinfo, ...] | None
    customer_id: str | None = None
    """The customer, where that is the person and nobody else."""
    erased_at: datetime | None = None
    """When the customer was erased."""

    @cached_property
    def purpose(self) -> Purpose:
        return Purpose.MARKETING if self.action.promotes else self.action.purpose

    @cached_property
    def answers(self) -> bool:
        kind = self.action.purpose in ANSWERING
        return self.action.reply_to is not None and kind and not self.action.promotes

    @cached_property
    def logs(self) -> tuple[Log, ...]:
        return (self.log, *self.others)

    def is_own(self, log: Log) -> bool:
        return log.customer_id in {self.person.id, self.customer_id}

    def lives_in(self, range: Range) -> bool:
        """Whether the person may live where a rule holds."""
        return range.countries is None or self.person.country in {None, *range.countries}

    def within(self, range: Range) -> bool:
        """Whether the action is one that a rule is about."""
        return (
            (range.purposes is None or self.purpose in range.purposes)
            and (range.channels is None or self.channel in range.channels)
            and self.lives_in(range)
        )

    def is_owed(self, at: datetime) -> bool:
        """Whether it settles what is open or was bought lately."""
        return bool(self.log.owed_at(at) & set(self.action.settles))

    @cached_property
    def has_complained(self) -> bool:
        return any(log.open_concerns() for log in self.logs)

    @cached_property
    def is_unwanted(self) -> bool:
        """Whether the person does not want it, as far as anybody has said."""
        action = self.action
        words = (action.kind, action.topic, str(action.purpose), str(self.purpose), str(self.channel))
        what = {word.lower().replace(" ", "_") for word in words if word}
        said = list(self.person.unwanted)
        for log in self.logs:
            anybody = log is self.log or self.is_own(log)
            said += [word for word, by in log.unwanted() if anybody or by in {None, self.person.id}]
        return any(word.lower().replace(" ", "_") in what for word in said)

    @cached_property
    def planned(self) -> tuple[Attempt, ...]:
        mine = (one for one in self.reserved if one.person in {None, self.person.id})
        return tuple(Attempt(one.at, one.channel, one.purpose, one.person) for one in mine)

    @cached_property
    def tried(self) -> tuple[Attempt, ...]:
        """Everything that was or will be tried to reach the person, in every relationship."""
        found = list(self.planned)
        for log in self.logs:
            for _, attempt in log.attempts():
                if self.is_own(log) or attempt.to in {None, self.person.id}:
                    found.append(attempt)
        return tuple(found)

    @cached_property
    def unanswered(self) -> tuple[Attempt, ...]:
        """What the person has not answered since."""
        found = list(self.planned)
        for log in self.logs:
            signs = list(log.signs())
            for place, attempt in log.attempts():
                if self.is_own(log) or attempt.to is None:
                    answered = any(later >= place for later, _ in signs)
                elif attempt.to == self.person.id:
                    answered = any(later >= place and who == self.person.id for later, who in signs)
                else:
                    continue
                if not answered:
                    found.append(attempt)
        return tuple(found)

    @cached_property
    def tied(self) -> bool:
        """Whether somebody was heard at the very instant of an attempt, where the order is not kept."""
        for log in self.logs:
            tried = {attempt.at: place for place, attempt in reversed(list(log.attempts()))}
            for place, _ in () if self.is_own(log) else log.signs():
                if tried.get(log.events[place].at, place) < place:
                    return True
        return False
